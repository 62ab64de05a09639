//! Where a plan departs from a base (偏离), and how much of the base it carries.

use std::collections::BTreeMap;

use crate::model::{PlanId, UnitPath};
use crate::text::LineRange;

/// How a plan stands to the base it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The base is its parent (上位规划): one speaks of deviations.
    Parent,
    /// The same line in the period before.
    PreviousPeriod,
    /// Neither above the other: one speaks of differences.
    Sister,
    /// Another field.
    Unrelated,
}

impl Relation {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Parent => "parent",
            Relation::PreviousPeriod => "previous_period",
            Relation::Sister => "sister",
            Relation::Unrelated => "unrelated",
        }
    }
}

/// How much a deviation matters, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Must be mended.
    High,
    /// Should be looked at.
    Medium,
    /// Small.
    Low,
    /// A difference, no fault.
    Info,
}

impl Severity {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
            Severity::Info => "info",
        }
    }
}

macro_rules! deviation_kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// The kinds of deviation; the words are those of the command line's JSON.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DeviationKind { $($(#[$doc])* $variant,)* }

        impl DeviationKind {
            /// Every kind, in the order of the contract.
            pub const ALL: &'static [DeviationKind] = &[$(DeviationKind::$variant,)*];

            /// The word of the command line's JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(DeviationKind::$variant => $word,)* }
            }
        }
    };
}

deviation_kinds! {
    /// The base's task has no counterpart.
    TaskMissing = "task_missing",
    /// The plan's task has none in the base.
    TaskAdded = "task_added",
    /// It stands in another section.
    TaskMoved = "task_moved",
    /// Several of the base's tasks are one here.
    TasksMerged = "tasks_merged",
    /// One of the base's tasks is several here.
    TaskSplit = "task_split",
    /// A commitment of the base is nowhere in the plan.
    TextDropped = "text_dropped",
    /// A commitment that the base lacks.
    TextAdded = "text_added",
    /// A commitment stands in another task.
    TextMoved = "text_moved",
    /// A weaker commitment word about the same thing.
    WordingWeakened = "wording_weakened",
    /// A stronger one.
    WordingStrengthened = "wording_strengthened",
    /// Other words.
    WordingChanged = "wording_changed",
    /// Fewer people are meant.
    ScopeNarrowed = "scope_narrowed",
    /// More people are meant.
    ScopeWidened = "scope_widened",
    /// 原则上, 有条件的: a condition was added.
    ConditionAdded = "condition_added",
    /// A target is lower.
    TargetLowered = "target_lowered",
    /// A target is higher (加码).
    TargetRaised = "target_raised",
    /// A target of the base is missing.
    TargetMissing = "target_missing",
    /// A target that the base lacks.
    TargetAdded = "target_added",
    /// Another measure (口径): not comparable.
    MeasureChanged = "measure_changed",
    /// Due later.
    DeadlineLater = "deadline_later",
    /// Due earlier.
    DeadlineEarlier = "deadline_earlier",
    /// An indicator of the base is missing.
    IndicatorMissing = "indicator_missing",
    /// An indicator that the base lacks.
    IndicatorAdded = "indicator_added",
    /// 约束性 turned 预期性.
    AttributeWeakened = "attribute_weakened",
    /// 预期性 turned 约束性.
    AttributeStrengthened = "attribute_strengthened",
    /// Another lead.
    LeadChanged = "lead_changed",
    /// No lead named.
    LeadDropped = "lead_dropped",
    /// A participant is gone.
    ParticipantDropped = "participant_dropped",
    /// A new participant.
    ParticipantAdded = "participant_added",
    /// Lead turned participant or the reverse.
    RoleChanged = "role_changed",
    /// The plan has nothing of a layer: responsibilities, indicators, boxes, annex.
    LayerAbsent = "layer_absent",
}

/// One side of a deviation: the verbatim clause and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The unit.
    pub unit: Option<UnitPath>,
    /// The clause verbatim.
    pub quote: Option<String>,
    /// Source lines.
    pub lines: Option<LineRange>,
}

/// One departure of a plan from the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Stable: kind, units, digests of both sides.
    pub id: String,
    /// What it is.
    pub kind: DeviationKind,
    /// How much it matters.
    pub severity: Severity,
    /// The id of the rule that found it.
    pub rule: &'static str,
    /// The base's side.
    pub base: Side,
    /// The plan's side.
    pub plan: Side,
    /// The indicator it is about.
    pub indicator: Option<String>,
    /// The words that decided it, of the base.
    pub lost: Vec<String>,
    /// And of the plan.
    pub gained: Vec<String>,
    /// For `layer_absent`: responsibilities, indicators, boxes, annex.
    pub layer: Option<&'static str>,
}

impl Deviation {
    /// The words that decided it, the base's before the plan's.
    pub fn words(&self) -> Vec<String> {
        self.lost.iter().chain(&self.gained).cloned().collect()
    }
}

/// A rate with numerator and denominator, so that it can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rate {
    /// What counts.
    pub part: f64,
    /// Out of what.
    pub whole: f64,
}

impl Rate {
    /// The rate, 0 where there is nothing to carry.
    pub fn value(self) -> f64 {
        if self.whole > 0.0 {
            (self.part / self.whole).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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

/// What a reader wants to know of a plan first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// 承接率: the share of the base's commitment sentences carried.
    pub carried: Rate,
    /// 照搬率: the share of the plan's own characters copied in long runs.
    pub copied: Rate,
    /// Findings by severity.
    pub counts: Counts,
}

impl Summary {
    /// True where the plan is copied for more than nine tenths (照搬).
    pub fn is_mostly_copied(&self) -> bool {
        self.copied.value() > 0.9
    }
}

/// One plan against the base.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanComparison {
    /// The plan.
    pub plan: PlanId,
    /// How it stands to the base.
    pub relation: Relation,
    /// Rates and counts.
    pub summary: Summary,
    /// By severity, then the base's order, then the plan's.
    pub deviations: Vec<Deviation>,
    /// Units that hold the same work: the base's, then the plan's; in the base's order.
    pub counterparts: Vec<(UnitPath, UnitPath)>,
    /// 承接 by unit of the base.
    pub carried: BTreeMap<UnitPath, Rate>,
    /// 照搬 by unit of the plan.
    pub copied: BTreeMap<UnitPath, Rate>,
}

/// All plans against one base.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The base.
    pub base: PlanId,
    /// In canonical order, without the base.
    pub plans: Vec<PlanComparison>,
}
