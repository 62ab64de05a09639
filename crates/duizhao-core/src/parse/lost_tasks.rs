//! Tasks whose numbers are lost without a trace, told by what stands around them.
//!
//! ```text
//! 1.完善救助制度。…                              a number is missing, and one paragraph
//! 提升照护服务。…                               between begins with a short sentence
//! 3.开展技能培训。…
//!
//! 完善救助制度。…（责任单位：市民政局）            each paragraph says who does it
//! 提升照护服务。…（责任单位：市残联）
//!
//! 完善救助制度。…                               each paragraph of each section begins with a
//! 提升照护服务。…                               short sentence
//! ```

use crate::lexicon::Shape;
use crate::parse::annex::is_annex_head;
use crate::parse::block::Block;
use crate::parse::boxes::is_box_head;
use crate::parse::headed::{is_headed, is_run_in};
use crate::parse::label::Style;
use crate::parse::layout::Layout;
use crate::parse::lost::section_style;
use crate::parse::lost_sections::fill;
use crate::parse::statement::is_statement_at_end;

/// Blocks that open a task though its label is lost.
pub(super) fn lost_tasks(
    body: &[&Block],
    chapters: &[usize],
    sections: &[usize],
    layout: &Layout,
    shape: &Shape,
) -> Vec<usize> {
    let restored = (!sections.is_empty()).then_some(Style::Paren);
    let Some(style) = section_style(body, layout).or(restored) else {
        return Vec::new();
    };
    let lost =
        |at: &usize| chapters.binary_search(at).is_ok() || sections.binary_search(at).is_ok();
    let opens = |at: &usize| lost(at) || body[*at].label.is_some_and(|l| l.style <= style);
    let end = (0..body.len()).find(|&at| is_annex_head(body[at], layout));
    let end = end.unwrap_or(body.len());
    let heads: Vec<usize> = (0..end).filter(opens).chain([end]).collect();
    let mut found = Vec::new();
    let (mut shapes, mut single, mut boxed_in) = (Vec::new(), Vec::new(), Vec::new());
    let (mut trailing, mut told) = (Vec::new(), 0);
    for range in heads.windows(2) {
        let section = lost(&range[0]) || body[range[0]].label.is_some_and(|l| l.style == style);
        if !section {
            continue;
        }
        let inner: Vec<usize> = (range[0] + 1..range[1]).collect();
        // What stands in a box or after it may be its own.
        let boxed = inner
            .iter()
            .position(|&at| is_box_head(body[at], layout) || body[at].table.is_some());
        let (free, after) = inner.split_at(boxed.unwrap_or(inner.len()));
        let filled = in_gaps(body, free, layout);
        let stated = by_statements(body, free, layout, shape);
        told += usize::from(stated.len() > 1 || !filled.is_empty());
        found.extend(filled);
        let alone = stated.len() == 1 && stated.first() == free.first();
        let into = if alone { &mut single } else { &mut found };
        into.extend(stated);
        trailing.extend(at_end(body, free, layout));
        boxed_in.extend(after_boxes(body, after, layout, shape));
        shapes.push(Shaped::of(body, free, layout));
    }
    // What a section alone would not tell, others do.
    if told >= LEAST_SECTIONS {
        found.append(&mut single);
        found.append(&mut boxed_in);
        found.append(&mut trailing);
    }
    found.extend(by_shape(&shapes));
    found.sort_unstable();
    found.dedup();
    found
}

/// What a section without numbers is made of.
struct Shaped {
    /// Paragraphs that may open a task.
    heads: Vec<usize>,
    /// All others, one that introduces apart.
    rest: usize,
    /// It has labels.
    labelled: bool,
}

impl Shaped {
    fn of(body: &[&Block], inner: &[usize], layout: &Layout) -> Self {
        let heads = inner.iter().copied();
        let heads: Vec<usize> = heads.filter(|&at| is_headed(body[at], layout)).collect();
        let intro = inner
            .first()
            .is_some_and(|first| heads.first() != Some(first));
        Shaped {
            rest: inner.len() - heads.len() - usize::from(intro),
            labelled: inner.iter().any(|&at| body[at].label.is_some()),
            heads,
        }
    }

    /// Every paragraph opens a task.
    fn is_whole(&self) -> bool {
        self.heads.len() >= 2 && self.rest == 0
    }
}

/// All paragraphs of the sections of a plan without any task's number that begin with a short
/// sentence, where they do so in several sections and in most that have paragraphs.
fn by_shape(sections: &[Shaped]) -> Vec<usize> {
    let shaped = |section: &&Shaped| section.is_whole();
    let prose = |section: &&Shaped| section.heads.len() + section.rest >= 2 && !section.is_whole();
    let labelled = sections.iter().any(|section| section.labelled);
    let (tasks, others) = (
        sections.iter().filter(shaped).count(),
        sections.iter().filter(prose).count(),
    );
    if labelled || tasks < LEAST_SECTIONS || tasks <= others {
        return Vec::new();
    }
    let heads = sections
        .iter()
        .filter(shaped)
        .flat_map(|section| &section.heads);
    heads.copied().collect()
}

/// In fewer sections, paragraphs may begin with short sentences by chance.
const LEAST_SECTIONS: usize = 3;

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
                found.extend(fill(body, &waiting, missing, layout));
                waiting.clear();
                last = Some((label.style, number));
            }
            None => waiting.push(at),
        }
    }
    found
}

/// Paragraphs that begin with a short sentence and end with a statement of who does it, where
/// others of the section end so too.
fn by_statements(body: &[&Block], inner: &[usize], layout: &Layout, shape: &Shape) -> Vec<usize> {
    let headed = |at: &usize| body[*at].label.is_none() && is_headed(body[*at], layout);
    if !inner.iter().any(headed) {
        return Vec::new();
    }
    let ends = |at: usize| is_statement_at_end(body[at].text(layout), shape);
    // The text below a heading may begin with a short sentence too: only what comes after a
    // statement is a task by itself.
    let follows = |at: usize| inner.first() == Some(&at) || ends(at - 1);
    let stated = |at: usize| {
        let next = inner.contains(&(at + 1)).then(|| body[at + 1]);
        let below = next.filter(|next| next.label.is_none() && !is_run_in(next, layout));
        ends(at) || below.is_some() && ends(at + 1)
    };
    let bare = |at: usize, heads: fn(&Block, &Layout) -> bool| {
        let begins = body[at].label.is_none() && heads(body[at], layout);
        begins && follows(at) && stated(at)
    };
    let shaped = Shaped::of(body, inner, layout);
    let said = || inner.iter().filter(|&&at| ends(at)).count();
    if shaped.is_whole() && !shaped.labelled && said() * 2 >= inner.len() {
        return shaped.heads;
    }
    let starts = inner.iter().copied().filter(|&at| follows(at));
    let starts: Vec<usize> = starts.collect();
    // Longer sentences head their paragraphs where they do so in all of them.
    if starts.len() >= 2 && starts.iter().all(|&at| bare(at, is_headed)) {
        return starts;
    }
    let found = starts.into_iter().filter(|&at| bare(at, is_run_in));
    let found: Vec<usize> = found.collect();
    found
}

/// Paragraphs after the last numbered one of a section, where that is one paragraph and each of
/// these begins with a short sentence.
fn at_end(body: &[&Block], inner: &[usize], layout: &Layout) -> Vec<usize> {
    let last = inner.iter().rposition(|&at| body[at].label.is_some());
    let rest = last.map_or(&[][..], |last| &inner[last + 1..]);
    let all = rest.iter().all(|&at| is_run_in(body[at], layout));
    if all { rest.to_vec() } else { Vec::new() }
}

/// Paragraphs after the boxes of a section that begin with a short sentence and say who does it.
fn after_boxes(body: &[&Block], inner: &[usize], layout: &Layout, shape: &Shape) -> Vec<usize> {
    let ends = |at: usize| is_statement_at_end(body[at].text(layout), shape);
    let stated = |at: usize| {
        let next = inner.contains(&(at + 1)).then(|| body[at + 1]);
        let below = next.filter(|next| next.label.is_none() && !is_headed(next, layout));
        ends(at) || below.is_some() && ends(at + 1)
    };
    let opens = |at: &usize| body[*at].label.is_none() && is_headed(body[*at], layout);
    let found = inner.iter().copied().filter(|at| opens(at) && stated(*at));
    found.collect()
}
