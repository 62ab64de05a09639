//! The documents of `--json`, as the contract lays them down: extended, never broken.
//!
//! Fields with `skip_serializing_if` are those the contract marks as optional; the others are
//! always there, as `null` where nothing was found.

use crate::api::correct::CorrectionView;
use crate::api::mend::MendView;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// The version of the documents.
pub const SCHEMA: u32 = 1;

/// First and last source line.
pub type Lines = (u32, u32);

/// A refusal.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What happened.
    pub error: RefusalBody,
}

/// What a refusal says.
#[derive(Debug, Clone, Serialize)]
pub struct RefusalBody {
    /// Stable code.
    pub code: String,
    /// The file it is about.
    pub file: Option<String>,
    /// What happened, in the language chosen.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// `inspect FILE`: one plan, read.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the plan says of itself.
    pub plan: PlanMeta,
    /// Units in document order.
    pub units: Vec<Unit>,
    /// Rows of indicator tables.
    pub indicators: Vec<Indicator>,
    /// Targets of the prose.
    pub targets: Vec<Target>,
    /// Lines in no unit.
    pub skipped: Vec<Skipped>,
    /// Doubts of the reading.
    pub warnings: Vec<Warning>,
}

/// What a plan says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct PlanMeta {
    /// Plan id.
    pub id: String,
    /// Title; the id where none was found.
    pub title: String,
    /// 印发通知的标题.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_title: Option<String>,
    /// 发文字号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_number: Option<String>,
    /// 发文机关.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<String>,
    /// First and last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<(u16, u16)>,
    /// 济南市市中区.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// 山东省.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// national, province, city, county, town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The encoding of the source as detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The format of the source by content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Cited parents and bases.
    pub cites: Vec<Cite>,
}

/// A cited document.
#[derive(Debug, Clone, Serialize)]
pub struct Cite {
    /// Title without 《》.
    pub title: String,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc_number: Option<String>,
    /// `parent` or `basis`.
    pub relation: &'static str,
    /// The plan of the library that it is, where the citing plan is one of the library too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
}

/// A unit of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct Unit {
    /// 3.1.2
    pub id: String,
    /// 3.1
    pub parent: Option<String>,
    /// chapter, section, task, …
    pub kind: &'static str,
    /// What a careful editor would print.
    pub label: Option<String>,
    /// True where the source lost the label.
    pub label_restored: bool,
    /// Heading, verbatim.
    pub title: Option<String>,
    /// Own text without heading and tail.
    pub text: String,
    /// The responsibility statement with its brackets.
    pub tail: Option<String>,
    /// Source lines.
    pub lines: Lines,
    /// For a unit with children: heading and own text before the first child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_lines: Option<Lines>,
    /// 牵头.
    pub lead: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// Listed without rank.
    pub departments: Vec<String>,
    /// True where the user corrected it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub mended: bool,
}

/// A row of an indicator table.
#[derive(Debug, Clone, Serialize)]
pub struct Indicator {
    /// Name without number and unit.
    pub name: String,
    /// Unit of measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Cell of the base year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The base year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_year: Option<u16>,
    /// Target cell, less a trailing %.
    pub target: String,
    /// The target as a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_value: Option<Number>,
    /// How it is bounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_comparator: Option<&'static str>,
    /// The target year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_year: Option<u16>,
    /// 约束性 or 预期性.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<&'static str>,
    /// Source lines.
    pub lines: Lines,
}

/// A target of the prose.
#[derive(Debug, Clone, Serialize)]
pub struct Target {
    /// Unit id.
    pub unit: String,
    /// The clause verbatim.
    pub quote: String,
    /// The amount.
    pub value: Number,
    /// %, 名, 户.
    pub unit_of_measure: String,
    /// How it is bounded.
    pub comparator: &'static str,
    /// The year it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<u16>,
    /// Source lines.
    pub lines: Lines,
}

/// Lines in no unit.
#[derive(Debug, Clone, Serialize)]
pub struct Skipped {
    /// The lines.
    pub lines: Lines,
    /// `notice`, `masthead`, `page_number`, …
    pub why: &'static str,
    /// The part, where only a part of a line is skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A doubt of the reading.
#[derive(Debug, Clone, Serialize)]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// In the language chosen.
    pub message: String,
    /// Source lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Lines>,
}

/// `align FILE FILE…`: equivalent tasks.
#[derive(Debug, Clone, Serialize)]
pub struct AlignmentDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The plans in canonical order.
    pub plans: Vec<PlanName>,
    /// The groups.
    pub groups: Vec<Group>,
    /// Empty cells.
    pub unmatched: Vec<Unmatched>,
    /// Doubts about the files given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// A plan by id and title.
#[derive(Debug, Clone, Serialize)]
pub struct PlanName {
    /// Plan id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Units that commit to the same work.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// Group id.
    pub id: String,
    /// 任务事项.
    pub topic: String,
    /// `equivalent` or `partial`.
    pub strength: &'static str,
    /// In canonical order.
    pub members: Vec<Member>,
    /// Sentences that correspond.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Vec<Sentence>>,
}

/// A unit in a group.
#[derive(Debug, Clone, Serialize)]
pub struct Member {
    /// Plan id.
    pub plan: String,
    /// Unit id.
    pub unit: String,
    /// Similarity to the rest, 0 to 1.
    pub score: f64,
    /// The part of the unit that the group holds.
    pub share: f64,
    /// Why it is there, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// Why a unit is in its group: single signals, each 0 to 1.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// How alike the headings are.
    pub heading: f64,
    /// How alike the bodies are.
    pub body: f64,
    /// How alike the headings of their sections are.
    pub section: f64,
    /// The share of its sentences that have a counterpart.
    pub sentences: f64,
    /// The words that weigh most, heaviest first.
    pub terms: Vec<SharedWord>,
}

/// A word that a unit shares with the others of its group.
#[derive(Debug, Clone, Serialize)]
pub struct SharedWord {
    /// The word.
    pub term: String,
    /// Its part of all they share, 0 to 1.
    pub weight: f64,
}

/// A sentence with its place.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// Plan id.
    pub plan: String,
    /// Unit id.
    pub unit: String,
    /// Verbatim.
    pub quote: String,
    /// Source lines.
    pub lines: Lines,
}

/// An empty cell.
#[derive(Debug, Clone, Serialize)]
pub struct Unmatched {
    /// Plan id.
    pub plan: String,
    /// Unit id.
    pub unit: String,
    /// The plan that lacks it.
    #[serde(rename = "in")]
    pub in_plan: String,
    /// `nothing_similar` or `elsewhere`.
    pub why: &'static str,
    /// The best candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Candidate>,
}

/// A candidate that was not good enough.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// Unit id.
    pub unit: String,
    /// Its score.
    pub score: f64,
}

/// `compare --base FILE FILE…`: deviations from the base.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Id of the base; of the first where there are several.
    pub base: String,
    /// Ids of all bases, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<String>,
    /// In canonical order, base by base.
    pub plans: Vec<ComparedPlan>,
    /// Doubts about the files given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// One plan against the base.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedPlan {
    /// Plan id.
    pub plan: String,
    /// Id of the base it is held against.
    pub base: String,
    /// `parent`, `previous_period`, `sister`, `unrelated`.
    pub relation: &'static str,
    /// Rates and counts.
    pub summary: Summary,
    /// What was found.
    pub deviations: Vec<Deviation>,
}

/// Rates and counts.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// 承接率.
    pub carried: f64,
    /// 照搬率.
    pub copied: f64,
    /// Numerator and denominator of the 承接率.
    pub carried_of: (f64, f64),
    /// Numerator and denominator of the 照搬率.
    pub copied_of: (f64, f64),
    /// Findings by severity.
    pub counts: Counts,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Counts {
    /// High.
    pub high: usize,
    /// Medium.
    pub medium: usize,
    /// Low.
    pub low: usize,
    /// Info.
    pub info: usize,
}

/// One departure from the base.
#[derive(Debug, Clone, Serialize)]
pub struct Deviation {
    /// Stable id.
    pub id: String,
    /// Kind.
    pub kind: &'static str,
    /// high, medium, low, info.
    pub severity: &'static str,
    /// The rule that found it.
    pub rule: &'static str,
    /// The base that it departs from, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The base's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_unit: Option<String>,
    /// The plan's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The base's clause, verbatim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The plan's clause, verbatim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The words that decided it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// For `layer_absent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<&'static str>,
    /// Source lines of the base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_lines: Option<Lines>,
    /// Source lines of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Lines>,
    /// For the reader.
    pub reason: String,
}

/// `verdicts`: what was decided about deviations, to be carried to another library.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerdictsDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// By place.
    pub verdicts: Vec<VerdictEntry>,
}

/// A verdict on a deviation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerdictEntry {
    /// Base, plan, kind, units, indicator and starts of the clauses, parted by `|`.
    pub place: String,
    /// Id of the deviation when it was judged.
    pub id: String,
    /// `must_change`, `for_reference`, `acceptable`, `false_alarm`; empty while open.
    pub verdict: String,
    /// The reviewer's note.
    pub note: String,
    /// The reviewer's wording.
    pub suggestion: String,
    /// What the base said.
    pub before: Option<String>,
    /// What the plan said.
    pub after: Option<String>,
    /// Headings of the units of base and plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

/// `rules`: how severity is decided.
#[derive(Debug, Clone, Serialize)]
pub struct RulesDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// In the order in which they are tried: the first that fits decides.
    pub rules: Vec<Rule>,
}

/// One severity rule.
#[derive(Debug, Clone, Serialize)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Relations it is for; empty for any.
    pub relation: Vec<String>,
    /// Kinds it is for; empty for any.
    pub kinds: Vec<String>,
    /// Facts that must hold.
    pub when: Vec<&'static str>,
    /// high, medium, low, info.
    pub severity: &'static str,
    /// Why, in Chinese.
    pub why: String,
    /// True where it is not as built in.
    pub tuned: bool,
}

/// `verify FILE`: nothing lost, nothing invented.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verification {
    /// [`SCHEMA`].
    pub schema: u32,
    /// File name.
    pub file: String,
    /// Share of non-blank lines in a unit or in `skipped`.
    pub coverage: f64,
    /// Characters of the source that nothing prints.
    pub lost: usize,
    /// Characters printed that the source lacks.
    pub invented: usize,
    /// Quotes verbatim in their lines.
    pub quotes: Quotes,
    /// Non-blank lines by what became of them.
    pub lines: std::collections::BTreeMap<String, u32>,
    /// What is wrong, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
}

/// How many quotes are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quotes {
    /// Verbatim in their lines.
    pub right: usize,
    /// All.
    pub of: usize,
}

/// `plans`: the library.
#[derive(Debug, Clone, Serialize)]
pub struct PlanList {
    /// [`SCHEMA`].
    pub schema: u32,
    /// In canonical order.
    pub plans: Vec<PlanEntry>,
}

/// A plan in the library.
#[derive(Debug, Clone, Serialize)]
pub struct PlanEntry {
    /// Plan id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Place.
    pub region: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// First and last year.
    pub period: Option<(u16, u16)>,
    /// File name as imported.
    pub file: String,
    /// SHA-256 of the original.
    pub sha256: String,
    /// Number of units.
    pub units: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Number of doubts.
    pub warnings: u32,
    /// Number of the newest version, from 1; earlier ones are read as `ID@1`.
    pub version: u32,
    /// Encoding of the text.
    pub encoding: String,
    /// Where the file is; none for pasted text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How the file stands to what was read: `same`, `changed`, `missing`, `no_file`.
    pub on_disk: &'static str,
    /// When it came, for the record.
    pub imported_at: String,
}

/// `import FILE…`: what became of each.
#[derive(Debug, Clone, Serialize)]
pub struct ImportDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// New plans.
    pub imported: Vec<ImportedFile>,
    /// Already there.
    pub known: Vec<ImportedFile>,
    /// Refused.
    pub refused: Vec<RefusedFile>,
}

/// A file and the plan it is.
#[derive(Debug, Clone, Serialize)]
pub struct ImportedFile {
    /// File as given.
    pub file: String,
    /// Plan id.
    pub plan: String,
    /// Title.
    pub title: String,
    /// Number of the version, from 1.
    pub version: u32,
    /// The encoding it was read in.
    pub encoding: String,
    /// True where the encoding was detected, false where it was named.
    pub encoding_detected: bool,
    /// When the same bytes came, where they were there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imported_at: Option<String>,
    /// What became of the decisions about the version before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<CarriedDecisions>,
}

/// Decisions that were carried over to a new version.
#[derive(Debug, Clone, Serialize)]
pub struct CarriedDecisions {
    /// They stand as they did.
    pub kept: u32,
    /// Their text changed (待复核).
    pub review: u32,
}

/// `reread [ID…]`: what became of each.
#[derive(Debug, Clone, Serialize)]
pub struct RereadDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// New versions.
    pub reread: Vec<ImportedFile>,
    /// Nothing changed.
    pub same: Vec<ImportedFile>,
    /// Not read again; the library keeps what it has.
    pub refused: Vec<RefusedFile>,
}

/// A file that was refused.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedFile {
    /// File as given.
    pub file: String,
    /// Stable code.
    pub code: String,
    /// Why.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// `near PLAN`: what of the library is nearest to a plan.
#[derive(Debug, Clone, Serialize)]
pub struct NearDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Id of the plan asked about.
    pub plan: String,
    /// The nearest plans, the nearest first.
    pub plans: Vec<NearPlan>,
    /// Every commitment of the plan with the most similar ones of the whole library.
    pub units: Vec<NearTask>,
}

/// A plan of the library that is near.
#[derive(Debug, Clone, Serialize)]
pub struct NearPlan {
    /// Plan id.
    pub id: String,
    /// Title.
    pub title: String,
    /// How much of the rare words of the plan asked about it answers, 0 to 1.
    pub near: f64,
    /// Commitments of the plan asked about that have an equivalent here.
    pub equivalent: u32,
    /// Those that share only a part with one here.
    pub partial: u32,
}

/// A commitment and what is most similar to it.
#[derive(Debug, Clone, Serialize)]
pub struct NearTask {
    /// Unit id.
    pub unit: String,
    /// Heading.
    pub title: String,
    /// The most similar first.
    pub counterparts: Vec<Counterpart>,
}

/// A unit of the library.
#[derive(Debug, Clone, Serialize)]
pub struct Counterpart {
    /// Plan id.
    pub plan: String,
    /// Unit id.
    pub unit: String,
    /// Heading.
    pub title: String,
    /// Cosine of the pairs of characters, weighed by how rare they are, 0 to 1.
    pub score: f64,
}

/// `search Q`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// As asked.
    pub query: String,
    /// All hits.
    pub total: u32,
    /// The hits, in the order of plans and units.
    pub hits: Vec<Hit>,
}

/// A hit.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// Plan id.
    pub plan: String,
    /// Unit id.
    pub unit: String,
    /// Source lines of the hit.
    pub lines: Lines,
    /// Text around it, verbatim.
    pub quote: String,
    /// First character of the hit within the quote.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// `check`: the state of a library.
#[derive(Debug, Clone, Serialize)]
pub struct CheckDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// True where nothing is wrong.
    pub ok: bool,
    /// What is wrong.
    pub findings: Vec<String>,
}

/// `backup`: what was made.
#[derive(Debug, Clone, Serialize)]
pub struct BackupDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Where it is.
    pub path: String,
    /// Plans in it.
    pub plans: u64,
}

/// `export`: what was written.
#[derive(Debug, Clone, Serialize)]
pub struct ExportDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Where it is.
    pub path: String,
}

impl ExportDocument {
    /// Says that a paper was written to `path`.
    pub fn new(path: &std::path::Path) -> Self {
        ExportDocument {
            schema: SCHEMA,
            path: path.display().to_string(),
        }
    }
}

/// `restore`: what was put back.
#[derive(Debug, Clone, Serialize)]
pub struct RestoreDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The backup.
    pub restored: String,
    /// Where the file it replaced is kept.
    pub kept: Option<String>,
    /// Plans in the library now.
    pub plans: u64,
}

/// `delete`, `undo`, `redo`: what can be undone and redone now.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The next undo.
    pub undo: Option<String>,
    /// The next redo.
    pub redo: Option<String>,
}

/// `mend`: where the unit stands now, and all corrections of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct MendDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The plan.
    pub plan: String,
    /// The unit's place now; none for the plan as a whole.
    pub unit: Option<String>,
    /// All corrections in the order they were made.
    pub mends: Vec<MendView>,
    /// The next undo.
    pub undo: Option<String>,
}

/// `decide`: all corrections of matches in force.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionsDocument {
    /// [`SCHEMA`].
    pub schema: u32,
    /// In the order they were made.
    pub corrections: Vec<CorrectionView>,
    /// The next undo.
    pub undo: Option<String>,
}
