//! Finds, for the clauses of one plan, the clauses of another that say the same.
//!
//! ```text
//! A: 落实两项补贴，推动“跨省通办”。加强监管。
//! B: 加强监管。逐步落实两项补贴。              →  落实… ↔ 逐步落实…, 加强监管 ↔ 加强监管, 推动… left over
//! ```
//!
//! Sentences are matched first, one to one over the whole plan, by the weighted bigrams they
//! share; then clauses within matched sentences; then what is left over anywhere. All
//! scores are symmetric. The work is bounded by the number of shared bigrams.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::compare::passages::{ClauseRef, Scope};
use crate::compare::weights::Weights;

/// Sentences below this similarity never match. Rewritten sentences of the bundled plans
/// stand at 0.3 and above.
const SENTENCE: f64 = 0.30;
/// Sentences of units that the alignment does not bring together must be closer.
const SENTENCE_ELSEWHERE: f64 = 0.45;
/// Clauses within matched sentences.
const CLAUSE: f64 = 0.30;
/// The only clauses left between matched neighbours.
const CLAUSE_BETWEEN: f64 = 0.10;
/// The only sentences left between matched neighbours of units that belong together.
const SENTENCE_BETWEEN: f64 = 0.16;
/// Left-over clauses of units that belong together, and of others.
const LEFT_NEAR: f64 = 0.45;
const LEFT_FAR: f64 = 0.62;
/// A clause is carried within a sentence that holds this share of it.
const CARRIED: f64 = 0.72;
/// Bigrams more frequent than this decide nothing.
const COMMON: usize = 2_500;

/// Two clauses that say the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClauseLink {
    pub(crate) a: ClauseRef,
    pub(crate) b: ClauseRef,
    pub(crate) score: f64,
}

/// What corresponds between two plans.
#[derive(Debug, Default)]
pub(crate) struct Matching {
    /// Matched sentences with their similarity, by the first plan's order.
    pub(crate) sentences: Vec<(usize, usize, f64)>,
    /// Matched clauses, by the first plan's order.
    pub(crate) clauses: Vec<ClauseLink>,
    /// Clauses of the first plan without counterpart.
    pub(crate) left_a: Vec<ClauseRef>,
    /// Clauses of the second plan without counterpart.
    pub(crate) left_b: Vec<ClauseRef>,
}

/// How well two units, by index in the two scopes, are known to belong together; none where
/// they must not be held against each other.
pub(crate) type Prior<'a> = dyn Fn(usize, usize) -> Option<f64> + 'a;

/// Matches the clauses of `a` and `b`.
pub(crate) fn match_scopes(
    a: &Scope<'_>,
    b: &Scope<'_>,
    weights: &Weights,
    prior: &Prior<'_>,
) -> Matching {
    let mut matching = Matching {
        sentences: sentences(a, b, weights, prior),
        ..Default::default()
    };
    let mut free_a: Vec<ClauseRef> = a.clauses().collect();
    let mut free_b: Vec<ClauseRef> = b.clauses().collect();
    for &(i, j, _) in &matching.sentences {
        matching.clauses.extend(within(a, b, i, j, weights));
    }
    drop_taken(&mut free_a, &mut free_b, &matching.clauses);
    let rest = left_over(a, b, &free_a, &free_b, weights, prior);
    drop_taken(&mut free_a, &mut free_b, &rest);
    matching.clauses.extend(rest);
    matching.clauses.sort_by_key(|link| (link.a, link.b));
    let partner_a: BTreeMap<usize, usize> =
        matching.sentences.iter().map(|&(i, j, _)| (i, j)).collect();
    let partner_b: BTreeMap<usize, usize> =
        matching.sentences.iter().map(|&(i, j, _)| (j, i)).collect();
    free_a.retain(|&at| !carried(a, b, at, &partner_a, weights));
    free_b.retain(|&at| !carried(b, a, at, &partner_b, weights));
    matching.left_a = free_a;
    matching.left_b = free_b;
    matching
}

/// True where the sentence that matches the clause's own holds the clause in other words.
fn carried(
    own: &Scope<'_>,
    other: &Scope<'_>,
    at: ClauseRef,
    partner: &BTreeMap<usize, usize>,
    weights: &Weights,
) -> bool {
    let grams = &own.clause(at).grams;
    let Some(&sentence) = partner.get(&at.passage) else {
        return false;
    };
    let whole = weights.sum(grams);
    whole > 0.0 && weights.shared(grams, &other.passages[sentence].grams) / whole >= CARRIED
}

fn drop_taken(free_a: &mut Vec<ClauseRef>, free_b: &mut Vec<ClauseRef>, links: &[ClauseLink]) {
    let mut taken_a: Vec<ClauseRef> = links.iter().map(|link| link.a).collect();
    let mut taken_b: Vec<ClauseRef> = links.iter().map(|link| link.b).collect();
    taken_a.sort_unstable();
    taken_b.sort_unstable();
    free_a.retain(|at| taken_a.binary_search(at).is_err());
    free_b.retain(|at| taken_b.binary_search(at).is_err());
}

/// One-to-one pairs of sentences, best first.
fn sentences(
    a: &Scope<'_>,
    b: &Scope<'_>,
    weights: &Weights,
    prior: &Prior<'_>,
) -> Vec<(usize, usize, f64)> {
    let grams_a: Vec<&[u64]> = a.passages.iter().map(|p| p.grams.as_slice()).collect();
    let grams_b: Vec<&[u64]> = b.passages.iter().map(|p| p.grams.as_slice()).collect();
    let mut rated = Vec::new();
    for (i, j, dice) in candidates(&grams_a, &grams_b, weights) {
        let (unit_a, unit_b) = (a.passages[i].unit, b.passages[j].unit);
        let Some(together) = prior(unit_a, unit_b) else {
            continue;
        };
        let needed = if together > 0.0 {
            SENTENCE
        } else {
            SENTENCE_ELSEWHERE
        };
        if dice < needed {
            continue;
        }
        let (left, right) = (&a.units[unit_a], &b.units[unit_b]);
        let kind = if left.unit.kind == right.unit.kind {
            0.03
        } else {
            0.0
        };
        let title = 0.05 * weights.dice(&left.title_grams, &right.title_grams);
        let apart = 0.02 * (relative(i, grams_a.len()) - relative(j, grams_b.len())).abs();
        rated.push((i, j, dice, dice + 0.08 * together + kind + title - apart));
    }
    let mut pairs = one_to_one(rated);
    pairs.sort_by_key(|&(i, j, _)| (i, j));
    pairs.extend(reworded(a, b, &pairs, weights, prior));
    pairs.sort_by_key(|&(i, j, _)| (i, j));
    pairs
}

/// Single sentences left on both sides between the same matched neighbours, or between a
/// neighbour and the end of units that belong together: said in other words.
fn reworded(
    a: &Scope<'_>,
    b: &Scope<'_>,
    pairs: &[(usize, usize, f64)],
    weights: &Weights,
    prior: &Prior<'_>,
) -> Vec<(usize, usize, f64)> {
    let to: BTreeMap<usize, usize> = pairs.iter().map(|&(i, j, _)| (i, j)).collect();
    let from: BTreeMap<usize, usize> = pairs.iter().map(|&(i, j, _)| (j, i)).collect();
    let mut found = Vec::new();
    for (&at, &there) in &to {
        let (next, other) = (at + 1, there + 1);
        let (Some(ours), Some(theirs)) = (a.passages.get(next), b.passages.get(other)) else {
            continue;
        };
        let free = !to.contains_key(&next) && !from.contains_key(&other);
        let within = ours.unit == a.passages[at].unit && theirs.unit == b.passages[there].unit;
        if !free || !within || prior(ours.unit, theirs.unit).is_none_or(|together| together <= 0.0)
        {
            continue;
        }
        let ends = (follows(a, next), follows(b, other));
        let closed = match ends {
            (Some(ours), Some(theirs)) => to.get(&ours) == Some(&theirs),
            (None, None) => true,
            _ => false,
        };
        let dice = weights.dice(&ours.grams, &theirs.grams);
        if closed && dice >= SENTENCE_BETWEEN {
            found.push((next, other, dice));
        }
    }
    found
}

/// The sentence after `at` in the same unit.
fn follows(scope: &Scope<'_>, at: usize) -> Option<usize> {
    let unit = scope.passages[at].unit;
    scope
        .passages
        .get(at + 1)
        .filter(|passage| passage.unit == unit)
        .map(|_| at + 1)
}

fn relative(at: usize, of: usize) -> f64 {
    at as f64 / of.max(1) as f64
}

/// Takes the best pair whose two sides are both free, again and again.
fn one_to_one(mut rated: Vec<(usize, usize, f64, f64)>) -> Vec<(usize, usize, f64)> {
    rated.sort_by(|x, y| y.3.total_cmp(&x.3).then((x.0, x.1).cmp(&(y.0, y.1))));
    let (mut used_a, mut used_b) = (BTreeMap::new(), BTreeMap::new());
    let mut pairs = Vec::new();
    for (i, j, dice, _) in rated {
        if !used_a.contains_key(&i) && !used_b.contains_key(&j) {
            used_a.insert(i, j);
            used_b.insert(j, i);
            pairs.push((i, j, dice));
        }
    }
    pairs
}

/// All pairs that share enough, with their similarity; through an inverted index.
fn candidates(a: &[&[u64]], b: &[&[u64]], weights: &Weights) -> Vec<(usize, usize, f64)> {
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (j, grams) in b.iter().enumerate() {
        for &gram in *grams {
            index.entry(gram).or_default().push(j as u32);
        }
    }
    let sums_b: Vec<f64> = b.iter().map(|grams| weights.sum(grams)).collect();
    let mut shared = vec![0.0_f64; b.len()];
    let mut pairs = Vec::new();
    for (i, grams) in a.iter().enumerate() {
        let mut touched: Vec<u32> = Vec::new();
        for &gram in *grams {
            let Some(list) = index.get(&gram).filter(|list| list.len() * 8 <= COMMON) else {
                continue;
            };
            for &j in list {
                if shared[j as usize] == 0.0 {
                    touched.push(j);
                }
                shared[j as usize] += weights.of(gram);
            }
        }
        let sum = weights.sum(grams);
        touched.sort_unstable();
        for j in touched {
            let at = j as usize;
            let rough = 2.0 * shared[at] / (sum + sums_b[at]);
            shared[at] = 0.0;
            if rough >= 0.2 {
                pairs.push((i, at, weights.dice(grams, b[at])));
            }
        }
    }
    pairs
}

/// The clauses of two matched sentences.
fn within(a: &Scope<'_>, b: &Scope<'_>, i: usize, j: usize, weights: &Weights) -> Vec<ClauseLink> {
    let (left, right) = (&a.passages[i].clauses, &b.passages[j].clauses);
    let mut rated = Vec::new();
    for (m, clause) in left.iter().enumerate() {
        for (n, other) in right.iter().enumerate() {
            let dice = weights.dice(&clause.grams, &other.grams);
            let apart = 0.01 * (m as f64 - n as f64).abs();
            if dice >= CLAUSE {
                rated.push((m, n, dice, dice - apart));
            }
        }
    }
    let mut pairs = one_to_one(rated);
    pairs.sort_by_key(|&(m, n, _)| (m, n));
    let between = between(&pairs, left.len(), right.len());
    for (m, n) in between {
        let dice = weights.dice(&left[m].grams, &right[n].grams);
        if dice >= CLAUSE_BETWEEN {
            pairs.push((m, n, dice));
        }
    }
    let link = |(m, n, score): (usize, usize, f64)| ClauseLink {
        a: ClauseRef {
            passage: i,
            clause: m,
        },
        b: ClauseRef {
            passage: j,
            clause: n,
        },
        score,
    };
    pairs.into_iter().map(link).collect()
}

/// Single clauses left on both sides between the same matched neighbours.
fn between(pairs: &[(usize, usize, f64)], left: usize, right: usize) -> Vec<(usize, usize)> {
    // Edges count from one, so that the place before the first clause is (0, 0).
    let mut edges: Vec<(usize, usize)> = vec![(0, 0)];
    edges.extend(pairs.iter().map(|&(at, to, _)| (at + 1, to + 1)));
    edges.push((left + 1, right + 1));
    let gap = |window: &[(usize, usize)]| {
        let (before, after) = (window[0], window[1]);
        let single = before.0 + 2 == after.0 && before.1 + 2 == after.1;
        single.then_some((before.0, before.1))
    };
    edges.windows(2).filter_map(gap).collect()
}

/// Clauses left over in the one plan and in the other that say the same.
fn left_over(
    a: &Scope<'_>,
    b: &Scope<'_>,
    free_a: &[ClauseRef],
    free_b: &[ClauseRef],
    weights: &Weights,
    prior: &Prior<'_>,
) -> Vec<ClauseLink> {
    let grams_a: Vec<&[u64]> = free_a
        .iter()
        .map(|&at| a.clause(at).grams.as_slice())
        .collect();
    let grams_b: Vec<&[u64]> = free_b
        .iter()
        .map(|&at| b.clause(at).grams.as_slice())
        .collect();
    let mut rated = Vec::new();
    for (i, j, dice) in candidates(&grams_a, &grams_b, weights) {
        let (unit_a, unit_b) = (
            a.passages[free_a[i].passage].unit,
            b.passages[free_b[j].passage].unit,
        );
        let Some(together) = prior(unit_a, unit_b) else {
            continue;
        };
        let short = a.clause(free_a[i]).han.min(b.clause(free_b[j]).han) < 6;
        let needed = match (together > 0.0, short) {
            (true, false) => LEFT_NEAR,
            (false, false) => LEFT_FAR,
            (_, true) => 0.95,
        };
        if dice >= needed {
            rated.push((i, j, dice, dice + 0.2 * together));
        }
    }
    let links = one_to_one(rated).into_iter();
    links
        .map(|(i, j, score)| ClauseLink {
            a: free_a[i],
            b: free_b[j],
            score,
        })
        .collect()
}
