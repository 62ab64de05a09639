//! Checks a library, backs it up, restores a backup.

use std::path::{Path, PathBuf};

use duizhao_store::{Finding, Store};

use crate::api::contract::{BackupDocument, CheckDocument, RestoreDocument, SCHEMA};
use crate::error::Error;
use crate::workbench::Workbench;

/// How many backups are kept.
const KEPT: usize = 12;

/// Checks everything in the library.
pub(crate) fn check(workbench: &Workbench) -> Result<CheckDocument, Error> {
    let findings = workbench.with_store(|store| store.check())?;
    let findings: Vec<String> = findings.iter().map(sentence).collect();
    Ok(CheckDocument {
        schema: SCHEMA,
        ok: findings.is_empty(),
        findings,
    })
}

/// Backs the library up beside it.
pub(crate) fn backup(workbench: &Workbench) -> Result<BackupDocument, Error> {
    let folder = folder(workbench);
    let made = workbench.with_store(|store| store.backup(&folder, KEPT))?;
    Ok(BackupDocument {
        schema: SCHEMA,
        path: made.path.display().to_string(),
        plans: made.plans,
    })
}

/// Puts the backup at `from`, or the newest good one, in the place of the library at `library`.
pub(crate) fn restore(library: &Path, from: Option<&Path>) -> Result<RestoreDocument, Error> {
    let failed = |source| Error::Store {
        library: library.display().to_string(),
        source,
    };
    let name = library
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let newest = || -> Result<PathBuf, Error> {
        let folder = beside(library);
        let backups = Store::backups(&folder, &name.unwrap_or_default()).map_err(failed)?;
        let first = backups.into_iter().next();
        first.map(|b| b.path).ok_or_else(|| Error::NoBackup {
            folder: folder.display().to_string(),
        })
    };
    let from = from.map_or_else(newest, |path| Ok(path.to_owned()))?;
    let restored = Store::restore(library, &from, "replaced").map_err(failed)?;
    Ok(RestoreDocument {
        schema: SCHEMA,
        restored: from.display().to_string(),
        kept: restored.kept.map(|path| path.display().to_string()),
        plans: restored.plans,
    })
}

fn folder(workbench: &Workbench) -> PathBuf {
    workbench
        .library_path()
        .map_or_else(|| PathBuf::from("backups"), beside)
}

fn beside(library: &Path) -> PathBuf {
    library.with_file_name("backups")
}

fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::Structure { detail } => format!("文件结构 structure: {detail}"),
        Finding::Original { slug } => {
            format!("原件与校验值不符 original differs from its digest: {slug}")
        }
        Finding::Text { slug } => format!("文本与校验值不符 text differs from its digest: {slug}"),
        Finding::Rows { slug } => format!("条目与校验值不符 rows differ from their digest: {slug}"),
        Finding::Decision { seq } => {
            format!("决定与校验值不符 decision differs from its digest: {seq}")
        }
        Finding::Index => "搜索索引不完整 the search index is incomplete".to_owned(),
    }
}
