//! Libraries in which much was decided: plans made of the tasks of the bundled ones, decisions at
//! random, and what must hold of them whatever happens.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use duizhao_core::model::UnitKind;
use duizhao_workbench::api::correct::{CorrectedUnit, MatchInput, UnitAt};
use duizhao_workbench::api::matrix::MatrixRequest;
use duizhao_workbench::api::review::{ReviewItem, ReviewLine, ReviewRequest, VerdictInput};
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, ImportSource, Lang, ReadOptions, Relation, Workbench};

use crate::texts::{read, seed};

const AT: &str = "2026-11-25T10:00:00Z";
/// Tasks of a plan, and of a section of it.
const TASKS: usize = 28;
const OF_SECTION: usize = 7;
/// Names of the plans, their places, the bundled plan their tasks are of.
const PLANS: [(&str, &str, &str); 3] = [
    ("上", "临江市", "002_d69efc627f7d24d0"),
    ("下", "河东县", "000_5858b48f3c980549"),
    ("邻", "河西县", "004_ce8763cea49ce9f3"),
];
const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// The same numbers in every run.
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// The tasks of three plans, as heading and body.
pub struct Tasks {
    plans: Vec<Vec<(String, String)>>,
}

impl Tasks {
    /// Tasks of three bundled plans that are read again as they are written here.
    ///
    /// # Panics
    ///
    /// When too few are.
    pub fn of_seeds() -> Self {
        let plans = PLANS.iter().map(|(_, _, stem)| {
            let plan = read(stem, &seed(stem));
            let tasks = plan.units.iter().filter(|unit| unit.kind == UnitKind::Task);
            let mut seen = BTreeSet::new();
            let mut tasks: Vec<(String, String)> = tasks
                .map(|unit| {
                    (
                        plan.title(unit).to_owned(),
                        plan.body(unit).replace('\n', ""),
                    )
                })
                .filter(|(title, body)| title.chars().count() > 4 && body.ends_with('。'))
                .filter(|(title, _)| !title.contains('。') && seen.insert(title.clone()))
                .collect();
            tasks.truncate(TASKS);
            tasks
        });
        let tasks = Tasks {
            plans: plans.collect(),
        };
        for at in 0..PLANS.len() {
            assert!(tasks.paths(at).len() > 15, "{}", tasks.text(at));
        }
        tasks
    }

    /// The name of a plan.
    pub fn name(&self, at: usize) -> &'static str {
        PLANS[at].0
    }

    /// The text of a plan.
    pub fn text(&self, at: usize) -> String {
        self.turned(at, 0)
    }

    /// The same with its sections in another order.
    pub fn turned(&self, at: usize, turn: usize) -> String {
        written(PLANS[at].1, &self.plans[at], turn)
    }

    /// A later version: sections in another order, tasks edited and left out.
    pub fn edited(&self, at: usize) -> String {
        let tasks = self.plans[at].iter().enumerate();
        let kept = tasks.filter(|(place, _)| !is_left_out(*place));
        let kept = kept.map(|(place, (title, body))| {
            let more = if is_edited(place) {
                "每年公布结果。"
            } else {
                ""
            };
            (title.clone(), format!("{body}{more}"))
        });
        written(PLANS[at].1, &kept.collect::<Vec<_>>(), 1)
    }

    /// What a unit is after the later version of the first plan came in.
    pub fn state_after_edit(&self, (plan, title): &(String, String)) -> &'static [&'static str] {
        let own = self.plans[0].iter().position(|(own, _)| own == title);
        match own.filter(|_| plan == PLANS[0].0) {
            // Another task of much the same heading may stand in its place: to be reviewed as well.
            Some(place) if is_left_out(place) => &["gone", "changed"],
            Some(place) if is_edited(place) => &["changed"],
            _ => &["ok"],
        }
    }

    /// The tasks of a plan with their places.
    fn paths(&self, at: usize) -> Vec<UnitAt> {
        let plan = read(PLANS[at].0, &self.text(at));
        let titles: BTreeSet<&str> = self.plans[at]
            .iter()
            .map(|(title, _)| title.as_str())
            .collect();
        let tasks = plan.units.iter().filter(|unit| unit.kind == UnitKind::Task);
        let tasks = tasks.filter(|unit| titles.contains(plan.title(unit)));
        tasks
            .map(|unit| unit_at(PLANS[at].0, unit.path.as_str()))
            .collect()
    }

    /// Decisions of which none takes another back: those that may be made in any order, then
    /// those that are about whole groups as they are by then.
    pub fn lasting_decisions(&self) -> [Vec<MatchInput>; 2] {
        let [one, other, third] = [0, 1, 2].map(|at| self.paths(at));
        let pin = |a: &UnitAt, b: &UnitAt| MatchInput::Pin {
            units: vec![a.clone(), b.clone()],
        };
        let free = vec![
            pin(&one[1], &other[1]),
            pin(&one[3], &other[10]),
            MatchInput::Forbid {
                a: one[0].clone(),
                b: other[0].clone(),
            },
            MatchInput::Split {
                one: vec![one[5].clone()],
                other: vec![other[5].clone(), third[5].clone()],
            },
            pin(&other[12], &third[2]),
        ];
        let of_groups = vec![
            MatchInput::Name {
                units: vec![one[1].clone()],
                name: "两项补贴一类".to_owned(),
            },
            MatchInput::Merge {
                units: vec![one[8].clone(), other[9].clone()],
            },
        ];
        [free, of_groups]
    }
}

fn is_edited(place: usize) -> bool {
    place % 7 == 3
}

fn is_left_out(place: usize) -> bool {
    place % 11 == 5
}

fn written(region: &str, tasks: &[(String, String)], turn: usize) -> String {
    let mut sections: Vec<&[(String, String)]> = tasks.chunks(OF_SECTION).collect();
    let turn = turn % sections.len();
    sections.rotate_left(turn);
    let mut text = format!(
        "{region}残疾人事业发展规划（2021-2025年）\n一、总体要求\n坚持党的领导。\n二、重点任务\n"
    );
    for (section, number) in sections.iter().zip(NUMBERS) {
        text.extend(["（", number, "）第", number, "类工作\n"]);
        for (at, (title, body)) in section.iter().enumerate() {
            let number = (at + 1).to_string();
            text.extend([&number, ".", title, "。", body, "\n"]);
        }
    }
    text
}

fn unit_at(plan: &str, path: &str) -> UnitAt {
    UnitAt {
        plan: plan.to_owned(),
        path: path.to_owned(),
    }
}

/// Decides about matches, then about deviations, all at random; answers the verdict on each
/// deviation.
///
/// # Panics
///
/// When a decision is refused.
pub fn decide_at_random(
    library: &Library,
    tasks: &Tasks,
    random: &mut Random,
    matches: usize,
    verdicts: usize,
) -> BTreeMap<String, String> {
    let units: Vec<Vec<UnitAt>> = (0..PLANS.len()).map(|at| tasks.paths(at)).collect();
    for _ in 0..matches {
        let one = random.below(PLANS.len());
        let other = (one + 1 + random.below(PLANS.len() - 1)) % PLANS.len();
        let mut any = |plan: usize| units[plan][random.below(units[plan].len())].clone();
        let (a, b, c) = (any(one), any(other), any(one));
        library.correct(&match random.below(10) {
            0..=3 => MatchInput::Pin { units: vec![a, b] },
            4..=6 => MatchInput::Forbid { a, b },
            7 => MatchInput::Split {
                one: BTreeSet::from([a, c]).into_iter().collect(),
                other: vec![b],
            },
            8 => MatchInput::Merge { units: vec![a, b] },
            _ => MatchInput::Name {
                units: vec![a],
                name: format!("事项{}", random.below(90)),
            },
        });
    }
    let selection = against_first();
    for (plan, _, _) in &PLANS[1..] {
        let said = library
            .workbench
            .set_relation(plan, PLANS[0].0, Some(Relation::Parent), AT);
        said.expect("both are there");
    }
    let mut items = library.deviations();
    let words = ["must_change", "for_reference", "acceptable", "false_alarm"];
    let mut given = BTreeMap::new();
    for at in 0..verdicts.min(items.len()) {
        let item = items.swap_remove(random.below(items.len()));
        given.insert(item.id.clone(), words[at % words.len()].to_owned());
        let input = VerdictInput {
            id: item.id,
            verdict: Some(words[at % words.len()].to_owned()),
            note: Some(format!("第{at}条")),
            suggestion: None,
        };
        let said = library.workbench.set_verdict(&selection, &input, AT);
        said.expect("it is a deviation of the queue");
    }
    given
}

fn against_first() -> Selection {
    Selection {
        plans: PLANS
            .iter()
            .map(|(name, _, _)| (*name).to_owned())
            .collect(),
        base: Some(PLANS[0].0.to_owned()),
    }
}

/// A correction of matches as it is listed: its kind and name, its units with their states.
type Listed = (
    String,
    Option<String>,
    Vec<CorrectedUnit>,
    Vec<CorrectedUnit>,
);

/// All that was decided, as it is listed.
#[derive(Debug)]
pub struct Decisions {
    /// About matches.
    pub matches: Vec<Listed>,
    /// About deviations, as they are carried to another library.
    pub verdicts: String,
}

impl PartialEq for Decisions {
    fn eq(&self, other: &Self) -> bool {
        self.without_states() == other.without_states()
            && self.states() == other.states()
            && self.verdicts == other.verdicts
    }
}

impl Decisions {
    /// What was said about which units, whatever became of them.
    pub fn without_states(&self) -> Vec<String> {
        let units = |units: &[CorrectedUnit]| {
            let named = units
                .iter()
                .map(|unit| format!("{} {}", unit.plan, unit.title));
            named.collect::<Vec<_>>().join(", ")
        };
        let line = |(action, name, ones, others): &Listed| {
            format!("{action} {name:?} {} | {}", units(ones), units(others))
        };
        self.matches.iter().map(line).collect()
    }

    /// Every unit named, by plan and heading, with its state.
    pub fn states(&self) -> Vec<((String, String), String)> {
        let units = self
            .matches
            .iter()
            .flat_map(|(_, _, ones, others)| ones.iter().chain(others));
        let state =
            |unit: &CorrectedUnit| ((unit.plan.clone(), unit.title.clone()), unit.state.clone());
        units.map(state).collect()
    }
}

/// A verdict on a deviation: its word, whether its text changed since, what it is about.
pub type Judged = (String, bool, String);

/// A workbench with the texts that were brought into its library.
pub struct Library {
    /// The workbench.
    pub workbench: Workbench,
    texts: RefCell<BTreeMap<String, String>>,
    _home: Option<tempfile::TempDir>,
}

#[expect(
    clippy::missing_panics_doc,
    reason = "every helper panics where the program refuses"
)]
impl Library {
    /// A library that is gone with the value.
    pub fn own() -> Self {
        let home = tempfile::tempdir().expect("a folder can be made");
        let library = Library::at(&home.path().join("library.db"));
        Library {
            _home: Some(home),
            ..library
        }
    }

    /// The library at `path`.
    pub fn at(path: &Path) -> Self {
        let workbench = Workbench::open(path).expect("the library opens");
        Library {
            workbench,
            texts: RefCell::default(),
            _home: None,
        }
    }

    /// Imports a text under a name.
    pub fn bring(&self, name: &str, text: &str) {
        let source = ImportSource::Bytes {
            name: format!("{name}.txt"),
            bytes: text.into(),
        };
        let options = ReadOptions::default();
        let outcomes = self
            .workbench
            .import(&[source], &options, AT, &Control::none());
        let outcome = outcomes.expect("the library takes it").remove(0);
        assert_eq!(outcome.result.expect("it is a plan").plan, name);
        self.texts
            .borrow_mut()
            .insert(name.to_owned(), text.to_owned());
    }

    /// Puts a plan away.
    pub fn delete(&self, name: &str) {
        self.workbench
            .delete_plans(&[name], AT)
            .expect("it is there");
    }

    /// Makes a correction.
    pub fn correct(&self, input: &MatchInput) {
        let made = self.workbench.correct_match(&[], input, AT);
        made.unwrap_or_else(|error| panic!("{input:?}: {error}"));
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.workbench.undo(AT).expect("there is a step");
    }

    /// Brings the step back.
    pub fn redo(&self) {
        self.workbench.redo(AT).expect("there is a step");
    }

    /// Tunes the rules of severity.
    pub fn set_rules(&self, tuning: &str) {
        self.workbench
            .set_rules(tuning, AT)
            .expect("the rules are well-formed");
    }

    /// Takes the verdicts of another library.
    pub fn take_verdicts(&self, other: &Library) {
        let text = serde_json::to_string(&other.workbench.verdicts().expect("they are listed"));
        let taken = self
            .workbench
            .import_verdicts(&text.expect("they are JSON"), AT);
        assert!(taken.expect("they are verdicts") > 0);
    }

    /// Backs the library up and puts the backup in its place.
    pub fn backup_and_restore(self, path: &Path) {
        self.workbench.backup().expect("it can be backed up");
        drop(self);
        Workbench::restore(path, None).expect("it can be restored");
    }

    /// The plans `names`, without a base.
    pub fn selection(&self, names: &[&str]) -> Selection {
        let plans = names.iter().map(|name| (*name).to_owned());
        Selection {
            plans: plans.collect(),
            base: None,
        }
    }

    /// The matrix of plans, as text.
    pub fn matrix(&self, names: &[&str]) -> String {
        let selection = self.selection(names);
        let window = |from| {
            let request = MatrixRequest {
                from,
                ..MatrixRequest::default()
            };
            let view = self
                .workbench
                .matrix(&selection, &request, &Control::none());
            view.expect("they are aligned")
        };
        let mut whole = window(0);
        while (whole.lines.rows.len() as u32) < whole.lines.total {
            let next = window(whole.lines.rows.len() as u32);
            whole.lines.rows.extend(next.lines.rows);
        }
        serde_json::to_string(&whole).expect("it is JSON")
    }

    /// All deviations from the first plan.
    fn deviations(&self) -> Vec<ReviewItem> {
        let (mut items, mut from) = (Vec::new(), 0);
        loop {
            let request = ReviewRequest {
                from,
                ..ReviewRequest::default()
            };
            let view = self.workbench.review(&against_first(), &request);
            let lines = view.expect("it is compared").lines;
            from += lines.rows.len() as u32;
            items.extend(lines.rows.into_iter().filter_map(|line| match line {
                ReviewLine::Item { item, .. } => Some(*item),
                ReviewLine::Severity { .. } => None,
            }));
            if from >= lines.total {
                return items;
            }
        }
    }

    /// Every group of the alignment of `names`, as units.
    pub fn groups(&self, names: &[&str]) -> Vec<Vec<UnitAt>> {
        let files: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let (options, control) = (ReadOptions::default(), Control::none());
        let aligned = self
            .workbench
            .align(&files, &options, false, Lang::Zh, &control);
        let groups = aligned.expect("they are aligned").groups;
        let units = |group: &duizhao_workbench::api::contract::Group| {
            group
                .members
                .iter()
                .map(|m| unit_at(&m.plan, &m.unit))
                .collect()
        };
        groups.iter().map(units).collect()
    }

    /// The headings of every group, in an order that does not depend on places.
    pub fn titles_together(&self, names: &[&str]) -> BTreeSet<Vec<String>> {
        let texts = self.texts.borrow();
        let title = |unit: &UnitAt| {
            let plan = read(&unit.plan, &texts[&unit.plan]);
            let path = duizhao_core::model::UnitPath(unit.path.clone());
            let own = plan.unit(&path).expect("the unit is there");
            format!("{} {}", unit.plan, plan.title(own))
        };
        let titles = |group: Vec<UnitAt>| {
            let mut titles: Vec<String> = group.iter().map(title).collect();
            titles.sort();
            titles
        };
        self.groups(names).into_iter().map(titles).collect()
    }

    /// What stands in the units of a plan: headings, stretches of text, statements.
    pub fn unit_texts(&self, name: &str) -> Vec<String> {
        let plan = read(name, &self.texts.borrow()[name]);
        let mut out = Vec::new();
        for unit in &plan.units {
            out.push(plan.title(unit).to_owned());
            let spans = unit.body.iter().chain(&unit.responsibility.tail);
            out.extend(spans.map(|span| plan.text.slice(*span).to_owned()));
        }
        out
    }

    /// All that was decided.
    pub fn decisions(&self) -> Decisions {
        let corrections = self
            .workbench
            .corrections()
            .expect("they are listed")
            .corrections;
        let listed = corrections
            .into_iter()
            .map(|c| (c.action, c.name, c.units, c.others));
        let verdicts = self.workbench.verdicts().expect("they are listed");
        Decisions {
            matches: listed.collect(),
            verdicts: serde_json::to_string(&verdicts).expect("they are JSON"),
        }
    }

    /// The deviations from the first plan that have a verdict, by id.
    pub fn judged(&self) -> BTreeMap<String, Judged> {
        let items = self.deviations();
        let judged = items.into_iter().filter_map(|item| {
            let about = format!("{} {} {}", item.plan, item.flag.kind, item.summary.zh);
            Some((item.id, (item.verdict?, item.stale, about)))
        });
        judged.collect()
    }

    /// Deviations of the same words have the verdict they had, wherever they stand now.
    #[track_caller]
    pub fn keeps_verdicts(&self, before: &BTreeMap<String, Judged>) {
        let items = self.deviations();
        let (mut now, mut kept): (BTreeMap<String, Vec<Option<String>>>, usize) =
            Default::default();
        for item in items {
            let about = format!("{} {} {}", item.plan, item.flag.kind, item.summary.zh);
            now.entry(about).or_default().push(item.verdict);
        }
        let mut then: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (word, _, about) in before.values() {
            then.entry(about).or_default().push(word);
        }
        for (about, words) in then {
            let (Some([now]), [word]) = (now.get(about).map(Vec::as_slice), words.as_slice())
            else {
                continue;
            };
            assert_eq!(now.as_deref(), Some(*word), "{about}");
            kept += 1;
        }
        assert!(
            kept > 10,
            "{kept} of {} verdicts could be followed",
            before.len()
        );
    }

    /// What was decided last about every two units holds in the alignment.
    #[track_caller]
    pub fn honours_all(&self, event: &str) {
        let groups = self.groups(&PLANS.map(|(name, _, _)| name));
        let mut together: BTreeSet<(&UnitAt, &UnitAt)> = BTreeSet::new();
        for group in &groups {
            for a in group {
                together.extend(group.iter().map(|b| (a, b)));
            }
        }
        let listed = self.decisions().matches;
        let mut said: BTreeMap<(UnitAt, UnitAt), &str> = BTreeMap::new();
        let mut forbidden_later: BTreeSet<(UnitAt, UnitAt)> = BTreeSet::new();
        let here = |units: &[CorrectedUnit]| -> Vec<UnitAt> {
            let there = units.iter().filter(|unit| unit.state != "gone");
            there.map(|unit| unit_at(&unit.plan, &unit.path)).collect()
        };
        for (action, _, ones, others) in &listed {
            let (ones, others) = (here(ones), here(others));
            let pairs = |x: &[UnitAt], y: &[UnitAt]| -> Vec<(UnitAt, UnitAt)> {
                let of = |a: &UnitAt| y.iter().map(|b| (a.clone(), b.clone())).collect::<Vec<_>>();
                x.iter().flat_map(of).collect()
            };
            for pair in pairs(&ones, &others) {
                forbidden_later.insert((pair.1.clone(), pair.0.clone()));
                forbidden_later.insert(pair.clone());
                said.insert((pair.1.clone(), pair.0.clone()), "apart");
                said.insert(pair, "apart");
            }
            if action == "pin" {
                for pair in pairs(&ones, &ones) {
                    forbidden_later.remove(&pair);
                    said.insert(pair, "together");
                }
            }
        }
        let disputed: BTreeSet<&UnitAt> =
            forbidden_later.iter().flat_map(|(a, b)| [a, b]).collect();
        let (mut apart, mut joined) = (0, 0);
        for ((a, b), word) in said.iter().filter(|((a, b), _)| a != b) {
            if *word == "apart" {
                assert!(
                    !together.contains(&(a, b)),
                    "{event}: {a:?} {b:?} were kept apart"
                );
                apart += 1;
            } else if !disputed.contains(a) && !disputed.contains(b) {
                assert!(
                    together.contains(&(a, b)),
                    "{event}: {a:?} {b:?} were put together"
                );
                joined += 1;
            }
        }
        assert!(
            apart > 20 && joined > 5,
            "{event}: {apart} apart, {joined} joined"
        );
    }
}

/// Widths and case evened out, as the search does.
pub fn folded(text: &str) -> String {
    let even = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        _ => c.to_ascii_lowercase(),
    };
    text.chars().map(even).collect()
}
