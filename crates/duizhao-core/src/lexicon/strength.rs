//! How firmly a clause commits (承诺强度), on a ladder of rungs.
//!
//! ```text
//! 全面落实两项补贴制度   rung 4
//! 逐步落实两项补贴制度   rung 2: 全面落实 → 逐步, weaker
//! 加强 → 推进            one rung: the same
//! ```
//!
//! Only words that are on one side and not on the other decide. The ladder is data:
//! `lexicon/strength.toml`.

use serde::Deserialize;

use crate::lexicon::finder::{Finder, one_sided};

/// The rung of a clause without any commitment word.
const PLAIN: u8 = 3;

/// The ladder of commitment words.
pub struct StrengthLadder {
    finder: Finder,
    words: Vec<(String, Sense)>,
    #[cfg(test)]
    examples: (Vec<Example>, Vec<Pair>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Rung(u8),
    Emphasis,
    Ignored,
}

/// How the strength of a clause moves from one text to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrengthShift {
    /// Half rungs: negative is weaker in the second text.
    pub halves: i8,
    /// Commitment words only in the first text.
    pub lost: Vec<String>,
    /// Commitment words only in the second text.
    pub gained: Vec<String>,
}

/// The strength of one clause and the word that decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrengthOf {
    /// 0 (taken back) to 5 (firm).
    pub rung: u8,
    /// The deciding word; none where no commitment word was found.
    pub word: Option<String>,
}

#[derive(Deserialize)]
struct File {
    emphasis: Vec<String>,
    rung: Vec<Rung>,
    ignored: Words,
    #[cfg(test)]
    example: Vec<Example>,
    #[cfg(test)]
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Rung {
    level: u8,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

#[cfg(test)]
#[derive(Deserialize)]
struct Example {
    text: String,
    rung: u8,
}

#[cfg(test)]
#[derive(Deserialize)]
struct Pair {
    before: String,
    after: String,
    is: String,
}

impl StrengthLadder {
    pub(super) fn builtin() -> Self {
        let file: File = toml::from_str(include_str!("../../lexicon/strength.toml"))
            .expect("the built-in ladder of commitment words is valid TOML");
        let mut words: Vec<(String, Sense)> = Vec::new();
        for rung in file.rung {
            words.extend(
                rung.words
                    .into_iter()
                    .map(|word| (word, Sense::Rung(rung.level))),
            );
        }
        words.extend(
            file.emphasis
                .into_iter()
                .map(|word| (word, Sense::Emphasis)),
        );
        words.extend(
            file.ignored
                .words
                .into_iter()
                .map(|word| (word, Sense::Ignored)),
        );
        let list: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        StrengthLadder {
            finder: Finder::new(&list),
            words,
            #[cfg(test)]
            examples: (file.example, file.pair),
        }
    }

    /// The strength of `clause`.
    pub fn of(&self, clause: &str) -> StrengthOf {
        let found = self.found(clause);
        let loose = found
            .iter()
            .filter(|(_, sense)| is_loose(*sense))
            .min_by_key(|f| rung(f.1));
        let firm = found.iter().filter(|(_, sense)| rung(*sense).is_some());
        let deciding = loose.or_else(|| firm.max_by_key(|f| (rung(f.1), f.0.len())));
        StrengthOf {
            rung: deciding
                .and_then(|(_, sense)| rung(*sense))
                .unwrap_or(PLAIN),
            word: deciding.map(|(word, _)| (*word).to_owned()),
        }
    }

    /// The commitment words of `text`, in order; the same word as often as it stands there.
    pub fn words_of(&self, text: &str) -> Vec<String> {
        self.found(text)
            .into_iter()
            .map(|(word, _)| word.to_owned())
            .collect()
    }

    /// How the strength moves from `before` to `after`; none where no word decides it.
    pub fn shift(&self, before: &str, after: &str) -> Option<StrengthShift> {
        let (lost, gained) = one_sided(&self.words_of(before), &self.words_of(after));
        let plain = |words: &[String]| words.iter().all(|word| self.is_plain(word));
        if plain(&lost) && plain(&gained) {
            return None;
        }
        let rungs = 2 * (i8_of(self.of(after).rung) - i8_of(self.of(before).rung));
        let halves = if rungs == 0 {
            self.half_step(&lost, &gained)
        } else {
            rungs
        };
        let decides = |word: &String| !self.is_plain(word);
        let pick = |words: Vec<String>| -> Vec<String> {
            let deciding: Vec<String> = words.iter().filter(|w| decides(w)).cloned().collect();
            if deciding.is_empty() { words } else { deciding }
        };
        let shift = StrengthShift {
            halves,
            lost: pick(lost),
            gained: pick(gained),
        };
        (halves != 0).then_some(shift)
    }

    /// Within one rung: an emphasis lost or a loose word added weighs half a step.
    fn half_step(&self, lost: &[String], gained: &[String]) -> i8 {
        let weight =
            |words: &[String]| -> i8 { words.iter().map(|word| self.half_weight(word)).sum() };
        (weight(gained) - weight(lost)).signum()
    }

    fn half_weight(&self, word: &str) -> i8 {
        match self.sense(word) {
            Sense::Emphasis => 1,
            sense if is_loose(sense) => -1,
            Sense::Rung(level) if level > PLAIN => 1,
            _ => 0,
        }
    }

    fn is_plain(&self, word: &str) -> bool {
        self.sense(word) == Sense::Rung(PLAIN)
    }

    fn sense(&self, word: &str) -> Sense {
        self.words
            .iter()
            .find(|(known, _)| known == word)
            .map_or(Sense::Ignored, |(_, s)| *s)
    }

    fn found<'a>(&'a self, text: &str) -> Vec<(&'a str, Sense)> {
        let hits = self.finder.find(text);
        let hits = hits.into_iter().filter(|hit| !negated(text, hit.start));
        hits.map(|hit| (self.words[hit.word].0.as_str(), self.words[hit.word].1))
            .filter(|(_, sense)| *sense != Sense::Ignored)
            .collect()
    }
}

fn rung(sense: Sense) -> Option<u8> {
    match sense {
        Sense::Rung(level) => Some(level),
        Sense::Emphasis | Sense::Ignored => None,
    }
}

fn is_loose(sense: Sense) -> bool {
    matches!(sense, Sense::Rung(level) if level < PLAIN)
}

fn i8_of(rung: u8) -> i8 {
    i8::try_from(rung).unwrap_or(i8::MAX)
}

/// 不鼓励 commits to nothing that 鼓励 does.
fn negated(text: &str, start: usize) -> bool {
    text[..start].ends_with(['不', '未', '非', '无'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_stands_on_its_rung() {
        let ladder = StrengthLadder::builtin();
        for example in &ladder.examples.0 {
            assert_eq!(
                ladder.of(&example.text).rung,
                example.rung,
                "{}",
                example.text
            );
        }
    }

    #[test]
    fn every_pair_moves_as_said_and_back() {
        let ladder = StrengthLadder::builtin();
        for pair in &ladder.examples.1 {
            let moved = |a: &str, b: &str| ladder.shift(a, b).map_or(0, |s| s.halves.signum());
            let expected = match pair.is.as_str() {
                "weaker" => -1,
                "stronger" => 1,
                _ => 0,
            };
            assert_eq!(moved(&pair.before, &pair.after), expected, "{}", pair.after);
            assert_eq!(
                moved(&pair.after, &pair.before),
                -expected,
                "{}",
                pair.after
            );
        }
    }
}
