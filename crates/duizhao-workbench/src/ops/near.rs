//! Finds what of the library is nearest to a plan, however large the library is.
//!
//! ```text
//! 任城区 against 3,200 plans  →  the index names 济宁市, 兖州区 …  →  only these are aligned with it
//! ```

use std::path::Path;
use std::sync::Arc;

use duizhao_core::align::{self, AlignOptions};
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Corpus, Plan, PlanId, Strength, Unit, UnitKind, UnitRef};
use duizhao_store::{NearQuery, NearUnit};

use crate::api::contract::{Counterpart, NearDocument, NearPlan, NearTask, SCHEMA};
use crate::api::near::{NearPlanView, NearView};
use crate::api::to_contract::rounded;
use crate::error::Error;
use crate::ops::decisions::{self, InForce};
use crate::ops::{import, read};
use crate::reading::ReadOptions;
use crate::workbench::{Workbench, lock};

/// Counterparts named for each commitment.
const COUNTERPARTS: usize = 3;

/// Kinds of units that may answer a commitment.
const KINDS: [UnitKind; 4] = [
    UnitKind::Section,
    UnitKind::Task,
    UnitKind::BoxItem,
    UnitKind::AnnexRow,
];

/// The `most` plans of the library nearest to `file`, each aligned with it, and for each of its
/// commitments the most similar ones anywhere in the library.
pub(crate) fn near(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
    most: usize,
    control: &Control<'_>,
) -> Result<NearDocument, Error> {
    let reading = read::one(workbench, file, options)?;
    of(workbench, &reading.plan, !file.exists(), most, control)
}

/// The `most` plans nearest to one of the library, as the window shows them.
pub(crate) fn view(
    workbench: &Workbench,
    slug: &str,
    most: usize,
    control: &Control<'_>,
) -> Result<NearView, Error> {
    let reading = read::stored(workbench, slug)?;
    let found = of(workbench, &reading.plan, true, most, control)?;
    let plan = |near: NearPlan| NearPlanView {
        plan: near.id,
        near: near.near,
        equivalent: near.equivalent,
        partial: near.partial,
    };
    Ok(NearView {
        plan: found.plan,
        commitments: found.units.len() as u32,
        plans: found.plans.into_iter().map(plan).collect(),
    })
}

fn of(
    workbench: &Workbench,
    plan: &Plan,
    stored: bool,
    most: usize,
    control: &Control<'_>,
) -> Result<NearDocument, Error> {
    let commitments: Vec<&Unit> = align::commitments(plan, workbench.segmenter()).collect();
    let text = |unit: &&Unit| import::row(plan, unit).text;
    let texts: Vec<String> = commitments.iter().map(text).collect();
    let query = NearQuery {
        texts: &texts,
        own: stored.then_some(plan.id.as_str()),
        kinds: &KINDS.map(UnitKind::as_str),
        most: COUNTERPARTS,
    };
    let found = workbench.with_store(|store| store.near(&query))?;
    control.check()?;
    let plans = found.plans.iter().take(most);
    let plans = plans.map(|(slug, answered)| {
        control.check()?;
        aligned(workbench, (plan, stored), slug, *answered, control)
    });
    let units = commitments.into_iter().zip(found.units);
    let task = |(unit, found): (&Unit, Vec<NearUnit>)| NearTask {
        unit: unit.path.to_string(),
        title: plan.title(unit).to_owned(),
        counterparts: found.into_iter().map(counterpart).collect(),
    };
    Ok(NearDocument {
        schema: SCHEMA,
        plan: plan.id.to_string(),
        plans: plans.collect::<Result<_, Error>>()?,
        units: units.map(task).collect(),
    })
}

fn counterpart(found: NearUnit) -> Counterpart {
    Counterpart {
        plan: found.slug,
        unit: found.path,
        title: found.title,
        score: rounded(found.score),
    }
}

/// A near plan, with how many commitments of `plan` it shares by the full alignment; what was
/// decided counts for a plan of the library.
fn aligned(
    workbench: &Workbench,
    (plan, stored): (&Plan, bool),
    slug: &str,
    answered: f64,
    control: &Control<'_>,
) -> Result<NearPlan, Error> {
    let other = read::stored(workbench, slug)?.plan.clone();
    let title = other.title_or_id().to_owned();
    let mut own = plan.clone();
    if own.id == other.id {
        own.id = PlanId(format!("{}-2", own.id));
    }
    let id = own.id.clone();
    let corpus = Corpus::new([Arc::new(own), other]);
    let decided = if stored {
        decisions::in_force(workbench, &corpus)?
    } else {
        InForce::default()
    };
    let alignment = align::align_cached(
        &corpus,
        &decided.matches,
        &AlignOptions::default(),
        workbench.segmenter(),
        control,
        &mut lock(&workbench.features),
    )?;
    let [equivalent, partial] = shared(&alignment, plan, &id);
    Ok(NearPlan {
        id: slug.to_owned(),
        title,
        near: rounded(answered),
        equivalent,
        partial,
    })
}

/// How many units of the plan have an equivalent counterpart, and how many only a partial one.
fn shared(alignment: &Alignment, plan: &Plan, id: &PlanId) -> [u32; 2] {
    let mut counts = [0, 0];
    for unit in &plan.units {
        let place = UnitRef {
            plan: id.clone(),
            path: unit.path.clone(),
        };
        let strongest = alignment
            .groups_of(&place)
            .map(|group| group.strength)
            .min();
        match strongest {
            Some(Strength::Equivalent) => counts[0] += 1,
            Some(Strength::Partial) => counts[1] += 1,
            None => {}
        }
    }
    counts
}
