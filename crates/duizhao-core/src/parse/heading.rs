//! Parts a heading from the text that runs on after it.
//!
//! ```text
//! 加强残疾预防工作。坚持预防为主…     →  heading 加强残疾预防工作, text 坚持预防为主…
//! 最低生活保障  将符合条件的…        →  the same, parted by blanks (items of a box)
//! 多层次的社会保障制度基本建立，…照护。 →  no heading: a goal
//! ```

use crate::lexicon::Shape;
use crate::parse::block::trim;
use crate::parse::label::{Style, digit_value, is_blank, is_han};
use crate::parse::layout::Layout;
use crate::parse::line::char_width;
use crate::parse::outline::Walker;
use crate::parse::run_in::heading_end;
use crate::text::Span;

/// How a heading ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// 。
    Stop,
    /// Two blanks or more.
    Blanks,
    /// ：
    Colon,
    /// The line.
    Line,
}

/// A heading and the text after it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    pub(crate) title: Option<Span>,
    pub(crate) body: Option<Span>,
    pub(crate) ends: End,
}

impl Heading {
    /// A heading that takes its whole line.
    pub(super) fn of_line(title: Span) -> Self {
        Heading {
            title: Some(title),
            body: None,
            ends: End::Line,
        }
    }
}

/// Longest heading of a section or task that runs into its text.
const LONGEST_TITLE: usize = 48;
/// In a flat copy so many characters after a known heading are its text.
const LEAST_RUN_IN: usize = 6;
/// Longest sentence that alone in its paragraph is a heading and no goal.
const LONGEST_BARE_TITLE: usize = 26;

/// Where a heading stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// 0 is a chapter.
    pub(crate) depth: usize,
    /// The style of its label.
    pub(crate) style: Option<Style>,
    /// A paragraph without label stands below.
    pub(crate) text_follows: bool,
}

impl Place {
    /// The place of a heading that lost its label.
    pub(super) fn unlabelled(depth: usize) -> Self {
        Place {
            depth,
            style: None,
            text_follows: true,
        }
    }
}

/// Reads the heading of a labelled block.
pub(crate) fn read_heading(
    layout: &Layout,
    rest: Span,
    place: Place,
    known: &Walker<'_>,
) -> Heading {
    let Place {
        depth,
        style,
        text_follows,
    } = place;
    let shape = known.shape;
    let text = layout.text.slice(rest);
    let stop = text.find('。');
    let first = &text[..stop.unwrap_or(text.len())];
    let after = stop.map_or("", |at| text[at + '。'.len_utf8()..].trim_matches(is_blank));
    let length = first.chars().count();
    let commas = first.matches(['，', ',']).count();
    let ends = if stop.is_some() { End::Stop } else { End::Line };
    // 「2.1.1　应急指挥部职责」 below the listed 「2.1　应急指挥部」 is a heading of its own.
    let own = |len: &usize| {
        let longer = text.len() > *len && !text[*len..].starts_with(is_blank);
        longer && stop.is_none() && length <= LONGEST_BARE_TITLE && !layout.flat
    };
    if let Some(len) = known.contents.length_in(text).filter(|len| !own(len)) {
        let mark = if text[len..].starts_with('。') {
            '。'.len_utf8()
        } else {
            0
        };
        return parted(layout, rest, len, mark, ends);
    }
    let within = known.run_in.stops() && length <= LONGEST_BARE_TITLE && commas == 0;
    if let Some(len) = ends_at_blank(layout, text).filter(|_| !within || after.is_empty()) {
        return parted(layout, rest, len, 0, End::Blanks);
    }
    if takes_effect(first) {
        return Heading {
            title: None,
            body: Some(rest),
            ends,
        };
    }
    let runs_in = |len: &usize| {
        let more = first.get(*len..).unwrap_or_default().chars().count();
        length > LONGEST_BARE_TITLE || layout.flat && more >= LEAST_RUN_IN
    };
    if let Some(len) = known_title(text, shape)
        .filter(|_| depth < 2)
        .filter(runs_in)
    {
        return parted(layout, rest, len, 0, End::Line);
    }
    let endless = depth > 0 && style.is_some_and(|style| known.run_in.has(style));
    if let Some(len) = endless.then(|| heading_end(text, shape)).flatten() {
        return parted(layout, rest, len, 0, End::Line);
    }
    if depth == 0 && after.is_empty() {
        return whole(layout, rest, first.len(), ends);
    }
    // Goals of one sentence, with or without who is to reach them.
    let stated = after.starts_with(['（', '(']) && after.ends_with(['）', ')']);
    let goal = stop.is_some() && commas > 0 && states_amount(first);
    if goal && (after.is_empty() || stated && !after.contains('。')) {
        return Heading {
            title: None,
            body: Some(rest),
            ends,
        };
    }
    if !after.is_empty() {
        let heads = length <= LONGEST_TITLE
            && commas <= 2
            && !first.contains(['；', ';'])
            && (depth < 2 || commas <= 1 || length <= 30);
        let named = (depth >= 2).then(|| colon(layout, rest, depth)).flatten();
        if let Some(named) = named.filter(|_| first.contains(['：', ':'])) {
            return named;
        }
        if heads {
            return parted(layout, rest, first.len(), '。'.len_utf8(), End::Stop);
        }
        return colon(layout, rest, depth).unwrap_or(Heading {
            title: None,
            body: Some(rest),
            ends,
        });
    }
    if depth >= 2
        && let Some(named) = colon(layout, rest, depth).filter(|named| named.body.is_some())
    {
        return named;
    }
    let alone_heads = match depth {
        1 => length <= LONGEST_TITLE || text_follows,
        _ if text_follows => length <= LONGEST_TITLE && commas <= 1,
        _ => length <= LONGEST_BARE_TITLE && commas == 0,
    };
    if alone_heads && !first.contains(['；', ';']) && !text.is_empty() {
        return whole(layout, rest, first.len(), ends);
    }
    Heading {
        title: None,
        body: (!rest.is_empty()).then_some(rest),
        ends,
    }
}

/// 「新增托养12名以上，签约率达到90%。」: an amount of people or things.
fn states_amount(sentence: &str) -> bool {
    let measures = "%％‰人名户次家个所例张处件场支座台万亿";
    let mut chars = sentence.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        if digit_value(c).is_some() && next.is_some_and(|next| measures.contains(*next)) {
            return true;
        }
    }
    false
}

/// 「本措施自2023年1月1日起施行，有效期3年」 is a sentence of the closing provisions (附则).
fn takes_effect(first: &str) -> bool {
    let from = ["起施行", "起实施", "起执行", "起生效"];
    first.contains('自') && from.iter().any(|word| first.contains(word))
}

/// Bytes of the known chapter title that a flat copy ran into its text: 「发展现状和面临的形势“十二五”…」.
pub(crate) fn known_title(text: &str, shape: &Shape) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let joined = ["和", "与", "及", "、"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .filter(|_| at > 0);
        let body = joined.unwrap_or(rest);
        let word = shape
            .chapter_titles
            .iter()
            .filter(|word| body.starts_with(word.as_str()))
            .max_by_key(|word| word.len());
        let Some(word) = word.filter(|_| at == 0 || joined.is_some()) else {
            break;
        };
        at += rest.len() - body.len() + word.len();
    }
    (at > 0).then_some(at)
}

/// Reads the heading of a box item: up to blanks, a colon, the line's end or a 。.
pub(crate) fn item_heading(layout: &Layout, rest: Span, text_follows: bool) -> Heading {
    let text = layout.text.slice(rest);
    if let Some(len) = ends_at_blank(layout, text) {
        return parted(layout, rest, len, 0, End::Blanks);
    }
    if let Some(at) =
        gap(text).filter(|at| text[..*at].chars().count() <= 40 && !text[..*at].contains('。'))
    {
        return parted(layout, rest, at, 0, End::Blanks);
    }
    if let Some(at) = ends_as_item(text) {
        return parted(layout, rest, at, 0, End::Blanks);
    }
    let first = text.split(['。', '；']).next().unwrap_or_default();
    if first.len() == text.len()
        && (text_follows && first.chars().count() <= 50 || first.chars().count() <= 40)
    {
        return whole(layout, rest, first.len(), End::Line);
    }
    if let Some(heading) = colon(layout, rest, 3) {
        return heading;
    }
    let length = first.chars().count();
    let more = first.len() + '。'.len_utf8() < text.len();
    if more && length <= 30 {
        return parted(layout, rest, first.len(), '。'.len_utf8(), End::Stop);
    }
    if first.len() + '。'.len_utf8() == text.len() && text_follows && length <= 40 {
        return whole(layout, rest, first.len(), End::Stop);
    }
    Heading {
        title: None,
        body: Some(rest),
        ends: End::Stop,
    }
}

/// 「家庭照护项目 为重度残疾人提供…」: one blank after what names an item, and a sentence after it.
fn ends_as_item(text: &str) -> Option<usize> {
    let at = text.find(|c| is_blank(c) && char_width(c) > 0)?;
    let (head, after) = (&text[..at], text[at..].trim_start_matches(is_blank));
    let ends = ["项目", "工程", "行动", "计划", "服务", "补贴", "救助"];
    let named = ends.iter().any(|end| head.ends_with(end));
    let words = head
        .chars()
        .all(|c| is_han(c) || matches!(c, '“' | '”' | '、'));
    let sentence = after.split('。').next().unwrap_or_default();
    let says = after.starts_with(is_han) && sentence.chars().count() >= LEAST_SENTENCE;
    ((4..=24).contains(&head.chars().count()) && named && words && says).then_some(at)
}

/// The text of an item begins with a sentence of so many characters.
const LEAST_SENTENCE: usize = 12;

/// In a flat copy a single blank is what is left of a line's end: 「最低生活保障范围 将符合条件的…」.
fn ends_at_blank(layout: &Layout, text: &str) -> Option<usize> {
    let seen = |c: char| is_blank(c) && char_width(c) > 0 && c != '\u{ad}';
    let at = text.find(seen).filter(|_| layout.flat)?;
    let head = &text[..at];
    let after = text[at..].trim_start_matches(is_blank);
    let words = |c: char| is_han(c) || matches!(c, '”' | '“' | '）' | '》' | '《');
    let fits = (4..=LONGEST_TITLE).contains(&head.chars().count())
        && head.ends_with(words)
        && after.starts_with(words)
        && !head.contains(['。', '；', '：', '，', ',', ';', ':']);
    fits.then_some(at)
}

/// The first run of two blanks, an ideographic blank or a tab within the text.
fn gap(text: &str) -> Option<usize> {
    let mut run: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        if is_blank(c) {
            let (start, width) = run.unwrap_or((at, 0));
            let wide = if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            if width + wide >= 2 {
                return Some(start);
            }
            run = Some((start, width + wide));
        } else {
            run = None;
        }
    }
    None
}

fn colon(layout: &Layout, rest: Span, depth: usize) -> Option<Heading> {
    let text = layout.text.slice(rest);
    let at = text.find(['：', ':'])?;
    let mark = text[at..].chars().next().map_or(0, char::len_utf8);
    let head = &text[..at];
    let fits = (2..=30).contains(&head.chars().count())
        && !head.contains(['，', '。', '；', '、'])
        && depth >= 1;
    fits.then(|| parted(layout, rest, at, mark, End::Colon))
}

fn whole(layout: &Layout, rest: Span, len: usize, ends: End) -> Heading {
    let title = trim(
        layout,
        Span::new(rest.start as usize, rest.start as usize + len),
    );
    let title = strip_colon(layout, title);
    Heading {
        title: (!title.is_empty()).then_some(title),
        body: None,
        ends,
    }
}

fn strip_colon(layout: &Layout, title: Span) -> Span {
    let text = layout.text.slice(title).trim_end_matches(['：', ':', '*']);
    Span::new(title.start as usize, title.start as usize + text.len())
}

fn parted(layout: &Layout, rest: Span, len: usize, mark: usize, ends: End) -> Heading {
    let start = rest.start as usize;
    let title = layout.text.slice(Span::new(start, start + len));
    let title = title.trim_end_matches(|c| is_blank(c) || c == '*').len();
    let title = trim(layout, Span::new(start, start + title));
    let body = trim(layout, Span::new(start + len + mark, rest.end as usize));
    Heading {
        title: Some(title),
        body: (!body.is_empty()).then_some(body),
        ends,
    }
}
