//! Line ends, hard wraps, blank lines, everything on one line, the text twice.

use super::paragraphs::{each, is_headed, paragraphs, width};
use super::{Named, Stage};

pub(super) const ALL: [Named; 25] = [
    ("line-ends-crlf", Stage::Copied, |text| {
        text.replace('\n', "\r\n")
    }),
    ("line-ends-cr", Stage::Copied, |text| {
        text.replace('\n', "\r")
    }),
    ("line-ends-mixed", Stage::Copied, mixed_ends),
    ("line-ends-u2028", Stage::Copied, |text| {
        text.replace('\n', "\u{2028}")
    }),
    ("byte-order-mark", Stage::Copied, |text| {
        format!("\u{feff}{text}")
    }),
    ("hard-wrap-20", Stage::Set, |text| wrap(text, 20, "\n")),
    ("hard-wrap-24", Stage::Set, |text| wrap(text, 24, "\n")),
    ("hard-wrap-28", Stage::Set, |text| wrap(text, 28, "\n")),
    ("hard-wrap-34", Stage::Set, |text| wrap(text, 34, "\n")),
    ("hard-wrap-40", Stage::Set, |text| wrap(text, 40, "\n")),
    ("hard-wrap-20-blank-lines", Stage::Set, |text| {
        wrap(text, 20, "\n\n")
    }),
    ("hard-wrap-30-blank-lines", Stage::Set, |text| {
        wrap(text, 30, "\n\n")
    }),
    ("hard-wrap-37-blank-lines", Stage::Set, |text| {
        wrap(text, 37, "\n\n")
    }),
    ("fold-20", Stage::Set, |text| fold(text, 20, "\n")),
    ("fold-28", Stage::Set, |text| fold(text, 28, "\n")),
    ("fold-36", Stage::Set, |text| fold(text, 36, "\n")),
    ("fold-42", Stage::Set, |text| fold(text, 42, "\n")),
    ("fold-25-blank-lines", Stage::Set, |text| {
        fold(text, 25, "\n\n")
    }),
    ("fold-34-blank-lines", Stage::Set, |text| {
        fold(text, 34, "\n\n")
    }),
    ("form-feeds", Stage::Paged, form_feeds),
    ("blank-lines-gone", Stage::Written, blank_lines_gone),
    ("blank-lines-doubled", Stage::Written, |text| {
        each(text, |line| format!("{line}\n\n"))
    }),
    ("text-twice", Stage::Published, |text| {
        format!("{text}\n\n{text}")
    }),
    ("one-line", Stage::Set, |text| one_line(text, "")),
    ("one-line-indents", Stage::Set, |text| {
        one_line(text, "　　")
    }),
];

fn mixed_ends(text: &str) -> String {
    let ends = ["\n", "\r\n", "\r", "\r\n"];
    let lines = text.split('\n').zip(ends.iter().cycle());
    lines.flat_map(|(line, end)| [line, end]).collect()
}

/// A form feed at the end of every page of 22 lines.
fn form_feeds(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let pages: Vec<String> = lines.chunks(22).map(|page| page.join("\n")).collect();
    pages.join("\n\u{c}")
}

/// Breaks every paragraph after `columns` full characters.
pub(super) fn wrap(text: &str, columns: usize, end: &str) -> String {
    let mut out = String::new();
    for line in paragraphs(text) {
        let mut used = 0;
        for c in line.chars() {
            let narrow = c.is_ascii() || c == '\u{a0}';
            let wide = if narrow { 1 } else { 2 };
            // A line never begins with a closing mark (避头尾).
            if used + wide > columns * 2 && !"，。；：、！？）》”,.;:)".contains(c) {
                out.push_str(end);
                used = 0;
            }
            out.push(c);
            used += wide;
        }
        out.push('\n');
    }
    out
}

/// Cuts every paragraph after `characters` characters, whatever the next line begins with.
fn fold(text: &str, characters: usize, end: &str) -> String {
    let lines = paragraphs(text);
    let folded = lines.iter().map(|line| fold_line(line, characters, end));
    folded.map(|line| line + "\n").collect()
}

fn fold_line(line: &str, characters: usize, end: &str) -> String {
    let mut out = String::new();
    for (at, c) in line.chars().enumerate() {
        if at > 0 && at % characters == 0 {
            out.push_str(end);
        }
        out.push(c);
    }
    out
}

/// No blank line at all, but for those that part the rows of a table.
fn blank_lines_gone(text: &str) -> String {
    let lines = paragraphs(text);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let table = |at: Option<&String>| at.is_some_and(|line| line.starts_with('\t'));
        let parts = table(lines.get(at + 1)) && at > 0 && table(lines.get(at - 1));
        if !line.trim().is_empty() || parts {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// All paragraphs on one line, parted by `gap`; the cells of tables by tabs.
fn one_line(text: &str, gap: &str) -> String {
    let mut out = String::new();
    for line in paragraphs(text)
        .iter()
        .filter(|line| !line.trim().is_empty())
    {
        let part = if line.starts_with('\t') { "\t" } else { gap };
        // A heading that ended with its line needs a mark to end it.
        let unmarked = is_headed(line) && width(line) < 40;
        let mark = if unmarked && line.trim().ends_with(char::is_alphanumeric) {
            " "
        } else {
            ""
        };
        out.push_str(part);
        out.push_str(line.trim());
        out.push_str(mark);
    }
    out
}
