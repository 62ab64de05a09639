//! Rows of a table of tasks (任务分工) as units: 序号, 工作任务, 负责单位.

use crate::model::{Origin, Sourced, UnitKind};
use crate::parse::block::{Block, squash, trim};
use crate::parse::label::{Label, Style, digit_value, is_blank, read_label};
use crate::parse::layout::Layout;
use crate::parse::outline::{Draft, Walker, trim_heading};
use crate::parse::table::{Cell, Role, Row};
use crate::text::{LineRange, Span};

impl Walker<'_> {
    pub(super) fn table(&mut self, body: &[&Block], at: usize, table: usize) -> usize {
        let used = body[at..]
            .iter()
            .take_while(|b| b.table == Some(table))
            .count();
        let blocks = &body[at..at + used];
        let Some(first) = blocks.first() else {
            return 1;
        };
        let is_tasks = self.layout.tables[table].is_tasks;
        if is_tasks
            && self
                .annex
                .is_none_or(|annex| self.drafts[annex].table.is_some())
        {
            self.push_annex(None, None, first.lines);
        } else if !is_tasks
            && self.annex.is_none()
            && self.in_box.as_ref().is_none_or(|b| b.item.is_some())
        {
            self.start_box(None, None, first.lines);
        }
        let holder = if is_tasks {
            self.annex
        } else {
            self.annex.or(self.in_box.as_ref().map(|b| b.draft))
        };
        let Some(holder) = holder else { return used };
        self.drafts[holder].table = Some(table);
        if is_tasks {
            self.annex_rows(holder, table, blocks);
        } else {
            self.indicator_table(holder, blocks);
        }
        used
    }

    pub(super) fn indicator_table(&mut self, holder: usize, blocks: &[&Block]) {
        for block in blocks {
            let draft = &mut self.drafts[holder];
            draft.body.push(block.span);
            draft.own = draft.own.union(block.lines);
        }
        self.last = Some(holder);
    }

    pub(super) fn open_annex(&mut self, body: &[&Block], at: usize) -> usize {
        let block = body[at];
        let text = block.text(self.layout);
        let label_len = annex_label_len(text);
        let label_span = Span {
            start: block.span.start,
            end: block.span.start + label_len as u32,
        };
        let rest = &text[label_len..];
        let colon = |c: char| is_blank(c) || matches!(c, ':' | '：');
        let skip = label_len + rest.len() - rest.trim_start_matches(colon).len();
        let start = block.span.start as usize + skip;
        let rest = trim(self.layout, Span::new(start, block.span.end as usize));
        let mut title = (!rest.is_empty()).then(|| trim_heading(self.layout, rest));
        let mut own = block.lines;
        let mut used = 1;
        if title.is_none()
            && let Some(next) = body.get(at + 1)
            && next.table.is_none()
            && next.label.is_none()
            && next.text(self.layout).chars().count() <= 40
        {
            title = Some(trim_heading(self.layout, next.span));
            own = own.union(next.lines);
            used = 2;
        }
        let label = Sourced {
            value: self.layout.text.slice(label_span).trim().to_owned(),
            span: Some(label_span),
            origin: Origin::Read,
        };
        self.push_annex(Some(label), title, own);
        used
    }

    pub(super) fn push_annex(
        &mut self,
        label: Option<Sourced<String>>,
        title: Option<Span>,
        own: LineRange,
    ) {
        self.open.clear();
        self.in_box = None;
        self.push(UnitKind::Annex, label, title, Vec::new(), own);
        self.annex = self.last;
    }

    pub(super) fn annex_rows(&mut self, annex: usize, table: usize, blocks: &[&Block]) {
        let rows = self.layout.tables[table].rows.clone();
        let roles = self.layout.tables[table].roles.clone();
        let mut pieces: Vec<Span> = rows.iter().flat_map(Row::places).collect();
        pieces.sort_unstable();
        let in_rows = |block: &Block| {
            let source = self.layout.text.source_span(block.span);
            let first = pieces.partition_point(|piece| piece.start < source.start);
            pieces
                .get(first)
                .is_some_and(|piece| source.contains(*piece))
        };
        for block in blocks.iter().filter(|b| !in_rows(b)) {
            let draft = &mut self.drafts[annex];
            draft.body.push(block.span);
            draft.own = draft.own.union(block.lines);
        }
        for row in &rows {
            let draft = crate::parse::annex::row_draft(self.layout, row, &roles, annex);
            self.drafts.push(draft);
        }
        self.last = Some(self.drafts.len() - 1);
    }
}

pub(super) fn is_annex_head(block: &Block, layout: &Layout) -> bool {
    let text = block.text(layout);
    annex_label_len(text) > 0 && squash(text).chars().count() <= 60
}

/// An annex begins where a table, or its title and text, follow; a mere list of annexes does not.
pub(super) fn annex_follows(body: &[&Block], at: usize, layout: &Layout) -> bool {
    let text = body[at].text(layout);
    let label = annex_label_len(text);
    let bare = text[label..].trim_matches(|c: char| is_blank(c) || matches!(c, ':' | '：'));
    let table = body[at + 1..].iter().take(4).any(|b| b.table.is_some());
    let listed = text.starts_with('附')
        && text[label..].contains(['：', ':'])
        && is_annex_list(body, at, layout);
    if listed || is_named_before(body, at, layout) {
        return false;
    }
    table || bare.is_empty() && label_is_whole(&text[..label]) && at + 1 < body.len()
}

/// 「附件：重点任务分工表」 a few lines before the annex itself: it only names what follows.
fn is_named_before(body: &[&Block], at: usize, layout: &Layout) -> bool {
    let text = body[at].text(layout);
    let rest = text[annex_label_len(text)..].trim_start_matches(is_blank);
    let named = rest.strip_prefix(['：', ':']);
    let named = named.is_some_and(|name| !name.trim_matches(is_blank).is_empty());
    let later = body[at + 1..].iter().take(MOST_BETWEEN);
    let mut later = later.take_while(|block| {
        let text = block.text(layout);
        block.table.is_none() && text.chars().count() <= LONGEST_SIGNATURE && !text.contains('。')
    });
    named && later.any(|block| is_annex_head(block, layout))
}

/// Signature, date and notes between the name of an annex and the annex are not more blocks.
const MOST_BETWEEN: usize = 4;
/// Nor are they longer, in characters.
const LONGEST_SIGNATURE: usize = 40;

/// 附 and 附录 alone head an annex only before a table.
fn label_is_whole(label: &str) -> bool {
    let packed = squash(label);
    packed.contains("附件") || packed.contains("附表")
}

/// 「附件：1.重点任务分工表」, 「2.主要指标表」: what is annexed, by name.
pub(super) fn is_annex_list(body: &[&Block], at: usize, layout: &Layout) -> bool {
    let text = body[at].text(layout);
    let label = annex_label_len(text);
    if label == 0
        || !text[label..]
            .trim_start_matches(is_blank)
            .starts_with(['：', ':'])
    {
        return false;
    }
    let rest = text[label..].trim_matches(|c: char| is_blank(c) || matches!(c, ':' | '：'));
    let next = body.get(at + 1).filter(|next| next.table.is_none());
    let listed = |label: Option<Label>, number: u32| {
        label.is_some_and(|label| label.style == Style::Dot && label.number == Some(number))
    };
    let named = next.filter(|next| is_list_entry(next, layout));
    if rest.is_empty() {
        return named.is_some_and(|next| listed(next.label, 1));
    }
    listed(read_label(rest), 1) && named.is_some_and(|next| listed(next.label, 2))
}

/// A further entry of a list of annexes: a name, no sentence.
pub(super) fn is_list_entry(block: &Block, layout: &Layout) -> bool {
    let text = block.text(layout);
    let named = block.label.is_some_and(|label| label.style == Style::Dot);
    block.table.is_none() && named && text.chars().count() <= 50 && !text.contains(['。', '；'])
}

/// Bytes of 「附件1」, 「附表」, 「（附件）」, 「附录」, 「附：」 without the colon; 0 for other text.
fn annex_label_len(text: &str) -> usize {
    let body = text.trim_start_matches(|c| is_blank(c) || matches!(c, '（' | '(' | '【'));
    let bracketed = text.len() - body.len();
    let packed: String = body.chars().filter(|c| !is_blank(*c)).take(2).collect();
    let short = packed == "附：" || packed == "附:";
    if !(matches!(packed.as_str(), "附件" | "附表" | "附录") || short) {
        return 0;
    }
    let (mut end, mut signs) = (0, 0);
    for (at, c) in body.char_indices() {
        let numeral = signs > 0 && at < 16 && "一二三四五六七八九十".contains(c);
        let sign = match signs {
            0 => c == '附',
            1 => !short && matches!(c, '件' | '表' | '录'),
            _ => false,
        };
        if !(sign || is_blank(c) || signs == 2 && (digit_value(c).is_some() || numeral)) {
            break;
        }
        signs += usize::from(sign);
        if !is_blank(c) {
            end = at + c.len_utf8();
        }
    }
    let closed = body[end..].starts_with(['）', ')', '】']);
    match (bracketed > 0, closed) {
        (true, true) => bracketed + end + body[end..].chars().next().map_or(0, char::len_utf8),
        (true, false) => 0,
        _ => end,
    }
}

/// The unit of a row.
pub(crate) fn row_draft(layout: &Layout, row: &Row, roles: &[Role], annex: usize) -> Draft {
    let cell = |wanted: fn(&Role) -> bool| {
        roles
            .iter()
            .position(wanted)
            .and_then(|at| row.cells.get(at))
            .filter(|c| !c.pieces.is_empty())
    };
    let label = cell(|r| *r == Role::Serial)
        .and_then(|c| spans(layout, c).first().copied())
        .map(|span| Sourced {
            value: layout.text.slice(span).to_owned(),
            span: Some(span),
            origin: Origin::Read,
        });
    let place = |wanted: Role| roles.iter().position(|role| *role == wanted);
    let whole = |at: Option<usize>| {
        let places = at.and_then(|at| row.cells.get(at));
        let places = places.map(|c| spans(layout, c)).unwrap_or_default();
        places.first().zip(places.last()).map(|(first, last)| Span {
            start: first.start,
            end: last.end,
        })
    };
    let leads = place(Role::Leads);
    let named = leads.or_else(|| place(Role::Departments));
    // 「市级责任单位」 beside 「县级责任单位」.
    let mut each = (0..roles.len()).filter(|at| roles[*at] == Role::Departments);
    let second = each.nth(1);
    let beside = place(Role::Participants)
        .or_else(|| leads.and(place(Role::Departments)))
        .or(second);
    let tail = whole(named);
    let with = whole(beside).zip(beside.map(|at| roles[at]));
    // The task and what is done for it may be two cells: nothing of a row is lost.
    let mut body = Vec::new();
    for (at, role) in roles.iter().enumerate() {
        if *role != Role::Serial && Some(at) != named {
            body.extend(
                row.cells
                    .get(at)
                    .iter()
                    .flat_map(|cell| spans(layout, cell)),
            );
        }
    }
    body.sort();
    Draft {
        kind: UnitKind::AnnexRow,
        parent: Some(annex),
        label,
        title: None,
        body,
        own: LineRange::new(row.first_line, row.last_line),
        table: None,
        tail,
        with,
        leads: leads.is_some(),
    }
}

/// The places of a cell's pieces in the normalised text.
pub(crate) fn spans(layout: &Layout, cell: &Cell) -> Vec<Span> {
    cell.pieces
        .iter()
        .filter_map(|(source, _)| layout.text.text_span(*source))
        .collect()
}
