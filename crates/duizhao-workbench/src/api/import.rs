//! What the window sees of an import: a row per file while it runs, and a file before it comes in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::view::{ApiError, DoubtView, LibraryView};
use crate::error::Error;
use crate::ops::import::Imported;
use crate::ops::import::Outcome;
use crate::ops::origin::Reread;

/// A file the page wants read, and how.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(export)]
pub struct ImportFile {
    /// Stands for its path.
    pub token: String,
    /// The encoding the user named; none to detect it.
    pub encoding: Option<String>,
    /// A text without chapters or tasks is taken as it is.
    pub as_text: bool,
}

/// A file of an import: what is becoming, or became, of it.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct ImportRow {
    /// File name.
    pub file: String,
    /// `waiting`, `reading`, `imported`, `new_version`, `known`, `refused`, `cancelled`.
    pub outcome: String,
    /// The plan, when imported or known.
    pub plan: Option<String>,
    /// The refusal.
    pub error: Option<ApiError>,
    /// Units read.
    pub units: u32,
    /// Doubts.
    pub warnings: u32,
    /// The encoding it was read in.
    pub encoding: Option<String>,
    /// True where the user named the encoding.
    pub encoding_named: bool,
    /// The number of the version, from 1.
    pub version: u32,
    /// Decisions about the version before that stand as they did.
    pub kept: u32,
    /// Those whose text changed (待复核).
    pub review: u32,
    /// When the same bytes came, where they were there before.
    pub known_since: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ImportView {
    /// A row per file, in the order given.
    pub rows: Vec<ImportRow>,
    /// The library afterwards.
    pub library: LibraryView,
}

/// A file as it would be read, before it comes in or is read again.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct PreviewView {
    /// File name.
    pub file: String,
    /// TXT, DOCX, …; empty where it was refused.
    pub format: String,
    /// The encoding it is read in.
    pub encoding: String,
    /// Title of the plan.
    pub title: String,
    /// Number of units.
    pub units: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Number of indicator rows.
    pub indicators: u32,
    /// Number of lines.
    pub line_count: u32,
    /// The first lines of its text.
    pub lines: Vec<String>,
    /// What is doubtful in it, weightiest first.
    pub doubts: Vec<DoubtView>,
    /// Why it would not come in.
    pub error: Option<ApiError>,
}

/// How a plan's file stands to what was read of it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PlanFileView {
    /// Plan id.
    pub plan: String,
    /// `same`, `changed`, `missing`, `no_file`.
    pub on_disk: String,
}

impl ImportRow {
    /// A file whose turn has not come; its name without the folder.
    pub fn waiting(file: &str) -> Self {
        ImportRow {
            file: crate::reading::shown(std::path::Path::new(file)),
            outcome: "waiting".to_owned(),
            ..ImportRow::default()
        }
    }

    fn of(file: &str, result: &Result<Imported, Error>) -> Self {
        match result {
            Ok(done) => ImportRow {
                outcome: outcome(done).to_owned(),
                plan: Some(done.plan.clone()),
                units: done.units,
                warnings: done.warnings,
                encoding: Some(done.encoding.clone()),
                encoding_named: done.encoding_named,
                version: done.version(),
                kept: done.carried.kept,
                review: done.carried.review,
                known_since: done.known_since().map(str::to_owned),
                ..ImportRow::waiting(file)
            },
            Err(error) => ImportRow {
                outcome: if matches!(error, Error::Cancelled) {
                    "cancelled"
                } else {
                    "refused"
                }
                .to_owned(),
                error: Some(error.to_api()),
                ..ImportRow::waiting(file)
            },
        }
    }
}

fn outcome(done: &Imported) -> &'static str {
    if done.is_known() {
        "known"
    } else if done.version() > 1 {
        "new_version"
    } else {
        "imported"
    }
}

impl From<&Outcome> for ImportRow {
    fn from(outcome: &Outcome) -> Self {
        ImportRow::of(&outcome.file, &outcome.result)
    }
}

impl From<&Reread> for ImportRow {
    fn from(reread: &Reread) -> Self {
        ImportRow::of(&reread.file, &reread.result)
    }
}
