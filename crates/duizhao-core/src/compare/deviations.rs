//! Turns findings about two plans into deviations of one plan from its base.

use crate::compare::finding::{At, Finding};
use crate::lexicon::{Fact, SeverityRules};
use crate::model::{Counts, Deviation, DeviationKind, Plan, Relation, Severity, Side};

/// The deviations behind `findings`, which are seen from `base`; by severity, then in the
/// base's order, then the plan's.
pub(crate) fn deviations(
    findings: Vec<Finding>,
    base: &Plan,
    plan: &Plan,
    relation: Relation,
    rules: &SeverityRules,
) -> Vec<Deviation> {
    let mut all: Vec<Deviation> = findings
        .into_iter()
        .map(|f| deviation(f, base, plan, relation, rules))
        .collect();
    all.sort_by_cached_key(|d| {
        (
            d.severity,
            place(base, &d.base),
            place(plan, &d.plan),
            d.id.clone(),
        )
    });
    all.dedup_by(|x, y| x.id == y.id);
    // They are kept as long as the comparison is open; the list was made in the room of the findings.
    all.shrink_to_fit();
    all
}

/// Findings by severity.
pub(crate) fn counts(deviations: &[Deviation]) -> Counts {
    let of = |severity: Severity| deviations.iter().filter(|d| d.severity == severity).count();
    Counts {
        high: of(Severity::High),
        medium: of(Severity::Medium),
        low: of(Severity::Low),
        info: of(Severity::Info),
    }
}

fn deviation(
    finding: Finding,
    base: &Plan,
    plan: &Plan,
    relation: Relation,
    rules: &SeverityRules,
) -> Deviation {
    // A lead that is only added, a layer that only the plan has.
    let added = matches!(
        finding.kind,
        DeviationKind::LeadChanged | DeviationKind::LayerAbsent
    ) && finding.lost.is_empty();
    let mut facts = finding.facts.clone();
    facts.extend(added.then_some(Fact::Slight));
    let severity = rules.decide(relation, finding.kind, &facts);
    let (before, after) = (side(base, &finding.a), side(plan, &finding.b));
    let words: Vec<String> = finding
        .lost
        .iter()
        .chain(&finding.gained)
        .cloned()
        .collect();
    Deviation {
        id: id(&finding, &before, &after, &words),
        kind: finding.kind,
        severity,
        rule: finding.rule,
        base: before,
        plan: after,
        indicator: finding.indicator,
        lost: finding.lost,
        gained: finding.gained,
        layer: finding.layer,
    }
}

fn side(plan: &Plan, at: &At) -> Side {
    let unit = at.unit.as_ref().and_then(|path| plan.unit(path));
    let quote = match (at.span, &at.words) {
        (Some(span), _) => Some(plan.text.slice(span).to_owned()),
        (None, Some(words)) => Some(words.clone()),
        (None, None) => unit
            .map(|unit| plan.title(unit).to_owned())
            .filter(|t| !t.is_empty()),
    };
    let lines = match (at.lines, at.span) {
        (Some(lines), _) => Some(lines),
        (None, Some(span)) => Some(plan.text.lines_of(span)),
        (None, None) => unit.map(|unit| unit.lines),
    };
    Side {
        unit: at.unit.clone(),
        quote,
        lines,
    }
}

/// The position of a side in its plan; sides that are not there come last.
fn place(plan: &Plan, side: &Side) -> (usize, u32) {
    let unit = side
        .unit
        .as_ref()
        .and_then(|path| plan.units.position(path));
    (
        unit.unwrap_or(usize::MAX),
        side.lines.map_or(u32::MAX, |lines| lines.first),
    )
}

/// Kind, units and a digest of both sides: stable over runs and over other findings.
fn id(finding: &Finding, before: &Side, after: &Side, words: &[String]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let texts = [
        before.quote.as_deref(),
        after.quote.as_deref(),
        finding.indicator.as_deref(),
    ];
    let words = words.iter().map(|word| Some(word.as_str()));
    for text in texts.into_iter().chain(words) {
        for byte in text
            .unwrap_or("\u{0}")
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
        {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        hash = (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    }
    let unit = |side: &Side| {
        side.unit
            .as_ref()
            .map_or("-", |path| path.as_str())
            .to_owned()
    };
    let layer = finding
        .layer
        .map_or(String::new(), |layer| format!(":{layer}"));
    format!(
        "{}{layer}:{}:{}:{hash:016x}",
        finding.kind.as_str(),
        unit(before),
        unit(after)
    )
}
