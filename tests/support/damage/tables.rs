//! Tables that lost their shape: the cells of a row on one line, or in Markdown.

use super::Named;

pub(super) const ALL: [Named; 4] = [
    ("tables-rows-of-blanks", |text| {
        tables(text, |cells| cells.join("  "))
    }),
    ("tables-rows-of-tabs", |text| {
        tables(text, |cells| cells.join("\t"))
    }),
    ("tables-markdown", |text| {
        tables(text, |cells| format!("| {} |", cells.join(" | ")))
    }),
    ("tables-cells-on-lines", |text| {
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
            out.push(row(&flat_cells(line.trim())));
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
