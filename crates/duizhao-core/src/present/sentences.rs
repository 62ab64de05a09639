//! The sentences of one row, matched over the columns.
//!
//! ```text
//!     济宁                     任城
//! 1   推广…做法，完善功能。    [-推广-]{+支持+}…，完善功能。
//! 2   继续实施…计划。          —
//! ＋                           高标准建设…机构。
//! ```

use rustc_hash::FxHashMap;

use crate::compare::folding::Reader;
use crate::compare::matching::match_scopes;
use crate::compare::passages::{Passage, Scope};
use crate::compare::weights::Weights;
use crate::model::{Plan, UnitPath};
use crate::present::names::heading;
use crate::present::runs::token_runs;
use crate::present::{CellUnit, Mark, Run};
use crate::text::LineRange;

/// Added sentences of several plans at least this similar share a row.
const SAME_ADDED: f64 = 0.45;

/// One plan's part of a row of sentences.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SentencePart {
    /// Runs; empty where the plan says nothing here.
    pub runs: Vec<Run>,
    /// The unit it stands in, where that is not the column's first.
    pub place: Option<CellUnit>,
    /// Source lines.
    pub lines: Option<LineRange>,
    /// Its number among the plan's own sentences, where it stands out of the base's order.
    pub moved_from: Option<u32>,
}

/// A row of matched sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceLine {
    /// Number in the gutter; 0 for the headings and for added rows.
    pub number: u32,
    /// True where nothing of the base corresponds.
    pub added: bool,
    /// One per column.
    pub cells: Vec<SentencePart>,
}

/// One column of a row: a plan and its units.
pub(super) struct ColumnText<'a> {
    pub(super) scope: Scope<'a>,
    pub(super) units: Vec<UnitPath>,
}

impl<'a> ColumnText<'a> {
    pub(super) fn read(plan: &'a Plan, units: &[UnitPath], reader: &mut Reader<'_>) -> Self {
        ColumnText {
            scope: Scope::read_units(plan, units, reader),
            units: units.to_vec(),
        }
    }

    fn passage(&self, at: usize) -> &Passage {
        &self.scope.passages[at]
    }
}

/// The heading row and the rows of sentences; `reference` is the column that others are
/// held against, and whose differences are not marked.
pub(super) fn sentence_lines(
    columns: &[ColumnText<'_>],
    reference: usize,
    marked: Marked,
    reader: &Reader<'_>,
) -> Vec<SentenceLine> {
    let mut lines = vec![headings(columns, reference, marked, reader)];
    let base = &columns[reference].scope;
    for (at, passage) in base.passages.iter().enumerate() {
        let mut cells = vec![SentencePart::default(); columns.len()];
        cells[reference] = part(&columns[reference], passage, plain(base, passage));
        lines.push(SentenceLine {
            number: at as u32 + 1,
            added: false,
            cells,
        });
    }
    let mut added: Vec<Added> = Vec::new();
    for (column, text) in columns
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != reference)
    {
        place_column(
            &mut lines,
            &mut added,
            (columns, reference, column),
            text,
            marked,
            reader,
        );
    }
    insert_added(lines, &added, columns)
}

/// Whether differences to the reference are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Differences,
    Nothing,
}

/// A sentence that the reference lacks: after which of its sentences it comes.
struct Added {
    after: usize,
    column: usize,
    passage: usize,
}

fn headings(
    columns: &[ColumnText<'_>],
    reference: usize,
    marked: Marked,
    reader: &Reader<'_>,
) -> SentenceLine {
    let base = columns[reference].scope.units.first();
    let cell = |(at, column): (usize, &ColumnText<'_>)| -> SentencePart {
        let Some(unit) = column.scope.units.first() else {
            return SentencePart::default();
        };
        let title = column.scope.plan.title(unit.unit);
        let runs = match base.filter(|_| at != reference && marked == Marked::Differences) {
            Some(own) => {
                let before = columns[reference].scope.plan.title(own.unit);
                token_runs(
                    (before, start(&own.title), &own.title),
                    (title, start(&unit.title), &unit.title),
                    reader,
                )
            }
            None => vec![Run {
                text: title.to_owned(),
                mark: Mark::Same,
            }],
        };
        SentencePart {
            runs,
            lines: Some(unit.unit.lines),
            ..SentencePart::default()
        }
    };
    SentenceLine {
        number: 0,
        added: false,
        cells: columns.iter().enumerate().map(cell).collect(),
    }
}

fn start(toks: &[crate::compare::folding::Tok]) -> usize {
    toks.first().map_or(0, |tok| tok.start)
}

fn place_column(
    lines: &mut [SentenceLine],
    added: &mut Vec<Added>,
    which: (&[ColumnText<'_>], usize, usize),
    text: &ColumnText<'_>,
    marked: Marked,
    reader: &Reader<'_>,
) {
    let (columns, reference, column) = which;
    let base = &columns[reference].scope;
    let weights = Weights::over(base, &text.scope);
    let matching = match_scopes(base, &text.scope, &weights, &|_, _| Some(1.0));
    let mut partner: Vec<Option<usize>> = vec![None; text.scope.passages.len()];
    for &(ours, theirs, _) in &matching.sentences {
        partner[theirs] = Some(ours);
    }
    let mut last = 0;
    for (at, passage) in text.scope.passages.iter().enumerate() {
        let Some(ours) = partner[at] else {
            added.push(Added {
                after: last,
                column,
                passage: at,
            });
            continue;
        };
        let runs = match marked {
            Marked::Differences => {
                differences(base, &base.passages[ours], &text.scope, passage, reader)
            }
            Marked::Nothing => plain(&text.scope, passage),
        };
        let mut cell = part(text, passage, runs);
        let in_order = partner[..at].iter().flatten().all(|&before| before < ours);
        if !in_order {
            cell.moved_from = Some(at as u32 + 1);
        }
        // Line 0 is the headings.
        lines[ours + 1].cells[column] = cell;
        last = ours + 1;
    }
}

fn differences(
    base: &Scope<'_>,
    ours: &Passage,
    plan: &Scope<'_>,
    theirs: &Passage,
    reader: &Reader<'_>,
) -> Vec<Run> {
    let before = (
        base.text(ours.span),
        ours.span.start as usize,
        ours.toks.as_slice(),
    );
    let after = (
        plan.text(theirs.span),
        theirs.span.start as usize,
        theirs.toks.as_slice(),
    );
    token_runs(before, after, reader)
}

fn plain(scope: &Scope<'_>, passage: &Passage) -> Vec<Run> {
    vec![Run {
        text: scope.text(passage.span).to_owned(),
        mark: Mark::Same,
    }]
}

fn part(column: &ColumnText<'_>, passage: &Passage, runs: Vec<Run>) -> SentencePart {
    let scope = &column.scope;
    let unit = scope.units[passage.unit].unit;
    let first = column.units.first() == Some(&unit.path);
    let place = (!first).then(|| CellUnit {
        path: unit.path.clone(),
        title: heading(scope.plan, &unit.path),
        lines: unit.lines,
        score: 1.0,
        equivalent: true,
    });
    let lines = Some(scope.plan.text.lines_of(passage.span));
    SentencePart {
        runs,
        place,
        lines,
        moved_from: None,
    }
}

/// Puts added sentences after the sentence that they follow; similar ones of several plans
/// on one row.
fn insert_added(
    lines: Vec<SentenceLine>,
    added: &[Added],
    columns: &[ColumnText<'_>],
) -> Vec<SentenceLine> {
    let mut likeness = Likeness::over(columns);
    // Where each row comes, and which of `added` are in it.
    let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, new) in added.iter().enumerate() {
        let like = likeness.add(columns[new.column].passage(new.passage));
        let takes = |row: &&mut (usize, Vec<usize>)| {
            row.1.iter().all(|&known| added[known].column != new.column)
                && row.1.iter().any(|&known| like[known])
        };
        match rows.iter_mut().find(takes) {
            Some(row) => row.1.push(at),
            None => rows.push((new.after, vec![at])),
        }
    }
    let mut out = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        out.push(line);
        let here = rows.iter().filter(|(after, _)| *after == at);
        let parts = |row: &Vec<usize>| row.iter().map(|&at| &added[at]).collect::<Vec<_>>();
        out.extend(here.map(|(_, row)| added_line(&parts(row), columns)));
    }
    out
}

/// Which sentences are alike, through the pairs of characters they share: work grows with
/// what is shared, not with the pairs of sentences.
struct Likeness {
    weights: Weights,
    holders: FxHashMap<u64, Vec<u32>>,
    sums: Vec<f64>,
}

impl Likeness {
    fn over(columns: &[ColumnText<'_>]) -> Self {
        Likeness {
            weights: Weights::over_all(columns.iter().map(|column| &column.scope)),
            holders: FxHashMap::default(),
            sums: Vec::new(),
        }
    }

    /// Takes a sentence in; of those before it, which are alike.
    fn add(&mut self, passage: &Passage) -> Vec<bool> {
        let sum = self.weights.sum(&passage.grams);
        let mut shared = vec![0.0; self.sums.len()];
        for &gram in &passage.grams {
            let weight = self.weights.of(gram);
            let holders = self.holders.entry(gram).or_default();
            for &holder in holders.iter() {
                shared[holder as usize] += weight;
            }
            holders.push(self.sums.len() as u32);
        }
        let known = shared.iter().zip(&self.sums);
        let like = known
            .map(|(shared, other)| 2.0 * shared >= SAME_ADDED * (sum + other) && *shared > 0.0)
            .collect();
        self.sums.push(sum);
        like
    }
}

fn added_line(parts: &[&Added], columns: &[ColumnText<'_>]) -> SentenceLine {
    let mut cells = vec![SentencePart::default(); columns.len()];
    for new in parts {
        let column = &columns[new.column];
        let passage = &column.scope.passages[new.passage];
        let text = column.scope.text(passage.span).to_owned();
        cells[new.column] = part(
            column,
            passage,
            vec![Run {
                text,
                mark: Mark::Added,
            }],
        );
    }
    SentenceLine {
        number: 0,
        added: true,
        cells,
    }
}
