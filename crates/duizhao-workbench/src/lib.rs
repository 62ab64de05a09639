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
mod cite;
mod clock;
mod error;
mod library_path;
pub mod messages;
mod names;
mod ops;
mod reading;
mod views;
mod workbench;

pub use clock::{local_day, now};
pub use duizhao_core::control::Control;
pub use duizhao_core::model::Relation;
pub use duizhao_import::worker::{FLAG as READER_FLAG, serve as serve_reader};
pub use error::Error;
pub use library_path::default_library;
pub use messages::{Lang, mend_fields, mend_kinds};
pub use ops::carried::Carried;
pub use ops::compare::Request as CompareRequest;
pub use ops::export::{Format as ExportFormat, Request as ExportRequest};
pub use ops::import::{Asked, ImportSource, ImportStep, Imported, Outcome, files_in};
pub use ops::origin::{OnDisk, PlanFile, Reread};
pub use ops::preview::PreviewOf;
pub use reading::{ReadOptions, Reading};
pub use workbench::{Workbench, relation_of};
