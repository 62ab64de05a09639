//! Finds tables: indicators (主要指标) and divisions of work (任务分工), however they come.
//!
//! ```text
//! 指标 2020 年 2025 年 属性            one row a line, cells parted by blanks or tabs
//! 1. 养老保险参保率（%） 95 ＞96 预期性
//!
//! 序号 / 指标 / 属性 / 2025年          one cell a line
//! 1 / 养老保险参保率 / 预期性 / >99%
//! ```
//!
//! A table is known by its head row: two cells or more that are all head words, in any
//! order. Rows go on until prose or the next heading begins.

mod cell;
mod commas;
mod head;
mod indicator_rows;
mod task_rows;

use crate::lexicon::Lexicon;
use crate::parse::label::{Style, is_blank, read_label};
use crate::parse::line::Line;
use crate::parse::table::cell::{Token, is_attribute, is_numbering, number_of, split_cells};
use crate::parse::table::head::{Head, find_head};
use crate::parse::table::indicator_rows::{completes_attribute, fits_columns, indicator_rows};
use crate::parse::table::task_rows::task_rows;
use crate::text::Span;

pub(crate) use crate::parse::table::cell::is_value;
pub(crate) use crate::parse::table::commas::mark_commas;
pub(crate) use crate::parse::table::head::{head_start, is_head_cell, table_on_line};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Serial,
    Name,
    Unit,
    Attribute,
    Baseline(Option<u16>),
    Target(Option<u16>),
    Task,
    Departments,
    /// Departments that the head says lead (牵头单位).
    Leads,
    Participants,
    Other,
}

/// Pieces of one cell: source byte ranges with their line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) pieces: Vec<(Span, u32)>,
}

/// A row: one cell per column, empty where the source has none.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) first_line: u32,
    pub(crate) last_line: u32,
}

/// A table found in the source.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Source bytes from the head row to the last row or note.
    pub(crate) source: Span,
    /// True for a table of tasks and departments.
    pub(crate) is_tasks: bool,
    /// The columns.
    pub(crate) roles: Vec<Role>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// True for a line of the table.
    pub(crate) fn holds(&self, line: &Line<'_>) -> bool {
        (self.source.range()).contains(&line.start)
    }
}

impl Role {
    /// True for a column of figures.
    fn is_figure(self) -> bool {
        matches!(self, Role::Baseline(_) | Role::Target(_))
    }
}

impl Row {
    /// A row of these cells, from the first of their lines to the last.
    fn of(cells: Vec<Cell>) -> Self {
        let lines = || cells.iter().flat_map(|cell| &cell.pieces);
        let first_line = lines().map(|(_, line)| *line).min().unwrap_or_default();
        let last_line = lines().map(|(_, line)| *line).max().unwrap_or_default();
        Row {
            cells,
            first_line,
            last_line,
        }
    }

    /// Source places of the pieces of its cells.
    pub(crate) fn places(&self) -> impl Iterator<Item = Span> + '_ {
        let pieces = self.cells.iter().flat_map(|cell| &cell.pieces);
        pieces.map(|(place, _)| *place)
    }
}

/// Finds all tables of the source.
pub(crate) fn find_tables(lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<Table> {
    let shape = lexicon.shape();
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match find_head(lines, at, shape) {
            Some(head) => {
                let table = read_rows(lines, &head);
                at = lines.partition_point(|line| line.start < table.source.end as usize);
                tables.push(table);
            }
            None => at += 1,
        }
    }
    tables
}

fn read_rows(lines: &[Line<'_>], head: &Head) -> Table {
    let mut body: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(head.after) {
        if line.is_blank() || line.skip.is_some() {
            continue;
        }
        if ends_table(lines, at, head, body.len()) {
            break;
        }
        body.push(at);
    }
    let notes = body
        .iter()
        .position(|&at| is_note(lines[at].text))
        .unwrap_or(body.len());
    let rows = without_heads(lines, &body[..notes], head);
    let tokens: Vec<Vec<Token<'_>>> = rows.iter().map(|&at| cells_of(&lines[at], head)).collect();
    let rows = if head.is_tasks {
        task_rows(&tokens, head)
    } else {
        indicator_rows(&tokens, head)
    };
    let last = body.last().copied().unwrap_or(head.after - 1);
    Table {
        source: Span::new(
            lines[head.first].start,
            lines[last].end().max(lines[head.first].start + 1),
        ),
        is_tasks: head.is_tasks,
        roles: head.roles.clone(),
        rows,
    }
}

/// The lines of rows: heads that each page of a table repeats, and lines that head groups of
/// tasks, left out.
fn without_heads(lines: &[Line<'_>], body: &[usize], head: &Head) -> Vec<usize> {
    let full = |at: &usize| !lines[*at].is_blank() && lines[*at].skip.is_none();
    let texts: Vec<&str> = (head.first..head.after)
        .filter(full)
        .map(|at| lines[at].text)
        .collect();
    let mut kept = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        let here = &body[at..];
        let again = here.len() >= texts.len()
            && texts
                .iter()
                .zip(here)
                .all(|(text, line)| *text == lines[*line].text);
        if again {
            at += texts.len();
            continue;
        }
        if !(head.is_tasks && heads_group(lines, here[0])) {
            kept.push(here[0]);
        }
        at += 1;
    }
    kept
}

/// True for 「一、社会保障」 by itself before the number of a row.
fn heads_group(lines: &[Line<'_>], at: usize) -> bool {
    let line = &lines[at];
    let label = read_label(line.text).filter(|label| label.style <= Style::Paren);
    let short = line.text.chars().count() <= LONGEST_GROUP && !line.text.contains(['。', '，']);
    let mut after = lines[at + 1..].iter();
    let next = after.find(|line| !line.is_blank() && line.skip.is_none());
    let number = next
        .map(split_cells)
        .and_then(|cells| number_of(&cells.first()?.text));
    label.is_some() && short && split_cells(line).len() == 1 && number.is_some()
}

/// The head of a group of rows is not longer, in characters.
const LONGEST_GROUP: usize = 30;

fn cells_of<'a>(line: &Line<'a>, head: &Head) -> Vec<Token<'a>> {
    if head.by_line || line.has_cells {
        return split_cells(line);
    }
    vec![Token::new(line.start, line.number, line.text)]
}

fn is_note(text: &str) -> bool {
    text.starts_with("注：")
        || text.starts_with("注:")
        || text.starts_with("备注：")
        || text.starts_with("说明：")
        || text.starts_with("注 ")
}

/// True where the row before still lacks what its last column holds: the cells before it and this
/// one fit the columns.
fn is_row_open(lines: &[Line<'_>], at: usize, rows: usize, head: &Head) -> bool {
    let columns = head.roles.len();
    let text = lines[at].text;
    let short = text.chars().count() <= 60 && !text.contains('。');
    if !short || rows % columns + 1 != columns {
        return false;
    }
    if head.roles.last() == Some(&Role::Name) {
        return true;
    }
    let before = lines[head.after..at].iter().rev();
    let before = before.filter(|line| !line.is_blank() && line.skip.is_none());
    let mut row: Vec<&str> = before.take(columns - 1).map(|line| line.text).collect();
    row.reverse();
    row.push(text);
    fits_columns(&row, &head.roles)
}

/// True where the line at `at` no longer belongs to the table.
fn ends_table(lines: &[Line<'_>], at: usize, head: &Head, rows: usize) -> bool {
    let line = &lines[at];
    let text = line.text;
    let packed: String = text.chars().filter(|c| !is_blank(*c)).take(3).collect();
    if packed.starts_with("专栏") || packed.starts_with("抄送") || packed.starts_with("附件")
    {
        return true;
    }
    if is_note(text) {
        return false;
    }
    let before = lines[..at]
        .iter()
        .rev()
        .find(|l| !l.is_blank() && l.skip.is_none());
    if before.is_some_and(|l| is_note(l.text)) && !line.has_cells {
        return true;
    }
    let broken = before
        .map(split_cells)
        .and_then(|cells| cells.last().cloned());
    let cells = split_cells(line);
    if broken.is_some_and(|last| cells.len() == 1 && completes_attribute(&last, &cells[0])) {
        return false;
    }
    if head.is_tasks {
        let foot = ["ICP备", "公网安备", "网站标识码"];
        if foot.iter().any(|word| text.contains(word)) {
            return true;
        }
        let cells = split_cells(line);
        let starts_row = cells.first().is_some_and(|c| number_of(&c.text).is_some());
        let outer = read_label(text).is_some_and(|l| l.style <= Style::Paren);
        let ends = outer && !starts_row && rows > 0 && !line.has_cells;
        return ends && !heads_group(lines, at);
    }
    let outer = read_label(text).is_some_and(|l| l.style <= Style::Paren);
    if !head.by_line && !outer && is_row_open(lines, at, rows, head) {
        return false;
    }
    let prose =
        line.width >= 70 && text.contains('。') || text.contains('。') && text.chars().count() > 24;
    if prose && !line.has_cells {
        return true;
    }
    let figures_first = head.roles.first().is_some_and(|role| role.is_figure());
    let valued = |line: &Line<'_>| {
        let cells = split_cells(line);
        // A number before a name is no figure.
        let numbered = cells.first().is_some_and(|c| is_numbering(&c.text));
        let labelled = cells.len() >= 2 && numbered && !figures_first;
        let figures = cells.iter().skip(usize::from(labelled));
        let has = figures
            .into_iter()
            .any(|t| is_value(&t.text) || is_attribute(&t.text));
        has && !line.text.contains('。')
    };
    let ahead = || {
        lines[at..]
            .iter()
            .filter(|l| !l.is_blank() && l.skip.is_none())
            .take(head.roles.len() + 3)
    };
    if outer && rows > 0 {
        let goes_on = ahead().skip(1).take(head.roles.len() + 1).any(valued);
        return !(goes_on || head.by_line && valued(line));
    }
    !ahead().any(valued)
}
