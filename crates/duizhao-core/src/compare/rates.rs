//! How much of the base a plan carries (承接率), and how much of it is copied (照搬率).
//!
//! ```text
//! base: 4 sentences, of which the plan holds 3 wholly and 1 by half  →  承接 3.5 / 4
//! plan: 200 Han characters, 80 in runs of 13 that stand in the base  →  照搬 80 / 200
//! ```

use std::collections::{BTreeMap, HashSet};

use crate::compare::analysis::Analysis;
use crate::compare::folding::Reader;
use crate::compare::passages::{Class, ClauseRef, Scope, han_symbols};
use crate::compare::weights::Weights;
use crate::model::{Rate, UnitPath};

/// Which of the two matched scopes is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    First,
    Second,
}

/// A sentence in other words has a counterpart where this share of it stands in the units
/// that hold its task's work.
const REWORDED: f64 = 0.5;

/// 承接 of every unit of the base, which is one of the two scopes of `analysis`: the matched
/// share of its sentences.
pub(crate) fn carried(analysis: &Analysis<'_>, which: Which) -> BTreeMap<UnitPath, Rate> {
    let (base, plan, left) = match which {
        Which::First => (&analysis.a, &analysis.b, &analysis.matching.left_a),
        Which::Second => (&analysis.b, &analysis.a, &analysis.matching.left_b),
    };
    let mut rates: BTreeMap<UnitPath, Rate> = BTreeMap::new();
    for (index, unit) in base.units.iter().enumerate() {
        if !matches!(unit.class, Class::Task | Class::Item) {
            continue;
        }
        let there = grams_of(plan, &analysis.counterparts(index, which));
        let rate = rates.entry(unit.unit.path.clone()).or_default();
        for at in unit.passages.clone() {
            rate.whole += 1.0;
            rate.part += matched_share(base, at, left, &there, &analysis.weights);
        }
    }
    rates
}

fn matched_share(
    base: &Scope<'_>,
    at: usize,
    left: &[ClauseRef],
    there: &[u64],
    weights: &Weights,
) -> f64 {
    let passage = &base.passages[at];
    let (mut linked, mut all) = (0.0, 0.0);
    for (clause, held) in passage.clauses.iter().enumerate() {
        let weight = weights.sum(&held.grams);
        all += weight;
        if !left.contains(&ClauseRef {
            passage: at,
            clause,
        }) {
            linked += weight;
        }
    }
    let whole = weights.sum(&passage.grams).max(f64::MIN_POSITIVE);
    let reworded = weights.shared(&passage.grams, there) / whole;
    let linked = if all > 0.0 { linked / all } else { 0.0 };
    if reworded >= REWORDED {
        linked.max(reworded)
    } else {
        linked
    }
}

fn grams_of(scope: &Scope<'_>, units: &[usize]) -> Vec<u64> {
    let passages = units
        .iter()
        .flat_map(|&unit| scope.units[unit].passages.clone());
    let mut grams: Vec<u64> = passages
        .flat_map(|at| scope.passages[at].grams.iter().copied())
        .collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// 照搬 of every unit of the plan: its Han characters within runs of at least `run` that
/// stand in the base, both sides localised.
pub(crate) fn copied(
    base: &Scope<'_>,
    plan: &Scope<'_>,
    run: usize,
    reader: &Reader<'_>,
) -> BTreeMap<UnitPath, Rate> {
    let run = run.max(1);
    let mut known: HashSet<u64> = HashSet::new();
    for unit in 0..base.units.len() {
        let symbols = unit_symbols(base, unit, reader);
        known.extend(symbols.windows(run).map(digest));
    }
    let mut rates = BTreeMap::new();
    for (at, unit) in plan.units.iter().enumerate() {
        if matches!(unit.class, Class::Task | Class::Item) {
            let symbols = unit_symbols(plan, at, reader);
            rates.insert(unit.unit.path.clone(), copied_in(&symbols, run, &known));
        }
    }
    rates
}

fn copied_in(symbols: &[(u32, usize)], run: usize, known: &HashSet<u64>) -> Rate {
    let mut hit = vec![false; symbols.len()];
    for (at, window) in symbols.windows(run).enumerate() {
        if known.contains(&digest(window)) {
            hit[at..at + run].fill(true);
        }
    }
    let count = |(_, han): &(u32, usize)| *han as f64;
    let marked = symbols.iter().zip(&hit).filter(|(_, hit)| **hit);
    Rate {
        part: marked.map(|(symbol, _)| count(symbol)).sum(),
        whole: symbols.iter().map(count).sum(),
    }
}

fn unit_symbols(scope: &Scope<'_>, unit: usize, reader: &Reader<'_>) -> Vec<(u32, usize)> {
    let passages = &scope.passages[scope.units[unit].passages.clone()];
    passages
        .iter()
        .flat_map(|p| han_symbols(scope.plan, &p.toks, reader))
        .collect()
}

fn digest(window: &[(u32, usize)]) -> u64 {
    window
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, (symbol, _)| {
            (hash ^ u64::from(*symbol)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// The sum of rates.
pub(crate) fn total(rates: &BTreeMap<UnitPath, Rate>) -> Rate {
    let mut sum = Rate::default();
    for rate in rates.values() {
        sum.part += rate.part;
        sum.whole += rate.whole;
    }
    sum
}
