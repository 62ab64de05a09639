//! Domain words and measure words (`words.toml`).

use serde::Deserialize;

/// The shape of `words.toml`.
#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the keys of the file")]
pub(super) struct Words {
    /// Words that must not be cut.
    pub(super) words: Vec<String>,
    /// Measure words, longest first.
    pub(super) measures: Vec<String>,
    /// Headings of parts that set the frame: 指导思想, 发展现状.
    pub(super) frame_headings: Vec<String>,
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
