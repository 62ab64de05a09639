//! The review queue and corrected matches (审查).

use duizhao_workbench::api::review::{ReviewDetail, ReviewRequest, ReviewView, VerdictInput};
use duizhao_workbench::api::session::{ChangeView, MatchDecision};
use duizhao_workbench::api::view::Selection;

use duizhao_workbench::{now, relation_of};
use tauri::AppHandle;

use super::{Answer, ask};

/// Returns at most 200 lines of the queue of deviations.
#[tauri::command]
pub(crate) async fn review(
    app: AppHandle,
    selection: Selection,
    request: ReviewRequest,
) -> Answer<ReviewView> {
    ask(app, move |shell| {
        shell.workbench.review(&selection, &request)
    })
    .await
}

/// Returns one deviation with its evidence.
#[tauri::command]
pub(crate) async fn review_detail(
    app: AppHandle,
    selection: Selection,
    id: String,
) -> Answer<ReviewDetail> {
    ask(app, move |shell| {
        shell.workbench.review_detail(&selection, &id)
    })
    .await
}

/// Sets a verdict, a note or a suggested wording.
#[tauri::command]
pub(crate) async fn set_verdict(
    app: AppHandle,
    selection: Selection,
    input: VerdictInput,
) -> Answer<ChangeView> {
    ask(app, move |shell| {
        shell.workbench.set_verdict(&selection, &input, &now())
    })
    .await
}

/// Pins, forbids or makes a match.
#[tauri::command]
pub(crate) async fn decide_match(
    app: AppHandle,
    selection: Selection,
    decision: MatchDecision,
) -> Answer<ChangeView> {
    ask(app, move |shell| {
        shell.workbench.decide_match(&selection, &decision, &now())
    })
    .await
}

/// Says how a plan stands to a base; the empty word leaves it to the program.
#[tauri::command]
pub(crate) async fn set_relation(
    app: AppHandle,
    plan: String,
    base: String,
    relation: String,
) -> Answer<ChangeView> {
    ask(app, move |shell| {
        let relation = relation_of(&relation);
        shell.workbench.set_relation(&plan, &base, relation, &now())
    })
    .await
}
