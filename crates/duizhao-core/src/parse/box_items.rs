//! Items of boxes (专栏) that bear no numbers: each paragraph is headed the same way.
//!
//! ```text
//! 专栏3 托养项目
//! 日间照料项目：为残疾人提供…。      headed by a colon
//! 居家托养项目  为残疾人提供…。      or by blanks
//! 辅具适配项目                       or by a line of its own
//! 为残疾人适配…。
//! ```
//!
//! One paragraph alone may look like this by chance; two and all that follow do not.

use crate::model::{Origin, Sourced, UnitKind};
use crate::parse::block::trim;
use crate::parse::box_rows::numbered;
use crate::parse::label::{is_blank, is_han};
use crate::parse::layout::Layout;
use crate::parse::line_signs::is_finished;
use crate::parse::outline::Draft;
use crate::text::Span;

/// The shortest and the longest heading, in characters.
const HEADING: std::ops::RangeInclusive<usize> = 3..=24;
/// What stands before a colon but heads nothing.
const NO_HEADINGS: [&str; 9] = [
    "单位", "部门", "时限", "说明", "备注", "来源", "注", "包括", "以下",
];

/// An item: its number where it has one, its heading and its text.
pub(super) struct Item {
    pub(super) label: Option<Span>,
    pub(super) title: Span,
    pub(super) body: Vec<Span>,
}

/// Cuts the items out of boxes that have none.
pub(super) fn cut(drafts: &mut Vec<Draft>, layout: &Layout) {
    for at in (0..drafts.len()).rev() {
        let draft = &drafts[at];
        let plain = draft.kind == UnitKind::Box && draft.table.is_none() && draft.body.len() >= 2;
        if !plain || drafts.iter().any(|other| other.parent == Some(at)) {
            continue;
        }
        let body: Vec<Span> = draft
            .body
            .iter()
            .map(|s| without_bullet(layout, *s))
            .collect();
        let heads = [by_cells, by_brackets, by_colon, by_blanks];
        let mut heads = heads.into_iter();
        let found = numbered(layout, &body)
            .or_else(|| heads.find_map(|head| items(&body, |span| head(layout, span))));
        let found = found.or_else(|| by_lines(layout, &body));
        let found = found.or_else(|| items(&body, |span| by_stop(layout, span)));
        if let Some((before, items)) = found {
            put_in(drafts, at, before, items, layout);
        }
    }
}

fn put_in(drafts: &mut Vec<Draft>, at: usize, before: usize, items: Vec<Item>, layout: &Layout) {
    for draft in drafts.iter_mut() {
        draft.parent = draft.parent.map(|parent| {
            if parent > at {
                parent + items.len()
            } else {
                parent
            }
        });
    }
    let own = drafts[at].body[..before]
        .iter()
        .chain(&drafts[at].title)
        .chain(
            drafts[at]
                .label
                .iter()
                .filter_map(|label| label.span.as_ref()),
        )
        .map(|span| layout.text.lines_of(*span))
        .reduce(crate::text::LineRange::union);
    drafts[at].own = own.unwrap_or(drafts[at].own);
    drafts[at].body.truncate(before);
    let new = items.into_iter().map(|item| {
        let lines = item.body.iter().chain(&item.label);
        let lines = lines.map(|span| layout.text.lines_of(*span));
        let label = item.label.map(|span| Sourced {
            value: layout.text.slice(span).to_owned(),
            span: Some(span),
            origin: Origin::Read,
        });
        Draft {
            kind: UnitKind::BoxItem,
            parent: Some(at),
            label,
            title: Some(item.title),
            own: lines.fold(
                layout.text.lines_of(item.title),
                crate::text::LineRange::union,
            ),
            body: item.body,
            table: None,
            tail: None,
            with: None,
            leads: false,
        }
    });
    let new: Vec<Draft> = new.collect();
    drafts.splice((at + 1)..=at, new);
}

/// All paragraphs as items, one introducing paragraph apart; answers how many come before them.
fn items(body: &[Span], head: impl Fn(Span) -> Option<(Span, Span)>) -> Option<(usize, Vec<Item>)> {
    let before = usize::from(head(body[0]).is_none());
    let all: Option<Vec<Item>> = body[before..]
        .iter()
        .map(|span| {
            let (title, rest) = head(*span)?;
            let (label, body) = (None, vec![rest]);
            Some(Item { label, title, body })
        })
        .collect();
    all.filter(|items| items.len() >= 2)
        .map(|items| (before, items))
}

/// A paragraph without the mark of a list at its start: 「●日间照料项目」, 「——日间照料项目」.
fn without_bullet(layout: &Layout, span: Span) -> Span {
    let text = layout.text.slice(span);
    let rest = text.trim_start_matches(|c| is_blank(c) || BULLETS.contains(c));
    let start = span.start as usize + text.len() - rest.len();
    Span::new(start, span.end as usize)
}

/// Marks of a list.
const BULLETS: &str = "●◆■★▲•◎○▶❖·—–-*";

/// 「日间照料项目|为残疾人提供…」: two cells of a row.
fn by_cells(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let text = layout.text.slice(span);
    let mark = ['\t', '|'].into_iter().find(|mark| text.contains(*mark))?;
    let start = text.as_ptr() as usize;
    let cells = text.split(mark).map(|cell| cell.trim_matches(is_blank));
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let [head, body] = cells[..] else { return None };
    let place = |cell: &str| {
        let from = span.start as usize + cell.as_ptr() as usize - start;
        Span::new(from, from + cell.len())
    };
    let says = body.chars().count() >= LEAST_TEXT;
    (is_heading(head) && says).then(|| (place(head), place(body)))
}

/// 「【日间照料项目】为残疾人提供…」.
fn by_brackets(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let text = layout.text.slice(span);
    let body = text.strip_prefix('【')?;
    let at = body.find('】')?;
    let open = '【'.len_utf8();
    let named = NO_HEADINGS.iter().any(|word| body[..at].ends_with(word));
    let inner = Span::new(span.start as usize + open, span.end as usize);
    let (title, rest) = parted(layout, inner, at, at + open)?;
    (!named).then_some((title, rest))
}

/// 「日间照料项目。为残疾人提供…」, where no other mark heads them.
fn by_stop(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let at = layout.text.slice(span).find('。')?;
    let (title, rest) = parted(layout, span, at, at + '。'.len_utf8())?;
    let short = layout.text.slice(title).chars().count() <= SHORT_HEADING;
    short.then_some((title, rest))
}

/// A sentence that heads an item is not longer, in characters.
const SHORT_HEADING: usize = 14;
/// The text of an item has so many characters.
pub(super) const LEAST_TEXT: usize = 8;

/// 「日间照料项目：为残疾人提供…」.
pub(super) fn by_colon(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let text = layout.text.slice(span);
    let (at, mark) = text.char_indices().find(|(_, c)| matches!(c, '：' | ':'))?;
    if is_remark_head(&text[..at]) {
        return None;
    }
    parted(layout, span, at, at + mark.len_utf8())
}

/// 「责任单位：」, 「具体包括：」 head no item.
pub(super) fn is_remark_head(words: &str) -> bool {
    NO_HEADINGS.iter().any(|word| words.ends_with(word))
}

/// 「居家托养项目  为残疾人提供…」.
fn by_blanks(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let text = layout.text.slice(span);
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let at = start + text[start..].find(is_blank)?;
    let end = text.len() - text[at..].trim_start_matches(is_blank).len();
    text[end..].starts_with(is_han).then_some(())?;
    parted(layout, span, at, end)
}

fn parted(layout: &Layout, span: Span, at: usize, end: usize) -> Option<(Span, Span)> {
    let start = span.start as usize;
    let title = layout.text.slice(Span::new(start, start + at));
    let title = title.trim_end_matches(|c| is_blank(c) || c == '*').len();
    let title = trim(layout, Span::new(start, start + title));
    let rest = trim(layout, Span::new(start + end, span.end as usize));
    let words = layout.text.slice(title);
    let says = layout.text.slice(rest).chars().count() >= LEAST_TEXT;
    (is_heading(words) && says).then_some((title, rest))
}

/// A line that heads the finished paragraphs after it, again and again.
fn by_lines(layout: &Layout, body: &[Span]) -> Option<(usize, Vec<Item>)> {
    let heads = |span: &Span| {
        let text = layout.text.slice(*span).trim_matches(is_blank);
        let bare = text
            .strip_prefix('【')
            .and_then(|text| text.strip_suffix('】'));
        !is_finished(text) && is_heading(bare.unwrap_or(text))
    };
    let before = usize::from(!heads(&body[0]));
    let mut items: Vec<Item> = Vec::new();
    for span in &body[before..] {
        if heads(span) {
            items.push(Item {
                label: None,
                title: without_brackets(layout, trim(layout, *span)),
                body: Vec::new(),
            });
        } else {
            items.last_mut()?.body.push(*span);
        }
    }
    let full = items.len() >= 2 && items.iter().all(|item| !item.body.is_empty());
    full.then_some((before, items))
}

/// A heading without the 【】 around it.
fn without_brackets(layout: &Layout, span: Span) -> Span {
    let open = '【'.len_utf8();
    if layout.text.slice(span).starts_with('【') {
        Span::new(span.start as usize + open, span.end as usize - open)
    } else {
        span
    }
}

/// Short, of letters, and no clause.
pub(super) fn is_heading(words: &str) -> bool {
    let marks = ['，', '。', '；', '：', ',', ';', ':', '！', '\n'];
    HEADING.contains(&words.chars().count())
        && !words.contains(marks)
        && words
            .chars()
            .next()
            .is_some_and(|c| is_han(c) || matches!(c, '“' | '《' | '"'))
        && words.chars().filter(|c| is_han(*c)).count() >= 3
}
