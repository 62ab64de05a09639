//! Corrections of readings (更正).

use duizhao_workbench::api::mend::{MendInput, MendResult, UnitDetail};
use duizhao_workbench::now;
use tauri::AppHandle;

use super::{Answer, ask};

/// Corrects a unit, or the plan as a whole where there is no path.
#[tauri::command]
pub(crate) async fn mend(
    app: AppHandle,
    plan: String,
    path: Option<String>,
    input: MendInput,
) -> Answer<MendResult> {
    ask(app, move |shell| {
        let path = path.as_deref();
        shell.workbench.mend(&plan, path, &input, &now())
    })
    .await
}

/// Returns all corrections of a plan.
#[tauri::command]
pub(crate) async fn mends(app: AppHandle, plan: String) -> Answer<MendResult> {
    ask(app, move |shell| shell.workbench.mends(&plan)).await
}

/// Returns a unit with all that can be corrected in it.
#[tauri::command]
pub(crate) async fn unit_detail(app: AppHandle, plan: String, path: String) -> Answer<UnitDetail> {
    ask(app, move |shell| shell.workbench.unit_detail(&plan, &path)).await
}
