//! What a lower plan says in the place of its parent's words without departing from it.
//!
//! ```text
//! 全市、市民政局、各县（市、区）  →  全区、区民政局、各镇（街道）
//! ```
//!
//! The words are data: `lexicon/localisation.toml` and the directory of departments.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::departments::{Departments, FunctionId};
use crate::lexicon::finder::Finder;

/// A stretch of text that stands for the same thing at every level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it stands for.
    pub stands_for: String,
}

/// The words of localisation.
pub struct Localisation {
    finder: Finder,
    senses: Vec<Sense>,
    levels: Vec<char>,
}

#[derive(Debug, Clone)]
enum Sense {
    /// 全市: the plan's own place.
    Own,
    /// 各县（市、区）: the levels below.
    Lower,
    /// 市、县二级: all levels here.
    Ladder,
    /// 民政局, of these functions; only after a level word.
    Department(String),
}

#[derive(Deserialize)]
struct File {
    levels: Vec<String>,
    own: Vec<String>,
    lower: Vec<String>,
    ladders: Vec<String>,
}

impl Localisation {
    pub(super) fn builtin(departments: &Departments) -> Self {
        let file: File = toml::from_str(include_str!("../../lexicon/localisation.toml"))
            .expect("the built-in words of localisation are valid TOML");
        let mut words: BTreeMap<String, Sense> = BTreeMap::new();
        for name in departments.names() {
            let ids = departments.canonical(name);
            let sense = Sense::Department(join(&ids));
            words.insert(name.to_owned(), sense);
        }
        words.extend(file.ladders.into_iter().map(|word| (word, Sense::Ladder)));
        words.extend(file.lower.into_iter().map(|word| (word, Sense::Lower)));
        words.extend(file.own.into_iter().map(|word| (word, Sense::Own)));
        let list: Vec<&String> = words.keys().collect();
        let finder = Finder::new(&list);
        let levels = file
            .levels
            .iter()
            .filter_map(|level| level.chars().next())
            .collect();
        Localisation {
            finder,
            senses: words.into_values().collect(),
            levels,
        }
    }

    /// True for a character that names a level: 市, 区, 县.
    pub fn is_level(&self, c: char) -> bool {
        self.levels.contains(&c)
    }

    /// The stretches of `text` that stand for the same thing at every level, in order.
    /// `places` are the names of the plan's own place, longest first.
    pub fn atoms(&self, text: &str, places: &[String]) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = Vec::new();
        for hit in self.finder.find(text) {
            atoms.extend(self.atom(text, hit.word, hit.start, hit.end, places));
        }
        for place in places {
            let found = text.match_indices(place.as_str());
            for (start, _) in found {
                let end = start + place.len();
                if atoms
                    .iter()
                    .all(|atom| end <= atom.start || atom.end <= start)
                {
                    atoms.push(Atom {
                        start,
                        end,
                        stands_for: "我".to_owned(),
                    });
                }
            }
        }
        atoms.sort_by_key(|atom| atom.start);
        atoms
    }

    fn atom(
        &self,
        text: &str,
        word: usize,
        start: usize,
        end: usize,
        places: &[String],
    ) -> Option<Atom> {
        let atom = |start: usize, stands_for: &str| {
            Some(Atom {
                start,
                end,
                stands_for: stands_for.to_owned(),
            })
        };
        match &self.senses[word] {
            Sense::Own => atom(start, "全我"),
            Sense::Lower => atom(start, "下级"),
            Sense::Ladder => atom(start, "各级"),
            Sense::Department(ids) => {
                let from = self.before_department(&text[..start], places)?;
                atom(from, ids)
            }
        }
    }

    /// Where a department's name starts with its level or place; none where neither stands
    /// before it.
    fn before_department(&self, before: &str, places: &[String]) -> Option<usize> {
        let organless = ["委", "政府", "人民政府"]
            .iter()
            .find_map(|organ| {
                before
                    .strip_suffix(organ)
                    .filter(|rest| self.ends_in_level(rest))
            })
            .unwrap_or(before);
        if let Some(place) = places
            .iter()
            .find(|place| organless.ends_with(place.as_str()))
        {
            return Some(organless.len() - place.len());
        }
        self.ends_in_level(organless).then(|| {
            let level = organless.chars().next_back().map_or(0, char::len_utf8);
            organless.len() - level
        })
    }

    fn ends_in_level(&self, text: &str) -> bool {
        let mut last = text.chars().rev();
        let level = last.next().is_some_and(|c| self.is_level(c));
        // 社区 and 城市 are no level words.
        level && !matches!(last.next(), Some('社' | '城' | '地' | '辖'))
    }
}

fn join(ids: &[&FunctionId]) -> String {
    ids.iter()
        .map(|id| id.0.as_str())
        .collect::<Vec<_>>()
        .join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, places: &[&str], expected: &str) {
        let localisation = Localisation::builtin(&Departments::builtin());
        let places: Vec<String> = places.iter().map(|&place| place.to_owned()).collect();
        let found: Vec<String> = localisation
            .atoms(text, &places)
            .iter()
            .map(|atom| format!("{}={}", &text[atom.start..atom.end], atom.stands_for))
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn level_words_stand_for_the_same_thing_at_every_level() {
        check("全市", &[], "全市=全我");
        check("由市民政局牵头", &[], "市民政局=minzheng");
        check("区卫生健康局", &[], "区卫生健康局=weijian");
        check("市委宣传部", &[], "市委宣传部=xuanchuan");
        check("各县（市、区）", &[], "各县（市、区）=下级");
        check("济宁市", &["济宁市", "济宁"], "济宁市=我");
        check("民政局", &[], "");
        check("社区教育局", &[], "");
    }
}
