//! What a reader of plans must get right, one small text a case.

use std::fmt::Write as _;
use std::sync::OnceLock;

use duizhao_core::Lexicon;
use duizhao_core::model::{Issue, IssueCode, Plan, PlanId, Unit, UnitKind};
use duizhao_core::parse::read_plan;

fn read(source: &str) -> Plan {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(Lexicon::builtin);
    read_plan(PlanId("plan".to_owned()), source, lexicon)
}

/// One unit a line: id, label (restored ones in brackets), heading.
fn outline(plan: &Plan) -> String {
    let mut out = String::new();
    for unit in &plan.units {
        let label = unit
            .label
            .as_ref()
            .map_or(String::new(), |label| match label.span {
                Some(_) => label.value.clone(),
                None => format!("[{}]", label.value),
            });
        let _ = writeln!(out, "{} {label}{}", unit.path, plan.title(unit));
    }
    out
}

#[track_caller]
fn check_outline(source: &str, expected: &str) {
    let got = outline(&read(source));
    let lines: Vec<&str> = got.lines().map(str::trim).collect();
    let wanted: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(lines, wanted);
}

const BODY: &str = "推进各项工作落实，健全工作机制，提高服务水平，满足群众需求。";

#[test]
fn chapters_sections_and_tasks() {
    check_outline(
        &format!(
            "某市发展规划\n为加快发展，制定本规划，推动各项工作取得新的更大的成效。\n一、总体要求\n（一）指导思想。{BODY}\n二、主要任务\n（一）加强保障。\n1.完善制度。{BODY}\n2．扩大覆盖。{BODY}\n"
        ),
        "0
        1 一、总体要求
        1.1 （一）指导思想
        2 二、主要任务
        2.1 （一）加强保障
        2.1.1 1.完善制度
        2.1.2 2．扩大覆盖",
    );
}

#[test]
fn chapter_and_section_words() {
    check_outline(
        &format!(
            "第一章 总体要求\n第一节 指导思想\n{BODY}\n第二章 主要任务\n第一节 社会保障\n一、完善制度\n{BODY}\n"
        ),
        "1 第一章总体要求
        1.1 第一节指导思想
        2 第二章主要任务
        2.1 第一节社会保障
        2.1.1 一、完善制度",
    );
}

#[test]
fn lost_labels_are_restored_and_said() {
    let source = format!(
        "总体要求\n(一)指导思想。{BODY}\n(二)发展目标。{BODY}\n、重点任务和主要措施\n(一)健全制度。\n1.完善政策。{BODY}\n、保障措施\n(一)加强领导。{BODY}\n)强化经费。{BODY}\n"
    );
    check_outline(
        &source,
        "1 [一、]总体要求
        1.1 (一)指导思想
        1.2 (二)发展目标
        2 [二、]重点任务和主要措施
        2.1 (一)健全制度
        2.1.1 1.完善政策
        3 [三、]保障措施
        3.1 (一)加强领导
        3.2 [（二）]强化经费",
    );
    let restored = |issue: &&Issue| issue.code == IssueCode::LabelRestored;
    assert_eq!(read(&source).issues.iter().filter(restored).count(), 4);
}

#[test]
fn goals_without_heading_are_paragraphs() {
    let plan = read(&format!(
        "一、发展目标\n（一）主要目标。到2025年，取得明显成效。\n1.多层次的社会保障制度基本建立，基本生活保障网进一步织密扎牢。\n2.公共服务体系更加健全，健康状况不断改善，受教育水平继续提高。\n二、主要任务\n（一）加强保障。{BODY}\n"
    ));
    let kinds: Vec<UnitKind> = plan.units.iter().map(|unit| unit.kind).collect();
    assert_eq!(kinds[2..4], [UnitKind::Paragraph, UnitKind::Paragraph]);
}

#[test]
fn a_hard_wrapped_text_is_joined_and_keeps_its_lines() {
    let source = "一、主要任务\n\n（一）强化社会保障\n\n1. 巩固拓展脱贫攻坚成果同乡村振兴有效衔接。保持 5年过\n\n渡期内帮扶政策总体稳定，逐步实现由集中资源支持脱贫攻坚向\n- 3 -\n全面推进乡村振兴平稳过渡。健全防止返贫动态监测和帮扶机\n\n制，将符合条件的残疾人纳入易返贫致贫监测范围，及时发现、\n\n及时帮扶、动态清零。对符合条件的残疾人按规定纳入农村低保\n\n或特困人员救助供养范围，做到应保尽保、应兜尽兜。\n";
    let plan = read(source);
    let task = plan.units.iter().last().unwrap();
    assert_eq!(plan.title(task), "巩固拓展脱贫攻坚成果同乡村振兴有效衔接");
    assert!(plan.body(task).contains("保持 5年过渡期内"));
    assert!(plan.body(task).contains("支持脱贫攻坚向全面推进"));
    assert_eq!((task.lines.first, task.lines.last), (5, 15));
    assert_eq!(plan.skipped.len(), 1);
}

#[test]
fn a_box_takes_items_until_the_section_goes_on() {
    check_outline(
        &format!(
            "一、主要任务\n（一）促进就业\n1.完善政策。{BODY}\n专栏1 就业项目\n1.培训项目  {BODY}\n2.基地项目  {BODY}\n2.拓宽渠道。{BODY}\n（二）加强康复\n1.做好预防。{BODY}\n"
        ),
        "1 一、主要任务
        1.1 （一）促进就业
        1.1.1 1.完善政策
        B1 专栏1就业项目
        B1.1 1.培训项目
        B1.2 2.基地项目
        1.1.2 2.拓宽渠道
        1.2 （二）加强康复
        1.2.1 1.做好预防",
    );
}

// ---- responsibilities ----

#[track_caller]
fn check_departments(tail: &str, expected: &str) {
    let plan = read(&format!("一、主要任务\n（一）加强保障。{BODY}{tail}\n"));
    let unit: &Unit = plan.units.iter().last().expect("a section was read");
    let names = |mentions: &[duizhao_core::model::Mention]| {
        mentions
            .iter()
            .map(|m| m.surface.as_str())
            .collect::<Vec<_>>()
            .join("|")
    };
    let who = &unit.responsibility;
    let got = format!(
        "{} / {} / {}",
        names(&who.lead),
        names(&who.participants),
        names(&who.unranked)
    );
    assert_eq!(got, expected, "{tail}");
    assert_eq!(plan.body(unit), BODY, "{tail}");
}

#[test]
fn statements_of_every_style() {
    check_departments(
        "（牵头部门：市民政局、市残联；参与部门：市卫生健康委）",
        "市民政局|市残联 / 市卫生健康委 / ",
    );
    check_departments("（责任单位：市民政局，市残联）", " /  / 市民政局|市残联");
    check_departments(
        "（责任单位：市民政局、市残联，列第一位的为牵头单位）",
        "市民政局 / 市残联 / ",
    );
    check_departments(
        "（市残联牵头，市财政局、市民政局按职责分工负责）",
        "市残联 / 市财政局|市民政局 / ",
    );
    check_departments(
        "（市残联牵头，市财政局、市民政局配合）",
        "市残联 / 市财政局|市民政局 / ",
    );
    check_departments(
        "（市残联、市财政局、市民政局负责）",
        " /  / 市残联|市财政局|市民政局",
    );
    check_departments("（2025年底前完成，牵头单位：市残联）", "市残联 /  / ");
    check_departments("责任部门:市残联、市民政局", " /  / 市残联|市民政局");
    check_departments(
        "\n牵头部门：市残联\n参与部门：市民政局、市财政局\n完成时限：2025年",
        "市残联 / 市民政局|市财政局 / ",
    );
    check_departments("", " /  / ");
}

#[test]
fn names_that_ran_together_are_cut_and_never_mended() {
    check_departments(
        "责任部门:区住房城乡建设局区发展和改革局、区民政局",
        " /  / 区住房城乡建设局|区发展和改革局|区民政局",
    );
    check_departments(
        "责任部门:发展和改革局民政财政区卫生健康局乡村振兴",
        " /  / 发展和改革局|民政|财政|区卫生健康局|乡村振兴",
    );
    check_departments(
        "责任部门:市公安局交通警察支队某某大队",
        " /  / 市公安局交通警察支队某某大队",
    );
    check_departments(
        "责任部门:区文化旅游和新闻出版局、团区委",
        " /  / 区文化旅游和新闻出版局|团区委",
    );
    check_departments(
        "责任部门:各县（市、区）政府、有关部门",
        " /  / 各县（市、区）政府|有关部门",
    );
}

// ---- targets ----

#[track_caller]
fn check_targets(text: &str, expected: &[&str]) {
    let plan = read(&format!("一、主要任务\n（一）加强保障。{text}\n"));
    let got: Vec<String> = plan
        .targets
        .iter()
        .map(|t| {
            let deadline = t.deadline.map_or(String::new(), |year| format!(" {year}"));
            format!(
                "{} {} {}{deadline}",
                t.comparator.sign(),
                t.quantity.value,
                t.quantity.unit
            )
        })
        .collect();
    assert_eq!(got, expected, "{text}");
}

#[test]
fn amounts_that_commit_are_targets() {
    check_targets(
        "到2025年，创建无障碍社区65个以上，改造率达到95%以上。",
        &[">= 65 个 2025", ">= 95 % 2025"],
    );
    check_targets("每年至少开展一次健康状况评估。", &[">= 1 次"]);
    check_targets("康复指导站实现全覆盖。", &["= 100 %"]);
    check_targets("实现零就业家庭动态清零。", &["= 0 户"]);
    check_targets("由50%提高到65%以上。", &[">= 65 %"]);
    check_targets("惠及残疾人1万人次以上。", &[">= 10000 人次"]);
    check_targets("按照不低于用工总数 15% 的比例安排就业。", &[">= 15 %"]);
    check_targets("2025年前至少安排1名残疾人。", &[">= 1 名 2025"]);
    check_targets("给予半价以上优惠。", &[">= 50 %"]);
}

#[test]
fn ages_thresholds_names_and_the_past_are_none() {
    check_targets("对0—6岁儿童开展筛查。", &[]);
    check_targets("编制50人以上（含50人）的机关安排就业。", &[]);
    check_targets("健全三级服务网络。", &[]);
    check_targets("保持5年过渡期内政策稳定。", &[]);
    check_targets("开展“五个一”活动。", &[]);
    check_targets("构建全方位、全过程、全覆盖的管理体系。", &[]);
    check_targets("举办第八届运动会。", &[]);
    let plan = read(
        "一、发展基础\n累计培训残疾人2955人次，参保率达到98%。\n二、主要任务\n（一）加强保障。健全机制。\n",
    );
    assert!(plan.targets.is_empty());
}

// ---- indicators ----

#[track_caller]
fn check_indicators(table: &str) {
    let plan = read(&format!(
        "一、发展目标\n（一）目标。{BODY}\n专栏1 主要指标\n{table}\n二、主要任务\n（一）加强保障。{BODY}\n"
    ));
    let got: Vec<String> = plan
        .indicators
        .iter()
        .map(|i| {
            format!(
                "{} {} {} {} {}",
                i.name.value,
                i.unit.as_deref().unwrap_or("·"),
                i.baseline.as_deref().unwrap_or("·"),
                i.target,
                i.attribute
                    .map_or("·", duizhao_core::model::IndicatorAttribute::word),
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            "养老保险参保率 % 95 ＞96 预期性",
            "家庭无障碍改造数 户 · ≥800 约束性"
        ],
        "{table}"
    );
}

#[test]
fn indicator_tables_of_every_shape() {
    check_indicators(
        "指标 2020年 2025年 属性\n1. 养老保险参保率（%） 95 ＞96 预期性\n2. 家庭无障碍改造数（户） —— ≥800 约束性",
    );
    check_indicators(
        "序号\t指标\t2020 年\t2025 年\t属性\n1\t养老保险参保率（%）\t95\t＞96\t预期性\n2\t家庭无障碍改造数（户）\t—\t≥800\t约束性",
    );
    check_indicators(
        "| 指标 | 属性 | 2020年 | 2025年 |\n|---|---|---|---|\n| 养老保险参保率（%） | 预期性 | 95 | ＞96 |\n| 家庭无障碍改造数（户） | 约束性 | — | ≥800 |",
    );
    check_indicators(
        "指标\n2020年\n2025年\n属性\n1.养老保险参保率（%）\n95\n＞96\n预期性\n2.家庭无障碍改造数（户）\n—\n≥800\n约束性",
    );
    check_indicators(
        "指标名称  单位  2020年  2025年  指标属性\n养老保险参保率  %  95  ＞96  预期性\n家庭无障碍改造数  户  —  ≥800  约束性",
    );
}

#[test]
fn an_annex_of_tasks_ranks_as_its_note_says() {
    let plan = read(&format!(
        "一、主要任务\n（一）加强保障。{BODY}\n附件\n重点任务分工\n\t序号\n\t工　作　任　务\n\t负责单位\n\n\t1\n\t完善救助制度。\n\t区民政局、区残联\n\n\t2\n\t发展残疾人就业。\n\t区残联、区财政局\n注：负责单位中列第一位者为牵头单位。\n"
    ));
    let row = plan.units.iter().last().unwrap();
    assert_eq!(row.path.as_str(), "A1.2");
    assert_eq!(plan.body(row), "发展残疾人就业。");
    assert_eq!(row.responsibility.lead[0].surface, "区残联");
    assert_eq!(row.responsibility.participants[0].surface, "区财政局");
}

// ---- metadata ----

#[test]
fn what_a_plan_says_of_itself() {
    let plan = read(&format!(
        "济南市人民政府\n关于印发济南市残疾人事业发展“十四五”规划的通知\n济政字〔2021〕89号\n各区县人民政府：\n现将《济南市残疾人事业发展“十四五”规划》印发给你们，请认真执行。\n济南市人民政府\n2021年 12月 3日\n（此件公开发布）\n济南市残疾人事业发展“十四五”规划\n为推动发展，根据《山东省残疾人事业发展“十四五”规划》（鲁政发〔2021〕15号）和《济南市国民经济和社会发展第十四个五年规划》，制定本规划。\n一、总体要求\n（一）指导思想。{BODY}\n抄送：市委各部门。\n"
    ));
    let meta = &plan.meta;
    let text = |value: &Option<duizhao_core::model::Sourced<String>>| {
        value.as_ref().map(|v| v.value.clone()).unwrap_or_default()
    };
    assert_eq!(text(&meta.title), "济南市残疾人事业发展“十四五”规划");
    assert_eq!(text(&meta.doc_number), "济政字〔2021〕89号");
    assert_eq!(text(&meta.issuer), "济南市人民政府");
    let date = meta.issue_date.as_ref().unwrap().value;
    assert_eq!((date.year, date.month, date.day), (2021, 12, 3));
    assert_eq!(meta.period, Some((2021, 2025)));
    assert_eq!(meta.region.province.as_deref(), Some("山东省"));
    let cites: Vec<String> = meta
        .cites
        .iter()
        .map(|c| {
            format!(
                "{:?} {} {}",
                c.relation,
                c.title,
                c.doc_number.as_deref().unwrap_or("·")
            )
        })
        .collect();
    assert_eq!(
        cites,
        [
            "Parent 山东省残疾人事业发展“十四五”规划 鲁政发〔2021〕15号",
            "Basis 济南市国民经济和社会发展第十四个五年规划 ·"
        ]
    );
    assert_eq!(plan.units.iter().last().unwrap().lines.last, 12);
}

#[test]
fn doubts_name_what_to_look_at() {
    let plan = read(&format!(
        "一、主要任务\n（一）加强保障。{BODY}责任部门:区民政局区财政局、区某某办\n"
    ));
    let said: Vec<String> = plan
        .issues
        .iter()
        .map(|i| format!("{} {}", i.code.as_str(), i.detail))
        .collect();
    assert!(
        said.contains(&"departments_split 区民政局｜区财政局".to_owned()),
        "{said:?}"
    );
    assert!(
        said.contains(&"department_unknown 区某某办".to_owned()),
        "{said:?}"
    );
    assert!(
        said.contains(&"meta_missing 规划名称".to_owned()),
        "{said:?}"
    );
}

#[test]
fn any_text_is_read_without_panic() {
    for source in [
        "",
        "\n\n",
        "一、",
        "（",
        "1.",
        "专栏",
        "附件",
        "目录",
        "序号\n指标\n2025年\n",
        "、",
        "）",
        "第章",
        "《",
        "残\u{200b}",
    ] {
        let plan = read(source);
        assert_eq!(plan.text.source(), source);
    }
}
