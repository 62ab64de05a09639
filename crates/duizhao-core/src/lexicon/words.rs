//! Domain words and measure words (`words.toml`).

use serde::Deserialize;

/// The shape of `words.toml`.
#[derive(Deserialize)]
pub(super) struct Words {
    /// Words that must not be cut.
    pub(super) words: Vec<String>,
    /// Measure words, longest first.
    pub(super) measures: Vec<String>,
}

impl Words {
    pub(super) fn builtin() -> Self {
        let mut words: Words = toml::from_str(include_str!("../../lexicon/words.toml"))
            .expect("the built-in word list is valid TOML");
        words
            .measures
            .sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words
    }
}
