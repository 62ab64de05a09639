//! Papers to hand on.

use duizhao_workbench::api::view::Selection;
use tauri::{AppHandle, Manager};

use super::{Answer, blocking, not_yet};
use crate::shell::Shell;

/// Saves a comparison through the system's dialog and returns the file's name.
#[tauri::command]
pub(crate) async fn export_view(
    app: AppHandle,
    selection: Selection,
    format: String,
) -> Answer<Option<String>> {
    let _ = selection;
    let name = format!("对照表.{format}");
    let path = blocking(move || app.state::<Shell>().dialogs.save_file(&name)).await;
    if path.is_none() {
        return Ok(None);
    }
    not_yet("export_view")
}
