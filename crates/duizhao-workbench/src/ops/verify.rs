//! Checks a reading against its source: nothing lost, nothing invented, every quote verbatim.
//!
//! ```text
//! source 一、总体要求 / - 1 - / 坚持党的领导。
//! units  一、总体要求 坚持党的领导。   skipped - 1 -      →  coverage 1, lost 0, invented 0
//! ```
//!
//! Letters, digits and Han of the source are counted against those that units and skipped
//! parts print; widths and white space are evened out on both sides first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::api::contract::{Inspection, Lines, Quotes, SCHEMA, Unit, Verification};
use crate::error::Error;
use crate::messages::Lang;
use crate::reading::ReadOptions;
use crate::workbench::Workbench;

/// Verifies the reading of `file`.
pub(crate) fn verify(
    workbench: &Workbench,
    file: &Path,
    options: &ReadOptions,
) -> Result<Verification, Error> {
    let reading = workbench.read(file, options)?;
    let document = super::inspect::document(&reading, Lang::Zh);
    Ok(figures(
        &reading.file,
        reading.plan.text.source(),
        &document,
    ))
}

/// The figures for a source text and what was read from it.
pub(crate) fn figures(file: &str, source: &str, document: &Inspection) -> Verification {
    let check = Check::new(source, document);
    let (quotes, mut faults) = check.quotes();
    faults.extend(check.tree_faults());
    let (lost, invented) = check.characters();
    let (coverage, lines) = check.coverage();
    let (file, schema) = (file.to_owned(), SCHEMA);
    Verification {
        schema,
        file,
        coverage,
        lost,
        invented,
        quotes,
        lines,
        faults,
    }
}

struct Check<'a> {
    lines: Vec<&'a str>,
    document: &'a Inspection,
    parents: BTreeSet<&'a str>,
    /// Lines skipped whole.
    whole: BTreeSet<u32>,
}

impl<'a> Check<'a> {
    fn new(source: &'a str, document: &'a Inspection) -> Self {
        let whole = document.skipped.iter().filter(|s| s.text.is_none());
        Check {
            lines: source.split('\n').collect(),
            document,
            parents: document
                .units
                .iter()
                .filter_map(|u| u.parent.as_deref())
                .collect(),
            whole: whole.flat_map(|s| s.lines.0..=s.lines.1).collect(),
        }
    }

    /// The lines of a unit that are not those of its children.
    fn own_lines(&self, unit: &Unit) -> Option<Lines> {
        if self.parents.contains(unit.id.as_str()) {
            unit.own_lines
        } else {
            Some(unit.lines)
        }
    }

    fn source_text(&self, range: Lines, without_skipped: bool) -> String {
        let kept = (range.0..=range.1).filter(|k| !(without_skipped && self.whole.contains(k)));
        kept.filter_map(|k| self.lines.get(k as usize - 1))
            .map(|line| squash(line))
            .collect()
    }

    fn coverage(&self) -> (f64, BTreeMap<String, u32>) {
        let mut fate: BTreeMap<u32, &str> = BTreeMap::new();
        for (a, b) in self
            .document
            .units
            .iter()
            .filter_map(|unit| self.own_lines(unit))
        {
            fate.extend((a..=b).map(|k| (k, "unit")));
        }
        for skipped in &self.document.skipped {
            for k in skipped.lines.0..=skipped.lines.1 {
                if skipped.text.is_none() || !fate.contains_key(&k) {
                    fate.insert(k, skipped.why);
                }
            }
        }
        let mut tally: BTreeMap<String, u32> = BTreeMap::new();
        let (mut full, mut nowhere) = (0_u32, 0_u32);
        for (k, line) in (1_u32..).zip(&self.lines) {
            if squash(line).is_empty() {
                continue;
            }
            full += 1;
            let what = fate.get(&k).copied().unwrap_or("nowhere");
            nowhere += u32::from(what == "nowhere");
            *tally.entry(what.to_owned()).or_default() += 1;
        }
        let coverage = if full == 0 {
            1.0
        } else {
            1.0 - f64::from(nowhere) / f64::from(full)
        };
        (coverage, tally)
    }

    fn quotes(&self) -> (Quotes, Vec<String>) {
        let mut quotes = Quotes { right: 0, of: 0 };
        let mut faults = Vec::new();
        let mut place = Place::default();
        let mut quote = |what: &str, words: Option<&str>, at: Lines| {
            let wanted = squash(words.unwrap_or_default());
            if wanted.is_empty() {
                return;
            }
            quotes.of += 1;
            if place.at != at {
                place = Place::new(at, [true, false].map(|kept| self.source_text(at, kept)));
            }
            let verbatim = place.holds(&wanted);
            quotes.right += usize::from(verbatim);
            if !verbatim {
                faults.push(format!("{what} not verbatim in lines {at:?}: {wanted}"));
            }
        };
        for unit in &self.document.units {
            quote(
                &format!("{} title", unit.id),
                unit.title.as_deref(),
                unit.lines,
            );
            for name in unit
                .lead
                .iter()
                .chain(&unit.participants)
                .chain(&unit.departments)
            {
                quote(&format!("{} department", unit.id), Some(name), unit.lines);
            }
        }
        for row in &self.document.indicators {
            let cells = [
                Some(row.name.as_str()),
                row.baseline.as_deref(),
                Some(&row.target),
                row.attribute,
            ];
            for cell in cells {
                quote("indicator", cell, row.lines);
            }
        }
        for target in &self.document.targets {
            quote("target", Some(&target.quote), target.lines);
        }
        (quotes, faults)
    }

    fn tree_faults(&self) -> Vec<String> {
        let mut at: BTreeMap<&str, &Unit> = BTreeMap::new();
        let mut faults = Vec::new();
        for unit in &self.document.units {
            if at.insert(&unit.id, unit).is_some() {
                faults.push(format!("id {} more than once", unit.id));
            }
        }
        for unit in &self.document.units {
            let Some(name) = unit.parent.as_deref() else {
                continue;
            };
            match at.get(name) {
                None => faults.push(format!("{} parent {name} unknown", unit.id)),
                Some(parent) if unit.lines.0 < parent.lines.0 || unit.lines.1 > parent.lines.1 => {
                    faults.push(format!("{} lines outside {name}", unit.id));
                }
                Some(_) => {}
            }
        }
        faults
    }

    /// Characters lost and invented.
    fn characters(&self) -> (usize, usize) {
        let mut balance: BTreeMap<char, i64> = BTreeMap::new();
        let mut add = |text: &str, by: i64| {
            for c in squash(text)
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '_')
            {
                *balance.entry(c).or_default() += by;
            }
        };
        for (k, line) in (1_u32..).zip(&self.lines) {
            if !self.whole.contains(&k) {
                add(line, 1);
            }
        }
        for unit in &self.document.units {
            let label = unit.label.as_deref().filter(|_| !unit.label_restored);
            let parts = [
                label,
                unit.title.as_deref(),
                Some(&unit.text),
                unit.tail.as_deref(),
            ];
            parts.into_iter().flatten().for_each(|part| add(part, -1));
        }
        for part in self
            .document
            .skipped
            .iter()
            .filter_map(|s| s.text.as_deref())
        {
            add(part, -1);
        }
        let sum = |sign: i64| balance.values().map(|n| (n * sign).max(0)).sum::<i64>();
        (
            usize::try_from(sum(1)).unwrap_or(0),
            usize::try_from(sum(-1)).unwrap_or(0),
        )
    }
}

/// The text of some lines, without what is skipped in them and with it, and how far quotes
/// were found in it: they come in its order, so that a line as long as a book is read once.
#[derive(Default)]
struct Place {
    at: Lines,
    texts: [(String, usize); 2],
}

impl Place {
    fn new(at: Lines, texts: [String; 2]) -> Self {
        let texts = texts.map(|text| (text, 0));
        Place { at, texts }
    }

    fn holds(&mut self, wanted: &str) -> bool {
        self.texts.iter_mut().any(|(text, from)| {
            let further = text[*from..].find(wanted).map(|at| *from + at);
            let found = further.or_else(|| text.find(wanted));
            *from = found.unwrap_or(*from);
            found.is_some()
        })
    }
}

/// Takes white space and what nobody sees out, and evens out widths.
fn squash(text: &str) -> String {
    let kept = text.chars().filter(|c| {
        let unseen = matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{1c}'..='\u{1f}'
        );
        !c.is_whitespace() && !unseen
    });
    kept.map(narrow).collect()
}

fn narrow(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '．' => '.',
        '＞' => '>',
        '＜' => '<',
        '％' => '%',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, label: &str, title: &str, text: &str, lines: Lines) -> Unit {
        Unit {
            id: id.to_owned(),
            parent: None,
            kind: "chapter",
            label: Some(label.to_owned()),
            label_restored: false,
            title: Some(title.to_owned()),
            text: text.to_owned(),
            tail: None,
            lines,
            own_lines: None,
            lead: Vec::new(),
            participants: Vec::new(),
            departments: Vec::new(),
            mended: false,
        }
    }

    fn document(units: Vec<Unit>) -> Inspection {
        let plan = duizhao_core::parse::read_plan(
            duizhao_core::model::PlanId("x".into()),
            "",
            &duizhao_core::Lexicon::builtin(),
        );
        Inspection {
            units,
            skipped: Vec::new(),
            ..crate::api::to_contract::inspection(&plan, Lang::Zh)
        }
    }

    #[test]
    fn a_faithful_reading_passes_and_each_defect_is_counted() {
        let source = "一、总体要求\n坚持党的领导。\n二、任务";
        let right = document(vec![
            unit("1", "一、", "总体要求", "坚持党的领导。", (1, 2)),
            unit("2", "二、", "任务", "", (3, 3)),
        ]);
        let good = figures("f", source, &right);
        assert_eq!((good.coverage, good.lost, good.invented), (1.0, 0, 0));
        assert_eq!(good.quotes, Quotes { right: 2, of: 2 });

        let wrong = document(vec![unit("1", "一、", "总体要领", "坚持的领导。", (1, 2))]);
        let bad = figures("f", source, &wrong);
        assert!(bad.coverage < 0.7);
        assert_eq!((bad.lost, bad.invented), (5, 1));
        assert_eq!(bad.quotes, Quotes { right: 0, of: 1 });
        assert_eq!(bad.lines.get("nowhere"), Some(&1));
    }
}
