//! What stands around a plan and is none of it: contents, page chrome, imprint, a second copy.
//! The units are the same with and without.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

const TITLE: &str = "某市残疾人事业发展“十四五”规划";
const PREAMBLE: &str = "为推进残疾人事业发展，结合实际，制定本规划。";
const BODY: &str = "\
一、总体要求
（一）指导思想。坚持以人民为中心的发展思想，推动残疾人事业高质量发展。
（二）基本原则。坚持政府主导、社会参与。
二、重点任务
（一）加强社会保障
1.完善社会救助制度。将符合条件的残疾人纳入低保，做到应保尽保。（责任单位：市民政局、市残联）
2.提升照护服务。发展托养服务，为残疾人提供日间照料。（责任单位：市残联）
（二）促进就业创业
1.开展技能培训。面向残疾人开展职业技能培训，提高就业能力。（责任单位：市人力资源社会保障局）
三、保障措施
（一）加强组织领导。各级政府要把残疾人工作列入重要议事日程。
（二）强化监督检查。市政府残工委对规划实施情况进行督查。";

/// `front: …` stands before the preamble, `tail: …` after the body; `\n` and `\t` are escaped.
const AROUND: &str = include_str!("fixtures/surroundings.txt");

/// Title, units with headings, texts and departments.
fn units(plan: &Inventory) -> String {
    let title = plan.meta["title"].replace(char::is_whitespace, "");
    let shown = plan.units.iter().map(|unit| {
        let departments = unit.departments.concat().join("、");
        format!(
            "{} {} {} {} {departments}",
            unit.id, unit.kind, unit.title, unit.text
        )
    });
    format!("{title}\n{}", shown.collect::<Vec<_>>().join("\n"))
}

fn plain() -> String {
    units(&Inventory::of(&read(
        "plain",
        &format!("{TITLE}\n{PREAMBLE}\n{BODY}"),
    )))
}

#[track_caller]
fn same(name: &str, text: &str, wanted: &str) {
    let plan = Inventory::of(&read("around", text));
    assert_eq!(units(&plan), wanted, "{name}");
    let verified = verify(text, &plan);
    assert!(verified.is_clean(), "{name}: {:?}", verified.faults);
}

#[test]
fn what_stands_around_a_plan_is_left_out() {
    let wanted = plain();
    for line in AROUND.lines() {
        let around = line.replace("\\n", "\n").replace("\\t", "\t");
        let text = match around.split_once(": ").expect("front or tail") {
            ("front", front) => format!("{front}{PREAMBLE}\n{BODY}"),
            (_, tail) => format!("{TITLE}\n{PREAMBLE}\n{BODY}{tail}"),
        };
        same(line, &text, &wanted);
    }
}

/// A notice whose title is its longest line, and those who wrote what it passes on.
#[test]
fn a_notice_and_the_authors_below_the_title_are_no_preamble() {
    let notice = "中共某市委办公室 某市人民政府办公室印发《某市养老服务行动计划》的通知\n各县（市、区）党委和人民政府：\n\
                  现印发给你们。\n某市人民政府办公室\n2021年3月5日\n";
    let text = format!(
        "{notice}{TITLE}\n市民政局　市财政局　市残联\n（2021年3月1日）\n{PREAMBLE}\n{BODY}"
    );
    let plan = read("authors", &text);
    let notice_title = plan.meta.notice_title.as_ref();
    assert_eq!(
        notice_title.map(|title| title.value.as_str()),
        Some("中共某市委办公室某市人民政府办公室印发《某市养老服务行动计划》的通知")
    );
    same("authors", &text, &plain());
}

#[test]
fn a_document_that_stands_twice_is_read_once() {
    let wanted = plain();
    for between in ["\n", "\n\n\n"] {
        let copy = format!("{TITLE}\n{PREAMBLE}\n{BODY}");
        same("twice", &format!("{copy}{between}{copy}"), &wanted);
    }
    same(
        "its body twice",
        &format!("{TITLE}\n{PREAMBLE}\n{BODY}\n{BODY}"),
        &wanted,
    );
}

#[test]
fn a_short_document_on_one_line_has_its_units() {
    let wanted = plain();
    for blank in ["", " ", "　　"] {
        let text = format!("{TITLE}\n{PREAMBLE}\n{BODY}").replace('\n', blank);
        same(blank, &text, &wanted);
    }
}
