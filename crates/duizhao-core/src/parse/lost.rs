//! Chapters whose labels are lost, told by their words and what follows; and the styles of labels
//! in use.
//!
//! ```text
//! 总体要求                     → a chapter: known words, and （一） follows
//! （一）指导思想。坚持…
//! ```

use crate::lexicon::Shape;
use crate::parse::block::{Block, squash, squash_short};
use crate::parse::label::{Label, Style, is_blank, is_han};
use crate::parse::layout::Layout;
use crate::parse::line_signs::is_finished;
use crate::parse::matter::is_chapter_title;

/// The outermost style in use. Where all chapter labels are lost it is 一、, unless that style
/// starts again and again and so numbers the sections.
pub(super) fn chapter_style(body: &[&Block], layout: &Layout) -> Style {
    let labelled = |block: &Block| block.label.or_else(|| block.residue(layout));
    let style = |wanted: Style| {
        body.iter()
            .any(|b| labelled(b).is_some_and(|l| l.style == wanted))
    };
    if let Some(style) = [Style::Part, Style::Chapter]
        .into_iter()
        .find(|s| style(*s))
    {
        return style;
    }
    let firsts = body.iter().filter(|b| {
        b.label
            .is_some_and(|l| l.style == Style::Comma && l.number == Some(1))
    });
    let sections = body
        .iter()
        .any(|b| b.label.is_some_and(|l| l.style == Style::Section));
    if sections || firsts.count() >= 2 {
        Style::Chapter
    } else {
        Style::Comma
    }
}

/// The outermost style below that of the chapters, where it numbers more than one thing.
pub(super) fn section_style(body: &[&Block], layout: &Layout) -> Option<Style> {
    below(chapter_style(body, layout), body).filter(|style| *style <= Style::Paren)
}

/// The outermost style below that of the sections.
pub(super) fn task_style(body: &[&Block], layout: &Layout) -> Style {
    let sections = section_style(body, layout).unwrap_or(Style::Paren);
    below(sections, body).unwrap_or(Style::Dot)
}

fn below(outer: Style, body: &[&Block]) -> Option<Style> {
    let count = |style: Style| {
        let styled = body.iter().filter_map(|b| b.label);
        styled.filter(|label| label.style == style).count()
    };
    let styles = [
        Style::Section,
        Style::Comma,
        Style::Paren,
        Style::Dot,
        Style::DigitParen,
        Style::Circled,
    ];
    styles
        .into_iter()
        .find(|style| *style > outer && count(*style) >= 2)
}

/// True where two chapters or more are numbered without a gap.
pub(super) fn has_all_chapters(body: &[&Block], layout: &Layout) -> bool {
    let style = chapter_style(body, layout);
    let labels = body.iter().filter_map(|b| b.label);
    let numbers = labels.filter(|l| l.style == style).map(|l| l.number);
    let numbers: Vec<Option<u32>> = numbers.collect();
    numbers.len() >= 2 && (1..).zip(&numbers).all(|(at, number)| *number == Some(at))
}

/// Bare lines that are sections of the chapter directly above them, which says nothing itself, and
/// those of their kind that follow: 「总体要求」, 「指导思想」, text, 「发展目标。到2025年…」.
pub(super) fn framed_sections(body: &[&Block], layout: &Layout, shape: &Shape) -> Vec<usize> {
    let style = chapter_style(body, layout);
    let is_frame = |block: &Block| {
        if block.label.is_some() || block.table.is_some() {
            return false;
        }
        let first = block.text(layout).split('。').next().unwrap_or_default();
        squash_short(first, LONGEST_CHAPTER).is_some_and(|packed| {
            let bare = packed.trim_end_matches(['：', ':']);
            shape.frame_sections.iter().any(|word| word == bare)
        })
    };
    let labelled = |block: &Block| block.label.is_some_and(|label| label.style <= style);
    let opens = |at: usize| {
        let known = || chapter_evidence(body, at, style, layout, shape).is_some();
        labelled(body[at]) && body[at].text(layout).chars().count() <= LONGEST_CHAPTER
            || !is_frame(body[at]) && known()
    };
    let mut found = Vec::new();
    let (mut inside, mut above) = (false, None);
    for (at, block) in body.iter().enumerate() {
        if is_frame(block) {
            // Of two such lines the upper is the chapter: 「总体思路」, 「指导思想」.
            inside |= at > 0 && (opens(at - 1) || above == Some(at - 1));
            if inside {
                found.push(at);
            } else {
                let alone = block.text(layout).chars().count() <= LONGEST_CHAPTER;
                above = alone.then_some(at);
            }
        } else if labelled(block) || opens(at) {
            inside = false;
        }
    }
    found
}

/// A chapter's heading by itself is not longer, in characters.
const LONGEST_CHAPTER: usize = 30;

/// Blocks that open a chapter though their label is lost; `framed` are sections.
pub(super) fn lost_chapters(
    body: &[&Block],
    framed: &[usize],
    layout: &Layout,
    shape: &Shape,
) -> Vec<usize> {
    let style = chapter_style(body, layout);
    let complete = has_all_chapters(body, layout);
    let labelled: Vec<(usize, u32)> = body
        .iter()
        .enumerate()
        .filter_map(|(at, b)| {
            b.label
                .filter(|l| l.style == style)
                .and_then(|l| l.number.map(|n| (at, n)))
        })
        .collect();
    let candidates: Vec<(usize, u8)> = (0..body.len())
        .filter(|at| framed.binary_search(at).is_err())
        .filter_map(|at| {
            let weight = chapter_evidence(body, at, style, layout, shape);
            let weight = weight.filter(|_| !complete || !is_residue(body[at], layout));
            weight.map(|weight| (at, weight))
        })
        .collect();
    let candidates = without_stops(candidates, body, layout);
    let mut lost = Vec::new();
    let mut from = 0;
    let mut number = 0;
    for (at, next) in labelled.iter().copied().chain([(body.len(), u32::MAX)]) {
        let room = if next == u32::MAX {
            usize::MAX
        } else {
            next.saturating_sub(number + 1) as usize
        };
        let place = |wanted: usize| candidates.partition_point(|(c, _)| *c < wanted);
        let mut here = candidates[place(from)..place(at).max(place(from))].to_vec();
        if next == u32::MAX && !labelled.is_empty() {
            here.retain(|(_, weight)| *weight >= 2);
        }
        here.sort_by_key(|(c, weight)| (std::cmp::Reverse(*weight), *c));
        lost.extend(here.into_iter().take(room).map(|(c, _)| c));
        from = at + 1;
        number = next;
    }
    lost.sort_unstable();
    lost
}

/// Where chapters have no 。 at their end, 「重点任务。」 is a section.
fn without_stops(
    mut candidates: Vec<(usize, u8)>,
    body: &[&Block],
    layout: &Layout,
) -> Vec<(usize, u8)> {
    let stops = |at: usize| body[at].text(layout).ends_with('。') && !is_residue(body[at], layout);
    let bare = candidates.iter().filter(|(at, _)| !stops(*at)).count();
    if bare >= 2 {
        candidates.retain(|(at, _)| !stops(*at));
    }
    candidates
}

fn is_residue(block: &Block, layout: &Layout) -> bool {
    block.residue(layout).is_some()
}

/// True where the sections of a plan without any chapter's label count on through a line: （三）…。,
/// 「强化要素支持」, （四）….
fn runs_on(body: &[&Block], at: usize, label: Label) -> bool {
    let chapters = |block: &&Block| block.label.is_some_and(|l| l.style <= Style::Comma);
    let before = body[..at].iter().rev().filter_map(|block| block.label);
    let last = before.into_iter().find(|other| other.style == label.style);
    let number = last.and_then(|last| last.number);
    let goes_on = number.is_some_and(|number| label.number == Some(number + 1));
    let sections = body.iter().filter_map(|block| block.label);
    let sections = sections.filter(|other| other.style == label.style);
    // Where they begin anew anywhere, they do at every chapter.
    let once = || sections.filter(|other| other.number == Some(1)).count() <= 1;
    label.style == Style::Paren && goes_on && !body.iter().any(chapters) && once()
}

/// How much speaks for an unlabelled chapter heading: 1 for its words, 1 for what follows,
/// 2 for rests of a label.
fn chapter_evidence(
    body: &[&Block],
    at: usize,
    chapters: Style,
    layout: &Layout,
    shape: &Shape,
) -> Option<u8> {
    let block = body[at];
    if block.label.is_some() || block.table.is_some() {
        return None;
    }
    let text = block.text(layout);
    let bare = text.trim_end_matches(['。', '：', ':']);
    let length = bare.chars().count();
    let rest = block.residue(layout).map_or(0, |label| label.len);
    let first = bare.get(rest..).unwrap_or(bare);
    let first = first
        .trim_start_matches(|c| is_blank(c) || matches!(c, '、' | '.' | '．'))
        .chars()
        .next();
    if !(2..=30).contains(&length)
        || bare.contains(['。', '；', '：', ':'])
        || !first.is_some_and(|c| is_han(c) || c == '“')
    {
        return None;
    }
    let packed = squash(text);
    if packed.starts_with("专栏")
        || packed.starts_with("附件")
        || packed.starts_with("注：")
        || packed.starts_with("抄送")
    {
        return None;
    }
    let of_chapter = |l: &Label| l.style == Style::Comma || l.style == chapters;
    let rests = block.residue(layout);
    if rests.is_some_and(|label| !of_chapter(&label)) {
        return None;
    }
    let residue = u8::from(rests.is_some()) * 2;
    // 「强化组织保障」 is a section of the chapter 保障措施.
    let mut verbs = shape.opening_verbs.iter();
    let acts = verbs.any(|verb| packed.starts_with(verb.as_str()));
    let words = u8::from(is_chapter_title(text, shape) && !acts);
    let next = body.get(at + 1);
    let restarts = next.is_some_and(|b| {
        b.label.is_some_and(|l| {
            (l.number == Some(1) || runs_on(body, at, l))
                && (Style::Section..=Style::Paren).contains(&l.style)
                && l.style > chapters
        })
    });
    let follows = u8::from(restarts && (!is_finished(text) || words == 1));
    let weight = residue + words + follows;
    (weight > 0).then_some(weight)
}
