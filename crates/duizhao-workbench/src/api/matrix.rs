//! The coverage matrix (总览), by windows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::correct::UnitAt;
use super::page::Page;
use super::view::{ColumnView, FlagView, RateView, UnitView};
use crate::messages::Text;

/// Which lines of the matrix are asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatrixRequest {
    /// `gaps` (gaps and deviations), `onlyGaps`, `weaker`, `roles`, `all`.
    pub filter: String,
    /// Places of the sections that are closed.
    pub closed: Vec<String>,
    /// Words that all stand in topic or place; empty for every row.
    pub query: String,
    /// The first line wanted, from 0.
    pub from: u32,
    /// How many lines at most; as many as one answer holds where none.
    pub count: Option<u32>,
    /// A row; the window that holds it is handed over instead, where the filter leaves it.
    pub near: Option<String>,
    /// A unit; the same for its row, before `near`.
    pub holding: Option<UnitAt>,
    /// Answers at once, without deviations where they are not computed yet.
    pub at_hand: bool,
}

/// A cell of the matrix.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CellView {
    /// `full`, `partial`, `absent`, `added`, `none` (nothing to show: outside the base's rows).
    pub presence: String,
    /// Units, best first.
    pub units: Vec<UnitView>,
    /// Target in short.
    pub target: Option<String>,
    /// Marks, most severe first.
    pub flags: Vec<FlagView>,
    /// Why empty.
    pub absence: Option<Text>,
}

/// A row of the matrix.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct MatrixRow {
    /// Row id, to open the synopsis.
    pub id: String,
    /// Stable number.
    pub number: u32,
    /// Place in the base, as people cite it; none for an added row.
    pub cite: Option<String>,
    /// 任务事项.
    pub topic: String,
    /// The base's text, shortened, for the peek strip.
    pub base_text: Option<String>,
    /// The base's source lines.
    pub base_lines: Option<(u32, u32)>,
    /// One per column.
    pub cells: Vec<CellView>,
    /// `proposed`, `confirmed`, `edited`, `stale`.
    pub review: String,
}

/// The head of a chapter or section.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct MatrixSection {
    /// Place of the section.
    pub path: String,
    /// 1 for a chapter, 2 for a section.
    pub depth: u8,
    /// Label and heading; empty for rows without one.
    pub title: String,
    /// Rows of the base below it.
    pub rows_in_base: u32,
    /// Per column: rows carried, and 照搬率.
    pub carried: Vec<Option<RateView>>,
    /// Per column.
    pub copied: Vec<Option<RateView>>,
    /// Rows in and below it that the filter leaves.
    pub shown: u32,
    /// True where its rows are put away.
    pub closed: bool,
}

/// A line of the matrix.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum MatrixLine {
    /// The head of a chapter or section.
    Section {
        /// It.
        section: MatrixSection,
    },
    /// A row.
    Row {
        /// It.
        row: MatrixRow,
        /// Its place among the rows shown, from 1.
        place: u32,
    },
}

/// How many rows each filter leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MatrixCounts {
    /// Gaps and deviations.
    pub gaps: u32,
    /// Gaps.
    pub only_gaps: u32,
    /// Weaker wording or targets.
    pub weaker: u32,
    /// Other leads or participants.
    pub roles: u32,
    /// All rows.
    pub all: u32,
    /// Rows of the base.
    pub of_base: u32,
    /// Cells that lack their row, over all plans.
    pub cells: u32,
    /// Rows that the filter asked for leaves in open sections.
    pub shown: u32,
}

/// The coverage matrix (总览).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct MatrixView {
    /// Base first.
    pub columns: Vec<ColumnView>,
    /// The lines asked for: sections in the base's order, each before its rows.
    pub lines: Page<MatrixLine>,
    /// The line of `near` or `holding`; none where the filter leaves it out.
    pub at: Option<u32>,
    /// How many rows there are.
    pub counts: MatrixCounts,
    /// What the reader must know: 无上位规划 …
    pub notes: Vec<Text>,
    /// False where deviations are still to be computed.
    pub compared: bool,
}
