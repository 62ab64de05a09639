//! One comparison table for every surface: window, command line, documents.
//!
//! A table is built for a base and a set of columns; nothing is computed by whoever shows it.

use crate::model::{Issue, PlanId, Strength, UnitPath};
use crate::text::LineRange;

/// How a run of text differs from the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// As in the base.
    Same,
    /// In this plan only.
    Added,
    /// In the base only: shown struck, no part of this plan's text.
    Removed,
    /// In both, elsewhere.
    Moved,
}

/// A run of characters with one mark. The runs that are not `Removed`, joined, are the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Verbatim characters.
    pub text: String,
    /// How they differ.
    pub mark: Mark,
}

/// A column: one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The plan.
    pub plan: PlanId,
    /// Short name: the place.
    pub name: String,
    /// The plan's title.
    pub title: String,
    /// True for the base.
    pub is_base: bool,
    /// What holds for the whole plan, said once: 全文未写责任部门.
    pub notes: Vec<String>,
    /// 承接率 against the base.
    pub carried: Option<crate::model::Rate>,
    /// 照搬率 against the base.
    pub copied: Option<crate::model::Rate>,
}

/// What a plan has for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// ●
    Full,
    /// ◐
    Partial,
    /// ○ 无（已核）
    Absent,
    /// ＋ 新增: the base lacks it.
    Added,
}

/// One unit in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellUnit {
    /// Its place.
    pub path: UnitPath,
    /// Its heading.
    pub title: String,
    /// Source lines.
    pub lines: LineRange,
    /// Match score to the base's unit, 0 to 1.
    pub score: f64,
}

/// A short mark in a cell: 弱化, 换牵头, 加码.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFlag {
    /// The kind of deviation.
    pub kind: crate::model::DeviationKind,
    /// The word shown.
    pub word: String,
    /// -1 less than the base, 1 more, 0 neither.
    pub direction: i8,
}

/// A cell: one plan's part of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What is there.
    pub presence: Presence,
    /// The units, best first.
    pub units: Vec<CellUnit>,
    /// The target value in short: ≥99%.
    pub target: Option<String>,
    /// Marks, most severe first.
    pub flags: Vec<CellFlag>,
    /// Why it is empty, in words, and the best candidate.
    pub absence: Option<String>,
}

/// A row: one aligned commitment.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Stable row id (the group's, or the unit's where nothing corresponds).
    pub id: String,
    /// Stable number, the same in every paper.
    pub number: u32,
    /// Chapter and section of the base (or of the plan, for added rows), outermost first.
    pub section: Vec<(UnitPath, String)>,
    /// Where it stands in the base.
    pub base_path: Option<UnitPath>,
    /// Short name (任务事项).
    pub topic: String,
    /// Equivalent or partial.
    pub strength: Option<Strength>,
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonTable {
    /// Base first, then canonical order.
    pub columns: Vec<Column>,
    /// Base's order; added rows at the end of the chapter they belong to.
    pub rows: Vec<Row>,
    /// What the reader must know.
    pub notes: Vec<Issue>,
}
