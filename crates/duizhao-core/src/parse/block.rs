//! Blocks: paragraphs as the outline sees them.

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::flat::{Cutter, is_flat};
use crate::parse::label::{Label, Style, is_blank, read_decimal_chapter, read_label, read_residue};
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
    read_decimal_chapters(&mut out, layout);
    out
}

/// Where sections are numbered 3.1, a bare 「3 重点任务」 is a chapter.
fn read_decimal_chapters(blocks: &mut [Block], layout: &Layout) {
    let decimal = |block: &&Block| {
        let digit = block.text(layout).starts_with(|c: char| c.is_ascii_digit());
        digit && block.label.is_some_and(|l| l.style == Style::Section)
    };
    if blocks.iter().filter(decimal).count() < 3 {
        return;
    }
    for block in blocks
        .iter_mut()
        .filter(|b| b.table.is_none() && b.label.is_none())
    {
        block.label = read_decimal_chapter(block.text(layout));
    }
}

/// Without blanks, for comparing titles.
pub(crate) fn squash(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}
