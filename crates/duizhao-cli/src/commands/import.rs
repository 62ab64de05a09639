//! `duizhao import FILE…`: files into the library.

use std::path::{Path, PathBuf};

use duizhao_workbench::api::contract::{
    ImportDocument, ImportedFile, RefusalBody, RefusedFile, SCHEMA,
};
use duizhao_workbench::{Control, Error, ImportSource, Outcome, ReadOptions, Workbench, now};

use crate::commands::{DONE, REFUSED};
use crate::output::{Output, say};

/// Imports and says what became of each file; 1 where any was refused.
pub(crate) fn run(
    workbench: &Workbench,
    files: &[PathBuf],
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let sources: Vec<ImportSource> = files.iter().cloned().map(ImportSource::Path).collect();
    let outcomes = workbench.import(&sources, options, &now(), &Control::none())?;
    let document = document(&outcomes, output);
    output.print(&document, |document| words(document, output));
    for refused in &document.refused {
        say(&format!("{}\n{}", refused.message, refused.remedy));
    }
    Ok(if document.refused.is_empty() {
        DONE
    } else {
        REFUSED
    })
}

fn document(outcomes: &[Outcome], output: &Output) -> ImportDocument {
    let mut document = ImportDocument {
        schema: SCHEMA,
        imported: Vec::new(),
        known: Vec::new(),
        refused: Vec::new(),
    };
    for outcome in outcomes {
        let file = outcome.file.clone();
        match &outcome.result {
            Ok(imported) => {
                let list = if imported.is_known() {
                    &mut document.known
                } else {
                    &mut document.imported
                };
                let (plan, title) = (imported.plan.clone(), imported.title.clone());
                list.push(ImportedFile {
                    file,
                    plan,
                    title,
                    version: imported.version(),
                });
            }
            Err(error) => {
                let RefusalBody {
                    code,
                    message,
                    remedy,
                    ..
                } = error.to_refusal(output.lang).error;
                document.refused.push(RefusedFile {
                    file,
                    code,
                    message,
                    remedy,
                });
            }
        }
    }
    document
}

fn words(document: &ImportDocument, output: &Output) -> String {
    let mut out = String::new();
    let lists = [
        (&document.imported, output.word("已导入", "imported")),
        (
            &document.known,
            output.word("已在资料库中", "already there"),
        ),
    ];
    for (list, word) in lists {
        for file in list {
            let name = Path::new(&file.file)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            out.extend([
                word,
                "  ",
                &name,
                " → ",
                &file.plan,
                "  ",
                &file.title,
                "\n",
            ]);
        }
    }
    let (imported, known, refused) = (
        document.imported.len(),
        document.known.len(),
        document.refused.len(),
    );
    out + &format!(
        "{} {imported} · {} {known} · {} {refused}\n",
        output.word("导入", "imported"),
        output.word("已有", "known"),
        output.word("失败", "refused"),
    )
}
