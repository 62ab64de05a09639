//! The coverage matrix (总览).

use duizhao_core::present::{Cell, Presence, Row, TableSection};

use crate::api::to_contract::lines;
use crate::api::view::{CellView, MatrixRow, MatrixSection, MatrixView};
use crate::cite::cite;
use crate::error::Error;
use crate::messages::issue_text;
use crate::ops::parents::{self, Look};
use crate::ops::session::Session;
use crate::views::parts;
use crate::workbench::Workbench;

/// Converts the table; a parent that is not the base is named as the library is now.
pub(crate) fn view(workbench: &Workbench, session: &Session) -> Result<MatrixView, Error> {
    let table = &session.table;
    let compared = session.comparison.as_slice();
    let parents = parents::missing(workbench, &session.corpus, compared, Look::InLibrary)?;
    let notes = table.notes.iter().chain(&parents);
    Ok(MatrixView {
        columns: parts::columns(session),
        sections: table
            .sections
            .iter()
            .map(|section| self::section(session, section))
            .collect(),
        total_rows: table.rows.len() as u32,
        notes: notes.map(|note| issue_text(note).zh).collect(),
    })
}

fn section(session: &Session, section: &TableSection) -> MatrixSection {
    let rows = section
        .rows
        .iter()
        .map(|&at| row(session, &session.table.rows[at]));
    MatrixSection {
        path: section.path.to_string(),
        depth: section.depth,
        title: section.title.clone(),
        rows_in_base: section.rows_in_base as u32,
        carried: section
            .carried
            .iter()
            .map(|rate| rate.map(parts::rate))
            .collect(),
        copied: section
            .copied
            .iter()
            .map(|rate| rate.map(parts::rate))
            .collect(),
        rows: rows.collect(),
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
        absence: cell.absence.clone(),
    }
}
