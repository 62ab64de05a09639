//! From signals to a verdict: are two commitments the same work, a part of it, or neither?
//!
//! Two logistic functions over a handful of signals, fitted on the three plans with truth and
//! checked with each pair of plans left out in turn; docs/alignment.md holds the figures.

use crate::align::pair::Signals;
use crate::model::Strength;

/// A pair is reported as related from here.
pub(super) const RELATED_FROM: f64 = 0.47;

/// A pair is reported as equivalent from here.
pub(super) const EQUIVALENT_FROM: f64 = 0.40;

/// How sure the program is about a pair, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    /// That they share work at all.
    pub(super) related: f64,
    /// That about half of each is the same work.
    pub(super) equivalent: f64,
}

impl Verdict {
    /// The verdict on two commitments.
    pub(super) fn of(signals: &Signals) -> Self {
        let leading = leading(signals).ln();
        let related = -1.16
            + 1.38 * leading
            + 13.18 * signals.sentence
            + 3.42 * signals.lead_high
            + 1.77 * signals.named;
        let equivalent = -7.0
            + 2.08 * leading
            + 3.67 * signals.heading
            + 6.45 * signals.lead_low
            + 4.35 * signals.length;
        Verdict {
            related: logistic(related),
            equivalent: logistic(equivalent),
        }
    }

    /// What is said of the pair, if anything.
    pub(super) fn strength(self) -> Option<Strength> {
        if self.equivalent >= EQUIVALENT_FROM {
            Some(Strength::Equivalent)
        } else if self.related >= RELATED_FROM {
            Some(Strength::Partial)
        } else {
            None
        }
    }
}

/// Similarity of the texts, less where either finds a better partner.
fn leading(signals: &Signals) -> f64 {
    signals.text * (signals.lead_low * signals.lead_high).sqrt() + 0.01
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
