//! Reads labels (序号) at the start of a paragraph.
//!
//! ```text
//! 第三章 重点任务     → chapter style, 3
//! 三、重点任务        → 三、 style, 3
//! （十一）健全机制    → （一） style, 11
//! 4．加强服务        → 1. style, 4
//! 、重点任务         → 三、 style, number lost
//! ```

/// The styles of numbering, outermost first; a later one stands inside an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Style {
    /// 第一部分, 第一篇.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    Comma,
    /// （一）
    Paren,
    /// 1.
    Dot,
    /// （1）, 1)
    DigitParen,
    /// ①
    Circled,
}

impl Style {
    /// The label a careful editor would print for `number`.
    pub(crate) fn print(self, number: u32) -> String {
        let han = han_number(number);
        match self {
            Style::Part => format!("第{han}部分"),
            Style::Chapter => format!("第{han}章"),
            Style::Section => format!("第{han}节"),
            Style::Comma => format!("{han}、"),
            Style::Paren => format!("（{han}）"),
            Style::Dot => format!("{number}."),
            Style::DigitParen => format!("（{number}）"),
            Style::Circled => char::from_u32(0x2460 + number.saturating_sub(1))
                .filter(|_| (1..=20).contains(&number))
                .map_or_else(|| format!("（{number}）"), String::from),
        }
    }
}

/// A label found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    /// Style.
    pub(crate) style: Style,
    /// The number; none where only its marks are left.
    pub(crate) number: Option<u32>,
    /// Bytes of the label itself.
    pub(crate) len: usize,
}

/// Reads the label that `text` starts with; one that stands twice counts once.
pub(crate) fn read_label(text: &str) -> Option<Label> {
    let mut label = read_once(text)?;
    let rest = text[label.len..].trim_start_matches(is_blank);
    if let Some(again) =
        read_once(rest).filter(|again| (again.style, again.number) == (label.style, label.number))
    {
        label.len = text.len() - rest.len() + again.len;
    }
    Some(label)
}

fn read_once(text: &str) -> Option<Label> {
    text.chars().next().filter(|first| may_begin(*first))?;
    let mut cursor = Cursor { text, at: 0 };
    ordinal(&mut cursor.clone())
        .or_else(|| bracketed(&mut cursor.clone()))
        .or_else(|| circled(&mut cursor.clone()))
        .or_else(|| decimal(&mut cursor.clone()))
        .or_else(|| numbered(&mut cursor))
}

/// False for nearly every character that prose begins with.
fn may_begin(first: char) -> bool {
    !is_han(first)
        || matches!(first, '第' | '十' | '百')
        || HAN_DIGITS.contains(first)
        || FORMAL_DIGITS.contains(first)
}

/// Reads what is left of a label that lost its number: 「、重点任务」, 「)强化经费」.
pub(crate) fn read_residue(text: &str) -> Option<Label> {
    if let Some(label) = empty_label(text) {
        return Some(label);
    }
    let first = text.chars().next()?;
    let style = match first {
        '、' => Style::Comma,
        ')' | '）' => Style::Paren,
        '.' | '．' | '﹒' => Style::Dot,
        _ => return None,
    };
    let rest = text[first.len_utf8()..].trim_start();
    let begins = rest.chars().next().is_some_and(is_heading_start);
    begins.then_some(Label {
        style,
        number: None,
        len: first.len_utf8(),
    })
}

/// What a label leaves whose number alone is lost: 「（）指导思想」, 「第章 总体要求」.
fn empty_label(text: &str) -> Option<Label> {
    const EMPTY: [(&[char], Style); 6] = [
        (&['（', '）'], Style::Paren),
        (&['(', ')'], Style::Paren),
        (&['第', '章'], Style::Chapter),
        (&['第', '节'], Style::Section),
        (&['第', '篇'], Style::Part),
        (&['第', '部', '分'], Style::Part),
    ];
    EMPTY.into_iter().find_map(|(signs, style)| {
        let mut cursor = Cursor { text, at: 0 };
        for (nth, sign) in signs.iter().enumerate() {
            if nth > 0 {
                cursor.blanks();
            }
            cursor.take(|c| c == *sign)?;
        }
        let len = cursor.at;
        let gap = cursor.peek().is_some_and(is_blank);
        cursor.blanks();
        let begins = cursor.heads();
        let apart = style == Style::Paren || gap;
        (begins && apart).then_some(Label {
            style,
            number: None,
            len,
        })
    })
}

/// Opening quotes as a page's source may spell them.
const SPELLED_QUOTES: [&str; 4] = ["&ldquo;", "&#8220;", "&quot;", "&laquo;"];

fn is_heading_start(c: char) -> bool {
    is_han(c) || matches!(c, '“' | '《' | '"')
}

/// True for a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

#[derive(Clone)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| wanted(*c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// True where the words of a heading may begin.
    fn heads(&self) -> bool {
        let rest = &self.text[self.at..];
        rest.starts_with(is_heading_start) || SPELLED_QUOTES.iter().any(|q| rest.starts_with(q))
    }

    /// True where one of `marks` comes next, and a digit after it.
    fn before_digit(&self, marks: &[char]) -> bool {
        let mut ahead = self.clone();
        ahead.take(|c| marks.contains(&c)).is_some()
            && ahead.peek().is_some_and(|c| digit_value(c).is_some())
    }

    fn blanks(&mut self) {
        while self.take(is_blank).is_some() {}
    }

    fn han_number(&mut self) -> Option<u32> {
        let start = self.at;
        while self
            .take(|c| HAN_DIGITS.contains(c) || matches!(c, '十' | '百'))
            .is_some()
        {
            let mark = self.at;
            self.blanks();
            if self
                .peek()
                .is_none_or(|c| !HAN_DIGITS.contains(c) && !matches!(c, '十' | '百'))
            {
                self.at = mark;
            }
        }
        read_han_number(&self.text[start..self.at])
    }

    /// Goes over the blanks within 「1 0 .」: the second digit must end the number.
    fn spaced_digit(&mut self) {
        let mut ahead = self.clone();
        let spaced = ahead.take(is_blank).is_some();
        ahead.blanks();
        let start = ahead.at;
        let digit = ahead.take(|c| digit_value(c).is_some()).is_some();
        ahead.blanks();
        if spaced
            && digit
            && ahead
                .take(|c| matches!(c, '.' | '．' | ')' | '）'))
                .is_some()
        {
            self.at = start;
        }
    }

    /// A dash by itself, which stands for 一 in a label.
    fn dash(&mut self) -> Option<u32> {
        self.take(|c| matches!(c, '—' | '―' | '－' | '─' | '-'))?;
        Some(1)
    }

    fn digits(&mut self) -> Option<u32> {
        let mut value: u32 = 0;
        let mut count = 0;
        while count < 3 {
            let Some(c) = self.take(|c| digit_value(c).is_some()) else {
                break;
            };
            value = value * 10 + digit_value(c)?;
            count += 1;
            if count == 1 {
                self.spaced_digit();
            }
        }
        (count > 0 && count < 3).then_some(value)
    }
}

/// True for any white space, ideographic, non-breaking and zero-width ones included.
pub(crate) fn is_blank(c: char) -> bool {
    // Most characters are Han: one look tells.
    if is_han(c) {
        return false;
    }
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}' | '\u{feff}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{ad}'
        )
}

fn ordinal(cursor: &mut Cursor<'_>) -> Option<Label> {
    cursor.take(|c| c == '第')?;
    cursor.blanks();
    let number = match cursor.peek() {
        Some(c) if digit_value(c).is_some() => cursor.digits()?,
        _ => cursor.han_number()?,
    };
    cursor.blanks();
    let style = match cursor.take(|c| matches!(c, '章' | '节' | '篇' | '部'))? {
        '章' => Style::Chapter,
        '节' => Style::Section,
        '篇' => Style::Part,
        _ => {
            cursor.take(|c| c == '分')?;
            Style::Part
        }
    };
    let mark = cursor.at;
    let separated = cursor
        .peek()
        .is_none_or(|c| is_blank(c) || matches!(c, '：' | ':' | '、'));
    if !separated && !cursor.heads() {
        return None;
    }
    let mut after = cursor.clone();
    after.blanks();
    let len = if after.take(|c| matches!(c, '：' | ':' | '、')).is_some() {
        after.at
    } else {
        mark
    };
    Some(Label {
        style,
        number: Some(number),
        len,
    })
}

fn bracketed(cursor: &mut Cursor<'_>) -> Option<Label> {
    let open = cursor.take(|c| matches!(c, '（' | '(' | '〔' | '﹙' | '【'));
    let close = match open {
        Some('〔') => '〕',
        Some('【') => '】',
        _ => '）',
    };
    cursor.blanks();
    let mut digits = cursor.clone();
    let (style, number) = if let Some(number) = cursor.han_number().or_else(|| cursor.dash()) {
        (Style::Paren, number)
    } else {
        let number = digits.digits()?;
        *cursor = digits;
        (Style::DigitParen, number)
    };
    cursor.blanks();
    cursor.take(|c| matches!(c, '）' | ')' | '﹚') || c == close)?;
    cursor.take(|c| matches!(c, '、' | '.' | '．'));
    let len = cursor.at;
    let follows = cursor
        .peek()
        .is_none_or(|c| is_blank(c) || c.is_alphanumeric() || matches!(c, '（' | '('));
    (follows || cursor.heads()).then_some(Label {
        style,
        number: Some(number),
        len,
    })
}

fn circled(cursor: &mut Cursor<'_>) -> Option<Label> {
    let c = cursor.peek()?;
    let code = c as u32;
    let (style, number) = match c {
        '①'..='⑳' => (Style::Circled, code - 0x2460 + 1),
        '❶'..='❿' => (Style::Circled, code - 0x2776 + 1),
        '➀'..='➉' => (Style::Circled, code - 0x2780 + 1),
        '➊'..='➓' => (Style::Circled, code - 0x278a + 1),
        '⑴'..='⒇' => (Style::DigitParen, code - 0x2474 + 1),
        '⒈'..='⒛' => (Style::Dot, code - 0x2488 + 1),
        '㈠'..='㈩' => (Style::Paren, code - 0x3220 + 1),
        _ => return None,
    };
    Some(Label {
        style,
        number: Some(number),
        len: c.len_utf8(),
    })
}

/// 2.1 and 2.1.3 number sections and tasks; a measure word after them makes a figure of them.
fn decimal(cursor: &mut Cursor<'_>) -> Option<Label> {
    cursor.digits()?;
    let mut number = 0;
    let mut parts = 1;
    while parts < 4 && cursor.before_digit(&['.', '．']) {
        cursor.take(|_| true);
        number = cursor.digits()?;
        parts += 1;
    }
    let len = cursor.at;
    let style = match parts {
        2 => Style::Section,
        3 => Style::Comma,
        4 => Style::Paren,
        _ => return None,
    };
    cursor.take(|c| matches!(c, '.' | '．' | '、'));
    let len = len.max(cursor.at);
    cursor.blanks();
    let heading = cursor.heads() && !is_figure_tail(cursor);
    heading.then_some(Label {
        style,
        number: Some(number),
        len,
    })
}

/// True for what follows a decimal figure: 1.6 万余, 5.88 件; 千方百计 and 人才 do not.
fn is_figure_tail(cursor: &Cursor<'_>) -> bool {
    let mut chars = cursor.text[cursor.at..].chars();
    let word = chars.next().is_some_and(|c| "千百万人个户".contains(c));
    let next = chars.next();
    let counted =
        next.is_none_or(|c| !is_han(c) || "余多元人户亩吨公平件次名家个以左及和的".contains(c));
    cursor.peek().is_some_and(|c| FIGURE_TAILS.contains(c)) && (!word || counted)
}

const FIGURE_TAILS: &str = "万亿千百个余名人户元件倍吨亩米次岁";

/// 「1.2025年底前，…」: an item that says first by when.
fn begins_with_year(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().map_while(digit_value).collect();
    let rest: String = text.chars().skip(digits.len()).take(2).collect();
    digits.len() == 4
        && matches!(digits[..2], [1, 9] | [2, 0])
        && rest.trim_start_matches(is_blank).starts_with('年')
}

/// Reads 「2.0—6岁残疾儿童康复」, 「3.12345热线」: the number of an item whose heading begins with a figure.
pub(crate) fn read_before_figure(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    let number = cursor.digits()?;
    cursor.take(|c| matches!(c, '.' | '．'))?;
    let len = cursor.at;
    while cursor.take(|c| digit_value(c).is_some()).is_some() {}
    let figure = cursor.at > len;
    let goes_on = cursor
        .peek()
        .is_some_and(|c| is_heading_start(c) || "—-–～~＋+".contains(c));
    (figure && goes_on && !is_figure_tail(&cursor)).then_some(Label {
        style: Style::Dot,
        number: Some(number),
        len,
    })
}

/// Reads 「3 重点任务」, a chapter where sections are numbered 3.1.
pub(crate) fn read_decimal_chapter(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    let number = cursor.digits()?;
    let len = cursor.at;
    cursor.take(is_blank)?;
    cursor.blanks();
    let heading = cursor.heads() && !is_figure_tail(&cursor);
    let short = text.chars().count() <= 30 && !text.contains(['。', '，']);
    (heading && short).then_some(Label {
        style: Style::Chapter,
        number: Some(number),
        len,
    })
}

fn numbered(cursor: &mut Cursor<'_>) -> Option<Label> {
    let start = cursor.clone();
    if let Some(label) = misread(cursor) {
        return Some(label);
    }
    *cursor = start.clone();
    if let Some(number) = cursor.han_number() {
        cursor.blanks();
        cursor.take(|c| matches!(c, '、' | '．' | '.' | '﹒' | '，' | ','))?;
        let len = cursor.at;
        let rest = cursor.text[len..].trim_start_matches(is_blank);
        if is_grade_list(rest) {
            return None;
        }
        return Some(Label {
            style: Style::Comma,
            number: Some(number),
            len,
        });
    }
    *cursor = start.clone();
    if let Some(label) = formal(cursor) {
        return Some(label);
    }
    *cursor = start;
    let number = cursor.digits()?;
    if cursor.take(|c| c == '。').is_some() {
        // 「1。加强预防」, and no figure at the end of a sentence.
        return cursor
            .peek()
            .filter(|c| is_heading_start(*c))
            .map(|_| Label {
                style: Style::Dot,
                number: Some(number),
                len: cursor.at,
            });
    }
    cursor.blanks();
    cursor.take(|c| matches!(c, '.' | '．' | '、' | '﹒'))?;
    let len = cursor.at;
    let next = cursor.peek();
    if next.is_some_and(|c| digit_value(c).is_some()) && !begins_with_year(&cursor.text[len..]) {
        return None;
    }
    Some(Label {
        style: Style::Dot,
        number: Some(number),
        len,
    })
}

/// 「—、总体要求」, 「l.完善制度」: 一 and 1 as a scanned page is read.
fn misread(cursor: &mut Cursor<'_>) -> Option<Label> {
    let style = if cursor.dash().is_some() {
        cursor.take(|c| c == '、')?;
        Style::Comma
    } else {
        cursor.take(|c| matches!(c, 'l' | 'I'))?;
        cursor.take(|c| matches!(c, '.' | '．' | '、'))?;
        Style::Dot
    };
    let len = cursor.at;
    cursor.blanks();
    cursor.peek().filter(|c| is_heading_start(*c))?;
    Some(Label {
        style,
        number: Some(1),
        len,
    })
}

/// 壹、总体要求; 「陆、海、空」 is a list.
fn formal(cursor: &mut Cursor<'_>) -> Option<Label> {
    let digit = cursor.take(|c| FORMAL_DIGITS.contains(c))?;
    let number = FORMAL_DIGITS.chars().position(|c| c == digit)? as u32 + 1;
    cursor.blanks();
    cursor.take(|c| c == '、')?;
    let rest = cursor.text[cursor.at..].trim_start_matches(is_blank);
    let words = rest.chars().take_while(|c| is_han(*c)).count();
    (words >= 3).then_some(Label {
        style: Style::Comma,
        number: Some(number),
        len: cursor.at,
    })
}

/// Digits as papers of value have them.
const FORMAL_DIGITS: &str = "壹贰叁肆伍陆柒捌玖拾";

/// 一、二级残疾人 is a list of grades, no label.
fn is_grade_list(rest: &str) -> bool {
    let number = |c: char| HAN_DIGITS.contains(c) || matches!(c, '十' | '、');
    let tail = rest.trim_start_matches(number);
    let ends = ['级', '类', '等', '档', '线', '产', '期'];
    tail.len() < rest.len() && tail.starts_with(ends)
}

const HAN_DIGITS: &str = "零〇一二三四五六七八九";

/// Reads a Han numeral below a thousand: 十, 二十一, 一百零三.
pub(crate) fn read_han_number(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut pending: Option<u32> = None;
    let mut any = false;
    for c in text.chars().filter(|c| !is_blank(*c)) {
        any = true;
        match c {
            '十' => total += pending.take().unwrap_or(1) * 10,
            '百' => total += pending.take().unwrap_or(1) * 100,
            '零' | '〇' => {}
            _ => pending = Some(HAN_DIGITS.chars().position(|d| d == c)? as u32 - 1),
        }
    }
    let value = total + pending.unwrap_or(0);
    (any && value > 0).then_some(value)
}

fn han_number(number: u32) -> String {
    let digit = |n: u32| {
        HAN_DIGITS
            .chars()
            .nth(n as usize + 1)
            .map(String::from)
            .unwrap_or_default()
    };
    match number {
        0 => "〇".to_owned(),
        1..=9 => digit(number),
        10..=19 => format!(
            "十{}",
            if number == 10 {
                String::new()
            } else {
                digit(number - 10)
            }
        ),
        20..=99 => {
            let unit = number % 10;
            format!(
                "{}十{}",
                digit(number / 10),
                if unit == 0 {
                    String::new()
                } else {
                    digit(unit)
                }
            )
        }
        _ => number.to_string(),
    }
}

/// The value of a half- or full-width digit.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Style, u32, &str)>) {
        let found = read_label(text);
        let got = found.map(|l| (l.style, l.number.unwrap_or(0), &text[..l.len]));
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn labels_of_every_style() {
        check("第三章　重点任务", Some((Style::Chapter, 3, "第三章")));
        check("第 十一 节 目标", Some((Style::Section, 11, "第 十一 节")));
        check("第一部分 现状", Some((Style::Part, 1, "第一部分")));
        check("三、重点任务", Some((Style::Comma, 3, "三、")));
        check("二十一、附则", Some((Style::Comma, 21, "二十一、")));
        check("(一)健全", Some((Style::Paren, 1, "(一)")));
        check("（ 十二 ）健全", Some((Style::Paren, 12, "（ 十二 ）")));
        check("4．加强", Some((Style::Dot, 4, "4．")));
        check("1.“五个一”", Some((Style::Dot, 1, "1.")));
        check("（3）加强", Some((Style::DigitParen, 3, "（3）")));
        check("3)加强", Some((Style::DigitParen, 3, "3)")));
        check("②加强", Some((Style::Circled, 2, "②")));
        check("❸加强", Some((Style::Circled, 3, "❸")));
        check("（二）、健全", Some((Style::Paren, 2, "（二）、")));
        check("【二】健全", Some((Style::Paren, 2, "【二】")));
        check("二）健全", Some((Style::Paren, 2, "二）")));
        check("2.1 加强", Some((Style::Section, 1, "2.1")));
        check("2.1.3 加强", Some((Style::Comma, 3, "2.1.3")));
        check("2.1.3. 加强", Some((Style::Comma, 3, "2.1.3.")));
    }

    #[test]
    fn labels_as_a_scanned_page_is_read() {
        check("—、总体要求", Some((Style::Comma, 1, "—、")));
        check("（—）指导思想", Some((Style::Paren, 1, "（—）")));
        check("l.完善制度", Some((Style::Dot, 1, "l.")));
        check("——规模扩大", None);
        check("- 加强领导", None);
        check("- 1 -", None);
        check("I.e.", None);
    }

    #[test]
    fn what_is_no_label() {
        check("一、二级残疾人", None);
        check("1.6 万余人次", None);
        check("2025年", None);
        check("三级预防", None);
        check("第三方评估", None);
        check("", None);
    }

    #[test]
    fn printed_numbers_are_read_back() {
        for number in 1..=99 {
            assert_eq!(read_han_number(&han_number(number)), Some(number));
        }
    }
}
