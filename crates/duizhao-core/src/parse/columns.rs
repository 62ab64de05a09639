//! The columns at which a copy's lines were wrapped.
//!
//! ```text
//! 为深入贯彻落实党中央、国务院决策部署，进一步保障和改     ends no sentence: 50 columns wide,
//! 善残疾人民生，加快推进残疾人事业高质量发展。             as are its neighbours
//! ```

use crate::parse::line::{Line, char_width};
use crate::parse::line_signs::is_finished;

/// The columns at which unfinished lines pile up; a document may have several.
#[derive(Debug, Default)]
pub(super) struct Columns {
    all: Vec<usize>,
    /// The one column, where nearly all wrapped lines fill it to the last character.
    exact: Option<usize>,
}

impl Columns {
    /// The columns of the lines that stand in no table.
    pub(super) fn of(content: &[&Line<'_>]) -> Self {
        let unfinished: Vec<usize> = content
            .iter()
            .filter(|line| line.width >= MIN_COLUMN && !is_finished(line.text))
            .map(|line| line.width)
            .collect();
        let wide = content.iter().filter(|line| line.width >= MIN_COLUMN);
        if unfinished.len() * 100 < wide.count() * LEAST_UNFINISHED {
            return Columns::default();
        }
        let needed = (content.len() / 25).max(4);
        let top = unfinished
            .iter()
            .copied()
            .filter(|w| *w <= MAX_COLUMN)
            .max();
        let near = |column: usize, slack: usize| {
            let close = unfinished.iter().filter(|w| w.abs_diff(column) <= slack);
            close.count()
        };
        let all: Vec<usize> = (MIN_COLUMN..=top.unwrap_or(0))
            .filter(|&column| near(column, COLUMN_SLACK / 2) >= needed)
            .collect();
        let widest = all.last().copied().unwrap_or_default();
        let paragraphs = content.iter().filter(|l| l.width > widest + COLUMN_SLACK);
        if paragraphs.count() * 100 > content.len() * MOST_PARAGRAPHS {
            return Columns::default();
        }
        let fullest = all.iter().copied().max_by_key(|&column| near(column, 1));
        // Marks that may not begin a line hang over the column.
        let fullest = fullest.and_then(|column| {
            let around = column.saturating_sub(1)..=column + 1;
            around.rev().max_by_key(|&column| near(column, 0))
        });
        let exact = fullest.filter(|&column| near(column, 2) * 100 >= unfinished.len() * EXACT);
        Columns { all, exact }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// True for a line that reaches a column.
    pub(super) fn is_full(&self, width: usize) -> bool {
        self.all
            .iter()
            .any(|column| width.abs_diff(*column) <= COLUMN_SLACK / 2)
            || self.all.last().is_some_and(|widest| width > *widest)
    }

    /// True for a line that a label of some more columns would fill.
    pub(super) fn is_near(&self, width: usize) -> bool {
        let wider = |column: &usize| (width..=width + LABEL_COLUMNS).contains(column);
        self.all.iter().any(wider)
    }

    /// True for a line so long that it is no wrapped one.
    pub(super) fn is_passed(&self, width: usize) -> bool {
        let widest = self.all.last().copied().unwrap_or_default();
        width > widest + COLUMN_SLACK
    }

    /// True where `next` could not have gone on in a line so wide.
    pub(super) fn breaks(&self, width: usize, next: &str) -> bool {
        let first = next.chars().next().map_or(0, char_width);
        self.is_full(width) && self.exact.is_none_or(|column| width + first > column)
    }
}

/// In a wrapped document at least this share of the lines, in percent, ends no sentence.
const LEAST_UNFINISHED: usize = 35;
/// In a wrapped document at most this share of the lines, in percent, is wider than its columns:
/// else what ends unfinished is headings, and whole paragraphs are lines.
const MOST_PARAGRAPHS: usize = 25;
/// Narrower lines are cells or headings, wider ones whole paragraphs.
const MIN_COLUMN: usize = 28;
const MAX_COLUMN: usize = 130;
/// Kinsoku (行首禁则) and digits move a wrapped line's end by a few columns.
const COLUMN_SLACK: usize = 6;
/// A label and the indent before it take so many columns: 　　（十一）.
const LABEL_COLUMNS: usize = 14;
/// At least this share of the unfinished lines, in percent, ends at the one column.
const EXACT: usize = 85;
