//! The source text of a plan, with what was read where.
//!
//! ```text
//! 12 | （一）加强托养服务。（责任单位：市残联）
//!      ^label ^title        ^tail      ^department
//! ```

use std::collections::{BTreeMap, BTreeSet};

use duizhao_core::align::commitments;
use duizhao_core::model::{Issue, IssueSeverity, Plan, Unit, UnitKind, UnitPath};
use duizhao_core::text::{LineRange, Span};

use crate::api::to_contract::lines;
use crate::api::view::{DoubtView, OutlineEntry, SourceLine, SourceMark, SourceView};
use crate::cite::cite;
use crate::error::Error;
use crate::messages::{Lang, issue_text};
use crate::ops::{inspect, library, read, verify};
use crate::reading::Reading;
use crate::workbench::Workbench;

/// At most this many lines go over at once.
const WINDOW: u32 = 200;

/// A plan with its source lines from line `from` on, 1-based, its outline and its doubts.
pub(crate) fn view(
    workbench: &Workbench,
    plan: &str,
    from: u32,
    count: u32,
) -> Result<SourceView, Error> {
    let reading = read::stored_at(workbench, plan)?;
    let card = library::card_of(workbench, plan)?;
    let plan = &reading.plan;
    let window = window(plan, from, count);
    let fates = fates(plan, LineRange::new(1, plan.text.line_count()));
    Ok(SourceView {
        plan: card,
        line_count: plan.text.line_count(),
        from: window.first,
        lines: lines_in(plan, window, &fates),
        outline: outline(workbench, plan),
        doubts: doubts(plan),
        tally: tally(plan, &fates),
        lost: lost(&reading),
    })
}

/// Source lines of a plan from line `from` on, 1-based, and nothing of the plan as a whole.
pub(crate) fn page(
    workbench: &Workbench,
    plan: &str,
    from: u32,
    count: u32,
) -> Result<Vec<SourceLine>, Error> {
    let reading = read::stored_at(workbench, plan)?;
    let window = window(&reading.plan, from, count);
    let fates = fates(&reading.plan, window);
    Ok(lines_in(&reading.plan, window, &fates))
}

/// At most [`WINDOW`] lines that are there.
fn window(plan: &Plan, from: u32, count: u32) -> LineRange {
    let line_count = plan.text.line_count();
    let from = from.clamp(1, line_count.max(1));
    let last = from
        .saturating_add(count.min(WINDOW))
        .saturating_sub(1)
        .min(line_count);
    LineRange::new(from, last)
}

fn lines_in(plan: &Plan, window: LineRange, fates: &BTreeMap<u32, Fate<'_>>) -> Vec<SourceLine> {
    let mut marks = marks(plan, window);
    (window.first..=window.last)
        .map(|number| line(plan, number, fates, marks.remove(&number)))
        .collect()
}

/// What became of a line.
#[derive(Debug, Clone, Copy)]
enum Fate<'a> {
    Unit(&'a Unit),
    Skipped(&'static str),
}

/// What became of each line of `window`; one of which only a part is skipped belongs to its unit.
fn fates(plan: &Plan, window: LineRange) -> BTreeMap<u32, Fate<'_>> {
    let seen = |of: LineRange| of.first.max(window.first)..=of.last.min(window.last);
    let mut fates = BTreeMap::new();
    let parents: BTreeSet<_> = plan
        .units
        .iter()
        .filter_map(|u| u.parent.as_ref())
        .collect();
    for unit in &plan.units {
        let leaf = (!parents.contains(&unit.path)).then_some(unit.lines);
        let Some(own) = unit.own_lines.or(leaf) else {
            continue;
        };
        fates.extend(seen(own).map(|number| (number, Fate::Unit(unit))));
    }
    for skipped in &plan.skipped {
        for number in seen(skipped.lines) {
            if skipped.text.is_none() || !fates.contains_key(&number) {
                fates.insert(number, Fate::Skipped(skipped.why.as_str()));
            }
        }
    }
    fates
}

fn line(
    plan: &Plan,
    number: u32,
    fates: &BTreeMap<u32, Fate<'_>>,
    marks: Option<Vec<SourceMark>>,
) -> SourceLine {
    let fate = fates.get(&number);
    let unit = match fate {
        Some(Fate::Unit(unit)) => Some(*unit),
        _ => None,
    };
    SourceLine {
        number,
        text: plan.text.source_line(number).to_owned(),
        unit: unit.map(|unit| unit.path.to_string()),
        starts_unit: unit.is_some_and(|unit| unit.lines.first == number),
        kind: unit.map(|unit| unit.kind.as_str().to_owned()),
        skipped: match fate {
            Some(Fate::Skipped(why)) => Some((*why).to_owned()),
            _ => None,
        },
        marks: marks.unwrap_or_default(),
    }
}

/// The marks of the lines in `window`, by line.
fn marks(plan: &Plan, window: LineRange) -> BTreeMap<u32, Vec<SourceMark>> {
    let mut found: Vec<(Span, &str, Option<String>)> = Vec::new();
    let near = |range: LineRange| range.first <= window.last && range.last >= window.first;
    for unit in plan.units.iter().filter(|unit| near(unit.lines)) {
        let label = unit.label.as_ref().and_then(|label| label.span);
        let title = unit.title.as_ref().and_then(|title| title.span);
        found.extend(label.map(|span| (span, "label", None)));
        found.extend(title.map(|span| (span, "title", None)));
        found.extend(unit.responsibility.tail.map(|span| (span, "tail", None)));
        for mention in unit.responsibility.all() {
            found.push((mention.span, "department", Some(mention.surface.clone())));
        }
    }
    for target in plan.targets.iter().filter(|target| near(target.lines)) {
        found.push((target.span, "target", Some(target.quote.clone())));
    }
    let mut marks: BTreeMap<u32, Vec<SourceMark>> = BTreeMap::new();
    for (span, kind, note) in found {
        place(
            plan,
            plan.text.source_span(span),
            kind,
            note.as_deref(),
            window,
            &mut marks,
        );
    }
    for skipped in plan.skipped.iter().filter(|skipped| near(skipped.lines)) {
        let Some(text) = &skipped.text else { continue };
        for number in skipped.lines.first..=skipped.lines.last {
            let start = plan.text.line_span(number).start as usize;
            if let Some(at) = plan.text.source_line(number).find(text.as_str()) {
                let span = Span::new(start + at, start + at + text.len());
                place(
                    plan,
                    span,
                    "skipped",
                    Some(skipped.why.as_str()),
                    window,
                    &mut marks,
                );
            }
        }
    }
    for of_line in marks.values_mut() {
        of_line.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end), mark.kind.clone()));
    }
    marks
}

/// Adds a mark for each line of `window` that the source bytes of `span` stand on.
fn place(
    plan: &Plan,
    span: Span,
    kind: &str,
    note: Option<&str>,
    window: LineRange,
    marks: &mut BTreeMap<u32, Vec<SourceMark>>,
) {
    let first = plan.text.line_at(span.start as usize).max(window.first);
    let last = plan
        .text
        .line_at((span.end as usize).saturating_sub(1))
        .min(window.last);
    for number in first..=last {
        let line = plan.text.line_span(number);
        let text = plan.text.source_line(number);
        let from = span.start.max(line.start) - line.start;
        let to = (span.end.min(line.end) - line.start).min(text.len() as u32);
        let Some(part) = text.get(from as usize..to as usize) else {
            continue;
        };
        let blank = part.len() - part.trim_start().len();
        let units = |bytes: &str| bytes.encode_utf16().count() as u32;
        let start = units(&text[..from as usize + blank]);
        let end = start + units(part.trim());
        if end > start {
            let (kind, note) = (kind.to_owned(), note.map(str::to_owned));
            marks.entry(number).or_default().push(SourceMark {
                start,
                end,
                kind,
                note,
            });
        }
    }
}

fn outline(workbench: &Workbench, plan: &Plan) -> Vec<OutlineEntry> {
    let matchable: BTreeSet<&UnitPath> = commitments(plan, workbench.segmenter())
        .map(|unit| &unit.path)
        .collect();
    let within = |unit: &Unit| {
        let of = |issue: &&Issue| {
            issue
                .lines
                .is_some_and(|at| unit.lines.first <= at.first && at.first <= unit.lines.last)
        };
        plan.issues.iter().filter(of).count() as u32
    };
    let entry = |unit: &Unit| OutlineEntry {
        path: unit.path.to_string(),
        cite: cite(unit.path.as_str()),
        title: heading(plan, unit),
        kind: unit.kind.as_str().to_owned(),
        depth: plan.units.ancestors(unit).count() as u8,
        line: unit.lines.first,
        doubts: within(unit),
        matchable: matchable.contains(&unit.path),
    };
    plan.units.iter().map(entry).collect()
}

/// The heading of a unit, or its first words; none for what stands before the first heading (前言).
fn heading(plan: &Plan, unit: &Unit) -> String {
    let title = plan.title(unit);
    if !title.is_empty() {
        return title.to_owned();
    }
    if unit.path.as_str() == "0" && unit.kind == UnitKind::Paragraph {
        return String::new();
    }
    plan.body(unit)
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(18)
        .collect()
}

/// Doubts, weightiest first, then in the order of lines.
pub(crate) fn doubts(plan: &Plan) -> Vec<DoubtView> {
    let mut issues: Vec<&Issue> = plan.issues.iter().collect();
    issues.sort_by_key(|issue| (std::cmp::Reverse(issue.severity), issue.lines));
    issues.into_iter().map(doubt).collect()
}

fn doubt(issue: &Issue) -> DoubtView {
    let text = issue_text(issue);
    let severity = match issue.severity {
        IssueSeverity::Note => "note",
        IssueSeverity::Doubt => "doubt",
        IssueSeverity::Warning => "warning",
    };
    DoubtView {
        code: issue.code.as_str().to_owned(),
        severity: severity.to_owned(),
        message_zh: text.zh,
        message_en: text.en,
        lines: issue.lines.map(lines),
    }
}

/// How many characters the reading lost.
fn lost(reading: &Reading) -> u32 {
    let document = inspect::document(reading, Lang::Zh);
    let figures = verify::figures(&reading.file, reading.plan.text.source(), &document);
    figures.lost as u32
}

/// How many lines with text became what, most first.
fn tally(plan: &Plan, fates: &BTreeMap<u32, Fate<'_>>) -> Vec<(String, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for number in 1..=plan.text.line_count() {
        if plan.text.source_line(number).trim().is_empty() {
            continue;
        }
        let what = match fates.get(&number) {
            Some(Fate::Unit(_)) => "unit",
            Some(Fate::Skipped(why)) => why,
            None => "nowhere",
        };
        *counts.entry(what).or_default() += 1;
    }
    let mut tally: Vec<(String, u32)> = counts
        .into_iter()
        .map(|(what, count)| (what.to_owned(), count))
        .collect();
    tally.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    tally
}
