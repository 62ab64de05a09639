//! The things a plan is made of, and what is found between plans.

mod alignment;
mod deviation;
mod identity;
mod indicator;
mod issue;
mod plan;
mod quantity;
mod unit;

pub use alignment::{
    Alignment, AlignmentGroup, Evidence, GroupId, MatchDecision, Member, Review, SentenceRef,
    SharedTerm, Strength, Unmatched, UnmatchedReason,
};
pub use deviation::{
    Comparison, Counts, Deviation, DeviationKind, PlanComparison, Rate, Relation, Severity, Side,
    Summary,
};
pub use identity::{PlanId, UnitPath, UnitRef};
pub use indicator::{Indicator, IndicatorAttribute, Target};
pub use issue::{Issue, IssueCode, IssueSeverity};
pub use plan::{
    AdminLevel, CiteRelation, Corpus, Date, Plan, PlanCite, PlanMeta, Region, SkipReason, Skipped,
};
pub use quantity::{Comparator, Quantity};
pub use unit::{Mention, Origin, Responsibility, Sourced, Unit, UnitKind, UnitTree};
