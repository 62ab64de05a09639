//! Paragraphs, headings and marks of a text, for the transforms.

use std::sync::LazyLock;

use regex::Regex;

/// Splits a label from the rest of a line.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(?:(?<chapter>[一二三四五六七八九十]{1,3}、)|",
        r"(?<section>[（(][一二三四五六七八九十]{1,3}[)）])|",
        r"(?<task>\d{1,2}[.．、])\s*)(?<rest>\D.*)$"
    ))
    .expect("the pattern is fixed")
});

/// The level of a labelled line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// 一、
    Chapter,
    /// （一）
    Section,
    /// 1.
    Task,
}

/// A line that begins with a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled<'a> {
    pub(super) level: Level,
    pub(super) label: &'a str,
    pub(super) rest: &'a str,
}

impl Labelled<'_> {
    /// The number the label says, 1 to 99; 0 for one that cannot be read.
    pub(super) fn number(&self) -> usize {
        let bare: String = self.label.chars().filter(|c| c.is_alphanumeric()).collect();
        bare.parse()
            .unwrap_or_else(|_| (1..100).find(|&n| numeral(n) == bare).unwrap_or(0))
    }
}

/// The label of a line, if it has one.
pub(super) fn labelled(line: &str) -> Option<Labelled<'_>> {
    let found = LABEL.captures(line)?;
    let rest = found.name("rest").map_or("", |m| m.as_str());
    let levels = [
        ("chapter", Level::Chapter),
        ("section", Level::Section),
        ("task", Level::Task),
    ];
    levels.into_iter().find_map(|(name, level)| {
        found.name(name).map(|label| Labelled {
            level,
            label: label.as_str(),
            rest,
        })
    })
}

/// True for a line that some style of label, a Markdown mark or neither makes a heading.
pub(super) fn is_headed(line: &str) -> bool {
    static HEADED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^\s*(?:[#*-]+\s*)?(?:第[一二三四五六七八九十]{1,3}(?:章|节|部分)|[①-⑳]|",
            r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|\d+(?:\.\d+)*\s)"
        ))
        .expect("the pattern is fixed")
    });
    HEADED.is_match(line)
}

/// 1 一, 12 十二, 20 二十.
pub(super) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

/// The width of a line in full characters.
pub(super) fn width(line: &str) -> usize {
    line.trim()
        .chars()
        .map(|c| if c.is_ascii() { 1 } else { 2 })
        .sum::<usize>()
        / 2
}

/// The lines of a text with the hard wraps of the copy taken out; other texts as they are.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let widths: Vec<usize> = lines
        .iter()
        .map(|line| width(line))
        .filter(|&w| w > 0)
        .collect();
    let count = |wanted: usize| widths.iter().filter(|&&w| w == wanted).count();
    // The page's width is the commonest one.
    let page = (20..45).max_by_key(|&w| count(w)).unwrap_or(0);
    if count(page) * 4 < widths.len() {
        return lines.into_iter().map(str::to_owned).collect();
    }
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
        let row = line.contains("期性") || line.contains("束性");
        match out.last_mut() {
            Some(last) if open && labelled(line).is_none() && !line.trim().starts_with("专栏") => {
                last.push_str(line.trim());
            }
            _ => out.push(line.trim().to_owned()),
        }
        open = width(line) + 3 >= page && !row;
    }
    out
}

/// Rewrites every paragraph.
pub(super) fn each(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    let lines: Vec<String> = paragraphs(text).iter().map(|line| rewrite(line)).collect();
    lines.join("\n")
}

/// Rewrites every labelled paragraph.
pub(super) fn each_labelled(text: &str, rewrite: impl Fn(Labelled<'_>) -> String) -> String {
    each(text, |line| {
        labelled(line).map_or_else(|| line.to_owned(), &rewrite)
    })
}

/// The line the body's title stands on: the last short line before the first chapter or
/// numbered heading that names a plan.
pub(super) fn title_line(lines: &[String]) -> usize {
    let first = lines
        .iter()
        .position(|line| labelled(line).is_some())
        .unwrap_or(0);
    let named = |line: &String| {
        width(line) < 40
            && ["规划", "意见", "方案"]
                .iter()
                .any(|word| line.contains(word))
    };
    lines[..first].iter().rposition(named).unwrap_or(0)
}
