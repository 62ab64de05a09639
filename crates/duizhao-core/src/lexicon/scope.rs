//! Who and how much is meant (适用范围), and what a commitment depends on.
//!
//! ```text
//! 为残疾人提供托养服务 → 为持证残疾人提供托养服务   narrower: 持证
//! 免费乘坐公共交通     → 减免乘坐公共交通费用       narrower: 免费 → 减免
//! 乡镇建立服务平台     → 有条件的乡镇建立服务平台   a condition: 有条件的
//! ```
//!
//! A word on both sides decides nothing. The words are data: `lexicon/scope.toml`.

use serde::Deserialize;

use crate::lexicon::finder::{Finder, one_sided};

/// A narrowing word counts only this many characters before whom it narrows.
const REACH: usize = 12;

/// The words of scope and condition.
pub struct ScopeWords {
    finder: Finder,
    words: Vec<(String, Sense)>,
    heads: Vec<String>,
    graded: Vec<Vec<String>>,
    left_out: Vec<String>,
    #[cfg(test)]
    examples: Vec<Example>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    Narrowing,
    Widening,
    Slight,
    Condition,
    Graded,
}

/// What a change of words does to the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeMove {
    /// Fewer are meant in the second text.
    Narrower,
    /// More are meant.
    Wider,
    /// The second text depends on something.
    ConditionAdded,
    /// The first text depends on something, the second does not.
    ConditionRemoved,
}

/// One change of scope with the words that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeShift {
    /// What it does.
    pub moved: ScopeMove,
    /// Words only in the first text.
    pub lost: Vec<String>,
    /// Words only in the second text.
    pub gained: Vec<String>,
    /// True where the words weigh little (各类).
    pub slight: bool,
}

#[derive(Deserialize)]
struct File {
    narrowing: Vec<String>,
    heads: Vec<String>,
    widening: Vec<String>,
    slight: Vec<String>,
    conditions: Vec<String>,
    graded: Vec<Graded>,
    left_out: LeftOut,
    #[cfg(test)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Graded {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct LeftOut {
    titles: Vec<String>,
}

#[cfg(test)]
#[derive(Deserialize)]
struct Example {
    before: String,
    after: String,
    is: String,
}

impl ScopeWords {
    pub(super) fn builtin() -> Self {
        let file: File = toml::from_str(include_str!("../../lexicon/scope.toml"))
            .expect("the built-in words of scope are valid TOML");
        let graded: Vec<Vec<String>> = file.graded.into_iter().map(|scale| scale.words).collect();
        let mut words: Vec<(String, Sense)> = Vec::new();
        let lists = [
            (file.narrowing, Sense::Narrowing),
            (file.widening, Sense::Widening),
            (file.slight, Sense::Slight),
            (file.conditions, Sense::Condition),
            (graded.concat(), Sense::Graded),
        ];
        for (list, sense) in lists {
            words.extend(list.into_iter().map(|word| (word, sense)));
        }
        let list: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        ScopeWords {
            finder: Finder::new(&list),
            words,
            heads: file.heads,
            graded,
            left_out: file.left_out.titles,
            #[cfg(test)]
            examples: file.example,
        }
    }

    /// True for a heading whose text commits to nothing: 指导思想, 基本原则.
    pub fn commits_to_nothing(&self, title: &str) -> bool {
        self.left_out.contains(&bare_title(title))
    }

    /// True for a chapter that commits to nothing, whatever stands before the deciding words:
    /// “十三五”发展现状和面临的形势.
    pub fn chapter_commits_to_nothing(&self, title: &str) -> bool {
        let bare = bare_title(title);
        self.left_out
            .iter()
            .any(|word| bare.ends_with(word.as_str()))
    }

    /// What the change from `before` to `after` does to scope and conditions.
    pub fn shifts(&self, before: &str, after: &str) -> Vec<ScopeShift> {
        let (lost, gained) = one_sided(&self.found(before), &self.found(after));
        let of = |list: &[(Sense, String)], sense: Sense| -> Vec<String> {
            list.iter()
                .filter(|(s, _)| *s == sense)
                .map(|(_, word)| word.clone())
                .collect()
        };
        let mut shifts = Vec::new();
        let less = self.narrowing_in(before, of(&lost, Sense::Narrowing));
        let more = self.narrowing_in(after, of(&gained, Sense::Narrowing));
        shifts.extend(narrowing(&less, &more));
        for (sense, slight) in [(Sense::Widening, false), (Sense::Slight, true)] {
            let (gone, new) = (of(&lost, sense), of(&gained, sense));
            shifts.extend(widening(gone, new, slight));
        }
        let (gone, new) = (of(&lost, Sense::Condition), of(&gained, Sense::Condition));
        shifts.extend(condition(gone, new));
        shifts.extend(self.grading(&of(&lost, Sense::Graded), &of(&gained, Sense::Graded)));
        shifts
    }

    /// The words of scope in `text`, as often as they stand there.
    pub fn words_of(&self, text: &str) -> Vec<String> {
        self.found(text).into_iter().map(|(_, word)| word).collect()
    }

    fn grading(&self, lost: &[String], gained: &[String]) -> Option<ScopeShift> {
        let scale_of = |scale: &Vec<String>| {
            let at = |words: &[String]| scale.iter().position(|word| words.contains(word));
            Some((at(lost)?, at(gained)?))
        };
        let (from, to) = self.graded.iter().find_map(scale_of)?;
        let moved = if from < to {
            ScopeMove::Narrower
        } else {
            ScopeMove::Wider
        };
        let (lost, gained) = (lost.to_vec(), gained.to_vec());
        (from != to).then_some(ScopeShift {
            moved,
            lost,
            gained,
            slight: false,
        })
    }

    fn found(&self, text: &str) -> Vec<(Sense, String)> {
        let hits = self.finder.find(text).into_iter();
        hits.map(|hit| {
            let (word, sense) = &self.words[hit.word];
            (*sense, word.clone())
        })
        .collect()
    }

    /// The words that narrow in `text`: 符合条件的 always, 困难 only before a person.
    fn narrowing_in(&self, text: &str, words: Vec<String>) -> Vec<String> {
        let narrows = |word: &String| {
            let mut places = text.match_indices(word.as_str());
            word.ends_with('的') || places.any(|(at, _)| self.narrows(&text[at + word.len()..]))
        };
        words.into_iter().filter(narrows).collect()
    }

    /// True where someone to be narrowed follows soon.
    fn narrows(&self, rest: &str) -> bool {
        let near: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '、')
            .take(REACH)
            .collect();
        self.heads.iter().any(|head| near.contains(head.as_str()))
    }
}

fn bare_title(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn narrowing(lost: &[String], gained: &[String]) -> Option<ScopeShift> {
    let length = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let within = |a: &[String], b: &[String]| {
        a.iter()
            .all(|word| b.iter().any(|other| other.contains(word.as_str())))
    };
    let moved = match (lost.is_empty(), gained.is_empty()) {
        (true, true) => return None,
        _ if within(lost, gained) && length(gained) > length(lost) => ScopeMove::Narrower,
        _ if within(gained, lost) && length(lost) > length(gained) => ScopeMove::Wider,
        _ => return None,
    };
    Some(ScopeShift {
        moved,
        lost: lost.to_vec(),
        gained: gained.to_vec(),
        slight: false,
    })
}

fn widening(lost: Vec<String>, gained: Vec<String>, slight: bool) -> Option<ScopeShift> {
    let moved = match (lost.is_empty(), gained.is_empty()) {
        (false, true) => ScopeMove::Narrower,
        (true, false) => ScopeMove::Wider,
        _ => return None,
    };
    Some(ScopeShift {
        moved,
        lost,
        gained,
        slight,
    })
}

fn condition(lost: Vec<String>, gained: Vec<String>) -> Option<ScopeShift> {
    let moved = match (lost.is_empty(), gained.is_empty()) {
        (true, false) => ScopeMove::ConditionAdded,
        (false, true) => ScopeMove::ConditionRemoved,
        _ => return None,
    };
    Some(ScopeShift {
        moved,
        lost,
        gained,
        slight: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_moves_as_said() {
        let words = ScopeWords::builtin();
        for example in &words.examples {
            let found: Vec<&str> = words
                .shifts(&example.before, &example.after)
                .iter()
                .map(|shift| match shift.moved {
                    ScopeMove::Narrower => "narrower",
                    ScopeMove::Wider => "wider",
                    ScopeMove::ConditionAdded => "conditional",
                    ScopeMove::ConditionRemoved => "unconditional",
                })
                .collect();
            let expected: Vec<&str> = if example.is == "same" {
                Vec::new()
            } else {
                vec![&example.is]
            };
            assert_eq!(found, expected, "{} → {}", example.before, example.after);
        }
    }

    #[test]
    fn background_and_principles_commit_to_nothing() {
        let words = ScopeWords::builtin();
        assert!(words.commits_to_nothing("编制背景"));
        assert!(words.commits_to_nothing("指导思想"));
        assert!(words.chapter_commits_to_nothing("发展现状和面临的形势"));
        assert!(!words.commits_to_nothing("巩固特殊教育发展基础"));
        assert!(!words.commits_to_nothing("发展目标"));
        assert!(!words.commits_to_nothing("完善残疾人社会福利制度"));
    }
}
