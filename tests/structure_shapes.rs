//! Small documents in the shapes plans have: what is a chapter, a section, a task, a goal.
//!
//! Each case is a text and one line a unit: id, kind, title (`-` where it has none).

use duizhao_tests::inventory::Inventory;
use duizhao_tests::texts::read;

/// Name, body after title and preamble, units.
const SHAPES: &[(&str, &str, &str)] = &[
    (
        "three levels, headings ended by 。",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）加强保障。\n1.完善社会救助制度。将符合条件的残疾人纳入低保。\n2.提升照护服务。发展托养服务。",
        "1 chapter 总体要求|1.1 section 指导思想|2 chapter 重点任务|2.1 section 加强保障|2.1.1 task 完善社会救助制度|2.1.2 task 提升照护服务",
    ),
    (
        "第一章, 第一节, 一、",
        "第一章　总体要求\n第一节　指导思想\n坚持以人民为中心。\n第二章　重点任务\n第一节　加强社会保障\n一、完善社会救助制度\n将符合条件的残疾人纳入低保。\n二、提升照护服务\n发展托养服务。",
        "1 chapter 总体要求|1.1 section 指导思想|2 chapter 重点任务|2.1 section 加强社会保障|2.1.1 task 完善社会救助制度|2.1.2 task 提升照护服务",
    ),
    (
        "第一部分, 一、,（一）",
        "第一部分　总体要求\n一、指导思想\n坚持以人民为中心。\n第二部分　重点任务\n一、加强社会保障\n（一）完善社会救助制度。将符合条件的残疾人纳入低保。\n（二）提升照护服务。发展托养服务。",
        "1 chapter 总体要求|1.1 section 指导思想|2 chapter 重点任务|2.1 section 加强社会保障|2.1.1 task 完善社会救助制度|2.1.2 task 提升照护服务",
    ),
    (
        "tasks that lost their numbers, all but the point",
        "一、总体要求\n坚持以人民为中心。\n二、重点任务\n（一）加强保障\n.完善救助制度。将困难老年人纳入低保。\n.提升照护服务。发展日间照料服务。\n（二）促进就业\n.开展技能培训。面向失业人员开展培训。",
        "1 chapter 总体要求|2 chapter 重点任务|2.1 section 加强保障|2.1.1 task 完善救助制度|2.1.2 task 提升照护服务|2.2 section 促进就业|2.2.1 task 开展技能培训",
    ),
    (
        "items of a box that lost their numbers",
        "一、总体要求\n坚持以人民为中心。\n二、重点任务\n（一）加强保障\n1.完善救助制度。将困难老年人纳入低保。\n专栏1 养老项目\n.日间照料项目  为老年人提供日间照料服务。\n.家庭床位项目  为失能老年人建设家庭床位。\n2.提升照护服务。发展日间照料服务。",
        "1 chapter 总体要求|2 chapter 重点任务|2.1 section 加强保障|2.1.1 task 完善救助制度|B1 box 养老项目|B1.1 box_item 日间照料项目|B1.2 box_item 家庭床位项目|2.1.2 task 提升照护服务",
    ),
    (
        "sections that stand as bare lines, and those that run into their text",
        "一、总体要求\n指导思想。坚持以人民为中心，健全基本养老服务体系，推动高质量发展。\n基本原则。坚持政府主导、社会参与，坚持尽力而为、量力而行。\n二、重点任务\n健全养老服务网络\n1.建设服务中心。每个街道建成一处养老服务中心。\n2.延伸社区服务。发展助餐、助浴、助医服务。\n加强服务人才培养，提高服务水平\n1.开展技能培训。面向护理员开展职业技能培训。\n2.完善激励政策。落实入职补贴和岗位津贴。",
        "1 chapter 总体要求|1.1 section 指导思想|1.2 section 基本原则|2 chapter 重点任务|2.1 section 健全养老服务网络|2.1.1 task 建设服务中心|2.1.2 task 延伸社区服务|2.2 section 加强服务人才培养，提高服务水平|2.2.1 task 开展技能培训|2.2.2 task 完善激励政策",
    ),
    (
        "headings that begin with a figure, and items that say first by when",
        "一、重点任务\n（一）加强康复\n1.强化康复服务。建立康复机构，开展康复服务，提高康复水平。\n2.0—6岁残疾儿童康复救助。开展抢救性康复。\n3.12385热线服务。受理诉求，回应关切。\n（二）促进就业\n1．2023年底前，建立就业信息平台，开展就业登记，落实就业补贴政策。\n2．2025年底前，建成服务站20个，培训人员500名，服务覆盖所有街道。",
        "1 chapter 重点任务|1.1 section 加强康复|1.1.1 task 强化康复服务|1.1.2 task 0—6岁残疾儿童康复救助|1.1.3 task 12385热线服务|1.2 section 促进就业|1.2.1 paragraph -|1.2.2 paragraph -",
    ),
    (
        "sentences without headings, short ones among them",
        "一、政策措施\n（一）对符合条件的残疾人家庭给予生活补贴，按规定落实医疗救助、临时救助等政策，做到应救尽救、应保尽保。（县民政局负责）\n（二）将辅助器具适配纳入基本医疗保障支付范围。（县医保局负责）\n（三）鼓励社会力量举办托养机构，对符合条件的机构给予一次性建设补贴和运营补贴，支持其承接政府购买服务。（县残联负责）\n（四）授权乡镇受理补贴申请。（县残联负责）\n（五）支持残疾人自主创业，优先提供创业担保贷款和场地支持，落实税费减免政策，提供开业指导和跟踪服务。（县人社局负责）\n二、组织实施\n加强领导。",
        "1 chapter 政策措施|1.1 paragraph -|1.2 paragraph -|1.3 paragraph -|1.4 paragraph -|1.5 paragraph -|2 chapter 组织实施",
    ),
    (
        "contents all on one line",
        "目　　录\n第一章　总体要求　第一节　指导思想　第二节　基本原则第二章　重点任务　第一节　加强社会保障　第二节　促进就业创业\n第一章　总体要求\n第一节　指导思想\n坚持以人民为中心。\n第二节　基本原则\n坚持政府主导。\n第二章　重点任务\n第一节　加强社会保障\n健全保障体系。\n第二节　促进就业创业\n落实扶持政策。",
        "1 chapter 总体要求|1.1 section 指导思想|1.2 section 基本原则|2 chapter 重点任务|2.1 section 加强社会保障|2.2 section 促进就业创业",
    ),
    (
        "a heading that begins as one of the contents does",
        "目录\n1 总则\n1.1 适用范围\n2 组织机构\n2.1 助残工作委员会\n2.2 工作机制\n3 附则\n3.1 施行\n1 总则\n1.1 适用范围\n适用于全市残疾人服务工作。\n2 组织机构\n2.1 助残工作委员会\n由有关部门组成。\n2.1.1 助残工作委员会职责\n统筹全市助残工作。\n2.2 工作机制\n定期召开会议。\n3 附则\n3.1 施行\n由市残联解释。",
        "1 chapter 总则|1.1 section 适用范围|2 chapter 组织机构|2.1 section 助残工作委员会|2.1.1 task 助残工作委员会职责|2.2 section 工作机制|3 chapter 附则|3.1 section 施行",
    ),
    (
        "sections that run on through the chapters",
        "一、总体要求\n坚持以人民为中心。\n二、扩大消费\n（一）推动机关参与。将其纳入工作内容。\n（二）建立协作机制。建立供销关系。\n三、拓宽渠道\n（三）打通供应链条。支持示范企业。\n（四）拓展销售途径。发展电商。",
        "1 chapter 总体要求|2 chapter 扩大消费|2.1 section 推动机关参与|2.2 section 建立协作机制|3 chapter 拓宽渠道|3.1 section 打通供应链条|3.2 section 拓展销售途径",
    ),
    (
        "tasks that run on through the sections",
        "一、主要任务\n（一）攻关工程\n1.开展技术攻关。突破关键技术。\n2.加强应用研究。开展研究。\n（二）提升工程\n3.优化云平台。建设平台。\n4.完善一张网。完善网络。",
        "1 chapter 主要任务|1.1 section 攻关工程|1.1.1 task 开展技术攻关|1.1.2 task 加强应用研究|1.2 section 提升工程|1.2.1 task 优化云平台|1.2.2 task 完善一张网",
    ),
    (
        "chapters with text only, as in a list of measures",
        "一、实施培育行动\n持续实施培育计划，每年遴选一批。（责任单位：省农业农村厅）\n二、建立辅导员队伍\n建立辅导员名录库。（责任单位：省农业农村厅）\n三、推进信息共享\n搭建平台。（责任单位：省市场监管局）",
        "1 chapter 实施培育行动|2 chapter 建立辅导员队伍|3 chapter 推进信息共享",
    ),
    (
        "goals that are whole sentences",
        "一、总体要求\n（一）发展目标。到2025年，取得明显成效。\n1.社会保障制度基本建立，残疾人基本生活得到稳定保障。\n2.公共服务体系更加健全，残疾人健康状况不断改善。\n二、重点任务\n（一）加强保障。落实补贴制度。",
        "1 chapter 总体要求|1.1 section 发展目标|1.1.1 paragraph -|1.1.2 paragraph -|2 chapter 重点任务|2.1 section 加强保障",
    ),
    (
        "goals after 一是 within a paragraph",
        "一、基本原则\n一是坚持政府主导。强化责任。二是坚持分类施策。突出重点。三是坚持改革创新。完善机制。\n二、重点任务\n（一）加强保障。落实补贴制度。\n（二）促进就业。扶持创业。",
        "1 chapter 基本原则|2 chapter 重点任务|2.1 section 加强保障|2.2 section 促进就业",
    ),
    (
        "principles headed by a short sentence and a dash",
        "一、总体要求\n（一）基本原则\n——坚持政府主导。强化政府责任。\n——坚持社会参与。动员社会力量。\n（二）发展目标\n到2025年，取得明显成效。\n二、重点任务\n（一）加强保障。落实补贴制度。",
        "1 chapter 总体要求|1.1 section 基本原则|1.2 section 发展目标|2 chapter 重点任务|2.1 section 加强保障",
    ),
    (
        "full-width digits and dots, blanks inside",
        "一 、 总 体 要 求\n坚持以人民为中心。\n二 、 重 点 任 务\n（ 一 ）加强保障。\n１．完善社会救助制度。将符合条件的残疾人纳入低保。\n２．提升照护服务。发展托养服务。",
        "1 chapter 总 体 要 求|2 chapter 重 点 任 务|2.1 section 加强保障|2.1.1 task 完善社会救助制度|2.1.2 task 提升照护服务",
    ),
    (
        "a box with items in three dresses",
        "一、重点任务\n（一）加强保障。\n1.完善社会救助制度。将符合条件的残疾人纳入低保。\n专栏1 保障重点项目\n1.最低生活保障  将符合条件的残疾人纳入最低生活保障。\n2.护理补贴：为重度残疾人提供护理补贴。\n3.托养服务\n支持托养机构发展。\n2.提升照护服务。发展托养服务。",
        "1 chapter 重点任务|1.1 section 加强保障|1.1.1 task 完善社会救助制度|B1 box 保障重点项目|B1.1 box_item 最低生活保障|B1.2 box_item 护理补贴|B1.3 box_item 托养服务|1.1.2 task 提升照护服务",
    ),
    (
        "a box whose items have no numbers",
        "一、重点任务\n（一）加强保障。落实制度。\n专栏1 保障重点项目\n最低生活保障：将符合条件的残疾人纳入最低生活保障。\n护理补贴：为重度残疾人提供护理补贴。\n（二）促进就业。扶持创业。",
        "1 chapter 重点任务|1.1 section 加强保障|B1 box 保障重点项目|B1.1 box_item 最低生活保障|B1.2 box_item 护理补贴|1.2 section 促进就业",
    ),
    (
        "box items headed by blanks, after a sentence that introduces them",
        "一、重点任务\n（一）加强保障。落实制度。\n专栏1 托养项目\n“十四五”期间重点实施以下项目。\n日间照料项目　　为残疾人提供日间照料服务，改善生活质量。\n居家托养项目　　为残疾人提供居家服务，减轻家庭负担。\n（二）促进就业。扶持创业。",
        "1 chapter 重点任务|1.1 section 加强保障|B1 box 托养项目|B1.1 box_item 日间照料项目|B1.2 box_item 居家托养项目|1.2 section 促进就业",
    ),
    (
        "box items headed by lines of their own",
        "一、重点任务\n（一）加强保障。落实制度。\n专栏1 托养项目\n日间照料项目\n为残疾人提供日间照料服务，改善生活质量。\n居家托养项目\n为残疾人提供居家服务。\n减轻家庭负担。\n（二）促进就业。扶持创业。",
        "1 chapter 重点任务|1.1 section 加强保障|B1 box 托养项目|B1.1 box_item 日间照料项目|B1.2 box_item 居家托养项目|1.2 section 促进就业",
    ),
    (
        "a box of plain sentences has no items",
        "一、重点任务\n（一）加强保障。落实制度。\n专栏1 托养项目\n为残疾人提供日间照料服务，改善生活质量。\n责任单位：市残联、市民政局等有关部门。\n（二）促进就业。扶持创业。",
        "1 chapter 重点任务|1.1 section 加强保障|B1 box 托养项目|1.2 section 促进就业",
    ),
    (
        "an annex after the signature",
        "一、重点任务\n（一）加强保障。落实制度。\n（二）促进就业。扶持创业。\n附件：重点任务分工表\n某市人民政府办公室\n2021年12月3日\n附件\n重点任务分工表\n序号\t工作任务\t责任单位\n1\t落实补贴制度\t市民政局、市残联\n2\t扶持创业\t市人社局、市残联",
        "1 chapter 重点任务|1.1 section 加强保障|1.2 section 促进就业|A1 annex 重点任务分工表|A1.1 annex_row -|A1.2 annex_row -",
    ),
    (
        "a fourth level stays text",
        "一、重点任务\n（一）加强保障。\n1.完善社会救助制度。做好以下工作：\n（1）将符合条件的残疾人纳入低保。\n（2）落实临时救助。\n2.提升照护服务。发展托养服务。",
        "1 chapter 重点任务|1.1 section 加强保障|1.1.1 task 完善社会救助制度|1.1.2 task 提升照护服务",
    ),
    (
        "whole sentences with amounts, and the day from which it holds, are no headings",
        "一、重点任务\n1.全年新增残疾人就业15人，培训残疾人60人次。\n2.家庭医生签约率达90%以上，其中重度残疾人达95%。（责任单位：市卫生健康委）\n二、附则\n3.本措施自2023年1月1日起施行，有效期3年。",
        "1 chapter 重点任务|1.1 paragraph -|1.2 paragraph -|2 chapter 附则|2.1 paragraph -",
    ),
    (
        "chapters that lost their labels, sections that count on through them",
        "总体要求\n（一）指导思想。坚持以人民为中心。\n（二）基本原则。坚持政府主导。\n织密服务网络\n（三）建设服务中心。每个街道建成一处。\n（四）延伸社区服务。发展助餐服务。\n强化要素支持\n（五）加强人才培养。开展技能培训。",
        "1 chapter 总体要求|1.1 section 指导思想|1.2 section 基本原则|2 chapter 织密服务网络|2.1 section 建设服务中心|2.2 section 延伸社区服务|3 chapter 强化要素支持|3.1 section 加强人才培养",
    ),
    (
        "a chapter without text above another line, principles by dashes",
        "总体思路\n指导思想\n坚持以人民为中心，健全养老服务体系。\n发展目标\n——服务网络进一步健全。建成服务中心五十个，覆盖所有街道。\n——服务能力进一步提升。培训护理员两千人次。\n重点任务\n（一）健全网络。每个街道建成一处。\n（二）培养人才。开展技能培训。",
        "1 chapter 总体思路|1.1 section 指导思想|1.2 section 发展目标|2 chapter 重点任务|2.1 section 健全网络|2.2 section 培养人才",
    ),
    (
        "numbers in prose are no labels",
        "一、重点任务\n（一）加强保障。\n1.完善社会救助制度。补贴标准提高\n1.5倍，覆盖率达到\n98.5%以上。\n2.提升照护服务。发展托养服务。",
        "1 chapter 重点任务|1.1 section 加强保障|1.1.1 task 完善社会救助制度|1.1.2 task 提升照护服务",
    ),
];

/// Shapes read right today, of all.
const FLOOR: usize = 25;

/// What stands around the number of a label: a name, the number's writing.
type Label = (&'static str, fn(usize) -> String);

fn han(number: usize) -> char {
    "一二三四五六七八九"
        .chars()
        .nth(number - 1)
        .expect("small numbers")
}

fn sign(first: char, number: usize) -> char {
    char::from_u32(first as u32 + u32::try_from(number).expect("small") - 1).expect("a sign")
}

const CHAPTERS: [Label; 12] = [
    ("第一章", |n| format!("第{}章 ", han(n))),
    ("第 一 章", |n| format!("第 {} 章　　", han(n))),
    ("第1章", |n| format!("第{n}章 ")),
    ("第１章", |n| format!("第{}章　", sign('１', n))),
    ("第一部分", |n| format!("第{}部分：", han(n))),
    ("第一篇", |n| format!("第{}篇 ", han(n))),
    ("一、", |n| format!("{}、", han(n))),
    ("一 、", |n| format!("{} 、 ", han(n))),
    ("一．", |n| format!("{}．", han(n))),
    ("一.", |n| format!("{}.", han(n))),
    ("● 一、", |n| format!("● {}、", han(n))),
    ("壹、", |n| {
        let formal = "壹贰叁肆伍".chars().nth(n - 1);
        format!("{}、", formal.expect("small numbers"))
    }),
];

const SECTIONS: [Label; 9] = [
    ("第一节", |n| format!("第{}节 ", han(n))),
    ("（一）", |n| format!("（{}）", han(n))),
    ("(一)", |n| format!("({})", han(n))),
    ("（一)", |n| format!("（{})", han(n))),
    ("( 一 )", |n| format!("( {} ) ", han(n))),
    ("（一）、", |n| format!("（{}）、", han(n))),
    ("一）", |n| format!("{}）", han(n))),
    ("【一】", |n| format!("【{}】", han(n))),
    ("㈠", |n| sign('㈠', n).to_string()),
];

const TASKS: [Label; 15] = [
    ("1.", |n| format!("{n}.")),
    ("１．", |n| format!("{}．", sign('１', n))),
    ("1、", |n| format!("{n}、")),
    ("１、", |n| format!("{}、", sign('１', n))),
    ("1 . ", |n| format!("{n} . ")),
    ("01.", |n| format!("0{n}.")),
    ("（1）", |n| format!("（{n}）")),
    ("（１）", |n| format!("（{}）", sign('１', n))),
    ("1)", |n| format!("{n})")),
    ("1）", |n| format!("{n}）")),
    ("①", |n| sign('①', n).to_string()),
    ("⑴", |n| sign('⑴', n).to_string()),
    ("⒈", |n| sign('⒈', n).to_string()),
    ("❶", |n| sign('❶', n).to_string()),
    ("1。", |n| format!("{n}。")),
];

/// Two chapters, three sections, four tasks; each heading ended by `end`.
fn numbered([chapter, section, task]: [Label; 3], end: &str) -> String {
    let (c, s, t) = (chapter.1, section.1, task.1);
    format!(
        "{}总体要求\n{}指导思想{end}坚持以人民为中心的发展思想，推动事业高质量发展。\n{}重点任务\n{}加强保障\n\
         {}完善社会救助制度{end}将符合条件的残疾人纳入低保。\n{}提升照护服务{end}发展托养服务，提供日间照料。\n\
         {}促进就业创业\n{}开展技能培训{end}面向残疾人开展职业技能培训。\n{}扶持自主创业{end}落实各项扶持政策。",
        c(1),
        s(1),
        c(2),
        s(1),
        t(1),
        t(2),
        s(2),
        t(1),
        t(2)
    )
}

const NUMBERED: &str = "1 chapter 总体要求|1.1 section 指导思想|2 chapter 重点任务|2.1 section 加强保障|\
    2.1.1 task 完善社会救助制度|2.1.2 task 提升照护服务|2.2 section 促进就业创业|2.2.1 task 开展技能培训|\
    2.2.2 task 扶持自主创业";

#[test]
fn every_style_of_numbering_is_read() {
    let all = CHAPTERS.iter().enumerate().flat_map(|(at, chapter)| {
        // Nobody puts 第一节 below 一、.
        let first = usize::from(!chapter.0.starts_with('第'));
        let sections = SECTIONS.iter().enumerate().skip(first);
        sections.flat_map(move |(nth, section)| {
            // Every chapter with every section, the tasks in turn.
            let tasks = [at * SECTIONS.len() + nth, at + nth + 3].map(|n| TASKS[n % TASKS.len()]);
            tasks.map(|task| [*chapter, *section, task])
        })
    });
    for style in all.chain(OTHER_LEVELS) {
        for (ends, end) in [
            ("。", "。"),
            ("the line", "\n"),
            ("。 and the line", "。\n"),
        ] {
            let names = style.map(|(name, _)| name);
            assert_eq!(
                units(&numbered(style, end)),
                NUMBERED,
                "{names:?} ended by {ends}"
            );
        }
    }
}

/// The same signs on other levels.
const OTHER_LEVELS: [[Label; 3]; 6] = [
    [CHAPTERS[0], CHAPTERS[6], SECTIONS[1]],
    [CHAPTERS[0], CHAPTERS[6], TASKS[0]],
    [CHAPTERS[0], SECTIONS[0], CHAPTERS[6]],
    [CHAPTERS[4], CHAPTERS[6], SECTIONS[1]],
    [CHAPTERS[5], CHAPTERS[0], SECTIONS[0]],
    [CHAPTERS[6], TASKS[0], TASKS[6]],
];

/// Name, body: each has the units of [`NUMBERED`].
const DAMAGED: &[(&str, &str)] = &[
    (
        "decimals",
        "1 总体要求\n1.1 指导思想\n坚持以人民为中心。\n2 重点任务\n2.1 加强保障\n2.1.1 完善社会救助制度\n将残疾人纳入低保。\n2.1.2 提升照护服务\n发展托养服务。\n2.2 促进就业创业\n2.2.1 开展技能培训\n开展职业技能培训。\n2.2.2 扶持自主创业\n落实扶持政策。",
    ),
    (
        "decimals that end with a point",
        "1. 总体要求\n1.1. 指导思想\n坚持以人民为中心。\n2. 重点任务\n2.1. 加强保障\n2.1.1. 完善社会救助制度\n将残疾人纳入低保。\n2.1.2. 提升照护服务\n发展托养服务。\n2.2. 促进就业创业\n2.2.1. 开展技能培训\n开展职业技能培训。\n2.2.2. 扶持自主创业\n落实扶持政策。",
    ),
    (
        "full-width decimals",
        "１　总体要求\n１．１　指导思想\n坚持以人民为中心。\n２　重点任务\n２．１　加强保障\n２．１．１　完善社会救助制度\n将残疾人纳入低保。\n２．１．２　提升照护服务\n发展托养服务。\n２．２　促进就业创业\n２．２．１　开展技能培训\n开展职业技能培训。\n２．２．２　扶持自主创业\n落实扶持政策。",
    ),
    (
        "decimals below 一、",
        "一、总体要求\n1.1指导思想\n坚持以人民为中心。\n二、重点任务\n2.1加强保障\n2.1.1完善社会救助制度。将残疾人纳入低保。\n2.1.2提升照护服务。发展托养服务。\n2.2促进就业创业\n2.2.1开展技能培训。开展职业技能培训。\n2.2.2扶持自主创业。落实扶持政策。",
    ),
    (
        "labels doubled",
        "一、 一、总体要求\n（一）（一）指导思想。坚持以人民为中心。\n二、二、重点任务\n（一） （一）加强保障\n1.1.完善社会救助制度。将残疾人纳入低保。\n2. 2.提升照护服务。发展托养服务。\n（二）（二）促进就业创业\n1.1.开展技能培训。开展职业技能培训。\n2.2.扶持自主创业。落实扶持政策。",
    ),
    (
        "labels wrong or started anew",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n三、重点任务\n（一）加强保障\n1.完善社会救助制度。将残疾人纳入低保。\n1.提升照护服务。发展托养服务。\n（一）促进就业创业\n1.开展技能培训。开展职业技能培训。\n3.扶持自主创业。落实扶持政策。",
    ),
    (
        "labels on lines of their own",
        "一、\n总体要求\n（一）\n指导思想\n坚持以人民为中心。\n二、\n重点任务\n（一）\n加强保障\n1.\n完善社会救助制度。将残疾人纳入低保。\n2.\n提升照护服务。发展托养服务。\n（二）\n促进就业创业\n1.\n开展技能培训。开展职业技能培训。\n2.\n扶持自主创业。落实扶持政策。",
    ),
    (
        "chapters without labels",
        "总体要求\n（一）指导思想。坚持以人民为中心。\n重点任务\n（一）加强保障\n1.完善社会救助制度。将残疾人纳入低保。\n2.提升照护服务。发展托养服务。\n（二）促进就业创业\n1.开展技能培训。开展职业技能培训。\n2.扶持自主创业。落实扶持政策。",
    ),
    (
        "signs of chapter and section without numbers",
        "第章 总体要求\n第节 指导思想\n坚持以人民为中心。\n第章 重点任务\n第节 加强保障\n1.完善社会救助制度。将残疾人纳入低保。\n2.提升照护服务。发展托养服务。\n第节 促进就业创业\n1.开展技能培训。开展职业技能培训。\n2.扶持自主创业。落实扶持政策。",
    ),
    (
        "brackets without numbers",
        "、总体要求\n（）指导思想。坚持以人民为中心。\n、重点任务\n（）加强保障\n.完善社会救助制度。将残疾人纳入低保。\n.提升照护服务。发展托养服务。\n( )促进就业创业\n.开展技能培训。开展职业技能培训。\n.扶持自主创业。落实扶持政策。",
    ),
    (
        "tasks of which only 、 is left",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）加强保障\n、完善社会救助制度。将残疾人纳入低保。\n、提升照护服务。发展托养服务。\n（二）促进就业创业\n、开展技能培训\n开展职业技能培训。\n、扶持自主创业\n落实扶持政策。",
    ),
    (
        "the first section without its label",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n加强保障\n1.完善社会救助制度。将残疾人纳入低保。\n2.提升照护服务。发展托养服务。\n（二）促进就业创业\n1.开展技能培训。开展职业技能培训。\n2.扶持自主创业。落实扶持政策。",
    ),
    (
        "the last section without its label",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）加强保障\n1.完善社会救助制度。将残疾人纳入低保。\n2.提升照护服务。发展托养服务。\n促进就业创业\n1.开展技能培训。开展职业技能培训。\n2.扶持自主创业。落实扶持政策。",
    ),
    (
        "a task without its number before one that has it",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）加强保障\n完善社会救助制度。将符合条件的残疾人家庭全部纳入最低生活保障范围。\n2.提升照护服务。发展托养服务。\n（二）促进就业创业\n开展技能培训。面向有就业需求的残疾人开展职业技能培训。\n2.扶持自主创业。落实扶持政策。",
    ),
    (
        "no label at all",
        "总体要求\n指导思想\n坚持以人民为中心。\n重点任务\n加强保障\n完善社会救助制度。将符合条件的残疾人纳入低保。（市民政局市财政局）\n提升照护服务。发展托养服务，提供日间照料。（市残联市民政局）\n促进就业创业\n开展技能培训。面向残疾人开展职业技能培训。（市人社局市残联）\n扶持自主创业。落实各项扶持政策，支持创业。（市残联市财政局）",
    ),
    (
        "tasks without numbers that each say who does them",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n二、重点任务\n（一）加强保障\n完善社会救助制度。将符合条件的残疾人纳入低保。（责任单位：市民政局）\n提升照护服务。发展托养服务，提供日间照料。（责任单位：市残联）\n（二）促进就业创业\n开展技能培训。面向残疾人开展职业技能培训。（市人社局负责）\n扶持自主创业。落实各项扶持政策，支持创业。（市残联负责）",
    ),
];

#[test]
fn damaged_labels_are_read_as_meant() {
    for (name, body) in DAMAGED {
        assert_eq!(units(body), NUMBERED, "{name}");
    }
}

fn units(body: &str) -> String {
    let text = format!(
        "某市残疾人事业发展“十四五”规划\n为推进残疾人事业发展，结合实际，制定本规划。\n{body}\n"
    );
    let plan = Inventory::of(&read("shape", &text));
    let shown = plan.units.iter().filter(|unit| unit.id != "0").map(|unit| {
        let title = if unit.title.is_empty() {
            "-"
        } else {
            &unit.title
        };
        format!("{} {} {title}", unit.id, unit.kind)
    });
    shown.collect::<Vec<_>>().join("|")
}

#[test]
fn every_shape_of_document_is_read() {
    let mut wrong = Vec::new();
    for (name, body, wanted) in SHAPES {
        let got = units(body);
        if got != *wanted {
            wrong.push(format!("{name}\n    wanted {wanted}\n    read   {got}"));
        }
    }
    let right = SHAPES.len() - wrong.len();
    println!(
        "{right} of {} shapes right\n{}",
        SHAPES.len(),
        wrong.join("\n")
    );
    assert!(
        right >= FLOOR,
        "{right} of {} shapes right, floor {FLOOR}",
        SHAPES.len()
    );
}
