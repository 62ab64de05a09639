//! Rows of a table of tasks: number, task, departments.

use crate::parse::table::cell::{Token, number_of};
use crate::parse::table::head::Head;
use crate::parse::table::indicator_rows::next_number;
use crate::parse::table::{Cell, Role, Row};

pub(super) fn task_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    if let Some(rows) = rows_by_line(lines, head) {
        return rows;
    }
    let flat: Vec<Token<'_>> = lines
        .iter()
        .flatten()
        .filter(|t| !t.text.is_empty())
        .cloned()
        .collect();
    let columns = head.roles.len();
    let serial_at = head.roles.iter().position(|r| *r == Role::Serial);
    let Some(serial_at) = serial_at.filter(|&at| !is_regular(&flat, at, columns)) else {
        return flat
            .chunks(columns)
            .filter(|row| row.len() >= 2)
            .map(|row| fit_task_row(row, head))
            .collect();
    };
    let ends_row = serial_at + 1 == columns;
    let mut rows: Vec<Vec<Token<'_>>> = Vec::new();
    let mut open = ends_row;
    let mut serial = 0;
    for token in flat {
        let complete = rows.last().is_none_or(|row| row.len() >= 2);
        let follows = |number: &u32| next_number(*number, serial, complete);
        let number = number_of(&token.text).filter(follows);
        let numbers = number.is_some();
        serial = number.unwrap_or(serial);
        if open && ends_row || numbers && !ends_row {
            rows.push(Vec::new());
        }
        open = numbers;
        if let Some(row) = rows.last_mut() {
            row.push(token);
        }
    }
    rows.iter()
        .filter(|row| row.len() >= 2)
        .map(|row| fit_task_row(row, head))
        .collect()
}

/// Rows that come one a line, each with its number first; what a wrapped line lacks stands in the
/// next: its first cell goes on where the last one broke off. Lines of one cell that no row needs
/// head groups.
fn rows_by_line(lines: &[Vec<Token<'_>>], head: &Head) -> Option<Vec<Row>> {
    let columns = head.roles.len();
    if !head.by_line || head.roles.first() != Some(&Role::Serial) {
        return None;
    }
    let mut rows: Vec<Vec<Token<'_>>> = Vec::new();
    let mut serial = 0;
    for cells in lines {
        let number = cells.first().and_then(|cell| number_of(&cell.text));
        let follows = number.filter(|number| next_number(*number, serial, true));
        match (follows, rows.last_mut()) {
            (Some(number), _) if cells.len() > 1 => {
                serial = number;
                rows.push(cells.clone());
            }
            (_, Some(row)) if row.len() < columns || is_open(row, cells) => {
                let (first, rest) = cells.split_first()?;
                row.last_mut()?.append(first);
                row.extend_from_slice(rest);
            }
            _ if cells.len() == 1 => {}
            _ => return None,
        }
    }
    let whole = rows.iter().all(|row| row.len() == columns);
    (whole && !rows.is_empty()).then(|| rows.iter().map(|row| fit_task_row(row, head)).collect())
}

/// True where a list of names goes on in the next line.
fn is_open(row: &[Token<'_>], next: &[Token<'_>]) -> bool {
    let text = |cell: Option<&Token<'_>>| cell.map_or(String::new(), |cell| cell.text.to_string());
    goes_on(&text(row.last()), &text(next.first()))
}

/// True where names go on from one line to the next.
fn goes_on(last: &str, next: &str) -> bool {
    let parts = ['、', '，', ','];
    let short = |name: &str| name.chars().count() <= LONGEST_NAME;
    let names =
        |text: &str| text.contains(parts) && !text.contains('。') && text.split(parts).all(short);
    let broken = !last.ends_with(CLOSED) || next.starts_with(parts);
    let organ = next
        .split(parts)
        .next()
        .is_some_and(|name| name.ends_with(CLOSED));
    broken || organ && names(last) && names(next)
}

/// A name in a list is not longer, in characters.
const LONGEST_NAME: usize = 20;

/// How a list of names ends that is whole.
const CLOSED: [char; 16] = [
    '局', '委', '办', '部', '厅', '府', '联', '会', '院', '心', '社', '司', '位', '门', '）', ')',
];

/// True where every row has all its cells: the numbers stand at their place in each.
fn is_regular(tokens: &[Token<'_>], serial_at: usize, columns: usize) -> bool {
    tokens.len() >= columns
        && (1..).zip(tokens.chunks(columns)).all(|(number, row)| {
            row.len() == columns
                && row
                    .iter()
                    .enumerate()
                    .all(|(at, cell)| match number_of(&cell.text) {
                        Some(found) => at == serial_at && found == number,
                        None => at != serial_at,
                    })
        })
}

fn fit_task_row(tokens: &[Token<'_>], head: &Head) -> Row {
    let columns = head.roles.len();
    let mut cells = vec![Cell::default(); columns];
    if tokens.len() == columns {
        for (cell, token) in cells.iter_mut().zip(tokens) {
            cell.pieces.extend(&token.pieces);
        }
    } else {
        let place = |wanted: fn(&Role) -> bool| head.roles.iter().position(wanted);
        let task = place(|r| *r == Role::Task).unwrap_or(0);
        let units = place(|r| matches!(r, Role::Departments | Role::Leads)).unwrap_or(columns - 1);
        let mut rest = tokens;
        if head.roles.first() == Some(&Role::Serial) {
            cells[0].pieces.extend(&tokens[0].pieces);
            rest = &tokens[1..];
        } else if head.roles.last() == Some(&Role::Serial) {
            let (number, before) = tokens.split_last().unwrap_or((&tokens[0], tokens));
            cells[columns - 1].pieces.extend(&number.pieces);
            rest = before;
        }
        let (first, second, cut) = if units > task {
            (task, units, departments_start(rest))
        } else {
            (units, task, departments_end(rest))
        };
        let pieces = |tokens: &[Token<'_>]| {
            let each = tokens.iter().flat_map(|token| &token.pieces);
            each.copied().collect::<Vec<_>>()
        };
        cells[first].pieces = pieces(&rest[..cut]);
        cells[second].pieces = pieces(&rest[cut..]);
    }
    Row::of(cells)
}

fn is_listed(text: &str) -> bool {
    !text.contains(['。', '；', '，']) || text.contains("局、")
}

/// Where the trailing list of departments begins among the tokens of a row.
fn departments_start(tokens: &[Token<'_>]) -> usize {
    let listed = tokens.iter().rev().take_while(|t| is_listed(&t.text));
    let first = tokens.len() - listed.count();
    (first.max(1)..tokens.len())
        .find(|&at| tokens[at - 1].text.ends_with(['。', '；']))
        .unwrap_or(tokens.len().saturating_sub(1))
}

/// Where the list of departments ends that leads a row.
fn departments_end(tokens: &[Token<'_>]) -> usize {
    let more = tokens.windows(2);
    let more = more.take_while(|pair| {
        let [last, next] = [&pair[0].text, &pair[1].text];
        is_listed(next) && goes_on(last, next)
    });
    let listed = 1 + more.count();
    listed.clamp(1, tokens.len().max(2) - 1).min(tokens.len())
}
