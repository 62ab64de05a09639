//! Finds the statement of responsibility at the end of a unit, whatever its style.
//!
//! ```text
//! …建立机制。（牵头部门：市残联；参与部门：市财政局）   in brackets
//! …建立机制。责任部门:市残联、市财政局               after the text
//! 牵头部门：市残联 / 参与部门：市财政局               lines of their own
//! …建立机制。（市残联牵头，市财政局配合）             the role word behind the names
//! ```

use crate::lexicon::Shape;
use crate::parse::label::is_blank;
use crate::parse::layout::Layout;
use crate::parse::statement_bracket::{bracketed_clause, closes, last_cell};
use crate::text::Span;

/// A role in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Lead,
    Participant,
    Unranked,
    Deadline,
}

/// Bracketed statements within the text: a section whose paragraphs each name who does it.
pub(super) fn inner_statements(layout: &Layout, span: Span, shape: &Shape) -> Vec<Span> {
    let text = layout.text.slice(span);
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '（' | '(')) {
        let inner = &text[at + c.len_utf8()..];
        let starts = role_marks(inner, shape)
            .first()
            .is_some_and(|mark| mark.start < 4);
        let end = inner.find(['）', ')']).filter(|end| starts && *end < 1_200);
        if let Some(end) = end {
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            let base = span.start as usize + at;
            found.push(Span::new(base, base + c.len_utf8() + end + close));
        }
    }
    found.extend(clauses_after_sentences(text, span, shape));
    found
}

/// 「…落实到位。（财政部牵头，民政部配合）具体措施：」: a list in brackets after a sentence, whatever follows.
fn clauses_after_sentences(text: &str, span: Span, shape: &Shape) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| closes(*c)) {
        let end = at + c.len_utf8();
        let start = bracketed_clause(&text[..end], shape);
        let apart = |start: &usize| text[..*start].trim_end_matches(is_blank).ends_with('。');
        if let Some(start) = start.filter(apart) {
            let base = span.start as usize;
            found.push(Span::new(base + start, base + end));
        }
    }
    found
}

/// Index of the body span the statement starts in, its first byte, and the span it ends in: a
/// heading that lost its label may follow.
pub(super) fn find_statement(
    layout: &Layout,
    body: &[Span],
    shape: &Shape,
) -> Option<(usize, usize, usize)> {
    let from = body.len().saturating_sub(4);
    let mut found = None;
    for at in from..body.len() {
        let text = layout.text.slice(body[at]);
        let mut last = at;
        while let Some(next) = body.get(last + 1) {
            let before = layout.text.slice(body[last]);
            // What stands between them belongs to no unit.
            let between = Span::new(body[last].end as usize, next.start as usize);
            if !layout.text.slice(between).chars().all(is_blank) {
                break;
            }
            if !goes_on(before, layout.text.slice(*next), shape) {
                break;
            }
            last += 1;
        }
        let rest: String = body[at + 1..=last]
            .iter()
            .map(|span| layout.text.slice(*span))
            .collect();
        if let Some(start) = statement_start(text, &rest, shape) {
            found = Some((at, body[at].start as usize + start, last));
            break;
        }
    }
    found
}

/// True where `next` can be more of a list of names that `before` begins.
fn goes_on(before: &str, next: &str, shape: &Shape) -> bool {
    let marks = [
        '、', '，', ',', '；', ';', '：', ':', '）', ')', '】', ']', '。',
    ];
    let open = ['、', '，', ',', '：', ':', '（', '(', '；', ';'];
    next.contains(marks)
        || before.trim_end_matches(is_blank).ends_with(open)
        || shape.ends_as_organ(next)
}

/// True where a paragraph ends with a statement, or is one.
pub(super) fn is_statement_at_end(text: &str, shape: &Shape) -> bool {
    statement_start(text, "", shape).is_some()
}

/// The byte of `text` at which everything that follows, `rest` included, is a statement.
fn statement_start(text: &str, rest: &str, shape: &Shape) -> Option<usize> {
    let mut starts: Vec<usize> = role_marks(text, shape)
        .into_iter()
        .map(|mark| mark.start)
        .collect();
    starts.sort_unstable();
    for start in starts {
        let whole = format!("{}{rest}", &text[start..]);
        if is_only_names(&whole, shape) {
            return Some(opening_before(text, start));
        }
    }
    if rest.is_empty() {
        bracketed_clause(text, shape).or_else(|| last_cell(text, shape))
    } else {
        None
    }
}

pub(super) struct RoleMark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: Role,
}

/// Every role word with its colon: 牵头部门：.
pub(super) fn role_marks(text: &str, shape: &Shape) -> Vec<RoleMark> {
    let mut marks: Vec<RoleMark> = Vec::new();
    let lists: [(&[String], Role); 4] = [
        (&shape.lead_words, Role::Lead),
        (&shape.participant_words, Role::Participant),
        (&shape.unranked_words, Role::Unranked),
        (&shape.deadline_words, Role::Deadline),
    ];
    let word_before = |before: &str| {
        lists
            .iter()
            .flat_map(|(words, role)| words.iter().map(move |word| (word, *role)))
            .filter_map(|(word, role)| ends_with_spaced(before, word).map(|start| (start, role)))
            .min_by_key(|(start, _)| *start)
    };
    let mut line = 0;
    for (at, c) in text.char_indices() {
        let before = || text[..at].trim_end_matches(is_blank);
        let end = at + c.len_utf8();
        let found = match c {
            '：' | ':' | '∶' => word_before(before()).map(|hit| (hit, end)),
            '】' | ']' | '〕' | '］' => word_before(before())
                .and_then(|(start, role)| {
                    let open = text[..start].trim_end_matches(is_blank);
                    let bare = open.trim_end_matches(['【', '[', '〔', '［']);
                    (bare.len() < open.len()).then_some((bare.len(), role))
                })
                .map(|hit| (hit, end)),
            // 「责任单位 市民政局、市残联」, or the word on a line of its own.
            _ if is_blank(c) && at - line < LONGEST_WORD && before().len() == at => {
                word_before(before())
                    .filter(|(start, _)| begins_line(text, *start))
                    .filter(|_| {
                        !text[at..]
                            .trim_start_matches(is_blank)
                            .starts_with(['：', ':'])
                    })
                    .map(|hit| (hit, end))
            }
            _ => None,
        };
        if c == '\n' {
            line = end;
        }
        if let Some(((start, role), end)) = found.filter(|((start, _), end)| start < end) {
            // 「牵头 部门：」: the longer word was not at its end yet.
            while marks.last().is_some_and(|mark| mark.end > start) {
                marks.pop();
            }
            marks.push(RoleMark { start, end, role });
        }
    }
    let whole = text.trim_matches(is_blank);
    if marks.is_empty()
        && !whole.is_empty()
        && let Some((start, role)) = word_before(text.trim_end_matches(is_blank))
        && begins_line(text, start)
    {
        let end = text.len();
        marks.push(RoleMark { start, end, role });
    }
    marks
}

/// A role word with the blanks in it is not longer, in bytes.
const LONGEST_WORD: usize = 60;

/// True where nothing but blanks and list marks stands before `at` on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.chars().all(|c| is_blank(c) || matches!(c, '*' | '-'))
}

/// Where `word` starts when `text` ends with it, blanks inside allowed.
fn ends_with_spaced(text: &str, word: &str) -> Option<usize> {
    let mut chars = word.chars().rev().peekable();
    for (at, c) in text.char_indices().rev() {
        if is_blank(c) {
            continue;
        }
        match chars.next() {
            Some(wanted) if wanted == c => {
                if chars.peek().is_none() {
                    return Some(at);
                }
            }
            _ => return None,
        }
    }
    None
}

/// True where the text from a role mark on holds names and marks, no prose.
fn is_only_names(text: &str, shape: &Shape) -> bool {
    if prose_after_bracket(text) {
        return false;
    }
    let body =
        text.trim_end_matches(|c| is_blank(c) || matches!(c, '。' | '）' | ')' | ';' | '；'));
    if body.chars().count() > 700
        || body.contains('。')
            && !body.split('。').skip(1).all(|part| {
                is_closing_note(part)
                    || role_marks(part, shape)
                        .first()
                        .is_some_and(|m| m.start < 12)
            })
    {
        return false;
    }
    body.split([
        '、', '，', ',', '；', ';', '：', ':', '（', '(', '）', ')', '。', '\n',
    ])
    .all(|piece| piece.chars().filter(|c| !is_blank(*c)).count() <= 60)
        && body
            .split(['、', '，', ',', '；', ';', '：', ':', '。'])
            .filter(|p| p.chars().count() > 34)
            .count()
            <= 2
}

/// 「列第一位的为牵头单位」, 「2025年底前完成」 behind the names.
fn is_closing_note(part: &str) -> bool {
    let part = part.trim_matches(|c| is_blank(c) || matches!(c, '）' | ')' | '；' | '，'));
    part.chars().count() <= 24 && (part.contains("牵头") || part.ends_with("完成"))
}

/// True where the bracket that closes a statement has prose after it.
fn prose_after_bracket(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '）' | ')' => {
                let rest = text[at + c.len_utf8()..]
                    .trim_start_matches(|c| is_blank(c) || c == '。' || c == '；');
                return rest.chars().count() > 12 && !rest.starts_with(['（', '(']);
            }
            _ => {}
        }
    }
    false
}

/// Takes the opening bracket before a role word, and what it holds before it, along.
fn opening_before(text: &str, start: usize) -> usize {
    let before = &text[..start];
    let open = before
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, c)| "（(）)。【[］】〔［〕]".contains(*c));
    match open {
        Some((at, '（' | '(' | '【' | '[' | '〔' | '［')) => at,
        _ => start,
    }
}
