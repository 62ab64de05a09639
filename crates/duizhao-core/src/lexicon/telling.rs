//! What a term tells about the work of a commitment (辨识度), beside what its rarity says.
//!
//! ```text
//! 研发, 日间照料, 手语   more than their rarity
//! 精准, 用人单位, 安置   less: they are named in passing everywhere
//! ```
//!
//! The factors are data: `lexicon/telling.toml`, fitted by `fit/fit_telling.py`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Terms of one factor.
#[derive(Deserialize)]
struct Step {
    factor: f64,
    words: Vec<String>,
    pairs: Vec<String>,
}

/// The shape of `telling.toml`.
#[derive(Default, Deserialize)]
struct Table {
    #[serde(default)]
    step: Vec<Step>,
}

/// By term, how much more it weighs than its rarity says; 1 for what is not listed.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    words: BTreeMap<String, f64>,
    pairs: BTreeMap<(char, char), f64>,
}

impl Telling {
    /// The factors that come with the program.
    pub(super) fn builtin() -> Self {
        let table: Table = toml::from_str(include_str!("../../lexicon/telling.toml"))
            .expect("the built-in factors are valid TOML");
        let mut telling = Telling::default();
        for step in table.step {
            for pair in step.pairs {
                let mut letters = pair.chars();
                if let (Some(first), Some(second)) = (letters.next(), letters.next()) {
                    telling.pairs.insert((first, second), step.factor);
                }
            }
            let words = step.words.into_iter().map(|word| (word, step.factor));
            telling.words.extend(words);
        }
        telling
    }

    /// The factor of a word.
    pub fn word(&self, word: &str) -> f64 {
        self.words.get(word).copied().unwrap_or(1.0)
    }

    /// The factor of two neighbouring characters.
    pub fn pair(&self, first: char, second: char) -> f64 {
        self.pairs.get(&(first, second)).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Divisions;

    /// A factor of 0 would hide a term, one far from 1 would let it speak alone.
    #[test]
    fn every_factor_is_moderate_and_every_term_is_listed_once() {
        let table: Table = toml::from_str(include_str!("../../lexicon/telling.toml")).unwrap();
        let telling = Telling::builtin();
        let (mut words, mut pairs) = (0, 0);
        for step in &table.step {
            assert!((0.36..=2.72).contains(&step.factor), "{}", step.factor);
            assert!(step.pairs.iter().all(|pair| pair.chars().count() == 2));
            assert!(step.words.iter().all(|word| word.chars().count() > 1));
            (words, pairs) = (words + step.words.len(), pairs + step.pairs.len());
        }
        assert_eq!((telling.words.len(), telling.pairs.len()), (words, pairs));
    }

    /// What is fitted on plans of some places must say nothing of those places.
    #[test]
    fn no_factor_is_that_of_a_place() {
        let (telling, divisions) = (Telling::builtin(), Divisions::builtin());
        // 合作 and 资源 are words first, and the short names of a city and a county.
        let full =
            |word: &&String| divisions.is_place(word) && word.ends_with(['省', '市', '区', '县']);
        let places = telling.words.keys().filter(full);
        assert_eq!(places.collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
