//! `duizhao verify FILE`: nothing lost, nothing invented.

use std::fmt::Write as _;
use std::path::Path;

use duizhao_workbench::api::contract::Verification;
use duizhao_workbench::{Error, ReadOptions, Workbench};

use crate::commands::DONE;
use crate::output::Output;

/// Prints the figures.
pub(crate) fn run(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let figures = workbench.verify(file, options)?;
    output.print(&figures, |figures| table(figures, output));
    Ok(DONE)
}

fn table(figures: &Verification, output: &Output) -> String {
    let mut out = format!(
        "{}\n{} {:.4} · {} {} · {} {} · {} {}/{}\n",
        figures.file,
        output.word("覆盖", "coverage"),
        figures.coverage,
        output.word("丢字", "lost"),
        figures.lost,
        output.word("添字", "invented"),
        figures.invented,
        output.word("引文逐字", "quotes verbatim"),
        figures.quotes.right,
        figures.quotes.of,
    );
    for (what, count) in &figures.lines {
        let _ = writeln!(out, "  {what} {count}");
    }
    for fault in &figures.faults {
        let _ = writeln!(out, "! {fault}");
    }
    out
}
