//! Tables of indicators whose cells ran together without any mark, where the rows are numbered.
//!
//! ```text
//! 序号指标单位2025年服务网络1服务中心个502照护机构家1003参保率%95
//! →  序号 | 指标 | 单位 | 2025年 | 服务网络 | 1 | 服务中心 | 个 | 50 | 2 | 照护机构 | 家 | 100 | 3 | …
//! ```
//!
//! 502 may be one figure; that the rows count 1, 2, 3 to the end of the table says that it is 50 and
//! the number of the second row. Where they do not count, nothing is cut.

use crate::lexicon::Shape;
use crate::parse::label::{digit_value, is_blank, is_han};
use crate::parse::table::is_head_cell;

/// The places where the cells of a table start, and where it ends.
pub(super) fn counted_table(text: &str, shape: &Shape) -> Option<Vec<usize>> {
    let mut heads = shape.number_heads.iter();
    let number = heads.find_map(|word| text.find(word.as_str()))?;
    let (mut cuts, rows) = head_cells(text, number, shape)?;
    let count = cuts.len();
    let mut reader = Reader {
        text,
        shape,
        cuts: &mut cuts,
        steps: 0,
    };
    let end = reader.rows(rows, 1, 1)?;
    let numbered = (cuts.len() - count) / CELLS;
    cuts.push(end);
    (numbered >= LEAST_ROWS).then_some(cuts)
}

/// Number, name, unit, value.
const CELLS: usize = 4;
/// Fewer rows may count by chance.
const LEAST_ROWS: usize = 3;

/// Where the cells of the head start, and where its rows start: 序号, 指标, 单位 and one year, glued.
fn head_cells(text: &str, number: usize, shape: &Shape) -> Option<(Vec<usize>, usize)> {
    let words = || shape.indicator_heads.iter().chain(&shape.other_heads);
    let group = words().find(|word| text[..number].ends_with(word.as_str()));
    let mut cuts: Vec<usize> = group.map(|word| number - word.len()).into_iter().collect();
    cuts.push(number);
    let mut at = number
        + shape
            .number_heads
            .iter()
            .find(|w| text[number..].starts_with(w.as_str()))?
            .len();
    for wanted in [&["指标名称", "指标"][..], &["计量单位", "单位"][..]] {
        cuts.push(at);
        at += wanted
            .iter()
            .find(|word| text[at..].starts_with(**word))?
            .len();
    }
    cuts.push(at);
    let year: String = text[at..].chars().take(5).collect();
    let headed = year.ends_with('年') && is_head_cell(&year, shape);
    headed.then(|| (cuts, at + year.len()))
}

struct Reader<'a> {
    text: &'a str,
    shape: &'a Shape,
    cuts: &'a mut Vec<usize>,
    steps: u32,
}

impl Reader<'_> {
    /// Reads the rows from the one numbered `number` on, of which `gaps` numbers may be missing;
    /// returns where the table ends.
    fn rows(&mut self, at: usize, number: u32, gaps: u32) -> Option<usize> {
        let text = self.text;
        let kept = self.cuts.len();
        self.steps += 1;
        if number > MOST_ROWS || self.steps > MOST_STEPS {
            return None;
        }
        // The head of a group of rows may stand before the number.
        let group = text[at..].find(|c| digit_value(c).is_some())?;
        let named = text[at..at + group].chars().count();
        let serial = at + group;
        let name = serial
            + text[serial..]
                .strip_prefix(number.to_string().as_str())
                .map(|rest| text.len() - serial - rest.len())?;
        if named > LONGEST_GROUP || !text[name..].starts_with(is_han) {
            return None;
        }
        if group > 0 {
            self.cuts.push(at);
        }
        let (unit, value) = unit_and_value(&text[name..], self.shape)?;
        let (unit, value) = (name + unit, name + value);
        self.cuts.extend([serial, name, unit, value]);
        let digits = value + text[value..].find(|c| digit_value(c).is_some())?;
        let run = text[digits..].find(|c| digit_value(c).is_none() && c != '.');
        let run = digits + run.unwrap_or(text.len() - digits);
        // One number of a table may be missing.
        let mut glued = false;
        for skip in 0..=gaps {
            let next = number + 1 + skip;
            let figure = text[digits..run].strip_suffix(next.to_string().as_str());
            let figure = figure.filter(|figure| !figure.is_empty());
            glued |= skip == 0 && figure.is_some();
            let after = [
                figure.map(|figure| digits + figure.len()),
                text[run..].starts_with(is_han).then_some(run),
            ];
            for start in after.into_iter().flatten() {
                if let Some(end) = self.rows(start, next, gaps - skip) {
                    return Some(end);
                }
            }
        }
        let ends = text[run..]
            .chars()
            .next()
            .is_none_or(|c| is_blank(c) || matches!(c, '（' | '&' | '。'));
        let ended = ends || !glued && number as usize > LEAST_ROWS;
        if !ended {
            self.cuts.truncate(kept);
            return None;
        }
        Some(run)
    }
}

/// A text that could be cut in so many ways is no table.
const MOST_STEPS: u32 = 2_000;
/// No table has more rows.
const MOST_ROWS: u32 = 99;
/// The head of a group of rows is not longer, in characters.
const LONGEST_GROUP: usize = 16;
/// A name is not longer, in characters.
const LONGEST_NAME: usize = 40;

/// Where the unit and where the value of a row start, in the text from its name on.
fn unit_and_value(text: &str, shape: &Shape) -> Option<(usize, usize)> {
    let signs = [
        "&gt;", "&lt;", "&ge;", "&le;", ">", "<", "≥", "≤", "＞", "＜",
    ];
    let figure = |at: usize| {
        let rest = &text[at..];
        let sign = signs.iter().find_map(|sign| rest.strip_prefix(*sign));
        sign.unwrap_or(rest)
            .starts_with(|c| digit_value(c).is_some())
    };
    let places = text.char_indices().map(|(at, _)| at).take(LONGEST_NAME);
    let value = places.into_iter().skip(2).find(|at| figure(*at))?;
    let units = shape.counted_units.iter();
    let units = units.filter(|unit| text[..value].ends_with(unit.as_str()));
    let unit = value - units.map(String::len).max()?;
    (text[..unit].chars().count() >= 2).then_some((unit, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn cells(text: &str) -> Option<String> {
        let cuts = counted_table(text, Lexicon::builtin().shape())?;
        let cells = cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]);
        Some(cells.collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn rows_that_count_are_cut() {
        let table = "主要指标类别序号指标单位2025年服务网络1服务中心个502照护机构家&gt;100能力3参保率%954护理员人20005经费亿元6 二、";
        let wanted = "类别|序号|指标|单位|2025年|服务网络|1|服务中心|个|50|2|照护机构|家|&gt;100|能力|3|参保率|%|95|4|护理员|人|2000|5|经费|亿元|6";
        assert_eq!(cells(table).as_deref(), Some(wanted));
    }

    #[test]
    fn rows_that_do_not_count_are_left() {
        let gap = "序号指标单位2025年1服务中心个503照护机构家1004参保率%955护理员人20 二、";
        let wanted =
            "序号|指标|单位|2025年|1|服务中心|个|50|3|照护机构|家|100|4|参保率|%|95|5|护理员|人|20";
        assert_eq!(cells(gap).as_deref(), Some(wanted));
        assert_eq!(
            cells("序号指标单位2025年1服务中心个50照护机构家100参保率%95 二、"),
            None
        );
        assert_eq!(
            cells("序号指标2025年1服务中心502照护机构1003参保率95 二、"),
            None
        );
        assert_eq!(cells("按序号填写指标。"), None);
    }
}
