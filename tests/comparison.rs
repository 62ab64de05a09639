//! What holds of every comparison: a plan against itself has no deviation, the order of plans
//! does not matter, exchanging the sides mirrors, and every quote stands in its lines.

use std::collections::BTreeMap;

use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{
    Alignment, AlignmentGroup, Comparison, Corpus, Deviation, DeviationKind, Plan, PlanId, Side,
    Strength,
};
use duizhao_core::text::Segmenter;
use duizhao_tests::score::squash;
use duizhao_tests::texts::{SEEDS, lexicon, more, read, seed};

fn aligned(corpus: &Corpus, segmenter: &Segmenter) -> Alignment {
    align(
        corpus,
        &[],
        &AlignOptions::default(),
        segmenter,
        &Control::none(),
    )
    .expect("nobody cancels")
}

fn compared(corpus: &Corpus, base: &str, segmenter: &Segmenter) -> Comparison {
    let alignment = aligned(corpus, segmenter);
    let options = CompareOptions::default();
    let base = PlanId(base.to_owned());
    compare(
        corpus,
        &base,
        &alignment,
        &options,
        lexicon(),
        segmenter,
        &Control::none(),
    )
    .expect("nobody cancels")
}

fn bundled() -> Vec<Plan> {
    SEEDS.iter().map(|stem| read(stem, &seed(stem))).collect()
}

#[test]
fn a_plan_against_its_copy_has_no_deviation() {
    let segmenter = Segmenter::new(lexicon());
    let texts = SEEDS
        .iter()
        .map(|stem| ((*stem).to_owned(), seed(stem)))
        .chain(more());
    for (stem, text) in texts {
        let corpus = Corpus::new(vec![read("first", &text), read("second", &text)]);
        let comparison = compared(&corpus, "first", &segmenter);
        let found: Vec<String> = comparison.plans[0].deviations.iter().map(shown).collect();
        assert!(found.is_empty(), "{stem}:\n{}", found.join("\n"));
    }
}

/// Copies of one plan: one group a commitment, a member in every copy.
#[test]
fn copies_of_a_plan_align_one_to_one() {
    let segmenter = Segmenter::new(lexicon());
    for stem in SEEDS {
        let text = seed(stem);
        let copies = ["a", "b", "c"].map(|id| read(id, &text));
        let commitments = copies[0].units.commitments().count();
        let alignment = aligned(&Corpus::new(copies.to_vec()), &segmenter);
        let equivalent = |group: &&AlignmentGroup| group.strength == Strength::Equivalent;
        for group in alignment.groups.iter().filter(equivalent) {
            // A task that stands twice in a plan has both its places in one group.
            let [first, rest @ ..] = &["a", "b", "c"].map(|id| paths_of(group, id));
            assert!(
                rest.iter().all(|paths| paths == first),
                "{stem}: {}",
                group.topic
            );
        }
        let groups = alignment.groups.iter().filter(equivalent);
        let grouped: usize = groups.map(|group| paths_of(group, "a").len()).sum();
        assert_eq!(grouped, commitments, "{stem}");
    }
}

fn paths_of(group: &AlignmentGroup, plan: &str) -> Vec<String> {
    let members = group
        .members
        .iter()
        .filter(|member| member.unit.plan.as_str() == plan);
    members.map(|member| member.unit.path.to_string()).collect()
}

#[test]
fn the_order_of_plans_does_not_matter() {
    let segmenter = Segmenter::new(lexicon());
    let first = aligned(&Corpus::new(bundled()), &segmenter);
    let mut plans = bundled();
    for _ in 1..plans.len() {
        plans.rotate_left(1);
        assert_eq!(aligned(&Corpus::new(plans.clone()), &segmenter), first);
    }
    plans.reverse();
    assert_eq!(aligned(&Corpus::new(plans), &segmenter), first);
}

#[test]
fn quotes_of_deviations_stand_in_their_lines() {
    let segmenter = Segmenter::new(lexicon());
    let corpus = Corpus::new(bundled());
    for base in corpus.plans() {
        let comparison = compared(&corpus, base.id.as_str(), &segmenter);
        for found in &comparison.plans {
            let plan = corpus.get(&found.plan).expect("a plan of the corpus");
            for deviation in &found.deviations {
                check_side(base, &deviation.base, deviation);
                check_side(plan, &deviation.plan, deviation);
            }
        }
    }
}

#[track_caller]
fn check_side(plan: &Plan, side: &Side, deviation: &Deviation) {
    if let Some(unit) = &side.unit {
        assert!(plan.unit(unit).is_some(), "{}", shown(deviation));
    }
    let (Some(quote), Some(lines)) = (&side.quote, side.lines) else {
        return;
    };
    let furniture = |line: &u32| {
        let whole = plan.skipped.iter().filter(|skipped| skipped.text.is_none());
        whole
            .map(|skipped| skipped.lines)
            .any(|at| (at.first..=at.last).contains(line))
    };
    let kept = (lines.first..=lines.last).filter(|line| !furniture(line));
    let text: String = kept
        .map(|line| squash(plan.text.source_line(line)))
        .collect();
    assert!(
        text.contains(&squash(quote)),
        "{} not in {text}",
        shown(deviation)
    );
}

/// Kinds that turn into each other when base and plan are exchanged. A condition that is
/// taken away makes a wording stronger.
const MIRRORED: [(&[DeviationKind], &[DeviationKind]); 5] = [
    (&[DeviationKind::TaskMissing], &[DeviationKind::TaskAdded]),
    (&[DeviationKind::TextDropped], &[DeviationKind::TextAdded]),
    (
        &[
            DeviationKind::WordingWeakened,
            DeviationKind::ConditionAdded,
        ],
        &[DeviationKind::WordingStrengthened],
    ),
    (
        &[DeviationKind::TargetLowered],
        &[DeviationKind::TargetRaised],
    ),
    (
        &[DeviationKind::IndicatorMissing],
        &[DeviationKind::IndicatorAdded],
    ),
];

#[test]
fn exchanging_the_sides_mirrors_the_deviations() {
    let segmenter = Segmenter::new(lexicon());
    for (a, b) in [
        (SEEDS[0], SEEDS[2]),
        (SEEDS[2], SEEDS[4]),
        (SEEDS[0], SEEDS[1]),
    ] {
        let corpus = Corpus::new(vec![read(a, &seed(a)), read(b, &seed(b))]);
        let there = counts(&compared(&corpus, a, &segmenter));
        let back = counts(&compared(&corpus, b, &segmenter));
        for (one, other) in MIRRORED {
            assert_eq!(
                sum(&there, one),
                sum(&back, other),
                "{one:?} on {a}, {other:?} on {b}"
            );
            assert_eq!(
                sum(&there, other),
                sum(&back, one),
                "{other:?} on {a}, {one:?} on {b}"
            );
        }
    }
}

fn sum(counts: &BTreeMap<DeviationKind, usize>, kinds: &[DeviationKind]) -> usize {
    kinds.iter().filter_map(|kind| counts.get(kind)).sum()
}

fn counts(comparison: &Comparison) -> BTreeMap<DeviationKind, usize> {
    let mut counts = BTreeMap::new();
    for deviation in comparison.plans.iter().flat_map(|plan| &plan.deviations) {
        *counts.entry(deviation.kind).or_default() += 1;
    }
    counts
}

fn shown(deviation: &Deviation) -> String {
    let at = |side: &Side| {
        let unit = side.unit.as_ref().map_or("-", |unit| unit.as_str());
        format!("{unit} «{}»", side.quote.as_deref().unwrap_or_default())
    };
    format!(
        "{} {} → {}",
        deviation.kind.as_str(),
        at(&deviation.base),
        at(&deviation.plan)
    )
}
