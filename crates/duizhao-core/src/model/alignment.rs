//! Equivalent commitments across plans (对应关系): N-way, symmetric, independent of order.

use crate::model::{PlanId, UnitPath, UnitRef};
use crate::text::{LineRange, Span};

/// Names a group; stable as long as its members are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub String);

/// How far the members of a group commit to the same work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// At least about half of what each commits to is the same work.
    Equivalent,
    /// A real smaller share, or one is only a part of the other.
    Partial,
}

impl Strength {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Equivalent => "equivalent",
            Strength::Partial => "partial",
        }
    }
}

/// What the user has said of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Review {
    /// Found by the program.
    #[default]
    Proposed,
    /// Pinned by the user.
    Confirmed,
    /// Made or changed by the user.
    Edited,
    /// A decision whose text has changed since (待复核).
    Stale,
}

/// A term two members share, with its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedTerm {
    /// The term.
    pub term: String,
    /// Its weight in the score, 0 to 1.
    pub weight: f64,
}

/// Why a member is in its group: the scores of single signals, 0 to 1, and the top shared terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Similarity of the bodies.
    pub body: f64,
    /// Similarity of the headings.
    pub heading: f64,
    /// Similarity of the sections they stand in.
    pub section: f64,
    /// Share of sentences with a counterpart.
    pub sentences: f64,
    /// Top shared terms, heaviest first.
    pub terms: Vec<SharedTerm>,
}

/// A unit in a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The unit.
    pub unit: UnitRef,
    /// Its similarity to the rest of the group, 0 to 1.
    pub score: f64,
    /// The part of the unit that the group holds, 0 to 1.
    pub share: f64,
    /// Why, where that was asked for.
    pub evidence: Option<Evidence>,
}

/// A sentence of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceRef {
    /// The member, by its position in the group.
    pub member: usize,
    /// Its place in the plan's text.
    pub span: Span,
    /// Source lines.
    pub lines: LineRange,
}

/// Units of two plans or more that commit to the same work.
#[derive(Debug, Clone, PartialEq)]
pub struct AlignmentGroup {
    /// Its id.
    pub id: GroupId,
    /// A short name (任务事项).
    pub topic: String,
    /// Equivalent or partial.
    pub strength: Strength,
    /// Members in canonical plan order, then document order.
    pub members: Vec<Member>,
    /// Sentences that correspond, each list over two plans or more.
    pub sentences: Vec<Vec<SentenceRef>>,
    /// What the user said.
    pub review: Review,
}

impl AlignmentGroup {
    /// The members of one plan, in document order.
    pub fn members_of<'a>(&'a self, plan: &'a PlanId) -> impl Iterator<Item = &'a Member> {
        self.members
            .iter()
            .filter(move |member| &member.unit.plan == plan)
    }
}

/// Why a commitment has no counterpart in another plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnmatchedReason {
    /// Nothing similar there.
    NothingSimilar,
    /// Its sentences are covered by units that belong to other groups.
    Elsewhere,
}

impl UnmatchedReason {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            UnmatchedReason::NothingSimilar => "nothing_similar",
            UnmatchedReason::Elsewhere => "elsewhere",
        }
    }
}

/// An empty cell: a commitment without counterpart in one other plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmatched {
    /// The commitment.
    pub unit: UnitRef,
    /// The plan that lacks it.
    pub in_plan: PlanId,
    /// Why.
    pub why: UnmatchedReason,
    /// The best candidate there and its score.
    pub best: Option<(UnitPath, f64)>,
}

/// What the user has decided about matches; survives every later run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchDecision {
    /// These units belong together.
    Pin(Vec<UnitRef>),
    /// These two do not.
    Forbid(UnitRef, UnitRef),
    /// No unit of the first list belongs with one of the second.
    Split(Vec<UnitRef>, Vec<UnitRef>),
    /// The group that holds most of these units carries this name; an empty one takes it back.
    Name(Vec<UnitRef>, String),
}

impl MatchDecision {
    /// The units it is about.
    pub fn units(&self) -> Vec<&UnitRef> {
        match self {
            MatchDecision::Pin(units) | MatchDecision::Name(units, _) => units.iter().collect(),
            MatchDecision::Forbid(a, b) => vec![a, b],
            MatchDecision::Split(one, other) => one.iter().chain(other).collect(),
        }
    }
}

/// All groups and all empty cells over a corpus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alignment {
    /// By the median relative position of their members, ties by id.
    pub groups: Vec<AlignmentGroup>,
    /// By plan, unit, other plan.
    pub unmatched: Vec<Unmatched>,
    /// Decisions that name a unit which is no longer there, by their position (待复核).
    pub stale: Vec<usize>,
}

impl Alignment {
    /// The groups that hold `unit`.
    pub fn groups_of<'a>(&'a self, unit: &'a UnitRef) -> impl Iterator<Item = &'a AlignmentGroup> {
        self.groups
            .iter()
            .filter(move |group| group.members.iter().any(|m| &m.unit == unit))
    }
}
