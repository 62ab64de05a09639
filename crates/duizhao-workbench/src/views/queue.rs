//! The queue of deviations with their verdicts (审查): which a filter leaves, and those asked for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use duizhao_core::model::{Deviation, PlanId, Severity};

use crate::api::page::{MOST_ROWS, Page, window_of};
use crate::api::review::{KindCount, ReviewCounts, ReviewLine, ReviewRequest, ReviewView};
use crate::error::Error;
use crate::ops::session::Session;
use crate::ops::verdicts::Verdicts;
use crate::views::{parts, review};
use crate::workbench::Workbench;

/// A deviation and what was said of it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    plan: &'a PlanId,
    deviation: &'a Deviation,
    decided: bool,
    stale: bool,
    must_change: bool,
}

/// A line, before it is spelt out.
#[derive(Clone, Copy)]
enum Line<'a> {
    Severity(Severity, u32),
    Item(Entry<'a>, u32),
}

/// The lines asked for, most severe first.
pub(crate) fn view(
    workbench: &Workbench,
    session: &Session,
    request: &ReviewRequest,
) -> Result<ReviewView, Error> {
    let verdicts = Verdicts::of(workbench)?;
    let all: Vec<Entry<'_>> = review::all(session)
        .map(|(plan, deviation)| entry(session, &verdicts, plan, deviation))
        .collect();
    let of_plan = |entry: &&Entry<'_>| {
        let wanted = request.plan.as_ref();
        wanted.is_none_or(|plan| &entry.plan.0 == plan)
    };
    let of_kind = |entry: &&Entry<'_>| {
        let wanted = request.kind.as_ref();
        wanted.is_none_or(|kind| entry.deviation.kind.as_str() == kind)
    };
    let asked: Vec<&Entry<'_>> = all.iter().filter(of_plan).filter(of_kind).collect();
    let kept: Vec<&Entry<'_>> = asked
        .iter()
        .filter(|entry| keeps(&request.filter, entry))
        .copied()
        .collect();
    let lines = lines(&kept);
    let at = request.near.as_ref().and_then(|near| {
        lines.iter().position(|line| match line {
            Line::Item(entry, _) => &review::id(entry.plan, entry.deviation) == near,
            Line::Severity(..) => false,
        })
    });
    let at = at.map(|at| at as u32);
    let from = at.map_or(request.from, |at| window_of(at, MOST_ROWS));
    Ok(ReviewView {
        columns: parts::columns(session),
        lines: Page::cut(&lines, from, MOST_ROWS, |line| {
            spelt(session, &verdicts, line)
        }),
        at,
        counts: ReviewCounts {
            shown: kept.len() as u32,
            whole: all.len() as u32,
            ..counts(&asked)
        },
        kinds: kinds(session, all.iter().filter(of_plan)),
    })
}

fn entry<'a>(
    session: &Session,
    verdicts: &Verdicts,
    plan: &'a PlanId,
    deviation: &'a Deviation,
) -> Entry<'a> {
    let judged = verdicts.on(session, plan, deviation);
    let judged = judged.filter(|judged| !judged.verdict.word.is_empty());
    let stale = judged.as_ref().is_some_and(|judged| judged.stale);
    Entry {
        plan,
        deviation,
        decided: judged.is_some() && !stale,
        stale,
        must_change: judged.is_some_and(|judged| judged.verdict.word == "must_change") && !stale,
    }
}

fn keeps(filter: &str, entry: &Entry<'_>) -> bool {
    match filter {
        "open" => !entry.decided,
        "stale" => entry.stale,
        "must_change" => entry.must_change,
        _ => true,
    }
}

fn counts(asked: &[&Entry<'_>]) -> ReviewCounts {
    let count = |filter| asked.iter().filter(|entry| keeps(filter, entry)).count() as u32;
    ReviewCounts {
        open: count("open"),
        stale: count("stale"),
        must_change: count("must_change"),
        all: count("all"),
        ..ReviewCounts::default()
    }
}

fn kinds<'a>(session: &Session, entries: impl Iterator<Item = &'a Entry<'a>>) -> Vec<KindCount> {
    let mut found: BTreeMap<&str, KindCount> = BTreeMap::new();
    for entry in entries {
        let kind = entry.deviation.kind;
        let known = found.entry(kind.as_str()).or_insert_with(|| KindCount {
            flag: parts::flag_of(kind, review::relation(session, entry.plan)),
            count: 0,
        });
        known.count += 1;
    }
    let mut kinds: Vec<KindCount> = found.into_values().collect();
    kinds.sort_by_key(|kind| Reverse(kind.count));
    kinds
}

/// Each severity that occurs, followed by its deviations.
fn lines<'a>(kept: &[&Entry<'a>]) -> Vec<Line<'a>> {
    let mut sorted: Vec<Entry<'a>> = kept.iter().map(|entry| **entry).collect();
    sorted.sort_by_key(|entry| entry.deviation.severity);
    let (mut out, mut place) = (Vec::new(), 0);
    for part in sorted.chunk_by(|a, b| a.deviation.severity == b.deviation.severity) {
        out.push(Line::Severity(
            part[0].deviation.severity,
            part.len() as u32,
        ));
        for entry in part {
            place += 1;
            out.push(Line::Item(*entry, place));
        }
    }
    out
}

fn spelt(session: &Session, verdicts: &Verdicts, line: &Line<'_>) -> ReviewLine {
    match *line {
        Line::Severity(severity, count) => ReviewLine::Severity {
            severity: severity.as_str().to_owned(),
            count,
        },
        Line::Item(entry, place) => ReviewLine::Item {
            item: Box::new(review::item(session, entry.plan, entry.deviation, verdicts)),
            place,
        },
    }
}
