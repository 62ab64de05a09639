//! How far the reading of a damaged text is that of the undamaged one.
//!
//! Headings are compared by their letters, digits and Han alone: widths, blanks, marks and
//! leftover HTML entities are the damage itself.

use crate::damage::Roles;
use crate::inventory::{Inventory, UnitRow};
use crate::score::Prf;
use crate::verify::Verified;

/// The figures of one damaged text.
#[derive(Debug, Clone)]
pub struct Sameness {
    /// Place, kind and heading.
    pub ids: Prf,
    /// Kind and heading.
    pub titles: Prf,
    /// Heading, role and name.
    pub departments: Prf,
    /// Name and cells.
    pub indicators: Prf,
    /// The damaged text against its own reading.
    pub verified: Verified,
}

impl Sameness {
    /// Compares the reading `got` of a damaged text with `whole`, that of the undamaged one.
    pub fn of(whole: &Inventory, got: &Inventory, roles: Roles, verified: Verified) -> Self {
        Sameness {
            ids: Prf::of(ids(whole), ids(got)),
            titles: Prf::of(titles(whole), titles(got)),
            departments: Prf::of(departments(whole, roles), departments(got, Roles::Kept)),
            indicators: Prf::of(indicators(whole), indicators(got)),
            verified,
        }
    }

    /// The lowest F1 of ids, titles and departments.
    pub fn worst(&self) -> f64 {
        self.ids
            .f1()
            .min(self.titles.f1())
            .min(self.departments.f1())
    }

    /// The figures on one line.
    pub fn line(&self) -> String {
        format!(
            "ids {:.3} titles {:.3} departments {:.3} indicators {:.3} · {}",
            self.ids.f1(),
            self.titles.f1(),
            self.departments.f1(),
            self.indicators.f1(),
            self.verified.line()
        )
    }
}

/// Letters, digits and Han of a text, half width, entities taken for what they stand for.
pub fn bare(text: &str) -> String {
    let mut text = text.to_owned();
    for entity in [
        "nbsp", "ldquo", "rdquo", "mdash", "middot", "lt", "gt", "amp",
    ] {
        text = text.replace(&format!("&{entity};"), "");
    }
    for entity in ["8220", "8221", "8212", "12288"] {
        text = text.replace(&format!("&#{entity};"), "");
    }
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .map(narrow)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn key(unit: &UnitRow) -> String {
    if unit.title.is_empty() {
        format!("@{}", unit.id)
    } else {
        bare(&unit.title)
    }
}

fn headed(plan: &Inventory) -> impl Iterator<Item = &UnitRow> {
    plan.units.iter().filter(|unit| unit.kind != "paragraph")
}

fn ids(plan: &Inventory) -> Vec<String> {
    headed(plan)
        .map(|unit| format!("{} {} {}", unit.id, unit.kind, key(unit)))
        .collect()
}

fn titles(plan: &Inventory) -> Vec<String> {
    let titled = headed(plan).filter(|unit| !unit.title.is_empty());
    titled
        .map(|unit| format!("{} {}", unit.kind, key(unit)))
        .collect()
}

fn departments(plan: &Inventory, roles: Roles) -> Vec<String> {
    let mut out = Vec::new();
    for unit in &plan.units {
        let [lead, with, unranked] = &unit.departments;
        let all = lead.iter().chain(with).chain(unranked);
        let was_ranked = !lead.is_empty() || !with.is_empty();
        for (at, name) in all.enumerate() {
            let role = match roles {
                Roles::Unranked => 2,
                Roles::FirstLeads if was_ranked => usize::from(at > 0),
                _ if at < lead.len() => 0,
                _ if at < lead.len() + with.len() => 1,
                _ => 2,
            };
            let role = ["lead", "participants", "departments"][role];
            out.push(format!("{} {role} {}", key(unit), bare(name)));
        }
    }
    out
}

fn indicators(plan: &Inventory) -> Vec<String> {
    let row = |row: &crate::inventory::IndicatorRow| {
        format!(
            "{} | {} | {}",
            bare(&row.name),
            bare(&row.baseline),
            bare(&row.target)
        )
    };
    plan.indicators.iter().map(row).collect()
}
