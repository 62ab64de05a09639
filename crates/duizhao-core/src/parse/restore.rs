//! Opens units whose labels are lost: they get the label that their place asks for, marked as
//! restored.

use crate::model::{Issue, IssueCode, IssueSeverity, Origin, Sourced, UnitKind};
use crate::parse::block::Block;
use crate::parse::heading::{Heading, Place, read_heading};
use crate::parse::label::Style;
use crate::parse::outline::{Walker, trim_heading};
use crate::text::Span;

impl Walker<'_> {
    pub(super) fn open_lost_chapter(&mut self, block: &Block) {
        let style = self.chapter_style;
        self.close_to(style);
        let number = self.run_on[style as usize] + 1;
        let text = block.text(self.layout);
        let rest = block.residue(self.layout).map_or(0, |label| label.len);
        let skip = text.len() - text[rest..].trim_start_matches(['、', '.', '．']).len();
        let start = block.span.start as usize + skip;
        let title = trim_heading(self.layout, Span::new(start, block.span.end as usize));
        let heading = Heading::of_line(title);
        self.open_restored(block, UnitKind::Chapter, style, number, heading);
    }

    pub(super) fn open_lost_section(&mut self, block: &Block) {
        let style = self.section_style;
        let before = self.sibling(style).unwrap_or_default().max(self.sections);
        self.close_to(style);
        let heading = read_heading(self.layout, block.span, Place::unlabelled(1), self);
        self.open_restored(block, UnitKind::Section, style, before + 1, heading);
        self.sections = before + 1;
    }

    pub(super) fn open_lost_task(&mut self, block: &Block) {
        let inner = self.open.last().map(|open| open.style);
        let inner = inner.filter(|style| *style > self.section_style);
        let style = inner.unwrap_or(self.task_style);
        let number = self.sibling(style).unwrap_or_default() + 1;
        self.close_to(style);
        let heading = read_heading(
            self.layout,
            block.span,
            Place::unlabelled(self.open.len()),
            self,
        );
        let kind = match self.open.len() {
            0 | 1 => UnitKind::Section,
            _ => UnitKind::Task,
        };
        self.open_restored(block, kind, style, number, heading);
    }

    fn open_restored(
        &mut self,
        block: &Block,
        kind: UnitKind,
        style: Style,
        number: u32,
        heading: Heading,
    ) {
        self.in_box = None;
        self.restored(block, style, number);
        let label = Some(Sourced {
            value: style.print(number),
            span: None,
            origin: Origin::Restored,
        });
        let body = heading.body.into_iter().collect();
        self.push(kind, label, heading.title, body, block.lines);
        self.opened(style, number);
    }

    pub(super) fn restored(&mut self, block: &Block, style: Style, number: u32) {
        self.issues.push(Issue {
            code: IssueCode::LabelRestored,
            severity: IssueSeverity::Doubt,
            lines: Some(block.lines),
            detail: style.print(number),
        });
    }
}
