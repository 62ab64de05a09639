//! One row over the plans: matched sentences, facts, and where in the documents one is.

use crate::compare::folding::Reader;
use crate::lexicon::Lexicon;
use crate::model::{Plan, UnitPath};
use crate::present::facts::{Facts, facts};
use crate::present::sentences::{ColumnText, Marked, SentenceLine, sentence_lines};
use crate::present::table::Selected;
use crate::present::{ComparisonTable, Presence, Row};
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

/// One row of the table, spelt out.
#[derive(Debug, Clone, PartialEq)]
pub struct Synopsis {
    /// The row.
    pub row: Row,
    /// Its position among all rows, from one, and their number.
    pub position: (usize, usize),
    /// The row before.
    pub previous: Option<String>,
    /// The row after.
    pub next: Option<String>,
    /// The heading row, then matched sentences.
    pub sentences: Vec<SentenceLine>,
    /// Per column.
    pub facts: Vec<Facts>,
    /// Per column, the blocks of the document.
    pub heat: Vec<Vec<HeatBlock>>,
}

/// Spells out the row `id` of `table`; none where the table has no such row.
pub fn synopsize(
    selected: &Selected<'_>,
    table: &ComparisonTable,
    id: &str,
    segmenter: &Segmenter,
) -> Option<Synopsis> {
    let at = table.rows.iter().position(|row| row.id == id)?;
    let row = table.rows[at].clone();
    let plans = selected.plans();
    let paths: Vec<Vec<UnitPath>> = row
        .cells
        .iter()
        .map(|cell| cell.units.iter().map(|unit| unit.path.clone()).collect())
        .collect();
    let id_at = |at: Option<usize>| {
        at.and_then(|at| table.rows.get(at))
            .map(|row| row.id.clone())
    };
    Some(Synopsis {
        position: (at + 1, table.rows.len()),
        previous: id_at(at.checked_sub(1)),
        next: id_at(Some(at + 1)),
        sentences: lines(selected, &plans, &paths, segmenter),
        facts: all_facts(selected, &plans, &paths, &row, selected.lexicon),
        heat: heat(&plans, table),
        row,
    })
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
    let filled = |column: &ColumnText<'_>| !column.scope.passages.is_empty();
    let Some(reference) = columns.iter().position(filled) else {
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

/// The commitments of every plan in document order, by how far they are from the base.
fn heat(plans: &[&Plan], table: &ComparisonTable) -> Vec<Vec<HeatBlock>> {
    let lane = |(column, plan): (usize, &&Plan)| -> Vec<HeatBlock> {
        let units = plan.units.commitments();
        let block = |unit: &crate::model::Unit| {
            let holds = |row: &&Row| row.cells[column].units.iter().any(|u| u.path == unit.path);
            let row = table.rows.iter().find(holds);
            HeatBlock {
                row: row.map(|row| row.id.clone()),
                length: plan.body(unit).chars().count() as u32,
                heat: row.map_or(0, |row| heat_of(row, column, table)),
            }
        };
        units.map(block).collect()
    };
    plans.iter().enumerate().map(lane).collect()
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
