//! Corrections of matches as a user makes them: pinned, forbidden, split, merged, named, taken
//! back; undone and redone; kept over a new version, a restart and a backup.

use duizhao_tests::binary::Home;
use serde_json::Value;

const UPPER: &str = "\
临江市残疾人事业发展规划（2021-2025年）
一、总体要求
坚持党的领导。
二、主要任务
（一）加强社会保障
1.完善残疾人补贴制度。落实困难残疾人生活补贴和重度残疾人护理补贴，建立标准动态调整机制。
2.发展托养照护服务。支持养老机构收住残疾人，为重度残疾人提供集中照护和日间照料。
3.推进辅助器具适配。建设辅助器具服务网络，落实基本型辅助器具补贴。
（二）促进就业
1.加强职业技能培训。开展残疾人职业技能和实用技术培训，举办职业技能竞赛。
2.发展盲人按摩。建设盲人医疗按摩规范化机构，培训盲人按摩人员。
三、保障措施
（一）加强组织领导
健全工作机制。
";

const LOWER: &str = "\
河东县残疾人事业发展规划（2021-2025年）
一、总体要求
坚持党的领导。
二、主要任务
（一）提高保障水平
1.落实残疾人两项补贴。困难残疾人生活补贴和重度残疾人护理补贴标准动态调整，补贴按月发放。
2.做好托养服务。为重度残疾人提供集中照护、日间照料和居家服务。
3.做好辅具服务。建设县级辅助器具服务站，开展辅助器具适配和租赁。
（二）扩大就业
1.开展职业培训。对就业年龄段残疾人开展职业技能培训和实用技术培训。
2.扶持盲人按摩。规范盲人医疗按摩机构，扶持盲人保健按摩。
三、保障措施
（一）加强组织领导
完善工作机制。
";

fn filled() -> Home {
    let home = Home::new();
    bring(&home, "上", UPPER);
    bring(&home, "下", LOWER);
    home
}

fn bring(home: &Home, name: &str, text: &str) {
    let file = home.write(&format!("{name}.txt"), text);
    let run = home.run(&["import".as_ref(), file.as_os_str()]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[track_caller]
fn decide(home: &Home, change: &[&str]) -> Value {
    let run = home.run(&[&["decide"], change, &["--json"]].concat());
    assert_eq!(run.status, 0, "{change:?}: {}", run.err);
    run.json()
}

/// Every group as its units, with the topic.
fn groups(home: &Home) -> Vec<(Vec<String>, String)> {
    let document = home.run(&["align", "上", "下", "--json"]).json();
    let groups = document["groups"].as_array().expect("groups").iter();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    groups
        .map(|group| {
            let members = group["members"].as_array().expect("members").iter();
            let unit =
                |member: &Value| format!("{}:{}", word(&member["plan"]), word(&member["unit"]));
            (members.map(unit).collect(), word(&group["topic"]))
        })
        .collect()
}

fn together(home: &Home, a: &str, b: &str) -> bool {
    let holds = |units: &[String], unit: &str| units.iter().any(|held| held == unit);
    groups(home)
        .iter()
        .any(|(units, _)| holds(units, a) && holds(units, b))
}

/// The states of all units that corrections name.
fn states(home: &Home) -> Vec<String> {
    let document = decide(home, &["list"]);
    let corrections = document["corrections"].as_array().expect("corrections");
    let units = corrections.iter().flat_map(|correction| {
        let of = |side: &str| correction[side].as_array().cloned().unwrap_or_default();
        of("units").into_iter().chain(of("others"))
    });
    units
        .map(|unit| unit["state"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_match_is_made_by_hand_and_taken_back_as_one_step() {
    let home = filled();
    assert!(!together(&home, "上:2.1.1", "下:2.2.2"));
    decide(&home, &["pin", "上:2.1.1", "下:2.2.2"]);
    assert!(together(&home, "上:2.1.1", "下:2.2.2"));
    assert_eq!(home.run(&["undo"]).status, 0);
    assert!(!together(&home, "上:2.1.1", "下:2.2.2"));
    assert_eq!(home.run(&["redo"]).status, 0);
    assert!(together(&home, "上:2.1.1", "下:2.2.2"));
    decide(&home, &["release", "上:2.1.1", "下:2.2.2"]);
    assert!(!together(&home, "上:2.1.1", "下:2.2.2"));
    assert!(states(&home).is_empty());
}

#[test]
fn a_match_is_forbidden_and_a_later_pin_wins() {
    let home = filled();
    assert!(together(&home, "上:2.1.1", "下:2.1.1"));
    decide(&home, &["forbid", "上:2.1.1", "下:2.1.1"]);
    assert!(!together(&home, "上:2.1.1", "下:2.1.1"));
    decide(&home, &["pin", "上:2.1.1", "下:2.1.1"]);
    assert!(together(&home, "上:2.1.1", "下:2.1.1"));
}

#[test]
fn groups_are_merged_and_split() {
    let home = filled();
    decide(&home, &["merge", "上:2.1.1", "上:2.1.2"]);
    for (a, b) in [
        ("上:2.1.1", "下:2.1.2"),
        ("上:2.1.2", "下:2.1.1"),
        ("上:2.1.1", "上:2.1.2"),
    ] {
        assert!(together(&home, a, b), "{a} {b}: {:?}", groups(&home));
    }
    decide(
        &home,
        &[
            "split",
            "上:2.1.1",
            "下:2.1.1",
            "--from",
            "上:2.1.2",
            "下:2.1.2",
        ],
    );
    for (a, b) in [("上:2.1.1", "下:2.1.2"), ("上:2.1.2", "下:2.1.1")] {
        assert!(!together(&home, a, b), "{a} {b}: {:?}", groups(&home));
    }
    for (a, b) in [("上:2.1.1", "下:2.1.1"), ("上:2.1.2", "下:2.1.2")] {
        assert!(together(&home, a, b), "{a} {b}: {:?}", groups(&home));
    }
}

#[test]
fn a_topic_is_named_and_the_name_stays_when_a_plan_comes() {
    let home = filled();
    decide(&home, &["name", "两项补贴", "下:2.1.1"]);
    let topic_of = |home: &Home, unit: &str| {
        let groups = groups(home);
        let found = groups
            .iter()
            .find(|(units, _)| units.iter().any(|u| u == unit));
        found.map(|(_, topic)| topic.clone()).unwrap_or_default()
    };
    assert_eq!(topic_of(&home, "上:2.1.1"), "两项补贴");
    bring(&home, "邻", &LOWER.replace("河东县", "河西县"));
    let run = home.run(&["align", "上", "下", "邻", "--json"]).json();
    let named = run["groups"].as_array().expect("groups").iter();
    assert_eq!(
        named.filter(|group| group["topic"] == "两项补贴").count(),
        1
    );
    decide(&home, &["name", "", "下:2.1.1"]);
    assert_ne!(topic_of(&home, "上:2.1.1"), "两项补贴");
}

#[test]
fn an_unknown_unit_is_refused_and_nothing_is_kept() {
    let home = filled();
    for unit in ["上:9.9", "无", "无:1"] {
        let run = home.run(&["decide", "pin", unit, "下:2.1.1"]);
        assert_eq!(run.status, 1, "{unit}: {}", run.err);
    }
    assert!(states(&home).is_empty());
}

/// A unit that a new version moved takes its decision along; one that it edited is to be
/// reviewed; nothing is dropped or flipped.
#[test]
fn a05_decisions_follow_their_units_into_a_new_version() {
    let home = filled();
    decide(&home, &["forbid", "上:2.1.1", "下:2.1.1"]);
    decide(&home, &["pin", "上:2.2.2", "下:2.1.3"]);
    let moved = LOWER
        .replace(
            "1.落实残疾人两项补贴",
            "1.保障基本生活。将符合条件的残疾人纳入最低生活保障。\n2.落实残疾人两项补贴",
        )
        .replace("2.做好托养", "3.做好托养")
        .replace("3.做好辅具服务。建设县级", "4.做好辅具服务。改建县级");
    bring(&home, "下", &moved);
    assert!(
        !together(&home, "上:2.1.1", "下:2.1.2"),
        "{:?}",
        groups(&home)
    );
    assert!(
        together(&home, "上:2.2.2", "下:2.1.4"),
        "{:?}",
        groups(&home)
    );
    let mut states = states(&home);
    states.sort();
    assert_eq!(states, ["changed", "ok", "ok", "ok"]);
}

#[test]
fn a05_decisions_outlive_a_restart_a_new_plan_and_a_backup() {
    let home = filled();
    decide(&home, &["forbid", "上:2.1.1", "下:2.1.1"]);
    decide(&home, &["pin", "上:2.1.1", "下:2.2.2"]);
    let before = groups(&home);
    assert_eq!(home.run(&["backup"]).status, 0);
    decide(&home, &["release", "上:2.1.1", "下:2.2.2"]);
    assert_ne!(groups(&home), before);
    assert_eq!(home.run(&["restore"]).status, 0);
    assert_eq!(groups(&home), before);
    bring(&home, "邻", &LOWER.replace("河东县", "河西县"));
    assert_eq!(groups(&home), before);
}

/// A task that a new version deleted: its decision is kept as gone, holds for no other task in
/// its place, and holds again when the task is back.
#[test]
fn a06_a_decision_on_a_deleted_task_is_kept_and_reattached() {
    let home = filled();
    decide(&home, &["forbid", "上:2.1.1", "下:2.1.1"]);
    let deleted = LOWER
        .lines()
        .filter(|line| !line.contains("两项补贴"))
        .map(|line| {
            line.replace("2.做好托养", "1.做好托养")
                .replace("3.做好辅具", "2.做好辅具")
        })
        .collect::<Vec<_>>()
        .join("\n");
    bring(&home, "下", &deleted);
    assert_eq!(states(&home), ["ok", "gone"].map(String::from));
    assert!(
        together(&home, "上:2.1.2", "下:2.1.1"),
        "{:?}",
        groups(&home)
    );
    bring(&home, "下", LOWER);
    assert!(!together(&home, "上:2.1.1", "下:2.1.1"));
    bring(&home, "下", &deleted);
    decide(&home, &["release", "上:2.1.1", "下:2.1.1"]);
    assert!(states(&home).is_empty());
}

/// The dictionary and the tables are within the program: no file can be missing or damaged.
#[test]
fn a09_no_file_of_words_is_needed() {
    let home = Home::new();
    let (upper, lower) = (home.write("上.txt", UPPER), home.write("下.txt", LOWER));
    let run = home.run(&[
        "align".as_ref(),
        upper.as_os_str(),
        lower.as_os_str(),
        "--json".as_ref(),
    ]);
    assert_eq!(run.status, 0, "{}", run.err);
    let groups = run.json()["groups"].as_array().map_or(0, Vec::len);
    assert!(groups >= 5, "{groups}");
}
