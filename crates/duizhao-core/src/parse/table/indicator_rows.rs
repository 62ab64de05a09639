//! Rows of an indicator table: by the columns where every cell is there, else cells in a
//! stream, cut where the next name begins.
//!
//! ```text
//! 属性 / 2025年 / 指标        the head says which cell is which:
//! 约束性 / 100 / 补贴覆盖率     three cells make a row
//! ```

use crate::parse::label::{Style, is_han, read_label};
use crate::parse::table::cell::{
    Token, is_attribute, is_dash, is_unit_cell, is_value, number_of, row_number,
};
use crate::parse::table::head::Head;
use crate::parse::table::{Cell, Role, Row};

pub(super) fn indicator_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    let columns = head.roles.len();
    let lines = &with_words_joined(lines, columns);
    let whole = |cells: &Vec<Token<'_>>| cells.len() == columns;
    let aside = |cells: &Vec<Token<'_>>| {
        cells.len() == 1 && !is_value(&cells[0].text) && !is_attribute(&cells[0].text)
    };
    let full = lines.iter().filter(|cells| whole(cells)).count();
    let broken = lines.windows(2).any(|pair| {
        let (last, next) = (pair[0].last(), pair[1].first());
        last.zip(next)
            .is_some_and(|(last, next)| completes_attribute(last, next))
    });
    let all_whole = !broken && lines.iter().all(|cells| whole(cells) || aside(cells));
    let has_blanks = lines.iter().flatten().any(|cell| cell.text.is_empty());
    if head.by_line && full > 0 && (all_whole || has_blanks && full * 2 >= lines.len()) {
        return lines
            .iter()
            .filter(|cells| cells.iter().any(|cell| is_amount(cell)))
            .map(|cells| row_of(cells, columns))
            .collect();
    }
    if let Some(rows) = rows_by_serial(lines, head) {
        return rows;
    }
    let flat = stream(lines, head);
    if let Some(rows) = regular_rows(&flat, head) {
        return rows;
    }
    split_rows(&flat, head)
        .into_iter()
        .filter_map(|tokens| fit_row(&tokens, head))
        .collect()
}

/// Rows that each begin with their number and were wrapped: what follows a line goes on with it, in the
/// cell that broke where the row has a cell too many, and between cells where it has not.
fn rows_by_serial(lines: &[Vec<Token<'_>>], head: &Head) -> Option<Vec<Row>> {
    let columns = head.roles.len();
    if !head.by_line || head.roles.first() != Some(&Role::Serial) {
        return None;
    }
    let mut rows: Vec<Vec<Vec<Token<'_>>>> = Vec::new();
    for line in lines {
        let cells = line.iter().filter(|cell| !cell.text.is_empty());
        let cells: Vec<Token<'_>> = cells.cloned().collect();
        let number = cells.first().and_then(|cell| number_of(&cell.text));
        if cells.len() > 1 && number == Some(rows.len() as u32 + 1) {
            rows.push(vec![cells]);
        } else if !cells.is_empty() {
            rows.last_mut()?.push(cells);
        }
    }
    let rows: Option<Vec<Row>> = rows
        .iter()
        .map(|lines| {
            let cells = joined_lines(lines, columns)?;
            let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_ref()).collect();
            let fits = fits_columns(&texts, &head.roles);
            fits.then(|| placed(cells.iter().enumerate(), columns))
        })
        .collect();
    rows.filter(|rows| rows.len() >= LEAST_ROWS)
}

/// Fewer rows that fit may be chance.
const LEAST_ROWS: usize = 3;

/// The cells of a row's lines, just as many as there are columns.
fn joined_lines<'a>(lines: &[Vec<Token<'a>>], columns: usize) -> Option<Vec<Token<'a>>> {
    let count: usize = lines.iter().map(Vec::len).sum();
    let mut broken = count.checked_sub(columns)?;
    let mut out: Vec<Token<'a>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let breaks_left = lines.len() - at;
        let (first, rest) = line.split_first()?;
        match out.last_mut() {
            // A figure goes on as one: >99 and %.
            Some(last) if broken > 0 && (breaks_left == broken || is_one(last, first)) => {
                if is_amount(last) && !is_one(last, first) {
                    return None;
                }
                last.append(first);
                broken -= 1;
            }
            _ => out.push(first.clone()),
        }
        out.extend_from_slice(rest);
    }
    (broken == 0).then_some(out)
}

/// True for two pieces that together are a figure or an attribute.
fn is_one(last: &Token<'_>, next: &Token<'_>) -> bool {
    let joined = format!("{}{}", last.text, next.text);
    is_amount(last) && (is_value(&joined) || is_attribute(&joined))
}

fn is_amount(cell: &Token<'_>) -> bool {
    is_value(&cell.text) || is_attribute(&cell.text)
}

/// All cells in order; those that a line's end broke are whole again, and a number that stands
/// alone before a name is part of it.
fn stream<'a>(lines: &[Vec<Token<'a>>], head: &Head) -> Vec<Token<'a>> {
    let values = head.roles.iter().filter(|r| r.is_figure()).count();
    let serial = head.roles.contains(&Role::Serial);
    let mut flat: Vec<Token<'a>> = Vec::new();
    // Figures since the last name.
    let mut figures = 0;
    for cells in lines {
        let cells: Vec<&Token<'a>> = cells.iter().filter(|t| !t.text.is_empty()).collect();
        let here = cells.iter().take_while(|t| is_value(&t.text)).count();
        for (at, cell) in cells.iter().enumerate() {
            let breaks = at == 0 && head.by_line;
            if let Some(last) = flat.last_mut()
                && (breaks && is_broken(last, cell, figures + here > values)
                    || completes_attribute(last, cell))
            {
                last.append(cell);
                figures = figures.min(values);
                continue;
            }
            let numbers = flat.last().is_some_and(|last| {
                !serial && row_number(&last.text).is_some() && !is_amount(cell)
            });
            if numbers && let Some(last) = flat.last_mut() {
                last.append(cell);
            } else {
                flat.push((*cell).clone());
            }
            figures = if is_value(&cell.text) { figures + 1 } else { 0 };
        }
    }
    flat
}

/// The lines, with a figure in words, or the rest of one, at the end of the line it was broken off:
/// 「预期性 — 与全市生产总值」, 「增长同步」.
fn with_words_joined<'a>(lines: &[Vec<Token<'a>>], columns: usize) -> Vec<Vec<Token<'a>>> {
    let widest = lines.iter().map(|cells| width(cells)).max();
    let full = |cells: &[Token<'_>]| width(cells) * 10 >= widest.unwrap_or_default() * 8;
    let mut out: Vec<Vec<Token<'a>>> = Vec::with_capacity(lines.len());
    for line in lines {
        let rest = match line.as_slice() {
            [rest] if goes_on_in_words(&rest.text) => Some(rest),
            _ => None,
        };
        let before = out.last_mut().filter(|before| full(before));
        if let (Some(rest), Some(before)) = (rest, before) {
            if before.len() + 1 == columns && before.last().is_some_and(is_amount) {
                before.push(rest.clone());
                continue;
            }
            if ends_in_words(before)
                && let Some(last) = before.last_mut()
            {
                last.append(rest);
                continue;
            }
        }
        out.push(line.clone());
    }
    out
}

/// Characters of a line's cells.
fn width(cells: &[Token<'_>]) -> usize {
    cells.iter().map(|cell| cell.text.chars().count()).sum()
}

/// True for a row whose last cell is a figure in words: 「预期性 — 与全市生产总值」.
fn ends_in_words(cells: &[Token<'_>]) -> bool {
    let [.., before, last] = cells else {
        return false;
    };
    is_amount(before) && goes_on_in_words(&last.text)
}

/// True for words that are neither an amount nor the head of a group.
fn goes_on_in_words(text: &str) -> bool {
    text.chars().all(is_han) && !is_attribute(text)
}

/// True where a line's end broke a cell: 约束|性, or ＞10|000 where a figure is one too many.
fn is_broken(last: &Token<'_>, next: &Token<'_>, too_many: bool) -> bool {
    let joined = format!("{}{}", last.text, next.text);
    let figure = is_value(&last.text) && is_value(&next.text) && is_value(&joined);
    let dashes = is_dash(&last.text) == is_dash(&next.text);
    let sign = last.text.chars().all(|c| SIGNS.contains(c)) && is_value(&next.text);
    completes_attribute(last, next) || sign || figure && too_many && dashes
}

/// True for the rest of an attribute: 约束|性.
pub(super) fn completes_attribute(last: &Token<'_>, next: &Token<'_>) -> bool {
    let han = !next.text.is_empty() && next.text.chars().all(is_han);
    han && !is_attribute(&next.text) && is_attribute(&format!("{}{}", last.text, next.text))
}

/// Signs that stand before a figure.
const SIGNS: &str = "＞>≥≧＜<≤≦";

/// Rows of a table that has all its cells, whatever the order of its columns. Lines by
/// themselves between the rows (一、社会保障) head groups; a column of groups may be blank.
fn regular_rows(tokens: &[Token<'_>], head: &Head) -> Option<Vec<Row>> {
    let all: Vec<usize> = (0..head.roles.len()).collect();
    let ungrouped: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&at| head.roles[at] != Role::Other)
        .collect();
    let (mut rows, mut aside, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        let columns = [&all, &ungrouped]
            .into_iter()
            .find(|columns| fits(&tokens[at..], columns, &head.roles));
        if let Some(columns) = columns {
            let end = at + columns.len();
            let cells = columns.iter().copied().zip(&tokens[at..end]);
            rows.push(placed(cells, head.roles.len()));
            at = end;
        } else if !stands_aside(tokens, at) {
            return None;
        } else {
            (aside, at) = (aside + 1, at + 1);
        }
    }
    (!rows.is_empty() && aside * 2 <= rows.len() + 1).then_some(rows)
}

/// True for a name by itself on its line that numbers no row.
fn stands_aside(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let beside = |other: Option<&Token<'_>>| other.is_some_and(|o| o.line() == token.line());
    let alone = !beside(at.checked_sub(1).map(|at| &tokens[at])) && !beside(tokens.get(at + 1));
    let numbered = read_label(&token.text).is_some_and(|label| label.style >= Style::Dot);
    !is_amount(token) && alone && !numbered
}

fn fits(tokens: &[Token<'_>], columns: &[usize], roles: &[Role]) -> bool {
    let cells = columns.iter().zip(tokens);
    let mut amounts = 0;
    let all = cells.clone().all(|(&at, token)| {
        amounts += usize::from(is_amount(token));
        fits_role(&token.text, roles[at])
    });
    all && amounts > 0 && cells.count() == columns.len()
}

/// True where cells fit the columns one by one, with an amount among them.
pub(super) fn fits_columns(cells: &[&str], roles: &[Role]) -> bool {
    let amounts = cells
        .iter()
        .filter(|cell| is_value(cell) || is_attribute(cell));
    let all = cells
        .iter()
        .zip(roles)
        .all(|(cell, role)| fits_role(cell, *role));
    cells.len() == roles.len() && all && amounts.count() > 0
}

fn fits_role(text: &str, role: Role) -> bool {
    let words = text.chars().filter(|c| is_han(*c)).count() >= 2;
    let worded = words && !is_attribute(text) && !is_value(text);
    match role {
        Role::Serial => number_of(text).is_some(),
        Role::Name => worded,
        Role::Attribute => is_attribute(text) || is_dash(text),
        Role::Unit => text.chars().count() <= 8 && !is_attribute(text) && number_of(text).is_none(),
        Role::Baseline(_) | Role::Target(_) => {
            is_value(text) || worded && read_label(text).is_none()
        }
        _ => !is_attribute(text),
    }
}

fn placed<'t, 'a: 't>(cells: impl Iterator<Item = (usize, &'t Token<'a>)>, columns: usize) -> Row {
    let mut out = vec![Cell::default(); columns];
    for (at, token) in cells {
        out[at].pieces.extend(&token.pieces);
    }
    Row::of(out)
}

/// Cuts a stream of cells into rows: a row ends when its last value or attribute is followed
/// by a serial number, a numbered name, or a name after a full row.
fn split_rows<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let values = head.roles.iter().filter(|r| is_value_role(**r)).count();
    let mut rows: Vec<Vec<Token<'a>>> = Vec::new();
    let mut serial = 0;
    // Of the row that is open: its amounts, and whether it has a name.
    let (mut amounts, mut has_name) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        let complete = rows.is_empty() || amounts >= values;
        let follows = |number: &u32| next_number(*number, serial, complete);
        let numbered = number_here(token, tokens.get(at + 1), head).filter(follows);
        let closed = complete
            && tokens[at.saturating_sub(1)..at]
                .iter()
                .all(|t| is_attribute(&t.text));
        if closed && heads_rows(tokens, at, serial, head) {
            continue;
        }
        let named = complete && has_name && !is_amount(token) && !is_unit_cell(&token.text);
        if rows.is_empty() || numbered.is_some() || (named && serial == 0) {
            rows.push(Vec::new());
            serial = numbered.unwrap_or(serial);
            (amounts, has_name) = (0, false);
        }
        amounts += usize::from(is_amount(token));
        has_name |= !is_amount(token) && token.text.chars().count() >= 3;
        if let Some(row) = rows.last_mut() {
            row.push(token.clone());
        }
    }
    rows
}

/// True for the head of a group (「二、服务能力」) between a row and the number of the next, in a table
/// without a column of groups.
fn heads_rows(tokens: &[Token<'_>], at: usize, serial: u32, head: &Head) -> bool {
    let numbered = head.roles.first() == Some(&Role::Serial);
    let next = tokens.get(at + 1).and_then(|next| number_of(&next.text));
    let follows = next.is_some_and(|number| next_number(number, serial, true));
    numbered && !is_amount(&tokens[at]) && follows
}

/// True for the number after `serial`; a row that was taken out leaves a gap, which only a
/// full row may have before it.
pub(super) fn next_number(number: u32, serial: u32, complete: bool) -> bool {
    let gap = if complete { GAP } else { 1 };
    number > serial && number - serial <= gap
}

/// How far a number may be from the one before.
const GAP: u32 = 3;

/// The number of a row that begins at `token`: in a column of its own, before a name in the
/// same cell, or 「1.」 by itself before a name.
fn number_here(token: &Token<'_>, next: Option<&Token<'_>>, head: &Head) -> Option<u32> {
    let before_name = next.is_some_and(|next| !is_value(&next.text));
    let of_column =
        number_of(&token.text).filter(|_| head.roles.first() == Some(&Role::Serial) && before_name);
    let of_name = || {
        let label = read_label(&token.text).and_then(|label| label.number);
        label.filter(|_| !is_value(&token.text))
    };
    let alone = || {
        let name = next.is_some_and(|n| !is_value(&n.text) && row_number(&n.text).is_none());
        row_number(&token.text).filter(|_| name)
    };
    of_column.or_else(of_name).or_else(alone)
}

fn is_value_role(role: Role) -> bool {
    role.is_figure() || role == Role::Attribute
}

/// Puts the cells of a row under their columns, by order where the count fits, else by kind.
fn fit_row(tokens: &[Token<'_>], head: &Head) -> Option<Row> {
    let merged = merge_label(tokens, head);
    if !merged.iter().any(is_amount) {
        return None;
    }
    let columns = head.roles.len();
    // A head that names its columns in another order than the rows have them says nothing.
    let name = head.roles.iter().position(|role| *role == Role::Name);
    let named = name.is_none_or(|at| merged.get(at).is_some_and(|cell| !is_amount(cell)));
    if merged.len() == columns && named {
        return Some(placed(merged.iter().enumerate(), columns));
    }
    let places = places_by_kind(&merged, head);
    let cells = places
        .iter()
        .zip(&merged)
        .filter_map(|(place, token)| place.map(|place| (place, token)));
    Some(placed(cells, columns))
}

/// A bare 「1.」 before a name belongs to the name when there is no serial column.
fn merge_label<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Token<'a>> {
    let mut cells = tokens.to_vec();
    let bare = cells.first().is_some_and(|t| row_number(&t.text).is_some());
    if bare && cells.len() > 1 && head.roles.first() != Some(&Role::Serial) {
        let name = cells.remove(1);
        cells[0].append(&name);
    }
    cells
}

/// The column of each cell by what it is.
fn places_by_kind(cells: &[Token<'_>], head: &Head) -> Vec<Option<usize>> {
    let slot = |wanted: fn(&Role) -> bool| head.roles.iter().position(wanted);
    let name = slot(|r| matches!(r, Role::Name));
    let attribute = slot(|r| matches!(r, Role::Attribute));
    let unit = slot(|r| matches!(r, Role::Unit));
    let serial = slot(|r| matches!(r, Role::Serial));
    let figures: Vec<usize> = (0..head.roles.len())
        .filter(|&at| head.roles[at].is_figure())
        .collect();
    let mut values = figures.iter().copied().peekable();
    let (mut started, mut named, mut measured) = (false, false, false);
    let mut out: Vec<Option<usize>> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let text = cell.text.as_ref();
        let place = if at == 0 && serial.is_some() && number_of(text).is_some() {
            serial
        } else if is_attribute(text) {
            attribute
        } else if named && is_value(text) && values.peek().is_some() {
            started = true;
            values.next()
        } else if named && is_unit_cell(text) && unit.is_some() && !measured {
            measured = true;
            unit
        } else if !named || !started {
            named = true;
            name
        } else {
            values.next().or(name)
        };
        out.push(place);
    }
    // A single value under several value columns is the target's.
    let target = figures
        .iter()
        .copied()
        .rfind(|&at| matches!(head.roles[at], Role::Target(_)));
    let filled = |at: usize| out.contains(&Some(at));
    let baseline = figures
        .iter()
        .copied()
        .find(|&at| matches!(head.roles[at], Role::Baseline(_)) && filled(at));
    if let (Some(target), Some(baseline)) = (target.filter(|&at| !filled(at)), baseline) {
        for place in out.iter_mut().filter(|place| **place == Some(baseline)) {
            *place = Some(target);
        }
    }
    out
}

fn row_of(tokens: &[Token<'_>], columns: usize) -> Row {
    let cells = tokens.iter().enumerate().take(columns);
    placed(cells.filter(|(_, token)| !token.text.is_empty()), columns)
}
