//! The two sides of a comparison: what a term weighs between two plans, and where it stands.

use super::features::{PlanFeatures, TermId};

/// Marks a term that the other plan lacks.
pub(super) const ABSENT: u32 = u32::MAX;

/// In a corpus of few commitments every term may be in a third of them and still tell.
const COMMON_IN: usize = 12;

/// A common term still parts texts that hold nothing else.
const COMMON_WEIGHT: f64 = 1e-3;

/// A matrix of numbers.
pub(super) struct Grid {
    columns: usize,
    cells: Vec<f64>,
}

impl Grid {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        Grid {
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns + column]
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.columns..(row + 1) * self.columns]
    }
}

/// One plan's side of the comparison: its features and the weight of each of its terms.
pub(super) struct Side<'a> {
    pub(super) plan: &'a PlanFeatures,
    pub(super) weight: Vec<f64>,
    /// The same, 0 for terms that a third of all commitments hold: their lists are long and say
    /// nothing.
    telling: Vec<f64>,
    pub(super) to_other: Vec<u32>,
    /// The same, [`ABSENT`] for terms that tell nothing.
    telling_to_other: Vec<u32>,
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
        let side_a = Side::new(a, b, to_b);
        (side_a, Side::new(b, a, to_a))
    }

    fn new(plan: &'a PlanFeatures, other: &PlanFeatures, to_other: Vec<u32>) -> Self {
        let units = plan.units.len() + other.units.len();
        let common_from = (units / 3).max(COMMON_IN);
        let held = |term: usize| {
            let there = match to_other[term] {
                ABSENT => 0,
                at => other.holders.of(at).len(),
            };
            plan.holders.of(term as TermId).len() + there
        };
        let rarities: Vec<f64> = (0..=units).map(|held| rarity(units, held)).collect();
        let weigh = |term: usize| {
            let held = held(term);
            let weight = rarities[held] * plan.telling[term];
            if held > common_from {
                (weight * COMMON_WEIGHT, true)
            } else {
                (weight, false)
            }
        };
        let terms = plan.vocabulary.len();
        let mut side = Side {
            plan,
            weight: vec![0.0; terms],
            telling: vec![0.0; terms],
            telling_to_other: vec![ABSENT; terms],
            to_other: Vec::new(),
        };
        for (term, &there) in to_other.iter().enumerate() {
            let (weight, common) = weigh(term);
            side.weight[term] = weight;
            if !common {
                side.telling[term] = weight;
                side.telling_to_other[term] = there;
            }
        }
        side.to_other = to_other;
        side
    }

    /// For every term, the same term of the other plan where a text is found by it: by telling
    /// terms, or by common ones where it holds no others.
    pub(super) fn sought(&self, only_common: bool) -> &[u32] {
        if only_common {
            &self.to_other
        } else {
            &self.telling_to_other
        }
    }

    /// How long every commitment is.
    fn lengths(&self) -> Vec<Length> {
        let units = self.plan.units.iter();
        let length = units.map(|unit| {
            let square =
                |(term, n): &(TermId, f32)| (f64::from(*n) * self.telling[*term as usize]).powi(2);
            let squares = unit.terms.iter().map(square).sum();
            Length::of(squares, || self.norm(&unit.terms))
        });
        length.collect()
    }

    /// The sum of the weights of a text's distinct terms, and how long it is.
    pub(super) fn weighed(&self, terms: &[TermId]) -> (f64, Length) {
        let (mut sum, mut squares) = (0.0, 0.0);
        for term in terms {
            sum += self.weight[*term as usize];
            squares += self.telling[*term as usize].powi(2);
        }
        (sum, Length::of(squares, || self.sums(terms).1.sqrt()))
    }

    /// Cosine of counted terms with those of the other plan.
    pub(super) fn cosine(
        &self,
        other: &Side<'_>,
        own: &[(TermId, f32)],
        theirs: &[(TermId, f32)],
    ) -> f64 {
        let shared: f64 = self.shared(own, theirs).map(|(_, weight)| weight).sum();
        self.beside(other, shared, own, theirs)
    }

    /// The inner product `shared` of counted terms beside the lengths of both: their cosine.
    pub(super) fn beside(
        &self,
        other: &Side<'_>,
        shared: f64,
        own: &[(TermId, f32)],
        theirs: &[(TermId, f32)],
    ) -> f64 {
        let norms = self.norm(own) * other.norm(theirs);
        if norms > 0.0 {
            (shared / norms).min(1.0)
        } else {
            0.0
        }
    }

    /// Terms that both hold, with their part of the inner product. Both lists are in the order
    /// of the keys, so one walk finds them.
    pub(super) fn shared<'s>(
        &'s self,
        own: &'s [(TermId, f32)],
        theirs: &'s [(TermId, f32)],
    ) -> impl Iterator<Item = (TermId, f64)> + 's {
        let mut at = 0;
        own.iter().filter_map(move |(term, count)| {
            let there = self.to_other[*term as usize];
            if there == ABSENT {
                return None;
            }
            while theirs.get(at).is_some_and(|(other, _)| *other < there) {
                at += 1;
            }
            let (_, beside) = theirs.get(at).filter(|(other, _)| *other == there)?;
            let weight = self.weight[*term as usize];
            Some((
                *term,
                weight * weight * f64::from(*count) * f64::from(*beside),
            ))
        })
    }

    /// Cosine of distinct terms with those of the other plan.
    pub(super) fn set_cosine(&self, other: &Side<'_>, own: &[TermId], theirs: &[TermId]) -> f64 {
        self.set_beside(own, self.sums(own).1, theirs, other.sums(theirs).1)
    }

    /// [`Side::set_cosine`], where the squared lengths of both are known.
    pub(super) fn set_beside(
        &self,
        own: &[TermId],
        squares: f64,
        theirs: &[TermId],
        squares_there: f64,
    ) -> f64 {
        let norms = (squares * squares_there).sqrt().max(f64::MIN_POSITIVE);
        (self.set_shared(own, theirs) / norms).min(1.0)
    }

    /// The squared weights of the distinct terms that both hold.
    pub(super) fn set_shared(&self, own: &[TermId], theirs: &[TermId]) -> f64 {
        let (mut at, mut shared) = (0, 0.0);
        for term in own {
            let there = self.to_other[*term as usize];
            if there == ABSENT {
                continue;
            }
            while theirs.get(at).is_some_and(|other| *other < there) {
                at += 1;
            }
            if theirs.get(at) == Some(&there) {
                shared += self.weight[*term as usize].powi(2);
            }
        }
        shared
    }

    /// Weighted length of a unit's terms.
    fn norm<'t>(&self, terms: impl IntoIterator<Item = &'t (TermId, f32)>) -> f64 {
        let squares = terms
            .into_iter()
            .map(|(term, count)| (f64::from(*count) * self.weight[*term as usize]).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// Sum of the weights of distinct terms, and of their squares.
    pub(super) fn sums(&self, terms: &[TermId]) -> (f64, f64) {
        terms.iter().fold((0.0, 0.0), |(sum, squares), term| {
            let weight = self.weight[*term as usize];
            (sum + weight, squares + weight * weight)
        })
    }
}

/// The weight of a term that `held` of `units` commitments hold; always above 0.
fn rarity(units: usize, held: usize) -> f64 {
    ((units as f64 + 1.0) / (held as f64 + 0.5)).ln()
}

/// Cosines of all units of `a` with all of `b`.
pub(super) fn cosines(a: &Side<'_>, b: &Side<'_>) -> Grid {
    let (in_a, in_b) = (a.lengths(), b.lengths());
    let mut grid = Grid::new(a.plan.units.len(), b.plan.units.len());
    for (at, unit) in a.plan.units.iter().enumerate() {
        let row = grid.row_mut(at);
        let sought = a.sought(in_a[at].only_common);
        for (term, count) in &unit.terms {
            let there = sought[*term as usize];
            if there == ABSENT {
                continue;
            }
            let weight = a.weight[*term as usize].powi(2) * f64::from(*count);
            for (place, count) in b.plan.holders.of(there) {
                row[*place as usize] += weight * f64::from(*count);
            }
        }
        for (cell, there) in row.iter_mut().zip(&in_b) {
            let norms = in_a[at].norm * there.norm;
            *cell = if norms > 0.0 && in_a[at].only_common == there.only_common {
                *cell / norms
            } else {
                0.0
            };
        }
    }
    grid
}

/// How long a text is between two plans.
pub(super) struct Length {
    /// The weighted length of its telling terms; of all of them where it holds no others.
    pub(super) norm: f64,
    /// It holds common terms alone.
    pub(super) only_common: bool,
}

impl Length {
    /// The length of a text whose telling terms have the sum of squares `squares`, and all of
    /// whose terms have the length `whole`.
    fn of(squares: f64, whole: impl Fn() -> f64) -> Self {
        let only_common = squares == 0.0;
        Length {
            norm: if only_common { whole() } else { squares.sqrt() },
            only_common,
        }
    }
}
