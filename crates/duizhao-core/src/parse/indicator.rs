//! Rows of indicator tables as indicators (指标).

use rust_decimal::Decimal;

use crate::model::{
    Comparator, Indicator, IndicatorAttribute, Origin, Quantity, Sourced, UnitPath,
};
use crate::parse::annex::spans;
use crate::parse::block::squash;
use crate::parse::label::{digit_value, is_blank, read_label};
use crate::parse::layout::Layout;
use crate::parse::table::{Role, Row, Table, is_value};
use crate::text::{LineRange, Span};

/// Reads the rows of an indicator table that the unit at `path` holds.
pub(crate) fn read_indicators(
    layout: &Layout,
    table: &Table,
    path: &UnitPath,
    period_end: Option<u16>,
) -> Vec<Indicator> {
    table
        .rows
        .iter()
        .filter_map(|row| read_row(layout, table, row, path, period_end))
        .collect()
}

fn read_row(
    layout: &Layout,
    table: &Table,
    row: &Row,
    path: &UnitPath,
    period_end: Option<u16>,
) -> Option<Indicator> {
    let cell = |wanted: fn(&Role) -> bool| -> (Vec<Span>, String, Option<Role>) {
        let at = table.roles.iter().position(wanted);
        let places = at
            .and_then(|at| row.cells.get(at))
            .map(|c| spans(layout, c))
            .unwrap_or_default();
        let text: String = places.iter().map(|s| layout.text.slice(*s)).collect();
        (places, text.trim().to_owned(), at.map(|at| table.roles[at]))
    };
    let (places, raw_name, _) = cell(|r| matches!(r, Role::Name));
    let (name, bracket_unit) = split_name(&raw_name);
    if name.is_empty() {
        return None;
    }
    let (_, target_raw, target_role) = cell_last(layout, table, row);
    let (_, baseline_raw, baseline_role) = cell(|r| matches!(r, Role::Baseline(_)));
    let (_, attribute_raw, _) = cell(|r| matches!(r, Role::Attribute));
    let (_, unit_raw, _) = cell(|r| matches!(r, Role::Unit));
    let (target, percent) = strip_percent(&target_raw);
    let baseline = Some(strip_percent(&baseline_raw).0).filter(|text| !is_dash(text));
    let unit = bracket_unit
        .or_else(|| Some(unit_raw).filter(|u| !u.is_empty() && !is_dash(u)))
        .or_else(|| (percent || strip_percent(&baseline_raw).1).then(|| "%".to_owned()));
    let span = places.first().zip(places.last()).map(|(a, b)| Span {
        start: a.start,
        end: b.end,
    });
    let measured = |text: &str| read_value(text, unit.as_deref());
    Some(Indicator {
        name: Sourced {
            value: name,
            span,
            origin: Origin::Read,
        },
        baseline_year: baseline.as_ref().and(year(baseline_role)),
        target_year: year(target_role).or(period_end),
        target_value: measured(&target),
        baseline_value: baseline.as_deref().and_then(measured),
        unit,
        baseline,
        target,
        attribute: read_attribute(&attribute_raw),
        lines: LineRange::new(row.first_line, row.last_line),
        table: path.clone(),
    })
}

/// The last target column: a plan may have interim years.
fn cell_last(layout: &Layout, table: &Table, row: &Row) -> (Vec<Span>, String, Option<Role>) {
    let at = table
        .roles
        .iter()
        .rposition(|r| matches!(r, Role::Target(_)));
    let places = at
        .and_then(|at| row.cells.get(at))
        .map(|c| spans(layout, c))
        .unwrap_or_default();
    let text: String = places.iter().map(|s| layout.text.slice(*s)).collect();
    (places, text.trim().to_owned(), at.map(|at| table.roles[at]))
}

fn year(role: Option<Role>) -> Option<u16> {
    match role {
        Some(Role::Target(year) | Role::Baseline(year)) => year,
        _ => None,
    }
}

/// Takes number and unit off a name: 「4. 养老保险参保率（%）」.
fn split_name(raw: &str) -> (String, Option<String>) {
    let mut name = raw.trim_matches(is_blank);
    if let Some(label) = read_label(name) {
        name = name[label.len..].trim_start_matches(is_blank);
    } else {
        let digits = name.trim_start_matches(|c| digit_value(c).is_some());
        let rest = digits.trim_start_matches(['.', '．', '、']);
        // Of 「1.」 the number may be lost.
        if rest.len() < digits.len() {
            name = rest.trim_start_matches(is_blank);
        }
    }
    let bracket = name
        .strip_suffix(['）', ')'])
        .and_then(|body| body.rfind(['（', '(']).map(|at| (at, body)));
    if let Some((at, body)) = bracket {
        let inner = body[at..]
            .trim_start_matches(['（', '('])
            .trim_matches(is_blank);
        if is_unit(inner) {
            let unit = inner.replace('％', "%");
            return (name[..at].trim_end_matches(is_blank).to_owned(), Some(unit));
        }
    }
    (name.to_owned(), None)
}

fn is_unit(text: &str) -> bool {
    let length = text.chars().count();
    let ends = [
        "%", "％", "人", "户", "个", "元", "次", "亩", "家", "所", "件", "吨", "里", "处", "座",
        "名", "岁", "张", "米", "台", "辆", "万", "倍", "点", "天", "小时", "册", "项", "条", "分",
    ];
    (1..=8).contains(&length) && ends.iter().any(|end| text.ends_with(end)) && squash(text) != "个"
        || text == "个"
}

fn strip_percent(text: &str) -> (String, bool) {
    let bare = text.trim_end_matches(is_blank);
    match bare.strip_suffix(['%', '％']) {
        Some(rest) => (rest.trim_end_matches(is_blank).to_owned(), true),
        None => (bare.to_owned(), false),
    }
}

fn is_dash(text: &str) -> bool {
    text.chars()
        .all(|c| is_blank(c) || matches!(c, '—' | '-' | '－' | '–' | '─' | '/' | '\\' | '…'))
}

fn read_attribute(text: &str) -> Option<IndicatorAttribute> {
    if text.contains("约束") {
        Some(IndicatorAttribute::Binding)
    } else if text.contains("预期") {
        Some(IndicatorAttribute::Anticipatory)
    } else {
        None
    }
}

/// Reads ＞96, ≥99, 90以上, 8.5左右 as a bounded number.
fn read_value(text: &str, unit: Option<&str>) -> Option<(Comparator, Quantity)> {
    if !is_value(text) && !text.chars().any(|c| digit_value(c).is_some()) {
        return (text == "全覆盖").then(|| {
            (
                Comparator::Equal,
                Quantity {
                    value: Decimal::from(100),
                    unit: "%".to_owned(),
                },
            )
        });
    }
    let signs = [("&gt;", ">"), ("&lt;", "<"), ("&ge;", "≥"), ("&le;", "≤")];
    let packed = signs.iter().fold(squash(text), |text, (entity, sign)| {
        text.replace(entity, sign)
    });
    let digits: String = packed
        .chars()
        .skip_while(|c| digit_value(*c).is_none())
        .take_while(|c| digit_value(*c).is_some() || matches!(c, '.' | '．'))
        .map(|c| digit_value(c).map_or('.', |d| char::from(b'0' + d as u8)))
        .collect();
    let value: Decimal = digits.parse().ok()?;
    let words = packed
        .chars()
        .filter(|c| crate::parse::label::is_han(*c))
        .count();
    if words > 8 {
        return None;
    }
    let comparator = match () {
        () if packed.contains(['＞', '>'])
            || packed.contains("超过")
            || packed.contains("高于") && !packed.contains("不高于") =>
        {
            Comparator::Greater
        }
        () if packed.contains(['≥', '≧'])
            || packed.contains("以上")
            || packed.contains("不低于")
            || packed.contains("不少于")
            || packed.contains("至少") =>
        {
            Comparator::AtLeast
        }
        () if packed.contains(['＜', '<']) => Comparator::Less,
        () if packed.contains(['≤', '≦'])
            || packed.contains("以下")
            || packed.contains("以内")
            || packed.contains("不超过")
            || packed.contains("不高于") =>
        {
            Comparator::AtMost
        }
        () => Comparator::Equal,
    };
    Some((
        comparator,
        Quantity {
            value,
            unit: unit.unwrap_or_default().to_owned(),
        },
    ))
}
