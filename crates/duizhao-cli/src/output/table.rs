//! Tables on a terminal, where a Han character is two columns wide.
//!
//! ```text
//! 编号   标题
//! 3.1.2  残疾儿童康复救助
//! ```

/// On which side a column is flush.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Rows of cells under a head.
pub(crate) struct Table {
    aligns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with the given column heads.
    pub(crate) fn new(head: &[(&str, Align)]) -> Self {
        let rows = vec![head.iter().map(|(word, _)| (*word).to_owned()).collect()];
        Table {
            aligns: head.iter().map(|(_, align)| *align).collect(),
            rows,
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as text, without trailing blanks.
    pub(crate) fn render(&self) -> String {
        let widest = |at: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| width(cell))
                .max()
        };
        let widths: Vec<usize> = (0..self.aligns.len())
            .map(|at| widest(at).unwrap_or(0))
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let blanks = " ".repeat(widths[at].saturating_sub(width(cell)));
                match self.aligns[at] {
                    Align::Left => line.extend([cell, blanks.as_str(), "  "]),
                    Align::Right => line.extend([blanks.as_str(), cell, "  "]),
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// The number of terminal columns `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Cuts `text` to at most `columns`, with … where something is left out.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        if used + char_width(c) + 1 > columns {
            break;
        }
        used += char_width(c);
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_take_two_columns() {
        let mut table = Table::new(&[("编号", Align::Left), ("件", Align::Right)]);
        table.row(vec!["3.1.2".to_owned(), "12".to_owned()]);
        table.row(vec!["专栏".to_owned(), "3".to_owned()]);
        assert_eq!(table.render(), "编号   件\n3.1.2  12\n专栏    3\n");
    }

    #[test]
    fn what_does_not_fit_is_cut_between_characters() {
        assert_eq!(fit("残疾人康复", 10), "残疾人康复");
        assert_eq!(fit("残疾人康复", 7), "残疾人…");
    }
}
