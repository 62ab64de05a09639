//! What Word documents can hold, one feature a test: what a reader sees is in the text, once.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Cursor, Write};

use duizhao_import::{ImportNote, RawDocument, SourceHint, read};
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A document of that body and of other parts.
fn with(body: &str, parts: &[(&str, &str)]) -> RawDocument {
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let own = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", body.as_str()),
    ];
    read(&package(&[&own, parts].concat()), &SourceHint::default()).unwrap()
}

#[track_caller]
fn check(body: &str, expected: &str) {
    assert_eq!(with(body, &[]).text, expected);
}

/// The labels of paragraphs at these levels of a list with these levels.
#[track_caller]
fn labels(levels: &[&str], paragraphs: &[usize], expected: &[&str]) {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        levels.concat()
    );
    let body: String = paragraphs
        .iter()
        .map(|level| numbered("1", *level))
        .collect();
    let read = with(&body, &[("word/numbering.xml", &numbering)]).text;
    let found: Vec<&str> = read
        .lines()
        .map(|line| line.trim_end_matches('文').trim_end())
        .collect();
    assert_eq!(found, expected);
}

fn numbered(list: &str, level: usize) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>文</w:t></w:r></w:p>"
    )
}

fn level(at: usize, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
         <w:lvlText w:val=\"{pattern}\"/>{more}</w:lvl>"
    )
}

#[test]
fn numbers_in_every_way_plans_use() {
    for (format, expected) in [
        ("chineseCountingThousand", ["一", "二", "三"]),
        ("decimalEnclosedCircle", ["①", "②", "③"]),
        ("ideographTraditional", ["甲", "乙", "丙"]),
        ("chineseLegalSimplified", ["壹", "贰", "叁"]),
        ("decimalFullWidth", ["１", "２", "３"]),
        ("decimal", ["1", "2", "3"]),
        ("upperRoman", ["I", "II", "III"]),
        ("decimalEnclosedParen", ["⑴", "⑵", "⑶"]),
    ] {
        labels(&[&level(0, format, "%1", "")], &[0, 0, 0], &expected);
    }
    let tens = level(0, "ideographDigital", "%1", "")
        .replace("val=\"1\"/><w:numFmt", "val=\"9\"/><w:numFmt");
    labels(&[&tens], &[0, 0, 0], &["九", "一〇", "一一"]);
}

#[test]
fn levels_begin_anew_below_a_higher_one_unless_they_say_not() {
    let top = level(0, "chineseCounting", "%1、", "");
    labels(
        &[&top, &level(1, "decimal", "%2.", "")],
        &[0, 1, 1, 0, 1],
        &["一、", "1.", "2.", "二、", "1."],
    );
    labels(
        &[
            &top,
            &level(1, "decimal", "%2.", "<w:lvlRestart w:val=\"0\"/>"),
        ],
        &[0, 1, 1, 0, 1],
        &["一、", "1.", "2.", "二、", "3."],
    );
    // 一、 then 1.1, in digits as its level asks.
    labels(
        &[&top, &level(1, "decimal", "%1.%2", "<w:isLgl/>")],
        &[0, 1, 1],
        &["一、", "1.1", "1.2"],
    );
}

#[test]
fn lists_take_their_levels_from_a_style_and_may_start_anew() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"S\"/></w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"S\"/>{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">\
         <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "decimal", "（%1）", "")
    );
    let body = [numbered("1", 0), numbered("1", 0), numbered("2", 0)].concat();
    let read = with(&body, &[("word/numbering.xml", &numbering)]);
    assert_eq!(read.text, "（1）文\n（2）文\n（1）文\n");
}

#[test]
fn a_heading_is_numbered_by_its_style() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、", "")
    );
    let styles = "<w:styles><w:style w:styleId=\"base\"><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr>\
                  </w:style><w:style w:styleId=\"own\"><w:basedOn w:val=\"base\"/></w:style></w:styles>";
    let heading = |more: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"own\"/>{more}</w:pPr><w:r><w:t>目标</w:t></w:r></w:p>"
        )
    };
    let body = heading("") + &heading("<w:numPr><w:numId w:val=\"0\"/></w:numPr>") + &heading("");
    let parts = [
        ("word/numbering.xml", numbering.as_str()),
        ("word/styles.xml", styles),
    ];
    assert_eq!(with(&body, &parts).text, "一、目标\n目标\n二、目标\n");
}

#[test]
fn notes_come_at_the_end_and_comments_heads_and_feet_not_at_all() {
    let body = p("正文").replace(
        "</w:p>",
        "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
    );
    let note = |list: &str, one: &str, text: &str| {
        format!(
            "<w:{list}><w:{one} w:type=\"separator\">{}</w:{one}><w:{one} w:id=\"2\">{}</w:{one}></w:{list}>",
            p("线"),
            p(text)
        )
    };
    let (foot, end) = (
        note("footnotes", "footnote", "脚注"),
        note("endnotes", "endnote", "尾注"),
    );
    let other = format!(
        "<w:comments><w:comment>{}</w:comment></w:comments>",
        p("批注")
    );
    let head = format!("<w:hdr>{}</w:hdr>", p("页眉"));
    let parts = [
        ("word/footnotes.xml", foot.as_str()),
        ("word/endnotes.xml", end.as_str()),
        ("word/comments.xml", other.as_str()),
        ("word/header1.xml", head.as_str()),
        ("word/footer1.xml", head.as_str()),
    ];
    assert_eq!(with(&body, &parts).text, "正文\n脚注\n尾注\n");
}

#[test]
fn what_was_moved_stands_once_and_a_deleted_end_joins_two_paragraphs() {
    let moved = format!(
        "<w:moveFrom>{0}</w:moveFrom>{1}<w:moveTo>{0}</w:moveTo>",
        p("移"),
        p("中")
    );
    check(&moved, "中\n移\n");
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>每年</w:t></w:r></w:p>\
                  <w:p><w:r><w:t>托养</w:t></w:r></w:p>";
    let document = with(joined, &[]);
    assert_eq!(document.text, "每年托养\n");
    assert_eq!(document.notes, [ImportNote::RevisionsAccepted]);
    let row = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>\
               <w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p><w:r><w:t>增</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    check(row, "增\n");
}

#[test]
fn fields_links_and_controls_show_their_result() {
    check(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGEREF _Toc</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2025</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"DATE\"><w:r><w:t>年</w:t></w:r></w:fldSimple></w:p>",
        "2025年\n",
    );
    check(
        "<w:p><w:hyperlink><w:r><w:t>《条例》</w:t></w:r></w:hyperlink><w:sdt><w:sdtPr><w:alias/></w:sdtPr>\
         <w:sdtContent><w:r><w:t>规定</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "《条例》规定\n",
    );
    let block = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("一、目标")
    );
    check(&block, "一、目标\n");
}

#[test]
fn breaks_symbols_and_readings() {
    check(
        "<w:p><w:r><w:t>甲</w:t><w:br w:type=\"textWrapping\"/><w:t>乙</w:t></w:r></w:p>",
        "甲\n乙\n",
    );
    check(
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>是</w:t>\
         <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/><w:t>95</w:t></w:r></w:p>",
        "☑是≥95\n",
    );
    check(
        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>tuō</w:t></w:r></w:rt>\
         <w:rubyBase><w:r><w:t>托</w:t></w:r></w:rubyBase></w:ruby><w:t>养</w:t></w:r></w:p>",
        "托养\n",
    );
}

#[test]
fn a_table_in_a_cell_stays_in_its_row() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&p("内一")),
        cell(&p("内二"))
    );
    let outer = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&(inner + &p(""))),
        cell(&p("外"))
    );
    check(&outer, "内一 内二\t外\n");
}
