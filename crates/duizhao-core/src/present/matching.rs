//! What the match of a cell rests on (匹配依据).
//!
//! ```text
//! base 3.1.3 托养和照护服务   ~   3.1.4 托养服务    heading 0.71  body 0.48  托养 照护 日间
//! ```

use crate::model::{Alignment, AlignmentGroup, Member, UnitRef};
use crate::present::{Column, Row};

/// For every column, the unit its cell shows first as a member of the group that puts it beside
/// the row's own unit; none for that unit itself, for an empty cell, and where only the
/// comparison of texts saw what belongs there.
///
/// A row's own unit is the base's, or the first that any column has.
pub fn matches_of<'a>(
    alignment: &'a Alignment,
    columns: &[Column],
    row: &Row,
) -> Vec<Option<&'a Member>> {
    let shown = columns.iter().zip(&row.cells).map(|(column, cell)| {
        let unit = cell.units.first()?;
        Some(UnitRef {
            plan: column.plan.clone(),
            path: unit.path.clone(),
        })
    });
    let shown: Vec<Option<UnitRef>> = shown.collect();
    let of_base = columns.iter().position(|column| column.is_base);
    let own = of_base
        .and_then(|at| shown[at].as_ref())
        .or_else(|| shown.iter().flatten().next());
    let Some(own) = own else {
        return vec![None; shown.len()];
    };
    let beside = groups_with(alignment, own);
    let other = |unit: &UnitRef| (unit != own).then(|| best_of(&beside, unit)).flatten();
    let found = shown.iter().map(|unit| unit.as_ref().and_then(other));
    found.collect()
}

/// `unit` as a member of the group that puts it beside `own`, of the greatest score.
pub fn match_of<'a>(alignment: &'a Alignment, own: &UnitRef, unit: &UnitRef) -> Option<&'a Member> {
    best_of(&groups_with(alignment, own), unit)
}

fn groups_with<'a>(alignment: &'a Alignment, unit: &UnitRef) -> Vec<&'a AlignmentGroup> {
    let groups = alignment.groups.iter();
    groups
        .filter(|group| member(group, unit).is_some())
        .collect()
}

fn best_of<'a>(groups: &[&'a AlignmentGroup], unit: &UnitRef) -> Option<&'a Member> {
    let members = groups.iter().filter_map(|group| member(group, unit));
    // The first of equals.
    members.reduce(|best, next| if next.score > best.score { next } else { best })
}

fn member<'a>(group: &'a AlignmentGroup, unit: &UnitRef) -> Option<&'a Member> {
    group.members.iter().find(|member| &member.unit == unit)
}
