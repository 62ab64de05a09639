//! From lines to paragraphs: takes hard wraps out and keeps what begins something new apart.
//!
//! ```text
//! 为深入贯彻落实党中央、国务院决策部署，进一步保障和改
//!                                                    →  one paragraph
//! 善残疾人民生，加快推进残疾人事业高质量发展。
//! 一、编制背景                                         →  the next
//! ```
//!
//! A line is wrapped when it fills the column and does not end a sentence. The column is
//! found by where unfinished lines pile up; a document may have several (boxes are set wider).

use crate::lexicon::Lexicon;
use crate::model::{SkipReason, Skipped};
use crate::parse::columns::{Columns, Measure};
use crate::parse::flat::is_flat_source;
use crate::parse::label::{Style, read_label, read_residue};
use crate::parse::line::{Line, read_lines};
use crate::parse::line_signs::{
    addresses, begins_anew, closes_statement, depth, ends_open, ends_soon, goes_on_number, has_gap,
    heads_by_gap, heads_by_residue, heads_headed, heads_itself, heads_numbers, in_statement,
    is_bare_heading, is_bare_label, is_finished, is_title, is_titled, looks_like_heading,
    opens_names, starts_row, starts_something, states, tail_of,
};
use crate::parse::matter::is_chapter_title;
use crate::parse::table::{Table, find_tables};
use crate::text::{EditRule, LineRange, PlanText, PlanTextBuilder, Span};

/// A paragraph of the normalised text.
#[derive(Debug, Clone)]
pub(crate) struct Para {
    /// Its place.
    pub(crate) span: Span,
    /// Its source lines.
    pub(crate) lines: LineRange,
    /// The table it is a line of, an index into [`Layout::tables`].
    pub(crate) table: Option<usize>,
}

/// The normalised text with its paragraphs, tables and furniture.
pub(crate) struct Layout {
    pub(crate) text: PlanText,
    pub(crate) paras: Vec<Para>,
    pub(crate) tables: Vec<Table>,
    pub(crate) skipped: Vec<Skipped>,
    /// True for a flat copy, whose lines were cut into paragraphs.
    pub(crate) flat: bool,
}

/// Lays `source` out in paragraphs.
pub(crate) fn lay_out(source: &str, lexicon: &Lexicon) -> Layout {
    let flat = is_flat_source(source);
    let lines = read_lines(source, flat, lexicon.shape());
    let tables = find_tables(&lines, lexicon);
    let free =
        |line: &&Line<'_>| !line.is_blank() && line.skip.is_none() && !is_in_table(line, &tables);
    let columns = Columns::of(&lines.iter().filter(free).collect::<Vec<_>>());
    let gaps_part = lines.iter().filter(|line| line.trail >= 2).count() * 5 < lines.len();
    let mut writer = Writer::new(source);
    writer.gaps_part = gaps_part;
    let mut seen = SeenLabels::default();
    for (at, line) in lines.iter().enumerate() {
        if let Some(why) = line.skip {
            writer.skip(line, why);
        } else if line.is_blank() {
            writer.note_chrome(line);
        } else {
            let past = tables.partition_point(|t| (t.source.end as usize) <= line.start);
            let table = tables
                .get(past)
                .is_some_and(|t| t.holds(line))
                .then_some(past);
            let next = lines[at + 1..]
                .iter()
                .find(|l| !l.is_blank() && l.skip.is_none());
            let row = line.text.starts_with('|');
            let joins = !(line.begins || row)
                && table.is_none()
                && writer.last_table().is_none()
                && writer.joins(line, next, &columns, &seen, lexicon);
            writer.write(line, table, joins);
            writer.note_chrome(line);
            seen.note(line.text, joins);
        }
    }
    let (text, paras, skipped) = writer.finish();
    Layout {
        text,
        paras,
        tables,
        skipped,
        flat,
    }
}

/// Which numbers have been seen last, by style, so that a wrapped 「三、」 is told from a label.
#[derive(Default)]
struct SeenLabels {
    last: [u32; 8],
}

impl SeenLabels {
    fn note(&mut self, text: &str, joined: bool) {
        if let Some((style, number)) = label_of(text).filter(|_| !joined) {
            self.last[style as usize] = number;
        }
    }

    fn plausible(&self, text: &str) -> bool {
        label_of(text).is_some_and(|(style, number)| {
            let last = self.last[style as usize];
            number == 1 || number == last + 1 || number == last + 2 || number == last
        })
    }
}

fn label_of(text: &str) -> Option<(Style, u32)> {
    read_label(text).and_then(|label| label.number.map(|number| (label.style, number)))
}

/// Tables come in source order.
fn is_in_table(line: &Line<'_>, tables: &[Table]) -> bool {
    let past = tables.partition_point(|t| (t.source.end as usize) <= line.start);
    tables.get(past).is_some_and(|t| t.holds(line))
}

struct Writer {
    builder: PlanTextBuilder,
    paras: Vec<Para>,
    skipped: Vec<Skipped>,
    last: Measure,
    last_line: u32,
    /// Two blanks or more stood at the end of the last line.
    last_gap: bool,
    /// Blanks at a line's end are rare and so part a heading from its text.
    gaps_part: bool,
    /// Furniture stood between the last line and this one.
    page_broke: bool,
}

impl Writer {
    fn new(source: &str) -> Self {
        Writer {
            builder: PlanTextBuilder::new(source.to_owned()),
            paras: Vec::new(),
            skipped: Vec::new(),
            last: Measure::default(),
            last_line: 0,
            last_gap: false,
            gaps_part: false,
            page_broke: false,
        }
    }

    fn skip(&mut self, line: &Line<'_>, why: SkipReason) {
        self.builder.leave_to(line.start, EditRule::Trim);
        self.builder.leave_to(line.end(), EditRule::Furniture);
        self.page_broke |= why != SkipReason::WebChrome;
        self.skipped.push(Skipped {
            lines: LineRange::new(line.number, line.number),
            why,
            text: line.shared.then(|| line.text.to_owned()),
        });
    }

    /// Notes half decoded blanks at the edges of a line.
    fn note_chrome(&mut self, line: &Line<'_>) {
        for &(start, end) in &line.chrome {
            let text = self.builder.text().source()[start..end].to_owned();
            let lines = LineRange::new(line.number, line.number);
            self.skipped.push(Skipped {
                lines,
                why: SkipReason::WebChrome,
                text: Some(text),
            });
        }
    }

    fn last_table(&self) -> Option<usize> {
        self.paras.last().and_then(|para| para.table)
    }

    /// Decides whether `line` goes on where the last paragraph stopped.
    fn joins(
        &self,
        line: &Line<'_>,
        next: Option<&Line<'_>>,
        columns: &Columns,
        seen: &SeenLabels,
        lexicon: &Lexicon,
    ) -> bool {
        let Some(last) = self.paras.last() else {
            return false;
        };
        let before = self.builder.text().slice(last.span);
        if before.len() > LONGEST_PARAGRAPH {
            return false;
        }
        if starts_row(line)
            || begins_anew(line.text, lexicon)
            || is_title(before, line, lexicon)
            || addresses(before, line.text)
        {
            return false;
        }
        if goes_on_number(before, line.text) {
            return true;
        }
        if is_bare_label(before) {
            return read_label(line.text).is_none() && !line.has_cells;
        }
        let names = opens_names(before, lexicon.shape())
            && read_label(line.text).is_none()
            && !line.has_cells;
        if names || columns.goes_on(line.text) {
            return true;
        }
        let finished = is_finished(before);
        let reach = columns.reach(self.last);
        let full = columns.is_full(reach);
        if columns.is_folded() {
            // A line may begin with the mark that a lost label leaves, but with no bracket that
            // closes nothing.
            let residue = read_residue(line.text);
            let closes = before.rfind(['（', '(']) > before.rfind(['）', ')']);
            let label = residue.is_some_and(|label| label.style == Style::Paren) && !closes;
            let cut = columns.cuts(self.last);
            let stopped = finished && !before.ends_with(['）', ')']);
            let goes_on = residue.is_some() && (cut || full) && !stopped;
            let cut_off = cut && !finished && !seen.plausible(line.text);
            if !label && (goes_on || cut_off) {
                return true;
            }
        }
        let open = || depth(tail_of(before, 300)) > 0 || ends_open(before);
        // A heading by itself, or the one that its text runs into, after who does it.
        let heads = columns.is_empty() && states(before) && {
            let above = next.is_some_and(|next| heads_headed(line.text, next.text, lexicon));
            above || heads_itself(line.text)
        };
        if in_statement(before) && !seen.plausible(line.text) {
            // The bracket may be lost for good: a chapter begins all the same.
            let labelled = next.is_some_and(|next| read_label(next.text).is_some());
            let chapter = is_chapter_title(line.text, lexicon.shape()) && labelled;
            let section = next.is_some_and(|next| heads_numbers(line.text, next.text, lexicon));
            let begins = chapter || section || heads || heads_by_residue(line.text, labelled);
            return !begins;
        }
        if before.ends_with('第') && full {
            return true;
        }
        if is_bare_heading(before) {
            let prose = before.contains(['，', ',']) || has_gap(before);
            let goes_on = prose || !columns.is_full(line.width) || ends_soon(line.text);
            let gap = self.last_gap && self.gaps_part;
            let paragraph = columns.is_passed(line.width);
            let whole = columns.is_folded() && !columns.cuts(self.last);
            if gap || paragraph || whole || !goes_on || !columns.breaks(reach, line.text) {
                return false;
            }
        }
        if read_label(line.text).is_some() {
            return !finished && (full || open()) && !seen.plausible(line.text);
        }
        if read_residue(line.text).is_some() && !open() {
            return false;
        }
        let bare = looks_like_heading(line, columns);
        let heading = bare && next.is_none_or(|n| starts_something(n.text));
        if finished {
            if closes_statement(before) || heads_by_gap(line.text) {
                return false;
            }
            return full && line.indent < 2 && !bare && !columns.is_empty();
        }
        // A page or a full line broke in mid-sentence; of wrapped lines, a page breaks a full one.
        let page_broke = self.page_broke && (full || columns.is_empty());
        let broken = page_broke || full && !columns.is_empty();
        if broken {
            return !(bare && is_chapter_title(line.text, lexicon.shape()));
        }
        if !heading && open() {
            return true;
        }
        let section = next.is_some_and(|next| heads_numbers(line.text, next.text, lexicon));
        if section || heads || is_titled(line.text, lexicon) {
            return false;
        }
        // A sentence began in the line, and the next one ends it.
        let sentence = before.rsplit('。').next().unwrap_or_default();
        let began = sentence.len() < before.len() && sentence.contains('，');
        let ends = is_finished(line.text) && !heads_itself(line.text) && line.indent < 2;
        if columns.is_empty() && began && ends {
            return true;
        }
        // The line lost its label, and so its width, but not its rest.
        let prose = before.contains('。') && columns.is_near(self.last.width);
        if prose && !bare && line.indent < 2 {
            return true;
        }
        // A long heading by itself, before the one that its text runs into.
        let headed = heads_headed(before, line.text, lexicon);
        columns.is_empty() && self.last.width >= LONG_LINE && !bare && !headed && line.indent < 2
    }

    fn write(&mut self, line: &Line<'_>, table: Option<usize>, joins: bool) {
        if joins {
            self.builder.leave_to(line.start, EditRule::Unwrap);
        } else {
            self.builder.end_paragraph();
            let blank = line.number > self.last_line + 1;
            self.builder.leave_to(
                line.start,
                if blank {
                    EditRule::BlankLine
                } else {
                    EditRule::Trim
                },
            );
        }
        let start = self.builder.text().text().len();
        self.builder.keep_to(line.end());
        let end = self.builder.text().text().len();
        match self.paras.last_mut().filter(|_| joins) {
            Some(last) => {
                last.span.end = end as u32;
                last.lines.last = line.number;
            }
            None => self.paras.push(Para {
                span: Span::new(start, end),
                lines: LineRange::new(line.number, line.number),
                table,
            }),
        }
        (self.last, self.last_line) = (Measure::of(line), line.number);
        self.last_gap = line.trail >= 2;
        self.page_broke = false;
    }

    fn finish(self) -> (PlanText, Vec<Para>, Vec<Skipped>) {
        (self.builder.finish(), self.paras, self.skipped)
    }
}

/// No official paragraph is longer, in bytes; keeps the work on any text linear.
const LONGEST_PARAGRAPH: usize = 30_000;
/// An unfinished line at least this wide runs on even in a document that is not wrapped: a
/// page broke in mid-sentence.
const LONG_LINE: usize = 56;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, paragraphs: usize) {
        let layout = lay_out(source, &Lexicon::builtin());
        assert_eq!(layout.paras.len(), paragraphs, "{source}");
    }

    #[test]
    fn a_short_line_in_mid_sentence_goes_on() {
        let before = "——规模进一步扩大。推动养老服务提质增效，建成服务中心五十个，让老年人就近享受助餐、助浴、助医、助急等各项服务。\n\n";
        check(
            &format!(
                "{before}——生态进一步完善。健全政策，加强研发、测\n\n试、标准、人才等服务能力建设。"
            ),
            2,
        );
        check(
            &format!(
                "{before}——生态进一步完善。健全政策，加强研发\n\n提升照护服务。发展日间照料和托养服务。"
            ),
            3,
        );
    }
}
