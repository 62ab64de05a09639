//! What can go wrong in a use case.

use duizhao_core::mend::Refusal as MendRefusal;
use duizhao_import::ImportError;
use duizhao_store::StoreError;

use crate::api::contract::{Refusal, RefusalBody, SCHEMA};
use crate::api::view::ApiError;
use crate::messages::{Lang, error_text};

/// An error of a use case; its code is stable, its words are in `messages`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file was refused by its reader.
    #[error("{file}: {source}")]
    Import {
        /// The file as given.
        file: String,
        /// Why.
        source: ImportError,
    },
    /// A text without chapter or task.
    #[error("{file}: no chapter or task")]
    NoStructure {
        /// The file as given.
        file: String,
    },
    /// The library refused.
    #[error("{library}: {source}")]
    Store {
        /// Where the library is.
        library: String,
        /// Why.
        source: StoreError,
    },
    /// Neither a file nor a plan of the library.
    #[error("{name}: neither a file nor a plan")]
    UnknownPlan {
        /// As given.
        name: String,
    },
    /// A plan's file is gone from its place.
    #[error("{plan}: {path} is gone")]
    FileGone {
        /// The plan.
        plan: String,
        /// Where the file was.
        path: String,
    },
    /// A plan never had a file.
    #[error("{plan}: no file")]
    NoFile {
        /// The plan.
        plan: String,
    },
    /// There is no such row or deviation in the comparison.
    #[error("no row {row}")]
    UnknownRow {
        /// As asked.
        row: String,
    },
    /// A plan has no such unit.
    #[error("{plan}: no unit {unit}")]
    UnknownUnit {
        /// The plan; empty where none was named.
        plan: String,
        /// The unit as given.
        unit: String,
    },
    /// A correction does not fit.
    #[error("{plan} {unit}: {refusal:?}")]
    Mend {
        /// The plan.
        plan: String,
        /// The unit; empty for the plan as a whole.
        unit: String,
        /// Why.
        refusal: MendRefusal,
    },
    /// Nothing was chosen to compare with.
    #[error("no base")]
    NoBase,
    /// Verdicts that cannot be read.
    #[error("verdicts: {why}")]
    Verdicts {
        /// What is wrong.
        why: String,
    },
    /// Severity rules that cannot be read.
    #[error("severity rules: {why:?}")]
    Rules {
        /// What is wrong.
        why: duizhao_core::lexicon::TuningError,
    },
    /// There is no backup to restore.
    #[error("no backup in {folder}")]
    NoBackup {
        /// Where backups would be.
        folder: String,
    },
    /// A paper could not be made.
    #[error("{0}")]
    Export(#[from] duizhao_export::ExportError),
    /// A paper could not be written.
    #[error("{file}: {source}")]
    NotWritten {
        /// Where it was to be.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// There is no paper of that format.
    #[error("no format {format}")]
    UnknownFormat {
        /// As asked.
        format: String,
    },
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Import { source, .. } => source.code(),
            Error::Store { source, .. } => source.code(),
            Error::NoStructure { .. } => "no_structure",
            Error::UnknownPlan { .. } => "unknown_plan",
            Error::FileGone { .. } => "file_gone",
            Error::NoFile { .. } => "no_file",
            Error::UnknownRow { .. } => "unknown_row",
            Error::UnknownUnit { .. } => "unknown_unit",
            Error::Mend { refusal, .. } => match refusal {
                MendRefusal::NoUnit { .. } => "unknown_unit",
                MendRefusal::NoWords { .. } => "words_not_found",
                MendRefusal::NoPlace => "no_place",
                MendRefusal::NothingBefore => "nothing_before",
                MendRefusal::NothingLeft => "nothing_left",
                MendRefusal::Value { .. } => "bad_value",
            },
            Error::NoBase => "no_base",
            Error::Verdicts { .. } => "bad_verdicts",
            Error::Rules { .. } => "bad_rules",
            Error::NoBackup { .. } => "no_backup",
            Error::Export(_) => "export_failed",
            Error::NotWritten { .. } => "not_written",
            Error::UnknownFormat { .. } => "unknown_format",
            Error::Cancelled => "cancelled",
        }
    }

    /// The file or plan it is about.
    pub fn file(&self) -> Option<&str> {
        match self {
            Error::Import { file, .. }
            | Error::NoStructure { file }
            | Error::NotWritten { file, .. } => Some(file),
            Error::UnknownPlan { name } => Some(name),
            Error::FileGone { path, .. } => Some(path),
            Error::Mend { plan, .. } | Error::NoFile { plan } => Some(plan),
            Error::Store {
                source: StoreError::NoPlan { slug },
                ..
            } => Some(slug),
            Error::Store { library, .. } => Some(library),
            Error::NoBackup { folder } => Some(folder),
            Error::UnknownRow { .. }
            | Error::UnknownUnit { .. }
            | Error::Rules { .. }
            | Error::Verdicts { .. }
            | Error::NoBase
            | Error::Export(_)
            | Error::UnknownFormat { .. }
            | Error::Cancelled => None,
        }
    }

    /// As the window gets it.
    pub fn to_api(&self) -> ApiError {
        let text = error_text(self);
        ApiError {
            code: self.code().to_owned(),
            message_zh: text.message.zh,
            message_en: text.message.en,
            remedy_zh: text.remedy.zh,
            remedy_en: text.remedy.en,
            file: self.file().map(str::to_owned),
        }
    }

    /// As the command line prints it.
    pub fn to_refusal(&self, lang: Lang) -> Refusal {
        let text = error_text(self);
        let body = RefusalBody {
            code: self.code().to_owned(),
            file: self.file().map(str::to_owned),
            message: text.message.of(lang).to_owned(),
            remedy: text.remedy.of(lang).to_owned(),
        };
        Refusal {
            schema: SCHEMA,
            error: body,
        }
    }
}

impl From<duizhao_core::control::Cancelled> for Error {
    fn from(_: duizhao_core::control::Cancelled) -> Self {
        Error::Cancelled
    }
}
