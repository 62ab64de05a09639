//! Tables of indicators on one line, each row of which ends with its attribute (约束性, 预期性).
//!
//! ```text
//! 指标单位2020年2025年属性护理型床位占比%3055约束性月探访率%—100预期性老年大学覆盖率%75100预期性
//! →  指标 | 单位 | 2020年 | 2025年 | 属性 | 护理型床位占比 | % | 30 | 55 | 约束性 | …
//! ```
//!
//! Cells may run together or be parted by single blanks. 3055 may be 30 and 55 or one figure: it is
//! cut where the two are alike in size and no other cut comes near; where one row leaves that
//! open, no row is cut. What was cut so is a doubt with its lines.

use crate::lexicon::Shape;
use crate::parse::figures::parted_figures;
use crate::parse::label::{digit_value, is_blank, is_han};

/// The places where the cells of a table start, and where it ends.
pub(crate) fn attributed_table(text: &str, shape: &Shape) -> Option<Vec<usize>> {
    let head = ATTRIBUTES.iter().any(|word| text.contains(word));
    let head = head.then(|| find_head(text, shape)).flatten()?;
    let mut cuts = head.cuts.clone();
    let (mut at, mut serial, mut rows) = (head.end, 0, 0);
    while let Some(row) = Row::read(text, at, &head, serial, shape).filter(|_| rows < MOST_ROWS) {
        cuts.extend(&row.cuts);
        (at, serial, rows) = (row.end, row.serial, rows + 1);
    }
    // A row that cannot be read is no end of the table.
    let more = attribute_at(text, at).is_some();
    cuts.push(at);
    (rows >= LEAST_ROWS && !more).then_some(cuts)
}

/// Fewer rows may look like a table by chance.
const LEAST_ROWS: usize = 3;
/// No table has more rows.
const MOST_ROWS: usize = 99;
/// A row is not longer, in characters.
const LONGEST_ROW: usize = 110;
/// An attribute has so many characters.
const ATTRIBUTE: usize = 3;
/// The attributes that end a row.
const ATTRIBUTES: [&str; 2] = ["约束性", "预期性"];

/// The head of a table: number, name, unit, years, attribute.
struct Head {
    cuts: Vec<usize>,
    end: usize,
    serial: bool,
    unit: bool,
    figures: usize,
}

fn find_head(text: &str, shape: &Shape) -> Option<Head> {
    let mut starts = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '指' | '序' | '编'));
    starts.find_map(|(at, _)| read_head(text, at, shape))
}

/// Reads head cells from `at` on, however spaced, up to the attribute's.
fn read_head(text: &str, at: usize, shape: &Shape) -> Option<Head> {
    let mut head = Head {
        cuts: Vec::new(),
        end: at,
        serial: false,
        unit: false,
        figures: 0,
    };
    let mut named = false;
    loop {
        let start =
            head.end + text[head.end..].len() - text[head.end..].trim_start_matches(is_blank).len();
        let rest = &text[start..];
        let (len, kind) = head_cell(rest, shape)?;
        head.cuts.push(start);
        head.end = start + len;
        match kind {
            Kind::Serial if !named && !head.serial => head.serial = true,
            Kind::Name if !named => named = true,
            Kind::Unit if named && !head.unit && head.figures == 0 => head.unit = true,
            Kind::Year if named => head.figures += 1,
            Kind::Attribute if named && (1..=2).contains(&head.figures) => return Some(head),
            _ => return None,
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Serial,
    Name,
    Unit,
    Year,
    Attribute,
}

/// Bytes of the head cell that `text` starts with, and its kind.
fn head_cell(text: &str, shape: &Shape) -> Option<(usize, Kind)> {
    let mut cells: Vec<(&str, Kind)> = shape
        .number_heads
        .iter()
        .map(|word| (word.as_str(), Kind::Serial))
        .collect();
    cells.extend(["指标名称", "主要指标", "指标"].map(|word| (word, Kind::Name)));
    cells.extend(["计量单位", "单位"].map(|word| (word, Kind::Unit)));
    cells.extend(["指标属性", "指标性质", "属性", "性质"].map(|word| (word, Kind::Attribute)));
    if let Some(len) = year_cell(text) {
        return Some((len, Kind::Year));
    }
    let found = cells
        .into_iter()
        .filter_map(|(word, kind)| Some((spaced(text, word)?, kind)));
    found.max_by_key(|(len, _)| *len)
}

/// Bytes of `word` at the start of `text`, blanks within it allowed.
fn spaced(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        match next {
            Some(expected) if expected == c => next = wanted.next(),
            Some(_) if at > 0 && is_blank(c) => continue,
            _ => return None,
        }
        if next.is_none() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// 「2025年」, 「2025年目标值」.
fn year_cell(text: &str) -> Option<usize> {
    let digits = text
        .chars()
        .take_while(|c| digit_value(*c).is_some())
        .count();
    let rest = text.trim_start_matches(|c| digit_value(c).is_some());
    let rest = rest
        .trim_start_matches(is_blank)
        .strip_prefix('年')
        .filter(|_| digits == 4)?;
    let ends = [
        "目标值",
        "规划值",
        "现状值",
        "基期值",
        "实际值",
        "完成值",
        "目标",
        "现状",
        "基期",
        "值",
    ];
    let rest = ends
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    Some(text.len() - rest.len())
}

/// Where the next attribute of a row that begins at `at` stands.
fn attribute_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &text[at..];
    let end = rest.char_indices().nth(LONGEST_ROW + ATTRIBUTE);
    let rest = end.map_or(rest, |(end, _)| &rest[..end]);
    let found = ATTRIBUTES
        .iter()
        .filter_map(|word| rest.find(word).map(|start| (start, word.len())));
    let (start, len) = found.min()?;
    let row = &rest[..start];
    let short = row.chars().count() <= LONGEST_ROW && !row.contains('。');
    short.then_some((at + start, len))
}

/// One row.
struct Row {
    cuts: Vec<usize>,
    end: usize,
    serial: u32,
}

impl Row {
    fn read(text: &str, at: usize, head: &Head, last: u32, shape: &Shape) -> Option<Row> {
        let (attribute, len) = attribute_at(text, at)?;
        let mut cuts = Vec::new();
        let (mut name, mut serial) = (at, last);
        if head.serial {
            let (start, number, after) = numbered(text, at, attribute, last)?;
            if !text[at..start].trim_matches(is_blank).is_empty() {
                cuts.push(at);
            }
            cuts.push(start);
            (name, serial) = (after, number);
        }
        let row = &text[name..attribute];
        let (unit, figures) = values(row, head, shape)?;
        let named = &row[..unit.first().copied().unwrap_or(figures[0])];
        let words = named.chars().filter(|c| is_han(*c)).count() >= 2;
        if !words {
            return None;
        }
        cuts.push(name);
        cuts.extend(unit.iter().chain(&figures).map(|at| name + at));
        cuts.push(attribute);
        Some(Row {
            cuts,
            end: attribute + len,
            serial,
        })
    }
}

/// Where the number of the next row stands, that number, and where the name after it starts; the
/// head of a group may stand before it.
fn numbered(text: &str, at: usize, end: usize, last: u32) -> Option<(usize, u32, usize)> {
    let row = &text[at..end];
    let group = row.find(|c| digit_value(c).is_some())?;
    let short = row[..group].chars().count() <= LONGEST_GROUP;
    let numbers = (last + 1..=last + 2).rev();
    let mut found = numbers.filter_map(|number| {
        let rest = row[group..].strip_prefix(number.to_string().as_str())?;
        let name = rest.trim_start_matches(|c| is_blank(c) || matches!(c, '.' | '．' | '、'));
        name.starts_with(is_han)
            .then_some((number, end - name.len()))
    });
    let (number, name) = found.next().filter(|_| short)?;
    Some((at + group, number, name))
}

/// The head of a group of rows is not longer, in characters.
const LONGEST_GROUP: usize = 16;

/// Where unit and figures of a row start, from its name on; the last may be said in words.
fn values(row: &str, head: &Head, shape: &Shape) -> Option<(Vec<usize>, Vec<usize>)> {
    let bare = row.trim_end_matches(is_blank);
    let figure = |c: char| digit_value(c).is_some() || is_blank(c) || FIGURE_MARKS.contains(c);
    let mut from = bare.trim_end_matches(figure).len();
    if from == bare.len() {
        // 「收入年均增长%—与经济增长同步」: a dash, and words.
        from = bare.find('—').filter(|_| head.figures == 2)?;
        let dash = bare[from..].trim_start_matches('—');
        let words = dash.trim_start_matches(is_blank);
        let unit = unit_before(&bare[..from], head, shape)?;
        let said = words.starts_with(is_han) && !words.contains(|c| digit_value(c).is_some());
        return said.then(|| (unit, vec![from, bare.len() - words.len()]));
    }
    from += bare[from..].len() - bare[from..].trim_start_matches(is_blank).len();
    if let Some(unit) = unit_before(&bare[..from], head, shape)
        && let Some(figures) = parted_figures(&bare[from..], head.figures)
    {
        return Some((unit, figures.into_iter().map(|at| from + at).collect()));
    }
    // 「灌溉水有效利用系数—0.500.51」: a dash for the unit.
    let dash = bare[from..]
        .strip_prefix("——")
        .or_else(|| bare[from..].strip_prefix('—'));
    let body = dash.filter(|_| head.unit)?.trim_start_matches(is_blank);
    let start = bare.len() - body.len();
    let figures = parted_figures(body, head.figures)?;
    Some((
        vec![from],
        figures.into_iter().map(|at| start + at).collect(),
    ))
}

/// Marks of figures and of cells without any.
const FIGURE_MARKS: &str = ".．≥≤≧≦＞＜><∶:：—-－/～~";

/// Where the unit starts at the end of `text`; nowhere in a table without units.
fn unit_before(text: &str, head: &Head, shape: &Shape) -> Option<Vec<usize>> {
    if !head.unit {
        return Some(Vec::new());
    }
    let bare = text.trim_end_matches(is_blank);
    let apart = bare
        .rfind(is_blank)
        .map(|at| bare[at..].trim_start_matches(is_blank));
    let apart = apart.filter(|last| last.chars().count() <= LONGEST_UNIT);
    let known = shape
        .counted_units
        .iter()
        .filter(|unit| bare.ends_with(unit.as_str()));
    let len = known
        .map(String::len)
        .max()
        .or_else(|| apart.map(str::len))?;
    (len < bare.len()).then(|| vec![bare.len() - len])
}

/// A unit that blanks part is not longer, in characters.
const LONGEST_UNIT: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn cells(text: &str) -> Option<String> {
        let cuts = attributed_table(text, Lexicon::builtin().shape())?;
        let cells = cuts
            .windows(2)
            .map(|pair| text[pair[0]..pair[1]].trim_matches(is_blank));
        Some(cells.collect::<Vec<_>>().join("|"))
    }

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(cells(text).as_deref(), Some(wanted), "{text}");
    }

    #[test]
    fn rows_that_ran_together_are_cut_before_their_attribute() {
        check(
            "养老服务主要指标指标单位2020年2025年属性护理型床位占比%3055约束性社会工作者人数人0.31预期性月探访率%—100预期性机构覆盖率%60100预期性注：",
            "指标|单位|2020年|2025年|属性|护理型床位占比|%|30|55|约束性|社会工作者人数|人|0.3|1|预期性|月探访率|%|—|100|预期性|机构覆盖率|%|60|100|预期性",
        );
        check(
            "主要指标序号指　标　名　称单位2020年2025年指标属性一、网络1服务中心个158180预期性2支出比—1.5∶12∶1预期性二、能力3满意率％99.299.5约束性4收入元1636123500预期性注",
            "序号|指　标　名　称|单位|2020年|2025年|指标属性|一、网络|1|服务中心|个|158|180|预期性|2|支出比|—|1.5∶1|2∶1|预期性|二、能力|3|满意率|％|99.2|99.5|约束性|4|收入|元|16361|23500|预期性",
        );
    }

    #[test]
    fn rows_of_single_blanks_are_cut() {
        check(
            "序号 指标名称 单位 2020年 2025年 指标属性 1 火灾死亡率 人 0.12 ≤0.10 约束性 2 万人拥有消防员数 人 4.8 ≥8.0 预期性 3 建成率 % 82 100 约束性",
            "序号|指标名称|单位|2020年|2025年|指标属性|1|火灾死亡率|人|0.12|≤0.10|约束性|2|万人拥有消防员数|人|4.8|≥8.0|预期性|3|建成率|%|82|100|约束性",
        );
        check(
            "指标 2020年 2025年 属性 收入年均增长（%） — 与经济增长同步 预期性 参保率（%） 95 98 约束性 培训人次 1860 ＞3000 预期性",
            "指标|2020年|2025年|属性|收入年均增长（%）|—|与经济增长同步|预期性|参保率（%）|95|98|约束性|培训人次|1860|＞3000|预期性",
        );
    }

    /// However often a text repeats what looks like a row, the work stays small.
    #[test]
    fn more_rows_than_a_table_has_are_none() {
        let rows = "护理型床位占比%3055约束性".repeat(MOST_ROWS + 1);
        assert_eq!(cells(&format!("指标单位2020年2025年属性{rows}")), None);
    }

    /// 112 may be 11 and 2 or 1 and 12.
    #[test]
    fn where_one_row_is_open_nothing_is_cut() {
        let table = "指标单位2020年2025年属性护理型床位占比%3055约束性社会工作者人112预期性月探访率%—100预期性机构覆盖率%60100预期性注";
        assert_eq!(cells(table), None);
        assert_eq!(
            cells("指标2020年2025年属性康复服务率8595约束性二、重点任务"),
            None
        );
    }
}
