//! What the commands share: the dialogs, the tickets, what is kept, the channel to the page.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};

use duizhao_workbench::api::session::ShellEvent;
use duizhao_workbench::api::view::Progress;
use duizhao_workbench::{Control, Workbench, default_library};
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
    /// The use cases.
    pub(crate) workbench: Workbench,
    /// Whether an empty library gets the bundled plans; done with the first look at it.
    pub(crate) bundled: Mutex<bool>,
    page: Mutex<Option<Channel<ShellEvent>>>,
    jobs: Mutex<Vec<Weak<AtomicBool>>>,
}

/// A workbench that reads documents in processes of their own: by the command line beside this
/// program, else, as in a development build, by this program itself.
fn workbench(library: PathBuf) -> Workbench {
    let workbench = Workbench::new(Some(library));
    let Ok(own) = std::env::current_exe() else {
        return workbench;
    };
    let beside = own.with_file_name(format!("duizhao{}", std::env::consts::EXE_SUFFIX));
    workbench.with_reader(if beside.is_file() { beside } else { own })
}

impl Shell {
    /// Prepares the state before the page is loaded.
    pub(crate) fn new(app: &AppHandle, options: Options) -> tauri::Result<Self> {
        let library = match options.library {
            Some(path) => path,
            None => default_library().ok_or(tauri::Error::UnknownPath)?,
        };
        Ok(Shell {
            dialogs: dialogs(app),
            tickets: Tickets::default(),
            kept: Kept::new(app.path().config_dir()?.join("duizhao")),
            workbench: workbench(library.clone()),
            library,
            bundled: Mutex::new(options.bundled),
            page: Mutex::new(None),
            jobs: Mutex::new(Vec::new()),
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

    /// Does long work that tells its progress and can be cancelled.
    pub(crate) fn job<T>(&self, job: &str, work: impl FnOnce(&Control<'_>) -> T) -> T {
        let cancel = Arc::new(AtomicBool::new(false));
        self.running().push(Arc::downgrade(&cancel));
        let progress = |done: u64, total: u64| {
            let (done, total) = (done as u32, total as u32);
            self.tell(ShellEvent::Progress(Progress {
                job: job.to_owned(),
                done,
                total,
                item: None,
            }));
        };
        work(&Control::new(&cancel, &progress))
    }

    /// Asks all long work to stop; what is done is kept.
    pub(crate) fn cancel(&self) {
        for flag in self.running().iter().filter_map(Weak::upgrade) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Vec<Weak<AtomicBool>>> {
        let mut jobs = self
            .jobs
            .lock()
            .expect("nothing panics while the jobs are held");
        jobs.retain(|flag| flag.strong_count() > 0);
        jobs
    }
}
