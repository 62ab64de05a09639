//! 主要指标对照: an indicator a row, the original strings kept, compared in words.

use duizhao_export::{Cell, Head, Row, Table};

use super::Shown;
use crate::api::targets::{IndicatorCell, IndicatorRow};
use crate::views::{parts, targets};

/// The table of indicators.
pub(super) fn table(shown: &Shown<'_>) -> Table {
    let view = targets::view(shown.workbench, shown.session);
    let head = |title: String, width| Head {
        title,
        width,
        hidden: false,
    };
    let mut heads = vec![
        head("序号".to_owned(), 6),
        head("指标".to_owned(), 30),
        head("单位".to_owned(), 8),
        head("属性".to_owned(), 10),
    ];
    for (column, years) in shown.session.table.columns.iter().zip(&view.years) {
        let name = parts::name(shown.session, &column.plan);
        let year = |pick: fn((u16, u16)) -> u16| {
            years.map_or_else(String::new, |y| format!("（{}年）", pick(y)))
        };
        heads.push(head(format!("{name}基期{}", year(|y| y.0)), 12));
        heads.push(head(format!("{name}目标{}", year(|y| y.1)), 14));
        if !column.is_base {
            heads.push(head(format!("{name}比较"), 10));
        }
    }
    let mut rows = Vec::new();
    for group in &view.groups {
        for row in &group.rows {
            rows.push(self::row(
                shown,
                rows.len() as u32 + 1,
                attribute_word(&group.kind),
                row,
            ));
        }
    }
    Table {
        name: "指标".to_owned(),
        on_page: true,
        heads,
        rows,
    }
}

fn row(shown: &Shown<'_>, number: u32, attribute: &str, row: &IndicatorRow) -> Row {
    let mut cells = vec![
        Cell::number(number),
        Cell::text(&row.name),
        Cell::text(row.unit.as_deref().unwrap_or_default()),
        Cell::text(attribute),
    ];
    for (column, cell) in shown.session.table.columns.iter().zip(&row.cells) {
        cells.push(Cell::text(cell.baseline.as_deref().unwrap_or("—")));
        cells.push(Cell::text(target(cell)));
        if !column.is_base {
            cells.push(Cell::text(comparison(cell)));
        }
    }
    Row { cells }
}

/// The word of a group of indicators.
fn attribute_word(kind: &str) -> &'static str {
    match kind {
        "binding" => "约束性",
        "anticipatory" => "预期性",
        "unranked" => "未注明属性",
        _ => "基准没有",
    }
}

fn target(cell: &IndicatorCell) -> String {
    let value = cell.target.as_deref().unwrap_or("—");
    match &cell.unit {
        Some(unit) => format!("{value}（{unit}）"),
        None => value.to_owned(),
    }
}

/// How a target stands to the base's, in the words of the official table.
fn comparison(cell: &IndicatorCell) -> &'static str {
    match cell.comparison.as_deref() {
        Some("higher") => "高于",
        Some("same") => "持平",
        Some("lower") => "低于",
        Some("incomparable") => "不可比",
        Some("missing") => "缺",
        Some("added") => "新增",
        _ => "—",
    }
}
