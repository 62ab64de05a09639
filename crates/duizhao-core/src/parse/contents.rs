//! Text that stands elsewhere too: the table of contents (目录) and a second copy of the whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::block::{Block, squash};
use crate::parse::label::{digit_value, is_blank, read_label};
use crate::parse::layout::Layout;
use crate::parse::line::letters;

/// Marks a table of contents (目录), in front or at the back: short entries, half of which
/// open a block elsewhere.
pub(crate) fn mark_contents(blocks: &mut [Block], layout: &Layout, shape: &Shape) -> Titles {
    let mut titles = Titles::default();
    mark_headless(blocks, layout);
    let heads: Vec<usize> = (0..blocks.len())
        .filter(|&at| heads_contents(blocks[at].text(layout)))
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
        // So does the plan's title, which follows contents in front.
        let names_plan = |block: &Block| {
            let text = block.text(layout).trim_end_matches(['》', '”']);
            let words = &shape.document_words;
            block.label.is_none() && words.iter().any(|word| text.ends_with(word.as_str()))
        };
        while stop > head + 1 && names_plan(&blocks[stop - 1]) {
            stop -= 1;
        }
        let entries = stop - head - 1;
        let elsewhere = |key: &String| {
            blocks.iter().enumerate().any(|(at, block)| {
                !(head..stop).contains(&at) && squash(block.text(layout)).starts_with(key.as_str())
            })
        };
        let listed = keys[..entries].iter().zip(&blocks[head + 1..]);
        let known =
            listed.filter(|(key, block)| leads_to_page(block.text(layout)) || elsewhere(key));
        let known = known.count();
        if entries < 3 || known * 2 < entries {
            continue;
        }
        for key in &keys[..entries] {
            titles.add(key);
        }
        let whole = matches!(squash(blocks[head].text(layout)).as_str(), "目录" | "目次");
        for block in &mut blocks[head + usize::from(!whole)..stop] {
            block.skip = Some(SkipReason::Toc);
        }
    }
    titles
}

/// 「目录」, 「目 次」, 「…规划目录」.
fn heads_contents(text: &str) -> bool {
    let mut back = text.chars().rev().filter(|c| !is_blank(*c));
    match (back.next(), back.next()) {
        (Some('录'), Some('目')) => true,
        (Some('次'), Some('目')) => back.next().is_none(),
        _ => false,
    }
}

/// Marks entries that need no 目录 above them: three or more lines one after the other that lead
/// to a page, or that are links, and contents that stand in one line.
fn mark_headless(blocks: &mut [Block], layout: &Layout) {
    let links = |block: &Block| {
        let text = block.text(layout);
        text.starts_with('[') && text.contains("](") && text.ends_with(')')
    };
    let leads = |block: &Block| {
        block.table.is_none() && (leads_to_page(block.text(layout)) || links(block))
    };
    let mut at = 0;
    while at < blocks.len() {
        let run = blocks[at..].iter().take_while(|block| leads(block)).count();
        let head = at.checked_sub(1);
        let head = head.filter(|&head| heads_contents(blocks[head].text(layout)));
        if run >= LEAST_ENTRIES && (head.is_none() || links(&blocks[at])) {
            for block in &mut blocks[head.unwrap_or(at)..at + run] {
                block.skip = Some(SkipReason::Toc);
            }
        }
        let text = blocks[at].text(layout);
        let inner = text
            .split(is_blank)
            .filter(|word| read_label(word).is_some());
        let signs = text.chars().filter(|c| !is_blank(*c));
        let whole = signs.take(2).eq("目录".chars()) && !text.contains('。');
        // 「目录」 by itself, and all its entries on the next line.
        let below = head.filter(|_| run == 0 && !text.contains('。'));
        if (whole || below.is_some()) && inner.count() >= LEAST_ENTRIES {
            for block in &mut blocks[below.unwrap_or(at)..=at] {
                block.skip = Some(SkipReason::Toc);
            }
        }
        at += run.max(1);
    }
}

/// Fewer entries are no table of contents.
const LEAST_ENTRIES: usize = 3;

/// 「总体要求……………2」.
fn leads_to_page(text: &str) -> bool {
    let dots = text.contains("……") || text.contains("....") || text.contains("····");
    dots && ends_in_page(text)
}

fn ends_in_page(text: &str) -> bool {
    let bare = text.trim_end_matches(|c| is_blank(c) || matches!(c, '-' | '—' | ')' | '）'));
    bare.ends_with(|c: char| digit_value(c).is_some())
}

/// The headings that a table of contents lists: where a copy runs one into its text, this
/// tells where it ends.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    by_first: BTreeMap<char, Vec<String>>,
}

impl Titles {
    fn add(&mut self, entry: &str) {
        let label = read_label(entry).map_or(0, |label| label.len);
        let title = entry[label..].trim_end_matches(['。', '：', ':']);
        if let Some(first) = title.chars().next().filter(|_| title.chars().count() >= 4) {
            self.by_first
                .entry(first)
                .or_default()
                .push(title.to_owned());
        }
    }

    /// Bytes of the longest listed heading that `text` starts with, blanks apart.
    pub(crate) fn length_in(&self, text: &str) -> Option<usize> {
        let listed = self.by_first.get(&text.chars().next()?)?;
        listed.iter().filter_map(|title| prefix(text, title)).max()
    }
}

/// Bytes of `text` that spell `wanted` but for blanks.
pub(crate) fn prefix(text: &str, wanted: &str) -> Option<usize> {
    let mut wanted = wanted.chars().peekable();
    for (at, c) in text.char_indices() {
        match wanted.peek() {
            None => return Some(at),
            Some(next) if *next == c => {
                wanted.next();
            }
            Some(_) if is_blank(c) => {}
            Some(_) => return None,
        }
    }
    wanted.peek().is_none().then_some(text.len())
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
            || text.ends_with(|c: char| digit_value(c).is_some())
            || length <= 30)
}

/// An entry without dots and page number.
fn entry_key(text: &str) -> String {
    let packed = squash(text);
    packed
        .trim_end_matches(|c: char| {
            digit_value(c).is_some() || matches!(c, '.' | '…' | '·' | '-' | '—' | '．' | '⋯')
        })
        .to_owned()
}

/// Marks a second copy of the whole text: long paragraphs return, and with them most of what
/// stands between.
pub(crate) fn mark_repeat(blocks: &mut [Block], layout: &Layout, title: &[usize]) {
    let start = title.last().map_or(0, |last| last + 1);
    let keys: Vec<String> = blocks.iter().map(|b| letters(b.text(layout))).collect();
    let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut anchor = None;
    for (at, key) in keys.iter().enumerate().skip(start) {
        if key.chars().count() <= LEAST_ANCHOR {
            continue;
        }
        match firsts.get(key.as_str()) {
            Some(first) => {
                anchor = Some((*first, at));
                break;
            }
            None => {
                firsts.insert(key, at);
            }
        }
    }
    let Some((first, second)) = anchor.filter(|(first, second)| second - first >= 8) else {
        return;
    };
    let length = |keys: &[String]| keys.iter().map(|key| key.chars().count()).sum::<usize>();
    let known: BTreeSet<&str> = keys[..second].iter().map(String::as_str).collect();
    let again = keys[second..].iter();
    let again = again.filter(|key| known.contains(key.as_str()));
    let same: usize = again.map(|key| key.chars().count()).sum();
    let (rest, copied) = (length(&keys[second..]), length(&keys[first..second]));
    if same * 10 < rest.min(copied) * 7 || same * 10 < rest * 7 {
        return;
    }
    let mut from = second;
    while from > first + 1
        && first + from > second
        && keys[from - 1] == keys[first + from - 1 - second]
    {
        from -= 1;
    }
    // A table that runs into the copy is read to its end: its cells lie on both sides.
    let table = blocks[from - 1].table;
    let in_table = |block: &Block| table.is_some() && block.table == table;
    let from = from + blocks[from..].iter().take_while(|b| in_table(b)).count();
    for block in &mut blocks[from..] {
        block.skip = Some(SkipReason::Repeated);
    }
}

/// A paragraph that tells a second copy is longer, in characters.
const LEAST_ANCHOR: usize = 28;
