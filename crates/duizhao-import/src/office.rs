//! Documents of older and other office programs: DOC and WPS, ODT, RTF.
//!
//! ```text
//! 规划.doc ─undoc─▶ text            规划.odt, .rtf, .doc with lists ─LibreOffice─▶ DOCX ─▶ text
//! ```
//!
//! `undoc` reads DOC by itself, but writes the numbers of lists as 1., 2. whatever they are
//! (一、). So a document with lists, and every format `undoc` does not know, goes through
//! LibreOffice where it is installed (`converter`).

use undoc::model::{Block, Cell, Paragraph, Table};

use crate::converter::convert;
use crate::package::Package;
use crate::{ImportError, ImportNote, RawDocument, SourceFormat, docx, rtf, sha256_hex};

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
    let made = match format {
        SourceFormat::Rtf => convert(&rtf::with_numbers(bytes), format)?,
        SourceFormat::Odt => {
            unpacks(bytes)?;
            convert(bytes, format)?
        }
        _ => convert(bytes, format)?,
    };
    let mut document = docx::read(&made)?;
    document.format = format;
    document.sha256 = sha256_hex(bytes);
    Ok(document)
}

/// Refuses an ODT that is locked or unpacks to too much, before LibreOffice unpacks it.
fn unpacks(bytes: &[u8]) -> Result<(), ImportError> {
    let format = SourceFormat::Odt;
    let mut package = Package::open(bytes, format)?;
    let manifest = package.part("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(ImportError::PasswordProtected);
    }
    let body = package.part("content.xml")?;
    body.ok_or(ImportError::NoBody { format })?;
    package.part("styles.xml").map(|_| ())
}
