//! Reads files and plans of the library, one or a set of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use duizhao_core::model::{Corpus, Issue, IssueCode, IssueSeverity, PlanId};
use duizhao_core::parallel::in_order;
use duizhao_import::{RawDocument, SourceFormat};
use duizhao_store::{StoredText, Version};

use crate::error::Error;
use crate::ops::mend;
use crate::reading::{self, ReadOptions, Reading};
use crate::workbench::{Workbench, lock};

/// Plans given together.
pub(crate) struct Set {
    /// In canonical order.
    pub(crate) corpus: Corpus,
    /// What was odd about the files given.
    pub(crate) issues: Vec<Issue>,
    /// True where a plan of the library is among them: its decisions hold.
    pub(crate) from_library: bool,
    /// The id each of the given files got, in the order given.
    pub(crate) ids: Vec<PlanId>,
}

/// Reads one file, or a plan of the library by its id.
pub(crate) fn one(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
) -> Result<Arc<Reading>, Error> {
    named(workbench, file, None, options)
}

/// Reads several. The id of a file is its name without extension; a second one of that name
/// gets `-2`, in path order, so that the order in which files are given changes nothing. They are
/// read on several threads; the first that cannot be read is told.
pub(crate) fn set(
    workbench: &Workbench,
    files: &[PathBuf],
    options: &ReadOptions,
) -> Result<Set, Error> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&at| (&files[at], at));
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let (mut asked, mut issues) = (Vec::with_capacity(files.len()), Vec::new());
    let mut from_library = false;
    for at in order {
        let file = &files[at];
        let there = file.exists();
        let stem = if there {
            reading::stem(file)
        } else {
            file.display().to_string()
        };
        from_library |= !there;
        let count = counts.entry(stem.clone()).or_default();
        *count += 1;
        let id = if *count == 1 {
            stem
        } else {
            format!("{stem}-{count}")
        };
        if *count > 1 {
            issues.push(duplicate(file, &id));
        }
        asked.push((at, id));
    }
    let read = in_order(&asked, |(at, id)| {
        named(workbench, &files[*at], Some(id), options)
    });
    let mut ids = vec![PlanId(String::new()); files.len()];
    let mut plans = Vec::with_capacity(files.len());
    for ((at, _), reading) in asked.iter().zip(read) {
        let reading = reading?;
        ids[*at] = reading.plan.id.clone();
        plans.push(reading.plan.clone());
    }
    Ok(Set {
        corpus: Corpus::new(plans),
        issues,
        from_library,
        ids,
    })
}

/// Reads plans of the library on several threads; the first that cannot be read is told.
pub(crate) fn all_stored(
    workbench: &Workbench,
    slugs: &[impl AsRef<str> + Sync],
) -> Result<Vec<Arc<Reading>>, Error> {
    let read = in_order(slugs, |slug| stored(workbench, slug.as_ref()));
    read.into_iter().collect()
}

/// Reads a plan of the library with what the user corrected in it; kept while both stay the
/// same.
pub(crate) fn stored(workbench: &Workbench, slug: &str) -> Result<Arc<Reading>, Error> {
    let text = workbench.with_store(|store| store.text(slug, Version::Newest))?;
    let mends = mend::of(workbench, slug)?;
    let key = format!("{slug}\n{}\n{}\n{}", text.sha256, text.encoding, mends.key);
    if let Some(reading) = lock(&workbench.readings).get(&key) {
        return Ok(Arc::clone(reading));
    }
    let mut reading = from_text(workbench, slug, text)?;
    let plan = Arc::unwrap_or_clone(reading.plan);
    let (plan, mended) = mend::apply(workbench, plan, &mends);
    (reading.plan, reading.mends) = (Arc::new(plan), mended);
    reading.key = format!("{} {}", reading.key, mends.key);
    let reading = Arc::new(reading);
    let mut readings = lock(&workbench.readings);
    let stale = format!("{slug}\n");
    readings.retain(|key, _| !key.starts_with(&stale));
    readings.insert(key, Arc::clone(&reading));
    Ok(reading)
}

/// Reads a plan by its id, an earlier version of it by `id@1`.
pub(crate) fn stored_at(workbench: &Workbench, id: &str) -> Result<Arc<Reading>, Error> {
    let found = stored(workbench, id);
    let unknown = matches!(
        found,
        Err(Error::Store {
            source: duizhao_store::StoreError::NoPlan { .. },
            ..
        })
    );
    let version = id.rsplit_once('@');
    match version.and_then(|(slug, number)| Some((slug, number.parse().ok()?))) {
        Some((slug, number)) if unknown => {
            let version = Version::Number(number);
            let text = workbench.with_store(|store| store.text(slug, version))?;
            from_text(workbench, id, text).map(Arc::new)
        }
        _ => found,
    }
}

/// Reads a plan of the library as it stands there, corrections left out.
pub(crate) fn unmended(workbench: &Workbench, slug: &str) -> Result<Reading, Error> {
    let text = workbench.with_store(|store| store.text(slug, Version::Newest))?;
    from_text(workbench, slug, text)
}

fn from_text(workbench: &Workbench, slug: &str, text: StoredText) -> Result<Reading, Error> {
    let document = RawDocument {
        text: text.text,
        format: SourceFormat::of_media_type(&text.media_type),
        encoding: text.encoding,
        sha256: text.sha256,
        notes: serde_json::from_str(&text.notes).unwrap_or_default(),
    };
    // What is in the library was accepted when it came.
    let options = ReadOptions {
        as_text: true,
        ..ReadOptions::default()
    };
    let id = PlanId(slug.to_owned());
    reading::read(id, &text.file, document, &options, &workbench.lexicon)
}

fn named(
    workbench: &Workbench,
    file: &Path,
    id: Option<&str>,
    options: &ReadOptions,
) -> Result<Arc<Reading>, Error> {
    if !file.exists() && workbench.library_exists() {
        let name = file.to_string_lossy();
        let found = stored_at(workbench, &name);
        if !matches!(
            found,
            Err(Error::Store {
                source: duizhao_store::StoreError::NoPlan { .. },
                ..
            })
        ) {
            return found;
        }
    }
    if !file.exists() && looks_like_id(file) {
        return Err(Error::UnknownPlan {
            name: file.display().to_string(),
        });
    }
    let document = reading::load(workbench.worker(), file, options)?.document;
    let id = PlanId(id.map_or_else(|| reading::stem(file), str::to_owned));
    let shown = reading::shown(file);
    reading::read(id, &shown, document, options, &workbench.lexicon).map(Arc::new)
}

/// True for a name without folder and extension, which may be meant as an id.
fn looks_like_id(file: &Path) -> bool {
    file.components().count() == 1 && file.extension().is_none()
}

fn duplicate(file: &Path, id: &str) -> Issue {
    Issue {
        code: IssueCode::DuplicateName,
        severity: IssueSeverity::Note,
        lines: None,
        detail: format!("{} → {id}", file.display()),
    }
}
