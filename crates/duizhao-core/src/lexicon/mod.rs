//! Word lists and rules as data: departments, measure words, domain words, and so on.
//!
//! Everything is compiled in from `lexicon/*.toml`; an entry that a rule needs belongs
//! there, never in Rust. Loaded once by the caller and passed by reference.

mod shape;
mod words;

pub use shape::Shape;
use words::Words;

/// All lexicons.
pub struct Lexicon {
    words: Words,
    shape: Shape,
}

impl Lexicon {
    /// The lexicons that come with the program.
    pub fn builtin() -> Self {
        Lexicon { words: Words::builtin(), shape: Shape::builtin() }
    }

    /// The shape of official documents.
    pub fn shape(&self) -> &Shape {
        &self.shape
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
