//! Web pages saved as one file (单个文件网页), as browsers, Word and WPS write them.
//!
//! ```text
//! MIME-Version: 1.0
//! Content-Type: multipart/related    →  the first page that says something, read as a saved page;
//!   text/html, image/jpeg, …             pictures are left out
//! ```

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::{ImportError, RawDocument, SourceFormat, SourceHint, html, sha256_hex};

/// Reads the page of an archive.
pub(crate) fn read(bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
    let format = SourceFormat::Mht;
    let message = MessageParser::new().parse(bytes);
    let message = message.ok_or(ImportError::Damaged { format })?;
    let pages = message.parts.iter();
    let pages = pages.filter(|part| matches!(part.body, PartType::Html(_)));
    for part in pages {
        let document = page(bytes, part, hint)?;
        if document.text.chars().any(char::is_alphabetic) {
            return Ok(RawDocument {
                format,
                sha256: sha256_hex(bytes),
                ..document
            });
        }
    }
    Err(ImportError::NoBody { format })
}

/// Reads one page, in the encoding its part names where it is not UTF-8.
fn page(
    bytes: &[u8],
    part: &MessagePart<'_>,
    hint: &SourceHint,
) -> Result<RawDocument, ImportError> {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = bytes.get(from..to).unwrap_or_default();
    let decoded = match part.encoding {
        Transfer::QuotedPrintable => quoted_printable_decode(raw),
        Transfer::Base64 => base64_decode(raw),
        Transfer::None => None,
    };
    let page = decoded.unwrap_or_else(|| raw.to_vec());
    let named = || {
        let label = part.content_type()?.attribute("charset")?;
        Encoding::for_label(label.as_bytes()).map(|encoding| encoding.name().to_owned())
    };
    let encoding = hint.encoding.clone();
    let encoding = encoding.or_else(|| std::str::from_utf8(&page).is_err().then(named).flatten());
    let hint = SourceHint {
        encoding,
        ..hint.clone()
    };
    html::read(&page, &hint)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const PAGE: &str = "<html><body><h1>临江市规划</h1><p>一、目标</p></body></html>";

    fn quoted(bytes: &[u8]) -> String {
        let mut out = String::new();
        for (at, byte) in bytes.iter().enumerate() {
            let _ = write!(out, "={byte:02X}");
            if at % 20 == 19 {
                out.push_str("=\r\n");
            }
        }
        out
    }

    fn archive(charset: &str, transfer: &str, body: &str) -> Vec<u8> {
        format!(
            "From: <saved>\r\nSubject: plan\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
             \ttype=\"text/html\"; boundary=\"--x\"\r\n\r\n----x\r\nContent-Type: text/html{charset}\r\n\
             Content-Transfer-Encoding: {transfer}\r\n\r\n{body}\r\n----x\r\nContent-Type: image/png\r\n\
             Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
        )
        .into_bytes()
    }

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str) {
        let document = crate::read(bytes, &SourceHint::default()).expect("it is a page");
        assert_eq!(document.text, "临江市规划\n一、目标\n");
        assert_eq!(document.format, SourceFormat::Mht);
        assert_eq!(document.encoding, encoding);
    }

    #[test]
    fn a_page_in_one_file_is_read_however_it_was_packed() {
        let gbk = encoding_rs::GBK.encode(PAGE).0;
        let quoted_printable = "quoted-printable";
        check(
            &archive(
                "; charset=\"utf-8\"",
                quoted_printable,
                &quoted(PAGE.as_bytes()),
            ),
            "UTF-8",
        );
        let named = archive("; charset=\"gb2312\"", quoted_printable, &quoted(&gbk));
        check(&named, "GB18030");
        check(&archive("", quoted_printable, &quoted(&gbk)), "GB18030");
        check(&archive("", "8bit", PAGE), "UTF-8");
        let packed = "PGh0bWw+PGJvZHk+PGgxPuS4tOaxn+W4guinhOWIkjwvaDE+PHA+5LiA44CB55uu5qCHPC9wPjwvYm9keT48L2h0bWw+";
        check(&archive("", "base64", packed), "UTF-8");
    }

    #[test]
    fn an_archive_without_a_page_says_so() {
        let bytes = archive("", "8bit", "<html><body> </body></html>");
        let refused = crate::read(&bytes, &SourceHint::default());
        assert!(
            matches!(refused, Err(ImportError::NoBody { .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn a_text_that_begins_like_a_letter_is_text() {
        let text = "标题: 规划\nmime-version: 1.0 multipart/\n\n一、目标\n";
        let document = crate::read(text.as_bytes(), &SourceHint::default()).expect("it is text");
        assert_eq!(document.format, SourceFormat::Text);
    }
}
