//! Says of every group why its members are there, and of every empty cell why it is empty.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::features::{FNV_START, Sentence, TermId, UnitFeatures, fnv, is_word, words};
use crate::align::group::Draft;
use crate::align::links::{Compared, Node};
use crate::align::pair::{SENTENCE_FROM, Side, Signals};
use crate::model::{
    AlignmentGroup, Corpus, Evidence, GroupId, Member, Plan, Review, SentenceRef, SharedTerm, Unit,
    UnitRef,
};
use crate::text::{Segmenter, Span};

/// How many shared terms are named for a member.
const TERMS_SHOWN: usize = 6;

/// The longest topic made from a text without heading, in characters.
const TOPIC_CHARACTERS: usize = 24;

/// Everything found between the members of one group.
struct Found {
    members: Vec<Node>,
    of: BTreeMap<Node, MemberFound>,
    sentences: Vec<SentenceMatch>,
}

/// What was found for one member.
#[derive(Default)]
struct MemberFound {
    scores: BTreeMap<usize, f64>,
    body: f64,
    heading: f64,
    section: f64,
    partners: usize,
    terms: BTreeMap<TermId, f64>,
    best: Vec<f64>,
}

/// Two sentences of two members that answer each other.
struct SentenceMatch {
    a: (Node, usize),
    b: (Node, usize),
    alike: f64,
}

/// Turns drafts into groups with reasons, in their order for the reader.
pub(super) fn groups(
    corpus: &Corpus,
    compared: &Compared,
    drafts: Vec<Draft>,
    names: &BTreeMap<BTreeSet<Node>, String>,
    segmenter: &Segmenter,
) -> Vec<AlignmentGroup> {
    let reader = Reader {
        corpus,
        compared,
        segmenter,
    };
    let mut found: Vec<Found> = drafts
        .iter()
        .map(|draft| Found::new(draft, compared))
        .collect();
    for &(plan_a, plan_b) in compared.pairs.keys() {
        let shared: Vec<&mut Found> = found
            .iter_mut()
            .filter(|found| found.spans(plan_a) && found.spans(plan_b))
            .collect();
        if shared.is_empty() {
            continue;
        }
        let (side_a, side_b) = Side::both(&compared.features[plan_a], &compared.features[plan_b]);
        for found in shared {
            found.add(plan_a, plan_b, &side_a, &side_b);
        }
    }
    let mut out: Vec<(f64, AlignmentGroup)> = drafts
        .into_iter()
        .zip(found)
        .map(|(draft, found)| reader.finish(&draft, &found, names.get(&draft.members)))
        .collect();
    out.sort_by(|x, y| x.0.total_cmp(&y.0).then_with(|| x.1.id.cmp(&y.1.id)));
    out.into_iter().map(|(_, group)| group).collect()
}

impl Found {
    fn new(draft: &Draft, compared: &Compared) -> Self {
        let members: Vec<Node> = draft.members.iter().copied().collect();
        let blank = |node: &Node| {
            let sentences = compared.unit(*node).sentences.len();
            (
                *node,
                MemberFound {
                    best: vec![0.0; sentences],
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

    fn spans(&self, plan: usize) -> bool {
        let at = self.members.partition_point(|node| node.plan < plan);
        self.members.get(at).is_some_and(|node| node.plan == plan)
    }

    /// Adds what two plans' members have in common.
    fn add(&mut self, plan_a: usize, plan_b: usize, side_a: &Side<'_>, side_b: &Side<'_>) {
        let of = |plan: usize| -> Vec<Node> {
            self.members
                .iter()
                .copied()
                .filter(|node| node.plan == plan)
                .collect()
        };
        let (of_a, of_b) = (of(plan_a), of(plan_b));
        for &a in &of_a {
            for &b in &of_b {
                let (one, other) = ((a, side_a), (b, side_b));
                let (covered_a, covered_b) = self.note_sentences(one, other);
                let (unit_a, unit_b) = (unit(one), unit(other));
                let text = side_a.cosine(side_b, &unit_a.terms, &unit_b.terms);
                let signals = Signals {
                    text,
                    covered_a,
                    covered_b,
                    ..Signals::default()
                };
                self.note_unit(one, other, signals.similarity());
                self.note_unit(other, one, signals.similarity());
            }
        }
    }

    fn note_unit(&mut self, one: (Node, &Side<'_>), other: (Node, &Side<'_>), score: f64) {
        let ((node, side), (partner, beside)) = (one, other);
        let (unit, answer) = (unit(one), unit(other));
        let Some(found) = self.of.get_mut(&node) else {
            return;
        };
        let best = found.scores.entry(partner.plan).or_default();
        *best = best.max(score);
        found.partners += 1;
        found.body += side.cosine(beside, &unit.body, &answer.body);
        found.heading += side.set_cosine(beside, &unit.heading, &answer.heading);
        found.section += side.set_cosine(beside, &unit.section, &answer.section);
        for (term, weight) in side.shared(beside, &unit.terms, &answer.terms) {
            *found.terms.entry(term).or_default() += weight;
        }
    }

    /// Notes which sentences answer each other; how much of each unit the other covers.
    fn note_sentences(&mut self, one: (Node, &Side<'_>), other: (Node, &Side<'_>)) -> (f64, f64) {
        let ((a, side_a), (b, side_b)) = (one, other);
        let (unit_a, unit_b) = (unit(one), unit(other));
        let with = |terms: &[TermId]| -> Vec<f64> {
            let alike = |sentence: &Sentence| side_a.set_cosine(side_b, terms, &sentence.terms);
            unit_b.sentences.iter().map(alike).collect()
        };
        let alike: Vec<Vec<f64>> = unit_a
            .sentences
            .iter()
            .map(|sentence| with(&sentence.terms))
            .collect();
        let best_a: Vec<f64> = alike.iter().map(|row| best(row.iter().copied())).collect();
        let best_b: Vec<f64> = (0..unit_b.sentences.len())
            .map(|column| best(alike.iter().map(|row| row[column])))
            .collect();
        for (row, cells) in alike.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let mutual = *cell >= best_a[row] && *cell >= best_b[column];
                if mutual && *cell >= SENTENCE_FROM {
                    let (a, b) = ((a, row), (b, column));
                    self.sentences.push(SentenceMatch { a, b, alike: *cell });
                }
            }
        }
        let covered = (
            side_a.covered(unit_a, &best_a),
            side_b.covered(unit_b, &best_b),
        );
        for (node, found) in [(a, best_a), (b, best_b)] {
            let Some(member) = self.of.get_mut(&node) else {
                continue;
            };
            for (kept, alike) in member.best.iter_mut().zip(found) {
                *kept = kept.max(alike);
            }
        }
        covered
    }
}

fn unit<'a>((node, side): (Node, &Side<'a>)) -> &'a UnitFeatures {
    &side.plan.units[node.unit]
}

fn best(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
}

/// What a group is written from.
struct Reader<'a> {
    corpus: &'a Corpus,
    compared: &'a Compared,
    segmenter: &'a Segmenter,
}

impl Reader<'_> {
    fn finish(&self, draft: &Draft, found: &Found, name: Option<&String>) -> (f64, AlignmentGroup) {
        let members: Vec<Member> = found
            .members
            .iter()
            .map(|node| self.member(*node, &found.of[node]))
            .collect();
        let review = match (draft.pinned, name) {
            (true, _) => Review::Confirmed,
            (false, Some(_)) => Review::Edited,
            (false, None) => Review::Proposed,
        };
        let positions = found
            .members
            .iter()
            .map(|node| self.compared.unit(*node).position);
        let group = AlignmentGroup {
            id: id(&members),
            topic: name.cloned().unwrap_or_else(|| self.topic(found)),
            strength: draft.strength,
            sentences: self.sentence_rows(&found.sentences),
            members,
            review,
        };
        (median(positions.collect()), group)
    }

    fn unit_ref(&self, node: Node) -> UnitRef {
        let plan = self.corpus.plans()[node.plan].id.clone();
        UnitRef {
            plan,
            path: self.compared.unit(node).path.clone(),
        }
    }

    fn member(&self, node: Node, found: &MemberFound) -> Member {
        let partners = found.partners.max(1) as f64;
        let share = self.compared.weighted(node, &found.best);
        let scores = found.scores.len().max(1) as f64;
        let evidence = Evidence {
            body: round(found.body / partners),
            heading: round(found.heading / partners),
            section: round(found.section / partners),
            sentences: round(share),
            terms: self.terms(node, &found.terms),
        };
        let score = round(found.scores.values().sum::<f64>() / scores);
        Member {
            unit: self.unit_ref(node),
            score,
            share: round(share),
            evidence,
        }
    }

    /// The words that weigh most between a member and the rest, with their part of the whole.
    fn terms(&self, node: Node, shared: &BTreeMap<TermId, f64>) -> Vec<SharedTerm> {
        let features = &self.compared.features[node.plan];
        let key = |term: TermId| features.vocabulary[term as usize];
        let whole: f64 = shared.values().sum::<f64>().max(f64::MIN_POSITIVE);
        let mut ranked: Vec<(u64, f64)> = shared
            .iter()
            .map(|(term, weight)| (key(*term), *weight))
            .collect();
        ranked.retain(|(key, _)| is_word(*key));
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        ranked.truncate(TERMS_SHOWN);
        let plan = &self.corpus.plans()[node.plan];
        let Some(unit) = plan.unit(&self.compared.unit(node).path) else {
            return Vec::new();
        };
        let text = format!("{}\n{}", plan.title(unit), plan.body(unit));
        let words: BTreeMap<u64, String> = words(&text, self.segmenter).into_iter().collect();
        let shown = ranked.into_iter().filter_map(|(key, weight)| {
            let term = words.get(&key)?.clone();
            Some(SharedTerm {
                term,
                weight: round(weight / whole),
            })
        });
        shown.collect()
    }

    /// The heading nearest to all others; the beginning of the text where none has a heading.
    fn topic(&self, found: &Found) -> String {
        let unit = |node: &Node| -> Option<(&Plan, &Unit)> {
            let plan = &self.corpus.plans()[node.plan];
            plan.unit(&self.compared.unit(*node).path)
                .map(|unit| (plan, unit))
        };
        let headed = found.members.iter().filter_map(|node| {
            let (plan, at) = unit(node)?;
            let title = plan.title(at);
            let of = &found.of[node];
            let central = round(of.heading / of.partners.max(1) as f64);
            (!title.is_empty()).then_some((central, title))
        });
        let nearest = headed.min_by(|x, y| {
            let shorter = x.1.chars().count().cmp(&y.1.chars().count());
            y.0.total_cmp(&x.0).then(shorter).then(x.1.cmp(y.1))
        });
        if let Some((_, title)) = nearest {
            return title.to_owned();
        }
        let first = found.members.iter().find_map(unit);
        let text = first
            .map(|(plan, unit)| plan.body(unit))
            .unwrap_or_default();
        let clause = text
            .trim()
            .split(['，', '。', '；', ',', '\n'])
            .next()
            .unwrap_or_default();
        clause.chars().take(TOPIC_CHARACTERS).collect()
    }

    /// Sentences that answer each other, each row over two plans or more.
    fn sentence_rows(&self, matches: &[SentenceMatch]) -> Vec<Vec<SentenceRef>> {
        let sentence = |(node, at): &(Node, usize)| {
            let span: Span = self.compared.unit(*node).sentences[*at].span;
            let lines = self.corpus.plans()[node.plan].text.lines_of(span);
            SentenceRef {
                unit: self.unit_ref(*node),
                span,
                lines,
            }
        };
        let rows = rows(matches);
        rows.iter()
            .map(|row| row.iter().map(sentence).collect())
            .collect()
    }
}

/// Rows of sentences; a sentence joins a row where it answers at least half of it.
fn rows(matches: &[SentenceMatch]) -> Vec<Vec<(Node, usize)>> {
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

/// The same as long as the members are, whatever else is in the corpus.
fn id(members: &[Member]) -> GroupId {
    let mut units: Vec<&UnitRef> = members.iter().map(|member| &member.unit).collect();
    units.sort();
    let hash = units.iter().fold(FNV_START, |hash, unit| {
        let bytes = unit
            .plan
            .as_str()
            .bytes()
            .chain([0])
            .chain(unit.path.as_str().bytes());
        fnv(hash, bytes.chain([1]).map(u64::from))
    });
    GroupId(format!("g{:010x}", hash & 0xff_ffff_ffff))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

/// Four places are enough for a reader.
pub(super) fn round(value: f64) -> f64 {
    (value.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}
