//! Digests over rows: the file format has no checksums, so a flipped bit in a title or a
//! decision would pass every check of the database itself.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// The values of a plan's version and of its units.
const DOCUMENT: [&str; 2] = [
    "SELECT p.slug, d.version, d.title, d.region, d.region_code, d.province, d.level,
        d.period_from, d.period_to, d.file, d.path, d.media_type, d.encoding, d.sha256,
        d.imported_at, d.reader, d.units, d.tasks, d.indicators, d.targets, d.warnings, d.notes
     FROM document d JOIN plan p ON p.id = d.plan WHERE d.id = ?1",
    "SELECT position, path, kind, title, text, places FROM unit
     WHERE document = ?1 ORDER BY position",
];

/// The values of a decision; whether it was undone may change.
const DECISION: [&str; 1] =
    ["SELECT seq, step, kind, target, payload, decided_at FROM decision WHERE seq = ?1"];

/// The digest of a plan's version. Old versions have no unit rows left.
pub(crate) fn document(conn: &Connection, id: i64) -> Result<String, StoreError> {
    digest(conn, &DOCUMENT, id)
}

/// The digest of a decision.
pub(crate) fn decision(conn: &Connection, seq: i64) -> Result<String, StoreError> {
    digest(conn, &DECISION, seq)
}

/// Writes the seal of a plan's version after its rows changed.
pub(crate) fn renew(conn: &Connection, id: i64) -> Result<(), StoreError> {
    let seal = document(conn, id)?;
    let sql = "UPDATE document SET seal = ?2 WHERE id = ?1";
    conn.prepare_cached(sql)?
        .execute(rusqlite::params![id, seal])?;
    Ok(())
}

fn digest(conn: &Connection, queries: &[&str], id: i64) -> Result<String, StoreError> {
    let mut hash = Sha256::new();
    for sql in queries {
        let mut statement = conn.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                add(&mut hash, row.get_ref(at)?);
            }
        }
    }
    Ok(format!("{:x}", hash.finalize()))
}

/// Adds a value with its type and length, so that no two rows read alike.
fn add(hash: &mut Sha256, value: ValueRef<'_>) {
    let (tag, bytes): (u8, &[u8]) = match &value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
        ValueRef::Real(number) => (2, &number.to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(bytes) => (4, bytes),
    };
    hash.update([tag]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}
