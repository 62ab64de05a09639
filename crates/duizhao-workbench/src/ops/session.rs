//! A comparison that the window has open: plans, base, and all that is computed over them.
//!
//! Computed once for a selection, its texts and the user's decisions about them; every view of
//! it is a conversion of what is there.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use duizhao_core::align::{self, AlignOptions};
use duizhao_core::compare::CompareOptions;
use duizhao_core::control::Control;
use duizhao_core::lexicon::SeverityRules;
use duizhao_core::model::{Alignment, Comparison, Corpus, MatchDecision, Plan, PlanId, UnitRef};
use duizhao_core::present::{
    self, Absence, ComparisonTable, Facts, HeatBlock, Presence, Row, Selected,
};

use crate::api::view::Selection;
use crate::error::Error;
use crate::names::{Name, names_in};
use crate::ops::decisions::{self, InForce};
use crate::ops::pairs::{self, Against};
use crate::ops::{read, rules};
use crate::workbench::{Workbench, lock};

/// Comparisons are kept while they have no more columns together: going back and forth between
/// bases of a few plans costs nothing, and many plans take no more memory than a few.
const COLUMNS_KEPT: usize = 120;

/// So many are kept however large they are: the one that is open and the one before.
const LEAST_KEPT: usize = 2;

/// What makes two sessions the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    plans: Vec<(String, String)>,
    base: Option<String>,
    decisions: String,
    rules: Option<String>,
}

/// A comparison that is kept, with the question and the state of the library it last answered.
pub(crate) struct Kept {
    asked: Asked,
    session: Arc<Session>,
}

/// The alignment that was computed last, and the plans and decisions it is of.
pub(crate) struct Aligned {
    of: (Vec<(String, String)>, String),
    alignment: Arc<Alignment>,
}

/// An open comparison.
pub(crate) struct Session {
    key: Key,
    pub(crate) corpus: Corpus,
    pub(crate) base: Option<PlanId>,
    pub(crate) alignment: Arc<Alignment>,
    pub(crate) comparison: Option<Comparison>,
    pub(crate) table: ComparisonTable,
    pub(crate) names: BTreeMap<PlanId, Name>,
    /// Units of decisions whose text has changed since (待复核).
    pub(crate) stale: Vec<UnitRef>,
    /// Per row and column, filled when a view first asks.
    facts: OnceLock<Vec<Vec<Facts>>>,
    /// Per column, filled when a view first asks.
    heat: OnceLock<Vec<Vec<HeatBlock>>>,
}

impl Session {
    /// The plan of column `at`.
    pub(crate) fn plan(&self, at: usize) -> &Plan {
        let id = &self.table.columns[at].plan;
        self.corpus
            .get(id)
            .expect("columns are plans of the corpus")
    }

    /// False where deviations from the base are still to be computed.
    pub(crate) fn is_compared(&self) -> bool {
        self.base.is_none() || self.comparison.is_some()
    }

    /// Responsibilities and targets of every row, per column.
    pub(crate) fn facts(&self, workbench: &Workbench) -> &Vec<Vec<Facts>> {
        self.facts.get_or_init(|| {
            let selected = self.selected(workbench);
            let of = |row: &Row| present::facts_of(&selected, row);
            self.table.rows.iter().map(of).collect()
        })
    }

    /// The blocks of every column's document.
    pub(crate) fn heat(&self, workbench: &Workbench) -> &Vec<Vec<HeatBlock>> {
        let filled = || present::heat(&self.selected(workbench), &self.table);
        self.heat.get_or_init(filled)
    }

    /// What the views are built from.
    pub(crate) fn selected<'a>(&'a self, workbench: &'a Workbench) -> Selected<'a> {
        Selected {
            corpus: &self.corpus,
            base: self.base.as_ref(),
            alignment: &self.alignment,
            comparison: self.comparison.as_ref(),
            lexicon: &workbench.lexicon,
        }
    }
}

/// The comparison of `selection`; computed where it is not there yet.
pub(crate) fn of(
    workbench: &Workbench,
    selection: &Selection,
    control: &Control<'_>,
) -> Result<Arc<Session>, Error> {
    let question = match ask(workbench, selection)? {
        Found::Kept(session) => return Ok(session),
        Found::New(question) => question,
    };
    // Whoever asks the same meanwhile waits for this answer.
    let _alone = lock(&workbench.comparing);
    if let Some(session) = question.answered(workbench) {
        return Ok(session);
    }
    let asked = question.asked.clone();
    let session = Arc::new(question.answer(workbench, Depth::Compared, control)?);
    keep(workbench, asked, &session);
    Ok(session)
}

/// The same where it is there already; else what belongs together in `selection`, without
/// deviations from the base: an answer for the time until they are computed.
pub(crate) fn at_hand(
    workbench: &Workbench,
    selection: &Selection,
    control: &Control<'_>,
) -> Result<Arc<Session>, Error> {
    if selection.base.is_none() {
        return of(workbench, selection, control);
    }
    match ask(workbench, selection)? {
        Found::Kept(session) => Ok(session),
        Found::New(question) => {
            let session = question.answer(workbench, Depth::Aligned, control)?;
            Ok(Arc::new(session))
        }
    }
}

/// How far a comparison is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Aligned,
    Compared,
}

/// The selection and the state of the library that a comparison answers.
type Asked = (Selection, (i64, u64));

/// A comparison that is not there yet, and all that goes into it.
struct Question {
    asked: Asked,
    corpus: Corpus,
    key: Key,
    in_force: InForce,
}

enum Found {
    Kept(Arc<Session>),
    New(Box<Question>),
}

impl Question {
    /// The answer that is kept for the same texts, decisions and rules.
    fn answered(&self, workbench: &Workbench) -> Option<Arc<Session>> {
        let mut sessions = lock(&workbench.sessions);
        let kept = used(&mut sessions, |kept| kept.session.key == self.key)?;
        kept.asked = self.asked.clone();
        Some(Arc::clone(&kept.session))
    }

    fn answer(
        self: Box<Self>,
        workbench: &Workbench,
        depth: Depth,
        control: &Control<'_>,
    ) -> Result<Session, Error> {
        let rules = rules::of_library(workbench)?;
        let Question {
            corpus,
            key,
            in_force,
            ..
        } = *self;
        compute(workbench, corpus, key, in_force, rules, (depth, control))
    }
}

fn ask(workbench: &Workbench, selection: &Selection) -> Result<Found, Error> {
    let asked = (
        selection.clone(),
        workbench.with_store(|store| store.stamp())?,
    );
    let mut sessions = lock(&workbench.sessions);
    if let Some(kept) = used(&mut sessions, |kept| kept.asked == asked) {
        return Ok(Found::Kept(Arc::clone(&kept.session)));
    }
    drop(sessions);
    let plans = read::all_stored(workbench, &slugs(selection))?;
    let corpus = Corpus::new(plans.iter().map(|reading| Arc::clone(&reading.plan)));
    let in_force = decisions::in_force(workbench, &corpus)?;
    let mut texts: Vec<(String, String)> = plans
        .iter()
        .map(|r| (r.plan.id.to_string(), r.key.clone()))
        .collect();
    texts.sort();
    let key = Key {
        plans: texts,
        base: selection.base.clone(),
        decisions: in_force.key.clone(),
        rules: rules::tuning(workbench)?,
    };
    let question = Question {
        asked,
        corpus,
        key,
        in_force,
    };
    let answered = question.answered(workbench);
    Ok(answered.map_or_else(|| Found::New(Box::new(question)), Found::Kept))
}

/// The comparison that is the one, as the one used last.
fn used(sessions: &mut [Kept], is: impl Fn(&Kept) -> bool) -> Option<&mut Kept> {
    let at = sessions.iter().position(is)?;
    sessions[at..].rotate_left(1);
    sessions.last_mut()
}

fn keep(workbench: &Workbench, asked: Asked, session: &Arc<Session>) {
    let mut sessions = lock(&workbench.sessions);
    sessions.retain(|other| other.session.key != session.key);
    sessions.push(Kept {
        asked,
        session: Arc::clone(session),
    });
    let columns = |kept: &Kept| kept.session.table.columns.len();
    let columns: Vec<usize> = sessions.iter().map(columns).collect();
    sessions.drain(..too_many(&columns));
}

/// How many of those used longest ago are let go, by the columns of each.
fn too_many(columns: &[usize]) -> usize {
    let most = columns.len().saturating_sub(LEAST_KEPT);
    let fits = |from: &usize| columns[*from..].iter().sum::<usize>() <= COLUMNS_KEPT;
    (0..most).find(fits).unwrap_or(most)
}

/// The comparison of plans that need not be in the library; it is not kept.
pub(crate) fn among(
    workbench: &Workbench,
    corpus: Corpus,
    base: Option<PlanId>,
    in_force: InForce,
    rules: Option<SeverityRules>,
    control: &Control<'_>,
) -> Result<Session, Error> {
    let key = Key {
        plans: Vec::new(),
        base: base.map(|base| base.0),
        decisions: String::new(),
        rules: None,
    };
    let depth = (Depth::Compared, control);
    compute(workbench, corpus, key, in_force, rules, depth)
}

/// Takes units out of cells that the user said do not belong there, even where the texts were
/// followed across groups.
fn honour_forbidden(table: &mut ComparisonTable, base: Option<&PlanId>, decided: &[MatchDecision]) {
    let Some(base) = base else { return };
    for decision in decided {
        let MatchDecision::Forbid(a, b) = decision else {
            continue;
        };
        let (of_base, other) = if &a.plan == base { (a, b) } else { (b, a) };
        let Some(column) = table.columns.iter().position(|c| c.plan == other.plan) else {
            continue;
        };
        let rows = table
            .rows
            .iter_mut()
            .filter(|row| row.base_path.as_ref() == Some(&of_base.path));
        for cell in rows.map(|row| &mut row.cells[column]) {
            let before = cell.units.len();
            cell.units.retain(|unit| unit.path != other.path);
            if cell.units.is_empty() && before > 0 {
                cell.presence = Presence::Absent;
                cell.target = None;
                cell.absence = Some(Absence::Forbidden);
            }
        }
    }
}

/// The plans of a selection, each once, the base among them.
pub(crate) fn slugs(selection: &Selection) -> Vec<&str> {
    let mut slugs: Vec<&str> = selection.plans.iter().map(String::as_str).collect();
    slugs.extend(selection.base.as_deref());
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

/// What belongs together in `corpus`; no base changes it, so one for the same texts and decisions
/// is taken where it is there.
fn aligned(
    workbench: &Workbench,
    corpus: &Corpus,
    key: &Key,
    in_force: &InForce,
    control: &Control<'_>,
) -> Result<Arc<Alignment>, Error> {
    let of = (key.plans.clone(), key.decisions.clone());
    // Plans that are not in the library have no keys to tell them by.
    let kept = !of.0.is_empty();
    let mut last = lock(&workbench.aligned);
    if let Some(last) = last.as_ref().filter(|last| kept && last.of == of) {
        return Ok(Arc::clone(&last.alignment));
    }
    let alignment = Arc::new(align::align_cached(
        corpus,
        &in_force.matches,
        &AlignOptions { explain: true },
        workbench.segmenter(),
        control,
        &mut lock(&workbench.features),
    )?);
    if kept {
        let alignment = Arc::clone(&alignment);
        *last = Some(Aligned { of, alignment });
    }
    Ok(alignment)
}

fn compute(
    workbench: &Workbench,
    corpus: Corpus,
    key: Key,
    in_force: InForce,
    rules: Option<SeverityRules>,
    (depth, control): (Depth, &Control<'_>),
) -> Result<Session, Error> {
    let alignment = aligned(workbench, &corpus, &key, &in_force, control)?;
    let base = key.base.clone().map(PlanId);
    let options = CompareOptions {
        relations: in_force.relations(base.as_ref()),
        rules,
        decided: in_force.matches.clone(),
        ..CompareOptions::default()
    };
    let comparison = base
        .as_ref()
        .filter(|_| depth == Depth::Compared)
        .map(|base| {
            let against = Against {
                workbench,
                base: pairs::plan(&corpus, base)?,
                options: &options,
            };
            against.comparison(&corpus, control)
        })
        .transpose()?;
    let table = present::tabulate(&Selected {
        corpus: &corpus,
        base: base.as_ref(),
        alignment: &alignment,
        comparison: comparison.as_ref(),
        lexicon: &workbench.lexicon,
    });
    let mut table = table;
    honour_forbidden(&mut table, base.as_ref(), &in_force.matches);
    let names = corpus
        .plans()
        .iter()
        .map(|plan| plan.id.clone())
        .zip(names_in(&corpus))
        .collect();
    Ok(Session {
        key,
        corpus,
        base,
        alignment,
        comparison,
        table,
        names,
        stale: in_force.stale,
        facts: OnceLock::new(),
        heat: OnceLock::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_large_comparisons_are_kept_and_many_small_ones() {
        assert_eq!(too_many(&[]), 0);
        assert_eq!(too_many(&[5; 24]), 0);
        assert_eq!(too_many(&[5; 25]), 1);
        assert_eq!(too_many(&[5, 5, 60, 60]), 2);
        assert_eq!(too_many(&[30; 5]), 1);
        assert_eq!(too_many(&[50, 50, 50]), 1);
        assert_eq!(too_many(&[200]), 0);
    }
}
