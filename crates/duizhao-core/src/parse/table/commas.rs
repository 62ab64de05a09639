//! Rows of indicators whose cells are parted by commas.
//!
//! ```text
//! 指标，2020年，2025年，属性              a head row …
//! 养老保险参保率（%），95，＞96，预期性    … and rows of as many cells
//! ```

use crate::lexicon::Shape;
use crate::parse::line::Line;
use crate::parse::table::head::{WIDEST_HEAD, head_roles, is_head_cell};

/// Fewer columns are no table.
const LEAST_COLUMNS: usize = 3;
/// A line by itself between rows, the head of a group, is not longer, in characters.
const LONGEST_GROUP: usize = 20;

/// Marks the lines of such tables: the head row tells which comma parts them.
pub(crate) fn mark_commas(lines: &mut [Line<'_>], shape: &Shape) {
    let mut at = 0;
    while at < lines.len() {
        let found = ['，', ','].into_iter().find_map(|mark| {
            let columns = columns_of(&lines[at], mark, shape)?;
            let rows = rows_below(&lines[at + 1..], mark, columns);
            (!rows.is_empty()).then_some((mark, rows))
        });
        let Some((mark, rows)) = found else {
            at += 1;
            continue;
        };
        let last = at + 1 + rows[rows.len() - 1];
        for line in [at].into_iter().chain(rows.iter().map(|row| at + 1 + row)) {
            (lines[line].has_cells, lines[line].comma) = (true, Some(mark));
        }
        at = last + 1;
    }
}

/// The columns of a head row.
fn columns_of(line: &Line<'_>, mark: char, shape: &Shape) -> Option<usize> {
    let short = !line.has_cells && line.width <= WIDEST_HEAD;
    let first = line.text.split(mark).next().filter(|_| short)?;
    if first.len() == line.text.len() || !is_head_cell(first, shape) {
        return None;
    }
    let cells: Vec<&str> = line.text.split(mark).collect();
    let known = cells.iter().all(|cell| is_head_cell(cell, shape));
    let (_, is_tasks) =
        head_roles(&cells, shape).filter(|_| cells.len() >= LEAST_COLUMNS && known)?;
    (!is_tasks).then_some(cells.len())
}

/// The lines of as many cells that follow; heads of groups may stand between.
fn rows_below(lines: &[Line<'_>], mark: char, columns: usize) -> Vec<usize> {
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() || line.skip.is_some() {
            continue;
        }
        let cells = line.text.split(mark).count();
        if cells == columns && !line.text.contains('。') {
            rows.push(at);
        } else if cells > 1 || line.text.chars().count() > LONGEST_GROUP {
            break;
        }
    }
    rows
}
