//! One deviation (审查) with its evidence: both sides, the deciding words, what the others say.

use duizhao_core::model::{Deviation, Plan, PlanId, Relation, Side, UnitPath, UnitRef};
use duizhao_core::present::{CellUnit, Row, match_of};

use crate::api::review::{
    ChangedView, EvidenceRun, EvidenceSide, ReviewDetail, ReviewItem, SiblingView,
};
use crate::api::to_contract::{lines, rounded};
use crate::cite::cite;
use crate::error::Error;
use crate::messages::{Text, absence_text, reason_text};
use crate::ops::session::Session;
use crate::ops::verdicts::{self, Judged, Verdicts};
use crate::views::parts;
use crate::workbench::Workbench;

/// Characters of context before and after the clause at issue.
const CONTEXT: usize = 120;
/// Characters of a clause in a line of the queue.
const SUMMARY: usize = 22;

/// One deviation with its evidence.
pub(crate) fn detail(
    workbench: &Workbench,
    session: &Session,
    id: &str,
) -> Result<ReviewDetail, Error> {
    let (plan, deviation) = find(session, id)?;
    let verdicts = Verdicts::of(workbench)?;
    Ok(evidence(session, plan, deviation, &verdicts))
}

/// All deviations with their evidence, most severe first.
pub(crate) fn ledger(session: &Session, verdicts: &Verdicts) -> Vec<ReviewDetail> {
    let mut found: Vec<(&PlanId, &Deviation)> = all(session).collect();
    found.sort_by_key(|(_, deviation)| deviation.severity);
    found
        .into_iter()
        .map(|(plan, deviation)| evidence(session, plan, deviation, verdicts))
        .collect()
}

fn evidence(
    session: &Session,
    plan: &PlanId,
    deviation: &Deviation,
    verdicts: &Verdicts,
) -> ReviewDetail {
    let judged = verdicts.on(session, plan, deviation);
    let changed = judged.as_ref().filter(|judged| judged.stale);
    let changed = changed.and_then(|judged| changed_since(session, plan, deviation, judged));
    let verdict = judged.map(|judged| judged.verdict);
    let row = row_of(session, plan, deviation);
    let item = item(session, plan, deviation, verdicts);
    let base = session.base.clone().unwrap_or_else(|| plan.clone());
    let matched = row.and_then(|row| cell_unit(session, row, plan, deviation));
    let words = deviation.words();
    let proposed = || deviation.base.quote.clone().unwrap_or_default();
    ReviewDetail {
        base: side(session, &base, &deviation.base, &words, None),
        side: side(
            session,
            plan,
            &deviation.plan,
            &words,
            absence(session, row, plan),
        ),
        reason: reason_text(deviation, relation(session, plan)),
        rule: deviation.rule.to_owned(),
        score: matched.map(|unit| rounded(unit.score)),
        equivalent: matched.is_some_and(|unit| unit.equivalent),
        terms: terms(session, plan, deviation),
        siblings: row
            .map(|row| siblings(session, row, plan))
            .unwrap_or_default(),
        note: verdict
            .map(|verdict| verdict.note.clone())
            .unwrap_or_default(),
        suggestion: verdict
            .map(|verdict| verdict.suggestion.clone())
            .filter(|suggestion| !suggestion.is_empty())
            .unwrap_or_else(proposed),
        changed,
        item,
    }
}

/// The id of a deviation among all plans.
pub(crate) fn id(plan: &PlanId, deviation: &Deviation) -> String {
    format!("{plan}#{}", deviation.id)
}

/// All deviations, plan by plan.
pub(crate) fn all(session: &Session) -> impl Iterator<Item = (&PlanId, &Deviation)> {
    let plans = session
        .comparison
        .iter()
        .flat_map(|comparison| &comparison.plans);
    plans.flat_map(|plan| {
        plan.deviations
            .iter()
            .map(move |deviation| (&plan.plan, deviation))
    })
}

/// The deviation that the window calls `wanted`.
pub(crate) fn find<'a>(
    session: &'a Session,
    wanted: &str,
) -> Result<(&'a PlanId, &'a Deviation), Error> {
    let found = all(session).find(|(plan, deviation)| id(plan, deviation) == wanted);
    found.ok_or_else(|| Error::UnknownRow {
        row: wanted.to_owned(),
    })
}

/// A deviation as the queue lists it.
pub(crate) fn item(
    session: &Session,
    plan: &PlanId,
    deviation: &Deviation,
    verdicts: &Verdicts,
) -> ReviewItem {
    let judged = verdicts.on(session, plan, deviation);
    let judged = judged.filter(|judged| !judged.verdict.word.is_empty());
    let unit = deviation
        .base
        .unit
        .as_ref()
        .or(deviation.plan.unit.as_ref());
    ReviewItem {
        id: id(plan, deviation),
        plan: plan.to_string(),
        severity: deviation.severity.as_str().to_owned(),
        flag: parts::flag_of(deviation.kind, relation(session, plan)),
        summary: summary(session, plan, deviation),
        cite: unit.map(|path| cite(path.as_str())),
        row: row_of(session, plan, deviation).map(|row| row.id.clone()),
        verdict: judged.as_ref().map(|judged| judged.verdict.word.clone()),
        stale: judged.is_some_and(|judged| judged.stale),
    }
}

/// How the base stands to `plan`.
pub(crate) fn relation(session: &Session, plan: &PlanId) -> Relation {
    let compared = session.comparison.iter().flat_map(|found| &found.plans);
    let mut of_plan = compared.filter(|found| &found.plan == plan);
    of_plan
        .next()
        .map_or(Relation::Unrelated, |found| found.relation)
}

/// What the sides said when the verdict was given, where that is not what they say now.
fn changed_since(
    session: &Session,
    plan: &PlanId,
    deviation: &Deviation,
    judged: &Judged<'_>,
) -> Option<ChangedView> {
    let then = judged.verdict.seen.clone()?;
    let now = verdicts::seen(session, plan, deviation);
    let was =
        |then: Option<String>, now: &Option<String>| then.filter(|text| Some(text) != now.as_ref());
    Some(ChangedView {
        base_was: was(then.base, &now.base),
        plan_was: was(then.plan, &now.plan),
    })
}

/// A deviation in one line.
fn summary(session: &Session, plan: &PlanId, deviation: &Deviation) -> Text {
    own_words(session, plan, deviation).map_or_else(
        || reason_text(deviation, relation(session, plan)),
        Text::verbatim,
    )
}

/// The words of the plans that it is about, shortened.
fn own_words(session: &Session, plan: &PlanId, deviation: &Deviation) -> Option<String> {
    let short = |text: &str| {
        let flat: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let cut: String = flat.chars().take(SUMMARY).collect();
        if cut.len() < flat.len() {
            format!("{cut}…")
        } else {
            cut
        }
    };
    if let Some(indicator) = &deviation.indicator {
        return Some(match (&deviation.base.quote, &deviation.plan.quote) {
            (Some(before), Some(after)) if before.len() < 40 && after.len() < 40 => {
                format!("{indicator} {} → {}", short(before), short(after))
            }
            _ => indicator.clone(),
        });
    }
    match (&deviation.base.quote, &deviation.plan.quote) {
        (Some(before), Some(after)) => {
            return Some(format!("{} → {}", short(before), short(after)));
        }
        (Some(only), None) | (None, Some(only)) => return Some(short(only)),
        (None, None) => {}
    }
    let heading = |id: &PlanId, side: &Side| {
        let plan = session.corpus.get(id)?;
        let title = plan.title(plan.unit(side.unit.as_ref()?)?);
        (!title.is_empty()).then(|| title.to_owned())
    };
    let of_base = session
        .base
        .as_ref()
        .and_then(|base| heading(base, &deviation.base));
    of_base.or_else(|| heading(plan, &deviation.plan))
}

/// The row of the matrix a deviation belongs to.
fn row_of<'a>(session: &'a Session, plan: &PlanId, deviation: &Deviation) -> Option<&'a Row> {
    let rows = &session.table.rows;
    let of_base = deviation.base.unit.as_ref();
    let by_base = of_base.and_then(|path| rows.iter().find(|r| r.base_path.as_ref() == Some(path)));
    let column = session
        .table
        .columns
        .iter()
        .position(|column| &column.plan == plan)?;
    by_base.or_else(|| {
        let path = deviation.plan.unit.as_ref()?;
        rows.iter().find(|row| {
            row.cells[column]
                .units
                .iter()
                .any(|unit| &unit.path == path)
        })
    })
}

fn cell_unit<'a>(
    session: &Session,
    row: &'a Row,
    plan: &PlanId,
    deviation: &Deviation,
) -> Option<&'a CellUnit> {
    let column = session
        .table
        .columns
        .iter()
        .position(|column| &column.plan == plan)?;
    let units = &row.cells[column].units;
    let named = units
        .iter()
        .find(|unit| deviation.plan.unit.as_ref() == Some(&unit.path));
    named.or_else(|| units.first())
}

fn absence(session: &Session, row: Option<&Row>, plan: &PlanId) -> Option<Text> {
    let column = session
        .table
        .columns
        .iter()
        .position(|column| &column.plan == plan)?;
    row?.cells[column].absence.as_ref().map(absence_text)
}

fn side(
    session: &Session,
    plan: &PlanId,
    side: &Side,
    words: &[String],
    absence: Option<Text>,
) -> EvidenceSide {
    let read = session.corpus.get(plan);
    let unit = read
        .zip(side.unit.as_ref())
        .and_then(|(plan, path)| parts::unit_of(plan, path));
    let silent = side.unit.is_none() && side.quote.is_none();
    EvidenceSide {
        plan: plan.to_string(),
        name: parts::name(session, plan),
        unit,
        lines: side.lines.map(lines),
        runs: read.map(|plan| runs(plan, side, words)).unwrap_or_default(),
        absence: if silent {
            absence.or_else(|| {
                Some(Text::new(
                    "全文没有相近的条文",
                    "Nothing similar in the whole text",
                ))
            })
        } else {
            None
        },
    }
}

/// The clause at issue within its unit's text, the deciding words marked.
fn runs(plan: &Plan, side: &Side, words: &[String]) -> Vec<EvidenceRun> {
    let unit = side.unit.as_ref().and_then(|path| plan.unit(path));
    let body = unit.map(|unit| {
        let tail = plan.tail(unit).unwrap_or_default();
        format!("{}\n{}{tail}", plan.title(unit), plan.body(unit))
    });
    let body = body.unwrap_or_default();
    let run = |text: &str, weight: &str| EvidenceRun {
        text: text.to_owned(),
        weight: weight.to_owned(),
    };
    let Some(quote) = side.quote.as_deref().filter(|quote| !quote.is_empty()) else {
        let start: String = body.trim_start().chars().take(2 * CONTEXT).collect();
        return if start.is_empty() {
            Vec::new()
        } else {
            vec![run(&start, "context")]
        };
    };
    let mut out = Vec::new();
    let found = body
        .find(quote)
        .map(|at| (&body[..at], &body[at + quote.len()..]));
    let (before, after) = found.unwrap_or(("", ""));
    let before: Vec<char> = before.trim_start().chars().collect();
    let before: String = before[before.len().saturating_sub(CONTEXT)..]
        .iter()
        .collect();
    let after: String = after.chars().take(CONTEXT).collect();
    if !before.is_empty() {
        out.push(run(&before, "context"));
    }
    for (text, key) in marked(quote, words) {
        out.push(run(text, if key { "key" } else { "clause" }));
    }
    if !after.trim().is_empty() {
        out.push(run(after.trim_end(), "context"));
    }
    out
}

/// `quote` cut at the deciding words that stand in it.
fn marked<'a>(quote: &'a str, words: &[String]) -> Vec<(&'a str, bool)> {
    let mut cuts: Vec<(usize, usize)> = words
        .iter()
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            quote
                .match_indices(word.as_str())
                .map(|(at, hit)| (at, at + hit.len()))
        })
        .collect();
    cuts.sort_by_key(|&(from, to)| (from, std::cmp::Reverse(to)));
    let (mut out, mut at) = (Vec::new(), 0);
    for (from, to) in cuts {
        if from < at {
            continue;
        }
        if from > at {
            out.push((&quote[at..from], false));
        }
        out.push((&quote[from..to], true));
        at = to;
    }
    if at < quote.len() {
        out.push((&quote[at..], false));
    }
    out
}

/// Words the match rests on.
fn terms(session: &Session, plan: &PlanId, deviation: &Deviation) -> Vec<String> {
    let unit = |plan: Option<&PlanId>, path: Option<&UnitPath>| {
        let (plan, path) = (plan?.clone(), path?.clone());
        Some(UnitRef { plan, path })
    };
    let own = unit(session.base.as_ref(), deviation.base.unit.as_ref());
    let there = unit(Some(plan), deviation.plan.unit.as_ref());
    let member = own
        .zip(there)
        .and_then(|(own, there)| match_of(&session.alignment, &own, &there));
    member.map_or_else(Vec::new, parts::shared_words)
}

/// What the other plans say in the same row.
fn siblings(session: &Session, row: &Row, plan: &PlanId) -> Vec<SiblingView> {
    let cells = session.table.columns.iter().zip(&row.cells);
    let others = cells.filter(|(column, _)| !column.is_base && &column.plan != plan);
    others
        .map(|(column, cell)| {
            let unit = cell.units.first();
            let read = session.corpus.get(&column.plan);
            let text = read.zip(unit).and_then(|(plan, unit)| {
                let body = plan.body(plan.unit(&unit.path)?);
                Some(
                    body.chars()
                        .filter(|c| !c.is_whitespace())
                        .take(60)
                        .collect::<String>(),
                )
            });
            SiblingView {
                plan: column.plan.to_string(),
                name: parts::name(session, &column.plan),
                unit: unit.map(parts::unit),
                text: cell.target.clone().or(text).unwrap_or_default(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deciding_words_are_marked_within_the_clause() {
        let words = vec!["逐步".to_owned(), "逐".to_owned(), "制度".to_owned()];
        let cut = marked("逐步落实补贴制度", &words);
        assert_eq!(cut, [("逐步", true), ("落实补贴", false), ("制度", true)]);
        assert_eq!(marked("落实", &[]), [("落实", false)]);
    }
}
