//! The templates at hand: those that come with the program, and the person's own.

use super::builtin::SHIPPED;
use super::error::StoreError;
use super::walk::Walk;
use super::{check, envelope, file, names};
use crate::model::library::Broken;
use crate::model::template::{Template, TemplateError, TemplateFault};
use serde_json::{Deserializer, Value};
use std::path::{Path, PathBuf};

/// Every template that can be used, and the files that cannot.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    /// Shipped ones first, in their order; an own one with the id of a shipped one stands in its place.
    pub known: Vec<Known>,
    /// Own files that are no sound template.
    pub broken: Vec<Broken>,
}

/// A template and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The template.
    pub template: Template,
    /// Where it comes from.
    pub source: Source,
}

/// Where a template comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The program.
    Shipped,
    /// A file of the person.
    Own(PathBuf),
}

impl Templates {
    /// The templates of the program and those in `<config>/templates`.
    pub fn read(config: &Path) -> Self {
        let mut templates = Self::default();
        for (id, text) in SHIPPED {
            let path = PathBuf::from(format!("{id}.json"));
            // Sound, as the tests know: the closer look is only for what has gone wrong.
            match serde_json::from_str(text).or_else(|_| check::template(&path, text.as_bytes())) {
                Ok(template) => templates.known.push(Known { template, source: Source::Shipped }),
                Err(error) => templates.refuse(path, &error),
            }
        }
        let walk = Walk::through(&own_folder(config));
        for unreadable in walk.unreadable {
            let error = StoreError::Unreadable { path: unreadable.path.clone(), source: unreadable.source };
            templates.refuse(unreadable.path, &error);
        }
        for found in walk.found {
            match own(&found.path) {
                Ok(template) => templates.add(template, found.path),
                Err(error) => templates.refuse(found.path, &error),
            }
        }
        templates
    }

    /// The template with this id.
    pub fn find(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.template.id == id)
    }

    /// Copies a template into `<config>/templates/<id>.json` under a new id, as it is written, and returns the file.
    ///
    /// # Errors
    /// When the template cannot be read any more, or the file is there already or cannot be written.
    pub fn copy(known: &Known, id: &str, config: &Path) -> Result<PathBuf, StoreError> {
        let text = known.text()?;
        let path = own_folder(config).join(format!("{id}.json"));
        let copied = with_id(&text, id).ok_or_else(|| StoreError::invalid(&path, None, "the key “id” is missing"))?;
        file::create_new(&path, copied.as_bytes())?;
        Ok(path)
    }

    /// Writes a template into `<config>/templates/<id>.json` and returns the file.
    ///
    /// # Errors
    /// When the file is there already or cannot be written.
    pub fn create(id: &str, template: &Value, config: &Path) -> Result<PathBuf, StoreError> {
        let path = own_folder(config).join(format!("{id}.json"));
        let bytes = envelope::encode(template).map_err(|error| StoreError::invalid(&path, None, error.to_string()))?;
        file::create_new(&path, &bytes)?;
        Ok(path)
    }

    fn add(&mut self, template: Template, path: PathBuf) {
        match self.known.iter_mut().find(|known| known.template.id == template.id) {
            None => self.known.push(Known { template, source: Source::Own(path) }),
            Some(Known { source: Source::Own(first), .. }) => {
                let words = format!("the id “{}” is already that of {}", template.id, first.display());
                let error = StoreError::invalid(&path, None, words);
                self.refuse(path, &error);
            }
            Some(shipped) => *shipped = Known { template, source: Source::Own(path) },
        }
    }

    fn refuse(&mut self, path: PathBuf, error: &StoreError) {
        self.broken.push(Broken { path, message: error.to_string() });
    }
}

impl Known {
    /// The text of its file.
    fn text(&self) -> Result<String, StoreError> {
        let shipped = || SHIPPED.iter().find(|(id, _)| *id == self.template.id);
        let path = match &self.source {
            Source::Own(path) => path.clone(),
            Source::Shipped => match shipped() {
                Some((_, text)) => return Ok((*text).to_owned()),
                None => PathBuf::from(names::slug(&self.template.id)),
            },
        };
        String::from_utf8(file::read(&path)?.bytes)
            .map_err(|_| StoreError::invalid(&path, None, super::flaw::Flaw::NotUtf8))
    }
}

fn own_folder(config: &Path) -> PathBuf {
    config.join("templates")
}

/// The template of a person, which must be sound; that a text is not translated is no hindrance.
fn own(path: &Path) -> Result<Template, StoreError> {
    let bytes = file::read(path)?.bytes;
    let template = check::template(path, &bytes)?;
    let hinders = |error: &TemplateError| !matches!(error.fault, TemplateFault::MissingLanguage(_));
    let hindrance = template.faults().iter().position(hinders);
    match hindrance.and_then(|place| check::template_faults(path, &bytes, &template).into_iter().nth(place)) {
        Some(error) => Err(error),
        None => Ok(template),
    }
}

/// The text of a template with another id; all else, the line breaks too, stays as its author wrote it.
fn with_id(text: &str, id: &str) -> Option<String> {
    let (before, rest) = text.split_at_checked(super::locate::offset_of(text, "/id")?)?;
    let mut values = Deserializer::from_str(rest).into_iter::<Value>();
    values.next()?.ok()?;
    let after = rest.get(values.byte_offset()..)?;
    Some(format!("{before}{}{after}", Value::from(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn config_with(files: &[(&str, String)]) -> tempfile::TempDir {
        let config = tempfile::tempdir().unwrap();
        fs::create_dir(config.path().join("templates")).unwrap();
        for (name, text) in files {
            fs::write(config.path().join("templates").join(name), text).unwrap();
        }
        config
    }

    fn text_of(id: &str) -> String {
        SHIPPED.iter().find(|(known, _)| *known == id).unwrap().1.to_owned()
    }

    #[test]
    fn without_own_templates_the_shipped_ones_are_there_and_sound() {
        let templates = Templates::read(Path::new("/nowhere"));
        assert_eq!(templates.known.len(), SHIPPED.len());
        assert_eq!(templates.broken, []);
        for (known, (id, text)) in templates.known.iter().zip(SHIPPED) {
            assert_eq!(known.template.id, *id);
            assert_eq!(known.template.faults(), [], "{id}");
            let path = Path::new("any");
            assert_eq!(
                check::template(path, text.as_bytes()).unwrap(),
                known.template,
                "the closer look sees the same"
            );
        }
    }

    #[test]
    fn an_own_template_takes_the_place_of_a_shipped_one_or_stands_behind() {
        let other = text_of("blank").replace("\"id\": \"blank\"", "\"id\": \"mine\"");
        let config =
            config_with(&[("a.json", other), ("blank.json", text_of("blank").replace("Blank page", "My page"))]);
        let templates = Templates::read(config.path());
        let ids: Vec<&str> = templates.known.iter().map(|known| known.template.id.as_str()).collect();
        assert_eq!(ids.len(), SHIPPED.len() + 1);
        assert_eq!(ids.last(), Some(&"mine"));
        let blank = templates.find("blank").unwrap();
        assert_eq!(blank.template.title.text("en"), "My page");
        assert!(matches!(&blank.source, Source::Own(path) if path.ends_with("blank.json")));
    }

    #[test]
    fn a_broken_own_template_hinders_no_other() {
        let config = config_with(&[
            ("1.json", text_of("blank").replace("\"kind\": \"notes\"", "\"kind\": \"notess\"")),
            ("2.json", text_of("blank").replace("\"at_least\": 15", "\"at_least\": 99")),
            ("3.json", text_of("blank").replace("\"id\": \"blank\"", "\"id\": \"mine\"")),
            ("4.json", text_of("blank").replace("\"id\": \"blank\"", "\"id\": \"mine\"")),
        ]);
        let templates = Templates::read(config.path());
        let told: Vec<&str> = templates.broken.iter().map(|broken| broken.message.as_str()).collect();
        assert_eq!(told.len(), 3);
        assert!(told[0].contains("1.json, line 34") && told[0].contains("notes"), "{told:?}");
        assert!(told[1].contains("2.json, line 13") && told[1].contains("floor of 99"), "{told:?}");
        assert!(told[2].contains("4.json: the id “mine” is already that of"), "{told:?}");
        assert!(templates.find("mine").is_some() && templates.find("blank").is_some());
    }

    #[test]
    fn a_copy_differs_in_nothing_but_the_id_and_overwrites_nothing() {
        let config = tempfile::tempdir().unwrap();
        let templates = Templates::read(config.path());
        let path = Templates::copy(templates.find("blank").unwrap(), "mine", config.path()).unwrap();
        let copied = fs::read_to_string(&path).unwrap();
        assert_eq!(copied.replace("\"id\": \"mine\"", "\"id\": \"blank\""), text_of("blank"));
        let again = Templates::copy(templates.find("blank").unwrap(), "mine", config.path());
        assert!(matches!(again, Err(StoreError::Unwritable { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), copied);
        assert!(Templates::read(config.path()).find("mine").is_some());
    }
}
