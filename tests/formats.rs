//! The same plan in every format is read as its text is.
//!
//! ```text
//! 规划.txt ──LibreOffice──▶ 规划.pdf ──read──▶ the same ids, titles, departments, indicators
//! ```

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duizhao_import::worker::Worker;
use duizhao_import::{ImportNote, SourceHint, read as read_file};
use duizhao_tests::binary::duizhao;
use duizhao_tests::damage::Roles;
use duizhao_tests::inventory::Inventory;
use duizhao_tests::office::{Numbers, convert, docx, mht};
use duizhao_tests::sameness::Sameness;
use duizhao_tests::score::Prf;
use duizhao_tests::texts::{SEEDS, read, seed};
use duizhao_tests::verify::verify;

/// A format and the five plans in it.
struct Column {
    name: &'static str,
    files: Vec<PathBuf>,
    /// The lowest F1 of ids, titles, departments and indicators that is allowed.
    floor: f64,
}

fn written(
    folder: &Path,
    name: &str,
    extension: &str,
    bytes: impl Fn(&str) -> Vec<u8>,
) -> Vec<PathBuf> {
    let folder = folder.join(name);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let one = |stem: &&str| {
        let path = folder.join(format!("{stem}.{extension}"));
        std::fs::write(&path, bytes(&seed(stem))).expect("a file can be written");
        path
    };
    SEEDS.iter().map(one).collect()
}

fn utf16(text: &str, mark: Option<u16>, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

fn texts(folder: &Path) -> Vec<Column> {
    type Encode = fn(&str) -> Vec<u8>;
    let encodings: [(&'static str, Encode); 6] = [
        ("TXT UTF-8", |text| text.as_bytes().to_vec()),
        ("TXT UTF-8 BOM", |text| {
            [b"\xef\xbb\xbf", text.as_bytes()].concat()
        }),
        ("TXT GB18030", |text| {
            encoding_rs::GB18030.encode(text).0.into_owned()
        }),
        ("TXT UTF-16LE BOM", |text| {
            utf16(text, Some(0xfeff), u16::to_le_bytes)
        }),
        ("TXT UTF-16BE", |text| utf16(text, None, u16::to_be_bytes)),
        ("TXT CRLF", |text| text.replace('\n', "\r\n").into_bytes()),
    ];
    let column = |(name, encode): (&'static str, Encode)| Column {
        name,
        files: written(folder, name, "txt", encode),
        floor: 1.0,
    };
    encodings.into_iter().map(column).collect()
}

fn columns(folder: &Path) -> Vec<Column> {
    let typed = written(folder, "typed", "docx", |text| docx(text, Numbers::Typed));
    let automatic = written(folder, "automatic", "docx", |text| {
        docx(text, Numbers::Automatic)
    });
    let mut out = texts(folder);
    let plain = out[0].files.clone();
    let mut add = |name, files| {
        out.push(Column {
            name,
            files,
            floor: 0.98,
        });
    };
    let printed = |files: &[PathBuf], format: &str, to: &str| {
        let folder = folder.join(to);
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        convert(files, format, &folder)
    };
    add("PDF of TXT", printed(&plain, "pdf", "pdf-txt"));
    add("PDF of DOCX", printed(&typed, "pdf", "pdf-docx"));
    add("PDF, numbered", printed(&automatic, "pdf", "pdf-auto"));
    let pages = printed(&typed, "html", "html");
    add("MHT of DOCX", packed(&pages));
    add("HTML of DOCX", pages);
    let doc = printed(&typed, "doc", "doc");
    add("WPS (DOC by another name)", renamed(&doc, "wps"));
    add("DOC typed", doc);
    add("DOC numbered", printed(&automatic, "doc", "doc-auto"));
    add("ODT numbered", printed(&automatic, "odt", "odt"));
    add("RTF numbered", printed(&automatic, "rtf", "rtf"));
    add("DOCX typed", typed);
    add("DOCX numbered", automatic);
    out
}

fn renamed(files: &[PathBuf], extension: &str) -> Vec<PathBuf> {
    let rename = |file: &PathBuf| {
        let other = file.with_extension(extension);
        std::fs::copy(file, &other).expect("a file can be copied");
        other
    };
    files.iter().map(rename).collect()
}

/// The pages as browsers save them in one file.
fn packed(pages: &[PathBuf]) -> Vec<PathBuf> {
    let pack = |page: &PathBuf| {
        let file = page.with_extension("mht");
        let html = std::fs::read(page).expect("it was written");
        std::fs::write(&file, mht(&html)).expect("a file can be written");
        file
    };
    pages.iter().map(pack).collect()
}

/// The figures of a format, worst plan first.
struct Scored {
    name: &'static str,
    worst: f64,
    clean: bool,
    /// Of the plan in the middle, and of the slowest.
    time: (Duration, Duration),
    /// The slowest, in a process of its own.
    child: Duration,
    detail: String,
}

fn scored(column: &Column, whole: &[Inventory]) -> Scored {
    let (mut worst, mut clean, mut detail) = (1.0_f64, true, String::new());
    let (mut times, mut child) = (Vec::new(), Duration::ZERO);
    for (file, whole) in column.files.iter().zip(whole) {
        let bytes = std::fs::read(file).expect("it was written");
        let start = Instant::now();
        let document = read_file(&bytes, &SourceHint::of(file));
        times.push(start.elapsed());
        child = child.max(in_a_child(&bytes, file));
        let document = document.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        if let Some(keep) = std::env::var_os("DUIZHAO_KEEP_TEXTS") {
            let name = format!("{} {}.txt", column.name, whole.meta["title"]);
            std::fs::write(Path::new(&keep).join(name), &document.text).expect("it can be written");
        }
        let got = Inventory::of(&read("got", &document.text));
        let verified = verify(&document.text, &got);
        let same = Sameness::of(whole, &got, Roles::Kept, verified);
        worst = worst.min(same.worst()).min(same.indicators.f1());
        clean &= same.verified.is_clean();
        let _ = writeln!(detail, "  {} {}", file.display(), same.line());
        for fault in same.verified.faults.iter().take(4) {
            let _ = writeln!(detail, "    {fault}");
        }
        for (what, part) in [
            ("ids", &same.ids),
            ("titles", &same.titles),
            ("departments", &same.departments),
            ("indicators", &same.indicators),
        ] {
            detail.push_str(&misses(what, part));
        }
    }
    times.sort();
    let time = (times[times.len() / 2], times[times.len() - 1]);
    Scored {
        child,
        name: column.name,
        worst,
        clean,
        time,
        detail,
    }
}

/// How long the same takes as the program does it.
fn in_a_child(bytes: &[u8], file: &Path) -> Duration {
    let worker = Worker::new(duizhao().to_owned());
    let start = Instant::now();
    let read = worker.read(bytes, &SourceHint::of(file));
    assert!(read.is_ok(), "{}: {read:?}", file.display());
    start.elapsed()
}

fn misses(what: &str, part: &Prf) -> String {
    let listed = |word: &str, rows: &[String]| {
        let mut out = String::new();
        for row in rows.iter().take(6) {
            let _ = writeln!(out, "    {what} {word} {row}");
        }
        out
    };
    listed("missing", &part.missed) + &listed("extra", &part.extra)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[test]
fn every_format_reads_as_the_text_does() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let whole: Vec<Inventory> = SEEDS
        .iter()
        .map(|stem| Inventory::of(&read("whole", &seed(stem))))
        .collect();
    let (mut table, mut below) = (String::new(), String::new());
    for column in columns(folder.path()) {
        let scored = scored(&column, &whole);
        let _ = writeln!(
            table,
            "{:<26} {:.4}  {}  {:>7.1} ms  {:>7.1} ms  {:>7.1} ms",
            scored.name,
            scored.worst,
            if scored.clean {
                "verified"
            } else {
                "NOT verified"
            },
            ms(scored.time.0),
            ms(scored.time.1),
            ms(scored.child),
        );
        if scored.worst < column.floor || !scored.clean {
            let _ = writeln!(below, "{}\n{}", scored.name, scored.detail);
        }
    }
    let head = "format, worst F1, nothing lost; reading: the plan in the middle, the slowest, the slowest in a child";
    println!("{head}\n{table}");
    assert!(below.is_empty(), "{table}\n{below}");
}

/// As much of the longest bundled plan as fills 28 pages.
fn long_plan() -> String {
    let text = seed(SEEDS[2]);
    text.lines()
        .take(LINES)
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Lines of 28 pages.
const LINES: usize = 980;

/// Running heads and feet that were left out: two a page.
fn pages(document: &duizhao_import::RawDocument) -> u32 {
    let count = |note: &ImportNote| match note {
        ImportNote::PageLinesLeftOut { count } => Some(count / 2),
        _ => None,
    };
    document.notes.iter().find_map(count).unwrap_or_default()
}

/// The times of one file: the median of nine readings, and of nine in a child.
fn timed(file: &Path) -> (Duration, Duration) {
    let bytes = std::fs::read(file).expect("it was written");
    let median = |once: &dyn Fn() -> Duration| {
        let mut times: Vec<Duration> = (0..9).map(|_| once()).collect();
        times.sort();
        times[4]
    };
    let here = || {
        let start = Instant::now();
        read_file(&bytes, &SourceHint::of(file)).expect("it is read");
        start.elapsed()
    };
    (median(&here), median(&|| in_a_child(&bytes, file)))
}

#[test]
fn a_plan_of_28_pages_is_read_as_its_text_and_says_how_long_it_took() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = long_plan();
    let docx_file = folder.path().join("plan.docx");
    std::fs::write(&docx_file, docx(&text, Numbers::Automatic)).expect("a file can be written");
    let pdf = convert(std::slice::from_ref(&docx_file), "pdf", folder.path()).remove(0);
    let whole = Inventory::of(&read("whole", &text));
    let mut counted = 0;
    for (name, file, lines) in [("PDF", pdf, (150, 600)), ("DOCX", docx_file, (25, 100))] {
        let bytes = std::fs::read(&file).expect("it was written");
        let document = read_file(&bytes, &SourceHint::of(&file)).expect("it is read");
        let got = Inventory::of(&read("got", &document.text));
        let verified = verify(&document.text, &got);
        let same = Sameness::of(&whole, &got, Roles::Kept, verified);
        assert!(
            same.worst() >= 0.98 && same.verified.is_clean(),
            "{name}: {}",
            same.line()
        );
        counted = counted.max(pages(&document));
        let (time, child) = timed(&file);
        println!(
            "{name} of {counted} pages: {:.1} ms (line {}), with its child {:.1} ms (line {})",
            ms(time),
            lines.0,
            ms(child),
            lines.1,
        );
    }
}
