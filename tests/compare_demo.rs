//! The demonstration pair: a made-up county plan below 济宁's, with what was planted in it.
//!
//! The files under `seeds/demo` are what the generator makes; `DEMO=write` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use duizhao_core::model::{Plan, UnitPath};
use duizhao_tests::children::{self, Child, Place, Planted};
use duizhao_tests::texts;

/// The seed of the demonstration.
const SEED: u64 = 20;

const PARENT: &str = "002_d69efc627f7d24d0";

#[test]
fn the_demonstration_is_what_the_generator_makes() {
    let parent = texts::read(PARENT, &texts::seed(PARENT));
    let child = children::demonstration(&parent, &Place::new("济宁市", "任城区"), SEED);
    let files = [
        ("rencheng-145-demo.txt", child.text.clone()),
        ("planted.json", ledger(&child, &parent)),
    ];
    for (name, made) in files {
        let path = folder().join(name);
        if std::env::var_os("DEMO").is_some() {
            std::fs::write(&path, &made).expect("seeds/demo can be written");
        }
        let kept = std::fs::read_to_string(&path).expect("seeds/demo holds the file");
        assert_eq!(kept, made, "{name}: write it anew with DEMO=write");
    }
}

#[test]
fn the_demonstration_says_that_it_is_made_up_and_whose_child_it_is() {
    let text =
        std::fs::read_to_string(folder().join("rencheng-145-demo.txt")).expect("it is there");
    assert!(text.contains("示例（虚构）"));
    let plan = texts::read("demo", &text);
    assert_eq!(plan.meta.region.name.as_deref(), Some("济宁市任城区"));
    assert!(
        plan.meta
            .cites
            .iter()
            .any(|cite| cite.title.contains("济宁市残疾人事业发展"))
    );
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../seeds/demo")
}

/// What was planted, one object a line.
fn ledger(child: &Child, parent: &Plan) -> String {
    let mut out = String::from("[\n");
    for (at, edit) in child.planted.iter().enumerate() {
        let comma = if at + 1 < child.planted.len() {
            ","
        } else {
            ""
        };
        let _ = writeln!(out, "  {}{comma}", object(edit, parent));
    }
    out.push_str("]\n");
    out
}

fn object(edit: &Planted, parent: &Plan) -> String {
    let heading = |path: &UnitPath| {
        parent
            .unit(path)
            .map(|unit| parent.title(unit).replace('\n', ""))
    };
    serde_json::json!({
        "what": edit.what,
        "kinds": edit.kinds,
        "base_unit": edit.base.as_ref().map(UnitPath::as_str),
        "base_title": edit.base.as_ref().and_then(heading),
        "indicator": edit.indicator,
        "words": edit.words,
    })
    .to_string()
}
