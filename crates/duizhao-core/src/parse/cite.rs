//! Documents that a preamble names as the plan's ground: parents (上位规划) and bases (编制依据).

use crate::lexicon::Patterns;
use crate::model::{AdminLevel, CiteRelation, PlanCite, Region};
use crate::parse::block::squash;
use crate::parse::meta::Front;
use crate::text::Span;

/// Documents that the preamble names as the plan's ground, and the chapter of its aims where it
/// says so: 「根据《…规划》，…」.
pub(super) fn read_cites(
    front: &Front<'_>,
    title: &str,
    region: &Region,
    level: Option<AdminLevel>,
) -> Vec<PlanCite> {
    let mut cites: Vec<PlanCite> = Vec::new();
    let text = |span: &Span| front.layout.text.slice(*span);
    let whole = front.preamble.iter().map(text);
    let grounds = front.aims.iter().map(text).flat_map(grounds);
    for text in whole.chain(grounds) {
        for (start, end) in quoted(text) {
            let named = squash(&text[start..end]);
            let own = same_words(&named, title);
            if own || cites.iter().any(|c| c.title == named) {
                continue;
            }
            let doc_number = number_after(&text[end..], front.lexicon.patterns());
            let relation = relation_of(front, &named, title, (region, level));
            cites.push(PlanCite {
                title: named,
                doc_number,
                relation,
            });
        }
    }
    cites
}

/// The clauses of a text that say by what the plan was made.
fn grounds(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for word in ["根据", "依据", "按照"] {
        for (at, _) in text.match_indices(word) {
            let rest = &text[at + word.len()..];
            if !rest.trim_start().starts_with('《') {
                continue;
            }
            let mut depth = 0;
            let end = rest.find(|c| {
                depth += match c {
                    '《' => 1,
                    '》' => -1,
                    _ => 0,
                };
                depth == 0 && matches!(c, '，' | '。' | '；')
            });
            found.push(&rest[..end.unwrap_or(rest.len())]);
        }
    }
    found
}

fn same_words(a: &str, b: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    bare(a) == bare(b)
}

/// Byte ranges within the outermost 《》.
pub(super) fn quoted(text: &str) -> Vec<(usize, usize)> {
    let (mut out, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                depth += 1;
                if depth == 1 {
                    start = at + c.len_utf8();
                }
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push((start, at));
                }
            }
            _ => {}
        }
    }
    out
}

fn number_after(text: &str, patterns: &Patterns) -> Option<String> {
    let pattern = &patterns.cited_number;
    pattern.captures(text).map(|found| squash(&found[1]))
}

/// A parent is a plan of the same field from a level above; all else is a basis.
fn relation_of(
    front: &Front<'_>,
    cited: &str,
    title: &str,
    (region, level): (&Region, Option<AdminLevel>),
) -> CiteRelation {
    let general = cited.contains("国民经济和社会发展") || cited.contains("远景目标");
    let plan = ["规划", "行动计划", "实施方案", "纲要"]
        .iter()
        .any(|word| cited.contains(word));
    let context = String::new();
    let above = match front.lexicon.divisions().find_in(cited, &context) {
        Some(place) => match region.code {
            // A town has the code of its county, whose plan stands above its own.
            Some(code) => place.code.is_some_and(|above| {
                if above == code {
                    level == Some(AdminLevel::Town)
                } else {
                    front.lexicon.divisions().holds(above, code)
                }
            }),
            None => region.province.as_ref() == Some(&place.name),
        },
        None => region.province.is_some() || cited.starts_with("中共中央"),
    };
    // A plan's parent is a plan; that of a scheme or an opinion may be an opinion.
    let directs = !title.contains("规划") && cited.contains("意见");
    let shared = subject(title)
        .iter()
        .any(|pair| cited.contains(pair.as_str()));
    if (plan || directs) && !general && above && shared {
        CiteRelation::Parent
    } else {
        CiteRelation::Basis
    }
}

/// Character pairs of a title that name its field: those not of its form or place.
fn subject(title: &str) -> Vec<String> {
    let body = title
        .split(['“', '”', '《', '》', '（'])
        .collect::<Vec<_>>();
    let chars: Vec<char> = body.join("").chars().collect();
    let form = [
        "规划", "十三", "十四", "十五", "三五", "四五", "事业", "发展", "业发", "展规", "实施",
        "方案", "意见", "关于", "落实", "推进", "保障", "五规", "高质", "质量", "行动", "计划",
        "工作", "建设", "三年",
    ];
    chars
        .windows(2)
        .map(|pair| pair.iter().collect::<String>())
        .filter(|pair| {
            !form.contains(&pair.as_str()) && !pair.contains(['市', '区', '县', '省', '的', '于'])
        })
        .collect()
}
