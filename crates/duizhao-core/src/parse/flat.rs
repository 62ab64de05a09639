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
use crate::parse::contents::prefix;
use crate::parse::counted::counted_table;
use crate::parse::heading::known_title;
use crate::parse::label::{Label, Style, digit_value, is_blank, is_han, read_label, read_residue};
use crate::parse::layout::Layout;
use crate::parse::line::SEPARATORS;
use crate::parse::matter::{is_chapter_title, quoted_titles};
use crate::parse::rows::part_rows;
use crate::parse::table::{head_start, is_head_cell};

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
    /// A cutter for `source` where its lines are flat.
    pub(crate) fn of_source(source: &str, shape: &'a Shape) -> Option<Self> {
        is_flat_source(source).then(|| Cutter::new(source, shape))
    }

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
            return vec![(0, text.len())];
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

/// Titles that the notice of a flat copy says it issues.
pub(crate) fn titles_within(text: &str) -> Vec<String> {
    let front: String = text.chars().take(3_000).collect();
    let mut parts = front.split('。');
    let issues = |sentence: &&str| sentence.contains("现将") || sentence.contains("现印发");
    let found = parts.find(issues);
    // 「…，我部制定了《…》，现印发给你们」, but nothing before 「现将《…》」.
    let named = found.map(|text| text.find("现将").map_or(text, |at| &text[at..]));
    named.map(quoted_titles).unwrap_or_default()
}

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
    let own_title = own_title.chain(notice).chain(again);
    let own_title: BTreeSet<usize> = own_title.collect();
    cutter.front = false;
    let table = counted_table(text, shape).unwrap_or_default();
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
    };
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
            }
        }
        match c {
            '(' | '（' => walk.depth += 1,
            ')' | '）' => walk.depth -= 1,
            _ => {}
        }
        if matches!(c, '。' | '；' | '！' | '？') {
            walk.heading = false;
        }
        if matches!(c, '。' | '；' | ')' | '）') {
            walk.sentence = walk.sentence.max(at + c.len_utf8());
        }
        before = c;
    }
    cuts.extend(table.into_iter().chain(title));
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

/// Where the title of a table starts in the text before it: after the last sentence.
fn title_above(before: &str) -> Option<usize> {
    let start = before.rfind('。')? + '。'.len_utf8();
    let title = before[start..].split("&nbsp;").next().unwrap_or_default();
    let length = title.trim_matches(is_blank).chars().count();
    ((4..=40).contains(&length) && !title.contains(['，', '；'])).then_some(start)
}

/// Where the title of a table starts that ran into the sentence before it; the table's first
/// cell follows.
fn table_title(piece: &str, after: &str, shape: &Shape) -> Option<usize> {
    let tabbed = after.split('\t').next().unwrap_or_default();
    let cell = after.split(is_blank).next().unwrap_or_default();
    let headed = [tabbed, cell].iter().any(|cell| is_head_cell(cell, shape));
    let ended = piece.ends_with('\t') && headed;
    let start = piece.rfind('。').filter(|_| ended)? + '。'.len_utf8();
    let title = piece[start..].trim_matches(is_blank);
    let short = (4..=40).contains(&title.chars().count()) && !title.contains(['，', '；', ',']);
    short.then_some(start)
}

/// A title with the head row of its table is not longer, in bytes.
const LONGEST_HEAD: usize = 400;
/// A line with fewer tabs holds no table.
const LEAST_TABS: usize = 6;

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
    let glued = digit_value(before).is_some() || before == '第';
    let label = read_marked_label(rest)
        .filter(|l| !glued && l.style < Style::Circled)
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

/// Reads a label, a Markdown mark before it included: 「## （一）指导思想」.
fn read_marked_label(text: &str) -> Option<Label> {
    let hashes = text.trim_start_matches('#');
    let bold = text
        .strip_prefix("**")
        .filter(|_| hashes.len() == text.len());
    let listed = text.strip_prefix("- ");
    let body = bold.or(listed).unwrap_or(hashes);
    let body = body.trim_start_matches(is_blank);
    // 「2.45∶1。」 ends with a figure.
    let mut label = read_label(body).filter(|label| !body[..label.len].ends_with('。'))?;
    label.len += text.len() - body.len();
    Some(label)
}

/// True where the text begins with a short sentence that can be a heading.
fn heads(text: &str) -> bool {
    let first = text.split('。').next().unwrap_or_default();
    first.len() < text.len()
        && (4..=LONGEST_CUT_HEADING).contains(&first.chars().count())
        && !first.contains(['，', ',', '、', '；', '：', '(', '（'])
}

/// A heading whose label lost its number is not longer, in characters.
const LONGEST_CUT_HEADING: usize = 16;

/// Labels that need no mark before them: 「…美好生活需要(二)发展目标」, 「…新水平1.多层次的…」.
fn runs_on(rest: &str, label: Label, shape: &Shape) -> bool {
    let body = rest[label.len..].trim_start_matches(is_blank);
    let words = body.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《'));
    match label.style {
        Style::Paren | Style::Dot => words,
        Style::Comma => known_title(body, shape).is_some(),
        _ => false,
    }
}

/// Where the first chapter's heading starts and ends, known by its words at the head of a
/// sentence.
fn first_chapter(before: &str, shape: &Shape) -> Option<[usize; 2]> {
    let starts = before.match_indices('。').map(|(at, mark)| at + mark.len());
    starts
        .into_iter()
        .find_map(|at| known_title(&before[at..], shape).map(|len| [at, at + len]))
}

/// Longest heading that a label may follow without a mark between, in characters.
const LONGEST_HEADING: usize = 60;

/// True where a sentence ends, or a statement of who does it.
fn ends_text(before: &str, shape: &Shape) -> bool {
    let before = before.trim_end_matches(is_blank);
    before.ends_with(['。', '）', ')']) || shape.ends_as_organ(before)
}

fn ends_piece(before: char) -> bool {
    let marks = "。；：！？\n）)”》";
    marks.contains(before) || is_blank(before)
}

/// Where a title that the notice quotes stands by itself, its start and its end.
fn title_cuts(text: &str, titles: &[String]) -> Vec<usize> {
    let mut cuts = Vec::new();
    for title in titles.iter().filter(|title| !title.is_empty()) {
        let first = title.chars().next().unwrap_or_default();
        for (at, _) in text.match_indices(first) {
            let Some(len) = prefix(&text[at..], title) else {
                continue;
            };
            let quoted = text[..at].ends_with(['《', '〈', '“']);
            let issued = text[..at].ends_with("印发") && !text[..at].ends_with("日印发");
            if !quoted && !issued {
                cuts.push(at);
                cuts.push(at + len);
            }
        }
    }
    cuts
}

/// Where the title ends that the preamble ran into: 「某市养老服务规划为推进…，制定本规划。」.
pub(crate) fn title_in_front(text: &str, shape: &Shape) -> Option<usize> {
    let first = text.find(['。', '，', '；', '：']).unwrap_or(text.len());
    let front = &text[..first];
    let words = shape.document_words.iter();
    let ends = words.flat_map(|word| {
        front
            .match_indices(word.as_str())
            .map(|(at, w)| at + w.len())
    });
    let opens = |end: &usize| {
        let rest = text[*end..].trim_start_matches(is_blank);
        let short = (6..=60).contains(&text[..*end].chars().count());
        let starts = ["为", "根据", "按照", "依据", "结合", "按", "“", "本"];
        short && starts.iter().any(|word| rest.starts_with(word))
    };
    ends.filter(opens).max()
}

/// Where the title of a notice ends that its addressees follow: 「…的通知各区县人民政府，…：」.
fn notice_end(text: &str) -> Option<usize> {
    const TITLE: &str = "的通知";
    let first = text.find(['。', '：', '；']).unwrap_or(text.len());
    let end = text[..first].find(TITLE)? + TITLE.len();
    let rest = text[end..].trim_start_matches(is_blank);
    let addressed = rest.starts_with('各') && text[first..].starts_with('：');
    let short = text[..end].chars().count() <= LONGEST_NOTICE_TITLE;
    (addressed && short && text[..end].contains("关于")).then(|| text.len() - rest.len())
}

/// The title of a notice is not longer, in characters.
const LONGEST_NOTICE_TITLE: usize = 130;

/// 附件： after the last sentence, which only names what is annexed.
fn begins_annex(text: &str, before: char) -> bool {
    let rest = text.strip_prefix("附件");
    let rest = rest.map(|rest| rest.trim_start_matches(|c| digit_value(c).is_some()));
    let apart = is_blank(before) || matches!(before, '。' | '）' | ')' | ';');
    apart && rest.is_some_and(|rest| rest.starts_with(['：', ':']))
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
/// anew: 「…制定如下意见总体要求(一)」. Where the numbers run on through the chapters, a mark
/// before the heading has to say that it starts there: 「…、区民政局、保障措施(九)」.
pub(crate) fn lost_title(before: &str, label: Label, shape: &Shape) -> Option<usize> {
    let section = matches!(label.style, Style::Paren | Style::Section);
    if !section || read_label(before.trim_start_matches(is_blank)).is_some() {
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
    let marked = |at: &usize| !bare[..*at].ends_with(|c: char| c.is_alphanumeric());
    words
        .map(str::len)
        .min()
        .filter(|at| *at > 0 && (label.number == Some(1) || marked(at)))
}

fn begins_box(text: &str) -> bool {
    let packed: String = text.chars().take(8).filter(|c| !is_blank(*c)).collect();
    packed
        .strip_prefix("专栏")
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}
