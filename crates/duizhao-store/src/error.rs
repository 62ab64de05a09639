//! What can go wrong with a library.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// A failure of the library; the library is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is another kind of file.
    #[error("{} is no library", path.display())]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },
    /// The file has no bytes at all.
    #[error("{} is empty", path.display())]
    EmptyFile {
        /// The file.
        path: PathBuf,
    },
    /// Made by a newer version of the program.
    #[error("{} has schema {found}, newer than {supported}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known here.
        supported: i64,
    },
    /// The file is damaged.
    #[error("the library is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// Another process is writing.
    #[error("another process holds the library")]
    Locked,
    /// Nothing can be written here.
    #[error("the library is read-only")]
    ReadOnly,
    /// No space left.
    #[error("the disk is full")]
    DiskFull,
    /// The system does not let us open it.
    #[error("no permission to open {}", path.display())]
    NoPermission {
        /// The file.
        path: PathBuf,
    },
    /// There is no such plan.
    #[error("no plan {slug}")]
    NoPlan {
        /// As asked.
        slug: String,
    },
    /// A file operation failed.
    #[error("{doing} failed: {source}")]
    File {
        /// What was attempted.
        doing: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Any other failure of the database.
    #[error("the database failed: {0}")]
    Database(#[source] rusqlite::Error),
}

impl StoreError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NotALibrary { .. } => "not_a_library",
            StoreError::EmptyFile { .. } => "library_empty",
            StoreError::Newer { .. } => "library_newer",
            StoreError::Damaged { .. } => "library_damaged",
            StoreError::Locked => "library_locked",
            StoreError::ReadOnly => "library_read_only",
            StoreError::DiskFull => "disk_full",
            StoreError::NoPermission { .. } => "library_no_permission",
            StoreError::NoPlan { .. } => "unknown_plan",
            StoreError::File { .. } => "library_file",
            StoreError::Database(_) => "library_failed",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, words) = &error else {
            return match error {
                // A value of the wrong type in a STRICT table: bytes were overwritten.
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::InvalidColumnName(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::QueryReturnedNoRows
                | rusqlite::Error::Utf8Error(..) => StoreError::Damaged {
                    detail: error.to_string(),
                },
                _ => StoreError::Database(error),
            };
        };
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked,
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged {
                detail: words.clone().unwrap_or_else(|| failure.to_string()),
            },
            // Our own statements are right: a table or column they name is gone.
            ErrorCode::Unknown if failure.extended_code == rusqlite::ffi::SQLITE_ERROR => {
                StoreError::Damaged {
                    detail: words.clone().unwrap_or_default(),
                }
            }
            _ => StoreError::Database(error),
        }
    }
}
