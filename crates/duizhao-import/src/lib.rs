//! Bytes in, text out: the only crate that knows file formats on the way in.
//!
//! ```text
//! 计划.txt (GB18030, CRLF)  ─read─▶  text with `\n` line ends, the encoding, the SHA-256, notes
//! ```
//!
//! A file is what its bytes say it is, never what its name says. Nothing here reads a plan
//! out of the text, keeps a file or opens a second one: no include, no link, no network.
//!
//! ```
//! use duizhao_import::{SourceHint, read};
//! let document = read("\u{feff}一、发展目标\r\n".as_bytes(), &SourceHint::default()).unwrap();
//! assert_eq!(document.text, "一、发展目标\n");
//! assert_eq!(document.encoding, "UTF-8");
//! ```

mod chinese;
mod converter;
mod detect;
mod document;
mod docx;
mod encoding;
mod error;
mod file;
mod html;
mod limits;
mod mht;
mod office;
mod package;
mod pdf;
mod rtf;
mod txt;
pub mod worker;
mod xml;

pub use detect::FileKind;
pub use document::{ImportNote, RawDocument, SourceFormat, SourceHint, sha256_hex};
pub use error::ImportError;
pub use file::{Loaded, load};
pub use limits::{OFFICE_LIMIT, TEXT_LIMIT};

use detect::Detected;

/// True for files whose reading is worth a process of its own: all but plain text.
pub fn is_complex(bytes: &[u8]) -> bool {
    match detect::detect(bytes) {
        Detected::Readable(format) => format != SourceFormat::Text,
        Detected::Foreign(_) | Detected::Encrypted => false,
    }
}

/// Reads the bytes of one file.
///
/// The extension in `hint` decides nothing; where it contradicts the content, a note says so.
pub fn read(bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let format = match detect::detect(bytes) {
        Detected::Readable(format) => format,
        Detected::Foreign(kind) => return Err(ImportError::NotText { kind }),
        Detected::Encrypted => return Err(ImportError::PasswordProtected),
    };
    limits::check(bytes.len() as u64, format)?;
    let mut document = match format {
        SourceFormat::Text => txt::read(bytes, hint)?,
        SourceFormat::Docx => docx::read(bytes)?,
        SourceFormat::Html => html::read(bytes, hint)?,
        SourceFormat::Mht => mht::read(bytes, hint)?,
        SourceFormat::Pdf => pdf::read(bytes)?,
        SourceFormat::Doc => office::read_doc(bytes)?,
        SourceFormat::Odt | SourceFormat::Rtf => office::converted(bytes, format)?,
    };
    if !document.text.chars().any(char::is_alphabetic) {
        return Err(ImportError::NoText);
    }
    document.note_extension(hint);
    Ok(document)
}
