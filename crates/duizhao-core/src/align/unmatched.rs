//! Why a cell is empty: nothing similar there, or covered by units of other groups.

use std::collections::BTreeSet;

use crate::align::explain::round;
use crate::align::group::Draft;
use crate::align::links::{Compared, Node};
use crate::model::{Corpus, UnitRef, Unmatched, UnmatchedReason};

/// A commitment counts as covered elsewhere when this share of its sentences has a counterpart.
const ELSEWHERE_FROM: f64 = 0.5;

/// Every commitment without counterpart in another plan: by plan, unit, other plan.
pub(super) fn unmatched(corpus: &Corpus, compared: &Compared, drafts: &[Draft]) -> Vec<Unmatched> {
    let plans = corpus.plans().len();
    let mut matched: Vec<Vec<Vec<bool>>> = compared
        .features
        .iter()
        .map(|features| vec![vec![false; plans]; features.units.len()])
        .collect();
    for draft in drafts {
        let held: BTreeSet<usize> = draft.members.iter().map(|node| node.plan).collect();
        for member in &draft.members {
            for plan in held.iter().filter(|plan| **plan != member.plan) {
                matched[member.plan][member.unit][*plan] = true;
            }
        }
    }
    let mut out = Vec::new();
    for (at, plan) in corpus.plans().iter().enumerate() {
        for (unit, features) in compared.features[at].units.iter().enumerate() {
            let unit_ref = UnitRef {
                plan: plan.id.clone(),
                path: features.path.clone(),
            };
            for (there, other) in corpus.plans().iter().enumerate() {
                if there == at || matched[at][unit][there] {
                    continue;
                }
                let node = Node { plan: at, unit };
                let (best, spread) = nearest(compared, node, there);
                let why = if spread >= ELSEWHERE_FROM {
                    UnmatchedReason::Elsewhere
                } else {
                    UnmatchedReason::NothingSimilar
                };
                let best = best.map(|(unit, score)| {
                    (
                        compared.features[there].units[unit].path.clone(),
                        round(score),
                    )
                });
                out.push(Unmatched {
                    unit: unit_ref.clone(),
                    in_plan: other.id.clone(),
                    why,
                    best,
                });
            }
        }
    }
    out
}

/// The most similar commitment of plan `there`, and the share of `node` that plan holds.
fn nearest(compared: &Compared, node: Node, there: usize) -> (Option<(usize, f64)>, f64) {
    let forward = node.plan < there;
    let key = if forward {
        (node.plan, there)
    } else {
        (there, node.plan)
    };
    let Some(found) = compared.pairs.get(&key) else {
        return (None, 0.0);
    };
    let spread = if forward {
        &found.spread_a
    } else {
        &found.spread_b
    };
    (
        found.best(node.unit, forward),
        spread.get(node.unit).copied().unwrap_or_default(),
    )
}
