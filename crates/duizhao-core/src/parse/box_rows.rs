//! Items of boxes (专栏) whose number is a cell of its own: rows of a table, or lines.
//!
//! ```text
//! 1⇥日间照料项目⇥为老年人提供…。      rows that count 1, 2, 3
//! 2⇥家庭床位项目⇥为失能老年人建设…。
//! ```
//!
//! The rows of a table of figures (1⇥参保率⇥95⇥96) say nothing in words and are no items.

use crate::parse::block::trim;
use crate::parse::box_items::{Item, LEAST_TEXT, by_colon, is_heading};
use crate::parse::label::{digit_value, is_blank, is_han};
use crate::parse::layout::Layout;
use crate::text::Span;

/// The items of a box, where its rows count from 1 and each is headed; one row of heads or one
/// introducing paragraph may stand before them. Answers how many paragraphs do.
pub(super) fn numbered(layout: &Layout, body: &[Span]) -> Option<(usize, Vec<Item>)> {
    let before = usize::from(number_cell(layout, body[0]).is_none_or(|(number, ..)| number != 1));
    let mut items: Vec<Item> = Vec::new();
    let mut at = before;
    while at < body.len() {
        let (number, label, rest) = number_cell(layout, body[at])?;
        (number as usize == items.len() + 1).then_some(())?;
        at += 1;
        let (title, text) = if rest.start < rest.end {
            let (title, text) = headed(layout, rest)?;
            (title, vec![text])
        } else {
            // The cells stand on lines of their own.
            let lines = body[at..]
                .iter()
                .take_while(|line| number_cell(layout, **line).is_none());
            let lines: Vec<Span> = lines.copied().collect();
            at += lines.len();
            let (title, text) = lines.split_first()?;
            let title = trim(layout, *title);
            let says = text.iter().any(|line| says(layout.text.slice(*line)));
            (is_heading(layout.text.slice(title)) && says).then_some((title, text.to_vec()))?
        };
        items.push(Item {
            label: Some(label),
            title,
            body: text,
        });
    }
    (items.len() >= 2).then_some((before, items))
}

/// The number at the head of a row, its place, and what follows: 「1⇥日间照料项目⇥…」.
fn number_cell(layout: &Layout, span: Span) -> Option<(u32, Span, Span)> {
    let text = layout.text.slice(span);
    let cells = text.trim_start_matches(is_edge);
    let rest = cells.trim_start_matches(|c| digit_value(c).is_some());
    let digits = &cells[..cells.len() - rest.len()];
    let short = (1..=LONGEST_NUMBER).contains(&digits.chars().count());
    let parted = rest.is_empty() || rest.starts_with(is_edge);
    (short && parted).then_some(())?;
    let number = digits.chars().filter_map(digit_value);
    let number = number.fold(0, |sum, digit| sum * 10 + digit);
    let start = span.start as usize + text.len() - cells.len();
    let end = start + digits.len();
    let body = rest.trim_matches(is_edge);
    let from = end + rest.len() - rest.trim_start_matches(is_edge).len();
    Some((
        number,
        Span::new(start, end),
        Span::new(from, from + body.len()),
    ))
}

/// Title and text of a row after its number: by cells, else by a colon, else by blanks.
fn headed(layout: &Layout, span: Span) -> Option<(Span, Span)> {
    let text = layout.text.slice(span);
    let mark = ['\t', '|'].into_iter().find(|mark| text.contains(*mark));
    let parts = |c: char| mark.map_or(is_blank(c), |mark| c == mark);
    let by_cells = text.find(parts).and_then(|at| {
        let start = span.start as usize;
        let title = trim(layout, Span::new(start, start + at));
        let rest = text[at..].trim_start_matches(is_edge);
        let rest = Span::new(span.end as usize - rest.len(), span.end as usize);
        let mut cells = layout.text.slice(rest).split(parts);
        (is_heading(layout.text.slice(title)) && cells.any(says)).then_some((title, rest))
    });
    by_cells.or_else(|| by_colon(layout, span))
}

/// True for text in words: no figure, no name of a unit.
fn says(text: &str) -> bool {
    text.chars().filter(|c| is_han(*c)).count() >= LEAST_TEXT
}

/// What stands around cells.
fn is_edge(c: char) -> bool {
    is_blank(c) || c == '|'
}

/// The number of an item has no more digits.
const LONGEST_NUMBER: usize = 2;
