//! Why a file was refused.

use serde::{Deserialize, Serialize};

use crate::{FileKind, SourceFormat};

/// A refusal. Codes are stable; nobody matches on words.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum ImportError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The path names a folder.
    #[error("it is a folder")]
    IsFolder,
    /// The system does not let us read it.
    #[error("no permission to read")]
    NoPermission,
    /// Reading failed.
    #[error("reading failed")]
    #[serde(skip)]
    Unreadable(#[source] std::io::Error),
    /// Another program kept writing to it.
    #[error("the file kept changing while it was read")]
    Changing,
    /// Zero bytes.
    #[error("the file is empty")]
    Empty,
    /// Only blanks, marks or page numbers.
    #[error("no readable text")]
    NoText,
    /// The content is something else.
    #[error("not text but {}", kind.en)]
    #[serde(skip)]
    NotText {
        /// What it looks like.
        kind: FileKind,
    },
    /// Over the limit for its format.
    #[error("{size} bytes is over the limit of {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file cannot be read as what it is.
    #[error("the {} file is damaged", format.name())]
    Damaged {
        /// Name of the format.
        format: SourceFormat,
    },
    /// The document has no text of its own.
    #[error("the {} file has no body", format.name())]
    NoBody {
        /// Name of the format.
        format: SourceFormat,
    },
    /// It unpacks to more than any document does.
    #[error("it unpacks to too much")]
    UnpacksTooMuch,
    /// Its pages are pictures; there is no text layer.
    #[error("all {pages} pages are pictures without text")]
    Scanned {
        /// How many pages.
        pages: u32,
    },
    /// More pages than any plan has.
    #[error("{pages} pages are too many")]
    TooManyPages {
        /// How many pages.
        pages: u32,
    },
    /// Only an office program that is not installed reads this format.
    #[error("a {} file needs LibreOffice", format.name())]
    NeedsOffice {
        /// The format.
        format: SourceFormat,
    },
    /// The reader took longer than any document needs and was stopped.
    #[error("reading took more than {seconds} seconds")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// The reader used more memory than any document needs and was stopped.
    #[error("reading took more than {limit} bytes of memory")]
    OutOfMemory {
        /// The limit in bytes.
        limit: u64,
    },
    /// The reader ended without an answer.
    #[error("the reader failed")]
    ReaderFailed,
    /// A password is needed to open it.
    #[error("it is protected by a password")]
    PasswordProtected,
    /// No encoding we know gives readable text.
    #[error("unknown encoding")]
    UnknownEncoding,
}

impl ImportError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::NotFound => "not_found",
            ImportError::IsFolder => "is_folder",
            ImportError::NoPermission => "no_permission",
            ImportError::Unreadable(_) => "unreadable",
            ImportError::Changing => "changing",
            ImportError::Empty => "empty_file",
            ImportError::NoText => "no_text",
            ImportError::NotText { .. } => "not_text",
            ImportError::TooLarge { .. } => "too_large",
            ImportError::Damaged { .. } => "damaged_file",
            ImportError::NoBody { .. } => "no_body",
            ImportError::Scanned { .. } => "scanned",
            ImportError::TooManyPages { .. } => "too_many_pages",
            ImportError::NeedsOffice { .. } => "needs_office",
            ImportError::TimedOut { .. } => "timed_out",
            ImportError::OutOfMemory { .. } => "out_of_memory",
            ImportError::ReaderFailed => "reader_failed",
            ImportError::UnpacksTooMuch => "unpacks_too_much",
            ImportError::PasswordProtected => "password_protected",
            ImportError::UnknownEncoding => "unknown_encoding",
        }
    }
}
