//! Papers to hand on: what a comparison shows, as a workbook or as one linked page.
//!
//! ```text
//! Pack { tables, tasks, sources } ─workbook─▶ .xlsx, a sheet a table, to sort and filter
//!                                 ─page─────▶ .html without script: 总览 → 任务 → 原文第 213 行
//! ```
//!
//! The caller says what stands in which cell; this crate knows how a file looks. The same pack
//! gives the same bytes: no clock is read. Differences are told by more than colour, since
//! offices print in black and white: added is bold and underlined, removed is struck through,
//! moved is underlined.
//!
//! What it deliberately does not do: compare, count, or choose words.

mod escape;
mod pack;
mod page;
mod workbook;

pub use pack::{Cell, Head, Pack, Piece, Row, Section, Source, Table, Task};
pub use page::page;
pub use workbook::workbook;

/// Why a paper could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A table is larger than the file format allows.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
