//! A plan's text in pieces (sentences, clauses), and which of them hold a term.
//!
//! ```text
//! pieces   0: 推广 辅具   1: 辅具 适配   2: 托养      holders   辅具 → 0 1   托养 → 2
//! ```
//!
//! Read once a plan: a comparison of two walks the pieces of one and asks the other who holds
//! each term.

use std::ops::Range;

use super::features::TermId;

/// Pieces of all commitments of a plan, in one row.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    /// The distinct terms of all pieces, one piece after the other.
    terms: Vec<TermId>,
    /// Where each piece's terms end.
    ends: Vec<u32>,
    /// The commitment each piece stands in.
    unit: Vec<u32>,
    /// The pieces of each commitment.
    of_unit: Vec<Range<usize>>,
    holders: Postings<u32>,
}

impl Pieces {
    /// The pieces of each commitment, their terms of a vocabulary of `size` read by `terms`.
    pub(super) fn new<'a, P: 'a>(
        of_units: impl Iterator<Item = &'a [P]>,
        size: usize,
        terms: impl Fn(&P) -> Vec<TermId>,
    ) -> Self {
        let mut out = Pieces {
            terms: Vec::new(),
            ends: Vec::new(),
            unit: Vec::new(),
            of_unit: Vec::new(),
            holders: Postings::new(0, std::iter::empty()),
        };
        for (at, pieces) in of_units.enumerate() {
            let from = out.ends.len();
            for piece in pieces {
                out.terms.extend(terms(piece));
                out.ends.push(out.terms.len() as u32);
                out.unit.push(at as u32);
            }
            out.of_unit.push(from..out.ends.len());
        }
        out.terms.shrink_to_fit();
        let held = out.iter().enumerate();
        let held = held.flat_map(|(at, held)| held.iter().map(move |term| (*term, at as u32)));
        out.holders = Postings::new(size, held);
        out
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The terms of every piece.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[TermId]> + Clone {
        self.within(0..self.ends.len())
    }

    /// The terms of the pieces of a commitment.
    pub(super) fn of_unit(&self, unit: usize) -> impl ExactSizeIterator<Item = &[TermId]> + Clone {
        self.within(self.of_unit[unit].clone())
    }

    fn within(&self, range: Range<usize>) -> impl ExactSizeIterator<Item = &[TermId]> + Clone {
        range.map(|at| {
            let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.terms[from as usize..self.ends[at] as usize]
        })
    }

    /// The commitment that `piece` stands in.
    pub(super) fn unit(&self, piece: usize) -> usize {
        self.unit[piece] as usize
    }

    /// The pieces that hold `term`, in order.
    pub(super) fn holders(&self, term: TermId) -> &[u32] {
        self.holders.of(term)
    }
}

/// For every term of a plan, the places that hold it, each with what is said of it there.
#[derive(Debug, Clone)]
pub(super) struct Postings<P> {
    starts: Vec<u32>,
    places: Vec<P>,
}

impl<P: Copy> Postings<P> {
    /// Terms below `terms`, each with a place, in the order of the places.
    pub(super) fn new(terms: usize, held: impl Iterator<Item = (TermId, P)> + Clone) -> Self {
        let mut starts = vec![0_u32; terms + 1];
        for (term, _) in held.clone() {
            starts[term as usize + 1] += 1;
        }
        for at in 0..terms {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let filler = held.clone().next();
        let mut places =
            filler.map_or(Vec::new(), |(_, place)| vec![place; starts[terms] as usize]);
        for (term, place) in held {
            places[next[term as usize] as usize] = place;
            next[term as usize] += 1;
        }
        Postings { starts, places }
    }

    pub(super) fn of(&self, term: TermId) -> &[P] {
        let at = term as usize;
        &self.places[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}
