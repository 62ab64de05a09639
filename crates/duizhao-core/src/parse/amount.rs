//! Amounts (数额) of a clause: what is counted and how it is bounded.
//!
//! ```text
//! 创建社区65个以上      → ≥ 65 个
//! 达到85%—90%          → ≥ 85 %, ≤ 90 %
//! 培训两万人次          → = 20000 人次
//! 编制50人以上的单位    → none: a threshold
//! ```

use rust_decimal::Decimal;

use crate::lexicon::Patterns;
use crate::model::Comparator;
use crate::parse::label::{digit_value, is_blank, is_han};
use crate::parse::target::recurrence;
use crate::parse::threshold::{
    in_short_quote, is_no_target, is_of_many, is_size, is_threshold, skip_bracket,
};

/// An amount within a clause.
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) unit: String,
    pub(super) comparator: Comparator,
}

/// The amounts that `text` commits to.
pub(super) fn amounts(text: &str, patterns: &Patterns) -> Vec<Amount> {
    let mut amounts = Vec::new();
    if text.contains(|c| digit_value(c).is_some()) {
        in_figures(text, patterns, &mut amounts);
    }
    if text.contains(is_numeral) {
        in_words(text, patterns, &mut amounts);
    }
    amounts.extend(worded(text));
    amounts
}

/// 「65个以上」, 「85%—90%」.
fn in_figures(text: &str, patterns: &Patterns, amounts: &mut Vec<Amount>) {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for found in patterns.range.captures_iter(text) {
        if tells_size(text, &found) {
            ranges.push(bounds(&found));
        } else if let Some(both) = range(text, &found) {
            ranges.push(bounds(&found));
            amounts.extend(both);
        }
    }
    for found in patterns.amount.captures_iter(text) {
        let (start, end) = bounds(&found);
        let within = ranges.iter().any(|range| start < range.1 && range.0 < end);
        if !within && let Some(amount) = arabic_amount(text, &found) {
            amounts.push(amount);
        }
    }
}

/// A character of a number in words.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
    )
}

/// 「两万人次」, 「百分之九十」, 「九成」.
fn in_words(text: &str, patterns: &Patterns, amounts: &mut Vec<Amount>) {
    for found in patterns.worded_amount.captures_iter(text) {
        if let Some(amount) = han_amount(text, &found) {
            amounts.push(amount);
        }
    }
    for found in patterns.worded_percent.captures_iter(text) {
        let tenths = found
            .get(2)
            .and_then(|word| crate::text::han_value(word.as_str()));
        let hundredths = found
            .get(1)
            .and_then(|word| crate::text::han_value(word.as_str()));
        let value = hundredths.or_else(|| tenths.map(|value| value * Decimal::TEN));
        let (start, end) = bounds(&found);
        if let Some(value) = value.filter(|_| tenths.is_none() || is_share(text, start, end)) {
            amounts.push(Amount {
                value,
                unit: "%".to_owned(),
                comparator: comparator(text, start, end),
            });
        }
    }
}

fn bounds(found: &regex::Captures<'_>) -> (usize, usize) {
    found.get(0).map_or((0, 0), |m| (m.start(), m.end()))
}

/// 「达到九成」, 「七成以上」, but 「建成」, 「一成不变」.
fn is_share(text: &str, start: usize, end: usize) -> bool {
    let bounded = ["以上", "以下", "左右"]
        .iter()
        .any(|word| text[end..].starts_with(word));
    let reached = ["达到", "达", "超过", "不低于", "占"];
    bounded || reached.iter().any(|word| text[..start].ends_with(word))
}

/// 「一批300—500亩加工能力的茶厂」: whom or what a range is of.
fn tells_size(text: &str, found: &regex::Captures<'_>) -> bool {
    let (start, end) = bounds(found);
    let measure = found.get(4).map_or("", |m| m.as_str());
    let before = text[..start].trim_end_matches(is_blank);
    is_threshold(text, start, end)
        || is_size(text, end, measure)
        || is_of_many(before) && text[end..].starts_with(is_han)
}

/// 「85%—90%」, 「300至500人」: at least the one, at most the other.
fn range(text: &str, found: &regex::Captures<'_>) -> Option<[Amount; 2]> {
    let (start, end) = bounds(found);
    let before = text[..start].trim_end_matches(is_blank);
    let measure = found.get(4).map_or("", |m| m.as_str());
    let dated =
        matches!(measure, "个" | "项" | "种") && text[end..].starts_with(['月', '年', '百']);
    let joined =
        |c: char| digit_value(c).is_some() || matches!(c, '.' | '．' | '〔' | '-' | '—' | '第');
    if dated || before.ends_with(joined) || before.ends_with(['由', '从']) {
        return None;
    }
    let unit = if is_percent(measure) { "%" } else { measure };
    let times = multiplier(found, 3);
    let bound = |at: usize, comparator| {
        let value: Decimal = crate::text::ascii_digits(&found[at]).parse().ok()?;
        let unit = unit.to_owned();
        Some(Amount {
            value: value * times,
            unit,
            comparator,
        })
    };
    let both = [
        bound(1, Comparator::AtLeast)?,
        bound(2, Comparator::AtMost)?,
    ];
    (both[0].value < both[1].value).then_some(both)
}

/// Words before a number of things that are made: 「建设三个示范基地」.
pub(super) const BUILT: [&str; 9] = [
    "建成", "建设", "新建", "新增", "创建", "培训", "扶持", "改造", "配备",
];

fn arabic_amount(text: &str, found: &regex::Captures<'_>) -> Option<Amount> {
    let (start, end) = bounds(found);
    if text[..start]
        .chars()
        .next_back()
        .is_some_and(|c| digit_value(c).is_some() || matches!(c, '.' | '．' | '〔' | '['))
    {
        return None;
    }
    let measure = found.get(3).map_or("", |m| m.as_str());
    let percent = is_percent(measure);
    if is_no_target(text, start, end, measure)
        || is_threshold(text, start, end) && !(percent && is_part(&text[..start]))
    {
        return None;
    }
    if matches!(measure, "个" | "项" | "种")
        && text[end..].starts_with(['月', '年', '方', '一', '工', '重', '层'])
    {
        return months(text, found);
    }
    // 「商务部等17部门」 are who wrote it.
    if measure == "部" && text[end..].starts_with(['门', '委']) {
        return None;
    }
    if measure == "元"
        && !found
            .get(2)
            .is_some_and(|m| matches!(m.as_str(), "万" | "亿"))
        && !text.contains(['达', '于', '至'])
        && !text[..start].ends_with("不超过")
    {
        return None;
    }
    let value: Decimal = crate::text::ascii_digits(&found[1]).parse().ok()?;
    let unit = if percent { "%" } else { measure };
    Some(Amount {
        value: value * multiplier(found, 2),
        unit: unit.to_owned(),
        comparator: comparator(text, start, end),
    })
}

/// 「60%以上的公益金用于…」, 「要有15%以上的残疾人」: a part that is asked for.
fn is_part(before: &str) -> bool {
    let bare = before.trim_matches(is_blank);
    bare.is_empty() || bare.ends_with('有')
}

/// 「至少1个月」: a length of time that is bound from below.
fn months(text: &str, found: &regex::Captures<'_>) -> Option<Amount> {
    let (start, end) = bounds(found);
    let before = text[..start].trim_end_matches(is_blank);
    let bound = ["至少", "不少于", "不低于"]
        .iter()
        .any(|word| before.ends_with(word));
    if !(bound && &found[3] == "个" && text[end..].starts_with('月')) {
        return None;
    }
    Some(Amount {
        value: crate::text::ascii_digits(&found[1]).parse().ok()?,
        unit: "个月".to_owned(),
        comparator: Comparator::AtLeast,
    })
}

fn is_percent(measure: &str) -> bool {
    matches!(measure, "%" | "％")
}

/// What the word that `group` found multiplies by.
fn multiplier(found: &regex::Captures<'_>, group: usize) -> Decimal {
    match found.get(group).map(|word| word.as_str()) {
        None => Decimal::ONE,
        Some("百") => Decimal::from(100),
        Some("千") => Decimal::from(1_000),
        Some("万") => Decimal::from(10_000),
        Some(_) => Decimal::from(100_000_000),
    }
}

/// Numbers in words count only beside a word that binds them: 至少一次, 配备一名.
fn han_amount(text: &str, found: &regex::Captures<'_>) -> Option<Amount> {
    let (start, end) = bounds(found);
    let measure = found.get(3).map_or("", |m| m.as_str());
    let before = &text[..start];
    let after = &text[end..];
    let binding = ["至少", "不少于", "不低于"]
        .iter()
        .any(|w| before.contains(w));
    let placed = [
        "配备", "明确", "落实", "设立", "设置", "安排", "选派", "兼职", "、",
    ]
    .iter()
    .any(|w| before.trim_end().trim_end_matches('“').ends_with(w));
    let people = matches!(measure, "名" | "人" | "位");
    let recurs = recurrence(before).is_some()
        && ["召开", "开展", "举办", "组织", "举行", "研究"]
            .iter()
            .any(|w| before.ends_with(w));
    // 「百千万人才工程」 is a name, 「10个百万亩基地」 says how large each is.
    let named = found[1].chars().count() > 1 && found[1].chars().all(|c| "百千万亿".contains(c));
    let each = before.strip_suffix(['个', '座', '处', '片']);
    let sized = each.is_some_and(|count| count.ends_with(|c| digit_value(c).is_some()));
    if named || sized {
        return None;
    }
    let value = crate::text::han_value(&found[1])?;
    let several = value >= Decimal::from(2) || found.get(2).is_some();
    let many = value >= Decimal::TEN || found.get(2).is_some();
    let built = |word: &str| before.ends_with(word) || many && before.contains(word);
    // 「为一千二百户困难家庭实施改造」.
    let served = many && before.ends_with('为') && matches!(measure, "户" | "名" | "人");
    let counted = several && !after.starts_with('的') && BUILT.iter().any(|word| built(word));
    if !(binding || placed && people || counted || served || several && recurs)
        || is_no_target(text, start, end, measure)
        || after.starts_with(['级', '批', '系'])
    {
        return None;
    }
    if before.ends_with(['第', '进', '统', '同', '逐', '每', '唯'])
        || measure == "个" && after.starts_with("百分点")
    {
        return None;
    }
    Some(Amount {
        value: value * multiplier(found, 2),
        unit: measure.to_owned(),
        comparator: comparator(text, start, end),
    })
}

/// The words before an amount that may bound it: the last few, or the whole list that
/// 分别 opens (「分别不低于10000元、5000元、3000元」).
fn near_words(before: &str) -> &str {
    let list = before.rfind("分别").map(|at| &before[at..]);
    if let Some(list) = list.filter(|list| !list.contains(['，', ',', '；', ';'])) {
        return list;
    }
    let start = before.char_indices().rev().nth(13).map_or(0, |(at, _)| at);
    &before[start..]
}

fn comparator(text: &str, start: usize, end: usize) -> Comparator {
    let before = text[..start].trim_end_matches(is_blank);
    let after = skip_bracket(text[end..].trim_start_matches(is_blank)).trim_start_matches(is_blank);
    let near = near_words(before);
    let signs = [
        ('＞', Comparator::Greater),
        ('>', Comparator::Greater),
        ('≥', Comparator::AtLeast),
        ('＜', Comparator::Less),
        ('<', Comparator::Less),
        ('≤', Comparator::AtMost),
    ];
    if let Some((_, sign)) = signs.iter().find(|(sign, _)| before.ends_with(*sign)) {
        return *sign;
    }
    if after.starts_with("以上") || after.starts_with("及以上") || after.starts_with("左右以上")
    {
        return Comparator::AtLeast;
    }
    if after.starts_with("以内") || after.starts_with("以下") || after.starts_with("之内") {
        return Comparator::AtMost;
    }
    if [
        "不低于",
        "不少于",
        "不小于",
        "不下于",
        "不得低于",
        "不得少于",
    ]
    .iter()
    .any(|w| near.contains(w))
        || before.contains("至少")
    {
        return Comparator::AtLeast;
    }
    if [
        "不超过",
        "不高于",
        "不大于",
        "不得超过",
        "不得高于",
        "控制在",
        "最多",
    ]
    .iter()
    .any(|w| near.contains(w))
    {
        return Comparator::AtMost;
    }
    if ["超过", "高于", "大于", "突破", "超"]
        .iter()
        .any(|w| before.ends_with(w))
    {
        return Comparator::Greater;
    }
    if ["低于", "小于", "少于"].iter().any(|w| before.ends_with(w)) {
        return Comparator::Less;
    }
    Comparator::Equal
}

/// 全覆盖, 动态清零, 半价以上.
fn worded(text: &str) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let percent = |value: u32, comparator| Amount {
        value: Decimal::from(value),
        unit: "%".to_owned(),
        comparator,
    };
    for (at, word) in text.match_indices("全覆盖") {
        let after = &text[at + word.len()..];
        let adjective = after.starts_with('的') || after.starts_with('式');
        let listed = text[..at].ends_with(['、', '%', '％']);
        let dated = after.chars().next().is_some_and(is_han)
            && !after.starts_with(['。', '，'])
            && !after.starts_with('和');
        if !adjective && !listed && !dated && !in_short_quote(text, at) {
            amounts.push(percent(100, Comparator::Equal));
        }
    }
    if let Some(at) = text.find("清零") {
        let quoted = in_short_quote(text, at);
        let after = &text[at + "清零".len()..];
        if !quoted && !after.starts_with('的') {
            let unit = if text.contains("家庭") || text.contains('户') {
                "户"
            } else {
                "人"
            };
            amounts.push(Amount {
                value: Decimal::ZERO,
                unit: unit.to_owned(),
                comparator: Comparator::Equal,
            });
        }
    }
    if ["半价以上", "半数以上", "一半以上"]
        .iter()
        .any(|word| text.contains(word))
    {
        amounts.push(percent(50, Comparator::AtLeast));
    } else if text.contains("超过一半") || text.contains("超过半数") {
        amounts.push(percent(50, Comparator::Greater));
    }
    amounts.extend(life_expectancy(text));
    amounts
}

/// 「人均预期寿命达到79岁」: the one age that is a result.
fn life_expectancy(text: &str) -> Option<Amount> {
    let rest = &text[text.find("寿命")?..];
    let end = rest.find('岁')?;
    let figure = |c: char| digit_value(c).is_some() || matches!(c, '.' | '．');
    let start = rest[..end].trim_end_matches(figure).len();
    let value = crate::text::ascii_digits(&rest[start..end]).parse().ok()?;
    let from = text.len() - rest.len();
    Some(Amount {
        value,
        unit: "岁".to_owned(),
        comparator: comparator(text, from + start, from + end + '岁'.len_utf8()),
    })
}
