//! Documents that a web page flattened to one line, headings without their marks included.

use duizhao_core::model::IssueCode;
use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

const NOTICE: &str = "某市民政局关于印发《某市养老服务提升实施方案》的通知各区民政局，各直属单位：为贯彻落实养老服务改革要求，\
    我局研究制定了《某市养老服务提升实施方案》，现印发给你们，请认真贯彻实施。某市民政局2022年4月1日（此件社会公开）";
const TITLE: &str = "某市养老服务提升实施方案";
const PREAMBLE: &str = "为健全养老服务体系，深入推进居家社区养老，提升服务能力，制定本方案。";
const BODY: &str = "一、形势与挑战回顾“十三五”，养老服务改革不断深化，取得积极进展，但工作仍任重道远。\
    （一）养老服务改革取得新进展制度不断健全。服务网络逐步完善，覆盖所有街道。\
    （二）养老服务工作面临新挑战服务能力有待提升。基层人手不足，专业水平参差不齐。\
    二、总体思路（三）指导思想坚持以人民为中心，完整、准确、全面贯彻新发展理念，推动养老服务高质量发展。\
    三、完善服务体系，守住安全底线（四）推进协同服务探索建立跨街道、跨社区协作机制，统筹机构与居家服务的对象、标准与流程等要求。\
    （五）做好评估考核建立市对区、区对街道年度评估相结合的跟踪评估机制，完善指标体系。\
    （六）防范养老服务风险对存在安全隐患的机构和场所，强化消防、食品安全等要求，严格准入把关。\
    （七）助力打造幸福养老高地加强国家战略指向区域的养老服务供给，鼓励各区因地制宜制定扶持政策。\
    （八）尊老敬老蔚然成风的社会氛围更加浓厚，邻里互助、志愿服务等活动广泛覆盖，老年人的获得感、幸福感明显增强。";

fn units(plan: &Inventory) -> Vec<String> {
    let shown = plan.units.iter().filter(|unit| unit.id != "0");
    shown
        .map(|unit| format!("{} {} {}", unit.id, unit.kind, unit.title))
        .collect()
}

/// Reads a text on one line, of which nothing may be lost.
#[track_caller]
fn whole(text: &str) -> Inventory {
    let plan = Inventory::of(&read("flat", text));
    let verified = verify(text, &plan);
    assert!(verified.is_clean(), "{:?}", verified.faults);
    plan
}

const UNITS: [&str; 11] = [
    "1 chapter 形势与挑战",
    "1.1 section 养老服务改革取得新进展",
    "1.2 section 养老服务工作面临新挑战",
    "2 chapter 总体思路",
    "2.1 section 指导思想",
    "3 chapter 完善服务体系，守住安全底线",
    "3.1 section 推进协同服务",
    "3.2 section 做好评估考核",
    "3.3 section 防范养老服务风险",
    "3.4 section 助力打造幸福养老高地",
    "3.5 section ",
];

#[test]
fn headings_end_before_the_verb_that_opens_their_text() {
    let plan = whole(&format!("{TITLE}{PREAMBLE}{BODY}"));
    assert_eq!(units(&plan), UNITS);
}

#[test]
fn a_heading_that_cannot_be_told_from_its_text_is_a_doubt_with_its_line() {
    let plan = read("flat", &format!("{TITLE}{PREAMBLE}{BODY}"));
    let doubts = plan.issues.iter();
    let unclear = doubts.filter(|issue| issue.code == IssueCode::HeadingUnclear);
    let shown: Vec<String> = unclear
        .map(|issue| {
            format!(
                "{} {:?}",
                issue.detail,
                issue.lines.map(|lines| lines.first)
            )
        })
        .collect();
    assert_eq!(shown, ["（八） Some(1)"]);
}

#[test]
fn a_notice_on_the_line_of_its_plan_has_its_title() {
    let text = format!("{NOTICE}{TITLE}{PREAMBLE}{BODY}");
    let plan = whole(&text);
    let notice = read("flat", &text)
        .meta
        .notice_title
        .map(|title| title.value);
    assert_eq!(
        notice.as_deref(),
        Some("某市民政局关于印发《某市养老服务提升实施方案》的通知")
    );
    assert_eq!(plan.meta["title"], TITLE);
    assert_eq!(plan.meta["issuer"], "某市民政局");
    assert_eq!(plan.units[0].text, PREAMBLE);
    assert_eq!(units(&plan), UNITS);
}

const JOINT: &str = "各区民政局、财政局、市级有关部门：为贯彻全国养老服务工作会议精神，经征求有关部门意见，现将《某市养老服务提升实施方案》\
    印发给你们，请结合实际认真贯彻实施。某市民政局 &nbsp; 某市财政局某市卫生健康委员会 &nbsp;某市人力资源和社会保障局2022年4月1日";
const TASKS: &str = "一、总体要求（一）指导思想坚持以人民为中心，推动养老服务高质量发展，让老年人安享晚年。（二）基本原则坚持政府主导、社会参与、分类施策、稳步推进。\
    二、重点任务（一）健全服务网络。每个街道建成一处综合养老服务中心，提供日间照料、助餐助浴等服务。（市民政局、市财政局负责）\
    （二）提升医养能力。支持养老机构与医疗机构签约合作，为老年人提供健康管理。（市卫生健康委、市民政局分工负责） &nbsp; \
    附件：某市养老服务重点任务清单（2021—2025年）.docx";

#[test]
fn the_notice_between_two_copies_is_skipped_with_the_second() {
    let once = whole(&format!("{JOINT}{TITLE} {PREAMBLE}{TASKS}"));
    let twice = whole(&format!(
        "{JOINT}{TITLE} {PREAMBLE}{TASKS} {JOINT}{TITLE} {PREAMBLE}{TASKS}"
    ));
    assert_eq!(units(&twice), units(&once));
    let last = twice.units.last().expect("there are units");
    assert_eq!(
        last.text,
        "支持养老机构与医疗机构签约合作，为老年人提供健康管理。"
    );
    assert_eq!(last.departments.concat(), ["市卫生健康委", "市民政局"]);
}

/// An opinion on one line: head, numbers above ten, a list within quotes, signature.
#[test]
fn an_opinion_on_one_line_has_its_head_its_sections_and_its_signature() {
    let section = |number: &str, title: &str| {
        format!(
            "　　（{number}）{title}。健全工作机制，完善服务标准，推动各项工作落到实处，不断提升服务水平，切实保障残疾人合法权益，确保取得实效。"
        )
    };
    let titles = [
        "强化保障",
        "促进就业",
        "提升康复",
        "发展教育",
        "繁荣文化",
        "维护权益",
        "改善环境",
        "培养人才",
        "加强宣传",
        "创新科技",
        "完善统计",
        "深化合作",
    ];
    let numbers = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let sections: Vec<String> = numbers
        .iter()
        .zip(titles)
        .map(|(n, t)| section(n, t))
        .collect();
    let text = format!(
        "山东省人民政府办公厅关于促进残疾人就业的指导意见鲁政办发〔2020〕24号各市人民政府，省政府各部门：为促进残疾人就业，提出以下意见。　　一、重点任务{}　　二、保障措施　　（十三）分批次推进年报改革，推动“多报合一、信息共享”，建立长效机制，加强组织领导，强化督促检查，及时总结推广经验做法。山东省人民政府办公厅2020年7月15日（此件公开发布）",
        sections.concat()
    );
    let plan = whole(&text);
    let shown = units(&plan);
    assert_eq!(shown[0], "1 chapter 重点任务");
    assert_eq!(shown[11], "1.11 section 完善统计");
    assert_eq!(shown[13], "2 chapter 保障措施");
    assert_eq!(shown.len(), 15, "{shown:?}");
    let fields =
        ["title", "doc_number", "issuer", "issue_date"].map(|field| plan.meta[field].as_str());
    let wanted = [
        "山东省人民政府办公厅关于促进残疾人就业的指导意见",
        "鲁政办发〔2020〕24号",
        "山东省人民政府办公厅",
        "2020-07-15",
    ];
    assert_eq!(fields, wanted);
}

#[test]
fn of_those_who_signed_together_the_first_issued() {
    let plan = whole(&format!("{JOINT}{TITLE} {PREAMBLE}{TASKS}"));
    assert_eq!(plan.meta["issuer"], "某市民政局");
    assert_eq!(plan.meta["issue_date"], "2022-04-01");
}

#[test]
fn a_table_whose_cells_ran_together_is_read_by_the_numbers_of_its_rows() {
    let table = "某市养老服务主要指标（2021—2025年） &nbsp; &nbsp;类别序号指标单位2025年服务网络1综合养老服务中心个502照护机构家&gt;100\
        服务能力3助餐服务覆盖率%954持证护理员人2000 ";
    let tasks = TASKS.replacen("二、重点任务", &format!("{table}二、重点任务"), 1);
    let text = format!("{TITLE} {PREAMBLE}{tasks}");
    let plan = whole(&text);
    let rows = plan
        .indicators
        .iter()
        .map(|row| format!("{} {}", row.name, row.target));
    let wanted = [
        "综合养老服务中心 50",
        "照护机构 &gt;100",
        "助餐服务覆盖率 95",
        "持证护理员 2000",
    ];
    assert_eq!(rows.collect::<Vec<_>>(), wanted);
    let shown = units(&plan);
    assert!(
        shown.contains(&"B1 box 某市养老服务主要指标（2021—2025年）".to_owned()),
        "{shown:?}"
    );
}

/// Where headings end with 。, a blank within one ends none.
#[test]
fn a_blank_within_a_heading_ends_none() {
    let tasks = TASKS
        .replace("（一）指导思想坚持", "（一）指导思想。 坚持")
        .replace("（二）基本原则坚持", "（二）基本原则。 坚持");
    let broken = tasks
        .replace("健全服务网络。", "健全服务网 络。 ")
        .replace("提升医养能力。", "提升医 养能力。 ");
    let more = "（三）发展老年助餐。新建老年食堂，为老年人提供助餐服务。（四）培育服务人才。开展护理员培训，落实入职补贴。\
                （五）加强监管。开展联合检查，消除安全隐患。";
    let broken = broken.replace(" &nbsp; ", more);
    let plan = whole(&format!("{TITLE} {PREAMBLE}{broken}"));
    let shown = units(&plan);
    assert!(
        shown.contains(&"2.1 section 健全服务网 络".to_owned()),
        "{shown:?}"
    );
    assert!(
        shown.contains(&"2.2 section 提升医 养能力".to_owned()),
        "{shown:?}"
    );
}

/// A box whose title and items ran together stands between two sections.
#[test]
fn a_box_on_one_line_has_its_items() {
    let boxed = "专栏1　养老服务设施建设工程日间照料工程：建设日间照料中心50个，覆盖所有街道。家庭床位工程：建设家庭养老床位3000张。智慧养老工程：搭建养老服务信息平台。";
    let tasks = TASKS.replacen(
        "（二）提升医养能力",
        &format!("{boxed}（二）提升医养能力"),
        1,
    );
    let plan = whole(&format!("{TITLE} {PREAMBLE}{tasks}"));
    let shown = units(&plan);
    let first = shown.iter().position(|unit| unit.starts_with("B1 "));
    let first = first.unwrap_or_else(|| panic!("no box: {shown:?}"));
    let wanted = [
        "B1 box 养老服务设施建设工程",
        "B1.1 box_item 日间照料工程",
        "B1.2 box_item 家庭床位工程",
        "B1.3 box_item 智慧养老工程",
        "2.2 section 提升医养能力",
    ];
    assert_eq!(shown[first..first + 5], wanted);
    // Who does it stands before the box.
    let section = plan.units.iter().find(|unit| unit.id == "2.1");
    let named = section.map(|unit| unit.departments.concat());
    assert_eq!(named.unwrap_or_default(), ["市民政局", "市财政局"]);
}
