//! The table of indicators and prose targets (指标).

use std::collections::BTreeSet;

use duizhao_core::model::{
    Deviation, DeviationKind, Indicator, IndicatorAttribute, Plan, PlanId, Quantity, Target,
};
use duizhao_core::present::{Cell, Facts, Row, StatedTarget};

use crate::api::page::Cutter;
use crate::api::targets::{
    IndicatorCell, IndicatorGroup, IndicatorRow, ProseTargetCell, ProseTargetRow, TargetsView,
};
use crate::api::to_contract::lines;
use crate::messages::Text;
use crate::ops::session::Session;
use crate::views::parts;
use crate::views::synopsis::comparison;
use crate::workbench::Workbench;

/// Names that share this part of their character pairs are one indicator.
const SAME_NAME: f64 = 0.6;

/// Builds the table: the base's indicators in their order, then what only others have.
pub(crate) fn view(workbench: &Workbench, session: &Session) -> TargetsView {
    let plans: Vec<&Plan> = (0..session.table.columns.len())
        .map(|at| session.plan(at))
        .collect();
    let found: Vec<Found<'_>> = plans
        .iter()
        .map(|plan| found_of(session, &plan.id))
        .collect();
    let rows = indicator_rows(&found, &plans);
    let kinds = [
        ("binding", Some(IndicatorAttribute::Binding)),
        ("anticipatory", Some(IndicatorAttribute::Anticipatory)),
        ("unranked", None),
    ];
    let with_base = session.base.is_some();
    let is_added = |row: &Matched<'_>| with_base && row.cells[0].is_none();
    let mut groups = Vec::new();
    for (kind, attribute) in kinds {
        let of_kind = rows
            .iter()
            .filter(|row| !is_added(row) && row.attribute() == attribute);
        groups.push(group(&found, &plans, kind, of_kind));
    }
    groups.push(group(
        &found,
        &plans,
        "added",
        rows.iter().filter(|r| is_added(r)),
    ));
    groups.retain(|group| !group.rows.is_empty());
    let prose = prose(workbench, session);
    let of_tables = groups.iter().map(|group| group.rows.len()).sum::<usize>();
    TargetsView {
        total: (of_tables + prose.len()) as u32,
        columns: parts::columns(session),
        years: plans.iter().map(|plan| years(plan)).collect(),
        groups,
        prose,
        notes: notes(session, &plans),
    }
}

/// Of the rows those from row `from` on that one answer holds.
pub(crate) fn window(mut view: TargetsView, from: u32) -> TargetsView {
    let mut cutter = Cutter::at(from);
    for group in &mut view.groups {
        cutter.cut(&mut group.rows);
    }
    cutter.cut(&mut view.prose);
    view.groups.retain(|group| !group.rows.is_empty());
    view
}

/// An indicator over the plans.
struct Matched<'a> {
    cells: Vec<Option<&'a Indicator>>,
}

impl<'a> Matched<'a> {
    fn first(&self) -> &'a Indicator {
        self.cells
            .iter()
            .flatten()
            .next()
            .expect("a row has an indicator")
    }

    fn attribute(&self) -> Option<IndicatorAttribute> {
        self.first().attribute
    }
}

/// Indicators of all plans, the same ones on one row: those that the comparison holds against each
/// other, and besides what has nearly one name, but for what the comparison keeps apart.
fn indicator_rows<'a>(found: &[Found<'_>], plans: &[&'a Plan]) -> Vec<Matched<'a>> {
    let mut rows: Vec<Matched<'a>> = Vec::new();
    for (column, plan) in plans.iter().enumerate() {
        let found = found[column].as_deref();
        let mut rated = Vec::new();
        for (at, indicator) in plan.indicators.iter().enumerate() {
            for (row, matched) in rows.iter().enumerate() {
                let of_base = found.zip(matched.cells[0]);
                let share = match of_base.and_then(|(found, base)| held(found, base, indicator)) {
                    Some(true) => f64::INFINITY,
                    Some(false) => 0.0,
                    None => alike(&indicator.name.value, &matched.first().name.value),
                };
                if share >= SAME_NAME {
                    rated.push((share, row, at));
                }
            }
        }
        rated.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
        });
        let mut placed: BTreeSet<usize> = BTreeSet::new();
        for (_, row, at) in rated {
            if rows[row].cells[column].is_none() && placed.insert(at) {
                rows[row].cells[column] = Some(&plan.indicators[at]);
            }
        }
        for (at, indicator) in plan.indicators.iter().enumerate() {
            if !placed.contains(&at) {
                let mut cells = vec![None; plans.len()];
                cells[column] = Some(indicator);
                rows.push(Matched { cells });
            }
        }
    }
    rows
}

/// What was found of a plan's indicators against the base; none where there is no base, or it has not
/// been compared.
type Found<'a> = Option<Vec<&'a Deviation>>;

fn found_of<'a>(session: &'a Session, plan: &PlanId) -> Found<'a> {
    let comparison = session.comparison.as_ref()?;
    let found = comparison.plans.iter().find(|found| &found.plan == plan)?;
    let about = found.deviations.iter();
    Some(about.filter(|found| found.indicator.is_some()).collect())
}

/// What holds an indicator of the base against something of the plan.
fn against<'a>(found: &[&'a Deviation], base: &Indicator) -> impl Iterator<Item = &'a Deviation> {
    let lines = Some(base.lines);
    let found = found.iter().copied();
    found.filter(move |found| found.base.lines == lines && found.plan.lines.is_some())
}

/// Whether the comparison takes both for one indicator; none where it says nothing of either.
fn held(found: &[&Deviation], base: &Indicator, own: &Indicator) -> Option<bool> {
    let mut against = against(found, base).peekable();
    if against.peek().is_some() {
        return Some(against.any(|found| found.plan.lines == Some(own.lines)));
    }
    let added = found.iter().any(|found| {
        found.kind == DeviationKind::IndicatorAdded && found.plan.lines == Some(own.lines)
    });
    (added || lacks(found, base)).then_some(false)
}

/// True where the plan has the base's indicator neither in its table nor in its prose.
fn lacks(found: &[&Deviation], base: &Indicator) -> bool {
    found.iter().any(|found| {
        found.kind == DeviationKind::IndicatorMissing && found.base.lines == Some(base.lines)
    })
}

/// The target of the prose that the comparison holds against an indicator of the base.
fn in_prose<'a>(
    plan: &'a Plan,
    found: &[&Deviation],
    base: &Indicator,
) -> Option<(&'a Target, String)> {
    against(found, base).find_map(|found| {
        let quote = found.plan.quote.as_deref()?;
        let stated = |target: &&Target| {
            found.plan.unit.as_ref() == Some(&target.unit) && target.quote == quote
        };
        let target = plan.targets.iter().find(stated)?;
        Some((target, found.gained.first()?.clone()))
    })
}

/// The share of character pairs two names have in common, 0 to 1.
fn alike(a: &str, b: &str) -> f64 {
    let pairs = |name: &str| -> BTreeSet<(char, char)> {
        let kept: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
        kept.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    let shared = a.intersection(&b).count();
    if a.is_empty() || b.is_empty() {
        0.0
    } else {
        2.0 * shared as f64 / (a.len() + b.len()) as f64
    }
}

fn group<'a, 'p: 'a>(
    found: &[Found<'_>],
    plans: &[&Plan],
    kind: &str,
    rows: impl Iterator<Item = &'a Matched<'p>>,
) -> IndicatorGroup {
    let rows = rows
        .enumerate()
        .map(|(at, row)| indicator_row(found, plans, kind, at, row));
    IndicatorGroup {
        kind: kind.to_owned(),
        rows: rows.collect(),
    }
}

fn indicator_row(
    found: &[Found<'_>],
    plans: &[&Plan],
    kind: &str,
    at: usize,
    row: &Matched<'_>,
) -> IndicatorRow {
    let first = row.first();
    let cells: Vec<IndicatorCell> = plans
        .iter()
        .zip(found)
        .zip(&row.cells)
        .map(|((plan, found), cell)| {
            indicator_cell(found.as_deref(), plan, first, row.cells[0], *cell)
        })
        .collect();
    let drawn = cells
        .iter()
        .filter(|cell| cell.target_value.is_some())
        .count();
    let units: BTreeSet<&Option<String>> = row.cells.iter().flatten().map(|i| &i.unit).collect();
    let not_drawn = match (units.len(), drawn) {
        (2.., _) => Some(Text::new(
            "计量单位不同，不可比",
            "different units of measure",
        )),
        (_, 0) => Some(Text::new("目标是文字", "worded targets")),
        _ => None,
    };
    IndicatorRow {
        id: format!("{kind}-{at}"),
        name: first.name.value.clone(),
        unit: first.unit.clone(),
        cells,
        not_drawn,
        row: None,
    }
}

fn indicator_cell(
    found: Option<&[&Deviation]>,
    plan: &Plan,
    first: &Indicator,
    base: Option<&Indicator>,
    own: Option<&Indicator>,
) -> IndicatorCell {
    let compared = found.and_then(|found| compared(found, plan, base, own));
    if let (Some(found), Some(base), None) = (found, base, own)
        && let Some((target, value)) = in_prose(plan, found, base)
    {
        return IndicatorCell {
            target: Some(value),
            unit: Some(&target.quantity.unit)
                .filter(|unit| Some(*unit) != base.unit.as_ref())
                .cloned(),
            target_value: target.quantity.value.to_string().parse().ok(),
            comparison: compared.map(str::to_owned),
            prose: parts::unit_of(plan, &target.unit),
            lines: Some(lines(target.lines)),
            ..IndicatorCell::default()
        };
    }
    let value = |value: &Option<(_, Quantity)>| {
        value
            .as_ref()
            .and_then(|(_, quantity)| quantity.value.to_string().parse::<f64>().ok())
    };
    IndicatorCell {
        own_name: own
            .map(|own| own.name.value.clone())
            .filter(|name| *name != first.name.value),
        baseline: own.and_then(|own| own.baseline.clone()),
        target: own.map(|own| own.target.clone()),
        unit: own.and_then(|own| own.unit.clone().filter(|_| own.unit != first.unit)),
        baseline_value: own.and_then(|own| value(&own.baseline_value)),
        target_value: own.and_then(|own| value(&own.target_value)),
        other_year: own.and_then(|own| {
            own.target_year
                .filter(|_| own.target_year != first.target_year)
        }),
        comparison: compared.map(str::to_owned),
        prose: None,
        lines: own.map(|own| lines(own.lines)),
    }
}

/// How a plan's indicator, or its prose, stands to the base's indicator, as the comparison found.
fn compared(
    found: &[&Deviation],
    plan: &Plan,
    base: Option<&Indicator>,
    own: Option<&Indicator>,
) -> Option<&'static str> {
    let base = match (base, own) {
        (Some(base), None) if plan.indicators.is_empty() || lacks(found, base) => {
            return Some("missing");
        }
        (Some(base), _) => base,
        (None, Some(_)) => return Some("added"),
        (None, None) => return None,
    };
    let kinds: BTreeSet<DeviationKind> = against(found, base).map(|found| found.kind).collect();
    let has = |kind| kinds.contains(&kind);
    Some(if has(DeviationKind::MeasureChanged) {
        "incomparable"
    } else if has(DeviationKind::TargetLowered) {
        "lower"
    } else if has(DeviationKind::TargetRaised) {
        "higher"
    } else {
        "same"
    })
}

fn years(plan: &Plan) -> Option<(u16, u16)> {
    let of = |year: fn(&Indicator) -> Option<u16>| plan.indicators.iter().find_map(year);
    of(|indicator| indicator.baseline_year).zip(of(|indicator| indicator.target_year))
}

/// Rows whose base or plans state a target in the prose.
fn prose(workbench: &Workbench, session: &Session) -> Vec<ProseTargetRow> {
    let all = session.facts(workbench);
    let rows = session.table.rows.iter().zip(all);
    let stating = rows.filter(|(_, facts)| facts.iter().any(|f| stated(f).next().is_some()));
    stating.map(|(row, facts)| prose_row(row, facts)).collect()
}

/// The targets that a column itself states.
fn stated(facts: &Facts) -> impl Iterator<Item = &StatedTarget> {
    use duizhao_core::present::TargetComparison::Missing;
    facts
        .targets
        .iter()
        .filter(|target| target.comparison != Some(Missing))
}

fn prose_row(row: &Row, facts: &[Facts]) -> ProseTargetRow {
    let cells = row.cells.iter().zip(facts);
    ProseTargetRow {
        id: format!("prose-{}", row.id),
        row: row.id.clone(),
        topic: row.topic.clone(),
        cells: cells.map(|(cell, facts)| prose_cell(cell, facts)).collect(),
    }
}

fn prose_cell(cell: &Cell, facts: &Facts) -> ProseTargetCell {
    let target = stated(facts).next();
    let quote = target
        .map(|target| target.quote.clone())
        .unwrap_or_default();
    let (start, end) = target.map_or((0, 0), |target| value_in(&quote, &target.value));
    let missing = facts.targets.iter().find_map(|target| target.comparison);
    let compared = target.map_or(missing, |target| target.comparison);
    let note = match (target, cell.units.is_empty()) {
        (Some(_), _) => None,
        (None, true) => Some(Text::new("未涉及", "silent")),
        (None, false) => Some(Text::new("未写数量", "no amount")),
    };
    ProseTargetCell {
        place: cell.units.first().map(parts::unit),
        quote,
        start,
        end,
        comparison: compared.map(|c| comparison(c).to_owned()),
        note,
        lines: target.map(|target| lines(target.lines)),
    }
}

/// Where the figure of `value` (≥99%) stands in `quote`, in characters; nothing for a worded one.
fn value_in(quote: &str, value: &str) -> (u32, u32) {
    let (quote, places) = duizhao_store::visible(quote);
    let quote: Vec<char> = quote.chars().collect();
    let value = duizhao_store::fold(value);
    let figure: Vec<char> = value
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let at = quote
        .windows(figure.len().max(1))
        .position(|window| window == figure);
    at.map_or((0, 0), |at| (places[at], places[at + figure.len() - 1] + 1))
}

fn notes(session: &Session, plans: &[&Plan]) -> Vec<Text> {
    let without: Vec<String> = plans
        .iter()
        .filter(|plan| plan.indicators.is_empty())
        .map(|plan| parts::name(session, &plan.id))
        .collect();
    if without.is_empty() {
        return Vec::new();
    }
    if without.len() == plans.len() && plans.len() > 1 {
        return vec![Text::new(
            "所选规划都没有指标表，目标见正文",
            "No plan has an indicator table; targets are those of the text",
        )];
    }
    vec![Text::new(
        format!("{}没有指标表，目标见下方正文", without.join("、")),
        format!(
            "No indicator table in {}; targets of the text are below",
            without.join("、")
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_indicators_are_alike_and_others_are_not() {
        assert!(alike("残疾人基本康复服务覆盖率", "基本康复服务覆盖率") >= SAME_NAME);
        assert!(alike("残疾人基本康复服务覆盖率", "残疾人基本型辅助器具适配率") < SAME_NAME);
        assert!(alike("", "托养") < SAME_NAME);
    }

    #[test]
    fn the_figure_is_found_in_either_width() {
        assert_eq!(value_in("参保率均达９９％以上", "≥99%"), (5, 7));
        assert_eq!(value_in("动态清零", "0"), (0, 0));
        assert_eq!(value_in("", "≥99%"), (0, 0));
    }
}
