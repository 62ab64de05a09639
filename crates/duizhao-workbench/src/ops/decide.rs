//! Takes the user's decisions in, one step each.

use std::collections::BTreeSet;

use duizhao_core::control::Control;
use duizhao_core::model::{PlanId, Relation, UnitPath, UnitRef};

use crate::api::review::VerdictInput;
use crate::api::session::{ChangeView, MatchDecision};
use crate::api::view::Selection;
use crate::error::Error;
use crate::ops::decisions::{self, MATCH, Match, RELATION, VERDICT};
use crate::ops::session::{self, Session};
use crate::ops::verdicts::{Verdict, Verdicts, about, place, seen};
use crate::ops::{journal, read};
use crate::views::review::find;
use crate::workbench::Workbench;

/// Pins, forbids, matches by hand, says that a plan has nothing, or takes such a word back.
pub(crate) fn decide_match(
    workbench: &Workbench,
    selection: &Selection,
    decision: &MatchDecision,
    at: &str,
) -> Result<ChangeView, Error> {
    let session = session::of(workbench, selection, &Control::none())?;
    let row = session.table.rows.iter().find(|row| row.id == decision.row);
    let row = row.ok_or_else(|| Error::UnknownRow {
        row: decision.row.clone(),
    })?;
    let plan = PlanId(decision.plan.clone());
    let cells = session.table.columns.iter().zip(&row.cells);
    let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (column, cell) in cells {
        let side = if column.plan == plan {
            &mut own
        } else {
            &mut others
        };
        let of_base = column.is_base || session.base.is_none();
        if column.plan == plan || of_base {
            side.extend(cell.units.iter().map(|unit| UnitRef {
                plan: column.plan.clone(),
                path: unit.path.clone(),
            }));
        }
    }
    if others.is_empty() {
        // An added row: what the other plans hold stands for the missing base.
        others = other_units(&session, row, &plan);
    }
    let units = match &decision.path {
        Some(path) => [UnitRef {
            plan,
            path: UnitPath(path.clone()),
        }]
        .into(),
        None => own,
    };
    let action = match decision.action.as_str() {
        "pin" | "match" => "pin",
        "forbid" | "absent" => "forbid",
        _ => "release",
    };
    let name = |units: &BTreeSet<UnitRef>| {
        units
            .iter()
            .filter_map(|unit| decisions::target(&session.corpus, unit))
            .collect()
    };
    let decided = Match {
        action: action.to_owned(),
        anchors: name(&others),
        units: name(&units),
        name: None,
    };
    let target = serde_json::json!({ "row": decision.row, "plan": decision.plan });
    let new = decisions::new(MATCH, &target, &decided);
    workbench.with_store(|store| store.decide(&[new], at))?;
    let change = journal::change(workbench, None)?;
    Ok(ChangeView {
        row: Some(decision.row.clone()),
        ..change
    })
}

fn other_units(
    session: &Session,
    row: &duizhao_core::present::Row,
    plan: &PlanId,
) -> BTreeSet<UnitRef> {
    let cells = session.table.columns.iter().zip(&row.cells);
    cells
        .filter(|(column, _)| &column.plan != plan)
        .flat_map(|(column, cell)| {
            cell.units.iter().map(|unit| UnitRef {
                plan: column.plan.clone(),
                path: unit.path.clone(),
            })
        })
        .collect()
}

/// Sets a verdict, a note or a wording; what is none stays as it is.
pub(crate) fn set_verdict(
    workbench: &Workbench,
    selection: &Selection,
    input: &VerdictInput,
    at: &str,
) -> Result<ChangeView, Error> {
    let session = session::of(workbench, selection, &Control::none())?;
    let (plan, deviation) = find(&session, &input.id)?;
    let place = place(session.base.as_ref(), plan, deviation);
    let verdicts = Verdicts::of(workbench)?;
    let old = verdicts.on(&session, plan, deviation);
    let old = old.map(|judged| judged.verdict.clone()).unwrap_or_default();
    let new = Verdict {
        id: deviation.id.clone(),
        word: input.verdict.clone().unwrap_or(old.word),
        note: input.note.clone().unwrap_or(old.note),
        suggestion: input.suggestion.clone().unwrap_or(old.suggestion),
        seen: Some(seen(&session, plan, deviation)),
        about: about(&session, plan, deviation).to_vec(),
    };
    let target = serde_json::json!({ "place": place, "plan": plan.as_str() });
    let decision = decisions::new(VERDICT, &target, &new);
    workbench.with_store(|store| store.decide(&[decision], at))?;
    journal::change(workbench, None)
}

/// Says how a plan stands to a base; none leaves it to the program again.
pub(crate) fn set_relation(
    workbench: &Workbench,
    (plan, base): (&str, &str),
    relation: Option<Relation>,
    at: &str,
) -> Result<ChangeView, Error> {
    read::stored(workbench, plan)?;
    read::stored(workbench, base)?;
    let word = relation.map_or("", Relation::as_str);
    let decision = decisions::new(RELATION, &serde_json::json!([plan, base]), &word);
    workbench.with_store(|store| store.decide(&[decision], at))?;
    journal::change(workbench, None)
}
