//! Word documents made by code, one defect or feature each.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use duizhao_import::{ImportError, ImportNote, RawDocument, SourceHint, read};
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

fn body(inner: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{inner}</w:body></w:document>")
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn numbered(level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn docx(inner: &str) -> Result<RawDocument, ImportError> {
    let body = body(inner);
    read(
        &package(&[TYPES, ("word/document.xml", &body)]),
        &SourceHint::default(),
    )
}

#[track_caller]
fn check(inner: &str, expected: &str) {
    assert_eq!(docx(inner).unwrap().text, expected);
}

#[test]
fn paragraphs_breaks_and_entities() {
    check(
        &[p("一、目标"), p(""), p("达到&gt;85%&amp;更高")].concat(),
        "一、目标\n\n达到>85%&更高\n",
    );
    check(
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
        "甲\n乙\t丙\n",
    );
    check(
        "<w:p><w:r><w:br w:type=\"page\"/><w:t>下页</w:t></w:r></w:p>",
        "下页\n",
    );
}

#[test]
fn i21_automatic_numbers_are_those_the_reader_sees() {
    let level = |at: u32, format: &str, pattern: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{pattern}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"3\">{}{}{}{}</w:abstractNum>\
         <w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimalEnclosedCircle", "%4"),
    );
    let inner = [
        numbered(0, "发展基础"),
        numbered(1, "成就"),
        numbered(1, "问题"),
        numbered(2, "就业"),
        numbered(2, "康复"),
        numbered(3, "托养"),
        numbered(0, "总体要求"),
        numbered(1, "指导思想"),
    ]
    .concat();
    let body = body(&inner);
    let bytes = package(&[
        TYPES,
        ("word/document.xml", &body),
        ("word/numbering.xml", &numbering),
    ]);
    assert_eq!(
        read(&bytes, &SourceHint::default()).unwrap().text,
        "一、发展基础\n（一）成就\n（二）问题\n1.就业\n2.康复\n① 托养\n二、总体要求\n（一）指导思想\n"
    );
}

#[test]
fn i21_revisions_hidden_text_and_text_boxes() {
    let document = docx(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>丙</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>",
    )
    .unwrap();
    assert_eq!(document.text, "甲丙\n");
    assert_eq!(document.notes, [ImportNote::RevisionsAccepted]);
    check(
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>\
         <w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>\
         </w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "正文\n框内\n",
    );
}

#[test]
fn tables_are_rows_of_cells_with_spans() {
    let cell = |text: &str, more: &str| format!("<w:tc><w:tcPr>{more}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[
            cell("指标", ""),
            cell("2025年", "<w:gridSpan w:val=\"2\"/>"),
            cell("属性", ""),
        ]),
        row(&[
            cell("托养", "<w:vMerge w:val=\"restart\"/>"),
            cell("95", ""),
            cell("96", ""),
            cell("约束性", ""),
        ]),
        row(&[
            cell("托养", "<w:vMerge/>"),
            cell("1", ""),
            cell("2", ""),
            cell("预期性", ""),
        ]),
    ]
    .concat();
    check(
        &format!("<w:tbl>{table}</w:tbl>"),
        "指标\t2025年\t\t属性\n托养\t95\t96\t约束性\n\t1\t2\t预期性\n",
    );
}

#[test]
fn i10_a_bomb_is_stopped_while_it_unpacks() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"<w:document><w:body>").unwrap();
    let block = "<w:p><w:r><w:t>一</w:t></w:r></w:p>".repeat(30_000);
    for _ in 0..80 {
        zip.write_all(block.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 * 1024 * 1024);
    assert!(matches!(
        read(&bytes, &SourceHint::default()),
        Err(ImportError::UnpacksTooMuch)
    ));
}

#[test]
fn i11_paths_in_the_archive_lead_nowhere() {
    let text = body(&p("一、目标"));
    let bytes = package(&[
        TYPES,
        ("word/document.xml", &text),
        ("../../evil.txt", "x"),
        ("/etc/evil", "x"),
        ("C:\\evil", "x"),
    ]);
    assert_eq!(
        read(&bytes, &SourceHint::default()).unwrap().text,
        "一、目标\n"
    );
}

#[test]
fn i12_i13_i14_entities_links_and_macros_are_noted_and_left() {
    let text = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>{}",
        body(&p("一、目标&e;"))
    );
    let links = "<Relationships><Relationship TargetMode=\"External\" Target=\"http://a/\"/>\
                 <Relationship TargetMode=\"External\" Target=\"file:///b\"/></Relationships>";
    let bytes = package(&[
        TYPES,
        ("word/document.xml", &text),
        ("word/_rels/document.xml.rels", links),
        ("word/vbaProject.bin", "macro"),
    ]);
    let document = read(&bytes, &SourceHint::default()).unwrap();
    assert_eq!(document.text, "一、目标\n");
    assert_eq!(
        document.notes,
        [
            ImportNote::EntitiesIgnored,
            ImportNote::ExternalLinks { count: 2 },
            ImportNote::PartsLeftOut {
                parts: vec!["word/vbaProject.bin".to_owned()]
            },
        ]
    );
}

#[test]
fn i04_a_document_is_read_by_its_content() {
    let text = body(&p("一、目标"));
    let bytes = package(&[TYPES, ("word/document.xml", &text)]);
    let hint = SourceHint {
        extension: Some("txt".to_owned()),
        encoding: None,
    };
    let document = read(&bytes, &hint).unwrap();
    assert!(matches!(
        &document.notes[..],
        [ImportNote::ExtensionDiffers { .. }]
    ));
}

#[test]
fn i20_damaged_documents_are_refused() {
    let text = body(&p("一、目标"));
    let whole = package(&[TYPES, ("word/document.xml", &text)]);
    let refused = |bytes: &[u8]| read(bytes, &SourceHint::default()).unwrap_err();
    assert!(matches!(
        refused(&whole[..whole.len() - 30]),
        ImportError::Damaged { .. }
    ));
    let no_body = package(&[TYPES, ("word/styles.xml", "<w:styles/>")]);
    assert!(matches!(refused(&no_body), ImportError::NoBody { .. }));
    let open = package(&[TYPES, ("word/document.xml", "<w:document><w:body><w:p>")]);
    assert!(matches!(refused(&open), ImportError::Damaged { .. }));
    // No byte may panic, whatever it is turned into.
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read(&bytes, &SourceHint::default());
    }
}
