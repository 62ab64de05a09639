//! Severity rules as a library tunes them: kept in its journal, so that they can be undone.

use duizhao_core::lexicon::SeverityRules;

use crate::api::contract::{Rule, RulesDocument, SCHEMA};
use crate::error::Error;
use crate::ops::decisions;
use crate::workbench::Workbench;

/// Kind of decisions about severity; the last one holds, an empty one is none.
pub(crate) const SEVERITY: &str = "severity";

/// The rules of one run: its own, else those of the library where it is asked for plans.
pub(crate) fn for_run(
    workbench: &Workbench,
    own: Option<&str>,
    from_library: bool,
) -> Result<Option<SeverityRules>, Error> {
    match own {
        Some(text) => tuned(workbench, text).map(Some),
        None if from_library => of_library(workbench),
        None => Ok(None),
    }
}

/// The rules that the library has; none where it has the built-in ones.
pub(crate) fn of_library(workbench: &Workbench) -> Result<Option<SeverityRules>, Error> {
    match tuning(workbench)? {
        Some(text) => tuned(workbench, &text).map(Some),
        None => Ok(None),
    }
}

/// What the library changes about the rules, as TOML.
pub(crate) fn tuning(workbench: &Workbench) -> Result<Option<String>, Error> {
    let decisions = workbench.with_store(|store| store.decisions(SEVERITY))?;
    let last = decisions.last();
    let text = last.and_then(|last| serde_json::from_str::<String>(&last.payload).ok());
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// Keeps `tuning` as the rules of the library; an empty text brings the built-in ones back.
pub(crate) fn set(workbench: &Workbench, tuning: &str, at: &str) -> Result<(), Error> {
    tuned(workbench, tuning)?;
    let decision = decisions::new(SEVERITY, &serde_json::json!({}), &tuning);
    workbench.with_store(|store| store.decide(&[decision], at))
}

/// The rules in force, in the order in which they are tried.
pub(crate) fn document(workbench: &Workbench, own: Option<&str>) -> Result<RulesDocument, Error> {
    let own = for_run(workbench, own, workbench.has_library())?;
    let builtin = workbench.lexicon.severity();
    let rules = own.as_ref().unwrap_or(builtin).iter().map(|rule| {
        let was = builtin.iter().find(|known| known.id == rule.id);
        Rule {
            id: rule.id.clone(),
            relation: rule.relations().to_vec(),
            kinds: rule.kinds().to_vec(),
            when: rule.facts().iter().map(|fact| fact.as_str()).collect(),
            severity: rule.severity().as_str(),
            why: rule.why.clone(),
            tuned: was.is_none_or(|was| was.severity() != rule.severity()),
        }
    });
    Ok(RulesDocument {
        schema: SCHEMA,
        rules: rules.collect(),
    })
}

fn tuned(workbench: &Workbench, text: &str) -> Result<SeverityRules, Error> {
    let tuned = workbench.lexicon.severity().tuned(text);
    tuned.map_err(|why| Error::Rules { why })
}
