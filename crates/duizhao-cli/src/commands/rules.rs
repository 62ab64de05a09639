//! `duizhao rules`: how severity is decided, and how a library tunes it.

use std::path::Path;

use duizhao_workbench::api::contract::{Rule, RulesDocument};
use duizhao_workbench::{Error, ReadOptions, Workbench, now};

use crate::commands::DONE;
use crate::output::{Align, Output, Table};

/// Keeps `set` as the library's rules, or brings the built-in ones back; then prints them.
pub(crate) fn run(
    workbench: &Workbench,
    set: Option<&Path>,
    reset: bool,
    output: &Output,
) -> Result<u8, Error> {
    if let Some(file) = set {
        workbench.set_rules(&read(file)?, &now())?;
    } else if reset {
        workbench.set_rules("", &now())?;
    }
    let document = workbench.rules(None)?;
    output.print(&document, |document| table(document, output));
    Ok(DONE)
}

/// The text of a file of rules.
pub(crate) fn read(file: &Path) -> Result<String, Error> {
    Workbench::text_of(file, &ReadOptions::default())
}

fn table(document: &RulesDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("规则", "rule"), Align::Left),
        (output.word("级", "severity"), Align::Left),
        (output.word("关系", "relation"), Align::Left),
        (output.word("条件", "when"), Align::Left),
        (output.word("类型", "kinds"), Align::Left),
        (output.word("理由", "why"), Align::Left),
    ]);
    for rule in &document.rules {
        table.row(row(rule, output));
    }
    table.render()
}

fn row(rule: &Rule, output: &Output) -> Vec<String> {
    let any = |words: String| {
        if words.is_empty() {
            output.word("任何", "any").to_owned()
        } else {
            words
        }
    };
    let mark = if rule.tuned { " *" } else { "" };
    vec![
        format!("{}{mark}", rule.id),
        output.severity(rule.severity).to_owned(),
        any(rule.relation.join(", ")),
        rule.when.join(", "),
        any(rule.kinds.join(", ")),
        rule.why.clone(),
    ]
}
