//! Rows that the base lacks (新增): where they stand and what is in them.
//!
//! ```text
//! 嘉兴 2.7.1 has no row; most of section 2.7 stands in the base's 3.9  →  a row at the end of 3.9
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Plan, UnitPath, UnitRef};
use crate::present::cells::{Counterparts, empty_cell, own_cell};
use crate::present::names::{heading, sections_above};
use crate::present::table::{Selected, review_of, row_id};
use crate::present::{Cell, Presence, Row};

/// Puts the units that no row of the base holds at the end of the section they belong to.
pub(super) fn insert_added(
    selected: &Selected<'_>,
    base: &Plan,
    plans: &[&Plan],
    counterparts: &Counterparts<'_>,
    shown: &BTreeSet<UnitRef>,
    rows: Vec<Row>,
) -> Vec<Row> {
    let mut added: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    let mut done: BTreeSet<UnitRef> = BTreeSet::new();
    for (column, plan) in plans
        .iter()
        .enumerate()
        .filter(|(_, plan)| plan.id != base.id)
    {
        let mut places = Places::of(&rows, plan, column);
        for path in selected.commitments(plan) {
            let unit = UnitRef {
                plan: plan.id.clone(),
                path: path.clone(),
            };
            if shown.contains(&unit) {
                places.see(&rows, column, path);
                continue;
            }
            if done.contains(&unit) {
                continue;
            }
            let section = places.section(plan, path).clone();
            let row = added_row(plan, &unit, plans, counterparts, shown, &section);
            done.extend(units_of(&row, plans));
            added.entry(end_of(&section, &rows)).or_default().push(row);
        }
    }
    let mut out = Vec::new();
    out.extend(added.remove(&0).into_iter().flatten());
    for (at, row) in rows.into_iter().enumerate() {
        out.push(row);
        out.extend(added.remove(&(at + 1)).into_iter().flatten());
    }
    out
}

/// Where the rows of a plan's units stand in the base.
struct Places {
    /// Section of the base for each section of the plan, by most rows.
    by_section: BTreeMap<Option<UnitPath>, Trail>,
    /// The section of the last unit that had a row.
    last: Trail,
}

/// Chapter and section, outermost first.
type Trail = Vec<(UnitPath, String)>;

impl Places {
    fn of(rows: &[Row], plan: &Plan, column: usize) -> Self {
        let mut counts: BTreeMap<Option<UnitPath>, BTreeMap<Trail, usize>> = BTreeMap::new();
        for row in rows {
            for unit in &row.cells[column].units {
                let above = section_of(plan, &unit.path);
                *counts
                    .entry(above)
                    .or_default()
                    .entry(row.section.clone())
                    .or_default() += 1;
            }
        }
        let most = |held: BTreeMap<Trail, usize>| {
            let best = held
                .into_iter()
                .max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0)));
            best.map_or_else(Trail::new, |(trail, _)| trail)
        };
        let by_section = counts
            .into_iter()
            .map(|(above, held)| (above, most(held)))
            .collect();
        Places {
            by_section,
            last: Trail::new(),
        }
    }

    fn see(&mut self, rows: &[Row], column: usize, path: &UnitPath) {
        let holds = |row: &&Row| {
            row.cells[column]
                .units
                .iter()
                .any(|unit| &unit.path == path)
        };
        if let Some(row) = rows.iter().find(holds) {
            self.last.clone_from(&row.section);
        }
    }

    fn section(&self, plan: &Plan, path: &UnitPath) -> &Trail {
        self.by_section
            .get(&section_of(plan, path))
            .unwrap_or(&self.last)
    }
}

fn section_of(plan: &Plan, path: &UnitPath) -> Option<UnitPath> {
    sections_above(plan, path)
        .last()
        .map(|(section, _)| section.clone())
}

/// One past the last row of the section; the end of the table where none is known.
fn end_of(section: &Trail, rows: &[Row]) -> usize {
    rows.iter()
        .rposition(|row| &row.section == section)
        .map_or(rows.len(), |at| at + 1)
}

pub(super) fn added_row(
    plan: &Plan,
    unit: &UnitRef,
    plans: &[&Plan],
    counterparts: &Counterparts<'_>,
    shown: &BTreeSet<UnitRef>,
    section: &[(UnitPath, String)],
) -> Row {
    let groups = counterparts.groups(unit);
    let cell = |other: &&Plan| -> Cell {
        if other.id == plan.id {
            return own_cell(plan, std::slice::from_ref(&unit.path), Presence::Added);
        }
        let mut paths: Vec<UnitPath> = Vec::new();
        for group in groups {
            let members = group.members_of(&other.id).map(|member| &member.unit);
            paths.extend(
                members
                    .filter(|m| !shown.contains(m))
                    .map(|m| m.path.clone()),
            );
        }
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            empty_cell(None)
        } else {
            own_cell(other, &paths, Presence::Added)
        }
    };
    Row {
        id: row_id(&plan.id, &unit.path),
        number: 0,
        section: section.to_vec(),
        base_path: None,
        base_text: None,
        base_lines: None,
        topic: heading(plan, &unit.path),
        strength: groups.iter().map(|group| group.strength).min(),
        cells: plans.iter().map(cell).collect(),
        review: review_of(groups.iter().map(|group| group.review)),
    }
}

fn units_of(row: &Row, plans: &[&Plan]) -> Vec<UnitRef> {
    let of = |(cell, plan): (&Cell, &&Plan)| -> Vec<UnitRef> {
        let units = cell.units.iter();
        units
            .map(|unit| UnitRef {
                plan: plan.id.clone(),
                path: unit.path.clone(),
            })
            .collect()
    };
    row.cells.iter().zip(plans).flat_map(of).collect()
}
