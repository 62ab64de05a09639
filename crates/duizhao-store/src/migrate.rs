//! Brings a library to the newest schema: forward only, all pending steps in one transaction.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{StoreError, backup, open, plan};

/// The steps, oldest first. A released one never changes.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_init.sql"),
    include_str!("../migrations/0002_origin.sql"),
    include_str!("../migrations/0003_pairs.sql"),
];

/// The newest schema.
pub(crate) const SCHEMA: i64 = 3;

/// The step that made the index of pairs anew.
const PAIRS: i64 = 3;

/// Refuses a library made by a newer version, before anything else is read from it.
pub(crate) fn refuse_newer(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let found = version(conn)?;
    if found > SCHEMA {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            supported: SCHEMA,
        });
    }
    Ok(())
}

/// Applies what is pending; an older library is copied aside first.
pub(crate) fn migrate(conn: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = version(conn)?;
    if found == SCHEMA {
        return Ok(());
    }
    if found > 0 {
        backup::copy_to(conn, &open::sibling(path, &format!("schema-{found}.bak")))?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated while this one waited for the lock.
    let found = tx.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    if found < PAIRS {
        plan::index_all(&tx)?;
    }
    tx.pragma_update(None, "application_id", open::APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", SCHEMA)?;
    tx.commit()?;
    Ok(())
}

/// True where the tables are those that the steps make, to the letter.
pub(crate) fn schema_is_ours(conn: &Connection) -> Result<bool, StoreError> {
    let fresh = Connection::open_in_memory()?;
    for step in MIGRATIONS {
        fresh.execute_batch(step)?;
    }
    Ok(schema(conn)? == schema(&fresh)?)
}

fn schema(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn version(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_schema_number_counts_the_steps() {
        assert_eq!(usize::try_from(SCHEMA), Ok(MIGRATIONS.len()));
    }

    #[test]
    fn a_library_of_an_earlier_schema_is_searched_as_before() {
        let mut conn = Connection::open_in_memory().expect("a database in memory");
        for step in &MIGRATIONS[..2] {
            conn.execute_batch(step).expect("a step");
        }
        let rows = "INSERT INTO plan (id, slug) VALUES (1, 'a');
            INSERT INTO document VALUES (1, 1, 1, '', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL,
                '', '', '', '', 1, 1, 1, 0, 0, 0, '', NULL);
            INSERT INTO unit VALUES (7, 1, 0, '1', 'task', '', '完善Ｔ托养服务', '[]');
            PRAGMA user_version = 2;";
        conn.execute_batch(rows).expect("rows of the schema before");
        // Nothing was on disk, so there is nothing to be copied aside.
        let folder = tempfile::tempdir().expect("a folder");
        migrate(&mut conn, &folder.path().join("library.db")).expect("it is brought up to date");
        let found = |asked: &str| -> Vec<i64> {
            let sql = "SELECT rowid FROM unit_pairs WHERE unit_pairs MATCH ?1";
            let mut statement = conn.prepare(sql).expect("the index is there");
            let rows = statement
                .query_map([asked], |row| row.get(0))
                .expect("it is asked");
            rows.collect::<Result<_, _>>().expect("it answers")
        };
        assert_eq!(found("\"t托\""), [7]);
        assert_eq!(found("\"务\" *"), [7]);
        assert!(found("\"Ｔ托\"").is_empty());
    }

    #[test]
    fn released_migrations_never_change() {
        let digests: Vec<String> = MIGRATIONS
            .iter()
            .map(|step| format!("{:x}", Sha256::digest(step.as_bytes()))[..16].to_owned())
            .collect();
        assert_eq!(
            digests,
            ["15d4e5296a1b814f", "72b14d43c72e0125", "44311e7cfb415784"],
            "add a step instead of changing one"
        );
    }
}
