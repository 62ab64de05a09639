//! Boxes (专栏) whose title and items ran together.
//!
//! ```text
//! 专栏2　养老设施建设工程日间照料工程：建设…。家庭床位工程：建设…。
//! →  专栏2　养老设施建设工程 | 日间照料工程：建设…。 | 家庭床位工程：建设…。
//! ```
//!
//! A box may have run into the paragraph before it too: 「…明显改善。专栏2　重点流域（一）长江流域。…」.
//!
//! One name before a colon may stand in any sentence; two that begin sentences head items. Where
//! the title ends before the first of them is told by what titles of boxes end with.

use crate::parse::block::Block;
use crate::parse::box_items::{is_heading, is_remark_head};
use crate::parse::boxes::is_box_head;
use crate::parse::label::{Style, digit_value, is_blank, read_label};
use crate::parse::layout::Layout;
use crate::text::Span;

/// Cuts boxes that stand in one paragraph, and items that stand in one paragraph below their head:
/// 「1.日间照料：…。2.家庭床位：…。」.
pub(super) fn cut_boxes(blocks: &mut Vec<Block>, layout: &Layout) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let text = block.text(layout);
        let headed = out.last().is_some_and(|head| is_box_head(head, layout));
        let cuts = match (headed, block.label) {
            _ if block.table.is_some() => Vec::new(),
            (true, Some(_)) => item_starts(text),
            (true, None) if is_named(text) => named_sentences(text),
            (false, None) => box_parts(text).unwrap_or_else(|| glued_boxes(text)),
            (false, Some(_)) => glued_boxes(text),
            (true, None) => Vec::new(),
        };
        let mut start = block.span.start as usize;
        for cut in cuts {
            let end = block.span.start as usize + cut;
            out.push(block.part(Span::new(start, end), layout));
            start = end;
        }
        if start == block.span.start as usize {
            out.push(block);
        } else {
            out.push(block.part(Span::new(start, block.span.end as usize), layout));
        }
    }
    *blocks = out;
}

/// Where title and items end in the one paragraph of a box; its items are named.
fn box_parts(text: &str) -> Option<Vec<usize>> {
    let number = text.strip_prefix("专栏")?.trim_start_matches(is_blank);
    let numeral = |c: char| digit_value(c).is_some() || "一二三四五六七八九十".contains(c);
    let rest = number.trim_start_matches(numeral);
    let body = rest.trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':'));
    let items = named_sentences(text);
    let head = body.split(['：', ':']).next().unwrap_or_default();
    let whole = head.len() < body.len() && !head.contains(['，', '。', '；', '、']);
    if rest.len() == number.len() || items.is_empty() || !whole {
        return None;
    }
    // A title that cannot be told from the first name is left with it.
    let title = title_end(head).unwrap_or_default();
    let mut cuts = vec![text.len() - body.len() + title];
    cuts.extend(items);
    Some(cuts)
}

/// Where boxes begin that ran into the paragraph before them, where their titles end that run into 「（一）」,
/// and where the further items begin.
fn glued_boxes(text: &str) -> Vec<usize> {
    let found = text.match_indices("专栏").map(|(at, _)| at);
    let starts: Vec<(usize, usize, Style)> =
        found.filter_map(|at| first_of_glued(text, at)).collect();
    let mut cuts = Vec::new();
    for (nth, (at, first, style)) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).map_or(text.len(), |next| next.0);
        cuts.extend([*at, *first]);
        cuts.extend(further_items(&text[..end], *first, *style));
    }
    cuts.retain(|cut| *cut > 0);
    cuts
}

/// The place of a box at `at`, where its title ends before the first item, and how that is numbered.
fn first_of_glued(text: &str, at: usize) -> Option<(usize, usize, Style)> {
    let before = text[..at].trim_end_matches(is_blank);
    let ended = before.is_empty() || before.ends_with(['。', '）']);
    let numbered = text[at + "专栏".len()..].trim_start_matches(is_blank);
    let title = numbered.trim_start_matches(|c| digit_value(c).is_some());
    if !ended || title.len() == numbered.len() || !title.starts_with(is_blank) {
        return None;
    }
    let head = text.len() - title.len();
    let near = title.char_indices().take(LONGEST_BOX_TITLE);
    let mut brackets = near.filter(|(_, c)| matches!(c, '（' | '('));
    brackets.find_map(|(from, _)| {
        let label = read_label(&title[from..]).filter(|label| label.number == Some(1))?;
        Some((at, head + from, label.style))
    })
}

/// The title of a box is not longer, in characters.
const LONGEST_BOX_TITLE: usize = 50;

/// Where the second item and those after it begin, each after a sentence.
fn further_items(text: &str, first: usize, style: Style) -> Vec<usize> {
    let (mut starts, mut next) = (Vec::new(), 2);
    for (at, mark) in text[first..].match_indices('。') {
        let from = first + at + mark.len();
        let rest = text[from..].trim_start_matches(is_blank);
        if read_label(rest).is_some_and(|l| l.style == style && l.number == Some(next)) {
            starts.push(text.len() - rest.len());
            next += 1;
        }
    }
    starts
}

/// Where the title of a box ends before the name of its first item.
fn title_end(head: &str) -> Option<usize> {
    let after = |word: &str| {
        let ends = head.match_indices(word).map(|(at, word)| at + word.len());
        ends.into_iter().find(|end| {
            let (title, name) = head.split_at(*end);
            let goes_on = GOES_ON.iter().any(|word| name.starts_with(word));
            title.chars().count() >= LEAST_TITLE && !goes_on && is_heading(name)
        })
    };
    let first = TITLE_ENDS.iter().filter_map(|word| after(word)).min();
    first.or_else(|| after("建设"))
}

/// What the title of a box ends with.
const TITLE_ENDS: [&str; 8] = [
    "工程", "项目", "行动", "计划", "任务", "举措", "措施", "清单",
];
/// What goes on with a title.
const GOES_ON: [&str; 15] = [
    "建设", "实施", "及", "和", "与", "等", "支撑", "清单", "重点", "项目", "工程", "行动", "计划",
    "库", "任务",
];
/// A title is not shorter, in characters.
const LEAST_TITLE: usize = 4;

/// Where sentences start that begin with a name and a colon, the first apart.
fn named_sentences(text: &str) -> Vec<usize> {
    let ends = text.match_indices('。').map(|(at, mark)| at + mark.len());
    let named = |at: &usize| is_named(&text[*at..]);
    ends.filter(named).collect()
}

/// 「家庭床位工程：建设…」.
fn is_named(text: &str) -> bool {
    let body = text.trim_start_matches(is_blank);
    let name = body.split(['：', ':', '。']).next().unwrap_or_default();
    let colon = body[name.len()..].starts_with(['：', ':']);
    colon && name.chars().count() >= LEAST_NAME && is_heading(name) && !is_remark_head(name)
}

/// The name of an item is not shorter, in characters: 「其中：」 is none.
const LEAST_NAME: usize = 4;

/// Where the second item and those after it start, each with its number, a name and a colon.
fn item_starts(text: &str) -> Vec<usize> {
    let (mut starts, mut next) = (Vec::new(), 2);
    for (at, mark) in text.match_indices(['。', '；']) {
        let rest = text[at + mark.len()..].trim_start_matches(is_blank);
        let label = read_label(rest).filter(|label| label.number == Some(next));
        let named = label.is_some_and(|label| {
            let head = rest[label.len..]
                .split(['。', '；', '，'])
                .next()
                .unwrap_or_default();
            let name = head.split(['：', ':']).next().unwrap_or_default();
            name.len() < head.len() && (2..=24).contains(&name.chars().count())
        });
        if named {
            starts.push(text.len() - rest.len());
            next += 1;
        }
    }
    starts
}
