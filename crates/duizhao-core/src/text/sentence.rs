//! Cuts text into sentences and clauses.
//!
//! ```text
//! 推进就业。（牵头部门：市残联）  →  推进就业。
//! 健全制度，做到应保尽保；加强管理。→  健全制度，做到应保尽保；|加强管理。
//! ```
//!
//! Marks within quotes and brackets do not end a sentence.

use crate::text::Span;

/// Sentences of `text`, as spans offset by `base`; each holds its closing mark.
pub fn sentences(text: &str, base: usize) -> Vec<Span> {
    split(text, base, usize::MAX, |c| {
        matches!(c, '。' | '；' | ';' | '！' | '？' | '\n')
    })
}

/// Bytes that no clause of prose is longer than. What is longer is cut between two characters that
/// are no figures: rules that look around in a clause would take a time that grows with its square.
const LONGEST_CLAUSE: usize = 3_000;

/// Clauses of `text` (parted by ， too), as spans offset by `base`.
pub fn clauses(text: &str, base: usize) -> Vec<Span> {
    split(text, base, LONGEST_CLAUSE, |c| {
        matches!(c, '。' | '；' | ';' | '！' | '？' | '\n' | '，' | ',')
    })
}

fn split(text: &str, base: usize, most: usize, ends: impl Fn(char) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if at - start >= most && before.is_alphabetic() && c.is_alphabetic() {
            push_trimmed(text, start, at, base, &mut spans);
            start = at;
        }
        before = c;
        match c {
            '（' | '(' | '“' | '《' | '〔' | '「' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' | '」' => depth = (depth - 1).max(0),
            '\n' => depth = 0,
            _ => {}
        }
        if ends(c) && depth == 0 {
            push_trimmed(text, start, at + c.len_utf8(), base, &mut spans);
            start = at + c.len_utf8();
        }
    }
    push_trimmed(text, start, text.len(), base, &mut spans);
    spans
}

fn push_trimmed(text: &str, start: usize, end: usize, base: usize, spans: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let from = start + (piece.len() - piece.trim_start().len());
        spans.push(Span::new(base + from, base + from + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let cut: Vec<&str> = sentences(text, 0)
            .iter()
            .map(|s| &text[s.range()])
            .collect();
        assert_eq!(cut.join("|"), expected);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        check("", "");
        check("推进就业。", "推进就业。");
        check(
            "健全制度，应保尽保；加强管理。",
            "健全制度，应保尽保；|加强管理。",
        );
        check("开展“你好。再见”活动。完", "开展“你好。再见”活动。|完");
    }

    #[test]
    fn a_clause_longer_than_prose_is_cut_and_nothing_is_lost() {
        let text = "新建3000所养老院".repeat(1_000);
        let cut = clauses(&text, 0);
        assert!(cut.len() > 1);
        assert!(
            cut.iter()
                .all(|span| span.range().len() < 2 * LONGEST_CLAUSE)
        );
        let pieces: Vec<&str> = cut.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(pieces.concat(), text);
        assert!(pieces.iter().all(|piece| !piece.starts_with('0')));
        assert_eq!(sentences(&text, 0).len(), 1);
    }
}
