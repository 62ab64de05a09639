//! The columns at which a copy's lines were wrapped.
//!
//! ```text
//! 为深入贯彻落实党中央、国务院决策部署，进一步保障和改     ends no sentence: 50 columns wide,
//! 善残疾人民生，加快推进残疾人事业高质量发展。             as are its neighbours
//! ```

use std::collections::BTreeMap;

use crate::parse::line::{Line, char_width};
use crate::parse::line_signs::{is_bare_heading, is_finished};

/// The columns at which unfinished lines pile up; a document may have several.
#[derive(Debug, Default)]
pub(super) struct Columns {
    all: Vec<usize>,
    /// The one column, where nearly all wrapped lines fill it to the last character.
    exact: Option<usize>,
    /// Where lines were cut whatever the next one begins with (无避头尾).
    fold: Option<Fold>,
}

/// How long a line is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measure {
    /// Those that take room.
    characters: usize,
    /// In columns.
    pub(super) width: usize,
    /// Columns of blank before it.
    indent: usize,
}

impl Measure {
    pub(super) fn of(line: &Line<'_>) -> Self {
        Measure {
            characters: taking_room(line),
            width: line.width,
            indent: line.indent,
        }
    }
}

/// Where a document's lines were cut without regard for what the next one begins with.
#[derive(Debug, Clone, Copy)]
enum Fold {
    /// After so many characters.
    Characters(usize),
    /// Before the character that would pass so many columns.
    Width(usize),
}

impl Fold {
    /// Where lines begin with marks that neither begin a line (避头尾) nor are left of a lost
    /// label, the place at which nearly all long lines end.
    fn of(content: &[&Line<'_>]) -> Option<Self> {
        let marked = content.iter().filter(|line| begins_folded(line.text));
        if marked.count() < LEAST_FOLDED {
            return None;
        }
        let (mut characters, mut widths) = (BTreeMap::new(), BTreeMap::new());
        for line in content.iter().filter(|line| !is_finished(line.text)) {
            *characters.entry(taking_room(line)).or_insert(0) += 1;
            *widths.entry(line.width).or_insert(0) += 1;
        }
        let commonest = |counts: BTreeMap<usize, usize>| {
            let counts = counts.into_iter().map(|(at, count)| (count, at));
            counts.max()
        };
        let (by_characters, by_width) = (commonest(characters)?, commonest(widths)?);
        Some(if by_characters.0 >= by_width.0 {
            Fold::Characters(by_characters.1)
        } else {
            Fold::Width(by_width.1)
        })
    }

    fn cuts(self, line: Measure) -> bool {
        let Measure {
            characters,
            width,
            indent,
        } = line;
        match self {
            // Blanks before the line are of either width.
            Fold::Characters(most) => {
                let missing = most.checked_sub(characters);
                missing.is_some_and(|missing| [0, indent / 2, indent].contains(&missing))
            }
            Fold::Width(most) => [width + indent, width + indent + 1].contains(&most),
        }
    }
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
        // Headings by themselves end where they end.
        let heading = |line: &Line<'_>| {
            let ends = fullest.is_some_and(|column| line.width + COLUMN_SLACK < column);
            ends && is_bare_heading(line.text)
        };
        let wrapped = content
            .iter()
            .filter(|line| line.width >= MIN_COLUMN && !is_finished(line.text) && !heading(line))
            .count();
        let exact = fullest.filter(|&column| near(column, 2) * 100 >= wrapped * EXACT);
        Columns {
            fold: Fold::of(content),
            all,
            exact,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How far to the right a line reaches: the indent of a paragraph's first line counts where
    /// it fills the column.
    pub(super) fn reach(&self, line: Measure) -> usize {
        let indented = line.width + line.indent.min(MOST_INDENT);
        if self.is_full(indented) {
            indented
        } else {
            line.width
        }
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

    /// True where lines were cut whatever the next one begins with.
    pub(super) fn is_folded(&self) -> bool {
        self.fold.is_some()
    }

    /// True for a line that was cut at its end, whatever the next one begins with.
    pub(super) fn cuts(&self, line: Measure) -> bool {
        self.fold.is_some_and(|fold| fold.cuts(line))
    }

    /// True for a line that begins with what no careful editor begins one with, where lines were
    /// cut without regard for it.
    pub(super) fn goes_on(&self, line: &str) -> bool {
        self.fold.is_some() && begins_folded(line)
    }

    /// True where `next` could not have gone on in a line so wide.
    pub(super) fn breaks(&self, width: usize, next: &str) -> bool {
        let first = next.chars().next().map_or(0, char_width);
        self.is_full(width) && self.exact.is_none_or(|column| width + first > column)
    }
}

/// Characters that take room, Markdown's marks among them.
fn taking_room(line: &Line<'_>) -> usize {
    let characters = line.text.chars().map(|c| (c, char_width(c)));
    let width: usize = characters.clone().map(|(_, width)| width).sum();
    let taking = characters.filter(|(c, width)| *width > 0 && *c != '\u{ad}');
    taking.count() + line.width.saturating_sub(width)
}

fn begins_folded(line: &str) -> bool {
    line.starts_with(NO_BEGINNING)
}

/// Marks that begin a line only where it was cut without regard.
const NO_BEGINNING: [char; 9] = ['，', '。', '；', '：', '”', '》', ',', ';', ':'];
/// So many such lines are no accident.
const LEAST_FOLDED: usize = 3;

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
/// A paragraph begins after so many columns of blanks at most.
const MOST_INDENT: usize = 4;
/// A label and the indent before it take so many columns: 　　（十一）.
const LABEL_COLUMNS: usize = 14;
/// At least this share of the unfinished lines, in percent, ends at the one column.
const EXACT: usize = 85;
