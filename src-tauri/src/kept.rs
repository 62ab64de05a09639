//! What the window keeps for its user besides the library: settings, and its own place and size.
//!
//! Two small files in the user's configuration folder. A missing or damaged file counts as never
//! written; writing goes to a file beside it first, so that a crash leaves the old one.

use std::path::{Path, PathBuf};

use duizhao_workbench::api::session::Settings;
use serde::{Deserialize, Serialize};

/// The user's configuration folder.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    folder: PathBuf,
}

/// How many libraries are remembered.
const RECENT: usize = 8;

/// Place and size of the window, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Frame {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) maximised: bool,
}

impl Kept {
    /// Uses a folder, made when something is written.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Kept { folder }
    }

    /// Returns the settings, those of a first start where none were kept.
    pub(crate) fn settings(&self) -> Settings {
        self.read("settings.json").unwrap_or_else(|| Settings {
            language: "system".to_owned(),
            theme: "system".to_owned(),
            text_percent: 100,
            plan_font: "serif".to_owned(),
        })
    }

    /// Keeps the settings.
    pub(crate) fn keep_settings(&self, settings: &Settings) -> std::io::Result<()> {
        self.write("settings.json", settings)
    }

    /// Returns where the window was last, where that is a usable size.
    pub(crate) fn frame(&self) -> Option<Frame> {
        self.read("window.json")
            .filter(|frame: &Frame| frame.width >= 400.0 && frame.height >= 300.0)
    }

    /// Keeps where the window is.
    pub(crate) fn keep_frame(&self, frame: Frame) -> std::io::Result<()> {
        self.write("window.json", &frame)
    }

    /// Returns the libraries opened last, newest first, as far as they are still there.
    pub(crate) fn recent(&self) -> Vec<PathBuf> {
        let mut known: Vec<PathBuf> = self.read("recent.json").unwrap_or_default();
        known.retain(|path| path.exists());
        known
    }

    /// Keeps a library as the one opened last.
    pub(crate) fn keep_recent(&self, library: &Path) -> std::io::Result<()> {
        let library = std::path::absolute(library)?;
        let mut known: Vec<PathBuf> = self.read("recent.json").unwrap_or_default();
        known.retain(|path| path != &library);
        known.insert(0, library);
        known.truncate(RECENT);
        self.write("recent.json", &known)
    }

    fn read<T: for<'a> Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&std::fs::read(self.folder.join(name)).ok()?).ok()
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let fresh = self.folder.join(format!("{name}.new"));
        std::fs::write(&fresh, serde_json::to_vec_pretty(value)?)?;
        std::fs::rename(&fresh, self.folder.join(Path::new(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str) -> Kept {
        let folder =
            std::env::temp_dir().join(format!("duizhao-kept-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Kept::new(folder)
    }

    #[test]
    fn settings_come_back_and_a_damaged_file_counts_as_none() {
        let kept = kept("settings");
        let mut settings = kept.settings();
        assert_eq!(settings.language, "system");
        settings.theme = "dark".to_owned();
        kept.keep_settings(&settings).unwrap();
        assert_eq!(kept.settings().theme, "dark");
        std::fs::write(kept.folder.join("settings.json"), "{\"theme\": ").unwrap();
        assert_eq!(kept.settings().theme, "system");
    }

    #[test]
    fn libraries_are_remembered_newest_first_and_once() {
        let kept = kept("recent");
        std::fs::create_dir_all(&kept.folder).unwrap();
        let names = ["a.db", "b.db", "gone.db"].map(|name| kept.folder.join(name));
        std::fs::write(&names[0], "").unwrap();
        std::fs::write(&names[1], "").unwrap();
        for name in [&names[0], &names[2], &names[1], &names[0]] {
            kept.keep_recent(name).unwrap();
        }
        assert_eq!(kept.recent(), [names[0].clone(), names[1].clone()]);
    }

    #[test]
    fn a_window_never_comes_back_too_small_to_use() {
        let kept = kept("frame");
        let frame = Frame {
            x: 10.0,
            y: 20.0,
            width: 1200.0,
            height: 700.0,
            maximised: false,
        };
        kept.keep_frame(frame).unwrap();
        assert_eq!(kept.frame(), Some(frame));
        kept.keep_frame(Frame {
            width: 3.0,
            ..frame
        })
        .unwrap();
        assert_eq!(kept.frame(), None);
    }
}
