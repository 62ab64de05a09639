//! Says what of one plan is nowhere in the other: dropped text and missing targets.
//!
//! ```text
//! 完善政策，扩大覆盖面，实现动态清零。 → 完善政策。
//!     扩大覆盖面 dropped; 动态清零 missing as a target
//! ```

use crate::compare::amount::show_amount;
use crate::compare::finding::{At, Finding};
use crate::compare::passages::{Class, ClauseRef, Scope};
use crate::compare::target::amounts_in;
use crate::compare::weights::Weights;
use crate::lexicon::{Fact, Lexicon};
use crate::model::DeviationKind;
use crate::text::Span;

/// Left-over clauses shorter than this are no commitment of their own.
const SHORT_CLAUSE: usize = 5;

/// Findings about the clauses `left` over in `own`; `primary` says which unit of `other` holds
/// the work of each of its units.
pub(crate) fn left_over(
    own: &Scope<'_>,
    other: &Scope<'_>,
    left: &[ClauseRef],
    primary: &[Option<usize>],
    weights: &Weights,
    lexicon: &Lexicon,
) -> Vec<Finding> {
    // A missing task is reported as such, not sentence by sentence.
    let reported = |at: &&ClauseRef| {
        let unit = own.passages[at.passage].unit;
        primary[unit].is_some() || uncounted(own.units[unit].class)
    };
    let kept: Vec<ClauseRef> = left.iter().filter(reported).copied().collect();
    let runs = kept.chunk_by(|x, y| x.passage == y.passage && x.clause + 1 == y.clause);
    runs.flat_map(|run| {
        let unit = own.passages[run[0].passage].unit;
        let there = primary[unit].map(|to| At::unit(&other.units[to].unit.path));
        let light = says_nothing(own, run, lexicon)
            || primary[unit].is_some_and(|to| stands_in(own, run, other, to, weights))
            || stands_elsewhere(own, run, other, weights);
        let fact = light.then_some(Fact::Slight);
        dropped(own, run, there.unwrap_or_default(), fact)
    })
    .collect()
}

/// A dropped text weighs little where this share of its words stands in the unit all the same …
const REWORDED: f64 = 0.5;
/// … or in one sentence anywhere.
const REWORDED_ELSEWHERE: f64 = 0.6;

/// True where no word of the clauses commits to anything: a condition, a list of names.
fn says_nothing(own: &Scope<'_>, run: &[ClauseRef], lexicon: &Lexicon) -> bool {
    let ladder = lexicon.strength();
    run.iter()
        .all(|&at| ladder.of(own.clause_text(at)).word.is_none())
}

/// True where the unit of the other plan holds most of the words of the clauses.
fn stands_in(
    own: &Scope<'_>,
    run: &[ClauseRef],
    other: &Scope<'_>,
    unit: usize,
    weights: &Weights,
) -> bool {
    let ours = merged(run.iter().map(|&at| &own.clause(at).grams));
    let passages = other.units[unit].passages.clone();
    let theirs = merged(passages.map(|at| &other.passages[at].grams));
    let whole = weights.sum(&ours);
    whole > 0.0 && weights.shared(&ours, &theirs) / whole >= REWORDED
}

/// True where one sentence of the other plan, wherever it stands, holds most of the words.
fn stands_elsewhere(
    own: &Scope<'_>,
    run: &[ClauseRef],
    other: &Scope<'_>,
    weights: &Weights,
) -> bool {
    let ours = merged(run.iter().map(|&at| &own.clause(at).grams));
    let needed = REWORDED_ELSEWHERE * weights.sum(&ours);
    let mut passages = other.passages.iter();
    needed > 0.0 && passages.any(|there| weights.shared(&ours, &there.grams) >= needed)
}

fn merged<'g>(lists: impl Iterator<Item = &'g Vec<u64>>) -> Vec<u64> {
    let mut grams: Vec<u64> = lists.flatten().copied().collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Neighbouring clauses of one sentence that are nowhere in the other plan.
fn dropped(own: &Scope<'_>, run: &[ClauseRef], there: At, reworded: Option<Fact>) -> Vec<Finding> {
    let (first, last) = (run[0], run[run.len() - 1]);
    let (start, end) = (own.clause(first).span.start, own.clause(last).span.end);
    let unit = &own.units[own.passages[first.passage].unit];
    let here = At::clause(&unit.unit.path, Span { start, end });
    let goal = uncounted(unit.class).then_some(Fact::Goal);
    let amounts = amounts_in(own, Span { start, end });
    let mut findings = Vec::new();
    for amount in &amounts {
        let kind = DeviationKind::TargetMissing;
        let finding = Finding::new(kind, "T2-missing", here.clone(), there.clone());
        findings.push(
            finding
                .words(vec![show_amount(amount)], Vec::new())
                .facts(goal),
        );
    }
    if amounts.is_empty() || run.len() > 1 {
        let han: usize = run.iter().map(|&clause| own.clause(clause).han).sum();
        let slight = reworded.or((han < SHORT_CLAUSE).then_some(Fact::Slight));
        let finding = Finding::new(DeviationKind::TextDropped, "W4-text", here, there);
        findings.push(finding.facts(goal).facts(slight));
    }
    findings
}

/// Goals and the text of sections are not counted as tasks, so nothing else reports them.
fn uncounted(class: Class) -> bool {
    matches!(class, Class::Goal | Class::Container)
}
