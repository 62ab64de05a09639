//! What holds for every text: no panic, a way back to the source for every character,
//! nothing lost and nothing invented.

use std::sync::LazyLock;

use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{Corpus, Plan, PlanId, UnitTree};
use duizhao_core::present::{Mark, wording};
use duizhao_core::text::{Segmenter, Span};
use duizhao_tests::damage::{all, damaged};
use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::{SEEDS, lexicon, read, seed};
use duizhao_tests::verify::verify;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// What a mutation puts into a text.
const PIECES: [&str; 34] = [
    "一、",
    "（一）",
    "1.",
    "①",
    "第一章",
    "第二节",
    "专栏1",
    "\n",
    "\n\n",
    "\t",
    "　",
    "\u{200b}",
    "。",
    "（",
    "）",
    "（牵头部门：",
    "；参与部门：",
    "、",
    "100%",
    "- 3 -",
    "附件",
    "目录",
    "\u{fffd}",
    "|",
    "责任单位",
    "牵头",
    "部门",
    "：",
    "【",
    "】",
    "|--|",
    "表1",
    "约束性",
    "l.",
];

/// What stands between characters, seen or not.
const BLANKS: [&str; 6] = [" ", "\n", "\t", "　", "\u{200b}", "\u{200d}"];

/// One change of a text, its places in thousandths of its length.
#[derive(Debug, Clone)]
enum Mutation {
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
    SwapLines(usize, usize),
    /// A blank after every so many characters of a stretch.
    Sow(usize, usize, usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let at = || 0..1000_usize;
    prop_oneof![
        3 => (at(), 0..PIECES.len()).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        2 => (at(), 0..100_usize).prop_map(|(at, len)| Mutation::Delete(at, len)),
        1 => (at(), 0..200_usize).prop_map(|(at, len)| Mutation::Repeat(at, len)),
        1 => (at(), at()).prop_map(|(a, b)| Mutation::SwapLines(a, b)),
        1 => (at(), 0..400_usize, 0..BLANKS.len(), 1..9_usize)
            .prop_map(|(at, len, blank, step)| Mutation::Sow(at, len, blank, step)),
    ]
}

fn place(text: &str, thousandths: usize) -> usize {
    let wanted = text.len() * thousandths / 1000;
    (wanted.min(text.len())..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn mutate(text: &mut String, mutation: &Mutation) {
    match *mutation {
        Mutation::Insert(at, piece) => text.insert_str(place(text, at), PIECES[piece]),
        Mutation::Delete(at, len) => {
            text.replace_range(place(text, at)..place(text, at + len), "");
        }
        Mutation::Repeat(at, len) => {
            let piece = text[place(text, at)..place(text, at + len)].to_owned();
            text.insert_str(place(text, at), &piece);
        }
        Mutation::SwapLines(a, b) => {
            let mut lines: Vec<&str> = text.split('\n').collect();
            let line = |at: usize| lines.len() * at / 1000;
            let (a, b) = (line(a), line(b));
            lines.swap(a, b);
            *text = lines.join("\n");
        }
        Mutation::Sow(at, len, blank, step) => {
            let stretch = place(text, at)..place(text, at + len);
            let chars = text[stretch.clone()].chars().zip(1..);
            let sown: String = chars
                .flat_map(|(c, count)| {
                    let blank = (count % step == 0).then_some(BLANKS[blank]);
                    std::iter::once(c).chain(blank.unwrap_or_default().chars())
                })
                .collect();
            text.replace_range(stretch, &sown);
        }
    }
}

/// A stretch of a bundled plan, sometimes of a damaged copy, changed.
fn mutated() -> impl Strategy<Value = String> {
    let damages = all();
    let damage = prop::option::of(0..damages.len());
    let stretch = (damage, 0..SEEDS.len(), 0..900_usize, 50..1000_usize);
    let mutations = prop::collection::vec(mutation(), 0..8);
    (stretch, mutations).prop_map(move |((damage, stem, at, len), mutations)| {
        let damage = damage.map(|at| damages[at]);
        let whole = damaged(&seed(SEEDS[stem]), damage.as_slice());
        let mut text = whole[place(&whole, at)..place(&whole, (at + len).min(1000))].to_owned();
        for mutation in &mutations {
            mutate(&mut text, mutation);
        }
        text
    })
}

/// The same texts in every run; other ones and more with `PROPTEST_CASES=1000`.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if asked {
        return default;
    }
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_210_101),
        ..default
    }
}

/// Every span the plan holds.
fn spans(units: &UnitTree) -> Vec<Span> {
    let mut out = Vec::new();
    for unit in units {
        out.extend(&unit.body);
        out.extend(unit.label.iter().filter_map(|label| label.span));
        out.extend(unit.title.iter().filter_map(|title| title.span));
        out.extend(unit.responsibility.tail);
        out.extend(unit.responsibility.all().map(|mention| mention.span));
    }
    out
}

/// Source bytes that a character of the normalised text or an edit accounts for, counted.
fn accounted(plan: &Plan) -> Vec<u8> {
    let text = &plan.text;
    let mut seen = vec![0_u8; text.source().len()];
    for (at, c) in text.text().char_indices() {
        let source = text.source_offset(at);
        if text.source()[source..].starts_with(c) && (c != '\n' || seen.get(source) == Some(&0)) {
            seen[source..source + c.len_utf8()]
                .iter_mut()
                .for_each(|count| *count += 1);
        }
    }
    for edit in text.edits() {
        seen[edit.source.range()]
            .iter_mut()
            .for_each(|count| *count += 1);
    }
    seen
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_character_maps_back_to_the_source(text in mutated()) {
        let plan = read("mutated", &text);
        for (at, c) in plan.text.text().char_indices().filter(|(_, c)| *c != '\n') {
            let source = plan.text.source_offset(at);
            prop_assert!(plan.text.source()[source..].starts_with(c), "{c:?} at {at}");
        }
        let mut cursor = plan.text.line_cursor(0);
        for (at, _) in plan.text.text().char_indices() {
            let line = plan.text.line_at(plan.text.source_offset(at));
            prop_assert_eq!(cursor.line_of(at), line, "at {}", at);
        }
        for span in spans(&plan.units) {
            let lines = plan.text.lines_of(span);
            prop_assert!(1 <= lines.first && lines.first <= lines.last);
            prop_assert!(lines.last <= plan.text.line_count());
        }
    }

    #[test]
    fn edits_and_text_together_are_the_source(text in mutated()) {
        let plan = read("mutated", &text);
        prop_assert_eq!(plan.text.source(), &text);
        let missing = accounted(&plan).iter().position(|count| *count == 0);
        let shown = missing.map(|at| text[..].get(at..).map(|rest| rest.chars().take(9).collect::<String>()));
        prop_assert!(missing.is_none(), "unaccounted at {missing:?}: {shown:?}");
    }

    #[test]
    fn nothing_is_lost_and_nothing_invented(text in mutated()) {
        let verified = verify(&text, &Inventory::of(&read("mutated", &text)));
        // FIXME: cells of a damaged indicator table may be joined over what stands between them, and
        // a name over a mark of Markdown; then only the count of quotes errs.
        let whole = verified.coverage >= 1.0 && verified.lost == 0 && verified.invented == 0;
        prop_assert!(whole, "{}\n{}", verified.line(), verified.faults.join("\n"));
    }

    #[test]
    fn any_characters_at_all_can_be_read(text in "(?s).{0,400}") {
        let verified = verify(&text, &Inventory::of(&read("any", &text)));
        prop_assert!(verified.quotes_right == verified.quotes);
    }
}

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(lexicon()));

proptest! {
    #![proptest_config(config(100))]

    /// What both texts share is shown in the words of the second.
    #[test]
    fn runs_joined_are_the_text(text in mutated(), other in mutated(), cut in 0..400_usize) {
        let clip = |text: &str| -> String { text.chars().skip(cut).take(300).collect() };
        let (before, after) = (clip(&text), clip(&other));
        let runs = wording(&before, &after, lexicon(), &SEGMENTER);
        let kept = runs.iter().filter(|run| run.mark != Mark::Removed);
        let shown: String = kept.map(|run| run.text.as_str()).collect();
        prop_assert_eq!(shown, after);
    }
}

proptest! {
    #![proptest_config(config(40))]

    /// Every text can be aligned and compared, in any order of the plans the same.
    #[test]
    fn texts_in_any_order_are_aligned_alike(a in mutated(), b in mutated(), c in mutated()) {
        let plans = [("a", a), ("b", b), ("c", c)].map(|(id, text)| read(id, &text));
        let [a, b, c] = plans.clone();
        let one = Corpus::new(plans.to_vec());
        let aligned = |corpus: &Corpus| {
            let options = AlignOptions { explain: true };
            align(corpus, &[], &options, &SEGMENTER, &Control::none()).expect("nobody cancels")
        };
        let found = aligned(&one);
        prop_assert_eq!(&found, &aligned(&Corpus::new(vec![c, a, b])));
        for member in found.groups.iter().flat_map(|group| &group.members) {
            prop_assert!((0.0..=1.0).contains(&member.score), "{:?}", member);
            prop_assert!((0.0..=1.0).contains(&member.share), "{:?}", member);
        }
        let options = CompareOptions::default();
        let base = PlanId("b".to_owned());
        let compared = compare(&one, &base, &found, &options, lexicon(), &SEGMENTER, &Control::none());
        prop_assert_eq!(compared.expect("nobody cancels").plans.len(), 2);
    }
}

#[test]
fn tokens_joined_are_the_text() {
    for stem in SEEDS {
        let text = seed(stem);
        let tokens = SEGMENTER.tokens(&text);
        let joined: String = tokens
            .iter()
            .map(|token| &text[token.start..token.end])
            .collect();
        assert_eq!(joined, text, "{stem}");
    }
}
