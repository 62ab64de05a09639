//! All links between commitments of a corpus, before they are grouped.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::features::UnitFeatures;
use crate::align::judge::Verdict;
use crate::align::pair::{PlanPair, SENTENCE_FROM, compare_plans};
use crate::align::{Cache, PlanFeatures};
use crate::control::{Cancelled, Control};
use crate::model::{Corpus, Strength};
use crate::text::Segmenter;

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
    /// How alike the texts are, 0 to 1.
    pub(super) score: f64,
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
        for plan in plans {
            control.check()?;
            features.push(cache.features(plan, segmenter));
            control.report(features.len() as u64, total);
        }
        let mut pairs = BTreeMap::new();
        for a in 0..plans.len() {
            for b in a + 1..plans.len() {
                control.check()?;
                let found = cache.pair(&plans[a].id, &plans[b].id, || {
                    compare_plans(&features[a], &features[b])
                });
                pairs.insert((a, b), found);
                control.report((plans.len() + pairs.len()) as u64, total);
            }
        }
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

    /// Every link the signals speak for.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (&(plan_a, plan_b), found) in &self.pairs {
            for pair in &found.pairs {
                let verdict = Verdict::of(&pair.signals);
                let Some(strength) = verdict.strength() else {
                    continue;
                };
                let belief = match strength {
                    Strength::Equivalent => verdict.equivalent,
                    Strength::Partial => verdict.related,
                };
                links.push(Link {
                    a: Node {
                        plan: plan_a,
                        unit: pair.a,
                    },
                    b: Node {
                        plan: plan_b,
                        unit: pair.b,
                    },
                    strength,
                    belief,
                    score: pair.signals.similarity(),
                });
            }
        }
        links
    }
}
