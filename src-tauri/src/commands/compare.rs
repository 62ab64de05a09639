//! The views of a comparison.

use duizhao_workbench::api::responsibilities::ResponsibilitiesView;
use duizhao_workbench::api::targets::TargetsView;
use duizhao_workbench::api::view::{MatrixView, SearchView, Selection, SourceView, SynopsisView};

use tauri::AppHandle;

use super::{Answer, ask, not_yet};

/// Returns the coverage matrix (总览).
#[tauri::command]
pub(crate) async fn matrix(selection: Selection) -> Answer<MatrixView> {
    let _ = selection;
    not_yet("matrix")
}

/// Returns one aligned row (对照).
#[tauri::command]
pub(crate) async fn synopsis(selection: Selection, row: String) -> Answer<SynopsisView> {
    let _ = (selection, row);
    not_yet("synopsis")
}

/// Returns at most 200 source lines of a plan (原文).
#[tauri::command]
pub(crate) async fn source(
    app: AppHandle,
    plan: String,
    from: u32,
    count: u32,
) -> Answer<SourceView> {
    ask(app, move |shell| shell.workbench.source(&plan, from, count)).await
}

/// Returns the targets table (指标).
#[tauri::command]
pub(crate) async fn targets(selection: Selection) -> Answer<TargetsView> {
    let _ = selection;
    not_yet("targets")
}

/// Returns the responsibility matrix (责任).
#[tauri::command]
pub(crate) async fn responsibilities(selection: Selection) -> Answer<ResponsibilitiesView> {
    let _ = selection;
    not_yet("responsibilities")
}

/// Searches all plans.
#[tauri::command]
pub(crate) async fn search(app: AppHandle, query: String, limit: u32) -> Answer<SearchView> {
    ask(app, move |shell| shell.workbench.search_view(&query, limit)).await
}
