//! Which amounts of two plans can be held against each other (可比).
//!
//! ```text
//! 10名 and 8人       one measure
//! 10家 and 3家       counts: a smaller place has fewer
//! ```
//!
//! The words are data: `lexicon/comparable.toml`.

use serde::Deserialize;

/// Measure words as comparisons need them.
#[derive(Deserialize)]
pub struct Comparable {
    same: Vec<Vec<String>>,
    counts: Vec<String>,
}

impl Comparable {
    pub(super) fn builtin() -> Self {
        toml::from_str(include_str!("../../lexicon/comparable.toml"))
            .expect("the built-in measures are valid TOML")
    }

    /// The measure that stands for all words of one thing: 名 → 人.
    pub fn measure<'a>(&'a self, unit: &'a str) -> &'a str {
        let unit = unit.trim();
        let class = self
            .same
            .iter()
            .find(|class| class.iter().any(|word| word == unit));
        class
            .and_then(|class| class.first())
            .map_or(unit, String::as_str)
    }

    /// True for a measure of which a smaller place has less.
    pub fn is_count(&self, measure: &str) -> bool {
        self.counts.iter().any(|word| word == measure)
    }
}
