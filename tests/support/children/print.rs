//! Prints a draft as a clean text file.

use std::fmt::Write as _;

use duizhao_core::model::{UnitKind, UnitPath};

use super::{Draft, DraftUnit};

const NUMBERS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

/// The plan as a text file.
pub(super) fn print(draft: &Draft) -> String {
    let mut out = format!("{}\n\n{}\n", draft.title, draft.preamble.replace('\n', ""));
    let mut boxes = 0;
    for (at, chapter) in below(draft, None).enumerate() {
        let annex = chapter.kind == UnitKind::Annex;
        if annex {
            let _ = writeln!(out, "\n附件\n{}", chapter.title);
            annex_rows(draft, chapter, &mut out);
            continue;
        }
        let _ = writeln!(out, "\n{}、{}", NUMBERS[at.min(19)], chapter.title);
        own_text(chapter, &mut out);
        children(draft, chapter, &mut boxes, &mut out);
    }
    out
}

fn children(draft: &Draft, above: &DraftUnit, boxes: &mut usize, out: &mut String) {
    let mut number = 0;
    for unit in below(draft, above.base.as_ref()) {
        match unit.kind {
            UnitKind::Section => {
                let label = format!("（{}）", NUMBERS[number.min(19)]);
                number += 1;
                let close = if unit.title.is_empty() { "" } else { "。" };
                let _ = writeln!(out, "{label}{}{close}{}", unit.title, text_of(unit));
                children(draft, unit, boxes, out);
            }
            UnitKind::Task | UnitKind::Paragraph => {
                number += 1;
                let close = if unit.title.is_empty() { "" } else { "。" };
                let _ = writeln!(out, "{number}. {}{close}{}", unit.title, text_of(unit));
                children(draft, unit, boxes, out);
            }
            UnitKind::Box => {
                *boxes += 1;
                print_box(draft, unit, *boxes, out);
            }
            _ => {}
        }
    }
}

fn print_box(draft: &Draft, unit: &DraftUnit, number: usize, out: &mut String) {
    let title = unit
        .title
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let _ = writeln!(out, "\n专栏{number} {title}");
    if !unit.rows.is_empty() {
        table(draft, unit, out);
    }
    own_text(unit, out);
    for (at, item) in below(draft, unit.base.as_ref()).enumerate() {
        let _ = writeln!(out, "{}. {}\n{}", at + 1, item.title, text_of(item));
    }
    out.push('\n');
}

fn table(draft: &Draft, unit: &DraftUnit, out: &mut String) {
    let year = |year: Option<u16>, word: &str| {
        year.map_or_else(|| word.to_owned(), |year| format!("{year}年"))
    };
    let has_base = unit.rows.iter().any(|row| row.baseline.is_some());
    let mut head = vec!["指标".to_owned()];
    if has_base {
        head.push(year(draft.years.0, "基期值"));
    }
    head.push(year(draft.years.1, "目标值"));
    head.push("属性".to_owned());
    let _ = writeln!(out, "{}", head.join("\t"));
    for (at, row) in unit.rows.iter().enumerate() {
        let measure = if row.unit.is_empty() {
            String::new()
        } else {
            format!("（{}）", row.unit)
        };
        let mut cells = vec![format!("{}. {}{measure}", at + 1, row.name)];
        if has_base {
            cells.push(row.baseline.clone().unwrap_or_else(|| "——".to_owned()));
        }
        cells.push(row.target.clone());
        cells.push(row.attribute.unwrap_or("预期性").to_owned());
        let _ = writeln!(out, "{}", cells.join("\t"));
    }
}

fn annex_rows(draft: &Draft, annex: &DraftUnit, out: &mut String) {
    let _ = writeln!(out, "序号\t工作任务\t负责单位");
    for (at, row) in below(draft, annex.base.as_ref()).enumerate() {
        let all: Vec<&str> = row
            .lead
            .iter()
            .chain(&row.participants)
            .chain(&row.unranked)
            .map(String::as_str)
            .collect();
        let _ = writeln!(
            out,
            "{}\t{}\t{}",
            at + 1,
            row.sentences.concat(),
            all.join("、")
        );
    }
    let _ = writeln!(
        out,
        "注：负责单位中列第一位者为牵头单位，其余为主要参与单位。"
    );
}

fn own_text(unit: &DraftUnit, out: &mut String) {
    let text = text_of(unit);
    if !text.is_empty() {
        let _ = writeln!(out, "{text}");
    }
}

fn text_of(unit: &DraftUnit) -> String {
    format!("{}{}", unit.sentences.concat(), tail(unit))
}

fn tail(unit: &DraftUnit) -> String {
    let (lead, rest) = (unit.lead.join("、"), unit.participants.join("、"));
    match (
        unit.lead.is_empty(),
        unit.participants.is_empty(),
        unit.unranked.is_empty(),
    ) {
        (false, false, _) => format!("（牵头部门：{lead}；参与部门：{rest}）"),
        (false, true, _) => format!("（牵头部门：{lead}）"),
        (true, false, _) => format!("（参与部门：{rest}）"),
        (true, true, false) => format!("（责任部门：{}）", unit.unranked.join("、")),
        (true, true, true) => String::new(),
    }
}

fn below<'d>(draft: &'d Draft, above: Option<&'d UnitPath>) -> impl Iterator<Item = &'d DraftUnit> {
    draft
        .units
        .iter()
        .filter(move |unit| unit.above.as_ref() == above)
}
