//! Says where plans depart from one base or several.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use duizhao_core::compare::CompareOptions;
use duizhao_core::control::Control;
use duizhao_core::model::{Comparison, Corpus, Issue, IssueCode, IssueSeverity, PlanId, Relation};

use crate::api::contract::ComparisonDocument;
use crate::api::to_contract;
use crate::error::Error;
use crate::messages::Lang;
use crate::ops::align;
use crate::ops::decisions::InForce;
use crate::ops::pairs::{self, Against};
use crate::ops::parents::{self, Look};
use crate::ops::read::{self, Set};
use crate::ops::rules;
use crate::reading::{self, ReadOptions};
use crate::workbench::Workbench;

/// What is to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The bases, each a file or a plan of the library: every plan is held against every one.
    pub bases: &'a [PathBuf],
    /// The plans.
    pub files: &'a [PathBuf],
    /// How the plans stand to a base, where the user says so: to the base that ends in the
    /// first word, or to all where there is none.
    pub relations: &'a [(Option<String>, Relation)],
    /// Severity rules of this run (TOML); those of the library where none are given.
    pub rules: Option<&'a str>,
    /// How files are read.
    pub options: &'a ReadOptions,
}

/// Compares the plans of `request` with its bases.
pub(crate) fn compare(
    workbench: &Workbench,
    request: &Request<'_>,
    lang: Lang,
    control: &Control<'_>,
) -> Result<ComparisonDocument, Error> {
    let (files, among) = without_bases(request);
    let set = workbench.while_words_load(|| read::set(workbench, &files, request.options))?;
    let bases = &set.ids[..request.bases.len()];
    let in_force = align::decided(workbench, &set)?;
    let rules = rules::for_run(workbench, request.rules, set.from_library)?;
    let mut comparisons = Vec::with_capacity(bases.len());
    for (base, file) in bases.iter().zip(request.bases) {
        let options = CompareOptions {
            relations: relations(request, file, base, &set, &in_force),
            rules: rules.clone(),
            decided: in_force.matches.clone(),
            ..CompareOptions::default()
        };
        let against = Against {
            workbench,
            base: pairs::plan(&set.corpus, base)?,
            options: &options,
        };
        let plans = others(&set.corpus, bases, base);
        comparisons.push(against.comparison(&plans, control)?);
    }
    let mut document = to_contract::comparisons(&comparisons);
    let look = if workbench.library_exists() {
        Look::InLibrary
    } else {
        Look::Nowhere
    };
    let orphans = parents::missing(workbench, &set.corpus, &comparisons, look)?;
    let given = set.issues.iter().cloned().chain(among);
    let doubts = without_tasks(&set.corpus).into_iter().chain(orphans);
    let issues = given.chain(doubts).chain(copied(&comparisons));
    document.warnings = issues
        .map(|issue| to_contract::warning(&issue, lang))
        .collect();
    Ok(document)
}

/// Plans that commit to nothing: there is nothing to compare, and nobody guesses.
fn without_tasks(corpus: &Corpus) -> Vec<Issue> {
    let plans = corpus.plans().iter();
    let bare = plans.filter(|plan| plan.units.commitments().next().is_none());
    bare.map(|plan| Issue {
        code: IssueCode::NoTasks,
        severity: IssueSeverity::Warning,
        lines: None,
        detail: plan.id.to_string(),
    })
    .collect()
}

/// Plans that say little of their own.
fn copied(comparisons: &[Comparison]) -> Vec<Issue> {
    let found = comparisons
        .iter()
        .flat_map(|one| one.plans.iter().map(move |plan| (&one.base, plan)));
    let copies = found.filter(|(_, plan)| plan.summary.is_mostly_copied());
    copies
        .map(|(base, found)| Issue {
            code: IssueCode::MostlyCopied,
            severity: IssueSeverity::Note,
            lines: None,
            detail: format!("{} ← {base}", found.plan),
        })
        .collect()
}

/// The base with all plans that are no base.
fn others(corpus: &Corpus, bases: &[PlanId], base: &PlanId) -> Corpus {
    let plans = corpus.plans().iter();
    let kept = plans.filter(|plan| &plan.id == base || !bases.contains(&plan.id));
    Corpus::new(kept.cloned())
}

/// How plans stand to `base`: as this run says, else as the library does.
fn relations(
    request: &Request<'_>,
    file: &Path,
    base: &PlanId,
    set: &Set,
    in_force: &InForce,
) -> BTreeMap<PlanId, Relation> {
    let mut relations = in_force.relations(Some(base));
    let names = |word: &str| word == base.as_str() || Path::new(word) == file;
    let said = request.relations.iter();
    let mut own = said.rev().filter(|(to, _)| to.as_deref().is_none_or(names));
    if let Some((_, relation)) = own.next() {
        let plans = set.corpus.plans().iter();
        relations.extend(plans.map(|plan| (plan.id.clone(), *relation)));
    }
    relations
}

/// The bases and the plans, bases left out among the plans unless there is nothing else.
fn without_bases(request: &Request<'_>) -> (Vec<PathBuf>, Option<Issue>) {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let bases: Vec<PathBuf> = request.bases.iter().map(|base| real(base)).collect();
    let is_base = |file: &&PathBuf| bases.contains(&real(file));
    let (among, others): (Vec<&PathBuf>, Vec<&PathBuf>) = request.files.iter().partition(is_base);
    let (plans, dropped) = match (others.is_empty(), among.first()) {
        (true, _) => (among, None),
        (false, first) => (others, first.copied()),
    };
    let issue = dropped.map(|file| Issue {
        code: IssueCode::BaseAmongPlans,
        severity: IssueSeverity::Note,
        lines: None,
        detail: reading::shown(file),
    });
    let files = request.bases.iter().chain(plans).cloned().collect();
    (files, issue)
}
