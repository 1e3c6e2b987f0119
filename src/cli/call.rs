//! One call of the program: its folders, its clock, its looks and its voice.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use super::Global;
use super::failure::{Exit, Failure};
use super::looks::Looks;
use super::voice::Voice;
use crate::clock::Clock;
use crate::lang::Texts;
use crate::model::dates::DateLanguage;
use crate::model::id::IdSource;
use crate::model::library::{Broken, Library};
use crate::paths::{Environment, Folders};
use crate::store::Shelf;
use crate::store::settings;
use crate::store::templates::Templates;

/// What every command works with.
pub(super) struct Call {
    pub(super) environment: Environment,
    pub(super) folders: Folders,
    pub(super) clock: Clock,
    pub(super) looks: Looks,
    /// The words of results and remarks.
    pub(super) texts: &'static Texts,
    /// What is wrong with the settings, for people.
    pub(super) settings_fault: Option<String>,
    pub(super) voice: Voice,
}

impl Call {
    pub(super) fn new(global: &Global, voice: Voice) -> Result<Self, (Voice, Failure)> {
        let environment = Environment::of_process();
        let clock = match Clock::of(environment.text("OFFSITE_NOW")) {
            Ok(clock) => clock,
            Err(error) => return Err((voice, Failure::new(Exit::Usage, error.to_string()))),
        };
        let Some(folders) = Folders::of(&environment, global.dir.as_deref()) else {
            let words = voice.texts.cli.no_home;
            return Err((voice, Failure::new(Exit::CouldNot, words)));
        };
        let (settings, faults) = settings::read(&folders.settings());
        for fault in &faults {
            voice.remark(&fault.to_string());
        }
        let settings_fault = faults.first().map(ToString::to_string);
        let looks = Looks::of(global, &environment, settings);
        let texts = Texts::of(looks.language);
        Ok(Self { environment, folders, clock, looks, texts, settings_fault, voice })
    }

    pub(super) fn shelf(&self) -> Shelf {
        Shelf::at(&self.folders.data, &self.folders.state)
    }

    /// Every session; files that are none are remarked on and hinder nothing.
    pub(super) fn library(&self) -> Library {
        let (volumes, broken) = self.shelf().read();
        self.remark_on(&broken);
        let mut library = Library::default();
        library.fill(volumes, broken);
        library
    }

    /// Every template; files that are none are remarked on and hinder nothing.
    pub(super) fn templates(&self) -> Templates {
        let templates = Templates::read(&self.folders.config);
        self.remark_on(&templates.broken);
        templates
    }

    pub(super) fn date_language(&self) -> DateLanguage {
        if self.looks.language == "fr" { DateLanguage::Fr } else { DateLanguage::En }
    }

    fn remark_on(&self, broken: &[Broken]) {
        for broken in broken {
            self.voice.remark(&broken.message);
        }
    }
}

/// A number that no other call has; a pinned clock must not make two sessions one.
pub(super) fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Ids that no other call makes.
pub(super) fn ids() -> IdSource {
    IdSource::new(seed())
}
