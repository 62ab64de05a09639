//! The facts of a column: who is responsible, what is promised in figures, how firmly.

use crate::compare::{
    AmountMove, Scale, amount_of_target, compare_amounts_of, same_department, show_amount,
};
use crate::lexicon::Lexicon;
use crate::model::{Mention, Plan, Target, UnitPath};
use crate::present::CellFlag;
use crate::text::LineRange;

/// How a department stands to the base's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DepartmentMark {
    /// Named in the same role.
    Same,
    /// The base does not name it.
    Added,
    /// Only the base names it.
    Removed,
    /// It leads here and not there.
    LeadChanged,
}

/// A department with its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDepartment {
    /// Verbatim.
    pub name: String,
    /// How it stands to the base's.
    pub mark: DepartmentMark,
    /// The name of its function, where the lexicon knows it.
    pub canonical: Option<String>,
}

/// How a target stands to the base's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetComparison {
    /// Asks for more.
    Higher,
    /// The same.
    Same,
    /// Asks for less.
    Lower,
    /// Another measure, or counts of places of another level.
    Incomparable,
    /// Only the base states it.
    Missing,
    /// Only the plan states it.
    Added,
}

/// A target of the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedTarget {
    /// The clause verbatim.
    pub quote: String,
    /// In short: ≥99%.
    pub value: String,
    /// Against the base; none in the base's own column.
    pub comparison: Option<TargetComparison>,
    /// Source lines.
    pub lines: LineRange,
}

/// The facts of one column of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// 牵头.
    pub lead: Vec<NamedDepartment>,
    /// 参与.
    pub participants: Vec<NamedDepartment>,
    /// Unranked.
    pub unranked: Vec<NamedDepartment>,
    /// Targets.
    pub targets: Vec<StatedTarget>,
    /// Commitment strength, 1 (loose) to 5 (firm).
    pub strength: Option<u8>,
    /// The deciding word.
    pub strength_word: Option<String>,
    /// Marks of the row.
    pub flags: Vec<CellFlag>,
}

/// Some units of a plan.
pub(super) type Held<'a> = (&'a Plan, &'a [UnitPath]);

/// The facts of `own`, held against `base` where there is one.
pub(super) fn facts(
    own: Held<'_>,
    base: Option<Held<'_>>,
    flags: Vec<CellFlag>,
    lexicon: &Lexicon,
) -> Facts {
    let strength = strength(own, lexicon);
    Facts {
        lead: departments(own, base, Role::Lead, lexicon),
        participants: departments(own, base, Role::Participant, lexicon),
        unranked: departments(own, base, Role::Unranked, lexicon),
        targets: targets(own, base, lexicon),
        strength: strength.as_ref().map(|(rung, _)| (*rung).clamp(1, 5)),
        strength_word: strength.map(|(_, word)| word),
        flags,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Lead,
    Participant,
    Unranked,
}

fn mentions(held: Held<'_>, role: Role) -> Vec<&Mention> {
    let (plan, paths) = held;
    let mut named: Vec<&Mention> = Vec::new();
    for unit in paths.iter().filter_map(|path| plan.unit(path)) {
        let list = match role {
            Role::Lead => &unit.responsibility.lead,
            Role::Participant => &unit.responsibility.participants,
            Role::Unranked => &unit.responsibility.unranked,
        };
        for mention in list {
            if named.iter().all(|known| known.surface != mention.surface) {
                named.push(mention);
            }
        }
    }
    named
}

fn departments(
    own: Held<'_>,
    base: Option<Held<'_>>,
    role: Role,
    lexicon: &Lexicon,
) -> Vec<NamedDepartment> {
    let directory = lexicon.departments();
    let named = |mention: &Mention, mark| NamedDepartment {
        name: mention.surface.clone(),
        mark,
        canonical: directory
            .canonical(&mention.surface)
            .first()
            .and_then(|id| directory.canonical_name(id))
            .map(str::to_owned),
    };
    let ours = mentions(own, role);
    let Some(base) = base else {
        return ours
            .into_iter()
            .map(|mention| named(mention, DepartmentMark::Same))
            .collect();
    };
    let all = |held: Held<'_>| -> Vec<String> {
        let roles = [Role::Lead, Role::Participant, Role::Unranked];
        let listed = roles.into_iter().flat_map(|role| mentions(held, role));
        listed.map(|mention| mention.surface.clone()).collect()
    };
    let known =
        |name: &str, list: &[String]| list.iter().any(|n| same_department(n, name, directory));
    let (all_ours, all_theirs) = (all(own), all(base));
    let leads: Vec<String> = mentions(base, Role::Lead)
        .iter()
        .map(|m| m.surface.clone())
        .collect();
    let mark = |mention: &Mention| {
        let new_lead = role == Role::Lead && !leads.is_empty() && !known(&mention.surface, &leads);
        match (new_lead, known(&mention.surface, &all_theirs)) {
            (true, _) => DepartmentMark::LeadChanged,
            (false, true) => DepartmentMark::Same,
            (false, false) if all_theirs.is_empty() => DepartmentMark::Same,
            (false, false) => DepartmentMark::Added,
        }
    };
    let mut out: Vec<NamedDepartment> = ours.iter().map(|m| named(m, mark(m))).collect();
    if !all_ours.is_empty() {
        let gone = mentions(base, role)
            .into_iter()
            .filter(|m| !known(&m.surface, &all_ours));
        out.extend(gone.map(|mention| named(mention, DepartmentMark::Removed)));
    }
    out
}

fn stated(held: Held<'_>) -> Vec<&Target> {
    held.0
        .targets
        .iter()
        .filter(|target| held.1.contains(&target.unit))
        .collect()
}

fn targets(own: Held<'_>, base: Option<Held<'_>>, lexicon: &Lexicon) -> Vec<StatedTarget> {
    let show = |plan: &Plan, target: &Target, comparison| StatedTarget {
        quote: target.quote.clone(),
        value: show_amount(&amount_of_target(plan, target)),
        comparison,
        lines: target.lines,
    };
    let ours = stated(own);
    let Some(base) = base else {
        return ours
            .into_iter()
            .map(|target| show(own.0, target, None))
            .collect();
    };
    let scale = Scale::of(lexicon.comparable(), base.0.meta.level, own.0.meta.level);
    let mut theirs = stated(base);
    let mut out = Vec::new();
    for target in ours {
        let amount = amount_of_target(own.0, target);
        let moved =
            |other: &Target| compare_amounts_of(&amount_of_target(base.0, other), &amount, scale);
        let same_unit = |other: &Target| other.quantity.unit == target.quantity.unit;
        let twin = theirs
            .iter()
            .position(|other| moved(other) == AmountMove::Same)
            .or_else(|| theirs.iter().position(|other| same_unit(other)));
        let comparison = match twin.map(|at| theirs.remove(at)) {
            None => TargetComparison::Added,
            Some(other) => match moved(other) {
                AmountMove::Same => TargetComparison::Same,
                AmountMove::Lower => TargetComparison::Lower,
                AmountMove::Higher => TargetComparison::Higher,
                AmountMove::Incomparable => TargetComparison::Incomparable,
            },
        };
        out.push(show(own.0, target, Some(comparison)));
    }
    out.extend(
        theirs
            .into_iter()
            .map(|t| show(base.0, t, Some(TargetComparison::Missing))),
    );
    out
}

/// The strength of the first sentence that holds a commitment word.
fn strength(own: Held<'_>, lexicon: &Lexicon) -> Option<(u8, String)> {
    let (plan, paths) = own;
    let units = paths.iter().filter_map(|path| plan.unit(path));
    let bodies = units.map(|unit| plan.body(unit));
    bodies.into_iter().find_map(|body| {
        let spans = crate::text::sentences(&body, 0);
        spans.into_iter().find_map(|span| {
            let found = lexicon.strength().of(&body[span.range()]);
            found.word.map(|word| (found.rung, word))
        })
    })
}
