//! Brings the bytes of a file in, never more than its limit, and never half of them.
//!
//! ```text
//! 规划.docx being saved:  2 MB, 09:12:01 ─read─▶ 3 MB, 09:12:02  →  not the same: once more
//! ```

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::detect::{self, Detected};
use crate::{ImportError, limits};

/// How many leading bytes tell a format.
const HEAD: usize = 4096;
/// How often a file that another program holds or changes is tried again.
const RETRIES: u32 = 3;
const RETRY_PAUSE: Duration = Duration::from_millis(200);
/// A file written to so lately may be written to still, within one tick of its clock.
const JUST_WRITTEN: Duration = Duration::from_millis(100);
/// How long such a file is watched before it counts as whole.
const WATCH: Duration = Duration::from_millis(20);

/// The bytes of a file that stood still while they were read.
#[derive(Debug)]
pub struct Loaded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// When it was last written to, where the system knows.
    pub modified: Option<SystemTime>,
}

/// Reads the file at `path`.
///
/// The size is checked against the limit of the format that the first bytes show before the
/// rest is read; a file that grows meanwhile is still cut off at the limit. A file that is
/// held, changes or vanishes while it is read is tried again a few times.
pub fn load(path: &Path) -> Result<Loaded, ImportError> {
    load_with(path, std::thread::sleep)
}

fn load_with(path: &Path, mut pause: impl FnMut(Duration)) -> Result<Loaded, ImportError> {
    let (mut tried, mut seen) = (0, false);
    loop {
        let outcome = load_once(path, &mut seen, &mut pause);
        let again = match &outcome {
            Err(ImportError::Unreadable(_) | ImportError::Changing) => true,
            // It was there a moment ago: programs that save put a new file in its place.
            Err(ImportError::NotFound) => seen,
            _ => false,
        };
        if !again || tried == RETRIES {
            return outcome;
        }
        tried += 1;
        pause(RETRY_PAUSE);
    }
}

fn load_once(
    path: &Path,
    seen: &mut bool,
    pause: &mut impl FnMut(Duration),
) -> Result<Loaded, ImportError> {
    let meta = std::fs::metadata(path).map_err(named)?;
    *seen = true;
    let bytes = whole(path, &meta)?;
    if just_written(&meta) {
        pause(WATCH);
    }
    let after = std::fs::metadata(path).map_err(named)?;
    let still = (meta.len(), meta.modified().ok()) == (after.len(), after.modified().ok());
    if still && meta.len() == bytes.len() as u64 {
        let modified = after.modified().ok();
        Ok(Loaded { bytes, modified })
    } else {
        Err(ImportError::Changing)
    }
}

fn just_written(meta: &Metadata) -> bool {
    let age = meta.modified().ok().and_then(|time| time.elapsed().ok());
    age.is_some_and(|age| age < JUST_WRITTEN)
}

fn whole(path: &Path, meta: &Metadata) -> Result<Vec<u8>, ImportError> {
    if meta.is_dir() {
        return Err(ImportError::IsFolder);
    }
    if !meta.is_file() {
        let kind = detect::SPECIAL_FILE;
        return Err(ImportError::NotText { kind });
    }
    let mut file = File::open(path).map_err(named)?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take(HEAD as u64)
        .read_to_end(&mut bytes)
        .map_err(named)?;
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let format = match detect::detect_head(&bytes) {
        Detected::Readable(format) => format,
        Detected::Encrypted => return Err(ImportError::PasswordProtected),
        Detected::Foreign(kind) => return Err(ImportError::NotText { kind }),
    };
    let limit = limits::limit_of(format);
    limits::check(meta.len(), format)?;
    file.take(limit + 1 - bytes.len() as u64)
        .read_to_end(&mut bytes)
        .map_err(named)?;
    limits::check(bytes.len() as u64, format)?;
    Ok(bytes)
}

fn named(error: std::io::Error) -> ImportError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => ImportError::NotFound,
        ErrorKind::IsADirectory => ImportError::IsFolder,
        ErrorKind::PermissionDenied => ImportError::NoPermission,
        _ => ImportError::Unreadable(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、总体要求\n";

    /// Loads a new file while `meanwhile` happens in each pause; how often it paused to retry.
    fn watched(mut meanwhile: impl FnMut(u32, &Path)) -> (Result<Loaded, ImportError>, u32) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("规划.txt");
        std::fs::write(&path, TEXT).expect("it can be written");
        let (mut pauses, mut retries) = (0, 0);
        let loaded = load_with(&path, |time| {
            retries += u32::from(time == RETRY_PAUSE);
            pauses += 1;
            meanwhile(pauses, &path);
        });
        (loaded, retries)
    }

    #[test]
    fn a_file_that_stands_still_is_read_at_once() {
        let (loaded, retries) = watched(|_, _| ());
        assert_eq!(loaded.expect("it is whole").bytes, TEXT.as_bytes());
        assert_eq!(retries, 0);
    }

    #[test]
    fn i27_a_file_that_keeps_changing_is_tried_three_times_more() {
        let (loaded, retries) = watched(|pauses, path| {
            std::fs::write(path, TEXT.repeat(pauses as usize + 1)).expect("it can be written");
        });
        assert!(matches!(loaded, Err(ImportError::Changing)), "{loaded:?}");
        assert_eq!(retries, RETRIES);
    }

    #[test]
    fn i27_a_file_that_was_being_saved_is_read_as_it_was_saved() {
        let (loaded, _) = watched(|pauses, path| match pauses {
            1 => std::fs::remove_file(path).expect("it is there"),
            2 => std::fs::write(path, TEXT.repeat(2)).expect("it can be written"),
            _ => {}
        });
        assert_eq!(
            loaded.expect("it came back").bytes,
            TEXT.repeat(2).as_bytes()
        );
    }

    #[test]
    fn i27_a_file_that_is_gone_is_said_to_be_gone() {
        let (loaded, retries) = watched(|_, path| {
            let _ = std::fs::remove_file(path);
        });
        assert!(matches!(loaded, Err(ImportError::NotFound)), "{loaded:?}");
        assert_eq!(retries, RETRIES);
    }
}
