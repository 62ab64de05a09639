//! The damage that real copies of plans show, as transforms of a text.
//!
//! ```text
//! （牵头部门：市民政局；参与部门：市残联）   hard-wrap-20   （牵头部门：市民政局；参
//!                                       →                与部门：市残联）
//! ```
//!
//! Every transform is a pure function of the text: the same damage every time. What a
//! careful reader sees does not change, so neither may the reading: the same places, the
//! same headings, the same departments.

mod blanks;
mod headings;
mod lines;
mod page;
mod paragraphs;
mod tables;
mod tails;

/// What a damage does to the ranks of departments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    /// Leads stay leads.
    Kept,
    /// The new wording ranks nobody.
    Unranked,
    /// The first one named leads, the others take part.
    FirstLeads,
}

/// One kind of damage.
#[derive(Clone, Copy)]
pub struct Damage {
    /// Its name in reports and floors.
    pub name: &'static str,
    /// The transform.
    pub apply: fn(&str) -> String,
    /// What becomes of ranks.
    pub roles: Roles,
}

/// A transform that keeps all ranks, with its name.
type Named = (&'static str, fn(&str) -> String);

/// All kinds of damage, in the order of reports.
pub fn all() -> Vec<Damage> {
    let kept: [&[Named]; 5] = [
        &lines::ALL,
        &blanks::ALL,
        &page::ALL,
        &headings::ALL,
        &tables::ALL,
    ];
    let kept = kept
        .into_iter()
        .flatten()
        .map(|&(name, apply)| (name, apply, Roles::Kept));
    kept.chain(tails::ALL)
        .map(|(name, apply, roles)| Damage { name, apply, roles })
        .collect()
}
