//! What the commands share: the dialogs, the tickets, what is kept, the channel to the page.

use std::path::PathBuf;
use std::sync::Mutex;

use duizhao_workbench::api::session::ShellEvent;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};

use crate::dialogs::{Dialogs, dialogs};
use crate::kept::Kept;
use crate::options::Options;
use crate::tickets::Tickets;

/// The state of the window's backend.
pub(crate) struct Shell {
    /// File dialogs.
    pub(crate) dialogs: Box<dyn Dialogs>,
    /// Paths the page may refer to.
    pub(crate) tickets: Tickets,
    /// Settings and the window's place.
    pub(crate) kept: Kept,
    /// The library of this window.
    pub(crate) library: PathBuf,
    page: Mutex<Option<Channel<ShellEvent>>>,
}

impl Shell {
    /// Prepares the state before the page is loaded.
    pub(crate) fn new(app: &AppHandle, options: Options) -> tauri::Result<Self> {
        let library = match options.library {
            Some(path) => path,
            None => app.path().data_dir()?.join("duizhao").join("library.db"),
        };
        Ok(Shell {
            dialogs: dialogs(app),
            tickets: Tickets::default(),
            kept: Kept::new(app.path().config_dir()?.join("duizhao")),
            library,
            page: Mutex::new(None),
        })
    }

    /// Keeps the channel of the page; a reloaded page replaces it.
    pub(crate) fn watch(&self, channel: Channel<ShellEvent>) {
        *self
            .page
            .lock()
            .expect("nothing panics while the channel is held") = Some(channel);
    }

    /// Tells the page what happened; a page that is not there yet misses nothing it could act on.
    pub(crate) fn tell(&self, event: ShellEvent) {
        if let Some(channel) = &*self
            .page
            .lock()
            .expect("nothing panics while the channel is held")
        {
            let _ = channel.send(event);
        }
    }
}
