//! Head rows: which column holds what, by the words of its head.

use crate::lexicon::Shape;
use crate::parse::attributed::attributed_table;
use crate::parse::label::{digit_value, is_blank, is_han};
use crate::parse::line::Line;
use crate::parse::table::Role;
use crate::parse::table::cell::{Token, has_wide_gap, split_cells};

pub(super) struct Head {
    pub(super) first: usize,
    /// Index of the first line after the head.
    pub(super) after: usize,
    pub(super) roles: Vec<Role>,
    pub(super) is_tasks: bool,
    /// Rows come one a line.
    pub(super) by_line: bool,
}

/// Where the head row of a table starts that ran into the title before it:
/// 「专栏1 发展主要指标指标 2020年 2025年 属性」.
pub(crate) fn head_start(text: &str, shape: &Shape) -> Option<usize> {
    if !text.trim().contains(char::is_whitespace) {
        return None;
    }
    let words = shape.number_heads.iter().chain(&shape.indicator_heads);
    let mut starts: Vec<usize> = words
        .chain(&shape.task_heads)
        .flat_map(|word| text.match_indices(word.as_str()).map(|(at, _)| at))
        .filter(|at| *at > 0)
        .collect();
    starts.sort_unstable();
    starts.into_iter().find(|at| {
        let cells: Vec<&str> = text[*at..].split_whitespace().collect();
        cells.len() >= 2 && cells.len() <= MOST_PIECES && head_roles(&cells, shape).is_some()
    })
}

/// The cells of a line on which a whole table stands, as source offsets: its head row, and
/// then at least two rows.
pub(crate) fn table_on_line(line: &Line<'_>, shape: &Shape) -> Option<Vec<(usize, usize)>> {
    if !(line.has_cells || has_wide_gap(line.text)) {
        return cells_by_attribute(line, shape);
    }
    if line.width <= WIDEST_HEAD {
        return None;
    }
    let cells: Vec<Token<'_>> = split_cells(line)
        .into_iter()
        .filter(|cell| !cell.text.is_empty())
        .collect();
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_ref()).collect();
    let most = MOST_COLUMNS.min(texts.len() / 3);
    let head = (2..=most).rev().find(|&count| {
        head_roles(&texts[..count], shape).is_some() && ends_as_head(&texts[..count], shape)
    })?;
    let mut counts = spaced_cells(&texts[..head], shape)?;
    counts.resize(counts.len() + cells.len() - head, 1);
    let (mut spans, mut at) = (Vec::new(), 0);
    for count in counts {
        let first = cells[at].pieces.first()?.0;
        let last = cells[at + count - 1].pieces.first()?.0;
        spans.push((first.start as usize, last.end as usize));
        at += count;
    }
    Some(spans)
}

/// The cells of a line that single blanks or none part, where each row ends with its attribute; what
/// stands before and after the table is a piece too.
fn cells_by_attribute(line: &Line<'_>, shape: &Shape) -> Option<Vec<(usize, usize)>> {
    let mut cuts = attributed_table(line.text, shape)?;
    cuts.insert(0, 0);
    cuts.push(line.text.len());
    let pieces = cuts.windows(2).filter_map(|pair| {
        let piece = &line.text[pair[0]..pair[1]];
        let text = piece.trim_matches(is_blank);
        let start = line.start + pair[0] + piece.len() - piece.trim_start_matches(is_blank).len();
        (!text.is_empty()).then_some((start, start + text.len()))
    });
    Some(pieces.collect())
}

/// True where no cell of the first row was taken for the rest of a year's head: of 「2025年|约束性」 the
/// head is 「2025年」, of 「2025年|目标值」 all of it.
fn ends_as_head(texts: &[&str], shape: &Shape) -> bool {
    let mut rest = texts;
    let counts = spaced_cells(texts, shape).unwrap_or_default();
    counts.into_iter().all(|count| {
        let (cell, after) = rest.split_at(count);
        rest = after;
        let last = cell.last().is_some_and(|last| {
            let ends = YEAR_ENDS.iter().any(|end| last.ends_with(end));
            ends || last.starts_with(['（', '('])
        });
        count == 1 || !is_head_cell(cell[0], shape) || last
    })
}

/// How the head of a year ends that blanks part: 「2025年 目标值」, 「2020年 基期」.
const YEAR_ENDS: [&str; 7] = ["年", "值", "数", "期", "目标", "规划", "情况"];

/// No table has more columns.
const MOST_COLUMNS: usize = 10;
/// A line wider than this, in columns, is no head row by itself.
pub(super) const WIDEST_HEAD: usize = 160;

pub(super) fn find_head(lines: &[Line<'_>], at: usize, shape: &Shape) -> Option<Head> {
    let line = lines
        .get(at)
        .filter(|line| !line.is_blank() && line.skip.is_none() && line.width <= WIDEST_HEAD)?;
    let parted = line.has_cells || line.comma.is_some();
    let parts = |c: char| c.is_whitespace() || c == '|';
    let tokens = if parted || line.text.contains(parts) {
        split_cells(line)
    } else {
        Vec::new()
    };
    if tokens.len() >= 2 {
        let texts: Vec<&str> = tokens.iter().map(|t| t.text.as_ref()).collect();
        let known = head_roles(&texts, shape);
        let (roles, is_tasks) = known.or_else(|| titled_roles(lines, at, &texts, shape))?;
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
    if texts.is_empty() {
        return None;
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

/// The columns of a head row some of whose cells are unknown, below the title of an annex or table:
/// 「重点任务分工表 / 序号⇥改革事项⇥牵头市领导⇥牵头单位」. What no word tells is the task where no other column is.
fn titled_roles(
    lines: &[Line<'_>],
    at: usize,
    texts: &[&str],
    shape: &Shape,
) -> Option<(Vec<Role>, bool)> {
    let above = lines[..at].iter().rev();
    let above = above.filter(|line| !line.is_blank() && line.skip.is_none());
    let titled = above.take(LINES_OF_TITLE).any(|line| {
        let short = line.text.chars().count() <= LONGEST_TABLE_TITLE;
        let named = ["附件", "附表", "分工", "清单", "一览表"];
        short && named.iter().any(|word| line.text.contains(word))
    });
    let head = |text: &&str| {
        (1..=LONGEST_HEAD).contains(&text.chars().count()) && text.chars().any(is_han)
    };
    if !(titled && texts.len() >= 3 && lines[at].has_cells && texts.iter().all(head)) {
        return None;
    }
    let known: Vec<Option<Role>> = texts.iter().map(|text| head_role(text, shape)).collect();
    let who = |role: &Role| matches!(role, Role::Departments | Role::Leads | Role::Participants);
    let mut roles: Vec<Role> = known
        .iter()
        .map(|role| role.unwrap_or(Role::Other))
        .collect();
    let named = roles.contains(&Role::Serial) && roles.iter().any(who);
    let values = roles.iter().any(|role| role.is_figure());
    if !named || values {
        return None;
    }
    if !roles.contains(&Role::Task) {
        let unknown = known.iter().position(Option::is_none)?;
        roles[unknown] = Role::Task;
    }
    Some((roles, true))
}

/// The title of a table stands within so many lines above its head.
const LINES_OF_TITLE: usize = 3;
/// Nor is it longer, in characters.
const LONGEST_TABLE_TITLE: usize = 40;

/// The columns of a head row, if its cells make one.
pub(super) fn head_roles(texts: &[&str], shape: &Shape) -> Option<(Vec<Role>, bool)> {
    let texts: Vec<&str> = texts.iter().copied().filter(|t| !t.is_empty()).collect();
    let pieces: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split_whitespace())
        .collect();
    let short = pieces.len() <= MOST_PIECES;
    let whole = spaced_roles(&texts, shape)
        .or_else(|| short.then(|| spaced_roles(&pieces, shape)).flatten());
    let mut roles = whole.filter(|roles| roles.len() >= 2)?;
    let has = |wanted: fn(&Role) -> bool| roles.iter().any(wanted);
    let is_tasks = has(|r| matches!(r, Role::Task))
        && has(|r| matches!(r, Role::Departments | Role::Leads | Role::Participants));
    let indicators = has(|r| matches!(r, Role::Name))
        && has(|r| matches!(r, Role::Baseline(_) | Role::Target(_)));
    if !is_tasks && !indicators {
        return None;
    }
    settle_values(&mut roles);
    Some((roles, is_tasks))
}

/// The roles of head cells, however spaced.
fn spaced_roles(texts: &[&str], shape: &Shape) -> Option<Vec<Role>> {
    let mut rest = texts;
    let counts = spaced_cells(texts, shape)?;
    let roles = counts.into_iter().map(|count| {
        let (cell, after) = rest.split_at(count);
        rest = after;
        head_role(&cell.concat(), shape)
    });
    roles.collect()
}

/// Of how many pieces each head cell is: 「指  标」 may come as two, 「2025」「年」 too. The first cut
/// that gives every cell a role wins.
fn spaced_cells(texts: &[&str], shape: &Shape) -> Option<Vec<usize>> {
    if texts.is_empty() {
        return Some(Vec::new());
    }
    (1..=LONGEST_SPACED.min(texts.len())).find_map(|count| {
        let figures = |text: &&str| text.chars().all(|c| digit_value(c).is_some());
        if texts[1..count].iter().any(figures) {
            return None;
        }
        head_role(&texts[..count].concat(), shape)?;
        let mut counts = spaced_cells(&texts[count..], shape)?;
        counts.insert(0, count);
        Some(counts)
    })
}

/// True for a cell that may stand in a head row.
pub(crate) fn is_head_cell(text: &str, shape: &Shape) -> bool {
    head_role(text, shape).is_some()
}

/// A head row has no more pieces.
const MOST_PIECES: usize = 24;
/// A head cell is spaced over at most this many pieces.
const LONGEST_SPACED: usize = 3;

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

/// Whose a column of organs is, is said in so many characters.
const LONGEST_OWNER: usize = 6;
/// A head cell is not longer, in characters.
const LONGEST_HEAD: usize = 14;

fn head_role(text: &str, shape: &Shape) -> Option<Role> {
    let kept = text.chars().filter(|c| !is_blank(*c) && *c != '*');
    let length = kept.clone().take(LONGEST_HEAD + 1).count();
    if !(1..=LONGEST_HEAD).contains(&length) {
        return None;
    }
    let packed: String = kept.collect();
    let bare = packed.split(['（', '(']).next().unwrap_or(&packed);
    let bracketed = bare.len() < packed.len();
    let is = |words: &[String]| {
        let mut words = words.iter();
        words.any(|word| word == bare || bracketed && *word == packed)
    };
    if is(&shape.number_heads) {
        return Some(Role::Serial);
    }
    if is(&shape.task_heads) {
        return Some(Role::Task);
    }
    // 「市级责任单位」, 「委内配合处室」 say whose they are; 「牵头及参与单位」 is a head of its own.
    let ends = |words: &[String]| {
        let more = |word: &String| {
            let owner = bare.strip_suffix(word.as_str()).unwrap_or_default();
            (1..=LONGEST_OWNER).contains(&owner.chars().count())
                && !owner.contains(['头', '任', '及', '和', '、', '与', '/'])
        };
        let exact = is(&shape.participant_heads) || is(&shape.unit_heads);
        is(words) || !exact && words.iter().any(more)
    };
    if ends(&shape.participant_heads) {
        return Some(Role::Participants);
    }
    if ends(&shape.unit_heads) {
        let both = bare.contains(['及', '和', '、', '/']);
        let leads = ["牵头", "主办", "主责"]
            .iter()
            .any(|word| bare.contains(word))
            && !both;
        return Some(if leads {
            Role::Leads
        } else {
            Role::Departments
        });
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
        return Some(indicator_role(bare));
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
