//! What is known of two plans' units before any text is matched: what the alignment brings
//! together, and what the user has said.
//!
//! ```text
//! forbidden: 甲 3.1.2 with 乙 2.1.4   →   no clause of the one is held against the other
//! pinned:    甲 3.1.2 with 乙 2.1.5   →   counterparts, whatever their words
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::passages::Scope;
use crate::model::{Alignment, MatchDecision, Strength, UnitPath, UnitRef};

/// What is known of two units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum UnitPrior {
    /// The user said that they do not belong together.
    Forbidden,
    /// The user said that they do.
    Pinned,
    /// How well the alignment brings them together; 0 where it does not.
    Aligned(f64),
}

/// Units by index in the two scopes.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// How well the alignment brings units together: 1 equivalent, ½ partial.
    pub(crate) aligned: BTreeMap<(usize, usize), f64>,
    forbidden: BTreeSet<(usize, usize)>,
    pinned: BTreeSet<(usize, usize)>,
}

impl Known {
    pub(crate) fn of(
        a: &Scope<'_>,
        b: &Scope<'_>,
        alignment: &Alignment,
        decided: &[MatchDecision],
    ) -> Self {
        let (index_a, index_b) = (index(a), index(b));
        let mut known = Known {
            aligned: aligned(a, b, alignment, (&index_a, &index_b)),
            ..Known::default()
        };
        let at = |unit: &UnitRef, scope: &Scope<'_>, index: &BTreeMap<UnitPath, usize>| {
            let own = unit.plan == scope.plan.id;
            own.then(|| index.get(&unit.path).copied()).flatten()
        };
        let pair = |x: &UnitRef, y: &UnitRef| {
            let forth = at(x, a, &index_a).zip(at(y, b, &index_b));
            forth.or_else(|| at(y, a, &index_a).zip(at(x, b, &index_b)))
        };
        for decision in decided {
            match decision {
                MatchDecision::Forbid(x, y) => known.forbidden.extend(pair(x, y)),
                MatchDecision::Split(one, other) => {
                    let pairs = one.iter().flat_map(|x| other.iter().map(move |y| (x, y)));
                    known
                        .forbidden
                        .extend(pairs.filter_map(|(x, y)| pair(x, y)));
                }
                MatchDecision::Pin(units) => {
                    let pairs = units.iter().flat_map(|x| units.iter().map(move |y| (x, y)));
                    known.pinned.extend(pairs.filter_map(|(x, y)| pair(x, y)));
                }
                MatchDecision::Name(..) => {}
            }
        }
        known
    }

    /// What is known of a pair.
    pub(crate) fn prior(&self, i: usize, j: usize) -> UnitPrior {
        if self.forbidden.contains(&(i, j)) {
            return UnitPrior::Forbidden;
        }
        if self.pinned.contains(&(i, j)) {
            return UnitPrior::Pinned;
        }
        UnitPrior::Aligned(self.aligned.get(&(i, j)).copied().unwrap_or(0.0))
    }

    /// How well two units are known to belong together, 0 to 1; none where the user said that
    /// they do not.
    pub(crate) fn together(&self, i: usize, j: usize) -> Option<f64> {
        match self.prior(i, j) {
            UnitPrior::Forbidden => None,
            UnitPrior::Pinned => Some(1.0),
            UnitPrior::Aligned(score) => Some(score),
        }
    }
}

fn index(scope: &Scope<'_>) -> BTreeMap<UnitPath, usize> {
    let units = scope.units.iter().enumerate();
    units
        .map(|(at, unit)| (unit.unit.path.clone(), at))
        .collect()
}

fn aligned(
    a: &Scope<'_>,
    b: &Scope<'_>,
    alignment: &Alignment,
    (index_a, index_b): (&BTreeMap<UnitPath, usize>, &BTreeMap<UnitPath, usize>),
) -> BTreeMap<(usize, usize), f64> {
    let mut aligned = BTreeMap::new();
    for group in &alignment.groups {
        let weight = match group.strength {
            Strength::Equivalent => 1.0,
            Strength::Partial => 0.5,
        };
        for x in group.members_of(&a.plan.id) {
            for y in group.members_of(&b.plan.id) {
                let pair = index_a.get(&x.unit.path).zip(index_b.get(&y.unit.path));
                if let Some((&i, &j)) = pair {
                    let known = aligned.entry((i, j)).or_insert(0.0_f64);
                    *known = known.max(weight);
                }
            }
        }
    }
    aligned
}
