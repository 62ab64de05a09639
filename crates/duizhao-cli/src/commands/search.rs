//! `duizhao search Q`: every place where it stands.

use duizhao_workbench::api::contract::{Hit, SearchDocument};
use duizhao_workbench::{Error, Workbench};

use crate::commands::DONE;
use crate::output::{Align, Output, Table};

/// Prints the hits.
pub(crate) fn run(workbench: &Workbench, query: &str, output: &Output) -> Result<u8, Error> {
    let document = workbench.search(query)?;
    output.print(&document, |document| table(document, output));
    Ok(DONE)
}

fn table(document: &SearchDocument, output: &Output) -> String {
    let mut table = Table::new(&[
        (output.word("规划", "plan"), Align::Left),
        (output.word("条目", "unit"), Align::Left),
        (output.word("行", "line"), Align::Right),
        (output.word("原文", "text"), Align::Left),
    ]);
    for hit in &document.hits {
        table.row(vec![
            hit.plan.clone(),
            hit.unit.clone(),
            hit.lines.0.to_string(),
            marked(hit),
        ]);
    }
    format!(
        "{}{} {}\n",
        table.render(),
        document.total,
        output.word("处", "places")
    )
}

/// The quote with the hit in brackets that no plan uses.
fn marked(hit: &Hit) -> String {
    let chars: Vec<char> = hit.quote.chars().collect();
    let text = |from: u32, to: u32| chars[from as usize..to as usize].iter().collect::<String>();
    let end = chars.len() as u32;
    format!(
        "{}⟦{}⟧{}",
        text(0, hit.start),
        text(hit.start, hit.end),
        text(hit.end, end)
    )
}
