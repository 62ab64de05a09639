//! Evens out what nobody means when searching: width, case, and signs that cannot be seen.
//!
//! ```text
//! "５Ｇ网络，覆盖率１００％" → "5g网络,覆盖率100%"
//! ```

/// What can be seen of `text`, character by character; see [`visible`] for where each stands.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !hidden(*c))
        .map(fold_char)
        .collect()
}

fn fold_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = char::from((c as u32 - 0xff01 + 0x21) as u8);
            ascii.to_ascii_lowercase()
        }
        'A'..='Z' => c.to_ascii_lowercase(),
        _ => c,
    }
}

/// What can be seen of `text`, folded, and where each of its characters stands in `text`.
///
/// ```text
/// "托\u{200b}养" → "托养", 0 2
/// ```
pub fn visible(text: &str) -> (String, Vec<u32>) {
    let seen = text.chars().zip(0_u32..).filter(|(c, _)| !hidden(*c));
    seen.map(|(c, at)| (fold_char(c), at)).unzip()
}

/// Signs that take no room: joiners, marks of direction, soft hyphens, controls.
fn hidden(c: char) -> bool {
    if is_ideograph(c) {
        return false;
    }
    let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    let joins = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{200b}'..='\u{200f}'
    );
    let directs = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let varies = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    control || joins || directs || varies
}

/// The pairs of neighbouring characters of `text`, folded, that the index holds, parted by blanks. The
/// last character of a run is paired with [`SENTINEL`], so that every character begins a pair.
pub(crate) fn pairs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    let seen = text.chars().filter(|c| !hidden(*c));
    let mut chars = seen.map(fold_char).peekable();
    while let Some(c) = chars.next() {
        if indexed(c) {
            let next = chars.peek().copied().filter(|next| indexed(*next));
            out.push(c);
            out.push(next.unwrap_or(SENTINEL));
            out.push(' ');
        }
    }
    out
}

/// The pairs of neighbouring characters of `folded`, those with [`SENTINEL`] left out.
pub(crate) fn neighbours(folded: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let pairs = folded.chars().zip(folded.chars().skip(1));
    pairs.filter(|(one, other)| indexed(*one) && indexed(*other))
}

/// The query for the index that every text holding `folded` answers, and perhaps others; none
/// where `folded` has no character of the index.
pub(crate) fn pair_query(folded: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    let chars: Vec<char> = folded.chars().collect();
    for (at, &c) in chars.iter().enumerate().filter(|(_, c)| indexed(**c)) {
        let next = chars.get(at + 1).copied().filter(|next| indexed(*next));
        let after_pair = at > 0 && indexed(chars[at - 1]);
        match next {
            Some(next) => terms.push(format!("\"{c}{next}\"")),
            None if after_pair => {}
            None => terms.push(format!("\"{c}\" *")),
        }
    }
    terms.sort();
    terms.dedup();
    if terms.is_empty() {
        None
    } else {
        Some(terms.join(" AND "))
    }
}

/// Follows the last character of a run; a letter, so that the tokenizer keeps it.
const SENTINEL: char = 'z';

/// Han, letters and digits: what the tokenizer keeps whole whatever its version.
fn indexed(c: char) -> bool {
    is_ideograph(c) || c.is_ascii_alphanumeric()
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_case_are_evened_out_one_to_one() {
        let text = "５Ｇ网络，覆盖率１００％（Ａ）　末";
        assert_eq!(fold(text), "5g网络,覆盖率100%(a) 末");
        assert_eq!(fold(text).chars().count(), text.chars().count());
    }

    #[test]
    fn u03_what_cannot_be_seen_is_left_out_and_places_are_kept() {
        let (seen, places) = visible("托\u{200b}养\u{ad}\u{202e}Ａ");
        assert_eq!((seen.as_str(), places), ("托养a", vec![0, 2, 5]));
        assert_eq!(fold("\u{feff}一\n二"), "一\n二");
    }

    #[test]
    fn a_query_asks_for_pairs_that_its_text_has() {
        assert_eq!(pairs("托养、5g"), "托养 养z 5g gz ");
        assert_eq!(pair_query("托养").as_deref(), Some("\"托养\""));
        assert_eq!(pair_query("养").as_deref(), Some("\"养\" *"));
        assert_eq!(
            pair_query("养、残疾人").as_deref(),
            Some("\"养\" * AND \"残疾\" AND \"疾人\"")
        );
        assert_eq!(pair_query("%、"), None);
    }
}
