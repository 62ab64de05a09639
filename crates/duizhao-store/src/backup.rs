//! Backups: copied whole, verified, only then given their name; a restore keeps what it replaces.
//!
//! ```text
//! library.db → backups/library-000012.db (verified copy) … restored → library.db, the file it
//! replaces kept as library.db.replaced-000013
//! ```

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::{Store, StoreError, open};

/// A backup of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Its number: later backups have greater ones, whatever the clock says.
    pub number: u64,
    /// Plans it holds.
    pub plans: u64,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the file that was replaced is kept.
    pub kept: Option<PathBuf>,
    /// Plans in the library now.
    pub plans: u64,
}

impl Store {
    /// Copies the library into `folder`, verifies the copy, and keeps the newest `keep`.
    pub fn backup(&self, folder: &Path, keep: usize) -> Result<Backup, StoreError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| open::file_error("making the backup folder", error, folder))?;
        let name = self.path.as_deref().and_then(Path::file_stem).map_or_else(
            || "library".to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let old = list(folder, &name)?;
        let number = old.last().map_or(1, |(number, _)| number + 1);
        let path = folder.join(format!("{name}-{number:06}.db"));
        copy_to(&self.conn, &path)?;
        let plans = verify(&path)?;
        let surplus = (old.len() + 1).saturating_sub(keep.max(1));
        for (_, path) in old.iter().take(surplus) {
            let _ = std::fs::remove_file(path);
        }
        Ok(Backup {
            path,
            number,
            plans,
        })
    }

    /// The verified backups of the library `name` in `folder`, newest first.
    pub fn backups(folder: &Path, name: &str) -> Result<Vec<Backup>, StoreError> {
        let mut found = Vec::new();
        for (number, path) in list(folder, name)?.into_iter().rev() {
            if let Ok(plans) = verify(&path) {
                found.push(Backup {
                    path,
                    number,
                    plans,
                });
            }
        }
        Ok(found)
    }

    /// Puts the backup at `from` in the place of the library at `library`, which must not be
    /// open. The file it replaces is kept aside under `tag`, damaged or not.
    pub fn restore(library: &Path, from: &Path, tag: &str) -> Result<Restored, StoreError> {
        let plans = verify(from)?;
        let fresh = open::sibling(library, "restoring");
        let failed = |error| open::file_error("restoring the backup", error, library);
        std::fs::copy(from, &fresh).map_err(failed)?;
        verify(&fresh)?;
        let kept = library.exists().then(|| free_name(library, tag));
        if let Some(kept) = &kept {
            std::fs::rename(library, kept).map_err(failed)?;
            for suffix in ["-wal", "-shm"] {
                // The log belongs to the file that is put aside, not to the backup.
                let _ = std::fs::rename(
                    open::sibling_raw(library, suffix),
                    open::sibling_raw(kept, suffix),
                );
            }
        }
        std::fs::rename(&fresh, library).map_err(failed)?;
        Ok(Restored { kept, plans })
    }
}

/// Copies the open library to `path`: first beside it, then under its name.
pub(crate) fn copy_to(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let fresh = open::sibling(path, "tmp");
    let _ = std::fs::remove_file(&fresh);
    let copied = conn.execute("VACUUM INTO ?1", [fresh.to_string_lossy()]);
    if let Err(error) = copied {
        let _ = std::fs::remove_file(&fresh);
        return Err(error.into());
    }
    std::fs::rename(&fresh, path)
        .map_err(|error| open::file_error("writing the backup", error, path))
}

/// Opens a backup, checks its structure, and counts its plans.
fn verify(path: &Path) -> Result<u64, StoreError> {
    let size = std::fs::metadata(path)
        .map_err(|error| open::file_error("reading the backup", error, path))?
        .len();
    open::check_header(path, size)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    let answer: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(StoreError::Damaged { detail: answer });
    }
    let plans = "SELECT count(*) FROM plan WHERE deleted_by IS NULL";
    Ok(conn
        .query_row(plans, [], |row| row.get::<_, i64>(0))?
        .unsigned_abs())
}

/// Backups of `name` in `folder`, oldest first.
fn list(folder: &Path, name: &str) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(open::file_error("listing backups", error, folder)),
    };
    let mut found: Vec<(u64, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let file = entry.file_name().to_string_lossy().into_owned();
            let number = file
                .strip_prefix(name)?
                .strip_prefix('-')?
                .strip_suffix(".db")?;
            Some((number.parse().ok()?, entry.path()))
        })
        .collect();
    found.sort();
    Ok(found)
}

/// A name beside `library` that no file has.
fn free_name(library: &Path, tag: &str) -> PathBuf {
    let first = open::sibling(library, tag);
    let more = (2..).map(|n| open::sibling(library, &format!("{tag}-{n}")));
    std::iter::once(first)
        .chain(more)
        .find(|path| !path.exists())
        .expect("names never run out")
}
