//! Files that come again, change or come by the hundred, each test named by its id.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use duizhao_tests::binary::Home;
use duizhao_tests::texts::repository;

fn seed_bytes(name: &str) -> Vec<u8> {
    std::fs::read(repository(&format!("seeds/{name}.txt"))).unwrap()
}

const JINING: &str = "002_d69efc627f7d24d0";

/// A home whose library holds one plan, to see that a refusal leaves it alone.
fn with_library() -> Home {
    let home = Home::new();
    let plan = home.write("济宁.txt", seed_bytes(JINING));
    assert_eq!(home.run(&["import", plan.to_str().unwrap()]).status, 0);
    home
}

/// The words that people read, in one language.
#[track_caller]
fn says(home: &Home, args: &[&str], lang: &str, words: &str) {
    let run = home.run(&[args, &["--lang", lang]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains(words), "{} should say {words}", run.out);
}

#[test]
fn i24_the_same_file_under_another_name_is_known() {
    let home = with_library();
    let before = home.dump();
    let plans = home.run(&["plans", "--json"]).json();
    let at = plans["plans"][0]["imported_at"].as_str().unwrap();
    let day = duizhao_workbench::local_day(at);
    for name in ["济宁.txt", "副本.txt"] {
        home.write(name, seed_bytes(JINING));
        let run = home.run(&["import", name, "--json"]);
        assert_eq!(run.status, 0);
        let known = &run.json()["known"][0];
        assert_eq!(known["plan"], "济宁");
        assert_eq!(known["imported_at"], at);
        says(
            &home,
            &["import", name],
            "zh",
            &format!("已在资料库中（{day} 导入）"),
        );
        says(
            &home,
            &["import", name],
            "en",
            &format!("already there (since {day})"),
        );
    }
    assert_eq!(home.dump(), before, "no row is another");
}

#[cfg(unix)]
#[test]
fn i24_the_day_is_that_of_who_reads_it_and_the_moment_the_same_for_all() {
    let home = with_library();
    home.write("副本.txt", seed_bytes(JINING));
    let plans = home.run(&["plans", "--json"]).json();
    let at = plans["plans"][0]["imported_at"].clone();
    // Two places whose days always differ: fourteen hours ahead, and twelve behind.
    let said = |zone: &str, args: &[&str]| {
        let output = home.command().env("TZ", zone).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let [ahead, behind] = ["<+14>-14", "<-12>12"].map(|zone| said(zone, &["import", "副本.txt"]));
    assert!(ahead.contains("已在资料库中（2"), "{ahead}");
    assert_ne!(ahead, behind);
    for zone in ["<+14>-14", "<-12>12"] {
        let document = said(zone, &["import", "副本.txt", "--json"]);
        let document: serde_json::Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document["known"][0]["imported_at"], at);
    }
}

#[test]
fn i25_a_changed_file_is_a_new_version_of_its_plan() {
    let text = |grant: &str| {
        format!(
            "临江市残疾人事业发展规划（2021-2025年）\n一、主要任务\n（一）完善补贴制度\n{grant}\n\
             （二）加强托养服务\n每年托养服务50人以上。\n（三）加强康复服务\n康复服务率达到95%。\n"
        )
    };
    let home = Home::new();
    home.write("临江.txt", text("落实两项补贴。"));
    assert_eq!(home.run(&["import", "临江.txt"]).status, 0);
    for unit in ["1.1", "1.2", "1.3"] {
        assert_eq!(home.run(&["mend", "临江", "label", unit, "甲"]).status, 0);
    }
    for (lang, grant, said) in [
        (
            "zh",
            "落实三项补贴。",
            "已存为第 2 版，2 项判断沿用，1 项需复核",
        ),
        (
            "en",
            "落实四项补贴。",
            "saved as version 3; 2 decisions kept, 1 to review",
        ),
    ] {
        home.write("临江.txt", text(grant));
        says(&home, &["import", "临江.txt"], lang, said);
    }
    let plans = home.run(&["plans", "--json"]).json();
    assert_eq!(plans["plans"].as_array().unwrap().len(), 1);
    assert_eq!(plans["plans"][0]["version"], 3);
    let old = home.run(&["inspect", "临江@1", "--text"]).out;
    assert_eq!(
        old,
        text("落实两项补贴。"),
        "the old version is there to be read"
    );
}

/// Runs `meanwhile` over and over on another thread.
struct Busy {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Busy {
    fn with(mut meanwhile: impl FnMut() + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !flag.load(Ordering::Relaxed) {
                meanwhile();
            }
        });
        Busy {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[test]
fn i27_a_file_that_keeps_changing_is_refused_and_leaves_the_library() {
    let home = with_library();
    let before = home.dump();
    let path = home.write("写入中.txt", "一、总体要求\n（一）加强托养服务。\n");
    let growing = path.clone();
    let busy = Busy::with(move || {
        use std::io::Write as _;
        let mut file = std::fs::File::options()
            .append(true)
            .open(&growing)
            .unwrap();
        for _ in 0..10 {
            file.write_all("养".as_bytes()).unwrap();
        }
        std::thread::sleep(std::time::Duration::from_micros(200));
    });
    for (lang, words) in [
        ("zh", "“写入中.txt”正被其他程序占用"),
        ("en", "\"写入中.txt\" is in use: it kept changing"),
    ] {
        let run = home.run(&["import", "写入中.txt", "--json", "--lang", lang]);
        assert_eq!(run.status, 1, "{}", run.out);
        let refused = &run.json()["refused"][0];
        assert_eq!(refused["code"], "changing", "{refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(words),
            "{refused}"
        );
        assert!(!refused["remedy"].as_str().unwrap().is_empty());
    }
    assert_eq!(home.dump(), before);
    drop(busy);
    let run = home.run(&["import", "写入中.txt", "--json"]);
    assert_eq!(run.status, 0, "written to the end, it is read: {}", run.out);
}

#[test]
fn i27_a_file_that_comes_and_goes_is_read_whole_or_refused() {
    let home = with_library();
    let before = home.dump();
    let text = "某市规划\n一、总体要求\n（一）加强托养服务。\n";
    let path = home.write("来去.txt", text);
    // As programs save: the old one goes, a new one takes its place.
    let (there, aside) = (path.clone(), home.path().join("来去.tmp"));
    let busy = Busy::with(move || {
        let _ = std::fs::remove_file(&there);
        std::fs::write(&aside, text).unwrap();
        std::fs::rename(&aside, &there).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(2));
    });
    for _ in 0..6 {
        let run = home.run(&["import", "来去.txt", "--json"]);
        let document = run.json();
        if run.status == 1 {
            let code = document["refused"][0]["code"].as_str().unwrap();
            assert!(["changing", "not_found"].contains(&code), "{document}");
            assert_eq!(home.dump(), before);
        } else {
            assert_eq!(home.run(&["inspect", "来去", "--text"]).out, text);
            assert_eq!(home.run(&["delete", "来去"]).status, 0);
        }
    }
    drop(busy);
    assert_eq!(home.run(&["import", "来去.txt"]).status, 0);
}

#[cfg(unix)]
#[test]
fn i27_a_file_that_vanishes_before_it_is_read_is_said_and_stops_nothing() {
    let home = Home::new();
    home.write("规划/济宁.txt", seed_bytes(JINING));
    let there = home.write("规划/没了.txt", seed_bytes("004_ce8763cea49ce9f3"));
    let gone = there.with_file_name("移走.txt");
    std::fs::rename(&there, &gone).unwrap();
    // Listed still, as by a folder read a moment ago.
    std::os::unix::fs::symlink(&there, home.path().join("规划/链接.txt")).unwrap();
    std::fs::remove_file(&gone).unwrap();
    let run = home.run(&["import", "规划", "--json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.json()["imported"].as_array().unwrap().len(), 1);
    for (lang, words) in [
        ("zh", "找不到文件“链接.txt”"),
        ("en", "There is no file \"链接.txt\""),
    ] {
        let run = home.run(&["import", "规划", "--json", "--lang", lang]);
        let refused = &run.json()["refused"][0];
        assert_eq!(refused["code"], "not_found", "{refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(words),
            "{refused}"
        );
    }
}

#[test]
fn i28_bad_files_of_a_folder_stop_nothing() {
    let home = Home::new();
    home.write("规划/a/济宁.txt", seed_bytes(JINING));
    home.write("规划/b/嘉兴.txt", seed_bytes("004_ce8763cea49ce9f3"));
    home.write("规划/空.txt", b"");
    home.write("规划/图.txt", b"\x89PNG\r\n\x1a\n");
    let run = home.run(&["import", "规划", "--json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.json()["imported"].as_array().unwrap().len(), 2);
    let codes: Vec<String> = run.json()["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ["not_text", "empty_file"]);
}

#[test]
fn i28_seven_bad_files_of_five_hundred_are_listed_and_the_rest_come_in() {
    let home = Home::new();
    for n in 0..493 {
        let text = format!("某市第{n}号规划\n一、总体要求\n（一）加强第{n}项托养服务。\n");
        home.write(&format!("规划/{n:03}.txt"), text);
    }
    for n in 0..7 {
        home.write(&format!("规划/{:03}坏.txt", n * 70), b"\x89PNG\r\n\x1a\n");
    }
    let run = home.run(&["import", "规划", "--json"]);
    assert_eq!(run.status, 1);
    let count = |list: &str| run.json()[list].as_array().unwrap().len();
    assert_eq!((count("imported"), count("refused")), (493, 7));
    for (lang, words) in [
        ("zh", "导入 0 · 已有 493 · 失败 7"),
        ("en", "imported 0 · known 493 · refused 7"),
    ] {
        let said = home.run(&["import", "规划", "--lang", lang]);
        assert!(said.out.contains(words), "{}", said.out);
        // Of each, why and what to do.
        assert_eq!(said.err.matches("坏.txt").count(), 7, "{}", said.err);
    }
}

#[test]
fn i28_a_cancelled_import_keeps_what_is_done() {
    use duizhao_workbench::{
        Asked, Control, Error, ImportSource, ImportStep, ReadOptions, Workbench,
    };
    let asked: Vec<Asked> = (0..5)
        .map(|n| Asked {
            source: ImportSource::Bytes {
                name: format!("{n}.txt"),
                bytes: format!("某市第{n}号规划\n一、总体要求\n").into_bytes(),
            },
            options: ReadOptions::default(),
        })
        .collect();
    let cancel = AtomicBool::new(false);
    let step = |step: ImportStep<'_>| {
        if matches!(step, ImportStep::Done(1, _)) {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let workbench = Workbench::new(None);
    let control = Control::new(&cancel, &|_, _| ());
    let outcomes = workbench
        .import_watched(&asked, "2026-01-01T00:00:00Z", &control, &step)
        .unwrap();
    let done = |outcome: &duizhao_workbench::Outcome| match &outcome.result {
        Ok(_) => "in",
        Err(Error::Cancelled) => "cancelled",
        Err(_) => "refused",
    };
    let states: Vec<&str> = outcomes.iter().map(done).collect();
    assert_eq!(states, ["in", "in", "cancelled", "cancelled", "cancelled"]);
    assert_eq!(workbench.plans().unwrap().plans.len(), 2);
}
