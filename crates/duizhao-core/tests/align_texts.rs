//! A08: whatever stands in two plans, how alike their commitments are lies between 0 and 1, is the
//! same either way, and 1 for a text with itself.

use std::sync::LazyLock;

use duizhao_core::Lexicon;
use duizhao_core::align::pair::{Pair, Signals, all_signals};
use duizhao_core::align::{AlignOptions, PlanFeatures, align};
use duizhao_core::control::Control;
use duizhao_core::model::{Corpus, Plan};
use duizhao_core::text::Segmenter;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

mod support;
use support::plan;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(&Lexicon::builtin()));

/// What texts are made of: words, marks, look-alikes, what no font shows.
const PIECES: [&str; 26] = [
    "",
    "残",
    "残疾人",
    "托养和照护服务",
    "加强",
    "推进就业创业",
    "辅具",
    "辅助器具",
    "，",
    "。",
    "；",
    "（）",
    "……",
    "　",
    "2025",
    "５Ｇ",
    "100%",
    "plain words",
    "①",
    "𠮷",
    "\u{200b}",
    "\u{fffd}",
    "e\u{301}",
    "👍",
    "\t",
    "一、",
];

fn text(pieces: usize) -> impl Strategy<Value = String> {
    let made = prop::collection::vec(0..PIECES.len(), 0..pieces);
    let made = made.prop_map(|at| at.into_iter().map(|at| PIECES[at]).collect());
    prop_oneof![4 => made, 1 => "[^\n]{0,40}"]
}

fn tasks() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((text(4), text(14)), 0..7)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_210_101),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn of(id: &str, tasks: &[(String, String)]) -> Plan {
    let tasks: Vec<(&str, &str)> = tasks
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    plan(id, &tasks)
}

fn fair(signals: &Signals) -> bool {
    let all = [
        signals.text,
        signals.heading,
        signals.lead,
        signals.lead_short,
        signals.sentence,
        signals.clause,
        signals.rival,
        signals.length,
        signals.covered_a,
        signals.covered_b,
        signals.similarity(),
        signals.leading(),
    ];
    // A figure that is no number is in no range.
    all.iter().all(|figure| (0.0..=1.0 + 1e-9).contains(figure))
}

fn mirrored<'a>(pair: &Pair, back: &'a [Pair]) -> Option<&'a Pair> {
    back.iter()
        .find(|other| (other.a, other.b) == (pair.b, pair.a))
}

#[track_caller]
fn check(one: &[(String, String)], other: &[(String, String)]) {
    let (a, b) = (of("甲", one), of("乙", other));
    let read = |plan: &Plan| PlanFeatures::read(plan, &SEGMENTER);
    let (there, back) = (
        all_signals(&read(&a), &read(&b)),
        all_signals(&read(&b), &read(&a)),
    );
    assert_eq!(there.len(), back.len());
    for pair in &there {
        assert!(fair(&pair.signals), "{pair:?}");
        let back = mirrored(pair, &back).expect("the same pairs either way");
        let (score, mirrored) = (pair.signals.similarity(), back.signals.similarity());
        assert!((score - mirrored).abs() < 1e-9, "{pair:?} {back:?}");
    }
    let twin = of("乙", one);
    for pair in all_signals(&read(&a), &read(&twin)) {
        let score = pair.signals.similarity();
        assert!(one[pair.a] != one[pair.b] || score > 1.0 - 1e-9, "{pair:?}");
    }
    let options = AlignOptions { explain: true };
    let corpus = Corpus::new(vec![a, b]);
    let aligned =
        align(&corpus, &[], &options, &SEGMENTER, &Control::none()).expect("nobody cancels");
    for member in aligned.groups.iter().flat_map(|group| &group.members) {
        let evidence = member.evidence.as_ref().expect("it was asked for");
        for figure in [
            member.score,
            member.share,
            evidence.body,
            evidence.heading,
            evidence.section,
            evidence.sentences,
        ] {
            assert!((0.0..=1.0).contains(&figure), "{member:?}");
        }
    }
    let best = aligned
        .unmatched
        .iter()
        .filter_map(|unmatched| unmatched.best.as_ref());
    for (_, score) in best {
        assert!((0.0..=1.0).contains(score), "{score}");
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn a08_any_texts_give_figures_between_0_and_1(one in tasks(), other in tasks()) {
        check(&one, &other);
    }
}

#[test]
fn a08_a_unit_of_100_kilobytes_beside_empty_ones() {
    let sentence = "支持养老机构收住残疾人，为重度残疾人提供集中照护和日间照料。";
    let long = sentence.repeat(100 * 1024 / sentence.len());
    let unbroken = "托养服务".repeat(100 * 1024 / "托养服务".len());
    let marks = "。；，".repeat(4000);
    let own = |text: &str| ("托养".to_owned(), text.to_owned());
    let one = [
        own(&long),
        own(""),
        own(&marks),
        (String::new(), "残".to_owned()),
    ];
    let other = [
        own(&unbroken),
        own(sentence),
        (String::new(), String::new()),
    ];
    check(&one, &other);
    check(&one, &one);
}

/// A copy may keep a heading and lose its text; in the copy of its own plan it has its like.
#[test]
fn a_heading_without_text_is_aligned_by_its_heading() {
    let own = |title: &str, text: &str| (title.to_owned(), text.to_owned());
    let tasks = [
        own("健全服务网络", "每个街道建成一处综合养老服务中心。"),
        own("强化监督评估", ""),
        own("培养人才队伍", "面向护理员开展职业技能培训。"),
    ];
    let corpus = Corpus::new(vec![of("甲", &tasks), of("乙", &tasks)]);
    let options = AlignOptions::default();
    let aligned =
        align(&corpus, &[], &options, &SEGMENTER, &Control::none()).expect("nobody cancels");
    assert_eq!(aligned.groups.len(), tasks.len());
    assert!(aligned.unmatched.is_empty());
}
