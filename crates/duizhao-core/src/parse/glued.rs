//! Cuts department names that ran together when a copy lost its separators.
//!
//! ```text
//! 区住房城乡建设局区发展和改革局   →  区住房城乡建设局|区发展和改革局
//! 民政财政区卫生健康局乡村振兴     →  民政|财政|区卫生健康局|乡村振兴
//! 区文化旅游和新闻出版局          →  one name: 和 joins, it does not part
//! ```
//!
//! The cheapest cut into names that the department directory knows, found by dynamic
//! programming; characters no name covers go to the name before them.

use crate::lexicon::Lexicon;
use crate::parse::label::is_blank;

/// Longest known name with its prefixes and local tail, in characters.
const LONGEST_NAME: usize = 24;
/// Cost of a character that no known name covers.
const UNKNOWN: u32 = 3;

/// Byte ranges of the names in `text`.
pub(crate) fn split_glued(text: &str, lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !is_blank(*c)).collect();
    if chars.is_empty() {
        return Vec::new();
    }
    let bracketed = text.contains(['（', '(']) && chars.len() <= LONGEST_NAME;
    if chars.len() < 4 || bracketed || lexicon.departments().is_collective(text) {
        return vec![(0, text.len())];
    }
    let packed: String = chars.iter().map(|(_, c)| *c).collect();
    if is_one_name(&packed, lexicon) {
        return vec![(0, text.len())];
    }
    let cuts = cheapest(&packed, lexicon);
    let starts: Vec<usize> = cuts.iter().map(|&at| chars[at].0).collect();
    let mut out = Vec::new();
    for (at, &start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        let piece = text[start..end].trim_end_matches(is_blank);
        out.push((start, start + piece.len()));
    }
    out
}

/// True for a full name, which costs no more than any two.
fn is_one_name(text: &str, lexicon: &Lexicon) -> bool {
    let one = |cost| cost <= MANY;
    text.chars().count() <= LONGEST_NAME && price(text, lexicon).is_some_and(one)
}

/// Character positions at which names start.
fn cheapest(text: &str, lexicon: &Lexicon) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let end = |to: usize| places.get(to).copied().unwrap_or(text.len());
    let count = chars.len();
    // best[i]: cost of the first i characters, and the start and kind of the last piece.
    let mut best: Vec<(u32, usize, bool)> = vec![(u32::MAX, 0, false); count + 1];
    best[0] = (0, 0, false);
    for from in 0..count {
        let (cost, ..) = best[from];
        if cost == u32::MAX {
            continue;
        }
        relax(&mut best, from + 1, cost + UNKNOWN, from, false);
        if !starts_name(&chars, from) || !may_start(&text[places[from]..], lexicon) {
            continue;
        }
        for to in from + 2..=count.min(from + LONGEST_NAME) {
            let name = &text[places[from]..end(to)];
            if ends_name(&chars, to)
                && let Some(price) = price(name, lexicon)
            {
                relax(&mut best, to, cost + price, from, true);
            }
        }
    }
    let mut pieces = Vec::new();
    let mut at = count;
    while at > 0 {
        let (_, from, known) = best[at];
        pieces.push((from, known));
        at = from;
    }
    pieces.reverse();
    let known = pieces.iter().filter(|(_, known)| *known).count();
    if known < 2 {
        return vec![0];
    }
    let mut starts = vec![0];
    for (index, &(from, known)) in pieces.iter().enumerate() {
        let led_by_unknown =
            index > 0 && !pieces[index - 1].1 && pieces[..index].iter().all(|(_, k)| !k);
        if known && from > 0 && !led_by_unknown {
            starts.push(from);
        }
    }
    starts
}

/// False where [`price`] has none for any beginning of `text`.
fn may_start(text: &str, lexicon: &Lexicon) -> bool {
    let departments = lexicon.departments();
    let placed = |at: usize| lexicon.divisions().is_place(&text[..at]);
    text.starts_with('各')
        || text.starts_with(STREET_OFFICE)
        || departments.may_start(text)
        || text
            .char_indices()
            .nth(2)
            .is_some_and(|(at, _)| departments.may_start(&text[at..]) && placed(at))
}

/// What it costs to read `name` as one name; a place may stand before it: 济宁银保监分局.
fn price(name: &str, lexicon: &Lexicon) -> Option<u32> {
    let departments = lexicon.departments();
    if is_many(name, lexicon) {
        return Some(MANY);
    }
    if departments.is_outpost(name) {
        return Some(OUTPOST);
    }
    departments.spelling_cost(name).or_else(|| {
        let (at, _) = name.char_indices().nth(2)?;
        let placed = lexicon.divisions().is_place(&name[..at]);
        placed
            .then(|| departments.spelling_cost(&name[at..]))
            .flatten()
            .map(|cost| cost + 1)
    })
}

/// True for a name of many: 各区市政府, 各镇街.
fn is_many(name: &str, lexicon: &Lexicon) -> bool {
    let short = (3..=LONGEST_MANY).contains(&name.chars().count());
    let ends = [
        "政府",
        "部门",
        "单位",
        "街道",
        "镇街",
        "乡镇",
        "管委会",
        "办事处",
    ];
    let all = name.starts_with('各') && short && ends.iter().any(|end| name.ends_with(end));
    all && lexicon.departments().is_collective(name) || name == STREET_OFFICE
}

/// A name of many by itself.
const STREET_OFFICE: &str = "街道办事处";

/// A name of many within a list is not longer, in characters.
const LONGEST_MANY: usize = 12;
/// Cost of the outpost of a central organ, less than its parts cost.
const OUTPOST: u32 = 1;
/// Cost of a name of many.
const MANY: u32 = 2;

fn relax(best: &mut [(u32, usize, bool)], at: usize, cost: u32, from: usize, known: bool) {
    // On equal cost the longer last name wins: it starts earlier.
    if cost < best[at].0 || cost == best[at].0 && from < best[at].1 {
        best[at] = (cost, from, known);
    }
}

/// 和, 与, 及 before a name join it to the one before; 人民政府 holds no 民政.
fn starts_name(chars: &[char], from: usize) -> bool {
    let within_government = chars[from..].starts_with(&['民', '政', '府']);
    from == 0 || !matches!(chars[from - 1], '和' | '与' | '及') && !within_government
}

fn ends_name(chars: &[char], to: usize) -> bool {
    chars
        .get(to)
        .is_none_or(|c| !matches!(c, '和' | '与' | '及'))
}
