//! One row over the plans: matched sentences, facts, and where in the documents one is.

use std::collections::BTreeMap;

use crate::compare::folding::Reader;
use crate::lexicon::Lexicon;
use crate::model::{Plan, Unit, UnitPath};
use crate::present::facts::{Facts, facts};
use crate::present::sentences::{ColumnText, Marked, SentenceLine, sentence_lines};
use crate::present::table::Selected;
use crate::present::{Cell, ComparisonTable, Presence, Row};
use crate::text::Segmenter;

/// A block of the heat strip: one commitment of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatBlock {
    /// The row it is in.
    pub row: Option<String>,
    /// Characters.
    pub length: u32,
    /// 0 near the base, 1, 2 far, 3 only here, 4 missing in two plans or more.
    pub heat: u8,
}

/// The matched sentences of a row of a table: the heading row first.
pub fn spell_out(selected: &Selected<'_>, row: &Row, segmenter: &Segmenter) -> Vec<SentenceLine> {
    lines(selected, &selected.plans(), &paths(row), segmenter)
}

/// Responsibilities, targets and marks of a row of a table, per column.
pub fn facts_of(selected: &Selected<'_>, row: &Row) -> Vec<Facts> {
    all_facts(
        selected,
        &selected.plans(),
        &paths(row),
        row,
        selected.lexicon,
    )
}

/// The commitments of every plan in document order, by how far they are from the base; per
/// column of `table`.
pub fn heat(selected: &Selected<'_>, table: &ComparisonTable) -> Vec<Vec<HeatBlock>> {
    let lane = |(column, plan): (usize, &&Plan)| -> Vec<HeatBlock> {
        let mut rows: BTreeMap<&UnitPath, &Row> = BTreeMap::new();
        for row in &table.rows {
            for unit in &row.cells[column].units {
                rows.entry(&unit.path).or_insert(row);
            }
        }
        let block = |unit: &Unit| {
            let row = rows.get(&unit.path).copied();
            HeatBlock {
                row: row.map(|row| row.id.clone()),
                length: plan.body(unit).chars().count() as u32,
                heat: row.map_or(0, |row| heat_of(row, column, table)),
            }
        };
        plan.units.commitments().map(block).collect()
    };
    selected.plans().iter().enumerate().map(lane).collect()
}

fn paths(row: &Row) -> Vec<Vec<UnitPath>> {
    let of = |cell: &Cell| cell.units.iter().map(|unit| unit.path.clone()).collect();
    row.cells.iter().map(of).collect()
}

fn lines(
    selected: &Selected<'_>,
    plans: &[&Plan],
    paths: &[Vec<UnitPath>],
    segmenter: &Segmenter,
) -> Vec<SentenceLine> {
    let mut reader = Reader::new(selected.lexicon, segmenter);
    let columns: Vec<ColumnText<'_>> = plans
        .iter()
        .zip(paths)
        .map(|(plan, units)| ColumnText::read(plan, units, &mut reader))
        .collect();
    // A row of nothing but headings is held against the first of them.
    let filled = |column: &ColumnText<'_>| !column.scope.passages.is_empty();
    let headed = |column: &ColumnText<'_>| !column.scope.units.is_empty();
    let first = columns.iter().position(filled);
    let Some(reference) = first.or_else(|| columns.iter().position(headed)) else {
        return Vec::new();
    };
    let marked = if selected.base.is_some() {
        Marked::Differences
    } else {
        Marked::Nothing
    };
    sentence_lines(&columns, reference, marked, &reader)
}

fn all_facts(
    selected: &Selected<'_>,
    plans: &[&Plan],
    paths: &[Vec<UnitPath>],
    row: &Row,
    lexicon: &Lexicon,
) -> Vec<Facts> {
    let base = selected
        .base_plan()
        .zip(paths.first())
        .filter(|(_, units)| !units.is_empty());
    let of = |at: usize| {
        let own = (plans[at], paths[at].as_slice());
        let held = base.map(|(plan, units)| (plan, units.as_slice()));
        let against = held.filter(|(plan, _)| plan.id != own.0.id && !own.1.is_empty());
        facts(own, against, row.cells[at].flags.clone(), lexicon)
    };
    (0..plans.len()).map(of).collect()
}

/// Scores from here on are near, and from here on far.
const NEAR: f64 = 0.7;
const FAR: f64 = 0.45;

fn heat_of(row: &Row, column: usize, table: &ComparisonTable) -> u8 {
    let cell = &row.cells[column];
    if cell.presence == Presence::Added {
        return 3;
    }
    let others = row.cells.iter().enumerate().filter(|(at, _)| *at != column);
    if table.columns[column].is_base {
        let absent = others
            .filter(|(_, cell)| cell.presence == Presence::Absent)
            .count();
        return if absent >= 2 { 4 } else { absent as u8 };
    }
    match cell.units.first().map_or(0.0, |unit| unit.score) {
        score if score >= NEAR => 0,
        score if score >= FAR => 1,
        _ => 2,
    }
}
