//! What alignment promises a reader, on small plans written here.

use std::sync::atomic::AtomicBool;

use duizhao_core::Lexicon;
use duizhao_core::align::{AlignOptions, align};
use duizhao_core::control::{Cancelled, Control};
use duizhao_core::model::{
    Alignment, Corpus, MatchDecision, Origin, Plan, PlanId, PlanMeta, Responsibility, Review,
    Sourced, Unit, UnitKind, UnitPath, UnitRef, UnitTree,
};
use duizhao_core::text::{LineRange, PlanTextBuilder, Segmenter, Span};

/// A plan of one chapter and one section with these tasks, each `(heading, body)`.
fn plan(id: &str, tasks: &[(&str, &str)]) -> Plan {
    let mut text = String::from("重点任务\n");
    let mut units = vec![unit(
        "1",
        None,
        UnitKind::Chapter,
        Some(Span::new(0, 12)),
        None,
    )];
    for (at, (heading, body)) in tasks.iter().enumerate() {
        let mut piece = |what: &str| {
            let span = Span::new(text.len(), text.len() + what.len());
            text.push_str(what);
            text.push('\n');
            (!what.is_empty()).then_some(span)
        };
        let (heading, body) = (piece(heading), piece(body));
        units.push(unit(
            &format!("1.1.{}", at + 1),
            Some("1"),
            UnitKind::Task,
            heading,
            body,
        ));
    }
    let end = text.len();
    let source = text.clone();
    let mut builder = PlanTextBuilder::new(text);
    builder.keep_to(end);
    for unit in &mut units {
        if let Some(title) = &mut unit.title {
            let span = title.span.expect("headings stand in the text");
            source[span.range()].clone_into(&mut title.value);
        }
    }
    Plan {
        id: PlanId(id.to_owned()),
        meta: PlanMeta::default(),
        text: builder.finish(),
        units: UnitTree::new(units),
        indicators: Vec::new(),
        targets: Vec::new(),
        skipped: Vec::new(),
        issues: Vec::new(),
    }
}

fn unit(
    path: &str,
    parent: Option<&str>,
    kind: UnitKind,
    heading: Option<Span>,
    body: Option<Span>,
) -> Unit {
    let title = heading.map(|span| Sourced {
        value: String::new(),
        span: Some(span),
        origin: Origin::Read,
    });
    Unit {
        path: UnitPath(path.to_owned()),
        parent: parent.map(|parent| UnitPath(parent.to_owned())),
        kind,
        label: None,
        title,
        body: body.into_iter().collect(),
        responsibility: Responsibility::default(),
        lines: LineRange::new(1, 1),
        own_lines: None,
    }
}

fn run(plans: Vec<Plan>, decisions: &[MatchDecision]) -> Alignment {
    let segmenter = Segmenter::new(&Lexicon::builtin());
    let options = AlignOptions::default();
    align(
        &Corpus::new(plans),
        decisions,
        &options,
        &segmenter,
        &Control::none(),
    )
    .expect("nobody cancels")
}

/// Groups as `strength: plan unit, plan unit`, one a line.
fn outline(alignment: &Alignment) -> String {
    let mut lines: Vec<String> = Vec::new();
    for group in &alignment.groups {
        let members = group
            .members
            .iter()
            .map(|m| format!("{} {}", m.unit.plan, m.unit.path));
        let members: Vec<String> = members.collect();
        lines.push(format!(
            "{}: {}",
            group.strength.as_str(),
            members.join(", ")
        ));
    }
    lines.join("\n")
}

fn at(plan: &str, path: &str) -> UnitRef {
    UnitRef {
        plan: PlanId(plan.to_owned()),
        path: UnitPath(path.to_owned()),
    }
}

const HOUSING: (&str, &str) = (
    "保障残疾人基本住房安全便利",
    "对符合条件的残疾人家庭优先轮候、优先选房，优先安排各类保障性住房，不断改善残疾人居住条件。农村危房改造优先解决符合条件的残疾人家庭住房安全问题。",
);
const HOUSING_TOO: (&str, &str) = (
    "优先保障残疾人住房",
    "对符合条件的残疾人家庭优先轮候、优先选房，发放住房租赁补贴。同等条件下，农村危房改造优先安排经济困难的残疾人家庭，改善居住条件。",
);
const PREVENTION: (&str, &str) = (
    "加强残疾预防工作",
    "坚持预防为主、预防与康复相结合，完善残疾预防服务网络。加强婚前、孕前、围孕期保健，做好产前筛查、诊断，加强残疾儿童早期筛查。广泛开展爱耳日、爱眼日宣传教育。",
);
const PREVENTION_TOO: (&str, &str) = (
    "健全残疾预防机制",
    "完善残疾预防服务网络，加强产前筛查、诊断和残疾儿童早期筛查，减少出生缺陷致残。结合爱耳日、爱眼日开展残疾预防宣传教育。",
);
const SPORT: (&str, &str) = (
    "推动残疾人体育发展",
    "实施康复健身体育行动，培育残疾人体育健身点，组织参加残疾人运动会，培养社会体育指导员和优秀运动员。",
);

fn two_plans() -> Vec<Plan> {
    vec![
        plan("甲", &[HOUSING, PREVENTION, SPORT]),
        plan("乙", &[PREVENTION_TOO, HOUSING_TOO]),
    ]
}

#[test]
fn the_same_work_is_found_whatever_its_place() {
    let alignment = run(two_plans(), &[]);
    assert_eq!(
        outline(&alignment),
        "equivalent: 乙 1.1.1, 甲 1.1.2\nequivalent: 乙 1.1.2, 甲 1.1.1"
    );
    let lone: Vec<_> = alignment
        .unmatched
        .iter()
        .map(|u| u.unit.path.as_str())
        .collect();
    assert_eq!(lone, ["1.1.3"], "sport has no counterpart");
}

#[test]
fn a01_nothing_to_compare_is_no_failure() {
    assert_eq!(run(Vec::new(), &[]), Alignment::default());
    let alone = run(vec![plan("甲", &[HOUSING])], &[]);
    assert!(alone.groups.is_empty() && alone.unmatched.is_empty());
}

#[test]
fn a02_copies_align_one_to_one() {
    for copies in [2, 5] {
        let copy = |n: usize| plan(&format!("件{n}"), &[HOUSING, PREVENTION, SPORT]);
        let alignment = run((0..copies).map(copy).collect(), &[]);
        assert_eq!(alignment.groups.len(), 3, "one group a task");
        for group in &alignment.groups {
            assert_eq!(group.members.len(), copies);
            let first = &group.members[0].unit.path;
            assert!(group.members.iter().all(|m| &m.unit.path == first));
            assert!(
                group
                    .members
                    .iter()
                    .all(|m| m.score > 0.9999 && m.share > 0.9999)
            );
        }
        assert!(alignment.unmatched.is_empty());
    }
}

#[test]
fn a04_the_order_of_plans_changes_nothing() {
    let plans = || {
        vec![
            plan("甲", &[HOUSING, PREVENTION, SPORT]),
            plan("乙", &[PREVENTION_TOO, HOUSING_TOO]),
            plan("丙", &[SPORT, HOUSING]),
        ]
    };
    let expected = format!("{:?}", run(plans(), &[]));
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut given = plans();
        let shuffled = order.map(|at| given[at].clone()).to_vec();
        given.clear();
        assert_eq!(format!("{:?}", run(shuffled, &[])), expected, "{order:?}");
    }
}

#[test]
fn a05_decisions_are_honoured_by_every_run() {
    let forbid = MatchDecision::Forbid(at("甲", "1.1.1"), at("乙", "1.1.2"));
    let kept = run(two_plans(), std::slice::from_ref(&forbid));
    assert_eq!(outline(&kept), "equivalent: 乙 1.1.1, 甲 1.1.2");

    let pin = MatchDecision::Pin(vec![at("甲", "1.1.3"), at("乙", "1.1.2")]);
    let name = MatchDecision::Name(
        vec![at("甲", "1.1.3"), at("乙", "1.1.2")],
        "体育".to_owned(),
    );
    let pinned = run(two_plans(), &[forbid.clone(), pin, name]);
    let made = pinned
        .groups
        .iter()
        .find(|group| group.review == Review::Confirmed)
        .unwrap();
    assert_eq!(made.topic, "体育");
    assert_eq!(made.members.len(), 2);

    let regretted = MatchDecision::Pin(vec![at("甲", "1.1.1"), at("乙", "1.1.2")]);
    let again = run(two_plans(), &[forbid, regretted]);
    assert_eq!(
        again.groups.len(),
        2,
        "a later pin overrides an earlier forbid"
    );
}

#[test]
fn a06_a_decision_on_a_unit_that_is_gone_is_kept_as_stale() {
    let gone = MatchDecision::Pin(vec![at("甲", "9.9.9"), at("乙", "1.1.1")]);
    let alignment = run(two_plans(), &[gone]);
    assert_eq!(alignment.stale, [0]);
    assert_eq!(alignment.groups.len(), 2);
}

#[test]
fn a10_a_cancelled_run_returns_nothing() {
    let (cancel, quiet) = (AtomicBool::new(true), |_: u64, _: u64| {});
    let segmenter = Segmenter::new(&Lexicon::builtin());
    let control = Control::new(&cancel, &quiet);
    let corpus = Corpus::new(two_plans());
    let result = align(&corpus, &[], &AlignOptions::default(), &segmenter, &control);
    assert_eq!(result, Err(Cancelled));
}
