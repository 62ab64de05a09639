//! Clauses that commit to an amount, and numbers that are no targets.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;

/// A clause, and comparator, value and unit of each target in it.
const TARGETS: &[(&str, &str)] = &[
    ("到2025年，基本医疗保险参保率达到98%以上", ">=98%"),
    ("基本康复服务覆盖率不低于95%", ">=95%"),
    ("登记失业率控制在5%以内", "<=5%"),
    ("残疾儿童义务教育入学率达97％", "=97%"),
    ("新增残疾人就业1000人以上", ">=1000人"),
    ("每年培训残疾人500人次", "=500人次"),
    ("实现有需求残疾人康复服务全覆盖", "=100%"),
    ("每个街道至少建成1所如康家园", ">=1所"),
    ("每年至少为签约残疾人开展一次健康评估", ">=1次"),
    ("新型农业经营主体稳定在20万家以上", ">=200000家"),
    ("残疾人及其亲友代表比例由50%提高到65%以上", ">=65%"),
    ("对信息消费套餐给予半价以上优惠", ">=50%"),
    ("为5000户困难重度残疾人家庭实施无障碍改造", "=5000户"),
    (
        "分别不低于10000元、5000元、3000元",
        ">=10000元 >=5000元 >=3000元",
    ),
    ("安排残疾人就业的比例不得低于1.5%", ">=1.5%"),
    ("产业规模超过500亿元", ">50000000000元"),
    ("建成10个以上新型组织，服务覆盖率达85%", ">=10个 =85%"),
    ("教师每年至少1个月在企业实训", ">=1个月"),
    ("每年召开两次会议", "=2次"),
    ("一半以上的教师有企业经历", ">=50%"),
    ("有企业经历的教师超过一半", ">50%"),
    ("新增冷库库容1500万立方米", "=15000000立方米"),
];

/// Further clauses: `clause => targets`, one a line; those without targets commit to nothing.
const FURTHER: &str = include_str!("fixtures/clauses.txt");

/// Clauses whose numbers commit to nothing.
const NONE: &[&str] = &[
    "聚焦16周岁以上有需求的残疾人",
    "加强0-6岁残疾儿童早期筛查",
    "落实《残疾预防和残疾人康复条例》（国务院令第675号）",
    "开展“五个一”文化进家庭活动",
    "办好12385残疾人服务热线",
    "推动5G等新技术应用",
    "健全区、街道、社区三级联动的服务网络",
    "实现“一人一案”科学安置",
    "贯彻党的十九届五中全会精神",
    "实施国家手语和盲文规范化行动计划（2021—2025年）",
    "参加全省第十一届残疾人运动会",
    "推进“互联网+”服务模式",
    "落实商务部等17部门的意见",
    "在生均拨款达到12000元的基础上健全机制",
];

fn document(clause: &str) -> String {
    format!(
        "某市残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、重点任务\n\n\
         （一）强化社会保障。\n\n1.完善保障制度。健全工作机制。{clause}。\n\n2.提升服务能力。健全服务体系。\n"
    )
}

fn targets(clause: &str) -> String {
    let plan = Inventory::of(&read("clause", &document(clause)));
    let shown = plan
        .targets
        .iter()
        .filter(|target| target.unit == "1.1.1")
        .map(|target| {
            let value = target.value.trim_end_matches('0').trim_end_matches('.');
            format!("{}{value}{}", target.comparator, target.measure)
        });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn clauses_that_commit_to_an_amount_are_typed() {
    let none = NONE.iter().map(|clause| (*clause, ""));
    let further = FURTHER.lines().map(|line| {
        let (clause, wanted) = line.split_once(" =>").expect("each line has an arrow");
        (clause, wanted.trim())
    });
    let mut wrong = Vec::new();
    for (clause, wanted) in TARGETS.iter().copied().chain(none).chain(further) {
        let got = targets(clause);
        if got != wanted {
            wrong.push(format!("{clause}\n    wanted {wanted}\n    read   {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn deadline_and_recurrence_are_read() {
    for (clause, deadline, recurrence) in [
        ("到2025年，参保率达到98%以上", Some(2025), None),
        ("2025年底前，建成社区服务站50个", Some(2025), None),
        ("到２０２３年底，培训护理员２０００人次", Some(2023), None),
        ("扩大网络，到2025年，建成服务站50个", Some(2025), None),
        ("2025年实现收集率达到95%", Some(2025), None),
        ("2024年初步建成300个服务站", Some(2024), None),
        ("力争2025年参保率达到98%", Some(2025), None),
        ("2025年全市参保率提高到98%", Some(2025), None),
        ("力争2025年每千人口护理员数不少于3.5人", Some(2025), None),
        ("2024年起参保率达到98%", None, None),
        ("到“十四五”期末，建成服务站50个", Some(2025), None),
        ("到“十四五”末，参保率达到98%以上", Some(2025), None),
        ("扩大网络，到“十四五”期末，建成服务站50个", Some(2025), None),
        ("扩大网络，2024年底前，建成服务站50个", Some(2024), None),
        ("2024年起每年新建20个服务站", None, Some("每年")),
        ("每年培训500人次以上", None, Some("每年")),
        ("每季度至少开展1次督查", None, Some("每季度")),
        ("年均培训500人次", None, Some("年均")),
    ] {
        let plan = read("clause", &document(clause));
        let found = plan
            .targets
            .first()
            .expect("the clause commits to an amount");
        assert_eq!(found.deadline, deadline, "{clause}");
        assert_eq!(found.recurrence.as_deref(), recurrence, "{clause}");
    }
}

#[test]
fn goals_before_the_first_heading_commit() {
    let text = "某市职业教育改革实施方案\n\n为推进改革，制定本方案。\n\n具体指标：到2025年，建设50所学校，\
                一半以上的教师有企业经历。\n\n一、完善体系\n\n1.健全标准。健全工作机制。\n";
    let plan = read("plan", text);
    let found = plan.targets.iter();
    let found: Vec<_> = found
        .map(|target| (target.quantity.value.to_string(), target.deadline))
        .collect();
    let wanted = [("50", Some(2025)), ("50", Some(2025))];
    assert_eq!(found, wanted.map(|(value, year)| (value.to_owned(), year)));
}

/// 「到2025年，」 opens a paragraph of goals: its further sentences have that year too.
#[test]
fn a_paragraph_of_goals_has_one_deadline() {
    let goals =
        "到2025年，服务体系更加健全。参保率达到98%以上。建成服务站50个。到2035年，覆盖率达到100%。";
    let text = format!(
        "某市养老服务规划\n\n为推进工作，制定本规划。\n\n一、总体要求\n\n（一）发展目标。\n\n{goals}\n\n\
         （二）重点任务。\n\n到2025年，网络更加健全。培训护理员2000人次。\n"
    );
    let plan = read("goals", &text);
    let years: Vec<_> = plan.targets.iter().map(|target| target.deadline).collect();
    assert_eq!(years, [Some(2025), Some(2025), Some(2035), None]);
}

#[test]
fn numbers_of_the_past_are_no_targets() {
    let text = "某市残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、编制背景\n\n\
                “十三五”时期，2955人次接受培训，医保参保率达到98.85%，1765户家庭完成改造。\n\n\
                二、重点任务\n\n（一）强化社会保障。\n\n1.完善保障制度。健全工作机制。\n";
    let plan = Inventory::of(&read("past", text));
    assert!(plan.targets.is_empty(), "{:?}", plan.targets);
}

/// Years and amounts that 分别 pairs.
#[test]
fn each_year_goes_with_its_amount() {
    for (clause, wanted) in [
        (
            "到2023年和2025年覆盖率分别达到80%和95%",
            vec![Some(2023), Some(2025)],
        ),
        (
            "2023年、2024年、2025年分别建设床位1000张、1500张、2000张",
            vec![Some(2023), Some(2024), Some(2025)],
        ),
        (
            "到2025年参保率和满意率分别达到98%和95%",
            vec![Some(2025), Some(2025)],
        ),
    ] {
        let plan = read("clause", &document(clause));
        let years = plan.targets.iter().map(|target| target.deadline);
        assert_eq!(years.collect::<Vec<_>>(), wanted, "{clause}");
    }
}
