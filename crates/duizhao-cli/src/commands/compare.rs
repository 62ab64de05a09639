//! `duizhao compare --base FILE FILE…`: the ledger of deviations.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use duizhao_workbench::api::contract::{ComparedPlan, ComparisonDocument, Counts, Deviation};
use duizhao_workbench::{CompareRequest, Control, Error, ReadOptions, Workbench, relation_of};

use crate::args::{RelationArg, SeverityArg};
use crate::commands::{DONE, FOUND};
use crate::output::{Align, Output, Table, fit, say};

/// What is to be compared.
pub(crate) struct Request<'a> {
    pub(crate) base: &'a Path,
    pub(crate) files: &'a [PathBuf],
    pub(crate) options: &'a ReadOptions,
}

/// Prints the deviations; 3 where one is at least as severe as `fail_on`.
pub(crate) fn run(
    workbench: &Workbench,
    request: &Request<'_>,
    relation: Option<RelationArg>,
    fail_on: Option<SeverityArg>,
    output: &Output,
) -> Result<u8, Error> {
    let request = CompareRequest {
        base: request.base,
        files: request.files,
        relation: relation.and_then(|relation| relation_of(relation.word())),
        options: request.options,
    };
    let document = workbench.compare(&request, output.lang, &Control::none())?;
    for warning in &document.warnings {
        say(&warning.message);
    }
    output.print(&document, |document| ledger(document, output));
    let found = fail_on.is_some_and(|least| {
        document
            .plans
            .iter()
            .any(|plan| at_least(plan.summary.counts, least) > 0)
    });
    Ok(if found { FOUND } else { DONE })
}

fn at_least(counts: Counts, least: SeverityArg) -> usize {
    let levels = [
        (SeverityArg::Info, counts.info),
        (SeverityArg::Low, counts.low),
        (SeverityArg::Medium, counts.medium),
        (SeverityArg::High, counts.high),
    ];
    levels
        .iter()
        .filter(|(level, _)| *level >= least)
        .map(|(_, count)| count)
        .sum()
}

fn ledger(document: &ComparisonDocument, output: &Output) -> String {
    let mut out = summary(document, output);
    for plan in &document.plans {
        let _ = write!(out, "\n{} {}\n", plan.plan, relation(plan, output));
        out.push_str(&deviations(plan, output));
    }
    out
}

/// One row a plan, the least carried first.
fn summary(document: &ComparisonDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("规划", "plan"), Align::Left),
        (output.word("承接率", "carried"), Align::Right),
        (output.word("照搬率", "copied"), Align::Right),
        (output.word("重", "high"), Align::Right),
        (output.word("中", "medium"), Align::Right),
        (output.word("轻", "low"), Align::Right),
        (output.word("提示", "info"), Align::Right),
    ]);
    let mut plans: Vec<&ComparedPlan> = document.plans.iter().collect();
    plans.sort_by(|a, b| a.summary.carried.total_cmp(&b.summary.carried));
    for plan in plans {
        let summary = &plan.summary;
        let counts = summary.counts;
        let percent = |rate: f64| format!("{:.1}%", rate * 100.0);
        let figures = [counts.high, counts.medium, counts.low, counts.info];
        let mut row = vec![
            plan.plan.clone(),
            percent(summary.carried),
            percent(summary.copied),
        ];
        row.extend(figures.iter().map(ToString::to_string));
        table.row(row);
    }
    table.render()
}

fn relation(plan: &ComparedPlan, output: &Output) -> String {
    let word = match plan.relation {
        "parent" => output.word("基准是其上位规划", "the base is its parent"),
        "previous_period" => output.word("基准是其上一期规划", "the base is its previous period"),
        "sister" => output.word("同级规划", "a sister plan"),
        _ => output.word("与基准不相关", "unrelated to the base"),
    };
    format!("({word})")
}

fn deviations(plan: &ComparedPlan, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("级", "severity"), Align::Left),
        (output.word("类型", "kind"), Align::Left),
        (output.word("基准", "base"), Align::Left),
        (output.word("规划", "plan"), Align::Left),
        (output.word("行", "line"), Align::Right),
        (output.word("说明", "reason"), Align::Left),
    ]);
    for deviation in &plan.deviations {
        table.row(row(deviation, output));
    }
    table.render()
}

fn row(deviation: &Deviation, output: &Output) -> Vec<String> {
    let severity = match deviation.severity {
        "high" => output.word("重", "high"),
        "medium" => output.word("中", "medium"),
        "low" => output.word("轻", "low"),
        _ => output.word("提示", "info"),
    };
    let place = |unit: &Option<String>| unit.clone().unwrap_or_default();
    let line = deviation
        .lines
        .or(deviation.base_lines)
        .map(|(first, _)| first.to_string());
    vec![
        severity.to_owned(),
        deviation.kind.to_owned(),
        place(&deviation.base_unit),
        place(&deviation.unit),
        line.unwrap_or_default(),
        fit(&deviation.reason, 80),
    ]
}
