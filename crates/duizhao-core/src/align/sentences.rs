//! Sentences that find their best counterpart anywhere in the other plan.
//!
//! ```text
//! 甲 3.4.1 加快推广国家通用手语和国家通用盲文。
//! 乙 B6.5  开展面向公共服务行业的国家通用手语推广。   ← its best, though the task is another
//! ```

use std::ops::Range;

use super::features::{TermId, UnitFeatures};
use super::side::{Grid, Postings, Side};

/// Two sentences correspond from this cosine on.
pub(super) const SENTENCE_FROM: f64 = 0.25;

/// A plan's sentences, or its clauses, in one row, with the unit each stands in.
pub(super) struct Sentences {
    /// The telling terms of all sentences that the other plan holds too, one after the other, and
    /// where each one's end.
    told: Vec<TermId>,
    ends: Vec<usize>,
    only_common: Vec<bool>,
    unit: Vec<usize>,
    weight: Vec<f64>,
    norm: Vec<f64>,
}

impl Sentences {
    /// The sentences of a plan.
    pub(super) fn of(side: &Side<'_>) -> Self {
        Sentences::new(side, |unit| {
            unit.sentences.iter().map(|found| found.terms.as_slice())
        })
    }

    /// The clauses of a plan, its headings among them.
    pub(super) fn clauses(side: &Side<'_>) -> Self {
        Sentences::new(side, |unit| unit.clauses.iter().map(Vec::as_slice))
    }

    fn new<'a, I>(side: &Side<'a>, parts: impl Fn(&'a UnitFeatures) -> I) -> Self
    where
        I: Iterator<Item = &'a [TermId]>,
    {
        let (mut sentences, mut terms) = (0, 0);
        for part in side.plan.units.iter().flat_map(&parts) {
            (sentences, terms) = (sentences + 1, terms + part.len());
        }
        let mut out = Sentences {
            told: Vec::with_capacity(terms),
            ends: Vec::with_capacity(sentences),
            only_common: Vec::with_capacity(sentences),
            unit: Vec::with_capacity(sentences),
            weight: Vec::with_capacity(sentences),
            norm: Vec::with_capacity(sentences),
        };
        for (at, unit) in side.plan.units.iter().enumerate() {
            for terms in parts(unit) {
                let (mut sum, mut squares, mut only_common) = (0.0, 0.0, true);
                for &term in terms {
                    let weight = side.weight[term as usize];
                    sum += weight;
                    if !side.is_common(term) {
                        squares += weight * weight;
                        only_common = false;
                        if side.is_shared(term) {
                            out.told.push(term);
                        }
                    }
                }
                if only_common {
                    squares = side.sums(terms).1;
                    let shared = terms.iter().filter(|term| side.is_shared(**term));
                    out.told.extend(shared);
                }
                out.unit.push(at);
                out.only_common.push(only_common);
                out.weight.push(sum);
                out.norm.push(squares.sqrt());
                out.ends.push(out.told.len());
            }
        }
        out
    }

    /// The telling terms of each sentence that the other plan holds too.
    fn told(&self) -> impl Iterator<Item = &[TermId]> + Clone {
        let from = std::iter::once(0).chain(self.ends.iter().copied());
        from.zip(&self.ends)
            .map(|(from, end)| &self.told[from..*end])
    }

    /// The sentences that hold each of `terms` terms, those the other plan lacks left out.
    fn postings(&self, terms: usize) -> Postings<u32> {
        let rows = self.told().enumerate();
        let held = rows.flat_map(|(at, told)| told.iter().map(move |term| (*term, at as u32)));
        Postings::new(terms, held)
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
    pub(super) fn new(a: &Side<'_>, b: &Side<'_>, in_a: &Sentences, in_b: &Sentences) -> Self {
        let rows_a = rows(&in_a.unit, a.plan.units.len());
        let rows_b = rows(&in_b.unit, b.plan.units.len());
        let mut of_a = Grid::new(in_a.ends.len(), rows_b.len());
        let mut of_b = Grid::new(in_b.ends.len(), rows_a.len());
        let mut shared = vec![0.0; in_b.ends.len()];
        let (mut touched, mut first) = (vec![0_u32; in_b.ends.len() + 1], 0);
        let (mut best_a, mut best_b) = (vec![0.0; in_a.ends.len()], vec![0.0; in_b.ends.len()]);
        let postings = in_b.postings(b.plan.vocabulary.len());
        for (at, terms) in in_a.told().enumerate() {
            for term in terms {
                let weight = a.weight[*term as usize].powi(2);
                for place in postings.of(a.to_other[*term as usize]) {
                    // Noted once, without a branch: what was touched before is overwritten.
                    let sum = &mut shared[*place as usize];
                    touched[first] = *place;
                    first += usize::from(*sum == 0.0);
                    *sum += weight;
                }
            }
            for &place in &touched[..std::mem::take(&mut first)] {
                let place = place as usize;
                let shared = std::mem::take(&mut shared[place]);
                if in_a.only_common[at] != in_b.only_common[place] {
                    continue;
                }
                let alike = (shared / (in_a.norm[at] * in_b.norm[place])).min(1.0);
                let raise = |value: &mut f64| *value = value.max(alike);
                raise(&mut of_a.row_mut(at)[in_b.unit[place]]);
                raise(&mut of_b.row_mut(place)[in_a.unit[at]]);
                raise(&mut best_a[at]);
                raise(&mut best_b[place]);
            }
        }
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
    pub(super) fn spreads(&self, in_a: &Sentences, in_b: &Sentences) -> [Vec<f64>; 2] {
        let spread_a = spread(&self.best_a, &self.rows_a, &in_a.weight);
        [spread_a, spread(&self.best_b, &self.rows_b, &in_b.weight)]
    }

    /// For a pair of units: the best sentence seen from its weaker side.
    pub(super) fn lead(&self, a: usize, b: usize) -> f64 {
        let from_a = lead(&self.of_a, &self.best_a, self.rows_a[a].clone(), b);
        let from_b = lead(&self.of_b, &self.best_b, self.rows_b[b].clone(), a);
        from_a.min(from_b)
    }

    /// For a pair of units, the share of either that the other holds, by all best counterparts.
    pub(super) fn shares(
        &self,
        a: usize,
        b: usize,
        in_a: &Sentences,
        in_b: &Sentences,
    ) -> [f64; 2] {
        let of_a = share(&self.of_a, self.rows_a[a].clone(), b, &in_a.weight);
        [
            of_a,
            share(&self.of_b, self.rows_b[b].clone(), a, &in_b.weight),
        ]
    }
}

/// The weighted mean of the counterparts of the sentences `rows` in `unit`.
fn share(grid: &Grid, rows: Range<usize>, unit: usize, weight: &[f64]) -> f64 {
    let whole: f64 = weight[rows.clone()].iter().sum();
    let held: f64 = rows.map(|row| weight[row] * grid.at(row, unit)).sum();
    if whole > 0.0 {
        (held / whole).min(1.0)
    } else {
        0.0
    }
}

/// Over the sentences `rows`: the best counterpart in `unit` beside the best anywhere.
fn lead(grid: &Grid, best: &[f64], rows: Range<usize>, unit: usize) -> f64 {
    let beside = rows.filter(|row| best[*row] > 0.0).map(|row| {
        let alike = grid.at(row, unit);
        alike * alike / best[row]
    });
    beside.fold(0.0, f64::max)
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
