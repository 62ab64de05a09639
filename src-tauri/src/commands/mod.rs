//! The commands of the page: unpack, one call of the workbench off the window's thread, hand back.

pub(crate) mod compare;
pub(crate) mod export;
pub(crate) mod library;
pub(crate) mod mend;
pub(crate) mod page;
pub(crate) mod review;

use duizhao_workbench::Error;
use duizhao_workbench::api::view::ApiError;
use tauri::{AppHandle, Manager};

use crate::shell::Shell;

/// What every command hands back.
pub(crate) type Answer<T> = Result<T, ApiError>;

/// Runs work on a blocking thread, so that the window goes on drawing.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}

/// Makes one call of the workbench on a blocking thread.
async fn ask<T: Send + 'static>(
    app: AppHandle,
    call: impl FnOnce(&Shell) -> Result<T, Error> + Send + 'static,
) -> Answer<T> {
    blocking(move || call(&app.state::<Shell>()))
        .await
        .map_err(|error| error.to_api())
}

/// Refuses a command whose use case the workbench does not have yet.
fn not_yet<T>(command: &str) -> Answer<T> {
    Err(ApiError {
        code: "not_available".to_owned(),
        message_zh: format!("此版本尚无此功能（{command}）。"),
        message_en: format!("This version cannot do that yet ({command})."),
        remedy_zh: "请使用其他视图。".to_owned(),
        remedy_en: "Use another view.".to_owned(),
        file: None,
    })
}
