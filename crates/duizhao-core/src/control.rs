//! Cancellation and progress for long work, without threads or clocks.

use std::sync::atomic::{AtomicBool, Ordering};

/// What a long computation is told and tells: a cancel flag and a progress callback.
pub struct Control<'a> {
    cancel: Option<&'a AtomicBool>,
    progress: Option<&'a (dyn Fn(u64, u64) + Sync)>,
}

/// The computation was cancelled; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

impl Control<'static> {
    /// Runs to the end and reports nothing.
    pub fn none() -> Self {
        Control {
            cancel: None,
            progress: None,
        }
    }
}

impl<'a> Control<'a> {
    /// Watches `cancel` and reports `(done, total)` to `progress`.
    pub fn new(cancel: &'a AtomicBool, progress: &'a (dyn Fn(u64, u64) + Sync)) -> Self {
        Control {
            cancel: Some(cancel),
            progress: Some(progress),
        }
    }

    /// Watches the same flag and reports nothing.
    #[must_use]
    pub fn silent(&self) -> Self {
        Control {
            cancel: self.cancel,
            progress: None,
        }
    }

    /// Returns an error once the caller has asked to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        match self.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(Cancelled),
            _ => Ok(()),
        }
    }

    /// Reports that `done` of `total` steps are finished.
    pub fn report(&self, done: u64, total: u64) {
        if let Some(progress) = self.progress {
            progress(done, total);
        }
    }
}
