//! Boxes (专栏) in the shapes copies have: however they are headed, and their items parted.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

/// Heads of one box, items below.
const HEADS: [&str; 11] = [
    "专栏1 养老服务项目",
    "专栏1：养老服务项目",
    "专栏一 养老服务项目",
    "专栏一：养老服务项目",
    "专栏：养老服务项目",
    "专栏1\n养老服务项目",
    "【专栏1】养老服务项目",
    "专栏 1　养老服务项目",
    "专栏1—1 养老服务项目",
    "**专栏1 养老服务项目**",
    "| 专栏1 养老服务项目 |\n|---|",
];

const TITLES: [&str; 3] = ["日间照料项目", "家庭床位项目", "老年助餐项目"];
const TEXTS: [&str; 3] = [
    "为老年人提供日间照料服务，改善生活质量。",
    "为失能老年人建设家庭床位，提供上门服务。",
    "建设老年食堂，为老年人提供助餐、送餐服务。",
];

/// Items: N stands for the number, C for the one in a circle, H for the Han numeral, T for the
/// heading, X for the text.
const ITEMS: [&str; 27] = [
    "N.T　　X",
    "N.T：X",
    "N.T\nX",
    "N.T。X",
    "（N）T：X",
    "N）T。X",
    "CT：X",
    "CT。X",
    "H、T\nX",
    "（H）T。X",
    "●T：X",
    "◆ T　X",
    "——T：X",
    "·T。X",
    "- T：X",
    "- **T**：X",
    "■T\nX",
    "T　　X",
    "T：X",
    "T\nX",
    "T。X",
    "【T】X",
    "【T】\nX",
    "T\tX",
    "| T | X |",
    "| N.T：X |",
    "| T：X |",
];

fn items(form: &str) -> String {
    let items = (0..TITLES.len()).map(|at| {
        let digit = |from: u32| {
            char::from_u32(from + at as u32)
                .expect("a digit")
                .to_string()
        };
        form.replace('N', &digit('1' as u32))
            .replace('C', &digit('①' as u32))
            .replace('H', ["一", "二", "三"][at])
            .replace('T', TITLES[at])
            .replace('X', TEXTS[at])
    });
    items.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(head: &str, form: &str) {
    check_items(head, form, &items(form));
}

#[track_caller]
fn check_items(head: &str, form: &str, items: &str) {
    let text = format!(
        "某市养老服务“十四五”规划\n\n为推进工作，制定本规划。\n\n一、总体要求\n\n（一）指导思想。坚持以人民为中心，健全基本保障体系。\n\n\
         二、重点任务\n\n（一）强化保障。\n\n1.完善保障制度。健全工作机制，落实各项补贴，做到应补尽补。\n\n{head}\n{items}\n\n\
         2.提升服务水平。健全服务机制，完善服务设施，提高服务水平。\n\n（二）促进就业。扶持创业，开展培训。\n"
    );
    let plan = Inventory::of(&read("box", &text));
    let units = plan.units.iter().skip(4);
    let shown: Vec<String> = units
        .map(|unit| format!("{} {}", unit.id, unit.title))
        .collect();
    let wanted = [
        "2.1 强化保障",
        "2.1.1 完善保障制度",
        "B1 养老服务项目",
        "B1.1 日间照料项目",
        "B1.2 家庭床位项目",
        "B1.3 老年助餐项目",
        "2.1.2 提升服务水平",
        "2.2 促进就业",
    ];
    assert_eq!(shown, wanted, "{head}, {form}");
    let verified = verify(&text, &plan);
    assert!(verified.is_clean(), "{head}, {form}: {:?}", verified.faults);
}

#[test]
fn every_shape_of_item_is_read() {
    for form in ITEMS {
        check(HEADS[0], form);
    }
}

#[test]
fn every_shape_of_head_is_read() {
    for head in HEADS {
        for form in ["N.T　　X", "N.T：X", "N.T\nX", "T：X", "T\nX"] {
            check(head, form);
        }
    }
}

#[test]
fn items_in_one_paragraph_are_read() {
    let joined = items("N.T：X").replace('\n', "");
    check_items(HEADS[0], "in one paragraph", &joined);
}
