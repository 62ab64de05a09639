//! Who does it: finds the responsibility statement (责任分工) of a unit and reads its names.
//!
//! ```text
//! （牵头部门：市民政局、市残联；参与部门：市卫生健康委）  → lead 2, participants 1
//! （市残联牵头，市财政局、市民政局配合）                → lead 1, participants 2
//! 责任部门:民政局区残疾人联合会机关                      → unranked 2, separators lost
//! ```
//!
//! Names are verbatim: where separators were lost the text is cut between characters, and no
//! character is ever added.

use crate::lexicon::{Lexicon, Shape};
use crate::model::{Mention, Responsibility};
use crate::parse::block::trim;
use crate::parse::glued::split_glued;
use crate::parse::label::is_blank;
use crate::parse::layout::Layout;
use crate::text::Span;

/// A role in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Lead,
    Participant,
    Unranked,
    Deadline,
}

/// Takes the statement off the end of `body` and reads it.
pub(crate) fn take_statement(
    layout: &Layout,
    body: &mut Vec<Span>,
    lexicon: &Lexicon,
) -> Responsibility {
    let shape = lexicon.shape();
    let Some((first, start)) = find_statement(layout, body, shape) else {
        return Responsibility::default();
    };
    let end = body.last().map_or(start, |span| span.end as usize);
    let tail = trim(layout, Span::new(start, end));
    let before = trim(layout, Span::new(body[first].start as usize, start));
    body.truncate(first);
    if !before.is_empty() {
        body.push(before);
    }
    let mut read = read_statement(layout, tail, lexicon);
    for span in body.iter() {
        for inner in inner_statements(layout, *span, shape) {
            add_missing(&mut read, read_statement(layout, inner, lexicon));
        }
    }
    read
}

/// Bracketed statements within the text: a section whose paragraphs each name who does it.
fn inner_statements(layout: &Layout, span: Span, shape: &Shape) -> Vec<Span> {
    let text = layout.text.slice(span);
    let mut found = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '（' | '(')) {
        let inner = &text[at + c.len_utf8()..];
        let starts = role_marks(inner, shape)
            .first()
            .is_some_and(|mark| mark.start < 4);
        let end = inner.find(['）', ')']).filter(|end| starts && *end < 1_200);
        if let Some(end) = end {
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            let base = span.start as usize + at;
            found.push(Span::new(base, base + c.len_utf8() + end + close));
        }
    }
    found
}

fn add_missing(into: &mut Responsibility, from: Responsibility) {
    let known: Vec<String> = into.all().map(|m| m.surface.clone()).collect();
    let fresh = |mentions: Vec<Mention>| {
        mentions
            .into_iter()
            .filter(|m| !known.contains(&m.surface))
            .collect::<Vec<_>>()
    };
    into.lead.extend(fresh(from.lead));
    into.participants.extend(fresh(from.participants));
    into.unranked.extend(fresh(from.unranked));
}

/// Reads a statement, or the cell of a table, without changing any text.
pub(crate) fn read_statement(layout: &Layout, tail: Span, lexicon: &Lexicon) -> Responsibility {
    let shape = lexicon.shape();
    let text = layout.text.slice(tail);
    let mut out = Responsibility {
        tail: Some(tail),
        ..Responsibility::default()
    };
    let first_leads = names_first_as_lead(text);
    for (role, part) in role_parts(text, shape) {
        let base = tail.start as usize + part.start;
        let mentions = names(&text[part], base, lexicon);
        place(&mut out, role, mentions);
    }
    if first_leads && out.lead.is_empty() && !out.unranked.is_empty() {
        rank_first(&mut out);
    }
    out
}

/// The first of an unranked list leads, the others take part.
pub(crate) fn rank_first(responsibility: &mut Responsibility) {
    if responsibility.unranked.is_empty() {
        return;
    }
    let mut names = std::mem::take(&mut responsibility.unranked);
    responsibility.lead.push(names.remove(0));
    responsibility.participants.append(&mut names);
}

/// 「列第一位者为牵头单位」.
pub(crate) fn names_first_as_lead(text: &str) -> bool {
    let text = crate::parse::block::squash(text);
    (text.contains("第一位")
        || text.contains("首位")
        || text.contains("排在第一")
        || text.contains("第一个"))
        && text.contains("牵头")
}

fn place(out: &mut Responsibility, role: Role, mentions: Vec<(Mention, bool)>) {
    for (mention, leads) in mentions {
        match role {
            _ if leads => out.lead.push(mention),
            Role::Lead => out.lead.push(mention),
            Role::Participant => out.participants.push(mention),
            Role::Unranked => out.unranked.push(mention),
            Role::Deadline => {}
        }
    }
}

// ---- finding ----

/// Index of the body span the statement starts in, and its first byte.
fn find_statement(layout: &Layout, body: &[Span], shape: &Shape) -> Option<(usize, usize)> {
    let from = body.len().saturating_sub(4);
    let mut found = None;
    for at in from..body.len() {
        let text = layout.text.slice(body[at]);
        let rest: String = body[at + 1..]
            .iter()
            .map(|span| layout.text.slice(*span))
            .collect();
        if let Some(start) = statement_start(text, &rest, shape) {
            found = Some((at, body[at].start as usize + start));
            break;
        }
    }
    found
}

/// The byte of `text` at which everything that follows, `rest` included, is a statement.
fn statement_start(text: &str, rest: &str, shape: &Shape) -> Option<usize> {
    let mut starts: Vec<usize> = role_marks(text, shape)
        .into_iter()
        .map(|mark| mark.start)
        .collect();
    starts.sort_unstable();
    for start in starts {
        let whole = format!("{}{rest}", &text[start..]);
        if is_only_names(&whole, shape) {
            return Some(opening_before(text, start));
        }
    }
    if rest.is_empty() {
        bracketed_clause(text)
    } else {
        None
    }
}

struct RoleMark {
    start: usize,
    end: usize,
    role: Role,
}

/// Every role word with its colon: 牵头部门：.
fn role_marks(text: &str, shape: &Shape) -> Vec<RoleMark> {
    let mut marks: Vec<RoleMark> = Vec::new();
    let lists: [(&[String], Role); 4] = [
        (&shape.lead_words, Role::Lead),
        (&shape.participant_words, Role::Participant),
        (&shape.unranked_words, Role::Unranked),
        (&shape.deadline_words, Role::Deadline),
    ];
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '：' | ':')) {
        let before = text[..at].trim_end_matches(is_blank);
        let packed_end = before.len();
        let hit = lists
            .iter()
            .flat_map(|(words, role)| words.iter().map(move |word| (word, *role)))
            .filter_map(|(word, role)| ends_with_spaced(before, word).map(|start| (start, role)))
            .min_by_key(|(start, _)| *start);
        if let Some((start, role)) = hit.filter(|(start, _)| *start < packed_end) {
            marks.push(RoleMark {
                start,
                end: at + c.len_utf8(),
                role,
            });
        }
    }
    marks
}

/// Where `word` starts when `text` ends with it, blanks inside allowed.
fn ends_with_spaced(text: &str, word: &str) -> Option<usize> {
    let mut chars = word.chars().rev().peekable();
    for (at, c) in text.char_indices().rev() {
        if is_blank(c) {
            continue;
        }
        match chars.next() {
            Some(wanted) if wanted == c => {
                if chars.peek().is_none() {
                    return Some(at);
                }
            }
            _ => return None,
        }
    }
    None
}

/// True where the text from a role mark on holds names and marks, no prose.
fn is_only_names(text: &str, shape: &Shape) -> bool {
    if prose_after_bracket(text) {
        return false;
    }
    let body =
        text.trim_end_matches(|c| is_blank(c) || matches!(c, '。' | '）' | ')' | ';' | '；'));
    if body.chars().count() > 700
        || body.contains('。')
            && !body.split('。').skip(1).all(|part| {
                role_marks(part, shape)
                    .first()
                    .is_some_and(|m| m.start < 12)
            })
    {
        return false;
    }
    body.split([
        '、', '，', ',', '；', ';', '：', ':', '（', '(', '）', ')', '。', '\n',
    ])
    .all(|piece| piece.chars().filter(|c| !is_blank(*c)).count() <= 60)
        && body
            .split(['、', '，', ',', '；', ';', '：', ':', '。'])
            .filter(|p| p.chars().count() > 34)
            .count()
            <= 2
}

/// True where the bracket that closes a statement has prose after it.
fn prose_after_bracket(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            '）' | ')' => {
                let rest = text[at + c.len_utf8()..]
                    .trim_start_matches(|c| is_blank(c) || c == '。' || c == '；');
                return rest.chars().count() > 12 && !rest.starts_with(['（', '(']);
            }
            _ => {}
        }
    }
    false
}

/// Takes the opening bracket before a role word, and what it holds before it, along.
fn opening_before(text: &str, start: usize) -> usize {
    let before = &text[..start];
    let open = before
        .char_indices()
        .rev()
        .take(40)
        .find(|(_, c)| matches!(c, '（' | '(' | '）' | ')' | '。'));
    match open {
        Some((at, '（' | '(')) => at,
        _ => start,
    }
}

/// 「（市残联牵头，市财政局配合）」 at the end.
fn bracketed_clause(text: &str) -> Option<usize> {
    let body = text.trim_end_matches(|c| is_blank(c) || matches!(c, '。' | ';' | '；'));
    let inner_end = body.strip_suffix('）').or_else(|| body.strip_suffix(')'))?;
    let mut depth = 1;
    let open = inner_end.char_indices().rev().find(|(_, c)| {
        depth += match c {
            '）' | ')' => 1,
            '（' | '(' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let inner = &inner_end[open.0 + open.1.len_utf8()..];
    let roles = ["牵头", "负责", "配合", "参与", "协同", "落实", "协办"];
    let ends = roles.iter().any(|word| inner.trim_end().ends_with(word));
    let names = inner.contains(['、', '，', ','])
        || inner.contains('局')
        || inner.contains('委')
        || inner.contains("残联")
        || inner.contains('办')
        || inner.contains('部');
    (ends && names && !inner.contains('。') && inner.chars().count() <= 300).then_some(open.0)
}

// ---- reading ----

/// The parts of a statement with their role, as byte ranges.
fn role_parts(text: &str, shape: &Shape) -> Vec<(Role, std::ops::Range<usize>)> {
    let marks = role_marks(text, shape);
    if marks.is_empty() {
        return clause_parts(text);
    }
    let mut parts = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let end = marks.get(at + 1).map_or(text.len(), |next| next.start);
        let part = mark.end..end;
        if mark.role == Role::Unranked && clause_roles(&text[part.clone()]) {
            parts.extend(
                clause_parts(&text[part.clone()])
                    .into_iter()
                    .map(|(role, r)| (role, r.start + part.start..r.end + part.start)),
            );
        } else {
            parts.push((mark.role, part));
        }
    }
    parts
}

fn clause_roles(text: &str) -> bool {
    text.contains("牵头")
        && !names_first_as_lead(text)
        && !["（牵头）", "(牵头)", "为牵头"]
            .iter()
            .any(|remark| text.contains(remark))
}

/// 「A牵头，B、C配合」: the role word ends its clause.
fn clause_parts(text: &str) -> Vec<(Role, std::ops::Range<usize>)> {
    let mut parts: Vec<(Role, std::ops::Range<usize>)> = Vec::new();
    let mut pending = 0;
    let mut led = false;
    let words: [(&str, Role); 10] = [
        ("牵头负责", Role::Lead),
        ("牵头", Role::Lead),
        ("按职责分工负责", Role::Participant),
        ("分工负责", Role::Participant),
        ("协同配合", Role::Participant),
        ("配合", Role::Participant),
        ("参与", Role::Participant),
        ("协同", Role::Participant),
        ("协办", Role::Participant),
        ("负责", Role::Unranked),
    ];
    let boundaries: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '，' | ',' | '；' | ';' | '。' | '）' | ')'))
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for end in boundaries {
        if end < pending {
            continue;
        }
        let piece = text[pending..end].trim_end_matches(is_blank);
        if let Some((word, role)) = words.iter().find(|(word, _)| piece.ends_with(word)) {
            let role = match role {
                Role::Participant | Role::Unranked if !led => {
                    if *word == "负责" || word.contains("分工") {
                        Role::Unranked
                    } else {
                        Role::Participant
                    }
                }
                Role::Unranked => Role::Participant,
                other => *other,
            };
            led |= role == Role::Lead;
            parts.push((role, pending..pending + piece.len() - word.len()));
            pending = end;
        }
    }
    if pending < text.len() && text[pending..].chars().any(char::is_alphanumeric) {
        let role = if led {
            Role::Participant
        } else {
            Role::Unranked
        };
        parts.push((role, pending..text.len()));
    }
    parts
}

/// Names of a part; true beside one that carries the remark （牵头）.
fn names(text: &str, base: usize, lexicon: &Lexicon) -> Vec<(Mention, bool)> {
    let mut out = Vec::new();
    for (start, end) in split_list(text) {
        let (piece_start, piece_end, leads) = clean_name(text, start, end);
        if piece_start >= piece_end || is_remark(&text[piece_start..piece_end]) {
            continue;
        }
        for (from, to) in split_glued(&text[piece_start..piece_end], lexicon) {
            let span = Span::new(base + piece_start + from, base + piece_start + to);
            let surface: String = text[piece_start + from..piece_start + to]
                .chars()
                .filter(|c| *c != '\n')
                .collect();
            out.push((Mention { surface, span }, leads));
        }
    }
    out
}

/// Cuts a list at its separators, those within brackets apart.
fn split_list(text: &str) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut within = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '（' | '(') && at >= within {
            within = closing(&text[at..]).map_or(within, |len| at + len);
        }
        if matches!(c, '、' | '，' | ',' | '；' | ';' | '。' | '|' | '\t') && at >= within {
            pieces.push((start, at));
            start = at + c.len_utf8();
        }
    }
    pieces.push((start, text.len()));
    join_levels(text, pieces)
}

/// Bytes to the bracket that closes the one `text` starts with; short remarks only.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().take(40) {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// 「各市、州、县人民政府」 is one name.
fn join_levels(text: &str, pieces: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in pieces {
        let open = out.last().is_some_and(|&(from, to)| {
            let before = text[from..to].trim_matches(is_blank);
            let last = before.rsplit('、').next().unwrap_or_default();
            before.starts_with('各')
                && last.chars().count() <= 3
                && last.ends_with(['市', '州', '县', '区', '镇', '乡', '盟', '旗'])
        });
        match out.last_mut().filter(|_| open) {
            Some(last) => last.1 = end,
            None => out.push((start, end)),
        }
    }
    out
}

/// Takes blanks, stray brackets, 等, 由 and role remarks off a name.
fn clean_name(text: &str, start: usize, end: usize) -> (usize, usize, bool) {
    let mut name = &text[start..end];
    let mut leads = false;
    loop {
        let before = name;
        name = name
            .trim_matches(|c: char| is_blank(c) || matches!(c, '.' | '*' | '“' | '”' | '：' | ':'));
        let balanced = name.matches(['（', '(']).count() == name.matches(['）', ')']).count();
        if let Some(open) = remark_start(name) {
            name = &name[..open];
        }
        if !balanced {
            name = name
                .trim_start_matches(['（', '(', '）', ')'])
                .trim_end_matches(['（', '(', '）', ')']);
        }
        if let Some(bare) = name
            .strip_suffix("（牵头）")
            .or_else(|| name.strip_suffix("(牵头)"))
            .or_else(|| name.strip_suffix("牵头"))
        {
            (name, leads) = (bare, true);
        }
        for word in [
            "等部门",
            "等单位",
            "等有关部门",
            "等",
            "按职责分工负责",
            "按职责分工",
            "分工负责",
            "共同负责",
        ] {
            name = name.strip_suffix(word).unwrap_or(name);
        }
        name = name.strip_prefix('由').unwrap_or(name);
        if name.len() == before.len() {
            break;
        }
    }
    let from = name.as_ptr() as usize - text.as_ptr() as usize;
    (from, from + name.len(), leads)
}

/// Where a bracketed remark that is no part of a name starts: 「(标黑体的为牵头)」.
fn remark_start(name: &str) -> Option<usize> {
    let open = name.rfind(['（', '(']).filter(|&at| at > 0)?;
    let inner = &name[open..];
    let remark = [
        "为牵头",
        "下同",
        "第一位",
        "排名",
        "按职责",
        "以下简称",
        "等",
    ];
    (remark.iter().any(|word| inner.contains(word))).then_some(open)
}

/// 「列第一位的为牵头单位」, 「2025年底前完成」 are no names.
fn is_remark(name: &str) -> bool {
    names_first_as_lead(name)
        || name.contains("第一位")
        || name.contains("其余为")
        || name.ends_with("完成") && name.contains('年')
        || name.starts_with("持续")
        || name.starts_with("长期")
        || !name.chars().any(char::is_alphanumeric)
        || name
            .chars()
            .all(|c| c.is_ascii_digit() || c == '年' || c == '月')
}
