//! Faults of import, each test named by its id: what goes wrong, and what must happen then.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_tests::binary::{Home, refused, refuses};
use duizhao_tests::texts::repository;
use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use proptest::prelude::*;

fn seed_bytes(name: &str) -> Vec<u8> {
    std::fs::read(repository(&format!("seeds/{name}.txt"))).unwrap()
}

const JINING: &str = "002_d69efc627f7d24d0";

#[test]
fn i01_an_empty_file_is_refused() {
    refuses(
        "empty.txt",
        b"",
        "empty_file",
        "文件是空的",
        "the file is empty",
    );
}

#[test]
fn i02_blanks_marks_and_page_numbers_are_no_text() {
    for bytes in [
        "\u{feff}",
        " \n\t\n",
        "- 1 -\n\n- 2 -\n",
        "。。。，\n—— 3 ——\n",
    ] {
        refuses(
            "blank.txt",
            bytes.as_bytes(),
            "no_text",
            "没有可读的文字",
            "No readable text".to_lowercase().as_str(),
        );
    }
}

#[test]
fn i03_a_binary_file_is_known_by_its_content_not_by_its_name() {
    let magic: [(&[u8], &str); 22] = [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"II*\0", "TIFF"),
        (b"8BPS", "Photoshop"),
        (b"AT&TFORM", "DjVu"),
        (b"%!PS-Adobe", "PostScript"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"MSCF", "CAB"),
        (b"ITSF", "CHM"),
        (b"\x7fELF", "program"),
        (b"MZ\x90\0", "Windows program"),
        (b"SQLite format 3\0", "SQLite"),
        (b"ID3", "MP3"),
        (b"OggS", "Ogg"),
        (b"fLaC", "FLAC"),
        (b"\x1a\x45\xdf\xa3", "Matroska"),
    ];
    let home = Home::new();
    for (bytes, name) in magic {
        let whole = [bytes, "一、总体要求\n".repeat(40).as_bytes()].concat();
        let file = home.write("规划.txt", whole);
        let run = home.run(&["inspect", file.to_str().unwrap(), "--json", "--lang", "en"]);
        let error = run.json()["error"].clone();
        assert_eq!(
            (run.status, error["code"].as_str()),
            (1, Some("not_text")),
            "{name}: {error}"
        );
        assert!(error["message"].as_str().unwrap().contains(name), "{error}");
    }
    refuses(
        "image.txt",
        b"\x89PNG\r\n\x1a\nxxxx",
        "not_text",
        "像是 PNG 图片",
        "looks like a PNG image",
    );
}

#[test]
fn i06_each_encoding_reads_as_the_original() {
    let home = Home::new();
    let text = String::from_utf8(seed_bytes(JINING)).unwrap();
    let of = |name: &str, bytes: &[u8]| {
        let file = home.write(&format!("{name}/plan.txt"), bytes);
        let run = home.run(&["inspect", file.to_str().unwrap(), "--json"]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        let mut document = run.json();
        let encoding = document["plan"]
            .as_object_mut()
            .unwrap()
            .remove("encoding")
            .unwrap();
        (document, encoding.as_str().unwrap().to_owned())
    };
    let (original, _) = of("utf8", text.as_bytes());
    let utf16 = |little: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    };
    let encoded = |encoding: &'static Encoding| encoding.encode(&text).0.into_owned();
    for (name, bytes, encoding) in [
        ("bom", [b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
        ("gb18030", encoded(GB18030), "GB18030"),
        ("gbk", encoded(GBK), "GB18030"),
        ("le", utf16(true), "UTF-16LE"),
        ("be", utf16(false), "UTF-16BE"),
        (
            "le-bom",
            [vec![0xff, 0xfe], utf16(true)].concat(),
            "UTF-16LE",
        ),
        (
            "be-bom",
            [vec![0xfe, 0xff], utf16(false)].concat(),
            "UTF-16BE",
        ),
    ] {
        let (document, detected) = of(name, &bytes);
        assert_eq!(detected, encoding, "{name}");
        assert_eq!(document, original, "{name}");
    }
}

#[test]
fn i06_a_wrong_guess_can_be_set_right() {
    let home = Home::new();
    let text = "一、發展目標\n（一）加強殘疾人托養服務。\n";
    let file = home.write("big5.txt", BIG5.encode(text).0);
    let path = file.to_str().unwrap();
    let right = home.run(&["inspect", path, "--text", "--encoding", "big5"]);
    assert_eq!(right.out, text);
    refused(
        &home,
        &["inspect", path, "--encoding", "klingon"],
        "unknown_encoding",
        "无法识别文字编码",
        "encoding is unknown",
    );
}

#[test]
fn i07_unreadable_bytes_are_marked_counted_and_placed() {
    let home = Home::new();
    let mut bytes = seed_bytes(JINING);
    let at = bytes.windows(3).position(|w| w == "残".as_bytes()).unwrap();
    bytes.splice(at..at, [0xff]);
    let file = home.write("plan.txt", &bytes);
    let line = bytes[..at].split(|&b| b == b'\n').count();
    for (lang, words) in [
        (
            "zh",
            format!("有 1 处无法识别的字节（第 {line} 行），已用 \u{fffd} 标出"),
        ),
        ("en", format!("1 unreadable bytes (line {line}), marked")),
    ] {
        let run = home.run(&["inspect", file.to_str().unwrap(), "--json", "--lang", lang]);
        assert_eq!(run.status, 0, "{}", run.err);
        let document = run.json();
        assert_eq!(document["plan"]["encoding"], "UTF-8");
        let warnings = document["warnings"].as_array().unwrap();
        let unreadable = |w: &&serde_json::Value| w["code"] == "unreadable_bytes";
        let warning = warnings.iter().find(unreadable).unwrap();
        assert_eq!(warning["lines"][0], line);
        let message = warning["message"].as_str().unwrap();
        assert!(message.contains(&words), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A tail cut anywhere and flipped bytes still read as UTF-8, and no byte is lost unseen.
    #[test]
    fn i07_cut_tails_and_flipped_bytes_never_fail(cut in 0_usize..64, flips in proptest::collection::vec((0_usize..4000, any::<u8>()), 0..4)) {
        let mut bytes = seed_bytes(JINING);
        bytes.truncate(bytes.len() - cut);
        for (at, byte) in flips {
            bytes[at * 7] = byte;
        }
        let hint = duizhao_import::SourceHint::default();
        let document = duizhao_import::read(&bytes, &hint).unwrap();
        prop_assert_eq!(&document.encoding, "UTF-8");
        prop_assert!(!document.text.contains('\r') && !document.text.contains('\0'));
        let plan = duizhao_tests::texts::read("plan", &document.text);
        prop_assert!(!plan.units.is_empty());
    }
}

#[test]
fn i09_one_long_line_and_very_many_short_ones_are_read() {
    let home = Home::new();
    let line = format!("一、总体要求。{}", "推进康复服务全覆盖，".repeat(690_000));
    let breaks = format!(
        "一、总体要求\n{}（一）加强托养服务。\n",
        "\n".repeat(2_000_000)
    );
    for text in [line, breaks] {
        let file = home.write("long.txt", text);
        let run = home.run(&["verify", file.to_str().unwrap(), "--json", "--as-text"]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(run.json()["coverage"], 1.0);
    }
}

#[test]
fn i29_odd_file_names_are_shown_and_never_used_as_paths() {
    let home = Home::new();
    for name in [
        "规划👍.txt",
        "CON.txt",
        "a..txt",
        "é规划.txt",
        "两\n行.txt",
        "'; DROP TABLE plan; --.txt",
        "点. .txt",
        "e\u{301}规划.txt",
        &format!("{}.txt", "长".repeat(83)),
    ] {
        let file = home.write(name, seed_bytes(JINING));
        let run = home.run(&["inspect", file.to_str().unwrap(), "--json"]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(home.files(), []);
}

#[test]
fn a_missing_file_and_a_folder_say_what_they_are() {
    let home = Home::new();
    refused(
        &home,
        &["inspect", "nowhere.txt"],
        "not_found",
        "找不到文件",
        "There is no file",
    );
    refused(
        &home,
        &["inspect", "nowhere"],
        "unknown_plan",
        "找不到文件",
        "There is no file",
    );
    std::fs::create_dir(home.path().join("folder")).unwrap();
    refused(
        &home,
        &["inspect", "folder"],
        "is_folder",
        "是文件夹",
        "is a folder",
    );
}
