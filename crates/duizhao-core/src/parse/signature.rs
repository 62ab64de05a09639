//! Who signed a plan or its notice, and when.
//!
//! ```text
//! 某市民政局　某市财政局      the first of those who signed together issued it
//! 2022年4月1日              the date by itself counts before one in a sentence
//! ```

use crate::model::{Date, Origin, Sourced};
use crate::parse::block::{Block, squash};
use crate::parse::date::{find_date, last_date};
use crate::parse::label::is_blank;
use crate::parse::matter::is_chrome;
use crate::parse::meta::{Front, front_blocks, packed, sourced};
use crate::text::Span;

/// The organ that signs, just before its date.
pub(super) fn read_signature(front: &Front<'_>) -> Option<Sourced<String>> {
    let blocks = front_blocks(front);
    for (at, block) in blocks.iter().enumerate().rev() {
        let text = block.text(front.layout);
        let date = last_date(text, front.lexicon.patterns())
            .map(|(at, ..)| at)
            .or_else(|| {
                squash(text)
                    .ends_with('日')
                    .then_some(0)
                    .filter(|_| text.chars().count() < 30)
            });
        let Some(date) = date else { continue };
        let before = text[..date].trim_end_matches(is_blank);
        let organ = organ_at_end(before);
        if let Some((start, end)) = organ.filter(|_| !before.is_empty()) {
            let base = block.span.start as usize;
            return Some(sourced(front, Span::new(base + start, base + end)));
        }
        if date == 0
            && let Some(above) = signers_above(front, &blocks[..at])
        {
            let organs = front.layout.text.slice(above.span);
            let start = above.span.start as usize;
            let end = start + first_signer(organs).len();
            return Some(packed(sourced(front, Span::new(start, end))));
        }
    }
    end_signature(front)
}

/// The first of the organs that sign on lines of their own, the last of `blocks`.
fn signers_above<'a>(front: &Front<'_>, blocks: &[&'a Block]) -> Option<&'a Block> {
    let signs = |block: &&&Block| is_organ(&squash(first_signer(block.text(front.layout))));
    let count = blocks.iter().rev().take_while(signs).count();
    let first = blocks.len() - count;
    // Above those who signed, a sentence ends, or it says whom to ask; a masthead stands below nothing.
    let ended = first.checked_sub(1).map(|at| blocks[at].text(front.layout));
    let ended =
        ended.is_some_and(|text| text.ends_with(['。', '）', ')']) || text.contains("联系电话"));
    let at = if ended {
        first
    } else {
        blocks.len().saturating_sub(1)
    };
    blocks.get(at).copied().filter(|_| count > 0)
}

/// A signature at the end of a document without a notice.
fn end_signature(front: &Front<'_>) -> Option<Sourced<String>> {
    let end = front.matter.end.min(front.blocks.len());
    let tail: Vec<&Block> = front.blocks[end..].iter().collect();
    let date = tail
        .iter()
        .position(|b| find_date(b.text(front.layout), front.lexicon.patterns()).is_some())?;
    let text = tail[date].text(front.layout);
    let before = find_date(text, front.lexicon.patterns()).map_or(0, |(at, ..)| at);
    let before = text[..before].trim_end_matches(is_blank);
    if let Some((start, end)) = organ_at_end(before).filter(|_| !before.is_empty()) {
        let base = tail[date].span.start as usize;
        return Some(packed(sourced(front, Span::new(base + start, base + end))));
    }
    let organ = tail[..date]
        .iter()
        .rev()
        .find(|b| is_organ(&squash(b.text(front.layout))))?;
    Some(packed(sourced(front, organ.span)))
}

/// True for 济宁市人民政府, 国务院办公厅, 生态环境部.
pub(super) fn is_organ(text: &str) -> bool {
    let length = text.chars().count();
    let ends = [
        "人民政府",
        "政府办公室",
        "办公厅",
        "办公室",
        "委员会",
        "国务院",
        "局",
        "厅",
        "部",
        "联合会",
        "残联",
        "工委",
    ];
    (3..=30).contains(&length)
        && ends.iter().any(|end| text.ends_with(end))
        && !text.contains(['，', '。', '：', '、', '《'])
}

/// Where the organ at the end of `text` starts: after the last mark.
fn organ_at_end(text: &str) -> Option<(usize, usize)> {
    let start = text
        .rfind(['。', '！', '；', '\n', '）', ')'])
        .map_or(0, |at| {
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
    let organ = text[start..].trim_start_matches(is_blank);
    let start = text.len() - organ.len();
    let first = first_signer(organ);
    is_organ(&squash(first)).then_some((start, start + first.len()))
}

/// The first of those who signed together, parted by blanks: 「市民政局 &nbsp;市财政局」. One organ may
/// be printed with blanks within: 「市 民 政 局」.
fn first_signer(organs: &str) -> &str {
    let parts = |text: &str, at: usize| {
        let after = text[at..].trim_start_matches(is_blank);
        let after = after.strip_prefix("&nbsp;").unwrap_or(after);
        let after = after.trim_start_matches(is_blank);
        let organ = is_organ(&text[..at]) && after.chars().count() >= 4;
        let place: String = text.chars().take(SAME_PLACE).collect();
        organ && (after.starts_with(&place) || after.starts_with("中"))
    };
    let mut blanks = organs.match_indices(|c| is_blank(c) || c == '&');
    let end = blanks.find(|(at, _)| parts(organs, *at));
    end.map_or(organs, |(at, _)| &organs[..at])
}

/// Organs of one place begin with the same characters.
const SAME_PLACE: usize = 2;

pub(super) fn read_date(
    front: &Front<'_>,
    signature: Option<&Sourced<String>>,
) -> Option<Sourced<Date>> {
    let after = signature.and_then(|s| s.span).map_or(0, |span| span.start);
    let end = front.matter.end.min(front.blocks.len());
    let body = front.matter.body.min(front.blocks.len());
    let near = front.blocks[..body]
        .iter()
        .chain(&front.blocks[end..])
        .filter(|b| b.span.end > after);
    let shape = front.lexicon.shape();
    let all = front.blocks[..body].iter().chain(&front.blocks[end..]);
    let near: Vec<&Block> = near
        .filter(|b| !is_chrome(b.text(front.layout), shape))
        .collect();
    // A date by itself counts before one in a sentence, which may be that of a meeting.
    let alone = |block: &&&Block| block.text(front.layout).chars().count() <= LONGEST_DATED;
    let own = near
        .iter()
        .filter(alone)
        .chain(&near)
        .find_map(|block| date_of(front, block));
    own.or_else(|| {
        all.filter(|b| is_chrome(b.text(front.layout), shape))
            .find_map(|block| date_of(front, block))
    })
}

fn date_of(front: &Front<'_>, block: &Block) -> Option<Sourced<Date>> {
    let text = block.text(front.layout);
    let alone = text.chars().count() <= LONGEST_DATED;
    if !alone && !text.contains("印发给你们") && !text.contains("人民政府") {
        return None;
    }
    let patterns = front.lexicon.patterns();
    let found = if alone {
        find_date(text, patterns)
    } else {
        last_date(text, patterns)
    };
    let (start, end, date) = found?;
    let base = block.span.start as usize;
    Some(Sourced {
        value: date,
        span: Some(Span::new(base + start, base + end)),
        origin: Origin::Read,
    })
}

/// A line of an organ and its date is not longer, in characters.
const LONGEST_DATED: usize = 40;
