//! 概览 and 覆盖: how much each plan carries, and what it has for each task.

use duizhao_core::present::{Cell as Held, Presence};
use duizhao_export::{Cell, Head, Piece, Row, Table};

use super::{Shown, row_anchor};
use crate::cite::cite;
use crate::views::parts;

/// A row a plan: rates and counts of findings.
pub(super) fn plans(shown: &Shown<'_>) -> Table {
    let heads = [
        ("规划", 20),
        ("承接率", 10),
        ("照搬率", 10),
        ("重", 6),
        ("中", 6),
        ("轻", 6),
        ("提示", 6),
    ];
    let others = shown
        .session
        .table
        .columns
        .iter()
        .filter(|column| !column.is_base);
    let rows = others.map(|column| {
        let count = |severity: &str| {
            let of = shown
                .findings
                .iter()
                .filter(|f| f.item.plan == column.plan.as_str() && f.item.severity == severity);
            Cell::number(of.count() as u32)
        };
        let rate = |rate: Option<duizhao_core::model::Rate>| {
            rate.map_or_else(|| Cell::text("—"), |rate| Cell::percent(rate.value()))
        };
        let mut cells = vec![
            Cell::text(parts::name(shown.session, &column.plan)),
            rate(column.carried),
            rate(column.copied),
        ];
        cells.extend(["high", "medium", "low", "info"].map(count));
        Row { cells }
    });
    Table {
        name: "概览".to_owned(),
        on_page: true,
        heads: heads.map(|(title, width)| head(title, width)).into(),
        rows: if shown.session.base.is_some() {
            rows.collect()
        } else {
            Vec::new()
        },
    }
}

/// A row a task, a column a plan: ● 有, ◐ 部分, ○ 无, ＋ 新增.
pub(super) fn coverage(shown: &Shown<'_>) -> Table {
    let mut heads = vec![head("序号", 6), head("出处", 10), head("任务事项", 30)];
    let columns = &shown.session.table.columns;
    heads.extend(
        columns
            .iter()
            .map(|c| head(&parts::name(shown.session, &c.plan), 22)),
    );
    let rows = shown.rows.iter().map(|(row, _)| {
        let place = row
            .base_path
            .as_ref()
            .map_or_else(|| "＋".to_owned(), |p| cite(p.as_str()));
        let mut cells = vec![
            Cell::number(row.number),
            Cell::text(place),
            Cell::of(vec![Piece::link(&row.topic, row_anchor(row.number))]),
        ];
        let added = shown.session.base.is_some() && row.base_path.is_none();
        cells.extend(row.cells.iter().map(|cell| Cell::text(held(cell, added))));
        Row { cells }
    });
    Table {
        name: "覆盖".to_owned(),
        on_page: true,
        heads,
        rows: rows.collect(),
    }
}

fn head(title: &str, width: u16) -> Head {
    Head {
        title: title.to_owned(),
        width,
        hidden: false,
    }
}

fn held(cell: &Held, added_row: bool) -> String {
    let sign = match cell.presence {
        Presence::Full => "● 有",
        Presence::Partial => "◐ 部分",
        Presence::Absent if added_row => return "—".to_owned(),
        Presence::Absent => "○ 无（已核）",
        Presence::Added => "＋ 新增",
    };
    let mut words = vec![sign.to_owned()];
    words.extend(cell.units.first().map(|unit| cite(unit.path.as_str())));
    words.extend(cell.target.clone());
    words.extend(cell.flags.iter().map(|flag| flag.word.clone()));
    words.join(" · ")
}
