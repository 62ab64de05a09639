//! Children with planted deviations: what a comparison must find, and what it must not.

use duizhao_core::Lexicon;
use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{Comparison, Corpus, Plan, PlanComparison, PlanId, Severity};
use duizhao_core::parse::read_plan;
use duizhao_core::text::Segmenter;
use duizhao_tests::children::{self, Child, Ledger, Place, Scored};

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
        let source = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
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
        .unwrap();
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
        .unwrap();
        (corpus, comparison)
    }

    fn score(&self, parent: &Plan, child: &Child) -> Scored {
        let (corpus, comparison) = self.compare(
            vec![parent.clone(), self.child(&child.text)],
            parent.id.as_str(),
        );
        let plan = corpus.get(&PlanId("child".to_owned())).unwrap();
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
        let mut all = Scored::default();
        for seed in 1..=seeds {
            let child = children::deviating(&parent, &place, seed);
            all.add(bench.score(&parent, &child));
        }
        print_table(above, &all);
        assert!(all.recall() >= 0.95, "{above}: recall {:.3}", all.recall());
        assert!(
            all.precision() >= 0.90,
            "{above}: precision {:.3}",
            all.precision()
        );
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
                deviation.reason
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
