//! Headings that run into their text without any mark, in flat copies that lost the ends of lines.
//!
//! ```text
//! （九）推进协同管控探索建立跨区域协同机制，统筹…   →  heading 推进协同管控, text 探索建立…
//! （二）改革工作面临新挑战制度体系有待健全。…      →  heading 改革工作面临新挑战, text 制度体系…
//! ```
//!
//! One paragraph proves nothing: 「1.社会保障制度基本建立，…」 is a goal. Where many paragraphs of one
//! style of label begin with a sentence too long for a heading, and nearly all of them can be cut
//! before the verb that opens their text, the headings of that style have lost their ends.

use crate::lexicon::Shape;
use crate::parse::block::Block;
use crate::parse::heading::known_title;
use crate::parse::label::{Style, is_blank, is_han};
use crate::parse::layout::Layout;
use crate::parse::line::char_width;

/// Which styles of label have headings without an end, and whether the others end with 。.
#[derive(Debug, Default)]
pub(crate) struct RunIn {
    styles: [bool; 8],
    stops: bool,
}

impl RunIn {
    /// Learns from all paragraphs of a flat copy.
    pub(crate) fn of(body: &[&Block], layout: &Layout, shape: &Shape) -> Self {
        let mut counts = [Counts::default(); 8];
        for block in body.iter().filter(|_| layout.flat) {
            let Some(label) = block.label else { continue };
            let text = block.text(layout)[label.len..].trim_start_matches(is_blank);
            if known_title(text, shape).is_none() {
                counts[label.style as usize].add(text, shape);
            }
        }
        let sum = |count: fn(&Counts) -> usize| counts.iter().map(count).sum::<usize>();
        let (all, stopped) = (sum(|counts| counts.all), sum(|counts| counts.stopped));
        RunIn {
            styles: counts.map(Counts::say_so),
            stops: all >= LEAST_SIBLINGS && stopped * 2 >= all,
        }
    }

    /// True where most headings of a flat copy end with 。, so that a blank before it ends none.
    pub(crate) fn stops(&self) -> bool {
        self.stops
    }

    /// True where headings below labels of `style` have no end.
    pub(crate) fn has(&self, style: Style) -> bool {
        self.styles[style as usize]
    }
}

/// What the paragraphs of one style begin with.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    all: usize,
    long: usize,
    cut: usize,
    /// Short first sentences without any blank.
    stopped: usize,
}

impl Counts {
    fn add(&mut self, text: &str, shape: &Shape) {
        let first = text.split('。').next().unwrap_or_default();
        let long = first.chars().count() > LONGEST_SENTENCE || first.matches('，').count() >= 2;
        let whole = (4..=LONGEST_SENTENCE).contains(&first.chars().count());
        let blank = |c: char| is_blank(c) && char_width(c) > 0;
        self.all += 1;
        self.stopped += usize::from(whole && !first.contains('，') && !first.contains(blank));
        self.long += usize::from(long);
        self.cut += usize::from(heading_end(text, shape).is_some());
    }

    fn say_so(self) -> bool {
        self.all >= LEAST_SIBLINGS && self.long * 3 >= self.all && self.cut * 5 >= self.all * 4
    }
}

/// Fewer siblings show no style.
const LEAST_SIBLINGS: usize = 4;
/// A longer sentence is no heading, in characters.
const LONGEST_SENTENCE: usize = 28;
/// Characters of a heading: 加强监管 has the fewest.
const HEADING: std::ops::RangeInclusive<usize> = 4..=24;

/// Bytes of the heading that runs into its text: up to the first verb, adverb or preposition that
/// can open a sentence.
pub(crate) fn heading_end(text: &str, shape: &Shape) -> Option<usize> {
    let clause = text.split(['。', '；', '：', '，']).next()?;
    let mut quotes = 0;
    let mut found = None;
    for (count, (at, c)) in clause.char_indices().enumerate() {
        let fits = HEADING.contains(&count) && quotes == 0;
        if fits && ends_before(clause, at, shape) {
            found = Some(at);
            break;
        }
        match c {
            '“' | '《' | '（' | '(' => quotes += 1,
            '”' | '》' | '）' | ')' => quotes -= 1,
            _ => {}
        }
    }
    let said = situation(clause, shape);
    // A verb after 面临新挑战 opens a later sentence.
    said.or(found)
}

/// 「…取得新进展」, 「…面临新挑战」: a heading that says how things stand.
fn situation(clause: &str, shape: &Shape) -> Option<usize> {
    let starts = shape.situation_starts.iter();
    let (at, word) = starts
        .filter_map(|word| clause.find(word.as_str()).map(|at| (at, word)))
        .min()?;
    let rest = &clause[at + word.len()..];
    let ends = shape.situation_ends.iter();
    let end = ends
        .filter_map(|word| rest.find(word.as_str()).map(|at| at + word.len()))
        .min()?;
    let close = rest[..end].chars().count() <= 6;
    let end = at + word.len() + end;
    let fits = HEADING.contains(&clause[..end].chars().count());
    let more = clause[end..].starts_with(is_han) && !clause[end..].starts_with(JOINTS);
    (close && fits && more).then_some(end)
}

/// What joins the words before and after it.
const JOINTS: [char; 8] = ['和', '与', '及', '、', '的', '以', '并', '或'];

fn ends_before(clause: &str, at: usize, shape: &Shape) -> bool {
    let (head, rest) = clause.split_at(at);
    let mut joined = shape.opening_verbs.iter().chain(&shape.opening_adverbs);
    // 不断|完善, 推动|建立: a verb after such a word goes with it.
    let leads = joined.any(|word| head.ends_with(word.as_str()));
    !head.ends_with(JOINTS) && !leads && opens(rest, shape)
}

/// True for words that open a sentence of a plan: 探索建立…, 积极开展…, 对存在…的项目.
fn opens(rest: &str, shape: &Shape) -> bool {
    let after = |words: &[String]| {
        let found = words
            .iter()
            .filter_map(|word| rest.strip_prefix(word.as_str()));
        found.min_by_key(|rest| rest.len())
    };
    let verb = |text: &str| {
        let mut verbs = shape.opening_verbs.iter().chain(&shape.doubtful_verbs);
        verbs.any(|word| text.starts_with(word.as_str()))
    };
    if let Some(object) = after(&shape.opening_verbs) {
        let noun = shape
            .noun_tails
            .iter()
            .any(|word| object.starts_with(word.as_str()));
        return !noun && object.chars().take_while(|c| is_han(*c)).count() >= LEAST_OBJECT
            || object.starts_with(['“', '《']);
    }
    let pair = after(&shape.doubtful_verbs).or_else(|| after(&shape.opening_adverbs));
    if pair.is_some_and(verb) {
        return true;
    }
    let place = after(&shape.opening_prepositions);
    place.is_some_and(|rest| !rest.starts_with(['外', '接', '口', '标', '象', '策', '比', '话']))
}

/// An object has so many characters.
const LEAST_OBJECT: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[track_caller]
    fn check(text: &str, wanted: Option<&str>) {
        let end = heading_end(text, Lexicon::builtin().shape());
        assert_eq!(end.map(|end| &text[..end]), wanted, "{text}");
    }

    #[test]
    fn a_heading_ends_before_the_verb_that_opens_the_text() {
        check(
            "推进协同服务探索建立跨街道协作机制，统筹资源。",
            Some("推进协同服务"),
        );
        check("全方位优化服务创新推进社区助餐。", Some("全方位优化服务"));
        check(
            "做好评估考核建立年度评估机制，完善指标。",
            Some("做好评估考核"),
        );
        check(
            "防范养老服务风险对存在隐患的机构，加强检查。",
            Some("防范养老服务风险"),
        );
        check(
            "推动服务管理全衔接研究建立联动制度。",
            Some("推动服务管理全衔接"),
        );
        check("探索家庭床位积极开展试点。", Some("探索家庭床位"));
        check(
            "养老服务改革取得新进展制度不断健全。",
            Some("养老服务改革取得新进展"),
        );
    }

    #[test]
    fn words_that_belong_together_stay() {
        check("加强不断完善的服务网络。", None);
        check("社会保障制度和服务体系。", None);
        check("推进高水平对外开放。", None);
        check("实施残疾人就业能力提升工程。", None);
    }
}
