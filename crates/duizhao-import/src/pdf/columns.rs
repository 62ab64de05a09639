//! Pages set in two columns: the left one is read before the right one.
//!
//! ```text
//! 一、主要任务  │ 二、保障措施        →  一、主要任务 （一）加强… 二、保障措施 （一）…
//! （一）加强…   │ （一）…
//! ```
//!
//! A gutter is a stretch in the middle that hardly a line crosses, with lines that fill their
//! column on both sides. A line that crosses it (a title) ends the columns above it. Lines of
//! the right column are moved onto the left one, so that what follows sees one column.

use std::ops::Range;

use super::glyphs::Glyph;
use super::lines::usual_size;

/// The page is looked at in steps so wide, in points.
const STEP: f64 = 2.0;
/// A gutter lies within this part of the width of the text.
const MIDDLE: (f64, f64) = (0.3, 0.7);
/// The share of lines that may cross a gutter.
const CROSSING: f64 = 0.15;
/// A column has at least so many lines of so many letters that fill it, and this share of its own.
const LINES: usize = 4;
const LETTERS: usize = 8;
const FULL: f64 = 0.4;
/// How far from the edge a line may end that fills its column, in ems.
const NEAR: f64 = 2.0;
/// A gap so wide parts two columns, in ems.
const GAP: f64 = 1.2;

/// Rows of a page in reading order, each within one column.
pub(super) fn ordered(rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let parts: Vec<Vec<Glyph>> = rows.iter().flat_map(|row| parted(row)).collect();
    let Some((from, to)) = gutter(&parts) else {
        return rows;
    };
    let start = |of: &dyn Fn(&[Glyph]) -> bool| {
        let starts = parts.iter().filter(|part| of(part)).map(|part| part[0].x);
        starts.fold(f64::INFINITY, f64::min)
    };
    let shift = start(&|part| part[0].x >= to) - start(&|part| end(part) <= from);
    let (mut out, mut right) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let crosses = |glyph: &Glyph| {
            !glyph.text.trim().is_empty() && glyph.end > from + 1.0 && glyph.x < to - 1.0
        };
        if row.iter().any(crosses) {
            out.append(&mut right);
            out.push(row);
            continue;
        }
        let (here, mut there): (Vec<Glyph>, Vec<Glyph>) =
            row.into_iter().partition(|g| g.x < to - 1.0);
        for glyph in &mut there {
            glyph.x -= shift;
            glyph.end -= shift;
        }
        out.extend((!here.is_empty()).then_some(here));
        right.extend((!there.is_empty()).then_some(there));
    }
    out.append(&mut right);
    out
}

/// A row, cut at wide gaps.
fn parted(row: &[Glyph]) -> Vec<Vec<Glyph>> {
    let mut parts: Vec<Vec<Glyph>> = Vec::new();
    for glyph in row.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        match parts.last_mut() {
            Some(part) if glyph.x - end(part) <= GAP * glyph.size => part.push(glyph.clone()),
            _ => parts.push(vec![glyph.clone()]),
        }
    }
    parts
}

fn end(part: &[Glyph]) -> f64 {
    part.iter()
        .map(|glyph| glyph.end)
        .fold(f64::NEG_INFINITY, f64::max)
}

/// Where the left column ends and the right one begins.
fn gutter(parts: &[Vec<Glyph>]) -> Option<(f64, f64)> {
    let starts = parts.iter().map(|part| part[0].x);
    let left = starts.fold(f64::INFINITY, f64::min);
    let right = parts.iter().map(|part| end(part));
    let width = right.fold(f64::NEG_INFINITY, f64::max) - left;
    if parts.len() < 2 * LINES || !(40.0..10_000.0).contains(&width) {
        return None;
    }
    let mut covered = vec![0_usize; steps(width) + 1];
    for part in parts {
        for count in &mut covered[steps(part[0].x - left)..=steps(end(part) - left)] {
            *count += 1;
        }
    }
    let middle = steps(width * MIDDLE.0)..steps(width * MIDDLE.1);
    let few = steps(parts.len() as f64 * CROSSING * STEP);
    let (from, to) = free(&covered, middle, few)?;
    let (from, to) = (left + from as f64 * STEP, left + (to + 1) as f64 * STEP);
    let ends_before: Vec<_> = parts
        .iter()
        .filter(|part| end(part) <= from + STEP)
        .collect();
    let begins_after: Vec<_> = parts.iter().filter(|part| part[0].x >= to - STEP).collect();
    let (from, to) = (filled(&ends_before)?.1, filled(&begins_after)?.0);
    (to - from >= 0.8 * usual_size(&parts.concat())).then_some((from, to))
}

/// The longest stretch of `within` that at most `few` lines cover: first and last step.
fn free(covered: &[usize], within: Range<usize>, few: usize) -> Option<(usize, usize)> {
    let (mut best, mut begun): (Option<(usize, usize)>, _) = (None, None);
    for at in within {
        if covered[at] > few {
            begun = None;
            continue;
        }
        let from = *begun.get_or_insert(at);
        if best.is_none_or(|(start, last)| at - from > last - start) {
            best = Some((from, at));
        }
    }
    best
}

/// How many whole steps a distance is.
#[expect(clippy::cast_sign_loss, reason = "a distance below nought is none")]
fn steps(distance: f64) -> usize {
    (distance / STEP).max(0.0) as usize
}

/// Where a column begins and ends, if its lines fill it as prose does.
fn filled(column: &[&Vec<Glyph>]) -> Option<(f64, f64)> {
    let start = column
        .iter()
        .map(|part| part[0].x)
        .fold(f64::INFINITY, f64::min);
    let edge = column
        .iter()
        .map(|part| end(part))
        .fold(f64::NEG_INFINITY, f64::max);
    let full =
        |part: &&&Vec<Glyph>| part.len() >= LETTERS && end(part) >= edge - NEAR * part[0].size;
    let many = column.iter().filter(full).count();
    (many >= LINES && many as f64 >= FULL * column.len() as f64).then_some((start, edge))
}
