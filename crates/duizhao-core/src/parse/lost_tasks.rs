//! Tasks whose numbers are lost without a trace, told by what stands around them.
//!
//! ```text
//! 1.完善救助制度。…                              a number is missing, and one paragraph
//! 提升照护服务。…                               between begins with a short sentence
//! 3.开展技能培训。…
//!
//! 完善救助制度。…（责任单位：市民政局）            each paragraph says who does it
//! 提升照护服务。…（责任单位：市残联）
//! ```

use crate::lexicon::Shape;
use crate::parse::annex::is_annex_head;
use crate::parse::block::Block;
use crate::parse::boxes::is_box_head;
use crate::parse::label::Style;
use crate::parse::layout::Layout;
use crate::parse::lost::{is_run_in, section_style};
use crate::parse::statement::is_statement_at_end;

/// Blocks that open a task though its label is lost.
pub(super) fn lost_tasks(
    body: &[&Block],
    chapters: &[usize],
    sections: &[usize],
    layout: &Layout,
    shape: &Shape,
) -> Vec<usize> {
    let Some(style) = section_style(body, layout) else {
        return Vec::new();
    };
    let lost =
        |at: &usize| chapters.binary_search(at).is_ok() || sections.binary_search(at).is_ok();
    let opens = |at: &usize| lost(at) || body[*at].label.is_some_and(|l| l.style <= style);
    let end = (0..body.len()).find(|&at| is_annex_head(body[at], layout));
    let end = end.unwrap_or(body.len());
    let heads: Vec<usize> = (0..end).filter(opens).chain([end]).collect();
    let mut found = Vec::new();
    for range in heads.windows(2) {
        let section = lost(&range[0]) || body[range[0]].label.is_some_and(|l| l.style == style);
        if !section {
            continue;
        }
        let mut inner: Vec<usize> = (range[0] + 1..range[1]).collect();
        // What stands in a box or after it may be its own.
        let boxed = inner
            .iter()
            .position(|&at| is_box_head(body[at], layout) || body[at].table.is_some());
        inner.truncate(boxed.unwrap_or(inner.len()));
        found.extend(in_gaps(body, &inner, layout));
        found.extend(by_statements(body, &inner, layout, shape));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Paragraphs that fill a gap in the numbers, as many as are missing.
fn in_gaps(body: &[&Block], inner: &[usize], layout: &Layout) -> Vec<usize> {
    let mut found = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut last: Option<(Style, u32)> = None;
    for &at in inner {
        match body[at].label {
            Some(label) => {
                let Some(number) = label.number else { continue };
                let before = match last {
                    Some((style, before)) if style == label.style => before,
                    Some(_) => continue,
                    None => 0,
                };
                let missing = number.saturating_sub(before + 1) as usize;
                if missing > 0 && missing == waiting.len() {
                    found.append(&mut waiting);
                }
                waiting.clear();
                last = Some((label.style, number));
            }
            None if is_run_in(body[at], layout) => waiting.push(at),
            None => {}
        }
    }
    found
}

/// Paragraphs that begin with a short sentence and end with a statement of who does it, where
/// others of the section end so too.
fn by_statements(body: &[&Block], inner: &[usize], layout: &Layout, shape: &Shape) -> Vec<usize> {
    let ends = |at: usize| is_statement_at_end(body[at].text(layout), shape);
    // The text below a heading may begin with a short sentence too: only what comes after a
    // statement is a task by itself.
    let follows = |at: usize| inner.first() == Some(&at) || ends(at - 1);
    let stated = |at: usize| {
        let next = inner.contains(&(at + 1)).then(|| body[at + 1]);
        let below = next.filter(|next| next.label.is_none() && !is_run_in(next, layout));
        ends(at) || below.is_some() && ends(at + 1)
    };
    let bare = |at: &usize| {
        let begins = body[*at].label.is_none() && is_run_in(body[*at], layout);
        begins && follows(*at) && stated(*at)
    };
    let found: Vec<usize> = inner.iter().copied().filter(bare).collect();
    let alone = found.len() == 1 && inner.first() == found.first();
    if alone { Vec::new() } else { found }
}
