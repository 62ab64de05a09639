//! The commands of the page: unpack, one call of the workbench off the window's thread, hand back.

pub(crate) mod compare;
pub(crate) mod correct;
pub(crate) mod desk;
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
