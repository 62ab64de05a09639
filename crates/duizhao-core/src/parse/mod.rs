//! Reads a source text into a plan. Never fails: doubt becomes an issue.
//!
//! The order of passes: lines → tables → paragraphs ([`layout`]) → blocks with front and end
//! matter set apart ([`block`]) → units ([`outline`]) → responsibilities → metadata →
//! indicators → targets.

mod amount;
mod annex;
mod assemble;
mod attributed;
mod block;
mod box_items;
mod box_rows;
mod box_run_in;
mod boxes;
mod chrome;
mod cite;
mod columns;
mod contents;
mod counted;
mod date;
mod decimal;
mod doubt;
mod figures;
mod flat;
mod flat_signs;
mod glued;
mod headed;
mod heading;
mod indicator;
pub(crate) mod label;
mod layout;
mod line;
mod line_signs;
mod lost;
mod lost_sections;
mod lost_tasks;
mod matter;
mod meta;
mod names;
pub(crate) mod numbering;
mod outline;
mod pages;
mod responsibility;
mod restore;
mod rows;
mod run_in;
mod siblings;
mod signature;
mod statement;
mod statement_bracket;
mod table;
pub(crate) mod target;
mod threshold;

use crate::lexicon::Lexicon;
use crate::model::{Plan, PlanId, Unit, UnitKind};
use crate::text::Span;

/// Reads `source` (decoded text, line ends as `\n`) as the plan `id`.
pub fn read_plan(id: PlanId, source: &str, lexicon: &Lexicon) -> Plan {
    let layout = layout::lay_out(source, lexicon);
    let mut blocks = block::blocks(&layout, lexicon.shape());
    let matter = matter::set_apart(&mut blocks, &layout, lexicon.shape());
    let outline = outline::outline(&blocks, &matter, &layout, lexicon.shape());
    let tables = outline
        .drafts
        .iter()
        .map(|draft| draft.table)
        .collect::<Vec<_>>();
    let (units, issues) = assemble::units(&layout, outline, lexicon);
    let preamble = units
        .first()
        .filter(|unit| unit.path.as_str() == "0")
        .map(|unit| unit.body.clone());
    let front = meta::Front {
        layout: &layout,
        blocks: &blocks,
        matter: &matter,
        preamble: preamble.unwrap_or_default(),
        aims: aims(&units, lexicon),
        lexicon,
    };
    let meta = meta::read_meta(&front);
    let mut indicators = Vec::new();
    for (unit, table) in units.iter().zip(&tables) {
        if let Some(table) = table
            .map(|at| &layout.tables[at])
            .filter(|table| !table.is_tasks)
        {
            let end = meta.period.map(|(_, last)| last);
            indicators.extend(indicator::read_indicators(&layout, table, &unit.path, end));
        }
    }
    let skipped = assemble::skipped(&layout, &blocks);
    let mut plan = Plan {
        id,
        meta,
        text: layout.text,
        units: crate::model::UnitTree::new(units),
        indicators,
        targets: Vec::new(),
        skipped,
        issues,
    };
    plan.targets = target::read_targets(&plan, lexicon);
    plan.issues.extend(doubt::doubts(&plan, lexicon));
    plan.issues
        .sort_by_key(|issue| (std::cmp::Reverse(issue.severity), issue.lines));
    plan
}

/// The texts of headings that say why and for what a plan is made: 编制背景, 指导思想, 发展目标.
fn aims(units: &[Unit], lexicon: &Lexicon) -> Vec<Span> {
    let words = &lexicon.shape().aim_titles;
    let named = |unit: &Unit| {
        let title = unit.title.as_ref();
        let title = title.map_or("", |title| title.value.as_str());
        words.iter().any(|word| title.ends_with(word.as_str()))
    };
    let of = |unit: &&Unit| named(unit) && unit.kind <= UnitKind::Section;
    units
        .iter()
        .filter(of)
        .flat_map(|unit| unit.body.clone())
        .collect()
}
