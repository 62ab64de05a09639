//! The library: its plans, imports, undo.

use duizhao_workbench::api::session::{ChangeView, ImportView, PickedFile};
use duizhao_workbench::api::view::LibraryView;
use tauri::{AppHandle, Manager, State};

use super::{Answer, blocking, not_yet};
use crate::shell::Shell;

/// Returns the library.
#[tauri::command]
pub(crate) async fn library(shell: State<'_, Shell>) -> Answer<LibraryView> {
    let path = shell.library.display().to_string();
    Ok(LibraryView {
        plans: Vec::new(),
        lineage: Vec::new(),
        path,
        undo: None,
        redo: None,
        read_only: false,
    })
}

/// Imports the five bundled plans.
#[tauri::command]
pub(crate) async fn import_bundled() -> Answer<ImportView> {
    not_yet("import_bundled")
}

/// Imports the made-up pair of a parent and a county plan.
#[tauri::command]
pub(crate) async fn import_demo() -> Answer<ImportView> {
    not_yet("import_demo")
}

/// Asks for files to import and returns tickets for them.
#[tauri::command]
pub(crate) async fn pick_files(app: AppHandle) -> Answer<Vec<PickedFile>> {
    let work = move || {
        let shell = app.state::<Shell>();
        shell.tickets.issue(shell.dialogs.pick_files())
    };
    Ok(blocking(work).await)
}

/// Imports the files behind tickets.
#[tauri::command]
pub(crate) async fn import_paths(
    shell: State<'_, Shell>,
    tokens: Vec<String>,
) -> Answer<ImportView> {
    let _paths = shell.tickets.redeem(&tokens);
    not_yet("import_paths")
}

/// Imports text from the clipboard.
#[tauri::command]
pub(crate) async fn paste_text(name: String, text: String) -> Answer<ImportView> {
    let _ = (name, text);
    not_yet("paste_text")
}

/// Removes a plan; undo brings it back.
#[tauri::command]
pub(crate) async fn delete_plan(plan: String) -> Answer<LibraryView> {
    let _ = plan;
    not_yet("delete_plan")
}

/// Undoes the last change.
#[tauri::command]
pub(crate) async fn undo() -> Answer<ChangeView> {
    not_yet("undo")
}

/// Does again what was undone.
#[tauri::command]
pub(crate) async fn redo() -> Answer<ChangeView> {
    not_yet("redo")
}
