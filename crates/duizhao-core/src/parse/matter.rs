//! Front and end matter: notice, masthead, title and imprint, which belong to no unit.

use crate::lexicon::Shape;
use crate::model::SkipReason;
use crate::parse::annex::{annex_follows, is_annex_head, is_annex_list, is_list_entry};
use crate::parse::block::{Block, squash, squash_short};
use crate::parse::contents::{Titles, mark_contents, mark_repeat, prefix};
use crate::parse::label::{Label, Style, is_blank};
use crate::parse::layout::Layout;
use crate::parse::line_signs::is_finished;

/// What the front and end matter say of the plan.
#[derive(Debug, Default)]
pub(crate) struct Matter {
    /// Blocks that make the title.
    pub(crate) title: Vec<usize>,
    /// The first block that opens a chapter.
    pub(crate) first: usize,
    /// First block of the preamble or, without one, of the body.
    pub(crate) body: usize,
    /// Index one past the last block of the body.
    pub(crate) end: usize,
    /// What the table of contents lists.
    pub(crate) contents: Titles,
}

/// Finds title, preamble and end, and marks what belongs to no unit.
pub(crate) fn set_apart(blocks: &mut [Block], layout: &Layout, shape: &Shape) -> Matter {
    let contents = mark_contents(blocks, layout, shape);
    let first = first_heading(blocks, layout, shape);
    let title = find_title(blocks, layout, shape, first);
    let start = title
        .last()
        .map_or_else(|| after_notice(blocks, layout, first), |last| last + 1);
    mark_repeat(blocks, layout, &title);
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
    for at in start..first.min(blocks.len()) {
        let text = blocks[at].text(layout);
        let why = if is_chrome(text, shape) {
            SkipReason::WebChrome
        } else if is_front_line(text)
            || is_month_line(text)
            || signs(blocks, at, layout, shape)
            || at == start && lists_signers(text, shape)
        {
            SkipReason::Masthead
        } else {
            continue;
        };
        blocks[at].skip.get_or_insert(why);
    }
    mark_annex_lists(blocks, layout, first);
    Matter {
        title,
        first,
        body: start,
        end,
        contents,
    }
}

/// Marks 「附件：1.重点任务分工表 / 2.主要指标表」, which only names what is annexed.
fn mark_annex_lists(blocks: &mut [Block], layout: &Layout, first: usize) {
    let body: Vec<&Block> = blocks.iter().collect();
    let mut listed: Vec<usize> = Vec::new();
    for at in first..body.len() {
        if is_annex_list(&body, at, layout) {
            let entries = body[at + 1..].iter();
            let entries = entries.take_while(|block| is_list_entry(block, layout));
            listed.extend(at..=at + entries.count());
        } else if is_annex_head(body[at], layout) && !annex_follows(&body, at, layout) {
            listed.push(at);
        }
    }
    for at in listed {
        blocks[at].skip.get_or_insert(SkipReason::Imprint);
    }
}

fn is_salutation(text: &str) -> bool {
    text.starts_with('各') && text.chars().take(200).any(|c| matches!(c, '：' | ':'))
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

/// 「二〇二一年十二月」 by itself.
fn is_month_line(text: &str) -> bool {
    let packed = squash(text);
    let numeral = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c);
    let dated = packed
        .chars()
        .all(|c| numeral(c) || matches!(c, '年' | '月' | '日'));
    dated && packed.chars().count() <= 12 && packed.contains('年') && packed.ends_with(['月', '日'])
}

/// True where the block at `at` is an organ that signs, with the date below it.
fn signs(blocks: &[Block], at: usize, layout: &Layout, shape: &Shape) -> bool {
    let below = blocks.get(at + 1);
    below.is_some_and(|next| is_month_line(next.text(layout)))
        && is_signature(&squash(blocks[at].text(layout)), shape)
}

/// 「市残联　市教育局　市民政局」 below the title of what another organ passes on (转发).
fn lists_signers(text: &str, shape: &Shape) -> bool {
    let names: Vec<&str> = text
        .split(is_blank)
        .filter(|name| !name.is_empty())
        .collect();
    let organ = |name: &&str| (2..=20).contains(&name.chars().count()) && shape.ends_as_organ(name);
    text.chars().count() <= LONGEST_SIGNERS
        && names.len() >= 2
        && names.iter().all(organ)
        && !text.contains(['。', '，', '、', '：'])
}

/// Those who wrote what is passed on are not named at greater length, in characters.
const LONGEST_SIGNERS: usize = 120;

/// An organ that signs, by itself on its line.
fn is_signature(packed: &str, shape: &Shape) -> bool {
    (4..=30).contains(&packed.chars().count())
        && !packed.contains(['。', '，', '：', '；', '、'])
        && shape.ends_as_organ(packed)
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
    if bare.contains("ICP备") || bare.contains("公网安备") {
        return true;
    }
    shape.web_chrome.iter().any(|word| {
        // 「索  引  号：」 is set wide.
        let rest = prefix(bare, word).map(|len| &bare[len..]);
        rest.is_some_and(|rest| {
            let rest =
                rest.trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '】' | ']'));
            rest.is_empty() || rest.starts_with(['：', ':', '|', '[', '(', '【', '>', '©'])
        })
    })
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
    let follows = |at: usize| {
        blocks
            .get(at + 1)
            .and_then(|b| b.label)
            .is_some_and(|l| l.number == Some(1))
    };
    let bare = blocks[..limit].iter().enumerate().position(|(at, block)| {
        block.skip.is_none()
            && block.label.is_none()
            && (at > 0 || follows(at))
            && is_chapter_title(block.text(layout), shape)
    });
    let within = |style: Style| {
        blocks.iter().position(|block| {
            let first = |label: Label| label.number == Some(1) && label.style <= style;
            block.skip.is_none() && block.label.is_some_and(first)
        })
    };
    let deeper = within(Style::Paren).or_else(|| within(Style::DigitParen));
    bare.or(labelled).or(deeper).unwrap_or(blocks.len())
}

fn is_list_line(text: &str) -> bool {
    text.contains("附件")
}

/// True for 「总体要求」, 「重点任务和主要措施」 standing alone, with or without rests of a label.
pub(crate) fn is_chapter_title(text: &str, shape: &Shape) -> bool {
    let Some(packed) = squash_short(text, LONGEST_CHAPTER_TITLE) else {
        return false;
    };
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

/// Longest line that is looked at as the title of a chapter, rests of its label with it, in
/// characters.
const LONGEST_CHAPTER_TITLE: usize = 24;

/// Blocks that make the plan's title: the one the notice quotes, else the last title-like
/// block before the preamble.
fn find_title(blocks: &[Block], layout: &Layout, shape: &Shape, first: usize) -> Vec<usize> {
    let quoted: Vec<String> = blocks[..first]
        .iter()
        .flat_map(|block| quoted_titles(block.text(layout)))
        .filter(|title| !is_notice_title(title))
        .collect();
    let mut found = Vec::new();
    for start in 0..first {
        let mut joined = String::new();
        for at in (start..first.min(start + 3)).take_while(|&at| blocks[at].skip.is_none()) {
            joined.push_str(&squash(blocks[at].text(layout)));
            let short = joined.chars().count() <= 80;
            if short && quoted.iter().any(|title| same_title(title, &joined)) {
                // What is no more of the title, the contents below it, does not belong to it.
                found = (start..=at).collect();
                break;
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
        let part = |above: &usize| {
            let text = blocks[*above].text(layout);
            blocks[*above].skip.is_none() && goes_on_title(text)
        };
        let above = (0..at).rev().take(MOST_ABOVE).take_while(part);
        let begins = |above: &usize| begins_title(blocks[*above].text(layout));
        let start = above.into_iter().find(begins).unwrap_or(at);
        with_bracket_line((start..=at).collect(), blocks, layout, first)
    })
}

/// A title has no more lines above its last.
const MOST_ABOVE: usize = 3;

/// 「融资担保基金作用切实支持小微企业和」, a line of a title over several.
fn goes_on_title(text: &str) -> bool {
    (4..=40).contains(&squash(text).chars().count())
        && !is_finished(text)
        && !text.contains(['：', ':', '〔', '[', '|'])
}

/// 「国务院办公厅关于深入开展消费扶贫」, the first line of a title over several.
fn begins_title(text: &str) -> bool {
    let packed = squash(text);
    packed.contains("关于")
        && packed.chars().count() <= 40
        && !is_finished(text)
        && !packed.ends_with("通知")
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
    // 「《…规划》」 is one, 「…印发《…规划》」 is not.
    let quoted = bare
        .strip_prefix('《')
        .and_then(|bare| bare.strip_suffix('》'));
    let bare = quoted.unwrap_or(bare);
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
pub(crate) fn quoted_titles(text: &str) -> Vec<String> {
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

/// 「…关于印发〈…要点〉的通知」, which a page may print in 《》.
pub(crate) fn is_notice_title(title: &str) -> bool {
    title.ends_with("的通知") && title.contains("印发")
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
    let repeat = |block: &Block| block.skip == Some(SkipReason::Repeated);
    let mut end = blocks.iter().position(repeat).unwrap_or(blocks.len());
    let mut rest = 0;
    let mut copied = end;
    for at in (first..end).rev() {
        rest += blocks[at].text(layout).chars().count();
        if rest >= LONGEST_END {
            break;
        }
        let text = squash(blocks[at].text(layout));
        let bare = text.trim_start_matches(['【', '[']);
        if shape
            .end_starts
            .iter()
            .any(|word| bare.starts_with(word.as_str()))
        {
            copied = at;
        }
    }
    end = copied;
    let ends =
        |at: usize| is_end_line(&blocks[at], layout, shape) || signs(blocks, at, layout, shape);
    while end > first + 1 && ends(end - 1) {
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

/// 抄送 and what follows it are not longer, in characters.
const LONGEST_END: usize = 600;

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
    // 「某市人民政府　2021年3月5日」.
    let dated = packed.trim_end_matches(|c: char| {
        c.is_numeric() || "〇○零年月日一二三四五六七八九十".contains(c)
    });
    let signed = dated.len() < packed.len() && packed.ends_with('日') && is_signature(dated, shape);
    let bare = packed.trim_matches(['（', '(', '）', ')', '-', '—']);
    let contact = length <= 60 && (bare.starts_with("联系人") || bare.starts_with("联系电话"));
    let address = length <= 80 && packed.starts_with("地址：") && packed.contains("邮编");
    let closed = matches!(bare, "全文完" | "完" | "END" | "end" | "以下无正文");
    issued
        || public
        || signature
        || signed
        || contact
        || address
        || closed
        || is_date_line(&packed)
        || is_chrome(block.text(layout), shape)
}
