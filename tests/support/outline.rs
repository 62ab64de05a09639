//! A plan as one line a unit, for snapshots and for reading beside the text.
//!
//! ```text
//! 3.1.2   task  「2.」 落实社会救助政策 [63-65] ‹市民政局 | 市残联 |›
//! 3.1.3   task ~「3.」 …                           ~ marks a restored label
//! ```

use std::fmt::Write as _;

use crate::inventory::{Inventory, META, UnitRow};

/// The whole plan: metadata, units, indicators, targets, skipped lines.
pub fn outline(plan: &Inventory) -> String {
    let mut out = String::new();
    for field in META {
        let _ = writeln!(out, "{field}: {}", or_dash(&plan.meta[field]));
    }
    for (title, relation) in &plan.cites {
        let _ = writeln!(out, "cites {relation}: {title}");
    }
    out.push('\n');
    for unit in &plan.units {
        out.push_str(&line(unit));
        out.push('\n');
    }
    for row in &plan.indicators {
        let (first, last) = row.lines;
        let cells = [&row.name, &row.baseline, &row.target, &row.attribute].map(|c| or_dash(c));
        let _ = writeln!(out, "indicator {} [{first}-{last}]", cells.join(" | "));
    }
    for target in &plan.targets {
        let (first, last) = target.lines;
        let value = target.value.trim_end_matches('0').trim_end_matches('.');
        let _ = writeln!(
            out,
            "target {} {}{value}{} «{}» [{first}-{last}]",
            target.unit,
            target.comparator,
            target.measure,
            one_line(&target.quote)
        );
    }
    for skipped in &plan.skipped {
        let (first, last) = skipped.lines;
        let _ = writeln!(
            out,
            "skipped {} [{first}-{last}] {}",
            skipped.why,
            one_line(&skipped.text)
        );
    }
    out
}

/// One unit on one line.
pub fn line(unit: &UnitRow) -> String {
    let mark = if unit.restored { "~" } else { " " };
    let label = if unit.label.is_empty() {
        String::new()
    } else {
        format!("「{}」", unit.label)
    };
    let (first, last) = unit.lines;
    let title = if unit.title.is_empty() {
        start_of(&unit.text)
    } else {
        one_line(&unit.title)
    };
    let [lead, with, unranked] = unit.departments.each_ref().map(|names| names.join("、"));
    let who = if lead.is_empty() && with.is_empty() && unranked.is_empty() {
        String::new()
    } else {
        format!(" ‹{lead} | {with} | {unranked}›")
    };
    format!(
        "{:<8}{}{mark}{label} {title} [{first}-{last}]{who}",
        unit.id, unit.kind
    )
}

fn start_of(text: &str) -> String {
    let start: String = one_line(text).chars().take(16).collect();
    format!("({start}…)")
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}
