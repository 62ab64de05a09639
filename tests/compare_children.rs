//! Children with planted deviations: what a comparison must find, and what it must not.

#![expect(
    clippy::print_stdout,
    reason = "the planted-deviation table is for people to read"
)]

use duizhao_core::Lexicon;
use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{
    Comparison, Corpus, DeviationKind, Plan, PlanComparison, PlanId, Relation, Severity, Side,
};
use duizhao_core::parse::read_plan;
use duizhao_core::text::Segmenter;
use duizhao_tests::children::{self, Child, Hand, Ledger, Place, Scored};
use duizhao_workbench::messages::reason_text;

/// What every test needs once.
struct Bench {
    lexicon: Lexicon,
    segmenter: Segmenter,
}

/// The parents: file, place above, place of the child.
const PARENTS: [(&str, &str, &str); 3] = [
    ("002_d69efc627f7d24d0", "济宁市", "任城区"),
    ("004_ce8763cea49ce9f3", "嘉兴市", "海盐县"),
    ("003_4c59c97df8a0ccea", "临淄区", "临淄县"),
];

impl Bench {
    fn new() -> Self {
        let lexicon = Lexicon::builtin();
        let segmenter = Segmenter::new(&lexicon);
        Bench { lexicon, segmenter }
    }

    fn parent(&self, file: &str) -> Plan {
        let path = format!("{}/../seeds/{file}.txt", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path)
            .expect("the seed is there")
            .replace("\r\n", "\n");
        read_plan(PlanId(file.to_owned()), &source, &self.lexicon)
    }

    fn child(&self, text: &str) -> Plan {
        read_plan(PlanId("child".to_owned()), text, &self.lexicon)
    }

    fn compare(&self, plans: Vec<Plan>, base: &str) -> (Corpus, Comparison) {
        let corpus = Corpus::new(plans);
        let control = Control::none();
        let alignment = align(
            &corpus,
            &[],
            &AlignOptions::default(),
            &self.segmenter,
            &control,
        )
        .expect("nobody cancels");
        let mut options = CompareOptions::default();
        options.relations.insert(
            PlanId("child".to_owned()),
            duizhao_core::model::Relation::Parent,
        );
        let base = PlanId(base.to_owned());
        let comparison = compare(
            &corpus,
            &base,
            &alignment,
            &options,
            &self.lexicon,
            &self.segmenter,
            &control,
        )
        .expect("nobody cancels");
        (corpus, comparison)
    }

    fn score(&self, parent: &Plan, child: &Child) -> Scored {
        let (corpus, comparison) = self.compare(
            vec![parent.clone(), self.child(&child.text)],
            parent.id.as_str(),
        );
        let plan = corpus
            .get(&PlanId("child".to_owned()))
            .expect("the child is in the corpus");
        let ledger = Ledger { base: parent, plan };
        ledger.score(&child.planted, &comparison.plans[0].deviations)
    }
}

#[test]
fn planted_deviations_are_found_and_little_else() {
    let bench = Bench::new();
    let seeds: u64 = std::env::var("SEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10);
    for (file, above, below) in PARENTS {
        let parent = bench.parent(file);
        let place = Place::new(above, below);
        for hand in [Hand::First, Hand::Other] {
            let mut all = Scored::default();
            for seed in 1..=seeds {
                let child = children::written(&parent, &place, seed, hand);
                all.add(bench.score(&parent, &child));
            }
            let name = format!("{above}, {hand:?} hand");
            print_table(&name, &all);
            assert!(all.recall() >= 0.95, "{name}: recall {:.3}", all.recall());
            assert!(
                all.precision() >= 0.90,
                "{name}: precision {:.3}",
                all.precision()
            );
        }
    }
}

fn print_table(name: &str, scored: &Scored) {
    println!(
        "{name}: recall {:.3} ({}/{}), precision {:.3} ({}/{})",
        scored.recall(),
        scored.found,
        scored.of,
        scored.precision(),
        scored.right,
        scored.serious
    );
    for (what, (found, of)) in &scored.by_edit {
        println!("  {what}: {found}/{of}");
    }
    for lost in &scored.lost {
        println!("  LOST {lost}");
    }
    for alarm in &scored.alarms {
        println!("  ALARM {alarm}");
    }
}

#[test]
fn a_localised_child_has_no_serious_deviation() {
    let bench = Bench::new();
    for (file, above, below) in PARENTS {
        let parent = bench.parent(file);
        let child = children::localised(&parent, &Place::new(above, below));
        let plan = bench.child(&child.text);
        assert_eq!(
            plan.units.len(),
            parent.units.len(),
            "{above}: the child is read whole"
        );
        let (_, comparison) = bench.compare(vec![parent.clone(), plan], file);
        for deviation in &comparison.plans[0].deviations {
            println!(
                "{above} {} {} {:?} | {:?} {}",
                deviation.severity.as_str(),
                deviation.kind.as_str(),
                deviation.base,
                deviation.plan,
                reason_text(deviation, Relation::Parent).zh
            );
        }
        let serious = |found: &PlanComparison| {
            let high = found
                .deviations
                .iter()
                .filter(|d| d.severity <= Severity::Medium);
            high.count()
        };
        assert_eq!(serious(&comparison.plans[0]), 0, "{above}");
        let carried = comparison.plans[0].summary.carried.value();
        let copied = comparison.plans[0].summary.copied.value();
        assert!(
            carried > 0.99 && copied > 0.97,
            "{above}: {carried:.3} {copied:.3}"
        );
    }
}

#[test]
fn a_plan_does_not_depart_from_itself() {
    let bench = Bench::new();
    for (file, above, _) in PARENTS {
        let parent = bench.parent(file);
        let mut twin = parent.clone();
        twin.id = PlanId("child".to_owned());
        let (_, comparison) = bench.compare(vec![parent, twin], file);
        let found = &comparison.plans[0];
        assert!(
            found.deviations.is_empty(),
            "{above}: {:?}",
            found.deviations.first()
        );
        assert!((found.summary.carried.value() - 1.0).abs() < 1e-9);
        // A unit shorter than a run cannot lie in one.
        assert!(found.summary.copied.value() > 0.99, "{above}");
    }
}

/// Kind, base unit, plan unit of every deviation.
fn facts(found: &PlanComparison) -> Vec<(DeviationKind, String, String)> {
    let unit = |side: &Side| {
        side.unit
            .as_ref()
            .map_or_else(String::new, ToString::to_string)
    };
    let mut facts: Vec<(DeviationKind, String, String)> = found
        .deviations
        .iter()
        .map(|d| (d.kind, unit(&d.base), unit(&d.plan)))
        .collect();
    facts.sort();
    facts
}

#[test]
fn exchanging_the_sides_mirrors_every_kind() {
    use DeviationKind as K;
    let pairs = [
        (K::TaskMissing, K::TaskAdded),
        (K::TasksMerged, K::TaskSplit),
        (K::TextDropped, K::TextAdded),
        (K::ScopeNarrowed, K::ScopeWidened),
        (K::TargetLowered, K::TargetRaised),
        (K::TargetMissing, K::TargetAdded),
        (K::DeadlineLater, K::DeadlineEarlier),
        (K::IndicatorMissing, K::IndicatorAdded),
        (K::AttributeWeakened, K::AttributeStrengthened),
        (K::ParticipantDropped, K::ParticipantAdded),
        (K::TaskMoved, K::TaskMoved),
        (K::TextMoved, K::TextMoved),
        (K::WordingChanged, K::WordingChanged),
        (K::MeasureChanged, K::MeasureChanged),
        (K::RoleChanged, K::RoleChanged),
        (K::LayerAbsent, K::LayerAbsent),
    ];
    let bench = Bench::new();
    let parent = bench.parent(PARENTS[0].0);
    let place = Place::new(PARENTS[0].1, PARENTS[0].2);
    let child = bench.child(&children::deviating(&parent, &place, 3).text);
    let (_, forth) = bench.compare(vec![parent.clone(), child.clone()], PARENTS[0].0);
    let (_, back) = bench.compare(vec![child, parent], "child");
    let (forth, back) = (facts(&forth.plans[0]), facts(&back.plans[0]));
    let of = |facts: &[(K, String, String)], kind: K| -> Vec<(String, String)> {
        facts
            .iter()
            .filter(|f| f.0 == kind)
            .map(|f| (f.1.clone(), f.2.clone()))
            .collect()
    };
    for (one, other) in pairs
        .into_iter()
        .chain(pairs.map(|(one, other)| (other, one)))
    {
        let mut turned: Vec<(String, String)> =
            of(&back, other).into_iter().map(|(a, b)| (b, a)).collect();
        turned.sort();
        assert_eq!(of(&forth, one), turned, "{one:?} and {other:?}");
    }
    let weaker = of(&forth, K::WordingWeakened).len() + of(&forth, K::ConditionAdded).len();
    assert_eq!(weaker, of(&back, K::WordingStrengthened).len());
}

#[test]
fn a_layer_of_one_side_only_is_said_from_either_side() {
    let bench = Bench::new();
    let (with, without) = (bench.parent(PARENTS[0].0), bench.parent(PARENTS[1].0));
    let (ours, theirs) = (with.id.clone(), without.id.clone());
    let said = |base: &PlanId| {
        let (_, comparison) = bench.compare(vec![with.clone(), without.clone()], base.as_str());
        let found = comparison.plans[0].deviations.iter();
        let layers = found.filter(|d| d.kind == DeviationKind::LayerAbsent);
        layers
            .map(|d| (d.layer.unwrap_or_default(), d.lost.is_empty()))
            .collect::<Vec<_>>()
    };
    let turned: Vec<(&str, bool)> = said(&theirs)
        .into_iter()
        .map(|(layer, ours)| (layer, !ours))
        .collect();
    assert_eq!(said(&ours), turned);
    assert!(said(&ours).contains(&("responsibilities", false)));
}

#[test]
fn the_order_in_which_plans_come_changes_nothing() {
    let bench = Bench::new();
    let plans: Vec<Plan> = PARENTS
        .iter()
        .map(|(file, ..)| bench.parent(file))
        .collect();
    let turned: Vec<Plan> = plans.iter().rev().cloned().collect();
    let (_, one) = bench.compare(plans, PARENTS[0].0);
    let (_, other) = bench.compare(turned, PARENTS[0].0);
    assert_eq!(one, other);
}

/// Texts of the test's own: thirty sentences, each of other words.
fn own_sentences(from: usize, count: usize) -> String {
    const WORDS: [&str; 12] = [
        "码头", "茶园", "渔船", "灯塔", "竹编", "陶窑", "梯田", "古桥", "石磨", "油坊", "药圃",
        "牧场",
    ];
    let word = |at: usize| WORDS[at % WORDS.len()];
    let sentence = |at: usize| {
        let (a, b, c) = (word(at), word(at / 3 + 5), word(at * 7 + 2));
        let number = ["甲", "乙", "丙", "丁", "戊", "己"][at % 6];
        format!("{a}{number}段由{b}合作社会同{c}协会按季养护并登记入册第{at}号。")
    };
    (from..from + count).map(sentence).collect()
}

#[test]
fn planted_copying_is_read_within_three_points() {
    let bench = Bench::new();
    let plan = |text: &str| {
        format!(
            "测试县测试事业发展“十四五”规划\n\n一、重点任务\n（一）任务安排。\n1. 设施养护。{text}\n"
        )
    };
    let base = plan(&own_sentences(0, 40));
    for percent in [0, 50, 90] {
        let copied = 40 * percent / 100;
        let fresh = fresh_sentences(40 - copied);
        let text = plan(&format!("{}{fresh}", own_sentences(0, copied)));
        let parent = read_plan(PlanId("parent".to_owned()), &base, &bench.lexicon);
        let (_, comparison) = bench.compare(vec![parent, bench.child(&text)], "parent");
        let own = han(&own_sentences(0, copied));
        let wanted = own / (own + han(&fresh)).max(1.0);
        let read = comparison.plans[0].summary.copied.value();
        assert!(
            (read - wanted).abs() <= 0.03,
            "{percent}: read {read:.3}, planted {wanted:.3}"
        );
    }
}

/// Sentences that share no run of words with the others.
fn fresh_sentences(count: usize) -> String {
    const PLACES: [&str; 4] = ["杏林", "桑陌", "荷塘", "苇荡"];
    let mut text = String::new();
    for at in 0..count {
        let place = PLACES[at % PLACES.len()];
        text.push_str(&(at + 100).to_string());
        text.push_str("号山径旁之");
        text.push_str(place);
        text.push_str("须逐旬清扫而毋令荒芜湮没。");
    }
    text
}

fn han(text: &str) -> f64 {
    text.chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count() as f64
}

/// Lines of a text dropped, doubled, cut short and put elsewhere.
fn damaged(text: &str, seed: u64) -> String {
    let mut random = children::Random(seed | 1);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..30 {
        let (at, to) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(4) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(to, lines[at].clone()),
            2 => lines.swap(at, to),
            _ => {
                let kept = random.below(lines[at].chars().count() + 1);
                lines[at] = lines[at].chars().take(kept).collect();
            }
        }
    }
    lines.join("\n")
}

#[test]
fn damaged_children_are_compared_all_the_same() {
    let bench = Bench::new();
    let (file, above, below) = PARENTS[2];
    let parent = bench.parent(file);
    for seed in 1..=8 {
        let child = children::deviating(&parent, &Place::new(above, below), seed);
        let plan = bench.child(&damaged(&child.text, seed * 77));
        let (corpus, comparison) = bench.compare(vec![parent.clone(), plan], file);
        let plan = corpus
            .get(&PlanId("child".to_owned()))
            .expect("the child is in the corpus");
        for deviation in &comparison.plans[0].deviations {
            // Quotes are verbatim on both sides.
            for (side, held) in [(&deviation.base, &parent), (&deviation.plan, plan)] {
                let quote = side.quote.as_deref().unwrap_or("");
                assert!(
                    held.text.text().contains(quote),
                    "{}: {quote}",
                    deviation.id
                );
            }
        }
    }
}
