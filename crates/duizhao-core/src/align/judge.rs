//! From signals to a verdict: are two commitments the same work, a part of it, or neither?
//!
//! ```text
//! 甲 托养和照护服务 ~ 丙 托养服务格局      alone: likely
//! 甲 = 乙 and 乙 = 丙                      with 乙 beside them: sure
//! ```
//!
//! Two logistic functions over five and four signals give a belief for the two plans alone; a
//! third plan that answers either of the two commitments then speaks for or against. All
//! figures were fitted on the three plans with truth; each pair of plans left out in turn, the
//! rest gave the same within 0.02 (docs/alignment.md).

use crate::align::pair::Signals;
use crate::model::Strength;

/// A pair is reported as related from here: the best F1 over all pairs of plans lies between
/// 0.40 and 0.52.
const RELATED_FROM: f64 = 0.44;

/// A pair is reported as equivalent from here: over the three plans with truth F1 is the same from
/// 0.40 to 0.55; over pairs that nothing was fitted on it rises towards the lower end.
const EQUIVALENT_FROM: f64 = 0.43;

/// Pairs below this belief are forgotten: no third plan could lift them over a threshold.
const CANDIDATE_FROM: f64 = 0.08;

/// A third plan has a say about a commitment that it answers with this belief.
pub(super) const ANSWERED_FROM: f64 = 0.5;

/// How sure the program is about a pair, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    /// That they share work at all.
    pub(super) related: f64,
    /// That about half of each is the same work.
    pub(super) equivalent: f64,
}

impl Verdict {
    /// The verdict on two commitments, from their two plans alone.
    pub(super) fn of(signals: &Signals) -> Self {
        let leading = (signals.leading() + 0.01).ln();
        let covered = signals.covered_a.min(signals.covered_b);
        let related = 0.39
            + 2.28 * leading
            + 10.9 * signals.sentence
            + 2.65 * signals.clause
            + 1.47 * (signals.lead_short + 0.05).ln()
            - 1.55 * (covered + 0.03).ln();
        let equivalent = 2.51 + 3.80 * leading + 3.70 * signals.heading + 4.73 * signals.length
            - 7.11 * signals.rival;
        Verdict {
            related: logistic(related),
            equivalent: logistic(equivalent),
        }
    }

    /// The verdict with third plans heard: `related` and `equivalent` are the means of how far
    /// each third plan that answers either commitment joins the two.
    pub(super) fn joined(self, related: f64, equivalent: f64) -> Self {
        let related = 0.77 * logit(self.related) + 3.45 * related - 0.83;
        let equivalent = 0.76 * logit(self.equivalent) + 4.70 * equivalent - 1.29;
        Verdict {
            related: logistic(related),
            equivalent: logistic(equivalent),
        }
    }

    /// True for a pair worth keeping until third plans are heard.
    pub(super) fn is_candidate(self) -> bool {
        self.related >= CANDIDATE_FROM || self.equivalent >= CANDIDATE_FROM
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

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    (p / (1.0 - p)).ln()
}
