//! Sections whose labels are lost without a trace, told by what stands around them.
//!
//! ```text
//! 健全养老服务网络              a bare line, and 1. starts anew after it and after its sisters
//! 1.建设服务中心。…
//!
//! 指导思想。坚持…               paragraphs of a chapter that begin with a short sentence, in a
//! 发展目标。到2025年…            plan that has no label of a section left
//! ```

use crate::lexicon::Shape;
use crate::parse::annex::is_annex_head;
use crate::parse::block::Block;
use crate::parse::boxes::is_box_head;
use crate::parse::headed::{is_headed, is_run_in};
use crate::parse::label::{Label, Style, is_han};
use crate::parse::layout::Layout;
use crate::parse::line_signs::is_finished;
use crate::parse::lost::{chapter_style, section_style};
use crate::parse::matter::is_chapter_title;
use crate::parse::statement::is_statement_at_end;

/// Blocks that open a section though its label is lost.
pub(super) fn lost_sections(
    body: &[&Block],
    chapters: &[usize],
    framed: &[usize],
    layout: &Layout,
    shape: &Shape,
) -> Vec<usize> {
    let style = chapter_style(body, layout);
    let opens = |at: &usize| {
        let labelled = body[*at].label.is_some_and(|l| l.style <= style);
        labelled || chapters.binary_search(at).is_ok()
    };
    let end = (0..body.len()).find(|&at| is_annex_head(body[at], layout));
    let end = end.unwrap_or(body.len());
    let heads: Vec<usize> = (0..end).filter(opens).chain([end]).collect();
    let ranges: Vec<&[usize]> = heads.windows(2).collect();
    let has_labels = |range: &&[usize]| {
        let sections = |b: &&Block| b.label.is_some_and(|l| l.style <= Style::Paren);
        body[range[0] + 1..range[1]].iter().any(sections)
    };
    let (labelled, bare): (Vec<&[usize]>, Vec<&[usize]>) = ranges.into_iter().partition(has_labels);
    let mut found: Vec<usize> = framed.iter().copied().filter(|at| *at < end).collect();
    let alone = body
        .iter()
        .any(|b| b.label.is_some_and(|l| l.style == Style::Paren));
    let sections = section_style(body, layout).or_else(|| alone.then_some(Style::Paren));
    if let Some(sections) = sections {
        for range in &labelled {
            let bare = lost_between(body, range, sections, layout, shape);
            found.extend(in_gaps(body, range, sections, &bare, layout));
            found.extend(bare);
        }
        if found.len() >= LEAST_FOUND {
            let last = labelled.iter();
            let last = last.flat_map(|range| at_end(body, range, sections, layout));
            found.extend(last.collect::<Vec<usize>>());
        }
    }
    let read: Vec<Headed> = bare
        .iter()
        .map(|range| Headed::of(body, range, layout, shape))
        .collect();
    let told = found.len() >= LEAST_FOUND || read.iter().any(Headed::tells);
    let strict = read.iter().filter(|chapter| chapter.is_strict()).count();
    let loose = read.iter().filter(|chapter| chapter.is_prose()).count();
    let all = told || labelled.is_empty() && strict >= 2 && strict > loose;
    for chapter in &read {
        if chapter.is_first() || all && chapter.is_headed() {
            found.extend(&chapter.heads);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where so many sections lost their labels, others did too.
const LEAST_FOUND: usize = 2;

/// What a chapter without labels of sections is made of.
#[derive(Default)]
struct Headed {
    /// Paragraphs that may open a section.
    heads: Vec<usize>,
    /// Those of them that are lines by themselves.
    lines: usize,
    /// Those of these after which tasks count from one, or say who does them.
    bare: usize,
    /// Paragraphs before the first one.
    intro: usize,
    /// Paragraphs that go on with the text of another.
    rest: usize,
    /// Rests of labels.
    residues: usize,
}

impl Headed {
    fn of(body: &[&Block], range: &[usize], layout: &Layout, shape: &Shape) -> Self {
        let mut out = Headed::default();
        let (mut boxed, mut numbered) = (false, false);
        // Below lines that are sections, what begins with a short sentence is a task.
        let mut below = Vec::new();
        // After a box, a line goes on with the plan where the text below it says who does it, or
        // is headed as the tasks before the box and not as its items.
        let below_of = |at: usize| (at + 1 < range[1]).then(|| body[at + 1]);
        let stated_below = |at: usize| {
            below_of(at).is_some_and(|next| {
                is_headed(next, layout) && is_statement_at_end(next.text(layout), shape)
            })
        };
        let resumes = |at: usize, tasks: usize| {
            let (next, stated) = (below_of(at), stated_below(at));
            let task = tasks >= LEAST_FOUND && next.is_some_and(|next| is_run_in(next, layout));
            let acts = task && is_of_work(body[at].text(layout), shape);
            (stated || acts) && heads_text(body, at, range[1], layout)
        };
        for at in range[0] + 1..range[1] {
            let block = body[at];
            let aside = block.table.is_some() || boxed || is_table_title(body, at);
            let bare = is_bare_section(body, at, Style::Paren, layout);
            let heads_anew = || !numbered || counts_anew(body, at, range[1], layout);
            if is_box_head(block, layout) {
                boxed = true;
            } else if block.label.is_some() {
                numbered = true;
            } else if block.residue(layout).is_some() {
                out.residues += 1;
            } else if bare
                || resumes(at, below.len())
                || !aside && heads_text(body, at, range[1], layout)
            {
                out.heads.push(at);
                out.lines += 1;
                out.bare += usize::from(bare || stated_below(at));
                (boxed, numbered) = (false, false);
            } else if !aside && is_headed(block, layout) && heads_anew() {
                let above = out.lines > 0;
                let into = if above { &mut below } else { &mut out.heads };
                into.push(at);
                numbered = false;
            } else if !aside && out.heads.is_empty() {
                out.intro += 1;
            } else if !aside && !numbered {
                out.rest += 1;
            }
        }
        if out.lines < 2 {
            out.heads.append(&mut below);
            out.heads.sort_unstable();
        }
        out
    }

    /// Sections may be told here, where the plan has lost their labels everywhere.
    fn is_headed(&self) -> bool {
        let most = self.by_lines() || self.rest * 3 <= self.heads.len();
        self.heads.len() >= 2 && self.intro <= MOST_INTRO && most
    }

    /// The one section without any rest of a label, before those that have one.
    fn is_first(&self) -> bool {
        self.residues > 0 && self.heads.len() == 1 && self.intro == 0
    }

    /// Every head is a line by itself, so that paragraphs may follow it.
    fn by_lines(&self) -> bool {
        self.lines == self.heads.len()
    }

    /// All paragraphs open a section or stand below a line that does.
    fn is_strict(&self) -> bool {
        self.heads.len() >= 2 && self.intro <= 1 && (self.rest == 0 || self.by_lines())
    }

    /// Sections are told here by themselves.
    fn tells(&self) -> bool {
        self.bare >= 2 || self.lines >= LEAST_LINES && self.by_lines() && self.intro == 0
    }

    /// Paragraphs that open none.
    fn is_prose(&self) -> bool {
        self.heads.len() + self.rest + self.intro >= 2 && !self.is_strict()
    }
}

/// 「着力提升公共服务水平」: what is to be done, and no name of a project.
fn is_of_work(line: &str, shape: &Shape) -> bool {
    let names = ["项目", "工程", "计划", "行动", "制度", "政策", "补贴"];
    let mut verbs = shape.opening_verbs.iter();
    let acts = verbs.any(|verb| line.contains(verb.as_str()));
    acts && !names.iter().any(|name| line.ends_with(name))
}

/// Fewer short lines between paragraphs may be anything.
const LEAST_LINES: usize = 3;
/// What a chapter says before its first section is a paragraph or two.
const MOST_INTRO: usize = 2;

/// A short line before a table.
fn is_table_title(body: &[&Block], at: usize) -> bool {
    body.get(at + 1).is_some_and(|next| next.table.is_some())
}

/// True where the numbering of tasks starts after `at`, and no other section before it.
fn counts_anew(body: &[&Block], at: usize, end: usize, layout: &Layout) -> bool {
    let next = (at + 1..end).find(|&next| body[next].label.is_some());
    let first = next.filter(|&next| body[next].label.is_some_and(|l| l.number == Some(1)));
    first.is_some_and(|first| !is_bare_section(body, first - 1, Style::Paren, layout))
}

/// Bare lines of a chapter whose other sections have their labels: the tasks count from one once
/// more after them, or a section's number is missing there, or their words are known.
fn lost_between(
    body: &[&Block],
    range: &[usize],
    sections: Style,
    layout: &Layout,
    shape: &Shape,
) -> Vec<usize> {
    let mut found = Vec::new();
    // Of the section that is open: its number, and whether tasks and a box stand in it.
    let (mut number, mut has_tasks, mut boxed) = (0, false, false);
    for at in range[0] + 1..range[1] {
        let block = body[at];
        boxed |= is_box_head(block, layout) || block.table.is_some();
        match block.label {
            Some(label) if label.style <= sections => {
                number = label.number.unwrap_or(number + 1);
                (has_tasks, boxed) = (false, false);
            }
            Some(_) => has_tasks = true,
            None if is_bare_section(body, at, sections, layout) => {
                let later = body[at + 1..range[1]].iter().filter_map(|b| b.label);
                let next = later.into_iter().find(|label| label.style <= sections);
                let after = next.and_then(|label| label.number).unwrap_or_default();
                let missing = after >= number + 2;
                let known = is_chapter_title(block.text(layout), shape);
                if missing || known || has_tasks && !boxed {
                    found.push(at);
                    number += 1;
                    (has_tasks, boxed) = (false, false);
                }
            }
            None => {}
        }
    }
    found
}

/// Paragraphs that begin with a short sentence and fill a gap in the numbers of a chapter's
/// sections, as many as are missing.
fn in_gaps(
    body: &[&Block],
    range: &[usize],
    sections: Style,
    bare: &[usize],
    layout: &Layout,
) -> Vec<usize> {
    let number_of = |block: &Block| {
        let label = block.label.filter(|label| label.style == sections);
        label.and_then(|label| label.number)
    };
    // The rest of a label says itself what it opens.
    let remains = |block: &Block| {
        let residue = block.residue(layout).filter(|_| block.label.is_none());
        residue.is_some_and(|rest| rest.style == sections)
    };
    // Numbers that run on from the chapter before begin with any.
    let before = body[..range[0]].iter().rev().find_map(|b| number_of(b));
    let mut found = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let (mut last, mut boxed, mut known) = (None, false, 0);
    for at in range[0] + 1..range[1] {
        boxed |= is_box_head(body[at], layout);
        if let Some(number) = number_of(body[at]) {
            let follows = last.is_none() && before.is_some_and(|before| number == before + 1);
            let missing = number.saturating_sub(last.unwrap_or_default() + 1 + known);
            if !follows && missing > 0 {
                found.extend(fill(body, &waiting, missing as usize, layout));
            }
            waiting.clear();
            // A number that stands twice is written for the next one.
            let repeated = last == Some(number);
            (last, boxed, known) = (Some(number + u32::from(repeated)), false, 0);
        } else if bare.contains(&at) || remains(body[at]) {
            (boxed, known) = (false, known + 1);
        } else if body[at].label.is_none() && !boxed {
            waiting.push(at);
        }
    }
    found
}

/// Paragraphs after the last labelled section of a chapter, where each section is one paragraph
/// that begins with a short sentence and so does each of these.
fn at_end(body: &[&Block], range: &[usize], sections: Style, layout: &Layout) -> Vec<usize> {
    let labelled = |at: &usize| body[*at].label.is_some_and(|l| l.style == sections);
    let Some(last) = (range[0] + 1..range[1]).rev().find(labelled) else {
        return Vec::new();
    };
    let full = body[last].text(layout).chars().count() > LEAST_PARAGRAPH;
    let all =
        (last + 1..range[1]).all(|at| body[at].label.is_none() && is_run_in(body[at], layout));
    if full && all {
        (last + 1..range[1]).collect()
    } else {
        Vec::new()
    }
}

/// Those of `waiting` that are lines by themselves, begin with a short sentence, or with a longer
/// one, where just so many are alike as are missing.
pub(super) fn fill(
    body: &[&Block],
    waiting: &[usize],
    missing: usize,
    layout: &Layout,
) -> Vec<usize> {
    let end = waiting.last().map_or(0, |last| last + 2).min(body.len());
    let shapes: [&dyn Fn(usize) -> bool; 3] = [
        &|at| heads_text(body, at, end, layout),
        &|at| is_run_in(body[at], layout),
        &|at| is_headed(body[at], layout),
    ];
    let mut found = shapes.into_iter().map(|heads| {
        let heads = waiting.iter().copied().filter(|&at| heads(at));
        heads.collect::<Vec<usize>>()
    });
    let fitting = found.find(|found| missing > 0 && found.len() == missing);
    fitting.unwrap_or_default()
}

/// A line without label or sentence, and the numbering of tasks starts after it.
fn is_bare_section(body: &[&Block], at: usize, sections: Style, layout: &Layout) -> bool {
    let starts = |b: &&&Block| {
        let first = |l: Label| l.number.is_none_or(|n| n == 1) && l.style > sections;
        let label = b.label.or_else(|| b.residue(layout));
        b.table.is_none() && label.is_some_and(first)
    };
    let in_box = at > 0 && is_box_head(body[at - 1], layout);
    !in_box && is_bare_line(body[at], layout) && body.get(at + 1).as_ref().is_some_and(starts)
}

/// A line without label that may be a heading by itself.
fn is_bare_line(block: &Block, layout: &Layout) -> bool {
    let bare = block.text(layout).trim_end_matches('。');
    block.label.is_none()
        && block.table.is_none()
        && block.residue(layout).is_none()
        && !is_box_head(block, layout)
        && (4..=40).contains(&bare.chars().count())
        && bare.starts_with(|c: char| is_han(c) || c == '“')
        && !bare.contains(['。', '；', '：', ':', ';'])
        && bare.matches(['，', ',']).count() <= 2
}

/// A short line by itself before a paragraph, or before a task wherever its number stands.
fn heads_text(body: &[&Block], at: usize, end: usize, layout: &Layout) -> bool {
    let next = (at + 1 < end).then(|| body[at + 1]);
    let before_text = next.is_some_and(|next| {
        let unfinished = !body[at].text(layout).ends_with('。');
        let labelled = unfinished && next.label.is_some_and(|label| label.style > Style::Paren);
        let plain = next.label.is_none() && next.table.is_none();
        labelled || plain && is_paragraph(body[at].text(layout), next.text(layout))
    });
    let after_text = at > 0 && !is_box_head(body[at - 1], layout);
    before_text && after_text && is_bare_line(body[at], layout)
}

/// True where `text` may stand below the line `head`: long, or whole sentences below a short line.
fn is_paragraph(head: &str, text: &str) -> bool {
    let length = text.chars().count();
    let short = head.chars().count() <= SHORT_LINE && !head.contains(['，', ',']);
    length >= LEAST_PARAGRAPH || short && length >= LEAST_SENTENCE && is_finished(text)
}

/// A paragraph below a heading is not shorter, in characters.
const LEAST_PARAGRAPH: usize = 40;
/// Unless the heading is not longer,
const SHORT_LINE: usize = 16;
/// and it is whole sentences, of so many characters.
const LEAST_SENTENCE: usize = 16;
