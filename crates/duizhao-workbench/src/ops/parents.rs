//! Names the parent that a plan cites where it is not among the bases.
//!
//! ```text
//! 任城区规划 cites 《济宁市残疾人事业发展“十四五”规划》 as its parent; compared with 嘉兴市's
//!       → 任城区: its parent is not here; import it and take it as the base
//! ```

use std::sync::Arc;

use duizhao_core::model::{
    CiteRelation, Comparison, Corpus, Issue, IssueCode, IssueSeverity, Plan, PlanCite, Relation,
};

use crate::error::Error;
use crate::ops::glance;
use crate::workbench::Workbench;

/// A parent that a plan cites and is not compared with.
pub(crate) struct Missing {
    /// The plan.
    pub(crate) plan: String,
    /// What it cites.
    pub(crate) cite: PlanCite,
    /// The plan of the library that it is.
    pub(crate) known: Option<String>,
}

/// Where parents are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    InLibrary,
    Nowhere,
}

/// For every plan that stands to no base as to its parent or its previous period: the parents
/// that it cites.
pub(crate) fn missing(
    workbench: &Workbench,
    corpus: &Corpus,
    comparisons: &[Comparison],
    look: Look,
) -> Result<Vec<Issue>, Error> {
    let found = of(workbench, corpus, comparisons, look)?;
    Ok(found.iter().map(issue).collect())
}

/// The same, before they are put into words.
pub(crate) fn of(
    workbench: &Workbench,
    corpus: &Corpus,
    comparisons: &[Comparison],
    look: Look,
) -> Result<Vec<Missing>, Error> {
    let compared = |plan: &&Arc<Plan>| {
        let mut own = comparisons.iter().flat_map(|one| &one.plans);
        let mut relations = own.clone().filter(|found| found.plan == plan.id);
        let settled = |relation| matches!(relation, Relation::Parent | Relation::PreviousPeriod);
        own.any(|found| found.plan == plan.id) && !relations.any(|found| settled(found.relation))
    };
    let mut missing = Vec::new();
    for plan in corpus.plans().iter().filter(compared) {
        let parents = plan.meta.cites.iter();
        for cite in parents.filter(|cite| cite.relation == CiteRelation::Parent) {
            missing.push(Missing {
                plan: plan.id.to_string(),
                cite: cite.clone(),
                known: match look {
                    Look::InLibrary => in_library(workbench, cite)?,
                    Look::Nowhere => None,
                },
            });
        }
    }
    Ok(missing)
}

fn in_library(workbench: &Workbench, cite: &PlanCite) -> Result<Option<String>, Error> {
    let rows = workbench.with_store(|store| store.plans())?;
    let plans = glance::at(workbench, &rows)?;
    let number = cite.doc_number.as_deref();
    let found = plans.iter().position(|plan| plan.is(&cite.title, number));
    Ok(found.map(|at| rows[at].slug.clone()))
}

fn issue(missing: &Missing) -> Issue {
    let number = missing.cite.doc_number.as_deref();
    let number = number
        .map(|number| format!("（{number}）"))
        .unwrap_or_default();
    let known = missing.known.as_deref();
    let known = known.map(|id| format!(" = {id}")).unwrap_or_default();
    Issue {
        code: if missing.known.is_some() {
            IssueCode::ParentNotBase
        } else {
            IssueCode::ParentMissing
        },
        severity: IssueSeverity::Note,
        lines: None,
        detail: format!(
            "{} → 《{}》{number}{known}",
            missing.plan, missing.cite.title
        ),
    }
}
