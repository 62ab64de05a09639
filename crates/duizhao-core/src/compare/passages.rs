//! The sentences of a plan that commit the government to something, ready for matching.
//!
//! ```text
//! 3.1.3  推广将残疾人托养纳入养老服务体系做法，完善养老服务机构功能。  →  one passage of two clauses
//! 2.1    （指导思想）                                                →  left out
//! ```

use std::ops::Range;

use crate::compare::folding::{Reader, Tok, is_han, places_of};
use crate::model::{Plan, Unit, UnitKind, UnitPath};
use crate::text::{Span, TokenKind, sentences};

/// What part a unit plays in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A task, or a section of the safeguards.
    Task,
    /// An item of a box or a row of an annex.
    Item,
    /// A numbered goal.
    Goal,
    /// A section or chapter with text of its own.
    Container,
}

/// A unit in scope.
#[derive(Debug)]
pub(crate) struct ScopeUnit<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) class: Class,
    /// Its sentences among the passages.
    pub(crate) passages: Range<usize>,
    pub(crate) title: Vec<Tok>,
    pub(crate) title_folded: String,
    /// Folded bigrams of the title.
    pub(crate) title_grams: Vec<u64>,
}

/// A clause of a passage: tokens, and the bigrams of their folded characters.
#[derive(Debug)]
pub(crate) struct Clause {
    pub(crate) toks: Range<usize>,
    pub(crate) span: Span,
    pub(crate) grams: Vec<u64>,
    /// The folded words in a row, marks left out: equal where nothing but marks, widths and
    /// localised names differs.
    pub(crate) folded: String,
    pub(crate) han: usize,
}

/// A sentence.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) unit: usize,
    pub(crate) span: Span,
    pub(crate) toks: Vec<Tok>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) grams: Vec<u64>,
}

/// The part of a plan that is compared.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) places: Vec<String>,
    pub(crate) units: Vec<ScopeUnit<'a>>,
    pub(crate) passages: Vec<Passage>,
}

/// Names a clause: passage and place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClauseRef {
    pub(crate) passage: usize,
    pub(crate) clause: usize,
}

impl<'a> Scope<'a> {
    pub(crate) fn read(plan: &'a Plan, reader: &mut Reader<'_>) -> Self {
        let places = places_of(plan);
        let mut scope = Scope {
            plan,
            places,
            units: Vec::new(),
            passages: Vec::new(),
        };
        for unit in &plan.units {
            if let Some(class) = class_of(plan, unit, reader) {
                scope.push(unit, class, reader);
            }
        }
        scope
    }

    /// Only the units at `paths`, whatever they are, in their order.
    pub(crate) fn read_units(plan: &'a Plan, paths: &[UnitPath], reader: &mut Reader<'_>) -> Self {
        let places = places_of(plan);
        let mut scope = Scope {
            plan,
            places,
            units: Vec::new(),
            passages: Vec::new(),
        };
        for unit in paths.iter().filter_map(|path| plan.unit(path)) {
            scope.push(unit, Class::Task, reader);
        }
        scope
    }

    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.plan.text.slice(span)
    }

    pub(crate) fn clause(&self, at: ClauseRef) -> &Clause {
        &self.passages[at.passage].clauses[at.clause]
    }

    pub(crate) fn clause_toks(&self, at: ClauseRef) -> &[Tok] {
        let passage = &self.passages[at.passage];
        &passage.toks[passage.clauses[at.clause].toks.clone()]
    }

    pub(crate) fn clause_text(&self, at: ClauseRef) -> &'a str {
        self.text(self.clause(at).span)
    }

    /// All clauses in order.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = ClauseRef> + '_ {
        self.passages
            .iter()
            .enumerate()
            .flat_map(|(passage, held)| {
                (0..held.clauses.len()).map(move |clause| ClauseRef { passage, clause })
            })
    }

    fn push(&mut self, unit: &'a Unit, class: Class, reader: &mut Reader<'_>) {
        let first = self.passages.len();
        let index = self.units.len();
        for piece in &unit.body {
            for span in sentences(self.text(*piece), piece.start as usize) {
                let passage = self.passage(index, span, reader);
                if !passage.grams.is_empty() {
                    self.passages.push(passage);
                }
            }
        }
        let title = self.title(unit, reader);
        let (title_grams, title_folded) = (grams(&title, reader), folded(&title, reader));
        let passages = first..self.passages.len();
        self.units.push(ScopeUnit {
            unit,
            class,
            passages,
            title,
            title_folded,
            title_grams,
        });
    }

    fn title(&self, unit: &Unit, reader: &mut Reader<'_>) -> Vec<Tok> {
        let Some(title) = unit.title.as_ref() else {
            return Vec::new();
        };
        let base = title.span.map_or(0, |span| span.start as usize);
        let text = title
            .span
            .map_or(title.value.as_str(), |span| self.text(span));
        reader.read(text, base, &self.places)
    }

    fn passage(&self, unit: usize, span: Span, reader: &mut Reader<'_>) -> Passage {
        let toks = reader.read(self.text(span), span.start as usize, &self.places);
        let clauses = clauses_of(self.plan, &toks, reader);
        let grams = grams(&toks, reader);
        Passage {
            unit,
            span,
            toks,
            clauses,
            grams,
        }
    }
}

/// The part a unit plays; none for what is left out.
fn class_of(plan: &Plan, unit: &Unit, reader: &Reader<'_>) -> Option<Class> {
    let words = reader.lexicon.scope();
    let left_out = |unit: &Unit| match unit.kind {
        UnitKind::Chapter => words.chapter_commits_to_nothing(plan.title(unit)),
        UnitKind::Section => words.commits_to_nothing(plan.title(unit)),
        _ => false,
    };
    if left_out(unit) || plan.units.ancestors(unit).any(left_out) {
        return None;
    }
    let childless = plan.units.children(&unit.path).next().is_none();
    match unit.kind {
        UnitKind::Task => Some(Class::Task),
        UnitKind::BoxItem | UnitKind::AnnexRow => Some(Class::Item),
        UnitKind::Section if childless => Some(Class::Task),
        UnitKind::Section | UnitKind::Chapter => Some(Class::Container),
        UnitKind::Paragraph => unit.parent.is_some().then_some(Class::Goal),
        UnitKind::Box => {
            let table = plan
                .indicators
                .iter()
                .any(|indicator| indicator.table == unit.path);
            (!table).then_some(Class::Container)
        }
        UnitKind::Annex => None,
    }
}

fn clauses_of(plan: &Plan, toks: &[Tok], reader: &Reader<'_>) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let (mut from, mut depth) = (0, 0_i32);
    for (at, tok) in toks.iter().enumerate() {
        let text = &plan.text.text()[tok.start..tok.end];
        depth += bracket_depth(text);
        let ends = tok.kind == TokenKind::Mark && depth <= 0 && text.contains(CLAUSE_ENDS);
        if ends || at + 1 == toks.len() {
            clauses.extend(clause(plan, toks, from..at + 1, reader));
            from = at + 1;
        }
    }
    clauses
}

const CLAUSE_ENDS: [char; 8] = ['，', ',', '；', ';', '。', '！', '？', '：'];

fn bracket_depth(text: &str) -> i32 {
    text.chars()
        .map(|c| match c {
            '（' | '(' | '“' | '《' => 1,
            '）' | ')' | '”' | '》' => -1,
            _ => 0,
        })
        .sum()
}

fn clause(plan: &Plan, toks: &[Tok], at: Range<usize>, reader: &Reader<'_>) -> Option<Clause> {
    let held = &toks[at.clone()];
    let (first, last) = (held.first()?, held.last()?);
    let text = &plan.text.text()[first.start..last.end];
    let bare = text.trim_end_matches(CLAUSE_ENDS).trim_end();
    let span = Span::new(first.start, first.start + bare.len());
    let han = bare.chars().filter(|c| c.is_alphanumeric()).count();
    let (grams, folded) = (grams(held, reader), folded(held, reader));
    (han > 0).then_some(Clause {
        toks: at,
        span,
        grams,
        folded,
        han,
    })
}

/// The folded words in a row, marks left out.
pub(crate) fn folded(toks: &[Tok], reader: &Reader<'_>) -> String {
    let words = toks.iter().filter(|tok| tok.kind != TokenKind::Mark);
    words.map(|tok| reader.folded(tok.key)).collect()
}

/// Bigrams of the folded characters, sorted, each once; marks left out. A text of one
/// character is its own gram.
pub(crate) fn grams(toks: &[Tok], reader: &Reader<'_>) -> Vec<u64> {
    let mut symbols: Vec<u32> = Vec::with_capacity(toks.len() * 2);
    for tok in toks.iter().filter(|tok| tok.kind != TokenKind::Mark) {
        let folded = reader.folded(tok.key);
        if folded.starts_with('\u{1}') {
            symbols.push(ATOM + tok.key);
        } else {
            symbols.extend(folded.chars().map(u32::from));
        }
    }
    let mut grams: Vec<u64> = match symbols.as_slice() {
        [] => Vec::new(),
        [one] => vec![u64::from(*one)],
        many => many
            .windows(2)
            .map(|w| (u64::from(w[0]) << 32) | u64::from(w[1]))
            .collect(),
    };
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Symbols from here on stand for whole localised names.
const ATOM: u32 = 0x0100_0000;

/// The folded Han characters of some tokens, each with how many characters of the text it
/// stands for.
pub(crate) fn han_symbols(plan: &Plan, toks: &[Tok], reader: &Reader<'_>) -> Vec<(u32, usize)> {
    let mut symbols = Vec::new();
    for tok in toks {
        let folded = reader.folded(tok.key);
        if folded.starts_with('\u{1}') {
            let text = &plan.text.text()[tok.start..tok.end];
            symbols.push((ATOM + tok.key, text.chars().filter(|&c| is_han(c)).count()));
        } else {
            symbols.extend(
                folded
                    .chars()
                    .filter(|&c| is_han(c))
                    .map(|c| (u32::from(c), 1)),
            );
        }
    }
    symbols
}
