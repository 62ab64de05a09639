//! What a plan says of itself: title, number, issuer, date, period, place, cited parents.
//!
//! Read from the front matter (印发通知, 版头) and the preamble; nothing is invented, and what
//! a copy lost stays empty.

use crate::lexicon::{Division, Lexicon};
use crate::model::{AdminLevel, Date, Origin, PlanMeta, Region, Sourced};
use crate::parse::block::{Block, squash};
use crate::parse::cite::{quoted, read_cites};
use crate::parse::date::{find_date, five_year_plan, read_period};
use crate::parse::label::is_blank;
use crate::parse::layout::Layout;
use crate::parse::matter::{Matter, is_chrome};
use crate::text::Span;

/// What the reader knows when it reads the metadata.
pub(crate) struct Front<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) blocks: &'a [Block],
    pub(crate) matter: &'a Matter,
    /// The preamble's place.
    pub(crate) preamble: Vec<Span>,
    /// The texts that say why and for what the plan is made.
    pub(crate) aims: Vec<Span>,
    pub(crate) lexicon: &'a Lexicon,
}

/// Reads the metadata.
pub(crate) fn read_meta(front: &Front<'_>) -> PlanMeta {
    let title = read_title(front);
    let notice_title = read_notice_title(front);
    let doc_number = read_doc_number(front);
    let signature = read_signature(front);
    let issue_date = read_date(front, signature.as_ref());
    let issuer = signature
        .or_else(|| masthead_organ(front, notice_title.as_ref()))
        .or_else(|| title.as_ref().and_then(organ_of_title));
    let title_text = title.as_ref().map(|t| t.value.clone()).unwrap_or_default();
    let place = read_place(front, issuer.as_ref(), notice_title.as_ref(), &title_text);
    let (region, level) = region_of(place, issuer.as_ref());
    let cites = read_cites(front, &title_text, &region, level);
    PlanMeta {
        period: read_period(&title_text, front.lexicon.patterns())
            .or_else(|| preamble_period(front)),
        title,
        notice_title,
        doc_number,
        issuer,
        issue_date,
        region,
        level,
        cites,
    }
}

fn sourced(front: &Front<'_>, span: Span) -> Sourced<String> {
    let value: String = front
        .layout
        .text
        .slice(span)
        .chars()
        .filter(|c| *c != '\n')
        .collect();
    Sourced {
        value,
        span: Some(span),
        origin: Origin::Read,
    }
}

fn read_title(front: &Front<'_>) -> Option<Sourced<String>> {
    let Some(first) = front.matter.title.first() else {
        return quoted_title(front);
    };
    let first = front.blocks.get(*first)?;
    let last = front.blocks.get(*front.matter.title.last()?)?;
    let span = Span {
        start: first.span.start,
        end: last.span.end,
    };
    Some(packed(sourced(front, without_marks(front, span))))
}

/// A title's place without the 《》 around it.
fn without_marks(front: &Front<'_>, span: Span) -> Span {
    let text = front.layout.text.slice(span);
    let inner = quoted(text).first().copied();
    let whole = |(start, end): &(usize, usize)| {
        let mark = '《'.len_utf8();
        *start == mark && *end + mark == text.len()
    };
    let base = span.start as usize;
    inner
        .filter(whole)
        .map_or(span, |(start, end)| Span::new(base + start, base + end))
}

/// Where no line is the title: the one that a heading or notice says is issued.
fn quoted_title(front: &Front<'_>) -> Option<Sourced<String>> {
    front_blocks(front).into_iter().find_map(|block| {
        let text = block.text(front.layout);
        let issues = text.contains("印发") || text.contains("现将");
        let (start, end) = quoted(text).into_iter().next().filter(|_| issues)?;
        let base = block.span.start as usize;
        Some(packed(sourced(front, Span::new(base + start, base + end))))
    })
}

/// Blocks before the plan's own text, page chrome apart.
fn front_blocks<'a>(front: &'a Front<'_>) -> Vec<&'a Block> {
    let (body, end) = (
        front.matter.body,
        front.matter.first.min(front.blocks.len()),
    );
    let shape = front.lexicon.shape();
    front.blocks[..end]
        .iter()
        .enumerate()
        .filter(|(at, b)| {
            (*at < body || b.skip.is_some()) && !is_chrome(b.text(front.layout), shape)
        })
        .map(|(_, b)| b)
        .collect()
}

/// 「…关于印发《…》的通知」, over up to four lines; the last one before the text counts.
fn read_notice_title(front: &Front<'_>) -> Option<Sourced<String>> {
    let blocks = front_blocks(front);
    let text = |at: usize| squash(blocks[at].text(front.layout));
    let mut found = None;
    for start in 0..blocks.len() {
        let opening = text(start);
        if !opening.contains("关于") && !is_organ(&opening) {
            continue;
        }
        for count in 1..=4.min(blocks.len() - start) {
            let joined: String = (start..start + count).map(text).collect();
            if joined.chars().count() > 130 {
                break;
            }
            if let Some(end) = joined.find("的通知").filter(|_| joined.contains("关于")) {
                let whole = joined.len() == end + "的通知".len();
                let overlaps = found.is_some_and(|(from, len)| start < from + len);
                if whole && !overlaps {
                    found = Some((start, count));
                }
                break;
            }
        }
    }
    let (start, count) = found?;
    let span = Span {
        start: blocks[start].span.start,
        end: blocks[start + count - 1].span.end,
    };
    let mut title = sourced(front, span);
    title.value = squash(&title.value);
    Some(title)
}

/// 「济政字〔2021〕71号」, a missing number allowed.
fn read_doc_number(front: &Front<'_>) -> Option<Sourced<String>> {
    let end = front.matter.first.min(front.blocks.len());
    let shape = front.lexicon.shape();
    let noted = |block: &&Block| {
        let text = block.text(front.layout);
        is_chrome(text, shape) && NUMBER_NOTES.iter().any(|word| text.contains(word))
    };
    // What a web page notes counts where the document itself does not say.
    let noted = front.blocks[..end].iter().filter(noted);
    number_in(front, front_blocks(front).into_iter().chain(noted))
}

/// Words before the document number in a web page's head.
const NUMBER_NOTES: [&str; 3] = ["文号", "发文字号", "文件编号"];

fn number_in<'a>(
    front: &Front<'_>,
    blocks: impl Iterator<Item = &'a Block>,
) -> Option<Sourced<String>> {
    let pattern = &front.lexicon.patterns().document_number;
    for block in blocks {
        let text = block.text(front.layout);
        for found in pattern.find_iter(text) {
            let quoted = text[..found.start()].matches('《').count()
                > text[..found.start()].matches('》').count();
            let cited = text[..found.start()]
                .trim_end()
                .ends_with(['》', '（', '(']);
            if !quoted && !cited {
                let start =
                    block.span.start as usize + found.start() + number_start(found.as_str());
                let mut number = sourced(
                    front,
                    Span::new(start, block.span.start as usize + found.end()),
                );
                number.value = squash(&number.value);
                return Some(number);
            }
        }
    }
    None
}

/// In a flat copy words run into the number: 「…的通知渝府发〔2021〕22号」.
fn number_start(found: &str) -> usize {
    found.rfind("通知").map_or_else(
        || found.rfind("意见").map_or(0, |at| at + "意见".len()),
        |at| at + "通知".len(),
    )
}

/// The organ that signs, just before its date.
fn read_signature(front: &Front<'_>) -> Option<Sourced<String>> {
    let blocks = front_blocks(front);
    for (at, block) in blocks.iter().enumerate().rev() {
        let text = block.text(front.layout);
        let date = find_date(text, front.lexicon.patterns())
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
    // Above those who signed, a sentence ends; a masthead stands below nothing.
    let ended = first.checked_sub(1).map(|at| blocks[at].text(front.layout));
    let ended = ended.is_some_and(|text| text.ends_with(['。', '）', ')']));
    let at = if ended { first } else { blocks.len() - 1 };
    blocks.get(at).copied().filter(|_| count > 0)
}

/// A signature at the end of a document without a notice.
fn end_signature(front: &Front<'_>) -> Option<Sourced<String>> {
    let end = front.matter.end.min(front.blocks.len());
    let tail: Vec<&Block> = front.blocks[end..].iter().collect();
    let date = tail
        .iter()
        .position(|b| find_date(b.text(front.layout), front.lexicon.patterns()).is_some())?;
    let organ = tail[..date]
        .iter()
        .rev()
        .find(|b| is_organ(&squash(b.text(front.layout))))?;
    Some(packed(sourced(front, organ.span)))
}

fn packed(mut value: Sourced<String>) -> Sourced<String> {
    value.value = squash(&value.value);
    value
}

/// An organ named on a line of its own, or at the head of the notice's title.
fn masthead_organ(front: &Front<'_>, notice: Option<&Sourced<String>>) -> Option<Sourced<String>> {
    let blocks = front_blocks(front);
    let line = blocks
        .iter()
        .find(|b| is_organ(&squash(b.text(front.layout))));
    if let Some(block) = line {
        return Some(packed(sourced(front, block.span)));
    }
    let notice = notice?;
    let head = notice
        .value
        .split("关于")
        .next()
        .filter(|head| is_organ(head))?;
    Some(Sourced {
        value: head.to_owned(),
        span: notice.span,
        origin: Origin::Read,
    })
}

/// The organ that a title names first: 「国务院办公厅关于…的指导意见」.
fn organ_of_title(title: &Sourced<String>) -> Option<Sourced<String>> {
    let head = title.value.split("关于").next()?;
    (head.len() < title.value.len() && is_organ(head)).then(|| Sourced {
        value: head.to_owned(),
        ..title.clone()
    })
}

/// True for 济宁市人民政府, 国务院办公厅, 生态环境部.
fn is_organ(text: &str) -> bool {
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

fn read_date(front: &Front<'_>, signature: Option<&Sourced<String>>) -> Option<Sourced<Date>> {
    let after = signature.and_then(|s| s.span).map_or(0, |span| span.start);
    let end = front.matter.end.min(front.blocks.len());
    let body = front.matter.body.min(front.blocks.len());
    let near = front.blocks[..body]
        .iter()
        .chain(&front.blocks[end..])
        .filter(|b| b.span.end > after);
    let shape = front.lexicon.shape();
    let all = front.blocks[..body].iter().chain(&front.blocks[end..]);
    let own = near
        .filter(|b| !is_chrome(b.text(front.layout), shape))
        .find_map(|block| date_of(front, block));
    own.or_else(|| {
        all.filter(|b| is_chrome(b.text(front.layout), shape))
            .find_map(|block| date_of(front, block))
    })
}

fn date_of(front: &Front<'_>, block: &Block) -> Option<Sourced<Date>> {
    let text = block.text(front.layout);
    if text.chars().count() > 40 && !text.contains("印发给你们") && !text.contains("人民政府")
    {
        return None;
    }
    let (start, end, date) = find_date(text, front.lexicon.patterns())?;
    let base = block.span.start as usize;
    Some(Sourced {
        value: date,
        span: Some(Span::new(base + start, base + end)),
        origin: Origin::Read,
    })
}

fn preamble_period(front: &Front<'_>) -> Option<(u16, u16)> {
    front
        .preamble
        .iter()
        .find_map(|span| five_year_plan(front.layout.text.slice(*span)))
}

fn read_place(
    front: &Front<'_>,
    issuer: Option<&Sourced<String>>,
    notice: Option<&Sourced<String>>,
    title: &str,
) -> Option<Division> {
    let context: String = front
        .blocks
        .iter()
        .take(front.matter.body + 3)
        .map(|b| b.text(front.layout))
        .collect::<Vec<_>>()
        .join("\n");
    let divisions = front.lexicon.divisions();
    let find = |text: &str| divisions.find_in(text, &context);
    let from_issuer = issuer.and_then(|organ| find(&organ.value));
    from_issuer
        .or_else(|| notice.and_then(|n| find(n.value.split("关于").next().unwrap_or_default())))
        .or_else(|| find(title))
        .or_else(|| notice.and_then(|n| find(&n.value)))
}

fn region_of(
    place: Option<Division>,
    issuer: Option<&Sourced<String>>,
) -> (Region, Option<AdminLevel>) {
    let town = issuer.and_then(|organ| town_of(&organ.value));
    if let Some(place) = place {
        let town = town.filter(|_| place.level == AdminLevel::County);
        let level = town.map_or(place.level, |_| AdminLevel::Town);
        let region = Region {
            name: Some(format!("{}{}", place.name, town.unwrap_or_default())),
            province: place.province,
            code: place.code,
        };
        return (region, Some(level));
    }
    if let Some(town) = town {
        let region = Region {
            name: Some(town.to_owned()),
            ..Region::default()
        };
        return (region, Some(AdminLevel::Town));
    }
    let national = issuer.is_some_and(|organ| {
        let name = organ.value.as_str();
        name.starts_with("国务院") || name.ends_with('部') || name.starts_with("中国")
    });
    (Region::default(), national.then_some(AdminLevel::National))
}

/// The town whose organ signs: 菱湖镇 of 「南浔区菱湖镇人民政府」.
fn town_of(organ: &str) -> Option<&str> {
    let ends = [
        "人民政府办公室",
        "人民政府",
        "党政办公室",
        "街道办事处",
        "街道党工委",
    ];
    let end = ends.iter().find(|end| organ.ends_with(*end))?;
    let seat = &organ[..organ.len() - end.len()];
    let seat = if end.starts_with("街道") {
        &organ[..seat.len() + "街道".len()]
    } else {
        seat
    };
    let owner = |c: char| matches!(c, '市' | '区' | '县' | '旗' | '州' | '盟');
    let town = seat.rsplit(owner).next().unwrap_or_default();
    let named = ["镇", "乡", "街道"].iter().any(|kind| town.ends_with(kind));
    (named && (3..=8).contains(&town.chars().count())).then_some(town)
}
