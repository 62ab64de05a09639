//! Files that would fill the memory, each test named by its id: refused, and cheaply.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![expect(clippy::print_stdout, reason = "says how much memory was taken")]

use std::io::{Cursor, Write};

use duizhao_tests::binary::{Home, refuses};
use duizhao_tests::office::package;
use duizhao_tests::peak::peak;
use zip::write::SimpleFileOptions;

const MIB: u64 = 1024 * 1024;

/// The command line refuses a file of the home with `code`, within `limit` bytes of memory for
/// itself and the process that reads.
#[track_caller]
fn refused_within(home: &Home, name: &str, code: &str, limit: u64) {
    let (output, peak) = peak(home.command().args(["inspect", name, "--json"]));
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains(&format!("\"{code}\"")), "{name}: {out}");
    println!("{name}: {} MiB", peak / MIB);
    assert!(peak > 0, "it was looked at");
    assert!(peak < limit, "{name} took {} MiB", peak / MIB);
}

#[test]
fn i08_a_file_over_the_limit_is_refused_before_it_is_read() {
    let text = "一、总体要求\n".repeat(400);
    let home = Home::new();
    let path = home.write("100 MB.txt", &text);
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    // A sparse file: were it read whole, it would fill the memory with zeros.
    file.set_len(100 * MIB).unwrap();
    refused_within(&home, "100 MB.txt", "too_large", 150 * MIB);
    file.set_len(100 * 1024 * MIB).unwrap();
    refused_within(&home, "100 MB.txt", "too_large", 150 * MIB);
    // Nor does it ask for more than it uses.
    let limited = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 153600; exec \"$0\" inspect \"$1\" --json"])
        .args([duizhao_tests::binary::duizhao(), &path])
        .output()
        .unwrap();
    let out = String::from_utf8(limited.stdout).unwrap();
    assert!(out.contains("too_large"), "{out}");
}

#[test]
fn i08_the_limit_is_said() {
    let line = "一、总体要求\n";
    let bytes = line.repeat(100 * MIB as usize / line.len() + 1);
    refuses(
        "big.txt",
        bytes.as_bytes(),
        "too_large",
        "有 100 MB，超过上限 20 MB",
        "100 MB is over the limit of 20 MB",
    );
}

/// A Word file whose body unpacks to `size` bytes of text.
fn bomb(size: u64) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(b"<w:document><w:body><w:p><w:r><w:t>")
        .unwrap();
    let text = "<w:t>".repeat(MIB as usize / 5);
    for _ in 0..=size / MIB {
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same as an OpenDocument text, which LibreOffice would unpack.
fn open_document_bomb(size: u64) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let stored = options.compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.text")
        .unwrap();
    zip.start_file("content.xml", options).unwrap();
    for _ in 0..=size / MIB {
        zip.write_all(&vec![b' '; MIB as usize]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ZH: &str = "压缩包展开过大，可能有风险，未导入";
const EN: &str = "unpacks to too much and may be harmful; nothing was imported";

#[test]
fn i10_a_bomb_is_stopped_while_it_unpacks() {
    let bytes = bomb(1024 * MIB);
    assert!((bytes.len() as u64) < 6 * MIB, "{}", bytes.len());
    let home = Home::new();
    home.write("1 GiB.docx", &bytes);
    refused_within(&home, "1 GiB.docx", "unpacks_too_much", 300 * MIB);
    refuses("bomb.docx", &bytes, "unpacks_too_much", ZH, EN);
    home.write("1 GiB.odt", open_document_bomb(1024 * MIB));
    refused_within(&home, "1 GiB.odt", "unpacks_too_much", 300 * MIB);
}

#[test]
fn i10_sizes_that_lie_and_entries_that_overlap_are_counted_as_they_unpack() {
    let whole = bomb(128 * MIB);
    let places = |mark: &[u8]| -> Vec<usize> {
        let at = 0..whole.len() - mark.len();
        at.filter(|at| whole[*at..].starts_with(mark)).collect()
    };
    let home = Home::new();
    // The body is said to unpack to one byte, in the entry and in the directory.
    let mut lying = whole.clone();
    for (mark, size_at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        for at in places(mark) {
            lying[at + size_at..at + size_at + 4].copy_from_slice(&1_u32.to_le_bytes());
        }
    }
    home.write("lying.docx", &lying);
    let run = home.run(&["inspect", "lying.docx", "--json"]);
    let code = run.json()["error"]["code"].clone();
    assert!(
        code == "unpacks_too_much" || code == "damaged_file",
        "{code}"
    );
    // Two entries over the same bytes.
    let entries = places(b"PK\x01\x02");
    let mut overlapping = whole.clone();
    let second = whole[entries[1] + 42..entries[1] + 46].to_vec();
    overlapping[entries[0] + 42..entries[0] + 46].copy_from_slice(&second);
    home.write("overlapping.docx", &overlapping);
    let run = home.run(&["inspect", "overlapping.docx", "--json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    for name in ["lying.docx", "overlapping.docx"] {
        let code = home.run(&["inspect", name, "--json"]).json()["error"]["code"].clone();
        refused_within(&home, name, code.as_str().unwrap(), 300 * MIB);
    }
}

#[test]
fn i10_very_many_entries_and_archives_in_archives_are_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    for n in 1..65_535 {
        zip.start_file(format!("word/{n}"), options).unwrap();
    }
    let many = zip.finish().unwrap().into_inner();
    refuses("many.docx", &many, "unpacks_too_much", ZH, EN);
    let nested = package(&[("inner.docx", "PK\u{3}\u{4}word/document.xml")]);
    let (zh, en) = ("像是 ZIP 压缩包", "looks like a ZIP archive");
    refuses("nested.zip", &nested, "not_text", zh, en);
}
