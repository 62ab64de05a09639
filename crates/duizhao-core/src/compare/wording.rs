//! What the change of words between two matched clauses means.
//!
//! ```text
//! 全面落实两项补贴 → 逐步落实两项补贴         weakened: 全面落实 → 逐步
//! 为残疾人提供服务 → 为持证残疾人提供服务     narrowed: 持证
//! 建立服务平台     → 有条件的乡镇建立平台     condition: 有条件的
//! 加强服务         → 强化服务                 other words, the same thing
//! ```
//!
//! A word that only went to another clause of the same sentence decides nothing.

use crate::compare::finding::{At, CONDITION, Finding};
use crate::compare::matching::ClauseLink;
use crate::compare::passages::Scope;
use crate::lexicon::{Fact, Lexicon, ScopeMove};
use crate::model::{DeviationKind, Plan, UnitPath};

/// Findings about the words of two matched clauses, numbers aside.
pub(crate) fn wording(
    a: &Scope<'_>,
    b: &Scope<'_>,
    link: &ClauseLink,
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let (ours, theirs) = (&a.clause(link.a).folded, &b.clause(link.b).folded);
    if ours == theirs || relative_years(ours, a.plan) == relative_years(theirs, b.plan) {
        return Vec::new();
    }
    // 任城区 holds no 城区: names of the plan's own place are no words of scope.
    let placeless = |scope: &Scope<'_>, text: &str| {
        scope.places.iter().fold(text.to_owned(), |text, place| {
            text.replace(place.as_str(), "我")
        })
    };
    let (before, after) = (a.clause_text(link.a), b.clause_text(link.b));
    let around_before = a.text(a.passages[link.a.passage].span);
    let around_after = b.text(b.passages[link.b.passage].span);
    let sides = Sides {
        before: &placeless(a, before),
        after: &placeless(b, after),
        around_before: &placeless(a, around_before),
        around_after: &placeless(b, around_after),
    };
    let at = (
        At::clause(path(a, link.a.passage), a.clause(link.a).span),
        At::clause(path(b, link.b.passage), b.clause(link.b).span),
    );
    judge(&sides, at, lexicon)
}

/// The years of a text counted from the end of its plan's period, so that 2020年 in a plan to
/// 2020 reads as 2025年 in one to 2025.
fn relative_years(text: &str, plan: &Plan) -> String {
    let Some((_, end)) = plan.meta.period else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest[at..].split_at(digits);
        out.push_str(&rest[..at]);
        let year = number.parse::<i32>().ok();
        let year = year.filter(|year| digits == 4 && (1990..2100).contains(year));
        match year.filter(|_| after.starts_with('年')) {
            Some(year) => out.extend(["<", (year - i32::from(end)).to_string().as_str(), ">"]),
            None => out.push_str(number),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Findings about the words of two matched headings.
pub(crate) fn title_wording(
    before: &str,
    after: &str,
    at: (At, At),
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let sides = Sides {
        before,
        after,
        around_before: before,
        around_after: after,
    };
    judge(&sides, at, lexicon)
}

/// Two clauses and the sentences around them.
struct Sides<'t> {
    before: &'t str,
    after: &'t str,
    around_before: &'t str,
    around_after: &'t str,
}

fn judge(sides: &Sides<'_>, at: (At, At), lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(strength(sides, &at, lexicon));
    findings.extend(scope(sides, &at, lexicon));
    if findings.is_empty() {
        let changed = Finding::new(DeviationKind::WordingChanged, "W0-wording", at.0, at.1);
        findings.push(changed);
    }
    findings
}

fn strength(sides: &Sides<'_>, at: &(At, At), lexicon: &Lexicon) -> Option<Finding> {
    let ladder = lexicon.strength();
    let mut shift = ladder.shift(sides.before, sides.after)?;
    let words_before = ladder.words_of(sides.around_before);
    let words_after = ladder.words_of(sides.around_after);
    let count = |words: &[String], word: &String| words.iter().filter(|w| *w == word).count();
    let moved = |word: &String| count(&words_before, word) == count(&words_after, word);
    shift.lost.retain(|word| !moved(word));
    shift.gained.retain(|word| !moved(word));
    if shift.lost.is_empty() && shift.gained.is_empty() {
        return None;
    }
    let kind = if shift.halves < 0 {
        DeviationKind::WordingWeakened
    } else {
        DeviationKind::WordingStrengthened
    };
    let slight = (shift.halves.abs() < 2).then_some(Fact::Slight);
    let finding = Finding::new(kind, "W1-strength", at.0.clone(), at.1.clone());
    Some(finding.words(shift.lost, shift.gained).facts(slight))
}

fn scope(sides: &Sides<'_>, at: &(At, At), lexicon: &Lexicon) -> Vec<Finding> {
    let words = lexicon.scope();
    let words_before = words.words_of(sides.around_before);
    let words_after = words.words_of(sides.around_after);
    let count = |words: &[String], word: &String| words.iter().filter(|w| *w == word).count();
    let moved = |word: &String| count(&words_before, word) == count(&words_after, word);
    let mut findings = Vec::new();
    for shift in words.shifts(sides.before, sides.after) {
        if shift.lost.iter().chain(&shift.gained).all(moved) {
            continue;
        }
        let (kind, rule) = match shift.moved {
            ScopeMove::Narrower => (DeviationKind::ScopeNarrowed, "W2-scope"),
            ScopeMove::Wider => (DeviationKind::ScopeWidened, "W2-scope"),
            ScopeMove::ConditionAdded => (DeviationKind::ConditionAdded, CONDITION),
            ScopeMove::ConditionRemoved => (DeviationKind::WordingStrengthened, CONDITION),
        };
        let slight = shift.slight.then_some(Fact::Slight);
        let finding = Finding::new(kind, rule, at.0.clone(), at.1.clone());
        findings.push(finding.words(shift.lost, shift.gained).facts(slight));
    }
    findings
}

fn path<'s>(scope: &'s Scope<'_>, passage: usize) -> &'s UnitPath {
    &scope.units[scope.passages[passage].unit].unit.path
}
