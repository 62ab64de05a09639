//! Limits at the limit and one beyond it, and damage by the thousand.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use duizhao_import::{ImportError, RawDocument, SourceHint, read};
use zip::write::SimpleFileOptions;

fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document of that body among `parts` parts.
fn docx(body: &str, parts: usize) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut all = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("word/document.xml".to_owned(), document),
    ];
    all.extend((2..parts).map(|n| (format!("word/media/{n}"), String::new())));
    package(&all)
}

const P: &str = "<w:p><w:r><w:t>一、目标</w:t></w:r></w:p>";

fn of(bytes: &[u8]) -> Result<RawDocument, ImportError> {
    read(bytes, &SourceHint::default())
}

#[test]
fn i10_five_thousand_parts_are_read_and_one_more_is_refused() {
    assert_eq!(of(&docx(P, 5000)).unwrap().text, "一、目标\n");
    assert!(matches!(
        of(&docx(P, 5001)),
        Err(ImportError::UnpacksTooMuch)
    ));
    assert!(matches!(
        of(&docx(P, 65_535)),
        Err(ImportError::UnpacksTooMuch)
    ));
}

#[test]
fn i10_elements_may_stand_256_deep_and_no_deeper() {
    // The root, document and body are the three above the controls; p, r and t are below.
    let nested = |depth: usize| {
        let (open, close) = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>");
        docx(&[&open.repeat(depth), P, &close.repeat(depth)].concat(), 2)
    };
    assert_eq!(of(&nested(125)).unwrap().text, "一、目标\n");
    assert!(matches!(of(&nested(126)), Err(ImportError::UnpacksTooMuch)));
    assert!(matches!(
        of(&nested(100_000)),
        Err(ImportError::UnpacksTooMuch)
    ));
}

#[test]
fn i10_sizes_that_the_archive_states_are_not_believed() {
    let whole = docx(&P.repeat(100), 2);
    // The size after unpacking, in the entry itself and in the directory, is said to be 1.
    let mut lying = whole.clone();
    for (mark, size_at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let places: Vec<usize> = (0..whole.len() - 4)
            .filter(|at| whole[*at..].starts_with(mark))
            .collect();
        for at in places {
            lying[at + size_at..at + size_at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
    }
    match of(&lying) {
        Ok(document) => assert_eq!(document.text, "一、目标\n".repeat(100)),
        Err(error) => assert!(matches!(error, ImportError::Damaged { .. }), "{error:?}"),
    }
}

#[test]
fn i10_an_archive_in_the_place_of_the_body_is_not_opened() {
    let inner = docx(P, 2);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&inner).unwrap();
    let outer = zip.finish().unwrap().into_inner();
    assert!(matches!(of(&outer), Err(ImportError::Damaged { .. })));
}

/// Ten thousand copies of `whole`, each with a few bytes turned into others.
fn damaged(whole: &[u8], mut seed: u64) {
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    for _ in 0..10_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..=(next() % 4) {
            let place = next() as usize % bytes.len();
            bytes[place] = next() as u8;
        }
        let _ = of(&bytes);
    }
}

#[test]
fn i20_ten_thousand_damaged_word_files_never_fail() {
    damaged(&docx(&P.repeat(3), 2), 1);
}

/// Damage of the parts themselves, which the archive's checksums would otherwise catch.
#[test]
fn i20_ten_thousand_damaged_bodies_never_fail() {
    let body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:pPr><w:numPr>\
                <w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>指标</w:t></w:r></w:p>\
                </w:tc></w:tr></w:tbl>";
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let signs = [
        "<", ">", "&", "\"", "/", "w", "9", "-", "<w:tc>", "</w:p>", "<w:p>", "&#0;",
    ];
    for _ in 0..10_000 {
        let mut text: Vec<char> = body.chars().collect();
        let place = next() as usize % text.len();
        let sign = signs[next() as usize % signs.len()];
        text.splice(place..=place, sign.chars());
        let _ = of(&docx(&text.into_iter().collect::<String>(), 2));
    }
}

#[test]
fn i22_ten_thousand_damaged_pages_never_fail() {
    let page = "<html><head><meta charset=utf-8></head><body><ol start=3><li>目标</ol><table><tr>\
                <td rowspan=2 colspan=3>托养<td>95</tr></table><pre>甲\n乙</pre></body></html>";
    damaged(page.as_bytes(), 3);
}

#[test]
fn i07_ten_thousand_damaged_texts_never_fail() {
    let text = "一、总体要求\n（一）加强残疾人托养服务。\n".repeat(4);
    damaged(text.as_bytes(), 4);
    damaged(&encoding_rs::GB18030.encode(&text).0, 5);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    damaged(&utf16, 6);
}

#[test]
fn i22_ten_thousand_damaged_archives_of_a_page_never_fail() {
    let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
                   Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\
                   \r\n<p>=D2=BB=A1=A2=\r\n=C4=BF=B1=EA</p>\r\n--x\r\nContent-Type: image/png\r\n\
                   Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n";
    assert_eq!(of(archive.as_bytes()).unwrap().text, "一、目标\n");
    damaged(archive.as_bytes(), 8);
    for end in 0..archive.len() {
        let _ = of(&archive.as_bytes()[..end]);
    }
}
