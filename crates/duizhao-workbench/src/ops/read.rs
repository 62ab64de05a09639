//! Reads files and plans of the library.

use std::path::Path;

use duizhao_core::model::PlanId;

use crate::error::Error;
use crate::reading::{self, ReadOptions, Reading};
use crate::workbench::Workbench;

/// Reads one file.
pub(crate) fn one(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
) -> Result<Reading, Error> {
    let (_, document) = reading::load(file, options)?;
    let id = PlanId(reading::stem(file));
    reading::read(
        id,
        &reading::shown(file),
        document,
        options,
        &workbench.lexicon,
    )
}
