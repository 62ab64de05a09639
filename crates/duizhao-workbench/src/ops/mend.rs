//! Corrections of readings: one step each in the journal, applied whenever the plan is read.
//!
//! ```text
//! journal: split 3.1.2 before 「（三）完善补贴」   →   read 3.1.2, apply, 3.1.2 and 3.1.3
//! ```
//!
//! A correction names its unit by path and digest, so that it follows the text into a newer
//! version or a newer reader. What no longer fits is kept and shown as 待复核, never dropped.

use duizhao_core::mend::{Amount, Change, Field, Mender, Refusal};
use duizhao_core::model::{
    Comparator, Plan, PlanMeta, Quantity, Sourced, Target as PlanTarget, UnitKind, UnitPath,
};
use duizhao_store::{Decision, NewDocument};
use serde::{Deserialize, Serialize};

use crate::api::mend::{AmountInput, MendInput, MendResult, MendView, TargetDetail, UnitDetail};
use crate::cite::cite;
use crate::error::Error;
use crate::messages::mend_words;
use crate::ops::decisions::{self, Target, locate, target_in};
use crate::ops::import::rows;
use crate::ops::{journal, read};
use crate::reading::Reading;
use crate::workbench::Workbench;

/// Kind of decisions about a reading.
pub(crate) const MEND: &str = "mend";

/// A correction as the journal keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    /// The unit; none for the plan as a whole.
    unit: Option<Target>,
    /// The unit it was moved to.
    under: Option<Target>,
    input: MendInput,
}

/// The corrections in force for a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mends {
    stored: Vec<Stored>,
    /// Equal for equal corrections.
    pub(crate) key: String,
}

/// The corrections of the plan `slug`.
pub(crate) fn of(workbench: &Workbench, slug: &str) -> Result<Mends, Error> {
    let decisions = workbench.with_store(|store| store.decisions_about(MEND, slug))?;
    let stored = |decision: &Decision| serde_json::from_str(&decision.payload).ok();
    let numbers: Vec<String> = decisions.iter().map(|d| d.seq.to_string()).collect();
    Ok(Mends {
        stored: decisions.iter().filter_map(stored).collect(),
        key: numbers.join(","),
    })
}

/// Applies corrections to a plan as it was read.
pub(crate) fn apply(workbench: &Workbench, plan: Plan, mends: &Mends) -> (Plan, Vec<MendView>) {
    if mends.stored.is_empty() {
        return (plan, Vec::new());
    }
    let mut mender = Mender::new(plan, &workbench.lexicon);
    let views = mends.stored.iter().map(|stored| {
        let state = match one(&mut mender, stored) {
            Ok((_, false)) => "applied",
            Ok((_, true)) => "changed",
            Err(_) => "unfit",
        };
        let words = mend_words(&stored.input);
        MendView {
            unit: stored.unit.as_ref().map(|unit| unit.path.clone()),
            action: stored.input.action().to_owned(),
            words_zh: words.zh,
            words_en: words.en,
            state: state.to_owned(),
        }
    });
    let views = views.collect();
    (mender.finish(), views)
}

/// Applies one; answers where the unit stands now and whether its text has changed since.
fn one(mender: &mut Mender<'_>, stored: &Stored) -> Result<(Option<UnitPath>, bool), Refusal> {
    let Some(target) = &stored.unit else {
        let MendInput::About { field, value } = &stored.input else {
            return Err(Refusal::NoPlace);
        };
        let field = Field::of_word(field).ok_or_else(|| unfit(field))?;
        return mender.set(field, value).map(|()| (None, false));
    };
    let find = |target: &Target| {
        let found = locate(mender.plan(), target);
        found.ok_or_else(|| Refusal::NoUnit {
            path: UnitPath(target.path.clone()),
        })
    };
    let (path, changed) = find(target)?;
    let under = stored.under.as_ref().map(find).transpose()?;
    let change = change(&stored.input, under.map(|(path, _)| path))?;
    let now = mender.apply(&path, &change)?;
    Ok((Some(now), changed))
}

/// Corrects the unit at `path`, or the plan as a whole; refused where it does not fit.
pub(crate) fn mend(
    workbench: &Workbench,
    slug: &str,
    path: Option<&str>,
    input: &MendInput,
    at: &str,
) -> Result<MendResult, Error> {
    let reading = read::stored(workbench, slug)?;
    let refused = |refusal: Refusal| Error::Mend {
        plan: slug.to_owned(),
        unit: path.unwrap_or_default().to_owned(),
        refusal,
    };
    let named = |path: &str| {
        let path = UnitPath(path.to_owned());
        target_in(&reading.plan, &path).ok_or_else(|| refused(Refusal::NoUnit { path }))
    };
    let stored = Stored {
        unit: match input {
            MendInput::About { .. } => None,
            _ => Some(named(path.unwrap_or_default())?),
        },
        under: match input {
            MendInput::Move { under } => Some(named(under)?),
            _ => None,
        },
        input: input.clone(),
    };
    let mut mender = Mender::new(Plan::clone(&reading.plan), &workbench.lexicon);
    let (unit, _) = one(&mut mender, &stored).map_err(refused)?;
    let target = serde_json::json!({ "plan": slug, "path": path });
    let decision = decisions::new(MEND, &target, &stored);
    workbench.with_store(|store| store.decide(&[decision], at))?;
    follow(workbench, slug)?;
    result(workbench, slug, unit)
}

/// All corrections of a plan and what can be undone.
pub(crate) fn result(
    workbench: &Workbench,
    slug: &str,
    unit: Option<UnitPath>,
) -> Result<MendResult, Error> {
    let reading = read::stored(workbench, slug)?;
    let (undo, redo) = journal::steps(workbench)?;
    Ok(MendResult {
        unit: unit.map(|unit| unit.to_string()),
        undo,
        redo,
        mends: reading.mends.clone(),
        about: Field::ALL
            .into_iter()
            .map(|field| (field.as_str().to_owned(), said(&reading.plan.meta, field)))
            .collect(),
    })
}

/// What a plan says of itself, as it is typed.
fn said(meta: &PlanMeta, field: Field) -> String {
    let words = |value: &Option<Sourced<String>>| value.as_ref().map(|value| value.value.clone());
    let said = match field {
        Field::Title => words(&meta.title),
        Field::DocNumber => words(&meta.doc_number),
        Field::Issuer => words(&meta.issuer),
        Field::IssueDate => meta.issue_date.as_ref().map(|date| {
            let date = date.value;
            format!("{}-{:02}-{:02}", date.year, date.month, date.day)
        }),
        Field::Period => meta.period.map(|(from, to)| format!("{from}-{to}")),
        Field::Region => meta.region.name.clone(),
        Field::Level => meta.level.map(|level| level.as_str().to_owned()),
    };
    said.unwrap_or_default()
}

/// Lists and indexes a plan anew after its corrections changed.
pub(crate) fn follow(workbench: &Workbench, slug: &str) -> Result<(), Error> {
    let reading = match read::stored(workbench, slug) {
        // Its deletion stands between.
        Err(Error::Store { .. }) => return Ok(()),
        other => other?,
    };
    workbench.with_store(|store| store.replace_units(&rows(&reading)))
}

/// Lists a new version under what the user said of the plan, so that it is known as one.
pub(crate) fn known_as(
    workbench: &Workbench,
    reading: &Reading,
    new: &mut NewDocument,
) -> Result<(), Error> {
    let rows = workbench.with_store(|store| {
        if store.decisions(MEND)?.is_empty() {
            return Ok(Vec::new());
        }
        store.plans()
    })?;
    for row in rows.iter().filter(|row| row.file == new.file) {
        let mends = of(workbench, &row.slug)?;
        if !mends.stored.iter().any(|stored| stored.unit.is_none()) {
            continue;
        }
        let before = read::unmended(workbench, &row.slug)?;
        let (old, meta) = (&before.plan.meta, &reading.plan.meta);
        let title = |meta: &PlanMeta| meta.title.as_ref().map(|title| title.value.clone());
        let same = title(old) == title(meta);
        if same && old.period == meta.period && old.region == meta.region {
            new.title.clone_from(&row.title);
            new.region.clone_from(&row.region);
            new.period = row.period;
        }
    }
    Ok(())
}

/// A unit with all that can be corrected in it.
pub(crate) fn detail(workbench: &Workbench, slug: &str, path: &str) -> Result<UnitDetail, Error> {
    let reading = read::stored(workbench, slug)?;
    let plan = &reading.plan;
    let path = UnitPath(path.to_owned());
    let unit = plan.unit(&path).ok_or_else(|| Error::Mend {
        plan: slug.to_owned(),
        unit: path.to_string(),
        refusal: Refusal::NoUnit { path: path.clone() },
    })?;
    let names = |list: &[duizhao_core::model::Mention]| {
        list.iter().map(|mention| mention.surface.clone()).collect()
    };
    let who = &unit.responsibility;
    let at = plan.units.position(&path).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| plan.units.iter().nth(at));
    Ok(UnitDetail {
        path: path.to_string(),
        cite: cite(path.as_str()),
        kind: unit.kind.as_str().to_owned(),
        label: unit
            .label
            .as_ref()
            .map_or_else(String::new, |label| label.value.clone()),
        title: plan.title(unit).to_owned(),
        text: plan.body(unit),
        tail: plan.tail(unit).unwrap_or_default().to_owned(),
        lead: names(&who.lead),
        participants: names(&who.participants),
        unranked: names(&who.unranked),
        targets: plan
            .targets
            .iter()
            .filter(|t| t.unit == path)
            .map(target_detail)
            .collect(),
        lines: (unit.lines.first, unit.lines.last),
        mended: unit.origin == duizhao_core::model::Origin::Edited,
        before: before.map(|unit| unit.path.to_string()),
    })
}

fn target_detail(target: &PlanTarget) -> TargetDetail {
    TargetDetail {
        quote: target.quote.clone(),
        amount: AmountInput {
            comparator: target.comparator.sign().to_owned(),
            value: target.quantity.value.normalize().to_string(),
            unit: target.quantity.unit.clone(),
            deadline: target.deadline,
        },
    }
}

fn change(input: &MendInput, under: Option<UnitPath>) -> Result<Change, Refusal> {
    Ok(match input.clone() {
        MendInput::Kind { kind } => {
            Change::Kind(UnitKind::of_word(&kind).ok_or_else(|| unfit(&kind))?)
        }
        MendInput::Split { before, title } => Change::Split { before, title },
        MendInput::Merge => Change::Merge,
        MendInput::Move { under: asked } => Change::Move(under.unwrap_or(UnitPath(asked))),
        MendInput::Label { label } => Change::Label(label),
        MendInput::Title { title } => Change::Title(title),
        MendInput::Departments {
            lead,
            participants,
            unranked,
        } => Change::Departments {
            lead,
            participants,
            unranked,
        },
        MendInput::Target { quote, amount } => Change::Target {
            quote,
            amount: amount.as_ref().map(amount_of).transpose()?,
        },
        MendInput::About { .. } => return Err(Refusal::NoPlace),
    })
}

fn amount_of(input: &AmountInput) -> Result<Amount, Refusal> {
    Ok(Amount {
        comparator: Comparator::of_sign(&input.comparator)
            .ok_or_else(|| unfit(&input.comparator))?,
        quantity: Quantity {
            value: input
                .value
                .trim()
                .parse()
                .map_err(|_| unfit(&input.value))?,
            unit: input.unit.trim().to_owned(),
        },
        deadline: input.deadline,
    })
}

fn unfit(value: &str) -> Refusal {
    Refusal::Value {
        value: value.to_owned(),
    }
}
