//! Says where plans depart from a base: wording, targets, responsibilities, coverage.
//!
//! ```text
//! base: 全面落实两项补贴制度。（牵头部门：市民政局；参与部门：市残联）
//! plan: 逐步落实两项补贴制度。（牵头部门：区残联）
//!       → wording_weakened 全面落实 → 逐步; lead_changed 市民政局 → 区残联
//! ```
//!
//! Two plans are compared in the corpus's order, whichever is the base; findings are turned
//! round at the end. So exchanging the sides mirrors every kind, and a plan against itself
//! has no findings.

mod amount;
mod analysis;
mod deviations;
mod finding;
pub(crate) mod folding;
mod indicator;
mod known;
mod layer;
mod leftover;
pub(crate) mod matching;
pub(crate) mod passages;
mod rates;
mod relation;
mod responsibility;
mod structure;
mod target;
pub(crate) mod weights;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compare::analysis::Analysis;
use crate::compare::finding::Finding;
use crate::compare::folding::Reader;
use crate::compare::passages::Scope;
use crate::compare::rates::Which;
use crate::compare::structure::Structure;
use crate::control::{Cancelled, Control};
use crate::lexicon::{Lexicon, SeverityRules};
use crate::model::{
    Alignment, Comparison, Corpus, MatchDecision, Plan, PlanComparison, PlanId, Relation, Summary,
    UnitPath,
};
use crate::text::Segmenter;

pub(crate) use amount::{AmountMove, Scale, compare_amounts_of, show_amount};
pub(crate) use responsibility::same_department;
pub(crate) use target::{amount_of_target, amounts_of};

/// What can be set about a comparison.
#[derive(Debug, Clone)]
pub struct CompareOptions {
    /// Relations the user has set, by plan.
    pub relations: BTreeMap<PlanId, Relation>,
    /// How many Han characters in a row count as copied (照搬).
    pub copied_run: usize,
    /// Severity rules as the library tunes them; none for the built-in ones.
    pub rules: Option<SeverityRules>,
    /// What the user has said of matches: a forbidden pair is never held against each other,
    /// a pinned one always.
    pub decided: Vec<MatchDecision>,
}

impl Default for CompareOptions {
    fn default() -> Self {
        CompareOptions {
            relations: BTreeMap::new(),
            copied_run: 13,
            rules: None,
            decided: Vec::new(),
        }
    }
}

/// Compares every plan of `corpus` with `base`. Nothing is compared where the corpus does
/// not hold the base.
pub fn compare(
    corpus: &Corpus,
    base: &PlanId,
    alignment: &Alignment,
    options: &CompareOptions,
    lexicon: &Lexicon,
    segmenter: &Segmenter,
    control: &Control<'_>,
) -> Result<Comparison, Cancelled> {
    let mut comparison = Comparison {
        base: base.clone(),
        plans: Vec::new(),
    };
    let Some(base) = corpus.get(base) else {
        return Ok(comparison);
    };
    let others: Vec<&Plan> = corpus
        .plans()
        .iter()
        .map(Arc::as_ref)
        .filter(|plan| plan.id != base.id)
        .collect();
    let total = others.len() as u64;
    for (done, plan) in others.into_iter().enumerate() {
        control.check()?;
        control.report(done as u64, total);
        let mut reader = Reader::new(lexicon, segmenter);
        comparison
            .plans
            .push(one(corpus, base, plan, alignment, options, &mut reader));
    }
    control.report(total, total);
    Ok(comparison)
}

/// One plan against the base.
fn one(
    corpus: &Corpus,
    base: &Plan,
    plan: &Plan,
    alignment: &Alignment,
    options: &CompareOptions,
    reader: &mut Reader<'_>,
) -> PlanComparison {
    let base_first = corpus.position(&base.id) < corpus.position(&plan.id);
    let (first, second) = if base_first {
        (base, plan)
    } else {
        (plan, base)
    };
    let analysis = Analysis::of(
        Scope::read(first, reader),
        Scope::read(second, reader),
        alignment,
        &options.decided,
    );
    let mut findings = analysis.findings(reader);
    let (of_base, of_plan, which) = if base_first {
        (&analysis.a, &analysis.b, Which::First)
    } else {
        findings = findings.into_iter().map(Finding::mirrored).collect();
        (&analysis.b, &analysis.a, Which::Second)
    };
    let carried = rates::carried(&analysis, which);
    let copied = rates::copied(of_base, of_plan, options.copied_run, reader);
    let share = rates::total(&carried);
    let set = options.relations.get(&plan.id).copied();
    let relation = set.unwrap_or_else(|| relation::relation(base, plan, share.value()));
    let rules = options.rules.as_ref();
    let rules = rules.unwrap_or_else(|| reader.lexicon.severity());
    let deviations = deviations::deviations(findings, base, plan, relation, rules);
    let counts = deviations::counts(&deviations);
    let counterparts = counterparts(of_base, of_plan, &analysis.structure, which);
    let summary = Summary {
        carried: share,
        copied: rates::total(&copied),
        counts,
    };
    PlanComparison {
        plan: plan.id.clone(),
        relation,
        summary,
        deviations,
        counterparts,
        carried,
        copied,
    }
}

fn counterparts(
    base: &Scope<'_>,
    plan: &Scope<'_>,
    structure: &Structure,
    which: Which,
) -> Vec<(UnitPath, UnitPath)> {
    let (forth, back) = match which {
        Which::First => (&structure.a, &structure.b),
        Which::Second => (&structure.b, &structure.a),
    };
    let path = |scope: &Scope<'_>, unit: usize| scope.units[unit].unit.path.clone();
    let ours = forth
        .primary
        .iter()
        .enumerate()
        .filter_map(|(i, to)| to.map(|j| (i, j)));
    let theirs = back
        .primary
        .iter()
        .enumerate()
        .filter_map(|(j, to)| to.map(|i| (i, j)));
    let mut pairs: Vec<(usize, usize)> = ours.chain(theirs).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(i, j)| (path(base, i), path(plan, j)))
        .collect()
}
