//! Dates and periods, as printed, in Han numerals, and as damaged copies have them.

use crate::lexicon::Patterns;
use crate::model::Date;

/// 「2021年 11月 25日」, 「二〇二一年十一月二十五日」, 「2022-10-21」, damaged 「20221020日」.
pub(super) fn find_date(text: &str, patterns: &Patterns) -> Option<(usize, usize, Date)> {
    patterns.dates.iter().find_map(|pattern| {
        let found = pattern.captures(text)?;
        let year = number(&found[1])?;
        let (month, day) = (number(&found[2])?, number(&found[3])?);
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        let whole = found.get(0)?;
        valid.then_some((
            whole.start(),
            whole.end(),
            Date {
                year,
                month: month as u8,
                day: day as u8,
            },
        ))
    })
}

/// The last date of a text: a notice that ran into its signature names earlier ones. That of an
/// imprint (…印发) is none.
pub(super) fn last_date(text: &str, patterns: &Patterns) -> Option<(usize, usize, Date)> {
    let mut last: Option<(usize, usize, Date)> = None;
    let tail = text.char_indices().rev().nth(LONGEST_END);
    let mut from = tail.map_or(0, |(at, _)| at);
    while let Some((start, end, date)) = find_date(&text[from..], patterns) {
        if !text[from + end..].starts_with("印发") {
            last = Some((from + start, from + end, date));
        }
        from += end;
    }
    last.or_else(|| find_date(text, patterns))
}

/// The signature of a notice stands within so many characters of its end.
const LONGEST_END: usize = 800;

fn number(text: &str) -> Option<u16> {
    if let Ok(value) = crate::text::ascii_digits(text).parse() {
        return Some(value);
    }
    if text.chars().count() == 4 && !text.contains('十') {
        let digits: Option<Vec<usize>> = text
            .chars()
            .map(|c| match c {
                '〇' | '○' | '零' | 'Ｏ' | '0' => Some(0),
                _ => "一二三四五六七八九"
                    .chars()
                    .position(|d| d == c)
                    .map(|p| p + 1),
            })
            .collect();
        return digits.map(|d| d.iter().fold(0, |sum, d| sum * 10 + *d as u16));
    }
    crate::parse::label::read_han_number(text).map(|n| n as u16)
}

/// 「“十四五”」 is 2021–2025; years in the title win.
pub(super) fn read_period(title: &str, patterns: &Patterns) -> Option<(u16, u16)> {
    if let Some(found) = patterns.years.captures(title) {
        return Some((number(&found[1])?, number(&found[2])?));
    }
    five_year_plan(title)
}

/// The tenth five-year plan began in 2001, each following one five years later.
pub(super) fn five_year_plan(text: &str) -> Option<(u16, u16)> {
    let plans = [
        "十五",
        "十一五",
        "十二五",
        "十三五",
        "十四五",
        "十五五",
        "十六五",
    ];
    let at = plans.iter().position(|name| {
        [
            format!("“{name}”"),
            format!("\"{name}\""),
            format!("{name}规划"),
            format!("{name}时期"),
            format!("第{}个五年", name.strip_suffix('五').unwrap_or(name)),
        ]
        .iter()
        .any(|form| text.contains(form.as_str()))
            || text.contains(name) && *name != "十五"
    })?;
    let best = plans
        .iter()
        .enumerate()
        .filter(|(_, name)| text.contains(&format!("“{name}”")))
        .map(|(at, _)| at)
        .next();
    let start = 2001 + 5 * best.unwrap_or(at) as u16;
    Some((start, start + 4))
}
