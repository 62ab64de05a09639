//! The queue of deviations with their verdicts (审查).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::page::Page;
use super::view::{ColumnView, FlagView, UnitView};
use crate::messages::Text;

/// Which part of the queue is asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewRequest {
    /// `open`, `stale`, `must_change`, `all`.
    pub filter: String,
    /// The plan under review; none for all of them.
    pub plan: Option<String>,
    /// The only kind of deviation shown; none for all.
    pub kind: Option<String>,
    /// The first line wanted, from 0.
    pub from: u32,
    /// A deviation; the window that holds it is handed over instead, where the filter leaves it.
    pub near: Option<String>,
}

/// A deviation in the queue.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReviewItem {
    /// Id of the deviation.
    pub id: String,
    /// The plan it is about.
    pub plan: String,
    /// `high`, `medium`, `low`, `info`.
    pub severity: String,
    /// The word of its kind: 低于, 缺漏.
    pub flag: FlagView,
    /// In one line, mostly the plans' own words: 免费教育 15 年 → 12 年.
    pub summary: Text,
    /// Place in the base, or in the plan where the base has none.
    pub cite: Option<String>,
    /// The row of the matrix, to open the synopsis.
    pub row: Option<String>,
    /// `must_change`, `for_reference`, `acceptable`, `false_alarm`; none while open.
    pub verdict: Option<String>,
    /// True where a text changed after the verdict (审后有变).
    pub stale: bool,
}

/// A line of the queue.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum ReviewLine {
    /// The head of the deviations of a severity.
    Severity {
        /// `high`, `medium`, `low`, `info`.
        severity: String,
        /// How many follow.
        count: u32,
    },
    /// A deviation.
    Item {
        /// It.
        item: Box<ReviewItem>,
        /// Its place among those shown, from 1.
        place: u32,
    },
}

/// A kind of deviation that occurs.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct KindCount {
    /// Its word.
    pub flag: FlagView,
    /// How often.
    pub count: u32,
}

/// How many deviations each filter leaves, under the plan and kind asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReviewCounts {
    /// Without a verdict, or with one on another text.
    pub open: u32,
    /// Changed after the verdict.
    pub stale: u32,
    /// To be changed.
    pub must_change: u32,
    /// All.
    pub all: u32,
    /// Those that the filter asked for leaves.
    pub shown: u32,
    /// All, of every plan and kind.
    pub whole: u32,
}

/// The queue.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReviewView {
    /// Base first.
    pub columns: Vec<ColumnView>,
    /// The lines asked for, most severe first.
    pub lines: Page<ReviewLine>,
    /// The line of `near`; none where the filter leaves it out.
    pub at: Option<u32>,
    /// How many there are.
    pub counts: ReviewCounts,
    /// Kinds that occur in the plan asked for, most frequent first.
    pub kinds: Vec<KindCount>,
}

/// A stretch of evidence.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct EvidenceRun {
    /// Verbatim characters.
    pub text: String,
    /// `context`, `clause` (the sentence at issue), `key` (the deciding words).
    pub weight: String,
}

/// One side of a deviation.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct EvidenceSide {
    /// The plan.
    pub plan: String,
    /// Its short name.
    pub name: String,
    /// The unit; none where the plan is silent.
    pub unit: Option<UnitView>,
    /// Source lines of the clause.
    pub lines: Option<(u32, u32)>,
    /// The text around it.
    pub runs: Vec<EvidenceRun>,
    /// Why it is empty.
    pub absence: Option<Text>,
}

/// What another plan says on the same point.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct SiblingView {
    /// The plan.
    pub plan: String,
    /// Its short name.
    pub name: String,
    /// Where.
    pub unit: Option<UnitView>,
    /// The clause or value; empty where it is silent.
    pub text: String,
}

/// A deviation with its evidence.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ReviewDetail {
    /// The item.
    pub item: ReviewItem,
    /// The base.
    pub base: EvidenceSide,
    /// The plan.
    pub side: EvidenceSide,
    /// Why it is a deviation, as a sentence.
    pub reason: Text,
    /// Id of the rule: T1-amount.
    pub rule: String,
    /// Score of the match; none where nothing matches.
    pub score: Option<f64>,
    /// The match is the same work, not a part of it.
    pub equivalent: bool,
    /// Words the match rests on.
    pub terms: Vec<String>,
    /// What the other plans say.
    pub siblings: Vec<SiblingView>,
    /// The reviewer's note.
    pub note: String,
    /// The reviewer's wording, or one proposed from the base.
    pub suggestion: String,
    /// What changed since the verdict; none where nothing did.
    pub changed: Option<ChangedView>,
}

/// What the two sides said when a verdict was given; none where a side says the same now.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChangedView {
    /// The base.
    pub base_was: Option<String>,
    /// The plan.
    pub plan_was: Option<String>,
}

/// A verdict as the page sends it; what is none stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerdictInput {
    /// Id of the deviation.
    pub id: String,
    /// As in [`ReviewItem::verdict`]; the empty word takes it back.
    pub verdict: Option<String>,
    /// The reviewer's note.
    pub note: Option<String>,
    /// The reviewer's wording.
    pub suggestion: Option<String>,
}
