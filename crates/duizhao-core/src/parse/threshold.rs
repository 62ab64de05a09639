//! Numbers that commit to nothing: what somebody may get, whom a rule is for, how large things are.
//!
//! ```text
//! 奖励可提高至50万元              may
//! 编制50人以上的单位              whom it is for
//! 连片30亩以上老旧池塘10万亩       how large: only 10万亩 is a target
//! 市、区、街道3个层级              how many there are
//! ```

use crate::parse::amount::BUILT;
use crate::parse::label::{digit_value, is_blank, is_han};

/// Words after a number that bound it.
const BOUNDS: [&str; 4] = ["以上", "及以上", "以下", "以内"];
/// What is counted between a number and its bound is not longer: 300张|床位|以上.
const LONGEST_NOUN: usize = 4;
/// Words by which a clause binds the number after them.
const BINDING: [char; 3] = ['达', '低', '少'];

/// What stands around a number that makes it no target.
pub(super) fn is_no_target(text: &str, start: usize, end: usize, measure: &str) -> bool {
    let before = text[..start].trim_end_matches(is_blank);
    let after = text[end..].trim_start_matches(is_blank);
    let previous = before.chars().next_back();
    let ordinal = previous == Some('第');
    let ranged = previous.is_some_and(|c| matches!(c, '—' | '-' | '–' | '～' | '~'))
        && after.starts_with('岁');
    let included = before.ends_with('含') || before.ends_with("包括");
    let from = before.ends_with('由') || before.ends_with('从');
    let plus = after.starts_with('+') || before.ends_with('+');
    let held = after.starts_with("的基础上");
    ordinal
        || ranged
        || included
        || from && (after.contains("提高") || after.contains("增加") || after.contains("提升"))
        || plus
        || held
        || in_short_quote(text, start)
        || is_allowed(before)
        || before_names(before, after, measure)
        || is_about(text, start)
        || before.ends_with('每')
        || is_of_whom(text, end)
        || is_size(text, end, measure)
        || is_condition(before, after)
        || counts_places(before, after)
}

/// 「入围企业为2家的，…」, 「含硫量大于3.5%的烟气」: when a rule applies, and to what.
fn is_condition(before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix('的') else {
        return false;
    };
    let ends = rest.trim_start_matches(is_blank);
    let clause = ends.is_empty() || ends.starts_with(['，', ',', '；', '：', '。']);
    let compared = ["大于", "高于", "超过", "小于", "低于", "少于"];
    clause
        || compared
            .iter()
            .any(|word| before.ends_with(word) && !before.ends_with(&format!("不{word}")))
}

/// 「北京、天津、上海等11个城市」: how many places were named.
fn counts_places(before: &str, after: &str) -> bool {
    let kinds = [
        "省",
        "市",
        "城市",
        "区",
        "县",
        "地区",
        "直辖市",
        "自治区",
        "部门",
        "单位",
    ];
    if !kinds.iter().any(|kind| after.starts_with(kind)) {
        return false;
    }
    let near = before.char_indices().rev().nth(LONGEST_COUNT);
    let near = near.map_or(before, |(at, _)| &before[at..]);
    let clause = near.rsplit(['，', '；']).next().unwrap_or_default();
    let clause = clause.strip_suffix('等').unwrap_or(clause);
    let names: Vec<&str> = clause.split(['、', '和']).collect();
    // A verb may stand before the first.
    names.len() > LEAST_PLACES && names[1..].iter().all(|name| is_short_name(name))
}

/// A list of places that is counted is not longer, in characters.
const LONGEST_COUNT: usize = 400;

/// A name as lists hold them.
fn is_short_name(name: &str) -> bool {
    (2..=LONGEST_NAMED).contains(&name.chars().count()) && name.chars().all(is_han)
}

/// Fewer names are no list of places.
const LEAST_PLACES: usize = 3;

/// 「编制50人以上（含50人）的单位」, 「300张床位以上的机构」: a threshold, unless a verb commits to the number.
pub(super) fn is_threshold(text: &str, start: usize, end: usize) -> bool {
    let after = skip_bracket(text[end..].trim_start_matches(is_blank));
    let before = text[..start].trim_end_matches(is_blank);
    let failed = ["达不到", "未达到", "未达", "不足", "不满"];
    let near = before.rsplit(['，', '、']).next().unwrap_or_default();
    if after.starts_with('的') && failed.iter().any(|word| near.contains(word)) {
        return true;
    }
    let counted = BOUNDS.iter().find_map(|bound| {
        let at = after.find(bound).filter(|at| *at > 0)?;
        let noun = &after[..at];
        let short = noun.chars().count() <= LONGEST_NOUN && noun.chars().all(is_han);
        short.then(|| &after[at + bound.len()..])
    });
    let bounded = BOUNDS.iter().find_map(|bound| after.strip_prefix(*bound));
    if bounded.is_some_and(|rest| rest.starts_with(is_han)) && is_of_many(before) {
        return true;
    }
    if bounded.is_none() && after.strip_prefix('或').is_some_and(is_bounded_amount) {
        return true;
    }
    let Some(rest) = bounded.or(counted) else {
        return false;
    };
    let rest = skip_bracket(rest);
    let verbs = [
        "至少",
        "不少于",
        "建成",
        "建设",
        "培训",
        "创建",
        "培育",
        "完成",
        "安排",
        "新增",
        "达到",
        "要有",
        "打造",
        "发展",
        "配备",
        "惠及",
        "服务",
        "建立",
        "扶持",
        "开展",
    ];
    let committed = verbs.iter().any(|verb| before.ends_with(verb));
    if bounded.is_none() {
        return rest.starts_with('的') && !committed;
    }
    // 「改造连片30亩以上老旧池塘10万亩」: the size of what is counted after it.
    let clause = rest
        .split(['，', '、', '；', '：'])
        .next()
        .unwrap_or_default();
    let thing = clause.find(|c| digit_value(c).is_some());
    let sized = thing.is_some_and(|at| at > 0 && clause[..at].chars().all(is_han));
    if sized && !committed && !clause.contains(BINDING) && before.ends_with(is_han) {
        return true;
    }
    (rest.starts_with('的') || rest.is_empty() && text[..start].contains("编制")) && !committed
        || text[..start].ends_with("编制 ")
        || before.ends_with("编制")
}

pub(super) fn skip_bracket(text: &str) -> &str {
    match text.chars().next() {
        Some('（' | '(') => text.find(['）', ')']).map_or(text, |at| {
            &text[at + text[at..].chars().next().map_or(0, char::len_utf8)..]
        }),
        _ => text,
    }
}

/// 「“五个一”」: the name of a programme.
pub(super) fn in_short_quote(text: &str, at: usize) -> bool {
    let Some(open) = text[..at].rfind('“') else {
        return false;
    };
    let Some(close) = text[open..].find('”').map(|c| open + c) else {
        return false;
    };
    close > at && text[open + '“'.len_utf8()..close].chars().count() <= 7
}

/// 「培育一批年产值|1000万元以上企业」: how large each of an unnamed number is.
pub(super) fn is_of_many(before: &str) -> bool {
    let Some((_, after)) = before.rsplit_once("一批") else {
        return false;
    };
    let short = after.chars().count() <= LONGEST_LIST;
    short && !after.contains(['，', '、', '；']) && !BUILT.iter().any(|verb| after.contains(verb))
}

/// True for 「500人以上的…」.
fn is_bounded_amount(text: &str) -> bool {
    let rest = text.trim_start_matches(|c| digit_value(c).is_some() || matches!(c, '.' | '万'));
    let short = rest.char_indices().nth(2).map_or("", |(at, _)| &rest[..at]);
    let unit = short.chars().next().map_or(0, char::len_utf8);
    let after = rest.get(unit..).unwrap_or_default();
    let bound = BOUNDS.iter().find_map(|bound| after.strip_prefix(*bound));
    rest.len() < text.len() && bound.is_some_and(|rest| rest.starts_with('的'))
}

/// 「最高可提高至50万元」 says what may be.
fn is_allowed(before: &str) -> bool {
    let verbs = [
        "提高至",
        "提高到",
        "增加至",
        "增加到",
        "增至",
        "提至",
        "放宽至",
        "放宽到",
        "延长至",
        "延长到",
        "上浮至",
        "上浮",
        "下浮",
        "享受",
        "申请",
        "给予",
        "获得",
        "补贴",
        "奖励",
        "减免",
    ];
    let most = |text: &str| text.strip_suffix("最高").unwrap_or(text).len();
    let bare = &before[..most(before)];
    let verb = verbs.iter().find_map(|verb| bare.strip_suffix(verb));
    let bare = verb.unwrap_or(bare);
    let bare = &bare[..most(bare)];
    bare.len() < before.len() && bare.ends_with('可') || before.ends_with("最高可达")
}

/// 「长寿、江津、璧山4个先行区重点发展农业」: how many were named, before any verb.
fn before_names(before: &str, after: &str, measure: &str) -> bool {
    let Some((listed, last)) = before.rsplit_once('、') else {
        return false;
    };
    let verbs = BUILT.iter().chain(&VERBS);
    let said = verbs.into_iter().any(|verb| before.contains(verb));
    let figures = before.chars().any(|c| digit_value(c).is_some());
    let nouns = after.chars().take_while(|c| is_han(*c)).count();
    measure == "个"
        && is_short_name(last)
        && !said
        && !figures
        && listed.chars().count() <= LONGEST_LIST
        && nouns >= LEAST_NOUNS
}

/// Verbs that commit to what is counted after them, besides those of building.
const VERBS: [&str; 22] = [
    "打造", "培育", "完善", "推进", "推动", "实施", "提升", "形成", "完成", "达到", "建立", "设立",
    "开展", "覆盖", "选择", "发展", "支持", "组建", "引进", "保护", "提供", "安排",
];
/// A name of a list is not longer, in characters.
const LONGEST_NAMED: usize = 8;
/// Nor is the list before its last name.
const LONGEST_LIST: usize = 30;
/// What is counted, and what is said of it, have so many characters.
const LEAST_NOUNS: usize = 6;

/// 「对吸纳3名以上残疾人就业的企业给予奖励」: whom something is given.
fn is_of_whom(text: &str, end: usize) -> bool {
    let clause = text.trim_start_matches(is_blank);
    let given = ["给予", "予以", "发放", "奖励", "补助", "补贴", "减免"];
    let after = &text[end..];
    let verb = given.iter().filter_map(|word| after.find(word)).min();
    let bounded = BOUNDS.iter().any(|bound| after.starts_with(bound));
    bounded && clause.starts_with(['对', '凡']) && verb.is_some_and(|at| after[..at].contains('的'))
}

/// 「围绕10万亩无人农场建设」 tells what the work is about.
fn is_about(text: &str, start: usize) -> bool {
    let clause = text.trim_start_matches(is_blank);
    let before = &text[..start];
    let about = ["围绕", "依托"];
    let verbs = BUILT.iter().chain(&VERBS);
    about.iter().any(|word| clause.starts_with(word))
        && !verbs.into_iter().any(|verb| before.contains(verb))
}

/// 「1000万只肉兔产业园」: how large what is built is; a result ends with its measure.
pub(super) fn is_size(text: &str, end: usize, measure: &str) -> bool {
    let after = text[end..].trim_start_matches(is_blank);
    let bounded = BOUNDS
        .iter()
        .chain(&["左右"])
        .any(|word| after.starts_with(word));
    matches!(measure, "头" | "只" | "羽" | "尾") && after.starts_with(is_han) && !bounded
}
