//! `duizhao plans`, `delete`, `undo`, `redo`: what is in the library.

use duizhao_workbench::api::contract::{ChangeDocument, PlanList, SCHEMA};
use duizhao_workbench::api::session::ChangeView;
use duizhao_workbench::messages::Text;
use duizhao_workbench::{Error, Relation, Workbench, now};

use crate::commands::DONE;
use crate::output::{Align, Output, Table, fit};

/// Lists the plans.
pub(crate) fn plans(workbench: &Workbench, output: &Output) -> Result<u8, Error> {
    let document = workbench.plans()?;
    output.print(&document, |document| table(document, output));
    Ok(DONE)
}

/// Puts plans away.
pub(crate) fn delete(
    workbench: &Workbench,
    plans: &[String],
    output: &Output,
) -> Result<u8, Error> {
    let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
    let library = workbench.delete_plans(&plans, &now())?;
    changed(library.undo, library.redo, output);
    Ok(DONE)
}

/// Takes the last step back.
pub(crate) fn undo(workbench: &Workbench, output: &Output) -> Result<u8, Error> {
    let ChangeView { undo, redo, .. } = workbench.undo(&now())?;
    changed(undo, redo, output);
    Ok(DONE)
}

/// Brings it back again.
pub(crate) fn redo(workbench: &Workbench, output: &Output) -> Result<u8, Error> {
    let ChangeView { undo, redo, .. } = workbench.redo(&now())?;
    changed(undo, redo, output);
    Ok(DONE)
}

/// Says how a plan stands to a base.
pub(crate) fn relate(
    workbench: &Workbench,
    (plan, base): (&str, &str),
    relation: Option<Relation>,
    output: &Output,
) -> Result<u8, Error> {
    let change = workbench.set_relation(plan, base, relation, &now())?;
    changed(change.undo, change.redo, output);
    Ok(DONE)
}

fn changed(undo: Option<Text>, redo: Option<Text>, output: &Output) {
    let document = ChangeDocument {
        schema: SCHEMA,
        undo: undo.map(|step| step.of(output.lang).to_owned()),
        redo: redo.map(|step| step.of(output.lang).to_owned()),
    };
    output.print(&document, |document| {
        let nothing = output.word("无", "nothing");
        let undo = document.undo.as_deref().unwrap_or(nothing);
        let redo = document.redo.as_deref().unwrap_or(nothing);
        format!(
            "{}{undo} · {}{redo}",
            output.word("可撤销：", "can be undone: "),
            output.word("可重做：", "can be redone: ")
        )
    });
}

fn table(document: &PlanList, output: &Output) -> String {
    if document.plans.is_empty() {
        let zh = "资料库是空的。用 duizhao import 文件 导入规划。";
        let en = "The library is empty. Put plans in with duizhao import FILE.";
        return output.word(zh, en).to_owned();
    }
    let mut table = Table::new(&[
        (output.word("编号", "id"), Align::Left),
        (output.word("地区", "region"), Align::Left),
        (output.word("期间", "period"), Align::Left),
        (output.word("标题", "title"), Align::Left),
        (output.word("任务", "tasks"), Align::Right),
        (output.word("提示", "doubts"), Align::Right),
        (output.word("文件", "file"), Align::Left),
    ]);
    for plan in &document.plans {
        let period = plan.period.map(|(from, to)| format!("{from}–{to}"));
        table.row(vec![
            fit(&plan.id, 28),
            plan.region.clone().unwrap_or_default(),
            period.unwrap_or_default(),
            fit(&plan.title, 52),
            plan.tasks.to_string(),
            plan.warnings.to_string(),
            match plan.on_disk {
                "changed" => output
                    .word("已改动，可重新读取", "changed: reread")
                    .to_owned(),
                "missing" => output.word("不在原处", "missing").to_owned(),
                _ => String::new(),
            },
        ]);
    }
    table.render()
}
