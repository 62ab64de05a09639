//! Characters of fonts that are not embedded and name no Unicode: their codes tell.
//!
//! ```text
//! /STSong-Light /UniGB-UCS2-H, code 4E00 → 一      /SimSun /GBK-EUC-H, code D2BB → 一
//! ```

use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Page;

/// What the codes of a font without a Unicode map mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    /// UTF-16.
    Unicode,
    /// GBK, also the narrower GB 2312 and the wider GB 18030.
    Gbk,
    /// Big5.
    Big5,
}

/// The kind of codes the page's fonts without a Unicode map use; the first that is known.
pub(super) fn of(page: &Page<'_>) -> Option<Codes> {
    let fonts = page.resources().fonts.clone();
    let mut found = None;
    for (name, _) in fonts.entries() {
        let Some(font) = fonts.get::<Dict<'_>>(name.as_ref()) else {
            continue;
        };
        if font.get::<Stream<'_>>(b"ToUnicode".as_ref()).is_some() {
            continue;
        }
        let Some(encoding) = font.get::<Name<'_>>(b"Encoding".as_ref()) else {
            continue;
        };
        found = found.or_else(|| named(&String::from_utf8_lossy(encoding.as_ref())));
    }
    found
}

fn named(encoding: &str) -> Option<Codes> {
    let starts = |with: &[&str]| with.iter().any(|start| encoding.starts_with(start));
    if starts(&["UniGB-", "UniCNS-", "UniJIS-", "UniKS-"]) {
        Some(Codes::Unicode)
    } else if starts(&["GBK", "GB-", "GBpc-", "GBK2K"]) {
        Some(Codes::Gbk)
    } else if starts(&["B5pc-", "HKscs-B5", "ETen-B5", "ETenms-B5"]) {
        Some(Codes::Big5)
    } else {
        None
    }
}

/// The character of a code.
pub(super) fn character(codes: Codes, code: u32) -> Option<char> {
    match codes {
        Codes::Unicode => char::from_u32(code),
        Codes::Gbk => decoded(encoding_rs::GB18030, code),
        Codes::Big5 => decoded(encoding_rs::BIG5, code),
    }
}

fn decoded(encoding: &'static encoding_rs::Encoding, code: u32) -> Option<char> {
    let bytes = code.to_be_bytes();
    let from = bytes.iter().position(|byte| *byte != 0)?;
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[from..]);
    let mut chars = text.chars();
    let only = chars.next()?;
    (!damaged && chars.next().is_none()).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_fonts_that_are_not_embedded() {
        assert_eq!(named("UniGB-UCS2-H"), Some(Codes::Unicode));
        assert_eq!(named("Identity-H"), None);
        assert_eq!(character(Codes::Unicode, 0x4e00), Some('一'));
        assert_eq!(character(Codes::Gbk, 0xd2bb), Some('一'));
        assert_eq!(character(Codes::Gbk, 0x41), Some('A'));
        assert_eq!(character(Codes::Gbk, 0xff), None);
    }
}
