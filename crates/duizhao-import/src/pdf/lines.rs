//! Glyphs become lines: sorted, with blanks between words and tabs in wide gaps.

use super::columns;
use super::glyphs::{Glyph, PageGlyphs};
use super::table::{self, Frame};

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    /// The height of its page.
    pub(super) height: f64,
    pub(super) place: Place,
}

/// What a line belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// The page itself.
    Page,
    /// A frame of one cell, by its left and right edges: a box (专栏).
    Frame(f64, f64),
    /// A row of a table; cells are parted by tabs.
    Row,
}

/// The lines of a page, from top to bottom.
pub(super) fn of(page: PageGlyphs) -> Vec<Line> {
    let PageGlyphs {
        glyphs,
        horizontal,
        vertical,
        height,
        ..
    } = page;
    let frames = table::frames(horizontal, vertical);
    let mut free = Vec::new();
    let mut within: Vec<Vec<Glyph>> = vec![Vec::new(); frames.len()];
    for glyph in glyphs {
        // Of frames in frames the innermost is last.
        match frames.iter().rposition(|frame| frame.holds(&glyph)) {
            Some(at) => within[at].push(glyph),
            None => free.push(glyph),
        }
    }
    let mut blocks: Vec<Vec<Line>> = vec![plain(free, height, &Place::Page)];
    for (frame, glyphs) in frames.iter().zip(within) {
        blocks.push(framed(frame, glyphs, height));
    }
    merged(blocks)
}

fn framed(frame: &Frame, glyphs: Vec<Glyph>, height: f64) -> Vec<Line> {
    match frame.columns() {
        0 | 1 => plain(glyphs, height, &Place::Frame(frame.left(), frame.right())),
        _ => frame.rows(glyphs, height),
    }
}

/// Blocks by their place on the page; a table stays whole.
fn merged(blocks: Vec<Vec<Line>>) -> Vec<Line> {
    let mut blocks = blocks.into_iter();
    let mut out = blocks.next().unwrap_or_default();
    for block in blocks {
        let Some(top) = block.first().map(|line| line.y) else {
            continue;
        };
        let at = out
            .iter()
            .position(|line| line.y > top)
            .unwrap_or(out.len());
        out.splice(at..at, block);
    }
    out
}

/// Lines of running text.
fn plain(glyphs: Vec<Glyph>, height: f64, place: &Place) -> Vec<Line> {
    let mut rows = grouped(glyphs);
    if *place == Place::Page {
        rows = columns::ordered(rows);
    }
    rows.into_iter()
        .filter_map(|row| line(&row, height, place.clone()))
        .collect()
}

/// Glyphs by base lines, each from left to right.
pub(super) fn grouped(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.retain(|glyph| glyph.y.is_finite() && glyph.x.is_finite() && glyph.size.is_finite());
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let fits = rows.last().and_then(|row| row.last()).is_some_and(|last| {
            (glyph.y - last.y).abs() < 0.3 * last.size.max(glyph.size)
                || (glyph.y - last.y).abs() < 1.0
        });
        match rows.last_mut() {
            Some(row) if fits => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Bold is sometimes drawn as the same letter twice.
        row.dedup_by(|next, kept| {
            next.text == kept.text && (next.x - kept.x).abs() < 0.25 * kept.size
        });
    }
    rows
}

fn line(row: &[Glyph], height: f64, place: Place) -> Option<Line> {
    let solid = |glyph: &&Glyph| !glyph.text.trim().is_empty();
    let (first, last) = (row.iter().find(solid)?, row.iter().rfind(solid)?);
    Some(Line {
        text: text(row, true),
        x: first.x,
        end: last.end,
        y: first.y,
        size: usual_size(row),
        height,
        place,
    })
}

/// The size most glyphs of a line have, to a tenth of a point.
pub(super) fn usual_size(row: &[Glyph]) -> f64 {
    let mut sizes: Vec<i64> = row.iter().map(|g| (g.size * 10.0).round() as i64).collect();
    sizes.sort_unstable();
    sizes
        .get(sizes.len() / 2)
        .map_or(10.0, |size| *size as f64 / 10.0)
}

/// The characters of a line; wide gaps become tabs where `tabs` says so.
pub(super) fn text(row: &[Glyph], tabs: bool) -> String {
    let mut out = String::new();
    let mut end: Option<f64> = None;
    for glyph in row {
        let gap = end.map_or(0.0, |end| glyph.x - end) / glyph.size.max(1.0);
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if gap > 1.2 && tabs {
            out.truncate(out.trim_end().len());
            out.push('\t');
        } else if gap > 0.2 && word(out.chars().next_back()) && word(glyph.text.chars().next()) {
            out.push(' ');
        }
        out.push_str(&glyph.text);
        end = Some(end.map_or(glyph.end, |end: f64| end.max(glyph.end)));
    }
    out.trim().to_owned()
}
