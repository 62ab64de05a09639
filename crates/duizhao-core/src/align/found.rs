//! What the members of a group have in common, plan by plan.

use std::collections::{BTreeMap, BTreeSet};

use super::features::{TermId, UnitFeatures, is_word};
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
    pub(super) of: BTreeMap<Node, MemberFound>,
    pub(super) sentences: Vec<SentenceMatch>,
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
    /// Shared words with their parts of the inner products, in the order of the terms.
    pub(super) words: Vec<(TermId, f32)>,
    /// The inner products whole.
    pub(super) whole: f64,
    /// The best counterpart of each sentence.
    pub(super) best: Vec<f64>,
}

/// Two sentences of two members that answer each other.
#[derive(Clone, Copy)]
pub(super) struct SentenceMatch {
    pub(super) a: (Node, usize),
    pub(super) b: (Node, usize),
    pub(super) alike: f64,
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
    pairs: Vec<(usize, usize, f64)>,
}

/// What the members of every draft have in common.
pub(super) fn between(drafts: &[Draft], compared: &Compared) -> Vec<Found> {
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
            let read: Vec<(usize, Vec<(Node, Node)>)> = shared
                .map(|at| (at, found[at].read(plan_a, plan_b)))
                .collect();
            let matches = matches(compared, plan_a, plan_b, &read);
            (read, matches)
        });
        // Whatever the group, what two plans say comes in the order of the plans.
        let mut of_group: Vec<Vec<(Node, Node, &Match)>> = vec![Vec::new(); found.len()];
        for (read, matches) in &matches {
            for (at, pairs) in read {
                let noted = pairs
                    .iter()
                    .map(|(a, b)| (*a, *b, &matches[&(a.unit, b.unit)]));
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
    plan_a: usize,
    plan_b: usize,
    read: &[(usize, Vec<(Node, Node)>)],
) -> BTreeMap<(usize, usize), Match> {
    let mut out = BTreeMap::new();
    if read.is_empty() {
        return out;
    }
    let (a, b) = Side::both(&compared.features[plan_a], &compared.features[plan_b]);
    let mut holders = Holders::of(b.plan.vocabulary.len());
    for (one, other) in read.iter().flat_map(|(_, pairs)| pairs) {
        out.entry((one.unit, other.unit))
            .or_insert_with(|| Match::of(&a, one.unit, &b, other.unit, &mut holders));
    }
    out
}

impl Found {
    fn new(draft: &Draft, compared: &Compared) -> Self {
        let members: Vec<Node> = draft.members.iter().copied().collect();
        let blank = |node: &Node| {
            let best = vec![0.0; compared.unit(*node).sentences.len()];
            (
                *node,
                MemberFound {
                    best,
                    ..MemberFound::default()
                },
            )
        };
        Found {
            of: members.iter().map(blank).collect(),
            members,
            sentences: Vec::new(),
        }
    }

    /// The members of two plans that are read against each other.
    fn read(&self, plan_a: usize, plan_b: usize) -> Vec<(Node, Node)> {
        let from = |plan: usize| self.members.partition_point(|node| node.plan < plan);
        let of = |plan: usize| &self.members[from(plan)..from(plan + 1)];
        let (of_a, of_b) = (of(plan_a), of(plan_b));
        let hubs = if self.members.len() > ALL_PAIRS_UP_TO {
            HUBS
        } else {
            self.members.len()
        };
        let last_hub = self.members[hubs - 1];
        let beside = |a: Node| of_b.iter().map(move |b| (a, *b));
        let pairs = of_a.iter().flat_map(|a| beside(*a));
        pairs.filter(|(a, b)| *a.min(b) <= last_hub).collect()
    }

    fn note(&mut self, a: Node, b: Node, found: &Match) {
        for (node, partner) in [(a, b), (b, a)] {
            let Some(member) = self.of.get_mut(&node) else {
                continue;
            };
            let best = member.scores.entry(partner.plan).or_default();
            *best = best.max(found.score);
            member.partners += 1;
            member.body += found.body;
            member.heading += found.heading;
            member.section += found.section;
            member.whole += found.whole;
            let first = node == a;
            let own = |(one, other, weight): &(TermId, TermId, f32)| {
                (if first { *one } else { *other }, *weight)
            };
            member.words = added(&member.words, found.words.iter().map(own));
            let best = if first {
                &found.sentences.best_a
            } else {
                &found.sentences.best_b
            };
            for (kept, alike) in member.best.iter_mut().zip(best) {
                *kept = kept.max(*alike);
            }
        }
        let matches = found.sentences.pairs.iter();
        self.sentences
            .extend(matches.map(|(row, column, alike)| SentenceMatch {
                a: (a, *row),
                b: (b, *column),
                alike: *alike,
            }));
    }
}

/// Weights by term with `more` added; both in the order of the terms.
fn added(
    kept: &[(TermId, f32)],
    more: impl ExactSizeIterator<Item = (TermId, f32)>,
) -> Vec<(TermId, f32)> {
    let mut out = Vec::with_capacity(kept.len() + more.len());
    let mut rest = kept;
    for (term, weight) in more {
        let before = rest.iter().take_while(|(kept, _)| *kept < term).count();
        out.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        match rest.split_first() {
            Some(((kept, sum), after)) if *kept == term => {
                out.push((term, sum + weight));
                rest = after;
            }
            _ => out.push((term, weight)),
        }
    }
    out.extend_from_slice(rest);
    out.shrink_to_fit();
    out
}

impl Match {
    fn of(side_a: &Side<'_>, a: usize, side_b: &Side<'_>, b: usize, holders: &mut Holders) -> Self {
        let (unit_a, unit_b) = (&side_a.plan.units[a], &side_b.plan.units[b]);
        let (mut words, mut whole) = (Vec::new(), 0.0);
        for (term, weight) in side_a.shared(&unit_a.terms, &unit_b.terms) {
            whole += weight;
            if is_word(side_a.plan.vocabulary[term as usize]) {
                words.push((term, side_a.to_other[term as usize], weight as f32));
            }
        }
        let (in_a, in_b) = (Weighed::of(side_a, unit_a), Weighed::of(side_b, unit_b));
        let sentences = sentence_matches(side_a, unit_a, &in_a, unit_b, &in_b, holders);
        let signals = Signals {
            text: side_a.beside(side_b, whole, &unit_a.terms, &unit_b.terms),
            covered_a: in_a.covered(&sentences.best_a),
            covered_b: in_b.covered(&sentences.best_b),
            ..Signals::default()
        };
        Match {
            score: signals.similarity(),
            body: side_a.cosine(side_b, &unit_a.body, &unit_b.body),
            heading: side_a.set_cosine(side_b, &unit_a.heading, &unit_b.heading),
            section: side_a.set_cosine(side_b, &unit_a.section, &unit_b.section),
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

    fn put(&mut self, unit: &UnitFeatures) {
        for (at, sentence) in unit.sentences.iter().enumerate() {
            for term in &sentence.terms {
                let last = &mut self.last[*term as usize];
                self.held.push((at as u32, *last));
                *last = self.held.len() as u32;
            }
        }
    }

    fn take(&mut self, unit: &UnitFeatures) {
        for term in unit.sentences.iter().flat_map(|sentence| &sentence.terms) {
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
struct Weighed {
    /// The sum of the weights of each sentence's terms.
    sums: Vec<f64>,
    /// The weighted length of each sentence.
    norms: Vec<f64>,
}

impl Weighed {
    fn of(side: &Side<'_>, unit: &UnitFeatures) -> Self {
        let sentences = unit.sentences.iter();
        let weighed = sentences.map(|sentence| {
            let (sum, squares) = side.sums(&sentence.terms);
            (sum, squares.sqrt())
        });
        let (sums, norms) = weighed.unzip();
        Weighed { sums, norms }
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
    unit_a: &UnitFeatures,
    in_a: &Weighed,
    unit_b: &UnitFeatures,
    in_b: &Weighed,
    holders: &mut Holders,
) -> SentenceMatches {
    let (norm_a, norm_b) = (&in_a.norms, &in_b.norms);
    let (mut best_a, mut best_b) = (vec![0.0_f64; norm_a.len()], vec![0.0_f64; norm_b.len()]);
    let mut cells = Vec::new();
    let mut shared_with = vec![0.0; norm_b.len()];
    holders.put(unit_b);
    for (row, one) in unit_a.sentences.iter().enumerate() {
        shared_with.fill(0.0);
        for term in &one.terms {
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
                cells.push((row, column, alike));
            }
        }
    }
    holders.take(unit_b);
    cells.retain(|(row, column, alike)| {
        *alike >= SENTENCE_FROM && *alike >= best_a[*row] && *alike >= best_b[*column]
    });
    SentenceMatches {
        best_a,
        best_b,
        pairs: cells,
    }
}

/// Rows of sentences that answer each other, each over two plans or more; a sentence joins a
/// row where it answers at least half of it.
pub(super) fn rows(matches: &[SentenceMatch]) -> Vec<Vec<(Node, usize)>> {
    let mut ranked: Vec<&SentenceMatch> = matches.iter().collect();
    ranked.sort_by(|x, y| {
        y.alike
            .total_cmp(&x.alike)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let linked: BTreeSet<_> = matches.iter().map(|found| (found.a, found.b)).collect();
    let answers = |x, y| linked.contains(&(x, y)) || linked.contains(&(y, x));
    let mut rows: Vec<Vec<(Node, usize)>> = Vec::new();
    let mut row_of: BTreeMap<(Node, usize), usize> = BTreeMap::new();
    for found in ranked {
        let (a, b) = (found.a, found.b);
        match (row_of.get(&a).copied(), row_of.get(&b).copied()) {
            (None, None) => {
                row_of.extend([(a, rows.len()), (b, rows.len())]);
                rows.push(vec![a, b]);
            }
            (Some(row), None) | (None, Some(row)) => {
                let joining = if row_of.contains_key(&a) { b } else { a };
                let taken = rows[row].iter().any(|(node, _)| *node == joining.0);
                let answered = rows[row].iter().filter(|at| answers(**at, joining)).count();
                if !taken && answered * 2 >= rows[row].len() {
                    rows[row].push(joining);
                    row_of.insert(joining, row);
                }
            }
            (Some(_), Some(_)) => {}
        }
    }
    for row in &mut rows {
        row.sort_unstable();
    }
    rows.sort_unstable();
    rows
}
