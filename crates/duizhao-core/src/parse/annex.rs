//! Rows of a table of tasks (任务分工) as units: 序号, 工作任务, 负责单位.

use crate::model::{Origin, Sourced, UnitKind};
use crate::parse::layout::Layout;
use crate::parse::outline::Draft;
use crate::parse::table::{Cell, Role, Row};
use crate::text::{LineRange, Span};

/// The unit of a row.
pub(crate) fn row_draft(layout: &Layout, row: &Row, roles: &[Role], annex: usize) -> Draft {
    let cell = |wanted: fn(&Role) -> bool| {
        roles
            .iter()
            .position(wanted)
            .and_then(|at| row.cells.get(at))
            .filter(|c| !c.pieces.is_empty())
    };
    let label = cell(|r| *r == Role::Serial)
        .and_then(|c| spans(layout, c).first().copied())
        .map(|span| Sourced {
            value: layout.text.slice(span).to_owned(),
            span: Some(span),
            origin: Origin::Read,
        });
    let body = cell(|r| *r == Role::Task)
        .map(|c| spans(layout, c))
        .unwrap_or_default();
    let tail = cell(|r| matches!(r, Role::Departments))
        .map(|c| spans(layout, c))
        .unwrap_or_default();
    let tail = tail.first().zip(tail.last()).map(|(first, last)| Span {
        start: first.start,
        end: last.end,
    });
    let mut body = body;
    for (at, role) in roles.iter().enumerate() {
        let rest = matches!(role, Role::Other | Role::Participants | Role::Name);
        if let Some(extra) = row.cells.get(at).filter(|_| rest) {
            body.extend(spans(layout, extra));
        }
    }
    body.sort();
    Draft {
        kind: UnitKind::AnnexRow,
        parent: Some(annex),
        label,
        title: None,
        body,
        own: LineRange::new(row.first_line, row.last_line),
        table: None,
        tail,
    }
}

/// The places of a cell's pieces in the normalised text.
pub(crate) fn spans(layout: &Layout, cell: &Cell) -> Vec<Span> {
    cell.pieces
        .iter()
        .filter_map(|(source, _)| layout.text.text_span(*source))
        .collect()
}
