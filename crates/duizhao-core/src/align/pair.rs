//! How alike the commitments of two plans are.
//!
//! Everything is weighed within the two plans alone: a term that most of their commitments
//! hold (残疾人, 加强) says little, one that few hold says much. A third plan therefore never
//! changes what is found between two.

use std::collections::BTreeMap;

use super::features::{PlanFeatures, TermId, UnitFeatures};
use super::judge::Verdict;

/// Two sentences correspond from this cosine on.
pub(super) const SENTENCE_FROM: f64 = 0.25;

/// Marks a term that the other plan lacks.
const ABSENT: u32 = u32::MAX;

/// What speaks for two commitments being the same work. Each is 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Cosine of heading and body.
    pub text: f64,
    /// Cosine of the headings.
    pub heading: f64,
    /// `text` beside the best that either finds in the other plan: the mean of both ratios.
    pub lead: f64,
    /// The ratio as the shorter of the two sees it.
    pub lead_short: f64,
    /// The best pair of sentences, each beside the best it finds elsewhere: the weaker side.
    pub sentence: f64,
    /// How well another commitment of either section goes with the other of the two.
    pub rival: f64,
    /// Share of the shorter's length in the longer's.
    pub length: f64,
    /// Share of the first's sentences that the second holds, weighted.
    pub covered_a: f64,
    /// Share of the second's sentences that the first holds.
    pub covered_b: f64,
}

impl Signals {
    /// Similarity: 0 to 1, symmetric, 1 for a text with itself.
    pub fn similarity(&self) -> f64 {
        let covered = f64::midpoint(self.covered_a, self.covered_b);
        f64::midpoint(self.text, covered).clamp(0.0, 1.0)
    }

    /// `text`, less where either finds a better partner.
    pub fn leading(&self) -> f64 {
        self.text * self.lead
    }
}

/// Two commitments of two plans and what speaks for them.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The unit of the first plan, by its position among the commitments.
    pub a: usize,
    /// The unit of the second plan.
    pub b: usize,
    /// What speaks for them.
    pub signals: Signals,
}

/// What two plans share.
#[derive(Debug, Clone, Default)]
pub struct PlanPair {
    /// Pairs worth a thought, in the order of the first plan, then the second.
    pub pairs: Vec<Pair>,
    /// For each commitment of the first plan: the share that the second holds anywhere.
    pub spread_a: Vec<f64>,
    /// For each commitment of the second plan: the share that the first holds anywhere.
    pub spread_b: Vec<f64>,
    best_a: Vec<Option<(usize, f64)>>,
    best_b: Vec<Option<(usize, f64)>>,
}

impl PlanPair {
    /// The most similar commitment of the other plan and its similarity; `forward` asks for a
    /// unit of the first plan.
    pub(super) fn best(&self, unit: usize, forward: bool) -> Option<(usize, f64)> {
        let best = if forward { &self.best_a } else { &self.best_b };
        best.get(unit).copied().flatten()
    }
}

/// For each unit, the partner of greatest similarity, the first of equals.
fn most_similar(pairs: &[Pair], units_a: usize, units_b: usize) -> [Vec<Option<(usize, f64)>>; 2] {
    let mut best = [vec![None; units_a], vec![None; units_b]];
    for pair in pairs {
        let score = pair.signals.similarity();
        for (side, own, other) in [(0, pair.a, pair.b), (1, pair.b, pair.a)] {
            let kept: &mut Option<(usize, f64)> = &mut best[side][own];
            if kept.is_none_or(|(_, found)| score > found) {
                *kept = Some((other, score));
            }
        }
    }
    best
}

/// A matrix of numbers.
struct Grid {
    columns: usize,
    cells: Vec<f64>,
}

impl Grid {
    fn new(rows: usize, columns: usize) -> Self {
        Grid {
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns + column]
    }

    fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.columns..(row + 1) * self.columns]
    }

    fn row_best(&self, row: usize) -> f64 {
        let cells = &self.cells[row * self.columns..(row + 1) * self.columns];
        cells.iter().copied().fold(0.0, f64::max)
    }
}

/// One plan's side of the comparison: its features and the weight of each of its terms.
pub(super) struct Side<'a> {
    pub(super) plan: &'a PlanFeatures,
    pub(super) weight: Vec<f64>,
    to_other: Vec<u32>,
}

impl<'a> Side<'a> {
    pub(super) fn both(a: &'a PlanFeatures, b: &'a PlanFeatures) -> (Side<'a>, Side<'a>) {
        let (mut to_b, mut to_a) = (
            vec![ABSENT; a.vocabulary.len()],
            vec![ABSENT; b.vocabulary.len()],
        );
        let (mut at_a, mut at_b) = (0, 0);
        while at_a < a.vocabulary.len() && at_b < b.vocabulary.len() {
            match a.vocabulary[at_a].cmp(&b.vocabulary[at_b]) {
                std::cmp::Ordering::Less => at_a += 1,
                std::cmp::Ordering::Greater => at_b += 1,
                std::cmp::Ordering::Equal => {
                    (to_b[at_a], to_a[at_b]) = (at_b as u32, at_a as u32);
                    (at_a, at_b) = (at_a + 1, at_b + 1);
                }
            }
        }
        let units = (a.units.len() + b.units.len()) as f64;
        let weigh = |own: &PlanFeatures, other: &PlanFeatures, to_other: &[u32]| -> Vec<f64> {
            let there = |term: usize| match to_other[term] {
                ABSENT => 0,
                at => other.frequency[at as usize],
            };
            let held = (0..own.vocabulary.len()).map(|term| own.frequency[term] + there(term));
            held.map(|held| rarity(units, f64::from(held))).collect()
        };
        let (weight_a, weight_b) = (weigh(a, b, &to_b), weigh(b, a, &to_a));
        let side_a = Side {
            plan: a,
            weight: weight_a,
            to_other: to_b,
        };
        (
            side_a,
            Side {
                plan: b,
                weight: weight_b,
                to_other: to_a,
            },
        )
    }

    /// Cosine of counted terms with those of the other plan.
    pub(super) fn cosine(
        &self,
        other: &Side<'_>,
        own: &[(TermId, f64)],
        theirs: &[(TermId, f64)],
    ) -> f64 {
        let norms = self.norm(own) * other.norm(theirs);
        let shared: f64 = self
            .shared(other, own, theirs)
            .map(|(_, weight)| weight)
            .sum();
        if norms > 0.0 {
            (shared / norms).min(1.0)
        } else {
            0.0
        }
    }

    /// Terms that the other side holds too, with their part of the inner product.
    pub(super) fn shared<'s>(
        &'s self,
        other: &'s Side<'_>,
        own: &'s [(TermId, f64)],
        theirs: &'s [(TermId, f64)],
    ) -> impl Iterator<Item = (TermId, f64)> + 's {
        own.iter().filter_map(move |(term, count)| {
            let there = self.to_other[*term as usize];
            let at = theirs
                .binary_search_by_key(&there, |(term, _)| *term)
                .ok()?;
            let (weight, beside) = (self.weight[*term as usize], other.weight[there as usize]);
            Some((*term, weight * beside * count * theirs[at].1))
        })
    }

    /// Cosine of distinct terms with those of the other plan.
    pub(super) fn set_cosine(&self, other: &Side<'_>, own: &[TermId], theirs: &[TermId]) -> f64 {
        let (_, squares) = self.sums(own);
        let (_, squares_there) = other.sums(theirs);
        if squares <= 0.0 || squares_there <= 0.0 {
            return 0.0;
        }
        let shared: f64 = own
            .iter()
            .filter(|term| {
                theirs
                    .binary_search(&self.to_other[**term as usize])
                    .is_ok()
            })
            .map(|term| self.weight[*term as usize].powi(2))
            .sum();
        (shared / (squares * squares_there).sqrt()).min(1.0)
    }

    /// Weighted length of a unit's terms.
    fn norm(&self, terms: &[(TermId, f64)]) -> f64 {
        let squares = terms
            .iter()
            .map(|(term, count)| (count * self.weight[*term as usize]).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// The weighted mean of the best counterpart of each sentence.
    pub(super) fn covered(&self, unit: &UnitFeatures, best: &[f64]) -> f64 {
        let (mut sum, mut whole) = (0.0, 0.0);
        for (sentence, best) in unit.sentences.iter().zip(best) {
            let (weight, _) = self.sums(&sentence.terms);
            sum += weight * best;
            whole += weight;
        }
        if whole > 0.0 {
            (sum / whole).min(1.0)
        } else {
            0.0
        }
    }

    /// Sum of the weights of distinct terms, and of their squares.
    fn sums(&self, terms: &[TermId]) -> (f64, f64) {
        terms.iter().fold((0.0, 0.0), |(sum, squares), term| {
            let weight = self.weight[*term as usize];
            (sum + weight, squares + weight * weight)
        })
    }
}

/// The weight of a term that `held` of `units` commitments hold; always above 0.
fn rarity(units: f64, held: f64) -> f64 {
    ((units + 1.0) / (held + 0.5)).ln()
}

/// For every term of a plan, the places that hold it.
struct Postings {
    starts: Vec<usize>,
    places: Vec<(u32, f64)>,
}

impl Postings {
    fn new(terms: usize, held: impl Iterator<Item = (TermId, u32, f64)> + Clone) -> Self {
        let mut starts = vec![0; terms + 1];
        for (term, _, _) in held.clone() {
            starts[term as usize + 1] += 1;
        }
        for at in 0..terms {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0.0); starts[terms]];
        for (term, place, value) in held {
            places[next[term as usize]] = (place, value);
            next[term as usize] += 1;
        }
        Postings { starts, places }
    }

    fn of(&self, term: u32) -> &[(u32, f64)] {
        &self.places[self.starts[term as usize]..self.starts[term as usize + 1]]
    }
}

/// A plan's sentences in one row, with the unit each stands in.
struct Sentences<'a> {
    terms: Vec<&'a [TermId]>,
    unit: Vec<usize>,
    weight: Vec<f64>,
    norm: Vec<f64>,
    postings: Postings,
}

impl<'a> Sentences<'a> {
    fn new(side: &Side<'a>) -> Self {
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

/// Compares every commitment of `a` with every one of `b` that shares a term with it and
/// keeps what is worth a thought.
pub fn compare_plans(a: &PlanFeatures, b: &PlanFeatures) -> PlanPair {
    let found = Comparison::of(a, b);
    let mut pairs = found.pairs();
    let sentences = &found.sentences;
    let spread_a = spread(&sentences.best_a, &sentences.rows_a, &found.in_a.weight);
    let spread_b = spread(&sentences.best_b, &sentences.rows_b, &found.in_b.weight);
    let [best_a, best_b] = most_similar(&pairs, a.units.len(), b.units.len());
    pairs.retain(|pair| Verdict::of(&pair.signals).is_candidate());
    PlanPair {
        pairs,
        spread_a,
        spread_b,
        best_a,
        best_b,
    }
}

/// The signals of every two commitments that share a term, in the order of `a`, then `b`.
pub fn all_signals(a: &PlanFeatures, b: &PlanFeatures) -> Vec<Pair> {
    Comparison::of(a, b).pairs()
}

/// Everything that is computed once for two plans.
struct Comparison<'a> {
    a: Side<'a>,
    b: Side<'a>,
    text: Grid,
    leading: Leading,
    in_a: Sentences<'a>,
    in_b: Sentences<'a>,
    sentences: SentenceGrids,
}

impl<'a> Comparison<'a> {
    fn of(a: &'a PlanFeatures, b: &'a PlanFeatures) -> Self {
        let (side_a, side_b) = Side::both(a, b);
        let text = cosines(&side_a, &side_b);
        let (in_a, in_b) = (Sentences::new(&side_a), Sentences::new(&side_b));
        Comparison {
            leading: Leading::new(&text, a, b),
            sentences: SentenceGrids::new(&side_a, &side_b, &in_a, &in_b),
            a: side_a,
            b: side_b,
            text,
            in_a,
            in_b,
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for a in 0..self.a.plan.units.len() {
            for b in 0..self.b.plan.units.len() {
                if self.text.at(a, b) > 0.0 {
                    pairs.push(Pair {
                        a,
                        b,
                        signals: self.signals(a, b),
                    });
                }
            }
        }
        pairs
    }

    /// What speaks for two units that share a term.
    fn signals(&self, at_a: usize, at_b: usize) -> Signals {
        let (unit_a, unit_b) = (&self.a.plan.units[at_a], &self.b.plan.units[at_b]);
        let (short, long) = ordered(unit_a.letters, unit_b.letters);
        let (sentence, covered_a, covered_b) =
            self.sentences.of(at_a, at_b, &self.in_a, &self.in_b);
        let text = self.text.at(at_a, at_b);
        let (ratio_a, ratio_b) = self.leading.ratios(text, at_a, at_b);
        let lead_short = if unit_a.letters <= unit_b.letters {
            ratio_a
        } else {
            ratio_b
        };
        Signals {
            text: text.min(1.0),
            heading: self.a.set_cosine(&self.b, &unit_a.heading, &unit_b.heading),
            lead: (ratio_a * ratio_b).sqrt(),
            lead_short,
            sentence,
            rival: self.leading.rival(at_a, at_b, unit_a.kin, unit_b.kin),
            length: short / long.max(1.0),
            covered_a,
            covered_b,
        }
    }
}

/// The best that every unit finds in the other plan.
struct Leading {
    best_a: Vec<f64>,
    best_b: Vec<f64>,
    /// For a unit of the first plan and a section of the second: the best two, `(unit, leading)`.
    kin_a: BTreeMap<(usize, usize), [(usize, f64); 2]>,
    /// The same for units of the second plan and sections of the first.
    kin_b: BTreeMap<(usize, usize), [(usize, f64); 2]>,
}

impl Leading {
    fn new(text: &Grid, a: &PlanFeatures, b: &PlanFeatures) -> Self {
        let (units_a, units_b) = (a.units.len(), b.units.len());
        let mut out = Leading {
            best_a: vec![0.0; units_a],
            best_b: vec![0.0; units_b],
            kin_a: BTreeMap::new(),
            kin_b: BTreeMap::new(),
        };
        for at_a in 0..units_a {
            for at_b in 0..units_b {
                let alike = text.at(at_a, at_b);
                out.best_a[at_a] = out.best_a[at_a].max(alike);
                out.best_b[at_b] = out.best_b[at_b].max(alike);
            }
        }
        for at_a in 0..units_a {
            for at_b in 0..units_b {
                let alike = text.at(at_a, at_b);
                if alike <= 0.0 {
                    continue;
                }
                let (ratio_a, ratio_b) = out.ratios(alike, at_a, at_b);
                let leading = alike * (ratio_a * ratio_b).sqrt();
                keep_two(
                    out.kin_a.entry((at_a, b.units[at_b].kin)).or_default(),
                    at_b,
                    leading,
                );
                keep_two(
                    out.kin_b.entry((at_b, a.units[at_a].kin)).or_default(),
                    at_a,
                    leading,
                );
            }
        }
        out
    }

    /// `text` beside the best of either unit.
    fn ratios(&self, text: f64, a: usize, b: usize) -> (f64, f64) {
        let beside = |best: f64| if best > 0.0 { text / best } else { 0.0 };
        (beside(self.best_a[a]), beside(self.best_b[b]))
    }

    /// How well another of one unit's section goes with the other unit, at best.
    fn rival(&self, a: usize, b: usize, section_a: usize, section_b: usize) -> f64 {
        let best = |kept: Option<&[(usize, f64); 2]>, own: usize| -> f64 {
            let others = kept.into_iter().flatten().filter(|(unit, _)| *unit != own);
            others.map(|(_, leading)| *leading).fold(0.0, f64::max)
        };
        let in_b = best(self.kin_a.get(&(a, section_b)), b);
        let in_a = best(self.kin_b.get(&(b, section_a)), a);
        in_a.max(in_b)
    }
}

fn keep_two(kept: &mut [(usize, f64); 2], unit: usize, value: f64) {
    if value > kept[0].1 {
        *kept = [(unit, value), kept[0]];
    } else if value > kept[1].1 {
        kept[1] = (unit, value);
    }
}

/// For each unit, the weighted share of its sentences that have a counterpart anywhere.
fn spread(best: &[f64], rows: &[std::ops::Range<usize>], weight: &[f64]) -> Vec<f64> {
    let share = |rows: &std::ops::Range<usize>| {
        let whole: f64 = weight[rows.clone()].iter().sum();
        let held = rows.clone().filter(|row| best[*row] >= SENTENCE_FROM);
        let held: f64 = held.map(|row| weight[row]).sum();
        if whole > 0.0 { held / whole } else { 0.0 }
    };
    rows.iter().map(share).collect()
}

fn ordered(a: usize, b: usize) -> (f64, f64) {
    (a.min(b) as f64, a.max(b) as f64)
}

/// Cosines of all units of `a` with all of `b`.
fn cosines(a: &Side<'_>, b: &Side<'_>) -> Grid {
    let held = b.plan.units.iter().enumerate().flat_map(|(at, unit)| {
        unit.terms
            .iter()
            .map(move |(term, count)| (*term, at as u32, *count))
    });
    let postings = Postings::new(b.plan.vocabulary.len(), held);
    let norm_b: Vec<f64> = b
        .plan
        .units
        .iter()
        .map(|unit| b.norm(&unit.terms))
        .collect();
    let mut grid = Grid::new(a.plan.units.len(), b.plan.units.len());
    for (at, unit) in a.plan.units.iter().enumerate() {
        let row = grid.row_mut(at);
        for (term, count) in &unit.terms {
            let there = a.to_other[*term as usize];
            if there == ABSENT {
                continue;
            }
            let weight = a.weight[*term as usize].powi(2) * count;
            for (place, count) in postings.of(there) {
                row[*place as usize] += weight * count;
            }
        }
        let norm_a = a.norm(&unit.terms);
        for (cell, norm_b) in row.iter_mut().zip(&norm_b) {
            *cell = if norm_a > 0.0 && *norm_b > 0.0 {
                *cell / (norm_a * norm_b)
            } else {
                0.0
            };
        }
    }
    grid
}

/// The best counterpart of every sentence in every unit of the other plan.
struct SentenceGrids {
    /// Sentences of the first plan by units of the second.
    of_a: Grid,
    /// Sentences of the second plan by units of the first.
    of_b: Grid,
    best_a: Vec<f64>,
    best_b: Vec<f64>,
    rows_a: Vec<std::ops::Range<usize>>,
    rows_b: Vec<std::ops::Range<usize>>,
}

impl SentenceGrids {
    fn new(a: &Side<'_>, b: &Side<'_>, in_a: &Sentences<'_>, in_b: &Sentences<'_>) -> Self {
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

    /// For a pair of units: the best sentence seen from its weaker side, and both shares.
    fn of(
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
    rows: std::ops::Range<usize>,
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
fn rows(unit: &[usize], units: usize) -> Vec<std::ops::Range<usize>> {
    let mut out = vec![0..0; units];
    for (row, unit) in unit.iter().enumerate() {
        if out[*unit].is_empty() {
            out[*unit] = row..row;
        }
        out[*unit].end = row + 1;
    }
    out
}
