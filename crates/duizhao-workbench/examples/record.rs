//! Records what the window gets on plans, for the page's tests and for running it in a browser.
//!
//! ```text
//! cargo run -p duizhao-workbench --example record -- ui/src/api/recorded seeds/*.txt
//! ```
//!
//! The city plan with most units is the base of most recordings; the next is the base of a few,
//! so that changing the base can be tried.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest, MatrixView};
use duizhao_workbench::api::review::{ReviewLine, ReviewRequest};
use duizhao_workbench::api::view::{LibraryView, Selection, SourceView};
use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench};
use serde_json::{Map, Value, json};

/// Rows spelt out, per base.
const ROWS: [usize; 2] = [24, 6];
/// Deviations with their evidence.
const DETAILS: usize = 30;
/// Lines asked for at once.
const PAGE: u32 = 200;
const AT: &str = "2026-01-01T00:00:00Z";

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments
        .next()
        .ok_or("the folder to write to is missing")?;
    let files: Vec<ImportSource> = arguments.map(ImportSource::Path).collect();
    let workbench = Workbench::new(None);
    workbench.import(&files, &ReadOptions::default(), AT, &Control::none())?;

    let mut library = workbench.library()?;
    "library.db".clone_into(&mut library.path);
    write(&folder, "library", &library)?;
    let selections = selections(&library);
    rows(&folder, &workbench, &selections)?;
    let first = selections.first().ok_or("no plan was read")?;
    write(&folder, "targets", &workbench.targets(first, 0)?)?;
    write(
        &folder,
        "responsibilities",
        &workbench.responsibilities(first, 0)?,
    )?;
    review(&folder, &workbench, first)?;
    let mut sources = BTreeMap::new();
    for plan in &first.plans {
        sources.insert(plan.clone(), whole_source(&workbench, plan)?);
    }
    write(&folder, "source", &sources)
}

/// All plans, against the first base and the second.
fn selections(library: &LibraryView) -> Vec<Selection> {
    let plans: Vec<String> = library.plans.iter().map(|card| card.id.clone()).collect();
    let mut ranked: Vec<_> = library.plans.iter().collect();
    ranked.sort_by_key(|card| (card.level.as_deref() != Some("city"), Reverse(card.units)));
    let bases = ranked.into_iter().take(ROWS.len());
    bases
        .map(|card| Selection {
            plans: plans.clone(),
            base: Some(card.id.clone()),
        })
        .collect()
}

/// Matrices, and some of their rows; what shows the place in a document is the same in all rows.
fn rows(folder: &Path, workbench: &Workbench, selections: &[Selection]) -> Fallible<()> {
    let (mut matrices, mut rows, mut heat) = (Map::new(), Map::new(), Map::new());
    for (selection, count) in selections.iter().zip(ROWS) {
        let base = selection.base.clone().unwrap_or_default();
        let matrix = whole_matrix(workbench, selection)?;
        for id in some_rows(&matrix, count) {
            let mut view = serde_json::to_value(workbench.synopsis(selection, &id)?)?;
            heat.insert(base.clone(), view["heat"].take());
            rows.insert(format!("{base}|{id}"), view);
        }
        matrices.insert(base, serde_json::to_value(&matrix)?);
    }
    write(folder, "matrix", &matrices)?;
    write(folder, "synopsis", &rows)?;
    write(folder, "heat", &heat)
}

/// The matrix with all its lines.
fn whole_matrix(workbench: &Workbench, selection: &Selection) -> Fallible<MatrixView> {
    let window = |from| {
        let request = MatrixRequest {
            from,
            ..MatrixRequest::default()
        };
        workbench.matrix(selection, &request, &Control::none())
    };
    let mut whole = window(0)?;
    while (whole.lines.rows.len() as u32) < whole.lines.total {
        let next = window(whole.lines.rows.len() as u32)?;
        whole.lines.rows.extend(next.lines.rows);
    }
    Ok(whole)
}

/// The first rows of the base, and two that others add.
fn some_rows(matrix: &MatrixView, count: usize) -> Vec<String> {
    let all = || {
        matrix.lines.rows.iter().filter_map(|line| match line {
            MatrixLine::Row { row, .. } => Some(row),
            MatrixLine::Section { .. } => None,
        })
    };
    let own = all().filter(|row| row.cite.is_some()).take(count);
    let added = all().filter(|row| row.cite.is_none()).take(2);
    own.chain(added).map(|row| row.id.clone()).collect()
}

fn review(folder: &Path, workbench: &Workbench, selection: &Selection) -> Fallible<()> {
    let queue = workbench.review(selection, &ReviewRequest::default())?;
    let mut details = BTreeMap::new();
    let items = queue.lines.rows.iter().filter_map(|line| match line {
        ReviewLine::Item { item, .. } => Some(item),
        ReviewLine::Severity { .. } => None,
    });
    for item in items.take(DETAILS) {
        let detail = workbench.review_detail(selection, &item.id)?;
        details.insert(item.id.clone(), detail);
    }
    write(
        folder,
        "review",
        &json!({ "view": queue, "details": details }),
    )
}

fn whole_source(workbench: &Workbench, plan: &str) -> Fallible<SourceView> {
    let mut whole = workbench.source(plan, 1, PAGE)?;
    while (whole.lines.len() as u32) < whole.line_count {
        let next = workbench.source_lines(plan, whole.lines.len() as u32 + 1, PAGE)?;
        if next.is_empty() {
            break;
        }
        whole.lines.extend(next);
    }
    Ok(whole)
}

fn write(folder: &Path, name: &str, value: &impl serde::Serialize) -> Fallible<()> {
    fs::create_dir_all(folder)?;
    let text = serde_json::to_string::<Value>(&serde_json::to_value(value)?)?;
    fs::write(folder.join(format!("{name}.json")), text + "\n")?;
    Ok(())
}
