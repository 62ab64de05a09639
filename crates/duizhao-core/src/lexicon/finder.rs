//! Finds the words of a list in a text, the longest first at every place.

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of words ready to be looked for.
pub(crate) struct Finder {
    automaton: AhoCorasick,
}

/// A word found: its place in the list and its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) word: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Finder {
    pub(crate) fn new<S: AsRef<str>>(words: &[S]) -> Self {
        let patterns = words.iter().map(|word| word.as_ref().as_bytes());
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .expect("the built-in lists are far smaller than the limits of the automaton");
        Finder { automaton }
    }

    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let matches = self.automaton.find_iter(text);
        matches
            .map(|found| Found {
                word: found.pattern().as_usize(),
                start: found.start(),
                end: found.end(),
            })
            .collect()
    }
}

/// What is in one list and not in the other, as multisets: (only in `a`, only in `b`).
pub(crate) fn one_sided<T: Ord + Clone>(a: &[T], b: &[T]) -> (Vec<T>, Vec<T>) {
    let (mut only_a, mut only_b) = (a.to_vec(), b.to_vec());
    only_a.sort();
    only_b.sort();
    let mut kept = Vec::new();
    for item in only_a {
        match only_b.iter().position(|other| other == &item) {
            Some(at) => {
                only_b.remove(at);
            }
            None => kept.push(item),
        }
    }
    (kept, only_b)
}
