//! Papers of a comparison, opened again: nothing lost, nothing invented, nothing run.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use duizhao_core::model::PlanId;
use duizhao_core::parse::read_plan;
use duizhao_tests::binary::Home;
use duizhao_tests::texts::{lexicon, repository, text_of};

const BASE: &str = "002_d69efc627f7d24d0";
const PLAN: &str = "003_4c59c97df8a0ccea";

fn seed(stem: &str) -> String {
    repository(&format!("seeds/{stem}.txt"))
        .display()
        .to_string()
}

/// Exports a comparison and returns the file's bytes.
#[track_caller]
fn export(home: &Home, base: &str, plan: &str, name: &str) -> Vec<u8> {
    let out = home.path().join(name);
    let words = [
        "export",
        "--base",
        base,
        plan,
        "--out",
        out.to_str().unwrap(),
    ];
    let run = home.run(&words);
    assert_eq!(run.status, 0, "{}", run.err);
    std::fs::read(out).unwrap()
}

/// The rows of a sheet as texts.
fn sheet(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, name: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[test]
fn the_workbook_opens_and_holds_every_task_and_finding() {
    let home = Home::new();
    export(&home, &seed(BASE), &seed(PLAN), "对照.xlsx");
    let mut book: Xlsx<_> = open_workbook(home.path().join("对照.xlsx")).unwrap();
    let names = ["任务对照", "概览", "覆盖", "指标", "责任", "审查", "说明"];
    assert_eq!(book.sheet_names(), names);

    let compared = home.run(&["compare", "--json", "--base", &seed(BASE), &seed(PLAN)]);
    let compared = compared.json();
    let deviations = compared["plans"][0]["deviations"].as_array().unwrap();
    let findings = sheet(&mut book, "审查");
    assert_eq!(findings.len() - 1, deviations.len(), "a line a finding");
    let quotes: BTreeSet<&str> = findings.iter().map(|row| row[6].as_str()).collect();
    for deviation in deviations {
        if let Some(quote) = deviation["base_quote"].as_str() {
            assert!(quotes.contains(quote), "not quoted: {quote}");
        }
    }

    let tasks = sheet(&mut book, "任务对照");
    let heads: Vec<&str> = tasks[0].iter().map(String::as_str).collect();
    assert_eq!(heads[..3], ["序号", "章节", "任务事项"]);
    assert_eq!(
        heads[heads.len() - 4..],
        ["差异要点", "建议表述", "备注（出处）", "编号"]
    );
    let coverage = sheet(&mut book, "覆盖");
    assert_eq!(tasks.len(), coverage.len());
    for (number, (task, cover)) in tasks.iter().zip(&coverage).enumerate().skip(1) {
        assert_eq!(task[0], number.to_string());
        assert_eq!(task[2], cover[2], "one number, one task in every paper");
    }
}

#[test]
fn what_a_plan_says_stands_in_the_workbook_word_for_word() {
    let home = Home::new();
    export(&home, &seed(BASE), &seed(BASE), "自身.xlsx");
    let mut book: Xlsx<_> = open_workbook(home.path().join("自身.xlsx")).unwrap();
    let source = text_of(&repository(&format!("seeds/{BASE}.txt")));
    let plan = read_plan(PlanId(BASE.to_owned()), &source, lexicon());
    let text: String = squeezed(plan.text.text());
    for row in sheet(&mut book, "任务对照").iter().skip(1) {
        for sentence in row[3].lines() {
            assert!(
                text.contains(&squeezed(sentence)),
                "not in the text: {sentence}"
            );
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

/// The marks in the sheet of coverage and the kinds in the sheet of findings.
fn marks(base: &str, plan: &str) -> String {
    let home = Home::new();
    export(&home, base, plan, "对照.xlsx");
    let mut book: Xlsx<_> = open_workbook(home.path().join("对照.xlsx")).unwrap();
    let coverage = sheet(&mut book, "覆盖").into_iter().skip(1);
    let findings = sheet(&mut book, "审查").into_iter().skip(1);
    let last = coverage.filter_map(|row| row.last().cloned());
    let kinds = findings.map(|row| row[3].clone());
    last.chain(kinds).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_parent_is_departed_from_and_sisters_only_differ() {
    let demo = repository("seeds/demo/rencheng-145-demo.txt");
    let parent = marks(&seed(BASE), demo.to_str().unwrap());
    assert!(
        parent.contains("弱化") && parent.contains("缺漏"),
        "{parent}"
    );
    let sisters = marks(&seed(BASE), &seed(PLAN));
    assert!(
        sisters.contains("较弱") && sisters.contains("未涉及"),
        "{sisters}"
    );
    for word in ["弱化", "缺漏", "换牵头", "缺目标"] {
        assert!(!sisters.contains(word), "{word}: {sisters}");
    }
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let home = Home::new();
    for name in ["a.xlsx", "a.html"] {
        let first = export(&home, &seed(BASE), &seed(PLAN), name);
        let again = export(&home, &seed(BASE), &seed(PLAN), name);
        assert!(first == again, "{name} differs");
    }
}

#[test]
fn every_link_of_the_page_leads_to_a_place_on_it_and_lines_are_those_of_the_text() {
    let home = Home::new();
    let page = export(&home, &seed(BASE), &seed(PLAN), "审查包.html");
    let page = String::from_utf8(page).unwrap();
    let ids: BTreeSet<&str> = values(&page, " id=\"");
    let links: BTreeSet<&str> = values(&page, " href=\"#");
    assert!(links.len() > 200, "{} links", links.len());
    let dead: Vec<&&str> = links.difference(&ids).collect();
    assert!(dead.is_empty(), "lead nowhere: {dead:?}");
    let text = text_of(&repository(&format!("seeds/{BASE}.txt")));
    for (number, line) in (1..).zip(text.lines()) {
        let item = format!("<li id=\"p0-{number}\">{}</li>", line.replace('&', "&amp;"));
        assert!(page.contains(&item), "line {number} is not there: {line}");
    }
}

/// What stands between `before` and the next quotation mark, wherever it does.
fn values<'a>(page: &'a str, before: &str) -> BTreeSet<&'a str> {
    let rest = page.split(before).skip(1);
    rest.filter_map(|rest| rest.split('"').next()).collect()
}

/// E07: what a text holds is shown, never obeyed.
#[test]
fn e07_a_page_obeys_nothing_that_a_plan_says() {
    let home = Home::new();
    let payloads = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "</style></title><svg onload=alert(1)>",
        "{{ 7*7 }}",
        "=HYPERLINK(\"http://x\")",
    ];
    let mut text = text_of(&repository(&format!("seeds/{PLAN}.txt")));
    for payload in payloads {
        text = text.replacen("残疾人", &format!("残疾人{payload}"), 2);
    }
    let plan = home.write("恶意.txt", text);
    let page = export(&home, &seed(BASE), plan.to_str().unwrap(), "审查包.html");
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("default-src 'none'"), "the policy is there");
    for tag in page
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        let name = tag.split([' ', '\n']).next().unwrap();
        assert!(
            ELEMENTS.contains(&name.trim_start_matches('/')),
            "<{tag}> was made"
        );
        let handler = tag.contains(" on") || tag.contains("javascript:") || tag.contains(" src=");
        assert!(!handler, "<{tag}> does something");
    }
    assert!(!page.contains("href=\"http"), "nothing leads outside");
    export(&home, &seed(BASE), plan.to_str().unwrap(), "恶意.xlsx");
    let mut book: Xlsx<_> = open_workbook(home.path().join("恶意.xlsx")).unwrap();
    let formulas = book.worksheet_formula("任务对照").unwrap();
    assert!(formulas.is_empty(), "text became a formula");
}

/// The elements a page is made of.
const ELEMENTS: [&str; 30] = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4",
    "p", "nav", "ul", "ol", "li", "a", "main", "section", "table", "thead", "tbody", "tr", "th",
    "td", "ins", "del", "u", "article",
];
