//! What a desktop program has around its page: a menu, and other libraries.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use duizhao_workbench::api::session::{MenuGroup, PickedFile};
use duizhao_workbench::api::view::ApiError;
use tauri::menu::{MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Manager};

use super::{Answer, blocking};
use crate::shell::Shell;

/// Shows the page's commands as the menu of the window, in the page's language.
#[tauri::command]
pub(crate) async fn set_menu(app: AppHandle, groups: Vec<MenuGroup>) -> Answer<()> {
    let shown = app.clone();
    let build = move || {
        // A desktop without a menu bar loses nothing: every command is on the page as well.
        let _ = menu(&shown, &groups);
    };
    let _ = app.run_on_main_thread(build);
    Ok(())
}

fn menu(app: &AppHandle, groups: &[MenuGroup]) -> tauri::Result<()> {
    let mut bar = MenuBuilder::new(app);
    for group in groups {
        let mut part = SubmenuBuilder::new(app, &group.title);
        for entry in &group.entries {
            part = part.item(&MenuItemBuilder::with_id(&entry.id, &entry.title).build(app)?);
        }
        bar = bar.item(&part.build()?);
    }
    app.set_menu(bar.build()?)?;
    Ok(())
}

/// Returns the libraries opened last, this one left out, as tickets.
#[tauri::command]
pub(crate) async fn recent_libraries(app: AppHandle) -> Answer<Vec<PickedFile>> {
    let work = move || {
        let shell = app.state::<Shell>();
        let others = shell.kept.recent().into_iter();
        shell
            .tickets
            .issue(others.filter(|path| path != &shell.library).collect())
    };
    Ok(blocking(work).await)
}

/// Opens a library in a window of its own: the one behind a ticket, or the one its user names.
#[tauri::command]
pub(crate) async fn open_library(app: AppHandle, token: Option<String>) -> Answer<()> {
    blocking(move || {
        let shell = app.state::<Shell>();
        let path = match token {
            Some(token) => shell.tickets.redeem(&[token]).pop(),
            None => shell.dialogs.save_file("规划文库.db"),
        };
        path.map_or(Ok(()), |path| start(&path))
    })
    .await
    .map_err(|error| ApiError {
        code: "window_not_opened".to_owned(),
        message_zh: format!("未能打开另一个窗口：{error}"),
        message_en: format!("Another window could not be opened: {error}"),
        remedy_zh: "请从系统菜单再启动一次程序。".to_owned(),
        remedy_en: "Start the program again from the system's menu.".to_owned(),
        file: None,
    })
}

/// One process a library, so that the lock of a library is that of its window.
fn start(library: &PathBuf) -> std::io::Result<()> {
    Command::new(std::env::current_exe()?)
        .arg("--library")
        .arg(library)
        .stdin(Stdio::null())
        .spawn()
        .map(drop)
}
