//! Where plans came from.

use rusqlite::{Connection, Row, params};

use crate::{Store, StoreError};

/// Where the newest version of a plan came from and how it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file; none for text that was pasted.
    pub path: Option<String>,
    /// Its bytes.
    pub size: Option<u64>,
    /// Its last change in nanoseconds since 1970.
    pub modified: Option<i64>,
    /// The encoding the user named; none where it was detected.
    pub encoding: Option<String>,
}

impl Store {
    /// The origin of every plan that was not put away, by the plan's name.
    pub fn origins(&self) -> Result<Vec<(String, Origin)>, StoreError> {
        // A library that cannot be written keeps the tables it was made with.
        if !self.conn.table_exists(Some("main"), "origin")? {
            return Ok(Vec::new());
        }
        let sql = "SELECT p.slug, o.path, o.size, o.modified, o.encoding
            FROM origin o JOIN plan p ON p.id = o.plan WHERE p.deleted_by IS NULL ORDER BY p.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, origin(row)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps where a plan's file is now.
    pub fn set_origin(&mut self, slug: &str, origin: &Origin) -> Result<(), StoreError> {
        self.write(|tx| {
            let sql = "SELECT id FROM plan WHERE slug = ?1";
            let plan = tx.query_row(sql, [slug], |row| row.get(0))?;
            put(tx, plan, origin)
        })
    }
}

/// Keeps the origin of a plan's newest version.
pub(crate) fn put(conn: &Connection, plan: i64, origin: &Origin) -> Result<(), StoreError> {
    let sql = "INSERT INTO origin (plan, path, size, modified, encoding)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (plan) DO UPDATE SET path = excluded.path, size = excluded.size,
            modified = excluded.modified, encoding = excluded.encoding";
    let size = origin.size.and_then(|size| i64::try_from(size).ok());
    conn.prepare_cached(sql)?.execute(params![
        plan,
        origin.path,
        size,
        origin.modified,
        origin.encoding
    ])?;
    Ok(())
}

fn origin(row: &Row<'_>) -> rusqlite::Result<Origin> {
    let size: Option<i64> = row.get("size")?;
    Ok(Origin {
        path: row.get("path")?,
        size: size.and_then(|size| u64::try_from(size).ok()),
        modified: row.get("modified")?,
        encoding: row.get("encoding")?,
    })
}
