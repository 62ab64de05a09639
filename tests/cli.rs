//! The command line as scripts and people use it: wiring, documents, exit statuses.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::PathBuf;

use duizhao_tests::binary::Home;
use duizhao_tests::texts::repository;
use serde_json::Value;

const SEEDS: [&str; 5] = [
    "000_5858b48f3c980549",
    "001_032358706700e372",
    "002_d69efc627f7d24d0",
    "003_4c59c97df8a0ccea",
    "004_ce8763cea49ce9f3",
];

fn seed(stem: &str) -> String {
    repository(&format!("seeds/{stem}.txt"))
        .display()
        .to_string()
}

fn seeds() -> Vec<String> {
    SEEDS.iter().map(|stem| seed(stem)).collect()
}

/// Every order of three things.
const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

#[test]
fn inspect_prints_the_fields_of_the_contract() {
    let run = Home::new().run(&["inspect", &seed(SEEDS[2]), "--json"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let document = run.json();
    assert_eq!(document["schema"], 1);
    let plan = &document["plan"];
    assert_eq!(plan["id"], SEEDS[2]);
    assert_eq!(plan["period"], serde_json::json!([2021, 2025]));
    assert_eq!(plan["level"], "city");
    for list in ["units", "indicators", "targets", "skipped", "warnings"] {
        assert!(document[list].is_array(), "{list}");
    }
    for unit in document["units"].as_array().unwrap() {
        for field in ["parent", "label", "title", "tail"] {
            assert!(
                unit.get(field).is_some(),
                "{field} is null, never absent: {unit}"
            );
        }
        assert!(
            unit["lines"]
                .as_array()
                .is_some_and(|lines| lines.len() == 2)
        );
    }
    assert_eq!(run.out.lines().count(), 1, "one document, one line");
}

#[test]
fn inspect_text_prints_exactly_the_text_that_lines_count_in() {
    let home = Home::new();
    let crlf = home.write(
        "plan.txt",
        "一、总体要求\r\n（一）加强托养服务。\r\n\r\n二、保障措施\r\n落实。",
    );
    let run = home.run(&["inspect", crlf.to_str().unwrap(), "--text"]);
    assert_eq!(
        run.out,
        "一、总体要求\n（一）加强托养服务。\n\n二、保障措施\n落实。"
    );
}

#[test]
fn verify_passes_on_every_bundled_plan() {
    let home = Home::new();
    for file in seeds() {
        let figures = home.run(&["verify", &file, "--json"]).json();
        let lost = (&figures["coverage"], &figures["lost"], &figures["invented"]);
        assert_eq!(
            lost,
            (&Value::from(1.0), &Value::from(0), &Value::from(0)),
            "{figures}"
        );
        assert_eq!(
            figures["quotes"]["right"], figures["quotes"]["of"],
            "{figures}"
        );
    }
}

#[test]
fn commands_given_paths_leave_nothing_behind() {
    let home = Home::new();
    let files = seeds();
    for args in [
        vec!["inspect", &files[0], "--json"],
        vec!["verify", &files[0]],
        vec!["align", &files[0], &files[1], "--json"],
        vec!["compare", "--base", &files[0], &files[1], "--json"],
    ] {
        assert_eq!(home.run(&args).status, 0, "{args:?}");
    }
    let refused = home.run(&["align", &files[0], "没有这份规划.txt"]);
    assert_eq!(refused.status, 1);
    assert_eq!(home.files(), []);
}

#[test]
fn any_order_of_the_plans_prints_the_same_bytes() {
    let home = Home::new();
    let files = seeds();
    let mut aligned: Vec<String> = Vec::new();
    let mut compared: Vec<String> = Vec::new();
    for order in ORDERS {
        let plans: Vec<&str> = order.iter().map(|&at| files[at].as_str()).collect();
        aligned.push(
            home.run(&[&["align"], &plans[..], &["--json"]].concat())
                .out,
        );
        let compare = [&["compare", "--base", &files[3]], &plans[..], &["--json"]].concat();
        compared.push(home.run(&compare).out);
    }
    assert!(aligned.iter().all(|out| out == &aligned[0]));
    assert!(compared.iter().all(|out| out == &compared[0]));
    assert!(
        !serde_json::from_str::<Value>(&aligned[0]).unwrap()["groups"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn files_of_one_name_are_numbered_in_path_order() {
    let home = Home::new();
    let text = std::fs::read(seed(SEEDS[0])).unwrap();
    let (a, b) = (
        home.write("a/规划.txt", &text),
        home.write("b/规划.txt", &text),
    );
    let names = |first: &PathBuf, second: &PathBuf| {
        let run = home.run(&[
            "align",
            first.to_str().unwrap(),
            second.to_str().unwrap(),
            "--json",
        ]);
        assert_eq!(run.json()["warnings"][0]["code"], "duplicate_name");
        assert!(run.err.contains("b/规划.txt → 规划-2"), "{}", run.err);
        run.out
    };
    assert_eq!(names(&a, &b), names(&b, &a));
}

#[test]
fn a_plan_compared_with_itself_has_no_deviation() {
    let home = Home::new();
    for file in seeds() {
        let document = home
            .run(&["compare", "--base", &file, &file, "--json"])
            .json();
        let plans = document["plans"].as_array().unwrap();
        assert!(
            plans
                .iter()
                .all(|plan| plan["deviations"].as_array().unwrap().is_empty()),
            "{document}"
        );
    }
}

#[test]
fn the_library_is_filled_listed_searched_and_mended_by_undo() {
    let home = Home::new();
    let files = seeds();
    let args: Vec<&str> = ["import"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    let run = home.run(&[&args[..], &["--json"]].concat());
    assert_eq!(
        run.json()["imported"].as_array().unwrap().len(),
        5,
        "{}",
        run.out
    );
    assert!(home.library().exists());

    let plans = home.run(&["plans", "--json"]).json();
    let listed: Vec<&str> = plans["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed.len(), 5);
    assert_eq!(
        listed[0], SEEDS[4],
        "嘉兴 (33…) comes before Shandong (37…)"
    );

    // A plan of the library is named by its id, and reads as the file does.
    let by_id = home.run(&["inspect", SEEDS[2], "--json"]).out;
    assert_eq!(by_id, home.run(&["inspect", &seed(SEEDS[2]), "--json"]).out);
    let by_ids = home
        .run(&[&["align"], &SEEDS[..], &["--json"]].concat())
        .out;
    // Reasons are added where they are asked for; nothing else changes.
    let mut explained = home
        .run(&[&["align", "--explain"], &SEEDS[..], &["--json"]].concat())
        .json();
    for group in explained["groups"].as_array_mut().unwrap() {
        for member in group["members"].as_array_mut().unwrap() {
            let evidence = member.as_object_mut().unwrap().remove("evidence").unwrap();
            assert!(!evidence["terms"].as_array().unwrap().is_empty());
        }
    }
    let plain: serde_json::Value = serde_json::from_str(&by_ids).unwrap();
    assert_eq!(explained, plain);
    let by_path = [
        &["align"],
        &files.iter().map(String::as_str).collect::<Vec<_>>()[..],
        &["--json"],
    ];
    assert_eq!(by_ids, home.run(&by_path.concat()).out);

    let before = home.run(&["search", "托养", "--json"]).out;
    assert_eq!(home.run(&["delete", SEEDS[2]]).status, 0);
    assert_eq!(
        home.run(&["plans", "--json"]).json()["plans"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_ne!(home.run(&["search", "托养", "--json"]).out, before);
    assert_eq!(home.run(&["undo"]).status, 0);
    assert_eq!(home.run(&["search", "托养", "--json"]).out, before);
}

/// What a plain scan over the units that `inspect` prints finds: plan, unit, count.
fn scan(home: &Home, query: &str) -> Vec<(String, String, usize)> {
    let plans = home.run(&["plans", "--json"]).json();
    let mut found = Vec::new();
    for plan in plans["plans"].as_array().unwrap() {
        let id = plan["id"].as_str().unwrap();
        for unit in home.run(&["inspect", id, "--json"]).json()["units"]
            .as_array()
            .unwrap()
        {
            let parts = ["title", "text", "tail"].map(|part| unit[part].as_str().unwrap_or(""));
            let count: usize = parts.iter().map(|part| part.matches(query).count()).sum();
            if count > 0 {
                found.push((
                    id.to_owned(),
                    unit["id"].as_str().unwrap().to_owned(),
                    count,
                ));
            }
        }
    }
    found
}

#[test]
fn search_finds_what_a_plain_scan_finds_with_the_right_lines() {
    let home = Home::new();
    let files = seeds();
    let args: Vec<&str> = ["import"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    home.run(&args);
    let sources: Vec<(String, Vec<String>)> = SEEDS
        .iter()
        .map(|id| {
            let text = home.run(&["inspect", id, "--text"]).out;
            ((*id).to_owned(), text.lines().map(str::to_owned).collect())
        })
        .collect();
    for query in ["托养", "残", "、市民政局", "康复服务", "残疾人社会保障"] {
        let document = home.run(&["search", query, "--json"]).json();
        let hits = document["hits"].as_array().unwrap();
        assert_eq!(document["total"], hits.len());
        let mut counted: Vec<(String, String, usize)> = Vec::new();
        for hit in hits {
            let (plan, unit) = (hit["plan"].as_str().unwrap(), hit["unit"].as_str().unwrap());
            match counted.last_mut() {
                Some((p, u, count)) if p == plan && u == unit => *count += 1,
                _ => counted.push((plan.to_owned(), unit.to_owned(), 1)),
            }
            let quote: Vec<char> = hit["quote"].as_str().unwrap().chars().collect();
            let range = |at: &str| usize::try_from(hit[at].as_u64().unwrap()).unwrap();
            let marked: String = quote[range("start")..range("end")].iter().collect();
            assert_eq!(marked, query);
            let source = &sources.iter().find(|(id, _)| id == plan).unwrap().1;
            let line = |at: usize| usize::try_from(hit["lines"][at].as_u64().unwrap()).unwrap();
            let standing: String = source[line(0) - 1..line(1)]
                .concat()
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            assert!(
                standing.contains(query),
                "{hit} but the lines hold {standing}"
            );
        }
        assert_eq!(counted, scan(&home, query), "{query}");
    }
}

#[test]
fn fail_on_answers_with_its_own_status() {
    let home = Home::new();
    let base = seed(SEEDS[2]);
    let run = |args: &[&str]| home.run(&[&["compare", "--base", &base, "--json"], args].concat());
    let other = seed(SEEDS[0]);
    let document = run(&[&other]).json();
    let counts = &document["plans"][0]["summary"]["counts"];
    let total: u64 = ["high", "medium", "low", "info"]
        .iter()
        .filter_map(|k| counts[k].as_u64())
        .sum();
    let status = run(&[&other, "--fail-on", "info"]).status;
    assert_eq!(status, if total > 0 { 3 } else { 0 });
    assert_eq!(run(&[&base, "--fail-on", "info"]).status, 0);
}

#[test]
fn wrong_usage_is_told_from_a_refusal() {
    let home = Home::new();
    assert_eq!(home.run(&["inspect"]).status, 2);
    assert_eq!(
        home.run(&["compare", "x.txt"]).status,
        2,
        "a base is never guessed"
    );
    assert_eq!(home.run(&["fly"]).status, 2);
    assert_eq!(home.run(&["inspect", "nowhere.txt"]).status, 1);
    assert_eq!(home.run(&["--help"]).status, 0);
}

#[test]
fn one_plan_alone_or_none_is_said_plainly() {
    let home = Home::new();
    let run = home.run(&["align", &seed(SEEDS[0]), "--json"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.json()["groups"], serde_json::json!([]));
    assert!(run.err.contains("只有一份规划"), "{}", run.err);
    assert_eq!(home.run(&["plans"]).status, 0);
    assert!(home.run(&["plans"]).out.contains("资料库是空的"));
}

#[test]
fn people_get_tables_in_their_language() {
    let home = Home::new();
    let zh = home.run(&["inspect", &seed(SEEDS[2])]).out;
    assert!(zh.contains("济宁市残疾人事业发展“十四五”规划") && zh.contains("责任单位"));
    let en = home.run(&["inspect", &seed(SEEDS[2]), "--lang", "en"]).out;
    assert!(en.contains("responsible") && !en.contains("责任单位\n"));
}
