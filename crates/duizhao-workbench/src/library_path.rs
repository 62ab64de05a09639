//! Where the library is when nobody says.

use std::ffi::OsString;
use std::path::PathBuf;

/// The library in the user's data folder; none where the system names no such folder.
pub fn default_library() -> Option<PathBuf> {
    Some(
        data_folder(|name| std::env::var_os(name))?
            .join("duizhao")
            .join("library.db"),
    )
}

fn data_folder(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| {
        var(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(windows) {
        set("APPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local").join("share")))
    }
}
