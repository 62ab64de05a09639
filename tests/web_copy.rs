//! A web copy that lost numbers and separators, made from a text whose reading is known by
//! construction: labels of chapters, sections and tasks gone here and there, department names run
//! together. The same for every seed.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::score::Prf;
use duizhao_tests::texts::read;
use duizhao_tests::verify::verify;

const CHAPTERS: [(&str, &[&str]); 3] = [
    ("总体要求", &["指导思想", "基本原则", "发展目标"]),
    (
        "重点任务和主要措施",
        &[
            "健全养老服务网络",
            "发展普惠养老服务",
            "推进医养结合",
            "培育服务人才",
        ],
    ),
    (
        "保障措施",
        &["加强组织领导", "强化要素支持", "严格督查考核"],
    ),
];
const WORDS: [&str; 8] = [
    "街道", "社区", "农村", "居家", "机构", "智慧", "康复", "应急",
];
const NAMES: [&str; 12] = [
    "区民政局",
    "区财政局",
    "区卫生健康局",
    "区医疗保障局",
    "区人力资源和社会保障局",
    "区教育和体育局",
    "区残疾人联合会",
    "区住房和城乡建设局",
    "区委组织部",
    "区市场监督管理局",
    "区发展和改革局",
    "区文化和旅游局",
];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// The damaged text, its headings with ids, its departments by id, the restored ids.
#[derive(Default)]
struct Copy {
    text: String,
    ids: Vec<String>,
    departments: Vec<String>,
    restored: Vec<String>,
}

fn han(number: usize) -> char {
    "一二三四五六七八九"
        .chars()
        .nth(number - 1)
        .expect("small numbers")
}

impl Copy {
    fn of(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut copy = Copy::default();
        copy.text += "北河区人民政府关于印发北河区养老服务“十四五”规划的通知\n各镇街：\n现将《北河区养老服务“十四五”规划》印发给你们。\n\
                      北河区人民政府\n20220118日\n北河区养老服务“十四五”规划\n认真落实上级部署，结合实际，制定本规划。\n";
        for (chapter, (title, sections)) in (1..).zip(CHAPTERS) {
            // All chapters lose their label, or the number alone.
            let label = if chapter > 1 && dice.below(2) == 0 {
                "、"
            } else {
                ""
            };
            copy.heading(&chapter.to_string(), label, title, true);
            copy.text += "\n";
            for (section, title) in (1..).zip(sections) {
                let id = format!("{chapter}.{section}");
                let lost = section > 1 && dice.below(4) == 0;
                let label = if lost {
                    ")".to_owned()
                } else {
                    format!("({})", han(section))
                };
                copy.heading(&id, &label, title, lost);
                copy.text += "。";
                if chapter == 2 {
                    copy.text.truncate(copy.text.len() - "。".len());
                    copy.text += "\n";
                    copy.tasks(&id, &mut dice);
                } else {
                    copy.text += "坚持以人民为中心的发展思想,健全工作机制,推动养老服务高质量发展";
                    copy.statement(&id, &mut dice, chapter == 3);
                }
            }
        }
        copy
    }

    fn heading(&mut self, id: &str, label: &str, title: &str, lost: bool) {
        self.text.push_str(label);
        self.text.push_str(title);
        self.ids.push(format!("{id} {title}"));
        if lost {
            self.restored.push(format!("{id} {title}"));
        }
    }

    fn tasks(&mut self, section: &str, dice: &mut Dice) {
        for number in 1..=3 + dice.below(3) {
            let title = format!("完善{}服务体系{number}", WORDS[dice.below(WORDS.len())]);
            let title = title.replace(
                |c: char| c.is_ascii_digit(),
                ["", "建设", "布局", "标准", "能力", "机制"][number % 6],
            );
            let lost = number > 1 && dice.below(5) == 0;
            let label = if lost {
                ".".to_owned()
            } else {
                format!("{number}.")
            };
            let id = format!("{section}.{number}");
            self.heading(&id, &label, &title, lost);
            self.text += "。统筹利用社区用房,建设服务设施,为老年人提供助餐、助浴、助医服务,不断提高服务水平。";
            self.statement(&id, dice, true);
        }
    }

    /// Names that ran together here and there; brackets lost on one side.
    fn statement(&mut self, id: &str, dice: &mut Dice, stated: bool) {
        if stated {
            let first = dice.below(NAMES.len());
            self.text += ["(责任部门:", "责任部门:"][dice.below(2)];
            for more in 0..=dice.below(5) {
                let name = NAMES[(first + more * 5) % NAMES.len()];
                if more > 0 && dice.below(2) == 0 {
                    self.text += "、";
                }
                self.text += name;
                self.departments.push(format!("{id} {name}"));
            }
            self.text += ["", ")"][dice.below(2)];
        }
        self.text += "\n";
    }
}

fn headings(plan: &Inventory, restored: bool) -> Vec<String> {
    let headed = plan
        .units
        .iter()
        .filter(|unit| !unit.title.is_empty() && (unit.restored || !restored));
    headed
        .map(|unit| format!("{} {}", unit.id, unit.title))
        .collect()
}

fn departments(plan: &Inventory) -> Vec<String> {
    let units = plan.units.iter();
    units
        .flat_map(|unit| {
            unit.departments
                .concat()
                .into_iter()
                .map(|name| format!("{} {name}", unit.id))
        })
        .collect()
}

#[track_caller]
fn reach(seed: u64, what: &str, wanted: Vec<String>, found: Vec<String>, floor: f64) {
    let score = Prf::of(wanted, found);
    let (missed, extra) = (&score.missed, &score.extra);
    assert!(
        score.f1() >= floor,
        "seed {seed}: {what} {:.3}\n{missed:#?}\n{extra:#?}",
        score.f1()
    );
}

#[test]
fn a_copy_that_lost_numbers_and_separators_is_read() {
    for seed in 1..=24 {
        let copy = Copy::of(seed);
        let plan = Inventory::of(&read("copy", &copy.text));
        let verified = verify(&copy.text, &plan);
        assert!(verified.is_clean(), "seed {seed}: {:?}", verified.faults);
        assert_eq!(plan.meta["issue_date"], "2022-01-18", "seed {seed}");
        reach(seed, "ids", copy.ids, headings(&plan, false), 0.985);
        reach(seed, "restored", copy.restored, headings(&plan, true), 0.9);
        reach(
            seed,
            "departments",
            copy.departments,
            departments(&plan),
            0.93,
        );
    }
}
