//! Opens a library file after looking at its first bytes.
//!
//! `SQLite` itself opens an empty file, a library of a newer version and a file cut in half
//! without a word; so the header is read first, and what it says is checked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::{Store, StoreError, migrate};

/// Marks our files: "DUIZ".
pub(crate) const APPLICATION_ID: u32 = 0x4455_495A;
/// How long a writer waits for another.
const BUSY: Duration = Duration::from_secs(5);
/// Length of the header of a database file.
const HEADER: usize = 100;

/// Opens `path`, or makes a new library there.
pub(crate) fn open(path: &Path) -> Result<Store, StoreError> {
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(StoreError::NotALibrary {
            path: path.to_owned(),
        }),
        Ok(meta) => {
            check_header(path, meta.len())?;
            open_existing(path)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            create(path)?;
            open_existing(path)
        }
        Err(error) => Err(file_error("opening the library", error, path)),
    }
}

/// A library in memory.
pub(crate) fn in_memory() -> Result<Store, StoreError> {
    let mut conn = Connection::open_in_memory()?;
    settings(&conn)?;
    migrate::migrate(&mut conn, Path::new(":memory:"))?;
    Ok(Store {
        conn,
        path: None,
        read_only: false,
        changes: 0,
    })
}

/// Makes the library beside its place and moves it there whole, so that a half-made file is
/// never found under the name; another process that was faster keeps its file.
fn create(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| file_error("making the library's folder", error, path))?;
    }
    let fresh = sibling(path, &format!("new-{}", std::process::id()));
    let _ = std::fs::remove_file(&fresh);
    let made = (|| {
        let mut conn = Connection::open(&fresh)?;
        conn.pragma_update(None, "journal_mode", "DELETE")?;
        migrate::migrate(&mut conn, path)?;
        Ok::<(), StoreError>(())
    })();
    let moved = made.and_then(|()| match std::fs::hard_link(&fresh, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        // File systems without hard links.
        Err(_) => std::fs::rename(&fresh, path)
            .map_err(|error| file_error("making the library", error, path)),
    });
    let _ = std::fs::remove_file(&fresh);
    moved
}

fn open_existing(path: &Path) -> Result<Store, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).map_err(StoreError::from);
    let store = opened.and_then(|conn| prepare(conn, path));
    match store {
        Err(StoreError::ReadOnly) => open_read_only(path),
        Err(StoreError::Database(error)) if cannot_open(&error) => {
            open_read_only(path).map_err(|_| StoreError::NoPermission {
                path: path.to_owned(),
            })
        }
        other => other,
    }
}

fn prepare(mut conn: Connection, path: &Path) -> Result<Store, StoreError> {
    conn.busy_timeout(BUSY)?;
    migrate::refuse_newer(&conn, path)?;
    if conn.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    settings(&conn)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    migrate::migrate(&mut conn, path)?;
    Ok(Store {
        conn,
        path: Some(path.to_owned()),
        read_only: false,
        changes: 0,
    })
}

/// A library in a folder where nothing can be written: only `immutable` reads it, and that is
/// right only when no other process left a write-ahead log beside it.
fn open_read_only(path: &Path) -> Result<Store, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let log = std::fs::metadata(sibling_raw(path, "-wal")).map_or(0, |meta| meta.len());
    let mode = if log == 0 { "immutable=1" } else { "mode=ro" };
    let conn = Connection::open_with_flags(uri(path, mode), flags)?;
    conn.busy_timeout(BUSY)?;
    migrate::refuse_newer(&conn, path)?;
    Ok(Store {
        conn,
        path: Some(path.to_owned()),
        read_only: true,
        changes: 0,
    })
}

fn settings(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "trusted_schema", "OFF")?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What the header of the file at `path` says.
pub(crate) fn check_header(path: &Path, size: u64) -> Result<(), StoreError> {
    if size == 0 {
        return Err(StoreError::EmptyFile {
            path: path.to_owned(),
        });
    }
    let mut header = [0_u8; HEADER];
    let read = File::open(path)
        .and_then(|mut file| file.read_exact(&mut header))
        .map_err(|error| file_error("reading the library", error, path));
    match read {
        Err(StoreError::File { source, .. })
            if source.kind() == std::io::ErrorKind::UnexpectedEof =>
        {
            return Err(StoreError::NotALibrary {
                path: path.to_owned(),
            });
        }
        other => other?,
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if !header.starts_with(b"SQLite format 3\0") {
        // Our own file whose first bytes were wiped is still told from a stranger's.
        return Err(
            if number(68) == APPLICATION_ID || header.iter().all(|&b| b == 0) {
                StoreError::Damaged {
                    detail: "the header is overwritten".to_owned(),
                }
            } else {
                StoreError::NotALibrary {
                    path: path.to_owned(),
                }
            },
        );
    }
    if number(68) != APPLICATION_ID {
        return Err(StoreError::NotALibrary {
            path: path.to_owned(),
        });
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        page => u64::from(page),
    };
    let pages = u64::from(number(28));
    let log = std::fs::metadata(sibling_raw(path, "-wal")).map_or(0, |meta| meta.len());
    if log == 0 && number(24) == number(92) && size < page * pages {
        let detail = format!("{size} bytes of {} are left", page * pages);
        return Err(StoreError::Damaged { detail });
    }
    Ok(())
}

/// The file beside `path` with `tag` before its extension's end: `library.db.tag`.
pub(crate) fn sibling(path: &Path, tag: &str) -> PathBuf {
    sibling_raw(path, &format!(".{tag}"))
}

pub(crate) fn sibling_raw(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

pub(crate) fn file_error(doing: &'static str, source: std::io::Error, path: &Path) -> StoreError {
    match source.kind() {
        std::io::ErrorKind::PermissionDenied => StoreError::NoPermission {
            path: path.to_owned(),
        },
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::File { doing, source },
    }
}

fn cannot_open(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen)
}

fn uri(path: &Path, query: &str) -> String {
    let escaped = path
        .to_string_lossy()
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{escaped}?{query}")
}
