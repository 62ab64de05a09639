//! Finds tables: indicators (主要指标) and divisions of work (任务分工), however they come.
//!
//! ```text
//! 指标 2020 年 2025 年 属性            one row a line, cells parted by blanks or tabs
//! 1. 养老保险参保率（%） 95 ＞96 预期性
//!
//! 序号 / 指标 / 属性 / 2025年          one cell a line
//! 1 / 养老保险参保率 / 预期性 / >99%
//! ```
//!
//! A table is known by its head row: two cells or more that are all head words, in any
//! order. Rows go on until prose or the next heading begins.

use crate::lexicon::{Lexicon, Shape};
use crate::parse::label::{Style, digit_value, is_blank, read_label};
use crate::parse::line::Line;
use crate::text::Span;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Serial,
    Name,
    Unit,
    Attribute,
    Baseline(Option<u16>),
    Target(Option<u16>),
    Task,
    Departments,
    Participants,
    Other,
}

/// Pieces of one cell: source byte ranges with their line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) pieces: Vec<(Span, u32)>,
}

/// A row: one cell per column, empty where the source has none.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) first_line: u32,
    pub(crate) last_line: u32,
}

/// A table found in the source.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Source bytes from the head row to the last row or note.
    pub(crate) source: Span,
    /// True for a table of tasks and departments.
    pub(crate) is_tasks: bool,
    /// The columns.
    pub(crate) roles: Vec<Role>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

/// A cell token: its source range, its line and its text.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    span: Span,
    line: u32,
    text: &'a str,
}

impl Table {
    /// True for a line of the table.
    pub(crate) fn holds(&self, line: &Line<'_>) -> bool {
        (self.source.range()).contains(&line.start)
    }
}

impl Row {
    /// True where the piece of source at `span` lies in one of the row's cells.
    pub(crate) fn holds(&self, span: Span) -> bool {
        let mut pieces = self.cells.iter().flat_map(|cell| &cell.pieces);
        pieces.any(|(piece, _)| span.contains(*piece))
    }
}

/// Finds all tables of the source.
pub(crate) fn find_tables(lines: &[Line<'_>], lexicon: &Lexicon) -> Vec<Table> {
    let shape = lexicon.shape();
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match find_head(lines, at, shape) {
            Some(head) => {
                let table = read_rows(lines, &head, shape);
                at = lines.partition_point(|line| line.start < table.source.end as usize);
                tables.push(table);
            }
            None => at += 1,
        }
    }
    tables
}

struct Head {
    first: usize,
    /// Index of the first line after the head.
    after: usize,
    roles: Vec<Role>,
    is_tasks: bool,
    /// Rows come one a line.
    by_line: bool,
}

fn find_head(lines: &[Line<'_>], at: usize, shape: &Shape) -> Option<Head> {
    let line = lines
        .get(at)
        .filter(|line| !line.is_blank() && line.skip.is_none() && line.width <= 160)?;
    let tokens = split_cells(line);
    if tokens.len() >= 2 {
        let texts: Vec<&str> = tokens.iter().map(|t| t.text).collect();
        let (roles, is_tasks) = head_roles(&texts, shape)?;
        return Some(Head {
            first: at,
            after: at + 1,
            roles,
            is_tasks,
            by_line: true,
        });
    }
    let mut texts = Vec::new();
    let mut end = at;
    for (index, line) in lines.iter().enumerate().skip(at) {
        if line.is_blank() || line.skip.is_some() {
            continue;
        }
        if texts.len() >= 10 || head_role(line.text, shape).is_none() {
            break;
        }
        texts.push(line.text);
        end = index + 1;
    }
    let (roles, is_tasks) = head_roles(&texts, shape)?;
    Some(Head {
        first: at,
        after: end,
        roles,
        is_tasks,
        by_line: false,
    })
}

/// The columns of a head row, if its cells make one.
fn head_roles(texts: &[&str], shape: &Shape) -> Option<(Vec<Role>, bool)> {
    let texts: Vec<&str> = texts.iter().copied().filter(|t| !t.is_empty()).collect();
    let mut roles = spaced_roles(&texts, shape).filter(|roles| roles.len() >= 2)?;
    let has = |wanted: fn(&Role) -> bool| roles.iter().any(wanted);
    let is_tasks = has(|r| matches!(r, Role::Task))
        && has(|r| matches!(r, Role::Departments | Role::Participants));
    let indicators = has(|r| matches!(r, Role::Name))
        && has(|r| matches!(r, Role::Baseline(_) | Role::Target(_)));
    if !is_tasks && !indicators {
        return None;
    }
    settle_values(&mut roles);
    Some((roles, is_tasks))
}

/// The roles of head cells; 「指  标」 may come as two.
fn spaced_roles(texts: &[&str], shape: &Shape) -> Option<Vec<Role>> {
    let mut roles = Vec::new();
    let mut at = 0;
    while at < texts.len() {
        let found = (1..=4.min(texts.len() - at)).find_map(|count| {
            let joined = texts[at..at + count].concat();
            head_role(&joined, shape).map(|role| (role, count))
        });
        let (role, count) = found?;
        roles.push(role);
        at += count;
    }
    Some(roles)
}

/// The last year is the target's, an earlier one the baseline's.
fn settle_values(roles: &mut [Role]) {
    let year = |role: &Role| match role {
        Role::Target(year) | Role::Baseline(year) => *year,
        _ => None,
    };
    let last = roles.iter().filter_map(year).max();
    let values = roles
        .iter()
        .filter(|r| matches!(r, Role::Target(_) | Role::Baseline(_)))
        .count();
    if values < 2 {
        return;
    }
    for role in roles.iter_mut() {
        if let (Role::Target(Some(year)), Some(last)) = (*role, last)
            && year < last
        {
            *role = Role::Baseline(Some(year));
        }
    }
}

fn head_role(text: &str, shape: &Shape) -> Option<Role> {
    let packed: String = text
        .chars()
        .filter(|c| !is_blank(*c) && *c != '*')
        .collect();
    let length = packed.chars().count();
    if length == 0 || length > 14 {
        return None;
    }
    let bare = packed
        .split(['（', '('])
        .next()
        .unwrap_or(&packed)
        .to_owned();
    let is = |words: &[String]| words.iter().any(|word| *word == bare || *word == packed);
    if is(&shape.number_heads) {
        return Some(Role::Serial);
    }
    if is(&shape.task_heads) {
        return Some(Role::Task);
    }
    if is(&shape.participant_heads) {
        return Some(Role::Participants);
    }
    if is(&shape.unit_heads) {
        return Some(Role::Departments);
    }
    if let Some(year) = year_head(&packed) {
        let past = ["基期", "现状", "实际", "基础", "完成"]
            .iter()
            .any(|word| packed.contains(word));
        return Some(if past {
            Role::Baseline(Some(year))
        } else {
            Role::Target(Some(year))
        });
    }
    if is(&shape.indicator_heads) {
        return Some(indicator_role(&bare));
    }
    is(&shape.other_heads).then_some(Role::Other)
}

fn indicator_role(bare: &str) -> Role {
    match bare {
        _ if bare.contains("属性") || bare.contains("性质") || bare == "类型" => {
            Role::Attribute
        }
        "单位" | "计量单位" => Role::Unit,
        _ if bare.contains("目标") || bare == "规划值" => Role::Target(None),
        _ if bare.contains("现状") || bare.contains("基期") || bare == "基础值" => {
            Role::Baseline(None)
        }
        _ if bare.contains("指标") && !bare.contains("类别") || bare == "项目" => Role::Name,
        _ => Role::Other,
    }
}

/// 「2025年」, 「2025 年目标值」, 「到2025年」.
fn year_head(packed: &str) -> Option<u16> {
    let text = packed.trim_start_matches(['到', '至', '（', '(']);
    let digits: Vec<u32> = text.chars().map_while(digit_value).collect();
    let year = digits.iter().fold(0, |sum, d| sum * 10 + d);
    let rest: String = text.chars().skip(digits.len()).collect();
    let known = rest.is_empty() || rest.starts_with('年');
    (digits.len() == 4 && (1990..2100).contains(&year) && known).then_some(year as u16)
}

/// Cells of a line: by tabs or bars where it has them, else by runs of blanks.
fn split_cells<'a>(line: &Line<'a>) -> Vec<Token<'a>> {
    let text = line.text;
    let keep_empty = line.has_cells;
    let mut tokens = Vec::new();
    for piece in cell_pieces(text) {
        let trimmed = piece.trim_matches(|c| is_blank(c) || c == '|' || c == '*');
        let inset = if trimmed.is_empty() {
            0
        } else {
            trimmed.as_ptr() as usize - piece.as_ptr() as usize
        };
        let start = line.start + (piece.as_ptr() as usize - text.as_ptr() as usize) + inset;
        if keep_empty || !trimmed.is_empty() {
            tokens.push(Token {
                span: Span::new(start, start + trimmed.len()),
                line: line.number,
                text: trimmed,
            });
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
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
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
fn has_wide_gap(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .any(|pair| pair[0].is_whitespace() && pair[1].is_whitespace())
}

/// True for 100, ＞96, ≥99%, 8.5%, —, 90以上, 5000人次.
pub(crate) fn is_value(text: &str) -> bool {
    let packed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    if packed.is_empty() || packed.chars().count() > 16 {
        return false;
    }
    if packed
        .chars()
        .all(|c| matches!(c, '—' | '-' | '－' | '–' | '─' | '/' | '…'))
        || packed == "全覆盖"
    {
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
    let figure = !rest.ends_with(['.', '．']);
    figure && rest.chars().any(digit) && rest.chars().all(|c| digit(c) || VALUE_MARKS.contains(c))
}

/// Words that may stand before a figure.
const VALUE_HEADS: [&str; 14] = [
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
const VALUE_MARKS: &str = "＞>≥＜<≤%％.．+±[]〔〕【】-～~↑↓,，()（）/万亿";

fn is_attribute(text: &str) -> bool {
    let packed: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let bare = packed.trim_matches(['[', ']', '（', '）', '(', ')', '【', '】']);
    matches!(
        bare,
        "约束性" | "预期性" | "约束" | "预期" | "约束性指标" | "预期性指标"
    )
}

fn read_rows(lines: &[Line<'_>], head: &Head, shape: &Shape) -> Table {
    let mut body: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(head.after) {
        if line.is_blank() || line.skip.is_some() {
            continue;
        }
        if ends_table(lines, at, head, body.len(), shape) {
            break;
        }
        body.push(at);
    }
    let notes = body
        .iter()
        .position(|&at| is_note(lines[at].text))
        .unwrap_or(body.len());
    let tokens: Vec<Vec<Token<'_>>> = body[..notes]
        .iter()
        .map(|&at| cells_of(&lines[at], head))
        .collect();
    let rows = if head.is_tasks {
        task_rows(&tokens, head)
    } else {
        indicator_rows(&tokens, head)
    };
    let last = body.last().copied().unwrap_or(head.after - 1);
    Table {
        source: Span::new(
            lines[head.first].start,
            lines[last].end().max(lines[head.first].start + 1),
        ),
        is_tasks: head.is_tasks,
        roles: head.roles.clone(),
        rows,
    }
}

fn cells_of<'a>(line: &Line<'a>, head: &Head) -> Vec<Token<'a>> {
    if head.by_line || line.has_cells {
        return split_cells(line);
    }
    vec![Token {
        span: Span::new(line.start, line.end()),
        line: line.number,
        text: line.text,
    }]
}

fn is_note(text: &str) -> bool {
    text.starts_with("注：")
        || text.starts_with("注:")
        || text.starts_with("备注：")
        || text.starts_with("说明：")
        || text.starts_with("注 ")
}

/// True where the line at `at` no longer belongs to the table.
fn ends_table(lines: &[Line<'_>], at: usize, head: &Head, rows: usize, _shape: &Shape) -> bool {
    let line = &lines[at];
    let text = line.text;
    let packed: String = text.chars().filter(|c| !is_blank(*c)).take(3).collect();
    if packed.starts_with("专栏") || packed.starts_with("抄送") || packed.starts_with("附件")
    {
        return true;
    }
    if is_note(text) {
        return false;
    }
    let before = lines[..at]
        .iter()
        .rev()
        .find(|l| !l.is_blank() && l.skip.is_none());
    if before.is_some_and(|l| is_note(l.text)) && !line.has_cells {
        return true;
    }
    if head.is_tasks {
        let cells = split_cells(line);
        let starts_row = cells.first().is_some_and(|c| number_of(c.text).is_some());
        let outer = read_label(text).is_some_and(|l| l.style <= Style::Paren);
        return outer && !starts_row && rows > 0 && !line.has_cells;
    }
    let outer = read_label(text).is_some_and(|l| l.style <= Style::Paren);
    let prose =
        line.width >= 70 && text.contains('。') || text.contains('。') && text.chars().count() > 24;
    if prose && !line.has_cells {
        return true;
    }
    let valued = |line: &Line<'_>| {
        split_cells(line)
            .iter()
            .any(|t| is_value(t.text) || is_attribute(t.text))
            && !line.text.contains('。')
    };
    let ahead = || {
        lines[at..]
            .iter()
            .filter(|l| !l.is_blank() && l.skip.is_none())
            .take(head.roles.len() + 3)
    };
    if outer && rows > 0 {
        return !ahead().skip(1).take(2).any(valued);
    }
    !ahead().any(valued)
}

fn number_of(text: &str) -> Option<u32> {
    let packed = text.trim_matches(|c| is_blank(c) || matches!(c, '.' | '．' | '、'));
    let digits: Option<Vec<u32>> = packed.chars().map(digit_value).collect();
    digits
        .filter(|d| !d.is_empty() && d.len() <= 3)
        .map(|d| d.iter().fold(0, |sum, d| sum * 10 + d))
}

// ---- indicator rows ----

fn indicator_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    let columns = head.roles.len();
    if head.by_line
        && lines.iter().filter(|cells| cells.len() == columns).count() * 2 >= lines.len()
        && !lines.is_empty()
        && lines
            .iter()
            .any(|cells| cells.iter().any(|c| c.text.is_empty()))
    {
        return lines
            .iter()
            .filter(|c| c.iter().any(|t| is_value(t.text)))
            .map(|c| row_of(c, columns))
            .collect();
    }
    let flat: Vec<Token<'_>> = lines
        .iter()
        .flatten()
        .copied()
        .filter(|t| !t.text.is_empty())
        .collect();
    split_rows(&flat, head)
        .into_iter()
        .filter_map(|tokens| fit_row(&tokens, head))
        .collect()
}

/// Cuts a stream of cells into rows: a row ends when its last value or attribute is followed
/// by a serial number, a numbered name, or a name after a full row.
fn split_rows<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let values = head.roles.iter().filter(|r| is_value_role(**r)).count();
    let mut rows: Vec<Vec<Token<'a>>> = Vec::new();
    let mut serial = 0;
    for (at, token) in tokens.iter().enumerate() {
        let started = rows.last();
        let next_serial = number_of(token.text) == Some(serial + 1)
            && head.roles.first() == Some(&Role::Serial)
            && tokens.get(at + 1).is_some_and(|next| !is_value(next.text));
        let numbered = read_label(token.text).and_then(|l| l.number) == Some(serial + 1)
            && !is_value(token.text)
            || numbered_alone(token, tokens.get(at + 1), serial);
        let complete = started.is_none_or(|row| {
            row.iter()
                .filter(|t| is_value(t.text) || is_attribute(t.text))
                .count()
                >= values
        });
        let named = complete
            && !is_value(token.text)
            && !is_attribute(token.text)
            && !is_unit_cell(token.text)
            && started.is_some_and(|row| has_name(row));
        if rows.is_empty() || next_serial || numbered || (named && serial == 0) {
            rows.push(Vec::new());
            if next_serial || numbered {
                serial += 1;
            }
        }
        if let Some(row) = rows.last_mut() {
            row.push(*token);
        }
    }
    rows
}

fn numbered_alone(token: &Token<'_>, next: Option<&Token<'_>>, serial: u32) -> bool {
    token.text.ends_with(['.', '．', '、'])
        && number_of(token.text) == Some(serial + 1)
        && next.is_some_and(|n| !is_value(n.text))
}

fn is_value_role(role: Role) -> bool {
    matches!(role, Role::Baseline(_) | Role::Target(_) | Role::Attribute)
}

fn has_name(row: &[Token<'_>]) -> bool {
    row.iter()
        .any(|t| !is_value(t.text) && !is_attribute(t.text) && t.text.chars().count() >= 3)
}

fn is_unit_cell(text: &str) -> bool {
    let length = text.chars().count();
    matches!(text, "%" | "％")
        || length <= 4
            && (text.contains('/')
                || text.ends_with([
                    '人', '户', '个', '元', '次', '亩', '家', '所', '件', '吨', '里', '处', '座',
                    '名', '岁', '张',
                ]))
}

/// Puts the cells of a row under their columns, by order where the count fits, else by kind.
fn fit_row(tokens: &[Token<'_>], head: &Head) -> Option<Row> {
    let columns = head.roles.len();
    let merged = merge_label(tokens, head);
    if !merged.iter().any(|cell| {
        cell.iter()
            .any(|t| is_value(t.text) || is_attribute(t.text))
    }) {
        return None;
    }
    let cells = if merged.len() == columns {
        merged
    } else {
        fit_by_kind(&merged, head)
    };
    let tokens: Vec<&Token<'_>> = cells.iter().flatten().collect();
    let first_line = tokens.iter().map(|t| t.line).min()?;
    let last_line = tokens.iter().map(|t| t.line).max()?;
    let cells = cells
        .iter()
        .map(|cell| Cell {
            pieces: cell.iter().map(|t| (t.span, t.line)).collect(),
        })
        .collect();
    Some(Row {
        cells,
        first_line,
        last_line,
    })
}

/// A bare 「1.」 before a name belongs to the name when there is no serial column.
fn merge_label<'a>(tokens: &[Token<'a>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let mut cells: Vec<Vec<Token<'a>>> = tokens.iter().map(|t| vec![*t]).collect();
    let bare = tokens
        .first()
        .is_some_and(|t| number_of(t.text).is_some() && t.text.ends_with(['.', '．', '、']));
    if bare && cells.len() > 1 && head.roles.first() != Some(&Role::Serial) {
        let label = cells.remove(0);
        cells[0].splice(0..0, label);
    }
    cells
}

fn fit_by_kind<'a>(cells: &[Vec<Token<'a>>], head: &Head) -> Vec<Vec<Token<'a>>> {
    let mut out: Vec<Vec<Token<'a>>> = vec![Vec::new(); head.roles.len()];
    let slot = |wanted: fn(&Role) -> bool| head.roles.iter().position(wanted);
    let name = slot(|r| matches!(r, Role::Name));
    let attribute = slot(|r| matches!(r, Role::Attribute));
    let unit = slot(|r| matches!(r, Role::Unit));
    let serial = slot(|r| matches!(r, Role::Serial));
    let mut values: Vec<usize> = (0..head.roles.len())
        .filter(|&at| matches!(head.roles[at], Role::Baseline(_) | Role::Target(_)))
        .collect();
    let mut named = false;
    for (at, cell) in cells.iter().enumerate() {
        let Some(text) = cell.first().map(|t| t.text) else {
            continue;
        };
        let place = if at == 0 && serial.is_some() && number_of(text).is_some() {
            serial
        } else if is_attribute(text) {
            attribute
        } else if is_value(text) && !values.is_empty() && named {
            Some(values.remove(0))
        } else if named && is_unit_cell(text) && unit.is_some_and(|u| out[u].is_empty()) {
            unit
        } else if !named
            || values.len()
                == head
                    .roles
                    .iter()
                    .filter(|r| matches!(r, Role::Baseline(_) | Role::Target(_)))
                    .count()
        {
            named = true;
            name
        } else {
            values
                .first()
                .copied()
                .inspect(|_| {
                    values.remove(0);
                })
                .or(name)
        };
        if let Some(place) = place {
            out[place].extend(cell.iter().copied());
        }
    }
    // A single value under several value columns is the target's.
    let targets: Vec<usize> = (0..head.roles.len())
        .filter(|&at| matches!(head.roles[at], Role::Target(_)))
        .collect();
    if let Some(&target) = targets.last()
        && out[target].is_empty()
        && let Some(from) = (0..out.len())
            .find(|&at| matches!(head.roles[at], Role::Baseline(_)) && !out[at].is_empty())
    {
        out.swap(from, target);
    }
    out
}

fn row_of(tokens: &[Token<'_>], columns: usize) -> Row {
    let mut cells: Vec<Cell> = tokens
        .iter()
        .map(|t| Cell {
            pieces: if t.text.is_empty() {
                Vec::new()
            } else {
                vec![(t.span, t.line)]
            },
        })
        .collect();
    cells.resize(columns, Cell::default());
    let first_line = tokens.first().map_or(0, |t| t.line);
    let last_line = tokens.last().map_or(0, |t| t.line);
    Row {
        cells,
        first_line,
        last_line,
    }
}

// ---- task rows ----

fn task_rows(lines: &[Vec<Token<'_>>], head: &Head) -> Vec<Row> {
    let flat: Vec<Token<'_>> = lines
        .iter()
        .flatten()
        .copied()
        .filter(|t| !t.text.is_empty())
        .collect();
    let serial_at = head.roles.iter().position(|r| *r == Role::Serial);
    let mut rows: Vec<Vec<Token<'_>>> = Vec::new();
    let mut serial = 0;
    for token in &flat {
        if serial_at.is_some() && number_of(token.text) == Some(serial + 1) {
            serial += 1;
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(*token);
        }
    }
    if serial_at.is_none() {
        rows = flat.chunks(head.roles.len()).map(<[_]>::to_vec).collect();
    }
    rows.iter()
        .filter(|row| row.len() >= 2)
        .map(|row| fit_task_row(row, head))
        .collect()
}

fn fit_task_row(tokens: &[Token<'_>], head: &Head) -> Row {
    let columns = head.roles.len();
    let mut cells = vec![Cell::default(); columns];
    let piece = |t: &Token<'_>| (t.span, t.line);
    if tokens.len() == columns {
        for (cell, token) in cells.iter_mut().zip(tokens) {
            cell.pieces.push(piece(token));
        }
    } else {
        let task = head
            .roles
            .iter()
            .position(|r| *r == Role::Task)
            .unwrap_or(0);
        let units = head
            .roles
            .iter()
            .position(|r| matches!(r, Role::Departments))
            .unwrap_or(columns - 1);
        let mut rest = tokens;
        if head.roles.first() == Some(&Role::Serial) {
            cells[0].pieces.push(piece(&tokens[0]));
            rest = &tokens[1..];
        }
        let cut = departments_start(rest);
        let (first, second) = if units > task {
            (task, units)
        } else {
            (units, task)
        };
        cells[first].pieces = rest[..cut].iter().map(piece).collect();
        cells[second].pieces = rest[cut..].iter().map(piece).collect();
    }
    Row {
        cells,
        first_line: tokens[0].line,
        last_line: tokens[tokens.len() - 1].line,
    }
}

/// Where the trailing list of departments begins among the tokens of a row.
fn departments_start(tokens: &[Token<'_>]) -> usize {
    let listed = |text: &str| !text.contains(['。', '；', '，']) || text.contains("局、");
    (1..tokens.len())
        .find(|&at| {
            tokens[at..].iter().all(|t| listed(t.text))
                && tokens[at - 1].text.ends_with(['。', '；'])
        })
        .unwrap_or(tokens.len() - 1)
}
