//! From the command line to the screens: everything that they start with.

use std::sync::Arc;

use super::call::{Call, seed};
use super::failure::{Exit, Failure};
use crate::model::library::Volume;
use crate::model::session::Session;
use crate::paths;
use crate::store::templates::Templates;
use crate::tui::{self, Start};

/// Opens the screens: on the list of sessions, or on one of them.
pub(super) fn open(call: &mut Call, volume: Option<Volume>) -> Result<(), Failure> {
    let shelf = call.shelf();
    // Read once more by the shelf that will write it: a shelf never writes over what it has not read itself.
    let volume = volume.map(|volume| shelf.open(&volume.path)).transpose()?;
    let start = start(call);
    run(call, Start { open: volume, shelf: Some(Arc::new(shelf)), ..start })
}

/// Opens the screens on the example, of which nothing is kept.
pub(super) fn example(call: &mut Call, sessions: Vec<Session>) -> Result<(), Failure> {
    let start = start(call);
    run(call, Start { sessions, ..start })
}

fn start(call: &Call) -> Start {
    let config = call.folders.config.clone();
    let read = move || {
        let templates = Templates::read(&config);
        (templates.known.into_iter().map(|known| known.template).collect(), templates.broken)
    };
    Start {
        shelf: None,
        sessions: Vec::new(),
        templates: Arc::new(read),
        open: None,
        clock: call.clock.running(),
        settings: call.looks.settings.clone(),
        forced: call.looks.forced.clone(),
        around: call.looks.around,
        settings_file: call.folders.settings(),
        settings_shown: paths::shown(&call.folders.settings(), &call.environment),
        settings_fault: call.settings_fault.clone(),
        home: call.environment.home(),
        editor: call.environment.editor().map(str::to_owned),
        state: call.folders.state.clone(),
        seed: seed(),
        folder: paths::shown(&call.shelf().sessions_folder(), &call.environment),
    }
}

fn run(call: &mut Call, start: Start) -> Result<(), Failure> {
    call.voice.flush()?;
    let unsaved = tui::run(start).map_err(|error| Failure::new(Exit::CouldNot, error.to_string()))?;
    if unsaved.is_empty() { Ok(()) } else { Err(Failure::new(Exit::CouldNot, unsaved.join("\n"))) }
}
