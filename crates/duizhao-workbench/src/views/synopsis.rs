//! One aligned row over the plans (对照).

use duizhao_core::present::{
    self, DepartmentMark, Facts, HeatBlock, Mark, NamedDepartment, Run, SentenceLine, SentencePart,
    StatedTarget, TargetComparison,
};

use crate::api::to_contract::lines;
use crate::api::view::{
    DepartmentView, FactsView, MatchView, RunView, SentenceCell, SentenceRow, SynopsisView,
    TargetView,
};
use crate::error::Error;
use crate::messages::{absence_text, moved_text};
use crate::ops::session::Session;
use crate::views::parts;
use crate::workbench::Workbench;

/// Spells out the row `id`.
pub(crate) fn view(
    workbench: &Workbench,
    session: &Session,
    id: &str,
) -> Result<SynopsisView, Error> {
    let rows = &session.table.rows;
    let Some(at) = rows.iter().position(|row| row.id == id) else {
        return Err(Error::UnknownRow { row: id.to_owned() });
    };
    let row = &rows[at];
    let selected = session.selected(workbench);
    let sentences = present::spell_out(&selected, row, workbench.segmenter());
    let id_at = |at: usize| rows.get(at).map(|row| row.id.clone());
    Ok(SynopsisView {
        id: row.id.clone(),
        position: (at as u32 + 1, rows.len() as u32),
        previous: at.checked_sub(1).and_then(id_at),
        next: id_at(at + 1),
        trail: row.section.iter().map(|(_, title)| title.clone()).collect(),
        topic: row.topic.clone(),
        columns: parts::columns(session),
        units: row
            .cells
            .iter()
            .map(|c| c.units.iter().map(parts::unit).collect())
            .collect(),
        sentences: sentences.iter().map(sentence_row).collect(),
        facts: present::facts_of(&selected, row)
            .iter()
            .map(facts)
            .collect(),
        heat: session
            .heat(workbench)
            .iter()
            .map(|blocks| blocks.iter().map(block).collect())
            .collect(),
        absence: row
            .cells
            .iter()
            .map(|cell| cell.absence.as_ref().map(absence_text))
            .collect(),
        matches: parts::matches(session, row),
        review: parts::review(session, row),
    })
}

/// What the match of every column of the row `id` rests on.
pub(crate) fn matches(session: &Session, id: &str) -> Result<Vec<Option<MatchView>>, Error> {
    let row = session.table.rows.iter().find(|row| row.id == id);
    let row = row.ok_or_else(|| Error::UnknownRow { row: id.to_owned() })?;
    Ok(parts::matches(session, row))
}

fn sentence_row(line: &SentenceLine) -> SentenceRow {
    SentenceRow {
        number: line.number,
        added: line.added,
        cells: line.cells.iter().map(sentence_cell).collect(),
    }
}

fn sentence_cell(part: &SentencePart) -> SentenceCell {
    SentenceCell {
        runs: part.runs.iter().map(run).collect(),
        place: part.place.as_ref().map(parts::unit),
        lines: part.lines.map(lines),
        note: part.moved_from.map(moved_text),
    }
}

fn run(run: &Run) -> RunView {
    let mark = match run.mark {
        Mark::Same => "same",
        Mark::Added => "added",
        Mark::Removed => "removed",
        Mark::Moved => "moved",
    };
    RunView {
        text: run.text.clone(),
        mark: mark.to_owned(),
    }
}

fn facts(facts: &Facts) -> FactsView {
    let names = |list: &[NamedDepartment]| list.iter().map(department).collect();
    FactsView {
        lead: names(&facts.lead),
        participants: names(&facts.participants),
        unranked: names(&facts.unranked),
        targets: facts.targets.iter().map(target).collect(),
        strength: facts.strength,
        strength_word: facts.strength_word.clone(),
        flags: facts.flags.iter().map(parts::flag).collect(),
    }
}

pub(crate) fn department(department: &NamedDepartment) -> DepartmentView {
    let mark = match department.mark {
        DepartmentMark::Same => "same",
        DepartmentMark::Added => "added",
        DepartmentMark::Removed => "removed",
        DepartmentMark::LeadChanged => "lead_changed",
    };
    DepartmentView {
        name: department.name.clone(),
        mark: mark.to_owned(),
        canonical: department.canonical.clone(),
    }
}

fn target(target: &StatedTarget) -> TargetView {
    TargetView {
        quote: target.quote.clone(),
        value: target.value.clone(),
        comparison: target.comparison.map(|c| comparison(c).to_owned()),
        lines: lines(target.lines),
    }
}

/// The word for how a target stands to the base's.
pub(crate) fn comparison(comparison: TargetComparison) -> &'static str {
    match comparison {
        TargetComparison::Higher => "higher",
        TargetComparison::Same => "same",
        TargetComparison::Lower => "lower",
        TargetComparison::Incomparable => "incomparable",
        TargetComparison::Missing => "missing",
        TargetComparison::Added => "added",
    }
}

fn block(block: &HeatBlock) -> crate::api::view::HeatBlock {
    crate::api::view::HeatBlock {
        row: block.row.clone(),
        length: block.length,
        heat: block.heat,
    }
}
