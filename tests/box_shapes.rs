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
const ITEMS: [&str; 33] = [
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
    "N\tT\tX",
    "N\tT：X",
    "N　T　　X",
    "| N | T | X |",
    "N\nT\nX",
    "N\tT\tX\t区民政局",
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

/// The heads of the columns are the box's text, and the numbers are the labels of its items.
#[test]
fn rows_below_heads_of_columns_are_items() {
    let rows = format!("序号\t项目\t内容\n{}", items("N\tT\tX"));
    check_items(HEADS[0], "heads of columns", &rows);
    let text =
        format!("某市养老规划\n一、重点任务\n（一）强化保障。\n专栏1 养老服务项目\n{rows}\n");
    let plan = Inventory::of(&read("rows", &text));
    let labels = plan.units.iter().filter(|unit| unit.id.starts_with("B1."));
    let labels: Vec<_> = labels.map(|unit| unit.label.as_str()).collect();
    assert_eq!(labels, ["1", "2", "3"]);
}

/// Rows of figures are no items.
#[test]
fn rows_of_figures_are_no_items() {
    let text = "某市养老规划\n一、重点任务\n（一）强化保障。\n专栏1 养老服务情况\n\
                1\t养老机构床位数\t950\t1200\n2\t日间照料中心数\t12\t30\n3\t老年食堂数\t20\t50\n";
    let plan = Inventory::of(&read("figures", text));
    let boxed: Vec<&str> = plan.units.iter().map(|unit| unit.id.as_str()).collect();
    assert!(!boxed.contains(&"B1.1"), "{boxed:?}");
}

#[test]
fn items_in_one_paragraph_are_read() {
    let joined = items("N.T：X").replace('\n', "");
    check_items(HEADS[0], "in one paragraph", &joined);
}

/// Title and items that ran together, on a line of their own or within a document on one line.
#[test]
fn a_box_in_one_paragraph_is_read() {
    let items = items("T：X").replace('\n', "");
    for label in ["专栏1　", "专栏1", "专栏1："] {
        check_items(&format!("{label}养老服务项目{items}"), "in its title", "");
    }
    check_items(HEADS[0], "in one paragraph", &items);
}

/// A box that ran into the paragraph before it: its title ends before its first item.
#[test]
fn a_box_behind_a_paragraph_is_cut_off() {
    let text = "某市养老规划\n一、重点任务\n（一）强化保障。健全保障体系，落实各项补贴。到2025年，服务网络更加健全。\
                专栏1　养老服务项目（一）日间照料项目（12个）。为老年人提供日间照料服务。（二）家庭床位项目（30个）。建设家庭床位。\n\
                （二）培养人才。开展培训。\n";
    let plan = Inventory::of(&read("behind", text));
    let shown: Vec<String> = plan
        .units
        .iter()
        .map(|unit| format!("{} {}", unit.id, unit.title))
        .collect();
    let wanted = [
        "1 重点任务",
        "1.1 强化保障",
        "B1 养老服务项目",
        "B1.1 日间照料项目（12个）",
        "B1.2 家庭床位项目（30个）",
        "1.2 培养人才",
    ];
    assert_eq!(shown, wanted);
    let verified = verify(text, &plan);
    assert!(verified.is_clean(), "{:?}", verified.faults);
}

/// Numbered items that ran into their box's title, on a line of its own.
#[test]
fn numbered_items_behind_the_title_are_read() {
    let items = items("N.T。X").replace('\n', "");
    let numbered = ["1.", "2.", "3."]
        .iter()
        .zip(["（一）", "（二）", "（三）"]);
    let items = numbered.fold(items, |text, (from, to)| text.replace(from, to));
    check_items(&format!("专栏1　养老服务项目{items}"), "in its title", "");
}

/// One name before a colon heads no item, and a mention of a box opens none.
#[test]
fn a_paragraph_about_a_box_is_text() {
    let text = "某市养老规划\n一、重点任务\n（一）强化保障。健全保障体系，落实各项补贴，做到应补尽补。\n\
                专栏1所列项目由各区组织实施，市级财政给予补助，具体办法由市民政局会同市财政局另行制定，并报市政府备案。资金来源：市级财政预算安排。\n";
    let plan = Inventory::of(&read("mention", text));
    let boxed: Vec<&str> = plan.units.iter().map(|unit| unit.id.as_str()).collect();
    assert!(!boxed.contains(&"B1"), "{boxed:?}");
}

/// One blank parts what names a project from its text.
#[test]
fn items_by_one_blank_are_read() {
    check(HEADS[0], "N.T X");
}

/// A column of organs says who does each item.
#[test]
fn the_last_cell_of_an_item_says_who_does_it() {
    let rows = items("N\tT\tX\t县民政局、县残联");
    let text = format!(
        "某县养老规划\n一、重点任务\n（一）强化保障。\n专栏1 养老服务项目\n序号\t项目\t内容\t责任单位\n{rows}\n"
    );
    let plan = Inventory::of(&read("organs", &text));
    let named = plan.units.iter().filter(|unit| unit.id.starts_with("B1."));
    for item in named {
        assert_eq!(
            item.departments.concat(),
            ["县民政局", "县残联"],
            "{}",
            item.id
        );
    }
    let verified = verify(&text, &plan);
    assert!(verified.is_clean(), "{:?}", verified.faults);
}
