//! The library in one `SQLite` file: the only crate that knows SQL.
//!
//! It keeps each plan's original bytes and decoded text, rows of its units for lists and
//! search, and the append-only journal of what people decided. It reads nothing out of a text:
//! a plan is read again from its stored text whenever it is opened, so that a better reader
//! never needs a migration and decisions live apart from what was read.
//!
//! ```
//! use duizhao_store::Store;
//! let store = Store::in_memory().unwrap();
//! assert!(store.plans().unwrap().is_empty());
//! ```
//!
//! Promises: a transaction is whole or absent; one plan is one transaction; order comes from
//! sequence numbers, never from a clock; search finds exactly what a plain substring scan
//! finds; a library made by a newer version is refused, a damaged one is said to be so.

mod backup;
mod check;
mod error;
mod fold;
mod journal;
mod migrate;
mod near;
mod open;
mod origin;
mod pack;
mod plan;
mod seal;
mod search;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use backup::{Backup, Restored};
pub use check::Finding;
pub use error::StoreError;
pub use fold::{fold, visible};
pub use journal::{Decision, NewDecision, Step};
pub use near::{Near, NearQuery, NearUnit};
pub use origin::Origin;
pub use plan::{Inserted, NewDocument, PlanRow, StoredText, UnitRow, Version};
pub use search::FoundUnit;

/// An open library.
pub struct Store {
    conn: Connection,
    path: Option<PathBuf>,
    read_only: bool,
    /// Changes of plans and decisions made through this connection.
    changes: u64,
}

impl Store {
    /// Opens the library at `path`; makes it where there is no file.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        open::open(path)
    }

    /// A library in memory, gone when dropped.
    pub fn in_memory() -> Result<Store, StoreError> {
        open::in_memory()
    }

    /// Where the file is; none for a library in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// True when nothing can be written: a read-only folder or medium.
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// Runs `work` in one transaction that holds the write lock from its first statement, so
    /// that no other writer can make it fail halfway.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let behaviour = rusqlite::TransactionBehavior::Immediate;
        let transaction = self.conn.transaction_with_behavior(behaviour)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        self.changes += 1;
        Ok(value)
    }

    /// A stamp that is another one after every change of plans or decisions, by whichever program.
    pub fn stamp(&self) -> Result<(i64, u64), StoreError> {
        let others = self
            .conn
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok((others, self.changes))
    }

    /// What was remembered under `name`.
    pub fn remembered(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut rows = self
            .conn
            .prepare_cached("SELECT value FROM memory WHERE name = ?1")?;
        let mut rows = rows.query([name])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Remembers `value` under `name`.
    pub fn remember(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO memory (name, value) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.write(|tx| {
            tx.execute(sql, [name, value])?;
            Ok(())
        })?;
        // Nothing that is compared has changed.
        self.changes -= 1;
        Ok(())
    }
}
