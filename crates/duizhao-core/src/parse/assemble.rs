//! From drafts to units: ids, line ranges, responsibilities; and what was skipped.

use crate::lexicon::Lexicon;
use crate::model::{Issue, Origin, Responsibility, Skipped, Sourced, Unit, UnitKind};
use crate::parallel;
use crate::parse::block::Block;
use crate::parse::layout::Layout;
use crate::parse::numbering::{Place, number};
use crate::parse::outline::{Draft, Outline};
use crate::parse::responsibility::{
    RanksFrom, names_first_as_lead, rank_first, read_statement, take_statement,
};
use crate::parse::table::Role;
use crate::text::LineRange;

/// Numbers the drafts, reads their responsibilities and measures their lines.
pub(crate) fn units(
    layout: &Layout,
    outline: Outline,
    lexicon: &Lexicon,
) -> (Vec<Unit>, Vec<Issue>) {
    let Outline { drafts, issues } = outline;
    let places: Vec<Place> = drafts
        .iter()
        .map(|draft| Place {
            kind: draft.kind,
            parent: draft.parent,
            labelled: draft.label.is_some(),
        })
        .collect();
    let paths = number(&places);
    let extents = extents(&drafts);
    let mut has_children = vec![false; drafts.len()];
    for parent in drafts.iter().filter_map(|draft| draft.parent) {
        has_children[parent] = true;
    }
    let leads_first: Vec<bool> = drafts
        .iter()
        .map(|draft| annex_note_leads(layout, draft))
        .collect();
    let ranking = Ranking {
        leads_first: &leads_first,
        ranks: RanksFrom::of(layout.text.text()),
    };
    let read = parallel::in_order(&drafts, |draft| {
        let mut body = draft.body.clone();
        let responsibility = responsibility(layout, draft, &mut body, &ranking, lexicon);
        (body, responsibility)
    });
    let mut units = Vec::with_capacity(drafts.len());
    for (at, (draft, (body, responsibility))) in drafts.iter().zip(read).enumerate() {
        let title = draft.title.map(|span| Sourced {
            value: layout.text.slice(span).to_owned(),
            span: Some(span),
            origin: Origin::Read,
        });
        units.push(Unit {
            path: paths[at].clone(),
            parent: draft.parent.map(|parent| paths[parent].clone()),
            kind: draft.kind,
            label: draft.label.clone(),
            title,
            body,
            responsibility,
            lines: extents[at],
            own_lines: has_children[at].then_some(draft.own),
            origin: Origin::Read,
        });
    }
    (units, issues)
}

/// What notes say of who leads.
struct Ranking<'a> {
    /// For each annex: the first of every row.
    leads_first: &'a [bool],
    ranks: RanksFrom,
}

fn responsibility(
    layout: &Layout,
    draft: &Draft,
    body: &mut Vec<crate::text::Span>,
    ranking: &Ranking<'_>,
    lexicon: &Lexicon,
) -> Responsibility {
    if draft.kind == UnitKind::AnnexRow {
        let Some(tail) = draft.tail else {
            return Responsibility::default();
        };
        let mut read = read_statement(layout, tail, lexicon);
        if draft.leads {
            read.lead.append(&mut read.unranked);
        }
        if let Some((with, role)) = draft.with {
            let more = read_statement(layout, with, lexicon);
            let ranked = role == Role::Participants;
            let into = if ranked {
                &mut read.participants
            } else {
                &mut read.unranked
            };
            into.extend(more.all().cloned());
        }
        if draft
            .parent
            .is_some_and(|parent| ranking.leads_first[parent])
            && read.lead.is_empty()
        {
            rank_first(&mut read);
        }
        return read;
    }
    if matches!(draft.kind, UnitKind::Box | UnitKind::Annex) {
        return Responsibility::default();
    }
    take_statement(layout, body, ranking.ranks, lexicon)
}

/// 「注：负责单位中列第一位者为牵头单位」.
fn annex_note_leads(layout: &Layout, draft: &Draft) -> bool {
    draft.kind == UnitKind::Annex
        && draft
            .body
            .iter()
            .any(|span| names_first_as_lead(layout.text.slice(*span)))
}

/// Lines of each draft to the end of its last child.
fn extents(drafts: &[Draft]) -> Vec<LineRange> {
    let mut lines: Vec<LineRange> = drafts.iter().map(|draft| draft.own).collect();
    for at in (0..drafts.len()).rev() {
        if let Some(parent) = drafts[at].parent {
            lines[parent] = lines[parent].union(lines[at]);
        }
    }
    lines
}

/// Lines, or parts of lines, that belong to no unit.
pub(crate) fn skipped(layout: &Layout, blocks: &[Block]) -> Vec<Skipped> {
    let mut out = layout.skipped.clone();
    // Blocks come in source order: those that share lines, one with the next, stand together. Where
    // a unit holds one of them, what is left out is named by its text.
    let together = blocks.chunk_by(|one, next| next.lines.first <= one.lines.last);
    for blocks in together {
        let shared = blocks.iter().any(|block| block.skip.is_none());
        for block in blocks {
            let Some(why) = block.skip else { continue };
            out.push(Skipped {
                lines: block.lines,
                why,
                text: shared.then(|| block.text(layout).to_owned()),
            });
        }
    }
    // A line that is left out whole has no parts to name.
    let mut whole: Vec<LineRange> = out
        .iter()
        .filter_map(|s| s.text.is_none().then_some(s.lines))
        .collect();
    whole.sort();
    out.retain(|skip| skip.text.is_none() || !covers(&whole, skip.lines.first));
    out.sort_by_key(|skip| (skip.lines, skip.why));
    merge(out)
}

/// True where one of the sorted ranges, which do not overlap, holds `line`.
fn covers(ranges: &[LineRange], line: u32) -> bool {
    let past = ranges.partition_point(|range| range.last < line);
    ranges.get(past).is_some_and(|range| range.first <= line)
}

/// Joins neighbouring whole lines with the same reason.
fn merge(skipped: Vec<Skipped>) -> Vec<Skipped> {
    let mut out: Vec<Skipped> = Vec::new();
    for skip in skipped {
        match out.last_mut() {
            Some(last)
                if last.why == skip.why
                    && last.text.is_none()
                    && skip.text.is_none()
                    && skip.lines.first <= last.lines.last + 1 =>
            {
                last.lines = last.lines.union(skip.lines);
            }
            _ => out.push(skip),
        }
    }
    out
}
