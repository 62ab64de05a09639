//! The cells of the table: what each plan has for a row.

use std::collections::BTreeMap;

use crate::compare::amounts_of;
use crate::model::{
    Alignment, AlignmentGroup, Deviation, DeviationKind, Plan, PlanComparison, PlanId, Relation,
    Review, Severity, Strength, UnitKind, UnitPath, UnitRef, Unmatched, UnmatchedReason,
};
use crate::present::names::{heading, shortened};
use crate::present::words::{flag_word, is_quiet};
use crate::present::{Absence, Candidate, Cell, CellFlag, CellUnit, Presence};

/// A cell shows at most this many targets.
const TARGETS: usize = 2;

/// What stands for a unit of the base in another plan.
pub(super) struct Counterparts<'a> {
    groups: BTreeMap<&'a UnitRef, Vec<&'a AlignmentGroup>>,
    unmatched: BTreeMap<(&'a UnitRef, &'a PlanId), &'a Unmatched>,
}

impl<'a> Counterparts<'a> {
    pub(super) fn of(alignment: &'a Alignment) -> Self {
        let mut groups: BTreeMap<&UnitRef, Vec<&AlignmentGroup>> = BTreeMap::new();
        for group in &alignment.groups {
            for member in &group.members {
                groups.entry(&member.unit).or_default().push(group);
            }
        }
        let unmatched = alignment
            .unmatched
            .iter()
            .map(|empty| ((&empty.unit, &empty.in_plan), empty));
        Counterparts {
            groups,
            unmatched: unmatched.collect(),
        }
    }

    /// The groups that hold `unit`.
    pub(super) fn groups(&self, unit: &UnitRef) -> &[&'a AlignmentGroup] {
        self.groups.get(unit).map_or(&[], Vec::as_slice)
    }

    /// Whether a person said that something of `plan` belongs to `unit`.
    fn is_decided(&self, unit: &UnitRef, plan: &PlanId) -> bool {
        self.groups(unit).iter().any(|group| {
            group.review != Review::Proposed && group.members_of(plan).next().is_some()
        })
    }

    /// The units of `plan` beside `unit`: score and how much of it they are.
    fn units_in(&self, unit: &UnitRef, plan: &PlanId) -> Vec<(UnitPath, f64, Strength)> {
        let mut found: Vec<(UnitPath, f64, Strength)> = Vec::new();
        for group in self.groups(unit) {
            for member in group.members_of(plan) {
                match found
                    .iter_mut()
                    .find(|(path, ..)| path == &member.unit.path)
                {
                    Some(known) => {
                        known.1 = known.1.max(member.score);
                        known.2 = known.2.min(group.strength);
                    }
                    None => found.push((member.unit.path.clone(), member.score, group.strength)),
                }
            }
        }
        found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found
    }
}

/// The cell of `plan` for `unit` of another plan (the base).
pub(super) fn counterpart_cell(
    unit: &UnitRef,
    plan: &Plan,
    counterparts: &Counterparts<'_>,
    comparison: Option<&PlanComparison>,
) -> Cell {
    let by_hand = counterparts.is_decided(unit, &plan.id);
    let about: Vec<&Deviation> = comparison.map_or_else(Vec::new, |found| {
        found
            .deviations
            .iter()
            .filter(|d| d.base.unit.as_ref() == Some(&unit.path))
            // What a person matched is there, however little of the text is alike.
            .filter(|d| !by_hand || d.kind != DeviationKind::TaskMissing)
            .collect()
    });
    let missing = about.iter().any(|d| d.kind == DeviationKind::TaskMissing);
    let mut units = counterparts.units_in(unit, &plan.id);
    // A row of an annex names what a task says: the task comes first.
    let is_row = |path: &UnitPath| {
        let unit = plan.unit(path);
        unit.is_some_and(|unit| unit.kind == UnitKind::AnnexRow)
    };
    units.sort_by_key(|(path, ..)| is_row(path));
    if units.is_empty() && !missing {
        units.extend(comparison.and_then(|found| followed(unit, found)));
    }
    let full = units
        .iter()
        .any(|(.., strength)| *strength == Strength::Equivalent);
    let presence = match (missing || units.is_empty(), full) {
        (true, _) => Presence::Absent,
        (false, true) => Presence::Full,
        (false, false) => Presence::Partial,
    };
    let shown = if presence == Presence::Absent {
        Vec::new()
    } else {
        units.clone()
    };
    Cell {
        presence,
        target: target(plan, shown.iter().map(|(path, ..)| path)),
        units: shown
            .iter()
            .map(|(path, score, strength)| cell_unit(plan, path, *score, *strength))
            .collect(),
        flags: comparison.map_or_else(Vec::new, |found| flags(&about, found.relation)),
        absence: (presence == Presence::Absent).then(|| absence(unit, plan, &units, counterparts)),
    }
}

/// Where the comparison of texts saw a unit go that no group holds.
fn followed(unit: &UnitRef, found: &PlanComparison) -> Option<(UnitPath, f64, Strength)> {
    let to = found
        .counterparts
        .iter()
        .find(|(base, _)| base == &unit.path)?;
    let share = found
        .carried
        .get(&unit.path)
        .map_or(0.0, |rate| rate.value());
    let strength = if share >= 0.5 {
        Strength::Equivalent
    } else {
        Strength::Partial
    };
    Some((to.1.clone(), share, strength))
}

/// The cell of a unit in its own plan's column.
pub(super) fn own_cell(plan: &Plan, paths: &[UnitPath], presence: Presence) -> Cell {
    Cell {
        presence,
        units: paths
            .iter()
            .map(|path| cell_unit(plan, path, 1.0, Strength::Equivalent))
            .collect(),
        target: target(plan, paths.iter()),
        flags: Vec::new(),
        absence: None,
    }
}

/// A cell for a row that is none of the plan's.
pub(super) fn empty_cell(absence: Option<Absence>) -> Cell {
    Cell {
        presence: Presence::Absent,
        units: Vec::new(),
        target: None,
        flags: Vec::new(),
        absence,
    }
}

fn cell_unit(plan: &Plan, path: &UnitPath, score: f64, strength: Strength) -> CellUnit {
    let lines = plan
        .unit(path)
        .map_or(crate::text::LineRange::new(1, 1), |unit| unit.lines);
    CellUnit {
        path: path.clone(),
        title: heading(plan, path),
        lines,
        score,
        equivalent: strength == Strength::Equivalent,
    }
}

/// The targets of some units in short: ≥99%；10家.
fn target<'p>(plan: &Plan, paths: impl Iterator<Item = &'p UnitPath>) -> Option<String> {
    let paths: Vec<&UnitPath> = paths.collect();
    let stated: Vec<String> = amounts_of(plan)
        .into_iter()
        .filter(|(unit, _)| paths.contains(unit))
        .map(|(_, amount)| amount)
        .take(TARGETS)
        .collect();
    (!stated.is_empty()).then(|| stated.join("；"))
}

/// Marks of the deviations, most severe first, each kind once.
fn flags(about: &[&Deviation], relation: Relation) -> Vec<CellFlag> {
    let mut flags: Vec<(Severity, CellFlag)> = Vec::new();
    for deviation in about.iter().filter(|d| !is_quiet(d.kind)) {
        if flags.iter().all(|(_, flag)| flag.kind != deviation.kind) {
            let (word, direction) = flag_word(deviation.kind, relation);
            let flag = CellFlag {
                kind: deviation.kind,
                word: word.to_owned(),
                direction,
            };
            flags.push((deviation.severity, flag));
        }
    }
    flags.sort_by_key(|(severity, flag)| (*severity, flag.kind));
    flags.into_iter().map(|(_, flag)| flag).collect()
}

/// Why the plan has nothing for the unit.
fn absence(
    unit: &UnitRef,
    plan: &Plan,
    near: &[(UnitPath, f64, Strength)],
    counterparts: &Counterparts<'_>,
) -> Absence {
    let known = counterparts.unmatched.get(&(unit, &plan.id));
    let best = near.first().map(|(path, score, _)| (path.clone(), *score));
    let best = best.or_else(|| known.and_then(|empty| empty.best.clone()));
    let elsewhere = known.is_some_and(|empty| empty.why == UnmatchedReason::Elsewhere);
    let nearest = best.map(|(path, score)| Candidate {
        title: shortened(&heading(plan, &path), 20),
        path,
        score,
    });
    match nearest {
        Some(nearest) if elsewhere => Absence::Elsewhere(nearest),
        nearest => Absence::Nothing(nearest),
    }
}
