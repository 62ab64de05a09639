//! Where plans came from: whether their files changed since, and reading them again (重新读取).
//!
//! ```text
//! 济宁.txt, 56 KB, 09:12   →   now 58 KB: 文件已改动   ─reread─▶   第 2 版, decisions carried over
//! ```

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use duizhao_core::control::Control;
use duizhao_store::{Origin, PlanRow, Version};

use crate::error::Error;
use crate::ops::import::{Imported, imported, ready};
use crate::reading::{self, Loaded, ReadOptions};
use crate::workbench::Workbench;

/// The word for leaving the encoding to detection again.
const DETECTED: &str = "auto";

/// How a plan's file on disk stands to what is in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDisk {
    /// As it was read.
    Same,
    /// It holds other bytes now.
    Changed,
    /// There is no file at its place any more.
    Missing,
    /// There never was a file: pasted text, a bundled plan.
    NoFile,
}

impl OnDisk {
    /// The word of the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            OnDisk::Same => "same",
            OnDisk::Changed => "changed",
            OnDisk::Missing => "missing",
            OnDisk::NoFile => "no_file",
        }
    }
}

/// A plan's file and how it stands.
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// The plan's id.
    pub plan: String,
    /// The file; none for pasted text and bundled plans.
    pub path: Option<String>,
    /// How it stands to what is in the library.
    pub on_disk: OnDisk,
}

/// What became of a plan that was to be read again.
#[derive(Debug)]
pub struct Reread {
    /// The plan's id.
    pub plan: String,
    /// The file's name.
    pub file: String,
    /// A new version, or known where nothing changed.
    pub result: Result<Imported, Error>,
}

/// The origin of a file as it was when it was read.
pub(crate) fn of_loaded(path: &Path, loaded: &Loaded, options: &ReadOptions) -> Origin {
    let place = std::path::absolute(path).ok();
    Origin {
        path: place.map(|path| path.display().to_string()),
        size: Some(loaded.bytes.len() as u64),
        modified: loaded.modified.and_then(nanoseconds),
        encoding: options.encoding.clone(),
    }
}

/// A time as the library keeps it.
fn nanoseconds(time: SystemTime) -> Option<i64> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}

/// Takes over where a known file is now, where it stands at its old place no longer.
pub(crate) fn moved(workbench: &Workbench, slug: &str, now: &Origin) -> Result<(), Error> {
    let Some(path) = &now.path else {
        return Ok(());
    };
    let before = origin(workbench, slug)?;
    let stands = |old: &String| old != path && Path::new(old).exists();
    if before.path.as_ref().is_some_and(stands) {
        return Ok(());
    }
    let encoding = now.encoding.clone().or(before.encoding);
    let origin = Origin {
        encoding,
        ..now.clone()
    };
    workbench.with_store(|store| store.set_origin(slug, &origin))
}

fn origin(workbench: &Workbench, slug: &str) -> Result<Origin, Error> {
    let origins = workbench.with_store(|store| store.origins())?;
    let found = origins.into_iter().find(|(of, _)| of == slug);
    Ok(found.map(|(_, origin)| origin).unwrap_or_default())
}

/// Every plan's file and how it stands, in the order of the list.
pub(crate) fn files(workbench: &Workbench) -> Result<Vec<PlanFile>, Error> {
    let (rows, origins) = workbench.with_store(|store| Ok((store.plans()?, store.origins()?)))?;
    let mut origins: BTreeMap<String, Origin> = origins.into_iter().collect();
    let mut files = Vec::with_capacity(rows.len());
    for row in &rows {
        let origin = origins.remove(&row.slug).unwrap_or_default();
        files.push(PlanFile {
            plan: row.slug.clone(),
            on_disk: on_disk(workbench, row, &origin),
            path: origin.path,
        });
    }
    Ok(files)
}

/// Size and time tell in most cases; where they cannot, the bytes are read.
fn on_disk(workbench: &Workbench, row: &PlanRow, origin: &Origin) -> OnDisk {
    let Some(path) = &origin.path else {
        return OnDisk::NoFile;
    };
    let Ok(meta) = std::fs::metadata(path) else {
        return OnDisk::Missing;
    };
    let modified = meta.modified().ok().and_then(nanoseconds);
    let size = Some(meta.len());
    if origin.size == size && origin.modified.is_some() && origin.modified == modified {
        return OnDisk::Same;
    }
    if origin.size.is_some() && origin.size != size {
        return OnDisk::Changed;
    }
    let Ok(bytes) = std::fs::read(path) else {
        return OnDisk::Changed;
    };
    if duizhao_import::sha256_hex(&bytes) != row.sha256 {
        return OnDisk::Changed;
    }
    // Touched only; kept so that it need not be read again. A read-only library stays as it is.
    let now = Origin {
        size,
        modified,
        ..origin.clone()
    };
    let _ = workbench.with_store(|store| store.set_origin(&row.slug, &now));
    OnDisk::Same
}

/// Reads the files of `plans` again, or of all plans whose files changed where none are named.
/// With another encoding a plan is read again even where its file is the same, or gone.
pub(crate) fn reread(
    workbench: &Workbench,
    plans: &[String],
    options: &ReadOptions,
    at: &str,
    control: &Control<'_>,
) -> Result<Vec<Reread>, Error> {
    let rows = workbench.with_store(|store| store.plans())?;
    let mut asked = plans.to_vec();
    if asked.is_empty() {
        let changed = files(workbench)?.into_iter();
        let changed = changed.filter(|file| file.on_disk == OnDisk::Changed);
        asked = changed.map(|file| file.plan).collect();
    }
    let mut out = Vec::with_capacity(asked.len());
    for (done, plan) in asked.iter().enumerate() {
        control.report(done as u64, asked.len() as u64);
        let row = rows.iter().find(|row| row.slug == *plan);
        let result = match (control.check(), row) {
            (Err(cancelled), _) => Err(cancelled.into()),
            (_, Some(row)) => one(workbench, row, options, at),
            (_, None) => Err(Error::UnknownPlan { name: plan.clone() }),
        };
        out.push(Reread {
            plan: plan.clone(),
            file: row.map(|row| row.file.clone()).unwrap_or_default(),
            result,
        });
    }
    control.report(asked.len() as u64, asked.len() as u64);
    Ok(out)
}

fn one(
    workbench: &Workbench,
    row: &PlanRow,
    options: &ReadOptions,
    at: &str,
) -> Result<Imported, Error> {
    let before = origin(workbench, &row.slug)?;
    let options = ReadOptions {
        encoding: match options.encoding.as_deref() {
            Some(DETECTED) => None,
            Some(named) => Some(named.to_owned()),
            None => before.encoding.clone(),
        },
        // What is in the library was accepted when it came.
        as_text: true,
    };
    let (read, origin) = source(workbench, row, &before, &options)?;
    let name = PathBuf::from(&row.file);
    let new = ready(workbench, &name, read, origin, &options, at)?;
    let inserted = workbench.with_store(|store| store.insert_version(&row.slug, &new))?;
    imported(workbench, inserted, &new)
}

type Source = ((Vec<u8>, duizhao_import::RawDocument), Origin);

/// The bytes of the file on disk; those in the library where only the encoding is another.
fn source(
    workbench: &Workbench,
    row: &PlanRow,
    before: &Origin,
    options: &ReadOptions,
) -> Result<Source, Error> {
    let gone = || match &before.path {
        Some(path) => Error::FileGone {
            plan: row.slug.clone(),
            path: path.clone(),
        },
        None => Error::NoFile {
            plan: row.slug.clone(),
        },
    };
    let path = before.path.as_deref().map(Path::new);
    let there = path.filter(|path| {
        let missing = |error: std::io::Error| error.kind() == ErrorKind::NotFound;
        !std::fs::metadata(path).is_err_and(missing)
    });
    if let Some(path) = there {
        let loaded = reading::load(workbench.worker(), path, options)?;
        let now = of_loaded(path, &loaded, options);
        return Ok(((loaded.bytes, loaded.document), now));
    }
    if options.encoding == before.encoding {
        return Err(gone());
    }
    let bytes = workbench.with_store(|store| store.original(&row.slug, Version::Newest))?;
    let document = reading::decode(workbench.worker(), Path::new(&row.file), &bytes, options)?;
    let origin = Origin {
        encoding: options.encoding.clone(),
        ..before.clone()
    };
    Ok(((bytes, document), origin))
}
