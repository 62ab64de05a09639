//! What a careful reader would look at again (读入提示): beside the units, never instead of them.

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;
use crate::model::{Issue, IssueCode, IssueSeverity, Mention, Plan, SkipReason, Unit, UnitKind};
use crate::text::LineRange;

/// Doubts about a plan that has been read, besides those of its outline; weightiest first.
pub(crate) fn doubts(plan: &Plan, lexicon: &Lexicon) -> Vec<Issue> {
    let mut issues = Vec::new();
    structure(plan, &mut issues);
    metadata(plan, &mut issues);
    let directory = lexicon.departments();
    // Most names stand in many units.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut unknown = |name| {
        let known = known.entry(name).or_insert_with(|| {
            !directory.canonical(name).is_empty()
                || directory.is_collective(name)
                || directory.is_government(name)
        });
        !*known
    };
    for unit in &plan.units {
        departments(plan, unit, &mut unknown, &mut issues);
        unread_table(plan, unit, &mut issues);
    }
    split_figures(plan, &mut issues);
    issues
}

fn issue(code: IssueCode, severity: IssueSeverity, detail: &str) -> Issue {
    Issue {
        code,
        severity,
        lines: None,
        detail: detail.to_owned(),
    }
}

fn structure(plan: &Plan, issues: &mut Vec<Issue>) {
    if plan.units.iter().all(|unit| unit.path.as_str() == "0") {
        issues.push(issue(IssueCode::NoStructure, IssueSeverity::Warning, ""));
    }
    let repeated = plan
        .skipped
        .iter()
        .filter(|skip| skip.why == SkipReason::Repeated);
    if let Some(lines) = repeated.map(|skip| skip.lines).reduce(LineRange::union) {
        issues.push(Issue {
            lines: Some(lines),
            ..issue(IssueCode::Repeated, IssueSeverity::Note, "")
        });
    }
}

fn metadata(plan: &Plan, issues: &mut Vec<Issue>) {
    let meta = &plan.meta;
    let mut missing = |absent: bool, what: &str| {
        if absent {
            issues.push(issue(IssueCode::MetaMissing, IssueSeverity::Doubt, what));
        }
    };
    missing(meta.title.is_none(), "规划名称");
    missing(meta.issue_date.is_none(), "成文日期");
    missing(meta.region.name.is_none() && meta.level.is_none(), "地区");
    let cut = meta
        .doc_number
        .as_ref()
        .is_some_and(|number| number.value.ends_with("〕号"));
    missing(cut, "发文字号的序号");
}

/// Names that stood without a separator, and names that nobody knows.
fn departments<'p>(
    plan: &Plan,
    unit: &'p Unit,
    unknown: &mut impl FnMut(&'p str) -> bool,
    issues: &mut Vec<Issue>,
) {
    let mut mentions: Vec<&Mention> = unit.responsibility.all().collect();
    mentions.sort_by_key(|mention| mention.span);
    for pair in mentions
        .windows(2)
        .filter(|pair| pair[0].span.end == pair[1].span.start)
    {
        issues.push(Issue {
            lines: Some(plan.text.lines_of(pair[1].span)),
            ..issue(
                IssueCode::DepartmentsSplit,
                IssueSeverity::Doubt,
                &format!("{}｜{}", pair[0].surface, pair[1].surface),
            )
        });
    }
    for mention in mentions {
        if unknown(&mention.surface) {
            issues.push(Issue {
                lines: Some(plan.text.lines_of(mention.span)),
                ..issue(
                    IssueCode::DepartmentUnknown,
                    IssueSeverity::Note,
                    &mention.surface,
                )
            });
        }
    }
}

/// Figures of two years that stood without anything between: one doubt for each table.
fn split_figures(plan: &Plan, issues: &mut Vec<Issue>) {
    let mut tables: BTreeMap<&str, Vec<(LineRange, String)>> = BTreeMap::new();
    for indicator in &plan.indicators {
        let (Some(place), Some(baseline)) = (indicator.name.span, &indicator.baseline) else {
            continue;
        };
        let after = plan.text.source_span(place).end as usize;
        let after: String = plan.text.source()[after..]
            .chars()
            .take(LONGEST_CELLS)
            .collect();
        let digit = |c: char| c.is_ascii_digit();
        let glued = baseline.ends_with(digit) && indicator.target.starts_with(digit);
        if glued && after.contains(&format!("{baseline}{}", indicator.target)) {
            let shown = format!("{baseline}｜{}", indicator.target);
            let rows = tables.entry(indicator.table.as_str()).or_default();
            rows.push((indicator.lines, shown));
        }
    }
    for rows in tables.into_values() {
        let lines = rows
            .iter()
            .map(|(lines, _)| *lines)
            .reduce(LineRange::union);
        let shown: Vec<String> = rows.into_iter().map(|(_, shown)| shown).collect();
        issues.push(Issue {
            lines,
            ..issue(
                IssueCode::FiguresSplit,
                IssueSeverity::Doubt,
                &shown.join("、"),
            )
        });
    }
}

/// The cells of a row after its name are not longer, in characters.
const LONGEST_CELLS: usize = 40;

/// A box that calls itself a table of indicators and gave none.
fn unread_table(plan: &Plan, unit: &Unit, issues: &mut Vec<Issue>) {
    let named = plan.title(unit).ends_with("主要指标") || plan.title(unit).ends_with("指标表");
    let read = plan
        .indicators
        .iter()
        .any(|indicator| indicator.table == unit.path);
    if unit.kind == UnitKind::Box && named && !read {
        issues.push(Issue {
            lines: Some(unit.lines),
            ..issue(
                IssueCode::TableRowUnread,
                IssueSeverity::Warning,
                plan.title(unit),
            )
        });
    }
}
