//! Verdicts on deviations: they follow their deviation wherever its words stand, and fall back to
//! 审后有变 where the words changed.
//!
//! ```text
//! judged: 3.1.2 「逐步落实两项补贴」; the parent's new version has it as 3.1.3     →  in force
//! judged: 3.1.2 「逐步落实两项补贴」; the county now says 「落实两项补贴」           →  审后有变
//! ```

use std::collections::BTreeMap;

use duizhao_core::model::{Deviation, DeviationKind, Plan, PlanId, Side, UnitPath};
use duizhao_store::Decision;
use serde::{Deserialize, Serialize};

use crate::api::contract::{SCHEMA, VerdictEntry, VerdictsDocument};
use crate::error::Error;
use crate::ops::decisions::{self, VERDICT};
use crate::ops::session::Session;
use crate::workbench::Workbench;

/// A verdict on a deviation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// Id of the deviation when it was judged.
    pub(crate) id: String,
    /// `must_change`, `for_reference`, `acceptable`, `false_alarm`; empty while open.
    pub(crate) word: String,
    pub(crate) note: String,
    pub(crate) suggestion: String,
    /// What the two sides said when it was judged.
    #[serde(default)]
    pub(crate) seen: Option<Seen>,
    /// Headings of the units of both sides then.
    #[serde(default)]
    pub(crate) about: Vec<String>,
}

/// What the two sides of a deviation say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) base: Option<String>,
    pub(crate) plan: Option<String>,
}

/// A verdict and whether it still fits.
pub(crate) struct Judged<'v> {
    pub(crate) verdict: &'v Verdict,
    /// True where a side says something else than when it was judged (审后有变).
    pub(crate) stale: bool,
}

/// All verdicts of the library, by the place they are about.
pub(crate) struct Verdicts(BTreeMap<String, Verdict>);

impl Verdicts {
    /// None at all, for plans that are in no library.
    pub(crate) fn none() -> Self {
        Verdicts(BTreeMap::new())
    }

    /// The last verdict on each place.
    pub(crate) fn of(workbench: &Workbench) -> Result<Self, Error> {
        let decisions = workbench.with_store(|store| store.decisions(VERDICT))?;
        let mut verdicts = BTreeMap::new();
        for decision in decisions {
            if let Ok(verdict) = serde_json::from_str(&decision.payload) {
                verdicts.insert(place_of(&decision), verdict);
            }
        }
        Ok(Verdicts(verdicts))
    }

    /// What each judged deviation of the plan `slug` said of it, as base or as plan; none where it
    /// said nothing of it.
    pub(crate) fn words_about(&self, slug: &str) -> Vec<Option<String>> {
        let words = |(place, verdict): (&String, &Verdict)| {
            let seen = verdict.seen.as_ref();
            let mut parts = place.split('|');
            let (base, plan) = (parts.next(), parts.next());
            if plan == Some(slug) {
                return Some(seen.and_then(|seen| seen.plan.clone()));
            }
            (base == Some(slug)).then(|| seen.and_then(|seen| seen.base.clone()))
        };
        self.0.iter().filter_map(words).collect()
    }

    /// The verdict on a deviation: on the same words, wherever they stand now; else on the same
    /// place, or on words of which one side is the same.
    pub(crate) fn on(
        &self,
        session: &Session,
        plan: &PlanId,
        deviation: &Deviation,
    ) -> Option<Judged<'_>> {
        let base = session.base.as_ref();
        let now = seen(session, plan, deviation);
        let here = self.0.get(&place(base, plan, deviation));
        let same = |verdict: &Verdict| match &verdict.seen {
            Some(then) => *then == now,
            None => verdict.id == deviation.id,
        };
        let start = start(base, plan, deviation);
        let alike = self.0.range(start.clone()..);
        let alike = alike.take_while(|(place, _)| place.starts_with(&start));
        let alike: Vec<&Verdict> = alike.map(|(_, verdict)| verdict).collect();
        // The same words may be at issue beside several units: the headings tell which.
        let about = about(session, plan, deviation);
        let all = here.iter().chain(&alike).copied();
        let held = all.filter(|verdict| same(verdict));
        if let Some(verdict) = held.min_by_key(|verdict| verdict.about != about) {
            return Some(Judged {
                verdict,
                stale: false,
            });
        }
        // A heading is where words were added or are missing, not what is at issue.
        let telling = |side: &Option<String>, heading: &str| {
            let solid: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
            side.clone().filter(|said| *said != solid)
        };
        let now = [telling(&now.base, &about[0]), telling(&now.plan, &about[1])];
        let half = |verdict: &&Verdict| {
            let then = verdict.seen.clone().unwrap_or_default();
            let sides = now.iter().zip([then.base, then.plan]);
            sides
                .into_iter()
                .any(|(now, then)| now.is_some() && *now == then)
        };
        // What stood in this place before may be another deviation, whose words moved on.
        let placed = here.filter(half);
        let moved = || alike.iter().copied().find(half);
        let stale = placed.or_else(moved).or(here);
        stale.map(|verdict| Judged {
            verdict,
            stale: true,
        })
    }
}

/// What the two sides of a deviation say, white space aside: the clause, or the whole unit where
/// a unit is at issue.
pub(crate) fn seen(session: &Session, plan: &PlanId, deviation: &Deviation) -> Seen {
    use DeviationKind as K;
    let whole = matches!(
        deviation.kind,
        K::TaskMissing | K::TaskAdded | K::TaskMoved | K::TasksMerged | K::TaskSplit
    );
    let said = |id: Option<&PlanId>, side: &Side| {
        let held = id.and_then(|id| session.corpus.get(id));
        let unit = held.zip(side.unit.as_ref());
        let unit = unit.and_then(|(plan, path)| Some((plan, plan.unit(path)?)));
        let text = match unit.filter(|_| whole) {
            Some((plan, unit)) => unit_text(plan, &unit.path),
            None => side.quote.clone(),
        };
        text.map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
    };
    Seen {
        base: said(session.base.as_ref(), &deviation.base),
        plan: said(Some(plan), &deviation.plan),
    }
}

/// Headings of the units of both sides; empty where a side has none.
pub(crate) fn about(session: &Session, plan: &PlanId, deviation: &Deviation) -> [String; 2] {
    let heading = |id: Option<&PlanId>, side: &Side| {
        let held = id.and_then(|id| session.corpus.get(id));
        let unit = held.zip(side.unit.as_ref());
        let titled = unit.and_then(|(plan, path)| Some(plan.title(plan.unit(path)?).to_owned()));
        titled.unwrap_or_default()
    };
    [
        heading(session.base.as_ref(), &deviation.base),
        heading(Some(plan), &deviation.plan),
    ]
}

fn unit_text(plan: &Plan, path: &UnitPath) -> Option<String> {
    let unit = plan.unit(path)?;
    let tail = plan.tail(unit).unwrap_or_default();
    Some(format!("{}{}{tail}", plan.title(unit), plan.body(unit)))
}

/// Plans and kind: what the places of alike verdicts begin with.
fn start(base: Option<&PlanId>, plan: &PlanId, deviation: &Deviation) -> String {
    let base = base.map(PlanId::as_str).unwrap_or_default();
    format!("{base}|{plan}|{}|", deviation.kind.as_str())
}

/// What a verdict is about, whatever the words become: plans, kind, units, indicator, and the
/// starts of the clauses where there are several of one unit.
pub(crate) fn place(base: Option<&PlanId>, plan: &PlanId, deviation: &Deviation) -> String {
    let unit = |side: &Side| {
        let path = side.unit.as_ref();
        path.map(UnitPath::to_string).unwrap_or_default()
    };
    let clause = |side: &Side| -> String {
        let quote = side.quote.as_deref().unwrap_or_default().chars();
        quote.filter(|c| c.is_alphanumeric()).take(8).collect()
    };
    let rest = [
        unit(&deviation.base),
        unit(&deviation.plan),
        deviation.indicator.clone().unwrap_or_default(),
        clause(&deviation.base),
        clause(&deviation.plan),
    ];
    format!("{}{}", start(base, plan, deviation), rest.join("|"))
}

/// All verdicts, to be carried to another library.
pub(crate) fn export(workbench: &Workbench) -> Result<VerdictsDocument, Error> {
    let verdicts = Verdicts::of(workbench)?.0.into_iter();
    let verdicts = verdicts.map(|(place, verdict)| {
        let seen = verdict.seen.unwrap_or_default();
        VerdictEntry {
            place,
            id: verdict.id,
            verdict: verdict.word,
            note: verdict.note,
            suggestion: verdict.suggestion,
            before: seen.base,
            after: seen.plan,
            about: verdict.about,
        }
    });
    Ok(VerdictsDocument {
        schema: SCHEMA,
        verdicts: verdicts.collect(),
    })
}

/// Takes exported verdicts in as one step; how many.
pub(crate) fn import(workbench: &Workbench, text: &str, at: &str) -> Result<usize, Error> {
    let document: VerdictsDocument =
        serde_json::from_str(text).map_err(|error| Error::Verdicts {
            why: error.to_string(),
        })?;
    let decision = |entry: &VerdictEntry| {
        let verdict = Verdict {
            id: entry.id.clone(),
            word: entry.verdict.clone(),
            note: entry.note.clone(),
            suggestion: entry.suggestion.clone(),
            seen: Some(Seen {
                base: entry.before.clone(),
                plan: entry.after.clone(),
            }),
            about: entry.about.clone(),
        };
        let target = serde_json::json!({ "place": entry.place });
        decisions::new(VERDICT, &target, &verdict)
    };
    let decisions: Vec<_> = document.verdicts.iter().map(decision).collect();
    if !decisions.is_empty() {
        workbench.with_store(|store| store.decide(&decisions, at))?;
    }
    Ok(decisions.len())
}

fn place_of(decision: &Decision) -> String {
    let target: serde_json::Value = serde_json::from_str(&decision.target).unwrap_or_default();
    target["place"].as_str().unwrap_or_default().to_owned()
}
