//! Checks a reading against its own source: no gold needed.
//!
//! ```text
//! 一、总体要求 [3-9]   every line in a unit or skipped, every quote verbatim in its lines,
//!                      every letter, digit and Han of the source printed once
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::inventory::{Inventory, Lines, UnitRow};
use crate::score::{ROLES, is_blank, narrow, ratio};

/// A reading against its own source: nothing lost, nothing invented, every quote verbatim.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Share of non-blank lines that lie in a unit or in skipped.
    pub coverage: f64,
    /// Quotes that stand in their lines.
    pub quotes_right: usize,
    /// Quotes checked.
    pub quotes: usize,
    /// Characters of the source that no unit prints.
    pub lost: usize,
    /// Characters printed that the source lacks.
    pub invented: usize,
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

impl Verified {
    /// True where nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.coverage >= 1.0 && self.lost == 0 && self.invented == 0 && self.faults.is_empty()
    }

    /// The figures on one line.
    pub fn line(&self) -> String {
        format!(
            "coverage {:.4} · quotes {}/{} · {} lost, {} invented · {} faults",
            self.coverage,
            self.quotes_right,
            self.quotes,
            self.lost,
            self.invented,
            self.faults.len()
        )
    }
}

/// As the scores even texts out, joiners and soft hyphens left out too: nobody sees them, and an
/// attribute, a value of a list, is printed without.
fn squash(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}');
    crate::score::squash(text)
        .chars()
        .filter(|c| !unseen(c))
        .collect()
}

/// The source by lines, squashed, with the lines that are skipped whole.
struct Source {
    lines: Vec<String>,
    whole: BTreeSet<u32>,
}

impl Source {
    fn has(&self, quote: &str, at: Lines) -> bool {
        let range = || at.0..=at.1;
        let kept: String = range()
            .filter(|n| !self.whole.contains(n))
            .map(|n| self.at(n))
            .collect();
        kept.contains(quote)
            || range()
                .map(|n| self.at(n))
                .collect::<String>()
                .contains(quote)
    }

    fn at(&self, line: u32) -> &str {
        self.lines
            .get((line as usize).wrapping_sub(1))
            .map_or("", String::as_str)
    }
}

/// Checks `got` against `source`, the decoded text with line ends as `\n`.
pub fn verify(source: &str, got: &Inventory) -> Verified {
    let mut out = Verified::default();
    let whole_rows = got.skipped.iter().filter(|skipped| skipped.text.is_empty());
    let whole: BTreeSet<u32> = whole_rows
        .flat_map(|row| row.lines.0..=row.lines.1)
        .collect();
    let source = Source {
        lines: source.split('\n').map(squash).collect(),
        whole,
    };
    tree_faults(got, &mut out);
    for (what, quote, at) in quotes(got) {
        let quote = squash(&quote);
        if quote.is_empty() {
            continue;
        }
        out.quotes += 1;
        if source.has(&quote, at) {
            out.quotes_right += 1;
        } else {
            out.faults
                .push(format!("{what} not verbatim in lines {at:?}: {quote}"));
        }
    }
    characters(&source, got, &mut out);
    coverage(&source, got, &mut out);
    out
}

fn tree_faults(got: &Inventory, out: &mut Verified) {
    let mut at: BTreeMap<&str, &UnitRow> = BTreeMap::new();
    for unit in &got.units {
        if at.insert(&unit.id, unit).is_some() {
            out.faults.push(format!("id {} more than once", unit.id));
        }
    }
    for unit in &got.units {
        let Some(parent) = unit.parent.as_deref() else {
            continue;
        };
        match at.get(parent) {
            None => out
                .faults
                .push(format!("{} parent {parent} unknown", unit.id)),
            Some(up) if up.lines.0 > unit.lines.0 || unit.lines.1 > up.lines.1 => {
                out.faults
                    .push(format!("{} lines outside {parent}", unit.id));
            }
            Some(_) => {}
        }
    }
}

fn quotes(got: &Inventory) -> Vec<(String, String, Lines)> {
    let mut out = Vec::new();
    for unit in &got.units {
        out.push((format!("{} title", unit.id), unit.title.clone(), unit.lines));
        for (role, names) in ROLES.iter().zip(&unit.departments) {
            for name in names {
                out.push((format!("{} {role}", unit.id), name.clone(), unit.lines));
            }
        }
    }
    for row in &got.indicators {
        for cell in [&row.name, &row.baseline, &row.target, &row.attribute] {
            out.push(("indicator".to_owned(), cell.clone(), row.lines));
        }
    }
    for target in &got.targets {
        out.push((
            format!("{} target", target.unit),
            target.quote.clone(),
            target.lines,
        ));
    }
    out
}

fn characters(source: &Source, got: &Inventory, out: &mut Verified) {
    let mut balance: BTreeMap<char, i64> = BTreeMap::new();
    let mut count = |text: &str, by: i64| {
        for c in text.chars().filter(|&c| !is_blank(c)).map(narrow) {
            if c.is_alphanumeric() || c == '_' {
                *balance.entry(c).or_default() += by;
            }
        }
    };
    for (number, line) in (1_u32..).zip(&source.lines) {
        if !source.whole.contains(&number) {
            count(line, 1);
        }
    }
    for unit in &got.units {
        if !unit.restored {
            count(&unit.label, -1);
        }
        for text in [&unit.title, &unit.text, &unit.tail] {
            count(text, -1);
        }
    }
    for skipped in &got.skipped {
        count(&skipped.text, -1);
    }
    let sum = |sign: i64| -> usize {
        let part = balance.values().map(|n| n * sign).filter(|n| *n > 0);
        usize::try_from(part.sum::<i64>()).unwrap_or(0)
    };
    (out.lost, out.invented) = (sum(1), sum(-1));
    for (sign, word) in [(1, "lost"), (-1, "invented")] {
        let of = balance.iter().filter(|(_, n)| **n * sign > 0);
        let shown: String = of.map(|(c, _)| *c).take(40).collect();
        if !shown.is_empty() {
            out.faults.push(format!("{word}: {shown}"));
        }
    }
}

fn coverage(source: &Source, got: &Inventory, out: &mut Verified) {
    let parents: BTreeSet<&str> = got
        .units
        .iter()
        .filter_map(|u| u.parent.as_deref())
        .collect();
    let mut covered: BTreeSet<u32> = BTreeSet::new();
    for unit in &got.units {
        let has_children = parents.contains(unit.id.as_str());
        let own = if has_children {
            unit.own_lines
        } else {
            Some(unit.lines)
        };
        covered.extend(own.into_iter().flat_map(|(first, last)| first..=last));
    }
    covered.extend(got.skipped.iter().flat_map(|row| row.lines.0..=row.lines.1));
    let full = (1_u32..)
        .zip(&source.lines)
        .filter(|(_, line)| !line.is_empty());
    let (mut lost, mut all) = (0, 0);
    for (number, line) in full {
        all += 1;
        if !covered.contains(&number) {
            lost += 1;
            let start: String = line.chars().take(40).collect();
            out.faults.push(format!("line {number} nowhere: {start}"));
        }
    }
    out.coverage = if all == 0 {
        1.0
    } else {
        1.0 - ratio(lost, all)
    };
}
