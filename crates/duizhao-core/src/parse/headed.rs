//! Paragraphs that begin with a short sentence, which may be their heading.
//!
//! ```text
//! 指导思想。坚持以人民为中心，…          begins with one
//! 到2025年，服务网络更加健全。…          does not: 到2025年 stands in no heading
//! ```

use crate::parse::block::Block;
use crate::parse::label::digit_value;
use crate::parse::layout::Layout;

/// A paragraph that begins with a short sentence: 「指导思想。坚持…」.
pub(super) fn is_run_in(block: &Block, layout: &Layout) -> bool {
    runs_in(block, layout, &SHORT)
}

/// A paragraph that begins with what may be a heading: longer ones too, where all around them
/// begin so.
pub(super) fn is_headed(block: &Block, layout: &Layout) -> bool {
    runs_in(block, layout, &LONG)
}

/// What a heading that runs into its text may be like.
struct RunIn {
    /// Its longest, in characters.
    longest: usize,
    commas: usize,
    /// The text after it has so many characters.
    least_text: usize,
}

const SHORT: RunIn = RunIn {
    longest: 18,
    commas: 0,
    least_text: 20,
};
const LONG: RunIn = RunIn {
    longest: 30,
    commas: 1,
    least_text: 10,
};

/// Marks of a list: 「——规模进一步扩大。…」 heads no section.
const BULLETS: [char; 8] = ['—', '-', '–', '●', '■', '◆', '•', '·'];

fn runs_in(block: &Block, layout: &Layout, like: &RunIn) -> bool {
    let text = block.text(layout);
    let Some((first, rest)) = text.split_once('。') else {
        return false;
    };
    block.table.is_none()
        && !text.starts_with(BULLETS)
        && block.residue(layout).is_none()
        && (4..=like.longest).contains(&first.chars().count())
        && first.matches(['，', ',']).count() <= like.commas
        && !first.contains(['；', '：', ':'])
        && !has_year(first)
        && rest.chars().count() >= like.least_text
}

/// 「到2025年」 stands in no heading.
fn has_year(text: &str) -> bool {
    let before = text
        .split('年')
        .next()
        .filter(|head| head.len() < text.len());
    before.is_some_and(|head| head.trim_end().ends_with(|c| digit_value(c).is_some()))
}
