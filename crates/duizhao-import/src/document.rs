//! What a file holds once it is read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The format of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    /// Plain text.
    Text,
    /// A Word document.
    Docx,
    /// A saved web page.
    Html,
    /// A web page saved as one file (MHT, MHTML).
    Mht,
    /// A PDF with a text layer.
    Pdf,
    /// A document of an older Word, or of WPS.
    Doc,
    /// An OpenDocument text.
    Odt,
    /// A document in Rich Text Format.
    Rtf,
}

impl SourceFormat {
    /// The name people know the format by.
    pub fn name(self) -> &'static str {
        match self {
            SourceFormat::Text => "TXT",
            SourceFormat::Docx => "DOCX",
            SourceFormat::Html => "HTML",
            SourceFormat::Mht => "MHT",
            SourceFormat::Pdf => "PDF",
            SourceFormat::Doc => "DOC",
            SourceFormat::Odt => "ODT",
            SourceFormat::Rtf => "RTF",
        }
    }

    /// The media type kept with the original.
    pub fn media_type(self) -> &'static str {
        match self {
            SourceFormat::Text => "text/plain",
            SourceFormat::Html => "text/html",
            SourceFormat::Mht => "multipart/related",
            SourceFormat::Pdf => "application/pdf",
            SourceFormat::Doc => "application/msword",
            SourceFormat::Odt => "application/vnd.oasis.opendocument.text",
            SourceFormat::Rtf => "application/rtf",
            SourceFormat::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        }
    }

    /// Every format.
    pub const ALL: &'static [SourceFormat] = &[
        SourceFormat::Text,
        SourceFormat::Docx,
        SourceFormat::Html,
        SourceFormat::Mht,
        SourceFormat::Pdf,
        SourceFormat::Doc,
        SourceFormat::Odt,
        SourceFormat::Rtf,
    ];

    /// The format kept under a media type.
    pub fn of_media_type(media_type: &str) -> Self {
        let found = Self::ALL
            .iter()
            .find(|format| format.media_type() == media_type);
        found.copied().unwrap_or(SourceFormat::Text)
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            SourceFormat::Text => &["txt", "text", "md", "csv", "log"],
            SourceFormat::Docx => &["docx", "docm", "dotx"],
            SourceFormat::Html => &["htm", "html", "xhtml", "shtml"],
            SourceFormat::Mht => &["mht", "mhtml", "eml"],
            SourceFormat::Pdf => &["pdf"],
            SourceFormat::Doc => &["doc", "wps", "dot", "wpt"],
            SourceFormat::Odt => &["odt", "ott"],
            SourceFormat::Rtf => &["rtf"],
        }
    }
}

/// What is known of a file beside its bytes.
#[derive(Debug, Clone, Default)]
pub struct SourceHint {
    /// The extension of the file name, without dot.
    pub extension: Option<String>,
    /// The encoding the user asks for, by its WHATWG label: `gb18030`, `big5`.
    pub encoding: Option<String>,
}

impl SourceHint {
    /// The hint a path gives.
    pub fn of(path: &std::path::Path) -> Self {
        let extension = path
            .extension()
            .map(|ext| ext.to_string_lossy().to_lowercase());
        SourceHint {
            extension,
            encoding: None,
        }
    }
}

/// What the reader must know about a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum ImportNote {
    /// The name says another format than the content.
    ExtensionDiffers {
        /// What the content is.
        format: SourceFormat,
        /// What the name says.
        extension: String,
    },
    /// Revisions were read as accepted.
    RevisionsAccepted,
    /// A document type or entities of the document's own were passed over.
    EntitiesIgnored,
    /// Addresses outside the document were not followed.
    ExternalLinks {
        /// How many.
        count: u32,
    },
    /// Macros and embedded objects were left out.
    PartsLeftOut {
        /// Their names in the package.
        parts: Vec<String>,
    },
    /// Pages without a text layer, which need text recognition first.
    PagesWithoutText {
        /// Their numbers, 1-based.
        pages: Vec<u32>,
    },
    /// Pages whose characters cannot be those a reader sees.
    PagesGarbled {
        /// Their numbers, 1-based.
        pages: Vec<u32>,
    },
    /// The numbers of lists are counted as 1., 2., which may not be how they are shown.
    NumbersApproximate,
    /// Running heads, feet and page numbers were left out.
    PageLinesLeftOut {
        /// How many lines.
        count: u32,
    },
    /// Bytes that no character stands for were marked with U+FFFD.
    UnreadableBytes {
        /// How many places.
        count: u32,
        /// Their lines, 1-based, each once.
        lines: Vec<u32>,
    },
}

/// A file, read: the text that line numbers count in, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawDocument {
    /// The text, line ends as `\n`, without byte order mark.
    pub text: String,
    /// The format by content.
    pub format: SourceFormat,
    /// The encoding: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`.
    pub encoding: String,
    /// SHA-256 of the original bytes, in hexadecimal.
    pub sha256: String,
    /// What the reader must know.
    pub notes: Vec<ImportNote>,
}

impl RawDocument {
    pub(crate) fn note_extension(&mut self, hint: &SourceHint) {
        let Some(extension) = &hint.extension else {
            return;
        };
        if extension.is_empty() || self.format.extensions().contains(&extension.as_str()) {
            return;
        }
        if KNOWN_EXTENSIONS.contains(&extension.as_str()) {
            let extension = extension.clone();
            self.notes.push(ImportNote::ExtensionDiffers {
                format: self.format,
                extension,
            });
        }
    }
}

/// Extensions that promise a format; others (`.plan`, `.2021`) promise nothing.
const KNOWN_EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "csv", "htm", "html", "mht", "mhtml", "doc", "docx", "docm", "wps", "rtf",
    "odt", "pdf", "ofd", "xls", "xlsx", "et", "ppt", "pptx", "png", "jpg", "jpeg", "gif", "zip",
    "xml", "json",
];

/// The SHA-256 of `bytes` in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
