//! The library: its plans, how they cite each other, what can be undone.

use duizhao_store::PlanRow;

use crate::api::contract::{PlanEntry, PlanList, SCHEMA};
use crate::api::view::{LibraryView, LineageEdge, PlanCard};
use crate::error::Error;
use crate::names::{Name, names};
use crate::ops::glance::{self, Glance};
use crate::ops::import::{READER, rows};
use crate::ops::origin::PlanFile;
use crate::ops::{journal, origin, read};
use crate::workbench::Workbench;

/// The plans, as `plans` prints them.
pub(crate) fn plans(workbench: &Workbench) -> Result<PlanList, Error> {
    let rows = workbench.with_store(|store| store.plans())?;
    let files = origin::files(workbench)?;
    let plans = rows.into_iter().zip(files).map(|(row, file)| PlanEntry {
        id: row.slug,
        title: row.title,
        region: row.region,
        level: row.level,
        period: row.period,
        file: row.file,
        sha256: row.sha256,
        units: row.units,
        tasks: row.tasks,
        warnings: row.warnings,
        version: row.version,
        encoding: row.encoding,
        path: file.path,
        on_disk: file.on_disk.as_str(),
        imported_at: row.imported_at,
    });
    Ok(PlanList {
        schema: SCHEMA,
        plans: plans.collect(),
    })
}

/// The library, as the window shows it.
pub(crate) fn view(workbench: &Workbench) -> Result<LibraryView, Error> {
    let rows = workbench.with_store(|store| store.plans())?;
    let plans = glance::at(workbench, &rows)?;
    let names = names(&plans.iter().map(Glance::named).collect::<Vec<_>>());
    let files = origin::files(workbench)?;
    let cards = rows
        .iter()
        .zip(&plans)
        .zip(names)
        .zip(&files)
        .map(|(((row, plan), name), file)| card(row, plan, name, file));
    let (undo, redo) = journal::steps(workbench)?;
    let read_only = workbench.with_store(|store| Ok(store.read_only()))?;
    Ok(LibraryView {
        plans: cards.collect(),
        lineage: lineage(&rows, &plans),
        path: workbench
            .library_path()
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        undo,
        redo,
        read_only,
    })
}

/// One plan, as the window lists it; an earlier version under its own id.
pub(crate) fn card_of(workbench: &Workbench, slug: &str) -> Result<PlanCard, Error> {
    let view = view(workbench)?;
    let is = |card: &PlanCard, slug: &str| card.id == slug;
    let current = view.plans.iter().find(|card| is(card, slug)).cloned();
    let earlier = || {
        let (of, _) = slug.rsplit_once('@')?;
        let card = view.plans.iter().find(|card| is(card, of))?;
        let id = slug.to_owned();
        Some(PlanCard { id, ..card.clone() })
    };
    current.or_else(earlier).ok_or_else(|| Error::UnknownPlan {
        name: slug.to_owned(),
    })
}

/// Lists and indexes anew what an older reader had read.
pub(crate) fn refresh(workbench: &Workbench) -> Result<(), Error> {
    let old = workbench.with_store(|store| {
        let stale = |row: &PlanRow| row.reader < READER && !store.read_only();
        Ok(store.plans()?.into_iter().filter(stale).collect::<Vec<_>>())
    })?;
    for row in old {
        let reading = read::stored(workbench, &row.slug)?;
        workbench.with_store(|store| store.replace_units(&rows(&reading)))?;
    }
    Ok(())
}

fn card(row: &PlanRow, plan: &Glance, name: Name, file: &PlanFile) -> PlanCard {
    PlanCard {
        id: row.slug.clone(),
        name: name.name,
        mark: name.mark,
        title: row.title.clone(),
        doc_number: plan.doc_number.clone(),
        region: row.region.clone(),
        level: row.level.clone(),
        period: row.period,
        units: row.units,
        tasks: row.tasks,
        indicators: row.indicators,
        targets: row.targets,
        warnings: plan.warnings,
        file: row.file.clone(),
        encoding: row.encoding.clone(),
        version: row.version,
        on_disk: file.on_disk.as_str().to_owned(),
        fictitious: plan.fictitious,
    }
}

/// What each plan cites, and which plan of the library that is.
fn lineage(rows: &[PlanRow], plans: &[Glance]) -> Vec<LineageEdge> {
    let mut edges = Vec::new();
    for (row, plan) in rows.iter().zip(plans) {
        for cite in &plan.cites {
            let is_it = |(other, glance): &(&PlanRow, &Glance)| {
                other.slug != row.slug && glance.is(&cite.title, cite.doc_number.as_deref())
            };
            let cited = rows.iter().zip(plans).find(is_it);
            edges.push(LineageEdge {
                plan: row.slug.clone(),
                title: cite.title.clone(),
                doc_number: cite.doc_number.clone(),
                relation: cite.relation.clone(),
                cited: cited.map(|(other, _)| other.slug.clone()),
            });
        }
    }
    edges
}

/// The plan of the library that bears the title which the plan `slug` cites.
pub(crate) fn titled(rows: &[PlanRow], slug: &str, title: &str) -> Option<String> {
    let is_it = |row: &&PlanRow| row.slug != slug && is_titled(&row.title, title);
    rows.iter().find(is_it).map(|row| row.slug.clone())
}

/// True where a citation that names `title` means the document titled `own`.
pub(crate) fn is_titled(own: &str, title: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (own, title) = (bare(own), bare(title));
    // 「国务院关于印发“十四五”…规划的通知」 cites the plan that the notice issues.
    let title = title.strip_suffix("的通知").unwrap_or(&title);
    !own.is_empty() && (own == title || title.ends_with(&own))
}
