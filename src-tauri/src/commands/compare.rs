//! The views of a comparison.

use duizhao_workbench::api::batch::{BatchRequest, BatchView};
use duizhao_workbench::api::matrix::{MatrixRequest, MatrixView};
use duizhao_workbench::api::responsibilities::ResponsibilitiesView;
use duizhao_workbench::api::targets::TargetsView;
use duizhao_workbench::api::view::{
    MatchView, SearchView, Selection, SourceLine, SourceView, SynopsisView,
};

use tauri::AppHandle;

use super::{Answer, ask};

/// Returns at most 200 lines of the coverage matrix (总览).
#[tauri::command]
pub(crate) async fn matrix(
    app: AppHandle,
    selection: Selection,
    request: MatrixRequest,
) -> Answer<MatrixView> {
    ask(app, move |shell| {
        shell.job("align", |control| {
            shell.workbench.matrix(&selection, &request, control)
        })
    })
    .await
}

/// Returns at most 200 rows of many plans against one base (counties × tasks).
#[tauri::command]
pub(crate) async fn batch(
    app: AppHandle,
    selection: Selection,
    request: BatchRequest,
) -> Answer<BatchView> {
    ask(app, move |shell| {
        shell.job("compare", |control| {
            shell.workbench.batch(&selection, &request, control)
        })
    })
    .await
}

/// Returns one aligned row (对照).
#[tauri::command]
pub(crate) async fn synopsis(
    app: AppHandle,
    selection: Selection,
    row: String,
) -> Answer<SynopsisView> {
    ask(app, move |shell| shell.workbench.synopsis(&selection, &row)).await
}

/// Returns what the match of every column of a row rests on (匹配依据).
#[tauri::command]
pub(crate) async fn matches(
    app: AppHandle,
    selection: Selection,
    row: String,
) -> Answer<Vec<Option<MatchView>>> {
    ask(app, move |shell| shell.workbench.matches(&selection, &row)).await
}

/// Returns a plan's outline and at most 200 of its source lines (原文).
#[tauri::command]
pub(crate) async fn source(
    app: AppHandle,
    plan: String,
    from: u32,
    count: u32,
) -> Answer<SourceView> {
    ask(app, move |shell| shell.workbench.source(&plan, from, count)).await
}

/// Returns at most 200 further source lines of a plan.
#[tauri::command]
pub(crate) async fn source_lines(
    app: AppHandle,
    plan: String,
    from: u32,
    count: u32,
) -> Answer<Vec<SourceLine>> {
    ask(app, move |shell| {
        shell.workbench.source_lines(&plan, from, count)
    })
    .await
}

/// Returns at most 200 rows of the targets table (指标).
#[tauri::command]
pub(crate) async fn targets(
    app: AppHandle,
    selection: Selection,
    from: u32,
) -> Answer<TargetsView> {
    ask(app, move |shell| shell.workbench.targets(&selection, from)).await
}

/// Returns at most 200 rows of the responsibility matrix (责任).
#[tauri::command]
pub(crate) async fn responsibilities(
    app: AppHandle,
    selection: Selection,
    from: u32,
) -> Answer<ResponsibilitiesView> {
    ask(app, move |shell| {
        shell.workbench.responsibilities(&selection, from)
    })
    .await
}

/// Searches all plans.
#[tauri::command]
pub(crate) async fn search(app: AppHandle, query: String, limit: u32) -> Answer<SearchView> {
    ask(app, move |shell| shell.workbench.search_view(&query, limit)).await
}
