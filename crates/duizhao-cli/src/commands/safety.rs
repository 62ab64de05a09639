//! `duizhao check`, `backup`, `restore`: the library itself.

use std::path::Path;

use duizhao_workbench::{Error, Workbench};

use crate::commands::{DONE, REFUSED};
use crate::output::Output;

/// Checks the library; 1 where something is wrong.
pub(crate) fn check(workbench: &Workbench, output: &Output) -> Result<u8, Error> {
    let document = workbench.check()?;
    output.print(&document, |document| match document.findings.as_slice() {
        [] => output
            .word("资料库完好。", "The library is whole.")
            .to_owned(),
        findings => findings.join("\n"),
    });
    Ok(if document.ok { DONE } else { REFUSED })
}

/// Backs the library up.
pub(crate) fn backup(workbench: &Workbench, output: &Output) -> Result<u8, Error> {
    let document = workbench.backup()?;
    output.print(&document, |document| {
        let word = output.word("已备份", "backed up");
        format!(
            "{word} {} ({} {})",
            document.path,
            document.plans,
            output.word("份规划", "plans")
        )
    });
    Ok(DONE)
}

/// Restores a backup.
pub(crate) fn restore(
    library: Option<&Path>,
    from: Option<&Path>,
    output: &Output,
) -> Result<u8, Error> {
    let Some(library) = library else {
        return Err(Error::NoBackup {
            folder: String::new(),
        });
    };
    let document = Workbench::restore(library, from)?;
    output.print(&document, |document| {
        let kept = document.kept.as_deref().unwrap_or("–");
        format!(
            "{} {} ({} {}) · {} {kept}",
            output.word("已恢复", "restored"),
            document.restored,
            document.plans,
            output.word("份规划", "plans"),
            output.word("原文件保留为", "the replaced file is kept as"),
        )
    });
    Ok(DONE)
}
