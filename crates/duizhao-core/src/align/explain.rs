//! Says of every group why its members are there, and of every empty cell why it is empty.

use crate::align::AlignOptions;
use crate::align::features::{FNV_START, fnv};
use crate::align::found::{self, Found, MemberFound};
use crate::align::group::Draft;
use crate::align::links::{Compared, Node};
use crate::model::{
    AlignmentGroup, Corpus, Evidence, GroupId, Member, Plan, Review, SentenceRef, SharedTerm, Unit,
    UnitRef,
};
use crate::parallel::in_order;

/// How many shared terms are named for a member.
const TERMS_SHOWN: usize = 6;

/// The longest topic made from a text without heading, in characters.
const TOPIC_CHARACTERS: usize = 24;

/// Turns drafts into groups with reasons, in their order for the reader.
pub(super) fn groups(
    corpus: &Corpus,
    compared: &Compared,
    drafts: Vec<Draft>,
    names: Vec<Option<String>>,
    options: &AlignOptions,
) -> Vec<AlignmentGroup> {
    let reader = Reader {
        corpus,
        compared,
        explain: options.explain,
    };
    let found = found::between(&drafts, compared, options);
    let drafts: Vec<_> = drafts.into_iter().zip(names).zip(found).collect();
    let mut out: Vec<(f64, AlignmentGroup)> = in_order(&drafts, |((draft, name), found)| {
        reader.finish(draft, found, name.clone())
    });
    out.sort_by(|x, y| x.0.total_cmp(&y.0).then_with(|| x.1.id.cmp(&y.1.id)));
    out.into_iter().map(|(_, group)| group).collect()
}

/// What a group is written from.
struct Reader<'a> {
    corpus: &'a Corpus,
    compared: &'a Compared,
    explain: bool,
}

impl Reader<'_> {
    fn finish(&self, draft: &Draft, found: &Found, name: Option<String>) -> (f64, AlignmentGroup) {
        let members: Vec<Member> = found
            .members
            .iter()
            .zip(&found.of)
            .map(|(node, of)| self.member(*node, of))
            .collect();
        let review = match (draft.pinned, &name) {
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
            topic: name.unwrap_or_else(|| self.topic(found)),
            strength: draft.strength,
            sentences: self.sentence_rows(found),
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
        let evidence = self.explain.then(|| Evidence {
            body: round(found.body / partners),
            heading: round(found.heading / partners),
            section: round(found.section / partners),
            sentences: round(share),
            terms: self.terms(node, found),
        });
        let score = round(found.scores.values().sum::<f64>() / scores);
        Member {
            unit: self.unit_ref(node),
            score,
            share: round(share),
            evidence,
        }
    }

    /// The words that weigh most between a member and the rest, with their part of the whole.
    fn terms(&self, node: Node, found: &MemberFound) -> Vec<SharedTerm> {
        let features = &self.compared.features[node.plan];
        let whole = found.whole.max(f64::MIN_POSITIVE);
        let mut ranked = found.words.clone();
        // In the order of the terms, which is that of their keys.
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1));
        ranked.truncate(TERMS_SHOWN);
        let shown = ranked.into_iter().filter_map(|(term, weight)| {
            Some(SharedTerm {
                term: features.word(term)?.to_owned(),
                weight: round(f64::from(weight) / whole),
            })
        });
        shown.collect()
    }

    /// The heading nearest to all others; the beginning of the text where none has a heading.
    fn topic(&self, found: &Found) -> String {
        let unit = |node: &Node| -> Option<(&Plan, &Unit)> {
            let plan: &Plan = &self.corpus.plans()[node.plan];
            plan.unit(&self.compared.unit(*node).path)
                .map(|unit| (plan, unit))
        };
        let headed = found
            .members
            .iter()
            .zip(&found.of)
            .filter_map(|(node, of)| {
                let (plan, at) = unit(node)?;
                let title = plan.title(at);
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
    fn sentence_rows(&self, found: &Found) -> Vec<Vec<SentenceRef>> {
        let sentence = |(member, at): (usize, usize)| {
            let node = found.members[member];
            let span = self.compared.unit(node).spans[at];
            let lines = self.corpus.plans()[node.plan].text.lines_of(span);
            SentenceRef {
                member,
                span,
                lines,
            }
        };
        let rows = found.rows().into_iter();
        rows.map(|row| row.into_iter().map(sentence).collect())
            .collect()
    }
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
