//! From signals to a verdict: are two commitments the same work, a part of it, or neither?
//!
//! ```text
//! 甲 托养和照护服务 ~ 丙 托养服务格局      alone: likely
//! 甲 = 乙 and 乙 = 丙                      with 乙 beside them: sure
//! ```
//!
//! Two logistic functions over five and four signals give a belief for the two plans alone; a
//! third plan that answers either of the two commitments then speaks for or against; last, whether
//! another commitment claims to be the equivalent of either. All
//! figures were fitted by `fit/fit_telling.py`, which also says how well they do on a pair of plans
//! or a plan they were not fitted on (docs/alignment.md).

use crate::align::pair::Signals;
use crate::model::Strength;

/// A pair is reported as related from here: with each pair of plans left out F1 is the same within
/// 0.005 from 0.40 to 0.55.
const RELATED_FROM: f64 = 0.45;

/// A pair is reported as equivalent from here: F1 is the same within 0.007 from 0.33 to 0.48.
const EQUIVALENT_FROM: f64 = 0.41;

/// Below this belief, before rivals are heard, nothing becomes equivalent, and nothing claims to be.
const CLAIMED_FROM: f64 = 0.2;

/// A partial link that is the only one either of its units has in the other plan needs this
/// belief: an empty cell names its best candidate, one filled by mistake misleads. With each pair
/// of plans left out it keeps 0.86 of the empty cells where [`RELATED_FROM`] alone keeps 0.67; F1 is
/// 0.866 for 0.878.
pub(super) const ALONE_FROM: f64 = 0.80;

/// Of several partial links with tasks of one plan one needs this belief. Items and rows are spared:
/// tasks name them in passing, and most doubtful links of theirs are true where they were fitted on,
/// about half where they were not. Chosen on the bundled plans, where it keeps one empty cell of 81
/// more and costs nothing; with pairs of plans left out it changes neither figure.
pub(super) const AMONG_FROM: f64 = 0.75;

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
        let related = 1.15
            + 2.91 * leading
            + 12.69 * signals.sentence
            + 4.14 * signals.clause
            + 0.86 * (signals.lead_short + 0.05).ln()
            - 1.41 * (covered + 0.03).ln();
        let equivalent = 2.82 + 4.25 * leading + 3.90 * signals.heading + 3.88 * signals.length
            - 4.58 * signals.rival;
        Verdict {
            related: logistic(related),
            equivalent: logistic(equivalent),
        }
    }

    /// The verdict with third plans heard: `related` and `equivalent` are the means of how far
    /// each third plan that answers either commitment joins the two.
    pub(super) fn joined(self, related: f64, equivalent: f64) -> Self {
        let related = 0.76 * logit(self.related) + 5.66 * related - 1.46;
        let equivalent = 0.66 * logit(self.equivalent) + 6.51 * equivalent - 1.62;
        Verdict {
            related: logistic(related),
            equivalent: logistic(equivalent),
        }
    }

    /// The verdict with rivals heard: `claimed` is the greatest belief that either commitment is
    /// the equivalent of another one of the two plans; `items` says that an item of a box or a row of
    /// an annex is among the two, which is oftener a part of a task than the same.
    pub(super) fn settled(self, items: bool, claimed: f64) -> Self {
        let alike = if items { -0.60 } else { 0.93 };
        let equivalent = 0.95 * logit(self.equivalent) + alike - 0.75 * claimed;
        Verdict {
            related: self.related,
            equivalent: logistic(equivalent),
        }
    }

    /// True for a pair that may become a link once rivals are heard.
    pub(super) fn may_link(self) -> bool {
        self.related >= RELATED_FROM || self.equivalent >= CLAIMED_FROM
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
