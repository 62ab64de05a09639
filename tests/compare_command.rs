//! `duizhao compare` as people and scripts run it: several bases, folders, rules, plain words.

use duizhao_tests::binary::{Home, Run, refused};
use serde_json::Value;

const PROVINCE: &str = "山东省残疾人事业发展“十四五”规划\n\n一、重点任务\n（一）社会保障。\n1. 落实补贴制度。确保两项补贴按时足额发放，建立标准动态调整机制。\n2. 发展托养服务。全面建立托养服务补贴制度。\n（二）就业创业。\n1. 开展职业培训。组织开展残疾人实用技术培训，建成省级培训基地。\n";
const CITY: &str = "济宁市残疾人事业发展“十四五”规划\n\n根据《山东省残疾人事业发展“十四五”规划》，制定本规划。\n\n一、重点任务\n（一）社会保障。\n1. 落实补贴制度。落实两项补贴制度，建立标准动态调整机制。\n2. 发展托养服务。建立托养服务补贴制度，开展居家托养。\n（二）就业创业。\n1. 开展职业培训。组织开展残疾人实用技术培训，扶持培训基地。\n";
const COUNTY: &str = "任城区残疾人事业发展“十四五”规划\n\n根据《济宁市残疾人事业发展“十四五”规划》，制定本规划。\n\n一、重点任务\n（一）社会保障。\n1. 落实补贴制度。逐步落实两项补贴制度，建立标准动态调整机制。\n2. 发展托养服务。探索建立托养服务补贴制度，开展居家托养。\n";

fn home() -> Home {
    let home = Home::new();
    home.write("省.txt", PROVINCE);
    home.write("市.txt", CITY);
    home.write("县/任城.txt", COUNTY);
    let full = CITY
        .replace("济宁市", "兖州区")
        .replace("《山东省", "《济宁市")
        .replace("落实两项", "全面落实两项");
    home.write("县/兖州.txt", full);
    home
}

fn plans(run: &Run) -> Vec<Value> {
    run.json()["plans"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_finding_names_the_base_it_departs_from() {
    let home = home();
    let run = home.run(&[
        "compare",
        "--base",
        "省.txt",
        "--base",
        "市.txt",
        "县/任城.txt",
        "--json",
    ]);
    assert_eq!(run.json()["bases"], serde_json::json!(["省", "市"]));
    let plans = plans(&run);
    assert_eq!(plans.len(), 2);
    for (plan, base) in plans.iter().zip(["省", "市"]) {
        assert_eq!(plan["base"], base);
        assert_eq!(plan["relation"], "parent", "{base}");
        let found = plan["deviations"].as_array().expect("a list");
        assert!(found.iter().all(|deviation| deviation["base"] == base));
        assert!(
            found
                .iter()
                .any(|deviation| deviation["kind"] == "wording_weakened")
        );
    }
    let text = home.run(&[
        "compare",
        "--base",
        "省.txt",
        "--base",
        "市.txt",
        "县/任城.txt",
    ]);
    assert!(
        text.out.contains("省 ↔ 任城") && text.out.contains("市 ↔ 任城"),
        "{}",
        text.out
    );
}

#[test]
fn a_relation_is_set_for_all_bases_or_for_one() {
    let home = home();
    let relations = |more: &[&str]| -> Vec<Value> {
        let base = [
            "compare",
            "--base",
            "省.txt",
            "--base",
            "市.txt",
            "县/任城.txt",
            "--json",
        ];
        let run = home.run(&[&base, more].concat());
        plans(&run)
            .iter()
            .map(|plan| plan["relation"].clone())
            .collect()
    };
    assert_eq!(relations(&["--relation", "sister"]), ["sister", "sister"]);
    assert_eq!(
        relations(&["--relation", "市=sister"]),
        ["parent", "sister"]
    );
    let wrong = home.run(&[
        "compare",
        "--base",
        "省.txt",
        "市.txt",
        "--relation",
        "uncle",
    ]);
    assert_eq!(wrong.status, 2);
}

#[test]
fn a_folder_is_a_batch_with_a_table() {
    let home = home();
    let run = home.run(&["compare", "--base", "市.txt", "县", "--summary"]);
    let rows: Vec<&str> = run.out.lines().collect();
    assert_eq!(rows.len(), 3, "{}", run.out);
    assert!(rows[0].contains("承接率") && rows[0].contains("照搬率"));
    assert!(
        rows[1].starts_with("任城"),
        "the least carried first: {}",
        run.out
    );
    let by_copied = home.run(&[
        "compare",
        "--base",
        "市.txt",
        "县",
        "--summary",
        "--sort",
        "copied",
    ]);
    assert!(
        by_copied
            .out
            .lines()
            .nth(1)
            .is_some_and(|row| row.starts_with("兖州"))
    );
    let fail = |level: &str| {
        let args = [
            "compare",
            "--base",
            "市.txt",
            "县",
            "--summary",
            "--fail-on",
            level,
        ];
        home.run(&args).status
    };
    assert_eq!(fail("high"), 3, "任城 lacks a task");
    // What is found of a plan does not depend on what else is compared.
    let all = plans(&home.run(&["compare", "--base", "市.txt", "县", "--json"]));
    let alone = plans(&home.run(&["compare", "--base", "市.txt", "县/任城.txt", "--json"]));
    assert!(all.contains(&alone[0]));
}

#[test]
fn a_parent_that_is_not_there_is_named() {
    let home = home();
    let other = CITY.replace("济宁市", "嘉兴市").replace("山东省", "浙江省");
    home.write("嘉兴.txt", other);
    let run = home.run(&["compare", "--base", "嘉兴.txt", "县/任城.txt", "--json"]);
    assert_eq!(plans(&run)[0]["relation"], "sister");
    let warnings = run.json()["warnings"].clone();
    assert_eq!(warnings[0]["code"], "parent_missing");
    assert!(run.err.contains("《济宁市残疾人事业发展“十四五”规划》") && run.err.contains("导入"));
    let en = home.run(&[
        "compare",
        "--base",
        "嘉兴.txt",
        "县/任城.txt",
        "--lang",
        "en",
    ]);
    assert!(en.err.contains("import it"), "{}", en.err);
    let city = home.path().join("市.txt").display().to_string();
    assert_eq!(home.run(&["import", &city]).status, 0);
    let run = home.run(&["compare", "--base", "嘉兴.txt", "县/任城.txt", "--json"]);
    assert_eq!(run.json()["warnings"][0]["code"], "parent_not_base");
    let with = home.run(&["compare", "--base", "市", "县/任城.txt", "--json"]);
    assert_eq!(plans(&with)[0]["relation"], "parent");
    assert!(with.json()["warnings"].is_null(), "{}", with.out);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let home = home();
    assert_eq!(
        home.run(&["compare", "县/任城.txt"]).status,
        2,
        "a base is never guessed"
    );
    let among = home.run(&[
        "compare",
        "--base",
        "市.txt",
        "市.txt",
        "县/任城.txt",
        "--json",
    ]);
    assert_eq!(plans(&among).len(), 1);
    assert_eq!(among.json()["warnings"][0]["code"], "base_among_plans");
    home.write("prose.txt", "今天天气很好。我们去了河边。\n");
    let args = ["compare", "--base", "prose.txt", "县/任城.txt"];
    refused(
        &home,
        &args,
        "no_structure",
        "没有找到章节或任务",
        "No chapters",
    );
    let run = home.run(&[&args[..], &["--as-text", "--json"]].concat());
    let codes: Vec<Value> = run.json()["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|warning| warning["code"].clone())
        .collect();
    assert!(codes.contains(&"no_tasks".into()), "{codes:?}");
}

#[test]
fn severity_rules_are_printed_and_tuned() {
    let home = home();
    let severities = |more: &[&str]| -> Vec<Value> {
        let run = home.run(
            &[
                &["compare", "--base", "市.txt", "县/任城.txt", "--json"],
                more,
            ]
            .concat(),
        );
        let found = plans(&run)[0]["deviations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let weak = found.iter().filter(|d| d["kind"] == "wording_weakened");
        weak.map(|d| d["severity"].clone()).collect()
    };
    assert!(severities(&[]).iter().all(|severity| severity == "medium"));
    home.write("规则.toml", "[severity]\nP9 = \"low\"\n");
    assert!(
        severities(&["--rules", "规则.toml"])
            .iter()
            .all(|severity| severity == "low")
    );
    let printed = home.run(&["rules"]);
    assert!(printed.out.contains("P9") && printed.out.contains("比上级要求少或松"));
    home.write("坏.toml", "[severity]\nP9 = \"grave\"\n");
    let args = [
        "compare",
        "--base",
        "市.txt",
        "县/任城.txt",
        "--rules",
        "坏.toml",
    ];
    refused(&home, &args, "bad_rules", "grave", "grave");
    // Those of the library hold for its plans.
    for file in ["市.txt", "县/任城.txt"] {
        let path = home.path().join(file).display().to_string();
        assert_eq!(home.run(&["import", &path]).status, 0);
    }
    assert_eq!(home.run(&["rules", "--set", "规则.toml"]).status, 0);
    let run = home.run(&["compare", "--base", "市", "任城", "--json"]);
    assert_eq!(
        plans(&run)[0]["summary"]["counts"]["medium"],
        0,
        "{}",
        run.out
    );
    assert_eq!(home.run(&["rules", "--reset"]).status, 0);
    let run = home.run(&["compare", "--base", "市", "任城", "--json"]);
    assert_ne!(plans(&run)[0]["summary"]["counts"]["medium"], 0);
}

#[test]
fn a_copied_plan_is_flagged() {
    let home = home();
    let run = home.run(&["compare", "--base", "市.txt", "县", "--summary"]);
    assert!(
        run.err.contains("照搬") && run.err.contains("兖州"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("任城"), "{}", run.err);
}

#[test]
fn against_the_period_before_years_count_from_its_end() {
    let home = Home::new();
    let plan = |period: &str, first: &str, second: &str| {
        format!(
            "济宁市残疾人事业发展“{period}”规划\n\n一、重点任务\n（一）社会保障。\n\
             1. 落实补贴制度。{first}年前建成统一的补贴发放平台，落实两项补贴制度。\n\
             2. 发展托养服务。{second}年前出台托养服务补贴办法，开展居家托养。\n"
        )
    };
    home.write("十三五.txt", plan("十三五", "2020", "2018"));
    home.write("十四五.txt", plan("十四五", "2025", "2025"));
    let run = home.run(&["compare", "--base", "十三五.txt", "十四五.txt", "--json"]);
    let found = plans(&run);
    assert_eq!(found[0]["relation"], "previous_period", "{}", run.out);
    let late: Vec<(Value, Value)> = found[0]["deviations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| (d["kind"].clone(), d["unit"].clone()))
        .collect();
    assert_eq!(late, [("deadline_later".into(), "1.1.2".into())]);
}
