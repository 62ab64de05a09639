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

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.columns..(row + 1) * self.columns]
    }
}

/// One plan's side of the comparison: its features and the weight of each of its terms.
pub(super) struct Side<'a> {
    pub(super) plan: &'a PlanFeatures,
    pub(super) weight: Vec<f64>,
    /// Terms that a third of all commitments hold: their lists are long and say nothing.
    common: Vec<bool>,
    pub(super) to_other: Vec<u32>,
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
                at => other.frequency[at as usize],
            };
            (plan.frequency[term] + there) as usize
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
        let (mut weight, mut common) = (vec![0.0; terms], vec![false; terms]);
        for (term, (weight, common)) in weight.iter_mut().zip(&mut common).enumerate() {
            (*weight, *common) = weigh(term);
        }
        Side {
            plan,
            weight,
            common,
            to_other,
        }
    }

    /// True for a term that a third of the commitments hold; where a text holds no others, it is read
    /// by them.
    pub(super) fn is_common(&self, term: TermId) -> bool {
        self.common[term as usize]
    }

    /// True for a term that the other plan holds too.
    pub(super) fn is_shared(&self, term: TermId) -> bool {
        self.to_other[term as usize] != ABSENT
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

/// For every term of a plan, the places that hold it, each with what is said of it there.
pub(super) struct Postings<P> {
    starts: Vec<usize>,
    places: Vec<P>,
}

impl<P: Copy + Default> Postings<P> {
    pub(super) fn new(terms: usize, held: impl Iterator<Item = (TermId, P)> + Clone) -> Self {
        let mut starts = vec![0; terms + 1];
        for (term, _) in held.clone() {
            starts[term as usize + 1] += 1;
        }
        for at in 0..terms {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut places = vec![P::default(); starts[terms]];
        for (term, place) in held {
            places[next[term as usize]] = place;
            next[term as usize] += 1;
        }
        Postings { starts, places }
    }

    pub(super) fn of(&self, term: TermId) -> &[P] {
        &self.places[self.starts[term as usize]..self.starts[term as usize + 1]]
    }
}

/// Cosines of all units of `a` with all of `b`.
pub(super) fn cosines(a: &Side<'_>, b: &Side<'_>) -> Grid {
    let (in_a, in_b) = (Told::of(a), Told::of(b));
    let held = in_b.units().enumerate().flat_map(|(at, terms)| {
        let place = move |(term, count): &(TermId, f32)| (*term, (at as u32, *count));
        terms.iter().map(place)
    });
    let postings = Postings::new(b.plan.vocabulary.len(), held);
    let mut grid = Grid::new(a.plan.units.len(), b.plan.units.len());
    for (at, terms) in in_a.units().enumerate() {
        let row = grid.row_mut(at);
        for (term, count) in terms {
            let weight = a.weight[*term as usize].powi(2) * f64::from(*count);
            for (place, count) in postings.of(a.to_other[*term as usize]) {
                row[*place as usize] += weight * f64::from(*count);
            }
        }
        for (place, cell) in row.iter_mut().enumerate() {
            let norms = in_a.norms[at] * in_b.norms[place];
            *cell = if norms > 0.0 && in_a.only_common[at] == in_b.only_common[place] {
                *cell / norms
            } else {
                0.0
            };
        }
    }
    grid
}

/// What the units of a plan are found by.
struct Told {
    /// The telling terms of all units that the other plan holds too, one after the other, and where
    /// each one's end.
    terms: Vec<(TermId, f32)>,
    ends: Vec<usize>,
    norms: Vec<f64>,
    only_common: Vec<bool>,
}

impl Told {
    fn of(side: &Side<'_>) -> Self {
        let units = &side.plan.units;
        let mut told = Told {
            terms: Vec::with_capacity(units.iter().map(|unit| unit.terms.len()).sum()),
            ends: Vec::with_capacity(units.len()),
            norms: Vec::with_capacity(units.len()),
            only_common: Vec::with_capacity(units.len()),
        };
        for unit in units {
            let terms = unit.terms.iter();
            let only_common = terms.clone().all(|(term, _)| side.is_common(*term));
            let telling = terms.filter(|(term, _)| only_common || !side.is_common(*term));
            told.norms.push(side.norm(telling.clone()));
            let shared = telling.filter(|(term, _)| side.is_shared(*term));
            told.terms.extend(shared);
            told.only_common.push(only_common);
            told.ends.push(told.terms.len());
        }
        told
    }

    /// The telling terms of each unit that the other plan holds too.
    fn units(&self) -> impl Iterator<Item = &[(TermId, f32)]> + Clone {
        let from = std::iter::once(0).chain(self.ends.iter().copied());
        from.zip(&self.ends)
            .map(|(from, end)| &self.terms[from..*end])
    }
}
