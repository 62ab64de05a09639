//! Indicator tables in the shapes copies have: name, base, target and attribute of each row.

use duizhao_core::model::IssueCode;
use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;

/// What a careful editor reads in every table below.
const ROWS: &str = "困难残疾人生活补贴覆盖率 | 99 | 100 | 约束性\n\
                    残疾人就业率 | — | ＞60 | 预期性\n\
                    残疾人家庭收入年均增长 | — | 与经济增长同步 | 预期性";

/// Name of the shape, the table.
const SHAPES: &[(&str, &str)] = &[
    (
        "tabs",
        "序号\t指标\t2020年\t2025年\t属性\n1\t困难残疾人生活补贴覆盖率（%）\t99\t100\t约束性\n2\t残疾人就业率（%）\t—\t＞60\t预期性\n3\t残疾人家庭收入年均增长\t—\t与经济增长同步\t预期性",
    ),
    (
        "double blanks",
        "指标  2020年  2025年  属性\n1.困难残疾人生活补贴覆盖率（%）  99  100  约束性\n2.残疾人就业率（%）  ——  ＞60  预期性\n3.残疾人家庭收入年均增长  ——  与经济增长同步  预期性",
    ),
    (
        "single blanks",
        "指标 2020 年 2025 年 属性\n1. 困难残疾人生活补贴覆盖率（%） 99 100 约束性\n2. 残疾人就业率（%） —— ＞60 预期性\n3. 残疾人家庭收入年均增长 —— 与经济增长同步 预期性",
    ),
    (
        "Markdown",
        "| 序号 | 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|---|\n| 1 | 困难残疾人生活补贴覆盖率（%） | 99 | 100 | 约束性 |\n| 2 | 残疾人就业率（%） | — | ＞60 | 预期性 |\n| 3 | 残疾人家庭收入年均增长 | — | 与经济增长同步 | 预期性 |",
    ),
    (
        "one cell a line",
        "\t序号\n\t指标\n\t2020年\n\t2025年\n\t属性\n\n\t1\n\t困难残疾人生活补贴覆盖率（%）\n\t99\n\t100\n\t约束性\n\n\t2\n\t残疾人就业率（%）\n\t—\n\t＞60\n\t预期性\n\n\t3\n\t残疾人家庭收入年均增长\n\t—\n\t与经济增长同步\n\t预期性",
    ),
    (
        "one cell a line, no tabs, no blank lines",
        "序号\n指标\n2020年\n2025年\n属性\n1\n困难残疾人生活补贴覆盖率（%）\n99\n100\n约束性\n2\n残疾人就业率（%）\n—\n＞60\n预期性\n3\n残疾人家庭收入年均增长\n—\n与经济增长同步\n预期性",
    ),
    (
        "attribute before the years",
        "序号\t指标\t属性\t2020年\t2025年\n1\t困难残疾人生活补贴覆盖率\t约束性\t99%\t100%\n2\t残疾人就业率\t预期性\t—\t＞60%\n3\t残疾人家庭收入年均增长\t预期性\t—\t与经济增长同步",
    ),
    (
        "the unit in a column",
        "指标\t单位\t2020年\t2025年\t属性\n困难残疾人生活补贴覆盖率\t%\t99\t100\t约束性\n残疾人就业率\t%\t—\t＞60\t预期性\n残疾人家庭收入年均增长\t—\t—\t与经济增长同步\t预期性",
    ),
    (
        "group rows",
        "类别\t指标\t2020年\t2025年\t属性\n社会保障\t困难残疾人生活补贴覆盖率（%）\t99\t100\t约束性\n就业增收\t残疾人就业率（%）\t—\t＞60\t预期性\n\t残疾人家庭收入年均增长\t—\t与经济增长同步\t预期性",
    ),
    (
        "group heads between the rows",
        "指标\t2020年\t2025年\t属性\n一、社会保障\n1.困难残疾人生活补贴覆盖率（%）\t99\t100\t约束性\n二、就业增收\n2.残疾人就业率（%）\t—\t＞60\t预期性\n3.残疾人家庭收入年均增长\t—\t与经济增长同步\t预期性",
    ),
    (
        "attribute first",
        "属性\t指标名称\t2020年现状值\t2025年目标值\n约束性\t困难残疾人生活补贴覆盖率（%）\t99\t100\n预期性\t残疾人就业率（%）\t—\t＞60\n预期性\t残疾人家庭收入年均增长\t—\t与经济增长同步",
    ),
];

/// Shapes read right today, of all.
const FLOOR: usize = 11;

fn rows(table: &str) -> String {
    let text = format!(
        "某市残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、总体要求\n\n\
         （一）发展目标。到2025年，取得明显成效。\n\n专栏1 “十四五”残疾人事业发展主要指标\n\n{table}\n\n\
         二、重点任务\n\n（一）强化社会保障。\n\n1.完善保障制度。健全工作机制。\n"
    );
    let plan = Inventory::of(&read("table", &text));
    let or_dash = |cell: &str| {
        if cell.is_empty() {
            "—".to_owned()
        } else {
            cell.to_owned()
        }
    };
    let shown = plan.indicators.iter().map(|row| {
        [&row.name, &row.baseline, &row.target, &row.attribute]
            .map(|cell| or_dash(cell))
            .join(" | ")
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_shape_of_table_is_read() {
    let mut wrong = Vec::new();
    for (name, table) in SHAPES {
        let got = rows(table);
        if got != ROWS {
            wrong.push(format!("{name}:\n{got}"));
        }
    }
    let right = SHAPES.len() - wrong.len();
    println!(
        "{right} of {} shapes right\n{}",
        SHAPES.len(),
        wrong.join("\n")
    );
    assert!(
        right >= FLOOR,
        "{right} of {} shapes right, floor {FLOOR}",
        SHAPES.len()
    );
}

#[test]
fn a_row_taken_out_leaves_the_others() {
    let others: Vec<&str> = ROWS.lines().filter(|row| !row.contains("就业率")).collect();
    for (name, table) in SHAPES {
        let cut: Vec<&str> = table
            .lines()
            .filter(|line| !line.contains("就业率"))
            .collect();
        let whole_row = !cut.iter().any(|line| line.contains("＞60"));
        // A group's only row takes the group with it.
        if whole_row && rows(table) == ROWS && *name != "group rows" {
            assert_eq!(rows(&cut.join("\n")), others.join("\n"), "{name}");
        }
    }
}

#[test]
fn a_table_without_its_first_row_is_read() {
    let table = "指标 2020 年 2025 年 属性\n2. 残疾人就业率（%） —— ＞60 预期性\n3. 残疾人家庭收入年均增长 —— 与经济增长同步 预期性";
    let others: Vec<&str> = ROWS.lines().skip(1).collect();
    assert_eq!(rows(table), others.join("\n"));
}

/// 8595 may be two figures or one: nothing is guessed, and the reader is told where to look.
#[test]
fn cells_that_ran_together_are_a_doubt_with_its_lines() {
    let text = "某市残疾人事业发展规划（2021-2025年）\n一、总体要求\n（一）主要指标\n专栏1 主要指标\n\
                指标2020年2025年属性\n残疾人康复服务率%8595约束性\n二、重点任务\n（一）强化社会保障。\n\
                1.完善保障制度。健全工作机制。\n";
    let plan = read("run on", text);
    assert!(plan.indicators.is_empty());
    let mut doubts = plan.issues.iter();
    let unread = doubts.find(|issue| issue.code == IssueCode::TableRowUnread);
    let lines = unread
        .and_then(|issue| issue.lines)
        .expect("a doubt with its lines");
    assert!((lines.first..=lines.last).contains(&6), "{lines:?}");
}

/// Figures of several rows that are alike in size, each row closed by its attribute.
#[test]
fn rows_that_ran_together_are_read_with_a_doubt() {
    let glued = "指标单位2020年2025年属性困难残疾人生活补贴覆盖率%99100约束性残疾人就业率%—＞60预期性残疾人家庭收入年均增长%—与经济增长同步预期性";
    let blanks = "指标 单位 2020年 2025年 属性 困难残疾人生活补贴覆盖率 % 99 100 约束性 残疾人就业率 % — ＞60 预期性 残疾人家庭收入年均增长 % — 与经济增长同步 预期性";
    for table in [glued, blanks] {
        assert_eq!(rows(table), ROWS, "{table}");
    }
    let text = format!(
        "某市残疾人事业发展规划（2021-2025年）\n一、总体要求\n（一）主要指标\n专栏1 主要指标\n{glued}\n\
         二、重点任务\n（一）强化社会保障。\n1.完善保障制度。健全工作机制。\n"
    );
    let plan = read("glued", &text);
    let doubts = plan.issues.iter();
    let mut split = doubts.filter(|issue| issue.code == IssueCode::FiguresSplit);
    assert_eq!(
        split.next().map(|issue| issue.detail.as_str()),
        Some("99｜100")
    );
}

/// The title of the plan at the head of every page, between the cells of a table too.
#[test]
fn the_title_between_the_cells_is_a_running_head() {
    let title = "某市残疾人事业发展“十四五”规划";
    let cells = SHAPES[5]
        .1
        .replace("残疾人就业率（%）", &format!("{title}\n残疾人就业率（%）"));
    let cells = cells.replace("与经济增长同步", &format!("{title}\n与经济增长同步"));
    assert_eq!(rows(&cells), ROWS);
}

/// Columns by a letter each: name, unit, base, target, attribute, number, group.
const ORDERS: [&str; 10] = [
    "nbta", "nabt", "anbt", "nubta", "snbta", "snubta", "gnbta", "sgnbta", "nta", "ntba",
];

/// Name and what stands between two cells of a row.
const SEPARATORS: [(&str, &str); 7] = [
    ("tabs", "\t"),
    ("blanks", "   "),
    ("single blanks", " "),
    ("bars", " | "),
    ("commas", "，"),
    ("narrow commas", ","),
    ("a line a cell", "\n"),
];

/// Orders that are read too where the whole table stands on one line.
const ON_ONE_LINE: [&str; 9] = [
    "nbta", "nabt", "anbt", "nubta", "snbta", "snubta", "gnbta", "sgnbta", "ntba",
];

/// The head and the rows of [`ROWS`] in one order of columns.
fn cells(order: &str) -> Vec<Vec<String>> {
    let mut rows = vec![order.chars().map(|c| head(c).to_owned()).collect()];
    let groups = ["社会保障", "就业增收", "就业增收"];
    for (at, row) in ROWS.lines().enumerate() {
        let known: Vec<&str> = row.split(" | ").collect();
        let percent = at < 2;
        let number = (at + 1).to_string();
        let name = |own: bool| {
            let unit = if percent && !own { "（%）" } else { "" };
            let label = if order.contains('s') {
                String::new()
            } else {
                format!("{number}.")
            };
            format!("{label}{}{unit}", known[0])
        };
        let cell = |column: char| match column {
            'n' => name(order.contains('u')),
            'u' => if percent { "%" } else { "—" }.to_owned(),
            'b' => known[1].to_owned(),
            't' => known[2].to_owned(),
            'a' => known[3].to_owned(),
            's' => number.clone(),
            _ => groups[at].to_owned(),
        };
        rows.push(order.chars().map(cell).collect());
    }
    rows
}

fn head(column: char) -> &'static str {
    match column {
        'n' => "指标",
        'u' => "单位",
        'b' => "2020年",
        't' => "2025年",
        'a' => "属性",
        's' => "序号",
        _ => "类别",
    }
}

#[test]
fn every_order_of_columns_is_read_however_cells_are_parted() {
    for order in ORDERS {
        let wanted = if order.contains('b') {
            ROWS.to_owned()
        } else {
            ROWS.replace("| 99 |", "| — |")
        };
        for (name, separator) in SEPARATORS {
            let lines = cells(order);
            let lines: Vec<String> = lines.iter().map(|row| row.join(separator)).collect();
            assert_eq!(rows(&lines.join("\n")), wanted, "{order}, {name}");
            if ON_ONE_LINE.contains(&order) && matches!(name, "tabs" | "blanks") {
                assert_eq!(
                    rows(&lines.join(separator)),
                    wanted,
                    "{order}, {name}, one line"
                );
            }
        }
    }
}
