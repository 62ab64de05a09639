//! Flat copies: web pages whose paragraphs run together, down to a whole document on one line.
//!
//! ```text
//! …制定如下意见总体要求(一)指导思想。坚持…(二)发展目标。到2025年…
//! →  总体要求 | (一)指导思想。… | (二)发展目标。…
//! ```
//!
//! Such text is cut where a label goes on with the numbering; a label that does not is text.

use std::collections::BTreeSet;

use crate::lexicon::Shape;
use crate::parse::label::{Label, Style, digit_value, is_blank, read_label};
use crate::parse::layout::Layout;
use crate::parse::matter::is_chapter_title;

/// A copy is flat when most of its text stands in few paragraphs that hold labels inside.
pub(crate) fn is_flat(layout: &Layout) -> bool {
    let total: usize = layout.paras.iter().map(|p| p.span.len()).sum();
    let lengths = layout.paras.iter().map(|p| p.span.len());
    let long: usize = lengths.filter(|len| *len > FLAT_PARAGRAPH).sum();
    long * 2 > total
}

/// No paragraph of an official text is longer, in bytes.
const FLAT_PARAGRAPH: usize = 4_500;

/// Follows numbering through a flat text.
#[derive(Default)]
pub(crate) struct Sequence {
    last: [u32; 8],
    /// The last number of each style, for numbering that runs on through chapters.
    run_on: [u32; 8],
}

impl Sequence {
    fn accepts(&self, label: &Label) -> bool {
        let at = label.style as usize;
        let number = label.number.unwrap_or(0);
        number == self.last[at] + 1
            || number == 1
            || number == self.run_on[at] + 1
            || self.misses_first(label)
    }

    /// The second chapter of a text whose first lost its label.
    fn misses_first(&self, label: &Label) -> bool {
        let at = label.style as usize;
        label.style == Style::Comma && label.number == Some(2) && self.run_on[at] == 0
    }

    fn take(&mut self, label: &Label) {
        let at = label.style as usize;
        self.last[at] = label.number.unwrap_or(0);
        self.run_on[at] = self.last[at];
        for last in self.last.iter_mut().skip(at + 1) {
            *last = 0;
        }
    }
}

/// Cuts a long paragraph at labels, boxes, lost chapter headings and the plan's own title.
pub(crate) fn cut_flat(
    text: &str,
    sequence: &mut Sequence,
    titles: &[String],
    shape: &Shape,
) -> Vec<(usize, usize)> {
    let own_title: BTreeSet<usize> = title_cuts(text, titles).into_iter().collect();
    let mut cuts: Vec<usize> = own_title.iter().copied().chain([0]).collect();
    let mut heading = true;
    let mut since_label = 0;
    let mut sentence = 0;
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        since_label += 1;
        let starts = own_title.contains(&at);
        let ended = starts || ends_piece(before) || heading && since_label < LONGEST_HEADING;
        let glued = digit_value(before).is_some() || before == '第';
        let label = read_label(&text[at..])
            .filter(|l| !glued && l.style < Style::Circled && sequence.accepts(l));
        // A bracketed label that goes on with the numbering needs no mark before it.
        let runs_on = label.is_some_and(|l| l.style == Style::Paren && l.number > Some(1));
        if let Some(label) = label.filter(|_| at > 0 && (ended || runs_on)) {
            if let Some(title) = lost_title(&text[sentence..at], label, shape) {
                cuts.push(sentence + title);
            }
            if sequence.misses_first(&label) {
                cuts.extend(first_chapter(&text[..at], shape));
            }
            cuts.push(at);
            sequence.take(&label);
            (heading, since_label) = (true, 0);
        } else if at > 0 && (ended && begins_box(&text[at..]) || begins_contents(&text[at..])) {
            cuts.push(at);
            (heading, since_label) = (true, 0);
        }
        if matches!(c, '。' | '；' | '！' | '？') {
            heading = false;
        }
        if matches!(c, '。' | '；' | ')' | '）') {
            sentence = at + c.len_utf8();
        }
        before = c;
    }
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Where the first chapter starts, known by its words at the head of a sentence.
fn first_chapter(before: &str, shape: &Shape) -> Option<usize> {
    let starts = before.match_indices('。').map(|(at, mark)| at + mark.len());
    starts.into_iter().find(|&at| {
        shape
            .chapter_titles
            .iter()
            .any(|word| before[at..].starts_with(word.as_str()))
    })
}

/// Longest heading that a label may follow without a mark between, in characters.
const LONGEST_HEADING: usize = 60;

fn ends_piece(before: char) -> bool {
    let marks = "。；：！？\n）)”》";
    marks.contains(before) || is_blank(before)
}

/// Where a title that the notice quotes stands by itself, its start and its end.
fn title_cuts(text: &str, titles: &[String]) -> Vec<usize> {
    let mut cuts = Vec::new();
    for title in titles.iter().filter(|title| !title.is_empty()) {
        for (at, _) in text.match_indices(title.as_str()) {
            let quoted = text[..at].ends_with(['《', '〈', '“']);
            let issued = text[..at].ends_with("印发");
            if !quoted && !issued {
                cuts.push(at);
                cuts.push(at + title.len());
            }
        }
    }
    cuts
}

/// 目录 before its first entry.
fn begins_contents(text: &str) -> bool {
    let rest = text
        .strip_prefix('目')
        .map(|rest| rest.trim_start_matches(is_blank));
    let rest = rest.and_then(|rest| rest.strip_prefix('录'));
    rest.is_some_and(|rest| read_label(rest.trim_start_matches(is_blank)).is_some())
}

/// Where a chapter heading that lost its label starts in the text before a label that starts
/// anew: 「…制定如下意见总体要求(一)」.
fn lost_title(before: &str, label: Label, shape: &Shape) -> Option<usize> {
    let starts = matches!(label.style, Style::Paren | Style::Section) && label.number == Some(1);
    if !starts || read_label(before.trim_start_matches(is_blank)).is_some() {
        return None;
    }
    let bare = before.trim_end_matches(is_blank);
    if is_chapter_title(bare, shape) {
        return Some(0);
    }
    let words = shape
        .chapter_titles
        .iter()
        .filter_map(|word| bare.strip_suffix(word.as_str()));
    words.map(str::len).min().filter(|at| *at > 0)
}

fn begins_box(text: &str) -> bool {
    let packed: String = text.chars().take(8).filter(|c| !is_blank(*c)).collect();
    packed
        .strip_prefix("专栏")
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}
