//! Damaged files of formats that others read for us, each test named by its id: every one ends
//! in a text or in a refusal, and the program lives.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::PathBuf;

use duizhao_tests::binary::{Home, refuses};
use duizhao_tests::office::{Numbers, convert, docx};
use serde_json::Value;

const TEXT: &str = "一、主要任务\n指标\t95%\n（一）加强托养服务。\n";

/// A small document, written as `extension` by LibreOffice.
fn whole(home: &Home, extension: &str) -> Vec<u8> {
    let from = home.write("made/规划.docx", docx(TEXT, Numbers::Typed));
    let made = convert(&[from], extension, &home.path().join("made"));
    std::fs::read(&made[0]).unwrap()
}

/// Copies of `whole` in a folder: some with a few bytes turned into others, some cut short.
fn damaged(home: &Home, whole: &[u8], extension: &str, flipped: usize, cut: usize) -> PathBuf {
    let mut seed = 11_u64;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    for n in 0..flipped {
        let mut bytes = whole.to_vec();
        for _ in 0..=next() % 4 {
            let place = next() % bytes.len();
            bytes[place] = next() as u8;
        }
        home.write(&format!("bad/f{n:04}.{extension}"), bytes);
    }
    for n in 0..cut {
        // The first bytes say what it is; without them it is another file.
        let end = 600 + (whole.len() - 600) * n / cut;
        home.write(&format!("bad/c{n:04}.{extension}"), &whole[..end]);
    }
    home.path().join("bad")
}

/// Imports a folder and answers the codes of what was refused; every file has an outcome.
#[track_caller]
fn imported(home: &Home, folder: &PathBuf, office: Option<&str>) -> Vec<String> {
    let mut command = home.command();
    if let Some(program) = office {
        command.env("DUIZHAO_SOFFICE", program);
    }
    let output = command
        .args(["import", "--json", "--as-text"])
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.code().is_some(), "it was not killed");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |name: &str| document[name].as_array().unwrap().clone();
    let total = list("imported").len() + list("known").len() + list("refused").len();
    assert_eq!(total, std::fs::read_dir(folder).unwrap().count());
    let code = |refused: &Value| refused["code"].as_str().unwrap().to_owned();
    list("refused").iter().map(code).collect()
}

#[test]
fn i19_a_thousand_damaged_old_documents_end_their_readers_only() {
    let home = Home::new();
    let whole = whole(&home, "doc");
    let folder = damaged(&home, &whole, "doc", 700, 300);
    let codes = imported(&home, &folder, Some("none"));
    let expected = [
        "reader_failed",
        "needs_office",
        "damaged_file",
        "password_protected",
        "not_text",
        "no_text",
        "out_of_memory",
    ];
    for code in &codes {
        assert!(expected.contains(&code.as_str()), "{code}");
    }
    assert!(!codes.is_empty() && codes.len() < 1000, "{}", codes.len());
    assert_eq!(home.run(&["check"]).status, 0);
}

#[test]
fn i19_damaged_documents_that_go_through_the_office_program_are_said() {
    let home = Home::new();
    let whole = whole(&home, "odt");
    let folder = damaged(&home, &whole, "odt", 4, 2);
    for code in imported(&home, &folder, None) {
        assert!(
            ["damaged_file", "unpacks_too_much", "no_body", "not_text"].contains(&code.as_str()),
            "{code}"
        );
    }
    assert_eq!(home.run(&["check"]).status, 0);
}

#[test]
fn i19_a_damaged_pdf_is_said() {
    let cycle = "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
                 2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\n\
                 trailer << /Root 1 0 R >>\n%%EOF";
    refuses(
        "cycle.pdf",
        cycle.as_bytes(),
        "damaged_file",
        "无法读取此 PDF",
        "this PDF file is damaged and cannot be read",
    );
}

#[test]
fn i20_a_damaged_word_file_is_said() {
    let bytes = docx(TEXT, Numbers::Typed);
    refuses(
        "cut.docx",
        &bytes[..bytes.len() - 200],
        "damaged_file",
        "无法读取此 DOCX",
        "this DOCX file is damaged and cannot be read",
    );
}

/// A converter that is missing is said with what to do.
#[test]
fn i05_formats_of_the_office_program_say_so_where_it_is_missing() {
    let home = Home::new();
    home.write("规划.rtf", "{\\rtf1\\ansi \\u19968?\\par}");
    for (lang, why, what) in [
        ("zh", "需要本机装有 LibreOffice", "另存为 DOCX 或 PDF"),
        (
            "en",
            "LibreOffice is needed to read RTF",
            "save the file as DOCX or PDF",
        ),
    ] {
        let mut command = home.command();
        let output = command
            .env("DUIZHAO_SOFFICE", "none")
            .args(["import", "规划.rtf", "--json", "--lang", lang])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let refused = &document["refused"][0];
        assert_eq!(refused["code"], "needs_office", "{refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(why),
            "{refused}"
        );
        assert!(
            refused["remedy"].as_str().unwrap().contains(what),
            "{refused}"
        );
    }
    let run = home.run(&["inspect", "规划.rtf", "--as-text", "--text"]);
    assert_eq!(run.out, "一\n");
}
