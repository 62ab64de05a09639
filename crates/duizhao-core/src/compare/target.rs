//! Compares targets (目标) of the prose: any two amounts are lowered, raised, the same, or not
//! comparable.
//!
//! ```text
//! 签约率达到100% → 签约率达到80%以上        lowered: 100% → 80%
//! 2025年前完成   → 2027年前完成              due later
//! 建设10家机构   → 建设3家机构（县）         not comparable: counts shrink with the level
//! 实现全覆盖     → 扩大覆盖面                missing
//! ```

use rust_decimal::Decimal;

use crate::compare::amount::{
    Amount, Scale, Verdict, ask_for_the_same, compare_amounts, show_amount,
};
use crate::compare::finding::{At, Finding};
use crate::compare::matching::ClauseLink;
use crate::compare::passages::{ClauseRef, Scope};
use crate::lexicon::Fact;
use crate::model::{Comparator, DeviationKind, Plan, Quantity, Target, UnitPath};
use crate::text::{Span, TokenKind};

/// Findings about the amounts and dates of two matched clauses.
pub(crate) fn targets(
    a: &Scope<'_>,
    b: &Scope<'_>,
    link: &ClauseLink,
    scale: Scale<'_>,
) -> Vec<Finding> {
    let (span_a, span_b) = (a.clause(link.a).span, b.clause(link.b).span);
    let mut ours = amounts_in(a, span_a);
    let mut theirs = amounts_in(b, span_b);
    let at = (at_clause(a, link.a), at_clause(b, link.b));
    let mut findings = Vec::new();
    findings.extend(deadline(a, b, (span_a, span_b), &at));
    pair_equal(&mut ours, &mut theirs, scale);
    if ours.is_empty() && theirs.is_empty() {
        findings.extend(bare_number(a, b, link, scale, &at));
    }
    while let Some((mine, other)) = next_pair(&mut ours, &mut theirs, scale) {
        findings.extend(verdict_finding(&mine, &other, scale, &at));
    }
    let one_sided = |kind| Finding::new(kind, "T2-missing", at.0.clone(), at.1.clone());
    for gone in ours {
        let finding = one_sided(DeviationKind::TargetMissing);
        findings.push(finding.words(vec![show_amount(&gone)], Vec::new()));
    }
    for new in theirs {
        let finding = one_sided(DeviationKind::TargetAdded);
        findings.push(finding.words(Vec::new(), vec![show_amount(&new)]));
    }
    findings
}

/// Takes the next two amounts that can be held against each other, those of one measure first.
fn next_pair(
    ours: &mut Vec<Amount>,
    theirs: &mut Vec<Amount>,
    scale: Scale<'_>,
) -> Option<(Amount, Amount)> {
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let like = |mine: &Amount| {
        let unit = &mine.quantity.unit;
        theirs
            .iter()
            .position(|other| scale.same_measure(&other.quantity.unit, unit))
    };
    let pick = ours
        .iter()
        .enumerate()
        .find_map(|(at, mine)| like(mine).map(|to| (at, to)));
    let (at, to) = pick.unwrap_or((0, 0));
    Some((ours.remove(at), theirs.remove(to)))
}

/// Clauses that differ in one plain number only (15年 → 12年), where no target was read.
fn bare_number(
    a: &Scope<'_>,
    b: &Scope<'_>,
    link: &ClauseLink,
    scale: Scale<'_>,
    at: &(At, At),
) -> Option<Finding> {
    let numbers = |scope: &Scope<'_>, at: ClauseRef| -> Vec<Amount> {
        let toks = scope
            .clause_toks(at)
            .iter()
            .filter(|tok| tok.kind == TokenKind::Number);
        toks.filter_map(|tok| plain_amount(&scope.plan.text.text()[tok.start..tok.end]))
            .collect()
    };
    let (ours, theirs) = (numbers(a, link.a), numbers(b, link.b));
    let mut changed = ours.iter().zip(&theirs).filter(|(x, y)| x != y);
    let (x, y) = changed.next().filter(|_| ours.len() == theirs.len())?;
    changed
        .next()
        .is_none()
        .then(|| verdict_finding(x, y, scale, at))
        .flatten()
}

/// 15年 → 15 年; none for dates and numbers without a measure word.
fn plain_amount(text: &str) -> Option<Amount> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let (value, unit) = (Decimal::from_str_exact(&rest[..end]).ok()?, &rest[end..]);
    let bounds = ["左右", "以上", "以下", "以内"];
    let unit = bounds
        .iter()
        .fold(unit, |unit, bound| unit.trim_end_matches(bound));
    let date = unit == "年" && value >= Decimal::from(1990);
    let dated = unit.is_empty() || date || unit == "月" || unit == "日";
    (!dated).then(|| Amount {
        quantity: Quantity {
            value,
            unit: unit.to_owned(),
        },
        comparator: Comparator::Equal,
        each: false,
    })
}

/// The finding that a verdict makes.
pub(crate) fn verdict_finding(
    x: &Amount,
    y: &Amount,
    scale: Scale<'_>,
    at: &(At, At),
) -> Option<Finding> {
    let (kind, rule, slight) = match compare_amounts(x, y, scale) {
        Verdict::Same => return None,
        Verdict::Lower { slight } => (DeviationKind::TargetLowered, "T1-amount", slight),
        Verdict::Higher { slight } => (DeviationKind::TargetRaised, "T1-amount", slight),
        Verdict::NotComparable => (DeviationKind::MeasureChanged, "T3-measure", false),
    };
    let finding = Finding::new(kind, rule, at.0.clone(), at.1.clone());
    let slight = slight.then_some(Fact::Slight);
    Some(
        finding
            .words(vec![show_amount(x)], vec![show_amount(y)])
            .facts(slight),
    )
}

/// The amounts that a stretch of text commits to.
pub(crate) fn amounts_in(scope: &Scope<'_>, span: Span) -> Vec<Amount> {
    let inside = |target: &&Target| target.span.start < span.end && span.start < target.span.end;
    let starts = |target: &&Target| inside(target) && owns(span, target);
    scope
        .plan
        .targets
        .iter()
        .filter(starts)
        .map(|target| amount_of_target(scope.plan, target))
        .collect()
}

/// A target that reaches over several clauses belongs to the one that it ends in.
fn owns(span: Span, target: &Target) -> bool {
    let last = target.span.end.saturating_sub(1);
    span.start <= last && last < span.end
}

/// The amounts of a plan's prose in short, by unit, in order.
pub(crate) fn amounts_of(plan: &Plan) -> Vec<(&UnitPath, String)> {
    let show = |target: &Target| show_amount(&amount_of_target(plan, target));
    plan.targets
        .iter()
        .map(|target| (&target.unit, show(target)))
        .collect()
}

/// A target as the algebra needs it.
pub(crate) fn amount_of_target(plan: &Plan, target: &Target) -> Amount {
    let quote = plan.text.slice(target.span);
    let each = target.recurrence.is_some() || quote.contains('每');
    Amount {
        quantity: target.quantity.clone(),
        comparator: target.comparator,
        each,
    }
}

fn pair_equal(ours: &mut Vec<Amount>, theirs: &mut Vec<Amount>, scale: Scale<'_>) {
    ours.retain(|x| {
        let same = |y: &Amount| ask_for_the_same(x, y, scale);
        match theirs.iter().position(same) {
            Some(at) => {
                theirs.remove(at);
                false
            }
            None => true,
        }
    });
}

fn at_clause(scope: &Scope<'_>, at: ClauseRef) -> At {
    let unit = scope.units[scope.passages[at.passage].unit].unit;
    At::clause(&unit.path, scope.clause(at).span)
}

/// Years within a clause, compared by how far they are from the end of each plan's period.
fn deadline(a: &Scope<'_>, b: &Scope<'_>, spans: (Span, Span), at: &(At, At)) -> Option<Finding> {
    let (text_a, text_b) = (a.text(spans.0), b.text(spans.1));
    let (x, y) = (single_year(text_a), single_year(text_b));
    let end = |scope: &Scope<'_>| {
        scope
            .plan
            .meta
            .period
            .map_or(0, |(_, last)| i32::from(last))
    };
    let kind = match (x, y) {
        (Some(x), Some(y)) => match (y - end(b)).cmp(&(x - end(a))) {
            std::cmp::Ordering::Greater => DeviationKind::DeadlineLater,
            std::cmp::Ordering::Less => DeviationKind::DeadlineEarlier,
            std::cmp::Ordering::Equal => return None,
        },
        _ => return None,
    };
    let word = |year: Option<i32>| year.map(|year| format!("{year}年")).into_iter().collect();
    Some(Finding::new(kind, "T4-deadline", at.0.clone(), at.1.clone()).words(word(x), word(y)))
}

/// The only year in a clause; none where there is none or more than one.
fn single_year(text: &str) -> Option<i32> {
    let mut years = Vec::new();
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    for (at, window) in chars.windows(5).enumerate() {
        let digits: String = window[..4].iter().collect();
        let before = at.checked_sub(1).map(|i| chars[i]);
        let own = !before.is_some_and(|c| c.is_ascii_digit());
        if own && window[4] == '年' && digits.chars().all(|c| c.is_ascii_digit()) {
            years.extend(
                digits
                    .parse::<i32>()
                    .ok()
                    .filter(|y| (1990..2100).contains(y)),
            );
        }
    }
    (years.len() == 1).then(|| years[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_year_is_a_deadline() {
        assert_eq!(single_year("2025年前完成"), Some(2025));
        assert_eq!(single_year("2021年到2025年"), None);
        assert_eq!(single_year("开展20次"), None);
    }
}
