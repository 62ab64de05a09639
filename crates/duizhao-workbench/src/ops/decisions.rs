//! What people decided about matches, relations and deviations: kept in the journal, applied
//! to what is read today.
//!
//! ```text
//! pinned: 济宁 3.1.2 with 济南市中区 2.1.4   →   re-read, 2.1.4 is now 2.1.5: found by its digest
//! ```
//!
//! A decision names a unit by path and by a digest of its text. Where the text moved, the
//! decision moves along; where it changed, the decision stays in force and is shown as 待复核.

use std::collections::BTreeMap;

use duizhao_core::model::{Corpus, MatchDecision, Plan, PlanId, Relation, Unit, UnitPath, UnitRef};
use duizhao_store::{Decision, NewDecision};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ops::import::digest;
use crate::workbench::{Workbench, relation_of};

/// Kind of decisions about matches.
pub(crate) const MATCH: &str = "match";
/// Kind of decisions about how plans stand to a base.
pub(crate) const RELATION: &str = "relation";
/// Kind of verdicts on deviations.
pub(crate) const VERDICT: &str = "verdict";

/// A unit as a decision names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub(crate) plan: String,
    pub(crate) path: String,
    pub(crate) digest: String,
    /// Its heading then: tells a unit that was edited from another one in its place.
    #[serde(default)]
    pub(crate) title: String,
}

/// A decision about a match: the units of the row it was made in, and those of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Match {
    /// `pin`, `forbid`, `name`, `release`.
    pub(crate) action: String,
    /// Units of the other columns.
    pub(crate) anchors: Vec<Target>,
    /// Units of the plan it is about.
    pub(crate) units: Vec<Target>,
    /// The name that is given to the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
}

impl Match {
    /// All units it is about.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.anchors.iter().chain(&self.units)
    }
}

/// All that holds for a corpus today.
#[derive(Debug, Default)]
pub(crate) struct InForce {
    pub(crate) matches: Vec<MatchDecision>,
    relations: BTreeMap<(String, String), Relation>,
    /// Units whose text changed after the decision.
    pub(crate) stale: Vec<UnitRef>,
    /// Equal for equal decisions.
    pub(crate) key: String,
}

impl InForce {
    /// Units belong together: what kept them apart before no longer does.
    fn pin(&mut self, units: Vec<UnitRef>) {
        self.matches.retain(|earlier| {
            let MatchDecision::Forbid(a, b) = earlier else {
                return true;
            };
            !(units.contains(a) && units.contains(b))
        });
        self.matches.push(MatchDecision::Pin(units));
    }

    /// How plans stand to `base`, as the user said.
    pub(crate) fn relations(&self, base: Option<&PlanId>) -> BTreeMap<PlanId, Relation> {
        let of_base = self
            .relations
            .iter()
            .filter(|((_, to), _)| Some(to) == base.map(|b| &b.0));
        of_base
            .map(|((plan, _), relation)| (PlanId(plan.clone()), *relation))
            .collect()
    }
}

/// The decisions about matches and relations that are in force for `corpus`.
pub(crate) fn in_force(workbench: &Workbench, corpus: &Corpus) -> Result<InForce, Error> {
    let (matches, relations) =
        workbench.with_store(|store| Ok((store.decisions(MATCH)?, store.decisions(RELATION)?)))?;
    let mut out = InForce::default();
    for decision in &relations {
        let Ok(pair) = serde_json::from_str::<(String, String)>(&decision.target) else {
            continue;
        };
        match relation_of(decision.payload.trim_matches('"')) {
            Some(relation) => out.relations.insert(pair, relation),
            // The program works it out again.
            None => out.relations.remove(&pair),
        };
    }
    for decision in folded(&matches) {
        let find = |target: &Target| find(corpus, target);
        let anchors: Vec<Found> = decision.anchors.iter().filter_map(find).collect();
        let units: Vec<Found> = decision.units.iter().filter_map(find).collect();
        let all = anchors.iter().chain(&units);
        out.stale.extend(
            all.filter(|found| found.changed)
                .map(|found| found.unit.clone()),
        );
        let anchors = anchors.into_iter().map(|found| found.unit);
        let units: Vec<UnitRef> = units.into_iter().map(|found| found.unit).collect();
        if decision.action == "pin" {
            out.pin(anchors.chain(units).collect());
        } else if let Some(name) = decision.name {
            out.matches.push(MatchDecision::Name(units, name));
        } else {
            let pairs = anchors.flat_map(|a| units.iter().map(move |b| (a.clone(), b.clone())));
            out.matches
                .extend(pairs.map(|(a, b)| MatchDecision::Forbid(a, b)));
        }
    }
    out.key = format!("{:?} {:?} {:?}", out.matches, out.relations, out.stale);
    Ok(out)
}

/// Matches after later decisions about the same units took earlier ones back.
pub(crate) fn folded(decisions: &[Decision]) -> Vec<Match> {
    let mut out: Vec<Match> = Vec::new();
    for decision in decisions {
        let Ok(new) = serde_json::from_str::<Match>(&decision.payload) else {
            continue;
        };
        out.retain(|old| !takes_back(&new, old));
        if new.action != "release" {
            out.push(new);
        }
    }
    out
}

/// True where `new` is about the same match as `old`, so that `old` no longer counts.
fn takes_back(new: &Match, old: &Match) -> bool {
    let same = |x: &Target, y: &Target| x.plan == y.plan && x.path == y.path;
    let meets = |a: &[Target], b: &[Target]| a.iter().any(|x| b.iter().any(|y| same(x, y)));
    if new.action == "release" && new.anchors.is_empty() {
        let named = |target: &&Target| new.units.iter().any(|unit| same(unit, target));
        return old.targets().filter(named).count() > 1;
    }
    meets(&old.anchors, &new.anchors) && meets(&old.units, &new.units)
        || meets(&old.anchors, &new.units) && meets(&old.units, &new.anchors)
}

struct Found {
    unit: UnitRef,
    changed: bool,
}

/// The unit a decision names: at its path with its text, else wherever its text went, else
/// where its heading is, else at its path where the heading there is much the same.
fn find(corpus: &Corpus, target: &Target) -> Option<Found> {
    let id = PlanId(target.plan.clone());
    let (path, changed) = locate(corpus.get(&id)?, target)?;
    let unit = UnitRef { plan: id, path };
    Some(Found { unit, changed })
}

/// Where the unit that a decision names stands in `plan` today, and whether its text changed.
pub(crate) fn locate(plan: &Plan, target: &Target) -> Option<(UnitPath, bool)> {
    let path = UnitPath(target.path.clone());
    let here = plan.unit(&path);
    if here.is_some_and(|unit| digest(plan, unit) == target.digest) {
        return Some((path, false));
    }
    let moved = plan
        .units
        .iter()
        .find(|unit| digest(plan, unit) == target.digest);
    if let Some(unit) = moved {
        return Some((unit.path.clone(), false));
    }
    if target.title.is_empty() {
        return here.map(|unit| (unit.path.clone(), true));
    }
    let titled = |unit: &&Unit| plan.title(unit) == target.title;
    let mut named = plan.units.iter().filter(titled);
    let found = match (here.filter(titled), named.next(), named.next()) {
        (Some(here), _, _) => Some(here),
        (None, Some(only), None) => Some(only),
        _ => here.filter(|unit| much_the_same(plan.title(unit), &target.title)),
    };
    found.map(|unit| (unit.path.clone(), true))
}

/// True where two headings share half of their characters.
fn much_the_same(a: &str, b: &str) -> bool {
    let mut left: Vec<char> = b.chars().collect();
    let all = a.chars().count() + left.len();
    let shared = a.chars().filter(|c| {
        let at = left.iter().position(|other| other == c);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    shared.count() * 4 >= all
}

/// A unit as a decision will name it.
pub(crate) fn target(corpus: &Corpus, unit: &UnitRef) -> Option<Target> {
    target_in(corpus.get(&unit.plan)?, &unit.path)
}

/// The unit at `path` as a decision will name it.
pub(crate) fn target_in(plan: &Plan, path: &UnitPath) -> Option<Target> {
    Some(Target {
        plan: plan.id.to_string(),
        path: path.to_string(),
        digest: digest(plan, plan.unit(path)?),
        title: plan.title(plan.unit(path)?).to_owned(),
    })
}

/// A decision for the journal; `row` is where the window goes when it is undone.
pub(crate) fn new(kind: &str, target: &serde_json::Value, payload: &impl Serialize) -> NewDecision {
    let payload = serde_json::to_string(payload).expect("decisions hold words and lists");
    NewDecision {
        kind: kind.to_owned(),
        target: target.to_string(),
        payload,
    }
}
