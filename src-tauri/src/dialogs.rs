//! File dialogs behind one trait: the system's own, or answers from the environment in journeys.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// What the window asks its user through the system.
pub(crate) trait Dialogs: Send + Sync {
    /// Asks for files to import; empty when the user changed their mind.
    fn pick_files(&self) -> Vec<PathBuf>;
    /// Asks for folders to import.
    fn pick_folders(&self) -> Vec<PathBuf>;
    /// Asks where to save, offering a name.
    fn save_file(&self, name: &str) -> Option<PathBuf>;
}

/// Returns the dialogs of this build.
pub(crate) fn dialogs(app: &AppHandle) -> Box<dyn Dialogs> {
    #[cfg(feature = "journeys")]
    if let Some(file) = std::env::var_os("DUIZHAO_ANSWERS") {
        return Box::new(answers::Answers { file: file.into() });
    }
    Box::new(Native { app: app.clone() })
}

/// The system's dialogs; to be called from a blocking thread.
struct Native {
    app: AppHandle,
}

impl Dialogs for Native {
    fn pick_files(&self) -> Vec<PathBuf> {
        let picked = self
            .app
            .dialog()
            .file()
            .blocking_pick_files()
            .unwrap_or_default();
        picked
            .into_iter()
            .filter_map(|path| path.into_path().ok())
            .collect()
    }

    fn pick_folders(&self) -> Vec<PathBuf> {
        let dialog = self.app.dialog().file();
        let picked = dialog.blocking_pick_folders().unwrap_or_default();
        picked
            .into_iter()
            .filter_map(|path| path.into_path().ok())
            .collect()
    }

    fn save_file(&self, name: &str) -> Option<PathBuf> {
        self.app
            .dialog()
            .file()
            .set_file_name(name)
            .blocking_save_file()?
            .into_path()
            .ok()
    }
}

#[cfg(feature = "journeys")]
mod answers {
    //! WebDriver cannot drive a native dialog, so a journey writes the next answer into a file.

    use std::path::PathBuf;

    use super::Dialogs;

    /// The file named by `DUIZHAO_ANSWERS`: one path a line; empty is a cancelled dialog.
    pub(super) struct Answers {
        pub(super) file: PathBuf,
    }

    impl Dialogs for Answers {
        fn pick_files(&self) -> Vec<PathBuf> {
            let text = std::fs::read_to_string(&self.file).unwrap_or_default();
            text.lines()
                .filter(|line| !line.is_empty())
                .map(PathBuf::from)
                .collect()
        }

        fn pick_folders(&self) -> Vec<PathBuf> {
            self.pick_files()
        }

        fn save_file(&self, _name: &str) -> Option<PathBuf> {
            self.pick_files().into_iter().next()
        }
    }
}
