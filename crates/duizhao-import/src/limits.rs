//! How large a file may be, checked before it is read whole.

use crate::{ImportError, SourceFormat};

/// The limit for text and web pages, in bytes.
pub const TEXT_LIMIT: u64 = 20 * 1024 * 1024;

/// The limit for office documents and PDF, in bytes.
pub const OFFICE_LIMIT: u64 = 100 * 1024 * 1024;

/// Refuses a file of `size` bytes that is too large for its format.
pub(crate) fn check(size: u64, format: SourceFormat) -> Result<(), ImportError> {
    let limit = limit_of(format);
    if size > limit {
        Err(ImportError::TooLarge { size, limit })
    } else {
        Ok(())
    }
}

pub(crate) fn limit_of(format: SourceFormat) -> u64 {
    match format {
        SourceFormat::Text | SourceFormat::Html => TEXT_LIMIT,
        // A page saved with its pictures, which are not read.
        SourceFormat::Mht
        | SourceFormat::Docx
        | SourceFormat::Pdf
        | SourceFormat::Doc
        | SourceFormat::Odt
        | SourceFormat::Rtf => OFFICE_LIMIT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_itself_is_allowed_and_one_byte_more_is_not() {
        assert!(check(TEXT_LIMIT, SourceFormat::Text).is_ok());
        assert!(matches!(
            check(TEXT_LIMIT + 1, SourceFormat::Text),
            Err(ImportError::TooLarge { size, .. }) if size == TEXT_LIMIT + 1
        ));
    }
}
