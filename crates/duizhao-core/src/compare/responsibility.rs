//! Compares who is responsible (责任分工), over levels, renames and mergers.
//!
//! ```text
//! 牵头 市民政局；参与 市残联 → 牵头 区残联；参与 区民政局          lead changed: 市民政局 → 区残联
//! 参与 市教育局、市体育局    → 参与 区教育和体育局                nothing
//! 参与 市民政局、市财政局    → 参与 区民政局                      participant dropped: 市财政局
//! ```
//!
//! A list without rank names no lead, so it cannot change one.

use crate::compare::finding::{At, Finding};
use crate::lexicon::{Departments, Fact, FunctionId};
use crate::model::{DeviationKind, Mention, Unit};

/// The rule for a lead named on one side only.
pub(crate) const NOBODY: &str = "R2-nobody";

/// One department as the comparison needs it.
#[derive(Debug, Clone)]
struct Party {
    name: String,
    ids: Vec<FunctionId>,
    collective: bool,
}

/// All departments of one side.
struct Parties {
    lead: Vec<Party>,
    participants: Vec<Party>,
    unranked: Vec<Party>,
}

/// Findings about the departments of units that hold the same work: `a` in the first plan,
/// `b` in the second; each the unit to report, then those merged with it.
pub(crate) fn responsibilities(
    a: &[&Unit],
    b: &[&Unit],
    departments: &Departments,
) -> Vec<Finding> {
    let (Some(first), Some(second)) = (a.first(), b.first()) else {
        return Vec::new();
    };
    let (ours, theirs) = (Parties::of(a, departments), Parties::of(b, departments));
    let at = (at_tail(first), at_tail(second));
    let merged = (a.len() > 1 || b.len() > 1).then_some(Fact::Merged);
    let mut findings = Vec::new();
    if ours.is_empty() && theirs.is_empty() {
        return findings;
    }
    let nobody = |parties: &Parties| parties.lead.is_empty() && parties.unranked.is_empty();
    match (ours.lead.is_empty(), theirs.lead.is_empty()) {
        (false, false) => findings.extend(leads(&ours, &theirs, &at)),
        (false, true) if nobody(&theirs) => {
            let finding = make(DeviationKind::LeadDropped, NOBODY, &at);
            findings.push(finding.words(names(&ours.lead), Vec::new()));
        }
        (true, false) if nobody(&ours) => {
            let finding = make(DeviationKind::LeadChanged, NOBODY, &at);
            findings.push(finding.words(Vec::new(), names(&theirs.lead)));
        }
        _ => {}
    }
    if !ours.is_empty() && !theirs.is_empty() {
        findings.extend(members(&ours, &theirs, &at));
    }
    findings
        .into_iter()
        .map(|finding| finding.facts(merged))
        .collect()
}

fn leads(ours: &Parties, theirs: &Parties, at: &(At, At)) -> Vec<Finding> {
    let lost = without(&ours.lead, &theirs.lead);
    let gained = without(&theirs.lead, &ours.lead);
    if !lost.is_empty() && !gained.is_empty() {
        let finding = make(DeviationKind::LeadChanged, "R1-lead", at);
        return vec![finding.words(names(&lost), names(&gained))];
    }
    let one = |party: &Party, elsewhere: &[Party], side: (bool, bool)| {
        let kind = if elsewhere.iter().any(|other| same(party, other)) {
            DeviationKind::RoleChanged
        } else {
            DeviationKind::LeadChanged
        };
        let word = |there: bool| {
            if there {
                vec![party.name.clone()]
            } else {
                Vec::new()
            }
        };
        make(kind, "R1-lead", at).words(word(side.0), word(side.1))
    };
    let lost = lost
        .iter()
        .map(|party| one(party, &theirs.participants, (true, false)));
    let gained = gained
        .iter()
        .map(|party| one(party, &ours.participants, (false, true)));
    lost.chain(gained).collect()
}

/// Departments that one side names in no role at all.
fn members(ours: &Parties, theirs: &Parties, at: &(At, At)) -> Vec<Finding> {
    let (all_ours, all_theirs) = (ours.all(), theirs.all());
    // A lead that is gone is reported as a lead, unless the other side does not rank.
    let pool = |own: &Parties, other: &Parties| {
        let unranked = |parties: &Parties| !parties.unranked.is_empty() && parties.lead.is_empty();
        if unranked(other) || unranked(own) {
            own.all()
        } else {
            own.participants
                .iter()
                .chain(&own.unranked)
                .cloned()
                .collect()
        }
    };
    let gone = without(&pool(ours, theirs), &all_theirs);
    let new = without(&pool(theirs, ours), &all_ours);
    let report = |party: &Party, kind: DeviationKind, others: &[Party]| {
        let vague = party.collective || others.iter().any(|other| other.collective);
        let word = vec![party.name.clone()];
        let words = match kind {
            DeviationKind::ParticipantDropped => (word, Vec::new()),
            _ => (Vec::new(), word),
        };
        make(kind, "R3-participant", at)
            .words(words.0, words.1)
            .facts(vague.then_some(Fact::Collective))
    };
    let gone = gone
        .iter()
        .map(|p| report(p, DeviationKind::ParticipantDropped, &all_theirs));
    let new = new
        .iter()
        .map(|p| report(p, DeviationKind::ParticipantAdded, &all_ours));
    gone.chain(new).collect()
}

impl Parties {
    fn of(units: &[&Unit], departments: &Departments) -> Self {
        let read = |pick: fn(&Unit) -> &Vec<Mention>| -> Vec<Party> {
            let mentions = units.iter().flat_map(|unit| pick(unit));
            let mut parties: Vec<Party> = Vec::new();
            for mention in mentions {
                let party = Party::of(mention, departments);
                if !parties.iter().any(|known| known.name == party.name) {
                    parties.push(party);
                }
            }
            parties
        };
        Parties {
            lead: read(|unit| &unit.responsibility.lead),
            participants: read(|unit| &unit.responsibility.participants),
            unranked: read(|unit| &unit.responsibility.unranked),
        }
    }

    fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.participants.is_empty() && self.unranked.is_empty()
    }

    fn all(&self) -> Vec<Party> {
        let ranked = self.lead.iter().chain(&self.participants);
        ranked.chain(&self.unranked).cloned().collect()
    }
}

impl Party {
    fn of(mention: &Mention, departments: &Departments) -> Self {
        let name = mention.surface.clone();
        let ids = departments.canonical(&name).into_iter().cloned().collect();
        let collective = departments.is_collective(&name);
        Party {
            name,
            ids,
            collective,
        }
    }
}

/// True where two names, as the texts write them, are of one department.
pub(crate) fn same_department(a: &str, b: &str, departments: &Departments) -> bool {
    let read = |name: &str| {
        let span = crate::text::Span::new(0, 0);
        Party::of(
            &Mention {
                surface: name.to_owned(),
                span,
            },
            departments,
        )
    };
    same(&read(a), &read(b))
}

/// True where two names are of one department, or of one of several merged.
fn same(a: &Party, b: &Party) -> bool {
    if a.collective || b.collective {
        return a.collective && b.collective;
    }
    if a.ids.is_empty() || b.ids.is_empty() {
        return bare(&a.name) == bare(&b.name);
    }
    a.ids.iter().any(|id| b.ids.contains(id))
}

fn bare(name: &str) -> &str {
    name.trim_start_matches(['省', '市', '区', '县', '州', '旗', '盟'])
}

fn without(own: &[Party], others: &[Party]) -> Vec<Party> {
    let gone = own
        .iter()
        .filter(|party| !others.iter().any(|other| same(party, other)));
    gone.cloned().collect()
}

fn names(parties: &[Party]) -> Vec<String> {
    parties.iter().map(|party| party.name.clone()).collect()
}

fn make(kind: DeviationKind, rule: &'static str, at: &(At, At)) -> Finding {
    Finding::new(kind, rule, at.0.clone(), at.1.clone())
}

fn at_tail(unit: &Unit) -> At {
    let span = unit.responsibility.tail;
    span.map_or_else(|| At::unit(&unit.path), |span| At::clause(&unit.path, span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::{Responsibility, UnitKind, UnitPath};
    use crate::text::{LineRange, Span};

    fn unit(lead: &str, participants: &str, unranked: &str) -> Unit {
        let mentions = |list: &str| -> Vec<Mention> {
            let names = list.split('、').filter(|name| !name.is_empty());
            names
                .map(|n| Mention {
                    surface: n.to_owned(),
                    span: Span::new(0, 0),
                })
                .collect()
        };
        Unit {
            path: UnitPath("3.1.1".to_owned()),
            parent: None,
            kind: UnitKind::Task,
            label: None,
            title: None,
            body: Vec::new(),
            responsibility: Responsibility {
                lead: mentions(lead),
                participants: mentions(participants),
                unranked: mentions(unranked),
                tail: None,
            },
            lines: LineRange::new(1, 1),
            own_lines: None,
            origin: crate::model::Origin::Read,
        }
    }

    #[track_caller]
    fn check(before: (&str, &str, &str), after: (&str, &str, &str), expected: &str) {
        let lexicon = Lexicon::builtin();
        let (a, b) = (
            unit(before.0, before.1, before.2),
            unit(after.0, after.1, after.2),
        );
        let said: Vec<String> = responsibilities(&[&a], &[&b], lexicon.departments())
            .iter()
            .map(|f| {
                format!(
                    "{} {}→{}",
                    f.kind.as_str(),
                    f.lost.join("、"),
                    f.gained.join("、")
                )
            })
            .collect();
        assert_eq!(said.join("; "), expected);
    }

    #[test]
    fn localised_and_merged_departments_are_the_same() {
        check(("市民政局", "市残联", ""), ("区民政局", "区残联", ""), "");
        check(("市教育局", "市体育局", ""), ("区教育和体育局", "", ""), "");
        check(
            ("市卫生健康委", "市残联", ""),
            ("区卫生健康局", "区残疾人联合会", ""),
            "",
        );
        check(
            ("市政府残工委", "市政府有关部门", ""),
            ("区政府残工委", "区政府有关部门", ""),
            "",
        );
    }

    #[test]
    fn leads_and_participants_are_told_apart() {
        let before = ("市民政局", "市残联、市财政局", "");
        check(
            before,
            ("区残联", "区民政局、区财政局", ""),
            "lead_changed 市民政局→区残联",
        );
        check(
            before,
            ("区民政局", "区残联", ""),
            "participant_dropped 市财政局→",
        );
        check(
            before,
            ("区民政局、区残联", "区财政局", ""),
            "role_changed →区残联",
        );
        check(before, ("", "", ""), "lead_dropped 市民政局→");
        check(
            before,
            ("区民政局", "区残联、区财政局、区医保局", ""),
            "participant_added →区医保局",
        );
    }

    #[test]
    fn a_list_without_rank_changes_no_lead() {
        let before = ("市民政局", "市残联", "");
        check(before, ("", "", "残联、民政局"), "");
        check(before, ("", "", "残联"), "participant_dropped 市民政局→");
    }
}
