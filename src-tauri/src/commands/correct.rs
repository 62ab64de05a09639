//! Corrections of matches (判定) by the units they are about.

use duizhao_workbench::api::correct::{CorrectionsView, MatchInput};
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::now;
use tauri::AppHandle;

use super::{Answer, ask};

/// Pins, forbids, splits, merges, names a group, or takes such a word back.
#[tauri::command]
pub(crate) async fn correct_match(
    app: AppHandle,
    selection: Selection,
    input: MatchInput,
) -> Answer<CorrectionsView> {
    ask(app, move |shell| {
        let mut plans = selection.plans;
        plans.extend(selection.base);
        shell.workbench.correct_match(&plans, &input, &now())
    })
    .await
}

/// Returns all corrections of matches in force.
#[tauri::command]
pub(crate) async fn corrections(app: AppHandle) -> Answer<CorrectionsView> {
    ask(app, move |shell| shell.workbench.corrections()).await
}
