//! Divisions of work (任务分工) as annexes: 35 rows, columns in any order, in every form of table,
//! with the note on who leads.

use duizhao_tests::inventory::{Inventory, UnitRow};
use duizhao_tests::score::Prf;
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

const BODY: &str = "北河县养老服务“十四五”规划\n为推进养老服务发展，结合实际，制定本规划。\n\
    一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）健全服务网络。\n1.建设服务中心。健全工作机制。\n";
const ROWS: usize = 35;
const NAMES: [&str; 14] = [
    "县民政局",
    "县财政局",
    "县卫生健康局",
    "县医疗保障局",
    "县人力资源和社会保障局",
    "县教育和体育局",
    "县残联",
    "县委组织部",
    "县住房和城乡建设局",
    "县自然资源和规划局",
    "县文化和旅游局",
    "团县委",
    "各镇（街道）",
    "县市场监管局",
];
const WORK: [&str; 7] = [
    "健全街道养老服务中心，每个街道至少建成1处。",
    "推动医疗机构与养老机构签约合作，做到应签尽签，签约率达到100%。",
    "开展护理员职业技能培训",
    "落实入职补贴和岗位津贴；建立激励机制。",
    "支持社会力量兴办养老机构，对符合条件的给予补贴。",
    "加强养老机构消防、食品安全监管。",
    "推进家庭适老化改造",
];

/// What a row says.
struct Row {
    task: String,
    lead: Vec<&'static str>,
    others: Vec<&'static str>,
    due: String,
}

/// The rows of a seed, the same every time; the leads of every third are two where `two`.
fn rows(seed: usize) -> Vec<Row> {
    let name = |at: usize| NAMES[at % NAMES.len()];
    let row = |n: usize| {
        let at = n * 5 + seed * 3;
        Row {
            task: format!("第{n}年度内{}", WORK[(at + n) % WORK.len()]),
            lead: vec![name(at % 12)],
            others: (1..=(n + seed) % 5)
                .map(|more| name(at % 12 + more * 2 - more % 2))
                .collect(),
            due: ["2023年底", "长期坚持", "2025年12月"][(at + seed) % 3].to_owned(),
        }
    };
    (1..=ROWS).map(row).collect()
}

/// What a column holds, and the word of its head.
type Column = (Cell, &'static str);

#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Number,
    Task,
    All,
    Lead,
    With,
    Due,
    Group,
}

const LAYOUTS: [&[Column]; 12] = [
    &[
        (Cell::Number, "序号"),
        (Cell::Task, "工作任务"),
        (Cell::All, "负责单位"),
    ],
    &[
        (Cell::Number, "序号"),
        (Cell::All, "责任部门"),
        (Cell::Task, "主要任务"),
    ],
    &[
        (Cell::All, "责任单位"),
        (Cell::Task, "工作任务"),
        (Cell::Number, "序号"),
    ],
    &[(Cell::Task, "重点任务"), (Cell::All, "落实部门")],
    &[(Cell::All, "牵头单位及参与单位"), (Cell::Task, "任务内容")],
    &[
        (Cell::Number, "序号"),
        (Cell::Task, "任务"),
        (Cell::Lead, "牵头单位"),
        (Cell::With, "配合单位"),
    ],
    &[
        (Cell::Number, "序号"),
        (Cell::Task, "重点任务"),
        (Cell::Lead, "牵头部门"),
        (Cell::With, "参与部门"),
        (Cell::Due, "完成时限"),
    ],
    &[
        (Cell::Number, "序号"),
        (Cell::Due, "完成时间"),
        (Cell::Task, "工作内容"),
        (Cell::With, "配合部门"),
        (Cell::Lead, "牵头部门"),
    ],
    &[
        (Cell::Number, "编号"),
        (Cell::Task, "任务分解"),
        (Cell::Due, "完成时限"),
        (Cell::All, "责任单位"),
    ],
    &[
        (Cell::Number, "序号"),
        (Cell::Group, "类别"),
        (Cell::Task, "工作任务"),
        (Cell::All, "责任单位"),
    ],
    &[
        (Cell::Group, "类别"),
        (Cell::Number, "序号"),
        (Cell::Task, "工作任务"),
        (Cell::All, "责任单位"),
    ],
    &[
        (Cell::Lead, "牵头单位"),
        (Cell::With, "参加单位"),
        (Cell::Task, "具体任务"),
    ],
];

fn cell(row: &Row, number: usize, column: Cell) -> String {
    let dash = |names: &[&str]| {
        if names.is_empty() {
            "—".to_owned()
        } else {
            names.join("、")
        }
    };
    match column {
        Cell::Number => number.to_string(),
        Cell::Task => row.task.clone(),
        Cell::All => dash(&[row.lead.clone(), row.others.clone()].concat()),
        Cell::Lead => dash(&row.lead),
        Cell::With => dash(&row.others),
        Cell::Due => row.due.clone(),
        Cell::Group => ["服务网络", "医养结合", "人才队伍"][number % 3].to_owned(),
    }
}

fn lines(rows: &[Row], layout: &[Column]) -> Vec<Vec<String>> {
    let head = layout.iter().map(|(_, word)| (*word).to_owned()).collect();
    let cells = (1..).zip(rows).map(|(number, row)| {
        layout
            .iter()
            .map(|(column, _)| cell(row, number, *column))
            .collect()
    });
    std::iter::once(head).chain(cells).collect()
}

/// Forms of a table: name, the text of its rows.
type Form = (&'static str, fn(&[Vec<String>]) -> String);

fn joined(rows: &[Vec<String>], cell: &str, row: &str) -> String {
    let rows: Vec<String> = rows.iter().map(|cells| cells.join(cell)).collect();
    rows.join(row)
}

const FORMS: [Form; 7] = [
    ("tabs", |rows| joined(rows, "\t", "\n")),
    ("two blanks", |rows| joined(rows, "  ", "\n")),
    ("ideographic blanks", |rows| joined(rows, "　　", "\n")),
    ("one cell a line", |rows| joined(rows, "\n", "\n")),
    ("one cell a line, indented, rows apart", |rows| {
        format!("\t{}", joined(rows, "\n\t", "\n\n\t"))
    }),
    ("bars", |rows| {
        format!("| {} |", joined(rows, " | ", " |\n| "))
    }),
    ("all on one line", |rows| joined(rows, "\t", "\t")),
];

/// Row, role and name of every department that is wanted.
fn wanted(rows: &[Row], layout: &[Column], first_leads: bool) -> Vec<String> {
    let ranked = first_leads || layout.iter().any(|(column, _)| *column == Cell::Lead);
    let mut out = Vec::new();
    for (number, row) in (1..).zip(rows) {
        let roles = if ranked {
            ["lead", "participants"]
        } else {
            ["departments"; 2]
        };
        for (names, role) in [&row.lead, &row.others].into_iter().zip(roles) {
            out.extend(
                names
                    .iter()
                    .map(|name| format!("A1.{number} {role} {name}")),
            );
        }
    }
    out
}

fn found(plan: &Inventory) -> Vec<String> {
    let roles = ["lead", "participants", "departments"];
    let rows = plan.units.iter().filter(|unit| unit.kind == "annex_row");
    rows.flat_map(|row| {
        let names = row.departments.iter().zip(roles);
        names.flat_map(move |(names, role)| {
            names
                .iter()
                .map(move |name| format!("{} {role} {name}", row.id))
        })
    })
    .collect()
}

#[track_caller]
fn check(name: &str, text: &str, wanted: &[String], floor: f64) {
    let plan = Inventory::of(&read("annex", text));
    let rows = plan
        .units
        .iter()
        .filter(|unit| unit.kind == "annex_row")
        .count();
    assert_eq!(rows, ROWS, "{name}");
    let titles: Vec<&str> = plan
        .units
        .iter()
        .filter(|u| u.kind == "annex")
        .map(|u| &*u.title)
        .collect();
    assert_eq!(titles, ["重点任务分工表"], "{name}");
    let score = Prf::of(wanted.to_vec(), found(&plan));
    assert!(
        score.f1() >= floor,
        "{name}: {:.3}\n{:#?}\n{:#?}",
        score.f1(),
        score.missed,
        score.extra
    );
    let verified = verify(text, &plan);
    assert!(verified.is_clean(), "{name}: {:?}", verified.faults);
}

#[test]
fn thirty_five_rows_are_read_in_every_order_of_columns_and_every_form() {
    for (at, layout) in LAYOUTS.iter().enumerate() {
        let rows = rows(at);
        for (form, write) in FORMS {
            let text = format!(
                "{BODY}附件\n重点任务分工表\n{}\n",
                write(&lines(&rows, layout))
            );
            check(
                &format!("{at} {form}"),
                &text,
                &wanted(&rows, layout, false),
                0.98,
            );
        }
    }
}

#[test]
fn a_note_before_or_after_the_rows_says_who_leads() {
    let notes = [
        "注：负责单位中列第一位者为牵头单位，其余为主要参与单位。",
        "备注：责任单位中排在首位的为牵头单位。",
        "说明：责任单位第一个为牵头单位。",
    ];
    for (at, note) in notes.iter().enumerate() {
        let (rows, layout) = (rows(at), LAYOUTS[at]);
        for (form, write) in FORMS {
            let table = write(&lines(&rows, layout));
            let after = format!("{BODY}附件\n重点任务分工表\n{table}\n{note}\n");
            check(
                &format!("{form}, {note}"),
                &after,
                &wanted(&rows, layout, true),
                0.98,
            );
            let before = format!("{BODY}附件\n重点任务分工表\n（{}）\n{table}\n", &note[9..]);
            if at > 0 {
                check(
                    &format!("{form}, {note} in front"),
                    &before,
                    &wanted(&rows, layout, true),
                    0.98,
                );
            }
        }
    }
}

#[test]
fn names_of_a_column_that_ran_together_are_cut() {
    for seed in 0..6 {
        let (rows, layout) = (rows(seed), LAYOUTS[seed % 3]);
        let table = joined(&lines(&rows, layout), "\t", "\n").replace('、', "");
        let text = format!("{BODY}附件\n重点任务分工表\n{table}\n");
        // A task keeps its text; only names are scored.
        check(
            &format!("seed {seed}"),
            &text,
            &wanted(&rows, layout, false),
            0.93,
        );
    }
}

#[test]
fn heads_again_page_numbers_and_groups_between_the_rows_are_none() {
    let (rows, layout) = (rows(1), LAYOUTS[0]);
    let table = lines(&rows, layout);
    let head = table[0].join("\t");
    for (name, between) in [
        ("the head again", head.as_str()),
        ("a page number", "— 12 —"),
        (
            "a page number and the head again",
            &format!("- 12 -\n{head}"),
        ),
        ("a group", "二、医养结合"),
        ("a group in brackets", "（二）医养结合"),
    ] {
        let mut lines: Vec<String> = table.iter().map(|cells| cells.join("\t")).collect();
        lines.insert(18, between.to_owned());
        lines.insert(9, between.to_owned());
        let text = format!("{BODY}附件\n重点任务分工表\n{}\n", lines.join("\n"));
        check(name, &text, &wanted(&rows, layout, false), 0.98);
    }
}

/// Heads of which some words are unknown: the rows are read all the same.
#[test]
fn a_head_below_the_title_of_an_annex_may_have_columns_that_nobody_knows() {
    for (head, cells, wanted) in [
        (
            "序号\t改革事项\t牵头市领导\t牵头单位\t配合单位",
            "建设服务中心\t王某\t市残联\t市财政局",
            "市残联|市财政局|",
        ),
        (
            "序号\t重点任务\t市级责任单位\t县级责任单位",
            "建设服务中心\t市残联\t各县区政府",
            "||市残联、各县区政府",
        ),
        (
            "序号\t项目名称\t建设内容\t责任单位",
            "服务中心\t新建一处服务中心。\t市残联、市财政局",
            "||市残联、市财政局",
        ),
        (
            "序号\t工作任务\t具体举措\t责任单位\t完成时限",
            "服务中心\t新建一处。\t市残联\t2025年底",
            "||市残联",
        ),
    ] {
        let text = format!("{BODY}附件\n重点任务分工表\n{head}\n1\t{cells}\n2\t{cells}\n");
        let plan = Inventory::of(&read("heads", &text));
        let rows = plan.units.iter().filter(|unit| unit.kind == "annex_row");
        let shown: Vec<String> = rows.map(UnitRow::who).collect();
        assert_eq!(shown, [wanted, wanted], "{head}");
        let verified = verify(&text, &plan);
        assert!(verified.is_clean(), "{head}: {:?}", verified.faults);
    }
}

/// Cells one a line, more of them than the head says: organs stay apart, and the page's foot is no cell.
#[test]
fn organs_in_lines_of_their_own_are_no_one_name() {
    let text = format!(
        "{BODY}附件\n重点任务分工表\n序号\n工作任务\n牵头单位\n配合单位\n1\n发展助餐服务。\n建设老年食堂，提供助餐服务。\n\
         各区政府\n市民政局\n养老处\n医政处\n2\n培养护理人才。\n开展职业技能培训。\n各区政府\n市教育局\n/\n\
         粤ICP备20001927号-1 网站标识码：4401000098\n"
    );
    let plan = Inventory::of(&read("lines", &text));
    let rows = plan.units.iter().filter(|unit| unit.kind == "annex_row");
    let named: Vec<String> = rows
        .map(|row| row.departments.concat().join("、"))
        .collect();
    assert_eq!(
        named,
        ["各区政府、市民政局、养老处、医政处", "各区政府、市教育局"]
    );
}

#[test]
fn an_annex_is_known_by_any_head() {
    let (rows, layout) = (rows(2), LAYOUTS[0]);
    let table = joined(&lines(&rows, layout), "\t", "\n");
    for head in [
        "附件1：重点任务分工表",
        "附表\n重点任务分工表",
        "附件 1\n重点任务分工表",
        "附：重点任务分工表",
        "附件：\n重点任务分工表",
        "附件一\n重点任务分工表",
        "附录\n重点任务分工表",
        "重点任务分工表",
        "（附件）\n重点任务分工表",
        "附件1 重点任务分工表",
    ] {
        check(
            head,
            &format!("{BODY}{head}\n{table}\n"),
            &wanted(&rows, layout, false),
            0.98,
        );
    }
    let named = format!(
        "{BODY}附件：重点任务分工表\n\n北河县人民政府办公室\n2021年12月3日\n\n附件\n重点任务分工表\n{table}\n抄送：县委各部门。\n"
    );
    check(
        "after the signature",
        &named,
        &wanted(&rows, layout, false),
        0.98,
    );
}
