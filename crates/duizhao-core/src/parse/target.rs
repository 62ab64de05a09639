//! Targets (目标) of the prose: clauses with an amount that the government commits to.
//!
//! ```text
//! 到2025年，创建省级无障碍社区65个以上，改造率达到95%以上
//!          └ ≥ 65 个, 2025 ─────────┘ └ ≥ 95 %, 2025 ┘
//! 每年至少为签约残疾人开展一次健康状况评估      → ≥ 1 次, 每年
//! 街道康复指导站实现全覆盖                   → = 100 %
//! 0—6岁, 三级网络, 编制50人以上的单位, 5年过渡期   → none
//! ```

use crate::lexicon::{Lexicon, Patterns};
use crate::model::{Plan, Quantity, Target, Unit, UnitKind};
use crate::parse::amount::amounts;
use crate::parse::date::five_year_plan;
use crate::parse::label::is_blank;
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
    !table
        && unit.kind != UnitKind::Annex
        && !background(unit)
        && !plan.units.ancestors(unit).any(background)
}

/// 「具体指标：到2022年，…」 before the first heading commits as a chapter of goals does.
fn states_goals(paragraph: &str) -> bool {
    let opening = paragraph.trim_start_matches(is_blank);
    let kind = ["具体", "主要", "总体", "工作", "发展", "总"];
    let rest = kind.iter().find_map(|word| opening.strip_prefix(*word));
    rest.is_some_and(|rest| ["指标", "目标"].iter().any(|word| rest.starts_with(word)))
}

/// A longer heading that holds such a word states a task: 「…夯实残疾人工作发展基础」.
const LONGEST_BACKGROUND_TITLE: usize = 14;

/// The last year of a five-year plan at whose end something is due: 「到“十四五”期末，…」.
fn plan_end(text: &str) -> Option<u16> {
    let end = text.char_indices().nth(LONGEST_PLAN_END);
    let head = end.map_or(text, |(at, _)| &text[..at]);
    let head = head.split(['，', ',', '。']).next().unwrap_or_default();
    let head = head.trim_start_matches(is_blank);
    let rest = head.strip_prefix(['到', '至'])?;
    let ends = ["期末", "末期", "末", "规划末"];
    let due = ends.iter().any(|end| rest.contains(end));
    five_year_plan(rest).map(|(_, last)| last).filter(|_| due)
}

/// 到“十四五”规划期末 is not longer, in characters.
const LONGEST_PLAN_END: usize = 14;

struct Reader<'a> {
    patterns: &'a Patterns,
}

impl Reader<'_> {
    fn unit(&self, plan: &Plan, unit: &Unit, out: &mut Vec<Target>) {
        let preamble = unit.kind == UnitKind::Paragraph && unit.parent.is_none();
        for span in &unit.body {
            let text = plan.text.slice(*span);
            if preamble && !states_goals(text) {
                continue;
            }
            // 「到2025年，…。…。」 in a paragraph of goals governs its further sentences.
            let goals = plan.title(unit).contains("目标");
            let mut opening = None;
            for sentence in sentences(text, span.start as usize) {
                if self.looks_back(plan, plan.text.slice(sentence)) {
                    continue;
                }
                let own = self.opening_deadline(plan.text.slice(sentence));
                opening = own.or(opening.filter(|_| goals));
                let mut deadline = opening;
                for clause in clauses(plan.text.slice(sentence), sentence.start as usize) {
                    // 「…，到2025年，建成…」 governs what follows it.
                    deadline = self.bare_deadline(plan.text.slice(clause)).or(deadline);
                    self.clause(plan, unit, clause, deadline, out);
                }
            }
        }
    }

    /// The first year of `text` by which something is due, or that only tells when.
    fn due_year<'t>(&self, text: &'t str) -> Option<regex::Captures<'t>> {
        let year = text.contains('年').then_some(text)?;
        self.patterns.due_year.captures(year)
    }

    /// 「到2025年，」 at the head of a sentence governs all its clauses.
    fn opening_deadline(&self, sentence: &str) -> Option<u16> {
        if let Some(year) = plan_end(sentence) {
            return Some(year);
        }
        let found = self.due_year(sentence)?;
        let at = found.get(0)?.start();
        let head = sentence[..at].trim_end_matches(is_blank);
        let to = head.chars().count() <= 2 && (head.ends_with('到') || head.ends_with('至'));
        let by = head.is_empty()
            && ["底", "末", "前"]
                .iter()
                .any(|word| found[0].contains(word));
        (to || by || begins_done(sentence, &found))
            .then(|| read_year(&found[1]))
            .flatten()
    }

    /// The year of a clause that says nothing else: 「到2025年，」, 「具体指标：到2025年，」.
    fn bare_deadline(&self, clause: &str) -> Option<u16> {
        let clause = &clause[trim_clause(clause)];
        if let Some(year) = plan_end(clause) {
            return Some(year);
        }
        let found = self.due_year(clause)?;
        let whole = found.get(0)?;
        let before = clause[..whole.start()].trim_end_matches(is_blank);
        let before = before.strip_suffix(['到', '至']);
        let to = before.is_some_and(|head| head.is_empty() || head.ends_with(['：', ':']));
        // 「…，2025年底前，…」.
        let ends = ["底", "末", "前"];
        let by = whole.start() == 0 && ends.iter().any(|word| found[0].contains(word));
        ((to || by) && whole.end() == clause.len())
            .then(|| read_year(&found[1]))
            .flatten()
    }

    /// 「截至2020年底，…」, 「“十三五”期间，…」 tell what was done before the plan's time.
    fn looks_back(&self, plan: &Plan, sentence: &str) -> bool {
        let Some((first, _)) = plan.meta.period else {
            return false;
        };
        let end = sentence.char_indices().nth(14);
        let opening = end.map_or(sentence, |(at, _)| &sentence[..at]);
        let head = opening.split(['，', ',']).next().unwrap_or_default();
        let bare = head.trim_start_matches(is_blank);
        let bare = ["截至", "截止", "到", "至", "在"]
            .iter()
            .find_map(|word| bare.strip_prefix(word))
            .unwrap_or(bare);
        let year = self.due_year(bare);
        let year = year.filter(|found| found.get(0).is_some_and(|whole| whole.start() == 0));
        let past = year
            .and_then(|found| read_year(&found[1]))
            .is_some_and(|year| year < first);
        let period = ["期间", "时期", "以来"]
            .iter()
            .any(|word| head.contains(word));
        let ended = plan_end(head).is_some_and(|year| year < first);
        past || ended || period && five_year_plan(head).is_some_and(|(_, last)| last < first)
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
            .due_year(text)
            .filter(|c| c.get(2).is_some() || ends_in_to(text, c) || begins_done(text, c))
            .and_then(|c| read_year(&c[1]))
            .or(opening);
        let kept = trim_clause(text);
        let quote_span = Span::new(
            clause.start as usize + kept.start,
            clause.start as usize + kept.end,
        );
        let amounts = amounts(text, self.patterns);
        let each = self.years_of_each(text, amounts.len());
        for (at, amount) in amounts.into_iter().enumerate() {
            let deadline = each.get(at).copied().or(deadline);
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
                recurrence: recurrence(text),
                lines: plan.text.lines_of(quote_span),
            });
        }
    }

    /// 「到2023年和2025年分别达到80%和95%」: a year for each amount, where there are as many.
    fn years_of_each(&self, text: &str, amounts: usize) -> Vec<u16> {
        let Some((before, _)) = text.split_once("分别") else {
            return Vec::new();
        };
        let found = self.patterns.due_year.captures_iter(before);
        let years: Vec<u16> = found.filter_map(|found| read_year(&found[1])).collect();
        let each = years.len() == amounts && amounts > 1;
        if each { years } else { Vec::new() }
    }
}

fn read_year(digits: &str) -> Option<u16> {
    crate::text::ascii_digits(digits).parse().ok()
}

/// 每年, 每季度 and the like: how often it recurs.
pub(crate) fn recurrence(text: &str) -> Option<String> {
    let found = RECURRENCES.iter().find(|word| text.contains(*word));
    found.map(|word| (*word).to_owned())
}

const RECURRENCES: [&str; 8] = [
    "每年",
    "每两年",
    "每三年",
    "每半年",
    "每季度",
    "每季",
    "每月",
    "年均",
];

/// 「2025年实现…」, 「力争2025年覆盖率达到…」 say by when; 「2025年起」, 「2025年启动」 do not.
fn begins_done(text: &str, found: &regex::Captures<'_>) -> bool {
    let Some(whole) = found.get(0) else {
        return false;
    };
    let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
    let before = before.trim_matches(is_blank);
    let after = after.trim_start_matches(is_blank);
    let clause = after
        .split(['，', ',', '。', '；'])
        .next()
        .unwrap_or_default();
    let strives = ["力争", "争取", "确保", "努力"].contains(&before);
    let reached = [
        "达到",
        "提高到",
        "提高至",
        "提升到",
        "提升至",
        "下降到",
        "降至",
        "稳定在",
        "控制在",
        "不低于",
        "不少于",
        "不超过",
    ];
    let arrives = reached.iter().any(|word| clause.contains(word));
    let later = ["起", "开始", "启动"]
        .iter()
        .any(|word| after.starts_with(word));
    if (strives || before.is_empty()) && arrives && !later {
        return true;
    }
    let done = [
        "实现",
        "建成",
        "完成",
        "达到",
        "初步建成",
        "基本建成",
        "全面建成",
    ];
    (strives || before.is_empty()) && done.iter().any(|word| after.starts_with(word))
}

fn ends_in_to(text: &str, found: &regex::Captures<'_>) -> bool {
    let before = found
        .get(0)
        .map_or("", |m| &text[..m.start()])
        .trim_end_matches(is_blank);
    before.ends_with(['到', '至'])
}

/// The clause without its closing mark.
fn trim_clause(text: &str) -> std::ops::Range<usize> {
    let kept = text.trim_end_matches(|c: char| {
        matches!(c, '，' | ',' | '。' | '；' | ';' | '！') || is_blank(c)
    });
    let start = kept.len() - kept.trim_start_matches(is_blank).len();
    start..kept.len()
}
