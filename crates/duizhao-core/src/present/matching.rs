//! What the match of a cell rests on (匹配依据).
//!
//! ```text
//! base 3.1.3 托养和照护服务   ~   3.1.4 托养服务    heading 0.71  body 0.48  托养 照护 日间
//! ```

use crate::model::{Alignment, Member, UnitRef};
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
    let other = |unit: &UnitRef| {
        if unit == own {
            return None;
        }
        match_of(alignment, own, unit)
    };
    let found = shown.iter().map(|unit| unit.as_ref().and_then(other));
    found.collect()
}

/// `unit` as a member of the group that puts it beside `own`, of the greatest score.
pub fn match_of<'a>(alignment: &'a Alignment, own: &UnitRef, unit: &UnitRef) -> Option<&'a Member> {
    let of = |members: &'a [Member], unit: &UnitRef| members.iter().find(|m| &m.unit == unit);
    let groups = alignment.groups.iter();
    let both = groups.filter(|group| of(&group.members, own).is_some());
    let members = both.filter_map(|group| of(&group.members, unit));
    // The first of equals.
    members.reduce(|best, next| if next.score > best.score { next } else { best })
}
