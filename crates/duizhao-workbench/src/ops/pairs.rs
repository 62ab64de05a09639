//! Compares plans with a base two at a time: what is found of one plan does not depend on which
//! others were compared along with it.

use duizhao_core::align::{self, AlignOptions, Cache};
use duizhao_core::compare::{self, CompareOptions};
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Comparison, Corpus, Plan, PlanId};

use crate::error::Error;
use crate::workbench::Workbench;

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
    pub(crate) base: &'a Plan,
    pub(crate) options: &'a CompareOptions,
}

impl Against<'_> {
    /// Compares `plan` with the base.
    pub(crate) fn pair(
        &self,
        plan: &Plan,
        cache: &mut Cache,
        control: &Control<'_>,
    ) -> Result<Pair, Error> {
        let corpus = Corpus::new(vec![self.base.clone(), plan.clone()]);
        let segmenter = self.workbench.segmenter();
        let alignment = align::align_cached(
            &corpus,
            &self.options.decided,
            &AlignOptions::default(),
            segmenter,
            control,
            cache,
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
    pub(crate) fn each<T>(
        &self,
        corpus: &Corpus,
        cache: &mut Cache,
        control: &Control<'_>,
        mut take: impl FnMut(&Plan, Pair) -> T,
    ) -> Result<Vec<T>, Error> {
        let quiet = control.silent();
        let plans = corpus.plans().iter();
        let others: Vec<&Plan> = plans.filter(|plan| plan.id != self.base.id).collect();
        let total = others.len() as u64;
        let mut taken = Vec::with_capacity(others.len());
        for (done, plan) in others.into_iter().enumerate() {
            control.check()?;
            control.report(done as u64, total);
            let pair = self.pair(plan, cache, &quiet)?;
            taken.push(take(plan, pair));
        }
        control.report(total, total);
        Ok(taken)
    }

    /// The comparison of every plan of `corpus` but the base.
    pub(crate) fn comparison(
        &self,
        corpus: &Corpus,
        cache: &mut Cache,
        control: &Control<'_>,
    ) -> Result<Comparison, Error> {
        let plans = self.each(corpus, cache, control, |_, pair| pair.comparison.plans)?;
        Ok(Comparison {
            base: self.base.id.clone(),
            plans: plans.into_iter().flatten().collect(),
        })
    }
}

/// The plan `id` of `corpus`.
pub(crate) fn plan<'a>(corpus: &'a Corpus, id: &PlanId) -> Result<&'a Plan, Error> {
    corpus.get(id).ok_or_else(|| Error::UnknownPlan {
        name: id.to_string(),
    })
}
