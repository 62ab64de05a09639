//! Running heads, feet and page numbers are left out: they would stand in the middle of sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Place};

/// Heads and feet stand within this share of the page's height.
const MARGIN: f64 = 0.13;
/// How many lines at the top and at the bottom are looked at.
const DEEP: usize = 2;
/// A head stands on at least this many pages.
const REPEATED: usize = 3;

/// A number that says its page stands on at least this many.
const COUNTED: usize = 2;

/// Removes them and says how many lines they were.
pub(super) fn remove(pages: &mut [Vec<Line>]) -> u32 {
    let mut seen: BTreeMap<(String, i64), BTreeSet<usize>> = BTreeMap::new();
    let mut counts: BTreeMap<(i64, i64), BTreeSet<usize>> = BTreeMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for at in edges(lines) {
            let (masked, place) = key(&lines[at]);
            let offset = bare_number(&lines[at].text).map(|number| number - nth(page));
            for near in [place - 1, place, place + 1] {
                seen.entry((masked.clone(), near)).or_default().insert(page);
                if let Some(offset) = offset {
                    counts.entry((offset, near)).or_default().insert(page);
                }
            }
        }
    }
    let mut left_out = 0;
    let many = pages.len();
    for (page, lines) in pages.iter_mut().enumerate() {
        let doomed: Vec<usize> = edges(lines)
            .into_iter()
            .filter(|&at| {
                let line = &lines[at];
                let key = key(line);
                let on = seen.get(&key).map_or(0, BTreeSet::len);
                let Some(number) = bare_number(&line.text) else {
                    return decorated(&line.text) || (on >= REPEATED && on * 3 >= many);
                };
                // The serials of a table's rows count up too, where pages happen to break at them;
                // a page number stands on most pages.
                let count = counts.get(&(number - nth(page), key.1));
                let counted = count.map_or(0, BTreeSet::len);
                let most = |on: usize, least| on >= least && on * 2 >= many;
                most(counted, COUNTED) || most(on, REPEATED)
            })
            .collect();
        for at in doomed.into_iter().rev() {
            lines.remove(at);
            left_out += 1;
        }
    }
    left_out
}

fn nth(page: usize) -> i64 {
    i64::from(page as u32)
}

/// The lines at the edges of a page, in order.
fn edges(lines: &[Line]) -> Vec<usize> {
    let free = |line: &Line| line.place == Place::Page;
    let high = |line: &Line| line.y <= line.height * MARGIN;
    let low = |line: &Line| line.y >= line.height * (1.0 - MARGIN);
    let top = (0..lines.len().min(DEEP)).take_while(|&at| free(&lines[at]) && high(&lines[at]));
    let mut out: BTreeSet<usize> = top.collect();
    let bottom = (0..lines.len()).rev().take(DEEP);
    out.extend(bottom.take_while(|&at| free(&lines[at]) && low(&lines[at])));
    out.into_iter().collect()
}

/// The text without its numbers, and where it stands.
fn key(line: &Line) -> (String, i64) {
    let masked = line.text.chars().filter(|c| !c.is_whitespace());
    let masked: String = masked
        .map(|c| if c.is_numeric() { '#' } else { c })
        .collect();
    (masked, (line.y / 4.0).round() as i64)
}

fn narrow(text: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(half)
        .collect()
}

fn bare_number(text: &str) -> Option<i64> {
    let text = narrow(text);
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

/// — 3 —, 第 3 页 共 28 页, 3 / 28.
fn decorated(text: &str) -> bool {
    let text = narrow(text);
    let marks = "—–-―－─·•~～第页頁共/|,，";
    let (mut digits, mut decor) = (0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            c if marks.contains(c) => decor += 1,
            _ => return false,
        }
    }
    let framed = text.starts_with(|c: char| !c.is_ascii_digit())
        && text.ends_with(|c: char| !c.is_ascii_digit());
    (1..=8).contains(&digits) && decor > 0 && (framed || text.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, y: f64) -> Line {
        Line {
            text: text.to_owned(),
            x: 100.0,
            end: 200.0,
            y,
            size: 10.0,
            height: 800.0,
            place: Place::Page,
        }
    }

    #[test]
    fn page_numbers_are_known_by_their_form() {
        for number in [
            "— 3 —",
            "-12-",
            "第 3 页",
            "第3页 共28页",
            "3 / 28",
            "－３－",
        ] {
            assert!(decorated(number), "{number}");
        }
        for text in ["2021-2025", "3", "第三章", "2025年", "—", "10万"] {
            assert!(!decorated(text), "{text}");
        }
    }

    #[test]
    fn heads_and_numbers_go_and_the_text_stays() {
        let page = |n: usize| {
            vec![
                line("济宁市残疾人规划", 40.0),
                line(["总则", "目标", "任务", "保障"][n - 1], 90.0),
                line("正文到底", 600.0),
                line(&n.to_string(), 770.0),
            ]
        };
        let mut pages: Vec<Vec<Line>> = (1..=4).map(page).collect();
        assert_eq!(remove(&mut pages), 8);
        let left: Vec<&str> = pages[1].iter().map(|line| line.text.as_str()).collect();
        assert_eq!(left, ["目标", "正文到底"]);
    }

    #[test]
    fn serials_of_a_table_at_the_ends_of_two_pages_are_text() {
        let page = |text: [&str; 2]| vec![line(text[0], 90.0), line(text[1], 770.0)];
        let mut pages: Vec<Vec<Line>> = [
            ["21", "做好托养"],
            ["县民政局", "22"],
            ["做好康复", "23"],
            ["县残联", "24 完善教育"],
            ["县教育局", "做好就业"],
        ]
        .map(page)
        .into();
        assert_eq!(remove(&mut pages), 0);
    }

    #[test]
    fn a_year_alone_at_the_foot_is_text() {
        let mut pages = vec![vec![line("目标", 90.0), line("2025", 770.0)]];
        assert_eq!(remove(&mut pages), 0);
    }
}
