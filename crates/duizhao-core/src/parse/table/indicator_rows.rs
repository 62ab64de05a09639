//! Rows of an indicator table: cells in a stream, cut where the next name begins.

use crate::parse::label::read_label;
use crate::parse::table::cell::{
    Token, is_attribute, is_unit_cell, is_value, number_of, row_number,
};
use crate::parse::table::head::Head;
use crate::parse::table::{Cell, Role, Row};

pub(super) fn indicator_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    let columns = head.roles.len();
    if head.by_line
        && lines.iter().filter(|cells| cells.len() == columns).count() * 2 >= lines.len()
        && !lines.is_empty()
        && lines
            .iter()
            .any(|cells| cells.iter().any(|c| c.text.is_empty()))
    {
        return lines
            .iter()
            .filter(|c| c.iter().any(|t| is_value(t.text)))
            .map(|c| row_of(c, columns))
            .collect();
    }
    let flat: Vec<Token<'_>> = lines
        .iter()
        .flatten()
        .copied()
        .filter(|t| !t.text.is_empty())
        .collect();
    split_rows(&flat, head)
        .into_iter()
        .filter_map(|tokens| fit_row(&tokens, head))
        .collect()
}

/// Cuts a stream of cells into rows: a row ends when its last value or attribute is followed
/// by a serial number, a numbered name, or a name after a full row.
fn split_rows<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let values = head.roles.iter().filter(|r| is_value_role(**r)).count();
    let mut rows: Vec<Vec<Token<'a>>> = Vec::new();
    let mut serial = 0;
    for (at, token) in tokens.iter().enumerate() {
        let started = rows.last();
        let next_serial = number_of(token.text) == Some(serial + 1)
            && head.roles.first() == Some(&Role::Serial)
            && tokens.get(at + 1).is_some_and(|next| !is_value(next.text));
        let numbered = read_label(token.text).and_then(|l| l.number) == Some(serial + 1)
            && !is_value(token.text)
            || numbered_alone(token, tokens.get(at + 1), serial);
        let complete = started.is_none_or(|row| {
            row.iter()
                .filter(|t| is_value(t.text) || is_attribute(t.text))
                .count()
                >= values
        });
        let named = complete
            && !is_value(token.text)
            && !is_attribute(token.text)
            && !is_unit_cell(token.text)
            && started.is_some_and(|row| has_name(row));
        if rows.is_empty() || next_serial || numbered || (named && serial == 0) {
            rows.push(Vec::new());
            if next_serial || numbered {
                serial += 1;
            }
        }
        if let Some(row) = rows.last_mut() {
            row.push(*token);
        }
    }
    rows
}

/// 「1.」 or 「2.3.1」 by itself, before a name.
fn numbered_alone(token: &Token<'_>, next: Option<&Token<'_>>, serial: u32) -> bool {
    let name = next.is_some_and(|n| !is_value(n.text) && row_number(n.text).is_none());
    name && row_number(token.text) == Some(serial + 1)
}

fn is_value_role(role: Role) -> bool {
    matches!(role, Role::Baseline(_) | Role::Target(_) | Role::Attribute)
}

fn has_name(row: &[Token<'_>]) -> bool {
    row.iter()
        .any(|t| !is_value(t.text) && !is_attribute(t.text) && t.text.chars().count() >= 3)
}

/// Puts the cells of a row under their columns, by order where the count fits, else by kind.
fn fit_row(tokens: &[Token<'_>], head: &Head) -> Option<Row> {
    let columns = head.roles.len();
    let merged = merge_label(tokens, head);
    if !merged.iter().any(|cell| {
        cell.iter()
            .any(|t| is_value(t.text) || is_attribute(t.text))
    }) {
        return None;
    }
    let cells = if merged.len() == columns {
        merged
    } else {
        fit_by_kind(&merged, head)
    };
    let tokens: Vec<&Token<'_>> = cells.iter().flatten().collect();
    let first_line = tokens.iter().map(|t| t.line).min()?;
    let last_line = tokens.iter().map(|t| t.line).max()?;
    let cells = cells
        .iter()
        .map(|cell| Cell {
            pieces: cell.iter().map(|t| (t.span, t.line)).collect(),
        })
        .collect();
    Some(Row {
        cells,
        first_line,
        last_line,
    })
}

/// A bare 「1.」 before a name belongs to the name when there is no serial column.
fn merge_label<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let mut cells: Vec<Vec<Token<'a>>> = tokens.iter().map(|t| vec![*t]).collect();
    let bare = tokens.first().is_some_and(|t| row_number(t.text).is_some());
    if bare && cells.len() > 1 && head.roles.first() != Some(&Role::Serial) {
        let label = cells.remove(0);
        cells[0].splice(0..0, label);
    }
    cells
}

fn fit_by_kind<'a>(cells: &[Vec<Token<'a>>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let mut out: Vec<Vec<Token<'a>>> = vec![Vec::new(); head.roles.len()];
    let slot = |wanted: fn(&Role) -> bool| head.roles.iter().position(wanted);
    let name = slot(|r| matches!(r, Role::Name));
    let attribute = slot(|r| matches!(r, Role::Attribute));
    let unit = slot(|r| matches!(r, Role::Unit));
    let serial = slot(|r| matches!(r, Role::Serial));
    let mut values: Vec<usize> = (0..head.roles.len())
        .filter(|&at| matches!(head.roles[at], Role::Baseline(_) | Role::Target(_)))
        .collect();
    let mut named = false;
    for (at, cell) in cells.iter().enumerate() {
        let Some(text) = cell.first().map(|t| t.text) else {
            continue;
        };
        let place = if at == 0 && serial.is_some() && number_of(text).is_some() {
            serial
        } else if is_attribute(text) {
            attribute
        } else if is_value(text) && !values.is_empty() && named {
            Some(values.remove(0))
        } else if named && is_unit_cell(text) && unit.is_some_and(|u| out[u].is_empty()) {
            unit
        } else if !named
            || values.len()
                == head
                    .roles
                    .iter()
                    .filter(|r| matches!(r, Role::Baseline(_) | Role::Target(_)))
                    .count()
        {
            named = true;
            name
        } else {
            values
                .first()
                .copied()
                .inspect(|_| {
                    values.remove(0);
                })
                .or(name)
        };
        if let Some(place) = place {
            out[place].extend(cell.iter().copied());
        }
    }
    // A single value under several value columns is the target's.
    let targets: Vec<usize> = (0..head.roles.len())
        .filter(|&at| matches!(head.roles[at], Role::Target(_)))
        .collect();
    if let Some(&target) = targets.last()
        && out[target].is_empty()
        && let Some(from) = (0..out.len())
            .find(|&at| matches!(head.roles[at], Role::Baseline(_)) && !out[at].is_empty())
    {
        out.swap(from, target);
    }
    out
}

fn row_of(tokens: &[Token<'_>], columns: usize) -> Row {
    let mut cells: Vec<Cell> = tokens
        .iter()
        .map(|t| Cell {
            pieces: if t.text.is_empty() {
                Vec::new()
            } else {
                vec![(t.span, t.line)]
            },
        })
        .collect();
    cells.resize(columns, Cell::default());
    let first_line = tokens.first().map_or(0, |t| t.line);
    let last_line = tokens.last().map_or(0, |t| t.line);
    Row {
        cells,
        first_line,
        last_line,
    }
}
