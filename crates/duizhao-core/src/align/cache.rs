//! What is worth keeping between runs: features of plans, and what every two share.
//!
//! Two plans are weighed by themselves, so a plan that comes or goes, or a correction, leaves
//! everything else as it is: only what is not here is computed again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::PlanFeatures;
use crate::align::features::fingerprint;
use crate::align::pair::PlanPair;
use crate::model::{Plan, PlanId};
use crate::parallel::in_order;
use crate::text::Segmenter;

/// Features and comparisons of earlier runs; a run takes what still holds and adds the rest.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    features: BTreeMap<PlanId, (u64, Arc<PlanFeatures>)>,
    pairs: BTreeMap<(PlanId, PlanId), Arc<PlanPair>>,
}

impl Cache {
    /// Starts empty.
    pub fn new() -> Self {
        Cache::default()
    }

    /// Forgets a plan and all that was compared with it.
    pub fn forget(&mut self, plan: &PlanId) {
        self.features.remove(plan);
        self.pairs.retain(|(a, b), _| a != plan && b != plan);
    }

    /// Forgets everything, as after a change of the dictionary or the synonyms.
    pub fn clear(&mut self) {
        *self = Cache::default();
    }

    /// The features of every plan, in their order; read anew where its text has changed.
    pub(super) fn features_of(
        &mut self,
        plans: &[Arc<Plan>],
        segmenter: &Segmenter,
    ) -> Vec<Arc<PlanFeatures>> {
        let read = in_order(plans, |plan| {
            let now = fingerprint(plan);
            let kept = self.features.get(&plan.id);
            let same = kept.filter(|(then, _)| *then == now);
            let read = || Arc::new(PlanFeatures::read(plan, segmenter));
            let features = same.map_or_else(read, |(_, features)| Arc::clone(features));
            (now, same.is_some(), features)
        });
        let keep = |(plan, (now, same, features)): (&Arc<Plan>, (u64, bool, Arc<PlanFeatures>))| {
            if !same {
                self.forget(&plan.id);
                let kept = (now, Arc::clone(&features));
                self.features.insert(plan.id.clone(), kept);
            }
            features
        };
        plans.iter().zip(read).map(keep).collect()
    }

    /// What two plans share, where it was kept.
    pub(super) fn pair(&self, a: &PlanId, b: &PlanId) -> Option<Arc<PlanPair>> {
        self.pairs.get(&(a.clone(), b.clone())).cloned()
    }

    pub(super) fn keep(&mut self, a: &PlanId, b: &PlanId, pair: Arc<PlanPair>) {
        self.pairs.insert((a.clone(), b.clone()), pair);
    }
}
