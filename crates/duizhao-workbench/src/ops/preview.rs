//! A file as it would be read: its encoding, its text and its doubts, before anything is kept.

use std::path::{Path, PathBuf};

use duizhao_core::model::{PlanId, UnitKind};
use duizhao_store::Version;

use crate::api::import::PreviewView;
use crate::error::Error;
use crate::ops::source::doubts;
use crate::reading::{self, ReadOptions};
use crate::workbench::Workbench;

/// How many lines are shown.
const LINES: usize = 400;

/// What is to be looked at.
#[derive(Debug, Clone)]
pub enum PreviewOf {
    /// A file that may come in.
    File(PathBuf),
    /// A plan of the library that may be read again.
    Plan(String),
}

/// Reads without keeping; a refusal is part of the answer.
pub(crate) fn preview(
    workbench: &Workbench,
    of: &PreviewOf,
    options: &ReadOptions,
) -> Result<PreviewView, Error> {
    let (name, bytes) = match of {
        PreviewOf::File(path) => {
            let load = duizhao_import::load(path).map(|loaded| loaded.bytes);
            let refused = |source| Error::Import {
                file: reading::shown(path),
                source,
            };
            (path.clone(), load.map_err(refused))
        }
        PreviewOf::Plan(plan) => {
            let (text, bytes) = workbench.with_store(|store| {
                let newest = Version::Newest;
                Ok((store.text(plan, newest)?, store.original(plan, newest)?))
            })?;
            (PathBuf::from(text.file), Ok(bytes))
        }
    };
    let shown = bytes.and_then(|bytes| read(workbench, &name, &bytes, options));
    Ok(shown.unwrap_or_else(|error| PreviewView {
        file: reading::shown(&name),
        error: Some(error.to_api()),
        ..PreviewView::default()
    }))
}

fn read(
    workbench: &Workbench,
    name: &Path,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<PreviewView, Error> {
    let document = reading::decode(workbench.worker(), name, bytes, options)?;
    let file = reading::shown(name);
    let id = PlanId(reading::stem(name));
    let as_text = ReadOptions {
        as_text: true,
        ..options.clone()
    };
    let found = reading::read(id, &file, document, &as_text, &workbench.lexicon)?;
    let plan = &found.plan;
    let structured = plan.units.iter().any(|unit| {
        matches!(
            unit.kind,
            UnitKind::Chapter | UnitKind::Section | UnitKind::Task
        )
    });
    let error = (!structured && !options.as_text).then(|| {
        let file = file.clone();
        Error::NoStructure { file }.to_api()
    });
    let tasks = plan.units.iter().filter(|unit| unit.kind == UnitKind::Task);
    Ok(PreviewView {
        file,
        format: found.format.to_owned(),
        encoding: found.encoding.clone(),
        title: plan.title_or_id().to_owned(),
        units: plan.units.iter().count() as u32,
        tasks: tasks.count() as u32,
        indicators: plan.indicators.len() as u32,
        line_count: plan.text.line_count(),
        lines: plan
            .text
            .source()
            .lines()
            .take(LINES)
            .map(str::to_owned)
            .collect(),
        doubts: doubts(plan),
        error,
    })
}
