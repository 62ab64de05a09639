//! Finds equivalent tasks over files and plans of the library.

use std::path::PathBuf;

use duizhao_core::align::{self, AlignOptions};
use duizhao_core::control::Control;
use duizhao_core::model::Alignment;

use crate::api::contract::AlignmentDocument;
use crate::api::to_contract;
use crate::error::Error;
use crate::messages::Lang;
use crate::ops::decisions::{self, InForce};
use crate::ops::read::{self, Set};
use crate::reading::ReadOptions;
use crate::workbench::Workbench;

/// Aligns the plans of `files`.
pub(crate) fn align(
    workbench: &Workbench,
    files: &[PathBuf],
    options: &ReadOptions,
    explain: bool,
    lang: Lang,
    control: &Control<'_>,
) -> Result<AlignmentDocument, Error> {
    let set = workbench.while_words_load(|| read::set(workbench, files, options))?;
    let alignment = of(workbench, &set, &AlignOptions { explain }, control)?;
    let mut document = to_contract::alignment(&set.corpus, &alignment);
    document.warnings = set
        .issues
        .iter()
        .map(|i| to_contract::warning(i, lang))
        .collect();
    Ok(document)
}

/// The alignment of plans given together; decisions of the library hold for its plans.
pub(crate) fn of(
    workbench: &Workbench,
    set: &Set,
    options: &AlignOptions,
    control: &Control<'_>,
) -> Result<Alignment, Error> {
    let decided = decided(workbench, set)?.matches;
    Ok(align::align(
        &set.corpus,
        &decided,
        options,
        workbench.segmenter(),
        control,
    )?)
}

/// What was decided about plans given together; files that are in no library have nothing.
pub(crate) fn decided(workbench: &Workbench, set: &Set) -> Result<InForce, Error> {
    if set.from_library {
        decisions::in_force(workbench, &set.corpus)
    } else {
        Ok(InForce::default())
    }
}
