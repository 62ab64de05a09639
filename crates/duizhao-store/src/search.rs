//! Finds units that hold what was typed, exactly.
//!
//! ```text
//! 托养 → the units whose heading, text or responsibility statement holds 托养
//! ```
//!
//! Most Chinese words have two characters, which a trigram index silently misses. The index
//! holds pairs of neighbouring characters and only narrows down; each candidate is then
//! checked against its text, so that the answer is that of a plain scan, always.

use rusqlite::params;

use crate::plan::CANONICAL;
use crate::{Store, StoreError, fold};

/// A unit that holds the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundUnit {
    /// Name of the plan.
    pub slug: String,
    /// Path of the unit.
    pub path: String,
    /// Heading.
    pub title: String,
    /// Heading, own text and responsibility statement, parted by line ends.
    pub text: String,
    /// Source line of each stretch of `text`: character offset, line.
    pub places: Vec<(u32, u32)>,
    /// Character offsets in `text` at which the query begins and ends, not overlapping; what
    /// cannot be seen between its characters is within.
    pub at: Vec<(u32, u32)>,
}

impl Store {
    /// The units that hold `query`, widths, case and signs that cannot be seen aside, in the
    /// order of plans and units.
    pub fn search(&self, query: &str) -> Result<Vec<FoundUnit>, StoreError> {
        let wanted = fold::fold(query);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let pairs = fold::pair_query(&wanted);
        let narrowed = if pairs.is_some() {
            "AND u.id IN (SELECT rowid FROM unit_pairs WHERE unit_pairs MATCH ?1)"
        } else {
            "AND ?1 IS NULL"
        };
        let sql = format!(
            "SELECT p.slug, u.path, u.title, u.text, u.places
             FROM unit u JOIN document d ON d.id = u.document JOIN plan p ON p.id = d.plan
             WHERE p.deleted_by IS NULL {narrowed} ORDER BY {CANONICAL}, u.position"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![pairs])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(3)?;
            let at = occurrences(&text, &wanted);
            if at.is_empty() {
                continue;
            }
            let places: String = row.get(4)?;
            found.push(FoundUnit {
                slug: row.get(0)?,
                path: row.get(1)?,
                title: row.get(2)?,
                text,
                places: serde_json::from_str(&places).map_err(|error| StoreError::Damaged {
                    detail: error.to_string(),
                })?,
                at,
            });
        }
        Ok(found)
    }
}

/// Character offsets at which `wanted` begins and ends in `text`, not overlapping.
fn occurrences(text: &str, wanted: &str) -> Vec<(u32, u32)> {
    let (seen, places) = fold::visible(text);
    let length = wanted.chars().count();
    let mut at = Vec::new();
    let (mut chars, mut from) = (0, 0);
    for (start, _) in seen.match_indices(wanted) {
        chars += seen[from..start].chars().count();
        from = start;
        at.push((places[chars], places[chars + length - 1] + 1));
    }
    at
}
