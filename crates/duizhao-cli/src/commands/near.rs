//! `duizhao near PLAN`: what of the library is nearest to a plan.

use std::path::Path;

use duizhao_workbench::api::contract::NearDocument;
use duizhao_workbench::{Control, Error, ReadOptions, Workbench};

use crate::commands::DONE;
use crate::output::{Align, Output, Table, fit, say};

/// Prints the nearest plans, then every commitment with its counterparts.
pub(crate) fn run(
    workbench: &Workbench,
    file: &Path,
    plans: usize,
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let document = workbench.near(file, options, plans, &Control::none())?;
    if document.plans.is_empty() && plans > 0 {
        say(output.word(
            "资料库中没有与它相近的规划。",
            "The library holds no plan that is near this one.",
        ));
    }
    output.print(&document, |document| {
        format!("{}\n{}", nearest(document, output), tasks(document, output))
    });
    Ok(DONE)
}

fn nearest(document: &NearDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("相近的规划", "near plan"), Align::Left),
        (output.word("标题", "title"), Align::Left),
        (output.word("相近", "near"), Align::Right),
        (output.word("相同任务", "equivalent"), Align::Right),
        (output.word("部分相同", "partial"), Align::Right),
    ]);
    for plan in &document.plans {
        table.row(vec![
            plan.id.clone(),
            fit(&plan.title, 48),
            format!("{:.2}", plan.near),
            plan.equivalent.to_string(),
            plan.partial.to_string(),
        ]);
    }
    table.render()
}

fn tasks(document: &NearDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("条目", "unit"), Align::Left),
        (output.word("任务事项", "topic"), Align::Left),
        (output.word("规划", "plan"), Align::Left),
        (output.word("条目", "unit"), Align::Left),
        (output.word("相似", "alike"), Align::Right),
        (output.word("任务事项", "topic"), Align::Left),
    ]);
    for task in &document.units {
        let own = [task.unit.clone(), fit(&task.title, 30)];
        if task.counterparts.is_empty() {
            table.row(vec![own[0].clone(), own[1].clone(), "—".to_owned()]);
        }
        for (at, found) in task.counterparts.iter().enumerate() {
            let own = if at == 0 {
                own.clone()
            } else {
                Default::default()
            };
            let [unit, title] = own;
            let score = format!("{:.2}", found.score);
            let (plan, place) = (found.plan.clone(), found.unit.clone());
            table.row(vec![unit, title, plan, place, score, fit(&found.title, 30)]);
        }
    }
    table.render()
}
