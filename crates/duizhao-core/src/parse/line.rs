//! Source lines, and those that are page furniture (页码, 页眉).
//!
//! ```text
//! 吸引更多社会力量和民间资
//! - 25 -                      ← a page number in mid-sentence
//! 本参与兴办残疾人服务机构
//! ```

use std::collections::BTreeMap;

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::chrome::{block_tag, chrome_at_end, chrome_at_start, elements, is_tagged};
use crate::parse::flat::Cutter;
use crate::parse::label::{Style, digit_value, is_blank, is_han, read_label};
use crate::parse::pages::mark_page_numbers;
use crate::parse::table::{mark_commas, table_on_line};

/// A source line with its features.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    /// 1-based.
    pub(crate) number: u32,
    /// Source offset of the first kept byte.
    pub(crate) start: usize,
    /// Kept text: blanks and Markdown marks at both edges taken off.
    pub(crate) text: &'a str,
    /// Columns of the kept text and of Markdown's marks around it; a Han character takes two.
    pub(crate) width: usize,
    /// Columns of blank before it.
    pub(crate) indent: usize,
    /// Columns of blank after it.
    pub(crate) trail: usize,
    /// True where a tab or bar parts cells.
    pub(crate) has_cells: bool,
    /// The comma that parts cells, in a table that has neither.
    pub(crate) comma: Option<char>,
    /// Furniture.
    pub(crate) skip: Option<SkipReason>,
    /// True where other text stands on the same line of the source.
    pub(crate) shared: bool,
    /// True where a flat copy was cut: something begins here.
    pub(crate) begins: bool,
    /// Half decoded blanks (`&nbsp;`) at the edges, as source offsets.
    pub(crate) chrome: Vec<(usize, usize)>,
}

impl Line<'_> {
    /// Source offset one past the last kept byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// True for a line without text.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Cuts `source` into lines, a flat one where something begins, and marks page furniture.
pub(crate) fn read_lines<'a>(source: &'a str, flat: bool, shape: &Shape) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut cutter = flat.then(|| Cutter::new(source, shape));
    let tagged = is_tagged(source);
    for (index, raw) in source.split_inclusive('\n').enumerate() {
        let first_of_raw = lines.len();
        let pieces = raw.split_inclusive(SEPARATORS).flat_map(paragraphs);
        let pieces = pieces.flat_map(|piece| if tagged { elements(piece) } else { vec![piece] });
        for (first, piece) in (0..).zip(pieces) {
            let text = piece.trim_end_matches(['\n', '\u{85}', '\u{2028}', '\u{2029}']);
            let cuts = match &mut cutter {
                Some(cutter) => cutter.cut(text),
                None => vec![(0, text.len())],
            };
            for (nth, (start, end)) in (0..).zip(cuts) {
                let mut line = read_line(index as u32 + 1, at + start, &text[start..end]);
                let cut = (flat || tagged) && first > 0;
                line.begins = cut || nth > 0 || tagged && block_tag(text).is_some();
                push_cells(&mut lines, line, shape);
            }
            at += piece.len();
        }
        let shared = lines.len() > first_of_raw + 1;
        for line in &mut lines[first_of_raw..] {
            line.shared = shared;
        }
    }
    mark_page_numbers(&mut lines, flat, shape);
    mark_running_heads(&mut lines, shape);
    mark_commas(&mut lines, shape);
    lines
}

/// Marks that part lines though few programs count them as line ends.
pub(crate) const SEPARATORS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// A line that holds a whole table is one line a cell.
fn push_cells<'a>(lines: &mut Vec<Line<'a>>, line: Line<'a>, shape: &Shape) {
    let Some(cells) = table_on_line(&line, shape) else {
        lines.push(line);
        return;
    };
    let mut chrome = line.chrome;
    for (nth, (start, end)) in cells.into_iter().enumerate() {
        let text = &line.text[start - line.start..end - line.start];
        let mut cell = read_line(line.number, start, text);
        cell.begins = line.begins || nth > 0;
        cell.chrome.append(&mut chrome);
        lines.push(cell);
    }
}

/// A long line may hold paragraphs that only their indents (two ideographic blanks) part.
fn paragraphs(raw: &str) -> Vec<&str> {
    if raw.len() < LONG_RAW_LINE {
        return vec![raw];
    }
    let indents: Vec<usize> = raw.match_indices(INDENT).map(|(at, _)| at).collect();
    if indents.len() < 3 {
        return vec![raw];
    }
    let mut cuts = vec![0];
    for at in indents {
        let run = raw[..at].ends_with('\u{3000}');
        if at > 0 && !run {
            cuts.push(at);
        }
    }
    cuts.push(raw.len());
    cuts.windows(2).map(|pair| &raw[pair[0]..pair[1]]).collect()
}

const INDENT: &str = "\u{3000}\u{3000}";
/// A line longer than this, in bytes, may hold several paragraphs.
const LONG_RAW_LINE: usize = 900;

fn read_line(number: u32, at: usize, raw: &str) -> Line<'_> {
    let body = raw.trim_start_matches(is_edge);
    let indent = raw[..raw.len() - body.len()].chars().map(char_width).sum();
    let mut text = body.trim_end_matches(is_edge);
    let trail = body[text.len()..].chars().map(char_width).sum();
    let mut start = at + raw.len() - body.len();
    let mut chrome = Vec::new();
    while let Some(len) = chrome_at_start(text) {
        chrome.push((start, start + len));
        let rest = text[len..].trim_start_matches(is_edge);
        start += text.len() - rest.len();
        text = rest;
    }
    while let Some(rest) = chrome_at_end(text) {
        chrome.push((start + rest.len(), start + text.len()));
        text = rest.trim_end_matches(is_edge);
    }
    chrome.sort_unstable();
    let bare = strip_marks(text);
    // A line was broken where it was full, its marks included.
    let marks = match text.len() - bare.len() {
        0 => 0,
        _ => columns_of(text) - columns_of(bare),
    };
    start += bare.as_ptr() as usize - text.as_ptr() as usize;
    let only_marks = bare.is_empty() && !text.is_empty();
    text = bare;
    // A row of one cell is a paragraph of a box.
    if let Some(cell) = text
        .strip_prefix('|')
        .and_then(|text| text.strip_suffix('|'))
        && !cell.contains('|')
    {
        let cell = cell.trim_matches(is_edge);
        if !cell.is_empty() {
            start += cell.as_ptr() as usize - text.as_ptr() as usize;
            text = cell;
        }
    }
    let ruler = only_marks || is_ruler(text);
    if ruler {
        text = &text[..0];
    }
    let width = columns_of(text) + if ruler { 0 } else { marks };
    let has_cells = text.contains('\t') || (text.starts_with('|') && text.len() > 1);
    Line {
        number,
        start,
        text,
        width,
        indent,
        trail,
        has_cells,
        comma: None,
        skip: ruler.then_some(SkipReason::WebChrome),
        shared: false,
        begins: false,
        chrome,
    }
}

/// `---`, `***`, `|---|---|`: drawn lines of Markdown.
fn is_ruler(text: &str) -> bool {
    text.chars().count() >= 3
        && text
            .chars()
            .all(|c| matches!(c, '-' | '*' | '=' | '_' | '|' | ':') || is_blank(c))
}

/// Marks of a list that a page puts before labels.
const BULLETS: [char; 10] = ['●', '◆', '■', '★', '▲', '•', '◎', '○', '▶', '❖'];

fn is_edge(c: char) -> bool {
    is_blank(c) || c == '\u{ad}'
}

/// Takes Markdown's heading and emphasis marks off both edges.
fn strip_marks(text: &str) -> &str {
    let hashes = text.trim_start_matches('#');
    let body = if hashes.len() < text.len() && hashes.starts_with(is_blank) {
        hashes.trim_start_matches(is_blank)
    } else {
        text
    };
    let listed = body
        .strip_prefix("- ")
        .or_else(|| body.strip_prefix("+ "))
        .or_else(|| body.strip_prefix("* "));
    let body = listed
        .filter(|rest| !rest.ends_with(['-', '+', '*']))
        .unwrap_or(body);
    let body = body.strip_prefix("**").unwrap_or(body);
    let bullet = body
        .trim_start_matches(BULLETS)
        .trim_start_matches(is_blank);
    let body = if bullet.len() < body.len() && read_label(bullet).is_some() {
        bullet
    } else {
        body
    };
    let body = body.strip_prefix("> ").unwrap_or(body);
    body.strip_suffix("**")
        .unwrap_or(body)
        .trim_matches(is_edge)
}

fn columns_of(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Columns that `c` takes on a page.
pub(crate) fn char_width(c: char) -> usize {
    match c {
        '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => 0,
        '\t' => 4,
        _ if c as u32 >= 0x1100 => 2,
        '“' | '”' | '‘' | '’' | '—' | '…' | '①'..='⒛' | '〇' => 2,
        _ => 1,
    }
}

/// A line that repeats over the document is a running head where it breaks into sentences or
/// stands by page numbers; anything else that repeats may be content and stays.
fn mark_running_heads(lines: &mut [Line<'_>], shape: &Shape) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if may_be_running_head(line) {
            places.entry(letters(line.text)).or_default().push(at);
        }
    }
    let first = lines.iter().position(|line| {
        let label = read_label(line.text);
        label.is_some_and(|label| label.style <= Style::Comma && label.number == Some(1))
    });
    let body = first.unwrap_or(lines.len());
    for (text, positions) in places.into_iter().filter(|(_, p)| p.len() >= 3) {
        // The title of the plan heads its pages, wherever they break.
        let again: Vec<usize> = positions.iter().copied().filter(|at| *at > body).collect();
        if again.len() >= 2 && again.len() < positions.len() && is_titled(&text, shape) {
            for at in again {
                lines[at].skip = Some(SkipReason::RunningHead);
            }
            continue;
        }
        let apart = |pair: &&[usize]| prose_between(lines, pair[0], pair[1]) >= LEAST_PAGE;
        let spread = positions.windows(2).filter(apart).count() * 3 >= (positions.len() - 1) * 2;
        // The plan's own title line stands between sentences and stays.
        let breaking: Vec<usize> = positions
            .iter()
            .copied()
            .filter(|at| breaks_in(lines, *at))
            // A department that stands in a cell again and again is none.
            .filter(|at| !shape.ends_as_organ(&text) || numbers_near(lines, *at, 1))
            .collect();
        let at_numbers = |at: &&usize| numbers_near(lines, **at, 1);
        let headed = breaking.iter().filter(at_numbers).count() >= LEAST_HEADS;
        if (spread || headed) && breaking.len() * 2 >= positions.len() {
            for at in breaking {
                lines[at].skip = Some(SkipReason::RunningHead);
            }
        }
    }
}

/// True for the letters of a plan's title: 「某市“十四五”养老服务规划（2021—2025年）」.
fn is_titled(letters: &str, shape: &Shape) -> bool {
    let bare = letters.trim_end_matches(|c| digit_value(c).is_some() || c == '年');
    let mut words = shape.document_words.iter();
    bare.chars().count() >= LEAST_TITLE && words.any(|word| bare.ends_with(word.as_str()))
}

/// The title of a plan is not shorter, in characters.
const LEAST_TITLE: usize = 8;

/// A page holds at least this many columns of text.
const LEAST_PAGE: usize = 150;

/// No running head is longer, in characters.
const LONGEST_HEAD: usize = 45;

fn may_be_running_head(line: &Line<'_>) -> bool {
    let wordy = |text: &str| text.chars().filter(|c| is_han(*c)).count() >= 6;
    line.skip.is_none()
        && !line.has_cells
        && line.text.chars().take(LONGEST_HEAD + 1).count() <= LONGEST_HEAD
        && wordy(line.text)
        && !line.text.contains(['。', '；', '：', ':', '、', '，', ','])
        && read_label(line.text).is_none()
        && is_balanced(line.text)
}

/// True where no bracket lacks its partner: 「…，列第一位的为牵头单位）」 ends a statement.
fn is_balanced(text: &str) -> bool {
    let pairs = [("（(", "）)"), ("《", "》"), ("【[", "】]")];
    let count = |marks: &str| text.chars().filter(|c| marks.contains(*c)).count();
    pairs
        .iter()
        .all(|(open, close)| count(open) == count(close))
}

fn prose_between(lines: &[Line<'_>], from: usize, to: usize) -> usize {
    lines[from + 1..to].iter().map(|line| line.width).sum()
}

/// True where a page number is near or the sentence before is unfinished.
fn breaks_in(lines: &[Line<'_>], at: usize) -> bool {
    let numbered = numbers_near(lines, at, 3);
    let before = lines[..at]
        .iter()
        .rev()
        .find(|line| !line.is_blank() && line.skip.is_none());
    numbered
        || before.is_some_and(|line| {
            line.width >= 28 && !line.text.ends_with(['。', '；', '：', '）', ')'])
        })
}

/// True where a page number stands within so many lines.
fn numbers_near(lines: &[Line<'_>], at: usize, within: usize) -> bool {
    let near = &lines[at.saturating_sub(within)..(at + within + 1).min(lines.len())];
    near.iter()
        .any(|line| line.skip == Some(SkipReason::PageNumber))
}

/// So often beside a page number, a line that repeats is a running head however short the pages.
const LEAST_HEADS: usize = 3;

/// The letters and digits, those at the ends apart: page numbers. Marks may be half decoded on one
/// page and not on the next (`“`, `&#8220;`).
pub(super) fn letters(text: &str) -> String {
    let mut packed = String::with_capacity(text.len());
    let mut entity_end = 0;
    for (at, c) in text.char_indices() {
        if c == '&' {
            entity_end = entity_len(&text[at..]).map_or(0, |len| at + len);
        }
        if at >= entity_end && (is_han(c) || c.is_alphanumeric()) {
            packed.push(c);
        }
    }
    packed.trim_matches(|c| digit_value(c).is_some()).to_owned()
}

/// Bytes of the HTML entity that `text` starts with.
pub(super) fn entity_len(text: &str) -> Option<usize> {
    let body = text.strip_prefix('&')?;
    let end = body.find(';').filter(|end| *end <= LONGEST_ENTITY)?;
    let name = body[..end].strip_prefix('#').unwrap_or(&body[..end]);
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    named.then_some(end + 2)
}

/// No entity that stands for a mark has a longer name.
const LONGEST_ENTITY: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_numbers_of_a_table_stay() {
        let source = "1\n甲\n2\n乙\n3\n丙\n4\n丁\n";
        assert!(
            read_lines(source, false, crate::lexicon::Lexicon::builtin().shape())
                .iter()
                .all(|line| line.skip.is_none())
        );
    }
}
