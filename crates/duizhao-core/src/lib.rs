//! Reads Chinese government plans (规划) into units, aligns equivalent tasks across
//! any number of plans and compares their wording, targets and responsibilities.
//!
//! The way is one way, each step one function:
//!
//! ```text
//! source text ─normalise─▶ PlanText ─parse─▶ Plan ─mend─▶ Plan
//! Plan × N ─align─▶ Alignment ─compare─▶ Comparison ─present─▶ ComparisonTable
//! ```
//!
//! Deliberately absent: files, clock, environment, database and windows. The one place that starts
//! threads is [`parallel`].
//! Time, paths and dictionaries come in as arguments; nothing here fails on any text:
//! doubt becomes an [`model::Issue`] beside the value.

pub mod align;
pub mod compare;
pub mod control;
pub mod lexicon;
pub mod mend;
pub mod model;
pub mod parallel;
pub mod parse;
pub mod present;
pub mod text;

pub use lexicon::Lexicon;
