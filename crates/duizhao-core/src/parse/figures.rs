//! Figures that ran together: 158180 → 158 and 180.
//!
//! The figures of a row tell one thing of two years, so they are alike in size. A cut is believed
//! where it leaves two whole figures that are, and every other cut leaves them far apart.

use crate::parse::label::{digit_value, is_blank};

/// Where the `count` figures of a row start.
pub(super) fn parted_figures(text: &str, count: usize) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(is_blank) {
        if !piece.trim_matches(is_blank).is_empty() {
            starts.push(at);
        }
        at += piece.len();
    }
    let whole = |starts: &[usize]| {
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let mut pieces = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &text[*start..end]);
        pieces.all(|piece| is_figure(piece.trim_matches(is_blank)))
    };
    if starts.len() == count && whole(&starts) {
        return Some(starts);
    }
    (count == 2 && starts.len() == 1)
        .then(|| pair(text))
        .flatten()
}

/// Where the second of two figures starts.
fn pair(text: &str) -> Option<Vec<usize>> {
    let cuts = text.char_indices().map(|(at, _)| at).skip(1);
    let fits = |at: &usize| is_figure(&text[..*at]) && is_figure(&text[*at..]);
    let mut cuts: Vec<(f64, usize)> = cuts
        .filter(fits)
        .map(|at| (unlike(&text[..at], &text[at..]), at))
        .collect();
    cuts.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (best, at) = *cuts.first()?;
    let factor = if best <= ALIKE { NEAR } else { FAR };
    let clear = cuts.get(1).is_none_or(|(next, _)| *next >= best * factor);
    (clear && apart(&text[..at], &text[at..]) <= MOST_APART).then(|| vec![0, at])
}

/// Two figures of one thing are no more unlike.
const ALIKE: f64 = 3.0;
/// So many times more unlike any other cut leaves them.
const NEAR: f64 = 2.0;
/// And so many times where they are not alike.
const FAR: f64 = 4.0;
/// Figures further apart than this are of no one thing.
const MOST_APART: f64 = 6.0;

/// How unlike two figures are: in size, and twice as much for each decimal that one has more.
fn unlike(one: &str, other: &str) -> f64 {
    let decimals = |text: &str| {
        let after = text.split(['.', '．']).nth(1).unwrap_or_default();
        after
            .chars()
            .take_while(|c| digit_value(*c).is_some())
            .count()
    };
    let more = decimals(one).abs_diff(decimals(other));
    apart(one, other) * f64::from(1_u32 << more.min(MOST_DECIMALS))
}

/// How many times one figure is the other; a dash is like any.
fn apart(one: &str, other: &str) -> f64 {
    let value = |text: &str| -> Option<f64> {
        let first = text.split(['∶', ':', '：']).next().unwrap_or_default();
        let digits = first.trim_start_matches(SIGNS);
        crate::text::ascii_digits(&digits.replace('．', "."))
            .parse()
            .ok()
    };
    match (value(one), value(other)) {
        (Some(one), Some(other)) if one > 0.0 && other > 0.0 => (one / other).max(other / one),
        (Some(_), Some(_)) => f64::MAX,
        _ => 1.0,
    }
}

/// Signs before a figure.
const SIGNS: [char; 8] = ['≥', '≤', '≧', '≦', '＞', '＜', '>', '<'];

/// 「≥98.5」, 「2.35∶1」, 「—」: a figure as it is written, without a nought too many.
fn is_figure(text: &str) -> bool {
    if matches!(text, "—" | "——" | "-" | "－" | "/") {
        return true;
    }
    let signs = text.trim_start_matches(SIGNS);
    let signed = text.len() - signs.len() <= '≥'.len_utf8();
    let mut parts = signs.split(['∶', ':', '：']);
    let (first, second, more) = (parts.next(), parts.next(), parts.next());
    let second = second.is_none_or(|part| is_number(part) && !part.contains('.'));
    signed && first.is_some_and(is_number) && second && more.is_none()
}

fn is_number(text: &str) -> bool {
    let mut parts = text.split(['.', '．']);
    let (whole, decimals, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| digit_value(c).is_some());
    let nought = whole.starts_with(['0', '０']) && whole.chars().count() > 1;
    let lonely = whole.starts_with(['0', '０']) && decimals.is_none();
    let short = decimals.is_none_or(|part| digits(part) && part.chars().count() <= MOST_DECIMALS);
    digits(whole) && !nought && !lonely && short && more.is_none()
}

/// No indicator is told more exactly.
const MOST_DECIMALS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: Option<(&str, &str)>) {
        let starts = parted_figures(text, 2);
        let shown = starts.map(|starts| (text[..starts[1]].trim(), &text[starts[1]..]));
        assert_eq!(shown, wanted, "{text}");
    }

    #[test]
    fn figures_alike_in_size_are_parted() {
        for (text, one, other) in [
            ("158180", "158", "180"),
            ("1075≥1075", "1075", "≥1075"),
            ("1803.332200", "1803.33", "2200"),
            ("9201300", "920", "1300"),
            ("60.264", "60.2", "64"),
            ("0.50370.515", "0.5037", "0.515"),
            ("99.299.5", "99.2", "99.5"),
            ("9.112", "9.1", "12"),
            ("60100", "60", "100"),
            ("2.45∶12.35∶1", "2.45∶1", "2.35∶1"),
            ("—100", "—", "100"),
            ("95 98", "95", "98"),
            ("131200", "131", "200"),
            ("2150", "21", "50"),
            ("44.761", "44.7", "61"),
            ("67.770", "67.7", "70"),
            ("0.31", "0.3", "1"),
        ] {
            check(text, Some((one, other)));
        }
    }

    #[test]
    fn a_cut_that_is_not_clear_is_none() {
        check("112", None);
        check("5", None);
        check("19", None);
    }
}
