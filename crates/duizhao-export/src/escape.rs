//! Text of a plan on a page stays text, whatever it holds.

use std::fmt::Write as _;

/// Writes `text` so that no sign of it is read as markup; control characters are shown as a box.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(sign),
            sign if is_unseen(sign) => {
                let _ = write!(out, "␣U+{:04X}␣", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out
}

/// Signs that a browser does not draw or that turn the text around.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected);
    }

    #[test]
    fn no_sign_is_read_as_markup() {
        check("<img onerror='x'>&", "&lt;img onerror=&#39;x&#39;&gt;&amp;");
        check("甲\u{202E}乙", "甲␣U+202E␣乙");
        check("一\n二", "一\n二");
    }
}
