//! Sentences that find their best counterpart anywhere in the other plan.
//!
//! ```text
//! 甲 3.4.1 加快推广国家通用手语和国家通用盲文。
//! 乙 B6.5  开展面向公共服务行业的国家通用手语推广。   ← its best, though the task is another
//! ```

use super::features::PlanFeatures;
use super::pieces::Pieces;
use super::side::{ABSENT, Grid, Length, Side};

/// Two sentences correspond from this cosine on.
pub(super) const SENTENCE_FROM: f64 = 0.25;

/// How the pieces (sentences, or clauses) of two plans answer each other.
pub(super) struct Counterparts {
    from_a: Seen,
    from_b: Seen,
}

impl Counterparts {
    /// Finds the best counterpart of every piece in every commitment of the other plan.
    pub(super) fn of(a: &Side<'_>, b: &Side<'_>, of: fn(&PlanFeatures) -> &Pieces) -> Self {
        let (in_a, in_b) = (Weighed::new(a, of(a.plan)), Weighed::new(b, of(b.plan)));
        let (units_a, units_b) = (a.plan.units.len(), b.plan.units.len());
        let mut from_a = Seen::new(units_a, units_b);
        let mut from_b = Seen::new(units_b, units_a);
        // What one piece of the first shares with each of the second, and which those are.
        let mut shared = vec![0.0; in_b.pieces.len()];
        let (mut touched, mut first) = (vec![0_u32; in_b.pieces.len() + 1], 0);
        // Its best in each commitment of the second; and the same the other way round.
        let mut row = vec![0.0; units_b];
        let mut rows_b = Grid::new(in_b.pieces.len(), units_a);
        let mut best_b = vec![0.0; in_b.pieces.len()];
        let longest = in_a.pieces.iter().map(<[_]>::len).max().unwrap_or_default();
        let mut sought = vec![(0, 0.0); longest + 1];
        for (at, terms) in in_a.pieces.iter().enumerate() {
            let to_other = a.sought(in_a.length[at].only_common);
            let mut held = 0;
            for term in terms {
                let there = to_other[*term as usize];
                sought[held] = (there, a.weight[*term as usize]);
                held += usize::from(there != ABSENT);
            }
            for (there, weight) in &sought[..held] {
                let weight = weight * weight;
                for place in in_b.pieces.holders(*there) {
                    // Noted once, without a branch: what was touched before is overwritten.
                    let sum = &mut shared[*place as usize];
                    touched[first] = *place;
                    first += usize::from(*sum == 0.0);
                    *sum += weight;
                }
            }
            let (unit, mut best) = (in_a.pieces.unit(at), 0.0);
            for &place in &touched[..std::mem::take(&mut first)] {
                let place = place as usize;
                let shared = std::mem::take(&mut shared[place]);
                let (own, theirs) = (&in_a.length[at], &in_b.length[place]);
                if own.only_common != theirs.only_common {
                    continue;
                }
                let alike = (shared / (own.norm * theirs.norm)).min(1.0);
                let raise = |value: &mut f64| *value = value.max(alike);
                raise(&mut row[in_b.pieces.unit(place)]);
                raise(&mut rows_b.row_mut(place)[unit]);
                raise(&mut best);
                raise(&mut best_b[place]);
            }
            from_a.note(unit, &row, best, in_a.weight[at]);
            row.fill(0.0);
        }
        for (place, best) in best_b.into_iter().enumerate() {
            let unit = in_b.pieces.unit(place);
            from_b.note(unit, rows_b.row(place), best, in_b.weight[place]);
        }
        Counterparts { from_a, from_b }
    }

    /// For each commitment of either plan, the share of it that the other plan holds anywhere.
    pub(super) fn spreads(&self) -> [Vec<f64>; 2] {
        [self.from_a.spread(), self.from_b.spread()]
    }

    /// For two commitments: the best piece beside the best it finds anywhere, seen from the
    /// weaker side.
    pub(super) fn lead(&self, a: usize, b: usize) -> f64 {
        self.from_a.lead.at(a, b).min(self.from_b.lead.at(b, a))
    }

    /// For two commitments, the share of either that the other holds, by all best counterparts.
    pub(super) fn shares(&self, a: usize, b: usize) -> [f64; 2] {
        [self.from_a.share(a, b), self.from_b.share(b, a)]
    }
}

/// The pieces of a plan, weighed between two.
struct Weighed<'a> {
    pieces: &'a Pieces,
    /// The sum of the weights of each one's terms.
    weight: Vec<f64>,
    length: Vec<Length>,
}

impl<'a> Weighed<'a> {
    fn new(side: &Side<'_>, pieces: &'a Pieces) -> Self {
        let (weight, length) = pieces.iter().map(|terms| side.weighed(terms)).unzip();
        Weighed {
            pieces,
            weight,
            length,
        }
    }
}

/// What the pieces of one plan find in the other, by its commitment and the other's.
struct Seen {
    /// Of all pieces: the best counterpart there beside the best anywhere.
    lead: Grid,
    /// The weighted sum of the best counterparts there.
    held: Grid,
    /// By commitment: the weights of all its pieces, and of those with a counterpart anywhere.
    whole: Vec<f64>,
    answered: Vec<f64>,
}

impl Seen {
    fn new(own: usize, other: usize) -> Self {
        Seen {
            lead: Grid::new(own, other),
            held: Grid::new(own, other),
            whole: vec![0.0; own],
            answered: vec![0.0; own],
        }
    }

    /// Takes in a piece of `unit`: its best in every commitment of the other plan, and anywhere.
    fn note(&mut self, unit: usize, row: &[f64], best: f64, weight: f64) {
        self.whole[unit] += weight;
        if best <= 0.0 {
            return;
        }
        if best >= SENTENCE_FROM {
            self.answered[unit] += weight;
        }
        let (lead, held) = (self.lead.row_mut(unit), self.held.row_mut(unit));
        for ((lead, held), alike) in lead.iter_mut().zip(held).zip(row) {
            *lead = lead.max(alike * alike / best);
            *held += weight * alike;
        }
    }

    fn share(&self, unit: usize, there: usize) -> f64 {
        let whole = self.whole[unit];
        if whole > 0.0 {
            (self.held.at(unit, there) / whole).min(1.0)
        } else {
            0.0
        }
    }

    fn spread(&self) -> Vec<f64> {
        let shares = self.answered.iter().zip(&self.whole);
        let share = |(answered, whole): (&f64, &f64)| {
            if *whole > 0.0 { answered / whole } else { 0.0 }
        };
        shares.map(share).collect()
    }
}
