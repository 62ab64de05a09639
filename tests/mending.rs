//! Corrections of a reading as a user makes them: one step each, undone and redone, kept over a
//! restart and a new version, seen by everything that reads the plan.

use duizhao_tests::binary::Home;
use duizhao_tests::texts::seed;
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

/// A real plan, in a library of its own.
fn seeded() -> Home {
    let home = Home::new();
    home.write("规划.txt", seed(PLAN));
    let run = home.run(&["import", "规划.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    home
}

const PLAN: &str = "002_d69efc627f7d24d0";

/// What `inspect` says of a unit, of the plan or of the targets: `3.1.2/title`, `plan/period`.
fn said(document: &Value, place: &str) -> Value {
    let (whole, field) = place.split_once('/').expect("a place names a field");
    if whole == "plan" {
        return document["plan"][field].clone();
    }
    let of = |list: &str, id: &str| -> Vec<Value> {
        let all = document[list].as_array().expect("a list").iter();
        all.filter(|entry| entry[id] == whole).cloned().collect()
    };
    if field == "targets" {
        let value = |target: &Value| json!([target["comparator"], target["value"]]);
        return of("targets", "unit").iter().map(value).collect();
    }
    let unit = of("units", "id").into_iter().next();
    unit.map_or(Value::Null, |unit| unit[field].clone())
}

/// Every kind of correction as it is typed, where it shows, and as what; none moves the unit of
/// another.
const EVERY_KIND: &str = r#"
about title 济宁规划                                  | plan/title         | "济宁规划"
about doc_number 济政字〔2021〕72号                   | plan/doc_number    | "济政字〔2021〕72号"
about issuer 济宁市政府                               | plan/issuer        | "济宁市政府"
about issue_date 2021-12-01                           | plan/issue_date    | "2021-12-01"
about period 2021-2026                                | plan/period        | [2021, 2026]
about region 济宁市任城区                             | plan/region        | "济宁市任城区"
about level province                                  | plan/level         | "province"
label 3.2.1 （一）                                    | 3.2.1/label        | "（一）"
title 3.2.1 完善残疾人就业                            | 3.2.1/title        | "完善残疾人就业"
departments 3.2.2 --lead 市残联 --with 市民政局、市医保局 | 3.2.2/lead      | ["市残联"]
departments 3.2.3 --named 市医保局                    | 3.2.3/departments  | ["市医保局"]
target 3.1.1 及时发现、及时帮扶、动态清零 --none      | 3.1.1/targets      | []
target 3.3.3 提升建设10家规范化残疾儿童康复机构 --value 12 --measure 家 --sign >= | 3.3.3/targets | [[">=", 12]]
kind 2.3.4 task                                       | 2.3.4/kind         | "task"
merge 3.8.4                                           | 3.8.4/title        | null
split 3.1.3 --before 继续实施 --title 继续实施“阳光家园计划” | 3.1.4/title | "继续实施“阳光家园计划”"
move 3.2.4 --under 3.7                                | 3.2.4/title        | null
"#;

/// A correction, where it shows and as what.
type Shown = (Vec<&'static str>, &'static str, Value);

fn every_kind() -> Vec<Shown> {
    let row = |line: &'static str| {
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let value = serde_json::from_str(parts[2]).expect("a value is JSON");
        (parts[0].split(' ').collect(), parts[1], value)
    };
    EVERY_KIND.trim().lines().map(row).collect()
}

#[test]
fn every_kind_is_made_undone_redone_and_outlives_a_new_version_of_a_real_plan() {
    let home = seeded();
    let now = || home.run(&["inspect", "规划", "--json"]).json();
    for (args, place, value) in every_kind() {
        let before = now();
        assert_ne!(said(&before, place), value, "{args:?} changes something");
        mend(&home, &args);
        let after = now();
        assert_eq!(said(&after, place), value, "{args:?}");
        assert_eq!(home.run(&["undo"]).status, 0);
        assert_eq!(now(), before, "{args:?} taken back");
        assert_eq!(home.run(&["redo"]).status, 0);
        assert_eq!(now(), after, "{args:?} brought back");
    }
    let verified = home.run(&["verify", "规划"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);

    // The file changes elsewhere and is read again: every correction follows its unit.
    let changed = seed(PLAN).replace("为深入贯彻落实党中央", "为全面贯彻落实党中央");
    home.write("规划.txt", changed);
    assert_eq!(home.run(&["reread"]).status, 0);
    let mends = mend(&home, &["list"])["mends"].clone();
    let mends = mends.as_array().expect("corrections");
    assert_eq!(mends.len(), every_kind().len());
    for mend in mends {
        assert_eq!(mend["state"], "applied", "{mend}");
    }
    let after = now();
    assert_eq!(after["plan"]["title"], "济宁规划");
    for (args, place, value) in every_kind() {
        assert_eq!(said(&after, place), value, "{args:?} in the new version");
    }

    // Alignment sees the plan as corrected.
    home.write("另一份.txt", seed(PLAN).replace("济宁", "临江"));
    assert_eq!(home.run(&["import", "另一份.txt"]).status, 0);
    let aligned = home.run(&["align", "规划", "另一份", "--json"]).json();
    let groups = aligned["groups"].as_array().expect("groups");
    let holds = |group: &&Value| {
        let mut members = group["members"].as_array().expect("members").iter();
        members.any(|member| member["plan"] == "另一份" && member["unit"] == "3.2.4")
    };
    let moved = groups.iter().find(holds);
    let moved = moved.expect("it still has its counterpart").to_string();
    assert!(moved.contains("\"3.7."), "where it was moved to: {moved}");
}
