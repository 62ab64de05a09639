//! Chapters and sections of the table with their rates.

use crate::model::{Plan, Rate, UnitPath};
use crate::present::table::Selected;
use crate::present::{Presence, Row, TableSection};

/// The sections of `rows` in order, chapters before the sections in them.
pub(super) fn sections(
    selected: &Selected<'_>,
    plans: &[&Plan],
    rows: &[Row],
) -> Vec<TableSection> {
    let mut sections: Vec<TableSection> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (depth, (path, title)) in row.section.iter().enumerate() {
            if sections.iter().all(|known| &known.path != path) {
                sections.push(empty(path, title, depth as u8 + 1));
            }
        }
        let Some((path, _)) = row.section.last() else {
            continue;
        };
        if let Some(own) = sections.iter_mut().find(|known| &known.path == path) {
            own.rows.push(at);
        }
    }
    if sections.is_empty() && !rows.is_empty() {
        let mut all = empty(&UnitPath("0".to_owned()), "", 1);
        all.rows = (0..rows.len()).collect();
        sections.push(all);
    }
    for section in &mut sections {
        fill(selected, plans, rows, section);
    }
    sections
}

fn empty(path: &UnitPath, title: &str, depth: u8) -> TableSection {
    TableSection {
        path: path.clone(),
        depth,
        title: title.to_owned(),
        rows_in_base: 0,
        carried: Vec::new(),
        copied: Vec::new(),
        rows: Vec::new(),
    }
}

fn fill(selected: &Selected<'_>, plans: &[&Plan], rows: &[Row], section: &mut TableSection) {
    let below = |row: &&Row| row.section.iter().any(|(path, _)| path == &section.path);
    let held: Vec<&Row> = rows.iter().filter(below).collect();
    let of_base: Vec<&&Row> = held.iter().filter(|row| row.base_path.is_some()).collect();
    section.rows_in_base = of_base.len();
    for (column, plan) in plans.iter().enumerate() {
        if selected.base.is_none() || selected.base == Some(&plan.id) {
            section.carried.push(None);
            section.copied.push(None);
            continue;
        }
        let there = |row: &&&&Row| {
            matches!(
                row.cells[column].presence,
                Presence::Full | Presence::Partial
            )
        };
        let part = of_base.iter().filter(there).count() as f64;
        section.carried.push(Some(Rate {
            part,
            whole: of_base.len() as f64,
        }));
        section
            .copied
            .push(Some(copied(selected, plan, &held, column)));
    }
}

/// 照搬 of the plan's units in the section's rows, each counted once.
fn copied(selected: &Selected<'_>, plan: &Plan, held: &[&Row], column: usize) -> Rate {
    let mut seen: Vec<&UnitPath> = Vec::new();
    let mut sum = Rate::default();
    let Some(found) = selected.compared(&plan.id) else {
        return sum;
    };
    for unit in held.iter().flat_map(|row| &row.cells[column].units) {
        if seen.contains(&&unit.path) {
            continue;
        }
        seen.push(&unit.path);
        if let Some(rate) = found.copied.get(&unit.path) {
            sum.part += rate.part;
            sum.whole += rate.whole;
        }
    }
    sum
}
