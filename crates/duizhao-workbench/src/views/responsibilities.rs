//! Who leads what (责任): departments over levels and renames × commitments.

use std::collections::{BTreeMap, BTreeSet};

use duizhao_core::model::DeviationKind;
use duizhao_core::present::{Cell, DepartmentMark, Facts, NamedDepartment, PlanNote, Row};

use crate::api::page::Cutter;
use crate::api::responsibilities::{
    DepartmentCell, DepartmentHead, ResponsibilitiesView, ResponsibilityRow, ResponsibilitySection,
    ResponsibilitySide,
};
use crate::api::view::FlagView;
use crate::cite::cite;
use crate::messages::Text;
use crate::ops::session::Session;
use crate::views::parts;
use crate::views::synopsis::department;
use crate::workbench::Workbench;

/// Of the rows those from row `from` on that one answer holds.
pub(crate) fn window(mut view: ResponsibilitiesView, from: u32) -> ResponsibilitiesView {
    let mut cutter = Cutter::at(from);
    for section in &mut view.sections {
        cutter.cut(&mut section.rows);
    }
    view.sections.retain(|section| !section.rows.is_empty());
    view
}

/// Builds the matrix of departments.
pub(crate) fn view(workbench: &Workbench, session: &Session) -> ResponsibilitiesView {
    let facts = session.facts(workbench);
    let rows: Vec<(&Row, &Vec<Facts>)> = session
        .table
        .rows
        .iter()
        .zip(facts)
        .filter(|(_, facts)| facts.iter().any(|facts| named(facts).next().is_some()))
        .collect();
    let departments = heads(session.table.columns.len(), &rows);
    let index: BTreeMap<&str, u32> = departments
        .iter()
        .zip(0..)
        .map(|(head, at)| (head.id.as_str(), at))
        .collect();
    let base = session
        .table
        .columns
        .iter()
        .position(|column| column.is_base);
    let mut sections: Vec<ResponsibilitySection> = Vec::new();
    for (row, facts) in rows {
        let (path, title) = row.section.last().map_or_else(
            || (String::new(), String::new()),
            |(path, title)| (path.to_string(), title.clone()),
        );
        if sections.last().is_none_or(|section| section.path != path) {
            sections.push(ResponsibilitySection {
                path,
                title,
                rows: Vec::new(),
            });
        }
        let converted = responsibility_row(row, facts, base, &index);
        sections
            .last_mut()
            .expect("one was just added")
            .rows
            .push(converted);
    }
    let notes = session.table.columns.iter().filter_map(|column| {
        let silent = column.notes.contains(&PlanNote::NoResponsibilities);
        let name = parts::name(session, &column.plan);
        silent.then(|| {
            Text::new(
                format!("{name}全文未写"),
                format!("{name} names no departments"),
            )
        })
    });
    let total = sections
        .iter()
        .map(|section| section.rows.len())
        .sum::<usize>();
    ResponsibilitiesView {
        total: total as u32,
        columns: parts::columns(session),
        departments,
        sections,
        notes: notes.collect(),
    }
}

/// What a department is known by: its function, or its name where the lexicon knows none.
fn key(department: &NamedDepartment) -> &str {
    department.canonical.as_deref().unwrap_or(&department.name)
}

/// The departments a column itself names, with their role.
fn named(facts: &Facts) -> impl Iterator<Item = (&'static str, &NamedDepartment)> {
    let leads = facts.lead.iter().map(|d| ("lead", d));
    let participants = facts.participants.iter().map(|d| ("participant", d));
    let unranked = facts.unranked.iter().map(|d| ("unranked", d));
    leads
        .chain(participants)
        .chain(unranked)
        .filter(|(_, department)| department.mark != DepartmentMark::Removed)
}

/// All departments, those with most rows first.
fn heads(columns: usize, rows: &[(&Row, &Vec<Facts>)]) -> Vec<DepartmentHead> {
    let mut names: BTreeMap<&str, Vec<BTreeSet<&str>>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, facts) in rows {
        let mut of_row: BTreeSet<&str> = BTreeSet::new();
        for (column, facts) in facts.iter().enumerate() {
            for (_, department) in named(facts) {
                let per_column = names
                    .entry(key(department))
                    .or_insert_with(|| vec![BTreeSet::new(); columns]);
                per_column[column].insert(&department.name);
                of_row.insert(key(department));
            }
        }
        for department in of_row {
            *counts.entry(department).or_default() += 1;
        }
    }
    let mut heads: Vec<DepartmentHead> = names
        .into_iter()
        .map(|(id, per_column)| DepartmentHead {
            id: id.to_owned(),
            name: id.to_owned(),
            names: per_column
                .into_iter()
                .map(|names| names.into_iter().collect::<Vec<_>>().join("、"))
                .collect(),
            rows: counts[id],
        })
        .collect();
    heads.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.id.cmp(&b.id)));
    heads
}

fn responsibility_row(
    row: &Row,
    facts: &[Facts],
    base: Option<usize>,
    index: &BTreeMap<&str, u32>,
) -> ResponsibilityRow {
    let roles: Vec<BTreeMap<&str, &'static str>> = facts.iter().map(roles_of).collect();
    let all: BTreeSet<&str> = roles
        .iter()
        .flat_map(|roles| roles.keys().copied())
        .collect();
    let mut cells: Vec<DepartmentCell> = all
        .into_iter()
        .filter_map(|id| {
            let of = |at: usize| role(row, &roles, base, at, id).to_owned();
            let roles = (0..facts.len()).map(of).collect();
            Some(DepartmentCell {
                department: *index.get(id)?,
                roles,
            })
        })
        .collect();
    cells.sort_by_key(|cell| cell.department);
    let leads = facts
        .iter()
        .any(|facts| named(facts).any(|(role, _)| role == "lead"));
    ResponsibilityRow {
        id: row.id.clone(),
        cite: row.base_path.as_ref().map(|path| cite(path.as_str())),
        topic: row.topic.clone(),
        cells,
        sides: row
            .cells
            .iter()
            .zip(facts)
            .map(|(cell, facts)| side(cell, facts))
            .collect(),
        changes: changes(facts),
        nobody_leads: !leads,
    }
}

/// What each department does in a column: its highest role.
fn roles_of(facts: &Facts) -> BTreeMap<&str, &'static str> {
    let mut roles = BTreeMap::new();
    for (role, department) in named(facts) {
        roles.entry(key(department)).or_insert(role);
    }
    roles
}

fn role(
    row: &Row,
    roles: &[BTreeMap<&str, &'static str>],
    base: Option<usize>,
    at: usize,
    id: &str,
) -> &'static str {
    if row.cells[at].units.is_empty() {
        return "absent";
    }
    let own = roles[at].get(id).copied();
    let Some(base) = base.filter(|&base| base != at) else {
        return own.unwrap_or("none");
    };
    match (own, roles[base].get(id).copied()) {
        (Some("lead"), before) if before != Some("lead") => "new_lead",
        (Some("participant"), Some("lead")) => "lead_to_participant",
        (Some(role), _) => role,
        (None, Some(_)) if !roles[at].is_empty() => "gone",
        (None, _) => "none",
    }
}

fn side(cell: &Cell, facts: &Facts) -> ResponsibilitySide {
    let list = |names: &[NamedDepartment]| names.iter().map(department).collect();
    let partial = cell.presence == duizhao_core::present::Presence::Partial;
    let of_leads = facts.flags.iter().filter(|flag| about_leads(flag.kind));
    ResponsibilitySide {
        unit: cell.units.first().map(parts::unit),
        lead: list(&facts.lead),
        participants: list(&facts.participants),
        unranked: list(&facts.unranked),
        flags: of_leads.map(parts::flag).collect(),
        partial,
    }
}

/// True for a deviation about who does it.
pub(crate) fn about_leads(kind: DeviationKind) -> bool {
    use DeviationKind as K;
    matches!(
        kind,
        K::LeadChanged
            | K::LeadDropped
            | K::RoleChanged
            | K::ParticipantAdded
            | K::ParticipantDropped
    )
}

/// The marks about leads over all columns, each once.
fn changes(facts: &[Facts]) -> Vec<FlagView> {
    use DeviationKind as K;
    let kinds = [K::LeadDropped, K::LeadChanged, K::RoleChanged];
    let has = |kind: DeviationKind| {
        facts
            .iter()
            .flat_map(|facts| &facts.flags)
            .find(|flag| flag.kind == kind)
    };
    kinds.into_iter().filter_map(has).map(parts::flag).collect()
}
