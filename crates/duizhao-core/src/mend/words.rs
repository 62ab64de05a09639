//! Finds words in the pieces of a unit, whatever white space stands between them.
//!
//! ```text
//! pieces 「加强托养服\n务。」 「完善 补贴」,  words 「服务。完善补贴」   → from 服 to 贴
//! ```

use crate::parse::label::is_blank;
use crate::text::{PlanText, Span};

/// The first place where `words` stand in `pieces`, in their order; white space is passed over.
pub(crate) fn find(text: &PlanText, pieces: &[Span], words: &str) -> Option<Span> {
    let wanted: Vec<char> = words.chars().filter(|c| !is_blank(*c)).collect();
    let there = letters(text, pieces);
    if wanted.is_empty() {
        return None;
    }
    let at = there
        .windows(wanted.len())
        .position(|window| window.iter().map(|(c, _)| c).eq(&wanted))?;
    let (last, end) = there[at + wanted.len() - 1];
    Some(Span::new(there[at].1, end + last.len_utf8()))
}

/// The place of `words` where the pieces begin with them.
pub(crate) fn find_at_start(text: &PlanText, pieces: &[Span], words: &str) -> Option<Span> {
    let first = letters(text, pieces).first().map(|(_, at)| *at)?;
    find(text, pieces, words).filter(|found| found.start as usize == first)
}

/// What stands in `span`, line ends and paragraph ends taken out.
pub(crate) fn joined(text: &PlanText, span: Span) -> String {
    let kept = text.slice(span).chars().filter(|c| *c != '\n');
    kept.collect()
}

/// The pieces from `at` on, the one that holds it cut there.
pub(crate) fn after(pieces: &[Span], at: u32) -> Vec<Span> {
    let cut = pieces.iter().map(|piece| Span {
        start: piece.start.max(at),
        end: piece.end,
    });
    cut.filter(|piece| piece.start < piece.end).collect()
}

/// The pieces up to `at`, the one that holds it cut there.
pub(crate) fn before(pieces: &[Span], at: u32) -> Vec<Span> {
    let cut = pieces.iter().map(|piece| Span {
        start: piece.start,
        end: piece.end.min(at),
    });
    cut.filter(|piece| piece.start < piece.end).collect()
}

fn letters(text: &PlanText, pieces: &[Span]) -> Vec<(char, usize)> {
    let of = |piece: &Span| {
        let start = piece.start as usize;
        let chars = text.slice(*piece).char_indices();
        chars
            .map(move |(at, c)| (c, start + at))
            .collect::<Vec<_>>()
    };
    let all = pieces.iter().flat_map(of);
    all.filter(|(c, _)| !is_blank(*c)).collect()
}
