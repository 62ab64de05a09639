//! Compares the rows of indicator tables (主要指标), renamed ones matched by name.
//!
//! ```text
//! 残疾人基本康复服务覆盖率 ＞95% 约束性 → 基本康复服务覆盖率 ≥90% 预期性   lowered, attribute weakened
//! 残疾人之家数 ＞8000 户                → 不在表中，见“改造2500户以上”      compared with the prose
//! ```

use std::collections::BTreeMap;

use crate::compare::amount::{Amount, Scale};
use crate::compare::finding::{At, Finding};
use crate::compare::folding::Reader;
use crate::compare::passages::{Scope, grams};
use crate::compare::target::verdict_finding;
use crate::compare::weights::Weights;
use crate::lexicon::Fact;
use crate::model::{DeviationKind, Indicator, IndicatorAttribute, Target};
use crate::text::TokenKind;

/// Names closer than this are one indicator. 残疾人基本康复服务覆盖率 and
/// 残疾人基本型辅助器具适配率 stand at 0.3.
const SAME_NAME: f64 = 0.62;
/// A clause of the prose that holds this share of a name is about it.
const IN_PROSE: f64 = 0.7;

/// Findings about the indicators of two plans.
pub(crate) fn indicators(
    a: &Scope<'_>,
    b: &Scope<'_>,
    weights: &Weights,
    reader: &mut Reader<'_>,
    scale: Scale<'_>,
) -> Vec<Finding> {
    let names_a = names(a, reader);
    let names_b = names(b, reader);
    let pairs = pair(&names_a, &names_b, weights);
    let taken: Vec<usize> = pairs.values().copied().collect();
    let mut findings = Vec::new();
    for (i, ours) in a.plan.indicators.iter().enumerate() {
        match pairs.get(&i).map(|&j| &b.plan.indicators[j]) {
            Some(theirs) => findings.extend(rows(a, b, ours, theirs, scale)),
            None => findings.extend(absent(a, b, (ours, &names_a[i]), weights, reader, scale)),
        }
    }
    for (j, theirs) in b.plan.indicators.iter().enumerate() {
        if !taken.contains(&j) {
            let found = absent(b, a, (theirs, &names_b[j]), weights, reader, scale);
            findings.extend(found.into_iter().map(Finding::mirrored));
        }
    }
    findings
}

fn names(scope: &Scope<'_>, reader: &mut Reader<'_>) -> Vec<Vec<u64>> {
    let of = |indicator: &Indicator, reader: &mut Reader<'_>| {
        let toks = reader.read(&indicator.name.value, 0, &scope.places);
        grams(&toks, reader)
    };
    scope
        .plan
        .indicators
        .iter()
        .map(|indicator| of(indicator, reader))
        .collect()
}

fn pair(a: &[Vec<u64>], b: &[Vec<u64>], weights: &Weights) -> BTreeMap<usize, usize> {
    let mut rated = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let dice = weights.dice(x, y);
            if dice >= SAME_NAME {
                rated.push((i, j, dice));
            }
        }
    }
    rated.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut pairs = BTreeMap::new();
    let mut used = Vec::new();
    for (i, j, _) in rated {
        if !pairs.contains_key(&i) && !used.contains(&j) {
            pairs.insert(i, j);
            used.push(j);
        }
    }
    pairs
}

/// Two rows of the same indicator.
fn rows(
    a: &Scope<'_>,
    b: &Scope<'_>,
    ours: &Indicator,
    theirs: &Indicator,
    scale: Scale<'_>,
) -> Vec<Finding> {
    let at = (at_row(a, ours), at_row(b, theirs));
    let mut findings = Vec::new();
    match (amount(ours), amount(theirs)) {
        (Some(x), Some(y)) => findings.extend(verdict_finding(&x, &y, scale, &at)),
        (None, None) if ours.target.trim() == theirs.target.trim() => {}
        _ => {
            let finding = make(DeviationKind::MeasureChanged, "T3-measure", &at);
            findings.push(finding.words(vec![shown(ours)], vec![shown(theirs)]));
        }
    }
    findings.extend(due(a, b, ours, theirs, &at));
    findings.extend(attribute(ours, theirs, &at));
    let binding = theirs.attribute == Some(IndicatorAttribute::Binding);
    let binding = binding && ours.attribute != theirs.attribute;
    let about = |finding| about(finding, ours).facts(binding.then_some(Fact::Binding));
    findings.into_iter().map(about).collect()
}

fn due(
    a: &Scope<'_>,
    b: &Scope<'_>,
    ours: &Indicator,
    theirs: &Indicator,
    at: &(At, At),
) -> Option<Finding> {
    let end = |scope: &Scope<'_>| {
        scope
            .plan
            .meta
            .period
            .map_or(0, |(_, last)| i32::from(last))
    };
    let (x, y) = (i32::from(ours.target_year?), i32::from(theirs.target_year?));
    let kind = match (y - end(b)).cmp(&(x - end(a))) {
        std::cmp::Ordering::Greater => DeviationKind::DeadlineLater,
        std::cmp::Ordering::Less => DeviationKind::DeadlineEarlier,
        std::cmp::Ordering::Equal => return None,
    };
    let words = (vec![format!("{x}年")], vec![format!("{y}年")]);
    Some(make(kind, "T4-deadline", at).words(words.0, words.1))
}

fn attribute(ours: &Indicator, theirs: &Indicator, at: &(At, At)) -> Option<Finding> {
    let (x, y) = (ours.attribute?, theirs.attribute?);
    let kind = match (x, y) {
        (IndicatorAttribute::Binding, IndicatorAttribute::Anticipatory) => {
            DeviationKind::AttributeWeakened
        }
        (IndicatorAttribute::Anticipatory, IndicatorAttribute::Binding) => {
            DeviationKind::AttributeStrengthened
        }
        _ => return None,
    };
    let words = (vec![x.word().to_owned()], vec![y.word().to_owned()]);
    Some(make(kind, "T5-attribute", at).words(words.0, words.1))
}

/// An indicator without its row in the other table: perhaps the prose states it.
fn absent(
    own: &Scope<'_>,
    other: &Scope<'_>,
    indicator: (&Indicator, &[u64]),
    weights: &Weights,
    reader: &mut Reader<'_>,
    scale: Scale<'_>,
) -> Option<Finding> {
    let (row, name) = indicator;
    let at = at_row(own, row);
    let Some(target) = in_prose(other, name, weights, reader) else {
        let finding = Finding::new(
            DeviationKind::IndicatorMissing,
            "T6-indicator",
            at,
            At::default(),
        );
        return Some(about(finding.words(vec![shown(row)], Vec::new()), row));
    };
    let at = (at, At::clause(&target.unit, target.span));
    let theirs = Amount {
        quantity: target.quantity.clone(),
        comparator: target.comparator,
        each: target.recurrence.is_some(),
    };
    let finding = verdict_finding(&amount(row)?, &theirs, scale, &at)?;
    Some(about(finding, row))
}

/// The target of the prose that is about the indicator of this name.
fn in_prose<'s>(
    scope: &'s Scope<'_>,
    name: &[u64],
    weights: &Weights,
    reader: &mut Reader<'_>,
) -> Option<&'s Target> {
    let whole = weights.sum(name);
    let mut best: Option<(f64, &Target)> = None;
    for target in &scope.plan.targets {
        let mut toks = reader.read(scope.text(target.span), 0, &scope.places);
        toks.retain(|tok| tok.kind == TokenKind::Word);
        let stated = grams(&toks, reader);
        let share = weights.shared(name, &stated) / whole.max(f64::MIN_POSITIVE);
        let close = share >= IN_PROSE && weights.dice(name, &stated) >= SAME_NAME;
        if close && best.is_none_or(|(known, _)| share > known) {
            best = Some((share, target));
        }
    }
    best.map(|(_, target)| target)
}

fn amount(indicator: &Indicator) -> Option<Amount> {
    let (comparator, quantity) = indicator.target_value.clone()?;
    let mut quantity = quantity;
    if quantity.unit.is_empty() {
        quantity.unit = indicator.unit.clone().unwrap_or_default();
    }
    Some(Amount {
        quantity,
        comparator,
        each: false,
    })
}

fn shown(indicator: &Indicator) -> String {
    let unit = indicator.unit.as_deref().unwrap_or("");
    let ends = indicator.target.ends_with(unit);
    if ends {
        indicator.target.clone()
    } else {
        format!("{}{unit}", indicator.target)
    }
}

/// The finding names the indicator of the base and knows whether it binds.
fn about(mut finding: Finding, indicator: &Indicator) -> Finding {
    finding.indicator = Some(indicator.name.value.clone());
    finding.facts.push(Fact::Indicator);
    if indicator.attribute == Some(IndicatorAttribute::Binding) {
        finding.facts.push(Fact::Binding);
    }
    finding
}

fn at_row(scope: &Scope<'_>, indicator: &Indicator) -> At {
    let span = indicator.name.span;
    let row = span.map(|span| row_of(scope, span));
    let words = row.unwrap_or_else(|| indicator.name.value.clone());
    At::words(&indicator.table, words, Some(indicator.lines))
}

/// The line of the text around an indicator's name.
fn row_of(scope: &Scope<'_>, span: crate::text::Span) -> String {
    let text = scope.plan.text.text();
    let start = text[..span.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = text[span.end as usize..]
        .find('\n')
        .map_or(text.len(), |at| at + span.end as usize);
    text[start..end].to_owned()
}

fn make(kind: DeviationKind, rule: &'static str, at: &(At, At)) -> Finding {
    Finding::new(kind, rule, at.0.clone(), at.1.clone())
}
