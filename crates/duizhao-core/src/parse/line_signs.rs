//! What a line says by itself: that it ends a sentence, opens a statement, heads what follows.
//!
//! ```text
//! …（牵头部门：市民政局、        an open statement: the next line goes on with names
//! 发展目标。到2025年，…          a heading that runs into its text
//! 最低生活保障  将符合条件的…     an item headed by blanks
//! ```

use crate::lexicon::{Lexicon, Shape};
use crate::parse::columns::Columns;
use crate::parse::heading::known_title;
use crate::parse::label::{Style, digit_value, is_blank, is_han, read_label, read_residue};
use crate::parse::line::{Line, entity_len};
use crate::parse::statement_bracket::{closes, opens};

/// 「)推进医养结合」 before a labelled line, 「.完善标准。统筹…」: headings that lost their numbers, and
/// no names of a list.
pub(super) fn heads_by_residue(text: &str, labelled: bool) -> bool {
    let label = read_residue(text).filter(|label| label.style > Style::Comma);
    label.is_some_and(|label| {
        let (first, rest) = text[label.len..]
            .split_once('。')
            .unwrap_or((&text[label.len..], ""));
        let runs_in = rest.chars().count() >= LEAST_RUN_IN;
        let words = !first.contains(['、', '；', '）', ')']) && first.chars().count() <= 48;
        words && (runs_in || labelled && label.style == Style::Paren)
    })
}

/// A heading that ran into its text has so many characters after it.
const LEAST_RUN_IN: usize = 10;

/// 「健全养老服务网络，提升服务能力」 before 「1.」: a heading, and no names of a list.
pub(super) fn heads_numbers(text: &str, next: &str, lexicon: &Lexicon) -> bool {
    let first = read_label(next).filter(|label| label.style > Style::Paren);
    first.is_some_and(|label| label.number == Some(1)) && is_heading_line(text, lexicon)
}

/// 「健全养老服务网络，提升服务能力」 before 「建设服务中心。每个街道…」.
pub(super) fn heads_headed(text: &str, next: &str, lexicon: &Lexicon) -> bool {
    heads_itself(next) && is_heading_line(text, lexicon)
}

/// A line that may be a heading and is no name of a list.
fn is_heading_line(text: &str, lexicon: &Lexicon) -> bool {
    let marks = ['、', '；', '：', ':', '。', '（', '(', '）', ')'];
    (6..=40).contains(&text.chars().count())
        && text.starts_with(is_han)
        && !text.contains(marks)
        && !lexicon.shape().ends_as_organ(text)
}

/// True for a row of cells whose first is a number: 「2⇥家庭床位项目⇥…」.
pub(super) fn starts_row(line: &Line<'_>) -> bool {
    let edge = |c: char| is_blank(c) || c == '|';
    let cells = line.text.trim_start_matches(edge);
    let rest = cells.trim_start_matches(|c| digit_value(c).is_some());
    let digits = cells[..cells.len() - rest.len()].chars().count();
    line.has_cells && (1..=2).contains(&digits) && rest.starts_with(edge)
}

/// 「发展目标。到2025年，…」: a heading that is known runs into its text.
pub(super) fn is_titled(text: &str, lexicon: &Lexicon) -> bool {
    let known = known_title(text, lexicon.shape());
    known.is_some_and(|len| text[len..].starts_with('。'))
}

/// True where a sentence, or a statement in brackets, ends.
pub(crate) fn is_finished(text: &str) -> bool {
    let closing = |c| matches!(c, '”' | '"' | '’' | '》') || is_blank(c);
    let mut bare = text.trim_end_matches(closing);
    if let Some(before) = without_entity(bare) {
        bare = before.trim_end_matches(closing);
    }
    match bare.chars().next_back() {
        Some('。' | '！' | '？' | '；' | ';' | '：' | ':' | '!' | '?') => true,
        Some('）' | ')' | '〕') => depth(bare) <= 0,
        // 「【日间照料项目】」 heads what follows.
        Some(c) if closes(c) => closes_statement(bare),
        _ => false,
    }
}

/// The text before the sign that a page's source spells out at its end: 「服务&rdquo;」.
fn without_entity(text: &str) -> Option<&str> {
    let start = text.rfind('&').filter(|_| text.ends_with(';'))?;
    let (before, entity) = text.split_at(start);
    (entity_len(entity) == Some(entity.len())).then_some(before)
}

/// Open brackets less closed ones, those of sentences: 「【字体：」 of a web page often lacks its end.
pub(super) fn depth(text: &str) -> i32 {
    text.chars().fold(0, |depth, c| match c {
        '（' | '(' | '《' | '〔' => depth + 1,
        '）' | ')' | '》' | '〕' => depth - 1,
        _ => depth,
    })
}

pub(super) fn tail_of(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

pub(super) fn ends_open(text: &str) -> bool {
    text.trim_end()
        .ends_with(['，', ',', '、', '（', '(', '“', '《'])
}

/// 专栏, 附件, 目录 never go on from the line before.
pub(crate) fn begins_anew(text: &str, _lexicon: &Lexicon) -> bool {
    let kept = text.chars().filter(|c| !is_blank(*c));
    if !(kept.clone().next()).is_some_and(|first| matches!(first, '专' | '目' | '抄' | '附')) {
        return false;
    }
    let packed: String = kept.take(6).collect();
    let head = |word: &str| {
        packed.strip_prefix(word).is_some_and(|rest| {
            rest.chars()
                .next()
                .is_none_or(|c| !matches!(c, '的' | '和' | '、' | '，' | '。' | '所' | '中' | '内'))
        })
    };
    head("专栏") || packed == "目录" || packed.starts_with("抄送") || is_annex_head(&packed)
}

/// 「各县（市、区）人民政府：」 below the title of a notice.
pub(super) fn addresses(before: &str, text: &str) -> bool {
    let title = before.ends_with("的通知") || before.ends_with("的意见");
    title && text.starts_with('各') && text.contains(['：', ':', '，', ','])
}

/// Within the brackets of a responsibility statement: 「（牵头部门：市民政局、」.
pub(super) fn in_statement(text: &str) -> bool {
    let tail = tail_of(text, 900);
    let Some(open) = last_open(tail) else {
        return false;
    };
    let inner: String = tail[open..]
        .chars()
        .filter(|c| !is_blank(*c))
        .take(14)
        .collect();
    ["牵头", "责任", "参与", "配合", "负责"]
        .iter()
        .any(|word| inner.contains(word))
}

/// True for a text that ends with a statement without brackets: 「…责任部门：市残联、市民政局」.
pub(super) fn states(text: &str) -> bool {
    let last = tail_of(text, 900).rsplit('。').next().unwrap_or_default();
    STATED.iter().any(|words| last.contains(words)) && !ends_open(text)
}

/// True for a text that ends where names must follow: 「…责任部门：」, not 「各单位：」.
pub(super) fn opens_names(text: &str, shape: &Shape) -> bool {
    let lists = [
        &shape.lead_words,
        &shape.participant_words,
        &shape.unranked_words,
    ];
    let mut words = lists.into_iter().flatten();
    let before = text.strip_suffix(['：', ':']);
    before.is_some_and(|before| words.any(|word| before.ends_with(word.as_str())))
}

/// 「最低生活保障  将符合条件的…」: an item headed by blanks.
pub(super) fn heads_by_gap(text: &str) -> bool {
    let head = text.split(is_blank).next().unwrap_or_default();
    let rest = &text[head.len()..];
    let body = rest.trim_start_matches(is_blank);
    (4..=24).contains(&head.chars().count())
        && head
            .chars()
            .all(|c| is_han(c) || matches!(c, '“' | '”' | '、' | '《' | '》'))
        && has_gap(&rest[..rest.len() - body.len()])
        && body.starts_with(is_han)
}

/// What a statement calls those it names.
const STATED: [&str; 4] = ["部门：", "部门:", "单位：", "单位:"];

/// A line that begins with a short sentence: 「提升照护服务。发展…」.
pub(super) fn heads_itself(text: &str) -> bool {
    let (first, rest) = text.split_once('。').unwrap_or((text, ""));
    let marks = ['，', ',', '、', '；', '：', ':', '）', ')'];
    (4..=24).contains(&first.chars().count())
        && !first.contains(marks)
        && rest.chars().count() >= LEAST_RUN_IN
}

/// True for a text that ends with a statement: 「…（牵头部门：市残联；参与部门：市民政局）」.
pub(super) fn closes_statement(text: &str) -> bool {
    let body = text.trim_end_matches(is_blank);
    let body = body.strip_suffix(closes);
    body.is_some_and(in_statement)
}

/// Where the last bracket that is still open starts.
fn last_open(text: &str) -> Option<usize> {
    let mut closed = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            _ if closes(c) => closed += 1,
            _ if opens(c) && closed > 0 => closed -= 1,
            _ if opens(c) => return Some(at),
            '。' if closed == 0 => return None,
            _ => {}
        }
    }
    None
}

/// A label by itself on its line: 「第一章」, its heading on the next.
pub(super) fn is_bare_label(text: &str) -> bool {
    let label = read_label(text).filter(|label| label.style <= Style::DigitParen);
    label.is_some_and(|label| text[label.len..].chars().all(is_blank))
}

/// A heading on a line of its own is not longer, in characters.
const LONGEST_BARE: usize = 56;

/// A labelled line without any sentence mark: a heading on a line of its own.
pub(super) fn is_bare_heading(text: &str) -> bool {
    let Some(label) = read_label(text) else {
        return false;
    };
    let text = &text[label.len..];
    text.chars().nth(LONGEST_BARE).is_none()
        && !text.contains(['。', '；', ';', '：', ':', '（'])
        && text.matches(['，', ',']).count() <= 2
        && !ends_open(text)
}

/// True where two blanks part a heading from its text within the line.
pub(super) fn has_gap(text: &str) -> bool {
    let mut blanks = 0;
    text.chars().any(|c| {
        blanks = match c {
            '\u{3000}' | '\t' => blanks + 2,
            _ if is_blank(c) => blanks + 1,
            _ => 0,
        };
        blanks >= 2
    })
}

/// The rest of a heading that ends with 。 or blanks and has its text after it: 「接。保持5年过渡期…」.
pub(super) fn ends_soon(text: &str) -> bool {
    let stop = text
        .find("。")
        .or_else(|| text.find("  "))
        .or_else(|| text.find('\u{3000}'));
    stop.is_some_and(|at| text[..at].chars().count() <= 16 && !text[..at].contains(['，', ',']))
}

/// A line that reads as a document's title, before a longer one that is no part of it.
pub(super) fn is_title(before: &str, next: &Line<'_>, lexicon: &Lexicon) -> bool {
    let bare = before.trim_end_matches(['》', '”']);
    let words = &lexicon.shape().document_words;
    !before.contains(['。', '，', ',', '；', '：', '、'])
        && before.chars().count() <= 60
        && words.iter().any(|word| bare.ends_with(word.as_str()))
        && next.text.chars().count() >= 20
}

fn is_annex_head(packed: &str) -> bool {
    packed
        .strip_prefix("附件")
        .or_else(|| packed.strip_prefix("附表"))
        .is_some_and(|rest| {
            rest.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, '：' | ':' | '一' | '二' | '三' | '四' | '五')
            })
        })
}

pub(super) fn looks_like_heading(line: &Line<'_>, columns: &Columns) -> bool {
    line.width <= 60
        && !columns.is_full(line.width)
        && !is_finished(line.text)
        && !ends_open(line.text)
        && !line.text.ends_with(['）', ')'])
        && !line.text.contains(['，', ',', '。'])
}

pub(super) fn starts_something(text: &str) -> bool {
    read_label(text).is_some() || text.chars().count() >= 30
}

/// 「2021年」 before 「12月3日」, 「济政字〔2021〕」 before 「71号」: a date or a document's number over
/// two lines.
pub(super) fn goes_on_number(before: &str, text: &str) -> bool {
    let numeral = |c: char| digit_value(c).is_some() || "〇○零一二三四五六七八九十".contains(c);
    let ends = before.trim_end_matches(is_blank);
    let broken = ends.ends_with(['年', '月', '〕', '］', ']', '】', '）', ')']);
    if !(broken && text.trim_start_matches(is_blank).starts_with(numeral)) {
        return false;
    }
    let packed = |text: &str| -> String { text.chars().filter(|c| !is_blank(*c)).collect() };
    let (before, text) = (packed(tail_of(before, 60)), packed(text));
    let count = text.chars().take_while(|c| numeral(*c)).count();
    let rest: String = text.chars().skip(count).collect();
    let ends_in_year = |text: &str| text.chars().rev().take_while(|c| numeral(*c)).count() == 4;
    let dated = before.strip_suffix('年').is_some_and(ends_in_year);
    let month = before.strip_suffix('月').is_some_and(|head| {
        let head = head.trim_end_matches(numeral);
        head.strip_suffix('年').is_some_and(ends_in_year)
    });
    let year = before.trim_end_matches(['〕', '］', ']', '】', '）', ')']);
    let numbered = year.len() < before.len() && ends_in_year(year) && rest.starts_with('号');
    let some = (1..=3).contains(&count);
    some && (dated && rest.starts_with('月') && rest.contains('日')
        || month && rest.starts_with('日')
        || numbered)
}
