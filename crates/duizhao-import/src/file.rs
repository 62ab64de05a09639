//! Brings the bytes of a file in, never more than its limit.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use crate::detect::{self, Detected};
use crate::{ImportError, limits};

/// How many leading bytes tell a format.
const HEAD: usize = 4096;
/// How often a file that another program holds is tried again.
const RETRIES: u32 = 3;
const RETRY_PAUSE: Duration = Duration::from_millis(200);

/// Reads the file at `path`.
///
/// The size is checked against the limit of the format that the first bytes show before the
/// rest is read; a file that grows meanwhile is still cut off at the limit.
pub fn load(path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut tried = 0;
    loop {
        match load_once(path) {
            Err(ImportError::Unreadable(_)) if tried < RETRIES => {
                tried += 1;
                std::thread::sleep(RETRY_PAUSE);
            }
            outcome => return outcome,
        }
    }
}

fn load_once(path: &Path) -> Result<Vec<u8>, ImportError> {
    let meta = std::fs::metadata(path).map_err(named)?;
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
