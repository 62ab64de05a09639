//! What a list must know of every plan, kept so that showing the list reads none.
//!
//! ```text
//! 任城区… : 济宁市示范任城区, 2021–2025, cites 《济宁市…规划》, 3 doubts
//! ```
//!
//! A glance holds while text, corrections and reader are the ones it was taken with; else the plan
//! is read and the glance taken again.

use std::collections::BTreeMap;

use duizhao_core::model::Plan;
use duizhao_store::PlanRow;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::names::Named;
use crate::ops::import::READER;
use crate::ops::{library, mend, read};
use crate::workbench::{Workbench, lock};

/// Under what name a library keeps its glances.
const KEPT: &str = "glances";

/// Glances by the ids of their plans.
pub(crate) type Glances = BTreeMap<String, Glance>;

/// A plan at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Glance {
    key: String,
    region: Option<String>,
    period: Option<(u16, u16)>,
    /// Its title, or its id where none was found.
    shown: String,
    /// Its title as read.
    pub(crate) title: Option<String>,
    /// 发文字号.
    pub(crate) doc_number: Option<String>,
    /// What it cites.
    pub(crate) cites: Vec<Cited>,
    /// Doubts of the reading.
    pub(crate) warnings: u32,
    /// True for a plan made up for demonstration.
    pub(crate) fictitious: bool,
}

/// A document that a plan cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cited {
    pub(crate) title: String,
    pub(crate) doc_number: Option<String>,
    pub(crate) relation: String,
}

impl Glance {
    fn of(plan: &Plan, key: String) -> Self {
        let meta = &plan.meta;
        let cites = meta.cites.iter().map(|cite| Cited {
            title: cite.title.clone(),
            doc_number: cite.doc_number.clone(),
            relation: cite.relation.as_str().to_owned(),
        });
        let mut first_lines = plan.text.source().lines().take(20);
        Glance {
            key,
            region: meta.region.name.clone(),
            period: meta.period,
            shown: plan.title_or_id().to_owned(),
            title: meta.title.as_ref().map(|title| title.value.clone()),
            doc_number: meta.doc_number.as_ref().map(|number| number.value.clone()),
            cites: cites.collect(),
            warnings: plan.issues.len() as u32,
            fictitious: first_lines.any(|line| line.contains("示例（虚构）")),
        }
    }

    /// What its short name is made from.
    pub(crate) fn named(&self) -> Named<'_> {
        Named {
            region: self.region.as_deref(),
            period: self.period,
            title: &self.shown,
        }
    }

    /// True where it is the document of that title or number.
    pub(crate) fn is(&self, title: &str, doc_number: Option<&str>) -> bool {
        if doc_number.is_some() && self.doc_number.as_deref() == doc_number {
            return true;
        }
        let own = self.title.as_deref();
        own.is_some_and(|own| library::is_titled(own, title))
    }
}

/// A glance at each of `rows`, in their order; reads only plans that are new or changed.
pub(crate) fn at(workbench: &Workbench, rows: &[PlanRow]) -> Result<Vec<Glance>, Error> {
    let known = kept(workbench)?;
    let (mut found, mut all) = (Vec::with_capacity(rows.len()), Glances::new());
    for row in rows {
        let mends = mend::of(workbench, &row.slug)?;
        let reader = concat!(env!("CARGO_PKG_VERSION"), " reader");
        let text = format!("{} {}", row.sha256, row.encoding);
        let key = format!("{text} {} {reader} {READER}", mends.key);
        let glance = match known.get(&row.slug).filter(|glance| glance.key == key) {
            Some(glance) => glance.clone(),
            None => Glance::of(&read::stored(workbench, &row.slug)?.plan, key),
        };
        all.insert(row.slug.clone(), glance.clone());
        found.push(glance);
    }
    if all != known {
        keep(workbench, &all);
        *lock(&workbench.glances) = Some(all);
    }
    Ok(found)
}

/// The glances of this run, or of the last one.
fn kept(workbench: &Workbench) -> Result<Glances, Error> {
    if let Some(glances) = &*lock(&workbench.glances) {
        return Ok(glances.clone());
    }
    let text = workbench.with_store(|store| store.remembered(KEPT))?;
    // Of another version they are taken again.
    let glances: Glances = text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    *lock(&workbench.glances) = Some(glances.clone());
    Ok(glances)
}

/// Keeps glances for the next start; a library that cannot be written only starts slower.
fn keep(workbench: &Workbench, glances: &Glances) {
    let text = serde_json::to_string(glances).expect("texts and numbers can be written");
    let write = |store: &mut duizhao_store::Store| {
        if store.read_only() {
            return Ok(());
        }
        store.remember(KEPT, &text)
    };
    let _ = workbench.with_store(write);
}
