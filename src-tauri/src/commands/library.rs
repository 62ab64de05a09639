//! The library: its plans, imports, undo.

use duizhao_workbench::api::session::{ChangeView, ImportView, PickedFile};
use duizhao_workbench::api::view::{ImportRow, LibraryView};
use duizhao_workbench::{Error, ImportSource, Outcome, ReadOptions, now};
use tauri::{AppHandle, Manager};

use super::{Answer, ask, blocking};
use crate::bundled;
use crate::shell::Shell;

/// Returns the library.
#[tauri::command]
pub(crate) async fn library(app: AppHandle) -> Answer<LibraryView> {
    ask(app, |shell| {
        let library = shell.workbench.library()?;
        let wanted = std::mem::take(
            &mut *shell
                .bundled
                .lock()
                .expect("nothing panics while it is held"),
        );
        if wanted && library.plans.is_empty() {
            return Ok(import(shell, &bundled::plans())?.library);
        }
        Ok(library)
    })
    .await
}

/// Imports the five bundled plans.
#[tauri::command]
pub(crate) async fn import_bundled(app: AppHandle) -> Answer<ImportView> {
    ask(app, |shell| import(shell, &bundled::plans())).await
}

/// Imports the made-up pair of a parent and a county plan.
#[tauri::command]
pub(crate) async fn import_demo(app: AppHandle) -> Answer<ImportView> {
    ask(app, |shell| import(shell, &bundled::demonstration())).await
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
pub(crate) async fn import_paths(app: AppHandle, tokens: Vec<String>) -> Answer<ImportView> {
    ask(app, move |shell| {
        let paths = shell.tickets.redeem(&tokens);
        let sources: Vec<ImportSource> = paths.into_iter().map(ImportSource::Path).collect();
        import(shell, &sources)
    })
    .await
}

/// Imports text from the clipboard.
#[tauri::command]
pub(crate) async fn paste_text(app: AppHandle, name: String, text: String) -> Answer<ImportView> {
    ask(app, move |shell| {
        import(
            shell,
            &[ImportSource::Bytes {
                name,
                bytes: text.into_bytes(),
            }],
        )
    })
    .await
}

/// Removes a plan; undo brings it back.
#[tauri::command]
pub(crate) async fn delete_plan(app: AppHandle, plan: String) -> Answer<LibraryView> {
    ask(app, move |shell| {
        shell.workbench.delete_plans(&[&plan], &now())
    })
    .await
}

/// Undoes the last change.
#[tauri::command]
pub(crate) async fn undo(app: AppHandle) -> Answer<ChangeView> {
    ask(app, |shell| shell.workbench.undo(&now())).await
}

/// Does again what was undone.
#[tauri::command]
pub(crate) async fn redo(app: AppHandle) -> Answer<ChangeView> {
    ask(app, |shell| shell.workbench.redo(&now())).await
}

/// Imports sources with progress and cancel.
pub(crate) fn import(shell: &Shell, sources: &[ImportSource]) -> Result<ImportView, Error> {
    let outcomes = shell.job("import", |control| {
        shell
            .workbench
            .import(sources, &ReadOptions::default(), &now(), control)
    })?;
    Ok(ImportView {
        rows: outcomes.iter().map(row).collect(),
        library: shell.workbench.library()?,
    })
}

fn row(outcome: &Outcome) -> ImportRow {
    let file = std::path::Path::new(&outcome.file);
    let file = file
        .file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy()
        .into_owned();
    match &outcome.result {
        Ok(done) => ImportRow {
            file,
            outcome: if done.is_known() { "known" } else { "imported" }.to_owned(),
            plan: Some(done.plan.clone()),
            error: None,
            units: done.units,
            warnings: done.warnings,
        },
        Err(error) => ImportRow {
            file,
            outcome: if matches!(error, Error::Cancelled) {
                "cancelled"
            } else {
                "refused"
            }
            .to_owned(),
            plan: None,
            error: Some(error.to_api()),
            units: 0,
            warnings: 0,
        },
    }
}
