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
use crate::parse::block::{Squashed, squash, trim};
use crate::parse::layout::Layout;
use crate::parse::names::{OWNERS, names};
use crate::parse::statement::{Role, find_statement, inner_statements, role_marks};
use crate::parse::statement_bracket::without_note;
use crate::text::Span;

/// Takes the statement off the end of `body` and reads it.
pub(crate) fn take_statement(
    layout: &Layout,
    body: &mut Vec<Span>,
    ranks: RanksFrom,
    lexicon: &Lexicon,
) -> Responsibility {
    let shape = lexicon.shape();
    let mut read = Responsibility::default();
    if let Some((first, start, last)) = find_statement(layout, body, shape) {
        let end = body[last].end as usize;
        let after = body.split_off(last + 1);
        let tail = trim(layout, Span::new(start, end));
        let before = trim(layout, Span::new(body[first].start as usize, start));
        body.truncate(first);
        if !before.is_empty() {
            body.push(before);
        }
        body.extend(after);
        read = ranks.read(layout, tail, lexicon);
    }
    for span in body.iter() {
        for inner in inner_statements(layout, *span, shape) {
            add_missing(&mut read, ranks.read(layout, inner, lexicon));
        }
    }
    read
}

/// Where a note says that the first leads, there and in every list after it, if one does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RanksFrom(Option<usize>);

impl RanksFrom {
    /// Finds 「列第一位者为牵头单位，下同」.
    pub(crate) fn of(text: &str) -> Self {
        let note = |at: usize| {
            let before = text[..at].char_indices().rev().take(LONGEST_NOTE);
            let open = before.into_iter().find(|(_, c)| matches!(c, '（' | '('))?.0;
            names_first_as_lead(&text[open..at]).then_some(open)
        };
        RanksFrom(text.match_indices("下同").find_map(|(at, _)| note(at)))
    }

    /// Reads a statement with the note in mind; one of many (各部门) leads nobody.
    fn read(self, layout: &Layout, tail: Span, lexicon: &Lexicon) -> Responsibility {
        let mut read = read_statement(layout, tail, lexicon);
        let noted = self.0.is_some_and(|from| tail.start as usize >= from);
        let many = |mention: &Mention| mention.surface.starts_with('各');
        if noted && read.lead.is_empty() && !read.unranked.first().is_some_and(many) {
            rank_first(&mut read);
        }
        read
    }
}

/// A statement with such a note is not longer, in characters.
const LONGEST_NOTE: usize = 400;

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
    for (role, part) in role_parts(without_note(text), shape) {
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
    let text = squash(text);
    (text.contains("第一位")
        || text.contains("首位")
        || text.contains("排名第一")
        || text.contains("排第一")
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

/// The parts of a statement with their role, as byte ranges.
fn role_parts(text: &str, shape: &Shape) -> Vec<(Role, std::ops::Range<usize>)> {
    let marks = role_marks(text, shape);
    if marks.is_empty() {
        let open = text.len()
            - text
                .trim_start_matches(['（', '(', '【', '[', '〔', '［'])
                .len();
        let parts = clause_parts(&text[open..]).into_iter();
        return parts
            .map(|(role, part)| (role, part.start + open..part.end + open))
            .collect();
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
    let text = squash(text);
    text.contains("牵头")
        && !names_first_as_lead(&text)
        && !["（牵头）", "(牵头)", "为牵头"]
            .iter()
            .any(|remark| text.contains(remark))
}

/// 「A牵头，B、C配合」: the role word ends its clause, blanks within it allowed.
fn clause_parts(text: &str) -> Vec<(Role, std::ops::Range<usize>)> {
    let squashed = Squashed::of(text);
    let parts = clause_parts_of(&squashed.text).into_iter();
    parts
        .map(|(role, part)| (role, squashed.back(part)))
        .collect()
}

/// [`clause_parts`] of a text without blanks.
fn clause_parts_of(text: &str) -> Vec<(Role, std::ops::Range<usize>)> {
    let mut parts: Vec<(Role, std::ops::Range<usize>)> = Vec::new();
    let mut pending = 0;
    let mut led = false;
    let words: [(&str, Role); 27] = [
        ("牵头负责", Role::Lead),
        ("牵头落实", Role::Lead),
        ("为主", Role::Lead),
        ("按职责配合", Role::Participant),
        ("分工配合", Role::Participant),
        ("积极配合", Role::Participant),
        ("共同牵头", Role::Lead),
        ("牵头", Role::Lead),
        ("按照职责分工负责", Role::Participant),
        ("按各自职责分工负责", Role::Participant),
        ("按职责分工负责", Role::Participant),
        ("分工负责", Role::Participant),
        ("分别负责", Role::Unranked),
        ("共同负责", Role::Unranked),
        ("协同配合", Role::Participant),
        ("配合落实", Role::Participant),
        ("配合实施", Role::Participant),
        ("配合", Role::Participant),
        ("参与", Role::Participant),
        ("参加", Role::Participant),
        ("协助", Role::Participant),
        ("协同", Role::Participant),
        ("协办", Role::Participant),
        ("负责", Role::Unranked),
        ("组织实施", Role::Unranked),
        ("落实", Role::Unranked),
        ("指导", Role::Unranked),
    ];
    // A copy may have lost the mark: 「市残联牵头市财政局配合」.
    let unmarked = text
        .match_indices("牵头")
        .map(|(at, word)| at + word.len())
        .filter(|end| text[*end..].starts_with(OWNERS));
    let mut boundaries: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| "，,；;。）)〕］]】".contains(*c))
        .map(|(at, _)| at)
        .chain([text.len()])
        .chain(unmarked)
        .collect();
    boundaries.sort_unstable();
    for end in boundaries {
        if end < pending {
            continue;
        }
        let piece = &text[pending..end];
        if let Some((word, role)) = words.iter().find(|(word, _)| piece.ends_with(word)) {
            let role = match role {
                Role::Participant if !led && word.contains("分工") => Role::Unranked,
                Role::Unranked if led => Role::Participant,
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
