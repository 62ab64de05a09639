//! The head of a document in the shapes copies have: title, document number, issuer, date,
//! period, region.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::score::squash;
use duizhao_tests::texts::read;

/// Name, what stands before the body, and what a careful editor notes: title, number,
/// issuer, date, period, region, level (`-` for none).
const SHAPES: &[(&str, &str, &str)] = &[
    (
        "printed notice",
        "济宁市人民政府\n济政字〔2021〕71号\n济宁市人民政府\n关于印发济宁市残疾人事业发展“十四五”规划的通知\n各县（市、区）人民政府：\n现将《济宁市残疾人事业发展“十四五”规划》印发给你们。\n济宁市人民政府\n2021年11月25日\n（此件公开发布）\n济宁市残疾人事业发展“十四五”规划",
        "济宁市残疾人事业发展“十四五”规划|济政字〔2021〕71号|济宁市人民政府|2021-11-25|[2021, 2025]|济宁市|city",
    ),
    (
        "number in square brackets, Chinese date",
        "张店区人民政府办公室文件\n张政办字[2021]8号\n张店区人民政府办公室关于印发《张店区养老服务行动计划（2021—2023年）》的通知\n各镇政府、街道办事处：\n现印发给你们，请认真执行。\n张店区人民政府办公室\n二〇二一年三月五日\n张店区养老服务行动计划（2021—2023年）",
        "张店区养老服务行动计划（2021—2023年）|张政办字[2021]8号|张店区人民政府办公室|2021-03-05|[2021, 2023]|淄博市张店区|county",
    ),
    (
        "web page head",
        "首页 > 政务公开\n索引号：11370000MB23 文号：嘉政发〔2021〕30号\n发布机构：市残联 发布日期：2021-12-01\n嘉兴市人民政府关于印发嘉兴市残疾人事业发展“十四五”规划的通知\n发布日期：2021-12-01 09:30 浏览次数：120\n各县（市、区）人民政府：\n现将规划印发给你们。\n嘉兴市人民政府\n2021年11月15日\n嘉兴市残疾人事业发展“十四五”规划",
        "嘉兴市残疾人事业发展“十四五”规划|嘉政发〔2021〕30号|嘉兴市人民政府|2021-11-15|[2021, 2025]|嘉兴市|city",
    ),
    (
        "provincial plan without notice",
        "浙江省残疾人事业发展“十四五”规划\n（2021—2025年）",
        "浙江省残疾人事业发展“十四五”规划（2021—2025年）|-|-|-|[2021, 2025]|浙江省|province",
    ),
    (
        "national plan",
        "国务院关于印发“十四五”残疾人保障和发展规划的通知\n国发〔2021〕10号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n现将《“十四五”残疾人保障和发展规划》印发给你们，请认真贯彻执行。\n国务院\n2021年7月8日\n“十四五”残疾人保障和发展规划",
        "“十四五”残疾人保障和发展规划|国发〔2021〕10号|国务院|2021-07-08|[2021, 2025]|-|national",
    ),
    (
        "title on two lines",
        "国务院办公厅关于深入开展消费扶贫\n助力打赢脱贫攻坚战的指导意见\n国办发〔2018〕129号\n各省、自治区、直辖市人民政府：",
        "国务院办公厅关于深入开展消费扶贫助力打赢脱贫攻坚战的指导意见|国办发〔2018〕129号|国务院办公厅|-|-|-|national",
    ),
    (
        "municipality's district",
        "北京市朝阳区人民政府关于印发北京市朝阳区“十四五”时期残疾人事业发展规划的通知\n朝政发〔2021〕15号\n各街道办事处：\n现印发给你们。\n北京市朝阳区人民政府\n2021年12月20日\n北京市朝阳区“十四五”时期残疾人事业发展规划",
        "北京市朝阳区“十四五”时期残疾人事业发展规划|朝政发〔2021〕15号|北京市朝阳区人民政府|2021-12-20|[2021, 2025]|北京市朝阳区|county",
    ),
    (
        "plan of the period before",
        "临淄区残疾人事业发展“十三五”规划",
        "临淄区残疾人事业发展“十三五”规划|-|-|-|[2016, 2020]|淄博市临淄区|county",
    ),
    (
        "Markdown head",
        "# 上海市人民政府办公厅印发《关于加快科技服务业发展的若干意见》的通知\n\n**发布日期**: 2025-05-27\n**发布机构**: 上海市科学技术委员会\n\n沪府办发〔2025〕11号\n\n各区人民政府：\n现印发给你们。\n上海市人民政府办公厅\n2025年5月17日\n关于加快科技服务业发展的若干意见",
        "关于加快科技服务业发展的若干意见|沪府办发〔2025〕11号|上海市人民政府办公厅|2025-05-17|-|上海市|province",
    ),
    (
        "the fifteenth five years",
        "济南市残疾人事业发展“十五五”规划",
        "济南市残疾人事业发展“十五五”规划|-|-|-|[2026, 2030]|济南市|city",
    ),
    (
        "a short preamble glued to the title after a notice",
        "各区民政局：\n现将《淄博市养老服务方案》印发给你们。\n淄博市民政局\n2022年9月8日\n淄博市养老服务方案为做好养老服务工作，制定本方案。",
        "淄博市养老服务方案|-|淄博市民政局|2022-09-08|-|淄博市|city",
    ),
    (
        "a preamble glued to a title that no notice quotes",
        "各区民政局：\n现将有关方案印发给你们。\n淄博市民政局\n2022年9月8日\n淄博市养老服务方案为做好养老服务工作，制定本方案。",
        "淄博市养老服务方案|-|淄博市民政局|2022-09-08|-|淄博市|city",
    ),
    (
        "joint issuers on lines of their own",
        "关于印发《淄博市养老服务行动方案》的通知\n各区县民政局、财政局：\n现将《淄博市养老服务行动方案》印发给你们。\n淄博市民政局\n淄博市财政局\n2022年9月8日\n淄博市养老服务行动方案",
        "淄博市养老服务行动方案|-|淄博市民政局|2022-09-08|-|淄博市|city",
    ),
    (
        "damaged date, joint issuers",
        "淄博市残疾人联合会 淄博市财政局\n淄残联发〔2022〕5号\n关于印发淄博市残疾人就业行动方案（2022—2024年）的通知\n各区县残联、财政局：\n现印发给你们。\n淄博市残疾人联合会 淄博市财政局\n2022年 9 月 8日\n淄博市残疾人就业行动方案（2022—2024年）",
        "淄博市残疾人就业行动方案（2022—2024年）|淄残联发〔2022〕5号|淄博市残疾人联合会|2022-09-08|[2022, 2024]|淄博市|city",
    ),
];

/// Further heads, one a line: `head => fields`; `\n` ends a line.
const FURTHER: &str = include_str!("fixtures/heads.txt");

fn head(head: &str) -> String {
    let text = format!(
        "{head}\n为推进事业发展，结合实际，制定本规划。\n一、总体要求\n坚持以人民为中心。\n\
         二、重点任务\n（一）强化社会保障。落实补贴制度。\n（二）促进就业。扶持创业。\n"
    );
    let plan = Inventory::of(&read("head", &text));
    let fields = [
        "title",
        "doc_number",
        "issuer",
        "issue_date",
        "period",
        "region",
        "level",
    ];
    let shown = fields.map(|field| {
        let value = plan.meta[field].clone();
        if value.is_empty() {
            "-".to_owned()
        } else {
            value
        }
    });
    shown.join("|")
}

#[test]
fn every_shape_of_head_is_read() {
    let mut wrong = Vec::new();
    let further = FURTHER.lines().map(|line| {
        let (text, wanted) = line.split_once(" => ").expect("each line has an arrow");
        (text, text.replace("\\n", "\n"), wanted)
    });
    let shapes = SHAPES
        .iter()
        .map(|(name, text, wanted)| (*name, (*text).to_owned(), *wanted));
    for (name, text, wanted) in shapes.chain(further) {
        let got = head(&text);
        if squash(&got) != squash(wanted) {
            wrong.push(format!("{name}\n    wanted {wanted}\n    read   {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn documents_that_a_chapter_of_aims_is_based_on_are_cited() {
    let text = "淄博市养老服务规划\n为做好养老服务工作，制定本规划。\n一、总体要求\n（一）指导思想。坚持以人民为中心，\
                依据《山东省养老服务规划》和《淄博市国民经济和社会发展规划》，推动养老服务高质量发展。\n二、重点任务\n\
                （一）规范服务。按照《养老机构管理办法》开展检查。\n（二）培养人才。落实补贴。\n";
    let plan = Inventory::of(&read("aims", text));
    let titles: Vec<&str> = plan.cites.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        titles,
        ["山东省养老服务规划", "淄博市国民经济和社会发展规划"]
    );
}
