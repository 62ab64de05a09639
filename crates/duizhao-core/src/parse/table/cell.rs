//! Cells of a line, and what a cell can be: a figure, an attribute, a unit.

use std::borrow::Cow;

use crate::parse::label::{digit_value, is_blank, read_label};
use crate::parse::line::Line;
use crate::text::Span;

/// A cell: its text, and the source ranges with their lines that it stands on.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) pieces: Vec<(Span, u32)>,
    pub(super) text: Cow<'a, str>,
}

impl<'a> Token<'a> {
    /// A cell on one line.
    pub(super) fn new(start: usize, line: u32, text: &'a str) -> Self {
        Token {
            pieces: vec![(Span::new(start, start + text.len()), line)],
            text: Cow::Borrowed(text),
        }
    }

    /// The line it begins on.
    pub(super) fn line(&self) -> u32 {
        self.pieces.first().map_or(0, |(_, line)| *line)
    }

    /// Goes on with what a line's end broke off.
    pub(super) fn append(&mut self, rest: &Token<'_>) {
        self.pieces.extend(&rest.pieces);
        self.text.to_mut().push_str(&rest.text);
    }
}

/// Cells of a line: by tabs or bars where it has them, else by runs of blanks.
pub(super) fn split_cells<'a>(line: &Line<'a>) -> Vec<Token<'a>> {
    let text = line.text;
    let keep_empty = line.has_cells;
    let mut tokens = Vec::new();
    let pieces = match line.comma {
        Some(mark) => text.split(mark).collect(),
        None => cell_pieces(text),
    };
    for piece in pieces {
        let trimmed = piece.trim_matches(|c| is_blank(c) || c == '|' || c == '*');
        let inset = if trimmed.is_empty() {
            0
        } else {
            trimmed.as_ptr() as usize - piece.as_ptr() as usize
        };
        let start = line.start + (piece.as_ptr() as usize - text.as_ptr() as usize) + inset;
        if keep_empty || !trimmed.is_empty() {
            tokens.push(Token::new(start, line.number, trimmed));
        }
    }
    if text.starts_with('|') && tokens.first().is_some_and(|t| t.text.is_empty()) {
        tokens.remove(0);
    }
    if text.ends_with('|') && tokens.last().is_some_and(|t| t.text.is_empty()) {
        tokens.pop();
    }
    tokens
}

fn cell_pieces(text: &str) -> Vec<&str> {
    if text.contains('\t') {
        return text.split('\t').collect();
    }
    if text.contains('|') {
        return text.split('|').collect();
    }
    let wide = has_wide_gap(text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut blanks = 0;
    // 「1 0 . 」 is one label, however spaced.
    let label = read_label(text).map_or(0, |label| label.len);
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() || at < label {
            blanks = 0;
            continue;
        }
        blanks += 1;
        // 「2025 年」 is one cell, 「1 .」 a label.
        let digit = text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| digit_value(c).is_some());
        let next = at + c.len_utf8();
        let parts = if wide {
            blanks == 2
        } else {
            !(digit && text[next..].starts_with(['年', '.', '．', '、']))
        };
        if parts {
            pieces.push(&text[start..at]);
            start = next;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// Cells parted by two blanks or more may hold single ones.
pub(super) fn has_wide_gap(text: &str) -> bool {
    let mut after_blank = false;
    text.chars().any(|c| {
        let blank = c.is_whitespace();
        let wide = blank && after_blank;
        after_blank = blank;
        wide
    })
}

/// True for 100, ＞96, ≥99%, 8.5%, —, 90以上, 5000人次.
pub(crate) fn is_value(text: &str) -> bool {
    let packed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    if packed.is_empty() || packed.chars().count() > 20 {
        return false;
    }
    if is_dash(&packed) || packed == "全覆盖" {
        return true;
    }
    let mut rest = packed.as_str();
    for word in VALUE_HEADS {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    for word in VALUE_TAILS {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    let digit = |c: char| digit_value(c).is_some();
    let figure = !rest.ends_with(['.', '．']) && rest.matches(['.', '．']).count() <= 1;
    figure && rest.chars().any(digit) && rest.chars().all(|c| digit(c) || VALUE_MARKS.contains(c))
}

/// True for —, ——, /: a cell that says there is nothing.
pub(super) fn is_dash(text: &str) -> bool {
    let text = DASH_ENTITIES
        .iter()
        .find_map(|dash| text.strip_prefix(*dash))
        .unwrap_or(text);
    text.chars()
        .all(|c| matches!(c, '—' | '-' | '－' | '–' | '─' | '/' | '…') || is_blank(c))
}

/// Dashes that a web copy left half decoded.
const DASH_ENTITIES: [&str; 6] = [
    "&mdash;&mdash;",
    "&#8212;&#8212;",
    "&mdash;",
    "&ndash;",
    "&#8212;",
    "&#8211;",
];

/// Words that may stand before a figure, and signs that a web copy left half decoded.
const VALUE_HEADS: [&str; 18] = [
    "&gt;",
    "&lt;",
    "&ge;",
    "&le;",
    "年均",
    "增长",
    "达到",
    "不低于",
    "不少于",
    "不超过",
    "超过",
    "高于",
    "低于",
    "至少",
    "大于",
    "小于",
    "约",
    "累计",
];

/// Words that may stand after a figure, measure words before bounds.
const VALUE_TAILS: [&str; 29] = [
    "左右",
    "以上",
    "以下",
    "以内",
    "（累计）",
    "(累计)",
    "次",
    "人",
    "户",
    "家",
    "名",
    "处",
    "元",
    "个",
    "所",
    "件",
    "亩",
    "倍",
    "岁",
    "公里",
    "吨",
    "座",
    "张",
    "百分点",
    "个",
    "万",
    "亿",
    "千",
    "百",
];

/// Marks within a figure.
const VALUE_MARKS: &str = "＞>≥≧＜<≤≦∶%％.．+±[]〔〕【】-～~↑↓,，()（）/万亿";

pub(super) fn is_attribute(text: &str) -> bool {
    let packed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let bare = packed.trim_matches(['[', ']', '（', '）', '(', ')', '【', '】']);
    matches!(
        bare,
        "约束性" | "预期性" | "约束" | "预期" | "约束性指标" | "预期性指标"
    )
}

pub(super) fn number_of(text: &str) -> Option<u32> {
    let packed = text.trim_matches(|c| is_blank(c) || matches!(c, '.' | '．' | '、'));
    let digits: Option<Vec<u32>> = packed.chars().map(digit_value).collect();
    digits
        .filter(|d| !d.is_empty() && d.len() <= 3)
        .map(|d| d.iter().fold(0, |sum, d| sum * 10 + d))
}

pub(super) fn is_unit_cell(text: &str) -> bool {
    let length = text.chars().count();
    matches!(text, "%" | "％")
        || length <= 4
            && (text.contains('/')
                || text.ends_with([
                    '人', '户', '个', '元', '次', '亩', '家', '所', '件', '吨', '里', '处', '座',
                    '名', '岁', '张',
                ]))
}

/// True for what may number a row or a heading: 3, 3.1, 「3.」.
pub(super) fn is_numbering(text: &str) -> bool {
    let bare = text.trim_matches(is_blank);
    let part =
        |part: &str| part.chars().count() <= 2 && part.chars().all(|c| digit_value(c).is_some());
    !bare.is_empty() && bare.split(['.', '．', '、']).all(part)
}

/// The number of a row: 1, 「1.」, and the last part of 「2.3.1」.
pub(super) fn row_number(text: &str) -> Option<u32> {
    let packed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let bare = packed.as_str();
    let dotted = bare.contains(['.', '．', '、']);
    let last = bare
        .trim_end_matches(['.', '．', '、'])
        .rsplit(['.', '．'])
        .next();
    let figures = bare
        .chars()
        .all(|c| digit_value(c).is_some() || matches!(c, '.' | '．' | '、'));
    last.filter(|_| dotted && figures).and_then(number_of)
}
