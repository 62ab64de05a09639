//! Blocks: paragraphs as the outline sees them.

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::box_run_in::cut_boxes;
use crate::parse::decimal::settle_decimals;
use crate::parse::flat::{Cutter, is_flat};
use crate::parse::flat_signs::{lost_title, masthead_ends, title_in_front, titles_within};
use crate::parse::label::{Label, is_blank, read_label, read_residue};
use crate::parse::layout::{Layout, Para};
use crate::text::{LineRange, Span};

/// A paragraph, or a piece of one where a flat copy runs paragraphs together.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) lines: LineRange,
    pub(crate) table: Option<usize>,
    pub(crate) label: Option<Label>,
    pub(crate) skip: Option<SkipReason>,
}

impl Block {
    fn new(span: Span, para: &Para, layout: &Layout) -> Self {
        let label = if para.table.is_some() {
            None
        } else {
            read_label(layout.text.slice(span))
        };
        let lines = if span == para.span {
            para.lines
        } else {
            layout.text.lines_of(span)
        };
        Block {
            span,
            lines,
            table: para.table,
            label,
            skip: None,
        }
    }

    /// A piece of the block.
    pub(super) fn part(&self, span: Span, layout: &Layout) -> Self {
        let span = trim(layout, span);
        Block {
            span,
            lines: layout.text.lines_of(span),
            label: read_label(layout.text.slice(span)),
            ..self.clone()
        }
    }

    pub(crate) fn text<'a>(&self, layout: &'a Layout) -> &'a str {
        layout.text.slice(self.span)
    }

    /// The label, or what is left of one.
    pub(crate) fn residue(&self, layout: &Layout) -> Option<Label> {
        if self.table.is_some() {
            None
        } else {
            read_residue(self.text(layout))
        }
    }
}

/// `span` without blanks at its edges.
pub(crate) fn trim(layout: &Layout, span: Span) -> Span {
    let text = layout.text.slice(span);
    let kept = text.trim_start_matches(is_blank);
    let start = span.start as usize + text.len() - kept.len();
    Span::new(start, start + kept.trim_end_matches(is_blank).len())
}

/// Cuts the layout into blocks; a flat copy's long paragraphs are cut at their labels.
pub(crate) fn blocks(layout: &Layout, shape: &Shape) -> Vec<Block> {
    let flat = !layout.flat && is_flat(layout);
    let mut cutter = flat.then(|| Cutter::new(layout.text.text(), shape));
    let mut out = Vec::new();
    for para in &layout.paras {
        let Some(cutter) = cutter.as_mut().filter(|_| para.table.is_none()) else {
            out.push(Block::new(para.span, para, layout));
            continue;
        };
        for (start, end) in cutter.cut(layout.text.slice(para.span)) {
            let base = para.span.start as usize;
            let span = trim(layout, Span::new(base + start, base + end));
            if !span.is_empty() {
                out.push(Block::new(span, para, layout));
            }
        }
    }
    if !layout.flat {
        cut_run_in(&mut out, layout, shape);
    }
    cut_boxes(&mut out, layout);
    settle_decimals(&mut out, layout);
    out
}

/// Cuts a chapter's heading off the paragraph that it ran into, before a label that starts anew,
/// the plan's own title off its first paragraph, and title and number off what they ran into.
fn cut_run_in(blocks: &mut Vec<Block>, layout: &Layout, shape: &Shape) {
    let titles = titles_within(layout.text.text());
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Nothing labelled yet.
    let mut front = true;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text(layout);
        let free = block.table.is_none() && block.label.is_none();
        let quoted = titles.iter().find(|title| {
            let rest = text.strip_prefix(title.as_str()).unwrap_or_default();
            at < FRONT_BLOCKS && (rest.chars().count() > 20 || rest.contains("制定本"))
        });
        front &= block.label.is_none();
        let title = quoted.map(String::len).or_else(|| {
            let stated = front && at < FRONT_BLOCKS && text.contains("制定本");
            stated.then(|| title_in_front(text, shape)).flatten()
        });
        let heading = blocks
            .get(at + 1)
            .and_then(|next| next.label)
            .and_then(|label| {
                let unfinished =
                    !text.ends_with(['。', '：', '；']) && text.chars().count() > LONG_LINE;
                lost_title(text, label, shape).filter(|cut| *cut > 0 && unfinished)
            });
        let head = masthead_ends(text, shape).filter(|_| front && at < FRONT_BLOCKS);
        let ends = head.into_iter().flatten().filter(|end| *end < text.len());
        let cuts: Vec<usize> = ends.chain([title, heading].into_iter().flatten()).collect();
        let mut start = block.span.start as usize;
        for cut in cuts.into_iter().filter(|_| free) {
            let end = block.span.start as usize + cut;
            out.push(block.part(Span::new(start, end), layout));
            start = end;
        }
        if start == block.span.start as usize {
            out.push(block.clone());
        } else {
            out.push(block.part(Span::new(start, block.span.end as usize), layout));
        }
    }
    *blocks = out;
}

/// A line longer than this, in characters, is prose.
const LONG_LINE: usize = 60;
/// A title that ran into its text stands within so many blocks.
const FRONT_BLOCKS: usize = 40;

/// Without blanks, where that leaves at most `most` characters.
pub(crate) fn squash_short(text: &str, most: usize) -> Option<String> {
    let mut kept = text.chars().filter(|c| !is_blank(*c));
    let short: String = kept.by_ref().take(most).collect();
    kept.next().is_none().then_some(short)
}

/// Without blanks, for comparing titles.
pub(crate) fn squash(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// A text without blanks, and the way back: words are found in it that a copy pulled apart.
pub(crate) struct Squashed<'a> {
    whole: &'a str,
    pub(crate) text: String,
    /// Where each character that was kept begins, in both texts.
    places: Vec<(usize, usize)>,
}

impl<'a> Squashed<'a> {
    pub(crate) fn of(whole: &'a str) -> Self {
        let (mut text, mut places) = (String::new(), Vec::new());
        for (at, c) in whole.char_indices().filter(|(_, c)| !is_blank(*c)) {
            places.push((text.len(), at));
            text.push(c);
        }
        Squashed {
            whole,
            text,
            places,
        }
    }

    /// Where a stretch of the squashed text stands in the whole, blanks at its edges left out.
    pub(crate) fn back(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let from = self.places.partition_point(|(at, _)| *at < range.start);
        let to = self.places.partition_point(|(at, _)| *at < range.end);
        let begins = |at: usize| {
            self.places
                .get(at)
                .map_or(self.whole.len(), |place| place.1)
        };
        let start = begins(from);
        let last = to.checked_sub(1).filter(|last| *last >= from);
        let end = last.map_or(start, |last| {
            let at = begins(last);
            at + self.whole[at..].chars().next().map_or(0, char::len_utf8)
        });
        start..end
    }
}
