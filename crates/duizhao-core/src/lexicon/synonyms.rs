//! Words that mean the same work (`synonyms.toml`).
//!
//! ```text
//! 辅具适配  →  辅助器具适配
//! 法制建设  →  法治建设
//! ```
//!
//! Only what is compared is rewritten, never what is shown.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// One group of `synonyms.toml`: the first word stands for all.
#[derive(Debug, Clone, Deserialize)]
struct Group {
    words: Vec<String>,
    #[serde(default)]
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by the tests that run every example")
    )]
    example: Vec<(String, String)>,
    #[serde(default)]
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "read by the tests that run every example")
    )]
    not: Vec<(String, String)>,
}

/// The shape of `synonyms.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
struct Table {
    #[serde(default)]
    group: Vec<Group>,
}

/// Reads words that mean the same alike.
#[derive(Debug, Clone)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    finder: AhoCorasick,
    canonical: Vec<String>,
}

impl Synonyms {
    /// The table that comes with the program.
    pub(super) fn builtin() -> Self {
        let table: Table = toml::from_str(include_str!("../../lexicon/synonyms.toml"))
            .expect("the built-in synonym table is valid TOML");
        let groups = table
            .group
            .into_iter()
            .map(|group| group.words)
            .collect::<Vec<_>>();
        Synonyms::new(&groups)
    }

    /// A table of groups; the first word of each stands for all.
    ///
    /// # Panics
    ///
    /// Only beyond the automaton's limits, some two thousand million characters.
    pub fn new(groups: &[Vec<String>]) -> Self {
        let mut words = Vec::new();
        let mut canonical = Vec::new();
        for group in groups {
            for word in group.iter().filter(|word| !word.is_empty()) {
                words.push(word.as_str());
                canonical.push(group[0].clone());
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&words)
            .expect("a synonym table is far below the automaton's limits");
        Synonyms {
            groups: groups.to_vec(),
            finder,
            canonical,
        }
    }

    /// This table and `more`; a word that stands in both is read as `more` says.
    #[must_use]
    pub fn with(&self, more: &[Vec<String>]) -> Self {
        let said: Vec<&String> = more.iter().flatten().collect();
        let mut groups: Vec<Vec<String>> = self.groups.clone();
        for group in &mut groups {
            group.retain(|word| !said.contains(&word));
        }
        groups.retain(|group| group.len() > 1);
        groups.extend_from_slice(more);
        Synonyms::new(&groups)
    }

    /// The groups; the first word of each stands for all.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// `text` with every word of a group replaced by the group's first.
    pub fn canonical<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let changes = |at: aho_corasick::Match| text[at.range()] != self.canonical[at.pattern()];
        if !self.finder.find_iter(text).any(changes) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.finder.replace_all(text, &self.canonical))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_of_the_table_holds() {
        let table: Table = toml::from_str(include_str!("../../lexicon/synonyms.toml")).unwrap();
        let synonyms = Synonyms::builtin();
        for group in &table.group {
            for (a, b) in &group.example {
                assert_eq!(synonyms.canonical(a), synonyms.canonical(b), "{a} / {b}");
            }
            for (a, b) in &group.not {
                assert_ne!(synonyms.canonical(a), synonyms.canonical(b), "{a} / {b}");
            }
        }
    }

    #[test]
    fn a_table_of_ones_own_comes_first() {
        let more = [vec!["托养".to_owned(), "照护".to_owned()]];
        let synonyms = Synonyms::builtin().with(&more);
        assert_eq!(synonyms.canonical("照护服务"), "托养服务");
        assert_eq!(synonyms.canonical("辅具"), "辅助器具");
    }

    #[test]
    fn the_longest_word_is_read() {
        let groups = [vec![
            "照护".to_owned(),
            "照料".to_owned(),
            "护理照料".to_owned(),
        ]];
        let synonyms = Synonyms::new(&groups);
        assert_eq!(synonyms.canonical("提供护理照料和照料"), "提供照护和照护");
        assert_eq!(synonyms.canonical("提供服务"), "提供服务");
    }
}
