//! All links between commitments of a corpus, before they are grouped.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::features::UnitFeatures;
use crate::align::judge::{ALONE_FROM, ANSWERED_FROM, Verdict};
use crate::align::pair::{PlanPair, compare_plans};
use crate::align::sentences::SENTENCE_FROM;
use crate::align::{Cache, PlanFeatures};
use crate::control::{Cancelled, Control};
use crate::model::{Corpus, Strength};
use crate::parallel::in_order;
use crate::text::Segmenter;

/// Pairs of plans compared between two looks at whether to go on.
const AT_ONCE: usize = 64;

/// Plans read between two looks.
const PLANS_AT_ONCE: usize = 8;

/// A commitment of the corpus: the plan's position in canonical order, the commitment's
/// position in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node {
    pub(super) plan: usize,
    pub(super) unit: usize,
}

/// Two commitments of two plans that share work; `a` is of the plan that comes first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) a: Node,
    pub(super) b: Node,
    pub(super) strength: Strength,
    /// How sure the program is, to rank links of one strength.
    pub(super) belief: f64,
}

/// The features of all plans and what every two of them share.
pub(super) struct Compared {
    pub(super) features: Vec<Arc<PlanFeatures>>,
    pub(super) pairs: BTreeMap<(usize, usize), Arc<PlanPair>>,
}

impl Compared {
    /// Reads every plan and compares every two, taking from `cache` what it holds.
    pub(super) fn of(
        corpus: &Corpus,
        segmenter: &Segmenter,
        control: &Control<'_>,
        cache: &mut Cache,
    ) -> Result<Self, Cancelled> {
        let plans = corpus.plans();
        let total = (plans.len() + plans.len() * plans.len().saturating_sub(1) / 2) as u64;
        let mut features = Vec::with_capacity(plans.len());
        for some in plans.chunks(PLANS_AT_ONCE) {
            for read in cache.features_of(some, segmenter) {
                control.check()?;
                features.push(read);
                control.report(features.len() as u64, total);
            }
        }
        let (mut pairs, mut new) = (BTreeMap::new(), Vec::new());
        for a in 0..plans.len() {
            for b in a + 1..plans.len() {
                match cache.pair(&plans[a].id, &plans[b].id) {
                    Some(found) => drop(pairs.insert((a, b), found)),
                    None => new.push((a, b)),
                }
            }
        }
        for some in new.chunks(AT_ONCE) {
            control.check()?;
            let found = in_order(some, |(a, b)| compare_plans(&features[*a], &features[*b]));
            for (&(a, b), found) in some.iter().zip(found) {
                let found = Arc::new(found);
                cache.keep(&plans[a].id, &plans[b].id, Arc::clone(&found));
                pairs.insert((a, b), found);
            }
            control.report((plans.len() + pairs.len()) as u64, total);
        }
        control.report(total, total);
        Ok(Compared { features, pairs })
    }

    pub(super) fn unit(&self, node: Node) -> &UnitFeatures {
        &self.features[node.plan].units[node.unit]
    }

    /// The share of a unit's sentences with a counterpart, given each one's best likeness;
    /// a sentence counts by its terms.
    pub(super) fn weighted(&self, node: Node, best: &[f64]) -> f64 {
        let sentences = &self.unit(node).sentences;
        let whole: usize = sentences.iter().map(|sentence| sentence.terms.len()).sum();
        let held = sentences
            .iter()
            .zip(best)
            .filter(|(_, best)| **best >= SENTENCE_FROM);
        let held: usize = held.map(|(sentence, _)| sentence.terms.len()).sum();
        if whole > 0 {
            held as f64 / whole as f64
        } else {
            0.0
        }
    }

    /// Every link the signals speak for, third plans heard.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (&(plan_a, plan_b), found) in &self.pairs {
            candidates.extend(found.pairs.iter().map(|pair| Candidate {
                a: Node {
                    plan: plan_a,
                    unit: pair.a,
                },
                b: Node {
                    plan: plan_b,
                    unit: pair.b,
                },
                verdict: Verdict::of(&pair.signals),
            }));
        }
        let answers = Answers::of(&candidates);
        let judge = |candidate: &Candidate| {
            let verdict = answers.hear(candidate);
            let strength = verdict.strength()?;
            let belief = match strength {
                Strength::Equivalent => verdict.equivalent,
                Strength::Partial => verdict.related,
            };
            Some(Link {
                a: candidate.a,
                b: candidate.b,
                strength,
                belief,
            })
        };
        let judged = in_order(&candidates, judge);
        without_strangers(judged.into_iter().flatten().collect())
    }
}

/// Leaves out what would fill an empty cell in doubt: a partial link that is the only one either of
/// its commitments has in the other's plan, and not sure.
fn without_strangers(mut links: Vec<Link>) -> Vec<Link> {
    let mut in_plan: BTreeMap<(Node, usize), usize> = BTreeMap::new();
    for link in &links {
        *in_plan.entry((link.a, link.b.plan)).or_default() += 1;
        *in_plan.entry((link.b, link.a.plan)).or_default() += 1;
    }
    links.retain(|link| {
        let alone = in_plan[&(link.a, link.b.plan)] == 1 || in_plan[&(link.b, link.a.plan)] == 1;
        link.strength == Strength::Equivalent || !alone || link.belief >= ALONE_FROM
    });
    links
}

/// Two commitments that may belong together, judged by their two plans alone.
struct Candidate {
    a: Node,
    b: Node,
    verdict: Verdict,
}

/// What every commitment is answered with in other plans, in order.
struct Answers {
    of: BTreeMap<Node, Vec<(Node, Verdict)>>,
}

impl Answers {
    fn of(candidates: &[Candidate]) -> Self {
        let mut of: BTreeMap<Node, Vec<(Node, Verdict)>> = BTreeMap::new();
        for candidate in candidates {
            of.entry(candidate.a)
                .or_default()
                .push((candidate.b, candidate.verdict));
            of.entry(candidate.b)
                .or_default()
                .push((candidate.a, candidate.verdict));
        }
        for answers in of.values_mut() {
            answers.sort_by_key(|(node, _)| *node);
        }
        Answers { of }
    }

    /// The verdict on a candidate after all third plans that answer either side.
    fn hear(&self, candidate: &Candidate) -> Verdict {
        let (of_a, of_b) = (&self.of[&candidate.a], &self.of[&candidate.b]);
        let (mut at_a, mut at_b) = (0, 0);
        let mut heard = Heard::default();
        let mut said = Said::by(usize::MAX);
        // Both lists are in order, so one walk sees what a plan says of either side together.
        loop {
            let (one, other) = match (of_a.get(at_a), of_b.get(at_b)) {
                (Some(one), Some(other)) => match one.0.cmp(&other.0) {
                    Ordering::Less => (Some(one), None),
                    Ordering::Equal => (Some(one), Some(other)),
                    Ordering::Greater => (None, Some(other)),
                },
                last => last,
            };
            let Some((node, _)) = one.or(other) else {
                break;
            };
            if node.plan != said.plan {
                heard.plan(&said, candidate);
                said = Said::by(node.plan);
            }
            said.hear(one.map(|of| of.1), other.map(|of| of.1));
            at_a += usize::from(one.is_some());
            at_b += usize::from(other.is_some());
        }
        heard.plan(&said, candidate);
        heard.on(candidate.verdict)
    }
}

/// What one plan says of a candidate.
struct Said {
    plan: usize,
    /// It answers either side for sure.
    sure: bool,
    /// How far one of its commitments joins both, at best.
    related: f64,
    equivalent: f64,
}

impl Said {
    fn by(plan: usize) -> Self {
        Said {
            plan,
            sure: false,
            related: 0.0,
            equivalent: 0.0,
        }
    }

    /// Takes in how one commitment of the plan answers either side.
    fn hear(&mut self, one: Option<Verdict>, other: Option<Verdict>) {
        if let (Some(one), Some(other)) = (one, other) {
            self.joins(one, other);
        }
        let mut verdicts = one.into_iter().chain(other);
        self.sure |= verdicts.any(|verdict| verdict.related >= ANSWERED_FROM);
    }

    fn joins(&mut self, one: Verdict, other: Verdict) {
        self.related = self
            .related
            .max(one.equivalent * other.related)
            .max(one.related * other.equivalent);
        self.equivalent = self.equivalent.max(one.equivalent * other.equivalent);
    }
}

/// What third plans say of a candidate.
#[derive(Default)]
struct Heard {
    plans: usize,
    related: f64,
    equivalent: f64,
}

impl Heard {
    /// Counts what a third plan says; the candidate's own two have no say.
    fn plan(&mut self, said: &Said, candidate: &Candidate) {
        let third = said.plan != candidate.a.plan && said.plan != candidate.b.plan;
        if said.sure && third {
            self.plans += 1;
            self.related += said.related;
            self.equivalent += said.equivalent;
        }
    }

    fn on(&self, verdict: Verdict) -> Verdict {
        if self.plans == 0 {
            return verdict;
        }
        let plans = self.plans as f64;
        verdict.joined(self.related / plans, self.equivalent / plans)
    }
}
