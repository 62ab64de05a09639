//! Short names and marks of plans, for chips, column heads and narrow places.
//!
//! ```text
//! 济南市市中区 → 济南市中区, 中    济宁市 → 济宁市, 宁
//! ```

use std::collections::{BTreeMap, BTreeSet};

use duizhao_core::model::{Corpus, Plan};

/// A plan's short name and its mark of one character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) name: String,
    pub(crate) mark: String,
}

/// What a name is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) region: Option<&'a str>,
    pub(crate) period: Option<(u16, u16)>,
    pub(crate) title: &'a str,
}

impl<'a> Named<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        Named {
            region: plan.meta.region.name.as_deref(),
            period: plan.meta.period,
            title: plan.title_or_id(),
        }
    }
}

/// Names for the plans of `corpus`, in their order.
pub(crate) fn names_in(corpus: &Corpus) -> Vec<Name> {
    let plans = corpus.plans().iter();
    names(&plans.map(|plan| Named::of(plan)).collect::<Vec<_>>())
}

/// Names for all of `plans`, in their order. Where two would be called the same, the period is
/// added, then a number.
pub(crate) fn names(plans: &[Named<'_>]) -> Vec<Name> {
    let mut by_place: BTreeMap<String, usize> = BTreeMap::new();
    for plan in plans {
        *by_place.entry(place(plan)).or_default() += 1;
    }
    let (mut taken, mut marks) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::with_capacity(plans.len());
    for plan in plans {
        let place = place(plan);
        let period = plan
            .period
            .filter(|_| by_place[&place] > 1)
            .map(period)
            .unwrap_or_default();
        let first = format!("{place}{period}");
        let more = (2..).map(|n| format!("{first} {n}"));
        let name = std::iter::once(first.clone())
            .chain(more)
            .find(|n| !taken.contains(n));
        let name = name.expect("numbers never run out");
        taken.insert(name.clone());
        out.push(Name {
            mark: mark(&place, own_part(plan), &by_place, &mut marks),
            name,
        });
    }
    out
}

fn place(plan: &Named<'_>) -> String {
    let Some(region) = plan.region else {
        let titled = titled_place(plan.title);
        return titled.map_or_else(|| plan.title.chars().take(12).collect(), str::to_owned);
    };
    // 淄博市张店区 → 淄博张店区; 济宁市 stays.
    match region.split_once('市') {
        Some((city, below)) if !below.is_empty() => format!("{city}{below}"),
        _ => region.to_owned(),
    }
}

/// The place that a title begins with, where no directory knows it: 云东县 of
/// 「云东县“十四五”残疾人事业发展规划」.
fn titled_place(title: &str) -> Option<&str> {
    let period = |rest: &str| {
        rest.starts_with(['“', '"', '「', '十', '二'])
            || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut ends = title
        .char_indices()
        .skip(1)
        .take(LONGEST_PLACE)
        .map(|(at, c)| (at + c.len_utf8(), c));
    let place = ends.find(|&(end, c)| is_suffix(c) && period(&title[end..]));
    let place = place.map(|(end, _)| &title[..end]);
    place.filter(|place| !place.starts_with("关于"))
}

/// The name of a place is not longer, in characters.
const LONGEST_PLACE: usize = 10;

/// What the name of a place ends with.
fn is_suffix(c: char) -> bool {
    matches!(c, '省' | '市' | '区' | '县' | '旗' | '镇' | '乡' | '州')
}

/// The last part of the place: 张店区 of 淄博市张店区.
fn own_part<'a>(plan: &Named<'a>) -> &'a str {
    let titled = || titled_place(plan.title).unwrap_or(plan.title);
    let region = plan.region.unwrap_or_else(titled);
    region.split_once('市').map_or(
        region,
        |(city, below)| if below.is_empty() { city } else { below },
    )
}

/// 2021–2025 → 十四五; other spans as years.
fn period((from, to): (u16, u16)) -> String {
    let ordinal = match (from, to) {
        (2011, 2015) => "十二五",
        (2016, 2020) => "十三五",
        (2021, 2025) => "十四五",
        (2026, 2030) => "十五五",
        _ => return format!(" {from}–{to}"),
    };
    format!("“{ordinal}”")
}

/// A character that stands for the plan: of its own place, in no other plan's name if possible.
fn mark(
    place: &str,
    own: &str,
    places: &BTreeMap<String, usize>,
    marks: &mut BTreeSet<String>,
) -> String {
    let stem: Vec<char> = place.chars().filter(|c| !is_suffix(*c)).collect();
    let own: Vec<char> = own.chars().filter(|c| !is_suffix(*c)).collect();
    let alone = |c: &&char| places.keys().filter(|p| p.contains(**c)).count() == 1;
    let candidates = own
        .iter()
        .filter(alone)
        .chain(&own)
        .chain(&stem)
        .map(ToString::to_string);
    let numbers = (1..).map(|n: u32| n.to_string());
    let mark = candidates.chain(numbers).find(|mark| !marks.contains(mark));
    let mark = mark.expect("numbers never run out");
    marks.insert(mark.clone());
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(plans: &[(&str, (u16, u16))], expected: &[(&str, &str)]) {
        let named: Vec<Named<'_>> = plans
            .iter()
            .map(|(region, period)| Named {
                region: Some(region),
                period: Some(*period),
                title: "规划",
            })
            .collect();
        let found = names(&named);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|n| (n.name.as_str(), n.mark.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_short_and_marks_differ() {
        let now = (2021, 2025);
        check(
            &[
                ("济南市市中区", now),
                ("淄博市张店区", now),
                ("济宁市", now),
                ("南宁市", now),
            ],
            &[
                ("济南市中区", "中"),
                ("淄博张店区", "张"),
                ("济宁市", "济"),
                ("南宁市", "南"),
            ],
        );
        check(
            &[("济宁市", (2016, 2020)), ("济宁市", now), ("济宁市", now)],
            &[
                ("济宁市“十三五”", "济"),
                ("济宁市“十四五”", "宁"),
                ("济宁市“十四五” 2", "1"),
            ],
        );
    }

    /// A place that no directory knows is the one its title begins with.
    #[test]
    fn places_are_taken_from_titles() {
        let place_of = |title| {
            let plan = Named {
                region: None,
                period: Some((2021, 2025)),
                title,
            };
            let found = names(&[plan]).remove(0);
            format!("{} {}", found.name, found.mark)
        };
        assert_eq!(place_of("云东县“十四五”残疾人事业发展规划"), "云东县 云");
        assert_eq!(place_of("云东新区2025年养老服务要点"), "云东新区 云");
        assert_eq!(
            place_of("推进乡村振兴规划（2021—2025年）"),
            "推进乡村振兴规划（202 推"
        );
        assert_eq!(
            place_of("关于印发云东县“十四五”规划的通知"),
            "关于印发云东县“十四五” 关"
        );
    }
}
