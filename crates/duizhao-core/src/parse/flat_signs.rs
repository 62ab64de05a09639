//! What begins or ends at a place of a flat text: labels, titles, boxes, annexes, lost headings.
//!
//! ```text
//! …制定如下意见总体要求(一)指导思想。     the lost heading 总体要求 before (一)
//! 某市养老服务规划为推进…，制定本规划。   the title ends before 为
//! ```
//!
//! Each sign is read from the words around one place; the walk through the text is `flat`'s.

use crate::lexicon::Shape;
use crate::parse::block::squash;
use crate::parse::contents::prefix;
use crate::parse::heading::known_title;
use crate::parse::label::{Label, Style, digit_value, is_blank, is_han, read_label};
use crate::parse::matter::{is_chapter_title, quoted_titles};
use crate::parse::table::is_head_cell;

/// Titles that the notice of a flat copy says it issues.
pub(crate) fn titles_within(text: &str) -> Vec<String> {
    let front: String = text.chars().take(3_000).collect();
    let mut parts = front.split('。');
    let issues = |sentence: &&str| sentence.contains("现将") || sentence.contains("现印发");
    let found = parts.find(issues);
    // 「…，我部制定了《…》，现印发给你们」, but nothing before 「现将《…》」.
    let named = found.map(|text| text.find("现将").map_or(text, |at| &text[at..]));
    named.map(quoted_titles).unwrap_or_default()
}

/// Reads a label, a Markdown mark before it included: 「## （一）指导思想」.
pub(super) fn read_marked_label(text: &str) -> Option<Label> {
    let hashes = text.trim_start_matches('#');
    let bold = text
        .strip_prefix("**")
        .filter(|_| hashes.len() == text.len());
    let listed = text.strip_prefix("- ");
    let body = bold.or(listed).unwrap_or(hashes);
    let body = body.trim_start_matches(is_blank);
    // 「2.45∶1。」 ends with a figure.
    let mut label = read_label(body).filter(|label| !body[..label.len].ends_with('。'))?;
    label.len += text.len() - body.len();
    Some(label)
}

/// True where the text begins with a short sentence that can be a heading.
pub(super) fn heads(text: &str) -> bool {
    let first = text.split('。').next().unwrap_or_default();
    first.len() < text.len()
        && (4..=LONGEST_CUT_HEADING).contains(&first.chars().count())
        && !first.contains(['，', ',', '、', '；', '：', '(', '（'])
}

/// A heading whose label lost its number is not longer, in characters.
const LONGEST_CUT_HEADING: usize = 16;

/// Labels that need no mark before them: 「…美好生活需要(二)发展目标」, 「…新水平1.多层次的…」.
pub(super) fn runs_on(rest: &str, label: Label, shape: &Shape) -> bool {
    let body = rest[label.len..].trim_start_matches(is_blank);
    let words = body.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《'));
    match label.style {
        Style::Paren | Style::Dot => words,
        Style::Comma => known_title(body, shape).is_some(),
        _ => false,
    }
}

/// Where the first chapter's heading starts and ends, known by its words at the head of a
/// sentence.
pub(super) fn first_chapter(before: &str, shape: &Shape) -> Option<[usize; 2]> {
    let starts = before.match_indices('。').map(|(at, mark)| at + mark.len());
    starts
        .into_iter()
        .find_map(|at| known_title(&before[at..], shape).map(|len| [at, at + len]))
}

/// True where a sentence ends, or a statement of who does it.
pub(super) fn ends_text(before: &str, shape: &Shape) -> bool {
    let before = before.trim_end_matches(is_blank);
    before.ends_with(['。', '）', ')']) || shape.ends_as_organ(before)
}

pub(super) fn ends_piece(before: char) -> bool {
    let marked = matches!(
        before,
        '。' | '；' | '：' | '！' | '？' | '\n' | '）' | ')' | '”' | '》'
    );
    marked || is_blank(before)
}

/// Where a title that the notice quotes stands by itself, its start and its end.
pub(super) fn title_cuts(text: &str, titles: &[String]) -> Vec<usize> {
    let mut cuts = Vec::new();
    for title in titles.iter().filter(|title| !title.is_empty()) {
        let first = title.chars().next().unwrap_or_default();
        for (at, _) in text.match_indices(first) {
            let Some(len) = prefix(&text[at..], title) else {
                continue;
            };
            let quoted = text[..at].ends_with(['《', '〈', '“']);
            let issued = text[..at].ends_with("印发") && !text[..at].ends_with("日印发");
            if !quoted && !issued {
                cuts.push(at);
                cuts.push(at + len);
            }
        }
    }
    cuts
}

/// Where the title ends that the preamble ran into: 「某市养老服务规划为推进…，制定本规划。」.
pub(crate) fn title_in_front(text: &str, shape: &Shape) -> Option<usize> {
    let first = text.find(['。', '，', '；', '：']).unwrap_or(text.len());
    let front = &text[..first];
    let words = shape.document_words.iter();
    let ends = words.flat_map(|word| {
        front
            .match_indices(word.as_str())
            .map(|(at, w)| at + w.len())
    });
    let opens = |end: &usize| {
        let rest = text[*end..].trim_start_matches(is_blank);
        let short = (6..=60).contains(&text[..*end].chars().take(61).count());
        let starts = ["为", "根据", "按照", "依据", "结合", "按", "“", "本"];
        short && starts.iter().any(|word| rest.starts_with(word))
    };
    ends.filter(opens).max()
}

/// Where the title of a notice ends that its addressees follow: 「…的通知各区县人民政府，…：」.
pub(super) fn notice_end(text: &str) -> Option<usize> {
    const TITLE: &str = "的通知";
    let first = text.find(['。', '：', '；']).unwrap_or(text.len());
    let end = text[..first].find(TITLE)? + TITLE.len();
    let rest = text[end..].trim_start_matches(is_blank);
    let addressed = rest.starts_with('各') && text[first..].starts_with('：');
    let short = text[..end].chars().count() <= LONGEST_NOTICE_TITLE;
    (addressed && short && text[..end].contains("关于")).then(|| text.len() - rest.len())
}

/// Where title and document number end in 「…关于改善人居环境的指导意见国办发〔2014〕25号各省…：」.
pub(super) fn masthead_ends(text: &str, shape: &Shape) -> Option<[usize; 2]> {
    let first = text.find(['。', '；']).unwrap_or(text.len());
    let front = &text[..first];
    let open = front.find(['〔', '［', '﹝'])?;
    let number_end = front[open..]
        .find('号')
        .map(|at| open + at + '号'.len_utf8())?;
    let figures = &front[open..number_end];
    let digits = figures
        .chars()
        .filter(|c| digit_value(*c).is_some())
        .count();
    let words = shape.document_words.iter();
    let title_end = words.filter_map(|word| {
        let at = front[..open].rfind(word.as_str())?;
        Some(at + word.len())
    });
    let title_end = title_end.max()?;
    let organ = front[title_end..open].trim_matches(is_blank);
    let title = &front[..title_end];
    let fits = (2..=12).contains(&organ.chars().count())
        && organ.chars().all(is_han)
        && digits >= 5
        && figures.chars().count() <= LONGEST_NUMBER
        && title.contains("关于")
        && !title.contains(['《', '（', '：'])
        && title.chars().count() <= LONGEST_NOTICE_TITLE;
    fits.then_some([title_end, number_end])
}

/// The figures of a document number are not longer, in characters.
const LONGEST_NUMBER: usize = 16;

/// Where the signature that ran into the last sentence begins, its date, and what follows it:
/// 「…落到实处。国务院办公厅2020年7月15日（此件公开发布）」.
pub(super) fn signature_cuts(text: &str, shape: &Shape) -> Vec<usize> {
    let Some(start) = text.rfind('。').map(|at| at + '。'.len_utf8()) else {
        return Vec::new();
    };
    let rest = &text[start..];
    let (Some(year), Some(day)) = (rest.find('年'), rest.find('日')) else {
        return Vec::new();
    };
    let numeral = |c: char| digit_value(c).is_some() || "〇○零一二三四五六七八九".contains(c);
    let organ = rest[..year].trim_end_matches(numeral);
    let end = day + '日'.len_utf8();
    let squashed = squash(organ);
    let signed = organ.len() < year
        && year < day
        && (3..=30).contains(&squashed.chars().count())
        && shape.ends_as_organ(&squashed)
        && !squashed.contains(['，', '、', '：']);
    let after = rest[end..].trim_start_matches(is_blank);
    let closed = after.is_empty() || after.starts_with(['（', '(']) && after.ends_with(['）', ')']);
    let short = rest.chars().count() <= LONGEST_SIGNED;
    if signed && closed && short {
        vec![start, start + organ.len(), start + end]
    } else {
        Vec::new()
    }
}

/// A signature with its date and remark is not longer, in characters.
const LONGEST_SIGNED: usize = 70;

/// The title of a notice is not longer, in characters.
const LONGEST_NOTICE_TITLE: usize = 130;

/// 附件： after the last sentence, which only names what is annexed.
pub(super) fn begins_annex(text: &str, before: char) -> bool {
    let rest = text.strip_prefix("附件");
    let rest = rest.map(|rest| rest.trim_start_matches(|c| digit_value(c).is_some()));
    let apart = is_blank(before) || matches!(before, '。' | '）' | ')' | ';');
    apart && rest.is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// 目录 before its first entry.
pub(super) fn begins_contents(text: &str) -> bool {
    let rest = text
        .strip_prefix('目')
        .map(|rest| rest.trim_start_matches(is_blank));
    let rest = rest.and_then(|rest| rest.strip_prefix('录'));
    rest.is_some_and(|rest| read_label(rest.trim_start_matches(is_blank)).is_some())
}

/// Where a chapter heading that lost its label starts in the text before a label that starts
/// anew: 「…制定如下意见总体要求(一)」. Where the numbers run on through the chapters, a mark
/// before the heading has to say that it starts there: 「…、区民政局、保障措施(九)」.
pub(crate) fn lost_title(before: &str, label: Label, shape: &Shape) -> Option<usize> {
    let section = matches!(label.style, Style::Paren | Style::Section);
    if !section || read_label(before.trim_start_matches(is_blank)).is_some() {
        return None;
    }
    let bare = before.trim_end_matches(is_blank);
    if is_chapter_title(bare, shape) {
        return Some(0);
    }
    let words = shape
        .chapter_titles
        .iter()
        .filter_map(|word| bare.strip_suffix(word.as_str()));
    let marked = |at: &usize| !bare[..*at].ends_with(|c: char| c.is_alphanumeric());
    words
        .map(str::len)
        .min()
        .filter(|at| *at > 0 && (label.number == Some(1) || marked(at)))
}

pub(super) fn begins_box(text: &str) -> bool {
    let packed: String = text.chars().take(8).filter(|c| !is_blank(*c)).collect();
    packed
        .strip_prefix("专栏")
        .and_then(|rest| rest.chars().next())
        .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Where the title of a table starts in the text before it: after the last sentence.
pub(super) fn title_above(before: &str) -> Option<usize> {
    let start = before.rfind('。')? + '。'.len_utf8();
    let title = before[start..].split("&nbsp;").next().unwrap_or_default();
    let length = title.trim_matches(is_blank).chars().count();
    ((4..=40).contains(&length) && !title.contains(['，', '；'])).then_some(start)
}

/// Where the title of a table starts that ran into the sentence before it; the table's first
/// cell follows.
pub(super) fn table_title(piece: &str, after: &str, shape: &Shape) -> Option<usize> {
    if !piece.ends_with('\t') {
        return None;
    }
    let tabbed = after.split('\t').next().unwrap_or_default();
    let cell = after.split(is_blank).next().unwrap_or_default();
    let headed = [tabbed, cell].iter().any(|cell| is_head_cell(cell, shape));
    let start = piece.rfind('。').filter(|_| headed)? + '。'.len_utf8();
    let title = piece[start..].trim_matches(is_blank);
    let short = (4..=40).contains(&title.chars().count()) && !title.contains(['，', '；', ',']);
    short.then_some(start)
}
