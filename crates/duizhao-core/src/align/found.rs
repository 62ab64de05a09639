//! What the members of a group have in common, plan by plan.

use std::collections::{BTreeMap, BTreeSet};

use super::AlignOptions;
use super::features::{PlanFeatures, TermId, is_word, sum_by_term};
use super::group::Draft;
use super::links::{Compared, Node};
use super::pair::Signals;
use super::sentences::SENTENCE_FROM;
use super::side::{ABSENT, Side};
use crate::parallel::{in_order, to_each};

/// In a group of more members than this, each is read against the first [`HUBS`] only: the
/// work grows with the members, not with their square.
const ALL_PAIRS_UP_TO: usize = 10;

/// Pairs of plans read before what was found is noted.
const AT_ONCE: usize = 64;

/// See [`ALL_PAIRS_UP_TO`].
const HUBS: usize = 3;

/// Everything found between the members of one group.
pub(super) struct Found {
    /// In order.
    pub(super) members: Vec<Node>,
    /// By member.
    pub(super) of: Vec<MemberFound>,
    /// The number of each member's first sentence in the group; at last, of one past all.
    starts: Vec<u32>,
    sentences: Vec<SentenceMatch>,
}

/// What was found for one member.
#[derive(Default)]
pub(super) struct MemberFound {
    /// The best similarity with a member of each other plan.
    pub(super) scores: BTreeMap<usize, f64>,
    /// Sums over all partners.
    pub(super) body: f64,
    pub(super) heading: f64,
    pub(super) section: f64,
    pub(super) partners: usize,
    /// The inner products whole.
    pub(super) whole: f64,
    /// The best counterpart of each sentence.
    pub(super) best: Vec<f64>,
    /// Shared words with their parts of the inner products, in the order of the terms.
    pub(super) words: Vec<(TermId, f32)>,
}

/// Two sentences of two members that answer each other, by their numbers in the group.
#[derive(Clone, Copy)]
struct SentenceMatch {
    a: u32,
    b: u32,
    alike: f64,
}

/// What two commitments have in common.
struct Match {
    score: f64,
    body: f64,
    heading: f64,
    section: f64,
    whole: f64,
    /// Words both hold: the ids of either plan and the part of the inner product.
    words: Vec<(TermId, TermId, f32)>,
    sentences: SentenceMatches,
}

/// How the sentences of two commitments answer each other.
struct SentenceMatches {
    /// The best counterpart of each sentence of the first.
    best_a: Vec<f64>,
    /// The best counterpart of each sentence of the second.
    best_b: Vec<f64>,
    /// Pairs that are each other's best, with their cosine.
    pairs: Vec<(u32, u32, f64)>,
}

/// What the members of every draft have in common.
pub(super) fn between(drafts: &[Draft], compared: &Compared, options: &AlignOptions) -> Vec<Found> {
    let mut found: Vec<Found> = drafts
        .iter()
        .map(|draft| Found::new(draft, compared))
        .collect();
    let mut of_plan: Vec<Vec<usize>> = vec![Vec::new(); compared.features.len()];
    for (at, draft) in drafts.iter().enumerate() {
        let plans: BTreeSet<usize> = draft.members.iter().map(|node| node.plan).collect();
        for plan in plans {
            of_plan[plan].push(at);
        }
    }
    let pairs: Vec<(usize, usize)> = compared.pairs.keys().copied().collect();
    for some in pairs.chunks(AT_ONCE) {
        let matches = in_order(some, |&(plan_a, plan_b)| {
            let in_b: BTreeSet<usize> = of_plan[plan_b].iter().copied().collect();
            let shared = of_plan[plan_a].iter().copied();
            let shared = shared.filter(|at| in_b.contains(at));
            let read: Vec<(usize, Vec<(usize, usize)>)> = shared
                .map(|at| (at, found[at].read(plan_a, plan_b)))
                .collect();
            let units = read.iter().flat_map(|(at, pairs)| {
                let unit = |member: usize| found[*at].members[member].unit;
                pairs.iter().map(move |(a, b)| (unit(*a), unit(*b)))
            });
            let matches = matches(compared, [plan_a, plan_b], options, units);
            (read, matches)
        });
        // Whatever the group, what two plans say comes in the order of the plans.
        let mut of_group: Vec<Vec<(usize, usize, &Match)>> = vec![Vec::new(); found.len()];
        for (read, matches) in &matches {
            for (at, pairs) in read {
                let unit = |member: usize| found[*at].members[member].unit;
                let noted = pairs.iter();
                let noted = noted.map(|&(a, b)| (a, b, &matches[&(unit(a), unit(b))]));
                of_group[*at].extend(noted);
            }
        }
        to_each(&mut found, |at, group| {
            for (a, b, matched) in &of_group[at] {
                group.note(*a, *b, matched);
            }
        });
    }
    found
}

/// What the commitments of two plans that are read against each other have in common.
fn matches(
    compared: &Compared,
    plans: [usize; 2],
    options: &AlignOptions,
    units: impl Iterator<Item = (usize, usize)>,
) -> BTreeMap<(usize, usize), Match> {
    let mut out = BTreeMap::new();
    let mut units = units.peekable();
    if units.peek().is_none() {
        return out;
    }
    let [a, b] = plans.map(|plan| &compared.features[plan]);
    let (a, b) = Side::both(a, b);
    let mut holders = Holders::of(b.plan.vocabulary.len());
    for (one, other) in units {
        out.entry((one, other))
            .or_insert_with(|| Match::of(&a, one, &b, other, options, &mut holders));
    }
    out
}

impl Found {
    fn new(draft: &Draft, compared: &Compared) -> Self {
        let members: Vec<Node> = draft.members.iter().copied().collect();
        let (mut of, mut starts) = (Vec::with_capacity(members.len()), vec![0]);
        for node in &members {
            let sentences = compared.unit(*node).spans.len();
            of.push(MemberFound {
                best: vec![0.0; sentences],
                ..MemberFound::default()
            });
            starts.push(starts[starts.len() - 1] + sentences as u32);
        }
        Found {
            members,
            of,
            starts,
            sentences: Vec::new(),
        }
    }

    /// The members of two plans that are read against each other, by their places.
    fn read(&self, plan_a: usize, plan_b: usize) -> Vec<(usize, usize)> {
        let from = |plan: usize| self.members.partition_point(|node| node.plan < plan);
        let of = |plan: usize| from(plan)..from(plan + 1);
        let (of_a, of_b) = (of(plan_a), of(plan_b));
        let hubs = if self.members.len() > ALL_PAIRS_UP_TO {
            HUBS
        } else {
            self.members.len()
        };
        let pairs = of_a.flat_map(|a| of_b.clone().map(move |b| (a, b)));
        pairs.filter(|(a, b)| *a.min(b) < hubs).collect()
    }

    fn note(&mut self, a: usize, b: usize, found: &Match) {
        for (own, partner) in [(a, b), (b, a)] {
            let plan = self.members[partner].plan;
            let member = &mut self.of[own];
            let best = member.scores.entry(plan).or_default();
            *best = best.max(found.score);
            member.partners += 1;
            member.body += found.body;
            member.heading += found.heading;
            member.section += found.section;
            member.whole += found.whole;
            let first = own == a;
            let own = |(one, other, weight): &(TermId, TermId, f32)| {
                (if first { *one } else { *other }, *weight)
            };
            member.words.extend(found.words.iter().map(own));
            sum_by_term(&mut member.words);
            let best = if first {
                &found.sentences.best_a
            } else {
                &found.sentences.best_b
            };
            for (kept, alike) in member.best.iter_mut().zip(best) {
                *kept = kept.max(*alike);
            }
        }
        let (in_a, in_b) = (self.starts[a], self.starts[b]);
        let matches = found.sentences.pairs.iter();
        self.sentences
            .extend(matches.map(|(row, column, alike)| SentenceMatch {
                a: in_a + row,
                b: in_b + column,
                alike: *alike,
            }));
    }

    /// The member and the place in it of a sentence.
    fn sentence(&self, number: u32) -> (usize, usize) {
        let member = self.starts.partition_point(|start| *start <= number) - 1;
        (member, (number - self.starts[member]) as usize)
    }

    /// Rows of sentences that answer each other, each over two plans or more, as members and
    /// places; a sentence joins a row where it answers at least half of it.
    pub(super) fn rows(&self) -> Vec<Vec<(usize, usize)>> {
        let mut ranked = self.sentences.clone();
        let at = |found: &SentenceMatch| (found.a, found.b);
        ranked.sort_unstable_by(|x, y| y.alike.total_cmp(&x.alike).then(at(x).cmp(&at(y))));
        let mut linked: Vec<(u32, u32)> = ranked.iter().map(at).collect();
        linked.sort_unstable();
        let answers = |x: u32, y: u32| linked.binary_search(&(x.min(y), x.max(y))).is_ok();
        let mut rows: Vec<Vec<u32>> = Vec::new();
        let all = self.starts.last().copied().unwrap_or_default();
        let mut row_of: Vec<Option<usize>> = vec![None; all as usize];
        for SentenceMatch { a, b, .. } in ranked {
            let (row, joining) = match (row_of[a as usize], row_of[b as usize]) {
                (None, None) => {
                    row_of[a as usize] = Some(rows.len());
                    row_of[b as usize] = Some(rows.len());
                    rows.push(vec![a, b]);
                    continue;
                }
                (Some(row), None) => (row, b),
                (None, Some(row)) => (row, a),
                (Some(_), Some(_)) => continue,
            };
            let (member, _) = self.sentence(joining);
            let own = self.starts[member]..self.starts[member + 1];
            let taken = rows[row].iter().any(|at| own.contains(at));
            let answered = rows[row].iter().filter(|at| answers(**at, joining));
            if !taken && answered.count() * 2 >= rows[row].len() {
                rows[row].push(joining);
                row_of[joining as usize] = Some(row);
            }
        }
        for row in &mut rows {
            row.sort_unstable();
        }
        rows.sort_unstable();
        let places = |row: Vec<u32>| row.into_iter().map(|number| self.sentence(number));
        rows.into_iter().map(|row| places(row).collect()).collect()
    }
}

impl Match {
    fn of(
        side_a: &Side<'_>,
        a: usize,
        side_b: &Side<'_>,
        b: usize,
        options: &AlignOptions,
        holders: &mut Holders,
    ) -> Self {
        let (unit_a, unit_b) = (&side_a.plan.units[a], &side_b.plan.units[b]);
        let (mut words, mut whole) = (Vec::new(), 0.0);
        for (term, weight) in side_a.shared(&unit_a.terms, &unit_b.terms) {
            whole += weight;
            if options.explain && is_word(side_a.plan.vocabulary[term as usize]) {
                words.push((term, side_a.to_other[term as usize], weight as f32));
            }
        }
        let (in_a, in_b) = (Weighed::of(side_a, a), Weighed::of(side_b, b));
        let sentences = sentence_matches(side_a, &in_a, &in_b, holders);
        let signals = Signals {
            text: side_a.beside(side_b, whole, &unit_a.terms, &unit_b.terms),
            covered_a: in_a.covered(&sentences.best_a),
            covered_b: in_b.covered(&sentences.best_b),
            ..Signals::default()
        };
        let (mut body, mut section) = (0.0, 0.0);
        if options.explain {
            body = side_a.cosine(side_b, &unit_a.body, &unit_b.body);
            section = side_a.set_cosine(side_b, &unit_a.section, &unit_b.section);
        }
        Match {
            score: signals.similarity(),
            body,
            heading: side_a.set_cosine(side_b, &unit_a.heading, &unit_b.heading),
            section,
            whole,
            words,
            sentences,
        }
    }
}

/// The sentences of one commitment that hold a term, for every term of its plan.
struct Holders {
    /// By term: its last holder in `held`, counted from 1; 0 for none.
    last: Vec<u32>,
    /// A sentence and the holder before it.
    held: Vec<(u32, u32)>,
}

impl Holders {
    fn of(terms: usize) -> Self {
        Holders {
            last: vec![0; terms],
            held: Vec::new(),
        }
    }

    fn put<'t>(&mut self, sentences: impl Iterator<Item = &'t [TermId]>) {
        for (at, terms) in sentences.enumerate() {
            for term in terms {
                let last = &mut self.last[*term as usize];
                self.held.push((at as u32, *last));
                *last = self.held.len() as u32;
            }
        }
    }

    fn take<'t>(&mut self, sentences: impl Iterator<Item = &'t [TermId]>) {
        for term in sentences.flatten() {
            self.last[*term as usize] = 0;
        }
        self.held.clear();
    }

    /// Calls `each` with every sentence that holds `term`.
    fn of_term(&self, term: TermId, mut each: impl FnMut(usize)) {
        let mut at = self.last[term as usize];
        while let Some((sentence, before)) = at.checked_sub(1).map(|at| self.held[at as usize]) {
            each(sentence as usize);
            at = before;
        }
    }
}

/// What the sentences of a commitment weigh between two plans.
struct Weighed<'a> {
    plan: &'a PlanFeatures,
    unit: usize,
    /// The sum of the weights of each sentence's terms.
    sums: Vec<f64>,
    /// The weighted length of each sentence.
    norms: Vec<f64>,
}

impl<'a> Weighed<'a> {
    fn of(side: &Side<'a>, unit: usize) -> Self {
        let weighed = side.plan.sentences.of_unit(unit).map(|terms| {
            let (sum, squares) = side.sums(terms);
            (sum, squares.sqrt())
        });
        let (sums, norms) = weighed.unzip();
        Weighed {
            plan: side.plan,
            unit,
            sums,
            norms,
        }
    }

    /// The terms of each sentence.
    fn sentences(&self) -> impl Iterator<Item = &'a [TermId]> + use<'a> {
        self.plan.sentences.of_unit(self.unit)
    }

    /// The weighted mean of the best counterpart of each sentence.
    fn covered(&self, best: &[f64]) -> f64 {
        let (mut held, mut whole) = (0.0, 0.0);
        for (weight, best) in self.sums.iter().zip(best) {
            held += weight * best;
            whole += weight;
        }
        if whole > 0.0 {
            (held / whole).min(1.0)
        } else {
            0.0
        }
    }
}

/// The best counterpart of every sentence of either unit, and the pairs that are each other's.
fn sentence_matches(
    side_a: &Side<'_>,
    in_a: &Weighed<'_>,
    in_b: &Weighed<'_>,
    holders: &mut Holders,
) -> SentenceMatches {
    let (norm_a, norm_b) = (&in_a.norms, &in_b.norms);
    let (mut best_a, mut best_b) = (vec![0.0_f64; norm_a.len()], vec![0.0_f64; norm_b.len()]);
    let mut cells = Vec::new();
    let mut shared_with = vec![0.0; norm_b.len()];
    holders.put(in_b.sentences());
    for (row, terms) in in_a.sentences().enumerate() {
        shared_with.fill(0.0);
        for term in terms {
            let there = side_a.to_other[*term as usize];
            if there != ABSENT {
                let weight = side_a.weight[*term as usize].powi(2);
                holders.of_term(there, |sentence| shared_with[sentence] += weight);
            }
        }
        for (column, &shared) in shared_with.iter().enumerate() {
            if shared > 0.0 {
                let alike = (shared / (norm_a[row] * norm_b[column])).min(1.0);
                best_a[row] = best_a[row].max(alike);
                best_b[column] = best_b[column].max(alike);
                cells.push((row as u32, column as u32, alike));
            }
        }
    }
    holders.take(in_b.sentences());
    cells.retain(|(row, column, alike)| {
        *alike >= SENTENCE_FROM
            && *alike >= best_a[*row as usize]
            && *alike >= best_b[*column as usize]
    });
    SentenceMatches {
        best_a,
        best_b,
        pairs: cells,
    }
}
