//! Corrections of a reading as a user makes them: one step each, undone and redone, kept over a
//! restart and a new version, seen by everything that reads the plan.

use duizhao_tests::binary::Home;
use serde_json::{Value, json};

const TEXT: &str = "\
临江市残疾人事业发展规划（2021-2025年）
一、总体要求
坚持党的领导。
二、主要任务
（一）加强社会保障
1.完善补贴制度。落实残疾人两项补贴。2.加强托养服务。每年托养服务50人以上。（牵头部门：市残联）
2.加强康复服务
残疾人康复服务率达到95%。
三、保障措施
（一）加强组织领导
健全工作机制。
";

fn filled() -> Home {
    let home = Home::new();
    let file = home.write("规划.txt", TEXT);
    let run = home.run(&["import".as_ref(), file.as_os_str()]);
    assert_eq!(run.status, 0, "{}", run.err);
    home
}

#[track_caller]
fn mend(home: &Home, change: &[&str]) -> Value {
    let args = [&["mend", "规划"], change, &["--json"]].concat();
    let run = home.run(&args);
    assert_eq!(run.status, 0, "{change:?}: {}", run.err);
    run.json()
}

fn split(home: &Home) -> Value {
    let words = [
        "split",
        "2.1.1",
        "--before",
        "2.加强托养服务",
        "--title",
        "加强托养服务",
    ];
    mend(home, &words)
}

/// Paths and headings of all units.
fn outline(home: &Home) -> Vec<(String, String)> {
    let document = home.run(&["inspect", "规划", "--json"]).json();
    let units = document["units"].as_array().expect("units").iter();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    units
        .map(|unit| (word(&unit["id"]), word(&unit["title"])))
        .collect()
}

fn unit(home: &Home, id: &str) -> Value {
    let document = home.run(&["inspect", "规划", "--json"]).json();
    let units = document["units"].as_array().expect("units");
    let found = units.iter().find(|unit| unit["id"] == id);
    found.unwrap_or_else(|| panic!("no unit {id}")).clone()
}

#[test]
fn a_correction_is_one_step_that_undo_takes_back_and_redo_brings_back() {
    let home = filled();
    let before = outline(&home);
    let document = split(&home);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["mends"][0]["state"], "applied");
    let after = outline(&home);
    let new = ("2.1.2".to_owned(), "加强托养服务".to_owned());
    assert!(after.contains(&new), "{after:?}");
    assert_eq!(unit(&home, "2.1.2")["lead"], json!(["市残联"]));
    assert_eq!(unit(&home, "2.1.2")["mended"], true);
    assert!(
        unit(&home, "2.1.3").get("mended").is_none(),
        "what was only read says nothing"
    );

    assert_eq!(home.run(&["undo"]).status, 0);
    assert_eq!(outline(&home), before);
    assert_eq!(home.run(&["redo"]).status, 0);
    assert_eq!(outline(&home), after);
}

#[test]
fn what_was_corrected_is_listed_searched_and_aligned_as_corrected() {
    let home = filled();
    split(&home);
    let hits = home.run(&["search", "托养服务", "--json"]).json();
    let units: Vec<&Value> = hits["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .map(|hit| &hit["unit"])
        .collect();
    assert!(units.iter().all(|unit| **unit == "2.1.2"), "{units:?}");
    mend(&home, &["about", "period", "2026-2030"]);
    let plans = home.run(&["plans", "--json"]).json();
    assert_eq!(plans["plans"][0]["period"], json!([2026, 2030]));
    assert_eq!(plans["plans"][0]["tasks"], 3);

    let other = home.write(
        "姊妹.txt",
        TEXT.replace(
            "1.完善补贴制度。落实残疾人两项补贴。2.",
            "1.完善补贴制度。落实残疾人两项补贴。\n2.",
        )
        .replace("2.加强康复", "3.加强康复"),
    );
    assert_eq!(home.run(&["import".as_ref(), other.as_os_str()]).status, 0);
    let aligned = home.run(&["align", "规划", "姊妹", "--json"]).json();
    let groups = aligned["groups"].as_array().expect("groups");
    let holds = |group: &Value, plan: &str, unit: &str| {
        let members = group["members"].as_array().expect("members");
        members
            .iter()
            .any(|member| member["plan"] == plan && member["unit"] == unit)
    };
    assert!(
        groups
            .iter()
            .any(|group| holds(group, "规划", "2.1.2") && holds(group, "姊妹", "2.1.2"))
    );
}

#[test]
fn corrections_outlive_a_new_version_and_what_changed_waits_for_review() {
    let home = filled();
    split(&home);
    mend(&home, &["label", "2.1.3", "3."]);
    mend(&home, &["about", "title", "临江市规划"]);
    let changed = TEXT.replace("落实残疾人两项补贴", "落实残疾人三项补贴");
    let changed = changed.replace(
        "坚持党的领导。\n",
        "坚持党的领导。\n（一）指导思想\n高举旗帜。\n",
    );
    let file = home.write("规划.txt", changed);
    assert_eq!(home.run(&["import".as_ref(), file.as_os_str()]).status, 0);
    let plans = home.run(&["plans", "--json"]).json();
    assert_eq!(
        plans["plans"].as_array().map(Vec::len),
        Some(1),
        "a new version, no new plan"
    );
    assert_eq!(plans["plans"][0]["version"], 2);
    assert_eq!(plans["plans"][0]["title"], "临江市规划");
    let mends = mend(&home, &["list"])["mends"].clone();
    let states: Vec<&Value> = mends
        .as_array()
        .expect("mends")
        .iter()
        .map(|mend| &mend["state"])
        .collect();
    assert_eq!(states, ["changed", "applied", "applied"]);
    assert_eq!(unit(&home, "2.1.3")["label"], "3.");

    // A version in which the words are gone: the correction waits, nothing is dropped.
    let gone = TEXT.replace("2.加强托养服务。每年托养服务50人以上。", "");
    let file = home.write("规划.txt", gone);
    assert_eq!(home.run(&["import".as_ref(), file.as_os_str()]).status, 0);
    let mends = mend(&home, &["list"])["mends"].clone();
    assert_eq!(mends[0]["state"], "unfit");
    let shown = home.run(&["mend", "规划", "list"]).out;
    assert!(shown.contains("待复核"), "{shown}");
}

#[test]
fn the_old_words_are_what_a_mended_plan_is_verified_against() {
    let home = filled();
    split(&home);
    mend(&home, &["merge", "2.1.3"]);
    mend(&home, &["move", "2.1.2", "--under", "3"]);
    let run = home.run(&["verify", "规划", "--json"]);
    assert_eq!(run.status, 0, "{} {}", run.out, run.err);
}

#[test]
fn a_correction_that_does_not_fit_is_refused_in_words_and_changes_nothing() {
    let home = filled();
    let before = outline(&home);
    let check = |change: &[&str], code: &str, zh: &str, en: &str| {
        for (lang, words) in [("zh", zh), ("en", en)] {
            let more = ["--json", "--lang", lang];
            let run = home.run(&[&["mend", "规划"], change, more.as_slice()].concat());
            assert_eq!(run.status, 1, "{change:?} {}", run.out);
            let error = &run.json()["error"];
            assert_eq!(error["code"], code, "{error}");
            let message = error["message"].as_str().expect("it says what happened");
            assert!(message.contains(words), "{message} should say {words}");
            assert!(
                error["remedy"]
                    .as_str()
                    .is_some_and(|remedy| !remedy.is_empty())
            );
        }
    };
    let words = ["title", "2.1.1", "别的字"];
    check(
        &words,
        "words_not_found",
        "“别的字”不是条目 2.1.1 的原文",
        "not words of unit 2.1.1",
    );
    check(
        &["merge", "1"],
        "nothing_before",
        "之前没有条目",
        "Nothing stands before",
    );
    let kind = ["kind", "2.1.1", "annex_row"];
    check(&kind, "no_place", "不能放在那里", "cannot stand there");
    let under = ["move", "2.1.1", "--under", "8"];
    check(&under, "unknown_unit", "没有条目 8", "no unit 8");
    let date = ["about", "issue_date", "去年"];
    check(
        &date,
        "bad_value",
        "“去年”不是这一项的值",
        "no value of this field",
    );
    let start = ["split", "2.1.1", "--before", "别的字"];
    check(
        &start,
        "words_not_found",
        "不是条目 2.1.1 的原文",
        "not words of unit 2.1.1",
    );
    assert_eq!(outline(&home), before);
    assert_eq!(mend(&home, &["list"])["mends"], json!([]));
}
