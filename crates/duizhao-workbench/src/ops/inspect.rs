//! Shows one plan as read.

use std::path::Path;

use crate::api::contract::Inspection;
use crate::api::to_contract;
use crate::error::Error;
use crate::messages::Lang;
use crate::ops::library;
use crate::reading::{ReadOptions, Reading};
use crate::workbench::Workbench;

/// Reads `file` and prints what was read; what a plan of the library cites is linked to the
/// plans that are there now, whichever came first.
pub(crate) fn inspect(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
    lang: Lang,
) -> Result<Inspection, Error> {
    let reading = workbench.read(file, options)?;
    let mut document = document(&reading, lang);
    if !file.exists() && !document.plan.cites.is_empty() {
        let rows = workbench.with_store(|store| store.plans())?;
        for cite in &mut document.plan.cites {
            cite.plan = library::titled(&rows, &document.plan.id, &cite.title);
        }
    }
    Ok(document)
}

/// The document of a reading.
pub(crate) fn document(reading: &Reading, lang: Lang) -> Inspection {
    let mut document = to_contract::inspection(&reading.plan, lang);
    document.plan.encoding = Some(reading.encoding.clone());
    document.plan.format = Some(reading.format.to_owned());
    document
}
