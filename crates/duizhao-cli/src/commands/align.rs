//! `duizhao align FILE FILE…`: equivalent tasks.

use std::path::PathBuf;

use duizhao_workbench::api::contract::{AlignmentDocument, Group};
use duizhao_workbench::{Control, Error, ReadOptions, Workbench};

use crate::commands::DONE;
use crate::output::{Align, Output, Table, fit, say};

/// Prints the groups.
pub(crate) fn run(
    workbench: &Workbench,
    files: &[PathBuf],
    options: &ReadOptions,
    explain: bool,
    output: &Output,
) -> Result<u8, Error> {
    let document = workbench.align(files, options, explain, output.lang, &Control::none())?;
    for warning in &document.warnings {
        say(&warning.message);
    }
    if document.plans.len() < 2 {
        let zh = "只有一份规划，没有可对照的内容；请再加一份。";
        say(output.word(
            zh,
            "One plan alone has nothing to be compared with; add another.",
        ));
    }
    if document.plans.len() > 1 && document.groups.is_empty() {
        say(output.word(
            "没有找到对应的任务：这些规划没有共同的工作。",
            "No task has a counterpart: these plans share no work.",
        ));
    }
    output.print(&document, |document| {
        let mut text = table(document, output);
        if explain {
            text.push_str(&reasons(document, output));
        }
        text
    });
    Ok(DONE)
}

fn table(document: &AlignmentDocument, output: &Output) -> String {
    let mut head = vec![
        (output.word("任务事项", "topic"), Align::Left),
        (output.word("强度", "strength"), Align::Left),
    ];
    head.extend(
        document
            .plans
            .iter()
            .map(|plan| (plan.id.as_str(), Align::Left)),
    );
    let mut table = Table::new(&head);
    for group in &document.groups {
        let strength = match group.strength {
            "equivalent" => output.word("相同", "equivalent"),
            _ => output.word("部分", "partial"),
        };
        let mut row = vec![fit(&group.topic, 36), strength.to_owned()];
        row.extend(
            document
                .plans
                .iter()
                .map(|plan| fit(&units(group, &plan.id), 24)),
        );
        table.row(row);
    }
    let (groups, empty) = (document.groups.len(), document.unmatched.len());
    format!(
        "{}{groups} {} · {empty} {}\n",
        table.render(),
        output.word("组", "groups"),
        output.word("处空缺", "empty cells")
    )
}

/// Why every member is in its group, and why every empty cell is empty.
fn reasons(document: &AlignmentDocument, output: &Output) -> String {
    let mut lines = Vec::new();
    for group in &document.groups {
        lines.push(format!("\n{}", group.topic));
        for member in &group.members {
            let mut said = vec![format!(
                "{} {:.2}",
                output.word("匹配", "match"),
                member.score
            )];
            if let Some(evidence) = &member.evidence {
                let figures = [
                    (output.word("标题", "heading"), evidence.heading),
                    (output.word("正文", "body"), evidence.body),
                    (output.word("所在节", "section"), evidence.section),
                    (output.word("句子", "sentences"), evidence.sentences),
                ];
                said.extend(figures.map(|(word, figure)| format!("{word} {figure:.2}")));
                let terms: Vec<&str> = evidence.terms.iter().map(|t| t.term.as_str()).collect();
                said.push(terms.join(output.word("、", ", ")));
            }
            let place = format!("{} {}", member.plan, member.unit);
            lines.push(format!("  {place}  {}", said.join(" · ")));
        }
    }
    lines.push(String::new());
    for empty in &document.unmatched {
        let best = empty.best.as_ref();
        let best = best.map_or(String::new(), |best| {
            format!("{} {:.2}", best.unit, best.score)
        });
        let why = match (empty.why, best.is_empty()) {
            ("elsewhere", _) => format!("{} {best}", output.word("内容见于", "stands in")),
            (_, true) => output.word("没有相近的任务", "no similar task").to_owned(),
            (_, false) => {
                let why = output.word("没有相近的任务；最接近", "no similar task; nearest:");
                format!("{why} {best}")
            }
        };
        let (plan, unit, there) = (&empty.plan, &empty.unit, &empty.in_plan);
        lines.push(format!("{plan} {unit} → {there}  {why}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn units(group: &Group, plan: &str) -> String {
    let own = group.members.iter().filter(|member| member.plan == plan);
    own.map(|member| member.unit.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}
