//! What goes wrong around alignment, each test named by the id of its fault.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use duizhao_tests::binary::Home;
use duizhao_tests::decided::{Library, Random, Tasks, decide_at_random, folded};
use duizhao_tests::texts::{SEEDS, seed};
use duizhao_workbench::api::matrix::MatrixRequest;
use duizhao_workbench::{Control, Error, Lang, ReadOptions};
use serde_json::Value;

/// A plan of another field.
const FARMING: &str = "\
清河县农业机械化发展规划（2021-2025年）
一、总体要求
坚持农业农村优先发展。
二、重点任务
（一）提高作业水平
1.推进粮食生产机械化。推广水稻机插和精量播种，配备北斗导航设备，实现粮食耕种收全程机械化。
2.发展设施农业装备。建设温室大棚环境监测系统，推广水肥一体化和智能卷帘。
（二）保障作业安全
1.加强农机安全监理。开展拖拉机和联合收割机年度检验，查处无证驾驶。
2.淘汰老旧机具。落实报废更新补贴，回收拆解高耗能柴油机。
";

fn aligned(home: &Home, files: &[PathBuf]) -> Value {
    let mut args: Vec<&std::ffi::OsStr> = vec!["align".as_ref(), "--json".as_ref()];
    args.extend(files.iter().map(|file| file.as_os_str()));
    let run = home.run(&args);
    assert_eq!(run.status, 0, "{}", run.err);
    run.json()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a Vec<Value> {
    value[field].as_array().unwrap_or_else(|| panic!("{field}"))
}

#[test]
fn a01_a_library_of_no_plan_or_of_one_says_what_to_do() {
    let home = Home::new();
    let run = home.run(&["plans", "--json"]);
    assert_eq!((run.status, list(&run.json(), "plans").len()), (0, 0));
    let file = home.write("规划.txt", seed(SEEDS[4]));
    assert_eq!(home.run(&["import".as_ref(), file.as_os_str()]).status, 0);
    for (lang, words) in [
        ("zh", "没有可对照的内容；请再加一份"),
        ("en", "add another"),
    ] {
        for asked in ["规划", "规划.txt"] {
            let run = home.run(&["align", asked, "--json", "--lang", lang]);
            assert_eq!(run.status, 0, "{}", run.err);
            assert!(run.err.contains(words), "{}", run.err);
            assert!(list(&run.json(), "groups").is_empty());
        }
    }
}

#[test]
fn a02_copies_align_one_to_one_without_any_difference() {
    for copies in [2, 5, 50] {
        let home = Home::new();
        let text = if copies < 50 {
            seed(SEEDS[4])
        } else {
            FARMING.to_owned()
        };
        let file = |at: usize| home.write(&format!("件{at:02}.txt"), &text);
        let files: Vec<PathBuf> = (0..copies).map(file).collect();
        let document = aligned(&home, &files);
        assert!(list(&document, "unmatched").is_empty(), "{copies} copies");
        let mut seen = BTreeSet::new();
        for group in list(&document, "groups") {
            let members = list(group, "members");
            assert_eq!(members.len(), copies, "{group}");
            assert!(
                members
                    .iter()
                    .all(|member| member["unit"] == members[0]["unit"]),
                "{group}"
            );
            assert!(
                seen.insert(members[0]["unit"].to_string()),
                "one group a task: {group}"
            );
        }
        assert!(seen.len() >= 4, "{seen:?}");
        let mut args = vec!["compare", "--json", "--base", "件00.txt"];
        let others: Vec<String> = (1..copies).map(|at| format!("件{at:02}.txt")).collect();
        args.extend(others.iter().map(String::as_str));
        let run = home.run(&args);
        assert_eq!(run.status, 0, "{}", run.err);
        for plan in list(&run.json(), "plans") {
            let differences = list(plan, "deviations").len();
            assert_eq!(differences, 0, "{copies} copies: {plan}");
        }
    }
}

#[test]
fn a03_plans_of_different_fields_are_said_to_share_nothing() {
    let home = Home::new();
    let other = home.write("农机.txt", FARMING);
    for stem in SEEDS {
        let plan = home.write(&format!("{stem}.txt"), seed(stem));
        let document = aligned(&home, &[plan.clone(), other.clone()]);
        assert!(list(&document, "groups").is_empty(), "{stem}");
        assert!(list(&document, "unmatched").len() > 4, "{stem}");
        let run = home.run(&["align".as_ref(), plan.as_os_str(), other.as_os_str()]);
        assert!(
            run.err.contains("没有找到对应的任务"),
            "{stem}: {}",
            run.err
        );
    }
}

/// Any order of import, of plans and of decisions gives the same bytes.
#[test]
fn a04_the_order_of_plans_imports_and_decisions_changes_no_byte() {
    let tasks = Tasks::of_seeds();
    let decisions = |order: &[usize]| {
        let library = Library::own();
        for &at in order {
            library.bring(tasks.name(at), &tasks.text(at));
        }
        let [mut made, of_groups] = tasks.lasting_decisions();
        let turn = order[0] % made.len();
        made.rotate_left(turn);
        if order[0] > order[1] {
            made.reverse();
        }
        for input in made.iter().chain(&of_groups) {
            library.correct(input);
        }
        let ids: Vec<PathBuf> = order
            .iter()
            .map(|&at| PathBuf::from(tasks.name(at)))
            .collect();
        let (options, control) = (ReadOptions::default(), Control::none());
        let document = library
            .workbench
            .align(&ids, &options, false, Lang::Zh, &control);
        serde_json::to_string(&document.expect("it aligns")).expect("it is JSON")
    };
    let expected = decisions(&[0, 1, 2]);
    assert!(expected.contains("两项补贴一类"), "the name is there");
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert!(decisions(&order) == expected, "{order:?}");
    }
}

/// Tasks in another order within their plan are grouped as before.
#[test]
fn a04_the_order_of_tasks_changes_no_group() {
    let tasks = Tasks::of_seeds();
    let titles = |turn: usize| {
        let library = Library::own();
        library.bring(tasks.name(0), &tasks.turned(0, turn));
        library.bring(tasks.name(1), &tasks.text(1));
        library.titles_together(&[tasks.name(0), tasks.name(1)])
    };
    let expected = titles(0);
    assert!(expected.len() > 20, "{}", expected.len());
    for turn in [1, 2, 3] {
        assert_eq!(titles(turn), expected, "{turn} sections later");
    }
}

/// Two hundred decisions over six events: none is lost, none changes, stale ones are listed.
#[test]
fn a05_decisions_outlive_whatever_happens_to_the_library() {
    let tasks = Tasks::of_seeds();
    let home = tempfile::tempdir().expect("a folder can be made");
    let path = home.path().join("library.db");
    let library = Library::at(&path);
    for at in 0..3 {
        library.bring(tasks.name(at), &tasks.text(at));
    }
    let mut random = Random(20_210_101);
    let given = decide_at_random(&library, &tasks, &mut random, 140, 60);
    let before = library.decisions();
    let verdicts = library.judged();
    assert!(before.matches.len() > 100, "{}", before.matches.len());
    assert_eq!(given.len(), 60);
    for (id, word) in &given {
        let (now, stale, about) = &verdicts[id];
        assert_eq!((now, *stale), (word, false), "{about}");
    }
    let as_before = |library: &Library, event: &str| {
        assert_eq!(library.decisions(), before, "{event}");
        assert_eq!(library.judged(), verdicts, "{event}");
        library.honours_all(event);
    };
    as_before(&library, "run again");

    library.undo();
    assert_ne!(library.decisions(), before, "a step was taken back");
    library.redo();
    as_before(&library, "undone and brought back");

    library.bring("新来", &tasks.text(0).replace("临江市", "清河县"));
    as_before(&library, "a new plan");

    library.set_rules("[severity]\nP9 = \"high\"");
    as_before(&library, "other rules of severity");

    let other = Library::at(&home.path().join("other.db"));
    other.take_verdicts(&library);
    assert_eq!(
        other.decisions().verdicts,
        before.verdicts,
        "carried to another library"
    );

    library.backup_and_restore(&path);
    let library = Library::at(&path);
    as_before(&library, "exported and brought in again");

    library.bring(tasks.name(0), &tasks.edited(0));
    let after = library.decisions();
    assert_eq!(
        after.without_states(),
        before.without_states(),
        "none lost, none changed"
    );
    for (unit, state) in after.states() {
        let expected = tasks.state_after_edit(&unit);
        assert!(expected.contains(&state.as_str()), "{unit:?}: {state}");
    }
    library.honours_all("a new version");
    assert_eq!(
        after.verdicts, before.verdicts,
        "verdicts as they were given"
    );
    library.keeps_verdicts(&verdicts);

    library.bring(tasks.name(0), &tasks.text(0));
    assert_eq!(
        library.decisions().without_states(),
        before.without_states()
    );
    assert!(
        library
            .decisions()
            .states()
            .iter()
            .all(|(_, state)| state == "ok")
    );
    assert_eq!(library.judged(), verdicts, "the first text is back");
}

/// Two equal tasks in one plan, and two tasks that another plan merged, are shown as such.
#[test]
fn a07_equal_and_merged_tasks_are_one_group() {
    let home = Home::new();
    let first = "一、重点任务\n（一）社会保障\n";
    let one = "1.完善残疾人补贴制度。落实困难残疾人生活补贴和重度残疾人护理补贴，建立标准动态调整机制。\n";
    let care = "托养服务。支持养老机构收住残疾人，为重度残疾人提供集中照护和日间照料。\n";
    let blind = "发展盲人按摩。建设盲人医疗按摩规范化机构，培训盲人按摩人员。\n";
    let double = format!(
        "上城市残疾人规划\n{first}{one}2.发展{care}3.{}4.{blind}",
        &one[2..]
    );
    let merged = "下城市残疾人规划\n一、重点任务\n（一）社会保障\n1.落实补贴和托养。落实困难残疾人生活补贴和重度残疾人护理补贴，建立标准动态调整机制。支持养老机构收住残疾人，为重度残疾人提供集中照护和日间照料。\n2.发展盲人按摩。建设盲人医疗按摩规范化机构。\n";
    let files = [home.write("上.txt", &double), home.write("下.txt", merged)];
    let document = aligned(&home, &files);
    let mut beside: BTreeSet<String> = BTreeSet::new();
    for group in list(&document, "groups") {
        let of = |plan: &str| -> Vec<String> {
            let members = list(group, "members").iter();
            let own = members.filter(|member| member["plan"] == plan);
            own.map(|member| member["unit"].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        if of("下").contains(&"1.1.1".to_owned()) {
            beside.extend(of("上"));
        }
    }
    let expected: BTreeSet<String> = ["1.1.1", "1.1.2", "1.1.3"].map(String::from).into();
    assert_eq!(beside, expected, "{document}");
}

/// A comparison that was cancelled halfway leaves the one before it and what it rests on.
#[test]
fn a10_a_cancelled_alignment_leaves_the_old_one() {
    let tasks = Tasks::of_seeds();
    let library = Library::own();
    for at in 0..3 {
        library.bring(tasks.name(at), &tasks.text(at));
    }
    let old = [tasks.name(0), tasks.name(1)];
    let before = library.matrix(&old);
    let selection = library.selection(&[tasks.name(0), tasks.name(1), tasks.name(2)]);
    for after in [0, 1, 3, 5] {
        let (cancel, seen) = (AtomicBool::new(after == 0), AtomicU64::new(0));
        let progress = |_: u64, _: u64| {
            if seen.fetch_add(1, Ordering::Relaxed) + 1 >= after {
                cancel.store(true, Ordering::Relaxed);
            }
        };
        let control = Control::new(&cancel, &progress);
        let cancelled = library
            .workbench
            .matrix(&selection, &MatrixRequest::default(), &control);
        assert!(matches!(cancelled, Err(Error::Cancelled)), "after {after}");
        assert_eq!(library.matrix(&old), before);
    }
    let fresh = Library::own();
    for at in 0..3 {
        fresh.bring(tasks.name(at), &tasks.text(at));
    }
    let all = [tasks.name(0), tasks.name(1), tasks.name(2)];
    assert_eq!(
        library.matrix(&all),
        fresh.matrix(&all),
        "what was kept is whole"
    );
}

/// Five hundred stretches of the library, and as many turned round, are found where a plain scan
/// finds them; after a new version and a deletion too.
#[test]
fn a12_search_equals_a_plain_scan_of_the_library() {
    let library = Library::own();
    for stem in SEEDS {
        library.bring(stem, &seed(stem));
    }
    let mut random = Random(12);
    check_search(&library, &SEEDS, &mut random);
    let edited = seed(SEEDS[4]).replace("托养", "寄养");
    library.bring(SEEDS[4], &edited);
    library.delete(SEEDS[1]);
    let left: Vec<&str> = SEEDS
        .iter()
        .copied()
        .filter(|stem| *stem != SEEDS[1])
        .collect();
    check_search(&library, &left, &mut random);
}

#[track_caller]
fn check_search(library: &Library, plans: &[&str], random: &mut Random) {
    let texts: BTreeMap<&str, Vec<String>> = plans
        .iter()
        .map(|plan| (*plan, library.unit_texts(plan)))
        .collect();
    let all: Vec<&String> = texts
        .values()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    for at in 0..500 {
        let chars: Vec<char> = all[random.below(all.len())].chars().collect();
        let from = random.below(chars.len());
        let until = (from + 1 + random.below(6)).min(chars.len());
        let mut query: String = chars[from..until].iter().filter(|c| **c != '\n').collect();
        if at % 2 == 1 {
            query = query.chars().rev().collect();
        }
        if query.is_empty() {
            continue;
        }
        let scanned: usize = all
            .iter()
            .map(|text| folded(text).matches(&folded(&query)).count())
            .sum();
        let found = library
            .workbench
            .search(&query)
            .expect("it can be searched");
        assert_eq!(found.total as usize, scanned, "{query:?}");
    }
}
