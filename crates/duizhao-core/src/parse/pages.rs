//! Page numbers (页码): dressed ones by themselves, bare ones where they count the pages.
//!
//! ```text
//! - 25 -      第 3 页 共 20 页      dressed
//! 25                              bare: 24 stands a page before, 26 a page after
//! ```

use std::collections::BTreeMap;

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::label::{digit_value, is_blank};
use crate::parse::line::Line;

/// In a flat copy a bare number that was cut out of its line is a cell.
pub(super) fn mark_page_numbers(lines: &mut [Line<'_>], flat: bool, shape: &Shape) {
    let bare: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !(flat && line.begins))
        .filter_map(|(at, line)| bare_number(line.text).map(|n| (at, n)))
        .collect();
    for line in lines.iter_mut() {
        if is_page_number(line.text) {
            line.skip = Some(SkipReason::PageNumber);
        }
    }
    let found = regular_pages(lines, &bare, shape);
    let found = found.unwrap_or_else(|| increasing_pages(lines, &bare));
    for at in found {
        lines[at].skip = Some(SkipReason::PageNumber);
    }
}

/// 「- 25 -」, 「第 3 页 共 20 页」, 「3 / 20」: a number dressed as a page number.
fn is_page_number(text: &str) -> bool {
    let dash = |c: char| {
        matches!(
            c,
            '-' | '—' | '–' | '―' | '－' | '‐' | '﹣' | '·' | '~' | '─' | '一'
        )
    };
    let begins = |c| dash(c) || digit_value(c).is_some() || matches!(c, '第' | 'P' | 'p');
    let text = text.trim_matches(is_blank);
    // A page's source spells its dashes out: 「&mdash; 25 &mdash;」.
    let before = SPELLED_DASHES
        .iter()
        .find_map(|dash| text.strip_prefix(dash));
    let inner = before.unwrap_or(text);
    let after = SPELLED_DASHES
        .iter()
        .find_map(|dash| inner.strip_suffix(dash));
    let inner = after
        .unwrap_or(inner)
        .trim_matches(|c| is_blank(c) || dash(c));
    if (before.is_some() || after.is_some()) && bare_number(inner).is_some() {
        return true;
    }
    if !text.starts_with(begins) {
        return false;
    }
    let kept = text.chars().filter(|c| !is_blank(*c));
    let packed: String = kept.take(LONGEST_PAGE_NUMBER + 1).collect();
    let long = packed.chars().count() > LONGEST_PAGE_NUMBER;
    if long || !packed.chars().any(|c| digit_value(c).is_some()) {
        return false;
    }
    let inner = packed.trim_matches(dash);
    let dashed = packed.starts_with(dash) && packed.ends_with(dash) && inner.len() < packed.len();
    if dashed && inner.chars().all(|c| digit_value(c).is_some()) {
        return true;
    }
    if let Some((page, pages)) = packed.split_once('/') {
        let (page, pages) = (bare_number(page), bare_number(pages));
        return page <= pages && page.is_some() && pages >= Some(LEAST_PAGES);
    }
    let paged = packed.starts_with('第') && packed.contains('页');
    let rest: String = packed
        .chars()
        .filter(|c| digit_value(*c).is_none())
        .collect();
    (paged
        && matches!(
            rest.as_str(),
            "第页" | "第页共页" | "第页/共页" | "第页，共页" | "第页,共页"
        ))
        || matches!(rest.as_str(), "Page" | "page" | "Pageof" | "PAGE")
}

/// Dashes as a page's source may spell them.
const SPELLED_DASHES: [&str; 6] = [
    "&mdash;", "&ndash;", "&#8212;", "&#8211;", "&#x2014;", "&#x2013;",
];

/// No dressed page number is longer, in characters.
const LONGEST_PAGE_NUMBER: usize = 14;

/// 「3 / 20」 numbers a page of at least so many; 1/3 may be a share.
const LEAST_PAGES: u32 = 6;

fn bare_number(text: &str) -> Option<u32> {
    let value: Option<Vec<u32>> = text.chars().map(digit_value).collect();
    let digits = value.filter(|d| !d.is_empty() && d.len() <= 3)?;
    Some(digits.iter().fold(0, |sum, d| sum * 10 + d))
}

/// Bare numbers that count from 1, one every so many lines, from the document's first page to its
/// last: pages however short, and no rows, for which a table's head would stand above the first. A
/// copy that holds its text twice may count from 1 twice.
fn regular_pages(lines: &[Line<'_>], bare: &[(usize, u32)], shape: &Shape) -> Option<Vec<usize>> {
    let heads = |line: &Line<'_>| shape.number_heads.iter().any(|word| word == line.text);
    let first = bare.iter().find(|(_, number)| *number == 1)?.0;
    if lines[..first].iter().any(heads) {
        return None;
    }
    let numbers: BTreeMap<usize, u32> = bare.iter().copied().collect();
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        let rest = &bare[bare.partition_point(|(at, _)| *at < from)..];
        let start = rest.iter().find(|(_, number)| *number == 1)?.0;
        let seconds = rest.iter().filter(|(at, n)| *n == 2 && *at > start);
        let mut runs = seconds
            .take(MOST_CANDIDATES)
            .map(|&(second, _)| (second - start, regular_run(&numbers, start, second - start)));
        let (page, run) = runs.find(|(page, run)| {
            run.len() >= LEAST_REGULAR && *page >= LEAST_PAGE_LINES && start - from <= *page + 2
        })?;
        found.extend(&run);
        from = run.last()? + 1;
        if from + page >= lines.len() {
            return Some(found);
        }
    }
}

/// Numbers from 1 on, one every `page` lines; the last page may be shorter, where nothing is
/// counted after it but pages from 1.
fn regular_run(numbers: &BTreeMap<usize, u32>, start: usize, page: usize) -> Vec<usize> {
    let mut run: Vec<usize> = (start..)
        .step_by(page)
        .zip(1..)
        .take_while(|(at, number)| numbers.get(at) == Some(number))
        .map(|(at, _)| at)
        .collect();
    if let Some(&last) = run.last() {
        let mut after = numbers.range(last + 1..).map(|(at, number)| (*at, *number));
        let next = after
            .next()
            .filter(|(at, number)| *at < last + page && *number == run.len() as u32 + 1);
        let ends = after.next().is_none_or(|(_, number)| number == 1);
        run.extend(next.filter(|_| ends).map(|(at, _)| at));
    }
    run
}

/// Fewer numbers at equal distances may be chance.
const LEAST_REGULAR: usize = 8;
/// A page has more lines.
const LEAST_PAGE_LINES: usize = 6;

/// The longest run of page numbers, and beside it one of about as many, where a copy holds its text
/// twice.
fn increasing_pages(lines: &[Line<'_>], bare: &[(usize, u32)]) -> Vec<usize> {
    let lengths = Lengths::of(lines);
    let mut run = longest_run(bare, &lengths);
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else {
        return run;
    };
    let before = &bare[..bare.partition_point(|(at, _)| *at < first)];
    let after = &bare[bare.partition_point(|(at, _)| *at <= last)..];
    let pages = run.len().max(LEAST_REGULAR + 2) - 2;
    for rest in [before, after] {
        let other = longest_run(rest, &lengths);
        if other.len() >= pages {
            run.extend(other);
        }
    }
    run
}

/// Bare numbers count as page numbers only where they rise over the document with prose
/// between them, page after page about as long; those of a table's first column stand too
/// close or beside short cells.
fn longest_run(bare: &[(usize, u32)], lengths: &Lengths) -> Vec<usize> {
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &(at, number) in bare {
        places.entry(number).or_default().push(at);
    }
    let starts = bare.iter().filter(|(_, number)| *number <= FIRST_PAGES);
    starts
        .take(MOST_STARTS)
        .map(|&(at, number)| pages_from(at, number, &places, lengths))
        .filter(|run| run.len() >= 3)
        .max_by_key(Vec::len)
        .unwrap_or_default()
}

/// A copy's page numbers begin with one of these.
const FIRST_PAGES: u32 = 5;
/// So many bare numbers are tried as the first page.
const MOST_STARTS: usize = 24;

/// The run of page numbers that begins at one line.
fn pages_from(
    at: usize,
    number: u32,
    places: &BTreeMap<u32, Vec<usize>>,
    lengths: &Lengths,
) -> Vec<usize> {
    let mut run = vec![at];
    let (mut at, mut number) = (at, number);
    let mut before: Option<usize> = None;
    while let Some(next) = places.get(&(number + 1)) {
        let after = next.partition_point(|place| *place <= at);
        let candidates = next[after..].iter().take(MOST_CANDIDATES).copied();
        let apart = candidates.filter(|&place| lengths.apart(at, place));
        let Some(place) = apart.min_by_key(|&place| {
            before.map_or(0, |before| lengths.lines(at, place).abs_diff(before))
        }) else {
            break;
        };
        before = Some(lengths.lines(at, place));
        run.push(place);
        (at, number) = (place, number + 1);
    }
    run
}

/// So many places of a number are looked at for the next page.
const MOST_CANDIDATES: usize = 8;

/// Columns of text and lines with text before each line.
struct Lengths {
    columns: Vec<usize>,
    lines: Vec<usize>,
}

impl Lengths {
    fn of(lines: &[Line<'_>]) -> Self {
        let sums = |length: fn(&Line<'_>) -> usize| {
            let mut sum = 0;
            let before = lines.iter().map(|line| {
                let here = sum;
                sum += length(line);
                here
            });
            before.collect::<Vec<_>>()
        };
        Lengths {
            columns: sums(|line| line.width),
            lines: sums(|line| usize::from(!line.is_blank())),
        }
    }

    fn lines(&self, from: usize, to: usize) -> usize {
        self.lines[to] - self.lines[from]
    }

    /// True where a page fits between two lines.
    fn apart(&self, from: usize, to: usize) -> bool {
        self.columns[to] - self.columns[from] >= 500 || self.lines(from, to) > MOST_ROW_LINES
    }
}

/// The numbers of a table's rows stand at most this many lines apart.
const MOST_ROW_LINES: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::parse::line::read_lines;

    fn numbers(source: &str) -> usize {
        let lines = read_lines(source, false, Lexicon::builtin().shape());
        let skipped = lines
            .iter()
            .filter(|line| line.skip == Some(SkipReason::PageNumber));
        skipped.count()
    }

    /// Eight lines a page, most of them cells.
    #[test]
    fn numbers_on_every_short_page_are_no_cells() {
        let page = |number: u32| format!("{}{number}\n", "参保率\n95\n预期性\n".repeat(3));
        let text = (1..=12).map(page).collect::<Vec<_>>().concat();
        assert_eq!(numbers(&text), 12);
        assert_eq!(numbers(&format!("序号\n{text}")), 0);
        let row = |row: u32| format!("{row}\n参保率\n预期性\n");
        let rows = (1..=12).map(row).collect::<Vec<_>>().concat();
        assert_eq!(numbers(&rows), 0);
    }

    #[test]
    fn page_numbers_are_known_by_their_dress() {
        for text in ["- 25 -", "—3—", "— 12 —", "第 3 页 共 20 页", "－ 4 －"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["25", "3.", "2025年", "第三页", "-", "99%"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
