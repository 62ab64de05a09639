//! Builds the table: rows of the base in its order, added rows at the end of their section.
//!
//! ```text
//! base 济宁: 3.1.1 3.1.2 …            rows 1, 2 …
//! 嘉兴: 2.1.4, nothing like it in 济宁   a row ＋ at the end of the section its neighbours are in
//! ```
//!
//! Without a base the groups of the alignment are the rows, in their order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{
    Alignment, Comparison, Corpus, Plan, PlanComparison, PlanId, Review, Strength, UnitPath,
    UnitRef,
};
use crate::present::added::{added_row, insert_added};
use crate::present::cells::{Counterparts, counterpart_cell, empty_cell, own_cell};
use crate::present::names::{heading, sections_above, short_name, shortened};
use crate::present::sections::sections;
use crate::present::{Column, ComparisonTable, PlanNote, Presence, Row};

/// Characters of the base's text that a row carries.
const BASE_TEXT: usize = 400;

/// What is to be shown: plans, base and what is known of them.
#[derive(Clone, Copy)]
pub struct Selected<'a> {
    /// The plans.
    pub corpus: &'a Corpus,
    /// The base; none for a reading without base.
    pub base: Option<&'a PlanId>,
    /// What belongs on one row.
    pub alignment: &'a Alignment,
    /// The comparison with the base; none without base.
    pub comparison: Option<&'a Comparison>,
    /// The lexicons.
    pub lexicon: &'a Lexicon,
}

/// Builds the table of the selected plans.
pub fn tabulate(selected: &Selected<'_>) -> ComparisonTable {
    let plans = selected.plans();
    let counterparts = Counterparts::of(selected.alignment);
    let mut rows = match selected.base_plan() {
        Some(base) => with_base(selected, base, &plans, &counterparts),
        None => without_base(selected, &plans),
    };
    for (number, row) in rows.iter_mut().enumerate() {
        row.number = number as u32 + 1;
    }
    let columns: Vec<Column> = plans.iter().map(|plan| selected.column(plan)).collect();
    let sections = sections(selected, &plans, &rows);
    ComparisonTable {
        columns,
        rows,
        sections,
        notes: Vec::new(),
    }
}

impl<'a> Selected<'a> {
    /// The plans, base first.
    pub(super) fn plans(&self) -> Vec<&'a Plan> {
        let base = self.base_plan();
        let others = self
            .corpus
            .plans()
            .iter()
            .map(Arc::as_ref)
            .filter(|plan| Some(&plan.id) != self.base);
        base.into_iter().chain(others).collect()
    }

    pub(super) fn base_plan(&self) -> Option<&'a Plan> {
        self.base.and_then(|id| self.corpus.get(id))
    }

    pub(super) fn compared(&self, plan: &PlanId) -> Option<&'a PlanComparison> {
        self.comparison?
            .plans
            .iter()
            .find(|found| &found.plan == plan)
    }

    fn column(&self, plan: &Plan) -> Column {
        let found = self.compared(&plan.id);
        Column {
            plan: plan.id.clone(),
            name: short_name(plan),
            title: plan.title_or_id().to_owned(),
            is_base: self.base == Some(&plan.id),
            relation: found.map(|found| found.relation),
            notes: self.notes(plan),
            carried: found.map(|found| found.summary.carried),
            copied: found.map(|found| found.summary.copied),
        }
    }

    /// What is true of a whole plan, said once.
    fn notes(&self, plan: &Plan) -> Vec<PlanNote> {
        let mut notes = Vec::new();
        let units = || plan.units.iter();
        if units().all(|unit| unit.responsibility.is_empty()) {
            notes.push(PlanNote::NoResponsibilities);
        } else if units().all(|unit| unit.responsibility.lead.is_empty()) {
            notes.push(PlanNote::NoLead);
        }
        if plan.indicators.is_empty() {
            notes.push(PlanNote::NoIndicators);
        }
        let found = self.comparison.and_then(|comparison| {
            let mut plans = comparison.plans.iter();
            plans.find(|found| found.plan == plan.id)
        });
        if found.is_some_and(|found| found.summary.is_mostly_copied()) {
            notes.push(PlanNote::MostlyCopied);
        }
        let period = self.base_plan().and_then(|base| base.meta.period);
        match (period, plan.meta.period) {
            (Some(base), Some(own)) if base != own => notes.push(PlanNote::TargetYear(own.1)),
            _ => {}
        }
        notes
    }

    /// The units of a plan that make rows.
    pub(super) fn commitments(&self, plan: &'a Plan) -> Vec<&'a UnitPath> {
        let words = self.lexicon.scope();
        let counts = |title: &str| {
            !words.commits_to_nothing(title) && !words.chapter_commits_to_nothing(title)
        };
        let kept = plan.units.commitments().filter(|unit| {
            counts_as(plan, unit, self.lexicon)
                && plan
                    .units
                    .ancestors(unit)
                    .all(|above| counts(plan.title(above)))
        });
        kept.map(|unit| &unit.path).collect()
    }
}

fn counts_as(plan: &Plan, unit: &crate::model::Unit, lexicon: &Lexicon) -> bool {
    unit.kind != crate::model::UnitKind::Section
        || !lexicon.scope().commits_to_nothing(plan.title(unit))
}

/// The id of a row that a unit of a plan makes.
pub(super) fn row_id(plan: &PlanId, path: &UnitPath) -> String {
    format!("{plan}/{path}")
}

fn with_base(
    selected: &Selected<'_>,
    base: &Plan,
    plans: &[&Plan],
    counterparts: &Counterparts<'_>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut shown: BTreeSet<UnitRef> = BTreeSet::new();
    for path in selected.commitments(base) {
        let unit = UnitRef {
            plan: base.id.clone(),
            path: path.clone(),
        };
        let row = base_row(selected, base, &unit, plans, counterparts);
        for (cell, plan) in row.cells.iter().zip(plans) {
            let refs = cell.units.iter();
            shown.extend(refs.map(|u| UnitRef {
                plan: plan.id.clone(),
                path: u.path.clone(),
            }));
        }
        rows.push(row);
    }
    insert_added(selected, base, plans, counterparts, &shown, rows)
}

fn base_row(
    selected: &Selected<'_>,
    base: &Plan,
    unit: &UnitRef,
    plans: &[&Plan],
    counterparts: &Counterparts<'_>,
) -> Row {
    let own = base.unit(&unit.path);
    let cell = |plan: &&Plan| {
        if plan.id == base.id {
            own_cell(base, std::slice::from_ref(&unit.path), Presence::Full)
        } else {
            counterpart_cell(unit, plan, counterparts, selected.compared(&plan.id))
        }
    };
    let groups = counterparts.groups(unit);
    Row {
        id: row_id(&base.id, &unit.path),
        number: 0,
        section: sections_above(base, &unit.path),
        base_path: Some(unit.path.clone()),
        base_text: own.map(|own| shortened(&base.body(own), BASE_TEXT)),
        base_lines: own.map(|own| own.lines),
        topic: heading(base, &unit.path),
        strength: groups.iter().map(|group| group.strength).min(),
        cells: plans.iter().map(cell).collect(),
        review: review_of(groups.iter().map(|group| group.review)),
    }
}

/// What the user said of any of the groups of a row.
pub(super) fn review_of(reviews: impl Iterator<Item = Review>) -> Review {
    reviews.max().unwrap_or_default()
}

/// Rows without base: the groups in their order, then what is in none.
fn without_base(selected: &Selected<'_>, plans: &[&Plan]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut shown: BTreeSet<UnitRef> = BTreeSet::new();
    for group in &selected.alignment.groups {
        let cell = |plan: &&Plan| {
            let paths: Vec<UnitPath> = group
                .members_of(&plan.id)
                .map(|member| member.unit.path.clone())
                .collect();
            let presence = match group.strength {
                Strength::Equivalent => Presence::Full,
                Strength::Partial => Presence::Partial,
            };
            if paths.is_empty() {
                empty_cell(None)
            } else {
                own_cell(plan, &paths, presence)
            }
        };
        let Some(first) = group.members.first() else {
            continue;
        };
        shown.extend(group.members.iter().map(|member| member.unit.clone()));
        let section = selected
            .corpus
            .get(&first.unit.plan)
            .map_or_else(Vec::new, |plan| sections_above(plan, &first.unit.path));
        rows.push(Row {
            id: group.id.0.clone(),
            number: 0,
            section,
            base_path: None,
            base_text: None,
            base_lines: None,
            topic: group.topic.clone(),
            strength: Some(group.strength),
            cells: plans.iter().map(cell).collect(),
            review: group.review,
        });
    }
    let counterparts = Counterparts::of(selected.alignment);
    for plan in plans {
        for path in selected.commitments(plan) {
            let unit = UnitRef {
                plan: plan.id.clone(),
                path: path.clone(),
            };
            if !shown.contains(&unit) {
                let section = sections_above(plan, path);
                rows.push(added_row(
                    plan,
                    &unit,
                    plans,
                    &counterparts,
                    &shown,
                    &section,
                ));
            }
        }
    }
    rows
}
