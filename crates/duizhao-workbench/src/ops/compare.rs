//! Says where plans depart from a base.

use std::path::{Path, PathBuf};

use duizhao_core::compare::{self, CompareOptions};
use duizhao_core::control::Control;
use duizhao_core::model::{Issue, IssueCode, IssueSeverity, Relation};

use crate::api::contract::ComparisonDocument;
use crate::api::to_contract;
use crate::error::Error;
use crate::messages::Lang;
use crate::ops::{align, read};
use crate::reading::{self, ReadOptions};
use crate::workbench::Workbench;

/// What is to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The base: a file, or a plan of the library.
    pub base: &'a Path,
    /// The plans.
    pub files: &'a [PathBuf],
    /// How the plans stand to the base, where the user says so.
    pub relation: Option<Relation>,
    /// How files are read.
    pub options: &'a ReadOptions,
}

/// Compares the plans of `request` with its base.
pub(crate) fn compare(
    workbench: &Workbench,
    request: &Request<'_>,
    lang: Lang,
    control: &Control<'_>,
) -> Result<ComparisonDocument, Error> {
    let (files, among) = without_base(request);
    let set = read::set(workbench, &files, request.options)?;
    let base = set.ids[0].clone();
    let issues: Vec<Issue> = set.issues.iter().cloned().chain(among).collect();
    let relations = set.ids[1..]
        .iter()
        .filter_map(|id| Some((id.clone(), request.relation?)));
    let options = CompareOptions {
        relations: relations.collect(),
        ..CompareOptions::default()
    };
    let alignment = align::of(workbench, &set, control)?;
    let comparison = compare::compare(
        &set.corpus,
        &base,
        &alignment,
        &options,
        &workbench.lexicon,
        workbench.segmenter(),
        control,
    )?;
    let mut document = to_contract::comparison(&comparison);
    document.warnings = issues
        .iter()
        .map(|issue| to_contract::warning(issue, lang))
        .collect();
    Ok(document)
}

/// The base and the plans, the base left out among the plans unless it is the only one.
fn without_base(request: &Request<'_>) -> (Vec<PathBuf>, Option<Issue>) {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let base = real(request.base);
    let others: Vec<PathBuf> = request
        .files
        .iter()
        .filter(|file| real(file) != base)
        .cloned()
        .collect();
    let plans = if others.is_empty() {
        request.files.to_vec()
    } else {
        others
    };
    let dropped = plans.len() < request.files.len();
    let issue = dropped.then(|| Issue {
        code: IssueCode::BaseAmongPlans,
        severity: IssueSeverity::Note,
        lines: None,
        detail: reading::shown(request.base),
    });
    (
        std::iter::once(request.base.to_owned())
            .chain(plans)
            .collect(),
        issue,
    )
}
