//! The review queue and corrected matches (审查).

use duizhao_workbench::api::review::{ReviewDetail, ReviewView, VerdictInput};
use duizhao_workbench::api::session::{ChangeView, MatchDecision};
use duizhao_workbench::api::view::Selection;

use super::{Answer, not_yet};

/// Returns the queue of deviations.
#[tauri::command]
pub(crate) async fn review(selection: Selection) -> Answer<ReviewView> {
    let _ = selection;
    not_yet("review")
}

/// Returns one deviation with its evidence.
#[tauri::command]
pub(crate) async fn review_detail(selection: Selection, id: String) -> Answer<ReviewDetail> {
    let _ = (selection, id);
    not_yet("review_detail")
}

/// Sets a verdict, a note or a suggested wording.
#[tauri::command]
pub(crate) async fn set_verdict(selection: Selection, input: VerdictInput) -> Answer<ChangeView> {
    let _ = (selection, input);
    not_yet("set_verdict")
}

/// Pins, forbids or makes a match.
#[tauri::command]
pub(crate) async fn decide_match(
    selection: Selection,
    decision: MatchDecision,
) -> Answer<ChangeView> {
    let _ = (selection, decision);
    not_yet("decide_match")
}
