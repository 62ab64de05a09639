//! Which units of two plans hold the same work, and which are missing, moved, merged.
//!
//! ```text
//! A 3.1.4 and A 3.1.5 → B 3.1.4 holds the clauses of both      merged
//! A 3.2.3 (section 二) → B 3.4.5 (section 四)                   moved
//! A B2.4: no clause of it is anywhere in B                      missing
//! ```
//!
//! A unit follows its clauses: the weight of linked clauses says where it went.

use std::collections::BTreeMap;

use crate::compare::known::{Known, UnitPrior};
use crate::compare::matching::Matching;
use crate::compare::passages::{Class, Scope};
use crate::compare::weights::Weights;
use crate::model::UnitPath;

/// A unit with less of its text elsewhere is missing.
const PRESENT: f64 = 0.30;
/// A unit the alignment knows there in part needs less; an equivalent one nothing, so that
/// a task in wholly other words is not missing.
const PRESENT_ALIGNED: f64 = 0.08;
/// A unit of the other plan is free while nobody else fills this share of it.
const FREE: f64 = 0.5;
/// Parts of a merged unit must each bring this share of themselves …
const MERGED_OWN: f64 = 0.45;
/// … and make up this share of the whole.
const MERGED_SHARE: f64 = 0.12;
/// A unit of the same heading and kind is the counterpart, wherever most of its text went.
const SAME_HEADING: f64 = 0.6;
/// Headings shorter than this name too little.
const HEADING: usize = 4;
/// Sections of all but the same title are namesakes.
const NAMESAKE: f64 = 0.9;
/// Titles this close name the same section.
const SAME_TITLE: f64 = 0.55;

/// Where the units of one plan went in the other.
#[derive(Debug)]
pub(crate) struct Direction {
    /// Weight of linked clauses by other unit.
    pub(crate) to: Vec<BTreeMap<usize, f64>>,
    /// Weight of all clauses.
    pub(crate) total: Vec<f64>,
    /// Share of the unit that is in the other plan, 0 to 1.
    pub(crate) covered: Vec<f64>,
    /// The unit that holds most of it; none where it is missing.
    pub(crate) primary: Vec<Option<usize>>,
}

/// The units of two plans, both ways.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) a: Direction,
    pub(crate) b: Direction,
}

/// What happened to a pair of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Several units of the first plan are one in the second.
    Merged,
    /// One of the first is several in the second.
    Split,
}

impl Structure {
    pub(crate) fn find(
        a: &Scope<'_>,
        b: &Scope<'_>,
        matching: &Matching,
        weights: &Weights,
        known: &Known,
    ) -> Self {
        let mut forth = Direction::empty(a, weights);
        let mut back = Direction::empty(b, weights);
        for link in &matching.clauses {
            let from = a.passages[link.a.passage].unit;
            let to = b.passages[link.b.passage].unit;
            let weigh = |grams: &[u64]| weights.sum(grams);
            *forth.to[from].entry(to).or_default() += weigh(&a.clause(link.a).grams);
            *back.to[to].entry(from).or_default() += weigh(&b.clause(link.b).grams);
        }
        forth.settle();
        back.settle();
        let (primary_a, primary_b) = (
            primaries((a, b), (&forth, &back), &|i, j| known.prior(i, j), weights),
            primaries((b, a), (&back, &forth), &|j, i| known.prior(i, j), weights),
        );
        forth.primary = primary_a;
        back.primary = primary_b;
        Structure { a: forth, b: back }
    }

    /// Pairs of units in which each is the other's counterpart, by the first plan's order.
    pub(crate) fn mutual(&self) -> Vec<(usize, usize)> {
        let pairs = self.a.primary.iter().enumerate();
        pairs
            .filter_map(|(i, primary)| primary.map(|j| (i, j)))
            .filter(|&(i, j)| self.b.primary[j] == Some(i))
            .collect()
    }

    /// Merged and split units: (unit of a, unit of b, what).
    pub(crate) fn merges(&self, a: &Scope<'_>, b: &Scope<'_>) -> Vec<(usize, usize, Move)> {
        let mut found: Vec<(usize, usize, Move)> = Vec::new();
        for (whole, parts) in merged(&self.a, &self.b, a, b) {
            found.extend(parts.into_iter().map(|part| (part, whole, Move::Merged)));
        }
        for (whole, parts) in merged(&self.b, &self.a, b, a) {
            found.extend(parts.into_iter().map(|part| (whole, part, Move::Split)));
        }
        found.sort_by_key(|&(i, j, _)| (i, j));
        found
    }

    /// Mutual pairs whose sections do not correspond.
    pub(crate) fn moves(
        &self,
        a: &Scope<'_>,
        b: &Scope<'_>,
        weights: &Weights,
    ) -> Vec<(usize, usize)> {
        let mutual = self.mutual();
        let sections = Sections::of(a, b, self, &mutual, weights);
        let placed = |&(i, j): &(usize, usize)| {
            let same = a.units[i].class == b.units[j].class;
            let commits = matches!(a.units[i].class, Class::Task | Class::Item);
            same && commits && !sections.correspond(a, b, (i, j))
        };
        mutual.iter().copied().filter(|pair| placed(pair)).collect()
    }
}

impl Direction {
    fn empty(scope: &Scope<'_>, weights: &Weights) -> Self {
        let units = scope.units.len();
        let mut total = vec![0.0; units];
        for at in scope.clauses() {
            total[scope.passages[at.passage].unit] += weights.sum(&scope.clause(at).grams);
        }
        let (to, covered) = (vec![BTreeMap::new(); units], vec![0.0; units]);
        Direction {
            to,
            total,
            covered,
            primary: vec![None; units],
        }
    }

    fn settle(&mut self) {
        for (unit, to) in self.to.iter().enumerate() {
            let linked: f64 = to.values().sum();
            self.covered[unit] = if self.total[unit] > 0.0 {
                (linked / self.total[unit]).min(1.0)
            } else {
                0.0
            };
        }
    }

    fn share(&self, unit: usize, other: usize) -> f64 {
        let weight = self.to[unit].get(&other).copied().unwrap_or(0.0);
        if self.total[unit] > 0.0 {
            weight / self.total[unit]
        } else {
            0.0
        }
    }
}

/// The counterpart of every unit, where it has one.
fn primaries(
    (own, other): (&Scope<'_>, &Scope<'_>),
    (forth, back): (&Direction, &Direction),
    prior: &dyn Fn(usize, usize) -> UnitPrior,
    weights: &Weights,
) -> Vec<Option<usize>> {
    let same_heading = |i: usize, j: usize| {
        let (x, y) = (&own.units[i], &other.units[j]);
        let long = x.title_folded.chars().count() >= HEADING;
        long && x.class == y.class && x.title_folded == y.title_folded
    };
    let rate = |i: usize, j: usize| {
        let titles = weights.dice(&own.units[i].title_grams, &other.units[j].title_grams);
        let alike = if own.units[i].class == other.units[j].class {
            0.05
        } else {
            0.0
        };
        let heading = if same_heading(i, j) {
            SAME_HEADING
        } else {
            0.0
        };
        let known = match prior(i, j) {
            UnitPrior::Pinned => 10.0,
            UnitPrior::Aligned(score) => 0.1 * score,
            UnitPrior::Forbidden => 0.0,
        };
        forth.share(i, j) + 0.15 * titles + heading + known + alike
    };
    let best = |i: usize| {
        let near = |&j: &usize| match prior(i, j) {
            UnitPrior::Forbidden => false,
            UnitPrior::Pinned => true,
            UnitPrior::Aligned(score) => {
                score > 0.0 || forth.to[i].contains_key(&j) || same_heading(i, j)
            }
        };
        let ranked = (0..other.units.len()).filter(near).map(|j| (rate(i, j), j));
        ranked
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
            .map(|(_, j)| j)
    };
    let present = |i: usize, j: usize| {
        let UnitPrior::Aligned(aligned) = prior(i, j) else {
            return true;
        };
        if forth.covered[i] >= PRESENT {
            return true;
        }
        let filled = back.to[j]
            .keys()
            .filter(|&&k| k != i)
            .map(|&k| back.share(j, k));
        let free = filled.fold(0.0, f64::max) < FREE;
        let some = aligned > 0.0 && forth.covered[i] >= PRESENT_ALIGNED;
        free && (aligned >= 1.0 || some)
    };
    (0..own.units.len())
        .map(|i| best(i).filter(|&j| present(i, j)))
        .collect()
}

/// Units of the other plan that hold two or more whole units of this one.
fn merged(
    forth: &Direction,
    back: &Direction,
    own: &Scope<'_>,
    other: &Scope<'_>,
) -> Vec<(usize, Vec<usize>)> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (unit, primary) in forth.primary.iter().enumerate() {
        let Some(whole) = *primary else { continue };
        let commits = |class: Class| matches!(class, Class::Task | Class::Item);
        let fits = commits(own.units[unit].class)
            && commits(other.units[whole].class)
            && forth.share(unit, whole) >= MERGED_OWN
            && back.share(whole, unit) >= MERGED_SHARE;
        if fits {
            parts.entry(whole).or_default().push(unit);
        }
    }
    parts
        .into_iter()
        .filter(|(_, parts)| parts.len() > 1)
        .collect()
}

/// Which sections of two plans correspond, by the units in them.
struct Sections {
    shared: BTreeMap<(UnitPath, UnitPath), f64>,
    titles: BTreeMap<(UnitPath, UnitPath), f64>,
    by_pair: BTreeMap<(usize, usize), f64>,
}

/// Sections of the same title are the same before any unit is counted.
const TITLE_WEIGHT: f64 = 400.0;

impl Sections {
    fn of(
        a: &Scope<'_>,
        b: &Scope<'_>,
        structure: &Structure,
        mutual: &[(usize, usize)],
        weights: &Weights,
    ) -> Self {
        let mut sections = Sections {
            shared: BTreeMap::new(),
            titles: BTreeMap::new(),
            by_pair: BTreeMap::new(),
        };
        for &(i, j) in mutual {
            let Some(key) = section_key(a, b, i, j) else {
                continue;
            };
            let weight = structure.a.to[i].get(&j).copied().unwrap_or(0.0)
                + structure.b.to[j].get(&i).copied().unwrap_or(0.0);
            *sections.shared.entry(key.clone()).or_default() += weight;
            sections.by_pair.insert((i, j), weight);
        }
        let titles = |scope: &Scope<'_>| -> Vec<(UnitPath, Vec<u64>)> {
            let of = |unit: &crate::compare::passages::ScopeUnit<'_>| {
                (unit.unit.path.clone(), unit.title_grams.clone())
            };
            scope
                .units
                .iter()
                .filter(|u| u.class == Class::Container)
                .map(of)
                .collect()
        };
        for (p, x) in titles(a) {
            for (q, y) in titles(b) {
                let dice = weights.dice(&x, &y);
                if dice >= SAME_TITLE {
                    sections.titles.insert((p.clone(), q), TITLE_WEIGHT * dice);
                }
            }
        }
        sections
    }

    /// True where the sections of the two units belong together, their own weight aside.
    fn correspond(&self, a: &Scope<'_>, b: &Scope<'_>, pair: (usize, usize)) -> bool {
        let Some((p, q)) = section_key(a, b, pair.0, pair.1) else {
            return true;
        };
        if self.named_otherwise(&p, &q) {
            return false;
        }
        let own = self.by_pair.get(&pair).copied().unwrap_or(0.0);
        let here = self.rate(&p, &q) - own;
        let other = |(x, y): &(UnitPath, UnitPath)| (*x == p) != (*y == q);
        let keys = self
            .shared
            .keys()
            .chain(self.titles.keys())
            .filter(|key| other(key));
        let best = keys.map(|(x, y)| self.rate(x, y)).fold(0.0, f64::max);
        best <= 0.0 || here >= best * 0.5 || here >= TITLE_WEIGHT * SAME_TITLE
    }

    /// True where both sections have a namesake in the other plan, and not each other.
    fn named_otherwise(&self, p: &UnitPath, q: &UnitPath) -> bool {
        let alike = |key: &(UnitPath, UnitPath)| self.titles[key] >= TITLE_WEIGHT * NAMESAKE;
        let mut keys = self.titles.keys().filter(|key| alike(key));
        let (ours, theirs) = (
            keys.clone().any(|(x, _)| x == p),
            keys.clone().any(|(_, y)| y == q),
        );
        ours && theirs && !keys.any(|(x, y)| x == p && y == q)
    }

    fn rate(&self, p: &UnitPath, q: &UnitPath) -> f64 {
        let key = (p.clone(), q.clone());
        let of = |map: &BTreeMap<(UnitPath, UnitPath), f64>| map.get(&key).copied().unwrap_or(0.0);
        of(&self.shared) + of(&self.titles)
    }
}

fn section_key(a: &Scope<'_>, b: &Scope<'_>, i: usize, j: usize) -> Option<(UnitPath, UnitPath)> {
    a.units[i]
        .unit
        .parent
        .clone()
        .zip(b.units[j].unit.parent.clone())
}
