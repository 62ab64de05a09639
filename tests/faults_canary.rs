//! Documents that point elsewhere, each test named by its id: nothing is opened, nothing called.
//!
//! ```text
//! <!ENTITY e SYSTEM "file:///…/canary.txt">, <img src="http://127.0.0.1:…/">  →  neither is met
//! ```
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![expect(clippy::print_stdout, reason = "says what was skipped")]

use std::fmt::Write as _;
use std::process::Command;

use duizhao_tests::binary::{Home, duizhao};
use duizhao_tests::canary::Canary;
use duizhao_tests::office::package;

/// True where a command can be run without any network.
fn can_unshare() -> bool {
    let tried = Command::new("unshare").args(["-rn", "true"]).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        println!("skipped: this system does not let a command run without network");
    }
    can
}

/// Reads the document that `make` writes around the addresses of a canary: its text holds
/// `text`, a note says what was passed over, and the canary sings.
#[track_caller]
fn untouched(
    name: &str,
    text: &str,
    note: Option<(&str, &str)>,
    make: impl Fn(&Canary) -> Vec<u8>,
) {
    let (home, canary) = (Home::new(), Canary::new());
    home.write(name, make(&canary));
    let before = home.files();
    // What has nothing to say says it in any language.
    for (lang, place) in [("zh", 0), ("en", 1)]
        .into_iter()
        .take(1 + usize::from(note.is_some()))
    {
        let args = ["inspect", name, "--as-text", "--json", "--lang", lang];
        let mut command = home.command();
        canary.guard(&mut command);
        let output = command.args(args).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{name}: {out}");
        if let Some(words) = note {
            let words = [words.0, words.1][place];
            assert!(out.contains(words), "{name} should say {words}: {out}");
        }
        assert!(!out.contains("root:"), "{name}: no other file is read");
    }
    let said = home.run(&["inspect", name, "--as-text", "--text"]).out;
    assert!(said.contains(text), "{name}: {said}");
    canary.sings(name);
    assert_eq!(home.files(), before, "{name}: nothing is written beside it");
    if can_unshare() {
        let alone = Command::new("unshare")
            .arg("-rn")
            .arg(duizhao())
            .args(["inspect", name, "--as-text", "--text"])
            .current_dir(home.path())
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(alone.stdout).unwrap(), said, "{name}");
    }
}

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const BODY: &str =
    "<w:document><w:body><w:p><w:r><w:t>一、目标</w:t></w:r></w:p></w:body></w:document>";
const IGNORED: (&str, &str) = ("文档含外部实体，已忽略", "External entities were ignored");

#[test]
fn i12_entities_of_a_document_open_nothing() {
    let with = |name: &str, declared: &dyn Fn(&Canary) -> String| {
        untouched(name, "一、目标", Some(IGNORED), |canary| {
            let text = BODY.replace("目标", "目标&e;");
            let body = format!("<!DOCTYPE x {}>{text}", declared(canary));
            package(&[TYPES, ("word/document.xml", &body)])
        });
    };
    with("file.docx", &|canary| {
        format!("[<!ENTITY e SYSTEM \"{}\">]", canary.file())
    });
    with("passwd.docx", &|_| {
        "[<!ENTITY e SYSTEM \"file:///etc/passwd\">]".to_owned()
    });
    with("dtd.docx", &|canary| {
        format!(
            "SYSTEM \"{}\" [<!ENTITY e SYSTEM \"{}\">]",
            canary.url(),
            canary.url()
        )
    });
    with("parameter.docx", &|canary| {
        format!("[<!ENTITY % p SYSTEM \"{}\">%p;]", canary.url())
    });
}

#[test]
fn i12_entities_in_entities_do_not_grow() {
    let mut laughs = String::new();
    for n in 1..30 {
        let before = format!("&l{};", n - 1).repeat(10);
        let _ = write!(laughs, "<!ENTITY l{n} \"{before}\">");
    }
    let quadratic = "x".repeat(100_000);
    for (name, declared, used) in [
        (
            "laughs.docx",
            format!("<!ENTITY l0 \"哈\">{laughs}"),
            "&l29;".to_owned(),
        ),
        (
            "quadratic.docx",
            format!("<!ENTITY q \"{quadratic}\">"),
            "&q;".repeat(1000),
        ),
    ] {
        untouched(name, "一、目标", Some(IGNORED), |_| {
            let text = BODY.replace("目标", &format!("目标{used}"));
            let body = format!("<!DOCTYPE x [{declared}]>{text}");
            package(&[TYPES, ("word/document.xml", &body)])
        });
    }
}

#[test]
fn i13_relationships_outside_are_counted_and_not_followed() {
    let kinds = ["attachedTemplate", "image", "oleObject", "hyperlink"];
    let note = (
        "文档引用了外部地址，未访问：10",
        "External links were not opened: 10",
    );
    untouched("links.docx", "一、目标", Some(note), |canary| {
        let mut links = String::new();
        for kind in kinds {
            for target in [canary.url(), canary.file()] {
                let _ = write!(
                    links,
                    "<Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
                     TargetMode=\"External\" Target=\"{target}\"/>"
                );
            }
        }
        for target in ["\\\\server\\share\\t.dot", "file://server/share/x.doc"] {
            let _ = write!(
                links,
                "<Relationship TargetMode=\"External\" Target=\"{target}\"/>"
            );
        }
        let links = format!("<Relationships>{links}</Relationships>");
        package(&[
            TYPES,
            ("word/document.xml", BODY),
            ("word/_rels/document.xml.rels", &links),
            ("word/_rels/settings.xml.rels", "<Relationships/>"),
        ])
    });
}

/// A page that would have a browser fetch and run all kinds of things.
fn page(canary: &Canary) -> String {
    let (url, file) = (canary.url(), canary.file());
    format!(
        "<html><head><base href=\"{url}\"><meta http-equiv=refresh content=\"0;url={url}\">\
         <link rel=stylesheet href=\"{url}\"><script src=\"{url}\"></script>\
         <style>@import url({url}); body {{ background: url({file}) }}</style></head><body>\
         <nav>首页 通知公告</nav><h1>临江市规划</h1><p onclick=\"fetch('{url}')\">一、目标</p>\
         <img src=\"{url}\"><img src=\"{file}\"><iframe src=\"{url}\"></iframe>\
         <object data=\"{file}\"></object><embed src=\"{url}\"><video src=\"{url}\"></video>\
         <svg><image href=\"{url}\"/></svg><script>document.write('写入')</script>\
         <img src=\"data:image/png;base64,iVBORw0KGgo=\"></body></html>"
    )
}

#[test]
fn i22_a_page_fetches_runs_and_opens_nothing() {
    untouched(
        "page.html",
        "临江市规划\n一、目标\n",
        None,
        |canary| page(canary).into_bytes(),
    );
    untouched(
        "page.mht",
        "临江市规划\n一、目标\n",
        None,
        |canary| {
            format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nContent-Location: {}\n\n\
             --b\nContent-Type: message/external-body; access-type=URL; URL=\"{}\"\n\n\n\
             --b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n--b--\n",
            canary.url(),
            canary.url(),
            page(canary)
        )
        .into_bytes()
        },
    );
}

#[test]
fn i22_scripts_and_navigation_are_no_text() {
    let home = Home::new();
    home.write("page.html", page(&Canary::new()));
    let text = home
        .run(&["inspect", "page.html", "--as-text", "--text"])
        .out;
    for word in ["首页", "写入", "fetch", "http", "import"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn i13_what_goes_through_the_office_program_follows_no_link() {
    untouched("links.odt", "一、目标", None, |canary| {
        let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
             xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
             xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
        let linked = |target: &str| {
            format!(
                "<text:p><draw:frame svg:width=\"1cm\" svg:height=\"1cm\"><draw:image xlink:href=\"{target}\" \
                 xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/></draw:frame></text:p>\
                 <text:section text:name=\"s\"><text:section-source xlink:href=\"{target}\" \
                 text:filter-name=\"Text\"/><text:p>旧</text:p></text:section>"
            )
        };
        let content = format!(
            "<office:document-content {names} office:version=\"1.2\"><office:body><office:text>\
             <text:p>一、目标</text:p>{}{}</office:text></office:body></office:document-content>",
            linked(&canary.url()),
            linked(&canary.file())
        );
        let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
             <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\
             <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";
        package(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", manifest),
            ("content.xml", &content),
        ])
    });
    untouched("links.rtf", "一", None, |canary| {
        format!(
            "{{\\rtf1\\ansi{{\\*\\template {0}}}{{\\field{{\\*\\fldinst INCLUDEPICTURE \"{0}\" \\\\d}}}}\
             {{\\field{{\\*\\fldinst INCLUDETEXT \"{1}\"}}}}\\u19968?\\par}}",
            canary.url(),
            canary.file()
        )
        .into_bytes()
    });
}

#[test]
fn i11_names_in_the_archive_are_no_paths() {
    untouched("paths.docx", "一、目标", None, |_| {
        package(&[
            TYPES,
            ("word/document.xml", BODY),
            ("../../evil.txt", "x"),
            ("..\\..\\evil.txt", "x"),
            ("/etc/evil", "x"),
            ("C:\\evil.txt", "x"),
            ("word/media/链接", "/etc/passwd"),
        ])
    });
    // A link in place of the body.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.add_symlink("word/document.xml", "/etc/passwd", options)
        .unwrap();
    let home = Home::new();
    home.write("link.docx", zip.finish().unwrap().into_inner());
    let run = home.run(&["inspect", "link.docx", "--as-text", "--json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(!run.out.contains("root:"), "{}", run.out);
}
