//! Core types to the documents of `--json`.

use duizhao_core::model::{
    self, Alignment, Comparator, Corpus, Origin, Plan, Quantity, Relation, Side, Sourced,
};
use duizhao_core::parallel::in_order;
use duizhao_core::text::LineRange;
use serde_json::Number;

use crate::api::contract::{
    AlignmentDocument, Candidate, Cite, ComparedPlan, ComparisonDocument, Counts, Deviation,
    Evidence, Group, Indicator, Inspection, Lines, Member, PlanMeta, PlanName, SCHEMA, Sentence,
    SharedWord, Skipped, Summary, Target, Unit, Unmatched, Warning,
};
use crate::messages::{Lang, issue_text, reason_text};

/// One plan as `inspect` prints it.
pub fn inspection(plan: &Plan, lang: Lang) -> Inspection {
    Inspection {
        schema: SCHEMA,
        plan: meta(plan),
        units: plan
            .units
            .iter()
            .map(|unit| self::unit(plan, unit))
            .collect(),
        indicators: plan.indicators.iter().map(indicator).collect(),
        targets: plan.targets.iter().map(target).collect(),
        skipped: plan.skipped.iter().map(skipped).collect(),
        warnings: plan
            .issues
            .iter()
            .map(|issue| warning(issue, lang))
            .collect(),
    }
}

/// Equivalent tasks as `align` prints them.
pub fn alignment(corpus: &Corpus, alignment: &Alignment) -> AlignmentDocument {
    let plans = corpus.plans().iter().map(|plan| PlanName {
        id: plan.id.to_string(),
        title: plan.title_or_id().to_owned(),
    });
    AlignmentDocument {
        schema: SCHEMA,
        plans: plans.collect(),
        groups: in_order(&alignment.groups, |group| self::group(corpus, group)),
        unmatched: alignment.unmatched.iter().map(unmatched).collect(),
        warnings: Vec::new(),
    }
}

/// Deviations as `compare` prints them.
pub fn comparisons(comparisons: &[model::Comparison]) -> ComparisonDocument {
    let bases: Vec<String> = comparisons.iter().map(|one| one.base.to_string()).collect();
    let several = bases.len() > 1;
    let plans = comparisons.iter().flat_map(|comparison| {
        let base = comparison.base.as_str();
        let plans = comparison.plans.iter();
        plans.map(move |plan| compared(plan, base, several))
    });
    ComparisonDocument {
        schema: SCHEMA,
        base: bases.first().cloned().unwrap_or_default(),
        plans: plans.collect(),
        bases: if several { bases } else { Vec::new() },
        warnings: Vec::new(),
    }
}

fn meta(plan: &Plan) -> PlanMeta {
    let of = |field: &Option<Sourced<String>>| field.as_ref().map(|sourced| sourced.value.clone());
    let meta = &plan.meta;
    PlanMeta {
        id: plan.id.to_string(),
        title: plan.title_or_id().to_owned(),
        notice_title: of(&meta.notice_title),
        doc_number: of(&meta.doc_number),
        issuer: of(&meta.issuer),
        issue_date: meta.issue_date.as_ref().map(|date| {
            let date = date.value;
            format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
        }),
        period: meta.period,
        region: meta.region.name.clone(),
        province: meta.region.province.clone(),
        level: meta.level.map(|level| level.as_str().to_owned()),
        encoding: None,
        format: None,
        cites: meta.cites.iter().map(cite).collect(),
    }
}

fn cite(cite: &model::PlanCite) -> Cite {
    Cite {
        title: cite.title.clone(),
        doc_number: cite.doc_number.clone(),
        relation: cite.relation.as_str(),
        plan: None,
    }
}

fn unit(plan: &Plan, unit: &model::Unit) -> Unit {
    let names = |mentions: &[model::Mention]| mentions.iter().map(|m| m.surface.clone()).collect();
    let who = &unit.responsibility;
    Unit {
        id: unit.path.to_string(),
        parent: unit.parent.as_ref().map(ToString::to_string),
        kind: unit.kind.as_str(),
        label: unit.label.as_ref().map(|label| label.value.clone()),
        label_restored: unit
            .label
            .as_ref()
            .is_some_and(|l| l.origin == Origin::Restored),
        title: unit.title.as_ref().map(|title| title.value.clone()),
        text: plan.body(unit),
        tail: plan.tail(unit).map(str::to_owned),
        lines: lines(unit.lines),
        own_lines: unit.own_lines.map(lines),
        lead: names(&who.lead),
        participants: names(&who.participants),
        departments: names(&who.unranked),
        mended: unit.origin == Origin::Edited,
    }
}

fn indicator(indicator: &model::Indicator) -> Indicator {
    let value = indicator.target_value.as_ref();
    Indicator {
        name: indicator.name.value.clone(),
        unit: indicator.unit.clone(),
        baseline: indicator.baseline.clone(),
        baseline_year: indicator.baseline_year,
        target: indicator.target.clone(),
        target_value: value.map(|(_, quantity)| number(quantity)),
        target_comparator: value.map(|(comparator, _)| Comparator::sign(*comparator)),
        target_year: indicator.target_year,
        attribute: indicator.attribute.map(model::IndicatorAttribute::word),
        lines: lines(indicator.lines),
    }
}

fn target(target: &model::Target) -> Target {
    Target {
        unit: target.unit.to_string(),
        quote: target.quote.clone(),
        value: number(&target.quantity),
        unit_of_measure: target.quantity.unit.clone(),
        comparator: target.comparator.sign(),
        deadline: target.deadline,
        lines: lines(target.lines),
    }
}

fn skipped(skipped: &model::Skipped) -> Skipped {
    Skipped {
        lines: lines(skipped.lines),
        why: skipped.why.as_str(),
        text: skipped.text.clone(),
    }
}

/// A doubt with its words.
pub fn warning(issue: &model::Issue, lang: Lang) -> Warning {
    Warning {
        code: issue.code.as_str().to_owned(),
        message: issue_text(issue).of(lang).to_owned(),
        lines: issue.lines.map(lines),
    }
}

fn group(corpus: &Corpus, group: &model::AlignmentGroup) -> Group {
    let members = group.members.iter().map(|member| Member {
        plan: member.unit.plan.to_string(),
        unit: member.unit.path.to_string(),
        score: rounded(member.score),
        share: rounded(member.share),
        evidence: member.evidence.as_ref().map(evidence),
    });
    let quoted = |row: &Vec<model::SentenceRef>| {
        let sentences = row.iter();
        let quoted = sentences.map(|s| sentence(corpus, &group.members[s.member].unit, s));
        quoted.collect()
    };
    Group {
        id: group.id.0.clone(),
        topic: group.topic.clone(),
        strength: group.strength.as_str(),
        members: members.collect(),
        sentences: group.sentences.iter().map(quoted).collect(),
    }
}

fn evidence(evidence: &model::Evidence) -> Evidence {
    let terms = evidence.terms.iter().map(|shared| SharedWord {
        term: shared.term.clone(),
        weight: rounded(shared.weight),
    });
    Evidence {
        heading: rounded(evidence.heading),
        body: rounded(evidence.body),
        section: rounded(evidence.section),
        sentences: rounded(evidence.sentences),
        terms: terms.collect(),
    }
}

fn sentence(corpus: &Corpus, unit: &model::UnitRef, sentence: &model::SentenceRef) -> Sentence {
    let plan = corpus.get(&unit.plan);
    let quote = plan.map_or("", |plan| plan.text.slice(sentence.span));
    Sentence {
        plan: unit.plan.to_string(),
        unit: unit.path.to_string(),
        quote: quote.to_owned(),
        lines: lines(sentence.lines),
    }
}

fn unmatched(unmatched: &model::Unmatched) -> Unmatched {
    let best = unmatched.best.as_ref();
    Unmatched {
        plan: unmatched.unit.plan.to_string(),
        unit: unmatched.unit.path.to_string(),
        in_plan: unmatched.in_plan.to_string(),
        why: unmatched.why.as_str(),
        best: best.map(|(unit, score)| Candidate {
            unit: unit.to_string(),
            score: rounded(*score),
        }),
    }
}

fn compared(plan: &model::PlanComparison, base: &str, several: bool) -> ComparedPlan {
    let summary = &plan.summary;
    let counts = summary.counts;
    ComparedPlan {
        plan: plan.plan.to_string(),
        base: base.to_owned(),
        relation: plan.relation.as_str(),
        summary: Summary {
            carried: rounded(summary.carried.value()),
            copied: rounded(summary.copied.value()),
            carried_of: (
                rounded(summary.carried.part),
                rounded(summary.carried.whole),
            ),
            copied_of: (rounded(summary.copied.part), rounded(summary.copied.whole)),
            counts: Counts {
                high: counts.high,
                medium: counts.medium,
                low: counts.low,
                info: counts.info,
            },
        },
        deviations: plan
            .deviations
            .iter()
            .map(|found| Deviation {
                base: several.then(|| base.to_owned()),
                ..deviation(found, plan.relation)
            })
            .collect(),
    }
}

fn deviation(deviation: &model::Deviation, relation: Relation) -> Deviation {
    let unit = |side: &Side| side.unit.as_ref().map(ToString::to_string);
    let (base, plan) = (&deviation.base, &deviation.plan);
    Deviation {
        id: deviation.id.clone(),
        kind: deviation.kind.as_str(),
        severity: deviation.severity.as_str(),
        rule: deviation.rule,
        base: None,
        base_unit: unit(base),
        unit: unit(plan),
        indicator: deviation.indicator.clone(),
        before: base.quote.clone(),
        after: plan.quote.clone(),
        words: deviation.words(),
        layer: deviation.layer,
        base_lines: base.lines.map(lines),
        lines: plan.lines.map(lines),
        reason: reason_text(deviation, relation).zh,
    }
}

/// First and last line.
pub fn lines(range: LineRange) -> Lines {
    (range.first, range.last)
}

/// Four decimals: enough to compare, the same bytes on every machine.
pub fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn number(quantity: &Quantity) -> Number {
    let text = quantity.value.normalize().to_string();
    let whole = text.parse::<i64>().ok().map(Number::from);
    let real = || text.parse::<f64>().ok().and_then(Number::from_f64);
    whole.or_else(real).unwrap_or_else(|| Number::from(0))
}
