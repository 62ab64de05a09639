//! Plain text: decoded, its line ends evened out.
//!
//! ```text
//! "一、\r\n二、\r三、\n四、" → "一、\n二、\n三、\n四、"
//! ```
//!
//! Separators that other programs do not count as line ends (U+2028) stay as they are, so that
//! line numbers are those a person sees elsewhere; the parser starts a new line at them.

use crate::encoding;
use crate::{ImportError, ImportNote, RawDocument, SourceFormat, SourceHint, sha256_hex};

/// Reads a text file.
pub(crate) fn read(bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
    let decoded = encoding::decode(bytes, hint.encoding.as_deref())?;
    let (text, damage) = even_lines(decoded.text, decoded.damage);
    let mut notes = Vec::new();
    if !damage.is_empty() {
        notes.push(unreadable(&text, &damage));
    }
    Ok(RawDocument {
        text,
        format: SourceFormat::Text,
        encoding: decoded.encoding.to_owned(),
        sha256: sha256_hex(bytes),
        notes,
    })
}

/// Makes every line end `\n` and marks NUL as unreadable; `damage` moves along.
fn even_lines(text: String, damage: Vec<usize>) -> (String, Vec<usize>) {
    let odd = |byte| matches!(byte, b'\r' | b'\0');
    if !text.bytes().any(odd) {
        return (text, damage);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = Vec::new();
    let mut damage = damage.into_iter().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if damage.next_if(|&place| place == at).is_some() {
            marks.push(out.len());
        }
        match c {
            '\r' => {
                chars.next_if(|&(_, next)| next == '\n');
                out.push('\n');
            }
            '\0' => {
                marks.push(out.len());
                out.push('\u{fffd}');
            }
            _ => out.push(c),
        }
    }
    (out, marks)
}

fn unreadable(text: &str, damage: &[usize]) -> ImportNote {
    let mut lines: Vec<u32> = Vec::new();
    let (mut line, mut from) = (1, 0);
    for &at in damage {
        line += text[from..at].matches('\n').count() as u32;
        from = at;
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    ImportNote::UnreadableBytes {
        count: damage.len() as u32,
        lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> RawDocument {
        read(bytes, &SourceHint::default()).unwrap()
    }

    #[test]
    fn all_line_ends_become_one() {
        let source = "一\r\n二\r三\u{2028}四\u{85}五\r\r\n六";
        let wanted = "一\n二\n三\u{2028}四\u{85}五\n\n六";
        assert_eq!(text(source.as_bytes()).text, wanted);
    }

    #[test]
    fn unreadable_bytes_are_marked_counted_and_found() {
        let bytes = [
            "一、目标要求清楚\r\n二、任务".as_bytes(),
            b"\xff",
            "分工明确\r\n三、保障".as_bytes(),
            b"\0",
            "措施".as_bytes(),
        ]
        .concat();
        let document = text(&bytes);
        assert_eq!(
            document.text,
            "一、目标要求清楚\n二、任务\u{fffd}分工明确\n三、保障\u{fffd}措施"
        );
        let expected = ImportNote::UnreadableBytes {
            count: 2,
            lines: vec![2, 3],
        };
        assert_eq!(document.notes, vec![expected]);
    }
}
