//! One comparison table for every surface: window, command line, documents.
//!
//! A table is built for a base and a set of columns; nothing is computed by whoever shows it.

mod added;
mod cells;
mod facts;
mod matching;
mod names;
mod runs;
mod sections;
mod sentences;
mod synopsis;
mod table;
mod words;

pub use facts::{DepartmentMark, Facts, NamedDepartment, StatedTarget, TargetComparison};
pub use matching::{match_of, matches_of};
pub use runs::wording;
pub use sentences::{SentenceLine, SentencePart};
pub use synopsis::{HeatBlock, facts_of, heat, spell_out};
pub use table::{Selected, tabulate};
pub use words::flag_word;

use crate::model::{Issue, PlanId, Rate, Relation, Strength, UnitPath};
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

/// What holds for a whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanNote {
    /// 全文未写责任部门.
    NoResponsibilities,
    /// Departments are named, none of them as the lead.
    NoLead,
    /// 无指标表.
    NoIndicators,
    /// 九成以上照搬.
    MostlyCopied,
    /// Its period ends in another year than the base's.
    TargetYear(u16),
}

/// Why a cell is empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Absence {
    /// Nothing is similar enough; the unit that comes nearest, where there is one.
    Nothing(Option<Candidate>),
    /// What it says stands in another row.
    Elsewhere(Candidate),
    /// The user said that what was there is another task.
    Forbidden,
}

/// A unit that might have been meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place.
    pub path: UnitPath,
    /// Its heading, shortened.
    pub title: String,
    /// How similar it is, 0 to 1.
    pub score: f64,
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
    /// How it stands to the base.
    pub relation: Option<Relation>,
    /// What holds for the whole plan, said once.
    pub notes: Vec<PlanNote>,
    /// 承接率 against the base.
    pub carried: Option<Rate>,
    /// 照搬率 against the base.
    pub copied: Option<Rate>,
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
    /// The same work as the base's unit, not a part of it.
    pub equivalent: bool,
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
    /// Why it is empty.
    pub absence: Option<Absence>,
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
    /// The base's text, for the strip that spells out a row.
    pub base_text: Option<String>,
    /// The base's source lines.
    pub base_lines: Option<LineRange>,
    /// Short name (任务事项).
    pub topic: String,
    /// Equivalent or partial.
    pub strength: Option<Strength>,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// What the user has said of the match.
    pub review: crate::model::Review,
}

/// A chapter or section with its rates; sections follow their chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSection {
    /// Its place in the base (or in the plan, where the base has no such section).
    pub path: UnitPath,
    /// 1 for a chapter, 2 for a section.
    pub depth: u8,
    /// Label and heading; empty for rows without one.
    pub title: String,
    /// Rows of the base in and below it.
    pub rows_in_base: usize,
    /// Per column: rows carried of those.
    pub carried: Vec<Option<Rate>>,
    /// Per column: 照搬.
    pub copied: Vec<Option<Rate>>,
    /// Indices of the rows directly in it.
    pub rows: Vec<usize>,
}

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonTable {
    /// Base first, then canonical order.
    pub columns: Vec<Column>,
    /// Base's order; added rows at the end of the chapter they belong to.
    pub rows: Vec<Row>,
    /// Chapters and sections in the order of the rows.
    pub sections: Vec<TableSection>,
    /// What the reader must know.
    pub notes: Vec<Issue>,
}
