//! PDF files made by code, one feature or defect each.

use std::fmt::Write as _;

use duizhao_import::{ImportError, ImportNote, RawDocument, SourceFormat, SourceHint, read};

#[expect(unreachable_pub, reason = "the tests of the whole program use it too")]
#[path = "../../../tests/support/pdf.rs"]
mod made;

use made::{at, pdf};

const PICTURE: &str = "q 500 0 0 700 0 0 cm /I Do Q\n";

fn of(contents: &[String]) -> Result<RawDocument, ImportError> {
    read(&pdf(contents, "UniGB-UCS2-H"), &SourceHint::default())
}

#[test]
fn text_of_a_font_that_is_not_embedded_is_read_in_order() {
    // Drawn from the bottom up.
    let page = at(72, 680, "（一）托养服务") + &at(72, 700, "一、主要任务");
    let document = of(&[page]).unwrap();
    assert_eq!(document.text, "一、主要任务\n（一）托养服务\n");
    assert_eq!(document.format, SourceFormat::Pdf);
}

#[test]
fn codes_of_gbk_are_read() {
    let (bytes, _, _) = encoding_rs::GBK.encode("一、主要任务");
    let codes: String = bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02X}");
        hex
    });
    let page = format!("BT /F 12 Tf 1 0 0 1 72 700 Tm <{codes}> Tj ET\n");
    let document = read(&pdf(&[page], "GBK-EUC-H"), &SourceHint::default()).unwrap();
    assert_eq!(document.text, "一、主要任务\n");
}

#[test]
fn a_ruled_table_becomes_rows_with_tabs() {
    let mut page = at(72, 720, "主要指标");
    for y in [640, 670, 700] {
        let _ = writeln!(page, "72 {y} m 400 {y} l S");
    }
    for x in [72, 200, 300, 400] {
        let _ = writeln!(page, "{x} 640 m {x} 700 l S");
    }
    page += &[
        at(80, 680, "指标"),
        at(210, 680, "目标"),
        at(310, 680, "属性"),
        at(80, 658, "托养服务"),
        at(80, 644, "覆盖率"),
        at(210, 650, "９５"),
        at(310, 650, "约束性"),
    ]
    .concat();
    let expected = "主要指标\n指标\t目标\t属性\n托养服务覆盖率\t９５\t约束性\n";
    assert_eq!(of(&[page]).unwrap().text, expected);
}

#[test]
fn heads_and_page_numbers_are_left_out_and_said() {
    let page = |n: usize| {
        at(250, 800, "政府公报")
            + &at(72, 700, ["一、总则", "二、任务", "三、保障"][n])
            + &at(280, 40, &format!("— {} —", n + 1))
    };
    let document = of(&[page(0), page(1), page(2)]).unwrap();
    assert_eq!(document.text, "一、总则\n二、任务\n三、保障\n");
    assert_eq!(document.notes, [ImportNote::PageLinesLeftOut { count: 6 }]);
}

#[test]
fn i17_a_scan_is_refused_with_its_pages() {
    let refused = of(&[PICTURE.to_owned(), PICTURE.to_owned()]);
    assert!(
        matches!(refused, Err(ImportError::Scanned { pages: 2 })),
        "{refused:?}"
    );
}

#[test]
fn i18_pages_that_are_pictures_or_garbled_are_named() {
    let text = at(72, 700, "一、主要任务：加强托养服务能力建设");
    let garbled = at(72, 700, "Жлдфыва пролдж");
    let document = of(&[text, PICTURE.to_owned(), garbled]).unwrap();
    let pages = |note: &ImportNote| match note {
        ImportNote::PagesWithoutText { pages } => Some(("pictures", pages.clone())),
        ImportNote::PagesGarbled { pages } => Some(("garbled", pages.clone())),
        _ => None,
    };
    let noted: Vec<_> = document.notes.iter().filter_map(pages).collect();
    assert_eq!(noted, [("pictures", vec![2]), ("garbled", vec![3])]);
}

#[test]
fn i19_damaged_files_are_refused() {
    let damaged = |bytes: &[u8]| {
        let outcome = read(bytes, &SourceHint::default());
        matches!(
            outcome,
            Err(ImportError::Damaged { .. } | ImportError::NoText | ImportError::Scanned { .. })
        )
    };
    assert!(damaged(b"%PDF-1.7\n"));
    assert!(damaged(
        b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n999999\n%%EOF"
    ));
    let cycle = "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
                 2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\n\
                 trailer << /Root 1 0 R >>\n%%EOF";
    assert!(damaged(cycle.as_bytes()));
    let deep = format!(
        "%PDF-1.4\n1 0 obj {} endobj\ntrailer << /Root 1 0 R >>",
        "[".repeat(100_000)
    );
    assert!(damaged(deep.as_bytes()));
}

#[test]
fn i19_a_file_without_a_table_of_its_objects_is_still_read() {
    let whole = pdf(&[at(72, 700, "一、主要任务")], "UniGB-UCS2-H");
    let at = whole.windows(5).position(|w| w == b"xref\n").unwrap();
    let document = read(
        &[&whole[..at], b"trailer << /Root 1 0 R >>"].concat(),
        &SourceHint::default(),
    );
    assert_eq!(document.unwrap().text, "一、主要任务\n");
}

/// Ten thousand files, each with a few bytes turned into others, end in a text or a refusal.
#[test]
fn i19_ten_thousand_damaged_files_never_fail() {
    let whole = pdf(
        &[at(72, 700, "一、主要任务"), at(72, 700, "二、保障")],
        "UniGB-UCS2-H",
    );
    let half = |from: u64| {
        let whole = whole.clone();
        std::thread::spawn(move || {
            let mut seed = from;
            for _ in 0..5_000 {
                let mut bytes = whole.clone();
                for _ in 0..=(next(&mut seed) % 4) {
                    let place = next(&mut seed) as usize % bytes.len();
                    bytes[place] = next(&mut seed) as u8;
                }
                let _ = read(&bytes, &SourceHint::default());
            }
        })
    };
    for half in [half(1), half(2)] {
        half.join().unwrap();
    }
}

/// The next of a fixed row of numbers.
fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn two_thousand_pages_are_read_and_one_more_is_refused() {
    let pages = |count: usize| vec![at(72, 700, "一、主要任务"); count];
    assert!(of(&pages(2000)).is_ok());
    let refused = of(&pages(2001));
    assert!(
        matches!(refused, Err(ImportError::TooManyPages { pages: 2001 })),
        "{refused:?}"
    );
}

#[test]
fn a_page_that_was_turned_is_read_as_it_is_shown() {
    let page = at(72, 700, "一、主要任务") + &at(72, 680, "（一）加强托养");
    let upright = String::from_utf8(pdf(&[page], "UniGB-UCS2-H")).unwrap();
    // The glyphs of a page lying on its side, turned upright by its viewer.
    let side = upright
        .replace("1 0 0 1 72 700 Tm", "0 1 -1 0 100 72 Tm")
        .replace("1 0 0 1 72 680 Tm", "0 1 -1 0 120 72 Tm")
        .replace(
            "/MediaBox [0 0 595 842]",
            "/MediaBox [0 0 595 842] /Rotate 90",
        );
    let text = read(side.as_bytes(), &SourceHint::default()).unwrap().text;
    assert_eq!(text, "一、主要任务\n（一）加强托养\n");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let column = |x: u32, lines: &[&str]| -> String {
        (0_u32..)
            .zip(lines)
            .map(|(n, line)| at(x, 700 - 20 * n, line))
            .collect()
    };
    let left = [
        "一、主要任务",
        "（一）加强残疾人托养服务体",
        "系建设，扩大托养服务的覆盖",
        "面，提高托养服务水平。",
        "（二）加强康复服务，使更多",
        "残疾人得到康复服务。",
        "（三）加强就业服务，帮助残",
        "疾人就业。",
    ];
    let right = [
        "二、保障措施",
        "（一）加强组织领导，健全残",
        "疾人工作机制，明确各部门的",
        "职责，落实各项任务。",
        "（二）加强经费保障，把残疾",
        "人事业经费列入预算。",
        "（三）加强宣传引导，营造良",
        "好氛围。",
    ];
    let page = column(72, &left) + &column(320, &right);
    let text = of(&[page]).unwrap().text;
    let expected = "一、主要任务\n（一）加强残疾人托养服务体系建设，扩大托养服务的覆盖面，提高托养服务水平。\n\
                    （二）加强康复服务，使更多残疾人得到康复服务。\n（三）加强就业服务，帮助残疾人就业。\n二、保障措施\n\
                    （一）加强组织领导，健全残疾人工作机制，明确各部门的职责，落实各项任务。\n\
                    （二）加强经费保障，把残疾人事业经费列入预算。\n（三）加强宣传引导，营造良好氛围。\n";
    assert_eq!(text, expected);
}
