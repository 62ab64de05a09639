//! Bundled plans whose labels are gone without a trace, all of a level or here and there: the
//! units keep their places and are marked as restored.

use std::fmt::Write as _;

use duizhao_tests::damage::Roles;
use duizhao_tests::inventory::Inventory;
use duizhao_tests::sameness::Sameness;
use duizhao_tests::texts::{SEEDS, read, seed};
use duizhao_tests::verify::verify;
use regex::Regex;

/// `（一）` at the start of a line.
const SECTION: &str = r"(?m)^([ \t\u{3000}]*)[（(][ ]*[一二三四五六七八九十]+[ ]*[）)][ ]*";
/// `1.` at the start of a line, of a task or a box item.
const TASK: &str = r"(?m)^([ \t\u{3000}]*)[0-9]{1,2} *[.．、] *([^0-9\s])";

/// `（一）` or `1.`, of sections, tasks and box items.
const BOTH: &str = r"(?m)^([ \t\u{3000}]*)(?:[（(][ ]*[一二三四五六七八九十]+[ ]*[）)][ ]*|[0-9]{1,2} *[.．、] *)([^0-9\s])";
/// Those, and `一、` of chapters.
const ALL: &str = r"(?m)^([ \t\u{3000}]*)(?:[（(][ ]*[一二三四五六七八九十]+[ ]*[）)][ ]*|[0-9]{1,2} *[.．、] *|[一二三四五六七八九十]+、)([^0-9\s])";

/// What is lost: name, pattern, of how many labels one is lost, floor of F1.
const LOSSES: [(&str, &str, usize, f64); 7] = [
    ("all sections", SECTION, 1, 0.97),
    ("every second section", SECTION, 2, 0.97),
    ("every third section", SECTION, 3, 0.97),
    ("all tasks and items", TASK, 1, 0.95),
    ("every second task and item", TASK, 2, 0.95),
    ("every third task and item", TASK, 3, 0.95),
    ("all sections, tasks and items", BOTH, 1, 0.88),
];

/// `text` without every label of a kind whose place is `every`, twice `every` and so on.
fn without(text: &str, pattern: &str, every: usize) -> String {
    let labels = Regex::new(pattern).expect("the pattern is fixed");
    let mut nth = 0;
    let cut = labels.replace_all(text, |found: &regex::Captures<'_>| {
        nth += 1;
        if nth % every == 0 {
            let kept = found.get(2).map_or("", |kept| kept.as_str());
            format!("{}{kept}", &found[1])
        } else {
            found[0].to_owned()
        }
    });
    cut.into_owned()
}

#[test]
fn units_without_labels_keep_their_places() {
    let mut below = String::new();
    for stem in SEEDS {
        let text = seed(stem);
        let whole = Inventory::of(&read("whole", &text));
        for (name, pattern, every, floor) in LOSSES {
            let cut = without(&text, pattern, every);
            let got = Inventory::of(&read("cut", &cut));
            let same = Sameness::of(&whole, &got, Roles::Kept, verify(&cut, &got));
            println!("{stem}, {name}: {}", same.line());
            if same.worst() < floor || !same.verified.is_clean() {
                let _ = writeln!(below, "{stem}, {name}: {}", same.line());
            }
        }
    }
    assert!(below.is_empty(), "{below}");
}

/// A plan whose chapters lost their labels too keeps all that its words tell; of one whose chapter
/// 总体要求 ends with a section 重点任务, that line is as good a chapter.
#[test]
fn a_plan_without_any_label_is_read() {
    for stem in SEEDS {
        let text = seed(stem);
        let whole = Inventory::of(&read("whole", &text));
        let cut = without(&text, ALL, 1);
        let got = Inventory::of(&read("cut", &cut));
        let same = Sameness::of(&whole, &got, Roles::Kept, verify(&cut, &got));
        println!("{stem}: {}", same.line());
        assert!(same.verified.is_clean(), "{stem}: {}", same.line());
        let below = whole
            .units
            .iter()
            .any(|unit| unit.title == "重点任务" && unit.kind == "section");
        assert!(below || same.worst() >= 0.95, "{stem}: {}", same.line());
    }
}
