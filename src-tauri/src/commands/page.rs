//! What the page keeps with the shell: its settings, its place, its channel.

use duizhao_workbench::api::session::{Settings, ShellEvent};
use tauri::State;
use tauri::ipc::Channel;

use super::{Answer, not_yet};
use crate::shell::Shell;

/// Returns the reader's settings.
#[tauri::command]
pub(crate) async fn settings() -> Answer<Settings> {
    not_yet("settings")
}

/// Keeps the reader's settings.
#[tauri::command]
pub(crate) async fn save_settings(settings: Settings) -> Answer<()> {
    let _ = settings;
    not_yet("save_settings")
}

/// Returns what the page left for itself in this library.
#[tauri::command]
pub(crate) async fn remembered() -> Answer<Option<String>> {
    Ok(None)
}

/// Keeps what the page wants to find again.
#[tauri::command]
pub(crate) async fn remember(state: String) -> Answer<()> {
    let _ = state;
    Ok(())
}

/// Cancels the long work at hand.
#[tauri::command]
pub(crate) async fn cancel() -> Answer<()> {
    Ok(())
}

/// Keeps the channel over which the page hears of progress, dropped files and the menu.
#[tauri::command]
pub(crate) async fn subscribe(shell: State<'_, Shell>, channel: Channel<ShellEvent>) -> Answer<()> {
    shell.watch(channel);
    Ok(())
}
