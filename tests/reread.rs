//! 重新读取: the library knows where a plan came from and says when its file changed; a changed
//! file becomes a new version, the old one stays readable, decisions are carried over.

use duizhao_tests::binary::{Home, Run};
use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench, now};
use serde_json::Value;

const TEXT: &str = "\
临江市残疾人事业发展规划（2021-2025年）
一、主要任务
（一）加强社会保障
1.完善补贴制度
落实残疾人两项补贴，惠及1000人。
2.加强托养服务
每年托养服务50人以上。
3.加强康复服务
残疾人康复服务率达到95%。
";

fn filled() -> Home {
    let home = Home::new();
    home.write("来源/规划.txt", TEXT);
    assert_eq!(home.run(&["import", "来源/规划.txt"]).status, 0);
    home
}

#[track_caller]
fn done(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.json()
}

#[track_caller]
fn on_disk(home: &Home, expected: &str) {
    let plans = done(&home.run(&["plans", "--json"]));
    assert_eq!(plans["plans"][0]["on_disk"], expected, "{plans}");
}

#[test]
fn a_changed_file_is_marked_and_becomes_a_new_version_with_its_decisions() {
    let home = filled();
    on_disk(&home, "same");
    for (unit, title) in [("1.1.1", "完善补贴"), ("1.1.2", "加强托养")] {
        done(&home.run(&["mend", "规划", "title", unit, title, "--json"]));
    }
    let changed = TEXT.replace("每年托养服务50人以上", "每年托养服务30人左右");
    home.write("来源/规划.txt", &changed);
    on_disk(&home, "changed");
    assert!(home.run(&["plans"]).out.contains("已改动"));

    let document = done(&home.run(&["reread", "--json"]));
    let read = &document["reread"][0];
    assert_eq!(
        (&read["plan"], &read["version"]),
        (&Value::from("规划"), &Value::from(2))
    );
    assert_eq!(read["decisions"]["kept"], 1, "{document}");
    assert_eq!(read["decisions"]["review"], 1, "{document}");
    on_disk(&home, "same");

    assert_eq!(home.run(&["inspect", "规划", "--text"]).out, changed);
    assert_eq!(home.run(&["inspect", "规划@1", "--text"]).out, TEXT);
    let units = done(&home.run(&["inspect", "规划", "--json"]))["units"].to_string();
    assert!(units.contains(r#""title":"完善补贴""#), "{units}");
    assert!(home.run(&["search", "30人左右"]).out.contains("30人左右"));
    assert_eq!(home.run(&["check"]).status, 0);
    // What changed between the versions is a comparison like any other.
    let compared = done(&home.run(&["compare", "--json", "--base", "规划@1", "规划"]));
    assert!(
        compared.to_string().contains("target_lowered"),
        "{compared}"
    );
}

#[test]
fn a_file_that_was_only_touched_or_is_named_again_makes_no_version() {
    let home = filled();
    let file = home.path().join("来源/规划.txt");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(90);
    std::fs::File::options()
        .append(true)
        .open(&file)
        .and_then(|file| file.set_modified(later))
        .expect("a time can be set");
    on_disk(&home, "same");
    let document = done(&home.run(&["reread", "--json"]));
    assert_eq!(document["reread"].as_array().map(Vec::len), Some(0));
    let document = done(&home.run(&["reread", "规划", "--json"]));
    assert_eq!(document["same"][0]["version"], 1, "{document}");
}

#[test]
fn a_file_with_the_same_size_and_other_words_is_still_found_changed() {
    let home = filled();
    home.write("来源/规划.txt", TEXT.replace("95%", "90%"));
    on_disk(&home, "changed");
}

#[test]
fn a_missing_file_is_said_and_found_again_where_it_is_imported_from() {
    let home = filled();
    std::fs::rename(home.path().join("来源"), home.path().join("搬走")).expect("it can be moved");
    on_disk(&home, "missing");
    assert!(home.run(&["plans"]).out.contains("不在原处"));
    for (lang, words) in [("zh", "原文件不在了"), ("en", "is gone")] {
        let run = home.run(&["reread", "规划", "--json", "--lang", lang]);
        assert_eq!(run.status, 1);
        let refusal = &run.json()["refused"][0];
        assert_eq!(refusal["code"], "file_gone");
        assert!(
            refusal["message"]
                .as_str()
                .is_some_and(|m| m.contains(words)),
            "{refusal}"
        );
    }
    assert_eq!(home.run(&["inspect", "规划", "--text"]).out, TEXT);
    let again = done(&home.run(&["import", "搬走/规划.txt", "--json"]));
    assert_eq!(again["known"][0]["plan"], "规划");
    on_disk(&home, "same");
}

#[test]
fn a_changed_file_that_cannot_be_read_leaves_the_plan_as_it_is() {
    let home = filled();
    home.write("来源/规划.txt", b"\x89PNG\r\n\x1a\n");
    let run = home.run(&["reread", "--json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.json()["refused"][0]["code"], "not_text");
    assert_eq!(home.run(&["inspect", "规划", "--text"]).out, TEXT);
    on_disk(&home, "changed");
    let run = home.run(&["inspect", "规划@7", "--json"]);
    let document = run.json();
    assert_eq!(
        (run.status, &document["error"]["code"]),
        (1, &Value::from("unknown_plan"))
    );
}

#[test]
fn another_encoding_reads_the_same_bytes_again_and_can_be_taken_back() {
    let home = Home::new();
    let (bytes, _, _) = encoding_rs::BIG5.encode("臨江市規劃\n一、總則\n");
    home.write("舊.txt", &bytes);
    let import = [
        "import",
        "舊.txt",
        "--encoding",
        "gb18030",
        "--as-text",
        "--json",
    ];
    let imported = done(&home.run(&import));
    let plan = imported["imported"][0]["plan"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_eq!(imported["imported"][0]["encoding_detected"], false);
    let read = done(&home.run(&["reread", &plan, "--encoding", "big5", "--json"]));
    assert_eq!(read["reread"][0]["encoding"], "Big5", "{read}");
    assert_eq!(
        home.run(&["inspect", &plan, "--text"]).out,
        "臨江市規劃\n一、總則\n"
    );
    on_disk(&home, "same");
    // The file is gone, its bytes are in the library.
    std::fs::remove_file(home.path().join("舊.txt")).expect("it is there");
    let read = done(&home.run(&["reread", &plan, "--encoding", "gb18030", "--json"]));
    assert_eq!(read["reread"][0]["version"], 3, "{read}");
    let read = done(&home.run(&["reread", &plan, "--encoding", "auto", "--json"]));
    assert_eq!(read["reread"][0]["encoding_detected"], true, "{read}");
}

#[test]
fn a_window_that_stays_open_shows_the_text_in_its_new_encoding() {
    let home = Home::new();
    let text = "臨江市規劃\n1.完善制度\n落實補貼。\n2.加強服務\n落實服務。\n";
    let file = home.write("舊.txt", encoding_rs::BIG5.encode(text).0);
    let workbench = Workbench::new(Some(home.library()));
    let named = |encoding: &str| ReadOptions {
        encoding: Some(encoding.to_owned()),
        ..ReadOptions::default()
    };
    let shown = || {
        let view = workbench.source("舊", 1, 5).expect("it is there");
        let library = workbench.library().expect("it is open");
        (
            view.lines[0].text.clone(),
            view.outline[0].title.clone(),
            library.plans[0].units,
        )
    };
    let (at, none) = (now(), Control::none());
    let sources = [ImportSource::Path(file)];
    let outcomes = workbench.import(&sources, &named("gb18030"), &at, &none);
    assert!(outcomes.expect("it is open")[0].result.is_ok());
    assert_ne!(shown().0, "臨江市規劃", "it is read as was asked");
    workbench
        .reread(&["舊".to_owned()], &named("big5"), &at, &none)
        .expect("it is read again");
    let (line, title, units) = shown();
    assert_eq!((line.as_str(), title.as_str()), ("臨江市規劃", "完善制度"));
    assert_eq!(units, 2);
}
