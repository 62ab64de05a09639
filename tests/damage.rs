//! Damaged copies are read as the undamaged text is: all bundled plans through every kind
//! of damage and through pairs of them.
//!
//! `DAMAGE_REPORT=FILE cargo test -p duizhao-tests --test damage` writes what went wrong,
//! worst first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use duizhao_import::SourceHint;
use duizhao_tests::damage::{Damage, Roles, all};
use duizhao_tests::inventory::Inventory;
use duizhao_tests::sameness::Sameness;
use duizhao_tests::score::Prf;
use duizhao_tests::texts::{SEEDS, read, seed};
use duizhao_tests::verify::verify;

/// What is wanted of every kind of damage: F1 of ids, titles and departments against the
/// undamaged reading.
const WANTED: f64 = 0.97;

/// The share of sampled pairs that reach [`WANTED`] today.
const PAIRS_TODAY: f64 = 0.91;

/// The share of damaged texts of which nothing is lost and nothing invented today.
const CLEAN_TODAY: f64 = 0.95;

/// A damaged text to read.
struct Case {
    name: String,
    seed: usize,
    /// As import hands it on.
    text: String,
    /// As a person counts its lines.
    raw: String,
    roles: Roles,
}

struct Outcome {
    name: String,
    seed: usize,
    same: Sameness,
}

/// The text as import hands it on.
fn decoded(text: &str) -> String {
    let document = duizhao_import::read(text.as_bytes(), &SourceHint::default());
    document.expect("damaged text is still text").text
}

/// The text with the line ends by which everybody counts lines: only LF, CR and CRLF.
fn counted(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

fn cases(
    seeds: &[String],
    damages: impl Iterator<Item = (Damage, Option<Damage>, usize)>,
) -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (first, second, seed) in damages {
        let once = (first.apply)(&seeds[seed]);
        let raw = second.map_or_else(|| once.clone(), |d| (d.apply)(&once));
        let text = decoded(&raw);
        let name = second.map_or(first.name.to_owned(), |d| {
            format!("{} + {}", first.name, d.name)
        });
        // Statements are rewritten only where the text has any.
        let mut roles = [second, Some(first)]
            .into_iter()
            .flatten()
            .map(|damage| damage.roles);
        let changed = roles.find(|roles| *roles != Roles::Kept);
        let stated = seeds[seed].contains("牵头部门");
        let roles = changed.filter(|_| stated).unwrap_or(Roles::Kept);
        if seen.insert((seed, text.clone())) {
            out.push(Case {
                name,
                seed,
                text,
                raw: counted(&raw),
                roles,
            });
        }
    }
    out
}

/// Reads all cases, on all cores.
fn outcomes(cases: &[Case], whole: &[Inventory]) -> Vec<Outcome> {
    let (next, out) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || {
        while let Some((at, case)) = next_of(cases, &next) {
            let got = Inventory::of(&read(&case.name, &case.text));
            let verified = verify(&case.raw, &got);
            let same = Sameness::of(&whole[case.seed], &got, case.roles, verified);
            let outcome = Outcome {
                name: case.name.clone(),
                seed: case.seed,
                same,
            };
            out.lock().expect("no reader panics").insert(at, outcome);
        }
    };
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    out.into_inner()
        .expect("no reader panics")
        .into_values()
        .collect()
}

fn next_of<'a>(cases: &'a [Case], next: &AtomicUsize) -> Option<(usize, &'a Case)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    cases.get(at).map(|case| (at, case))
}

fn seeds_read() -> (Vec<String>, Vec<Inventory>) {
    let seeds: Vec<String> = SEEDS.iter().map(|stem| seed(stem)).collect();
    let whole = seeds
        .iter()
        .map(|text| Inventory::of(&read("whole", text)))
        .collect();
    (seeds, whole)
}

/// One line a case, worst first; below it the first misses.
fn report(outcomes: &mut [Outcome], misses: usize) -> String {
    outcomes.sort_by(|a, b| {
        a.same
            .worst()
            .total_cmp(&b.same.worst())
            .then_with(|| a.name.cmp(&b.name))
    });
    let mut out = String::new();
    for outcome in outcomes.iter() {
        let (name, stem) = (&outcome.name, SEEDS[outcome.seed]);
        let _ = writeln!(out, "{name} on {stem}: {}", outcome.same.line());
        let same = &outcome.same;
        for (what, part) in [
            ("id", &same.ids),
            ("department", &same.departments),
            ("indicator", &same.indicators),
        ] {
            out += &listed(what, part, misses);
        }
        for fault in same.verified.faults.iter().take(misses) {
            let _ = writeln!(out, "    verify: {fault}");
        }
    }
    out
}

fn listed(what: &str, part: &Prf, misses: usize) -> String {
    let mut out = String::new();
    for (word, items) in [("missed", &part.missed), ("extra", &part.extra)] {
        for item in items.iter().take(misses) {
            let _ = writeln!(out, "    {word} {what}: {item}");
        }
    }
    out
}

fn write_report(name: &str, text: &str) {
    if let Ok(path) = std::env::var("DAMAGE_REPORT") {
        std::fs::write(format!("{path}.{name}.txt"), text).expect("the report can be written");
    }
}

/// The damaged texts beside the report, to be read with `duizhao inspect`.
fn write_texts(cases: &[Case]) {
    let Ok(path) = std::env::var("DAMAGE_REPORT") else {
        return;
    };
    std::fs::create_dir_all(format!("{path}.texts")).expect("the folder can be made");
    for case in cases {
        let file = format!("{path}.texts/{}-{}.txt", case.name, &SEEDS[case.seed][..3]);
        std::fs::write(file, &case.raw).expect("the text can be written");
    }
}

#[test]
fn damaged_copies_are_read_as_the_undamaged_text_is() {
    let (seeds, whole) = seeds_read();
    let each = all()
        .into_iter()
        .flat_map(|damage| (0..SEEDS.len()).map(move |seed| (damage, None, seed)));
    let cases = cases(&seeds, each);
    let mut outcomes = outcomes(&cases, &whole);
    write_texts(&cases);
    write_report("single", &report(&mut outcomes, 4));
    println!("{}", report(&mut outcomes, 0));
    let below = below_floors(&outcomes);
    assert!(
        below.is_empty(),
        "read worse than before:\n{}",
        below.join("\n")
    );
    let clean = outcomes
        .iter()
        .filter(|o| o.same.verified.is_clean())
        .count();
    let share = clean as f64 / outcomes.len() as f64;
    println!(
        "of {clean} of {} texts nothing is lost and nothing invented",
        outcomes.len()
    );
    assert!(
        share >= CLEAN_TODAY,
        "{share:.3} of the texts are clean, floor {CLEAN_TODAY:.3}"
    );
}

/// Kinds of damage whose worst seed is read worse than wanted.
fn below_floors(outcomes: &[Outcome]) -> Vec<String> {
    let mut worst: BTreeMap<&str, f64> = BTreeMap::new();
    for outcome in outcomes {
        let least = worst.entry(&outcome.name).or_insert(1.0);
        *least = least.min(outcome.same.worst());
    }
    worst
        .iter()
        .filter(|(_, least)| **least < WANTED)
        .map(|(name, least)| format!("{name} {least:.3}, floor {WANTED:.3}"))
        .collect()
}

#[test]
fn pairs_of_damage_are_read_too() {
    let (seeds, whole) = seeds_read();
    let damages = all();
    let count = damages.len();
    // Every kind once first and once second, on one seed each, the same pairs every time.
    let pairs = (0..count * 2).map(|at| {
        let (first, second) = (
            damages[at % count],
            damages[(at * 7 + at / count * 5 + 3) % count],
        );
        (first, Some(second), at % SEEDS.len())
    });
    let cases = cases(&seeds, pairs);
    write_texts(&cases);
    let mut outcomes = outcomes(&cases, &whole);
    write_report("pairs", &report(&mut outcomes, 4));
    println!("{}", report(&mut outcomes, 0));
    let good = outcomes.iter().filter(|o| o.same.worst() >= WANTED).count();
    let share = good as f64 / outcomes.len() as f64;
    println!("{good} of {} pairs reach {WANTED}", outcomes.len());
    assert!(
        share >= PAIRS_TODAY,
        "{share:.3} of the pairs, floor {PAIRS_TODAY:.3}"
    );
}
