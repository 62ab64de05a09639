//! What a plan says of itself: title, number, issuer, date, period, place, cited parents.
//!
//! Read from the front matter (印发通知, 版头) and the preamble; nothing is invented, and what
//! a copy lost stays empty.

use crate::lexicon::{Division, Lexicon};
use crate::model::{AdminLevel, Origin, PlanMeta, Region, Sourced};
use crate::parse::block::{Block, squash};
use crate::parse::cite::{quoted, read_cites};
use crate::parse::date::{five_year_plan, read_period};
use crate::parse::layout::Layout;
use crate::parse::matter::{Matter, is_chrome, is_notice_title};
use crate::parse::signature::{is_organ, read_date, read_signature};
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
    let notice_title = read_notice_title(front);
    let title = read_title(front).or_else(|| title_of_notice(front, notice_title.as_ref()));
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

pub(super) fn sourced(front: &Front<'_>, span: Span) -> Sourced<String> {
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
        let issues = ["印发", "现将", "转发"]
            .iter()
            .any(|word| text.contains(word));
        let plan = |(start, end): &(usize, usize)| !is_notice_title(&squash(&text[*start..*end]));
        let (start, end) = quoted(text).into_iter().find(plan).filter(|_| issues)?;
        let base = block.span.start as usize;
        Some(packed(sourced(front, Span::new(base + start, base + end))))
    })
}

/// Where a notice is all there is: what it says it issues, or itself (「关于做好…工作的通知」).
fn title_of_notice(front: &Front<'_>, notice: Option<&Sourced<String>>) -> Option<Sourced<String>> {
    let span = notice?.span?;
    let text = front.layout.text.slice(span);
    let issued = text.split_once("关于印发").map(|(before, _)| {
        let start = before.len() + "关于印发".len();
        let end = text.rfind("的通知").filter(|end| start < *end);
        let base = span.start as usize;
        Span::new(base + start, base + end.unwrap_or(text.len()))
    });
    let own = issued.map_or(span, |issued| without_marks(front, issued));
    Some(packed(sourced(front, own)))
}

/// Blocks before the plan's own text, page chrome apart.
pub(super) fn front_blocks<'a>(front: &'a Front<'_>) -> Vec<&'a Block> {
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
    let text = |at: usize| {
        let text = squash(blocks[at].text(front.layout));
        let inner = text.strip_prefix('《').and_then(|t| t.strip_suffix('》'));
        inner.map_or(text.clone(), str::to_owned)
    };
    let mut found = None;
    for start in 0..blocks.len() {
        let opening = text(start);
        if !says_what(&opening) && !is_organ(&opening) {
            continue;
        }
        for count in 1..=4.min(blocks.len() - start) {
            let joined: String = (start..start + count).map(text).collect();
            // The number below a masthead's organ parts it from the title.
            let numbered = count > 1 && text(start + count - 1).contains(['〔', '［', '﹝', '[']);
            if joined.chars().count() > 130 || numbered {
                break;
            }
            if let Some(end) = joined.find("的通知").filter(|_| says_what(&joined)) {
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
    Some(packed(sourced(front, without_marks(front, span))))
}

/// 「…关于…」, 「中共某市委办公室 某市人民政府办公室印发《…》」.
fn says_what(title: &str) -> bool {
    title.contains("关于") || title.contains("印发《")
}

/// 「济政字〔2021〕71号」, a missing number allowed.
fn read_doc_number(front: &Front<'_>) -> Option<Sourced<String>> {
    let end = front.matter.first.min(front.blocks.len());
    let shape = front.lexicon.shape();
    let noted = |block: &&Block| {
        let text = block.text(front.layout);
        is_chrome(text, shape) && NUMBER_NOTES.iter().any(|word| squash(text).contains(word))
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

pub(super) fn packed(mut value: Sourced<String>) -> Sourced<String> {
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
