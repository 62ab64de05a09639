//! Automatic numbers as the reader sees them: 一、 （一） 1. ①
//!
//! Word keeps no number in the text; it counts paragraphs per list and level.

use std::collections::BTreeMap;

use crate::chinese::{counted as chinese, letters, roman};
use crate::xml::Node;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`: the numbers of levels put into a pattern.
    pattern: String,
    /// The level, from 1, whose paragraphs begin its count anew; 0 for none, else any above it.
    restart: Option<usize>,
    /// Numbers of levels above are written in digits, whatever their own format.
    legal: bool,
}

/// Where a style puts its paragraphs.
#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Levels by list.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// What a list counts with: lists made from one pattern count on together.
    counters: BTreeMap<String, String>,
    styles: BTreeMap<String, Style>,
    counts: BTreeMap<String, Vec<Option<u32>>>,
}

impl Numbering {
    /// Reads the lists and the styles that number paragraphs.
    pub(crate) fn new(numbering: Option<&Node>, styles: Option<&Node>) -> Self {
        let mut out = Numbering::default();
        if let Some(root) = numbering.and_then(|root| root.child("numbering")) {
            out.read_lists(root);
        }
        for style in styles
            .and_then(|root| root.child("styles"))
            .into_iter()
            .flat_map(|s| s.children_named("style"))
        {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let list = style.child("pPr").and_then(|p| p.child("numPr"));
            let read = Style {
                based_on: style.value_of("basedOn").map(str::to_owned),
                list: list.and_then(|n| n.value_of("numId")).map(str::to_owned),
                level: list.and_then(|n| n.value_of("ilvl")?.parse().ok()),
            };
            out.styles.insert(id.to_owned(), read);
        }
        out
    }

    fn read_lists(&mut self, root: &Node) {
        let mut patterns: BTreeMap<&str, BTreeMap<usize, Level>> = BTreeMap::new();
        let (mut named, mut borrowed) = (BTreeMap::new(), Vec::new());
        for pattern in root.children_named("abstractNum") {
            let Some(id) = pattern.attribute("abstractNumId") else {
                continue;
            };
            let levels = pattern.children_named("lvl").filter_map(level);
            patterns.insert(id, levels.collect());
            named.extend(pattern.value_of("styleLink").map(|style| (style, id)));
            borrowed.extend(pattern.value_of("numStyleLink").map(|style| (id, style)));
        }
        // A pattern may only say in which style of lists its levels are.
        for (id, style) in borrowed {
            let levels = named.get(style).and_then(|other| patterns.get(other));
            if let Some(levels) = levels.cloned() {
                patterns.insert(id, levels);
            }
        }
        for list in root.children_named("num") {
            let Some(id) = list.attribute("numId") else {
                continue;
            };
            let Some(of) = list.value_of("abstractNumId") else {
                continue;
            };
            let mut levels = patterns.get(of).cloned().unwrap_or_default();
            let mut own = false;
            for change in list.children_named("lvlOverride") {
                let at = change
                    .attribute("ilvl")
                    .and_then(|n| n.parse().ok())
                    .unwrap_or(0);
                if let Some((at, level)) = change.child("lvl").and_then(level) {
                    levels.insert(at, level);
                }
                if let Some(start) = change
                    .value_of("startOverride")
                    .and_then(|n| n.parse().ok())
                {
                    levels.entry(at).or_default().start = start;
                    own = true;
                }
            }
            self.lists.insert(id.to_owned(), levels);
            let counter = if own {
                format!("list {id}")
            } else {
                format!("pattern {of}")
            };
            self.counters.insert(id.to_owned(), counter);
        }
    }

    /// The number of the next paragraph with these properties; empty where it has none.
    pub(crate) fn label(&mut self, properties: Option<&Node>) -> String {
        let Some((list, level)) = properties.and_then(|p| self.place(p)) else {
            return String::new();
        };
        let Some(levels) = self.lists.get(&list) else {
            return String::new();
        };
        let Some(own) = levels.get(&level) else {
            return String::new();
        };
        let counter = self.counters.get(&list).cloned().unwrap_or_default();
        let counts = self.counts.entry(counter).or_insert_with(|| vec![None; 16]);
        let next = counts[level].map_or(own.start, |count| count.saturating_add(1));
        counts[level] = Some(next);
        for (at, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.get(&at).and_then(|below| below.restart);
            if restart.is_none_or(|restart| level < restart) {
                *count = None;
            }
        }
        if own.format == "bullet" || own.format == "none" {
            return String::new();
        }
        let mut label = own.pattern.clone();
        for (at, count) in counts.iter().enumerate().take(level + 1) {
            let of = levels.get(&at);
            let count = count.or_else(|| of.map(|level| level.start)).unwrap_or(1);
            let format = match of {
                Some(of) if !own.legal => of.format.as_str(),
                _ => "decimal",
            };
            label = label.replace(&format!("%{}", at + 1), &written(count, format));
        }
        if label.ends_with(|c: char| c.is_alphanumeric()) {
            label.push(' ');
        }
        label
    }

    /// The list and level of a paragraph: its own, else its style's.
    fn place(&self, properties: &Node) -> Option<(String, usize)> {
        let own = properties.child("numPr");
        let mut list = own.and_then(|n| n.value_of("numId")).map(str::to_owned);
        let mut level = own.and_then(|n| n.value_of("ilvl")?.parse().ok());
        let mut style = properties.value_of("pStyle").map(str::to_owned);
        // A chain of styles may be a circle in a damaged file.
        for _ in 0..32 {
            if list.is_some() && level.is_some() {
                break;
            }
            let Some(found) = style.as_ref().and_then(|id| self.styles.get(id)) else {
                break;
            };
            list = list.or_else(|| found.list.clone());
            level = level.or(found.level);
            style.clone_from(&found.based_on);
        }
        let list = list.filter(|list| list != "0")?;
        Some((list, level.unwrap_or(0).min(8)))
    }
}

fn level(node: &Node) -> Option<(usize, Level)> {
    let at: usize = node.attribute("ilvl")?.parse().ok()?;
    let level = Level {
        start: node
            .value_of("start")
            .and_then(|n| n.parse().ok())
            .unwrap_or(1),
        format: node.value_of("numFmt").unwrap_or("decimal").to_owned(),
        pattern: node.value_of("lvlText").unwrap_or_default().to_owned(),
        restart: node.value_of("lvlRestart").and_then(|n| n.parse().ok()),
        legal: node
            .child("isLgl")
            .is_some_and(|on| !matches!(on.attribute("val"), Some("0" | "false"))),
    };
    (at < 9).then_some((at, level))
}

/// A number in a format of Word's.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => chinese(number),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(number),
        "chineseLegalSimplified" => chinese(number).chars().map(legal).collect(),
        "ideographTraditional" => of_row("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => of_row("子丑寅卯辰巳午未申酉戌亥", number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => enclosed(number, 0x2474),
        "decimalEnclosedFullstop" => enclosed(number, 0x2488),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32))
            .collect(),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "bullet" | "none" => String::new(),
        _ => number.to_string(),
    }
}

/// 10 → 一〇: digit by digit.
fn digits(number: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| c.to_digit(10).map_or(c, |digit| DIGITS[digit as usize]);
    number.to_string().chars().map(digit).collect()
}

/// The sign of that number in a row of signs; beyond them in digits.
fn of_row(signs: &str, number: u32) -> String {
    let at = (number as usize).checked_sub(1);
    let sign = at.and_then(|at| signs.chars().nth(at));
    sign.map_or_else(|| number.to_string(), String::from)
}

/// 一 → 壹, as sums of money are written.
fn legal(c: char) -> char {
    const PAIRS: [(char, char); 11] = [
        ('一', '壹'),
        ('二', '贰'),
        ('三', '叁'),
        ('四', '肆'),
        ('五', '伍'),
        ('六', '陆'),
        ('七', '柒'),
        ('八', '捌'),
        ('九', '玖'),
        ('十', '拾'),
        ('百', '佰'),
    ];
    let found = PAIRS.iter().find(|(plain, _)| *plain == c);
    found.map_or(c, |(_, legal)| *legal)
}

fn circled(number: u32) -> String {
    let code = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32b1 + number - 36,
        _ => return format!("({number})"),
    };
    char::from_u32(code).map_or_else(|| number.to_string(), String::from)
}

fn enclosed(number: u32, first: u32) -> String {
    let found = (1..=20)
        .contains(&number)
        .then(|| char::from_u32(first + number - 1))
        .flatten();
    found.map_or_else(|| format!("({number})"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_reader_sees_them() {
        let chinese: Vec<String> = [1, 10, 11, 20, 21, 100, 105, 110, 121]
            .into_iter()
            .map(chinese)
            .collect();
        assert_eq!(
            chinese,
            [
                "一",
                "十",
                "十一",
                "二十",
                "二十一",
                "一百",
                "一百零五",
                "一百一十",
                "一百二十一"
            ]
        );
        assert_eq!(
            (circled(1), circled(21), circled(50)),
            ("①".into(), "㉑".into(), "㊿".into())
        );
        assert_eq!((roman(4), roman(19)), ("IV".to_owned(), "XIX".to_owned()));
        assert_eq!((letters(1), letters(27)), ("a".to_owned(), "aa".to_owned()));
    }
}
