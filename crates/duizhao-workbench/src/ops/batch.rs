//! Holds many plans against one base, two at a time, and keeps the answer for the window.

use std::sync::Arc;

use duizhao_core::compare::CompareOptions;
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Corpus, PlanComparison, PlanId, Severity, UnitPath};
use duizhao_core::present::{self, CellFlag, Column, Presence, Row, Selected};

use crate::api::view::Selection;
use crate::error::Error;
use crate::names::{Name, names_in};
use crate::ops::pairs::{self, Against, Pair};
use crate::ops::session::slugs;
use crate::ops::{decisions, read, rules};
use crate::workbench::{Workbench, lock};

/// Many plans against one base.
pub(crate) struct Batch {
    key: Vec<String>,
    pub(crate) base: (Column, Name),
    /// Tasks of the base.
    pub(crate) tasks: Vec<Task>,
    /// In the order of places.
    pub(crate) plans: Vec<BatchedPlan>,
}

/// A task of the base.
pub(crate) struct Task {
    pub(crate) row: String,
    pub(crate) path: UnitPath,
    pub(crate) topic: String,
    pub(crate) section: String,
}

/// A plan of the batch.
pub(crate) struct BatchedPlan {
    pub(crate) column: Column,
    pub(crate) name: Name,
    /// `[high, medium, low, info]`.
    pub(crate) counts: [u32; 4],
    /// One per task.
    pub(crate) cells: Vec<BatchedCell>,
}

/// A plan's part of a task.
pub(crate) struct BatchedCell {
    pub(crate) presence: Presence,
    pub(crate) counts: [u32; 4],
    pub(crate) flag: Option<CellFlag>,
}

/// The plans of `selection` against its base; computed where it is not there yet.
pub(crate) fn of(
    workbench: &Workbench,
    selection: &Selection,
    control: &Control<'_>,
) -> Result<Arc<Batch>, Error> {
    let base = selection.base.clone().ok_or(Error::NoBase)?;
    let (mut plans, mut key) = (Vec::new(), vec![base.clone()]);
    for slug in slugs(selection) {
        let reading = read::stored(workbench, slug)?;
        key.extend([slug.to_owned(), reading.key.clone()]);
        plans.push(reading.plan.clone());
    }
    let corpus = Corpus::new(plans);
    let base = PlanId(base);
    let in_force = decisions::in_force(workbench, &corpus)?;
    key.push(in_force.key.clone());
    key.extend(rules::tuning(workbench)?);
    if let Some(batch) = lock(&workbench.batch)
        .as_ref()
        .filter(|kept| kept.key == key)
    {
        return Ok(Arc::clone(batch));
    }
    let options = CompareOptions {
        relations: in_force.relations(Some(&base)),
        rules: rules::of_library(workbench)?,
        decided: in_force.matches,
        ..CompareOptions::default()
    };
    let against = Against {
        workbench,
        base: pairs::plan(&corpus, &base)?,
        options: &options,
    };
    let batch = Arc::new(compute(&against, &corpus, key, control)?);
    *lock(&workbench.batch) = Some(Arc::clone(&batch));
    Ok(batch)
}

fn compute(
    against: &Against<'_>,
    corpus: &Corpus,
    key: Vec<String>,
    control: &Control<'_>,
) -> Result<Batch, Error> {
    let workbench = against.workbench;
    let named = names_in(corpus);
    let name = |id: &PlanId| {
        let at = corpus.plans().iter().position(|plan| &plan.id == id);
        named[at.expect("the plan is of the corpus")].clone()
    };
    let alone = Corpus::new(vec![against.base.clone()]);
    let table = present::tabulate(&Selected {
        corpus: &alone,
        base: Some(&against.base.id),
        alignment: &Alignment::default(),
        comparison: None,
        lexicon: &workbench.lexicon,
    });
    let tasks: Vec<Task> = table.rows.iter().filter_map(task).collect();
    let plans = against.each(corpus, control, |plan, pair| {
        batched(workbench, &pair, &tasks, name(&plan.id))
    })?;
    let base = table.columns.into_iter().next();
    Ok(Batch {
        key,
        base: (base.expect("the base is a column"), name(&against.base.id)),
        tasks,
        plans,
    })
}

fn task(row: &Row) -> Option<Task> {
    let section = row.section.last().map(|(_, title)| title.clone());
    Some(Task {
        row: row.id.clone(),
        path: row.base_path.clone()?,
        topic: row.topic.clone(),
        section: section.unwrap_or_default(),
    })
}

/// One plan, its cells as the table of the two would show them.
fn batched(workbench: &Workbench, pair: &Pair, tasks: &[Task], name: Name) -> BatchedPlan {
    let table = present::tabulate(&Selected {
        corpus: &pair.corpus,
        base: Some(&pair.comparison.base),
        alignment: &pair.alignment,
        comparison: Some(&pair.comparison),
        lexicon: &workbench.lexicon,
    });
    let found = &pair.comparison.plans[0];
    let cell = |task: &Task| {
        let mut rows = table.rows.iter();
        let row = rows.find(|row| row.base_path.as_ref() == Some(&task.path));
        let shown = row.map(|row| &row.cells[1]);
        BatchedCell {
            presence: shown.map_or(Presence::Absent, |cell| cell.presence),
            counts: counts(found, Some(&task.path)),
            flag: shown.and_then(|cell| cell.flags.first().cloned()),
        }
    };
    BatchedPlan {
        cells: tasks.iter().map(cell).collect(),
        counts: counts(found, None),
        column: table.columns[1].clone(),
        name,
    }
}

/// Findings by severity, about one task or all.
fn counts(found: &PlanComparison, task: Option<&UnitPath>) -> [u32; 4] {
    let about = |unit: Option<&UnitPath>| task.is_none() || unit == task;
    let of = |severity: Severity| {
        let all = found.deviations.iter();
        let own = all.filter(|d| d.severity == severity && about(d.base.unit.as_ref()));
        own.count() as u32
    };
    [
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
    ]
    .map(of)
}
