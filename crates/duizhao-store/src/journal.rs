//! The journal of decisions: appended, undone by appending, never erased.
//!
//! ```text
//! 1 plan_delete 甲   2 verdict 乙   3 undo of 2   →   in force: 1; redo brings 2 back
//! ```
//!
//! What a decision means is the caller's; only putting plans away is known here, because
//! lists and search leave such plans out.

use rusqlite::{Row, Transaction, params};

use crate::{Store, StoreError, seal};

/// Takes a step back.
const UNDO: &str = "undo";
/// Takes an undo back.
const REDO: &str = "redo";
/// Puts a plan away.
const DELETE: &str = "plan_delete";

/// A decision to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What it is.
    pub kind: String,
    /// What it is about, as JSON.
    pub target: String,
    /// What was decided, as JSON.
    pub payload: String,
}

/// A decision in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub seq: i64,
    /// The step it belongs to.
    pub step: i64,
    /// What it is.
    pub kind: String,
    /// What it is about, as JSON.
    pub target: String,
    /// What was decided, as JSON.
    pub payload: String,
    /// When, as the caller's clock said.
    pub decided_at: String,
    /// True when it was taken back.
    pub undone: bool,
}

/// A step that was, or can be, taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub step: i64,
    /// Its decisions in order.
    pub decisions: Vec<Decision>,
}

/// A plan that was put away came back with an import of the same file.
const RETURN: &str = "plan_return";

impl Store {
    /// Appends one step of the user, whole or not at all.
    pub fn decide(&mut self, decisions: &[NewDecision], at: &str) -> Result<(), StoreError> {
        self.write(|tx| append(tx, decisions, at).map(|_| ()))
    }

    /// Puts plans away as one step. Their decisions stay and come back with them.
    pub fn delete_plans(&mut self, slugs: &[&str], at: &str) -> Result<(), StoreError> {
        self.write(|tx| {
            let decisions: Vec<NewDecision> = slugs.iter().map(|slug| deletion(slug)).collect();
            let first = append(tx, &decisions, at)?;
            let sql = "UPDATE plan SET deleted_by = ?2 WHERE slug = ?1 AND deleted_by IS NULL";
            for (seq, slug) in (first..).zip(slugs) {
                if tx.execute(sql, params![slug, seq])? == 0 {
                    return Err(StoreError::NoPlan {
                        slug: (*slug).to_owned(),
                    });
                }
            }
            Ok(())
        })
    }

    /// All decisions of `kind` in force, in order.
    pub fn decisions(&self, kind: &str) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decision WHERE kind = ?1 AND undone_by IS NULL ORDER BY seq";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([kind], decision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The decisions of `kind` in force about the plan `slug`, in order.
    pub fn decisions_about(&self, kind: &str, slug: &str) -> Result<Vec<Decision>, StoreError> {
        let sql = "SELECT * FROM decision WHERE kind = ?1 AND undone_by IS NULL
            AND json_extract(target, '$.plan') = ?2 ORDER BY seq";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([kind, slug], decision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The whole journal, what was undone included.
    pub fn journal(&self) -> Result<Vec<Decision>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT * FROM decision ORDER BY seq")?;
        let rows = statement.query_map([], decision)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of the newest entry; changes whenever anything was decided.
    pub fn journal_position(&self) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(seq), 0) FROM decision";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    }

    /// The step that [`Store::undo`] would take back.
    pub fn undoable(&self) -> Result<Option<Step>, StoreError> {
        last_step(&self.conn)?
            .map(|step| load_step(&self.conn, step))
            .transpose()
    }

    /// The step that [`Store::redo`] would bring back.
    pub fn redoable(&self) -> Result<Option<Step>, StoreError> {
        let Some((_, step)) = last_undo(&self.conn)? else {
            return Ok(None);
        };
        load_step(&self.conn, step).map(Some)
    }

    /// Takes the last step back.
    pub fn undo(&mut self, at: &str) -> Result<Option<Step>, StoreError> {
        self.write(|tx| {
            let Some(step) = last_step(tx)? else {
                return Ok(None);
            };
            let undo = append(tx, &[meta(UNDO, step)], at)?;
            let sql = "UPDATE decision SET undone_by = ?2 WHERE step = ?1";
            tx.execute(sql, params![step, undo])?;
            let back = "UPDATE plan SET deleted_by = NULL
                WHERE deleted_by IN (SELECT seq FROM decision WHERE step = ?1)";
            tx.execute(back, [step])?;
            load_step(tx, step).map(Some)
        })
    }

    /// Brings the step undone last back, unless something was decided since.
    pub fn redo(&mut self, at: &str) -> Result<Option<Step>, StoreError> {
        self.write(|tx| {
            let Some((undo, step)) = last_undo(tx)? else {
                return Ok(None);
            };
            let redo = append(tx, &[meta(REDO, step)], at)?;
            tx.execute(
                "UPDATE decision SET undone_by = ?2 WHERE seq = ?1",
                params![undo, redo],
            )?;
            tx.execute(
                "UPDATE decision SET undone_by = NULL WHERE step = ?1",
                [step],
            )?;
            let away = "UPDATE plan SET deleted_by =
                    (SELECT seq FROM decision WHERE step = ?1 AND kind = ?2
                     AND json_extract(target, '$.plan') = plan.slug)
                WHERE slug IN (SELECT json_extract(target, '$.plan') FROM decision
                               WHERE step = ?1 AND kind = ?2)";
            tx.execute(away, params![step, DELETE])?;
            load_step(tx, step).map(Some)
        })
    }
}

/// Appends decisions as one step; answers the number of the first.
fn append(tx: &Transaction<'_>, decisions: &[NewDecision], at: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO decision (step, kind, target, payload, decided_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = tx.prepare_cached(sql)?;
    let next = "SELECT coalesce(max(seq), 0) + 1 FROM decision";
    let first: i64 = tx.query_row(next, [], |row| row.get(0))?;
    for new in decisions {
        let seq = statement.insert(params![first, new.kind, new.target, new.payload, at])?;
        let seal = seal::decision(tx, seq)?;
        tx.execute(
            "UPDATE decision SET seal = ?2 WHERE seq = ?1",
            params![seq, seal],
        )?;
    }
    Ok(first)
}

/// Brings one plan back whose deletion is decision `deletion`.
pub(crate) fn bring_back(
    tx: &Transaction<'_>,
    plan: i64,
    slug: &str,
    deletion: i64,
    at: &str,
) -> Result<(), StoreError> {
    let returned = NewDecision {
        kind: RETURN.to_owned(),
        ..self::deletion(slug)
    };
    let seq = append(tx, &[returned], at)?;
    tx.execute(
        "UPDATE decision SET undone_by = ?2 WHERE seq = ?1",
        params![deletion, seq],
    )?;
    tx.execute("UPDATE plan SET deleted_by = NULL WHERE id = ?1", [plan])?;
    Ok(())
}

fn deletion(slug: &str) -> NewDecision {
    let target = serde_json::json!({ "plan": slug }).to_string();
    NewDecision {
        kind: DELETE.to_owned(),
        target,
        payload: "{}".to_owned(),
    }
}

fn meta(kind: &str, step: i64) -> NewDecision {
    let target = serde_json::json!({ "step": step }).to_string();
    NewDecision {
        kind: kind.to_owned(),
        target,
        payload: "{}".to_owned(),
    }
}

fn last_step(conn: &rusqlite::Connection) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT max(step) FROM decision
        WHERE undone_by IS NULL AND kind NOT IN ('undo', 'redo', 'plan_return')";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The newest undo in force with nothing decided after it, and the step it took back.
fn last_undo(conn: &rusqlite::Connection) -> Result<Option<(i64, i64)>, StoreError> {
    let sql = "SELECT seq, json_extract(target, '$.step') FROM decision
        WHERE kind = 'undo' AND undone_by IS NULL
          AND seq > (SELECT coalesce(max(d.seq), 0) FROM decision d
                     WHERE d.kind NOT IN ('undo', 'redo', 'plan_return'))
        ORDER BY seq DESC LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some((row.get(0)?, row.get(1)?)))
}

fn load_step(conn: &rusqlite::Connection, step: i64) -> Result<Step, StoreError> {
    let sql = "SELECT * FROM decision WHERE step = ?1 ORDER BY seq";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([step], decision)?;
    Ok(Step {
        step,
        decisions: rows.collect::<Result<_, _>>()?,
    })
}

fn decision(row: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        seq: row.get("seq")?,
        step: row.get("step")?,
        kind: row.get("kind")?,
        target: row.get("target")?,
        payload: row.get("payload")?,
        decided_at: row.get("decided_at")?,
        undone: row.get::<_, Option<i64>>("undone_by")?.is_some(),
    })
}
