//! Rows of a table of tasks: number, task, departments.

use crate::parse::table::cell::{Token, number_of};
use crate::parse::table::head::Head;
use crate::parse::table::{Cell, Role, Row};

pub(super) fn task_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    let flat: Vec<Token<'_>> = lines
        .iter()
        .flatten()
        .copied()
        .filter(|t| !t.text.is_empty())
        .collect();
    let serial_at = head.roles.iter().position(|r| *r == Role::Serial);
    let mut rows: Vec<Vec<Token<'_>>> = Vec::new();
    let mut serial = 0;
    for token in &flat {
        if serial_at.is_some() && number_of(token.text) == Some(serial + 1) {
            serial += 1;
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(*token);
        }
    }
    if serial_at.is_none() {
        rows = flat.chunks(head.roles.len()).map(<[_]>::to_vec).collect();
    }
    rows.iter()
        .filter(|row| row.len() >= 2)
        .map(|row| fit_task_row(row, head))
        .collect()
}

fn fit_task_row(tokens: &[Token<'_>], head: &Head) -> Row {
    let columns = head.roles.len();
    let mut cells = vec![Cell::default(); columns];
    let piece = |t: &Token<'_>| (t.span, t.line);
    if tokens.len() == columns {
        for (cell, token) in cells.iter_mut().zip(tokens) {
            cell.pieces.push(piece(token));
        }
    } else {
        let task = head
            .roles
            .iter()
            .position(|r| *r == Role::Task)
            .unwrap_or(0);
        let units = head
            .roles
            .iter()
            .position(|r| matches!(r, Role::Departments))
            .unwrap_or(columns - 1);
        let mut rest = tokens;
        if head.roles.first() == Some(&Role::Serial) {
            cells[0].pieces.push(piece(&tokens[0]));
            rest = &tokens[1..];
        }
        let cut = departments_start(rest);
        let (first, second) = if units > task {
            (task, units)
        } else {
            (units, task)
        };
        cells[first].pieces = rest[..cut].iter().map(piece).collect();
        cells[second].pieces = rest[cut..].iter().map(piece).collect();
    }
    Row {
        cells,
        first_line: tokens[0].line,
        last_line: tokens[tokens.len() - 1].line,
    }
}

/// Where the trailing list of departments begins among the tokens of a row.
fn departments_start(tokens: &[Token<'_>]) -> usize {
    let listed = |text: &str| !text.contains(['。', '；', '，']) || text.contains("局、");
    (1..tokens.len())
        .find(|&at| {
            tokens[at..].iter().all(|t| listed(t.text))
                && tokens[at - 1].text.ends_with(['。', '；'])
        })
        .unwrap_or(tokens.len() - 1)
}
