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

/// What became of the lines: 「1,234 行: 1,221 归入条目, 13 页码; 遗漏 0 字」.
pub(crate) fn report(figures: &Verification, output: &Output) -> String {
    let fates: Vec<String> = figures
        .lines
        .iter()
        .map(|(what, count)| format!("{count} {}", fate(what, output)))
        .collect();
    format!(
        "{} {}: {}; {} {}",
        figures.lines.values().sum::<u32>(),
        output.word("行", "lines"),
        fates.join(", "),
        output.word("遗漏字数", "characters lost:"),
        figures.lost,
    )
}

fn fate<'a>(what: &'a str, output: &Output) -> &'a str {
    let zh = match what {
        "unit" => "归入条目",
        "toc" => "目录",
        "page_number" => "页码",
        "running_head" => "页眉",
        "web_chrome" => "网页文字",
        "notice" => "通知",
        "masthead" => "版头",
        "imprint" => "版记",
        "repeated" => "重复",
        "nowhere" => "未归入",
        other => other,
    };
    output.word(zh, what)
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
    let _ = writeln!(out, "{}", report(figures, output));
    for fault in &figures.faults {
        let _ = writeln!(out, "! {fault}");
    }
    out
}
