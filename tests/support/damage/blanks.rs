//! White space of every kind, widths of marks and digits, HTML entities.

use std::sync::LazyLock;

use regex::Regex;

use super::paragraphs::{each, labelled};
use super::{Named, Stage};

pub(super) const ALL: [Named; 13] = [
    ("ideographic-indents", Stage::Written, |text| {
        each(text, |line| indent(line, "　　"))
    }),
    ("no-break-spaces", Stage::Written, |text| {
        each(text, |line| indent(line, "\u{a0}\u{a0}")).replace(' ', "\u{a0}")
    }),
    ("zero-width-spaces", Stage::Copied, |text| {
        sprinkle(text, '\u{200b}', 9)
    }),
    ("zero-width-joiners", Stage::Copied, |text| {
        sprinkle(text, '\u{200d}', 17)
    }),
    ("soft-hyphens", Stage::Copied, |text| {
        sprinkle(text, '\u{ad}', 23)
    }),
    ("blanks-around-digits", Stage::Copied, blanks_around_digits),
    ("blanks-in-words", Stage::Copied, |text| {
        sprinkle(text, ' ', 31)
    }),
    ("blanks-in-headings", Stage::Written, blanks_in_headings),
    ("half-width-marks", Stage::Copied, |text| {
        map(text, "，：；（）！？．", ",:;()!?.")
    }),
    ("full-width-marks", Stage::Copied, |text| {
        map(text, ",:;()!?", "，：；（）！？")
    }),
    ("full-width-digits", Stage::Copied, |text| {
        map(text, "0123456789%", "０１２３４５６７８９％")
    }),
    ("html-entities", Stage::Copied, |text| {
        html_entities(text, "&nbsp;", named_entity)
    }),
    ("html-entities-numeric", Stage::Copied, |text| {
        html_entities(text, "&#12288;", numeric_entity)
    }),
];

fn indent(line: &str, by: &str) -> String {
    if line.trim().is_empty() || line.starts_with('\t') {
        line.to_owned()
    } else {
        format!("{by}{}", line.trim())
    }
}

/// Puts `mark` between two Han characters every `every` characters.
fn sprinkle(text: &str, mark: char, every: usize) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut before = '\n';
    for (at, c) in text.chars().enumerate() {
        if at % every == every - 1 && is_han(before) && is_han(c) {
            out.push(mark);
        }
        out.push(c);
        before = c;
    }
    out
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn blanks_around_digits(text: &str) -> String {
    static DIGITS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(\p{Han})(\d[\d.]*%?)(\p{Han})").expect("fixed"));
    DIGITS.replace_all(text, "$1 $2 $3").into_owned()
}

/// Chapter headings spaced out: 一、 总 体 要 求.
fn blanks_in_headings(text: &str) -> String {
    each(text, |line| match labelled(line) {
        Some(head) if head.rest.chars().count() < 12 && !head.rest.contains('。') => {
            let spaced: Vec<String> = head.rest.trim().chars().map(String::from).collect();
            format!("{} {}", head.label, spaced.join(" "))
        }
        _ => line.to_owned(),
    })
}

fn map(text: &str, from: &str, to: &str) -> String {
    let pick = |c: char| {
        let at = from.chars().position(|one| one == c);
        at.and_then(|at| to.chars().nth(at)).unwrap_or(c)
    };
    text.chars().map(pick).collect()
}

/// Every second quotation mark and dash left as an entity, blanks before paragraphs too.
fn html_entities(text: &str, blank: &str, entity: fn(char) -> Option<&'static str>) -> String {
    let mut seen = 0_usize;
    let mut out = String::new();
    for line in text.lines() {
        if line.chars().count() > 60 {
            out.push_str(blank);
            out.push_str(blank);
        }
        for c in line.chars() {
            let code = entity(c);
            seen += usize::from(code.is_some());
            match code {
                Some(code) if seen % 2 == 1 => out.push_str(code),
                _ => out.push(c),
            }
        }
        out.push('\n');
    }
    out
}

fn named_entity(c: char) -> Option<&'static str> {
    match c {
        '“' => Some("&ldquo;"),
        '”' => Some("&rdquo;"),
        '—' => Some("&mdash;"),
        '·' => Some("&middot;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

fn numeric_entity(c: char) -> Option<&'static str> {
    match c {
        '“' => Some("&#8220;"),
        '”' => Some("&#8221;"),
        '—' => Some("&#8212;"),
        _ => None,
    }
}
