//! Why a file was refused.

use crate::FileKind;

/// A refusal. Codes are stable; nobody matches on words.
#[derive(Debug, thiserror::Error)]
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
    Unreadable(#[source] std::io::Error),
    /// Zero bytes.
    #[error("the file is empty")]
    Empty,
    /// Only blanks, marks or page numbers.
    #[error("no readable text")]
    NoText,
    /// The content is something else.
    #[error("not text but {}", kind.en)]
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
    #[error("the {format} file is damaged")]
    Damaged {
        /// Name of the format.
        format: &'static str,
    },
    /// The document has no text of its own.
    #[error("the {format} file has no body")]
    NoBody {
        /// Name of the format.
        format: &'static str,
    },
    /// It unpacks to more than any document does.
    #[error("it unpacks to too much")]
    UnpacksTooMuch,
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
            ImportError::Empty => "empty_file",
            ImportError::NoText => "no_text",
            ImportError::NotText { .. } => "not_text",
            ImportError::TooLarge { .. } => "too_large",
            ImportError::Damaged { .. } => "damaged_file",
            ImportError::NoBody { .. } => "no_body",
            ImportError::UnpacksTooMuch => "unpacks_too_much",
            ImportError::PasswordProtected => "password_protected",
            ImportError::UnknownEncoding => "unknown_encoding",
        }
    }
}
