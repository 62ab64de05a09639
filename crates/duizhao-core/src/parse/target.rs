//! Targets (目标) of the prose: clauses with an amount that the government commits to.
//!
//! ```text
//! 到2025年，创建省级无障碍社区65个以上，改造率达到95%以上
//!          └ ≥ 65 个, 2025 ─────────┘ └ ≥ 95 %, 2025 ┘
//! 每年至少为签约残疾人开展一次健康状况评估      → ≥ 1 次, 每年
//! 街道康复指导站实现全覆盖                   → = 100 %
//! 0—6岁, 三级网络, 编制50人以上的单位, 5年过渡期   → none
//! ```

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, Patterns};
use crate::model::{Comparator, Plan, Quantity, Target, Unit, UnitKind};
use crate::parse::label::{is_blank, is_han};
use crate::text::{Span, clauses, sentences};

/// Reads the targets of all units of `plan`.
pub(crate) fn read_targets(plan: &Plan, lexicon: &Lexicon) -> Vec<Target> {
    let reader = Reader {
        patterns: lexicon.patterns(),
    };
    let mut targets = Vec::new();
    for unit in &plan.units {
        if commits(plan, unit, lexicon) {
            reader.unit(plan, unit, &mut targets);
        }
    }
    targets
}

/// Background chapters, principles and tables commit to nothing.
fn commits(plan: &Plan, unit: &Unit, lexicon: &Lexicon) -> bool {
    let background = |unit: &Unit| {
        let title = plan.title(unit);
        let short = title.chars().count() <= LONGEST_BACKGROUND_TITLE;
        short
            && lexicon
                .shape()
                .background_titles
                .iter()
                .any(|word| title.contains(word.as_str()))
    };
    let table = unit.kind == UnitKind::Box
        && unit.title.is_some()
        && plan.indicators.iter().any(|i| i.table == unit.path);
    let preamble = unit.kind == UnitKind::Paragraph && unit.parent.is_none();
    !table
        && !preamble
        && unit.kind != UnitKind::Annex
        && !background(unit)
        && !plan.units.ancestors(unit).any(background)
}

/// A longer heading that holds such a word states a task: 「…夯实残疾人工作发展基础」.
const LONGEST_BACKGROUND_TITLE: usize = 14;

/// An amount within a clause.
struct Amount {
    value: Decimal,
    unit: String,
    comparator: Comparator,
}

struct Reader<'a> {
    patterns: &'a Patterns,
}

impl Reader<'_> {
    fn unit(&self, plan: &Plan, unit: &Unit, out: &mut Vec<Target>) {
        for span in &unit.body {
            let text = plan.text.slice(*span);
            for sentence in sentences(text, span.start as usize) {
                let deadline = self.opening_deadline(plan.text.slice(sentence));
                for clause in clauses(plan.text.slice(sentence), sentence.start as usize) {
                    self.clause(plan, unit, clause, deadline, out);
                }
            }
        }
    }

    /// 「到2025年，」 at the head of a sentence governs all its clauses.
    fn opening_deadline(&self, sentence: &str) -> Option<u16> {
        let found = self.patterns.due_year.captures(sentence)?;
        let at = found.get(0)?.start();
        let head = sentence[..at].trim_end_matches(is_blank);
        let opens = head.chars().count() <= 2 && (head.ends_with('到') || head.ends_with('至'));
        opens.then(|| found[1].parse().ok()).flatten()
    }

    fn clause(
        &self,
        plan: &Plan,
        unit: &Unit,
        clause: Span,
        opening: Option<u16>,
        out: &mut Vec<Target>,
    ) {
        let text = plan.text.slice(clause);
        let deadline = self
            .patterns
            .due_year
            .captures(text)
            .filter(|c| c.get(2).is_some() || ends_in_to(text, c))
            .and_then(|c| c[1].parse().ok())
            .or(opening);
        let kept = trim_clause(text);
        let quote_span = Span::new(
            clause.start as usize + kept.start,
            clause.start as usize + kept.end,
        );
        for amount in self.amounts(text) {
            out.push(Target {
                unit: unit.path.clone(),
                quote: plan.text.slice(quote_span).to_owned(),
                span: quote_span,
                quantity: Quantity {
                    value: amount.value,
                    unit: amount.unit,
                },
                comparator: amount.comparator,
                deadline,
                recurrence: text.contains("每年").then(|| "每年".to_owned()),
                lines: plan.text.lines_of(quote_span),
            });
        }
    }

    fn amounts(&self, text: &str) -> Vec<Amount> {
        let mut amounts = Vec::new();
        for found in self.patterns.amount.captures_iter(text) {
            if let Some(amount) = arabic_amount(text, &found) {
                amounts.push(amount);
            }
        }
        for found in self.patterns.worded_amount.captures_iter(text) {
            if let Some(amount) = han_amount(text, &found) {
                amounts.push(amount);
            }
        }
        for found in self.patterns.worded_percent.captures_iter(text) {
            if let Some(value) = crate::text::han_value(&found[1]) {
                let (start, end) = bounds(&found);
                amounts.push(Amount {
                    value,
                    unit: "%".to_owned(),
                    comparator: comparator(text, start, end),
                });
            }
        }
        amounts.extend(worded(text));
        amounts
    }
}

fn ends_in_to(text: &str, found: &regex::Captures<'_>) -> bool {
    let before = found
        .get(0)
        .map_or("", |m| &text[..m.start()])
        .trim_end_matches(is_blank);
    before.ends_with(['到', '至'])
}

fn bounds(found: &regex::Captures<'_>) -> (usize, usize) {
    found.get(0).map_or((0, 0), |m| (m.start(), m.end()))
}

/// The clause without its closing mark.
fn trim_clause(text: &str) -> std::ops::Range<usize> {
    let kept = text.trim_end_matches(|c: char| {
        matches!(c, '，' | ',' | '。' | '；' | ';' | '！') || is_blank(c)
    });
    let start = kept.len() - kept.trim_start_matches(is_blank).len();
    start..kept.len()
}

/// What stands around a number that makes it no target.
fn is_no_target(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(is_blank);
    let after = text[end..].trim_start_matches(is_blank);
    let previous = before.chars().next_back();
    let ordinal = previous == Some('第');
    let ranged = previous.is_some_and(|c| matches!(c, '—' | '-' | '–' | '～' | '~'))
        && after.starts_with('岁');
    let included = before.ends_with('含') || before.ends_with("包括");
    let from = before.ends_with('由') || before.ends_with('从');
    let plus = after.starts_with('+') || before.ends_with('+');
    ordinal
        || ranged
        || included
        || from && (after.contains("提高") || after.contains("增加") || after.contains("提升"))
        || plus
        || in_short_quote(text, start)
}

/// 「编制50人以上（含50人）的单位」: a threshold, unless a verb commits to the number.
fn is_threshold(text: &str, start: usize, end: usize) -> bool {
    let after = skip_bracket(text[end..].trim_start_matches(is_blank));
    let bounded = after
        .strip_prefix("以上")
        .or_else(|| after.strip_prefix("及以上"))
        .or_else(|| after.strip_prefix("以下"))
        .or_else(|| after.strip_prefix("以内"));
    let Some(rest) = bounded else { return false };
    let rest = skip_bracket(rest);
    let before = text[..start].trim_end_matches(is_blank);
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
    (rest.starts_with('的') || rest.is_empty() && text[..start].contains("编制")) && !committed
        || text[..start].ends_with("编制 ")
        || before.ends_with("编制")
}

fn skip_bracket(text: &str) -> &str {
    match text.chars().next() {
        Some('（' | '(') => text.find(['）', ')']).map_or(text, |at| {
            &text[at + text[at..].chars().next().map_or(0, char::len_utf8)..]
        }),
        _ => text,
    }
}

/// 「“五个一”」: the name of a programme.
fn in_short_quote(text: &str, at: usize) -> bool {
    let Some(open) = text[..at].rfind('“') else {
        return false;
    };
    let Some(close) = text[open..].find('”').map(|c| open + c) else {
        return false;
    };
    close > at && text[open + '“'.len_utf8()..close].chars().count() <= 7
}

fn arabic_amount(text: &str, found: &regex::Captures<'_>) -> Option<Amount> {
    let (start, end) = bounds(found);
    if text[..start]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '〔' | '['))
    {
        return None;
    }
    let measure = found.get(3).map_or("", |m| m.as_str());
    let percent = matches!(measure, "%" | "％");
    if is_no_target(text, start, end)
        || is_threshold(text, start, end) && !(percent && text[..start].trim_end().ends_with('有'))
    {
        return None;
    }
    if matches!(measure, "个" | "项" | "种")
        && text[end..].starts_with(['月', '年', '方', '一', '工', '重', '层'])
    {
        return None;
    }
    if measure == "元"
        && !found
            .get(2)
            .is_some_and(|m| matches!(m.as_str(), "万" | "亿"))
        && !text.contains(['达', '于', '至'])
    {
        return None;
    }
    let digits = found[1].replace('．', ".");
    let mut value: Decimal = digits.parse().ok()?;
    if let Some(multiplier) = found.get(2) {
        value *= multiplier_value(multiplier.as_str());
    }
    let unit = if percent {
        "%".to_owned()
    } else {
        measure.to_owned()
    };
    Some(Amount {
        value,
        unit,
        comparator: comparator(text, start, end),
    })
}

fn multiplier_value(word: &str) -> Decimal {
    match word {
        "百" => Decimal::from(100),
        "千" => Decimal::from(1_000),
        "万" => Decimal::from(10_000),
        _ => Decimal::from(100_000_000),
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
    if !(binding || placed && people)
        || is_no_target(text, start, end)
        || after.starts_with(['级', '批', '系'])
    {
        return None;
    }
    if before.ends_with(['第', '进', '统', '同', '逐', '每', '唯'])
        || measure == "个" && after.starts_with("百分点")
    {
        return None;
    }
    let value = crate::text::han_value(&found[1])?;
    Some(Amount {
        value,
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
    if ["超过", "高于", "大于", "突破"]
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
        let listed = text[..at].ends_with('、');
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
    if text.contains("半价以上") {
        amounts.push(percent(50, Comparator::AtLeast));
    }
    amounts
}
