//! Word lists and rules as data: departments, measure words, domain words, and so on.
//!
//! Everything is compiled in from `lexicon/*.toml`; an entry that a rule needs belongs
//! there, never in Rust. Loaded once by the caller and passed by reference.

mod comparable;
mod departments;
mod divisions;
pub(crate) mod finder;
mod localisation;
mod outpost;
mod patterns;
mod scope;
mod severity;
mod shape;
mod strength;
mod synonyms;
mod telling;
mod words;

pub use comparable::Comparable;
pub use departments::{Departments, FunctionId};
pub use divisions::{Division, Divisions};
pub use localisation::{Atom, Localisation};
pub(crate) use patterns::Patterns;
pub use scope::{ScopeMove, ScopeShift, ScopeWords};
pub use severity::{Fact, SeverityRule, SeverityRules, TuningError};
pub use shape::Shape;
pub use strength::{StrengthLadder, StrengthOf, StrengthShift};
pub use synonyms::Synonyms;
pub use telling::Telling;
use words::Words;

/// All lexicons.
pub struct Lexicon {
    words: Words,
    shape: Shape,
    departments: Departments,
    divisions: Divisions,
    localisation: Localisation,
    strength: StrengthLadder,
    scope: ScopeWords,
    severity: SeverityRules,
    comparable: Comparable,
    synonyms: Synonyms,
    telling: Telling,
    patterns: Patterns,
}

impl Lexicon {
    /// The lexicons that come with the program.
    pub fn builtin() -> Self {
        let departments = Departments::builtin();
        let words = Words::builtin();
        let measures: Vec<&str> = words.measures.iter().map(String::as_str).collect();
        Lexicon {
            patterns: Patterns::new(&measures),
            words,
            shape: Shape::builtin(),
            localisation: Localisation::builtin(&departments),
            departments,
            divisions: Divisions::builtin(),
            strength: StrengthLadder::builtin(),
            scope: ScopeWords::builtin(),
            severity: SeverityRules::builtin(),
            comparable: Comparable::builtin(),
            synonyms: Synonyms::builtin(),
            telling: Telling::builtin(),
        }
    }

    pub(crate) fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Government departments and what they do.
    pub fn departments(&self) -> &Departments {
        &self.departments
    }

    /// What lower plans say in the place of their parents' words.
    pub fn localisation(&self) -> &Localisation {
        &self.localisation
    }

    /// How firmly clauses commit.
    pub fn strength(&self) -> &StrengthLadder {
        &self.strength
    }

    /// Who and how much is meant.
    pub fn scope(&self) -> &ScopeWords {
        &self.scope
    }

    /// How much deviations matter.
    pub fn severity(&self) -> &SeverityRules {
        &self.severity
    }

    /// Which amounts can be held against each other.
    pub fn comparable(&self) -> &Comparable {
        &self.comparable
    }

    /// The shape of official documents.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Provinces, cities and counties (行政区划).
    pub fn divisions(&self) -> &Divisions {
        &self.divisions
    }

    /// Words that mean the same work.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// What terms tell about the work of a commitment.
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// Weighs terms by their rarity alone.
    #[must_use]
    pub fn without_telling(mut self) -> Self {
        self.telling = Telling::default();
        self
    }

    /// Reads words alike by `synonyms` in the place of the built-in table.
    #[must_use]
    pub fn with_synonyms(mut self, synonyms: Synonyms) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// Headings of parts that set the frame and commit to nothing of their own.
    pub fn frame_headings(&self) -> &[String] {
        &self.words.frame_headings
    }

    /// Domain words that a segmenter must not cut.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.words.iter().map(String::as_str)
    }

    /// Measure words (计量单位): 名, 户, 人次.
    pub fn measure_words(&self) -> Vec<&str> {
        self.words.measures.iter().map(String::as_str).collect()
    }
}
