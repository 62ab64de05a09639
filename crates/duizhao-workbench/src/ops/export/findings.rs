//! 审查: the findings with both quotations, why, and what the reviewer said of them.

use std::fmt::Write as _;

use duizhao_export::{Cell, Head, Piece, Row, Table};

use super::{Shown, line_anchor, row_anchor};
use crate::api::review::{EvidenceSide, ReviewDetail};

/// Heads and widths, left to right.
const HEADS: [(&str, u16); 14] = [
    ("序号", 6),
    ("规划", 12),
    ("级别", 6),
    ("类型", 10),
    ("任务", 8),
    ("上级出处", 14),
    ("上级原文", 36),
    ("本规划出处", 14),
    ("本规划原文", 36),
    ("理由", 30),
    ("处理", 10),
    ("意见", 24),
    ("建议修改为", 30),
    ("编号", 12),
];

/// The table of findings.
pub(super) fn table(shown: &Shown<'_>) -> Table {
    let heads = HEADS.map(|(title, width)| Head {
        title: title.to_owned(),
        width,
        hidden: title == "编号",
    });
    let rows = shown.findings.iter().zip(1..);
    Table {
        name: "审查".to_owned(),
        on_page: true,
        heads: heads.into(),
        rows: rows
            .map(|(found, number)| row(shown, found, number))
            .collect(),
    }
}

fn row(shown: &Shown<'_>, found: &ReviewDetail, number: u32) -> Row {
    let suggestion = if found.item.verdict.as_deref() == Some("must_change") {
        found.suggestion.as_str()
    } else {
        ""
    };
    Row {
        cells: vec![
            Cell::number(number),
            Cell::text(&found.side.name),
            Cell::text(severity(&found.item.severity)),
            Cell::text(&found.item.flag.word),
            task(shown, found),
            place(shown, &found.base),
            Cell::text(quote(&found.base)),
            place(shown, &found.side),
            Cell::text(quote(&found.side)),
            Cell::text(&found.reason.zh),
            Cell::text(verdict(found)),
            Cell::text(&found.note),
            Cell::text(suggestion),
            Cell::text(&found.item.id),
        ],
    }
}

/// One finding as a line under its task.
pub(super) fn line(shown: &Shown<'_>, found: &ReviewDetail) -> Cell {
    let mut text = format!(
        "{} · {} · {}：{}",
        found.side.name,
        severity(&found.item.severity),
        found.item.flag.word,
        found.reason.zh
    );
    if found.item.verdict.is_some() {
        let _ = write!(text, "（{}）", verdict(found));
    }
    if !found.note.is_empty() {
        let _ = write!(text, " 意见：{}", found.note);
    }
    text.push(' ');
    let mut cell = place(shown, &found.side);
    cell.pieces.insert(0, Piece::plain(text));
    cell
}

fn task(shown: &Shown<'_>, found: &ReviewDetail) -> Cell {
    let number = found
        .item
        .row
        .as_deref()
        .and_then(|row| shown.numbers.get(row));
    number.map_or_else(
        || Cell::text("—"),
        |number| Cell::of(vec![Piece::link(number.to_string(), row_anchor(*number))]),
    )
}

fn place(shown: &Shown<'_>, side: &EvidenceSide) -> Cell {
    let column = shown
        .session
        .table
        .columns
        .iter()
        .position(|column| column.plan.as_str() == side.plan);
    let unit = side.unit.as_ref().map(|unit| unit.cite.as_str());
    let lines = side.lines.or(side.unit.as_ref().map(|unit| unit.lines));
    match (column, lines) {
        (Some(at), Some((first, _))) => {
            let text = format!("{} 第{first}行", unit.unwrap_or_default());
            Cell::of(vec![Piece::link(text.trim_start(), line_anchor(at, first))])
        }
        _ => Cell::text(unit.unwrap_or("—")),
    }
}

/// The clause at issue, without what stands around it.
fn quote(side: &EvidenceSide) -> String {
    let said: String = side
        .runs
        .iter()
        .filter(|run| run.weight != "context")
        .map(|run| run.text.as_str())
        .collect();
    if said.is_empty() {
        let absence = side.absence.as_ref();
        absence.map_or_else(|| "—".to_owned(), |why| why.zh.clone())
    } else {
        said
    }
}

fn severity(word: &str) -> &'static str {
    match word {
        "high" => "重",
        "medium" => "中",
        "low" => "轻",
        _ => "提示",
    }
}

fn verdict(found: &ReviewDetail) -> &'static str {
    if found.item.stale {
        return "审后有变";
    }
    match found.item.verdict.as_deref() {
        Some("must_change") => "要求修改",
        Some("for_reference") => "供参考",
        Some("acceptable") => "可接受",
        Some("false_alarm") => "误报",
        _ => "未处理",
    }
}
