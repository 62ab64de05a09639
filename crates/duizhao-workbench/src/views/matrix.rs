//! The coverage matrix (总览): which lines a filter leaves, and those of them that are asked for.
//!
//! ```text
//! 缺口与偏差: 第三章 (2/14) │ 3.1.2 托养 ○ ◐ │ 3.1.5 就业 ● 低于
//! ```

use std::cmp::Reverse;
use std::collections::BTreeSet;

use duizhao_core::model::DeviationKind;
use duizhao_core::present::{Cell, ComparisonTable, Presence, Row, TableSection};

use crate::api::matrix::{
    CellView, MatrixCounts, MatrixLine, MatrixRequest, MatrixRow, MatrixSection, MatrixView,
};
use crate::api::page::{MATRIX_ROWS, Page, window_of};
use crate::api::to_contract::lines;
use crate::cite::cite;
use crate::error::Error;
use crate::messages::{absence_text, issue_text};
use crate::ops::parents::{self, Look};
use crate::ops::session::Session;
use crate::views::parts;
use crate::workbench::Workbench;

/// The lines asked for; a parent that is not the base is named as the library is now.
pub(crate) fn view(
    workbench: &Workbench,
    session: &Session,
    request: &MatrixRequest,
) -> Result<MatrixView, Error> {
    let table = &session.table;
    let compared = session.comparison.as_slice();
    let parents = parents::missing(workbench, &session.corpus, compared, Look::InLibrary)?;
    let notes = table.notes.iter().chain(&parents);
    let all = kept_lines(session, request);
    let at = wanted(table, &all, request);
    // A few lines start at the one that is wanted, a window holds it.
    let few = request.count.is_some();
    let from = at.map_or(request.from, |at| {
        if few { at } else { window_of(at, MATRIX_ROWS) }
    });
    let count = request.count.unwrap_or(MATRIX_ROWS);
    let row_lines = all.iter().filter(|line| matches!(line, Line::Row(..)));
    Ok(MatrixView {
        columns: parts::columns(session),
        counts: MatrixCounts {
            shown: row_lines.count() as u32,
            ..counts(session)
        },
        lines: Page::cut(&all, from, count, |line| self::line(session, line)),
        at,
        notes: notes.map(issue_text).collect(),
        compared: session.is_compared(),
    })
}

/// The ids of the rows that `request` leaves, in its order.
pub(crate) fn rows(session: &Session, request: &MatrixRequest) -> Vec<String> {
    let id = |line: Line| match line {
        Line::Row(row, _) => Some(session.table.rows[row].id.clone()),
        Line::Section { .. } => None,
    };
    let lines = kept_lines(session, request);
    lines.into_iter().filter_map(id).collect()
}

/// A line, before it is spelt out.
#[derive(Debug, Clone, Copy)]
enum Line {
    Section {
        section: usize,
        shown: u32,
        closed: bool,
    },
    /// Index in the table, and place among the rows shown.
    Row(usize, u32),
}

/// Sections that keep a row, each followed by its rows.
fn kept_lines(session: &Session, request: &MatrixRequest) -> Vec<Line> {
    let (table, based) = (&session.table, session.base.is_some());
    let keep = |&&at: &&usize| {
        let row = &table.rows[at];
        keeps(&request.filter, row, based) && named(row, &request.query)
    };
    let kept = table.sections.iter().map(|section| {
        let mut rows: Vec<usize> = section.rows.iter().filter(keep).copied().collect();
        // Rows with most gaps first, the base's order otherwise, added rows last.
        rows.sort_by_key(|&at| {
            let row = &table.rows[at];
            (row.base_path.is_none(), Reverse(gaps(row, based)))
        });
        rows
    });
    let kept: Vec<Vec<usize>> = kept.collect();
    let closed: BTreeSet<&str> = request.closed.iter().map(String::as_str).collect();
    let (mut out, mut place) = (Vec::new(), 0);
    for (at, section) in table.sections.iter().enumerate() {
        let path = section.path.to_string();
        let below = table.sections.iter().zip(&kept);
        let below = below.filter(|(other, _)| within(other, &path));
        let shown = kept[at].len() + below.map(|(_, rows)| rows.len()).sum::<usize>();
        let put_away = closed.iter().any(|other| within(section, other));
        if shown == 0 || put_away {
            continue;
        }
        let closed = closed.contains(path.as_str());
        out.push(Line::Section {
            section: at,
            shown: shown as u32,
            closed,
        });
        for &row in kept[at].iter().filter(|_| !closed) {
            place += 1;
            out.push(Line::Row(row, place));
        }
    }
    out
}

/// True for a section below the place `path`.
fn within(section: &TableSection, path: &str) -> bool {
    let rest = section.path.as_str().strip_prefix(path);
    rest.is_some_and(|rest| rest.starts_with('.'))
}

/// The line that the request is about.
fn wanted(table: &ComparisonTable, all: &[Line], request: &MatrixRequest) -> Option<u32> {
    let of = |test: &dyn Fn(&Row) -> bool| {
        all.iter().position(|line| match line {
            Line::Row(row, _) => test(&table.rows[*row]),
            Line::Section { .. } => false,
        })
    };
    let holding = request.holding.as_ref().and_then(|unit| {
        let column = table
            .columns
            .iter()
            .position(|column| column.plan.0 == unit.plan)?;
        of(&|row| {
            let mut units = row.cells[column].units.iter();
            units.any(|found| found.path.as_str() == unit.path)
        })
    });
    let near = || {
        let id = request.near.as_ref()?;
        of(&|row| &row.id == id)
    };
    holding.or_else(near).map(|at| at as u32)
}

/// True where all words of a query stand in topic or place.
fn named(row: &Row, query: &str) -> bool {
    let place = row.base_path.as_ref().map(|path| cite(path.as_str()));
    let text = format!("{} {}", row.topic, place.unwrap_or_default()).to_lowercase();
    let query = query.to_lowercase();
    query.split_whitespace().all(|word| text.contains(word))
}

fn keeps(filter: &str, row: &Row, based: bool) -> bool {
    match filter {
        "onlyGaps" => gaps(row, based) > 0,
        "weaker" => flagged(row, is_weaker),
        "roles" => flagged(row, is_role),
        "gaps" => gaps(row, based) > 0 || deviates(row),
        _ => true,
    }
}

fn counts(session: &Session) -> MatrixCounts {
    let based = session.base.is_some();
    let mut counts = MatrixCounts::default();
    for row in &session.table.rows {
        let lacking = gaps(row, based);
        counts.all += 1;
        counts.cells += lacking;
        counts.of_base += u32::from(row.base_path.is_some());
        counts.only_gaps += u32::from(lacking > 0);
        counts.gaps += u32::from(lacking > 0 || deviates(row));
        counts.weaker += u32::from(flagged(row, is_weaker));
        counts.roles += u32::from(flagged(row, is_role));
    }
    counts
}

/// Cells that lack the row; what a plan adds is no gap of the others.
fn gaps(row: &Row, based: bool) -> u32 {
    if based && row.base_path.is_none() {
        return 0;
    }
    let absent = row
        .cells
        .iter()
        .filter(|cell| cell.presence == Presence::Absent);
    absent.count() as u32
}

fn deviates(row: &Row) -> bool {
    let mut flags = row.cells.iter().flat_map(|cell| &cell.flags);
    flags.any(|flag| flag.direction < 0 && !is_light(flag.kind))
}

fn flagged(row: &Row, kind: impl Fn(DeviationKind) -> bool) -> bool {
    let mut flags = row.cells.iter().flat_map(|cell| &cell.flags);
    flags.any(|flag| kind(flag.kind))
}

fn is_weaker(kind: DeviationKind) -> bool {
    matches!(
        kind.as_str(),
        "wording_weakened"
            | "target_lowered"
            | "target_missing"
            | "deadline_later"
            | "attribute_weakened"
            | "scope_narrowed"
            | "condition_added"
            | "measure_changed"
    )
}

fn is_role(kind: DeviationKind) -> bool {
    let groups = ["lead_", "participant_", "role_"];
    groups.iter().any(|group| kind.as_str().starts_with(group))
}

/// Differences that nearly every cell has; the synopsis shows them where they stand.
fn is_light(kind: DeviationKind) -> bool {
    let groups = [
        "text_",
        "wording_changed",
        "participant_",
        "task_missing",
        "task_added",
    ];
    groups.iter().any(|group| kind.as_str().starts_with(group))
}

fn line(session: &Session, line: &Line) -> MatrixLine {
    match *line {
        Line::Section {
            section,
            shown,
            closed,
        } => MatrixLine::Section {
            section: self::section(&session.table.sections[section], shown, closed),
        },
        Line::Row(row, place) => MatrixLine::Row {
            row: self::row(session, &session.table.rows[row]),
            place,
        },
    }
}

fn section(section: &TableSection, shown: u32, closed: bool) -> MatrixSection {
    let carried = section.carried.iter();
    let copied = section.copied.iter();
    MatrixSection {
        path: section.path.to_string(),
        depth: section.depth,
        title: section.title.clone(),
        rows_in_base: section.rows_in_base as u32,
        carried: carried.map(|rate| rate.map(parts::rate)).collect(),
        copied: copied.map(|rate| rate.map(parts::rate)).collect(),
        shown,
        closed,
    }
}

fn row(session: &Session, row: &Row) -> MatrixRow {
    MatrixRow {
        id: row.id.clone(),
        number: row.number,
        cite: row.base_path.as_ref().map(|path| cite(path.as_str())),
        topic: row.topic.clone(),
        base_text: row.base_text.clone(),
        base_lines: row.base_lines.map(lines),
        cells: row
            .cells
            .iter()
            .map(|found| cell(session, row, found))
            .collect(),
        review: parts::review(session, row),
    }
}

fn cell(session: &Session, row: &Row, cell: &Cell) -> CellView {
    // What a plan adds is no gap of the others: their cells have nothing to say.
    let added_row = session.base.is_some() && row.base_path.is_none();
    let presence = match cell.presence {
        Presence::Absent if added_row => "none",
        Presence::Full => "full",
        Presence::Partial => "partial",
        Presence::Absent => "absent",
        Presence::Added => "added",
    };
    CellView {
        presence: presence.to_owned(),
        units: cell.units.iter().map(parts::unit).collect(),
        target: cell.target.clone(),
        flags: cell.flags.iter().map(parts::flag).collect(),
        absence: cell.absence.as_ref().map(absence_text),
    }
}
