//! Corrections of matches by the units they are about.
//!
//! ```text
//! split 甲 3.1.1, 甲 3.1.2 from 乙 2.1.4   →   one step in the journal, honoured by every run
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duizhao_core::align::{self, AlignOptions};
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Corpus, PlanId, UnitPath, UnitRef};

use crate::api::correct::{CorrectedUnit, CorrectionView, CorrectionsView, MatchInput, UnitAt};
use crate::error::Error;
use crate::ops::decisions::{self, MATCH, Match, Target, folded, locate};
use crate::ops::{journal, read};
use crate::reading::Reading;
use crate::workbench::{Workbench, lock};

/// A library of at most this many plans is aligned as a whole where nobody says which are meant.
const ALIGNED_WHOLE: usize = 50;

/// Takes a correction in as one step. Groups are those of `plans` and of the plans named; of
/// the whole library where it is small and no plans are given.
pub(crate) fn correct(
    workbench: &Workbench,
    plans: &[String],
    input: &MatchInput,
    at: &str,
) -> Result<CorrectionsView, Error> {
    let (one, other) = named(input);
    let releases = matches!(input, MatchInput::Release { .. });
    let of_groups = matches!(input, MatchInput::Merge { .. } | MatchInput::Name { .. });
    let mut slugs: BTreeSet<String> = one.iter().chain(&other).map(|u| u.plan.clone()).collect();
    slugs.extend(plans.iter().cloned());
    if of_groups && plans.is_empty() {
        slugs.extend(small_library(workbench)?);
    }
    let mut read = Vec::with_capacity(slugs.len());
    for slug in &slugs {
        read.push(read::stored(workbench, slug)?.plan.clone());
    }
    let corpus = Corpus::new(read);
    let find = |unit: &UnitAt| match decisions::target(&corpus, &reference(unit)) {
        Some(target) => Ok(target),
        // What was said about a unit that is gone can be taken back all the same.
        None if releases => Ok(gone(unit)),
        None => Err(Error::UnknownUnit {
            plan: unit.plan.clone(),
            unit: unit.path.clone(),
        }),
    };
    let mut units = one.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let anchors = other.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    if of_groups {
        units = whole_groups(workbench, &corpus, input, &units)?;
    }
    let (action, name) = match input {
        MatchInput::Pin { .. } | MatchInput::Merge { .. } => ("pin", None),
        MatchInput::Forbid { .. } | MatchInput::Split { .. } => ("forbid", None),
        MatchInput::Name { name, .. } => ("name", Some(name.clone())),
        MatchInput::Release { .. } => ("release", None),
    };
    let decided = Match {
        action: action.to_owned(),
        anchors,
        units,
        name,
    };
    let about = one.first().map(|unit| unit.plan.clone());
    let new = decisions::new(MATCH, &serde_json::json!({ "plan": about }), &decided);
    workbench.with_store(|store| store.decide(&[new], at))?;
    list(workbench)
}

/// All plans of a library that can be aligned as a whole; none of a larger one.
fn small_library(workbench: &Workbench) -> Result<Vec<String>, Error> {
    let rows = workbench.with_store(|store| store.plans())?;
    if rows.len() > ALIGNED_WHOLE {
        return Ok(Vec::new());
    }
    Ok(rows.into_iter().map(|row| row.slug).collect())
}

/// All corrections of matches in force, with what became of the units they name.
pub(crate) fn list(workbench: &Workbench) -> Result<CorrectionsView, Error> {
    let decided = workbench.with_store(|store| store.decisions(MATCH))?;
    let mut readings = Readings::default();
    let mut view = |decision: &Match| CorrectionView {
        action: decision.action.clone(),
        units: states(workbench, &mut readings, &decision.units),
        others: states(workbench, &mut readings, &decision.anchors),
        name: decision.name.clone(),
    };
    let (undo, redo) = journal::steps(workbench)?;
    Ok(CorrectionsView {
        corrections: folded(&decided).iter().map(&mut view).collect(),
        undo,
        redo,
    })
}

/// Plans that decisions name, each read once; none for one that is gone.
type Readings = BTreeMap<String, Option<Arc<Reading>>>;

fn states(
    workbench: &Workbench,
    readings: &mut Readings,
    targets: &[Target],
) -> Vec<CorrectedUnit> {
    let state = |target: &Target| {
        let read = readings.entry(target.plan.clone());
        let reading = read.or_insert_with(|| read::stored(workbench, &target.plan).ok());
        state(reading.as_deref(), target)
    };
    targets.iter().map(state).collect()
}

/// A unit that a decision names, as it stands in its plan today.
fn state(reading: Option<&Reading>, target: &Target) -> CorrectedUnit {
    let found = reading.and_then(|reading| locate(&reading.plan, target));
    let (path, state) = match found {
        Some((path, false)) => (path.to_string(), "ok"),
        Some((path, true)) => (path.to_string(), "changed"),
        None => (target.path.clone(), "gone"),
    };
    CorrectedUnit {
        plan: target.plan.clone(),
        path,
        title: target.title.clone(),
        state: state.to_owned(),
    }
}

/// The units an input names: of a split both parts.
fn named(input: &MatchInput) -> (Vec<UnitAt>, Vec<UnitAt>) {
    match input {
        MatchInput::Pin { units }
        | MatchInput::Merge { units }
        | MatchInput::Name { units, .. }
        | MatchInput::Release { units } => (units.clone(), Vec::new()),
        MatchInput::Forbid { a, b } => (vec![a.clone()], vec![b.clone()]),
        MatchInput::Split { one, other } => (one.clone(), other.clone()),
    }
}

/// All members of the groups that hold `units`: of each unit's strongest for a merge, of the
/// one that holds most of them for a name.
fn whole_groups(
    workbench: &Workbench,
    corpus: &Corpus,
    input: &MatchInput,
    units: &[Target],
) -> Result<Vec<Target>, Error> {
    let in_force = decisions::in_force(workbench, corpus)?;
    let options = AlignOptions::default();
    let aligned: Alignment = align::align_cached(
        corpus,
        &in_force.matches,
        &options,
        workbench.segmenter(),
        &Control::none(),
        &mut lock(&workbench.features),
    )?;
    let places: Vec<UnitRef> = units.iter().map(place).collect();
    let mut all: BTreeSet<UnitRef> = places.iter().cloned().collect();
    if matches!(input, MatchInput::Name { .. }) {
        let held = |group: &duizhao_core::model::AlignmentGroup| {
            let members = group.members.iter();
            members.filter(|m| places.contains(&m.unit)).count()
        };
        let fit = aligned.groups.iter().filter(|group| held(group) > 0);
        let best = fit.min_by_key(|group| (usize::MAX - held(group), group.strength));
        all.extend(
            best.into_iter()
                .flat_map(|g| &g.members)
                .map(|m| m.unit.clone()),
        );
    } else {
        for unit in &places {
            let strongest = aligned.groups_of(unit).min_by_key(|group| group.strength);
            let members = strongest.into_iter().flat_map(|group| &group.members);
            all.extend(members.map(|member| member.unit.clone()));
        }
    }
    Ok(all
        .iter()
        .filter_map(|unit| decisions::target(corpus, unit))
        .collect())
}

fn place(target: &Target) -> UnitRef {
    UnitRef {
        plan: PlanId(target.plan.clone()),
        path: UnitPath(target.path.clone()),
    }
}

fn reference(unit: &UnitAt) -> UnitRef {
    UnitRef {
        plan: PlanId(unit.plan.clone()),
        path: UnitPath(unit.path.clone()),
    }
}

fn gone(unit: &UnitAt) -> Target {
    Target {
        plan: unit.plan.clone(),
        path: unit.path.clone(),
        digest: String::new(),
        title: String::new(),
    }
}
