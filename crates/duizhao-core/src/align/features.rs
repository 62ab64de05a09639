//! What a plan's commitments say, as terms: computed once a plan, kept by whoever likes.
//!
//! ```text
//! 推广辅具适配。  →  推广|广辅|辅助|助器|器具|具适|适配  and  推广, 辅助器具, 适配
//! ```
//!
//! A term is a pair of neighbouring characters (二元) or a word of the dictionary, after
//! words of one meaning were read alike. Its key depends on the characters alone, so that
//! features outlive a run and never depend on the order in which plans were read.

use std::collections::BTreeMap;

use crate::align::pieces::{Pieces, Postings};
use crate::model::{Plan, Unit, UnitKind, UnitPath};
use crate::text::{Segmenter, Span, TokenKind, sentences};

/// How often a heading's terms count beside those of the body.
///
/// Measured on the three plans with truth: 1, 2, 3 give 0.792, 0.796, 0.793 for related pairs
/// by the leading similarity alone.
const HEADING_WEIGHT: f32 = 2.0;

/// A clause shorter than this many letters says nothing by itself (其中, 为此).
const CLAUSE_FROM: usize = 4;

/// Pairs of characters weigh as a word of this rarity does.
const PAIR_RARITY: f64 = 0.75;

/// Marks a key as a word; pairs of characters use the low 42 bits.
const WORD: u64 = 1 << 63;

/// What a character takes of a key, and the mask of the second one's.
const LETTER_BITS: u32 = 21;
const LETTER: u64 = (1 << LETTER_BITS) - 1;

/// A term of a plan's vocabulary, by its position there.
pub(super) type TermId = u32;

/// What one commitment says.
#[derive(Debug, Clone)]
pub(super) struct UnitFeatures {
    /// The commitment.
    pub(super) path: UnitPath,
    /// Where it stands in the plan, 0 to 1.
    pub(super) position: f64,
    /// Letters of heading and body, digits and Han.
    pub(super) letters: usize,
    /// What kind of unit it is.
    pub(super) kind: UnitKind,
    /// Terms of heading and body with their damped count.
    pub(super) terms: Vec<(TermId, f32)>,
    /// Terms of the body alone.
    pub(super) body: Vec<(TermId, f32)>,
    /// Distinct terms of the heading.
    pub(super) heading: Vec<TermId>,
    /// Distinct terms of the heading of the section it stands in.
    pub(super) section: Vec<TermId>,
    /// The places of its sentences in the plan's text.
    pub(super) spans: Vec<Span>,
    /// The first commitment that stands in the same section; itself where it stands alone.
    pub(super) kin: usize,
}

/// What all commitments of one plan say.
///
/// Holds nothing of other plans: it may be kept as long as the plan's text stays the same.
#[derive(Debug, Clone)]
pub struct PlanFeatures {
    /// The commitments in document order.
    pub(super) units: Vec<UnitFeatures>,
    /// For every term, the commitments that hold it, each with its damped count.
    pub(super) holders: Postings<(u32, f32)>,
    /// Sentences of the bodies; the heading where there is no body.
    pub(super) sentences: Pieces,
    /// Clauses of the bodies, and the headings.
    pub(super) clauses: Pieces,
    /// Keys of all terms, ascending.
    pub(super) vocabulary: Vec<u64>,
    /// What each term tells: a word that is rare in Chinese at large more than a common one (加强).
    pub(super) telling: Vec<f64>,
    /// The words of the vocabulary, which come last in it, as they are written.
    spelled: Vec<Box<str>>,
}

impl PlanFeatures {
    /// Reads the commitments of `plan`.
    pub fn read(plan: &Plan, segmenter: &Segmenter) -> Self {
        let mut terms = Terms::new(segmenter);
        let raw: Vec<RawUnit> = commitments(plan, segmenter)
            .map(|unit| RawUnit::read(plan, unit, &mut terms))
            .collect();
        let mut vocabulary: Vec<u64> = raw.iter().flat_map(RawUnit::keys).collect();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        let mut first_of: BTreeMap<UnitPath, usize> = BTreeMap::new();
        let sentences = raw.iter().map(|unit| unit.sentences.as_slice());
        let sentences = Pieces::new(sentences, vocabulary.len(), |(_, keys)| {
            distinct(keys, &vocabulary)
        });
        let clauses = raw.iter().map(|unit| unit.clauses.as_slice());
        let clauses = Pieces::new(clauses, vocabulary.len(), |keys| {
            distinct(keys, &vocabulary)
        });
        let units: Vec<UnitFeatures> = raw
            .into_iter()
            .enumerate()
            .map(|(at, unit)| {
                let first = |section| *first_of.entry(section).or_insert(at);
                let kin = unit.within.clone().map_or(at, first);
                unit.with_ids(&vocabulary, kin)
            })
            .collect();
        let held = units.iter().enumerate().flat_map(|(at, unit)| {
            let place = move |(term, count): &(TermId, f32)| (*term, (at as u32, *count));
            unit.terms.iter().map(place)
        });
        let holders = Postings::new(vocabulary.len(), held);
        let telling = vocabulary.iter().map(|key| terms.telling(*key)).collect();
        let spelled = vocabulary.iter().filter(|key| is_word(**key));
        let spelled = spelled.map(|key| terms.spelled(*key).into()).collect();
        PlanFeatures {
            units,
            holders,
            sentences,
            clauses,
            vocabulary,
            telling,
            spelled,
        }
    }

    /// The word that `term` is; none for a pair of characters.
    pub(super) fn word(&self, term: TermId) -> Option<&str> {
        let before = self.vocabulary.len() - self.spelled.len();
        let at = (term as usize).checked_sub(before)?;
        Some(&self.spelled[at])
    }

    /// Everything that is compared, as lines of cells parted by tabs: `word` key and how it is
    /// written; `term` key and what it tells; `unit` path, letters, kind, first of its section; its `text` (term:count), `heading`,
    /// `sentence`s and `clause`s as numbers of terms.
    pub fn to_lines(&self) -> String {
        let listed = |terms: &[TermId]| {
            let terms: Vec<String> = terms.iter().map(TermId::to_string).collect();
            terms.join(" ")
        };
        let mut out = Vec::new();
        let words = self.vocabulary.iter().filter(|key| is_word(**key));
        for (key, word) in words.zip(&self.spelled) {
            out.push(format!("word\t{key}\t{word}"));
        }
        for (key, tells) in self.vocabulary.iter().zip(&self.telling) {
            out.push(format!("term\t{key}\t{tells}"));
        }
        for (at, unit) in self.units.iter().enumerate() {
            let (path, letters, kin) = (&unit.path, unit.letters, unit.kin);
            let kind = unit.kind.as_str();
            out.push(format!("unit\t{path}\t{letters}\t{kind}\t{kin}"));
            let counted = unit.terms.iter().map(|(term, n)| format!("{term}:{n}"));
            out.push(format!("text\t{}", counted.collect::<Vec<_>>().join(" ")));
            out.push(format!("heading\t{}", listed(&unit.heading)));
            let sentences = self.sentences.of_unit(at).map(listed);
            out.extend(sentences.map(|terms| format!("sentence\t{terms}")));
            let clauses = self.clauses.of_unit(at).map(listed);
            out.extend(clauses.map(|terms| format!("clause\t{terms}")));
        }
        out.push(String::new());
        out.join("\n")
    }

    /// The number of commitments.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True for a plan that commits to nothing.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

/// A number that changes when the units or the text of `plan` do.
pub(super) fn fingerprint(plan: &Plan) -> u64 {
    let mut hash = fnv(FNV_START, plan.text.text().bytes().map(u64::from));
    for unit in &plan.units {
        hash = fnv(hash, unit.path.as_str().bytes().map(u64::from));
        hash = fnv(hash, [unit.kind as u64]);
        hash = fnv(
            hash,
            unit.body
                .iter()
                .flat_map(|s| [u64::from(s.start), u64::from(s.end)]),
        );
        hash = fnv(hash, plan.title(unit).bytes().map(u64::from));
    }
    hash
}

/// The units of `plan` that are aligned: its commitments, less sections of a frame part.
pub fn commitments<'a>(plan: &'a Plan, segmenter: &'a Segmenter) -> impl Iterator<Item = &'a Unit> {
    let frame = |unit: &Unit| segmenter.is_frame_heading(plan.title(unit));
    plan.units.commitments().filter(move |unit| {
        unit.kind != UnitKind::Section || !(frame(unit) || plan.units.ancestors(unit).any(frame))
    })
}

/// A commitment's terms by key, before the plan's vocabulary is known.
struct RawUnit {
    path: UnitPath,
    position: f64,
    letters: usize,
    kind: UnitKind,
    heading: Vec<u64>,
    body: Vec<u64>,
    section: Vec<u64>,
    sentences: Vec<(Span, Vec<u64>)>,
    clauses: Vec<Vec<u64>>,
    within: Option<UnitPath>,
}

impl UnitFeatures {
    /// A row of an annex, which says in a sentence what a task says at length.
    pub(super) fn is_row(&self) -> bool {
        self.kind == UnitKind::AnnexRow
    }

    /// An item of a box or a row of an annex: a piece of work, named by itself.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.kind, UnitKind::BoxItem | UnitKind::AnnexRow)
    }
}

impl RawUnit {
    fn read(plan: &Plan, unit: &Unit, terms: &mut Terms<'_>) -> Self {
        let title = plan.title(unit);
        let above = plan.units.ancestors(unit).map(|above| plan.title(above));
        let section = above
            .into_iter()
            .find(|title| !title.is_empty())
            .unwrap_or_default();
        let (mut cut, mut clauses) = (Vec::new(), Vec::new());
        for piece in &unit.body {
            for span in sentences(plan.text.slice(*piece), piece.start as usize) {
                let keys = terms.of_clauses(plan.text.slice(span), &mut clauses);
                cut.push((span, keys));
            }
        }
        cut.retain(|(_, terms)| !terms.is_empty());
        let heading = terms.of(title);
        if !heading.is_empty() {
            clauses.push(heading.clone());
        }
        let body: Vec<u64> = cut
            .iter()
            .flat_map(|(_, terms)| terms.iter().copied())
            .collect();
        if cut.is_empty() && !heading.is_empty() {
            let span = unit.title.as_ref().and_then(|title| title.span);
            cut.push((span.unwrap_or(Span::new(0, 0)), heading.clone()));
        }
        let at = plan.units.position(&unit.path).unwrap_or_default();
        RawUnit {
            path: unit.path.clone(),
            position: at as f64 / plan.units.len().max(1) as f64,
            letters: letters(title)
                + unit
                    .body
                    .iter()
                    .map(|s| letters(plan.text.slice(*s)))
                    .sum::<usize>(),
            kind: unit.kind,
            heading,
            body,
            section: terms.of(section),
            sentences: cut,
            clauses,
            within: section_of(plan, unit),
        }
    }

    fn keys(&self) -> impl Iterator<Item = u64> {
        let of_units = self.heading.iter().chain(&self.body).chain(&self.section);
        of_units.copied()
    }

    fn with_ids(self, vocabulary: &[u64], kin: usize) -> UnitFeatures {
        let (heading, body) = (ids(&self.heading, vocabulary), ids(&self.body, vocabulary));
        UnitFeatures {
            path: self.path,
            position: self.position,
            letters: self.letters,
            kind: self.kind,
            terms: damped(&[(&heading, HEADING_WEIGHT), (&body, 1.0)]),
            body: damped(&[(&body, 1.0)]),
            heading: distinct(&self.heading, vocabulary),
            section: distinct(&self.section, vocabulary),
            spans: self.sentences.iter().map(|(span, _)| *span).collect(),
            kin,
        }
    }
}

/// The terms of `keys`, with repetition.
fn ids(keys: &[u64], vocabulary: &[u64]) -> Vec<TermId> {
    let id = |key: &u64| {
        let at = vocabulary.binary_search(key);
        at.expect("the vocabulary holds every key") as TermId
    };
    keys.iter().map(id).collect()
}

/// The distinct terms of `keys`, in order.
fn distinct(keys: &[u64], vocabulary: &[u64]) -> Vec<TermId> {
    let mut ids = ids(keys, vocabulary);
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The section, or else the chapter, that `unit` stands in.
fn section_of(plan: &Plan, unit: &Unit) -> Option<UnitPath> {
    let mut above = plan.units.ancestors(unit);
    let holds = |kind| matches!(kind, UnitKind::Section | UnitKind::Chapter);
    above
        .find(|unit| holds(unit.kind))
        .map(|unit| unit.path.clone())
}

/// Leaves each term once, in order, its weights added in the order they came in.
pub(super) fn sum_by_term(weighed: &mut Vec<(TermId, f32)>) {
    weighed.sort_by_key(|(term, _)| *term);
    weighed.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

/// Terms in order with 1 + ln(count), each list counted by its weight.
fn damped(lists: &[(&[TermId], f32)]) -> Vec<(TermId, f32)> {
    let mut counted: Vec<(TermId, f32)> = lists
        .iter()
        .flat_map(|(ids, weight)| ids.iter().map(|id| (*id, *weight)))
        .collect();
    sum_by_term(&mut counted);
    for (_, count) in &mut counted {
        *count = 1.0 + count.ln();
    }
    // It is kept for later runs.
    counted.shrink_to_fit();
    counted
}

/// Turns text into the keys of its terms, and keeps its words.
struct Terms<'a> {
    segmenter: &'a Segmenter,
    words: BTreeMap<u64, Word>,
}

/// A word of a plan.
struct Word {
    /// As it is written; the first of several ways.
    spelled: String,
    /// What it tells beside a pair of characters.
    tells: f64,
}

impl<'a> Terms<'a> {
    fn new(segmenter: &'a Segmenter) -> Self {
        Terms {
            segmenter,
            words: BTreeMap::new(),
        }
    }

    /// What a term tells: by its rarity in Chinese at large, and by the lexicon.
    fn telling(&self, key: u64) -> f64 {
        if is_word(key) {
            return self.words.get(&key).map_or(1.0, |word| word.tells);
        }
        let letter = |bits: u64| char::from_u32((bits & LETTER) as u32).unwrap_or_default();
        let telling = self.segmenter.telling();
        telling.pair(letter(key >> LETTER_BITS), letter(key))
    }

    /// How the word of `key` is written.
    fn spelled(&self, key: u64) -> &str {
        self.words.get(&key).map_or("", |word| &word.spelled)
    }

    /// The keys of all terms of `text`, in order, with repetition. A letter that stands alone
    /// is a term too, so that no text of letters is without one.
    fn of(&mut self, text: &str) -> Vec<u64> {
        let text = self.segmenter.synonyms().canonical(text);
        let mut out = Vec::with_capacity(text.len() / 2);
        let mut run: Option<(char, bool)> = None;
        for c in text.chars().map(even_width).chain(['\n']) {
            match run {
                Some((before, _)) if is_letter(c) => out.push(pair_key(before, c)),
                Some((alone, true)) => out.push(u64::from(alone as u32)),
                _ => {}
            }
            run = is_letter(c).then_some((c, run.is_none()));
        }
        for token in self.segmenter.tokens(&text) {
            let word = &text[token.start..token.end];
            if token.kind == TokenKind::Word && word.chars().nth(1).is_some() {
                let key = word_key(word);
                let segmenter = self.segmenter;
                let read = || {
                    let rarity = (segmenter.rarity(word) / PAIR_RARITY).sqrt();
                    Word {
                        spelled: word.to_owned(),
                        tells: rarity * segmenter.telling().word(word),
                    }
                };
                self.words.entry(key).or_insert_with(read);
                out.push(key);
            }
        }
        out
    }

    /// The same for a sentence, read clause by clause; clauses that say something go to `kept`.
    fn of_clauses(&mut self, sentence: &str, kept: &mut Vec<Vec<u64>>) -> Vec<u64> {
        let mut whole = Vec::with_capacity(sentence.len() / 2);
        for clause in sentence.split(parts_clauses) {
            let keys = self.of(clause);
            whole.extend_from_slice(&keys);
            if letters(clause) >= CLAUSE_FROM {
                kept.push(keys);
            }
        }
        whole
    }
}

/// True for the marks between clauses, items of a list and what stands in quotes or brackets.
fn parts_clauses(c: char) -> bool {
    "。；！？，、：（）“”《》\n,:;()".contains(c)
}

fn pair_key(first: char, second: char) -> u64 {
    (u64::from(first as u32) << LETTER_BITS) | u64::from(second as u32)
}

/// The key of a word: FNV-1a over its characters.
pub(super) fn word_key(word: &str) -> u64 {
    fnv(
        FNV_START,
        word.chars().map(|c| u64::from(even_width(c) as u32)),
    ) | WORD
}

/// Where an FNV-1a hash starts.
pub(super) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the same on every machine and in every release.
pub(super) fn fnv(start: u64, values: impl IntoIterator<Item = u64>) -> u64 {
    values.into_iter().fold(start, |hash, value| {
        (hash ^ value).wrapping_mul(0x0100_0000_01b3)
    })
}

/// True for the key of a word of the dictionary.
pub(super) fn is_word(key: u64) -> bool {
    key & WORD != 0
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter(*c)).count()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Full-width letters and digits as half-width.
fn even_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        _ => c.to_ascii_lowercase(),
    }
}
