//! Statements of responsibility in the shapes plans use: one line each, tail and what is read.

use duizhao_tests::inventory::{Inventory, UnitRow};
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

/// Tail, and what a careful editor lists: leads | participants | without rank.
const SHAPES: &[(&str, &str)] = &[
    (
        "（牵头部门：市民政局；参与部门：市残联、市财政局）",
        "市民政局 | 市残联、市财政局 |",
    ),
    (
        "（牵头\u{200b}部门：市民政局；参与 部门：市残联、市财政局）",
        "市民政局 | 市残联、市财政局 |",
    ),
    (
        "（牵头单位：市残联，配合单位：市民政局、市财政局）",
        "市残联 | 市民政局、市财政局 |",
    ),
    (
        "（牵头单位：市残联；责任单位：市教育局、各区县政府）",
        "市残联 | | 市教育局、各区县政府",
    ),
    (
        "（责任单位：市民政局、市残联，列第一位的为牵头单位）",
        "市民政局 | 市残联 |",
    ),
    (
        "（市教育局、市残联、团市委，排名第一的为牵头单位）",
        "市教育局 | 市残联、团市委 |",
    ),
    (
        "（市残联牵头，市发展改革委、市民政局等部门配合）",
        "市残联 | 市发展改革委、市民政局 |",
    ),
    (
        "（市民政局牵头，市残联、市财政局按职责分工负责）",
        "市民政局 | 市残联、市财政局 |",
    ),
    (
        "（市医保局牵头，市残联、各县（市、区）政府参与）",
        "市医保局 | 市残联、各县（市、区）政府 |",
    ),
    (
        "（市残联、市民政局、市财政局负责）",
        "| | 市残联、市民政局、市财政局",
    ),
    (
        "（公安部、应急管理部按职责分工负责）",
        "| | 公安部、应急管理部",
    ),
    (
        "（市残联、国网某市供电公司按照职责分工负责）",
        "| | 市残联、国网某市供电公司",
    ),
    ("（市残联负责，持续推进）", "| | 市残联"),
    ("（2025年底前完成，牵头单位：市残联）", "市残联 | |"),
    (
        "（完成时限：2023年12月底；责任单位：市残联、市民政局）",
        "| | 市残联、市民政局",
    ),
    ("（责任单位：市残联；完成时限：2025年底）", "| | 市残联"),
    (
        "（市民政局牵头,市残联、各街道(镇)参与;2023年6月前完成）",
        "市民政局 | 市残联、各街道(镇) |",
    ),
    (
        "（责任单位：市公安局、市交通委等；各区政府）",
        "| | 市公安局、市交通委、各区政府",
    ),
    (
        "（商务部、农业农村部等和各有关省级人民政府负责）",
        "| | 商务部、农业农村部、各有关省级人民政府",
    ),
    (
        "（省残联、省财政厅，各市、县（市、区）人民政府负责）",
        "| | 省残联、省财政厅、各市、县（市、区）人民政府",
    ),
    (
        "（市残联、市教育局会同有关部门负责）",
        "| | 市残联、市教育局、有关部门",
    ),
    (
        "（市残联会同市教育局、市卫生健康委落实）",
        "| | 市残联、市教育局、市卫生健康委",
    ),
    (
        "（市卫健委按职责分工负责，各区人民政府落实）",
        "| | 市卫健委、各区人民政府",
    ),
    (
        "（责任单位：市委、市政府有关部门，各开发区管委会）",
        "| | 市委、市政府有关部门、各开发区管委会",
    ),
    (
        "（责任部门：市交通委（市道运局）、市交警总队）",
        "| | 市交通委（市道运局）、市交警总队",
    ),
    (
        "（责任领导：张三；责任单位：市残联、市民政局）",
        "| | 市残联、市民政局",
    ),
    (
        "（责任单位:市残联 市民政局 市财政局）",
        "| | 市残联、市民政局、市财政局",
    ),
    (
        "（区残联、区民政局；各镇街）",
        "| | 区残联、区民政局、各镇街",
    ),
    (
        "（市残联、市财政局、各县（市、区））",
        "| | 市残联、市财政局、各县（市、区）",
    ),
    ("[责任单位：市残联、市财政局]", "| | 市残联、市财政局"),
    (
        "【牵头单位：市残联；配合单位：市财政局】",
        "市残联 | 市财政局 |",
    ),
    (
        "责任单位：市委组织部、市科技局。",
        "| | 市委组织部、市科技局",
    ),
    (
        "责任部门:区残联区民政局区财政局",
        "| | 区残联、区民政局、区财政局",
    ),
    (
        "（牵头部门：市委宣传部（网信办）；参与部门：市残联）",
        "市委宣传部（网信办） | 市残联 |",
    ),
    ("（各镇街，区有关部门）", "| | 各镇街、区有关部门"),
];

/// Further wordings, marks and places of statements, one a line: `tail => who`; `\n` ends a line.
const FURTHER: &str = include_str!("fixtures/statements.txt");

/// Brackets at the end of a task that name nobody.
const NOBODY: &[&str] = &[
    "（国务院令第675号）。",
    "（一人一案、一生一策）。",
    "（含文化馆、图书馆）。",
    "（详见专栏2）。",
    "（读一本书、看一次电影、游一次园）。",
    "〔2021〕。",
    "【专栏2】。",
];

fn who(tail: &str) -> String {
    let text = format!(
        "某市残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、重点任务\n\n\
         （一）强化社会保障。\n\n1.完善保障制度。健全工作机制，完善政策措施，持续提升服务水平。{tail}\n\n\
         2.提升服务能力。健全服务体系，完善服务标准。（责任单位：市残联）\n"
    );
    let plan = Inventory::of(&read("shape", &text));
    let unit = plan.units.iter().find(|unit| unit.id == "1.1.1");
    unit.map_or("no task".to_owned(), |unit| {
        let [lead, with, unranked] = unit.departments.each_ref().map(|names| names.join("、"));
        format!("{lead} | {with} | {unranked}")
            .replace("  ", " ")
            .trim()
            .to_owned()
    })
}

#[test]
fn every_shape_of_statement_is_read() {
    let mut wrong = Vec::new();
    let further = FURTHER.lines().map(|line| {
        let (tail, wanted) = line.split_once(" => ").expect("each line has an arrow");
        (tail.replace("\\n", "\n"), wanted.trim_end())
    });
    let shapes = SHAPES
        .iter()
        .map(|(tail, wanted)| ((*tail).to_owned(), *wanted));
    for (tail, wanted) in shapes.chain(further) {
        let got = who(&tail);
        if got != wanted {
            wrong.push(format!("{tail}\n    wanted {wanted}\n    read   {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn brackets_that_name_nobody_are_text() {
    for bracket in NOBODY {
        assert_eq!(who(bracket), "| |", "{bracket}");
    }
}

/// Wherever the line breaks, before a mark or within a name, in whatever brackets.
#[test]
fn a_statement_broken_over_lines_is_one_statement() {
    let mut wrong = Vec::new();
    for (open, close) in [
        ("（", "）"),
        ("(", ")"),
        ("[", "]"),
        ("［", "］"),
        ("〔", "〕"),
        ("【", "】"),
    ] {
        let first = format!(
            "1．完善保障制度。健全残疾人社会保障工作机制，完善各项扶持政策措施，持续提升服务水平和服务质量。\
             {open}责任单位：县工业和信息化局、县团委、县退役军人局、县司法局{close}"
        );
        let second = format!(
            "2．提升服务能力。健全残疾人服务体系，完善服务标准和服务规范，推动服务向基层延伸。\
             {open}责任单位：县残联、县民政局{close}"
        );
        for columns in 24..34 {
            let text = format!(
                "某县残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、重点任务\n\n\
                 （一）强化社会保障。\n\n{}\n\n{}\n",
                wrapped(&first, columns),
                wrapped(&second, columns),
            );
            let plan = Inventory::of(&read("wrapped", &text));
            let tasks = plan.units.iter().filter(|unit| unit.kind == "task");
            let shown: Vec<String> = tasks.map(UnitRow::who).collect();
            if shown
                != [
                    "||县工业和信息化局、县团委、县退役军人局、县司法局",
                    "||县残联、县民政局",
                ]
            {
                wrong.push(format!("{open} at {columns}: {shown:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `text` in lines of so many characters with blank lines between.
fn wrapped(text: &str, columns: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines = chars.chunks(columns).map(|line| line.iter().collect());
    lines.collect::<Vec<String>>().join("\n\n")
}

/// 「下同」: what one bracket says of ranks holds for those after it, and for none before.
#[test]
fn a_note_of_ranks_holds_for_all_that_follow() {
    let text = "某省养老服务实施方案\n为推进工作，制定本方案。\n一、重点任务\n\
                （一）健全网络。建设服务中心。（省民政厅、省财政厅负责）\n\
                （二）培养人才。开展培训。（省教育厅、省民政厅负责。列第一位者为牵头单位，下同）\n\
                （三）强化监管。开展检查。（省民政厅、省卫生健康委负责）\n\
                （四）加强宣传。营造氛围。（各有关部门和单位负责）\n";
    let plan = Inventory::of(&read("ranks", text));
    let sections = plan.units.iter().filter(|unit| unit.kind == "section");
    let shown: Vec<String> = sections.map(UnitRow::who).collect();
    assert_eq!(
        shown,
        [
            "||省民政厅、省财政厅",
            "省教育厅|省民政厅|",
            "省民政厅|省卫生健康委|",
            "||各有关部门和单位",
        ]
    );
}

/// What is done for a task, and who takes part without rank, stand in columns of their own.
#[test]
fn every_cell_of_a_row_is_kept() {
    let text = "某市林长制实施方案（2023—2025年）\n为推进工作，制定本方案。\n一、总体要求\n（一）指导思想。坚持以人民为中心。\n\
                附件：重点任务分工表\n某市人民政府办公室\n附件\n重点任务分工表\n\
                序号\t重点任务\t工作内容\t牵头单位\t责任单位\t完成时限\n\
                1\t森林防火\t新建隔离带60公里。\t市林业局\t市应急局、市财政局\t2023年底\n\
                2\t古树保护\t开展普查登记。\t市林业局\t市文旅局\t长期\n";
    let plan = Inventory::of(&read("annex", text));
    let verified = verify(text, &plan);
    assert!(verified.is_clean(), "{:?}", verified.faults);
    let rows = plan.units.iter().filter(|unit| unit.kind == "annex_row");
    let shown: Vec<String> = rows
        .map(|row| {
            let names = row.departments.clone().map(|names| names.join("、"));
            format!(
                "{} {} {}",
                row.id,
                row.text.replace('\n', "/"),
                names.join("|")
            )
        })
        .collect();
    let wanted = [
        "A1.1 森林防火/新建隔离带60公里。/市应急局、市财政局/2023年底 市林业局||市应急局、市财政局",
        "A1.2 古树保护/开展普查登记。/市文旅局/长期 市林业局||市文旅局",
    ];
    assert_eq!(shown, wanted);
}

#[test]
fn columns_of_an_annex_say_who_leads() {
    let text = "某市残疾人事业发展“十四五”规划\n为推进工作，制定本规划。\n一、总体要求\n（一）指导思想。坚持以人民为中心。\n\
                附件\n重点任务分工表\n序号\t重点任务\t牵头单位\t参与单位\t完成时限\n\
                1\t新建残疾人托养机构\t市残联\t市民政局、市财政局\t2023年底\n\
                2\t开展残疾预防宣传教育\t市卫生健康委\t市残联、市教育局\t长期\n";
    let plan = Inventory::of(&read("annex", text));
    let rows = plan.units.iter().filter(|unit| unit.kind == "annex_row");
    let shown: Vec<String> = rows.map(UnitRow::who).collect();
    assert_eq!(
        shown,
        [
            "市残联|市民政局、市财政局|",
            "市卫生健康委|市残联、市教育局|"
        ]
    );
}
