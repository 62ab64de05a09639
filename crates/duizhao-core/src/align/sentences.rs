//! Sentences that find their best counterpart anywhere in the other plan.
//!
//! ```text
//! 甲 3.4.1 加快推广国家通用手语和国家通用盲文。
//! 乙 B6.5  开展面向公共服务行业的国家通用手语推广。   ← its best, though the task is another
//! ```

use std::ops::Range;

use super::features::TermId;
use super::side::{ABSENT, Grid, Postings, Side};

/// Two sentences correspond from this cosine on.
pub(super) const SENTENCE_FROM: f64 = 0.25;

/// A plan's sentences in one row, with the unit each stands in.
pub(super) struct Sentences<'a> {
    terms: Vec<&'a [TermId]>,
    unit: Vec<usize>,
    pub(super) weight: Vec<f64>,
    norm: Vec<f64>,
    postings: Postings,
}

impl<'a> Sentences<'a> {
    pub(super) fn new(side: &Side<'a>) -> Self {
        let mut unit = Vec::new();
        let mut terms: Vec<&[TermId]> = Vec::new();
        for (at, features) in side.plan.units.iter().enumerate() {
            for sentence in &features.sentences {
                unit.push(at);
                terms.push(&sentence.terms);
            }
        }
        let (weight, norm) = terms
            .iter()
            .map(|terms| side.sums(terms))
            .map(|(sum, squares)| (sum, squares.sqrt()))
            .unzip();
        let held = terms
            .iter()
            .enumerate()
            .flat_map(|(at, terms)| terms.iter().map(move |term| (*term, at as u32, 1.0)));
        let postings = Postings::new(side.plan.vocabulary.len(), held);
        Sentences {
            terms,
            unit,
            weight,
            norm,
            postings,
        }
    }
}

/// The best counterpart of every sentence in every unit of the other plan.
pub(super) struct SentenceGrids {
    /// Sentences of the first plan by units of the second.
    of_a: Grid,
    /// Sentences of the second plan by units of the first.
    of_b: Grid,
    best_a: Vec<f64>,
    best_b: Vec<f64>,
    rows_a: Vec<Range<usize>>,
    rows_b: Vec<Range<usize>>,
}

impl SentenceGrids {
    pub(super) fn new(
        a: &Side<'_>,
        b: &Side<'_>,
        in_a: &Sentences<'_>,
        in_b: &Sentences<'_>,
    ) -> Self {
        let rows_a = rows(&in_a.unit, a.plan.units.len());
        let rows_b = rows(&in_b.unit, b.plan.units.len());
        let mut of_a = Grid::new(in_a.terms.len(), rows_b.len());
        let mut of_b = Grid::new(in_b.terms.len(), rows_a.len());
        let mut shared = vec![0.0; in_b.terms.len()];
        for (at, terms) in in_a.terms.iter().enumerate() {
            shared.fill(0.0);
            for term in *terms {
                let there = a.to_other[*term as usize];
                if there != ABSENT {
                    let weight = a.weight[*term as usize].powi(2);
                    for (place, _) in in_b.postings.of(there) {
                        shared[*place as usize] += weight;
                    }
                }
            }
            for (place, shared) in shared
                .iter()
                .enumerate()
                .filter(|(_, shared)| **shared > 0.0)
            {
                let alike = (shared / (in_a.norm[at] * in_b.norm[place])).min(1.0);
                let cell = &mut of_a.row_mut(at)[in_b.unit[place]];
                *cell = cell.max(alike);
                let cell = &mut of_b.row_mut(place)[in_a.unit[at]];
                *cell = cell.max(alike);
            }
        }
        let best_a = (0..in_a.terms.len()).map(|at| of_a.row_best(at)).collect();
        let best_b = (0..in_b.terms.len()).map(|at| of_b.row_best(at)).collect();
        SentenceGrids {
            of_a,
            of_b,
            best_a,
            best_b,
            rows_a,
            rows_b,
        }
    }

    /// For each unit of either plan, the share of it that the other plan holds anywhere.
    pub(super) fn spreads(&self, in_a: &Sentences<'_>, in_b: &Sentences<'_>) -> [Vec<f64>; 2] {
        let spread_a = spread(&self.best_a, &self.rows_a, &in_a.weight);
        [spread_a, spread(&self.best_b, &self.rows_b, &in_b.weight)]
    }

    /// For a pair of units: the best sentence seen from its weaker side, and both shares.
    pub(super) fn of(
        &self,
        a: usize,
        b: usize,
        in_a: &Sentences<'_>,
        in_b: &Sentences<'_>,
    ) -> (f64, f64, f64) {
        let (best_a, covered_a) = covered(
            &self.of_a,
            &self.best_a,
            self.rows_a[a].clone(),
            b,
            &in_a.weight,
        );
        let (best_b, covered_b) = covered(
            &self.of_b,
            &self.best_b,
            self.rows_b[b].clone(),
            a,
            &in_b.weight,
        );
        (best_a.min(best_b), covered_a, covered_b)
    }
}

/// Over the sentences `rows`: the best counterpart in `unit` beside the best anywhere, and the
/// weighted mean of all counterparts.
fn covered(
    grid: &Grid,
    best: &[f64],
    rows: Range<usize>,
    unit: usize,
    weight: &[f64],
) -> (f64, f64) {
    let (mut lead, mut sum, mut whole) = (0.0_f64, 0.0, 0.0);
    for row in rows {
        let alike = grid.at(row, unit);
        if best[row] > 0.0 {
            lead = lead.max(alike * alike / best[row]);
        }
        sum += weight[row] * alike;
        whole += weight[row];
    }
    (
        lead,
        if whole > 0.0 {
            (sum / whole).min(1.0)
        } else {
            0.0
        },
    )
}

/// The rows of each of `units` units, given the unit of each row in order.
fn rows(unit: &[usize], units: usize) -> Vec<Range<usize>> {
    let mut out = vec![0..0; units];
    for (row, unit) in unit.iter().enumerate() {
        if out[*unit].is_empty() {
            out[*unit] = row..row;
        }
        out[*unit].end = row + 1;
    }
    out
}
/// For each unit, the weighted share of its sentences that have a counterpart anywhere.
fn spread(best: &[f64], rows: &[Range<usize>], weight: &[f64]) -> Vec<f64> {
    let share = |rows: &Range<usize>| {
        let whole: f64 = weight[rows.clone()].iter().sum();
        let held = rows.clone().filter(|row| best[*row] >= SENTENCE_FROM);
        let held: f64 = held.map(|row| weight[row]).sum();
        if whole > 0.0 { held / whole } else { 0.0 }
    };
    rows.iter().map(share).collect()
}
