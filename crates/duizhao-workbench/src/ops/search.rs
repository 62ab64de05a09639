//! Finds every place where something stands in the library.

use duizhao_store::FoundUnit;

use crate::api::contract::{Hit, SCHEMA, SearchDocument};
use crate::api::page::MOST_ROWS;
use crate::api::view::{HitView, SearchView};
use crate::cite::cite;
use crate::error::Error;
use crate::workbench::Workbench;

/// Characters shown before and after a hit.
const AROUND: usize = 28;

/// All hits, as `search` prints them.
pub(crate) fn document(workbench: &Workbench, query: &str) -> Result<SearchDocument, Error> {
    let found = workbench.with_store(|store| store.search(query))?;
    let hits: Vec<Hit> = found.iter().flat_map(hits).collect();
    let total = hits.len() as u32;
    Ok(SearchDocument {
        schema: SCHEMA,
        query: query.to_owned(),
        total,
        hits,
    })
}

/// The first `limit` hits, as the window shows them.
pub(crate) fn view(workbench: &Workbench, query: &str, limit: u32) -> Result<SearchView, Error> {
    let found = workbench.with_store(|store| store.search(query))?;
    let total = found.iter().map(|unit| unit.at.len() as u32).sum();
    let shown = found.iter().flat_map(|unit| {
        hits(unit).map(|hit| HitView {
            cite: cite(&hit.unit),
            title: unit.title.clone(),
            plan: hit.plan,
            unit: hit.unit,
            lines: hit.lines,
            quote: hit.quote,
            start: hit.start,
            end: hit.end,
        })
    });
    let hits = shown.take(limit.min(MOST_ROWS) as usize).collect();
    Ok(SearchView {
        query: query.to_owned(),
        total,
        hits,
    })
}

/// The hits of a unit, each with the text around it: within its paragraph, verbatim.
fn hits(unit: &FoundUnit) -> impl Iterator<Item = Hit> + '_ {
    let chars: Vec<char> = unit.text.chars().collect();
    unit.at.iter().map(move |&(at, end)| {
        let (at, end) = (at as usize, end as usize);
        let from = chars[at.saturating_sub(AROUND)..at]
            .iter()
            .rposition(|&c| c == '\n');
        let from = from.map_or(at.saturating_sub(AROUND), |n| {
            at.saturating_sub(AROUND) + n + 1
        });
        let until = (end + AROUND).min(chars.len());
        let until = chars[end..until]
            .iter()
            .position(|&c| c == '\n')
            .map_or(until, |n| end + n);
        Hit {
            plan: unit.slug.clone(),
            unit: unit.path.clone(),
            lines: (line(unit, at), line(unit, end - 1)),
            quote: chars[from..until].iter().collect(),
            start: (at - from) as u32,
            end: (end - from) as u32,
        }
    })
}

/// The source line of the character at `offset`.
fn line(unit: &FoundUnit, offset: usize) -> u32 {
    let after = unit
        .places
        .partition_point(|&(start, _)| start as usize <= offset);
    unit.places
        .get(after.saturating_sub(1))
        .map_or(1, |&(_, line)| line)
}
