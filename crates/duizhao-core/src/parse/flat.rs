//! Flat copies: web pages whose paragraphs run together, down to a whole document on one line.
//!
//! ```text
//! …制定如下意见总体要求(一)指导思想。坚持…(二)发展目标。到2025年…
//! →  总体要求 | (一)指导思想。… | (二)发展目标。…
//! ```
//!
//! Such text is cut where a label goes on with the numbering; a label that does not is text.
//! A copy that is flat line by line is cut before tables are looked for, so that their cells
//! and rows count as lines.

use std::collections::BTreeSet;

use crate::lexicon::Shape;
use crate::parse::attributed::attributed_table;
use crate::parse::counted::counted_table;
use crate::parse::flat_signs::{
    begins_annex, begins_box, begins_contents, ends_piece, ends_text, first_chapter, heads,
    lost_title, masthead_ends, notice_end, read_marked_label, runs_on, signature_cuts, table_title,
    title_above, title_cuts, title_in_front, titles_within,
};
use crate::parse::label::{Label, Style, digit_value, is_blank, is_han, read_label, read_residue};
use crate::parse::layout::Layout;
use crate::parse::line::SEPARATORS;
use crate::parse::rows::part_rows;
use crate::parse::table::head_start;

/// True for a source most of which stands on few lines.
pub(crate) fn is_flat_source(source: &str) -> bool {
    let ends = |c: char| c == '\n' || SEPARATORS.contains(&c);
    mostly_long(source.split(ends))
}

/// A copy is flat when most of its text stands in few paragraphs that hold labels inside.
pub(crate) fn is_flat(layout: &Layout) -> bool {
    mostly_long(layout.paras.iter().map(|para| layout.text.slice(para.span)))
}

fn mostly_long<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut total, mut long) = (0, 0);
    for line in lines {
        total += line.len();
        let flat = line.len() > FLAT_PARAGRAPH || line.len() > SHORT_FLAT && holds_labels(line);
        long += if flat { line.len() } else { 0 };
    }
    long * 2 > total
}

/// True where a line holds labels of two levels after sentences: a short document on one line.
fn holds_labels(line: &str) -> bool {
    let mut counts = [0_usize; 8];
    let (mut before, mut last) = ('\n', None);
    for (at, c) in line.char_indices() {
        // 「一、总体要求（一）指导思想」: a heading by itself ends with no mark.
        let headed = last.is_some_and(|last| at - last < LONGEST_HEADING);
        if (ends_piece(before) || headed && matches!(c, '（' | '('))
            && !is_blank(c)
            && let Some(label) = read_label(&line[at..])
        {
            counts[label.style as usize] += 1;
            last = Some(at);
        }
        before = c;
    }
    let outer: usize = counts[..=Style::Paren as usize].iter().sum();
    let levels = counts.iter().filter(|count| **count > 0).count();
    outer >= 3 && levels >= 2 && counts.iter().sum::<usize>() >= LEAST_LABELS
}

/// Longest heading that a label may follow without a mark between, in characters.
const LONGEST_HEADING: usize = 60;
/// A line with fewer labels is a paragraph that counts something.
const LEAST_LABELS: usize = 5;
/// A document on one line is not shorter, in bytes.
const SHORT_FLAT: usize = 600;
/// No paragraph of an official text is longer, in bytes.
const FLAT_PARAGRAPH: usize = 4_500;
/// A paragraph longer than this in a flat copy holds several, in characters.
const FLAT_PIECE: usize = 60;

/// Cuts the long paragraphs of a flat copy, one after the other.
pub(crate) struct Cutter<'a> {
    shape: &'a Shape,
    titles: Vec<String>,
    /// What the copy begins with: it begins a second one too.
    opening: String,
    /// Nothing was cut yet: a title may stand first.
    front: bool,
    celled: bool,
    sequence: Sequence,
}

impl<'a> Cutter<'a> {
    /// A cutter for a copy that begins with `text`.
    pub(crate) fn new(text: &str, shape: &'a Shape) -> Self {
        Cutter {
            shape,
            titles: titles_within(text),
            opening: opening(text),
            front: true,
            celled: text.matches('\t').count() >= LEAST_TABS,
            sequence: Sequence::default(),
        }
    }

    /// The byte ranges of the paragraphs in `text`.
    pub(crate) fn cut(&mut self, text: &str) -> Vec<(usize, usize)> {
        let cells = self.celled && text.contains('\t');
        if !cells && text.chars().nth(FLAT_PIECE).is_none() {
            let head = masthead_ends(text, self.shape).filter(|_| self.front);
            let ends = head.into_iter().flatten().filter(|end| *end < text.len());
            let cuts: Vec<usize> = [0].into_iter().chain(ends).chain([text.len()]).collect();
            return cuts.windows(2).map(|pair| (pair[0], pair[1])).collect();
        }
        cut_flat(text, self)
    }
}

/// The first characters of a copy, enough of them to tell a second copy from a title that returns.
fn opening(text: &str) -> String {
    let text = text.trim_matches(is_blank);
    let line = text.lines().next().unwrap_or_default();
    let opening: String = line.chars().take(OPENING).collect();
    if opening.chars().count() == OPENING {
        opening
    } else {
        String::new()
    }
}

/// Characters that tell a second copy.
const OPENING: usize = 50;

/// Follows numbering through a flat text.
#[derive(Default)]
struct Sequence {
    last: [u32; 8],
    /// The last number of each style, for numbering that runs on through chapters.
    run_on: [u32; 8],
    /// The numbers reached before a box, whose items count anew.
    outer: [u32; 8],
}

impl Sequence {
    fn accepts(&self, label: &Label) -> bool {
        let at = label.style as usize;
        let number = label.number.unwrap_or(0);
        number == self.last[at] + 1
            || number == 1
            || number == self.run_on[at] + 1
            || number == self.outer[at] + 1
            || self.misses_first(label)
    }

    /// A section whose number is wrong, between the one before and the one that is due.
    fn is_near(&self, label: &Label) -> bool {
        let last = self.last[label.style as usize];
        let near = (last..=last + 2).contains(&label.number.unwrap_or(0));
        label.style <= Style::Paren && last > 0 && near
    }

    /// The second chapter of a text whose first lost its label.
    fn misses_first(&self, label: &Label) -> bool {
        let at = label.style as usize;
        label.style == Style::Comma && label.number == Some(2) && self.run_on[at] == 0
    }

    fn take(&mut self, label: &Label) {
        let at = label.style as usize;
        let number = label.number.unwrap_or(0);
        if number == self.outer[at] + 1 && number != 1 && number != self.last[at] + 1 {
            self.outer[at] = number;
        }
        self.last[at] = number;
        self.run_on[at] = number;
        for inner in at + 1..self.last.len() {
            self.last[inner] = 0;
            if at < Style::Dot as usize {
                self.outer[inner] = 0;
            }
        }
    }

    fn enter_box(&mut self) {
        self.outer = self.last;
    }
}

/// What the walk through a flat text knows at a place.
struct Walk {
    /// Characters since the last label.
    since_label: usize,
    /// True until the sentence after the last label ends.
    heading: bool,
    /// Where the sentence or piece starts.
    sentence: usize,
    /// Brackets that are open.
    depth: i32,
    /// Where the last label ends; one that stands twice is one.
    label_end: usize,
    /// Quotes that are open.
    quotes: i32,
}

/// Cuts a long paragraph at cells, labels, boxes, lost chapter headings and the plan's own title.
fn cut_flat(text: &str, cutter: &mut Cutter<'_>) -> Vec<(usize, usize)> {
    let (shape, celled) = (cutter.shape, cutter.celled);
    let leads = title_in_front(text, cutter.shape).filter(|_| cutter.front);
    let notice = notice_end(text).filter(|_| cutter.front);
    let again = text.match_indices(cutter.opening.as_str());
    let again = again
        .map(|(at, _)| at)
        .filter(|at| *at > 0 && !cutter.opening.is_empty());
    let own_title = title_cuts(text, &cutter.titles).into_iter().chain(leads);
    let head = masthead_ends(text, shape).filter(|_| cutter.front);
    let own_title = own_title.chain(notice).chain(again);
    let own_title = own_title.chain(head.into_iter().flatten());
    let own_title: BTreeSet<usize> = own_title.collect();
    cutter.front = false;
    let table = counted_table(text, shape).or_else(|| attributed_table(text, shape));
    let table = table.unwrap_or_default();
    let (table_start, table_end) = (table.first().copied(), table.last().copied());
    let title = table_start.and_then(|start| title_above(&text[..start]));
    let sequence = &mut cutter.sequence;
    let mut cuts: Vec<usize> = own_title.iter().copied().chain([0]).collect();
    let mut walk = Walk {
        since_label: 0,
        heading: true,
        sentence: 0,
        depth: 0,
        label_end: 0,
        quotes: 0,
    };
    // What the text begins with is no cut, but counts.
    if let Some(label) = read_marked_label(text)
        .filter(|label| label.style < Style::Circled && sequence.accepts(label))
    {
        sequence.take(&label);
        walk.label_end = label.len - 1;
    }
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        walk.since_label += 1;
        let starts = own_title.contains(&at) || celled && before == '\t';
        if own_title.contains(&at) {
            // Contents before the title have counted through all chapters.
            *sequence = Sequence::default();
        }
        if starts {
            cuts.push(at);
            (walk.heading, walk.since_label, walk.sentence) = (true, 0, at);
        }
        let in_table = table_start.is_some_and(|start| start <= at) && table_end > Some(at);
        if at > walk.label_end && !in_table {
            let (here, title) = cut_at(text, at, before, starts, &walk, sequence, shape);
            if let Some(label) = here.label().filter(|l| sequence.misses_first(l)) {
                cuts.extend(first_chapter(&text[..at], shape).into_iter().flatten());
                sequence.take(&label);
            } else if let Some(label) = here.label() {
                sequence.take(&label);
            }
            if here != Cut::None {
                walk.label_end = at + here.label().map_or(0, |label| label.len - 1);
                if here == Cut::Box {
                    sequence.enter_box();
                }
                cuts.extend(title);
                cuts.push(at);
                (walk.heading, walk.since_label, walk.sentence, walk.depth) = (true, 0, at, 0);
                walk.quotes = 0;
            }
        }
        match c {
            '(' | '（' => walk.depth += 1,
            ')' | '）' => walk.depth -= 1,
            '“' => walk.quotes += 1,
            '”' => walk.quotes -= 1,
            _ => {}
        }
        if matches!(c, '。' | '；' | '！' | '？') {
            (walk.heading, walk.quotes) = (false, 0);
        }
        if matches!(c, '。' | '；' | ')' | '）') {
            walk.sentence = walk.sentence.max(at + c.len_utf8());
        }
        before = c;
    }
    cuts.extend(table.into_iter().chain(title));
    cuts.extend(signature_cuts(text, shape));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = pieces(text, &cuts, shape);
    if celled {
        part_rows(text, &pieces, shape)
    } else {
        pieces
    }
}

/// The pieces between the cuts; the head row of a table that a box's title ran into is one too.
fn pieces(text: &str, cuts: &[usize], shape: &Shape) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let piece = &text[start..end];
        if let Some(title) = table_title(piece, &text[end..], shape) {
            out.extend([(start, start + title), (start + title, end)]);
            continue;
        }
        match (piece.len() < LONGEST_HEAD)
            .then(|| head_start(piece, shape))
            .flatten()
        {
            Some(head) => out.extend([(start, start + head), (start + head, end)]),
            None => out.push((start, end)),
        }
    }
    out
}

/// A title with the head row of its table is not longer, in bytes.
const LONGEST_HEAD: usize = 400;
/// A line with fewer tabs holds no table.
const LEAST_TABS: usize = 6;

/// Numerals that may stand within a label.
const HAN_NUMERALS: &str = "一二三四五六七八九十";

/// Why a flat text is cut at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    None,
    Label(Label),
    Box,
    Other,
}

impl Cut {
    fn label(self) -> Option<Label> {
        match self {
            Cut::Label(label) => Some(label),
            _ => None,
        }
    }
}

/// Whether the text is cut at `at`, and where the chapter heading starts that stands before.
fn cut_at(
    text: &str,
    at: usize,
    before: char,
    starts: bool,
    walk: &Walk,
    sequence: &Sequence,
    shape: &Shape,
) -> (Cut, Option<usize>) {
    let rest = &text[at..];
    let ended = starts || ends_piece(before) || walk.heading && walk.since_label < LONGEST_HEADING;
    // 「（十一）」 is no 「一）」, 「“多报合一、信息共享”」 no chapter.
    let numeral = matches!(before, '（' | '(') || HAN_NUMERALS.contains(before);
    let glued = digit_value(before).is_some() || before == '第';
    let label = read_marked_label(rest)
        .filter(|l| !glued && l.style < Style::Circled)
        .filter(|l| {
            let within = walk.quotes > 0 && l.style == Style::Comma;
            !(numeral && l.style == Style::Paren || within)
        })
        .filter(|l| sequence.accepts(l) || sequence.is_near(l) && ends_text(&text[..at], shape))
        .filter(|l| ended || runs_on(rest, *l, shape));
    if let Some(label) = label {
        let title = lost_title(&text[walk.sentence..at], label, shape);
        return (Cut::Label(label), title.map(|title| walk.sentence + title));
    }
    if begins_box(rest) && !matches!(before, '见' | '（' | '(' | '和' | '、' | '“') {
        return (Cut::Box, None);
    }
    let residue = read_residue(rest).is_some_and(|label| {
        let ended = matches!(before, '。' | '；');
        let unpaired = label.style == Style::Paren && walk.depth <= 0;
        ended && label.style != Style::Paren || unpaired && (ended || heads(&rest[label.len..]))
    });
    let note = is_han(before)
        && !matches!(before, '备' | '关' | '标' | '加')
        && (rest.starts_with("注：") || rest.starts_with("注:"));
    let mut ends = shape.end_starts.iter();
    let ends = ends.any(|word| {
        let after = rest.strip_prefix(word.as_str());
        after.is_some_and(|after| after.starts_with(['：', ':', '】']))
    });
    if begins_contents(rest) || begins_annex(rest, before) || residue || note || ends {
        return (Cut::Other, None);
    }
    (Cut::None, None)
}
