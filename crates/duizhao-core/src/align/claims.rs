//! Rivals heard: who else claims to be the equivalent of a commitment.
//!
//! ```text
//! 甲 托养服务 = 丙 托养服务格局      sure
//! 甲 托养服务 ~ 丙 机构养老          in doubt: 甲 has its equivalent in 丙 already
//! ```

use super::judge::Verdict;
use super::links::Numbers;
use super::pieces::Postings;
use super::third::Heard;

/// By commitment, how far others claim to be its equivalent.
pub(super) struct Claims<'a> {
    numbers: &'a Numbers,
    of: Postings<Claim>,
}

#[derive(Clone, Copy)]
struct Claim {
    by: u32,
    belief: f64,
}

impl<'a> Claims<'a> {
    /// What is `heard` is in the order of its first commitments, then of its second.
    pub(super) fn of(heard: &[Heard], numbers: &'a Numbers) -> Self {
        let both = heard.iter().flat_map(|heard| {
            let belief = heard.verdict.equivalent;
            let claim = |by| Claim { by, belief };
            [
                (heard.one, claim(heard.other)),
                (heard.other, claim(heard.one)),
            ]
        });
        Claims {
            of: Postings::new(numbers.len(), both),
            numbers,
        }
    }

    /// The verdict on two commitments beside every rival of either; `items` as for
    /// [`Verdict::settled`].
    pub(super) fn settle(&self, heard: &Heard, items: bool) -> Verdict {
        let one = self.greatest(heard.one, heard.other);
        let other = self.greatest(heard.other, heard.one);
        heard.verdict.settled(items, one.max(other))
    }

    /// The greatest claim on a commitment by another of the plan of `but`.
    fn greatest(&self, number: u32, but: u32) -> f64 {
        let plan = |number: u32| self.numbers.node(number).plan;
        // By the order in which they were heard, claims stand in the order of the plans.
        let all = self.of.of(number);
        let from = all.partition_point(|claim| plan(claim.by) < plan(but));
        let rivals = all[from..].iter();
        let rivals = rivals.take_while(|claim| plan(claim.by) == plan(but));
        let rivals = rivals.filter(|claim| claim.by != but);
        rivals.map(|claim| claim.belief).fold(0.0, f64::max)
    }
}
