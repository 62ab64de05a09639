//! The use cases over core, import, store and export: one interface for the command line
//! and the window.
//!
//! ```text
//! 规划.txt ─inspect─▶ units, indicators, doubts
//! 规划 × N ─align─▶ groups ─compare─▶ deviations ─matrix, synopsis─▶ what the window shows
//! ```
//!
//! Nothing is decided here that the core could decide; nothing is shown here at all.

pub mod api;
mod error;
pub mod messages;
mod ops;
mod reading;
mod workbench;

pub use duizhao_core::control::Control;
pub use error::Error;
pub use messages::Lang;
pub use reading::{ReadOptions, Reading};
pub use workbench::Workbench;
