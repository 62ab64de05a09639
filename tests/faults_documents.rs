//! Faults of documents on the way in, each test named by its id; they are read in a process of
//! their own.

use std::time::Duration;

use duizhao_import::worker::Worker;
use duizhao_import::{ImportError, SourceHint};
use duizhao_tests::binary::{Home, duizhao, refuses};
use duizhao_tests::office::{Numbers, convert, docx, package};
use duizhao_tests::texts::{SEEDS, seed};

#[test]
fn i04_a_document_under_another_name_is_read_as_what_it_is() {
    let home = Home::new();
    let bytes = docx("一、总体要求\n（一）加强托养服务。\n", Numbers::Automatic);
    let file = home.write("规划.txt", bytes);
    let run = home.run(&["inspect", file.to_str().unwrap(), "--json"]);
    let document = run.json();
    assert_eq!(document["plan"]["format"], "DOCX");
    let notes = document["warnings"].to_string();
    assert!(
        notes.contains("文件扩展名与内容不符") && notes.contains("DOCX"),
        "{notes}"
    );
}

#[test]
fn i05_formats_without_a_reader_are_refused_by_name() {
    let compound = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
            &[0; 600],
            &name,
        ]
        .concat()
    };
    let ofd = package(&[("OFD.xml", "<OFD/>")]);
    refuses("plan.ofd", &ofd, "not_text", "OFD", "OFD");
    refuses(
        "table.et",
        &compound("Workbook"),
        "not_text",
        "电子表格",
        "spreadsheet",
    );
    refuses(
        "old.doc",
        &compound("WordDocument"),
        "damaged_file",
        "文件已损坏",
        "damaged",
    );
}

#[test]
fn i15_a_document_with_a_password_is_said() {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let locked = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &[0; 600],
        &name,
    ]
    .concat();
    refuses(
        "locked.docx",
        &locked,
        "password_protected",
        "有打开密码",
        "protected by a password",
    );
}

#[test]
fn i16_a_pdf_with_a_password_is_said_and_one_locked_for_changes_is_read() {
    let home = Home::new();
    let file = home.write("plan.txt", "一、总体要求\n（一）加强托养服务。\n");
    let locked = |options: &str, folder: &str| {
        let format = format!("pdf:writer_pdf_Export:{{{options}}}");
        let out = home.path().join(folder);
        std::fs::create_dir_all(&out).unwrap();
        convert(std::slice::from_ref(&file), &format, &out).remove(0)
    };
    let word = |name: &str| format!("\"{name}\":{{\"type\":\"string\",\"value\":\"secret\"}}");
    let on = |name: &str| format!("\"{name}\":{{\"type\":\"boolean\",\"value\":\"true\"}}");
    let closed = locked(
        &[on("EncryptFile"), word("DocumentOpenPassword")].join(","),
        "closed",
    );
    let run = home.run(&["inspect", closed.to_str().unwrap(), "--json"]);
    assert_eq!(run.json()["error"]["code"], "password_protected");
    let owned = locked(
        &[on("RestrictPermissions"), word("PermissionPassword")].join(","),
        "owned",
    );
    let run = home.run(&["inspect", owned.to_str().unwrap(), "--text"]);
    assert!(
        run.out.contains("（一）加强托养服务。"),
        "{} {}",
        run.out,
        run.err
    );
}

#[test]
fn i19_i30_a_bad_document_ends_only_its_reader_and_leaves_the_library() {
    let home = Home::new();
    let plan = home.write("规划.txt", seed(SEEDS[0]));
    assert_eq!(home.run(&["import", plan.to_str().unwrap()]).status, 0);
    let before = home.run(&["plans", "--json"]).out;
    let file = home.write("坏.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n");
    let run = home.run(&["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.json()["refused"][0]["code"], "damaged_file");
    assert_eq!(home.run(&["plans", "--json"]).out, before);
}

#[test]
fn i30_a_reader_over_its_memory_is_stopped_and_said() {
    let bytes = docx("一、总体要求\n", Numbers::Typed);
    let worker = Worker::new(duizhao().to_owned());
    let hint = SourceHint::default();
    assert_eq!(worker.read(&bytes, &hint).unwrap().text, "一、总体要求\n");
    let small = worker.limited(Duration::from_secs(30), 1);
    let stopped = small.read(&bytes, &hint);
    assert!(
        matches!(stopped, Err(ImportError::OutOfMemory { limit: 1 })),
        "{stopped:?}"
    );
}
