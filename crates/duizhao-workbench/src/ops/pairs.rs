//! Compares plans with a base two at a time: what is found of one plan does not depend on which
//! others were compared along with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use duizhao_core::align::{self, AlignOptions};
use duizhao_core::compare::{self, CompareOptions};
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Comparison, Corpus, Plan, PlanId};
use duizhao_core::parallel::in_order;

use crate::error::Error;
use crate::workbench::{Workbench, lock};

/// One plan held against the base.
pub(crate) struct Pair {
    pub(crate) corpus: Corpus,
    pub(crate) alignment: Alignment,
    /// Of the one plan.
    pub(crate) comparison: Comparison,
}

/// The base and how it is compared.
pub(crate) struct Against<'a> {
    pub(crate) workbench: &'a Workbench,
    pub(crate) base: &'a Arc<Plan>,
    pub(crate) options: &'a CompareOptions,
}

impl Against<'_> {
    /// Compares `plan` with the base.
    pub(crate) fn pair(&self, plan: &Arc<Plan>, control: &Control<'_>) -> Result<Pair, Error> {
        let corpus = Corpus::new([Arc::clone(self.base), Arc::clone(plan)]);
        let segmenter = self.workbench.segmenter();
        let alignment = align::align_cached(
            &corpus,
            &self.options.decided,
            &AlignOptions::default(),
            segmenter,
            control,
            &mut lock(&self.workbench.features),
        )?;
        let comparison = compare::compare(
            &corpus,
            &self.base.id,
            &alignment,
            self.options,
            &self.workbench.lexicon,
            segmenter,
            control,
        )?;
        Ok(Pair {
            corpus,
            alignment,
            comparison,
        })
    }

    /// Compares every plan of `corpus` but the base, in its order; progress is counted in plans.
    /// What alignments share is held for one plan at a time, so that quick questions come between.
    /// Several threads share the plans; the answers are those of one.
    pub(crate) fn each<T: Send>(
        &self,
        corpus: &Corpus,
        control: &Control<'_>,
        take: impl Fn(&Plan, Pair) -> T + Sync,
    ) -> Result<Vec<T>, Error> {
        let quiet = control.silent();
        let plans = corpus.plans().iter();
        let others: Vec<&Arc<Plan>> = plans.filter(|plan| plan.id != self.base.id).collect();
        let total = others.len() as u64;
        control.report(0, total);
        let done = AtomicU64::new(0);
        let taken = in_order(&others, |plan| {
            control.check()?;
            let taken = take(plan, self.pair(plan, &quiet)?);
            control.report(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(taken)
        });
        taken.into_iter().collect()
    }

    /// The comparison of every plan of `corpus` but the base.
    pub(crate) fn comparison(
        &self,
        corpus: &Corpus,
        control: &Control<'_>,
    ) -> Result<Comparison, Error> {
        let plans = self.each(corpus, control, |_, pair| pair.comparison.plans)?;
        Ok(Comparison {
            base: self.base.id.clone(),
            plans: plans.into_iter().flatten().collect(),
        })
    }
}

/// The plan `id` of `corpus`.
pub(crate) fn plan<'a>(corpus: &'a Corpus, id: &PlanId) -> Result<&'a Arc<Plan>, Error> {
    let mut plans = corpus.plans().iter();
    plans
        .find(|plan| &plan.id == id)
        .ok_or_else(|| Error::UnknownPlan {
            name: id.to_string(),
        })
}
