//! Ruled lines become frames: tables with rows of cells, boxes with text.
//!
//! ```text
//! ┌────┬──────┐
//! │指标│2025年│   →  指标⇥2025年
//! ├────┼──────┤      托养率⇥95%
//! │托养│95%   │
//! │率  │      │
//! └────┴──────┘
//! ```

use super::glyphs::{Glyph, Rule};
use super::lines::{self, Line, Place};

/// Lines that are this near meet.
const NEAR: f64 = 3.0;
/// More ruled lines than this on a page are a drawing.
const RULES: usize = 4000;

/// Ruled lines that hang together.
#[derive(Debug)]
pub(super) struct Frame {
    horizontal: Vec<Rule>,
    vertical: Vec<Rule>,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

/// The frames of a page; of frames in frames the outer comes first.
pub(super) fn frames(horizontal: Vec<Rule>, vertical: Vec<Rule>) -> Vec<Frame> {
    let (horizontal, vertical) = (joined(horizontal), joined(vertical));
    let (rows, all) = (horizontal.len(), horizontal.len() + vertical.len());
    if all > RULES {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..all).collect();
    for (h, across) in horizontal.iter().enumerate() {
        for (v, down) in vertical.iter().enumerate() {
            if across.covers(down.at) && down.covers(across.at) {
                let (a, b) = (root(&group, h), root(&group, rows + v));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut out = Vec::new();
    for at in (0..rows).filter(|at| root(&group, *at) == *at) {
        let of = |rules: &[Rule], from: usize| -> Vec<Rule> {
            let own = rules.iter().enumerate();
            own.filter(|(n, _)| root(&group, from + n) == at)
                .map(|(_, rule)| *rule)
                .collect()
        };
        let (horizontal, vertical) = (of(&horizontal, 0), of(&vertical, rows));
        let (xs, ys) = (places(&vertical), places(&horizontal));
        if xs.len() >= 2 && ys.len() >= 2 {
            out.push(Frame {
                horizontal,
                vertical,
                xs,
                ys,
            });
        }
    }
    out.sort_by(|a, b| b.area().total_cmp(&a.area()));
    out
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// Pieces of one line made one.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.retain(|rule| rule.at.is_finite() && rule.from.is_finite() && rule.to.is_finite());
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        let same = out
            .iter_mut()
            .rev()
            .take_while(|old| rule.at - old.at < 1.5);
        let mut same = same.filter(|old| rule.from <= old.to + NEAR && old.from <= rule.to + NEAR);
        if let Some(old) = same.next() {
            old.from = old.from.min(rule.from);
            old.to = old.to.max(rule.to);
        } else {
            out.push(rule);
        }
    }
    out
}

/// Where lines stand, each place once.
fn places(rules: &[Rule]) -> Vec<f64> {
    let mut at: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    at.sort_by(f64::total_cmp);
    at.dedup_by(|next, kept| *next - *kept < NEAR);
    at
}

impl Rule {
    fn covers(&self, at: f64) -> bool {
        (self.from - NEAR..=self.to + NEAR).contains(&at)
    }
}

/// A cell: its rows and its columns, both from and to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    row: usize,
    from: usize,
    to: usize,
}

impl Frame {
    pub(super) fn left(&self) -> f64 {
        self.xs[0]
    }

    pub(super) fn right(&self) -> f64 {
        self.xs[self.xs.len() - 1]
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn area(&self) -> f64 {
        (self.right() - self.left()) * (self.ys[self.ys.len() - 1] - self.ys[0])
    }

    pub(super) fn holds(&self, glyph: &Glyph) -> bool {
        let (x, y) = middle(glyph);
        self.left() <= x && x <= self.right() && self.ys[0] <= y && y <= self.ys[self.ys.len() - 1]
    }

    /// The rows as lines.
    pub(super) fn rows(&self, glyphs: Vec<Glyph>, height: f64) -> Vec<Line> {
        let cells = self.cells();
        let mut within: Vec<Vec<Glyph>> = vec![Vec::new(); cells.len()];
        for glyph in glyphs {
            let (x, y) = middle(&glyph);
            let row = slot(&self.ys, y);
            let column = slot(&self.xs, x);
            let found = cells.iter().position(|(cell, rows)| {
                (cell.from..cell.to).contains(&column) && rows.contains(&row)
            });
            if let Some(at) = found {
                within[at].push(glyph);
            }
        }
        let mut out = Vec::new();
        for row in 0..self.ys.len() - 1 {
            let mut texts = vec![String::new(); self.columns()];
            let mut size = 10.0;
            for ((cell, _), glyphs) in cells.iter().zip(&within).filter(|((c, _), _)| c.row == row)
            {
                texts[cell.from] = cell_text(glyphs);
                if !glyphs.is_empty() {
                    size = lines::usual_size(glyphs);
                }
            }
            let text = texts.join("\t");
            if text.trim().is_empty() {
                continue;
            }
            out.push(Line {
                text: text.trim_end().to_owned(),
                x: self.left(),
                end: self.right(),
                y: self.ys[row],
                size,
                height,
                place: Place::Row,
            });
        }
        out
    }

    /// All cells with the rows they reach over.
    fn cells(&self) -> Vec<(Cell, Vec<usize>)> {
        let mut out: Vec<(Cell, Vec<usize>)> = Vec::new();
        for row in 0..self.ys.len() - 1 {
            let y = f64::midpoint(self.ys[row], self.ys[row + 1]);
            let mut from = 0;
            for to in 1..self.xs.len() {
                let last = to + 1 == self.xs.len();
                if !last && !rule_at(&self.vertical, self.xs[to], y) {
                    continue;
                }
                let cell = Cell { row, from, to };
                let x = f64::midpoint(self.xs[from], self.xs[to]);
                let open = row > 0 && !rule_at(&self.horizontal, self.ys[row], x);
                let above = out.iter_mut().rev().find(|(old, rows)| {
                    open && (old.from, old.to) == (from, to) && rows.last() == Some(&(row - 1))
                });
                match above {
                    Some((_, rows)) => rows.push(row),
                    None => out.push((cell, vec![row])),
                }
                from = to;
            }
        }
        out
    }
}

fn rule_at(rules: &[Rule], at: f64, along: f64) -> bool {
    rules.iter().any(|rule| {
        (rule.at - at).abs() <= NEAR && rule.from - 1.0 <= along && along <= rule.to + 1.0
    })
}

fn middle(glyph: &Glyph) -> (f64, f64) {
    (
        f64::midpoint(glyph.x, glyph.end),
        glyph.y - 0.3 * glyph.size,
    )
}

fn slot(edges: &[f64], at: f64) -> usize {
    let before = edges.iter().filter(|edge| **edge <= at).count();
    before.saturating_sub(1).min(edges.len().saturating_sub(2))
}

/// The lines of a cell run on.
fn cell_text(glyphs: &[Glyph]) -> String {
    let mut out = String::new();
    for row in lines::grouped(glyphs.to_vec()) {
        super::flow::run_on(&mut out, &lines::text(&row, false));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: f64, from: f64, to: f64) -> Rule {
        Rule { at, from, to }
    }

    fn glyphs(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let at = |n: usize| x + n as f64 * 10.0;
        let glyph = |(n, c): (usize, char)| Glyph {
            text: c.to_string(),
            x: at(n),
            end: at(n) + 10.0,
            y,
            size: 10.0,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    #[test]
    fn cells_by_rules_with_spans_across_and_down() {
        let horizontal = vec![
            rule(0.0, 0.0, 200.0),
            rule(20.0, 50.0, 200.0),
            rule(40.0, 0.0, 200.0),
            rule(80.0, 0.0, 200.0),
        ];
        let vertical = vec![
            rule(0.0, 0.0, 80.0),
            rule(50.0, 0.0, 80.0),
            rule(120.0, 20.0, 80.0),
            rule(200.0, 0.0, 80.0),
        ];
        let frames = frames(horizontal, vertical);
        assert_eq!((frames.len(), frames[0].columns()), (1, 3));
        let all = [
            glyphs("指标", 5.0, 25.0),
            glyphs("目标值", 100.0, 15.0),
            glyphs("二零", 60.0, 35.0),
            glyphs("属性", 130.0, 35.0),
            glyphs("托养", 5.0, 55.0),
            glyphs("率", 5.0, 70.0),
            glyphs("95", 60.0, 60.0),
        ];
        let rows = frames[0].rows(all.concat(), 800.0);
        let text: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(text, ["指标\t目标值", "\t二零\t属性", "托养率\t95"]);
    }

    #[test]
    fn a_line_under_a_heading_is_no_frame() {
        assert!(frames(vec![rule(10.0, 0.0, 100.0)], Vec::new()).is_empty());
    }
}
