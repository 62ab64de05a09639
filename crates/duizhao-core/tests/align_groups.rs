//! What alignment promises a reader, on small plans written here.

use std::sync::atomic::AtomicBool;

use duizhao_core::Lexicon;
use duizhao_core::align::pair::all_signals;
use duizhao_core::align::{AlignOptions, Cache, PlanFeatures, align, align_cached};
use duizhao_core::control::{Cancelled, Control};
use duizhao_core::model::{
    Alignment, Corpus, MatchDecision, Plan, PlanId, Review, Strength, UnitPath, UnitRef,
};
use duizhao_core::parse::read_plan;
use duizhao_core::text::Segmenter;

mod support;
use support::plan;

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
fn a02_copies_of_a_real_plan_align_one_to_one() {
    let source = include_str!("../../../seeds/004_ce8763cea49ce9f3.txt");
    let lexicon = Lexicon::builtin();
    let copy = |id: &str| read_plan(PlanId(id.to_owned()), source, &lexicon);
    let alignment = run(vec![copy("甲"), copy("乙"), copy("丙")], &[]);
    assert!(alignment.unmatched.is_empty());
    for group in &alignment.groups {
        assert_eq!(group.strength, Strength::Equivalent, "{}", group.topic);
        assert_eq!(group.members.len(), 3, "{}", group.topic);
        assert!(
            group
                .members
                .iter()
                .all(|member| member.unit.path == group.members[0].unit.path)
        );
    }
}

#[test]
fn a03_plans_of_different_fields_share_nothing() {
    let farming = plan(
        "农",
        &[
            (
                "加强农机安全监管",
                "健全农机安全监管体系，落实安全生产责任，加强部门联动，广泛开展农机安全宣传教育，提升监管能力。",
            ),
            (
                "推进粮食生产机械化",
                "推广水稻机插和精量播种，配备北斗导航设备，实现粮食生产耕种收全程机械化，提高服务水平。",
            ),
            (
                "加强组织领导",
                "各级政府要加强组织领导，落实经费保障，强化监督检查，确保各项任务落到实处。",
            ),
        ],
    );
    let alignment = run(
        vec![farming, plan("甲", &[HOUSING, PREVENTION, SPORT])],
        &[],
    );
    assert_eq!(outline(&alignment), "");
    assert_eq!(alignment.unmatched.len(), 6);
}

#[test]
fn a04_a_plan_of_another_field_leaves_groups_as_they_are() {
    let source = include_str!("../../../seeds/004_ce8763cea49ce9f3.txt");
    let other = include_str!("../../../seeds/000_5858b48f3c980549.txt");
    let lexicon = Lexicon::builtin();
    let two = || {
        let read = |id: &str, text: &str| read_plan(PlanId(id.to_owned()), text, &lexicon);
        vec![read("甲", source), read("乙", other)]
    };
    let before = outline(&run(two(), &[]));
    let mut three = two();
    three.push(plan(
        "农",
        &[(
            "推进粮食生产机械化",
            "推广水稻机插和精量播种，配备北斗导航设备。",
        )],
    ));
    assert_eq!(outline(&run(three, &[])), before);
}

#[test]
fn a07_a_task_split_in_two_is_one_group() {
    let half = |at: usize| {
        let cut = HOUSING.1.find('。').expect("two sentences") + '。'.len_utf8();
        if at == 0 {
            &HOUSING.1[..cut]
        } else {
            &HOUSING.1[cut..]
        }
    };
    let split = plan(
        "乙",
        &[
            ("优先安排残疾人保障性住房", half(0)),
            ("优先改造残疾人家庭农村危房", half(1)),
            PREVENTION_TOO,
        ],
    );
    let alignment = run(vec![plan("甲", &[HOUSING, PREVENTION, SPORT]), split], &[]);
    let mut found: Vec<&str> = Vec::new();
    for group in &alignment.groups {
        if group
            .members
            .iter()
            .any(|member| member.unit == at("甲", "1.1.1"))
        {
            let other = group
                .members
                .iter()
                .filter(|member| member.unit.plan.as_str() == "乙");
            found.extend(other.map(|member| member.unit.path.as_str()));
        }
    }
    found.sort_unstable();
    assert_eq!(found, ["1.1.1", "1.1.2"], "{}", outline(&alignment));
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
fn a05_a_split_keeps_two_lists_apart() {
    let split = MatchDecision::Split(
        vec![at("甲", "1.1.1")],
        vec![at("乙", "1.1.1"), at("乙", "1.1.2")],
    );
    assert_eq!(
        outline(&run(two_plans(), &[split])),
        "equivalent: 乙 1.1.1, 甲 1.1.2"
    );
}

#[test]
fn a_kept_cache_changes_nothing() {
    let segmenter = Segmenter::new(&Lexicon::builtin());
    let (options, control) = (AlignOptions::default(), Control::none());
    let mut cache = Cache::new();
    let mut again = |plans: Vec<Plan>, decisions: &[MatchDecision]| {
        let corpus = Corpus::new(plans);
        align_cached(
            &corpus, decisions, &options, &segmenter, &control, &mut cache,
        )
        .expect("nobody cancels")
    };
    assert_eq!(again(two_plans(), &[]), run(two_plans(), &[]));
    let forbid = [MatchDecision::Forbid(at("甲", "1.1.1"), at("乙", "1.1.2"))];
    assert_eq!(again(two_plans(), &forbid), run(two_plans(), &forbid));
    let edited = || {
        vec![
            plan("甲", &[SPORT, HOUSING]),
            plan("乙", &[PREVENTION_TOO, HOUSING_TOO]),
        ]
    };
    assert_eq!(
        again(edited(), &[]),
        run(edited(), &[]),
        "a changed text is read anew"
    );
}

#[test]
fn words_of_one_meaning_are_read_alike() {
    let one = plan(
        "甲",
        &[
            ("提高辅具服务水平", "推广辅具租赁，完善辅具适配。"),
            HOUSING,
        ],
    );
    let other = plan(
        "乙",
        &[
            HOUSING_TOO,
            (
                "提高辅助器具服务水平",
                "推广辅助器具租赁，完善辅助器具适配。",
            ),
        ],
    );
    let alignment = run(vec![one, other], &[]);
    let group = alignment
        .groups
        .iter()
        .find(|g| g.topic.contains("服务水平"))
        .expect("a group");
    assert!(
        group.members.iter().all(|member| member.score > 0.99),
        "{group:?}"
    );
}

/// Texts as bad as they come: empty, one character, numbers, marks, no Chinese at all.
const ODD: &[&str] = &[
    "",
    "辅",
    "2025",
    "。。；",
    "5G",
    "plain words only",
    "①②③",
    "加强",
    "（　）",
    "推进就业。推进就业。",
];

#[test]
fn a08_odd_texts_give_figures_between_0_and_1() {
    let mut all = Vec::new();
    for heading in ODD {
        for body in ODD {
            all.push((*heading, *body));
        }
    }
    let (one, other) = (plan("甲", &all), plan("乙", &all));
    let segmenter = Segmenter::new(&Lexicon::builtin());
    let (a, b) = (
        PlanFeatures::read(&one, &segmenter),
        PlanFeatures::read(&other, &segmenter),
    );
    let (there, back) = (all_signals(&a, &b), all_signals(&b, &a));
    assert!(!there.is_empty());
    for pair in &there {
        let score = pair.signals.similarity();
        assert!((0.0..=1.0).contains(&score), "{pair:?}");
        let mirrored = back
            .iter()
            .find(|other| (other.a, other.b) == (pair.b, pair.a));
        let mirrored = mirrored
            .expect("the same pairs either way")
            .signals
            .similarity();
        assert!((score - mirrored).abs() < 1e-9, "{pair:?}");
        assert!(pair.a != pair.b || score > 1.0 - 1e-9, "{pair:?}");
    }
    for group in run(vec![one, other], &[]).groups {
        let fair = |x: f64| (0.0..=1.0).contains(&x);
        assert!(group.members.iter().all(|m| fair(m.score) && fair(m.share)));
    }
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

/// Reasons are words that stand in the texts, heaviest first, and cost nothing unless asked for.
#[test]
fn a_match_says_which_words_it_rests_on() {
    let unasked = run(two_plans(), &[]);
    let segmenter = Segmenter::new(&Lexicon::builtin());
    let options = AlignOptions { explain: true };
    let corpus = Corpus::new(two_plans());
    let asked = align(&corpus, &[], &options, &segmenter, &Control::none()).expect("goes on");
    assert_eq!(outline(&unasked), outline(&asked));
    let members = |of: &Alignment| of.groups[0].members.clone();
    for (one, member) in members(&unasked).iter().zip(members(&asked)) {
        assert_eq!((one.score, one.share), (member.score, member.share));
        assert!(one.evidence.is_none());
        let evidence = member.evidence.expect("it was asked for");
        assert!(
            evidence.heading > 0.0 && evidence.body > 0.0,
            "{evidence:?}"
        );
        assert!(evidence.terms.len() > 3, "{evidence:?}");
        for shared in &evidence.terms {
            let holds = |(title, body): (&str, &str)| {
                title.contains(&shared.term) || body.contains(&shared.term)
            };
            let pairs = [[HOUSING, HOUSING_TOO], [PREVENTION, PREVENTION_TOO]];
            let held = pairs.into_iter().any(|pair| pair.into_iter().all(holds));
            assert!(held, "{shared:?}");
        }
        let weights: Vec<f64> = evidence.terms.iter().map(|shared| shared.weight).collect();
        assert!(weights.is_sorted_by(|x, y| x >= y), "{weights:?}");
    }
}
