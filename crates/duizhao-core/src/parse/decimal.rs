//! Numbers in the decimal style, which say their level by how many parts they have.
//!
//! ```text
//! 2 重点任务 / 2.1 加强保障 / 2.1.2 提升服务     chapter, section, task
//! 二、重点任务 / 2.1 加强保障 / 2.1.2 提升服务   the same where 二、 numbers the chapters
//! （一）加强保障 / 1.1.完善制度                 a label that stands twice: 1.
//! 1.强化康复服务 / 2.0—6岁残疾儿童康复           no decimal: 2., and a heading that begins with a figure
//! ```

use crate::parse::block::Block;
use crate::parse::label::{
    Label, Style, digit_value, is_blank, read_before_figure, read_decimal_chapter,
};
use crate::parse::layout::Layout;

/// Fewer decimal labels do not tell how a text is numbered.
const LEAST: usize = 3;

/// Gives decimal labels the style that their level has beside the text's other labels, and the
/// chapters among them theirs.
pub(super) fn settle_decimals(blocks: &mut [Block], layout: &Layout) {
    let listed = |blocks: &[Block]| -> Vec<(usize, Vec<u32>)> {
        let each = blocks.iter().enumerate();
        each.filter_map(|(at, block)| Some((at, parts(block, layout)?)))
            .collect()
    };
    let few = listed(blocks).len() < LEAST;
    part_figures(blocks, few, layout);
    let decimals = listed(blocks);
    let han = |wanted: Style| {
        blocks.iter().any(|block| {
            let label = block.label.filter(|label| label.style == wanted);
            label.is_some() && parts(block, layout).is_none()
        })
    };
    let (chapters, sections) = (han(Style::Comma), han(Style::Paren));
    let twice = |parts: &[u32]| parts.len() == 2 && parts[0] == parts[1];
    let doubled = (chapters || sections) && decimals.iter().all(|(_, parts)| twice(parts));
    for (at, parts) in &decimals {
        let number = parts.last().copied();
        let style = match parts.len() {
            2 if doubled => Style::Dot,
            2 if sections => Style::DigitParen,
            2 if chapters => Style::Paren,
            3 if sections => Style::Circled,
            3 if chapters => Style::Dot,
            4 if chapters || sections => Style::Circled,
            _ => continue,
        };
        if let Some(label) = &mut blocks[*at].label {
            (label.style, label.number) = (style, number);
        }
    }
    if !chapters && !sections && decimals.len() >= LEAST {
        read_chapters(blocks, &decimals, layout);
    }
}

/// Reads 「2.0—6岁残疾儿童康复」 as the item after 「1.…」 whose heading begins with a figure; what
/// reads as a decimal label (「11.121人才项目」) too, where `few` of them are in the text.
fn part_figures(blocks: &mut [Block], few: bool, layout: &Layout) {
    let mut last = 0;
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let decimal = block.label.is_some() && parts(block, layout).is_some();
        let open = block.table.is_none() && (block.label.is_none() || decimal && few);
        let read = read_before_figure(block.text(layout)).filter(|_| open);
        let second = |label: Label| label.style == Style::Dot && label.number == Some(2);
        let follows = |number: u32| {
            let ahead = blocks[at + 1..].iter().take(FIRST_TO_SECOND);
            let next = || ahead.into_iter().find_map(|block| block.label);
            number == last + 1 && (last > 0 || next().is_some_and(second))
        };
        if let Some(label) = read.filter(|label| label.number.is_some_and(follows)) {
            blocks[at].label = Some(label);
        }
        match blocks[at].label {
            Some(label) if label.style == Style::Dot => last = label.number.unwrap_or(last),
            Some(label) if label.style < Style::Dot && !decimal => last = 0,
            _ => {}
        }
    }
}

/// The text of a first item has no more blocks before the second.
const FIRST_TO_SECOND: usize = 8;

/// 「3 重点任务」, 「3. 重点任务」 before 3.1.
fn read_chapters(blocks: &mut [Block], decimals: &[(usize, Vec<u32>)], layout: &Layout) {
    for (at, block) in blocks.iter_mut().enumerate() {
        let text = block.text(layout);
        if block.table.is_some() {
            continue;
        }
        let read = match block.label {
            None => read_decimal_chapter(text),
            Some(label) if label.style == Style::Dot => {
                let next = decimals.iter().find(|(next, _)| *next > at);
                let opens = next.is_some_and(|(_, parts)| label.number == Some(parts[0]));
                let short = text.chars().count() <= 30 && !text.contains(['。', '，']);
                let style = Style::Chapter;
                (opens && short).then_some(Label { style, ..label })
            }
            label => label,
        };
        block.label = read;
    }
}

/// The parts of a decimal label, two at least.
fn parts(block: &Block, layout: &Layout) -> Option<Vec<u32>> {
    let label = block.label?;
    let text = &block.text(layout)[..label.len];
    let bare = text.trim_end_matches(|c| is_blank(c) || matches!(c, '.' | '．' | '、'));
    let number = |part: &str| {
        let digits: Option<Vec<u32>> = part.chars().map(digit_value).collect();
        let digits = digits.filter(|digits| !digits.is_empty())?;
        Some(digits.iter().fold(0, |sum, digit| sum * 10 + digit))
    };
    let parts: Option<Vec<u32>> = bare.split(['.', '．']).map(number).collect();
    parts.filter(|parts| parts.len() >= 2)
}
