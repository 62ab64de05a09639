//! Faults of documents on the way in, each test named by its id; they are read in a process of
//! their own.

use duizhao_tests::binary::{Home, refuses};
use duizhao_tests::office::{Numbers, convert, docx, package};
use duizhao_tests::pdf::{at, pdf};
use duizhao_tests::texts::{SEEDS, seed};

#[test]
fn i04_a_document_under_another_name_is_read_as_what_it_is() {
    let home = Home::new();
    let page =
        "<html><body><h1>规划</h1><p>一、总体要求</p><p>（一）加强托养服务。</p></body></html>";
    let document = docx("一、总体要求\n（一）加强托养服务。\n", Numbers::Automatic);
    let file = |name: &str, bytes: &[u8], format: &str| {
        home.write(name, bytes);
        for (lang, words) in [
            ("zh", "文件扩展名与内容不符，已按内容读取"),
            ("en", "Extension and content differ; read by content"),
        ] {
            let run = home.run(&["inspect", name, "--json", "--lang", lang]);
            assert_eq!(run.status, 0, "{}", run.err);
            let document = run.json();
            assert_eq!(document["plan"]["format"], format);
            let notes = document["warnings"].to_string();
            assert!(notes.contains(words), "{notes}");
            assert!(notes.contains(&format!("→ {format}")), "{notes}");
        }
        assert_eq!(home.run(&["import", name]).status, 0);
    };
    file("规划.txt", &document, "DOCX");
    file("网页.docx", page.as_bytes(), "HTML");
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
fn i15_an_open_document_with_a_password_is_said() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
         <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    let (zh, en) = ("有打开密码", "protected by a password");
    refuses("locked.odt", &locked, "password_protected", zh, en);
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
    let bytes = std::fs::read(closed).unwrap();
    let (zh, en) = ("有打开密码", "protected by a password");
    refuses("closed.pdf", &bytes, "password_protected", zh, en);
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

/// A page without a letter, as a scanner leaves it.
fn scan(pages: usize) -> String {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", 3 + n)).collect();
    let page = |n: usize| {
        format!(
            "{} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj\n",
            3 + n
        )
    };
    format!(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
         2 0 obj << /Type /Pages /Kids [{}] /Count {pages} >> endobj\n{}trailer << /Root 1 0 R >>\n%%EOF",
        kids.join(" "),
        (0..pages).map(page).collect::<Vec<_>>().concat()
    )
}

#[test]
fn i17_a_scan_says_how_many_pages_and_what_to_do() {
    let bytes = scan(28);
    refuses("scan.pdf", bytes.as_bytes(), "scanned", "28 页", "28 pages");
    let home = Home::new();
    let file = home.write("scan.pdf", &bytes);
    for (lang, words) in [("zh", "文字识别"), ("en", "text recognition")] {
        let run = home.run(&["inspect", file.to_str().unwrap(), "--json", "--lang", lang]);
        let error = run.json()["error"].to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn i18_pages_that_are_pictures_or_garbled_are_said() {
    let home = Home::new();
    let text = at(72, 700, "一、主要任务") + &at(72, 680, "（一）加强托养服务能力建设。");
    let garbled = at(72, 700, "Жлдфыва пролдж");
    let picture = "q 500 0 0 700 0 0 cm /I Do Q\n".to_owned();
    let bytes = pdf(&[text, garbled.clone(), garbled, picture], "UniGB-UCS2-H");
    home.write("规划.pdf", bytes);
    for (lang, garbled, pictures) in [
        (
            "zh",
            "有的页可能是乱码，请对照原件。页码：2, 3",
            "没有文字，未读取",
        ),
        (
            "en",
            "Pages may be garbled; compare them with the original. Pages: 2, 3",
            "without text were not read",
        ),
    ] {
        let run = home.run(&["inspect", "规划.pdf", "--json", "--lang", lang]);
        assert_eq!(run.status, 0, "{}", run.err);
        let warnings = run.json()["warnings"].to_string();
        for words in [garbled, pictures] {
            assert!(warnings.contains(words), "{warnings} should say {words}");
        }
        let shown = home.run(&["inspect", "规划.pdf", "--lang", lang]).out;
        assert!(shown.contains(garbled), "people read it too: {shown}");
    }
    let run = home.run(&["import", "规划.pdf", "--json"]);
    assert_eq!(run.json()["imported"][0]["plan"], "规划", "{}", run.out);
}

#[test]
fn i20_a_document_without_a_body_is_said() {
    let empty = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/styles.xml", "<w:styles/>"),
    ]);
    refuses("empty.docx", &empty, "no_body", "缺少正文", "no body");
}

/// What a document holds besides text, in the words of both languages; nothing is written but
/// what there was.
#[track_caller]
fn noted(parts: &[(&str, &str)], zh: &str, en: &str) {
    let home = Home::new();
    let file = home.write("plan.docx", package(parts));
    let before = home.files();
    for (lang, words) in [("zh", zh), ("en", en)] {
        let run = home.run(&[
            "inspect",
            file.to_str().expect("a name of a test is text"),
            "--json",
            "--lang",
            lang,
        ]);
        assert_eq!(run.status, 0, "{}", run.err);
        let document = run.json();
        let warnings = document["warnings"].to_string();
        assert!(warnings.contains(words), "{warnings} should say {words}");
        assert!(
            !document.to_string().contains("root:"),
            "no other file is read"
        );
    }
    assert_eq!(home.files(), before);
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const HEADING: &str =
    "<w:document><w:body><w:p><w:r><w:t>一、目标</w:t></w:r></w:p></w:body></w:document>";

#[test]
fn i11_i12_entities_and_paths_open_nothing() {
    let text = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY a \"&e;&e;\">]>{}",
        HEADING.replace("目标", "目标&e;&a;")
    );
    let parts = [
        TYPES,
        ("word/document.xml", text.as_str()),
        ("../../evil.txt", "x"),
        ("/etc/evil", "x"),
    ];
    noted(
        &parts,
        "文档含外部实体，已忽略",
        "External entities were ignored",
    );
}

#[test]
fn i13_addresses_outside_are_counted_and_not_followed() {
    let links = "<Relationships><Relationship TargetMode=\"External\" Target=\"http://127.0.0.1:9/\"/>\
                 <Relationship TargetMode=\"External\" Target=\"file://server/share\"/></Relationships>";
    let parts = [
        TYPES,
        ("word/document.xml", HEADING),
        ("word/_rels/document.xml.rels", links),
    ];
    noted(
        &parts,
        "文档引用了外部地址，未访问：2",
        "External links were not opened: 2",
    );
}

#[test]
fn i14_macros_and_objects_are_named_and_left_out() {
    let parts = [
        TYPES,
        ("word/document.xml", HEADING),
        ("word/vbaProject.bin", "macro"),
        ("word/embeddings/a.docx", "x"),
    ];
    noted(
        &parts,
        "含宏或嵌入对象，只读取文字：word/embeddings/a.docx",
        "Macros and embedded objects were left out",
    );
}

#[test]
fn i21_revisions_are_said() {
    let text = HEADING.replace("</w:p>", "<w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>");
    let parts = [TYPES, ("word/document.xml", text.as_str())];
    noted(&parts, "接受全部修订", "Revisions were read as accepted");
}
