//! Refusals in words: what happened to which file, and what to do.

use duizhao_core::lexicon::TuningError;
use duizhao_import::ImportError;
use duizhao_store::StoreError;

use crate::error::Error;
use crate::messages::Text;
use crate::messages::mend_text::refusal_text;

/// A refusal in both languages.
#[derive(Debug, Clone)]
pub struct ErrorText {
    /// What happened.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
}

/// The words of an error.
pub fn error_text(error: &Error) -> ErrorText {
    match error {
        Error::Import { file, source } => import(file, source),
        Error::NoStructure { file } => text(
            format!("“{file}”中没有找到章节或任务，未导入。"),
            format!("No chapters or tasks found in \"{file}\"; nothing was imported."),
            "请确认它是一份规划；如仍要作为普通文本读入，窗口里用“预览”，命令行加 --as-text。",
            "Check that it is a plan; to take it as plain text, look at it first in the window, or add --as-text.",
        ),
        Error::Store { library, source } => store(library, source),
        Error::UnknownPlan { name } => text(
            format!("找不到文件“{name}”，资料库中也没有这个编号的规划。"),
            format!("There is no file \"{name}\", nor a plan of that id in the library."),
            "请检查路径，或用 duizhao plans 查看资料库中的编号。",
            "Check the path, or list the ids of the library with duizhao plans.",
        ),
        Error::FileGone { plan, path } => text(
            format!("“{plan}”的原文件不在了：{path}。未重新读取，资料库中的内容没有改动。"),
            format!(
                "The file of \"{plan}\" is gone: {path}. It was not read again; the library is unchanged."
            ),
            "请把文件放回原处，或从新的位置再导入一次。",
            "Put the file back, or import it again from where it is now.",
        ),
        Error::NoFile { plan } => text(
            format!("“{plan}”不是从文件读入的（粘贴的文本或自带的规划），没有可重新读取的文件。"),
            format!(
                "\"{plan}\" did not come from a file (pasted text, or a bundled plan); there is none to read again."
            ),
            "如需改变内容，请导入新的文件；如需换编码，请指明 --encoding。",
            "Import a file for other content; name --encoding for another encoding.",
        ),
        Error::UnknownRow { row } => text(
            format!("对照中已没有这一行（{row}）。"),
            format!("The comparison no longer has this row ({row})."),
            "它可能因更正或重新读入而改变：请回到总览重新选择。",
            "A correction or a new reading may have changed it: choose again in the matrix.",
        ),
        Error::UnknownUnit { plan, unit } => text(
            format!("没有条目“{unit}”（规划“{plan}”）。"),
            format!("There is no unit {unit} (plan \"{plan}\")."),
            "请写作 规划:条目，如 甲:3.1.2；duizhao inspect 列出各条目。",
            "Write PLAN:UNIT; duizhao inspect lists the units.",
        ),
        Error::Mend {
            plan,
            unit,
            refusal,
        } => refusal_text(plan, unit, refusal),
        Error::NoBase => text(
            "没有选定基准。",
            "No base was chosen.",
            "请先选定一份规划作为基准。",
            "Choose a plan as the base first.",
        ),
        Error::Verdicts { why } => text(
            format!("审查结论文件无法读取：{why}"),
            format!("The file of verdicts cannot be read: {why}"),
            "请使用 duizhao verdicts --json 导出的文件。",
            "Use a file made by duizhao verdicts --json.",
        ),
        Error::Rules { why } => rules(why),
        Error::NoBackup { folder } => text(
            format!("“{folder}”中没有可用的备份。"),
            format!("There is no good backup in \"{folder}\"."),
            "请指定备份文件：duizhao restore 文件。",
            "Name the backup: duizhao restore FILE.",
        ),
        Error::Export(source) => text(
            format!("未能生成文件：{source}"),
            format!("The paper could not be made: {source}"),
            "请少选几份规划，或导出为网页。",
            "Choose fewer plans, or export the page.",
        ),
        Error::NotWritten { file, source } => text(
            format!("未能写入“{file}”：{source}"),
            format!("Could not write \"{file}\": {source}"),
            "请检查文件夹是否可写、磁盘是否已满、文件是否正在别的程序中打开。",
            "Check that the folder can be written, the disk is not full and no program has the file open.",
        ),
        Error::UnknownFormat { format } => text(
            format!("不能导出为“{format}”。"),
            format!("There is no export as \"{format}\"."),
            "可导出 xlsx（表格）或 html（网页）。",
            "Export as xlsx (workbook) or html (page).",
        ),
        Error::Cancelled => text(
            "已取消，已完成的部分保留。",
            "Cancelled; what was done is kept.",
            "需要时请重新运行。",
            "Run it again when needed.",
        ),
    }
}

fn rules(error: &TuningError) -> ErrorText {
    let (zh, en) = match error {
        TuningError::Form(what) => (
            format!("严重程度规则不是有效的 TOML：{what}"),
            format!("The severity rules are no valid TOML: {what}"),
        ),
        TuningError::Unknown(word) => (
            format!("严重程度规则中没有“{word}”这个编号、关系、类型或级别。"),
            format!("The severity rules know no id, relation, kind or severity \"{word}\"."),
        ),
        TuningError::Twice(id) => (
            format!("规则“{id}”与内置规则同号。"),
            format!("The rule \"{id}\" has the id of a built-in one."),
        ),
    };
    text(
        zh,
        en,
        "请用 duizhao rules 查看现有规则，写法见 docs/deviations.md。",
        "Print the rules with duizhao rules; docs/deviations.md shows the form.",
    )
}

fn text(
    zh: impl Into<String>,
    en: impl Into<String>,
    remedy_zh: impl Into<String>,
    remedy_en: impl Into<String>,
) -> ErrorText {
    ErrorText {
        message: Text::new(zh, en),
        remedy: Text::new(remedy_zh, remedy_en),
    }
}

fn import(file: &str, error: &ImportError) -> ErrorText {
    match error {
        ImportError::NotFound => text(
            format!("找不到文件“{file}”。"),
            format!("There is no file \"{file}\"."),
            "请检查路径和文件名。",
            "Check the path and the file name.",
        ),
        ImportError::IsFolder => text(
            format!("“{file}”是文件夹，不是文件。"),
            format!("\"{file}\" is a folder, not a file."),
            "请选择其中的文件；导入命令可以接受整个文件夹。",
            "Choose files in it; the import command takes whole folders.",
        ),
        ImportError::NoPermission => text(
            format!("没有读取“{file}”的权限。"),
            format!("No permission to read \"{file}\"."),
            "请取得读取权限，或复制到自己的文件夹后再试。",
            "Get the right to read it, or copy it to a folder of yours.",
        ),
        ImportError::Unreadable(source) => text(
            format!("“{file}”正被其他程序占用或无法读取（{}）。", source.kind()),
            format!(
                "\"{file}\" is in use or cannot be read ({}).",
                source.kind()
            ),
            "请关闭正在使用它的程序后再试。",
            "Close the program that uses it and try again.",
        ),
        ImportError::Changing => text(
            format!("“{file}”正被其他程序占用：读取时一直在变，未导入。"),
            format!(
                "\"{file}\" is in use: it kept changing while it was read; nothing was imported."
            ),
            "请等它保存完毕，或关闭正在写它的程序，然后再试。",
            "Wait until it is saved, or close the program that writes to it, then try again.",
        ),
        ImportError::Empty => text(
            format!("“{file}”：文件是空的，未导入。"),
            format!("\"{file}\": the file is empty; nothing was imported."),
            "请换一份有内容的文件。",
            "Choose a file with content.",
        ),
        ImportError::NoText => text(
            format!("“{file}”：没有可读的文字，未导入。"),
            format!("\"{file}\": no readable text; nothing was imported."),
            "请确认文件里有正文，而不只是空白、页码或符号。",
            "Check that it holds text, not only blanks, page numbers or marks.",
        ),
        ImportError::NotText { kind } => text(
            format!("“{file}”：这不是文本文件（像是 {}），未导入。", kind.zh),
            format!(
                "\"{file}\": not a text file (looks like {}); nothing was imported.",
                kind.en
            ),
            "请另存为 DOCX、PDF 或文本（TXT）后再导入。",
            "Save it as DOCX, PDF or text (TXT) and import that.",
        ),
        ImportError::TooLarge { size, limit } => text(
            format!(
                "“{file}”有 {}，超过上限 {}，未导入。",
                megabytes(*size),
                megabytes(*limit)
            ),
            format!(
                "\"{file}\": {} is over the limit of {}; nothing was imported.",
                megabytes(*size),
                megabytes(*limit)
            ),
            "请拆成几份，或删去与规划无关的内容。",
            "Split it, or remove what does not belong to the plan.",
        ),
        ImportError::Damaged { format } => text(
            format!(
                "“{file}”：无法读取此 {}（文件已损坏），未导入。",
                format.name()
            ),
            format!(
                "\"{file}\": this {} file is damaged and cannot be read; nothing was imported.",
                format.name()
            ),
            "请在办公软件中打开并另存一份，再导入。",
            "Open it in an office program, save it anew and import that.",
        ),
        ImportError::NoBody { format } => text(
            format!(
                "“{file}”：无法读取此 {}（缺少正文），未导入。",
                format.name()
            ),
            format!(
                "\"{file}\": this {} file has no body; nothing was imported.",
                format.name()
            ),
            "请在办公软件中打开并另存一份，再导入。",
            "Open it in an office program, save it anew and import that.",
        ),
        ImportError::Scanned { pages } => text(
            format!("“{file}”：这是扫描件（{pages} 页没有文字），未导入。"),
            format!("\"{file}\" is a scan: {pages} pages without text; nothing was imported."),
            "请先做文字识别（OCR），再导入带文字层的 PDF 或 Word 文档。",
            "Run text recognition (OCR) first, then import the PDF with its text, or a Word document.",
        ),
        ImportError::TooManyPages { pages } => text(
            format!("“{file}”有 {pages} 页，超过上限，未导入。"),
            format!("\"{file}\" has {pages} pages, over the limit; nothing was imported."),
            "请只保留规划所在的页，再导入。",
            "Keep only the pages of the plan and import those.",
        ),
        ImportError::NeedsOffice { format } => text(
            format!(
                "“{file}”：读取 {} 需要本机装有 LibreOffice，未导入。",
                format.name()
            ),
            format!(
                "\"{file}\": LibreOffice is needed to read {} and is not installed; nothing was imported.",
                format.name()
            ),
            "请安装 LibreOffice，或在办公软件中另存为 DOCX 或 PDF 再导入。",
            "Install LibreOffice, or save the file as DOCX or PDF and import that.",
        ),
        ImportError::TimedOut { seconds } => text(
            format!("“{file}”：读取超过 {seconds} 秒，已停止，未导入。"),
            format!(
                "\"{file}\": reading took more than {seconds} seconds and was stopped; nothing was imported."
            ),
            "请在办公软件中打开并另存一份，再导入。",
            "Open it in an office program, save it anew and import that.",
        ),
        ImportError::OutOfMemory { limit } => text(
            format!(
                "“{file}”：读取占用内存超过 {}，已停止，未导入。",
                megabytes(*limit)
            ),
            format!(
                "\"{file}\": reading took more than {} of memory and was stopped; nothing was imported.",
                megabytes(*limit)
            ),
            "请在办公软件中打开并另存一份，或拆成几份，再导入。",
            "Open it in an office program and save it anew, or split it, and import that.",
        ),
        ImportError::ReaderFailed => text(
            format!("“{file}”：读取时出错，文件未导入。"),
            format!("\"{file}\": the reader failed; nothing was imported."),
            "请在办公软件中打开并另存为 DOCX 或 PDF，再导入。资料库未受影响。",
            "Open it in an office program, save it as DOCX or PDF and import that. The library was left as it was.",
        ),
        ImportError::UnpacksTooMuch => text(
            format!("“{file}”：压缩包展开过大，可能有风险，未导入。"),
            format!("\"{file}\" unpacks to too much and may be harmful; nothing was imported."),
            "请确认来源；如可信，请在办公软件中另存一份再导入。",
            "Check where it came from; if it can be trusted, save it anew and import that.",
        ),
        ImportError::PasswordProtected => text(
            format!("“{file}”有打开密码，未导入。"),
            format!("\"{file}\" is protected by a password; nothing was imported."),
            "请先解除密码再导入。",
            "Remove the password first.",
        ),
        ImportError::UnknownEncoding => text(
            format!("“{file}”：无法识别文字编码，未导入。"),
            format!("\"{file}\": the text encoding is unknown; nothing was imported."),
            "请另存为 UTF-8 文本，或用 --encoding 指明编码。",
            "Save it as UTF-8, or name the encoding with --encoding.",
        ),
    }
}

fn store(library: &str, error: &StoreError) -> ErrorText {
    match error {
        StoreError::NotALibrary { .. } => text(
            format!("“{library}”不是规划对照的资料库，未做更改。"),
            format!("\"{library}\" is no Duizhao library; it was left alone."),
            "请选择另一个文件，或换一个位置新建资料库。",
            "Choose another file, or make a library in another place.",
        ),
        StoreError::EmptyFile { .. } => text(
            format!("资料库文件“{library}”是空的（0 字节）。"),
            format!("The library file \"{library}\" is empty (0 bytes)."),
            "它可能被同步或清理软件清空：请恢复备份；确认不需要后删除此文件即可新建。",
            "A sync or clean-up tool may have emptied it: restore a backup, or delete the file to start anew.",
        ),
        StoreError::Newer {
            found, supported, ..
        } => text(
            format!("资料库“{library}”由更新的版本创建（格式 {found}，本版支持到 {supported}）。"),
            format!(
                "The library \"{library}\" was made by a newer version (format {found}, this one knows {supported})."
            ),
            "请升级后打开。资料库未做更改。",
            "Upgrade to open it. The library was left alone.",
        ),
        StoreError::Damaged { detail } => text(
            format!("资料库“{library}”已损坏（{detail}）。"),
            format!("The library \"{library}\" is damaged ({detail})."),
            "请用 duizhao restore 恢复最近的备份；损坏的文件会另行保留。",
            "Restore the last backup with duizhao restore; the damaged file is kept aside.",
        ),
        StoreError::Locked => text(
            format!("资料库“{library}”正被另一个窗口或命令写入，等待 5 秒后放弃。"),
            format!(
                "Another window or command is writing to the library \"{library}\"; gave up after 5 seconds."
            ),
            "请等它完成或关闭它，再试一次。未做更改。",
            "Wait for it to finish or close it, then try again. Nothing was changed.",
        ),
        StoreError::ReadOnly => text(
            format!("资料库“{library}”只读打开：可以查看，不能修改。"),
            format!("The library \"{library}\" is read-only: it can be viewed, not changed."),
            "请复制到有写入权限的文件夹。",
            "Copy it to a folder where you may write.",
        ),
        StoreError::DiskFull => text(
            format!("磁盘已满，资料库“{library}”未做更改。"),
            format!("The disk is full; the library \"{library}\" was left as it was."),
            "请腾出空间后再试。",
            "Free some space and try again.",
        ),
        StoreError::NoPermission { .. } => text(
            format!("没有打开资料库“{library}”的权限。"),
            format!("No permission to open the library \"{library}\"."),
            "请取得权限，或用 --library 指定另一个位置。",
            "Get the right to it, or name another place with --library.",
        ),
        StoreError::NoPlan { slug } => text(
            format!("资料库中没有编号为“{slug}”的规划。"),
            format!("The library has no plan \"{slug}\"."),
            "请用 duizhao plans 查看资料库中的编号。",
            "List the ids of the library with duizhao plans.",
        ),
        StoreError::File { source, .. } => text(
            format!(
                "资料库“{library}”的文件操作失败（{}），未做更改。",
                source.kind()
            ),
            format!(
                "A file operation on the library \"{library}\" failed ({}); nothing was changed.",
                source.kind()
            ),
            "请检查路径、磁盘和权限后再试。",
            "Check the path, the disk and your rights, then try again.",
        ),
        StoreError::Database(source) => text(
            format!("资料库“{library}”写入或读取失败（{source}），未做更改。"),
            format!(
                "Reading or writing the library \"{library}\" failed ({source}); nothing was changed."
            ),
            "请重试；如再次出现，请检查资料库并恢复备份。",
            "Try again; if it comes back, check the library and restore a backup.",
        ),
    }
}

fn megabytes(bytes: u64) -> String {
    let mib = bytes as f64 / (1024.0 * 1024.0);
    if (mib - mib.round()).abs() < 0.05 {
        format!("{mib:.0} MB")
    } else {
        format!("{mib:.1} MB")
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use duizhao_import::{FileKind, SourceFormat};

    use super::*;

    /// One of each; a new variant does not compile until `error_text` words it.
    fn every_error() -> Vec<Error> {
        let file = "plan.txt".to_owned();
        let path = PathBuf::from("library.db");
        let failure = || std::io::Error::from(std::io::ErrorKind::Other);
        let kind = FileKind {
            zh: "PNG 图片",
            en: "a PNG image",
        };
        let imports = vec![
            ImportError::NotFound,
            ImportError::IsFolder,
            ImportError::NoPermission,
            ImportError::Unreadable(failure()),
            ImportError::Changing,
            ImportError::Empty,
            ImportError::NoText,
            ImportError::NotText { kind },
            ImportError::TooLarge {
                size: 30_000_000,
                limit: 20_971_520,
            },
            ImportError::UnknownEncoding,
            ImportError::Damaged {
                format: SourceFormat::Docx,
            },
            ImportError::NoBody {
                format: SourceFormat::Docx,
            },
            ImportError::Scanned { pages: 28 },
            ImportError::TooManyPages { pages: 2001 },
            ImportError::NeedsOffice {
                format: SourceFormat::Pdf,
            },
            ImportError::TimedOut { seconds: 30 },
            ImportError::OutOfMemory { limit: 536_870_912 },
            ImportError::ReaderFailed,
            ImportError::UnpacksTooMuch,
            ImportError::PasswordProtected,
        ];
        let stores = vec![
            StoreError::NotALibrary { path: path.clone() },
            StoreError::EmptyFile { path: path.clone() },
            StoreError::Newer {
                path: path.clone(),
                found: 9,
                supported: 1,
            },
            StoreError::Damaged {
                detail: "page 3".to_owned(),
            },
            StoreError::Locked,
            StoreError::ReadOnly,
            StoreError::DiskFull,
            StoreError::NoPermission { path },
            StoreError::NoPlan {
                slug: "p".to_owned(),
            },
            StoreError::File {
                doing: "opening",
                source: failure(),
            },
        ];
        let mut all: Vec<Error> = vec![
            Error::NoStructure { file: file.clone() },
            Error::UnknownPlan { name: file.clone() },
            Error::UnknownRow {
                row: "r".to_owned(),
            },
            Error::UnknownUnit {
                plan: "p".to_owned(),
                unit: "1".to_owned(),
            },
            Error::NoBackup {
                folder: "backups".to_owned(),
            },
            Error::Cancelled,
            Error::FileGone {
                plan: "plan".to_owned(),
                path: "/a/plan.txt".to_owned(),
            },
            Error::NoFile {
                plan: "plan".to_owned(),
            },
        ];
        all.extend(imports.into_iter().map(|source| Error::Import {
            file: file.clone(),
            source,
        }));
        let library = "library.db".to_owned();
        all.extend(stores.into_iter().map(|source| Error::Store {
            library: library.clone(),
            source,
        }));
        all
    }

    #[test]
    fn u09_every_error_has_words_and_a_remedy_in_both_languages() {
        let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for error in every_error() {
            let words = error_text(&error);
            for text in [&words.message, &words.remedy] {
                assert!(
                    han(&text.zh) && text.zh.ends_with('。'),
                    "{}: {}",
                    error.code(),
                    text.zh
                );
                assert!(
                    !han(&text.en) && text.en.ends_with('.'),
                    "{}: {}",
                    error.code(),
                    text.en
                );
            }
            if let Some(file) = error.file() {
                assert!(words.message.zh.contains(file) && words.message.en.contains(file));
            }
        }
    }
}
