//! What a user mends in a reading: the change, what follows from it, and that no word is lost.

use duizhao_core::Lexicon;
use duizhao_core::mend::{Amount, Change, Field, Mender, Refusal};
use duizhao_core::model::{
    AdminLevel, Comparator, Origin, Plan, PlanId, Quantity, UnitKind, UnitPath,
};
use duizhao_core::parse::read_plan;

const TEXT: &str = "\
临江市残疾人事业发展规划（2021-2025年）
一、总体要求
坚持党的领导。
二、主要任务
（一）加强社会保障
1.完善补贴制度。落实残疾人两项补贴。2.加强托养服务。每年托养服务50人以上。（牵头部门：市残联；参与部门：市财政局）
2.加强康复服务
残疾人康复服务率达到95%。
（二）提升就业质量
1.开展培训。培训残疾人100人次。
专栏1 就业项目
就业帮扶：帮扶残疾人就业。
职业培训：培训残疾人。
三、保障措施
（一）加强组织领导
健全工作机制。
";

fn plan() -> Plan {
    read_plan(PlanId("x".into()), TEXT, &Lexicon::builtin())
}

fn path(path: &str) -> UnitPath {
    UnitPath(path.to_owned())
}

/// Units as `path kind label title | text`, one a line.
fn outline(plan: &Plan) -> String {
    let lines = plan.units.iter().map(|unit| {
        let label = unit.label.as_ref().map_or("", |label| &label.value);
        format!(
            "{} {} {label}{} | {}\n",
            unit.path,
            unit.kind.as_str(),
            plan.title(unit),
            plan.body(unit).replace('\n', "⏎"),
        )
    });
    lines.collect()
}

#[track_caller]
fn mended(changes: &[(&str, Change)]) -> Plan {
    let lexicon = Lexicon::builtin();
    let mut mender = Mender::new(plan(), &lexicon);
    for (at, change) in changes {
        mender.apply(&path(at), change).expect("it fits");
    }
    let plan = mender.finish();
    assert_eq!(
        words(&plan),
        words(&self::plan()),
        "a word was lost or doubled"
    );
    plan
}

/// The Han characters of all units, sorted: what a change must keep.
fn words(plan: &Plan) -> Vec<char> {
    let mut all: Vec<char> = Vec::new();
    for unit in &plan.units {
        let label = unit.label.as_ref().and_then(|label| label.span);
        let label = label.map(|span| plan.text.slice(span)).unwrap_or_default();
        let parts = [
            label,
            plan.title(unit),
            &plan.body(unit),
            plan.tail(unit).unwrap_or(""),
        ]
        .concat();
        all.extend(
            parts
                .chars()
                .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)),
        );
    }
    all.sort_unstable();
    all
}

#[test]
fn a_swallowed_task_is_split_off_with_its_statement_and_targets() {
    let split = Change::Split {
        before: "2.加强托养服务".into(),
        title: Some("加强托养服务".into()),
    };
    let plan = mended(&[("2.1.1", split)]);
    insta::assert_snapshot!(outline(&plan));
    let first = plan.unit(&path("2.1.1")).expect("it is there");
    let second = plan.unit(&path("2.1.2")).expect("it was split off");
    assert!(first.responsibility.is_empty());
    assert_eq!(second.responsibility.lead[0].surface, "市残联");
    assert_eq!(
        (first.origin, second.origin),
        (Origin::Edited, Origin::Edited)
    );
    let of = |target: &duizhao_core::model::Target| (target.unit.to_string(), target.quote.clone());
    let targets: Vec<_> = plan.targets.iter().map(of).collect();
    assert!(
        targets.contains(&("2.1.2".to_owned(), "每年托养服务50人以上".to_owned())),
        "{targets:?}"
    );
    assert!(
        targets.iter().any(|(unit, _)| unit == "2.1.3"),
        "later targets follow: {targets:?}"
    );
}

#[test]
fn a_task_merged_into_the_one_before_it_is_text_there() {
    let lexicon = Lexicon::builtin();
    let now = Mender::new(plan(), &lexicon).apply(&path("2.1.2"), &Change::Merge);
    assert_eq!(now, Ok(path("2.1.1")), "where its words stand now");
    let plan = mended(&[("2.1.2", Change::Merge)]);
    insta::assert_snapshot!(outline(&plan));
}

#[test]
fn a_section_that_becomes_a_task_hands_its_tasks_on() {
    let plan = mended(&[("2.2", Change::Kind(UnitKind::Task))]);
    insta::assert_snapshot!(outline(&plan));
}

#[test]
fn a_task_that_becomes_a_section_takes_in_what_follows() {
    let plan = mended(&[("2.1.2", Change::Kind(UnitKind::Section))]);
    insta::assert_snapshot!(outline(&plan));
}

#[test]
fn a_task_moves_with_all_that_stands_in_it() {
    let plan = mended(&[("2.2.1", Change::Move(path("2.1")))]);
    insta::assert_snapshot!(outline(&plan));
}

#[test]
fn a_heading_takes_words_from_its_text_and_gives_them_back() {
    let longer = Change::Title("加强康复服务残疾人康复服务率".into());
    let plan = mended(&[("2.1.2", longer.clone())]);
    let unit = plan.unit(&path("2.1.2")).expect("it is there");
    assert_eq!(plan.title(unit), "加强康复服务残疾人康复服务率");
    assert_eq!(plan.body(unit), "达到95%。");
    let plan = mended(&[("2.1.2", longer), ("2.1.2", Change::Title("加强".into()))]);
    let unit = plan.unit(&path("2.1.2")).expect("it is there");
    assert_eq!(plan.title(unit), "加强");
    let none = mended(&[("2.1.2", Change::Title(String::new()))]);
    let unit = none.unit(&path("2.1.2")).expect("it is there");
    assert_eq!(
        (unit.title.is_none(), plan.body(unit).is_empty()),
        (true, false)
    );
}

#[test]
fn departments_are_words_of_the_source() {
    let names = |lead: &str| Change::Departments {
        lead: vec![lead.to_owned()],
        participants: vec!["市残联".to_owned()],
        unranked: vec![],
    };
    let plan = mended(&[("2.1.1", names("市财政局"))]);
    let unit = plan.unit(&path("2.1.1")).expect("it is there");
    assert_eq!(unit.responsibility.lead[0].surface, "市财政局");
    assert_eq!(
        plan.text.slice(unit.responsibility.lead[0].span),
        "市财政局"
    );

    let lexicon = Lexicon::builtin();
    let mut mender = Mender::new(self::plan(), &lexicon);
    let refused = mender.apply(&path("2.1.1"), &names("市民政局"));
    assert_eq!(
        refused,
        Err(Refusal::NoWords {
            words: "市民政局".into()
        })
    );
    assert_eq!(
        outline(&mender.finish()),
        outline(&self::plan()),
        "a refusal changes nothing"
    );
}

#[test]
fn a_target_is_taken_away_and_another_said() {
    let at_least = Amount {
        comparator: Comparator::AtLeast,
        quantity: Quantity {
            value: 90.into(),
            unit: "%".into(),
        },
        deadline: Some(2025),
    };
    let quote = "残疾人康复服务率达到95%";
    let of = |amount| Change::Target {
        quote: quote.into(),
        amount,
    };
    let none = mended(&[("2.1.2", of(None))]);
    assert!(none.targets.iter().all(|target| target.quote != quote));
    // The words keep their target when they become part of another unit.
    let plan = mended(&[("2.1.2", of(Some(at_least))), ("2.1.2", Change::Merge)]);
    let target = plan
        .targets
        .iter()
        .find(|target| target.quote == quote)
        .expect("it was said");
    assert_eq!(
        (target.comparator, target.deadline),
        (Comparator::AtLeast, Some(2025))
    );
}

#[test]
fn labels_and_what_a_plan_says_of_itself_may_be_typed() {
    let plan = mended(&[("2.1.2", Change::Label("3.".into()))]);
    let label = plan
        .unit(&path("2.1.2"))
        .and_then(|unit| unit.label.clone())
        .expect("set");
    assert_eq!((label.value.as_str(), label.origin), ("3.", Origin::Edited));
    let none = mended(&[("2.1.2", Change::Label(String::new()))]);
    let unit = none.unit(&path("2.1.2")).expect("it is there");
    assert_eq!(
        (unit.label.is_none(), none.title(unit)),
        (true, "2.加强康复服务")
    );

    let lexicon = Lexicon::builtin();
    let mut mender = Mender::new(self::plan(), &lexicon);
    mender.set(Field::Period, "2026-2030").expect("years");
    mender.set(Field::IssueDate, "2026-03-01").expect("a date");
    mender.set(Field::Region, "济南市市中区").expect("a place");
    assert_eq!(
        mender.set(Field::IssueDate, "昨天"),
        Err(Refusal::Value {
            value: "昨天".into()
        })
    );
    let meta = mender.finish().meta;
    assert_eq!(meta.period, Some((2026, 2030)));
    assert_eq!(meta.issue_date.map(|date| date.value.month), Some(3));
    assert_eq!(
        (meta.region.code, meta.level),
        (Some(370_103), Some(AdminLevel::County))
    );
}

#[test]
fn what_cannot_stand_there_is_refused() {
    let lexicon = Lexicon::builtin();
    let mut mender = Mender::new(plan(), &lexicon);
    let mut check = |at: &str, change: Change, refusal: Refusal| {
        assert_eq!(
            mender.apply(&path(at), &change),
            Err(refusal),
            "{at} {change:?}"
        );
    };
    check("9.9", Change::Merge, Refusal::NoUnit { path: path("9.9") });
    check("1", Change::Merge, Refusal::NothingBefore);
    check("2.1.1", Change::Move(path("B1")), Refusal::NoPlace);
    check("2.1", Change::Move(path("2.1.1")), Refusal::NoPlace);
    check("2.1.1", Change::Kind(UnitKind::BoxItem), Refusal::NoPlace);
    let split = |before: &str| Change::Split {
        before: before.into(),
        title: None,
    };
    check(
        "2.1.2",
        split("培训"),
        Refusal::NoWords {
            words: "培训".into(),
        },
    );
    check(
        "2.1.2",
        Change::Title("康复".into()),
        Refusal::NoWords {
            words: "康复".into(),
        },
    );
}
