//! Rows of a flattened table whose line ends are gone, so that the last cell of a row and the number
//! of the next are one.
//!
//! ```text
//! …分工序号⇥工作任务⇥负责单位1⇥纳入低保。⇥区民政局2⇥发放补贴。⇥区残联
//! →  …分工 | 序号 | 工作任务 | 负责单位 | 1 | 纳入低保。 | 区民政局 | 2 | 发放补贴。 | 区残联
//! ```
//!
//! The numbers count up, and each stands at the end of a row: nothing is guessed.

use crate::lexicon::Shape;
use crate::parse::label::{digit_value, is_blank};
use crate::parse::table::is_head_cell;

/// Cuts titles off heads and numbers off the cells before them; `pieces` are byte ranges of `text`
/// that end with tabs where they are cells.
pub(super) fn part_rows(
    text: &str,
    pieces: &[(usize, usize)],
    shape: &Shape,
) -> Vec<(usize, usize)> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut rows: Option<Rows> = None;
    for (nth, &(start, end)) in pieces.iter().enumerate() {
        let piece = &text[start..end];
        let next = pieces.get(nth + 1).map(|&(start, end)| &text[start..end]);
        if let Some(title) = next.and_then(|next| title_before_head(piece, next, shape)) {
            out.extend([(start, start + title), (start + title, end)]);
            rows = Rows::of_head(&piece[title..], shape);
            continue;
        }
        if let Some(found) = Rows::of_head(piece, shape) {
            rows = Some(found);
            out.push((start, end));
            continue;
        }
        match rows.as_mut().and_then(|rows| rows.number_in(piece, shape)) {
            Some(number) => out.extend([(start, start + number), (start + number, end)]),
            None => out.push((start, end)),
        }
    }
    out
}

/// Where the head starts that ran into the title of its table: 「…主要指标|序号」 before 「指标」.
fn title_before_head(piece: &str, next: &str, shape: &Shape) -> Option<usize> {
    let cell = next.trim_matches(is_blank);
    // The last head cell may hold the first row's number.
    let last = cell.strip_suffix('1').unwrap_or(cell);
    let headed = is_head_cell(cell, shape) || is_head_cell(last, shape);
    let body = piece.strip_suffix('\t').filter(|_| headed)?;
    let ends = ["指标", "表", "分工", "任务", "清单"];
    let starts = body.char_indices().map(|(at, _)| at).skip(4);
    let mut starts = starts.filter(|at| {
        let (title, head) = body.split_at(*at);
        let numbers = shape.number_heads.iter().any(|word| word == head);
        let named = is_head_cell(head, shape) && ends.iter().any(|end| title.ends_with(end));
        numbers || named
    });
    let short = body.chars().count() <= LONGEST_TITLE;
    starts.next().filter(|_| short)
}

/// The title of a table is not longer, in characters.
const LONGEST_TITLE: usize = 60;

/// What is known of the rows of a table that numbers them.
struct Rows {
    /// Cells of a row; 0 until the head is whole.
    columns: usize,
    /// Cells since the last number, that one included.
    column: usize,
    next: u32,
}

impl Rows {
    fn of_head(piece: &str, shape: &Shape) -> Option<Self> {
        let cell = piece.trim_matches(is_blank);
        let numbers = shape.number_heads.iter().any(|word| word == cell);
        numbers.then_some(Rows {
            columns: 0,
            column: 1,
            next: 1,
        })
    }

    /// Where the number of the next row starts at the end of a row's last cell.
    fn number_in(&mut self, piece: &str, shape: &Shape) -> Option<usize> {
        let cell = piece.trim_end_matches(is_blank);
        self.column += 1;
        let number = self.next.to_string();
        let before = cell.strip_suffix(number.as_str()).map(str::trim_end)?;
        let apart = !before.is_empty() && !before.ends_with(|c| digit_value(c).is_some());
        let ends_row = match self.columns {
            0 => is_head_cell(before, shape),
            columns => self.column == columns || self.column > columns && apart,
        };
        if !ends_row || before.is_empty() || !piece.ends_with('\t') {
            return None;
        }
        if self.columns == 0 {
            self.columns = self.column;
        }
        (self.column, self.next) = (1, self.next + 1);
        Some(cell.len() - number.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let mut at = 0;
        let pieces = text.split_inclusive('\t').map(|piece| {
            at += piece.len();
            (at - piece.len(), at)
        });
        let parted = part_rows(
            text,
            &pieces.collect::<Vec<_>>(),
            Lexicon::builtin().shape(),
        );
        let shown = parted
            .into_iter()
            .map(|(start, end)| text[start..end].trim());
        assert_eq!(shown.collect::<Vec<_>>().join("|"), wanted);
    }

    #[test]
    fn numbers_that_count_up_are_cut_off_the_cells_before_them() {
        check(
            "附件重点任务分工序号\t工作任务\t负责单位1\t建成5个中心\t市民政局2\t发放补贴\t市残联",
            "附件重点任务分工|序号|工作任务|负责单位|1|建成5个中心|市民政局|2|发放补贴|市残联",
        );
        check(
            "主要指标序号\t指标\t2020年\t2025年1\t就业率\t60\t＞652\t参保率\t90\t95",
            "主要指标|序号|指标|2020年|2025年|1|就业率|60|＞65|2|参保率|90|95",
        );
    }

    #[test]
    fn a_table_with_all_its_cells_is_left_alone() {
        check(
            "序号\t工作任务\t负责单位\t1\t建成12个中心2\t市民政局",
            "序号|工作任务|负责单位|1|建成12个中心2|市民政局",
        );
    }
}
