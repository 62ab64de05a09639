//! The library: its plans, imports, undo.

use std::cell::RefCell;

use duizhao_workbench::api::import::{
    ImportFile, ImportRow, ImportView, PlanFileView, PreviewView,
};
use duizhao_workbench::api::near::NearView;
use duizhao_workbench::api::session::{ChangeView, PickedFile, ShellEvent};
use duizhao_workbench::api::view::LibraryView;
use duizhao_workbench::{
    Asked, Error, ImportSource, ImportStep, PlanFile, PreviewOf, ReadOptions, now,
};
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

/// Plans named by one answer.
const NEAREST: usize = 12;

/// Returns the plans that are nearest to one.
#[tauri::command]
pub(crate) async fn near_plans(app: AppHandle, plan: String) -> Answer<NearView> {
    ask(app, move |shell| {
        shell.job("align", |control| {
            shell.workbench.near_plans(&plan, NEAREST, control)
        })
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

/// Asks for folders to import and returns tickets for them.
#[tauri::command]
pub(crate) async fn pick_folders(app: AppHandle) -> Answer<Vec<PickedFile>> {
    let work = move || {
        let shell = app.state::<Shell>();
        shell.tickets.issue(shell.dialogs.pick_folders())
    };
    Ok(blocking(work).await)
}

/// Imports the files behind tickets.
#[tauri::command]
pub(crate) async fn import_paths(app: AppHandle, files: Vec<ImportFile>) -> Answer<ImportView> {
    ask(app, move |shell| {
        let asked = files.iter().flat_map(|file| {
            let options = ReadOptions {
                encoding: file.encoding.clone(),
                as_text: file.as_text,
            };
            let paths = shell.tickets.redeem(std::slice::from_ref(&file.token));
            paths.into_iter().map(move |path| Asked {
                source: ImportSource::Path(path),
                options: options.clone(),
            })
        });
        import_asked(shell, &asked.collect::<Vec<_>>())
    })
    .await
}

/// Returns a picked file as it would be read; its ticket stays good.
#[tauri::command]
pub(crate) async fn preview_file(app: AppHandle, file: ImportFile) -> Answer<PreviewView> {
    ask(app, move |shell| {
        let options = ReadOptions {
            encoding: file.encoding,
            as_text: file.as_text,
        };
        let path = shell.tickets.look(&file.token).unwrap_or_default();
        shell.workbench.preview(&PreviewOf::File(path), &options)
    })
    .await
}

/// Returns a plan as it would be read again in another encoding.
#[tauri::command]
pub(crate) async fn preview_plan(
    app: AppHandle,
    plan: String,
    encoding: Option<String>,
) -> Answer<PreviewView> {
    ask(app, move |shell| {
        let options = ReadOptions {
            encoding,
            as_text: true,
        };
        shell.workbench.preview(&PreviewOf::Plan(plan), &options)
    })
    .await
}

/// Reads plans again from their files; all whose files changed where none are named.
#[tauri::command]
pub(crate) async fn reread(
    app: AppHandle,
    plans: Vec<String>,
    encoding: Option<String>,
) -> Answer<ImportView> {
    ask(app, move |shell| {
        let options = ReadOptions {
            encoding,
            as_text: true,
        };
        let done = shell.job("import", |control| {
            shell.workbench.reread(&plans, &options, &now(), control)
        })?;
        Ok(ImportView {
            rows: done.iter().map(ImportRow::from).collect(),
            library: shell.workbench.library()?,
        })
    })
    .await
}

/// Returns which plans' files changed on disk.
#[tauri::command]
pub(crate) async fn plan_files(app: AppHandle) -> Answer<Vec<PlanFileView>> {
    ask(app, |shell| {
        let files = shell.workbench.plan_files()?.into_iter();
        let view = |file: PlanFile| PlanFileView {
            plan: file.plan,
            on_disk: file.on_disk.as_str().to_owned(),
        };
        Ok(files.map(view).collect())
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
    let asked = sources.iter().map(|source| Asked {
        source: source.clone(),
        options: ReadOptions::default(),
    });
    import_asked(shell, &asked.collect::<Vec<_>>())
}

fn import_asked(shell: &Shell, asked: &[Asked]) -> Result<ImportView, Error> {
    let names = RefCell::new(Vec::new());
    let step = |step: ImportStep<'_>| match step {
        ImportStep::Files(files) => {
            let rows = files.iter().map(|file| ImportRow::waiting(file));
            let rows: Vec<ImportRow> = rows.collect();
            names.replace(rows.clone());
            shell.tell(ShellEvent::ImportFiles { rows });
        }
        ImportStep::Reading(at) => {
            let row = ImportRow {
                outcome: "reading".to_owned(),
                ..names.borrow().get(at).cloned().unwrap_or_default()
            };
            let (at, row) = (at as u32, Box::new(row));
            shell.tell(ShellEvent::ImportFile { at, row });
        }
        ImportStep::Done(at, outcome) => {
            let row = ImportRow::from(outcome);
            let (at, row) = (at as u32, Box::new(row));
            shell.tell(ShellEvent::ImportFile { at, row });
        }
    };
    let outcomes = shell.job("import", |control| {
        shell
            .workbench
            .import_watched(asked, &now(), control, &step)
    })?;
    Ok(ImportView {
        rows: outcomes.iter().map(ImportRow::from).collect(),
        library: shell.workbench.library()?,
    })
}
