//! What a paper is made of: tables of cells, tasks spelt out, and the texts they quote.
//!
//! ```text
//! Cell [“加强”][+“托养照护”][→ #p2-213]      a piece may be marked and may lead to an anchor
//! ```

use duizhao_core::present::{Mark, Run};

/// A paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pack {
    /// Its title: 《…规划》对照表.
    pub title: String,
    /// What the reader must know first: scope, how marks are read, what is not listed.
    pub notes: Vec<String>,
    /// The tables; each is a sheet of the workbook and a part of the page.
    pub tables: Vec<Table>,
    /// Every task spelt out; on the page only.
    pub tasks: Vec<Section>,
    /// The texts with line numbers; on the page only.
    pub sources: Vec<Source>,
}

/// A table with one row of heads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Short name, for the sheet and the list of parts: 任务对照.
    pub name: String,
    /// Whether the page has it too; a table that only repeats the tasks is for the workbook.
    pub on_page: bool,
    /// Heads, left to right.
    pub heads: Vec<Head>,
    /// Rows, top to bottom.
    pub rows: Vec<Row>,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// Its words.
    pub title: String,
    /// Width in characters of 0.
    pub width: u16,
    /// True for what only a program needs, as the stable id of a row.
    pub hidden: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Cells, one a head.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it says.
    pub pieces: Vec<Piece>,
    /// Its number, where the workbook should be able to sort and add.
    pub number: Option<f64>,
    /// True where the number is a share, shown in percent.
    pub percent: bool,
}

/// A piece of text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// How they differ from the base.
    pub mark: Mark,
    /// The anchor it leads to.
    pub link: Option<String>,
}

/// A chapter or section of the tasks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// A task spelt out: one grid, a column a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Task {
    /// Where links lead to it.
    pub anchor: String,
    /// Its heading: 12 加强托养服务.
    pub title: String,
    /// The grid; the first column names the kind of line.
    pub grid: Table,
    /// What is found wrong in it, a line each.
    pub findings: Vec<Cell>,
}

/// A text with its lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its place among the plans, from 0; line 7 of the second is `p1-7`.
    pub number: usize,
    /// Title of the plan.
    pub title: String,
    /// The file it came from.
    pub file: String,
    /// Lines, verbatim.
    pub lines: Vec<String>,
}

impl Cell {
    /// A cell that says `text`.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::of(vec![Piece::plain(text)])
    }

    /// A cell of pieces.
    pub fn of(pieces: Vec<Piece>) -> Self {
        Cell {
            pieces,
            ..Cell::default()
        }
    }

    /// A cell with a number.
    pub fn number(value: u32) -> Self {
        Cell {
            number: Some(f64::from(value)),
            ..Cell::text(value.to_string())
        }
    }

    /// A cell with a share.
    pub fn percent(value: f64) -> Self {
        Cell {
            number: Some(value),
            percent: true,
            ..Cell::text(format!("{:.1}%", value * 100.0))
        }
    }

    /// All it says.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

impl Piece {
    /// A piece without a mark.
    pub fn plain(text: impl Into<String>) -> Self {
        Piece {
            text: text.into(),
            mark: Mark::Same,
            link: None,
        }
    }

    /// A piece that leads to `anchor`.
    pub fn link(text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Piece {
            link: Some(anchor.into()),
            ..Piece::plain(text)
        }
    }
}

impl From<&Run> for Piece {
    fn from(run: &Run) -> Self {
        Piece {
            mark: run.mark,
            ..Piece::plain(run.text.clone())
        }
    }
}

/// The anchor of a line of a text.
pub(crate) fn line_anchor(source: usize, line: usize) -> String {
    format!("p{source}-{line}")
}
