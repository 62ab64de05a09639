//! The numbers of lists in RTF, which stand there twice: as a rule for drawing them, and drawn.
//!
//! ```text
//! {\listtext\pard\plain 一、\tab}\ls1 总体要求     →    {\pard\plain 一、} 总体要求
//! ```
//!
//! The drawn ones are what a person saw where the file was saved; of the rules, writers lose
//! what stands around the number (`一?`). So the drawn numbers are made text, and the rules are
//! taken away.

/// The group that holds a drawn number.
const DRAWN: &[u8] = b"{\\listtext";
/// The paragraph's rule: its list, by number.
const RULE: &[u8] = b"\\ls";
/// What parts a drawn number from the text.
const TAB: &[u8] = b"\\tab";
/// Bytes of any value, counted: nothing may be taken out around them.
const BINARY: &[u8] = b"\\bin";

/// The document with its drawn numbers as text; as it was where it draws none.
pub(crate) fn with_numbers(bytes: &[u8]) -> Vec<u8> {
    if !holds(bytes, DRAWN) || holds(bytes, BINARY) {
        return bytes.to_vec();
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut drawing = false;
    while let Some(&first) = rest.first() {
        let skipped = if word(rest, DRAWN) {
            drawing = true;
            out.push(b'{');
            DRAWN.len()
        } else if drawing && word(rest, TAB) {
            TAB.len()
        } else {
            drawing &= first != b'}';
            rule(rest)
        };
        if skipped == 0 {
            out.push(first);
        }
        rest = &rest[skipped.max(1)..];
    }
    out
}

/// The length of the rule that `bytes` begin with, 0 for none.
fn rule(bytes: &[u8]) -> usize {
    let Some(number) = bytes.strip_prefix(RULE) else {
        return 0;
    };
    match number.iter().take_while(|b| b.is_ascii_digit()).count() {
        0 => 0,
        digits => RULE.len() + digits,
    }
}

/// Whether `bytes` begin with this control word, and not with a longer one.
fn word(bytes: &[u8], name: &[u8]) -> bool {
    let after = bytes.strip_prefix(name);
    after.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rtf: &str, expected: &str) {
        let read = with_numbers(rtf.as_bytes());
        assert_eq!(String::from_utf8_lossy(&read), expected);
    }

    #[test]
    fn drawn_numbers_become_text_and_their_rules_go() {
        check(
            "{\\rtf1{\\listoverride\\listid1\\ls1}{\\listtext\\pard \\u19968?\\'a1\\'a2\\tab}\\ilvl0\\ls1 A\\tab B\\par}",
            "{\\rtf1{\\listoverride\\listid1}{\\pard \\u19968?\\'a1\\'a2}\\ilvl0 A\\tab B\\par}",
        );
    }

    #[test]
    fn what_draws_no_numbers_or_only_looks_like_it_stays() {
        for rtf in [
            "{\\rtf1\\ls1 A\\par}",
            "{\\rtf1{\\listtexts}{\\lsdlocked0}A\\par}",
            "{\\rtf1{\\listtext 1.\\tab}\\ls1 {\\pict\\bin4 {\\ls}}",
        ] {
            check(rtf, rtf);
        }
    }
}
