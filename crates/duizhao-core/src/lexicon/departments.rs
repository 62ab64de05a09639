//! Government departments (责任单位) and what they do, across levels and renames.
//!
//! A county names another office than its city for the same work:
//!
//! ```text
//! 市卫生健康委、市教育局、市体育局   →  weijian, jiaoyu, tiyu
//! 区卫计局、区教育和体育局           →  weijian, jiaoyu, tiyu
//! 公安局市中分局                     →  gongan
//! ```
//!
//! A name is reduced to the functions it holds by taking off its level (市, 区委), its place
//! (济宁) and its body (分局, 大队). All names are data: `lexicon/departments.toml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::lexicon::outpost::Outpost;

/// Names what a department does; never shown to readers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub String);

/// All departments known to the program.
pub struct Departments {
    canonical_names: BTreeMap<FunctionId, String>,
    by_name: BTreeMap<String, Vec<FunctionId>>,
    by_stem: BTreeMap<String, Vec<FunctionId>>,
    longest_first: Vec<String>,
    /// The first two characters of every name and short form.
    openings: FxHashSet<[char; 2]>,
    prefix: Prefix,
    tail: Tail,
    collective: Collective,
    government: Government,
    outpost: Outpost,
    #[cfg(test)]
    examples: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct File {
    suffixes: Vec<String>,
    prefix: Prefix,
    tail: Tail,
    collective: Collective,
    government: Government,
    outpost: Outpost,
    function: Vec<Function>,
    merged: Vec<Merged>,
    #[cfg(test)]
    examples: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Prefix {
    levels: Vec<String>,
    organs: Vec<String>,
}

#[derive(Deserialize)]
struct Tail {
    bodies: Vec<String>,
}

#[derive(Deserialize)]
struct Collective {
    starts: Vec<String>,
    contains: Vec<String>,
    equals: Vec<String>,
}

#[derive(Deserialize)]
struct Government {
    ends: Vec<String>,
}

#[derive(Deserialize)]
struct Function {
    id: String,
    name: String,
    stems: Vec<String>,
    #[serde(default)]
    suffixes: Option<Vec<String>>,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Merged {
    names: Vec<String>,
    functions: Vec<String>,
}

/// A place before a name may be this long: 新疆生产建设兵团.
const LONGEST_PLACE: usize = 8;
/// Longest description of a local branch before its kind: 交通警察支队张店(大队).
const LONGEST_BRANCH: usize = 10;
/// What a copy leaves of 分局 when it lost the 局.
const LOST_BODY: &str = "分";

impl Departments {
    pub(super) fn builtin() -> Self {
        let file: File = toml::from_str(include_str!("../../lexicon/departments.toml"))
            .expect("the built-in directory of departments is valid TOML");
        let mut departments = Departments {
            canonical_names: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_stem: BTreeMap::new(),
            longest_first: Vec::new(),
            openings: FxHashSet::default(),
            prefix: file.prefix,
            tail: file.tail,
            collective: file.collective,
            government: file.government,
            outpost: file.outpost,
            #[cfg(test)]
            examples: file.examples,
        };
        for function in file.function {
            departments.add_function(function, &file.suffixes);
        }
        for merged in file.merged {
            let ids: Vec<FunctionId> = merged.functions.into_iter().map(FunctionId).collect();
            for name in merged.names {
                departments.by_name.insert(name, ids.clone());
            }
        }
        let known = departments.by_name.keys().chain(departments.by_stem.keys());
        departments.openings = known.filter_map(|name| opening(name)).collect();
        departments.longest_first = departments.by_name.keys().cloned().collect();
        departments
            .longest_first
            .sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        departments
    }

    fn add_function(&mut self, function: Function, default_suffixes: &[String]) {
        let id = FunctionId(function.id);
        let suffixes = function.suffixes.as_deref().unwrap_or(default_suffixes);
        for stem in &function.stems {
            self.by_stem
                .entry(stem.clone())
                .or_insert_with(|| vec![id.clone()]);
            for suffix in suffixes {
                let name = format!("{stem}{suffix}");
                self.by_name.entry(name).or_insert_with(|| vec![id.clone()]);
            }
        }
        for name in function.names {
            self.by_name.entry(name).or_insert_with(|| vec![id.clone()]);
        }
        self.by_name
            .entry(function.name.clone())
            .or_insert_with(|| vec![id.clone()]);
        self.canonical_names.insert(id, function.name);
    }

    /// All full names without level prefix, longest first; for splitting names that ran
    /// together. Short forms without an organ suffix (民政) are not among them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.longest_first.iter().map(String::as_str)
    }

    /// The levels that may stand before a name (市, 区, 县).
    pub fn level_prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefix.levels.iter().map(String::as_str)
    }

    /// The name readers are shown for a function.
    pub fn canonical_name(&self, id: &FunctionId) -> Option<&str> {
        self.canonical_names.get(id).map(String::as_str)
    }

    /// The functions that `surface` holds; empty where no rule knows it.
    pub fn canonical(&self, surface: &str) -> Vec<&FunctionId> {
        let surface: String = surface.chars().filter(|c| !c.is_whitespace()).collect();
        let surface = without_brackets(&surface);
        if surface.is_empty() || self.is_collective(surface) {
            return Vec::new();
        }
        self.functions_of(surface)
            .map_or_else(Vec::new, |ids| ids.iter().collect())
    }

    /// True for a name of no single department: 各镇街, 有关部门.
    pub fn is_collective(&self, surface: &str) -> bool {
        let words = &self.collective;
        let mut starts = words.starts.iter();
        let bare = self.without_level(surface);
        starts.any(|word| surface.starts_with(word.as_str()))
            || words.equals.iter().any(|word| word == bare)
            || words
                .contains
                .iter()
                .any(|word| surface.contains(word.as_str()))
    }

    /// True for a government or its outpost, named by its place: 青浦区政府, 临港新片区管委会.
    pub fn is_government(&self, surface: &str) -> bool {
        let ends = self.government.ends.iter();
        let mut places = ends.filter_map(|end| surface.strip_suffix(end.as_str()));
        places.any(|place| (2..=LONGEST_PLACE + 3).contains(&place.chars().count()))
    }

    /// True for the outpost of a central organ, named by its place: 国家税务总局济宁市税务局.
    pub fn is_outpost(&self, surface: &str) -> bool {
        self.outpost.parts(surface).is_some()
    }

    /// True where both names hold a function in common.
    pub fn same_function(&self, a: &str, b: &str) -> bool {
        let theirs = self.canonical(b);
        self.canonical(a).iter().any(|id| theirs.contains(id))
    }

    /// What it costs to read the whole of `surface` as one name, character by character: 2 for
    /// a full name, 3 for a short form (民政), one more with a local branch (张店分局). None
    /// where it is not spelt as a name.
    pub fn spelling_cost(&self, surface: &str) -> Option<u32> {
        let level = self.without_level(surface);
        let organ = |rest: &str| {
            let organs = self.prefix.organs.iter();
            organs
                .filter_map(|organ| rest.strip_prefix(organ.as_str()))
                .map(str::len)
                .min()
        };
        let starts = [surface.len(), level.len()].into_iter();
        let starts = starts.chain(organ(level)).chain(organ(surface));
        starts
            .filter_map(|len| self.spelling_of_name(&surface[surface.len() - len..]))
            .min()
    }

    /// False where no beginning of `text` is spelt as a name, so that none need be tried.
    pub fn may_start(&self, text: &str) -> bool {
        let bare = |rest: &str| {
            let organs = self.prefix.organs.iter();
            let mut bodies = organs.filter_map(|organ| rest.strip_prefix(organ.as_str()));
            self.opens_as_name(rest) || bodies.any(|rest| self.opens_as_name(rest))
        };
        let levels = self.prefix.levels.iter();
        let mut within = levels.filter_map(|level| text.strip_prefix(level.as_str()));
        bare(text) || within.any(bare)
    }

    /// False for nearly all stretches of a text: no name begins so.
    fn opens_as_name(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let (first, second) = (chars.next(), chars.next());
        let known = |second: char| first.is_some_and(|c| self.openings.contains(&[c, second]));
        // A copy may have lost the 局 of a name.
        second.is_some_and(known) || known('局')
    }

    fn spelling_of_name(&self, name: &str) -> Option<u32> {
        if !self.opens_as_name(name) {
            return None;
        }
        let exact = |name: &str| match () {
            () if self.by_name.contains_key(name) => Some(2),
            () if self.by_stem.contains_key(name) && name.chars().count() >= 2 => Some(3),
            // 教育和体育(局): the copy lost the suffix.
            () if self.by_name.contains_key(&format!("{name}局")) => Some(4),
            () => None,
        };
        if let Some(cost) = exact(name) {
            return Some(cost);
        }
        let bodies = self.tail.bodies.iter();
        let mut bodies = bodies.map(String::as_str).chain([LOST_BODY]);
        if !bodies.any(|body| name.ends_with(body)) {
            return None;
        }
        let ends = name.char_indices().map(|(at, _)| at).skip(2);
        ends.filter(|&at| self.is_branch(&name[at..]))
            .filter_map(|at| exact(&name[..at]))
            .min()
            .map(|cost| cost + 1)
    }

    /// 机关, 张店分局, 交通警察支队张店大队, and 张店分 where the copy lost the 局.
    fn is_branch(&self, tail: &str) -> bool {
        let bodies = self.tail.bodies.iter();
        let mut ends = bodies.filter_map(|body| tail.strip_suffix(body.as_str()));
        let fits = |before: &str| {
            let length = before.chars().count();
            let levels = self.prefix.levels.iter();
            // 州 ends the names of cities too: 杭州, 苏州.
            let city = length == 2 && before.ends_with('州');
            let level = |level: &String| before.contains(level.as_str());
            length <= LONGEST_BRANCH
                && (city || !levels.into_iter().any(level))
                && !parts(before).any(|(_, part)| self.by_name.contains_key(part))
                && !self.holds_placed_stem(before)
        };
        let short = tail
            .strip_suffix(LOST_BODY)
            .filter(|place| place.chars().count() == 2);
        ends.any(fits) || short.is_some_and(fits)
    }

    /// True for another office with its place: 济宁银保监(分局) after 市残联.
    fn holds_placed_stem(&self, branch: &str) -> bool {
        parts(branch).any(|(at, part)| {
            let long = at > 0 && part.chars().count() > 2;
            long && self.by_stem.contains_key(part) && !branch.starts_with(part)
        })
    }

    fn functions_of(&self, surface: &str) -> Option<&Vec<FunctionId>> {
        if let Some((organ, end)) = self.outpost.parts(surface) {
            let known = self.ending_with_name(organ);
            return known.or_else(|| self.ending_with_name(end));
        }
        if let Some(ids) = self.ending_with_name(surface) {
            return Some(ids);
        }
        let mut bodies = self.tail.bodies.iter();
        match bodies.find_map(|body| surface.strip_suffix(body.as_str())) {
            Some(bare) => self
                .ending_with_name(bare)
                .or_else(|| self.starting_with_name(bare)),
            None => self.before_lost_body(surface),
        }
    }

    /// 医疗保障局兖州分(局): the name before a branch of which the copy kept 分 only.
    fn before_lost_body(&self, surface: &str) -> Option<&Vec<FunctionId>> {
        let place = surface
            .strip_suffix(LOST_BODY)?
            .char_indices()
            .rev()
            .nth(1)?
            .0;
        let (name, branch) = surface.split_at(place);
        self.ending_with_name(name)
            .filter(|_| self.is_branch(branch))
    }

    /// The longest known name at the end; what stands before it must read as a place.
    fn ending_with_name(&self, surface: &str) -> Option<&Vec<FunctionId>> {
        let starts = surface
            .char_indices()
            .map(|(at, _)| at)
            .take(LONGEST_PLACE + 3);
        for at in starts {
            let (before, rest) = surface.split_at(at);
            let known = self.by_name.get(rest).or_else(|| self.by_stem.get(rest));
            if let Some(ids) = known.filter(|_| self.reads_as_place(before)) {
                return Some(ids);
            }
        }
        None
    }

    /// 公安局市中(分局): a known name first, then the place.
    fn starting_with_name(&self, bare: &str) -> Option<&Vec<FunctionId>> {
        let ends: Vec<usize> = bare.char_indices().map(|(at, _)| at).skip(1).collect();
        ends.into_iter().rev().find_map(|end| {
            let name = self.without_level(&bare[..end]);
            self.by_name.get(name).or_else(|| self.by_stem.get(name))
        })
    }

    fn reads_as_place(&self, before: &str) -> bool {
        let organless = self.prefix.organs.iter().fold(before, |rest, organ| {
            rest.strip_suffix(organ.as_str()).unwrap_or(rest)
        });
        organless.chars().count() <= LONGEST_PLACE
            && !parts(organless).any(|(_, part)| self.by_name.contains_key(part))
    }

    fn without_level<'a>(&self, surface: &'a str) -> &'a str {
        let levels = &self.prefix.levels;
        levels
            .iter()
            .find_map(|level| surface.strip_prefix(level.as_str()))
            .unwrap_or(surface)
    }
}

/// 残联（残工委办） → 残联.
fn without_brackets(surface: &str) -> &str {
    let end = surface
        .find(['（', '('])
        .filter(|&at| at > 0 && surface.ends_with(['）', ')']));
    end.map_or(surface, |at| &surface[..at])
}

/// The first two characters of a name; none for a shorter one.
fn opening(name: &str) -> Option<[char; 2]> {
    let mut chars = name.chars();
    Some([chars.next()?, chars.next()?])
}

/// Every part of a short text with its place: to look a few up is less than to look for all names.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.char_indices().flat_map(move |(start, _)| {
        let ends = text[start..]
            .char_indices()
            .map(move |(at, c)| start + at + c.len_utf8());
        ends.map(move |end| (start, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_maps_to_its_functions() {
        let departments = Departments::builtin();
        for (surface, expected) in &departments.examples {
            let found: Vec<&str> = departments
                .canonical(surface)
                .iter()
                .map(|id| id.0.as_str())
                .collect();
            assert_eq!(&found, expected, "{surface}");
        }
    }

    #[test]
    fn every_merged_name_knows_its_functions() {
        let departments = Departments::builtin();
        assert!(departments.canonical_names.len() >= 80);
        for (name, ids) in &departments.by_name {
            for id in ids {
                assert!(
                    departments.canonical_names.contains_key(id),
                    "{name}: {id:?}"
                );
            }
        }
    }

    #[test]
    fn renames_and_mergers_share_a_function() {
        let departments = Departments::builtin();
        assert!(departments.same_function("市体育局", "区教育和体育局"));
        assert!(departments.same_function("市卫生健康委", "卫计局"));
        assert!(!departments.same_function("市教育局", "市体育局"));
        assert!(!departments.same_function("各镇街", "各镇街"));
    }

    #[test]
    fn collectives_are_no_department() {
        let departments = Departments::builtin();
        for surface in [
            "各镇街",
            "市政府有关部门",
            "各县市区政府",
            "管委会",
            "区直有关单位",
        ] {
            assert!(departments.is_collective(surface), "{surface}");
        }
        assert!(!departments.is_collective("市民政局"));
    }

    #[test]
    fn governments_are_told_by_their_ends() {
        let departments = Departments::builtin();
        for surface in ["青浦区政府", "临港新片区管委会", "东山街道办事处"] {
            assert!(departments.is_government(surface), "{surface}");
        }
        assert!(!departments.is_government("市民政局"));
        assert!(!departments.is_government("政府"));
    }

    #[test]
    fn names_come_longest_first() {
        let departments = Departments::builtin();
        let lengths: Vec<usize> = departments
            .names()
            .map(|name| name.chars().count())
            .collect();
        assert!(lengths.windows(2).all(|pair| pair[0] >= pair[1]));
    }
}
