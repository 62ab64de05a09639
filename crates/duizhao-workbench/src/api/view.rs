//! What the window shows. The page computes layout and selection, nothing else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::messages::Text;

/// An error as the page gets it; texts in both languages.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ApiError {
    /// Stable code: `empty_file`, `not_text`, `library_locked`.
    pub code: String,
    /// What happened and where, in Chinese.
    pub message_zh: String,
    /// The same in English.
    pub message_en: String,
    /// What to do, in Chinese.
    pub remedy_zh: String,
    /// The same in English.
    pub remedy_en: String,
    /// The file it is about.
    pub file: Option<String>,
}

/// A plan in the library list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PlanCard {
    /// Plan id.
    pub id: String,
    /// Short name for chips and column heads: 济宁市, 济南市中区.
    pub name: String,
    /// One character that stands for the plan in narrow places: 宁.
    pub mark: String,
    /// Title of the plan.
    pub title: String,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// 地区.
    pub region: Option<String>,
    /// Level word: national, province, city, county, town.
    pub level: Option<String>,
    /// First and last year.
    pub period: Option<(u16, u16)>,
    /// Number of units.
    pub units: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Rows of indicator tables.
    pub indicators: u32,
    /// Targets of the prose.
    pub targets: u32,
    /// Doubts of the reading.
    pub warnings: u32,
    /// File name as imported.
    pub file: String,
    /// The encoding it is read in.
    pub encoding: String,
    /// Number of the newest version, from 1; earlier ones are `id@1`.
    pub version: u32,
    /// How its file stands to what was read: `same`, `changed`, `missing`, `no_file`.
    pub on_disk: String,
    /// True for a plan made up for demonstration.
    pub fictitious: bool,
}

/// A citation line of the lineage (上下级).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LineageEdge {
    /// The citing plan.
    pub plan: String,
    /// Title of the cited document.
    pub title: String,
    /// Its number.
    pub doc_number: Option<String>,
    /// `parent` or `basis`.
    pub relation: String,
    /// The plan in the library that it is, where it is there.
    pub cited: Option<String>,
}

/// The library.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LibraryView {
    /// Plans in canonical order.
    pub plans: Vec<PlanCard>,
    /// What they cite.
    pub lineage: Vec<LineageEdge>,
    /// Where the library file is.
    pub path: String,
    /// What can be undone, as a sentence; none when nothing.
    pub undo: Option<Text>,
    /// What can be redone.
    pub redo: Option<Text>,
    /// True when the library cannot be written.
    pub read_only: bool,
}

/// Progress of long work; sent over a channel.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Progress {
    /// What is being done: `import`, `align`, `compare`, `export`.
    pub job: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
    /// The file or plan at hand.
    pub item: Option<String>,
}

/// What to compare: plans and the base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Selection {
    /// Plan ids.
    pub plans: Vec<String>,
    /// The base; none for a reading without base.
    pub base: Option<String>,
}

/// A rate with numerator and denominator.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[ts(export)]
pub struct RateView {
    /// 0 to 1.
    pub value: f64,
    /// What counts.
    pub part: f64,
    /// Out of what.
    pub whole: f64,
}

/// A column head.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ColumnView {
    /// Plan id.
    pub plan: String,
    /// Short name.
    pub name: String,
    /// One character.
    pub mark: String,
    /// Title.
    pub title: String,
    /// True for the base.
    pub is_base: bool,
    /// `parent`, `previous_period`, `sister`, `unrelated`; none for the base.
    pub relation: Option<String>,
    /// Said once for the whole plan.
    pub notes: Vec<Text>,
    /// 承接率.
    pub carried: Option<RateView>,
    /// 照搬率.
    pub copied: Option<RateView>,
}

/// A unit in a cell.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitView {
    /// Its place: 3.1.3, B2.6.
    pub path: String,
    /// As people cite it: 3.1.3, 专2·6, 附·2.
    pub cite: String,
    /// Heading.
    pub title: String,
    /// Source lines.
    pub lines: (u32, u32),
    /// Match score, 0 to 1.
    pub score: f64,
    /// The same work as the base's, not a part of it.
    pub equivalent: bool,
}

/// A mark in a cell.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FlagView {
    /// Deviation kind.
    pub kind: String,
    /// Word shown.
    pub word: String,
    /// -1 less than the base, 1 more, 0 neither.
    pub direction: i8,
}

/// A run of text.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RunView {
    /// Verbatim characters.
    pub text: String,
    /// `same`, `added`, `removed`, `moved`.
    pub mark: String,
}

/// One plan's part of a sentence row.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SentenceCell {
    /// Runs; empty when the plan says nothing here.
    pub runs: Vec<RunView>,
    /// The unit it stands in, when that is not the column's first unit.
    pub place: Option<UnitView>,
    /// Source lines.
    pub lines: Option<(u32, u32)>,
    /// A note in our words: 原在段末, 未涉及.
    pub note: Option<Text>,
}

/// A row of matched sentences.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SentenceRow {
    /// Number in the gutter; 0 for the heading row.
    pub number: u32,
    /// True where nothing of the base corresponds.
    pub added: bool,
    /// One per column.
    pub cells: Vec<SentenceCell>,
}

/// A department in the facts strip.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DepartmentView {
    /// Name verbatim.
    pub name: String,
    /// `same`, `added`, `removed`, `lead_changed`.
    pub mark: String,
    /// Canonical name, where the lexicon knows it.
    pub canonical: Option<String>,
}

/// A target in the facts strip.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TargetView {
    /// The clause verbatim.
    pub quote: String,
    /// In short: ≥99%.
    pub value: String,
    /// Compared with the base: `higher`, `same`, `lower`, `incomparable`, `missing`, `added`.
    pub comparison: Option<String>,
    /// Source lines.
    pub lines: (u32, u32),
}

/// The facts of a column (责任, 目标, 强度).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FactsView {
    /// 牵头.
    pub lead: Vec<DepartmentView>,
    /// 参与.
    pub participants: Vec<DepartmentView>,
    /// Unranked.
    pub unranked: Vec<DepartmentView>,
    /// Targets.
    pub targets: Vec<TargetView>,
    /// Commitment strength, 1 (weak) to 5 (strong); none where no word was found.
    pub strength: Option<u8>,
    /// The deciding word.
    pub strength_word: Option<String>,
    /// Marks of the row for this plan.
    pub flags: Vec<FlagView>,
}

/// A block of the heat strip: one unit of a plan.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct HeatBlock {
    /// Row it belongs to, for clicks.
    pub row: Option<String>,
    /// Length in characters.
    pub length: u32,
    /// 0 near the base, 1, 2 far, 3 only here, 4 missing in two or more.
    pub heat: u8,
}

/// One aligned row over the plans (对照).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SynopsisView {
    /// Row id.
    pub id: String,
    /// Position among all rows, 1-based, and their number.
    pub position: (u32, u32),
    /// Row before and after.
    pub previous: Option<String>,
    /// Row after.
    pub next: Option<String>,
    /// Chapter and section, outermost first.
    pub trail: Vec<String>,
    /// 任务事项.
    pub topic: String,
    /// Base first.
    pub columns: Vec<ColumnView>,
    /// Per column, the units it shows.
    pub units: Vec<Vec<UnitView>>,
    /// The heading row, then matched sentences.
    pub sentences: Vec<SentenceRow>,
    /// Per column.
    pub facts: Vec<FactsView>,
    /// Per column, the document's blocks.
    pub heat: Vec<Vec<HeatBlock>>,
    /// Per column: why it is empty.
    pub absence: Vec<Option<Text>>,
    /// Per column: what its match rests on; none for the row's own unit.
    pub matches: Vec<Option<MatchView>>,
    /// `proposed`, `confirmed`, `edited`, `stale`.
    pub review: String,
}

/// What a match rests on (匹配依据): a unit beside those it is in a row with, each 0 to 1.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct MatchView {
    /// The match itself.
    pub score: f64,
    /// How alike the headings are.
    pub heading: f64,
    /// How alike the bodies are.
    pub body: f64,
    /// The share of its sentences that have a counterpart.
    pub sentences: f64,
    /// The words that weigh most, heaviest first.
    pub terms: Vec<String>,
}

/// A marked stretch of a source line.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SourceMark {
    /// First UTF-16 code unit within the line.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `label`, `title`, `tail`, `department`, `target`, `skipped`, `doubt`.
    pub kind: String,
    /// What to say on hover.
    pub note: Option<String>,
}

/// A source line as imported.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SourceLine {
    /// 1-based.
    pub number: u32,
    /// Verbatim.
    pub text: String,
    /// The unit it belongs to.
    pub unit: Option<String>,
    /// True on the first line of a unit.
    pub starts_unit: bool,
    /// Kind of the unit.
    pub kind: Option<String>,
    /// Why it belongs to no unit.
    pub skipped: Option<String>,
    /// Marks.
    pub marks: Vec<SourceMark>,
}

/// A doubt of the reading.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DoubtView {
    /// Stable code.
    pub code: String,
    /// `note`, `doubt`, `warning`.
    pub severity: String,
    /// In Chinese.
    pub message_zh: String,
    /// In English.
    pub message_en: String,
    /// Source lines.
    pub lines: Option<(u32, u32)>,
}

/// A unit in the outline beside the source text.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OutlineEntry {
    /// Its place.
    pub path: String,
    /// As people cite it.
    pub cite: String,
    /// Heading, or the first words; empty for what stands before the first heading (前言).
    pub title: String,
    /// Kind of the unit.
    pub kind: String,
    /// 0 for a chapter.
    pub depth: u8,
    /// First source line.
    pub line: u32,
    /// Doubts within it, those of its children included.
    pub doubts: u32,
    /// Whether it is a commitment that can be matched with those of other plans.
    pub matchable: bool,
}

/// The source text of a plan (原文).
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SourceView {
    /// Plan.
    pub plan: PlanCard,
    /// Total number of lines.
    pub line_count: u32,
    /// First line of `lines`.
    pub from: u32,
    /// At most 200 lines.
    pub lines: Vec<SourceLine>,
    /// Units of the whole plan in their order.
    pub outline: Vec<OutlineEntry>,
    /// Doubts, weightiest first.
    pub doubts: Vec<DoubtView>,
    /// Lines by what became of them: unit, notice, `page_number`, …
    pub tally: Vec<(String, u32)>,
    /// Letters, digits and Han of the text that stand in no unit and in nothing left out.
    pub lost: u32,
}

/// A search hit.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct HitView {
    /// Plan.
    pub plan: String,
    /// Unit.
    pub unit: String,
    /// As people cite it.
    pub cite: String,
    /// Heading of the unit.
    pub title: String,
    /// Source lines of the hit.
    pub lines: (u32, u32),
    /// Text around the hit.
    pub quote: String,
    /// First character (not byte) of the hit within the quote.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Search results.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SearchView {
    /// As asked.
    pub query: String,
    /// All hits.
    pub total: u32,
    /// The first of them.
    pub hits: Vec<HitView>,
}
