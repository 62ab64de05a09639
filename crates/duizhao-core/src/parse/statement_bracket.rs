//! Statements that no role word opens: lists of organs in brackets or in the last cell of a row.
//!
//! ```text
//! （市残联牵头，市财政局配合）                              the role word behind the names
//! （海关总署负责）                                        one organ
//! （市民政局、市残联负责。列第一位者为牵头单位，下同）         a note after the list
//! ```

use crate::lexicon::Shape;
use crate::parse::label::is_blank;
use crate::parse::names::OWNERS;
use crate::parse::responsibility::names_first_as_lead;

/// True for a bracket that a statement may stand in.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '〔' | '［' | '[' | '【')
}

/// True for the end of such a bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '〕' | '］' | ']' | '】')
}

/// 「（市残联牵头，市财政局配合）」 or 「（区残联、区民政局；各镇街）」 at the end.
pub(super) fn bracketed_clause(text: &str, shape: &Shape) -> Option<usize> {
    let body = text.trim_end_matches(|c| is_blank(c) || matches!(c, '。' | ';' | '；'));
    let inner_end = body.strip_suffix(closes)?;
    let mut depth = 1;
    let mut before = inner_end.char_indices().rev().take(LONGEST_BRACKET);
    let open = before.find(|(_, c)| {
        depth += i32::from(closes(*c)) - i32::from(opens(*c));
        depth == 0
    })?;
    // Words that a copy pulled apart are words; what parts cells and paragraphs stays.
    let inner: String = inner_end[open.0 + open.1.len_utf8()..]
        .chars()
        .filter(|c| !is_blank(*c) || matches!(c, '\n' | '\t'))
        .collect();
    let inner = without_note(&inner);
    let roles = [
        "牵头", "负责", "配合", "参与", "参加", "协同", "协助", "落实", "协办", "实施", "指导",
    ];
    let role = |word: &&str| inner.trim_end().strip_suffix(*word);
    let bare = roles.iter().find_map(role);
    let ends = bare.is_some();
    let organ = |name: &str| {
        (2..=LONGEST_ORGAN).contains(&name.chars().count()) && shape.ends_as_organ(name)
    };
    // 「银保监会及各地区按职责分工负责」.
    let joined = shape
        .name_joints
        .iter()
        .any(|joint| inner.contains(joint.as_str()));
    let names = joined
        || bare.is_some_and(organ)
        || inner.contains(['、', '，', ','])
        || inner.contains('局')
        || inner.contains('委')
        || inner.contains("残联")
        || inner.contains('办')
        || inner.contains('部');
    let by_role = ends && names;
    let after_sentence = text[..open.0]
        .trim_end_matches(is_blank)
        .ends_with(['。', '；', ';', '！', '\n']);
    let listed = after_sentence && lists_organs(inner, shape);
    let short = !inner.contains('。') && inner.chars().count() <= 300;
    ((by_role || listed) && short).then_some(open.0)
}

/// A list in brackets with its note is not longer, in characters.
const LONGEST_BRACKET: usize = 400;

/// The name of one organ in brackets is not longer, in characters.
const LONGEST_ORGAN: usize = 14;

/// A list without what is said of it after it: 「…等负责。列第一位者为牵头单位，下同」.
pub(super) fn without_note(inner: &str) -> &str {
    let note = |at: &usize| {
        let note = inner[*at..].trim_start_matches(['。', '，', ',', '；', ';']);
        let short = note.chars().count() <= LONGEST_NOTE;
        short
            && (names_first_as_lead(note)
                || note.starts_with("以下")
                || note.starts_with("适用范围"))
    };
    let mut marks = inner.match_indices(['。', '，', ',', '；', ';']);
    let end = marks.find_map(|(at, _)| Some(at).filter(note));
    end.map_or(inner, |at| &inner[..at])
}

/// What is said of a list is not longer, in characters.
const LONGEST_NOTE: usize = 40;

/// The last cell of a row that names organs: 「…为老年人提供助餐服务。⇥县民政局、县残联」.
pub(super) fn last_cell(text: &str, shape: &Shape) -> Option<usize> {
    let at = text.rfind('\t')? + 1;
    lists_organs(text[at..].trim_matches(is_blank), shape).then_some(at)
}

/// True where a bracket holds nothing but names of organs and remarks on them: every piece
/// ends as an organ does or names many, and the first says whose it is (市, 各).
fn lists_organs(inner: &str, shape: &Shape) -> bool {
    let outside = without_brackets(inner);
    let bare = |piece: &str| -> String {
        let mut piece = piece.trim_matches(is_blank);
        for ending in ["牵头", "配合", "参与"]
            .into_iter()
            .chain(shape.name_endings.iter().map(String::as_str))
        {
            piece = piece.strip_suffix(ending).unwrap_or(piece);
        }
        piece.to_owned()
    };
    let remark = |piece: &str| {
        piece.ends_with("完成") || piece.starts_with("持续") || piece.contains("第一")
    };
    let pieces: Vec<String> = outside
        .split(['、', '，', ',', '；', ';'])
        .map(bare)
        .filter(|piece| !piece.is_empty() && !remark(piece))
        .collect();
    let many = |piece: &str| {
        let starts = &shape.collective_starts;
        starts.iter().any(|word| {
            piece
                .chars()
                .take(3)
                .collect::<String>()
                .contains(word.as_str())
        })
    };
    let organ = |piece: &String| {
        let length = piece.chars().count();
        (2..=24).contains(&length) && (shape.ends_as_organ(piece) || many(piece))
    };
    let owned = |piece: &String| piece.starts_with(OWNERS);
    pieces.first().is_some_and(owned) && pieces.iter().all(organ)
}

/// `text` without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    kept.collect()
}
