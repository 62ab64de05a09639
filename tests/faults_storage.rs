//! Faults of the library, each test named by its id; the library's own tests hold more of them.

use std::path::Path;

use duizhao_tests::binary::{Home, refused};
use duizhao_tests::texts::repository;

const SEEDS: [&str; 2] = ["000_5858b48f3c980549", "002_d69efc627f7d24d0"];

fn seed(name: &str) -> String {
    repository(&format!("seeds/{name}.txt"))
        .display()
        .to_string()
}

fn filled() -> Home {
    let home = Home::new();
    for name in SEEDS {
        assert_eq!(home.run(&["import", &seed(name)]).status, 0);
    }
    home
}

/// All that a user can see of the library.
fn dump(home: &Home) -> String {
    let mut all = home.run(&["plans", "--json"]).out;
    for name in SEEDS {
        all += &home.run(&["inspect", name, "--json"]).out;
    }
    all + &home.run(&["search", "残疾", "--json"]).out
}

#[test]
fn s01_an_import_killed_at_any_moment_leaves_whole_plans_only() {
    let home = Home::new();
    assert_eq!(home.run(&["import", &seed(SEEDS[0])]).status, 0);
    for round in 0..12_u64 {
        let mut child = home
            .command()
            .args(["import", &seed(SEEDS[1])])
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 5));
        let _ = child.kill();
        child.wait().unwrap();
        let plans = home.run(&["plans", "--json"]);
        assert_eq!(
            plans.status, 0,
            "the next start needs no question: {}",
            plans.err
        );
        let plans = plans.json();
        let plans = plans["plans"].as_array().unwrap();
        assert!((1..=2).contains(&plans.len()));
        for plan in plans {
            let id = plan["id"].as_str().unwrap();
            assert_eq!(home.run(&["inspect", id]).status, 0, "whole or absent");
        }
        let check = home.run(&["check"]);
        assert_eq!(check.status, 0, "{}", check.out);
    }
}

#[test]
fn s10_a_damaged_library_is_said_to_be_and_its_backup_restored() {
    let home = filled();
    let before = dump(&home);
    assert_eq!(home.run(&["backup"]).status, 0);
    let library = home.library();
    let mut bytes = std::fs::read(&library).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&library, &bytes).unwrap();
    let path = library.display().to_string();
    refused(&home, &["plans"], "library_damaged", "已损坏", "is damaged");
    let run = home.run(&["restore", "--json"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.json()["plans"], 2);
    let kept = run.json()["kept"].as_str().unwrap().to_owned();
    assert_eq!(
        std::fs::read(kept).unwrap(),
        bytes,
        "the damaged file is kept: {path}"
    );
    assert_eq!(dump(&home), before);
}

#[test]
fn s10_strangers_files_are_refused_and_left_alone() {
    let home = Home::new();
    let text = home.write("notes.db", "一、总体要求\n".repeat(40));
    let path = text.to_str().unwrap();
    refused(
        &home,
        &["plans", "--library", path],
        "not_a_library",
        "不是规划对照的资料库",
        "no Duizhao library",
    );
    assert_eq!(
        std::fs::read(&text).unwrap(),
        "一、总体要求\n".repeat(40).as_bytes()
    );
    let empty = home.write("empty.db", b"");
    let path = empty.to_str().unwrap();
    refused(
        &home,
        &["plans", "--library", path],
        "library_empty",
        "是空的",
        "is empty",
    );
}

#[test]
fn s11_a_library_of_a_newer_version_is_refused() {
    let home = filled();
    let library = home.library();
    let mut bytes = std::fs::read(&library).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&library, &bytes).unwrap();
    refused(
        &home,
        &["plans"],
        "library_newer",
        "由更新的版本创建",
        "made by a newer version",
    );
    assert_eq!(std::fs::read(&library).unwrap(), bytes);
}

#[test]
fn s13_many_processes_write_in_turn_and_nothing_is_lost() {
    let home = Home::new();
    let mut children = Vec::new();
    for n in 0..6 {
        let text = std::fs::read_to_string(seed(SEEDS[n % 2])).unwrap();
        let file = home.write(&format!("in/p{n}.txt"), format!("{text}\n附注{n}。\n"));
        children.push(home.command().arg("import").arg(file).spawn().unwrap());
    }
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(
        home.run(&["plans", "--json"]).json()["plans"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    assert_eq!(home.run(&["check"]).status, 0);
}

#[test]
fn s14_a_killed_process_leaves_no_lock_behind() {
    let home = filled();
    let mut child = home
        .command()
        .args(["import", &seed("004_ce8763cea49ce9f3")])
        .spawn()
        .unwrap();
    let _ = child.kill();
    child.wait().unwrap();
    assert_eq!(
        home.run(&["delete", SEEDS[0]]).status,
        0,
        "the next writer waits for nobody"
    );
}

#[test]
fn s19_a_restore_can_be_taken_back() {
    let home = filled();
    home.run(&["backup"]);
    let before = dump(&home);
    home.run(&["delete", SEEDS[0]]);
    let after = home.run(&["plans", "--json"]).out;
    let kept = home.run(&["restore", "--json"]).json()["kept"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(dump(&home), before);
    assert_eq!(home.run(&["restore", &kept]).status, 0);
    assert_eq!(home.run(&["plans", "--json"]).out, after);
    let empty = Home::new();
    refused(
        &empty,
        &["restore"],
        "no_backup",
        "没有可用的备份",
        "no good backup",
    );
}

#[test]
fn s20_deleting_and_undoing_leaves_the_library_as_it_was() {
    let home = filled();
    let before = dump(&home);
    assert_eq!(home.run(&["delete", SEEDS[0], SEEDS[1]]).status, 0);
    assert_eq!(
        home.run(&["plans", "--json"]).json()["plans"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    assert_eq!(home.run(&["undo"]).status, 0);
    assert_eq!(dump(&home), before);
    refused(
        &home,
        &["delete", "nobody"],
        "unknown_plan",
        "没有编号为“nobody”",
        "has no plan",
    );
    assert_eq!(dump(&home), before);
}

#[test]
fn s21_a_library_works_under_any_path() {
    let home = Home::new();
    let long = [
        "资料 库",
        "规划对照 %20 #1 ?",
        &"很长的文件夹名".repeat(8),
        &"长".repeat(60),
    ];
    let library = long
        .iter()
        .fold(home.path().to_owned(), |path, part| path.join(part))
        .join("库.db");
    assert!(library.as_os_str().len() > 260);
    let path = library.to_str().unwrap();
    assert_eq!(
        home.run(&["import", &seed(SEEDS[0]), "--library", path])
            .status,
        0
    );
    let listed = home.run(&["plans", "--library", path, "--json"]).json();
    assert_eq!(listed["plans"].as_array().unwrap().len(), 1);
    assert!(library.exists() && !Path::new(&home.library()).exists());
}
