//! Scores a reading against gold: the floors of the quality tests rest on these figures.
//!
//! Multisets are compared, so a heading found twice counts once; widths and white space
//! never count.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::inventory::{Inventory, META, UnitRow};

/// Kinds of unit that have a heading (rows of annexes stand in by their place).
const HEADED: [&str; 7] = [
    "chapter",
    "section",
    "task",
    "box",
    "box_item",
    "annex",
    "annex_row",
];
pub(crate) const ROLES: [&str; 3] = ["lead", "participants", "departments"];
const WIDE: &str = "（），；：．＞＜≥≤％０１２３４５６７８９";
const NARROW: &str = "(),;:.><≥≤%0123456789";

/// Text without white space, punctuation and digits evened out in width.
pub fn squash(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).map(narrow).collect()
}

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}' | '\u{200b}' | '\u{feff}')
}

pub(crate) fn narrow(c: char) -> char {
    let at = WIDE.chars().position(|wide| wide == c);
    at.and_then(|at| NARROW.chars().nth(at)).unwrap_or(c)
}

/// How many were right, how many were wanted and found, and which were not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prf {
    /// Right.
    pub right: usize,
    /// Wanted.
    pub wanted: usize,
    /// Found.
    pub found: usize,
    /// Wanted, not found.
    pub missed: Vec<String>,
    /// Found, not wanted.
    pub extra: Vec<String>,
}

impl Prf {
    /// Compares two multisets.
    pub fn of(wanted: Vec<String>, found: Vec<String>) -> Self {
        let mut out = Prf {
            wanted: wanted.len(),
            found: found.len(),
            ..Prf::default()
        };
        let mut left: BTreeMap<String, usize> = BTreeMap::new();
        for item in wanted {
            *left.entry(item).or_default() += 1;
        }
        for item in found {
            match left.get_mut(&item) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    out.right += 1;
                }
                _ => out.extra.push(item),
            }
        }
        out.missed = left
            .into_iter()
            .flat_map(|(item, n)| std::iter::repeat_n(item, n))
            .collect();
        out
    }

    /// Right of found; 1 where neither side has any.
    pub fn precision(&self) -> f64 {
        if self.found == 0 {
            f64::from(u8::from(self.wanted == 0))
        } else {
            ratio(self.right, self.found)
        }
    }

    /// Right of wanted.
    pub fn recall(&self) -> f64 {
        if self.wanted == 0 {
            1.0
        } else {
            ratio(self.right, self.wanted)
        }
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// A reading against its gold inventory.
#[derive(Debug, Clone)]
pub struct Structure {
    /// By name: headings, ids, labels, restored, line spans, departments, indicators,
    /// targets, targets typed, cites.
    pub parts: Vec<(&'static str, Prf)>,
    /// Metadata fields that are wrong: field, found, wanted.
    pub wrong_meta: Vec<(&'static str, String, String)>,
}

impl Structure {
    /// F1 of one part.
    ///
    /// # Panics
    /// Where no part has that name.
    #[track_caller]
    pub fn f1(&self, name: &str) -> f64 {
        let part = self.parts.iter().find(|(part, _)| *part == name);
        part.unwrap_or_else(|| panic!("no part {name}")).1.f1()
    }

    /// Metadata fields that are right.
    pub fn meta_right(&self) -> usize {
        META.len() - self.wrong_meta.len()
    }

    /// A line a part; what is missed and extra below it where `verbose`.
    pub fn report(&self, verbose: Misses) -> String {
        let mut out = String::new();
        for (name, part) in &self.parts {
            let (f, p, r) = (part.f1(), part.precision(), part.recall());
            let _ = writeln!(
                out,
                "  {name:<14} F1 {f:.3}  P {p:.3}  R {r:.3}  ({} right of {}, {} found)",
                part.right, part.wanted, part.found
            );
            if verbose == Misses::Listed {
                for item in &part.missed {
                    let _ = writeln!(out, "    missed: {item}");
                }
                for item in &part.extra {
                    let _ = writeln!(out, "    extra:  {item}");
                }
            }
        }
        let _ = writeln!(
            out,
            "  {:<14} {}/{}",
            "metadata",
            self.meta_right(),
            META.len()
        );
        for (field, found, wanted) in &self.wrong_meta {
            let _ = writeln!(out, "    {field} is {found:?}, wanted {wanted:?}");
        }
        out
    }
}

/// Whether a report lists what was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misses {
    /// Figures only.
    Counted,
    /// Each miss on a line.
    Listed,
}

/// What identifies a unit: its title, else its id (annex rows) or its first line.
fn key(unit: &UnitRow) -> String {
    match (unit.kind.as_str(), unit.title.as_str()) {
        ("annex_row", _) => unit.id.clone(),
        (_, "") => format!("@{}", unit.lines.0),
        (_, title) => squash(title),
    }
}

fn headed(plan: &Inventory) -> impl Iterator<Item = &UnitRow> {
    plan.units
        .iter()
        .filter(|unit| HEADED.contains(&unit.kind.as_str()))
}

fn of_kinds<'a>(plan: &'a Inventory, kinds: &'a [&str]) -> impl Iterator<Item = &'a UnitRow> {
    plan.units
        .iter()
        .filter(move |unit| kinds.contains(&unit.kind.as_str()))
}

fn headings(plan: &Inventory) -> Vec<String> {
    headed(plan)
        .map(|unit| format!("{} {}", unit.kind, key(unit)))
        .collect()
}

/// Place, kind and title of every headed unit.
pub fn ids(plan: &Inventory) -> Vec<String> {
    headed(plan)
        .map(|unit| format!("{} {} {}", unit.id, unit.kind, key(unit)))
        .collect()
}

/// Kind and title of every headed unit that has a title.
pub fn titles(plan: &Inventory) -> Vec<String> {
    let titled = headed(plan).filter(|unit| !unit.title.is_empty());
    titled
        .map(|unit| format!("{} {}", unit.kind, squash(&unit.title)))
        .collect()
}

fn labels(plan: &Inventory) -> Vec<String> {
    let bare = |label: &str| -> String {
        let dropped = |c: &char| !is_blank(*c) && !".．﹒、,，()（）".contains(*c);
        label.chars().filter(dropped).collect()
    };
    of_kinds(plan, &["chapter", "section", "task"])
        .map(|unit| format!("{} {} «{}»", unit.kind, key(unit), bare(&unit.label)))
        .collect()
}

fn restored(plan: &Inventory) -> Vec<String> {
    let restored = plan.units.iter().filter(|unit| unit.restored);
    restored
        .map(|unit| format!("{} {}", unit.kind, key(unit)))
        .collect()
}

fn spans(plan: &Inventory) -> Vec<String> {
    of_kinds(plan, &["section", "task", "box_item", "annex_row"])
        .map(|unit| {
            format!(
                "{} {} {}-{}",
                unit.kind,
                key(unit),
                unit.lines.0,
                unit.lines.1
            )
        })
        .collect()
}

/// Title, role and name of every department.
pub fn departments(plan: &Inventory) -> Vec<String> {
    let mut out = Vec::new();
    for unit in &plan.units {
        for (role, names) in ROLES.iter().zip(&unit.departments) {
            out.extend(
                names
                    .iter()
                    .map(|name| format!("{} {role} {}", key(unit), squash(name))),
            );
        }
    }
    out
}

/// Name and cells of every indicator.
pub fn indicators(plan: &Inventory) -> Vec<String> {
    let cell = |text: &str| {
        let cell = squash(text);
        cell.trim_matches(['—', '-', '－'])
            .trim_end_matches('%')
            .to_owned()
    };
    plan.indicators
        .iter()
        .map(|row| {
            let (base, target) = (cell(&row.baseline), cell(&row.target));
            format!(
                "{} | {base} | {target} | {}",
                squash(&row.name),
                row.attribute
            )
        })
        .collect()
}

fn cites(plan: &Inventory) -> Vec<String> {
    plan.cites
        .iter()
        .map(|(title, relation)| format!("{relation} {}", bare_title(title)))
        .collect()
}

/// A cited title without 《》, 关于印发 and 的通知.
fn bare_title(title: &str) -> String {
    let title = squash(title);
    let title = title
        .split_once("关于印发")
        .map_or(title.as_str(), |(_, rest)| rest);
    let title = title
        .strip_suffix("通知")
        .map_or(title, |t| t.strip_suffix('的').unwrap_or(t));
    title.replace(['《', '》'], "")
}

/// Scores `got` against `gold`.
pub fn structure(gold: &Inventory, got: &Inventory) -> Structure {
    let both = |facts: fn(&Inventory) -> Vec<String>| Prf::of(facts(gold), facts(got));
    let (targets, typed) = targets(gold, got);
    let parts = vec![
        ("headings", both(headings)),
        ("ids", both(ids)),
        ("labels", both(labels)),
        ("restored", both(restored)),
        ("line spans", both(spans)),
        ("departments", both(departments)),
        ("indicators", both(indicators)),
        ("targets", targets),
        ("targets typed", typed),
        ("cites", both(cites)),
    ];
    let wrong = META
        .iter()
        .filter(|&&field| squash(&gold.meta[field]) != squash(&got.meta[field]));
    let wrong_meta = wrong
        .map(|&field| (field, got.meta[field].clone(), gold.meta[field].clone()))
        .collect();
    Structure { parts, wrong_meta }
}

/// Targets by unit and value, then typed with comparator and unit of measure. Borderline
/// ones are not asked for; arguable ones are not held against the reading.
fn targets(gold: &Inventory, got: &Inventory) -> (Prf, Prf) {
    let (at_gold, at_got) = (keys(gold), keys(got));
    let place = |at: &BTreeMap<&str, String>, unit: &str| {
        at.get(unit).cloned().unwrap_or_else(|| unit.to_owned())
    };
    let excused: Vec<(String, String)> = gold
        .excused
        .iter()
        .map(|(unit, quote)| (place(&at_gold, unit), squash(quote)))
        .collect();
    let full = |comparator: &str, measure: &str| format!(" {comparator} {}", squash(measure));
    let mut wanted = Vec::new();
    for target in gold.targets.iter().filter(|target| !target.borderline) {
        let short = format!("{} {}", place(&at_gold, &target.unit), target.value);
        wanted.push((short, full(&target.comparator, &target.measure)));
    }
    let mut rest: Vec<&String> = wanted.iter().map(|(short, _)| short).collect();
    let mut found = Vec::new();
    for target in &got.targets {
        let unit = place(&at_got, &target.unit);
        let short = format!("{unit} {}", target.value);
        let quote = squash(&target.quote);
        let kept = if let Some(at) = rest.iter().position(|wanted| **wanted == short) {
            rest.remove(at);
            true
        } else {
            let overlaps = |e: &str| e.contains(&quote) || quote.contains(e);
            !excused
                .iter()
                .any(|(at, excuse)| *at == unit && overlaps(excuse))
        };
        if kept {
            found.push((short, full(&target.comparator, &target.measure)));
        }
    }
    let short = |list: &[(String, String)]| list.iter().map(|(s, _)| s.clone()).collect();
    let long = |list: &[(String, String)]| list.iter().map(|(s, l)| format!("{s}{l}")).collect();
    (
        Prf::of(short(&wanted), short(&found)),
        Prf::of(long(&wanted), long(&found)),
    )
}

fn keys(plan: &Inventory) -> BTreeMap<&str, String> {
    plan.units
        .iter()
        .map(|unit| (unit.id.as_str(), key(unit)))
        .collect()
}
