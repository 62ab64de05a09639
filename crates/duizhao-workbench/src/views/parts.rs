//! Parts that several views share: columns, units, marks, rates.

use duizhao_core::model::{DeviationKind, Member, Plan, PlanId, Rate, Relation, Review, UnitPath};
use duizhao_core::present::{CellFlag, CellUnit, Column, Row, flag_word, matches_of};

use crate::api::to_contract::{lines, rounded};
use crate::api::view::{ColumnView, FlagView, MatchView, RateView, UnitView};
use crate::cite::cite;
use crate::messages::plan_note_text;
use crate::names::Name;
use crate::ops::session::Session;

/// The column heads.
pub(crate) fn columns(session: &Session) -> Vec<ColumnView> {
    session
        .table
        .columns
        .iter()
        .map(|column| self::column(column, session.names.get(&column.plan)))
        .collect()
}

/// A column head; `name` is the plan's name among those shown with it.
pub(crate) fn column(column: &Column, name: Option<&Name>) -> ColumnView {
    ColumnView {
        plan: column.plan.to_string(),
        name: name.map_or_else(|| column.name.clone(), |name| name.name.clone()),
        mark: name.map(|name| name.mark.clone()).unwrap_or_default(),
        title: column.title.clone(),
        is_base: column.is_base,
        relation: column.relation.map(|relation| relation.as_str().to_owned()),
        notes: column.notes.iter().copied().map(plan_note_text).collect(),
        carried: column.carried.map(rate),
        copied: column.copied.map(rate),
    }
}

/// A plan's short name.
pub(crate) fn name(session: &Session, plan: &PlanId) -> String {
    session
        .names
        .get(plan)
        .map_or_else(|| plan.to_string(), |name| name.name.clone())
}

/// A rate with its parts.
pub(crate) fn rate(rate: Rate) -> RateView {
    RateView {
        value: rounded(rate.value()),
        part: rounded(rate.part),
        whole: rounded(rate.whole),
    }
}

/// A unit in a cell.
pub(crate) fn unit(unit: &CellUnit) -> UnitView {
    UnitView {
        path: unit.path.to_string(),
        cite: cite(unit.path.as_str()),
        title: unit.title.clone(),
        lines: lines(unit.lines),
        score: rounded(unit.score),
        equivalent: unit.equivalent,
    }
}

/// What the match of every column of a row rests on.
pub(crate) fn matches(session: &Session, row: &Row) -> Vec<Option<MatchView>> {
    let found = matches_of(&session.alignment, &session.table.columns, row);
    found.into_iter().map(|member| matched(member?)).collect()
}

fn matched(member: &Member) -> Option<MatchView> {
    let evidence = member.evidence.as_ref()?;
    Some(MatchView {
        score: rounded(member.score),
        heading: rounded(evidence.heading),
        body: rounded(evidence.body),
        sentences: rounded(evidence.sentences),
        terms: shared_words(member),
    })
}

/// The words that a unit shares with those beside it, heaviest first.
pub(crate) fn shared_words(member: &Member) -> Vec<String> {
    let terms = member.evidence.iter().flat_map(|evidence| &evidence.terms);
    terms.map(|shared| shared.term.clone()).collect()
}

/// A unit of a plan, whatever cell it is in.
pub(crate) fn unit_of(plan: &Plan, path: &UnitPath) -> Option<UnitView> {
    let unit = plan.unit(path)?;
    Some(UnitView {
        path: path.to_string(),
        cite: cite(path.as_str()),
        title: plan.title(unit).to_owned(),
        lines: lines(unit.lines),
        score: 1.0,
        equivalent: true,
    })
}

/// A mark.
pub(crate) fn flag(flag: &CellFlag) -> FlagView {
    FlagView {
        kind: flag.kind.as_str().to_owned(),
        word: flag.word.clone(),
        direction: flag.direction,
    }
}

/// The mark of a kind of deviation, or of difference between sisters.
pub(crate) fn flag_of(kind: DeviationKind, relation: Relation) -> FlagView {
    let (word, direction) = flag_word(kind, relation);
    FlagView {
        kind: kind.as_str().to_owned(),
        word: word.to_owned(),
        direction,
    }
}

/// What the user said of a row's match.
pub(crate) fn review(session: &Session, row: &Row) -> String {
    let cells = session.table.columns.iter().zip(&row.cells);
    let mut units = cells.flat_map(|(column, cell)| {
        cell.units
            .iter()
            .map(move |unit| (&column.plan, &unit.path))
    });
    let stale = |(plan, path)| {
        session
            .stale
            .iter()
            .any(|s| &s.plan == plan && &s.path == path)
    };
    if units.any(stale) {
        return "stale".to_owned();
    }
    match row.review {
        Review::Proposed => "proposed",
        Review::Confirmed => "confirmed",
        Review::Edited => "edited",
        Review::Stale => "stale",
    }
    .to_owned()
}
