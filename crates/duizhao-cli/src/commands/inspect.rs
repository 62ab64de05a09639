//! `duizhao inspect FILE`: one plan, read.

use std::fmt::Write as _;
use std::path::Path;

use duizhao_workbench::api::contract::{Inspection, Unit};
use duizhao_workbench::{Error, ReadOptions, Workbench};

use crate::commands::{DONE, verify};
use crate::output::{Align, Output, Table};

/// Prints the plan as read.
pub(crate) fn run(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let document = workbench.inspect(file, options, output.lang)?;
    output.print(&document, |document| {
        let figures = workbench.verify(file, options).ok();
        let report = figures.map(|figures| verify::report(&figures, output));
        outline(document, report.as_deref().unwrap_or_default(), output)
    });
    Ok(DONE)
}

/// Prints exactly the text that line numbers count in.
pub(crate) fn text(workbench: &Workbench, file: &Path, options: &ReadOptions) -> Result<u8, Error> {
    let reading = workbench.read(file, options)?;
    crate::output::verbatim(reading.plan.text.source());
    Ok(DONE)
}

fn outline(document: &Inspection, report: &str, output: &Output) -> String {
    let mut out = head(document, report, output);
    let mut table = Table::new(&[
        (output.word("编号", "place"), Align::Left),
        (output.word("标题", "heading"), Align::Left),
        (output.word("行", "lines"), Align::Right),
        (output.word("责任单位", "responsible"), Align::Left),
    ]);
    for unit in &document.units {
        let (first, last) = unit.lines;
        let cells = [
            unit.id.clone(),
            heading(unit),
            format!("{first}–{last}"),
            who(unit),
        ];
        table.row(cells.into());
    }
    out.push_str(&table.render());
    if !document.indicators.is_empty() {
        out.push('\n');
        out.push_str(&indicators(document, output));
    }
    for warning in &document.warnings {
        let at = warning
            .lines
            .map_or(String::new(), |(first, _)| format!("{first}: "));
        let _ = write!(out, "\n! {at}{}", warning.message);
    }
    out
}

fn head(document: &Inspection, report: &str, output: &Output) -> String {
    let plan = &document.plan;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(plan.doc_number.clone());
    facts.extend(plan.issuer.clone());
    facts.extend(plan.issue_date.clone());
    facts.extend(plan.period.map(|(from, to)| format!("{from}–{to}")));
    facts.extend(plan.region.clone());
    facts.extend(plan.encoding.clone());
    let counts = format!(
        "{} {} · {} {} · {} {} · {} {}",
        document.units.len(),
        output.word("个条目", "units"),
        document.indicators.len(),
        output.word("项指标", "indicators"),
        document.targets.len(),
        output.word("处目标", "targets"),
        document.warnings.len(),
        output.word("条提示", "doubts"),
    );
    let facts = facts.join(" · ");
    let parents = parents(document, output);
    format!("{}\n{facts}\n{parents}{counts}\n{report}\n\n", plan.title)
}

/// One line for each parent that the plan cites, with the plan of the library that it is.
fn parents(document: &Inspection, output: &Output) -> String {
    let cites = document.plan.cites.iter();
    let parents = cites.filter(|cite| cite.relation == "parent");
    parents.fold(String::new(), |mut out, cite| {
        let number = cite.doc_number.as_deref().unwrap_or_default();
        let _ = write!(
            out,
            "{}《{}》{number}",
            output.word("上位规划", "parent "),
            cite.title
        );
        if let Some(plan) = &cite.plan {
            let _ = write!(out, " → {plan}");
        }
        out.push('\n');
        out
    })
}

fn heading(unit: &Unit) -> String {
    let depth = match unit.kind {
        "chapter" | "annex" | "box" | "paragraph" => 0,
        "section" | "box_item" | "annex_row" => 1,
        _ => 2,
    };
    let label = unit.label.as_deref().unwrap_or_default();
    let words = unit
        .title
        .clone()
        .unwrap_or_else(|| unit.text.replace(['\n', '\t'], " "));
    crate::output::fit(&format!("{}{label}{words}", "  ".repeat(depth)), 56)
}

fn who(unit: &Unit) -> String {
    let mut names: Vec<&str> = unit.lead.iter().map(String::as_str).collect();
    names.extend(unit.participants.iter().map(String::as_str));
    names.extend(unit.departments.iter().map(String::as_str));
    crate::output::fit(&names.join("、"), 40)
}

fn indicators(document: &Inspection, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("指标", "indicator"), Align::Left),
        (output.word("单位", "unit"), Align::Left),
        (output.word("基期", "baseline"), Align::Right),
        (output.word("目标", "target"), Align::Right),
        (output.word("属性", "attribute"), Align::Left),
    ]);
    for row in &document.indicators {
        table.row(vec![
            row.name.clone(),
            row.unit.clone().unwrap_or_default(),
            row.baseline.clone().unwrap_or_default(),
            row.target.clone(),
            row.attribute.unwrap_or_default().to_owned(),
        ]);
    }
    table.render()
}
