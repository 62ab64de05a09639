//! U03, U04: signs that cannot be seen and signs that look alike, as the window's data has them.

use duizhao_core::present::{Mark, wording};
use duizhao_core::text::Segmenter;
use duizhao_tests::texts::lexicon;
use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench};

/// The characters of `after` that count as different from `before`.
#[track_caller]
fn check(before: &str, after: &str, different: &str) {
    let lexicon = lexicon();
    let segmenter = Segmenter::new(lexicon);
    let runs = wording(before, after, lexicon, &segmenter);
    let kept: String = runs
        .iter()
        .filter(|run| run.mark != Mark::Removed)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(kept, after, "every character stays");
    let found: String = runs
        .iter()
        .filter(|run| run.mark == Mark::Added)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(found, different, "{before} → {after}: {runs:?}");
}

#[test]
fn u04_width_is_no_difference_and_another_number_is_one() {
    check("覆盖率达到95%以上", "覆盖率达到９５％以上", "");
    check("新建10家（含5家）", "新建１０家(含５家)", "");
    check("新建10家机构", "新建１２家机构", "１２家");
}

#[test]
fn u03_a_sign_that_cannot_be_seen_is_no_difference() {
    for sign in ['\u{200B}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{AD}'] {
        let word = format!("托{sign}养");
        check("加强托养服务", &format!("加强{word}服务"), "");
    }
}

#[test]
fn u03_a_word_is_found_through_signs_that_cannot_be_seen() {
    for sign in ['\u{200B}', '\u{202E}', '\u{2060}', '\u{FEFF}', '\u{AD}'] {
        let workbench = Workbench::new(None);
        let text = format!(
            "济宁市残疾人事业发展“十四五”规划\n\n一、重点任务\n（一）加强托{sign}养服务。发展日间照料。\n"
        );
        let source = ImportSource::Bytes {
            name: "市.txt".to_owned(),
            bytes: text.into_bytes(),
        };
        let read = ReadOptions::default();
        let outcomes = workbench.import(&[source], &read, "2026-01-01T00:00:00Z", &Control::none());
        assert!(outcomes.expect("an import")[0].result.is_ok());
        for query in ["托养", "养服务", &format!("托{sign}养")] {
            let found = workbench.search_view(query, 10).expect("a search");
            assert_eq!(found.total, 1, "{query:?} with U+{:04X}", u32::from(sign));
            let hit = &found.hits[0];
            let shown: String = (hit.quote.chars().skip(hit.start as usize))
                .take((hit.end - hit.start) as usize)
                .filter(|c| *c != sign)
                .collect();
            assert_eq!(shown, query.replace(sign, ""));
        }
    }
}
