//! What the page keeps with the shell: its settings, its place, its channel.

use duizhao_workbench::api::session::{Settings, ShellEvent};
use duizhao_workbench::api::view::ApiError;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use super::{Answer, ask, blocking};
use crate::shell::Shell;

/// Under what name a library remembers where its reader was.
const PLACE: &str = "page";

/// Returns the reader's settings.
#[tauri::command]
pub(crate) async fn settings(app: AppHandle) -> Answer<Settings> {
    Ok(blocking(move || app.state::<Shell>().kept.settings()).await)
}

/// Keeps the reader's settings.
#[tauri::command]
pub(crate) async fn save_settings(app: AppHandle, settings: Settings) -> Answer<()> {
    blocking(move || app.state::<Shell>().kept.keep_settings(&settings))
        .await
        .map_err(|error| ApiError {
            code: "settings_not_kept".to_owned(),
            message_zh: format!("设置未能保存：{error}"),
            message_en: format!("The settings could not be kept: {error}"),
            remedy_zh: "请检查用户配置文件夹是否可写、磁盘是否已满。".to_owned(),
            remedy_en:
                "Check that your configuration folder can be written and the disk is not full."
                    .to_owned(),
            file: None,
        })
}

/// Returns what the page left for itself in this library.
#[tauri::command]
pub(crate) async fn remembered(app: AppHandle) -> Answer<Option<String>> {
    ask(app, |shell| shell.workbench.remembered(PLACE)).await
}

/// Keeps what the page wants to find again.
#[tauri::command]
pub(crate) async fn remember(app: AppHandle, state: String) -> Answer<()> {
    ask(app, move |shell| shell.workbench.remember(PLACE, &state)).await
}

/// Cancels the long work at hand.
#[tauri::command]
pub(crate) async fn cancel(shell: State<'_, Shell>) -> Answer<()> {
    shell.cancel();
    Ok(())
}

/// Keeps the channel over which the page hears of progress, dropped files and the menu.
#[tauri::command]
pub(crate) async fn subscribe(shell: State<'_, Shell>, channel: Channel<ShellEvent>) -> Answer<()> {
    shell.watch(channel);
    Ok(())
}
