//! Puts plans into the library, one transaction each.

use std::path::{Path, PathBuf};

use duizhao_core::control::Control;
use duizhao_core::model::{Plan, PlanId, Unit, UnitKind};
use duizhao_import::RawDocument;
use duizhao_store::{Inserted, NewDocument, Origin, UnitRow};

use crate::error::Error;
use crate::ops::carried::{self, Carried};
use crate::ops::{mend, origin};
use crate::reading::{self, ReadOptions, Reading};
use crate::workbench::Workbench;

/// The version of the reader; a greater number makes libraries list and index their plans anew.
pub(crate) const READER: u32 = 4;

/// Something to import.
#[derive(Debug, Clone)]
pub enum ImportSource {
    /// A file, or a folder with files.
    Path(PathBuf),
    /// Bytes under a name: pasted text, a bundled plan.
    Bytes {
        /// File name.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// Something to import, and how it is to be read.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What.
    pub source: ImportSource,
    /// How.
    pub options: ReadOptions,
}

/// A step of an import.
#[derive(Debug, Clone, Copy)]
pub enum ImportStep<'a> {
    /// It begins with these files, folders replaced by the files in them.
    Files(&'a [String]),
    /// The file of that number is being read.
    Reading(usize),
    /// It is done.
    Done(usize, &'a Outcome),
}

/// What became of one file.
#[derive(Debug)]
pub struct Outcome {
    /// The file as given.
    pub file: String,
    /// The plan, where it came in or was there.
    pub result: Result<Imported, Error>,
}

/// A plan that came in or was there.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Its id in the library.
    pub plan: String,
    /// Title.
    pub title: String,
    /// New, a new version, or known.
    pub inserted: Inserted,
    /// Number of units.
    pub units: u32,
    /// Number of doubts.
    pub warnings: u32,
    /// The encoding it was read in.
    pub encoding: String,
    /// True where the user named it, false where it was detected.
    pub encoding_named: bool,
    /// What became of the decisions about its earlier version.
    pub carried: Carried,
}

impl Imported {
    /// True where the same bytes were there before.
    pub fn is_known(&self) -> bool {
        matches!(self.inserted, Inserted::Known { .. })
    }

    /// When the same bytes came, where they were there before.
    pub fn known_since(&self) -> Option<&str> {
        match &self.inserted {
            Inserted::Known { imported_at, .. } => Some(imported_at),
            Inserted::New { .. } | Inserted::NewVersion { .. } => None,
        }
    }

    /// The version it is, from 1.
    pub fn version(&self) -> u32 {
        match self.inserted {
            Inserted::NewVersion { version, .. } => version,
            Inserted::New { .. } | Inserted::Known { .. } => 1,
        }
    }
}

/// Imports what is asked for in its order, files of folders in path order, and tells each step.
pub(crate) fn import(
    workbench: &Workbench,
    asked: &[Asked],
    at: &str,
    control: &Control<'_>,
    step: &dyn Fn(ImportStep<'_>),
) -> Result<Vec<Outcome>, Error> {
    // A library that cannot be opened refuses everything at once, not file by file.
    workbench.with_store(|_| Ok(()))?;
    let asked = expanded(asked);
    let files: Vec<String> = asked.iter().map(|one| name(&one.source)).collect();
    step(ImportStep::Files(&files));
    let mut outcomes = Vec::with_capacity(asked.len());
    for (done, (wanted, file)) in asked.iter().zip(files).enumerate() {
        control.report(done as u64, asked.len() as u64);
        let result = match control.check() {
            Ok(()) => {
                step(ImportStep::Reading(done));
                one(workbench, &wanted.source, &wanted.options, at)
            }
            Err(cancelled) => Err(cancelled.into()),
        };
        let outcome = Outcome { file, result };
        step(ImportStep::Done(done, &outcome));
        outcomes.push(outcome);
    }
    control.report(asked.len() as u64, asked.len() as u64);
    Ok(outcomes)
}

fn one(
    workbench: &Workbench,
    source: &ImportSource,
    options: &ReadOptions,
    at: &str,
) -> Result<Imported, Error> {
    let ready = match source {
        ImportSource::Path(path) => {
            let loaded = reading::load(workbench.worker(), path, options)?;
            let origin = origin::of_loaded(path, &loaded, options);
            let read = (loaded.bytes, loaded.document);
            ready(workbench, path, read, origin, options, at)?
        }
        ImportSource::Bytes { name, bytes } => {
            let path = PathBuf::from(name);
            let document = reading::decode(workbench.worker(), &path, bytes, options)?;
            let origin = Origin {
                encoding: options.encoding.clone(),
                ..Origin::default()
            };
            let read = (bytes.clone(), document);
            ready(workbench, &path, read, origin, options, at)?
        }
    };
    let inserted = workbench.with_store(|store| store.insert(&ready))?;
    if let Inserted::Known { slug, .. } = &inserted {
        origin::moved(workbench, slug, &ready.origin)?;
    }
    imported(workbench, inserted, &ready)
}

/// What a decoded file puts into the library.
pub(crate) fn ready(
    workbench: &Workbench,
    path: &Path,
    (bytes, document): (Vec<u8>, RawDocument),
    origin: Origin,
    options: &ReadOptions,
    at: &str,
) -> Result<NewDocument, Error> {
    let id = PlanId(reading::stem(path));
    let notes = notes(&document);
    let shown = reading::shown(path);
    let reading = reading::read(id, &shown, document, options, &workbench.lexicon)?;
    let mut new = NewDocument {
        origin,
        original: bytes,
        notes,
        imported_at: at.to_owned(),
        ..rows(&reading)
    };
    mend::known_as(workbench, &reading, &mut new)?;
    Ok(new)
}

/// What became of a plan that was put in; decisions follow into a new version.
pub(crate) fn imported(
    workbench: &Workbench,
    inserted: Inserted,
    new: &NewDocument,
) -> Result<Imported, Error> {
    let slug = inserted.slug().to_owned();
    let mut carried = Carried::default();
    if matches!(inserted, Inserted::NewVersion { .. }) {
        mend::follow(workbench, &slug)?;
        carried = carried::count(workbench, &slug)?;
    }
    Ok(Imported {
        plan: slug,
        title: new.title.clone(),
        inserted,
        encoding: new.encoding.clone(),
        encoding_named: new.origin.encoding.is_some(),
        units: new.units.len() as u32,
        warnings: new.warnings,
        carried,
    })
}

/// What the library keeps of a reading, beside its bytes.
pub(crate) fn rows(reading: &Reading) -> NewDocument {
    let (plan, meta) = (&reading.plan, &reading.plan.meta);
    let tasks = plan
        .units
        .iter()
        .filter(|unit| unit.kind == UnitKind::Task)
        .count();
    NewDocument {
        slug: plan.id.to_string(),
        title: plan.title_or_id().to_owned(),
        region: meta.region.name.clone(),
        region_code: meta.region.code,
        province: meta.region.province.clone(),
        level: meta.level.map(|level| level.as_str().to_owned()),
        period: meta.period,
        file: reading.file.clone(),
        media_type: reading.media_type.to_owned(),
        encoding: reading.encoding.clone(),
        sha256: reading.sha256.clone(),
        text: plan.text.source().to_owned(),
        reader: READER,
        tasks: tasks as u32,
        indicators: plan.indicators.len() as u32,
        targets: plan.targets.len() as u32,
        warnings: plan.issues.len() as u32,
        units: plan.units.iter().map(|unit| row(plan, unit)).collect(),
        ..NewDocument::default()
    }
}

/// A unit with the source line of every stretch of its text.
pub(crate) fn row(plan: &Plan, unit: &Unit) -> UnitRow {
    let mut text = String::new();
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut offset = 0;
    let mut add = |piece: &str, line_of: &mut dyn FnMut(usize) -> u32| {
        if !text.is_empty() {
            text.push('\n');
            offset += 1;
        }
        for (at, c) in piece.char_indices() {
            let line = line_of(at);
            if places.last().is_none_or(|&(_, last)| last != line) {
                places.push((offset, line));
            }
            text.push(c);
            offset += 1;
        }
    };
    let line_in = |start: u32| {
        let mut cursor = plan.text.line_cursor(start as usize);
        move |at: usize| cursor.line_of(start as usize + at)
    };
    if let Some(title) = &unit.title {
        match title
            .span
            .filter(|span| plan.text.slice(*span) == title.value)
        {
            Some(span) => add(&title.value, &mut line_in(span.start)),
            None => add(&title.value, &mut |_| unit.lines.first),
        }
    }
    for span in unit.body.iter().chain(&unit.responsibility.tail) {
        add(plan.text.slice(*span), &mut line_in(span.start));
    }
    UnitRow {
        path: unit.path.to_string(),
        kind: unit.kind.as_str().to_owned(),
        title: plan.title(unit).to_owned(),
        text,
        places,
    }
}

/// A digest of a unit's own words: equal where its text is, wherever it stands.
pub(crate) fn digest(plan: &Plan, unit: &Unit) -> String {
    let text = [
        plan.title(unit),
        &plan.body(unit),
        plan.tail(unit).unwrap_or_default(),
    ]
    .join("\n");
    let mut hex = duizhao_import::sha256_hex(text.as_bytes());
    hex.truncate(16);
    hex
}

fn notes(document: &RawDocument) -> String {
    serde_json::to_string(&document.notes).expect("notes hold only words and numbers")
}

fn name(source: &ImportSource) -> String {
    match source {
        ImportSource::Path(path) => path.display().to_string(),
        ImportSource::Bytes { name, .. } => name.clone(),
    }
}

/// Folders replaced by the files in them, in path order; hidden ones are left out.
fn expanded(asked: &[Asked]) -> Vec<Asked> {
    let mut out = Vec::with_capacity(asked.len());
    for one in asked {
        match &one.source {
            ImportSource::Path(path) if path.is_dir() => {
                let file = |path| Asked {
                    source: ImportSource::Path(path),
                    options: one.options.clone(),
                };
                out.extend(files_in(path).into_iter().map(file));
            }
            _ => out.push(one.clone()),
        }
    }
    out
}

/// The files below `folder` in path order; links to folders are not followed.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.filter_map(Result::ok) {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => folders.push(entry.path()),
                Ok(kind) if !kind.is_dir() && !hidden => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    files
}
