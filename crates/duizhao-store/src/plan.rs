//! Plans and their versions.

use rusqlite::{Row, Transaction, params};
use sha2::{Digest, Sha256};

use crate::{Origin, Store, StoreError, fold, journal, origin, pack, seal};

/// A unit for lists and search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// 3.1.2
    pub path: String,
    /// task, section, …
    pub kind: String,
    /// Heading.
    pub title: String,
    /// Heading, own text and responsibility statement, parted by line ends.
    pub text: String,
    /// Source line of each stretch of `text`: character offset where it begins, line; ascending.
    pub places: Vec<(u32, u32)>,
}

/// A plan to put into the library.
#[derive(Debug, Clone, Default)]
pub struct NewDocument {
    /// The wished name; a suffix is added where another plan has it.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Place.
    pub region: Option<String>,
    /// 行政区划代码.
    pub region_code: Option<u32>,
    /// Province.
    pub province: Option<String>,
    /// Level word.
    pub level: Option<String>,
    /// First and last year.
    pub period: Option<(u16, u16)>,
    /// File name.
    pub file: String,
    /// Where the file is, and how it is read.
    pub origin: Origin,
    /// Media type.
    pub media_type: String,
    /// Encoding.
    pub encoding: String,
    /// SHA-256 of the original, in hexadecimal.
    pub sha256: String,
    /// The file byte for byte.
    pub original: Vec<u8>,
    /// The decoded text.
    pub text: String,
    /// Version of the reader that made the rows.
    pub reader: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Number of indicator rows.
    pub indicators: u32,
    /// Number of targets.
    pub targets: u32,
    /// Number of doubts.
    pub warnings: u32,
    /// What the file's reader noted, as JSON.
    pub notes: String,
    /// When, as the caller's clock says.
    pub imported_at: String,
    /// Units in document order.
    pub units: Vec<UnitRow>,
}

/// What became of a plan that was put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inserted {
    /// A new plan.
    New {
        /// Its name.
        slug: String,
    },
    /// A new version of a plan that was there.
    NewVersion {
        /// Its name.
        slug: String,
        /// The version's number.
        version: u32,
    },
    /// The same bytes are there.
    Known {
        /// Its name.
        slug: String,
        /// When they came.
        imported_at: String,
    },
}

impl Inserted {
    /// The name of the plan.
    pub fn slug(&self) -> &str {
        match self {
            Inserted::New { slug }
            | Inserted::NewVersion { slug, .. }
            | Inserted::Known { slug, .. } => slug,
        }
    }
}

/// A plan in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Its name.
    pub slug: String,
    /// The number of its newest version, from 1.
    pub version: u32,
    /// Title.
    pub title: String,
    /// Place.
    pub region: Option<String>,
    /// Province.
    pub province: Option<String>,
    /// Level word.
    pub level: Option<String>,
    /// First and last year.
    pub period: Option<(u16, u16)>,
    /// File name.
    pub file: String,
    /// Encoding.
    pub encoding: String,
    /// SHA-256 of the original.
    pub sha256: String,
    /// When it came.
    pub imported_at: String,
    /// Version of the reader that made the rows.
    pub reader: u32,
    /// Number of units.
    pub units: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Number of indicator rows.
    pub indicators: u32,
    /// Number of targets.
    pub targets: u32,
    /// Number of doubts.
    pub warnings: u32,
    /// What the file's reader noted, as JSON.
    pub notes: String,
}

/// Which version of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The newest.
    Newest,
    /// The one of this number, from 1.
    Number(u32),
}

/// The decoded text of a plan and the notes of its reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredText {
    /// The text.
    pub text: String,
    /// What the file's reader noted, as JSON.
    pub notes: String,
    /// File name.
    pub file: String,
    /// Media type.
    pub media_type: String,
    /// Encoding.
    pub encoding: String,
    /// SHA-256 of the original.
    pub sha256: String,
}

/// The newest version of every plan that was not put away.
const CURRENT: &str = "FROM document d JOIN plan p ON p.id = d.plan
    WHERE p.deleted_by IS NULL
      AND d.version = (SELECT max(version) FROM document WHERE plan = p.id)";

/// Canonical order: region code, period, title, name.
pub(crate) const CANONICAL: &str =
    "coalesce(d.region_code, 4294967295), coalesce(d.period_from, 65535),
    coalesce(d.period_to, 65535), d.title, p.slug";

impl Store {
    /// Puts a plan in, in one transaction: original, text, rows and index together.
    pub fn insert(&mut self, document: &NewDocument) -> Result<Inserted, StoreError> {
        self.write(|tx| insert(tx, document))
    }

    /// Puts a new version of the plan `slug` in, whatever its file or title; known where both
    /// the bytes and the encoding are those of its newest version.
    pub fn insert_version(
        &mut self,
        slug: &str,
        new: &NewDocument,
    ) -> Result<Inserted, StoreError> {
        let id = self.document(slug, Version::Newest)?;
        self.write(|tx| {
            let sql = "SELECT plan, version, sha256 = ?2 AND encoding = ?3, imported_at
                FROM document WHERE id = ?1";
            let values = params![id, new.sha256, new.encoding];
            let (plan, newest, same, imported_at) = tx.query_row(sql, values, |row| {
                Ok((row.get(0)?, row.get::<_, u32>(1)?, row.get(2)?, row.get(3)?))
            })?;
            let slug = slug.to_owned();
            if same {
                origin::put(tx, plan, &new.origin)?;
                return Ok(Inserted::Known { slug, imported_at });
            }
            next_version(tx, (plan, slug, newest), new)
        })
    }

    /// All plans in canonical order.
    pub fn plans(&self) -> Result<Vec<PlanRow>, StoreError> {
        let sql = format!("SELECT p.slug, d.* {CURRENT} ORDER BY {CANONICAL}");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([], plan_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The stored text of a plan.
    pub fn text(&self, slug: &str, version: Version) -> Result<StoredText, StoreError> {
        let sql = "SELECT s.packed, d.notes, d.file, d.media_type, d.encoding, d.sha256
            FROM source s JOIN document d ON d.id = s.document WHERE d.id = ?1";
        let id = self.document(slug, version)?;
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or_else(|| missing("source"))?;
        Ok(StoredText {
            text: pack::unpack_text(row.get_ref(0)?.as_blob().unwrap_or_default())?,
            notes: row.get(1)?,
            file: row.get(2)?,
            media_type: row.get(3)?,
            encoding: row.get(4)?,
            sha256: row.get(5)?,
        })
    }

    /// The original file of a plan, byte for byte.
    pub fn original(&self, slug: &str, version: Version) -> Result<Vec<u8>, StoreError> {
        let id = self.document(slug, version)?;
        let sql = "SELECT packed FROM original WHERE document = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or_else(|| missing("original"))?;
        pack::unpack(row.get_ref(0)?.as_blob().unwrap_or_default())
    }

    /// Replaces the rows of a plan's newest version by those of a newer reader.
    pub fn replace_units(&mut self, document: &NewDocument) -> Result<(), StoreError> {
        let id = self.document(&document.slug, Version::Newest)?;
        self.write(|tx| {
            delete_units(tx, id)?;
            insert_units(tx, id, &document.units)?;
            let sql = include_str!("reread.sql");
            let (from, to) = document.period.unzip();
            tx.execute(
                sql,
                params![
                    id,
                    document.title,
                    document.region,
                    document.region_code,
                    document.province,
                    document.level,
                    from,
                    to,
                    document.reader,
                    document.units.len() as u32,
                    document.tasks,
                    document.indicators,
                    document.targets,
                    document.warnings,
                ],
            )?;
            seal::renew(tx, id)
        })
    }

    /// The document of a plan that was not put away.
    fn document(&self, slug: &str, version: Version) -> Result<i64, StoreError> {
        let sql = "SELECT d.id FROM document d JOIN plan p ON p.id = d.plan
            WHERE p.slug = ?1 AND p.deleted_by IS NULL AND (?2 IS NULL OR d.version = ?2)
            ORDER BY d.version DESC LIMIT 1";
        let number = match version {
            Version::Newest => None,
            Version::Number(number) => Some(number),
        };
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![slug, number])?;
        let row = rows.next()?.ok_or_else(|| StoreError::NoPlan {
            slug: slug.to_owned(),
        })?;
        Ok(row.get(0)?)
    }
}

fn insert(tx: &Transaction<'_>, new: &NewDocument) -> Result<Inserted, StoreError> {
    if let Some(known) = known(tx, new)? {
        return Ok(known);
    }
    if let Some(earlier) = earlier_version(tx, new)? {
        return next_version(tx, earlier, new);
    }
    let slug = free_slug(tx, &new.slug)?;
    tx.prepare_cached("INSERT INTO plan (slug) VALUES (?1)")?
        .execute([&slug])?;
    insert_document(tx, tx.last_insert_rowid(), 1, new)?;
    Ok(Inserted::New { slug })
}

/// Puts a version after `newest` of a plan; lists and search know the new one only.
fn next_version(
    tx: &Transaction<'_>,
    (plan, slug, newest): (i64, String, u32),
    new: &NewDocument,
) -> Result<Inserted, StoreError> {
    let version = newest + 1;
    let old = "SELECT id FROM document WHERE plan = ?1";
    let old: Vec<i64> = tx
        .prepare(old)?
        .query_map([plan], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in old {
        delete_units(tx, id)?;
        seal::renew(tx, id)?;
    }
    insert_document(tx, plan, version, new)?;
    Ok(Inserted::NewVersion { slug, version })
}

/// The plan whose newest version has the same bytes, and the encoding where one was named. One that was put away comes back.
fn known(tx: &Transaction<'_>, new: &NewDocument) -> Result<Option<Inserted>, StoreError> {
    let sql = "SELECT p.id, p.slug, p.deleted_by, d.imported_at FROM document d
        JOIN plan p ON p.id = d.plan
        WHERE d.sha256 = ?1 AND (?2 IS NULL OR d.encoding = ?3)
          AND d.version = (SELECT max(version) FROM document WHERE plan = p.id)
        ORDER BY p.deleted_by IS NOT NULL, p.id LIMIT 1";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query(params![new.sha256, new.origin.encoding, new.encoding])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let (plan, slug, deleted_by): (i64, String, Option<i64>) =
        (row.get(0)?, row.get(1)?, row.get(2)?);
    let Some(deletion) = deleted_by else {
        return Ok(Some(Inserted::Known {
            slug,
            imported_at: row.get(3)?,
        }));
    };
    journal::bring_back(tx, plan, &slug, deletion, &new.imported_at)?;
    Ok(Some(Inserted::New { slug }))
}

/// The plan this one is a changed copy of: the same file name, title, place and period; or the
/// same bytes, now read in another encoding.
fn earlier_version(
    tx: &Transaction<'_>,
    new: &NewDocument,
) -> Result<Option<(i64, String, u32)>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.slug, d.version {CURRENT} AND (d.file = ?1 AND d.title = ?2
         AND d.region IS ?3 AND d.period_from IS ?4 AND d.period_to IS ?5 OR d.sha256 = ?6)
         ORDER BY d.sha256 = ?6 DESC, p.id LIMIT 1"
    );
    let (from, to) = new.period.unzip();
    let mut statement = tx.prepare_cached(&sql)?;
    let values = params![new.file, new.title, new.region, from, to, new.sha256];
    let mut rows = statement.query(values)?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some((row.get(0)?, row.get(1)?, row.get(2)?)))
}

fn free_slug(tx: &Transaction<'_>, wish: &str) -> Result<String, StoreError> {
    let mut taken = tx.prepare_cached("SELECT 1 FROM plan WHERE slug = ?1")?;
    let mut slug = wish.to_owned();
    let mut number = 2_u32;
    while taken.exists([&slug])? {
        slug = format!("{wish}-{number}");
        number += 1;
    }
    Ok(slug)
}

fn insert_document(
    tx: &Transaction<'_>,
    plan: i64,
    version: u32,
    new: &NewDocument,
) -> Result<(), StoreError> {
    let (from, to) = new.period.unzip();
    tx.prepare_cached(include_str!("insert_document.sql"))?
        .execute(params![
            plan,
            version,
            new.title,
            new.region,
            new.region_code,
            new.province,
            new.level,
            from,
            to,
            new.file,
            new.origin.path,
            new.media_type,
            new.encoding,
            new.sha256,
            new.imported_at,
            new.reader,
            new.units.len() as u32,
            new.tasks,
            new.indicators,
            new.targets,
            new.warnings,
            new.notes,
        ])?;
    let id = tx.last_insert_rowid();
    let [original, text] = std::thread::scope(|scope| {
        let packed = scope.spawn(|| packed(new));
        insert_units(tx, id, &new.units)?;
        let packed = packed.join();
        Ok::<_, StoreError>(packed.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let sql = "INSERT INTO original (document, packed) VALUES (?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![id, original])?;
    let digest = if original == text {
        new.sha256.clone()
    } else {
        format!("{:x}", Sha256::digest(new.text.as_bytes()))
    };
    let sql = "INSERT INTO source (document, packed, sha256) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![id, text, digest])?;
    origin::put(tx, plan, &new.origin)?;
    seal::renew(tx, id)
}

/// The original and the text, packed.
fn packed(new: &NewDocument) -> [Vec<u8>; 2] {
    let original = pack::pack(&new.original);
    // A text file in UTF-8 is its own text: what is packed once need not be packed again.
    let text = if new.original == new.text.as_bytes() {
        original.clone()
    } else {
        pack::pack(new.text.as_bytes())
    };
    [original, text]
}

const INDEX: &str = "INSERT INTO unit_pairs (rowid, pairs) VALUES (?1, ?2)";

/// Fills the index of pairs, which is empty, from all units.
pub(crate) fn index_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let mut units = tx.prepare("SELECT id, text FROM unit ORDER BY id")?;
    let mut index = tx.prepare_cached(INDEX)?;
    let mut rows = units.query([])?;
    while let Some(row) = rows.next()? {
        let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
        index.execute(params![id, fold::pairs(&text)])?;
    }
    Ok(())
}

fn insert_units(tx: &Transaction<'_>, document: i64, units: &[UnitRow]) -> Result<(), StoreError> {
    let mut row = tx.prepare_cached(include_str!("insert_unit.sql"))?;
    let mut index = tx.prepare_cached(INDEX)?;
    for (position, unit) in units.iter().enumerate() {
        let places = serde_json::to_string(&unit.places).expect("pairs of numbers are JSON");
        let values = params![
            document,
            position as u32,
            unit.path,
            unit.kind,
            unit.title,
            unit.text,
            places
        ];
        let id = row.insert(values)?;
        index.execute(params![id, fold::pairs(&unit.text)])?;
    }
    Ok(())
}

fn delete_units(tx: &Transaction<'_>, document: i64) -> Result<(), StoreError> {
    let index = "DELETE FROM unit_pairs WHERE rowid IN (SELECT id FROM unit WHERE document = ?1)";
    tx.execute(index, [document])?;
    tx.execute("DELETE FROM unit WHERE document = ?1", [document])?;
    Ok(())
}

fn missing(table: &str) -> StoreError {
    StoreError::Damaged {
        detail: format!("a row of {table} is missing"),
    }
}

fn plan_row(row: &Row<'_>) -> rusqlite::Result<PlanRow> {
    let from: Option<u16> = row.get("period_from")?;
    let to: Option<u16> = row.get("period_to")?;
    Ok(PlanRow {
        slug: row.get("slug")?,
        version: row.get("version")?,
        title: row.get("title")?,
        region: row.get("region")?,
        province: row.get("province")?,
        level: row.get("level")?,
        period: from.zip(to),
        file: row.get("file")?,
        encoding: row.get("encoding")?,
        sha256: row.get("sha256")?,
        imported_at: row.get("imported_at")?,
        reader: row.get("reader")?,
        units: row.get("units")?,
        tasks: row.get("tasks")?,
        indicators: row.get("indicators")?,
        targets: row.get("targets")?,
        warnings: row.get("warnings")?,
        notes: row.get("notes")?,
    })
}
