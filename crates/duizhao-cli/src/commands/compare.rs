//! `duizhao compare --base FILE FILE…`: the ledger of deviations.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use duizhao_workbench::api::contract::{ComparedPlan, ComparisonDocument, Counts, Deviation};
use duizhao_workbench::{CompareRequest, Control, Error, ReadOptions, Relation, Workbench};

use crate::args::{SeverityArg, SortArg};
use crate::commands::rules::read as read_rules;
use crate::commands::{DONE, FOUND};
use crate::output::{Align, Output, Table, fit, say};

/// What is to be compared.
pub(crate) struct Request<'a> {
    pub(crate) bases: &'a [PathBuf],
    pub(crate) files: &'a [PathBuf],
    pub(crate) relations: &'a [(Option<String>, Relation)],
    pub(crate) rules: Option<&'a Path>,
    pub(crate) options: &'a ReadOptions,
}

/// What is printed for people.
#[derive(Clone, Copy)]
pub(crate) struct Show {
    pub(crate) summary_only: bool,
    pub(crate) sort: SortArg,
}

/// Prints the deviations; 3 where one is at least as severe as `fail_on`.
pub(crate) fn run(
    workbench: &Workbench,
    request: &Request<'_>,
    fail_on: Option<SeverityArg>,
    show: Show,
    output: &Output,
) -> Result<u8, Error> {
    let rules = request.rules.map(read_rules).transpose()?;
    let request = CompareRequest {
        bases: request.bases,
        files: request.files,
        relations: request.relations,
        rules: rules.as_deref(),
        options: request.options,
    };
    let document = workbench.compare(&request, output.lang, &Control::none())?;
    for warning in &document.warnings {
        say(&warning.message);
    }
    output.print(&document, |document| ledger(document, show, output));
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

fn ledger(document: &ComparisonDocument, show: Show, output: &Output) -> String {
    let mut out = summary(document, show.sort, output);
    if show.summary_only {
        return out;
    }
    for plan in &document.plans {
        let _ = write!(
            out,
            "\n{} ↔ {} {}\n",
            plan.base,
            plan.plan,
            relation(plan, output)
        );
        out.push_str(&deviations(plan, output));
    }
    out
}

/// One row a plan and base, in the order asked for.
fn summary(document: &ComparisonDocument, sort: SortArg, output: &Output) -> String {
    let several = !document.bases.is_empty();
    let mut head = vec![
        (output.word("规划", "plan"), Align::Left),
        (output.word("关系", "relation"), Align::Left),
        (output.word("承接率", "carried"), Align::Right),
        (output.word("照搬率", "copied"), Align::Right),
        (output.word("重", "high"), Align::Right),
        (output.word("中", "medium"), Align::Right),
        (output.word("轻", "low"), Align::Right),
        (output.word("提示", "info"), Align::Right),
    ];
    if several {
        head.insert(0, (output.word("基准", "base"), Align::Left));
    }
    let mut table = Table::new(&head);
    let mut plans: Vec<&ComparedPlan> = document.plans.iter().collect();
    order(&mut plans, sort);
    for plan in plans {
        let mut row = summary_row(plan, output);
        if several {
            row.insert(0, plan.base.clone());
        }
        table.row(row);
    }
    table.render()
}

fn summary_row(plan: &ComparedPlan, output: &Output) -> Vec<String> {
    let summary = &plan.summary;
    let counts = summary.counts;
    let percent = |rate: f64| format!("{:.1}%", rate * 100.0);
    let figures = [counts.high, counts.medium, counts.low, counts.info];
    let mut row = vec![
        plan.plan.clone(),
        relation_word(plan, output).to_owned(),
        percent(summary.carried),
        percent(summary.copied),
    ];
    row.extend(figures.iter().map(ToString::to_string));
    row
}

/// What is equal stays in the order of places.
fn order(plans: &mut [&ComparedPlan], sort: SortArg) {
    match sort {
        SortArg::Carried => {
            plans.sort_by(|a, b| a.summary.carried.total_cmp(&b.summary.carried));
        }
        SortArg::Copied => {
            plans.sort_by(|a, b| b.summary.copied.total_cmp(&a.summary.copied));
        }
        SortArg::High => plans.sort_by_key(|plan| {
            let counts = plan.summary.counts;
            Reverse((counts.high, counts.medium, counts.low))
        }),
        SortArg::Plan => {}
    }
}

fn relation_word(plan: &ComparedPlan, output: &Output) -> &'static str {
    match plan.relation {
        "parent" => output.word("上位", "parent"),
        "previous_period" => output.word("上一期", "previous period"),
        "sister" => output.word("同级", "sister"),
        _ => output.word("不相关", "unrelated"),
    }
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
    let severity = output.severity(deviation.severity);
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
