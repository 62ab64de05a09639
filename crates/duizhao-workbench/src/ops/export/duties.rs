//! 责任分工对照: who leads and who takes part, a task a row.

use duizhao_core::present::Facts;
use duizhao_export::{Cell, Head, Piece, Row, Table};

use super::tasks::names;
use super::{Shown, row_anchor};
use crate::views::parts;

/// The table of those tasks for which any plan names somebody.
pub(super) fn table(shown: &Shown<'_>) -> Table {
    let head = |title: String, width| Head {
        title,
        width,
        hidden: false,
    };
    let mut heads = vec![head("序号".to_owned(), 6), head("任务事项".to_owned(), 26)];
    for column in &shown.session.table.columns {
        let name = parts::name(shown.session, &column.plan);
        heads.push(head(format!("{name}牵头"), 18));
        heads.push(head(format!("{name}参与"), 26));
    }
    heads.push(head("变化".to_owned(), 16));
    let facts = shown.session.facts(shown.workbench);
    let rows = shown.rows.iter().filter_map(|(row, _)| {
        let own = facts.get(row.number as usize - 1)?;
        let named = own
            .iter()
            .any(|f| !lead(f).is_empty() || !others(f).is_empty());
        named.then(|| Row {
            cells: cells(row, own),
        })
    });
    Table {
        name: "责任".to_owned(),
        on_page: true,
        heads,
        rows: rows.collect(),
    }
}

fn cells(row: &duizhao_core::present::Row, facts: &[Facts]) -> Vec<Cell> {
    let mut cells = vec![
        Cell::number(row.number),
        Cell::of(vec![Piece::link(&row.topic, row_anchor(row.number))]),
    ];
    for (held, facts) in row.cells.iter().zip(facts) {
        let silent = held.units.is_empty();
        let (lead, others) = (lead(facts), others(facts));
        let say = |text: String, none: &str| {
            Cell::text(if silent {
                "—（未涉及）".to_owned()
            } else if text.is_empty() {
                none.to_owned()
            } else {
                text
            })
        };
        cells.push(say(lead, "未明确"));
        cells.push(say(others, "—"));
    }
    let mut changes: Vec<&str> = facts
        .iter()
        .flat_map(|facts| &facts.flags)
        .filter(|flag| crate::views::responsibilities::about_leads(flag.kind))
        .map(|flag| flag.word.as_str())
        .collect();
    changes.dedup();
    cells.push(Cell::text(changes.join("、")));
    cells
}

fn lead(facts: &Facts) -> String {
    names(&facts.lead)
}

/// Those who take part; where nobody leads, all that are named.
fn others(facts: &Facts) -> String {
    let parts = [names(&facts.participants), names(&facts.unranked)];
    let told: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    told.join("、")
}
