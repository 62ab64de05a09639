//! How a plan stands to its base: parent, previous period, sister or unrelated.
//!
//! ```text
//! 任城区…“十四五”规划, cites 《济宁市…“十四五”规划》, against 济宁市's   →  parent
//! 济宁市…“十四五”规划 against 济宁市…“十三五”规划                    →  previous period
//! 济宁市…规划 against 嘉兴市…规划                                    →  sister
//! ```

use crate::compare::folding::fold_char;
use crate::model::{AdminLevel, CiteRelation, Plan, Relation};

/// Plans that carry less of each other and differ in title are of other fields.
const SAME_FIELD: f64 = 0.12;

/// How `plan` stands to `base`; `carried` is how much of the base it carries.
pub(crate) fn relation(base: &Plan, plan: &Plan, carried: f64) -> Relation {
    if cites_as_parent(plan, base) {
        return Relation::Parent;
    }
    if carried < SAME_FIELD && !same_field(base, plan) {
        return Relation::Unrelated;
    }
    if stands_above(base, plan) && overlaps(base.meta.period, plan.meta.period) {
        return Relation::Parent;
    }
    let line = same_place(base, plan) || stands_above(base, plan);
    if line && earlier(base.meta.period, plan.meta.period) {
        return Relation::PreviousPeriod;
    }
    Relation::Sister
}

fn cites_as_parent(plan: &Plan, base: &Plan) -> bool {
    let parents = plan
        .meta
        .cites
        .iter()
        .filter(|cite| cite.relation == CiteRelation::Parent);
    let title = base.meta.title.as_ref().map(|title| bare(&title.value));
    let number = base
        .meta
        .doc_number
        .as_ref()
        .map(|number| bare(&number.value));
    let is_base = |cited: &str, cited_number: Option<&str>| {
        let cited = bare(cited);
        title
            .as_ref()
            .is_some_and(|own| own.chars().count() > 6 && cited.contains(own.as_str()))
            || number.is_some() && number == cited_number.map(bare)
    };
    let mut parents = parents;
    plan.id != base.id && parents.any(|cite| is_base(&cite.title, cite.doc_number.as_deref()))
}

/// True where the base's place is the level above the plan's, in one line of places.
fn stands_above(base: &Plan, plan: &Plan) -> bool {
    let (Some(upper), Some(lower)) = (base.meta.level, plan.meta.level) else {
        return false;
    };
    if upper >= lower {
        return false;
    }
    if upper == AdminLevel::National {
        return true;
    }
    let codes = base.meta.region.code.zip(plan.meta.region.code);
    let within = codes.is_some_and(|(above, below)| match upper {
        AdminLevel::Province => above / 10_000 == below / 10_000,
        AdminLevel::City => above / 100 == below / 100,
        _ => false,
    });
    let name = |plan: &Plan| plan.meta.region.name.clone().unwrap_or_default();
    let (above, below) = (name(base), name(plan));
    let starts = !above.is_empty() && below.starts_with(&above);
    let province = plan.meta.region.province.as_deref();
    within || starts || (upper == AdminLevel::Province && province == Some(above.as_str()))
}

fn same_place(a: &Plan, b: &Plan) -> bool {
    a.meta.region.name.is_some() && a.meta.region.name == b.meta.region.name
}

fn overlaps(a: Option<(u16, u16)>, b: Option<(u16, u16)>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => true,
    }
}

fn earlier(a: Option<(u16, u16)>, b: Option<(u16, u16)>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.1 < b.1 && a.0 < b.0)
}

/// True where the titles name one field, places and periods aside.
fn same_field(a: &Plan, b: &Plan) -> bool {
    let grams = |plan: &Plan| -> Vec<(char, char)> {
        let chars: Vec<char> = bare(plan.title_or_id()).chars().collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (x, y) = (grams(a), grams(b));
    let shared = x.iter().filter(|gram| y.contains(gram)).count();
    2 * shared > x.len().min(y.len())
}

/// A title without marks and white space.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(fold_char)
        .collect()
}
