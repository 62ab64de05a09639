//! What the commands share: the dialogs, the tickets, the channel to the page.

use std::sync::Mutex;

use duizhao_workbench::api::session::ShellEvent;
use tauri::AppHandle;
use tauri::ipc::Channel;

use crate::dialogs::{Dialogs, dialogs};
use crate::options::Options;
use crate::tickets::Tickets;

/// The state of the window's backend.
pub(crate) struct Shell {
    /// File dialogs.
    pub(crate) dialogs: Box<dyn Dialogs>,
    /// Paths the page may refer to.
    pub(crate) tickets: Tickets,
    /// What the window was started with.
    pub(crate) options: Options,
    page: Mutex<Option<Channel<ShellEvent>>>,
}

impl Shell {
    /// Prepares the state before the page is loaded.
    pub(crate) fn new(app: &AppHandle, options: Options) -> Self {
        Shell {
            dialogs: dialogs(app),
            tickets: Tickets::default(),
            options,
            page: Mutex::new(None),
        }
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
