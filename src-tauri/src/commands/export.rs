//! Papers to hand on.

use duizhao_workbench::api::matrix::MatrixRequest;
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Error, ExportFormat};
use tauri::AppHandle;

use super::{Answer, ask};

/// Saves the rows of a comparison through the system's dialog and returns the file's name.
#[tauri::command]
pub(crate) async fn export_view(
    app: AppHandle,
    selection: Selection,
    chosen: Option<MatrixRequest>,
    format: String,
) -> Answer<Option<String>> {
    ask(app, move |shell| {
        let kind = ExportFormat::of(&format).ok_or_else(|| Error::UnknownFormat {
            format: format.clone(),
        })?;
        let Some(path) = shell.dialogs.save_file(&format!("规划对照表.{format}")) else {
            return Ok(None);
        };
        let path = path.with_extension(&format);
        shell.job("export", |control| {
            let chosen = chosen.as_ref();
            shell
                .workbench
                .export(&selection, chosen, kind, &path, control)
        })?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Some(name.to_string_lossy().into_owned()))
    })
    .await
}
