//! Blocks: paragraphs as the outline sees them, front and end matter set apart.

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::label::{Label, Style, is_blank, read_decimal_chapter, read_label, read_residue};
use crate::parse::layout::{Layout, Para, is_finished};
use crate::text::{LineRange, Span};

/// A paragraph, or a piece of one where a flat copy runs paragraphs together.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) lines: LineRange,
    pub(crate) table: Option<usize>,
    pub(crate) label: Option<Label>,
    pub(crate) skip: Option<SkipReason>,
}

impl Block {
    fn new(span: Span, para: &Para, layout: &Layout) -> Self {
        let label = if para.table.is_some() {
            None
        } else {
            read_label(layout.text.slice(span))
        };
        let lines = if span == para.span {
            para.lines
        } else {
            layout.text.lines_of(span)
        };
        Block {
            span,
            lines,
            table: para.table,
            label,
            skip: None,
        }
    }

    pub(crate) fn text<'a>(&self, layout: &'a Layout) -> &'a str {
        layout.text.slice(self.span)
    }

    /// The label, or what is left of one.
    pub(crate) fn residue(&self, layout: &Layout) -> Option<Label> {
        if self.table.is_some() {
            None
        } else {
            read_residue(self.text(layout))
        }
    }
}

/// `span` without blanks at its edges.
pub(crate) fn trim(layout: &Layout, span: Span) -> Span {
    let text = layout.text.slice(span);
    let kept = text.trim_start_matches(is_blank);
    let start = span.start as usize + text.len() - kept.len();
    Span::new(start, start + kept.trim_end_matches(is_blank).len())
}

/// Cuts the layout into blocks; a flat copy's long paragraphs are cut at their labels.
pub(crate) fn blocks(layout: &Layout, shape: &Shape) -> Vec<Block> {
    let flat = is_flat(layout);
    let mut out = Vec::new();
    let mut sequence = Sequence::default();
    for para in &layout.paras {
        let text = layout.text.slice(para.span);
        if flat && para.table.is_none() && text.chars().count() > FLAT_PIECE {
            for (start, end) in cut_flat(text, &mut sequence, shape) {
                let base = para.span.start as usize;
                let span = trim(layout, Span::new(base + start, base + end));
                if !span.is_empty() {
                    out.push(Block::new(span, para, layout));
                }
            }
        } else {
            out.push(Block::new(para.span, para, layout));
        }
    }
    read_decimal_chapters(&mut out, layout);
    out
}

/// Where sections are numbered 3.1, a bare 「3 重点任务」 is a chapter.
fn read_decimal_chapters(blocks: &mut [Block], layout: &Layout) {
    let decimal = |block: &&Block| {
        let digit = block.text(layout).starts_with(|c: char| c.is_ascii_digit());
        digit && block.label.is_some_and(|l| l.style == Style::Section)
    };
    if blocks.iter().filter(decimal).count() < 3 {
        return;
    }
    for block in blocks
        .iter_mut()
        .filter(|b| b.table.is_none() && b.label.is_none())
    {
        block.label = read_decimal_chapter(block.text(layout));
    }
}

/// A paragraph longer than this in a flat copy holds several.
const FLAT_PIECE: usize = 60;

/// A copy is flat when most of its text stands in few paragraphs that hold labels inside.
fn is_flat(layout: &Layout) -> bool {
    let total: usize = layout.paras.iter().map(|p| p.span.len()).sum();
    let long: usize = layout
        .paras
        .iter()
        .map(|p| p.span.len())
        .filter(|len| *len > 4500)
        .sum();
    long * 2 > total
}

/// Follows numbering through a flat text.
#[derive(Default)]
struct Sequence {
    last: [u32; 8],
}

impl Sequence {
    fn accepts(&self, label: &Label) -> bool {
        let Some(number) = label.number else {
            return false;
        };
        let last = self.last[label.style as usize];
        number == last + 1 || number == 1 && label.style != Style::Part
    }

    fn take(&mut self, label: &Label) {
        let at = label.style as usize;
        self.last[at] = label.number.unwrap_or(0);
        let runs_on = label.style == Style::Part || label.style == Style::Chapter;
        for (deeper, last) in self.last.iter_mut().enumerate().skip(at + 1) {
            if !runs_on || deeper > Style::Section as usize {
                *last = 0;
            }
        }
    }
}

fn cut_flat(text: &str, sequence: &mut Sequence, shape: &Shape) -> Vec<(usize, usize)> {
    let mut cuts = vec![0];
    let mut heading = true;
    let mut since_label = 0;
    let mut sentence = 0;
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        since_label += 1;
        let ended = ends_piece(before) || heading && since_label < 60;
        let label =
            read_label(&text[at..]).filter(|l| l.style < Style::Circled && sequence.accepts(l));
        // A bracketed label that goes on with the numbering needs no mark before it.
        let runs_on = label.is_some_and(|l| l.style == Style::Paren && l.number > Some(1));
        if let Some(label) = label.filter(|_| at > 0 && (ended || runs_on)) {
            if let Some(title) = lost_title(&text[sentence..at], label, shape) {
                cuts.push(sentence + title);
            }
            cuts.push(at);
            sequence.take(&label);
            (heading, since_label) = (true, 0);
        } else if at > 0 && ended && begins_box(&text[at..]) {
            cuts.push(at);
            (heading, since_label) = (true, 0);
        }
        if matches!(c, '。' | '；' | '，' | '！' | '？') {
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

fn ends_piece(before: char) -> bool {
    matches!(
        before,
        '。' | '；' | '：' | '！' | '？' | '\n' | '）' | ')' | '”' | '》'
    ) || is_blank(before)
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

/// Without blanks, for comparing titles.
pub(crate) fn squash(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// What the front and end matter say of the plan.
#[derive(Debug, Default)]
pub(crate) struct Matter {
    /// Blocks that make the title.
    pub(crate) title: Vec<usize>,
    /// First block of the preamble or, without one, of the body.
    pub(crate) body: usize,
    /// Index one past the last block of the body.
    pub(crate) end: usize,
}

/// Finds title, preamble and end, and marks what belongs to no unit.
pub(crate) fn set_apart(blocks: &mut [Block], layout: &Layout, shape: &Shape) -> Matter {
    mark_contents(blocks, layout);
    let first = first_heading(blocks, layout, shape);
    let title = find_title(blocks, layout, shape, first);
    let start = title
        .last()
        .map_or_else(|| after_notice(blocks, layout, first), |last| last + 1);
    let end = mark_end(blocks, layout, shape, first);
    let mut in_notice = false;
    for at in 0..start.min(blocks.len()) {
        let text = blocks[at].text(layout);
        let chrome = is_chrome(text, shape);
        in_notice |= !chrome && !title.contains(&at) && is_salutation(text);
        let why = match (chrome, title.contains(&at), in_notice) {
            (true, _, false) => SkipReason::WebChrome,
            (_, false, true) => SkipReason::Notice,
            _ => SkipReason::Masthead,
        };
        blocks[at].skip.get_or_insert(why);
    }
    for block in blocks.iter_mut().take(first).skip(start) {
        let text = block.text(layout);
        if block.skip.is_none() && is_front_line(text) {
            block.skip = Some(SkipReason::Masthead);
        }
    }
    mark_repeat(blocks, layout, &title);
    Matter {
        title,
        body: start,
        end,
    }
}

fn is_salutation(text: &str) -> bool {
    text.starts_with('各') && text.trim_end().ends_with(['：', ':'])
        || text.starts_with("现将")
        || text.starts_with("各") && text.contains("人民政府") && text.chars().count() < 200
}

/// A bracketed date or note between title and preamble.
fn is_front_line(text: &str) -> bool {
    let length = text.chars().count();
    length <= 30
        && (text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
            || length <= 20 && !is_finished(text) && text.chars().any(|c| c.is_ascii_digit()))
}

pub(crate) fn is_chrome(text: &str, shape: &Shape) -> bool {
    let bare = text.trim_start_matches(|c: char| {
        matches!(c, '•' | '|' | '·' | '-' | '*' | '【' | '[' | '>' | '#') || is_blank(c)
    });
    if bare.is_empty() {
        return true;
    }
    if bare.chars().count() > 220 {
        return false;
    }
    shape.web_chrome.iter().any(|word| {
        bare.strip_prefix(word.as_str()).is_some_and(|rest| {
            let rest =
                rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '】' | ']'));
            rest.is_empty() || rest.starts_with(['：', ':', '|', '[', '('])
        })
    })
}

/// Marks a table of contents (目录), in front or at the back: short entries, half of which
/// open a block elsewhere.
fn mark_contents(blocks: &mut [Block], layout: &Layout) {
    let heads: Vec<usize> = (0..blocks.len())
        .filter(|&at| squash(blocks[at].text(layout)).ends_with("目录"))
        .collect();
    for head in heads {
        let length = blocks[head + 1..]
            .iter()
            .take_while(|b| is_entry(b, layout))
            .count();
        let mut stop = head + 1 + length;
        let keys: Vec<String> = blocks[head + 1..stop]
            .iter()
            .map(|b| entry_key(b.text(layout)))
            .collect();
        // The body's first heading looks like an entry too: the contents end where one returns.
        if let Some(again) = keys
            .first()
            .and_then(|first| keys[1..].iter().position(|key| key == first))
        {
            stop = head + 2 + again;
        }
        let entries = stop - head - 1;
        let elsewhere = |key: &String| {
            blocks.iter().enumerate().any(|(at, block)| {
                !(head..stop).contains(&at) && squash(block.text(layout)).starts_with(key.as_str())
            })
        };
        let known = keys[..entries].iter().filter(|key| elsewhere(key)).count();
        if entries < 3 || known * 2 < entries {
            continue;
        }
        let whole = squash(blocks[head].text(layout)) == "目录";
        for block in &mut blocks[head + usize::from(!whole)..stop] {
            block.skip = Some(SkipReason::Toc);
        }
    }
}

fn is_entry(block: &Block, layout: &Layout) -> bool {
    let text = block.text(layout);
    let length = text.chars().count();
    let leader = text.contains(['…', '·', '⋯']) || text.contains("...") || text.contains("．．");
    block.table.is_none()
        && length <= if leader { 160 } else { 60 }
        && !text.contains(['。', '；'])
        && (block.label.is_some()
            || leader
            || text.ends_with(|c: char| c.is_ascii_digit())
            || length <= 30)
}

/// An entry without dots and page number.
fn entry_key(text: &str) -> String {
    let packed = squash(text);
    packed
        .trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '-' | '—' | '．' | '⋯')
        })
        .to_owned()
}

/// The first block that opens a chapter.
fn first_heading(blocks: &[Block], layout: &Layout, shape: &Shape) -> usize {
    let labelled = blocks.iter().position(|block| {
        block.skip.is_none()
            && block
                .label
                .is_some_and(|l| l.number == Some(1) && l.style <= Style::Comma)
            && !is_list_line(block.text(layout))
    });
    let limit = labelled.unwrap_or(blocks.len());
    let bare = blocks[..limit].iter().enumerate().position(|(at, block)| {
        block.skip.is_none()
            && block.label.is_none()
            && at > 0
            && is_chapter_title(block.text(layout), shape)
    });
    let deeper = blocks.iter().position(|block| {
        block.skip.is_none()
            && block
                .label
                .is_some_and(|l| l.number == Some(1) && l.style <= Style::Paren)
    });
    bare.or(labelled).or(deeper).unwrap_or(blocks.len())
}

fn is_list_line(text: &str) -> bool {
    text.contains("附件")
}

/// True for 「总体要求」, 「重点任务和主要措施」 standing alone, with or without rests of a label.
pub(crate) fn is_chapter_title(text: &str, shape: &Shape) -> bool {
    let packed = squash(text);
    let bare = packed
        .trim_start_matches(['、', '.', '．'])
        .trim_end_matches(['。', '：', ':']);
    let length = bare.chars().count();
    length <= 16
        && !bare.contains(['，', ',', '。', '；', '《'])
        && shape.chapter_titles.iter().any(|word| {
            bare == word
                || length <= word.chars().count() + 8
                    && (bare.starts_with(word.as_str()) || bare.ends_with(word.as_str()))
        })
}

/// Blocks that make the plan's title: the one the notice quotes, else the last title-like
/// block before the preamble.
fn find_title(blocks: &[Block], layout: &Layout, shape: &Shape, first: usize) -> Vec<usize> {
    let quoted: Vec<String> = blocks[..first]
        .iter()
        .flat_map(|block| quoted_titles(block.text(layout)))
        .collect();
    let mut found = Vec::new();
    for start in 0..first {
        for count in 1..=3.min(first - start) {
            let joined: String = (start..start + count)
                .map(|at| squash(blocks[at].text(layout)))
                .collect();
            if joined.chars().count() <= 80 && quoted.iter().any(|title| same_title(title, &joined))
            {
                found = (start..start + count).collect();
            }
        }
    }
    if !found.is_empty() {
        return with_bracket_line(found, blocks, layout, first);
    }
    let candidate = (0..first)
        .rev()
        .find(|&at| blocks[at].skip.is_none() && is_title_like(blocks[at].text(layout), shape));
    candidate.map_or_else(Vec::new, |at| {
        with_bracket_line(vec![at], blocks, layout, first)
    })
}

/// 「（2021—2025年）」 on its own line belongs to the title above it.
fn with_bracket_line(
    mut title: Vec<usize>,
    blocks: &[Block],
    layout: &Layout,
    first: usize,
) -> Vec<usize> {
    let next = title.last().map_or(0, |last| last + 1);
    if next < first {
        let text = blocks[next].text(layout);
        if text.starts_with(['（', '('])
            && text.ends_with(['）', ')'])
            && text.contains('年')
            && text.contains(['-', '—', '–', '～', '至'])
        {
            title.push(next);
        }
    }
    title
}

fn is_title_like(text: &str, shape: &Shape) -> bool {
    let packed = squash(text);
    let bare = packed.split(['（', '(']).next().unwrap_or_default();
    let length = packed.chars().count();
    (6..=70).contains(&length)
        && !is_finished(text.trim_end_matches(['）', ')']))
        && !bare.ends_with("通知")
        && !is_chrome(text, shape)
        && shape
            .document_words
            .iter()
            .any(|word| bare.ends_with(word.as_str()))
}

/// Titles in 《》 that a notice says it issues: 现将《…》印发给你们.
fn quoted_titles(text: &str) -> Vec<String> {
    let packed = squash(text);
    let mut titles = Vec::new();
    let mut rest = packed.as_str();
    while let Some(open) = rest.find('《') {
        let body = &rest[open + '《'.len_utf8()..];
        let Some(close) = matching_close(body) else {
            break;
        };
        titles.push(body[..close].to_owned());
        rest = &body[close..];
    }
    let issues = packed.contains("印发") || packed.contains("现将") || packed.contains("同意");
    if issues { titles } else { Vec::new() }
}

fn matching_close(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Equal but for marks: a notice writes <…> where the title writes 《…》.
fn same_title(quoted: &str, printed: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (quoted, printed) = (bare(quoted), bare(printed));
    !quoted.is_empty()
        && (quoted == printed
            || printed.starts_with(&quoted)
                && printed.chars().count() <= quoted.chars().count() + 10)
}

/// Where the text starts when no title was found: after a notice's signature.
fn after_notice(blocks: &[Block], layout: &Layout, first: usize) -> usize {
    let last_front = (0..first).rev().find(|&at| {
        let text = blocks[at].text(layout);
        text.contains("此件公开发布")
            || text.contains("此件主动公开")
            || is_date_line(text)
            || is_salutation(text) && text.ends_with(['：', ':'])
    });
    last_front.map_or_else(
        || {
            (0..first)
                .find(|&at| blocks[at].text(layout).chars().count() > 40)
                .unwrap_or(first)
        },
        |at| at + 1,
    )
}

fn is_date_line(text: &str) -> bool {
    let packed = squash(text);
    packed.chars().count() <= 12 && packed.ends_with('日') && packed.contains('年')
}

/// Marks 抄送, imprint and page chrome at the end; returns where the body ends.
fn mark_end(blocks: &mut [Block], layout: &Layout, shape: &Shape, first: usize) -> usize {
    let mut end = blocks.len();
    if let Some(copy) = (first..blocks.len())
        .rev()
        .find(|&at| squash(blocks[at].text(layout)).starts_with("抄送"))
    {
        let rest: usize = (copy..blocks.len())
            .map(|at| blocks[at].text(layout).chars().count())
            .sum();
        if rest < 600 {
            end = copy;
        }
    }
    while end > first + 1 && is_end_line(&blocks[end - 1], layout, shape) {
        end -= 1;
    }
    for block in &mut blocks[end..] {
        let why = if is_chrome(block.text(layout), shape) {
            SkipReason::WebChrome
        } else {
            SkipReason::Imprint
        };
        block.skip.get_or_insert(why);
    }
    end
}

fn is_end_line(block: &Block, layout: &Layout, shape: &Shape) -> bool {
    if block.table.is_some() || block.label.is_some() {
        return false;
    }
    let packed = squash(block.text(layout));
    let length = packed.chars().count();
    let issued = length <= 60 && (packed.ends_with("印发") || packed.ends_with("印制"));
    let public = length <= 30 && packed.contains("此件") && packed.contains("公开");
    let signature = length <= 30
        && !packed.contains(['。', '，', '：', '；'])
        && (packed.ends_with("人民政府")
            || packed.ends_with("办公室")
            || packed.ends_with("办公厅")
            || packed == "国务院"
            || packed.ends_with("委员会") && length <= 24);
    issued || public || signature || is_date_line(&packed) || is_chrome(block.text(layout), shape)
}

/// Marks a second copy of the whole text.
fn mark_repeat(blocks: &mut [Block], layout: &Layout, title: &[usize]) {
    if title.is_empty() {
        return;
    }
    let keys: Vec<String> = blocks.iter().map(|b| squash(b.text(layout))).collect();
    let probe = &keys[title[title.len() - 1] + 1..];
    let Some(anchor) = probe.iter().position(|key| key.chars().count() > 40) else {
        return;
    };
    let anchor_at = title[title.len() - 1] + 1 + anchor;
    let Some(second) = (anchor_at + 1..keys.len()).find(|&at| keys[at] == keys[anchor_at]) else {
        return;
    };
    let length = second - anchor_at;
    let same = (0..length)
        .take_while(|offset| keys.get(second + offset) == keys.get(anchor_at + offset))
        .count();
    let rest = keys.len() - second;
    if length < 8 || same * 10 < length.min(rest) * 7 {
        return;
    }
    let mut from = second;
    while from > anchor_at + 1
        && anchor_at + from > second
        && keys[from - 1] == keys[anchor_at + from - 1 - second]
    {
        from -= 1;
    }
    for block in &mut blocks[from..] {
        block.skip = Some(SkipReason::Repeated);
    }
}
