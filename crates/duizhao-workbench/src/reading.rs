//! One file or stored text, read into a plan.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use duizhao_core::model::{Plan, PlanId, UnitKind};
use duizhao_core::{Lexicon, parse};
use duizhao_import::worker::Worker;
use duizhao_import::{RawDocument, SourceHint};

use crate::api::mend::MendView;
use crate::error::Error;
use crate::messages::note_text;

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The encoding the user names: `gb18030`, `big5`.
    pub encoding: Option<String>,
    /// A text without chapters or tasks is taken as it is.
    pub as_text: bool,
}

/// A plan with what is known of its file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan.
    pub plan: Arc<Plan>,
    /// File name as given.
    pub file: String,
    /// The encoding of the text.
    pub encoding: String,
    /// The format's name: TXT, DOCX.
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// SHA-256 of the original bytes.
    pub sha256: String,
    /// What the user corrected, in order.
    pub mends: Vec<MendView>,
    /// Changes with the bytes, their encoding and the corrections.
    pub key: String,
}

/// A file, brought in and decoded.
pub(crate) struct Loaded {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// When it was last written to.
    pub(crate) modified: Option<SystemTime>,
    /// What it says.
    pub(crate) document: RawDocument,
}

/// Brings a file in and decodes it.
pub(crate) fn load(
    worker: Option<&Worker>,
    path: &Path,
    options: &ReadOptions,
) -> Result<Loaded, Error> {
    let refused = |source| Error::Import {
        file: shown(path),
        source,
    };
    let duizhao_import::Loaded { bytes, modified } = duizhao_import::load(path).map_err(refused)?;
    let document = decode(worker, path, &bytes, options)?;
    Ok(Loaded {
        bytes,
        modified,
        document,
    })
}

/// Decodes the bytes of a file called `name`: in a process of its own, where there is a
/// worker and the format is worth one.
pub(crate) fn decode(
    worker: Option<&Worker>,
    name: &Path,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<RawDocument, Error> {
    let hint = SourceHint {
        encoding: options.encoding.clone(),
        ..SourceHint::of(name)
    };
    let read = match worker {
        Some(worker) if duizhao_import::is_complex(bytes) => worker.read(bytes, &hint),
        _ => duizhao_import::read(bytes, &hint),
    };
    read.map_err(|source| Error::Import {
        file: shown(name),
        source,
    })
}

/// Reads a decoded document as the plan `id`.
pub(crate) fn read(
    id: PlanId,
    file: &str,
    document: RawDocument,
    options: &ReadOptions,
    lexicon: &Lexicon,
) -> Result<Reading, Error> {
    let RawDocument {
        text,
        format,
        encoding,
        sha256,
        notes,
    } = document;
    let mut plan = parse::read_plan(id, &text, lexicon);
    let headed = |kind| matches!(kind, UnitKind::Chapter | UnitKind::Section | UnitKind::Task);
    if !options.as_text && !plan.units.iter().any(|unit| headed(unit.kind)) {
        return Err(Error::NoStructure {
            file: file.to_owned(),
        });
    }
    plan.issues.extend(notes.iter().map(note_text));
    let file = file.to_owned();
    let (media_type, format) = (format.media_type(), format.name());
    // The same bytes in another encoding are another text.
    let key = format!("{sha256} {encoding}");
    Ok(Reading {
        plan: Arc::new(plan),
        file,
        encoding,
        format,
        media_type,
        key,
        sha256,
        mends: Vec::new(),
    })
}

/// The name of a file as messages show it.
pub(crate) fn shown(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into(),
    )
}

/// The id of a plan read from a path: its file name without extension.
pub(crate) fn stem(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let kept: String = stem
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    if kept.trim().is_empty() {
        "plan".to_owned()
    } else {
        kept
    }
}
