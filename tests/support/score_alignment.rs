//! Scores an alignment against gold: pairs of units, and cells that must stay empty.

use std::collections::{BTreeMap, BTreeSet};

use duizhao_core::model::Alignment;
use serde_json::Value;

use crate::score::Prf;

/// A unit of a plan: plan, path.
pub type At = (String, String);

/// How strongly a pair belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// One is a part of the other.
    Partial,
    /// Annotators differ: counts nowhere.
    Disputed,
    /// The same work.
    Equivalent,
}

/// Pairs across plans with the strongest bond any group gives them.
pub type Pairs = BTreeMap<(At, At), Bond>;

/// The figures.
#[derive(Debug, Clone)]
pub struct AlignmentScore {
    /// Pairs called equivalent.
    pub equivalent: Prf,
    /// Pairs called either.
    pub related: Prf,
    /// Share of the cells without counterpart that were left empty.
    pub empty: f64,
    /// How many such cells there are.
    pub cells: usize,
}

impl AlignmentScore {
    /// The figures on one line.
    pub fn line(&self) -> String {
        let part = |name: &str, prf: &Prf| {
            let (f, p, r) = (prf.f1(), prf.precision(), prf.recall());
            format!(
                "{name} F1 {f:.3} P {p:.3} R {r:.3} ({} of {}, {} proposed)",
                prf.right, prf.wanted, prf.found
            )
        };
        format!(
            "{} · {} · empty cells kept {:.3} of {}",
            part("equivalent", &self.equivalent),
            part("related", &self.related),
            self.empty,
            self.cells
        )
    }
}

/// The pairs of a gold file or of what `duizhao align --json` prints, for the plans that
/// `names` knows; gold's names are taken.
pub fn pairs_of_gold(json: &Value) -> Pairs {
    let groups = json["groups"]
        .as_array()
        .map_or(&[] as &[Value], Vec::as_slice);
    let mut out = Pairs::new();
    for group in groups {
        let bond = match group["strength"].as_str() {
            Some("partial") => Bond::Partial,
            Some("disputed") => Bond::Disputed,
            _ => Bond::Equivalent,
        };
        let mut members: Vec<At> = Vec::new();
        for (plan, units) in group["members"].as_object().into_iter().flatten() {
            let units = units
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            members.extend(units.map(|unit| (plan.clone(), unit.to_owned())));
        }
        bind(members, bond, &mut out);
    }
    out
}

/// The pairs of an alignment; `names` maps plan ids to gold's names, other plans are left out.
pub fn pairs_of(alignment: &Alignment, names: &[(&str, &str)]) -> Pairs {
    let mut out = Pairs::new();
    for group in &alignment.groups {
        let bond = match group.strength.as_str() {
            "partial" => Bond::Partial,
            _ => Bond::Equivalent,
        };
        let members = group.members.iter().filter_map(|member| {
            let (name, _) = names
                .iter()
                .find(|(_, stem)| *stem == member.unit.plan.as_str())?;
            Some(((*name).to_owned(), member.unit.path.to_string()))
        });
        bind(members.collect(), bond, &mut out);
    }
    out
}

fn bind(mut members: Vec<At>, bond: Bond, out: &mut Pairs) {
    members.sort();
    members.dedup();
    for (at, a) in members.iter().enumerate() {
        for b in members[at + 1..].iter().filter(|b| b.0 != a.0) {
            let best = out.entry((a.clone(), b.clone())).or_insert(bond);
            *best = bond.max(*best);
        }
    }
}

/// Scores `got` against `truth` over the plans `among`.
pub fn score_alignment(truth: &Pairs, got: &Pairs, among: &[&str]) -> AlignmentScore {
    let inside =
        |pair: &(At, At)| among.contains(&pair.0.0.as_str()) && among.contains(&pair.1.0.as_str());
    let within = |pairs: &Pairs| -> Pairs {
        pairs
            .iter()
            .filter(|(pair, _)| inside(pair))
            .map(|(p, b)| (p.clone(), *b))
            .collect()
    };
    let truth = within(truth);
    let mut got = within(got);
    got.retain(|pair, _| truth.get(pair) != Some(&Bond::Disputed));
    let of = |pairs: &Pairs, bonds: &[Bond]| -> Vec<String> {
        let kept = pairs.iter().filter(|(_, bond)| bonds.contains(bond));
        kept.map(|((a, b), _)| format!("{} {} = {} {}", a.0, a.1, b.0, b.1))
            .collect()
    };
    let any = [Bond::Equivalent, Bond::Partial];
    let equivalent = Prf::of(of(&truth, &any[..1]), of(&got, &any[..1]));
    let related = Prf::of(of(&truth, &any), of(&got, &any));
    let known: BTreeSet<&At> = truth
        .keys()
        .chain(got.keys())
        .flat_map(|(a, b)| [a, b])
        .collect();
    let (touched, filled) = (cells_of(&truth), cells_of(&got));
    let cells: BTreeSet<(&At, &str)> = known
        .iter()
        .flat_map(|&at| among.iter().map(move |&plan| (at, plan)))
        .filter(|(at, plan)| *plan != at.0 && !touched.contains(&(*at, *plan)))
        .collect();
    let wrong = cells.intersection(&filled).count();
    let empty = if cells.is_empty() {
        1.0
    } else {
        1.0 - wrong as f64 / cells.len() as f64
    };
    AlignmentScore {
        equivalent,
        related,
        empty,
        cells: cells.len(),
    }
}

fn cells_of(pairs: &Pairs) -> BTreeSet<(&At, &str)> {
    pairs
        .keys()
        .flat_map(|(a, b)| [(a, b.0.as_str()), (b, a.0.as_str())])
        .collect()
}
