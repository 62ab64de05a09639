//! A user's folders of their own, so that a journey starts from nothing and can start again.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::display::Display;

/// The folders one user has; removed when dropped.
pub struct Home {
    folder: TempDir,
    composed: bool,
    theme: Option<&'static str>,
    display: Option<Display>,
}

impl Home {
    /// Makes the folders of a user who has never started the program.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("duizhao-journey-")
            .tempdir()?;
        for name in ["config", "data", "cache", "run"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        Ok(Home {
            folder,
            composed: true,
            theme: None,
            display: None,
        })
    }

    /// The same user, whose window draws as a released one does: no pictures of it can be taken.
    #[must_use]
    pub fn as_released(self) -> Self {
        Home {
            composed: false,
            ..self
        }
    }

    /// The same user, whose windows no other user's can take the keyboard from.
    pub fn on_own_display(self) -> Result<Self> {
        Ok(Home {
            display: Some(Display::start()?),
            ..self
        })
    }

    /// The same user, whose desktop asks for more contrast.
    #[must_use]
    pub fn in_high_contrast(self) -> Self {
        Home {
            theme: Some("HighContrast"),
            ..self
        }
    }

    /// Returns a path below the user's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the library that a window of this user opens.
    pub fn library(&self) -> PathBuf {
        self.path("区县 library.db")
    }

    /// Writes a file into the user's folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.path(name);
        std::fs::write(&path, content)
            .with_context(|| format!("could not write {}", path.display()))?;
        Ok(path)
    }

    /// Sets what the next file dialog answers; nothing means that the user cancels it.
    pub fn answer_dialog(&self, paths: &[&Path]) -> Result<()> {
        let lines: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        self.write("answers", lines.join("\n"))?;
        Ok(())
    }

    /// Returns the environment of the program.
    pub(crate) fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let composed = self
            .composed
            .then(|| ("WEBKIT_DISABLE_COMPOSITING_MODE", "0".into()));
        let own = [
            ("HOME", self.folder.path().to_path_buf()),
            ("XDG_CONFIG_HOME", self.path("config")),
            ("XDG_DATA_HOME", self.path("data")),
            ("XDG_CACHE_HOME", self.path("cache")),
            ("DUIZHAO_ANSWERS", self.path("answers")),
        ];
        let theme = self.theme.map(|theme| ("GTK_THEME", theme.into()));
        let display = self.display.as_ref();
        let display = display.map(|display| ("DISPLAY", display.name().into()));
        let own = own.into_iter().chain(composed);
        own.chain(theme).chain(display).collect()
    }
}
