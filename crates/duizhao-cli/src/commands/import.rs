//! `duizhao import FILE…`, `duizhao reread [ID…]`: files into the library.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use duizhao_workbench::api::contract::{
    CarriedDecisions, ImportDocument, ImportedFile, RefusedFile, RereadDocument, SCHEMA,
};
use duizhao_workbench::{
    Control, Error, ImportSource, Imported, Outcome, ReadOptions, Reread, Workbench, local_day, now,
};

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
    Ok(told(&document.refused))
}

/// Reads files again and says what became of each; 1 where any could not be.
pub(crate) fn reread(
    workbench: &Workbench,
    plans: &[String],
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let done = workbench.reread(plans, options, &now(), &Control::none())?;
    let mut document = RereadDocument {
        schema: SCHEMA,
        reread: Vec::new(),
        same: Vec::new(),
        refused: Vec::new(),
    };
    for Reread { file, result, .. } in &done {
        match result {
            Ok(read) if read.is_known() => document.same.push(imported(file, read)),
            Ok(read) => document.reread.push(imported(file, read)),
            Err(error) => document.refused.push(refused(file, error, output)),
        }
    }
    output.print(&document, |document| {
        let (zh, en) = ("没有改动", "unchanged");
        let (read, same) = (output.word("重新读取", "read again"), output.word(zh, en));
        let counts = [
            (read, document.reread.len()),
            (same, document.same.len()),
            (output.word("失败", "refused"), document.refused.len()),
        ];
        lists(&[(&document.reread, read), (&document.same, same)], output) + &summary(&counts)
    });
    Ok(told(&document.refused))
}

/// Says of every refused file why and what to do; the exit status.
fn told(refused: &[RefusedFile]) -> u8 {
    for file in refused {
        say(&format!("{}\n{}", file.message, file.remedy));
    }
    if refused.is_empty() { DONE } else { REFUSED }
}

fn document(outcomes: &[Outcome], output: &Output) -> ImportDocument {
    let mut document = ImportDocument {
        schema: SCHEMA,
        imported: Vec::new(),
        known: Vec::new(),
        refused: Vec::new(),
    };
    for Outcome { file, result } in outcomes {
        match result {
            Ok(read) if read.is_known() => document.known.push(imported(file, read)),
            Ok(read) => document.imported.push(imported(file, read)),
            Err(error) => document.refused.push(refused(file, error, output)),
        }
    }
    document
}

fn imported(file: &str, read: &Imported) -> ImportedFile {
    let version = read.version();
    ImportedFile {
        file: file.to_owned(),
        plan: read.plan.clone(),
        title: read.title.clone(),
        version,
        encoding: read.encoding.clone(),
        encoding_detected: !read.encoding_named,
        imported_at: read.known_since().map(str::to_owned),
        decisions: (version > 1).then_some(CarriedDecisions {
            kept: read.carried.kept,
            review: read.carried.review,
        }),
    }
}

fn refused(file: &str, error: &Error, output: &Output) -> RefusedFile {
    let body = error.to_refusal(output.lang).error;
    RefusedFile {
        file: file.to_owned(),
        code: body.code,
        message: body.message,
        remedy: body.remedy,
    }
}

fn words(document: &ImportDocument, output: &Output) -> String {
    let listed = [
        (&document.imported, output.word("已导入", "imported")),
        (
            &document.known,
            output.word("已在资料库中", "already there"),
        ),
    ];
    let counts = [
        (output.word("导入", "imported"), document.imported.len()),
        (output.word("已有", "known"), document.known.len()),
        (output.word("失败", "refused"), document.refused.len()),
    ];
    lists(&listed, output) + &summary(&counts)
}

fn summary(counts: &[(&str, usize)]) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    counts.join(" · ") + "\n"
}

fn lists(lists: &[(&Vec<ImportedFile>, &str)], output: &Output) -> String {
    let mut out = String::new();
    for (list, word) in lists {
        for file in *list {
            let name = Path::new(&file.file)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            let (plan, title) = (&file.plan, &file.title);
            let (since, encoding) = (since(file, output), encoding(file, output));
            let _ = writeln!(out, "{word}{since}  {name} → {plan}  {title}  {encoding}");
            out.push_str(&version(file, output));
        }
    }
    out
}

/// （2026-11-20 导入）.
fn since(file: &ImportedFile, output: &Output) -> String {
    let Some(at) = &file.imported_at else {
        return String::new();
    };
    let day = local_day(at);
    output
        .word(&format!("（{day} 导入）"), &format!(" (since {day})"))
        .to_owned()
}

/// 编码：GB18030（自动识别）.
fn encoding(file: &ImportedFile, output: &Output) -> String {
    let how = if file.encoding_detected {
        output.word("（自动识别）", " (detected)")
    } else {
        output.word("（指定）", " (as named)")
    };
    let word = output.word("编码：", "encoding: ");
    format!("{word}{}{how}", file.encoding)
}

/// 已存为第 2 版，31 项判断沿用，2 项需复核.
fn version(file: &ImportedFile, output: &Output) -> String {
    let Some(CarriedDecisions { kept, review }) = file.decisions else {
        return String::new();
    };
    let (version, plan) = (file.version, &file.plan);
    let old = version - 1;
    let zh = format!(
        "    已存为第 {version} 版，{kept} 项判断沿用，{review} 项需复核；旧版用 {plan}@{old} 查看\n"
    );
    let en = format!(
        "    saved as version {version}; {kept} decisions kept, {review} to review; the old one is {plan}@{old}\n"
    );
    output.word(&zh, &en).to_owned()
}
