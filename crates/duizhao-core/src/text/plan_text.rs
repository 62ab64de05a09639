//! The normalised text of a plan and its way back to the source.
//!
//! The source wraps and decorates:
//!
//! ```text
//! 9 | 残疾人保障和发                 「残疾人保障和发展规划」
//! 10| - 3 -                    →     one paragraph, which knows that it stands
//! 11| 展规划                          on lines 9 and 11
//! ```
//!
//! The normalised text is a subsequence of the source's characters plus line ends between
//! paragraphs: nothing is ever replaced, so a quote from it is verbatim. Every character
//! left out lies in an [`Edit`] that says which rule took it out.

use crate::text::{LineRange, Span};

/// Why characters of the source are not in the normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditRule {
    /// A hard wrap within a paragraph was taken out.
    Unwrap,
    /// White space at the edge of a line.
    Trim,
    /// A blank line.
    BlankLine,
    /// A page number, running head or other furniture.
    Furniture,
}

impl EditRule {
    /// The id shown beside the effect.
    pub fn id(self) -> &'static str {
        match self {
            EditRule::Unwrap => "N1-unwrap",
            EditRule::Trim => "N2-trim",
            EditRule::BlankLine => "N3-blank-line",
            EditRule::Furniture => "N4-furniture",
        }
    }
}

/// One cleaning: the source characters it took out and where that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The rule.
    pub rule: EditRule,
    /// Byte range in the source.
    pub source: Span,
    /// Byte offset in the normalised text at which the characters are missing.
    pub at: u32,
}

/// A run of characters that the normalised text took from the source unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    text: u32,
    source: u32,
    len: u32,
}

/// Source, normalised text and the map between them.
#[derive(Debug, Clone, Default)]
pub struct PlanText {
    source: String,
    line_starts: Vec<u32>,
    text: String,
    segments: Vec<Segment>,
    edits: Vec<Edit>,
}

impl PlanText {
    /// The source as imported: decoded, line ends as `\n`.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The normalised text: paragraphs parted by `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was taken out of the source, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The normalised text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The number of source lines.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// Source line `line` (1-based) without its line end.
    pub fn source_line(&self, line: u32) -> &str {
        self.source[self.line_span(line).range()].trim_end_matches('\n')
    }

    /// Byte range of source line `line` (1-based), its line end included.
    pub fn line_span(&self, line: u32) -> Span {
        let at = line as usize - 1;
        let start = self.line_starts[at];
        let end = self
            .line_starts
            .get(at + 1)
            .copied()
            .unwrap_or(self.source.len() as u32);
        Span { start, end }
    }

    /// The 1-based line of a source byte offset.
    pub fn line_at(&self, source_offset: usize) -> u32 {
        self.line_starts
            .partition_point(|&start| start as usize <= source_offset)
            .max(1) as u32
    }

    /// The source offset of the character at `offset` of the normalised text. A paragraph
    /// end maps to the end of the characters before it.
    pub fn source_offset(&self, offset: usize) -> usize {
        let at = self
            .segments
            .partition_point(|segment| segment.text as usize <= offset);
        let Some(segment) = at.checked_sub(1).map(|at| self.segments[at]) else {
            return 0;
        };
        let into = (offset - segment.text as usize).min(segment.len as usize);
        segment.source as usize + into
    }

    /// Tells the source lines of characters that are asked for in their order, from the byte
    /// `from` of the normalised text on.
    pub fn line_cursor(&self, from: usize) -> LineCursor<'_> {
        LineCursor {
            text: self,
            segment: self.segments.partition_point(|s| s.text as usize <= from),
            line: self.line_at(self.source_offset(from)),
        }
    }

    /// The source bytes from the first to the last character of `span`.
    pub fn source_span(&self, span: Span) -> Span {
        let text = &self.text[span.range()];
        let kept = text.trim_matches('\n');
        if kept.is_empty() {
            let at = self.source_offset(span.start as usize);
            return Span::new(at, at);
        }
        let start = span.start as usize + (text.len() - text.trim_start_matches('\n').len());
        let last = kept.chars().next_back().map_or(0, char::len_utf8);
        let end = start + kept.len() - last;
        Span::new(self.source_offset(start), self.source_offset(end) + last)
    }

    /// The place in the normalised text of source bytes that were kept whole.
    pub fn text_span(&self, source: Span) -> Option<Span> {
        let at = self
            .segments
            .partition_point(|segment| segment.source <= source.start);
        let segment = self.segments.get(at.checked_sub(1)?)?;
        let into = source.start - segment.source;
        let fits = source.end <= segment.source + segment.len;
        fits.then(|| Span {
            start: segment.text + into,
            end: segment.text + into + (source.end - source.start),
        })
    }

    /// The source lines that `span` stands on.
    pub fn lines_of(&self, span: Span) -> LineRange {
        let source = self.source_span(span);
        let first = self.line_at(source.start as usize);
        let last = self.line_at(
            (source.end as usize)
                .saturating_sub(1)
                .max(source.start as usize),
        );
        LineRange::new(first, last)
    }
}

/// Builds a [`PlanText`] by keeping and leaving out source ranges in order.
pub struct PlanTextBuilder {
    out: PlanText,
    at: usize,
}

impl PlanTextBuilder {
    /// Starts at the beginning of `source` (line ends already `\n`).
    pub fn new(source: String) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(source.match_indices('\n').map(|(at, _)| at as u32 + 1));
        if line_starts.len() > 1 && line_starts.last() == Some(&(source.len() as u32)) {
            line_starts.pop();
        }
        let out = PlanText {
            source,
            line_starts,
            ..PlanText::default()
        };
        PlanTextBuilder { out, at: 0 }
    }

    /// The source under construction.
    pub fn text(&self) -> &PlanText {
        &self.out
    }

    /// Keeps the source bytes up to `end`.
    pub fn keep_to(&mut self, end: usize) {
        if end <= self.at {
            return;
        }
        let text = self.out.text.len() as u32;
        let (source, len) = (self.at as u32, (end - self.at) as u32);
        match self.out.segments.last_mut() {
            Some(last) if last.source + last.len == source && last.text + last.len == text => {
                last.len += len;
            }
            _ => self.out.segments.push(Segment { text, source, len }),
        }
        self.out.text.push_str(&self.out.source[self.at..end]);
        self.at = end;
    }

    /// Leaves the source bytes up to `end` out, by `rule`.
    pub fn leave_to(&mut self, end: usize, rule: EditRule) {
        if end <= self.at {
            return;
        }
        let (source, at) = (Span::new(self.at, end), self.out.text.len() as u32);
        match self.out.edits.last_mut() {
            Some(last) if last.rule == rule && last.at == at && last.source.end == source.start => {
                last.source.end = source.end;
            }
            _ => self.out.edits.push(Edit { rule, source, at }),
        }
        self.at = end;
    }

    /// Ends the paragraph, unless one has just ended.
    pub fn end_paragraph(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.out.text.push('\n');
        }
    }

    /// Finishes; what was not said to be kept is left out as trimmed.
    pub fn finish(mut self) -> PlanText {
        let end = self.out.source.len();
        self.leave_to(end, EditRule::Trim);
        self.out
    }
}
/// The source lines of characters, one after the other: as [`PlanText::source_offset`] and
/// [`PlanText::line_at`] tell them, without a search for each.
pub struct LineCursor<'a> {
    text: &'a PlanText,
    /// One past the segment that holds the last offset.
    segment: usize,
    line: u32,
}

impl LineCursor<'_> {
    /// The 1-based source line of the character at `offset` of the normalised text, which is
    /// not before the offset asked for last.
    pub fn line_of(&mut self, offset: usize) -> u32 {
        let (segments, starts) = (&self.text.segments, &self.text.line_starts);
        let begun = |at: usize| segments.get(at).is_some_and(|s| s.text as usize <= offset);
        while begun(self.segment) {
            self.segment += 1;
        }
        let source = self.segment.checked_sub(1).map_or(0, |at| {
            let segment = segments[at];
            segment.source as usize + (offset - segment.text as usize).min(segment.len as usize)
        });
        let starts_by = |line: u32| {
            starts
                .get(line as usize)
                .is_some_and(|&s| s as usize <= source)
        };
        if self.line > 1 && !starts_by(self.line - 1) {
            self.line = self.text.line_at(source);
        }
        while starts_by(self.line) {
            self.line += 1;
        }
        self.line
    }
}
