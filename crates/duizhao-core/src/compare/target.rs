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

use crate::compare::finding::{At, Finding};
use crate::compare::matching::ClauseLink;
use crate::compare::passages::{ClauseRef, Scope};
use crate::lexicon::Fact;
use crate::model::{AdminLevel, Comparator, DeviationKind, Plan, Quantity, Target, UnitPath};
use crate::text::{Span, TokenKind};

/// How one amount stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Asks for the same.
    Same,
    /// The second asks for less; slight where only the bound is looser (＞96 → ≥96).
    Lower { slight: bool },
    /// The second asks for more.
    Higher { slight: bool },
    /// Another measure, or counts of places of different size.
    NotComparable,
}

/// Whether counts of the two plans are of places of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Levels {
    Same,
    Different,
}

impl Levels {
    pub(crate) fn of(a: Option<AdminLevel>, b: Option<AdminLevel>) -> Self {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Levels::Different,
            _ => Levels::Same,
        }
    }
}

/// An amount as the algebra needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) quantity: Quantity,
    pub(crate) comparator: Comparator,
    /// It recurs or is per something: 每年, 每县.
    pub(crate) each: bool,
}

/// Compares two amounts of the same thing.
pub(crate) fn compare_amounts(a: &Amount, b: &Amount, levels: Levels) -> Verdict {
    let (unit_a, unit_b) = (measure(&a.quantity.unit), measure(&b.quantity.unit));
    if unit_a != unit_b {
        return Verdict::NotComparable;
    }
    let (x, y) = (a.quantity.value, b.quantity.value);
    let one = |value: Decimal| value <= Decimal::ONE;
    let per_place = a.each || b.each || (one(x) && one(y));
    if x != y && levels == Levels::Different && is_count(unit_a) && !per_place {
        return Verdict::NotComparable;
    }
    let at_most = |c: Comparator| matches!(c, Comparator::AtMost | Comparator::Less);
    let less_is_better = at_most(a.comparator) && at_most(b.comparator);
    let strict = |c: Comparator| matches!(c, Comparator::Greater | Comparator::Less);
    match (y.cmp(&x), less_is_better) {
        (std::cmp::Ordering::Less, false) | (std::cmp::Ordering::Greater, true) => {
            Verdict::Lower { slight: false }
        }
        (std::cmp::Ordering::Greater, false) | (std::cmp::Ordering::Less, true) => {
            Verdict::Higher { slight: false }
        }
        _ => match (strict(a.comparator), strict(b.comparator)) {
            (true, false) => Verdict::Lower { slight: true },
            (false, true) => Verdict::Higher { slight: true },
            _ => Verdict::Same,
        },
    }
}

/// How an amount stands to another, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmountMove {
    Same,
    Lower,
    Higher,
    Incomparable,
}

/// Compares two amounts of the same thing, slight differences counted.
pub(crate) fn compare_amounts_of(a: &Amount, b: &Amount, levels: Levels) -> AmountMove {
    match compare_amounts(a, b, levels) {
        Verdict::Same => AmountMove::Same,
        Verdict::Lower { .. } => AmountMove::Lower,
        Verdict::Higher { .. } => AmountMove::Higher,
        Verdict::NotComparable => AmountMove::Incomparable,
    }
}

/// Measure words of the same thing become one: 名, 位 → 人.
pub(crate) fn measure(unit: &str) -> &str {
    match unit.trim() {
        "名" | "位" | "个人" => "人",
        "家" | "所" | "处" | "座" => "个",
        "户次" => "户",
        "％" => "%",
        "人/次" => "人次",
        "周岁" => "岁",
        other => other,
    }
}

/// True for what a smaller place has less of.
fn is_count(unit: &str) -> bool {
    const COUNTS: [&str; 22] = [
        "人",
        "个",
        "户",
        "人次",
        "场次",
        "场",
        "支",
        "件",
        "套",
        "台",
        "辆",
        "张",
        "万元",
        "亿元",
        "元",
        "批",
        "部",
        "平方米",
        "公里",
        "床",
        "间",
        "项",
    ];
    COUNTS.contains(&unit)
}

/// Findings about the amounts and dates of two matched clauses.
pub(crate) fn targets(
    a: &Scope<'_>,
    b: &Scope<'_>,
    link: &ClauseLink,
    levels: Levels,
) -> Vec<Finding> {
    let (span_a, span_b) = (a.clause(link.a).span, b.clause(link.b).span);
    let mut ours = amounts_in(a, span_a);
    let mut theirs = amounts_in(b, span_b);
    let at = (at_clause(a, link.a), at_clause(b, link.b));
    let mut findings = Vec::new();
    findings.extend(deadline(a, b, (span_a, span_b), &at));
    pair_equal(&mut ours, &mut theirs);
    if ours.is_empty() && theirs.is_empty() {
        findings.extend(bare_number(a, b, link, levels, &at));
    }
    while let Some((mine, other)) = next_pair(&mut ours, &mut theirs) {
        findings.extend(verdict_finding(&mine, &other, levels, &at));
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
fn next_pair(ours: &mut Vec<Amount>, theirs: &mut Vec<Amount>) -> Option<(Amount, Amount)> {
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let like = |mine: &Amount| {
        let unit = measure(&mine.quantity.unit);
        theirs
            .iter()
            .position(|other| measure(&other.quantity.unit) == unit)
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
    levels: Levels,
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
        .then(|| verdict_finding(x, y, levels, at))
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
    levels: Levels,
    at: &(At, At),
) -> Option<Finding> {
    let (kind, rule, slight) = match compare_amounts(x, y, levels) {
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

fn pair_equal(ours: &mut Vec<Amount>, theirs: &mut Vec<Amount>) {
    ours.retain(|x| {
        let same = |y: &Amount| compare_amounts(x, y, Levels::Same) == Verdict::Same;
        match theirs.iter().position(same) {
            Some(at) => {
                theirs.remove(at);
                false
            }
            None => true,
        }
    });
}

/// An amount in short: ≥99%.
pub(crate) fn show_amount(amount: &Amount) -> String {
    let sign = match amount.comparator {
        Comparator::Equal => "",
        Comparator::AtLeast => "≥",
        Comparator::Greater => "＞",
        Comparator::AtMost => "≤",
        Comparator::Less => "＜",
    };
    format!(
        "{sign}{}{}",
        amount.quantity.value.normalize(),
        amount.quantity.unit
    )
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

    fn amount(value: i64, unit: &str, comparator: Comparator) -> Amount {
        let quantity = Quantity {
            value: Decimal::from(value),
            unit: unit.to_owned(),
        };
        Amount {
            quantity,
            comparator,
            each: false,
        }
    }

    #[track_caller]
    fn check(a: (i64, &str, Comparator), b: (i64, &str, Comparator), levels: Levels, is: Verdict) {
        let (a, b) = (amount(a.0, a.1, a.2), amount(b.0, b.1, b.2));
        assert_eq!(
            compare_amounts(&a, &b, levels),
            is,
            "{} {}",
            show_amount(&a),
            show_amount(&b)
        );
    }

    #[test]
    fn rates_are_lowered_at_any_level() {
        use Comparator::{AtLeast, AtMost, Equal, Greater};
        let lower = Verdict::Lower { slight: false };
        check(
            (100, "%", Equal),
            (80, "%", AtLeast),
            Levels::Different,
            lower,
        );
        check(
            (96, "%", Greater),
            (96, "%", AtLeast),
            Levels::Same,
            Verdict::Lower { slight: true },
        );
        check(
            (100, "%", Equal),
            (100, "％", AtLeast),
            Levels::Same,
            Verdict::Same,
        );
        check(
            (15, "年", Equal),
            (12, "年", Equal),
            Levels::Different,
            lower,
        );
        check((5, "%", AtMost), (8, "%", AtMost), Levels::Same, lower);
    }

    #[test]
    fn counts_shrink_with_the_level() {
        use Comparator::{AtLeast, Equal};
        check(
            (10, "家", Equal),
            (3, "家", Equal),
            Levels::Different,
            Verdict::NotComparable,
        );
        check(
            (10, "家", Equal),
            (3, "所", Equal),
            Levels::Same,
            Verdict::Lower { slight: false },
        );
        check(
            (1, "名", AtLeast),
            (1, "人", AtLeast),
            Levels::Different,
            Verdict::Same,
        );
        check(
            (50, "%", Equal),
            (50, "人", Equal),
            Levels::Same,
            Verdict::NotComparable,
        );
    }

    #[test]
    fn a_single_year_is_a_deadline() {
        assert_eq!(single_year("2025年前完成"), Some(2025));
        assert_eq!(single_year("2021年到2025年"), None);
        assert_eq!(single_year("开展20次"), None);
    }
}
