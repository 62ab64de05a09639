//! Finds units that say much the same as a text, in a library of any size.
//!
//! ```text
//! 规范盲人医疗按摩机构  →  盲人 人医 医疗 疗按 按摩 摩机 …  →  units on the short lists of the index
//! ```
//!
//! Comparing a new plan with every one of three thousand would take minutes. The index of pairs
//! of characters has a list of units for each pair; a text asks for the few rarest of its own
//! pairs only, and just the units that answer are then read. Which pairs are rare is told by a
//! sample of plans, chosen by digest, so that the order of import changes nothing.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rusqlite::{Connection, params};

use crate::{Store, StoreError, fold};

/// Plans whose units tell how rare a pair is.
const SAMPLED: u32 = 24;

/// A text is cut into this many stretches, and asks for one list for each.
const STRETCHES: usize = 8;

/// Of a stretch, this many of the rarest pairs are tried until one has units on its list.
const TRIED: usize = 6;

/// What more than one unit in this many holds, finds nothing.
const COMMON_FROM: usize = 12;

/// In a small library a pair may be in this many units all the same.
const COMMON_IN: usize = 12;

/// For each unit wanted, this many are read to find the most alike.
const READ_PER_WANTED: usize = 4;

/// Texts less alike than this have only common words in common.
const ALIKE_FROM: f64 = 0.1;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct NearQuery<'a> {
    /// The texts of a plan's units.
    pub texts: &'a [String],
    /// The plan they are of, where it is in the library: it is left out.
    pub own: Option<&'a str>,
    /// Kinds of units that may answer.
    pub kinds: &'a [&'a str],
    /// How many units are wanted for each text.
    pub most: usize,
}

/// What of the library is near a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Near {
    /// Plans by how much of the texts they answer, 0 to 1; the nearest first.
    pub plans: Vec<(String, f64)>,
    /// For each text the units most like it, the most alike first.
    pub units: Vec<Vec<NearUnit>>,
}

/// A unit that is like a text.
#[derive(Debug, Clone, PartialEq)]
pub struct NearUnit {
    /// Name of its plan.
    pub slug: String,
    /// Its path.
    pub path: String,
    /// Its heading.
    pub title: String,
    /// Likeness, 0 to 1: the cosine of the pairs, weighed by how rare they are.
    pub score: f64,
}

impl Store {
    /// The plans and units of the library that are nearest to the texts of a plan.
    pub fn near(&self, query: &NearQuery<'_>) -> Result<Near, StoreError> {
        let mut search = Search::new(&self.conn, query)?;
        let mut near = Near::default();
        let mut answered = vec![0.0; search.plans.len()];
        for text in query.texts {
            let text = Text::of(text);
            let found = search.candidates(&text, &mut answered)?;
            near.units.push(search.most_alike(&text, found)?);
        }
        let texts = query.texts.len().max(1) as f64;
        let plans = search.plans.into_iter().zip(answered);
        near.plans = plans
            .filter(|(_, answered)| *answered > 0.0)
            .map(|(slug, answered)| (slug, answered / texts))
            .collect();
        // Equals stay in the order of their names.
        near.plans.sort_by(|x, y| y.1.total_cmp(&x.1));
        Ok(near)
    }
}

/// The pairs of characters of a text.
struct Text {
    /// As they stand.
    row: Vec<Pair>,
    /// Ascending, each with its damped count.
    counted: Vec<(Pair, f64)>,
}

/// Two neighbouring characters.
type Pair = (char, char);

impl Text {
    fn of(text: &str) -> Self {
        let row: Vec<Pair> = fold::neighbours(&fold::fold(text)).collect();
        let mut sorted = row.clone();
        sorted.sort_unstable();
        let mut counted: Vec<(Pair, f64)> = Vec::with_capacity(sorted.len());
        for pair in sorted {
            match counted.last_mut() {
                Some((last, count)) if *last == pair => *count += 1.0,
                _ => counted.push((pair, 1.0)),
            }
        }
        for (_, count) in &mut counted {
            *count = 1.0 + count.ln();
        }
        Text { row, counted }
    }

    /// The cosine of two texts, 0 to 1.
    fn alike(&self, other: &Text, sample: &Sample) -> f64 {
        let weigh = |(pair, count): &(Pair, f64)| sample.rarity(*pair) * count;
        let norm = |text: &Text| {
            text.counted
                .iter()
                .map(|held| weigh(held).powi(2))
                .sum::<f64>()
        };
        let (mut shared, mut rest) = (0.0, other.counted.as_slice());
        for held in &self.counted {
            let before = rest.partition_point(|(pair, _)| *pair < held.0);
            rest = &rest[before..];
            if let Some(there) = rest.first().filter(|(pair, _)| *pair == held.0) {
                shared += weigh(held) * weigh(there);
            }
        }
        let norms = (norm(self) * norm(other)).sqrt();
        if norms > 0.0 {
            (shared / norms).min(1.0)
        } else {
            0.0
        }
    }
}

/// How many units of a few plans hold each pair.
struct Sample {
    units: usize,
    held: HashMap<Pair, u32>,
}

impl Sample {
    /// Reads the plans of the smallest digests.
    fn read(conn: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT u.text FROM unit u WHERE u.document IN (
                SELECT d.id FROM document d JOIN plan p ON p.id = d.plan
                WHERE p.deleted_by IS NULL
                  AND d.version = (SELECT max(version) FROM document WHERE plan = p.id)
                ORDER BY d.sha256 LIMIT ?1)";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([SAMPLED])?;
        let mut out = Sample {
            units: 0,
            held: HashMap::new(),
        };
        while let Some(row) = rows.next()? {
            out.units += 1;
            let text = row.get_ref(0)?.as_str().unwrap_or_default();
            for (pair, _) in Text::of(text).counted {
                *out.held.entry(pair).or_default() += 1;
            }
        }
        Ok(out)
    }

    fn rarity(&self, pair: Pair) -> f64 {
        rarity(self.units, self.held(pair) as usize)
    }

    fn held(&self, pair: Pair) -> u32 {
        self.held.get(&pair).copied().unwrap_or_default()
    }
}

/// The weight of a pair that `held` of `units` hold; always above 0.
fn rarity(units: usize, held: usize) -> f64 {
    ((units as f64 + 1.0) / (held as f64 + 0.5)).max(1.0).ln() + f64::EPSILON
}

/// Marks a unit that is not looked at: of an older version, of a plan put away, of the plan itself.
const OUT: u32 = u32::MAX;

/// Units that hold a pair, and what the pair weighs.
type Asked = (Rc<Vec<u32>>, f64);

/// One look through the library.
struct Search<'a> {
    conn: &'a Connection,
    query: &'a NearQuery<'a>,
    /// Names of the plans, ascending.
    plans: Vec<String>,
    /// By unit: its plan.
    plan_of: Vec<u32>,
    /// The units that are looked at.
    units: usize,
    sample: Sample,
    lists: BTreeMap<Pair, Rc<Vec<u32>>>,
    /// By unit, all 0 between two texts.
    sums: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(conn: &'a Connection, query: &'a NearQuery<'a>) -> Result<Self, StoreError> {
        let (plans, plan_of) = plans(conn, query.own)?;
        Ok(Search {
            conn,
            query,
            plans,
            units: plan_of.iter().filter(|plan| **plan != OUT).count(),
            sums: vec![0.0; plan_of.len()],
            plan_of,
            sample: Sample::read(conn)?,
            lists: BTreeMap::new(),
        })
    }

    /// The units on the shortest lists of `text`, the most promising first; adds to `answered`
    /// how much of the text each plan answers at best.
    fn candidates(&mut self, text: &Text, answered: &mut [f64]) -> Result<Vec<u32>, StoreError> {
        let (mut touched, mut whole) = (Vec::new(), 0.0);
        for (list, weight) in self.asked(text)? {
            whole += weight;
            for &unit in list.iter() {
                let sum = &mut self.sums[unit as usize];
                if *sum == 0.0 {
                    touched.push(unit);
                }
                *sum += weight;
            }
        }
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        let mut found: Vec<(f64, u32, u32)> = Vec::with_capacity(touched.len());
        for unit in touched {
            let sum = std::mem::take(&mut self.sums[unit as usize]);
            let plan = self.plan_of[unit as usize];
            let kept = best.entry(plan).or_default();
            *kept = kept.max(sum);
            found.push((sum, plan, unit));
        }
        for (plan, sum) in best {
            answered[plan as usize] += sum / whole;
        }
        let order = |x: &(f64, u32, u32), y: &(f64, u32, u32)| {
            y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2)))
        };
        let wanted = self.query.most * READ_PER_WANTED;
        if wanted > 0 && found.len() > wanted {
            found.select_nth_unstable_by(wanted - 1, order);
        }
        found.truncate(wanted);
        found.sort_by(order);
        Ok(found.into_iter().map(|(_, _, unit)| unit).collect())
    }

    /// The lists of the rarest pair of every stretch of `text`, with their weights: each of its
    /// sentences has a say, whichever holds the rarest words.
    fn asked(&mut self, text: &Text) -> Result<Vec<Asked>, StoreError> {
        let common_from = (self.units / COMMON_FROM).max(COMMON_IN);
        let mut asked: BTreeMap<Pair, Asked> = BTreeMap::new();
        for stretch in text.row.chunks(text.row.len().div_ceil(STRETCHES).max(1)) {
            let mut rarest = stretch.to_vec();
            // What no plan of the sample holds is most often a name, or a slip.
            rarest.sort_by_key(|pair| match self.sample.held(*pair) {
                0 => (u32::MAX, *pair),
                held => (held, *pair),
            });
            rarest.dedup();
            for pair in rarest.into_iter().take(TRIED) {
                let list = self.list(pair)?;
                if !list.is_empty() && list.len() <= common_from && !asked.contains_key(&pair) {
                    let weight = rarity(self.units, list.len());
                    asked.insert(pair, (list, weight * weight));
                    break;
                }
            }
        }
        Ok(asked.into_values().collect())
    }

    /// The units that hold `pair`.
    fn list(&mut self, pair: Pair) -> Result<Rc<Vec<u32>>, StoreError> {
        if let Some(list) = self.lists.get(&pair) {
            return Ok(Rc::clone(list));
        }
        let sql = "SELECT rowid FROM unit_pairs WHERE unit_pairs MATCH ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([format!("\"{}{}\"", pair.0, pair.1)])?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let unit: u32 = row.get(0)?;
            let plan = self.plan_of.get(unit as usize);
            if plan.is_some_and(|plan| *plan != OUT) {
                list.push(unit);
            }
        }
        let list = Rc::new(list);
        self.lists.insert(pair, Rc::clone(&list));
        Ok(list)
    }

    /// Reads the candidates and keeps those most like `text`.
    fn most_alike(&self, text: &Text, candidates: Vec<u32>) -> Result<Vec<NearUnit>, StoreError> {
        let sql = "SELECT path, kind, title, text FROM unit WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut out = Vec::new();
        for unit in candidates {
            let mut rows = statement.query(params![unit])?;
            let Some(row) = rows.next()? else { continue };
            let kind: String = row.get(1)?;
            let read: String = row.get(3)?;
            let score = text.alike(&Text::of(&read), &self.sample);
            if !self.query.kinds.contains(&kind.as_str()) || score < ALIKE_FROM {
                continue;
            }
            out.push(NearUnit {
                slug: self.plans[self.plan_of[unit as usize] as usize].clone(),
                path: row.get(0)?,
                title: row.get(2)?,
                score,
            });
        }
        // Equals stay in the order of plans and units.
        out.sort_by(|x, y| y.score.total_cmp(&x.score));
        out.truncate(self.query.most);
        Ok(out)
    }
}

/// The plans in the order of their names, and by unit the plan it is of.
fn plans(conn: &Connection, own: Option<&str>) -> Result<(Vec<String>, Vec<u32>), StoreError> {
    let sql = "SELECT d.id, p.slug FROM document d JOIN plan p ON p.id = d.plan
        WHERE p.deleted_by IS NULL AND p.slug IS NOT ?1
          AND d.version = (SELECT max(version) FROM document WHERE plan = p.id)
        ORDER BY p.slug";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([own], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let plans: Vec<(u32, String)> = rows.collect::<Result<_, _>>()?;
    let last = plans.iter().map(|(document, _)| *document).max();
    let mut at = vec![OUT; last.map_or(0, |last| last as usize + 1)];
    for (plan, (document, _)) in plans.iter().enumerate() {
        at[*document as usize] = plan as u32;
    }
    let mut plan_of = Vec::new();
    // Answered from the index over documents and positions alone.
    let mut statement = conn.prepare_cached("SELECT id, document FROM unit ORDER BY document")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (unit, document): (u32, u32) = (row.get(0)?, row.get(1)?);
        if plan_of.len() <= unit as usize {
            plan_of.resize(unit as usize + 1, OUT);
        }
        plan_of[unit as usize] = at.get(document as usize).copied().unwrap_or(OUT);
    }
    Ok((plans.into_iter().map(|(_, slug)| slug).collect(), plan_of))
}
