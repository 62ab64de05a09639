//! Scores a comparison against what was planted.

use std::collections::BTreeMap;

use duizhao_core::model::{Deviation, Plan, Severity};

use super::Planted;

/// Which planted edits were found, and which findings were planted.
#[derive(Debug, Default)]
pub struct Scored {
    /// Edits found.
    pub found: usize,
    /// Edits that should be found.
    pub of: usize,
    /// High and medium findings that were planted.
    pub right: usize,
    /// High and medium findings.
    pub serious: usize,
    /// Edits not found.
    pub lost: Vec<String>,
    /// High and medium findings that nobody planted.
    pub alarms: Vec<String>,
    /// Found and planted by kind of edit.
    pub by_edit: BTreeMap<&'static str, (usize, usize)>,
}

/// Scores one comparison.
pub struct Ledger<'p> {
    /// The parent.
    pub base: &'p Plan,
    /// The child.
    pub plan: &'p Plan,
}

impl Ledger<'_> {
    /// Holds `deviations` against `planted`.
    pub fn score(&self, planted: &[Planted], deviations: &[Deviation]) -> Scored {
        let mut scored = Scored::default();
        let wanted = planted.iter().filter(|edit| !edit.kinds.is_empty());
        for edit in wanted {
            let hit = deviations
                .iter()
                .any(|deviation| self.finds(edit, deviation));
            let tally = scored.by_edit.entry(edit.what).or_default();
            tally.1 += 1;
            scored.of += 1;
            if hit {
                tally.0 += 1;
                scored.found += 1;
            } else {
                let base = edit.base.as_ref().map_or("-", |path| path.as_str());
                let near: Vec<String> = deviations
                    .iter()
                    .filter(|d| d.base.unit == edit.base && d.base.unit.is_some())
                    .map(said)
                    .collect();
                let near = near.join("\n        ");
                scored.lost.push(format!(
                    "{} {base} {}\n        {near}",
                    edit.what, edit.words
                ));
            }
        }
        let serious = |d: &&Deviation| matches!(d.severity, Severity::High | Severity::Medium);
        for deviation in deviations.iter().filter(serious) {
            scored.serious += 1;
            if planted.iter().any(|edit| self.finds(edit, deviation)) {
                scored.right += 1;
            } else {
                scored.alarms.push(said(deviation));
            }
        }
        scored
    }

    /// True where the deviation is what the edit made.
    fn finds(&self, edit: &Planted, deviation: &Deviation) -> bool {
        if !edit.kinds.contains(&deviation.kind.as_str()) {
            return false;
        }
        if let Some(indicator) = &edit.indicator {
            let squeeze = |text: &str| text.replace([' ', '\n'], "");
            return deviation.indicator.as_deref().map(squeeze) == Some(squeeze(indicator));
        }
        if let Some(base) = &edit.base {
            return deviation.base.unit.as_ref() == Some(base);
        }
        let unit = deviation
            .plan
            .unit
            .as_ref()
            .and_then(|path| self.plan.unit(path));
        unit.is_some_and(|unit| Some(self.plan.title(unit)) == edit.title.as_deref())
    }
}

impl Scored {
    /// Adds the figures of another child.
    pub fn add(&mut self, other: Scored) {
        self.found += other.found;
        self.of += other.of;
        self.right += other.right;
        self.serious += other.serious;
        self.lost.extend(other.lost);
        self.alarms.extend(other.alarms);
        for (what, (found, of)) in other.by_edit {
            let tally = self.by_edit.entry(what).or_default();
            tally.0 += found;
            tally.1 += of;
        }
    }

    /// Share of the planted edits found.
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.of.max(1) as f64
    }

    /// Share of high and medium findings that were planted.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.serious.max(1) as f64
    }
}

fn said(deviation: &Deviation) -> String {
    let unit = |path: &Option<duizhao_core::model::UnitPath>| {
        path.as_ref().map_or("-".to_owned(), ToString::to_string)
    };
    format!(
        "{} {} {}→{} [{}] {} | {}",
        deviation.severity.as_str(),
        deviation.kind.as_str(),
        unit(&deviation.base.unit),
        unit(&deviation.plan.unit),
        deviation.words().join(","),
        deviation.base.quote.as_deref().unwrap_or(""),
        deviation.plan.quote.as_deref().unwrap_or(""),
    )
}
