//! Boxes (专栏): a head, then items until a label goes on with the section's own numbering.
//!
//! ```text
//! 1.完善政策。…              a task
//! 专栏3 就业项目             a box …
//! 1.培训项目  …              … its items, headed by blanks and not by 。
//! 2.基地项目  …
//! 2.拓宽渠道。…              the next task
//! ```

use crate::model::{Origin, Sourced, UnitKind};
use crate::parse::block::{Block, trim};
use crate::parse::heading::{End, Heading, item_heading};
use crate::parse::label::{Label, Style, is_blank};
use crate::parse::layout::Layout;
use crate::parse::line_signs::is_finished;
use crate::parse::outline::{Draft, Walker, trim_heading};
use crate::text::{LineRange, Span};

/// The box that is open.
pub(super) struct BoxState {
    pub(super) draft: usize,
    /// Style and number of the last item.
    pub(super) item: Option<(Style, u32)>,
    /// How the items' headings end.
    ends: Option<Heading>,
}

impl Walker<'_> {
    pub(super) fn open_box(&mut self, body: &[&Block], at: usize) -> usize {
        let block = body[at];
        let (label, title) = box_head(block, self.layout);
        let mut used = 1;
        let mut title = title;
        let mut own = block.lines;
        if title.is_none()
            && let Some(next) = body.get(at + 1)
            && next.label.is_none()
            && next.table.is_none()
            && next.text(self.layout).chars().count() <= 40
        {
            title = Some(trim_heading(self.layout, next.span));
            own = own.union(next.lines);
            used = 2;
        }
        self.start_box(Some(label), title, own);
        used
    }

    pub(super) fn start_box(
        &mut self,
        label: Option<Sourced<String>>,
        title: Option<Span>,
        own: LineRange,
    ) {
        self.boxes += 1;
        let holder = self.open.iter().take(2).next_back().map(|o| o.draft);
        self.drafts.push(Draft {
            kind: UnitKind::Box,
            parent: holder,
            label,
            title,
            body: Vec::new(),
            own,
            table: None,
            tail: None,
            with: None,
            leads: false,
        });
        let draft = self.drafts.len() - 1;
        self.last = Some(draft);
        self.in_box = Some(BoxState {
            draft,
            item: None,
            ends: None,
        });
    }

    pub(super) fn is_table_title(&self, block: &Block) -> bool {
        let text = block.text(self.layout);
        let boxed = self
            .in_box
            .as_ref()
            .is_some_and(|b| b.item.is_none() && self.drafts[b.draft].body.is_empty());
        let fresh_annex = self.annex.is_some_and(|a| self.last == Some(a));
        !boxed
            && !fresh_annex
            && block.label.is_none()
            && text.chars().count() <= 40
            // 「…主要指标（2021—2025年）」 ends no sentence.
            && (!is_finished(text) || text.ends_with("年）") || text.ends_with("年)"))
    }

    /// A title before a table that has none: of a box, or of a division of work.
    pub(super) fn open_table_box(&mut self, block: &Block, of_tasks: bool) -> usize {
        let title = trim_heading(self.layout, block.span);
        if of_tasks {
            self.push_annex(None, Some(title), block.lines);
        } else {
            self.start_box(None, Some(title), block.lines);
        }
        1
    }

    /// Reads the block as an item of the open box, unless its label goes on with the section.
    pub(super) fn box_item(&mut self, body: &[&Block], at: usize, label: Label) -> bool {
        let block = body[at];
        let Some(state) = &self.in_box else {
            return false;
        };
        // A label that lost its number goes on with the items.
        let follows = |item: (Style, u32)| (item.0 == label.style).then_some(item.1 + 1);
        let next = state.item.map_or(Some(1), follows);
        let next = next.filter(|_| label.style > Style::Paren);
        let Some(number) = label.number.or(next) else {
            return false;
        };
        let in_section = self.sibling(label.style).is_some_and(|n| number == n + 1);
        let outer = label.style <= Style::Paren
            && (in_section
                || self.run_on[label.style as usize] + 1 == number
                || label.style <= Style::Comma);
        let rest = trim(
            self.layout,
            Span {
                start: block.span.start + label.len as u32,
                end: block.span.end,
            },
        );
        let heading = item_heading(
            self.layout,
            rest,
            body.get(at + 1).is_some_and(|next| self.is_plain(next)),
        );
        let belongs = match state.item {
            None => number == 1 && !(outer && in_section),
            Some((style, last)) => {
                let gap = number > last && number <= last + MOST_LOST && label.number.is_some();
                let told = state.ends.is_some_and(|ends| ends.ends == heading.ends);
                let follows = number == last + 1 || gap && told && heading.ends != End::Stop;
                let follows = style == label.style && follows;
                let same_shape = state
                    .ends
                    .as_ref()
                    .is_none_or(|ends| ends.ends == heading.ends);
                let told = label.number.is_some() && !in_section;
                follows && (told || same_shape || comes_again(body, at, label, self.layout))
            }
        };
        if !belongs
            || outer && in_section && state.item.is_some_and(|(style, _)| style != label.style)
        {
            return false;
        }
        let value = self.label_of(block, label, number);
        self.open_item(block, value, heading, (label.style, number));
        true
    }

    fn open_item(
        &mut self,
        block: &Block,
        label: Sourced<String>,
        heading: Heading,
        item: (Style, u32),
    ) {
        let Some(state) = &mut self.in_box else {
            return;
        };
        state.item = Some(item);
        state.ends.get_or_insert(heading);
        let parent = state.draft;
        self.drafts.push(Draft {
            kind: UnitKind::BoxItem,
            parent: Some(parent),
            label: Some(label),
            title: heading.title,
            body: heading.body.into_iter().collect(),
            own: block.lines,
            table: None,
            tail: None,
            with: None,
            leads: false,
        });
        self.last = Some(self.drafts.len() - 1);
    }

    /// Reads the block as an item that lost its number: it is headed as the items around it are,
    /// and the next number leaves a gap.
    pub(super) fn lost_item(&mut self, body: &[&Block], at: usize) -> bool {
        let (block, Some(state)) = (body[at], &self.in_box) else {
            return false;
        };
        let later = body[at + 1..].iter().take(MOST_BETWEEN);
        let next = later.copied().find(|block| block.label.is_some());
        let next = next.and_then(|block| Some((block, block.label?)));
        let last = state.item.map_or(0, |(_, number)| number);
        let Some((next, label)) = next.filter(|(_, label)| {
            let same = state.item.is_none_or(|(style, _)| style == label.style);
            let gap = last + 2..=last + MOST_LOST;
            same && label.style > Style::Paren && label.number.is_some_and(|n| gap.contains(&n))
        }) else {
            return false;
        };
        let text_follows = body.get(at + 1).is_some_and(|next| self.is_plain(next));
        let heading = item_heading(self.layout, trim(self.layout, block.span), text_follows);
        let rest = Span::new(next.span.start as usize + label.len, next.span.end as usize);
        let shown = item_heading(self.layout, trim(self.layout, rest), true);
        let ends = state.ends.map_or(shown.ends, |ends| ends.ends);
        let headed = heading.ends == ends && heading.ends != End::Stop && heading.title.is_some();
        let below = heading.ends != End::Line || text_follows;
        if !headed || !below {
            return false;
        }
        self.restored(block, label.style, last + 1);
        let value = Sourced {
            value: label.style.print(last + 1),
            span: None,
            origin: Origin::Restored,
        };
        self.open_item(block, value, heading, (label.style, last + 1));
        true
    }
}

/// So many items may have lost their numbers one after the other.
const MOST_LOST: u32 = 6;
/// The next number is looked for in so many paragraphs.
const MOST_BETWEEN: usize = 8;

/// True where the same number stands once more before anything begins anew: the section goes on
/// there, and here the box does.
fn comes_again(body: &[&Block], at: usize, label: Label, layout: &Layout) -> bool {
    let later = body[at + 1..].iter().take_while(|block| {
        let anew = |other: Label| {
            other.style < label.style || other.style == label.style && other.number == Some(1)
        };
        !block.label.is_some_and(anew) && !is_box_head(block, layout)
    });
    later
        .filter_map(|block| block.label)
        .any(|other| other.style == label.style && other.number == label.number)
}

pub(super) fn is_box_head(block: &Block, layout: &Layout) -> bool {
    let text = block.text(layout);
    let packed: String = text.chars().filter(|c| !is_blank(*c)).take(5).collect();
    let Some(rest) = packed.trim_start_matches(['【', '[']).strip_prefix("专栏") else {
        return false;
    };
    let numbered = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_numeric() || "一二三四五六七八九十".contains(c));
    text.chars().count() <= 60 && (numbered || rest.is_empty() || rest.starts_with([':', '：']))
        || numbered && !text.contains('。')
}

/// 「专栏 1」 and the heading after it.
fn box_head(block: &Block, layout: &Layout) -> (Sourced<String>, Option<Span>) {
    let text = block.text(layout);
    let mut end = 0;
    let mut digits = false;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let joint = matches!(c, '-' | '—' | '–') && digits && next.is_some_and(char::is_numeric);
        let part = matches!(c, '专' | '栏' | '【' | '[') && at < 12;
        let part = part || joint || digits && matches!(c, '】' | ']');
        let number = c.is_numeric() || "一二三四五六七八九十".contains(c);
        if !(part || is_blank(c) || number && (!digits || !text[..at].ends_with(is_blank))) {
            break;
        }
        digits |= number && !part;
        if !is_blank(c) {
            end = at + c.len_utf8();
        }
    }
    let span = Span::new(block.span.start as usize, block.span.start as usize + end);
    let label = Sourced {
        value: text[..end].to_owned(),
        span: Some(span),
        origin: Origin::Read,
    };
    let rest = &text[end..];
    let body = rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：' | '.' | '、'));
    let start = block.span.start as usize + end + (rest.len() - body.len());
    let title =
        (!body.is_empty()).then(|| trim_heading(layout, Span::new(start, block.span.end as usize)));
    (label, title)
}
