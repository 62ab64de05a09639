//! From blocks to units: which label opens what, and what stands in what.
//!
//! ```text
//! 总体要求                 → 一、总体要求        the label was lost, the next is 二、
//! (一)指导思想。坚持…       → （一）指导思想 + text
//! 1.加强残疾预防。坚持…     → 1. 加强残疾预防 + text
//! 专栏2 民生保障项目        → a box; 1. 2. 3. below it are its items …
//! 2.加强健康管理。…        → … until a label goes on with the section's own numbering
//! ```
//!
//! Labels nest by style; a label is believed when its number follows its last sibling, runs on
//! from the section before, or starts at one.

use crate::lexicon::Shape;
use crate::model::{Issue, IssueCode, IssueSeverity, Origin, Sourced, UnitKind};
use crate::parse::annex::{annex_follows, is_annex_head};
use crate::parse::block::{Block, trim};
use crate::parse::box_items;
use crate::parse::boxes::{BoxState, is_box_head};
use crate::parse::contents::Titles;
use crate::parse::heading::{Heading, Place, read_heading};
use crate::parse::label::{Label, Style, is_blank, is_han};
use crate::parse::layout::Layout;
use crate::parse::lost::{
    chapter_style, framed_sections, has_all_chapters, lost_chapters, section_style, task_style,
};
use crate::parse::lost_sections::lost_sections;
use crate::parse::lost_tasks::lost_tasks;
use crate::parse::matter::Matter;
use crate::parse::run_in::RunIn;
use crate::parse::siblings::{settle_headings, settle_kinds};
use crate::parse::table::Role;
use crate::text::{LineRange, Span};

/// A unit under construction.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) kind: UnitKind,
    pub(crate) parent: Option<usize>,
    pub(crate) label: Option<Sourced<String>>,
    pub(crate) title: Option<Span>,
    pub(crate) body: Vec<Span>,
    /// Source lines of heading and own text.
    pub(crate) own: LineRange,
    /// The table it holds or is a row of.
    pub(crate) table: Option<usize>,
    /// For an annex row: the cell with the departments.
    pub(crate) tail: Option<Span>,
    /// For an annex row: the cell of those named beside them, and what its column holds.
    pub(crate) with: Option<(Span, Role)>,
    /// True where the head says that the departments lead.
    pub(crate) leads: bool,
}

/// What the outline found.
pub(crate) struct Outline {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) issues: Vec<Issue>,
}

/// A unit that is open.
pub(super) struct Open {
    pub(super) draft: usize,
    pub(super) style: Style,
    pub(super) number: u32,
}

pub(super) struct Walker<'a> {
    pub(super) layout: &'a Layout,
    pub(super) shape: &'a Shape,
    pub(super) contents: &'a Titles,
    pub(super) drafts: Vec<Draft>,
    pub(super) issues: Vec<Issue>,
    pub(super) open: Vec<Open>,
    pub(super) in_box: Option<BoxState>,
    pub(super) annex: Option<usize>,
    pub(super) last: Option<usize>,
    /// The last number of each style in the whole text, for numbering that runs on.
    pub(super) run_on: [u32; 8],
    pub(super) chapter_style: Style,
    pub(super) section_style: Style,
    pub(super) task_style: Style,
    /// No chapter lost its number.
    all_chapters: bool,
    pub(super) boxes: u32,
    /// Sections without labels in the chapter so far.
    pub(super) sections: u32,
    pub(super) run_in: RunIn,
}

/// Reads the units out of the body's blocks.
pub(crate) fn outline(
    blocks: &[Block],
    matter: &Matter,
    layout: &Layout,
    shape: &Shape,
) -> Outline {
    let body: Vec<&Block> = blocks[matter.body.min(blocks.len())..]
        .iter()
        .filter(|b| b.skip.is_none())
        .collect();
    let framed = framed_sections(&body, layout, shape);
    let lost = lost_chapters(&body, &framed, layout, shape);
    let sections = lost_sections(&body, &lost, &framed, layout, shape);
    let tasks = lost_tasks(&body, &lost, &sections, layout, shape);
    let mut walker = Walker {
        layout,
        shape,
        contents: &matter.contents,
        drafts: Vec::new(),
        issues: Vec::new(),
        open: Vec::new(),
        in_box: None,
        annex: None,
        last: None,
        run_on: [0; 8],
        chapter_style: chapter_style(&body, layout),
        section_style: section_style(&body, layout).unwrap_or(Style::Paren),
        task_style: task_style(&body, layout),
        all_chapters: has_all_chapters(&body, layout),
        boxes: 0,
        sections: 0,
        run_in: RunIn::of(&body, layout, shape),
    };
    let mut at = 0;
    while at < body.len() {
        let found = [&lost, &sections, &tasks].map(|places| places.binary_search(&at).is_ok());
        at += walker.step(&body, at, found);
    }
    let mut drafts = walker.drafts;
    box_items::cut(&mut drafts, layout);
    settle_headings(&mut drafts, layout);
    settle_kinds(&mut drafts);
    Outline {
        drafts,
        issues: walker.issues,
    }
}

impl Walker<'_> {
    /// Takes the block at `at`; returns how many blocks it used.
    fn step(&mut self, body: &[&Block], at: usize, found: [bool; 3]) -> usize {
        let [chapter, section, task] = found;
        let block = body[at];
        if let Some(table) = block.table {
            return self.table(body, at, table);
        }
        if is_box_head(block, self.layout) {
            return self.open_box(body, at);
        }
        if is_annex_head(block, self.layout) && annex_follows(body, at, self.layout) {
            return self.open_annex(body, at);
        }
        if chapter && self.annex.is_none() {
            self.open_lost_chapter(block);
            return 1;
        }
        if section && self.annex.is_none() {
            self.open_lost_section(block);
            return 1;
        }
        if task && self.annex.is_none() {
            self.open_lost_task(block);
            return 1;
        }
        if let Some(table) = body.get(at + 1).and_then(|next| next.table)
            && self.is_table_title(block)
        {
            return self.open_table_box(block, self.layout.tables[table].is_tasks);
        }
        if let Some(label) = block.label.or_else(|| self.residue_label(block)) {
            if self.box_item(body, at, label) {
                return 1;
            }
            if self.believes(label, block) {
                self.in_box = None;
                return self.open_labelled(body, at, label);
            }
        }
        if !self.lost_item(body, at) {
            self.append(block);
        }
        1
    }

    /// Rests of a label count where a sibling of that style is open or due. A bracket left over
    /// stands for whatever style numbers the sections.
    fn residue_label(&self, block: &Block) -> Option<Label> {
        let mut label = block.residue(self.layout)?;
        let due = match label.style {
            Style::Part | Style::Chapter | Style::Comma => true,
            _ => !self.open.is_empty(),
        };
        if label.style == Style::Comma && self.open.len() >= 2 {
            let runs_in = block.text(self.layout).split_once('。');
            let runs_in = runs_in.is_some_and(|(_, text)| text.chars().count() >= LEAST_TEXT);
            if self.all_chapters || runs_in {
                label.style = Style::Dot;
            }
        }
        if label.style == Style::Paren && self.sibling(Style::Paren).is_none() {
            label.style = self
                .open
                .get(1)
                .map_or(Style::Paren, |section| section.style);
        }
        due.then_some(label)
    }

    pub(super) fn sibling(&self, style: Style) -> Option<u32> {
        self.open
            .iter()
            .rev()
            .find(|o| o.style == style)
            .map(|o| o.number)
    }

    fn believes(&mut self, label: Label, block: &Block) -> bool {
        let Some(number) = label.number else {
            return true;
        };
        if self.annex.is_some() && label.style > Style::Paren {
            return false;
        }
        if self.open.is_empty() && label.style > Style::Paren {
            return self.drafts.is_empty() || label.number == Some(1);
        }
        let depth = self.open.iter().filter(|o| o.style < label.style).count();
        if depth >= 3 && (label.style >= Style::DigitParen || !heads(block, label, self.layout)) {
            return false;
        }
        let sibling = self.sibling(label.style);
        let expected = sibling.map_or(1, |n| n + 1);
        let run_on = self.run_on[label.style as usize] + 1;
        if number == expected || number == run_on || number == 1 {
            return true;
        }
        let near = number <= expected + 3 && number + 1 >= expected
            || number <= run_on + 3 && number + 1 >= run_on;
        if near || heads(block, label, self.layout) {
            self.issues.push(Issue {
                code: IssueCode::LabelOutOfOrder,
                severity: IssueSeverity::Doubt,
                lines: Some(block.lines),
                detail: label.style.print(number),
            });
            return true;
        }
        false
    }

    /// The label of a unit as it stands, or as it must have been where its number is lost.
    pub(super) fn label_of(&mut self, block: &Block, label: Label, number: u32) -> Sourced<String> {
        let label_span = Span {
            start: block.span.start,
            end: block.span.start + label.len as u32,
        };
        if label.number.is_some() {
            Sourced {
                value: self.layout.text.slice(label_span).trim().to_owned(),
                span: Some(label_span),
                origin: Origin::Read,
            }
        } else {
            self.restored(block, label.style, number);
            Sourced {
                value: label.style.print(number),
                span: None,
                origin: Origin::Restored,
            }
        }
    }

    pub(super) fn close_to(&mut self, style: Style) {
        while self.open.last().is_some_and(|o| o.style >= style) {
            self.open.pop();
        }
    }

    pub(super) fn opened(&mut self, style: Style, number: u32) {
        let draft = self.drafts.len() - 1;
        self.open.push(Open {
            draft,
            style,
            number,
        });
        self.run_on[style as usize] = number;
        if self.open.len() == 1 {
            self.sections = 0;
        }
        self.last = Some(draft);
    }

    fn open_labelled(&mut self, body: &[&Block], at: usize, label: Label) -> usize {
        let block = body[at];
        let expected = self.sibling(label.style).map_or(1, |n| n + 1);
        self.close_to(label.style);
        let number = label.number.unwrap_or(expected);
        let depth = self.open.len();
        if depth == 0 {
            self.annex = None;
        }
        let rest = trim(
            self.layout,
            Span {
                start: block.span.start + label.len as u32,
                end: block.span.end,
            },
        );
        let text_follows = body.get(at + 1).is_some_and(|next| self.is_plain(next));
        let place = Place {
            depth,
            style: Some(label.style),
            text_follows,
        };
        let heading = read_heading(self.layout, rest, place, self);
        self.doubt_heading(block, label, depth, &heading);
        let kind = match (depth, heading.title.is_some()) {
            (0, _) => UnitKind::Chapter,
            (1, true) => UnitKind::Section,
            (_, false) => UnitKind::Paragraph,
            _ => UnitKind::Task,
        };
        let value = self.label_of(block, label, number);
        self.push(
            kind,
            Some(value),
            heading.title,
            heading.body.into_iter().collect(),
            block.lines,
        );
        self.opened(label.style, number);
        1
    }

    /// In a flat copy a heading may not be told from its text.
    fn doubt_heading(&mut self, block: &Block, label: Label, depth: usize, heading: &Heading) {
        let section = depth == 1 && label.style <= Style::Paren;
        let untold = heading.title.is_none() && heading.body.is_some();
        if self.layout.flat && untold && (section || self.run_in.has(label.style)) {
            self.issues.push(Issue {
                code: IssueCode::HeadingUnclear,
                severity: IssueSeverity::Doubt,
                lines: Some(block.lines),
                detail: block.text(self.layout)[..label.len].to_owned(),
            });
        }
    }

    pub(super) fn is_plain(&self, block: &Block) -> bool {
        block.label.is_none()
            && block.table.is_none()
            && !is_box_head(block, self.layout)
            && block.residue(self.layout).is_none()
            && block.text(self.layout).chars().count() > 20
    }

    pub(super) fn push(
        &mut self,
        kind: UnitKind,
        label: Option<Sourced<String>>,
        title: Option<Span>,
        body: Vec<Span>,
        own: LineRange,
    ) {
        let parent = self.open.last().map(|o| o.draft);
        self.drafts.push(Draft {
            kind,
            parent,
            label,
            title,
            body,
            own,
            table: None,
            tail: None,
            with: None,
            leads: false,
        });
        self.last = Some(self.drafts.len() - 1);
    }

    /// Plain text goes to the unit read last; before any, it is the preamble.
    fn append(&mut self, block: &Block) {
        let span = trim(self.layout, block.span);
        if self.last.is_none() {
            self.push(UnitKind::Paragraph, None, None, vec![span], block.lines);
            return;
        }
        let Some(last) = self.last else { return };
        let draft = &mut self.drafts[last];
        draft.body.push(span);
        draft.own = draft.own.union(block.lines);
    }
}

/// A heading that ran into its text has so many characters after it.
const LEAST_TEXT: usize = 6;

/// True where the label is followed by a short heading.
fn heads(block: &Block, label: Label, layout: &Layout) -> bool {
    let text = layout.text.slice(block.span);
    let rest = text[label.len..].trim_start_matches(is_blank);
    let first = rest.split(['。', '　']).next().unwrap_or_default();
    (2..=40).contains(&first.chars().count())
        && first.chars().next().is_some_and(|c| is_han(c) || c == '“')
}

/// A heading without its closing mark.
pub(super) fn trim_heading(layout: &Layout, span: Span) -> Span {
    let text = layout
        .text
        .slice(span)
        .trim_end_matches(|c| is_blank(c) || matches!(c, '。' | '：' | ':' | '*'));
    trim(
        layout,
        Span::new(span.start as usize, span.start as usize + text.len()),
    )
}
