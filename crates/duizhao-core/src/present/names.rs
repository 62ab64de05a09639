//! Short names and citations as people write them.

use crate::model::{Plan, UnitKind, UnitPath};

/// The plan's place, or its title where none was read: 济宁市.
pub(super) fn short_name(plan: &Plan) -> String {
    plan.meta
        .region
        .name
        .clone()
        .unwrap_or_else(|| plan.title_or_id().to_owned())
}

/// A unit's heading, or the start of its text where it has none.
pub(super) fn heading(plan: &Plan, path: &UnitPath) -> String {
    let Some(unit) = plan.unit(path) else {
        return String::new();
    };
    let title = plan.title(unit);
    if !title.is_empty() {
        return title.to_owned();
    }
    shortened(&plan.body(unit), HEADING)
}

/// Characters of a text that stands in the place of a heading.
const HEADING: usize = 24;

/// At most `length` characters, with … where something is left out.
pub(super) fn shortened(text: &str, length: usize) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.chars().count() <= length {
        return bare;
    }
    bare.chars()
        .take(length)
        .chain(std::iter::once('…'))
        .collect()
}

/// Label and heading of a chapter or section.
pub(super) fn labelled(plan: &Plan, path: &UnitPath) -> String {
    let Some(unit) = plan.unit(path) else {
        return String::new();
    };
    let label = unit.label.as_ref().map_or("", |label| label.value.as_str());
    format!("{label}{}", plan.title(unit))
}

/// Chapters, sections and boxes above a unit, outermost first.
pub(super) fn sections_above(plan: &Plan, path: &UnitPath) -> Vec<(UnitPath, String)> {
    let Some(unit) = plan.unit(path) else {
        return Vec::new();
    };
    let kinds = [UnitKind::Chapter, UnitKind::Section, UnitKind::Annex];
    let above = plan
        .units
        .ancestors(unit)
        .filter(|above| kinds.contains(&above.kind));
    let mut trail: Vec<(UnitPath, String)> = above
        .map(|above| (above.path.clone(), labelled(plan, &above.path)))
        .collect();
    trail.reverse();
    trail
}
