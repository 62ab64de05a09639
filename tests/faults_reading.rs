//! Faults of texts that are hard to read, each test named by its id: what goes wrong, and what
//! must happen then.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_tests::binary::{Home, refuses};
use serde_json::Value;

fn novel() -> String {
    "那天夜里下了很大的雨，他一个人走在回家的路上，想起许多年前的事情。\n".repeat(30)
}

#[test]
fn i23_a_text_that_is_no_plan_is_refused_unless_asked_for() {
    let sheet = "姓名\t年龄\t住址\n张三\t45\t城关镇\n李四\t52\t河口乡\n".repeat(20);
    for text in [novel(), sheet] {
        refuses(
            "text.txt",
            text.as_bytes(),
            "no_structure",
            "没有找到章节或任务",
            "No chapters or tasks",
        );
    }
    let home = Home::new();
    let file = home.write("novel.txt", novel());
    let run = home.run(&["inspect", file.to_str().unwrap(), "--as-text", "--json"]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn i23_of_a_folder_the_plans_are_imported_and_the_rest_is_reported() {
    let home = Home::new();
    home.write("规划/小说.txt", novel());
    home.write("规划/养老.txt", COPY);
    let run = home.run(&["import", "规划", "--json"]);
    let report = run.json();
    assert_eq!(report["imported"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["refused"][0]["code"], "no_structure", "{report}");
    let asked = home.run(&["import", "规划/小说.txt", "--as-text", "--json"]);
    assert_eq!(asked.status, 0, "{}{}", asked.out, asked.err);
}

/// Lines wrapped, the first chapter's label lost, page numbers and running heads in mid-sentence.
const COPY: &str = "\
北河市养老服务体系建设规划

总体要求
（一）指导思想。坚持以人民为中心，健全基本养老服务体系，让所有老年
人都能享有基本养老服务，推动养老事业和养老产业协同发展，不断增强老
- 1 -
北河市养老服务体系建设规划
年人的获得感。
二、重点任务
（一）健全服务网络。
1.建设街道养老服务中心。统筹利用社区用房，每个街道至少建成一处具备
全托、日托、上门服务功能的养老服务中心，服务半径不超过一公里，实现
- 2 -
北河市养老服务体系建设规划
街道全覆盖，并向周边村居延伸服务，为高龄、失能老年人提供助餐、助浴
和助医服务。（牵头部门：市民政局；参与部门：市财政局、市卫生
- 3 -
北河市养老服务体系建设规划
健康委）
2.培育服务人才。开展养老护理员职业技能培训，到2025年培训护理员2000人
次以上。（牵头部门：市人力资源社会保障局；参与部门：市民政局）
";

#[test]
fn i26_what_was_wrapped_or_lost_is_joined_and_shown_against_the_source() {
    let home = Home::new();
    let file = home.write("养老.txt", COPY);
    let path = file.to_str().unwrap();
    for (lang, words) in [
        ("zh", "编号在原文中缺失，已补出"),
        ("en", "The label is missing in the source and was restored"),
    ] {
        let run = home.run(&["inspect", path, "--json", "--lang", lang]);
        assert_eq!(run.status, 0, "{}", run.err);
        let plan = run.json();
        let chapter = unit(&plan, "1");
        assert_eq!(
            (&chapter["label"], &chapter["label_restored"]),
            (&"一、".into(), &true.into())
        );
        let warnings = plan["warnings"].as_array().unwrap();
        let restored = |w: &&Value| w["code"] == "label_restored";
        let warning = warnings.iter().find(restored).unwrap();
        assert_eq!(warning["lines"][0], 3, "{warning}");
        assert!(
            warning["message"].as_str().unwrap().contains(words),
            "{warning}"
        );
        joined(&plan);
    }
    let text = home.run(&["inspect", path, "--text"]);
    assert_eq!(text.out, COPY, "the source is shown as it is");
    let verified = home.run(&["verify", path, "--json"]).json();
    assert_eq!(
        (&verified["lost"], &verified["invented"]),
        (&0.into(), &0.into())
    );
    assert_eq!(verified["lines"]["running_head"], 3, "{verified}");
    assert_eq!(verified["lines"]["page_number"], 3, "{verified}");
}

/// Sentence and statement are whole, with the lines of the source that they stand on.
#[track_caller]
fn joined(plan: &Value) {
    let thought = unit(plan, "1.1");
    let text = thought["text"].as_str().unwrap();
    assert!(text.ends_with("不断增强老年人的获得感。"), "{text}");
    assert_eq!(thought["lines"], serde_json::json!([4, 8]));
    let task = unit(plan, "2.1.1");
    assert!(
        task["text"].as_str().unwrap().contains("实现街道全覆盖"),
        "{task}"
    );
    assert_eq!(
        task["participants"],
        serde_json::json!(["市财政局", "市卫生健康委"])
    );
    let skipped = plan["skipped"].as_array().unwrap();
    for number in [6, 7, 13, 14, 17, 18] {
        let holds = |part: &&Value| {
            let line = |at: usize| part["lines"][at].as_u64().unwrap();
            line(0) <= number && number <= line(1)
        };
        assert!(
            skipped.iter().any(|part| holds(&part)),
            "line {number}: {skipped:?}"
        );
    }
}

#[track_caller]
fn unit<'a>(plan: &'a Value, id: &str) -> &'a Value {
    let units = plan["units"].as_array().unwrap();
    let found = units.iter().find(|unit| unit["id"] == id);
    found.unwrap_or_else(|| panic!("{id} in {units:?}"))
}
