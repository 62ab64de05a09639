//! Lines become paragraphs, over the edges of pages too.
//!
//! ```text
//! |  （一）加强托养服务。到2025年，服务覆盖|      the line is full: the first word of the next
//! |率达到95%。                           |      would not have fitted, so they are one paragraph
//! ```

use super::lines::{Line, Place};

/// The text of the document.
pub(super) fn text(pages: &[Vec<Line>]) -> String {
    let all: Vec<&Line> = pages.iter().flatten().collect();
    let page = Measure::of(&all, &Place::Page);
    let mut flow = Flow::default();
    for line in &all {
        match &line.place {
            Place::Row => flow.row(line),
            Place::Page => flow.line(line, &page),
            Place::Frame(..) => flow.line(line, &Measure::of(&all, &line.place)),
        }
    }
    let mut text = flow.out.join("\n");
    text.push('\n');
    text
}

/// The paragraphs so far.
#[derive(Default)]
struct Flow<'a> {
    out: Vec<String>,
    before: Option<&'a Line>,
    /// The paragraph under way has more than one line.
    second: bool,
    header: Option<&'a str>,
}

impl<'a> Flow<'a> {
    /// A row is a paragraph; the head of a table is said once, not on each page again.
    fn row(&mut self, line: &'a Line) {
        let turned = self.before.is_some_and(|last| line.y < last.y);
        let repeats = turned && self.header == Some(line.text.as_str());
        if self.before.is_none_or(|last| last.place != Place::Row) {
            self.header = Some(&line.text);
        }
        if !repeats {
            self.out.push(line.text.clone());
        }
        self.before = Some(line);
    }

    fn line(&mut self, line: &'a Line, measure: &Measure) {
        let last = self.before.filter(|last| last.place == line.place);
        if last.is_some_and(|last| measure.goes_on(last, line, self.second))
            && let Some(text) = self.out.last_mut()
            && !follows(text, &line.text)
        {
            run_on(text, &line.text);
            self.second = true;
        } else {
            if last.is_some_and(|last| measure.gap(last, line) > WIDE) {
                self.out.push(String::new());
            }
            self.out.push(line.text.clone());
            self.second = false;
        }
        self.before = Some(line);
    }
}

/// A gap of so many usual ones parts paragraphs, and one so wide is a line left empty.
const PARTED: f64 = 1.35;
const WIDE: f64 = 1.7;

/// A page whose longest line has fewer letters than this shows no edge.
const NARROW: f64 = 12.0;

/// How the lines of a page or frame are usually set.
struct Measure {
    /// Where full lines end.
    right: f64,
    /// Where most lines begin that do not stand in.
    left: f64,
    /// From line to line, in sizes of the letters.
    pitch: f64,
}

impl Measure {
    fn of(all: &[&Line], place: &Place) -> Self {
        let lines: Vec<&Line> = all.iter().filter(|l| l.place == *place).copied().collect();
        let mut ends: Vec<f64> = lines.iter().map(|line| solid_end(line)).collect();
        ends.sort_by(f64::total_cmp);
        // A few lines may stand out: take the end that at least one line in fifty reaches.
        let right = ends.get(ends.len().saturating_sub(1 + ends.len() / 50));
        let mut starts: Vec<f64> = lines.iter().map(|line| line.x).collect();
        starts.sort_by(f64::total_cmp);
        let mut measure = Measure {
            right: right.copied().unwrap_or(0.0),
            left: starts.get(starts.len() / 20).copied().unwrap_or(0.0),
            pitch: 1.0,
        };
        let pairs = lines.windows(2).filter(|pair| pair[1].y > pair[0].y);
        let full = pairs.filter(|pair| measure.is_full(pair[0], pair[1]));
        let mut gaps: Vec<f64> = full.map(|pair| measure.gap(pair[0], pair[1])).collect();
        gaps.sort_by(f64::total_cmp);
        measure.pitch = gaps.get(gaps.len() / 2).copied().unwrap_or(1.8).max(0.5);
        measure
    }

    /// From base line to base line, in usual distances; nought over the edge of a page.
    fn gap(&self, last: &Line, line: &Line) -> f64 {
        ((line.y - last.y) / line.size.max(last.size) / self.pitch).max(0.0)
    }

    /// True where the first word of `line` would not have fitted behind `last`.
    fn is_full(&self, last: &Line, line: &Line) -> bool {
        let room = self.right - solid_end(last);
        let broad = self.right - self.left >= NARROW * line.size;
        broad && room < (first_word(&line.text) + 0.3) * line.size
    }

    fn goes_on(&self, last: &Line, line: &Line, second: bool) -> bool {
        let indent = (line.x - last.x) / line.size;
        // The first line of a paragraph may stand in; the others stand below each other.
        let below = indent <= 0.6 && indent >= if second { -0.6 } else { -6.0 };
        // Two lines that both stand in are two first lines.
        let first = !second && line.x > self.left + 0.6 * line.size;
        let ended = last
            .text
            .ends_with(['。', '！', '？', '；', '：', ':', ';', '）', ')']);
        (last.size - line.size).abs() <= 0.12 * last.size
            && below
            && !first
            && self.gap(last, line) <= PARTED
            && self.is_full(last, line)
            && !(ended && label(&line.text).is_some())
    }
}

/// Where a line ends without the mark that may hang over the edge.
fn solid_end(line: &Line) -> f64 {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：']);
    line.end - if hangs { line.size } else { 0.0 }
}

/// How wide the part is that could not have stayed on the line before, in ems.
fn first_word(text: &str) -> f64 {
    let wide = |c: char| if c.is_ascii() { 0.55 } else { 1.0 };
    let opens = |c: char| "（《“‘〔【「(<[".contains(c);
    let follows = |c: char| "，。、；：？！）》”’〕】」％%…,.;:?!)]>".contains(c);
    let mut width = 0.0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        width += wide(c);
        let Some(&next) = chars.peek() else { break };
        let word =
            c.is_ascii_alphanumeric() && (next.is_ascii_alphanumeric() || ".-_%".contains(next));
        if !(opens(c) || follows(next) || word) {
            break;
        }
    }
    width
}

/// The number a text begins with: its kind and its digits. 第一章, 一、, （一）, 1., ①.
fn label(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let counted = |rest: &'_ str, ends: &[char]| {
        let digits = rest.len() - rest.trim_start_matches(number).len();
        let kind = rest[digits..].chars().next().filter(|c| ends.contains(c))?;
        (digits > 0).then_some((kind, digits))
    };
    let (from, (kind, digits)) = match first {
        '①'..='⑳' => return Some(('①', &text[..first.len_utf8()])),
        '第' => (rest, counted(rest, &['章', '节', '条', '篇', '部'])?),
        '（' | '(' => (rest, counted(rest, &['）', ')'])?),
        '专' if rest.starts_with('栏') => return Some(('专', "")),
        '附' if rest.starts_with(['件', '表', '录']) => return Some(('附', "")),
        _ => (text, counted(text, &['、', '．', '.', '）'])?),
    };
    Some((kind, &from[..digits]))
}

/// True where two texts have numbers of one kind, the second following the first.
fn follows(first: &str, second: &str) -> bool {
    let (Some((kind, one)), Some((other, two))) = (label(first), label(second)) else {
        return false;
    };
    let next = match (one.parse::<u32>(), two.parse::<u32>()) {
        (Ok(one), Ok(two)) => two == one + 1,
        _ => one != two,
    };
    kind == other && next
}

/// Adds a line to a paragraph, with a blank between words of letters.
pub(super) fn run_on(text: &mut String, line: &str) {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letter(text.chars().next_back()) && letter(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f64, y: f64) -> Line {
        Line {
            text: text.to_owned(),
            x,
            end: x + text.chars().count() as f64 * 10.0,
            y,
            size: 10.0,
            height: 800.0,
            place: Place::Page,
        }
    }

    #[test]
    fn full_lines_run_on_and_short_ones_end() {
        let page = vec![
            line("加强残疾人托养服务能力建", 120.0, 100.0),
            line("设，到二零二五年服务覆盖率达到", 100.0, 115.0),
            line("九成。", 100.0, 130.0),
            line("完善制度。", 120.0, 145.0),
        ];
        let next = vec![line("（二）就业服务", 100.0, 100.0)];
        assert_eq!(
            text(&[page, next]),
            "加强残疾人托养服务能力建设，到二零二五年服务覆盖率达到九成。\n完善制度。\n（二）就业服务\n"
        );
    }

    #[test]
    fn a_full_line_at_the_foot_of_a_page_runs_on_overleaf() {
        let page = vec![line("加强残疾人托养服务能力建设和制", 100.0, 700.0)];
        let next = vec![line("度建设。", 100.0, 90.0)];
        assert_eq!(
            text(&[page, next]),
            "加强残疾人托养服务能力建设和制度建设。\n"
        );
    }

    #[test]
    fn numbers_of_their_own_begin_a_paragraph() {
        for start in ["第一章", "一、", "（一）", "1.", "①", "专栏1"] {
            assert!(label(start).is_some(), "{start}");
        }
        for start in ["一是", "第一时间", "2025年", "托养"] {
            assert!(label(start).is_none(), "{start}");
        }
        assert!(follows("1. 低保比例 100", "2. 补贴覆盖率"));
        assert!(!follows("1. 低保比例", "8. 和9. 两项"));
    }
}
