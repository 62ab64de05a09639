//! `duizhao verdicts`: what was decided about deviations, out of a library and into another.

use std::path::Path;

use duizhao_workbench::api::contract::VerdictsDocument;
use duizhao_workbench::{Error, ReadOptions, Workbench, now};

use crate::commands::DONE;
use crate::output::{Align, Output, Table, fit, say};

/// Takes in the verdicts of `import`, where it is named; then prints all.
pub(crate) fn run(
    workbench: &Workbench,
    import: Option<&Path>,
    output: &Output,
) -> Result<u8, Error> {
    if let Some(file) = import {
        let text = Workbench::text_of(file, &ReadOptions::default())?;
        let count = workbench.import_verdicts(&text, &now())?;
        say(&format!(
            "{}{count}",
            output.word("已导入结论：", "verdicts taken in: ")
        ));
    }
    let document = workbench.verdicts()?;
    output.print(&document, |document| table(document, output));
    Ok(DONE)
}

fn table(document: &VerdictsDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("结论", "verdict"), Align::Left),
        (output.word("所在", "place"), Align::Left),
        (output.word("备注", "note"), Align::Left),
    ]);
    for entry in &document.verdicts {
        let word = match entry.verdict.as_str() {
            "must_change" => output.word("要求修改", "must change"),
            "for_reference" => output.word("供参考", "for reference"),
            "acceptable" => output.word("可接受", "acceptable"),
            "false_alarm" => output.word("误报", "false alarm"),
            _ => output.word("未定", "open"),
        };
        table.row(vec![
            word.to_owned(),
            fit(&entry.place, 80),
            fit(&entry.note, 40),
        ]);
    }
    table.render()
}
