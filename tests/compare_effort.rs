//! How much a reviewer has to read: differences of characters, of paragraphs and of words
//! against the deviations of a comparison, over children whose planted edits are known.
//!
//! `cargo test -p duizhao-tests --test compare_effort -- --nocapture` prints the table.

use std::collections::BTreeSet;
use std::time::Instant;

use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{Corpus, Deviation, Plan, PlanId, Side, UnitPath};
use duizhao_core::text::Segmenter;
use duizhao_tests::children::{self, Child, Ledger, Place, Planted};
use duizhao_tests::texts;
use similar::{Algorithm, DiffTag, capture_diff_slices};

const PARENT: &str = "002_d69efc627f7d24d0";

/// A reviewer looks at this many marks first.
const FIRST: usize = 30;

/// Cuts a text into the pieces that are compared.
type Cut<'c> = &'c dyn Fn(&str) -> Vec<String>;

/// Marks to read, and planted edits among the first of them.
#[derive(Default)]
struct Effort {
    marks: usize,
    characters: usize,
    early: usize,
}

#[test]
fn a_reviewer_reads_less_and_sees_more() {
    let parent = texts::read(PARENT, &texts::seed(PARENT));
    let segmenter = Segmenter::new(texts::lexicon());
    let mut efforts: [Effort; 4] = Default::default();
    let (mut planted, mut millis) = (0, 0.0);
    let seeds: u32 = 5;
    for seed in 1..=seeds {
        let child = children::deviating(&parent, &Place::new("济宁市", "任城区"), seed.into());
        let plan = texts::read("child", &child.text);
        planted += child
            .planted
            .iter()
            .filter(|edit| !edit.kinds.is_empty())
            .count();
        let (before, after) = (text_of(&parent), text_of(&plan));
        let chars = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let words = |text: &str| {
            let cut = segmenter.tokens(text).into_iter();
            cut.map(|token| text[token.start..token.end].to_owned())
                .collect::<Vec<_>>()
        };
        let cuts: [Cut<'_>; 3] = [&chars, &lines, &words];
        for (effort, cut) in efforts.iter_mut().zip(cuts) {
            let marks = marks(&cut(&before), &cut(&after));
            effort.marks += marks.len();
            effort.characters += marks
                .iter()
                .map(|(struck, added)| length(struck) + length(added))
                .sum::<usize>();
            effort.early += seen_in_text(&child, &marks);
        }
        let start = Instant::now();
        let found = deviations(&parent, &plan, &segmenter);
        millis += start.elapsed().as_secs_f64() * 1000.0;
        efforts[3].marks += found.len();
        let quoted = |side: &Side| side.quote.as_deref().map_or(0, length);
        efforts[3].characters += found
            .iter()
            .map(|d| quoted(&d.base) + quoted(&d.plan))
            .sum::<usize>();
        efforts[3].early += seen_early(&child, &parent, &plan, &found);
    }
    let names = ["characters", "paragraphs", "words (jieba)", "deviations"];
    println!(
        "over {seeds} children, {planted} planted edits; align and compare {:.0} ms each",
        millis / f64::from(seeds)
    );
    for (name, effort) in names.iter().zip(&efforts) {
        println!(
            "{name:>14}: {:>5} marks of {:>6} characters, {:>3} planted among the first {FIRST}",
            effort.marks, effort.characters, effort.early
        );
    }
    let [characters, paragraphs, words, found] = &efforts;
    assert!(2 * found.marks < words.marks && words.marks < characters.marks);
    assert!(found.early > words.early && found.early > characters.early);
    // Localisation touches most paragraphs: their few marks hold nearly the whole plan.
    assert!(2 * found.characters < paragraphs.characters);
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// All units' headings and texts, one a line.
fn text_of(plan: &Plan) -> String {
    let bare = |text: String| text.replace(['\n', ' '], "");
    let units = plan.units.iter();
    let lines = units.map(|unit| {
        let tail = plan.tail(unit).unwrap_or("");
        bare(format!("{}。{}{tail}", plan.title(unit), plan.body(unit)))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The changed stretches: what is struck and what is added.
fn marks(before: &[String], after: &[String]) -> Vec<(String, String)> {
    let ops = capture_diff_slices(Algorithm::Myers, before, after);
    ops.iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .map(|op| {
            (
                before[op.old_range()].concat(),
                after[op.new_range()].concat(),
            )
        })
        .collect()
}

/// Planted edits of words that a mark among the first shows: it strikes or adds them.
fn seen_in_text(child: &Child, marks: &[(String, String)]) -> usize {
    let shows = |edit: &&Planted| {
        let (from, to) = edit.words.split_once('→').unwrap_or((&edit.words, ""));
        let to = to.split('：').next().unwrap_or("");
        marks.iter().take(FIRST).any(|(struck, added)| {
            (!to.is_empty() && added.contains(to.trim_start_matches(from)))
                || (to.is_empty() && (struck.contains(from) || added.contains(from)))
        })
    };
    child
        .planted
        .iter()
        .filter(|edit| !edit.kinds.is_empty())
        .filter(shows)
        .count()
}

fn seen_early(child: &Child, parent: &Plan, plan: &Plan, found: &[Deviation]) -> usize {
    let ledger = Ledger { base: parent, plan };
    let first = &found[..found.len().min(FIRST)];
    ledger.score(&child.planted, first).found
}

fn deviations(parent: &Plan, plan: &Plan, segmenter: &Segmenter) -> Vec<Deviation> {
    let corpus = Corpus::new(vec![parent.clone(), plan.clone()]);
    let control = Control::none();
    let alignment =
        align(&corpus, &[], &AlignOptions::default(), segmenter, &control).expect("nobody cancels");
    let comparison = compare(
        &corpus,
        &PlanId(PARENT.to_owned()),
        &alignment,
        &CompareOptions::default(),
        texts::lexicon(),
        segmenter,
        &control,
    )
    .expect("nobody cancels");
    let found = comparison
        .plans
        .into_iter()
        .next()
        .expect("one plan is compared");
    let known: BTreeSet<&UnitPath> = parent.units.iter().map(|unit| &unit.path).collect();
    assert!(
        found
            .deviations
            .iter()
            .filter_map(|d| d.base.unit.as_ref())
            .all(|p| known.contains(p))
    );
    found.deviations
}
