//! Documents of older and other office programs: DOC and WPS, ODT, RTF.
//!
//! ```text
//! 规划.doc ─undoc─▶ text            规划.odt, .rtf, .doc with lists ─LibreOffice─▶ DOCX ─▶ text
//! ```
//!
//! `undoc` reads DOC by itself, but writes the numbers of lists as 1., 2. whatever they are
//! (一、). So a document with lists, and every format `undoc` does not know, goes through
//! LibreOffice where it is installed, in a folder and with a profile of its own, without
//! macros and without following links.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use undoc::model::{Block, Cell, Paragraph, Table};

use crate::{ImportError, ImportNote, RawDocument, SourceFormat, docx, sha256_hex};

/// How long a conversion may take; below the limit of a reading process.
const TIME: Duration = Duration::from_secs(25);

/// Reads a DOC or WPS file.
pub(crate) fn read_doc(bytes: &[u8]) -> Result<RawDocument, ImportError> {
    let format = SourceFormat::Doc;
    let own = undoc::parse_bytes(bytes);
    if matches!(own, Err(undoc::Error::Encrypted)) {
        return Err(ImportError::PasswordProtected);
    }
    let read = own.ok().map(|document| Plain::of(&document.sections));
    let read = read.filter(|plain| plain.text.chars().any(char::is_alphabetic));
    if let Some(plain) = read.as_ref().filter(|plain| !plain.lists) {
        return Ok(document(bytes, plain));
    }
    match (converted(bytes, format), read) {
        (Ok(document), _) => Ok(document),
        (Err(_), Some(plain)) => Ok(document(bytes, &plain)),
        (Err(error), None) => Err(error),
    }
}

fn document(bytes: &[u8], plain: &Plain) -> RawDocument {
    let note = plain.lists.then_some(ImportNote::NumbersApproximate);
    RawDocument {
        text: plain.text.clone(),
        format: SourceFormat::Doc,
        encoding: "UTF-8".to_owned(),
        sha256: sha256_hex(bytes),
        notes: note.into_iter().collect(),
    }
}

/// Paragraphs and rows as lines.
#[derive(Default)]
struct Plain {
    text: String,
    lists: bool,
}

impl Plain {
    fn of(sections: &[undoc::model::Section]) -> Self {
        let mut out = Plain::default();
        for block in sections.iter().flat_map(|section| &section.content) {
            match block {
                Block::Paragraph(paragraph) => {
                    let line = out.paragraph(paragraph);
                    out.line(&line);
                }
                Block::Table(table) => out.table(table),
                Block::Note { content, .. } => {
                    for paragraph in content {
                        let line = out.paragraph(paragraph);
                        out.line(&line);
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> String {
        let number = paragraph.list_info.as_ref().and_then(|list| list.number);
        self.lists |= number.is_some();
        let mut line = number.map_or_else(String::new, |number| format!("{number}."));
        for run in &paragraph.runs {
            line.push_str(&run.text.replace(['\r', '\u{b}', '\u{c}'], "\n"));
            if run.line_break {
                line.push('\n');
            }
        }
        line
    }

    fn table(&mut self, table: &Table) {
        for row in &table.rows {
            let mut cells = Vec::new();
            for cell in &row.cells {
                cells.push(self.cell(cell));
                let more = (cell.col_span as usize).clamp(1, 64) - 1;
                cells.extend(vec![String::new(); more]);
            }
            self.line(&cells.join("\t"));
        }
    }

    fn cell(&mut self, cell: &Cell) -> String {
        let lines = cell
            .content
            .iter()
            .map(|paragraph| self.paragraph(paragraph));
        let text: String = lines.collect();
        text.trim().replace(['\n', '\t'], " ")
    }
}

/// Reads through LibreOffice, which some formats need.
pub(crate) fn converted(bytes: &[u8], format: SourceFormat) -> Result<RawDocument, ImportError> {
    let program = program().ok_or(ImportError::NeedsOffice { format })?;
    let made = convert(&program, bytes, format)?;
    let mut document = docx::read(&made)?;
    document.format = format;
    document.sha256 = sha256_hex(bytes);
    Ok(document)
}

/// Names the program where it stands in no usual place; a name of nothing does without it.
const PROGRAM: &str = "DUIZHAO_SOFFICE";

/// Where LibreOffice is, if it is installed.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(PROGRAM) {
        return Some(PathBuf::from(named)).filter(|program| program.is_file());
    }
    let name = format!("soffice{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(&name));
    let usual = [
        "/usr/lib/libreoffice/program/soffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    ];
    on_path
        .chain(usual.iter().map(PathBuf::from))
        .find(|program| program.is_file())
}

fn convert(program: &Path, bytes: &[u8], format: SourceFormat) -> Result<Vec<u8>, ImportError> {
    let folder = tempfile::tempdir().map_err(ImportError::Unreadable)?;
    let name = match format {
        SourceFormat::Odt => "plan.odt",
        SourceFormat::Rtf => "plan.rtf",
        _ => "plan.doc",
    };
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).map_err(ImportError::Unreadable)?;
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(profile.join("user")).map_err(ImportError::Unreadable)?;
    std::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS)
        .map_err(ImportError::Unreadable)?;
    let out = folder.path().join("out");
    let mut child = Command::new(program)
        .arg(format!("-env:UserInstallation={}", address(&profile)))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
        ])
        .arg(&out)
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(ImportError::Unreadable)?;
    let start = Instant::now();
    while child.try_wait().map_err(ImportError::Unreadable)?.is_none() {
        if start.elapsed() > TIME {
            let _ = child.kill();
            let _ = child.wait();
            return Err(ImportError::TimedOut {
                seconds: TIME.as_secs(),
            });
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    std::fs::read(out.join("plan.docx")).map_err(|_| ImportError::Damaged { format })
}

/// A folder as the address LibreOffice wants.
fn address(folder: &Path) -> String {
    let path = folder
        .to_string_lossy()
        .replace('\\', "/")
        .replace(' ', "%20");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{path}")
}

/// No macros, no links followed.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;
