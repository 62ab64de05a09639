//! Documents for tests: Word files made by code, others printed from them by LibreOffice.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use zip::write::SimpleFileOptions;

/// Whether numbers stand in the text of a Word file or are made by Word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// As letters of the text.
    Typed,
    /// As lists; Word draws the numbers.
    Automatic,
}

/// Converts all `files` into `format` within `folder`, in one run of LibreOffice.
///
/// # Panics
/// Where LibreOffice is missing (`cargo xtask setup` installs it) or makes no file.
pub fn convert(files: &[PathBuf], format: &str, folder: &Path) -> Vec<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = folder.join(format.split(':').next().unwrap_or(format));
    let text = files
        .iter()
        .any(|file| file.extension().is_some_and(|extension| extension == "txt"));
    let done = Command::new("soffice")
        .args(["--headless", &profile])
        .args(text.then_some("--infilter=Text (encoded):UTF8"))
        .args(["--convert-to", format, "--outdir"])
        .arg(&out)
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let done = done.expect("LibreOffice is installed: cargo xtask setup");
    assert!(done.success(), "LibreOffice failed: {done}");
    let extension = format.split(':').next().unwrap_or(format);
    let made = |file: &PathBuf| {
        let name = file.file_stem().expect("a file has a name");
        let mut path = out.join(name).into_os_string();
        path.push(format!(".{extension}"));
        let path = PathBuf::from(path);
        assert!(path.exists(), "{} was not made", path.display());
        path
    };
    files.iter().map(made).collect()
}

/// A Word file of the lines of `text`, with a running head and page numbers.
pub fn docx(text: &str, numbers: Numbers) -> Vec<u8> {
    let mut body = String::new();
    let mut lists = Lists::default();
    for line in text.lines() {
        let (list, rest) = match numbers {
            Numbers::Automatic => lists.next(line),
            Numbers::Typed => (None, line),
        };
        paragraph(&mut body, list, rest);
    }
    let document = format!(
        "<w:document {NAMES}><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId2\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1800\" w:right=\"1600\" w:bottom=\"1600\" w:left=\"1600\" w:header=\"900\" \
         w:footer=\"900\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let head = format!(
        "<w:hdr {NAMES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>政府公报</w:t></w:r></w:p></w:hdr>"
    );
    let foot = format!(
        "<w:ftr {NAMES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>— </w:t></w:r>\
         <w:fldSimple w:instr=\"PAGE\"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p></w:ftr>"
    );
    package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", &document),
        ("word/numbering.xml", &numbering()),
        ("word/header1.xml", &head),
        ("word/footer1.xml", &foot),
    ])
}

/// A page and a picture in one file, packed as browsers pack them.
pub fn mht(page: &[u8]) -> Vec<u8> {
    let mut packed = String::new();
    let mut width = 0;
    for byte in page {
        let plain = matches!(byte, b' '..=b'~' | b'\n') && *byte != b'=';
        let letter = if plain {
            char::from(*byte).to_string()
        } else {
            format!("={byte:02X}")
        };
        if width + letter.len() > 72 {
            packed.push_str("=\r\n");
            width = 0;
        }
        width = if *byte == b'\n' {
            0
        } else {
            width + letter.len()
        };
        packed.push_str(&letter);
    }
    format!(
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E8=A7=84=E5=88=92?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Page--\"\r\n\r\n\
         ------Page--\r\nContent-Type: text/html\r\nContent-ID: <frame@mhtml.blink>\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{packed}\r\n\
         ------Page--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         iVBORw0KGgo=\r\n------Page----\r\n"
    )
    .into_bytes()
}

fn paragraph(body: &mut String, list: Option<usize>, text: &str) {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let text = text.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
    let list = list.map_or_else(String::new, |level| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>")
    });
    let _ = write!(
        body,
        "<w:p><w:pPr>{list}<w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia=\"Noto Serif CJK SC\"/>\
         <w:sz w:val=\"28\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    );
}

/// Which paragraphs Word would number, and how far it has counted.
#[derive(Default)]
struct Lists {
    counts: [usize; LEVELS.len()],
}

/// Format, text before the number, text after it.
const LEVELS: [(&str, &str, &str); 5] = [
    ("chineseCountingThousand", "", "、"),
    ("chineseCountingThousand", "（", "）"),
    ("decimal", "", "."),
    ("decimal", "（", "）"),
    ("decimalEnclosedCircle", "", ""),
];

impl Lists {
    /// The list level of a line whose number is the next one, and the line without it.
    fn next<'a>(&mut self, line: &'a str) -> (Option<usize>, &'a str) {
        for (level, (format, before, after)) in LEVELS.iter().enumerate() {
            let next = self.counts[level] + 1;
            let number = match *format {
                "decimal" => next.to_string(),
                "decimalEnclosedCircle" => char::from_u32(0x245f + next as u32)
                    .unwrap_or('①')
                    .to_string(),
                _ => chinese(next),
            };
            if let Some(rest) = line.strip_prefix(&format!("{before}{number}{after}")) {
                self.counts[level] = next;
                self.counts[level + 1..].fill(0);
                return (Some(level), rest);
            }
        }
        (None, line)
    }
}

fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => DIGITS[number].to_owned(),
        10..=19 => format!("十{}", DIGITS[number % 10]),
        _ => format!("{}十{}", DIGITS[number / 10 % 10], DIGITS[number % 10]),
    }
}

fn numbering() -> String {
    let mut levels = String::new();
    for (at, (format, before, after)) in LEVELS.iter().enumerate() {
        let _ = write!(
            levels,
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff w:val=\"nothing\"/>\
             <w:lvlText w:val=\"{before}%{}{after}\"/></w:lvl>",
            at + 1
        );
    }
    format!(
        "<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"multilevel\"/>{levels}\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

/// A packed document of these parts.
///
/// # Panics
/// Never: it writes to memory.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // By which OpenDocument is known.
        let method = match *name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(method),
        )
        .and_then(|()| zip.write_all(text.as_bytes()).map_err(Into::into))
        .expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
    <Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>\
    <Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const PARTS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>\
    <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";
