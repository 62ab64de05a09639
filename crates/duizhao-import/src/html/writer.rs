//! The text of a page: blocks are lines, rows of tables are lines of cells parted by tabs.

use std::collections::BTreeMap;

use ego_tree::iter::Edge;
use scraper::Node;

use super::{Element, attribute, is_cell, is_chrome, labels, name, walk};

/// Blanks in a row that are kept: two part a heading from its text in a flattened box.
const BLANKS: usize = 4;
/// A cell with so many paragraphs is no cell of a table of figures: the page is laid out with it.
const LAYOUT: usize = 6;

/// Writes lines.
#[derive(Default)]
pub(super) struct Writer {
    lines: Vec<String>,
    line: String,
    /// How many white characters stand before the next one.
    blank: usize,
    /// It holds a line end, which is layout of the source between Chinese characters.
    wrapped: bool,
    wraps_at_blanks: bool,
    cells: usize,
    preformatted: usize,
    /// Open tables, innermost last.
    tables: Vec<Table>,
}

/// An open table: cells that reach down into rows below.
#[derive(Default)]
struct Table {
    /// The place of the next cell in its row.
    column: usize,
    /// Rows that a cell above still covers, by place.
    covered: BTreeMap<usize, usize>,
}

impl Table {
    /// Passes the places that cells above cover; how many.
    fn pass_covered(&mut self) -> usize {
        let from = self.column;
        while self.covered.get(&self.column).is_some_and(|rows| *rows > 0) {
            *self.covered.entry(self.column).or_default() -= 1;
            self.column += 1;
        }
        self.column - from
    }
}

impl Writer {
    /// A writer for pages whose producer breaks lines only at blanks, or for others.
    pub(super) fn new(wraps_at_blanks: bool) -> Self {
        Writer {
            wraps_at_blanks,
            ..Writer::default()
        }
    }

    pub(super) fn element(&mut self, node: Element<'_>) {
        walk(node, |edge| {
            match edge {
                Edge::Open(node) if is_chrome(node) => return false,
                Edge::Open(node) => self.open(node),
                Edge::Close(node) => self.close(node),
            }
            true
        });
    }

    fn open(&mut self, node: Element<'_>) {
        if let Node::Text(text) = node.value() {
            self.text(text);
            return;
        }
        match name(node) {
            "br" if self.cells == 0 => self.end_line(),
            "pre" => self.preformatted += 1,
            "td" | "th" if is_layout(node) => self.end_line(),
            "td" | "th" => self.open_cell(node),
            "tr" if self.cells == 0 => {
                self.end_line();
                if let Some(table) = self.tables.last_mut() {
                    table.column = 0;
                }
            }
            "table" if self.cells == 0 => {
                self.end_line();
                self.tables.push(Table::default());
            }
            "li" => {
                if self.cells == 0 {
                    self.end_line();
                }
                self.line.push_str(&labels::of(node));
            }
            other if is_block(other) && self.cells == 0 => self.end_line(),
            _ => {}
        }
    }

    fn open_cell(&mut self, node: Element<'_>) {
        if self.cells == 0
            && let Some(table) = self.tables.last_mut()
        {
            let first = table.column == 0;
            let passed = table.pass_covered();
            let tabs = if first { passed } else { passed + 1 };
            self.line.push_str(&"\t".repeat(tabs));
            let span = number(node, "colspan");
            let below = number(node, "rowspan") - 1;
            for column in table.column..table.column + span {
                table.covered.insert(column, below);
            }
            table.column += span;
        } else if node.prev_siblings().any(is_cell) {
            // A table within a cell.
            self.line.push(' ');
        }
        (self.blank, self.wrapped) = (0, false);
        self.cells += 1;
    }

    fn close(&mut self, node: Element<'_>) {
        match name(node) {
            "td" | "th" if is_layout(node) => self.end_line(),
            "td" | "th" => {
                self.cells = self.cells.saturating_sub(1);
                if self.cells == 0 {
                    self.line
                        .push_str(&"\t".repeat(number(node, "colspan") - 1));
                }
            }
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.end_line();
            }
            "table" if self.cells == 0 => {
                self.end_line();
                self.tables.pop();
            }
            other if is_block(other) && self.cells == 0 => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 && self.cells == 0 => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    self.blank += 1;
                    self.wrapped |= matches!(c, '\n' | '\r');
                }
                _ => {
                    let last = self.line.chars().next_back().filter(|l| *l != '\t');
                    let latin = c.is_ascii_graphic() || last.is_some_and(|l| l.is_ascii_graphic());
                    let kept = match (self.blank, self.wrapped) {
                        (0, _) => 0,
                        (run, true) if self.wraps_at_blanks => run.min(2),
                        (_, true) => usize::from(latin),
                        (run, false) => run.min(BLANKS),
                    };
                    if last.is_some() {
                        self.line.push_str(&" ".repeat(kept));
                    }
                    (self.blank, self.wrapped) = (0, false);
                    self.line.push(c);
                }
            }
        }
    }

    pub(super) fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        (self.blank, self.wrapped) = (0, false);
        let line = line.trim_end();
        if !line.trim().is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.end_line();
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

/// True for a cell that the page is laid out with: it holds a table, or a text of its own.
pub(super) fn is_layout(cell: Element<'_>) -> bool {
    let mut paragraphs = 0;
    for node in cell.descendants().skip(1) {
        match name(node) {
            "table" => return true,
            "p" | "br" | "li" | "h1" | "h2" | "h3" | "h4" => paragraphs += 1,
            _ => {}
        }
        if paragraphs >= LAYOUT {
            return true;
        }
    }
    false
}

/// A span, as tables of figures have them.
fn number(node: Element<'_>, wanted: &str) -> usize {
    let said = attribute(node, wanted).and_then(|number| number.trim().parse().ok());
    said.unwrap_or(1_usize).clamp(1, 64)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "thead"
            | "tbody"
            | "section"
            | "article"
            | "header"
            | "main"
            | "blockquote"
            | "pre"
            | "hr"
            | "center"
            | "form"
            | "fieldset"
            | "body"
            | "caption"
            | "figure"
            | "figcaption"
    )
}
