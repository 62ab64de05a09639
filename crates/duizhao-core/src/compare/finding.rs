//! A finding before it is known which of the two plans is the base.
//!
//! Two plans are always compared in the corpus's order; a finding is turned round where the
//! base comes second. So exchanging base and plan mirrors every kind by construction.

use crate::compare::responsibility::NOBODY;
use crate::lexicon::Fact;
use crate::model::{DeviationKind, UnitPath};
use crate::text::{LineRange, Span};

/// One side of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// The unit it stands in.
    pub(crate) unit: Option<UnitPath>,
    /// The clause.
    pub(crate) span: Option<Span>,
    /// Verbatim words where they are no stretch of the text: a list of names, a cell.
    pub(crate) words: Option<String>,
    /// Source lines where the span does not say them.
    pub(crate) lines: Option<LineRange>,
}

/// The rule of conditions: taken away, a condition strengthens.
pub(crate) const CONDITION: &str = "W3-condition";

/// What differs, as seen from the first plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) kind: DeviationKind,
    pub(crate) rule: &'static str,
    pub(crate) a: At,
    pub(crate) b: At,
    pub(crate) indicator: Option<String>,
    /// Deciding words of the first plan.
    pub(crate) lost: Vec<String>,
    /// Deciding words of the second.
    pub(crate) gained: Vec<String>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) layer: Option<&'static str>,
}

impl Finding {
    pub(crate) fn new(kind: DeviationKind, rule: &'static str, a: At, b: At) -> Self {
        Finding {
            kind,
            rule,
            a,
            b,
            indicator: None,
            lost: Vec::new(),
            gained: Vec::new(),
            facts: Vec::new(),
            layer: None,
        }
    }

    #[must_use]
    pub(crate) fn words(mut self, lost: Vec<String>, gained: Vec<String>) -> Self {
        self.lost = lost;
        self.gained = gained;
        self
    }

    #[must_use]
    pub(crate) fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    #[must_use]
    pub(crate) fn facts(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }

    /// The same finding seen from the second plan.
    #[must_use]
    pub(crate) fn mirrored(mut self) -> Self {
        std::mem::swap(&mut self.a, &mut self.b);
        std::mem::swap(&mut self.lost, &mut self.gained);
        self.kind = mirror(self.kind, self.rule);
        self
    }
}

impl At {
    pub(crate) fn unit(path: &UnitPath) -> Self {
        At {
            unit: Some(path.clone()),
            ..At::default()
        }
    }

    pub(crate) fn clause(path: &UnitPath, span: Span) -> Self {
        At {
            unit: Some(path.clone()),
            span: Some(span),
            ..At::default()
        }
    }

    pub(crate) fn words(path: &UnitPath, words: String, lines: Option<LineRange>) -> Self {
        At {
            unit: Some(path.clone()),
            span: None,
            words: Some(words),
            lines,
        }
    }
}

/// The kind that a deviation has when base and plan change places.
fn mirror(kind: DeviationKind, rule: &str) -> DeviationKind {
    use DeviationKind as K;
    match kind {
        K::WordingStrengthened if rule == CONDITION => K::ConditionAdded,
        K::TaskMissing => K::TaskAdded,
        K::TaskAdded => K::TaskMissing,
        K::TasksMerged => K::TaskSplit,
        K::TaskSplit => K::TasksMerged,
        K::TextDropped => K::TextAdded,
        K::TextAdded => K::TextDropped,
        K::WordingWeakened | K::ConditionAdded => K::WordingStrengthened,
        K::WordingStrengthened => K::WordingWeakened,
        K::ScopeNarrowed => K::ScopeWidened,
        K::ScopeWidened => K::ScopeNarrowed,
        K::TargetLowered => K::TargetRaised,
        K::TargetRaised => K::TargetLowered,
        K::TargetMissing => K::TargetAdded,
        K::TargetAdded => K::TargetMissing,
        K::DeadlineLater => K::DeadlineEarlier,
        K::DeadlineEarlier => K::DeadlineLater,
        K::IndicatorMissing => K::IndicatorAdded,
        K::IndicatorAdded => K::IndicatorMissing,
        K::AttributeWeakened => K::AttributeStrengthened,
        K::AttributeStrengthened => K::AttributeWeakened,
        K::ParticipantDropped => K::ParticipantAdded,
        K::ParticipantAdded => K::ParticipantDropped,
        K::LeadDropped => K::LeadChanged,
        K::LeadChanged if rule == NOBODY => K::LeadDropped,
        K::TaskMoved
        | K::TextMoved
        | K::WordingChanged
        | K::MeasureChanged
        | K::LeadChanged
        | K::RoleChanged
        | K::LayerAbsent => kind,
    }
}
