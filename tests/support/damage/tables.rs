//! Tables that lost their shape: the cells of a row on one line, or in Markdown.

use super::{Named, Stage};

pub(super) const ALL: [Named; 6] = [
    ("tables-rows-of-blanks", Stage::Written, |text| {
        tables(text, |cells| cells.join("  "))
    }),
    ("tables-rows-of-tabs", Stage::Written, |text| {
        tables(text, |cells| cells.join("\t"))
    }),
    ("tables-markdown", Stage::Written, |text| {
        tables(text, |cells| format!("| {} |", cells.join(" | ")))
    }),
    ("tables-columns-turned", Stage::Written, |text| {
        tables(text, |cells| {
            let turned: Vec<String> = cells.iter().rev().map(|cell| format!("\t{cell}")).collect();
            turned.join("\n")
        })
    }),
    ("tables-one-line", Stage::Written, tables_one_line),
    ("tables-cells-on-lines", Stage::Written, |text| {
        tables(text, |cells| cells.join("\n"))
    }),
];

/// Rewrites the rows of every table: runs of lines that begin with a tab, one cell a line,
/// rows parted by a blank line; or lines that end with an attribute (约束性).
fn tables(text: &str, row: impl Fn(&[&str]) -> String) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut cells: Vec<&str> = Vec::new();
    for line in text.lines() {
        let is_cell = line.starts_with('\t') && !line.trim().is_empty();
        if is_cell {
            cells.push(line.trim());
            continue;
        }
        flush(&mut cells, &row, &mut out);
        let flat = ["预期性", "约束性", "属性"]
            .iter()
            .any(|end| line.trim().ends_with(end));
        if flat && line.trim().contains(' ') {
            // The head says 2020 年: one cell.
            let line = line.trim().replace(" 年", "年");
            out.push(row(&flat_cells(&line)));
        } else {
            out.push(line.to_owned());
        }
    }
    flush(&mut cells, &row, &mut out);
    out.join("\n")
}

/// A row needs two cells; a single one is an item of a box and keeps its line.
fn flush(cells: &mut Vec<&str>, row: impl Fn(&[&str]) -> String, out: &mut Vec<String>) {
    match cells.as_slice() {
        [] => {}
        [one] => out.push(format!("\t{one}")),
        many => out.push(row(many)),
    }
    cells.clear();
}

/// Name, base, target and attribute of a row on one line.
fn flat_cells(line: &str) -> Vec<&str> {
    let mut cells: Vec<&str> = line.rsplitn(4, ' ').collect();
    cells.reverse();
    cells
}

/// All rows of a table on one line, cells parted by two blanks.
fn tables_one_line(text: &str) -> String {
    const ROW: char = '\u{1}';
    let marked = tables(text, |cells| format!("{ROW}{}", cells.join("  ")));
    let mut out = String::new();
    let mut in_table = false;
    for line in marked.lines() {
        match line.strip_prefix(ROW) {
            Some(row) => {
                out.push_str(if in_table { "  " } else { "\n" });
                out.push_str(row);
                in_table = true;
            }
            None if in_table && line.trim().is_empty() => {}
            None => {
                out.push('\n');
                out.push_str(line);
                in_table = false;
            }
        }
    }
    out
}
