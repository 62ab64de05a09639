//! A packed document (ZIP), read in memory and never unpacked to disk.
//!
//! Sizes that the archive states are not believed: bytes are counted as they come out.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{ImportError, SourceFormat};

/// One part may unpack to this much.
const PART: u64 = 64 * 1024 * 1024;
/// All parts that are read together.
const TOTAL: u64 = 200 * 1024 * 1024;
/// Parts an archive may have.
const PARTS: usize = 5000;
/// How many times larger than packed a part may be, after the first MiB.
const RATIO: u64 = 200;
const RATIO_FROM: u64 = 1024 * 1024;

/// An open archive.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: SourceFormat,
    read: u64,
}

impl<'a> Package<'a> {
    /// Opens the archive in `bytes`, a document of this format.
    pub(crate) fn open(bytes: &'a [u8], format: SourceFormat) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|_| ImportError::Damaged { format })?;
        if archive.len() > PARTS {
            return Err(ImportError::UnpacksTooMuch);
        }
        Ok(Package {
            archive,
            format,
            read: 0,
        })
    }

    /// The names of all parts.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names();
        names
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect()
    }

    /// The text of a part; none where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let format = self.format;
        let damaged = || ImportError::Damaged { format };
        let mut file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_)) => return Err(ImportError::PasswordProtected),
            Err(_) => return Err(damaged()),
        };
        let packed = file.compressed_size().max(1);
        let allowed = PART
            .min(TOTAL - self.read)
            .min((packed * RATIO).max(RATIO_FROM));
        let mut bytes = Vec::new();
        let mut limited = file.by_ref().take(allowed + 1);
        limited.read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 > allowed {
            return Err(ImportError::UnpacksTooMuch);
        }
        self.read += bytes.len() as u64;
        let text = if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            crate::encoding::decode(&bytes, None)?.text
        } else {
            String::from_utf8(bytes).map_err(|_| damaged())?
        };
        Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
    }
}
