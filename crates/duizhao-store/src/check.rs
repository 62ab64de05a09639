//! Looks a library over: structure, originals, texts, index.
//!
//! `SQLite` has no page checksums: a flipped byte inside a text passes its own check. The
//! digests kept beside originals and texts find it.

use sha2::{Digest, Sha256};

use crate::{Store, StoreError, migrate, pack, seal};

/// Something that is wrong with a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The structure of the file.
    Structure {
        /// As the database words it.
        detail: String,
    },
    /// An original differs from its digest.
    Original {
        /// Name of the plan.
        slug: String,
    },
    /// A stored text differs from its digest.
    Text {
        /// Name of the plan.
        slug: String,
    },
    /// The rows of a plan differ from their digest.
    Rows {
        /// Name of the plan.
        slug: String,
    },
    /// A decision differs from its digest.
    Decision {
        /// Its number.
        seq: i64,
    },
    /// The search index is out of step.
    Index,
}

impl Store {
    /// Checks everything; nothing found is good.
    pub fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = self.check_structure()?;
        if findings.is_empty() {
            findings.extend(self.check_digests()?);
            findings.extend(self.check_rows()?);
        }
        if findings.is_empty() && !self.index_is_whole()? {
            findings.push(Finding::Index);
        }
        Ok(findings)
    }

    /// Checks the structure of the file only: 5 to 6 ms a MiB.
    pub fn check_structure(&self) -> Result<Vec<Finding>, StoreError> {
        let mut statement = self.conn.prepare("PRAGMA integrity_check(20)")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0));
        let rows = rows.and_then(Iterator::collect::<Result<Vec<_>, _>>);
        match rows.map_err(StoreError::from) {
            Ok(lines) => {
                let wrong = lines.into_iter().filter(|line| line != "ok");
                let mut found: Vec<Finding> =
                    wrong.map(|detail| Finding::Structure { detail }).collect();
                if found.is_empty() && !migrate::schema_is_ours(&self.conn)? {
                    let detail = "the schema was altered".to_owned();
                    found.push(Finding::Structure { detail });
                }
                Ok(found)
            }
            Err(StoreError::Damaged { detail }) => Ok(vec![Finding::Structure { detail }]),
            Err(error) => Err(error),
        }
    }

    fn check_digests(&self) -> Result<Vec<Finding>, StoreError> {
        let sql = "SELECT p.slug, d.sha256, o.packed, s.sha256, s.packed FROM document d
            JOIN plan p ON p.id = d.plan JOIN original o ON o.document = d.id
            JOIN source s ON s.document = d.id ORDER BY d.id";
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut findings = Vec::new();
        while let Some(row) = rows.next()? {
            let slug: String = row.get(0)?;
            let (original, text): (String, String) = (row.get(1)?, row.get(3)?);
            let digest = |at: usize| -> Result<String, StoreError> {
                let packed = row.get_ref(at)?.as_blob().unwrap_or_default();
                Ok(pack::unpack(packed)
                    .map(|bytes| hex(&bytes))
                    .unwrap_or_default())
            };
            if digest(2)? != original {
                findings.push(Finding::Original { slug: slug.clone() });
            }
            if digest(4)? != text {
                findings.push(Finding::Text { slug });
            }
        }
        Ok(findings)
    }

    fn check_rows(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let sql = "SELECT d.id, p.slug, coalesce(d.seal, '') FROM document d
            JOIN plan p ON p.id = d.plan ORDER BY d.id";
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if seal::document(&self.conn, row.get(0)?)? != row.get::<_, String>(2)? {
                findings.push(Finding::Rows { slug: row.get(1)? });
            }
        }
        let sql = "SELECT seq, coalesce(seal, '') FROM decision ORDER BY seq";
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            if seal::decision(&self.conn, seq)? != row.get::<_, String>(1)? {
                findings.push(Finding::Decision { seq });
            }
        }
        Ok(findings)
    }

    /// Every unit is in the index, and nothing else.
    fn index_is_whole(&self) -> Result<bool, StoreError> {
        let sql = "SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM unit_pairs)";
        let (units, indexed): (i64, i64) = self
            .conn
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(units == indexed)
    }
}

fn hex(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
