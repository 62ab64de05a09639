//! All links between commitments of a corpus, before they are grouped.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::claims::Claims;
use crate::align::features::{TermId, UnitFeatures};
use crate::align::judge::{ALONE_FROM, AMONG_FROM};
use crate::align::pair::{PlanPair, compare_plans};
use crate::align::pieces::Postings;
use crate::align::sentences::SENTENCE_FROM;
use crate::align::third::{Answers, Heard};
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
        let sentences = self.features[node.plan].sentences.of_unit(node.unit);
        let sentences = sentences.map(<[TermId]>::len).zip(best);
        let (mut held, mut whole) = (0, 0);
        for (terms, best) in sentences {
            whole += terms;
            held += if *best >= SENTENCE_FROM { terms } else { 0 };
        }
        if whole > 0 {
            held as f64 / whole as f64
        } else {
            0.0
        }
    }

    /// Every link the signals speak for, third plans and rivals heard; by its first commitment,
    /// then its second.
    pub(super) fn links(&self, numbers: &Numbers) -> Vec<Link> {
        let answers = Answers::of(&self.pairs, numbers);
        let all: Vec<u32> = (0..numbers.len() as u32).collect();
        let heard = in_order(&all, |at| answers.heard(*at));
        let heard: Vec<Heard> = heard.into_iter().flatten().collect();
        let claims = Claims::of(&heard, numbers);
        let links = heard.iter().filter_map(|heard| {
            let [a, b] = [heard.one, heard.other].map(|number| numbers.node(number));
            let items = self.unit(a).is_item() || self.unit(b).is_item();
            let verdict = claims.settle(heard, items);
            let strength = verdict.strength()?;
            let belief = match strength {
                Strength::Equivalent => verdict.equivalent,
                Strength::Partial => verdict.related,
            };
            Some(Link {
                a,
                b,
                strength,
                belief,
            })
        });
        without_strangers(links.collect(), self, numbers)
    }
}

/// All commitments of a corpus in one row.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    nodes: Vec<Node>,
    /// Where each plan's begin.
    starts: Vec<usize>,
}

impl Numbers {
    pub(super) fn of(features: &[Arc<PlanFeatures>]) -> Self {
        let mut out = Numbers {
            nodes: Vec::new(),
            starts: Vec::with_capacity(features.len()),
        };
        for (plan, features) in features.iter().enumerate() {
            out.starts.push(out.nodes.len());
            let units = 0..features.units.len();
            out.nodes.extend(units.map(|unit| Node { plan, unit }));
        }
        out
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn plans(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn number(&self, node: Node) -> u32 {
        (self.starts[node.plan] + node.unit) as u32
    }

    pub(super) fn node(&self, number: u32) -> Node {
        self.nodes[number as usize]
    }
}

/// Leaves out what would fill an empty cell in doubt: partial links of a commitment that has no surer
/// one in the other's plan.
fn without_strangers(mut links: Vec<Link>, compared: &Compared, numbers: &Numbers) -> Vec<Link> {
    let both = links.iter().flat_map(|link| {
        let partner = |node: Node| Partner {
            plan: node.plan,
            belief: match link.strength {
                Strength::Equivalent => 1.0,
                Strength::Partial => link.belief,
            },
            items: [link.a, link.b].iter().any(|n| compared.unit(*n).is_item()),
        };
        let number = |node| numbers.number(node);
        [
            (number(link.a), partner(link.b)),
            (number(link.b), partner(link.a)),
        ]
    });
    let partners = Postings::new(numbers.len(), both);
    let doubtful = |node: Node, there: usize| {
        // In the order of the plans, as the links are.
        let all = partners.of(numbers.number(node));
        let from = all.partition_point(|partner| partner.plan < there);
        let to = all.partition_point(|partner| partner.plan <= there);
        match &all[from..to] {
            [only] => only.belief < ALONE_FROM,
            several => several
                .iter()
                .all(|partner| !partner.items && partner.belief < AMONG_FROM),
        }
    };
    links.retain(|link| {
        link.strength == Strength::Equivalent
            || !(doubtful(link.a, link.b.plan) || doubtful(link.b, link.a.plan))
    });
    links
}

/// What a commitment is linked with.
#[derive(Clone, Copy)]
struct Partner {
    plan: usize,
    belief: f64,
    /// An item or a row is among the two.
    items: bool,
}
