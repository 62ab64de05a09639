//! Names of departments in a list: cut at separators, remarks taken off, nothing added.

use std::cmp::Ordering;

use crate::lexicon::{Lexicon, Shape};
use crate::model::Mention;
use crate::parse::glued::split_glued;
use crate::parse::label::{is_blank, is_han};
use crate::parse::responsibility::names_first_as_lead;
use crate::text::Span;

/// Names of a part; true beside one that carries the remark （牵头）.
pub(super) fn names(text: &str, base: usize, lexicon: &Lexicon) -> Vec<(Mention, bool)> {
    let mut out = Vec::new();
    let shape = lexicon.shape();
    for (start, end) in split_list(text, shape) {
        let (piece_start, piece_end, leads) = clean_name(text, start, end, shape);
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

/// Cuts a list at its separators and joints, those within brackets apart.
fn split_list(text: &str, shape: &Shape) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut within = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '（' | '(') && at >= within {
            within = closing(&text[at..]).map_or(within, |len| at + len);
        }
        let parts =
            SEPARATORS.contains(c) || "./．".contains(c) && parts_names(text, start, at, shape);
        if parts && at >= within {
            pieces.push((start, at));
            start = at + c.len_utf8();
        }
        if matches!(c, '和' | '及' | '与') && at >= within && joins_names(text, start, at, shape)
        {
            pieces.push((start, at));
            start = at + c.len_utf8();
        }
        let closed = within == at && text[..at].ends_with(['）', ')']);
        if closed && at > start && begins_after_bracket(&text[at..]) {
            pieces.push((start, at));
            start = at;
        }
        if c == '各' && at >= within && begins_many(text, start, at, shape) {
            pieces.push((start, at));
            start = at;
        }
        let joint = joint_at(&text[at..], shape).filter(|_| at > start && at >= within);
        if let Some(len) = joint {
            pieces.push((start, at));
            start = at + len;
            within = within.max(start);
        }
    }
    pieces.push((start, text.len()));
    let pieces = join_levels(text, pieces);
    pieces
        .into_iter()
        .flat_map(|piece| split_at_blanks(text, piece, shape))
        .collect()
}

/// Marks that part names; a bracket that closes nothing ends a list too.
const SEPARATORS: &str = "、，,；;。|\t·•､）)";

/// True where a mark that may stand within a name stands between two: 「市民政局.市残联」.
fn parts_names(text: &str, start: usize, at: usize, shape: &Shape) -> bool {
    let next = text[at..].chars().nth(1);
    is_organ(&text[start..at], shape) && next.is_some_and(is_han)
}

/// True where 和 stands between two names and within none: 「市残联和市财政局」, but 「市文化和旅游局」.
fn joins_names(text: &str, start: usize, at: usize, shape: &Shape) -> bool {
    let rest = &text[at..];
    let after = rest.chars().next().map_or("", |c| &rest[c.len_utf8()..]);
    let end = after.find(|c| SEPARATORS.contains(c) || matches!(c, '（' | '('));
    let next = &after[..end.unwrap_or(after.len())];
    let next = ["负责", "牵头", "等"]
        .iter()
        .fold(next, |name, word| name.strip_suffix(word).unwrap_or(name));
    let owned = next.starts_with(OWNERS) && !next.starts_with("国家") && is_organ(next, shape);
    // 「市场监管总局及相关地区」.
    let many = ["相关", "有关"].iter().any(|word| next.starts_with(word))
        && ["地区", "部门", "单位"]
            .iter()
            .any(|end| next.ends_with(end));
    (owned || many) && is_organ(&text[start..at], shape)
}

/// True where 各 begins a name of many that ran into the one before: 「区住建局各镇（街道）」, but
/// 「市政府各部门」.
fn begins_many(text: &str, start: usize, at: usize, shape: &Shape) -> bool {
    let before = text[start..at].trim_matches(is_blank);
    let own = ["政府", "委", "机关", "党组"]
        .iter()
        .any(|end| before.ends_with(end));
    let parts = ["各部门", "各单位", "各有关", "各相关", "各直属", "各工作"];
    let within = own && parts.iter().any(|word| text[at..].starts_with(word));
    at > start && !within && is_organ(before, shape)
}

/// True where a name begins that ran into a bracket: 「各镇（街道）县民政局」, but 「各县（市）区政府」.
fn begins_after_bracket(rest: &str) -> bool {
    let after = rest.strip_prefix(OWNERS);
    after.is_some_and(|after| !after.starts_with("政府") && !after.starts_with("人民政府"))
        && !rest.starts_with('各')
}

/// True for what ends as the name of an organ does.
fn is_organ(text: &str, shape: &Shape) -> bool {
    let bare = text.trim_matches(is_blank);
    bare.chars().count() >= 3 && shape.ends_as_organ(bare)
}

/// Blanks part names where each of them reads as one by itself and says whose it is:
/// 「市民政局 市残联」, but 「区委 组织部」 is one name.
fn split_at_blanks(text: &str, piece: (usize, usize), shape: &Shape) -> Vec<(usize, usize)> {
    let (start, end) = piece;
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut from = start;
    for (at, c) in text[start..end]
        .char_indices()
        .filter(|(_, c)| is_blank(*c))
    {
        parts.push((from, start + at));
        from = start + at + c.len_utf8();
    }
    parts.push((from, end));
    parts.retain(|(from, to)| from < to);
    let owned = |part: &str| part.starts_with(OWNERS);
    let all = parts.iter().enumerate().all(|(at, &(from, to))| {
        let part = &text[from..to];
        let many = part.starts_with('各') && part.chars().count() >= 3;
        // Cells of a table stand on lines of their own; a dash fills an empty one.
        let cell = text[..from].ends_with('\n');
        let empty = !part.chars().any(char::is_alphanumeric);
        (is_organ(part, shape) || many) && (at == 0 || owned(part) || cell) || empty
    });
    if parts.len() >= 2 && all {
        parts
    } else {
        vec![piece]
    }
}

/// How a name begins that says whose it is.
pub(super) const OWNERS: [char; 7] = ['市', '区', '县', '省', '州', '国', '各'];

/// Bytes of the joint that `text` starts with; 各, which belongs to the next name, apart.
fn joint_at(text: &str, shape: &Shape) -> Option<usize> {
    let joint = shape
        .name_joints
        .iter()
        .find(|joint| text.starts_with(joint.as_str()))?;
    Some(joint.trim_end_matches('各').len())
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
            // 「各有关区、县级市」.
            let last = last.strip_prefix("各有关").unwrap_or(last);
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
fn clean_name(text: &str, start: usize, end: usize, shape: &Shape) -> (usize, usize, bool) {
    let mut name = &text[start..end];
    let mut leads = false;
    loop {
        let before = name;
        name =
            name.trim_matches(|c: char| is_blank(c) || ".*“”：:[]【】〔〕［］★☆▲△●◆#".contains(c));
        if let Some(open) = remark_start(name) {
            name = &name[..open];
        }
        name = balanced(name);
        if let Some(bare) = name
            .strip_suffix("（牵头）")
            .or_else(|| name.strip_suffix("(牵头)"))
            .or_else(|| name.strip_suffix("牵头"))
        {
            (name, leads) = (bare, true);
        }
        for word in &shape.name_endings {
            name = name.strip_suffix(word.as_str()).unwrap_or(name);
        }
        name = name.strip_prefix('由').unwrap_or(name);
        name = name.strip_prefix("会同").unwrap_or(name);
        if name.len() == before.len() {
            break;
        }
    }
    let from = name.as_ptr() as usize - text.as_ptr() as usize;
    (from, from + name.len(), leads)
}

/// Takes brackets off the edges that have no partner within the name.
fn balanced(name: &str) -> &str {
    let open = name.matches(['（', '(']).count();
    let close = name.matches(['）', ')']).count();
    let bare = match close.cmp(&open) {
        Ordering::Greater => {
            let bare = name.strip_suffix(['）', ')']);
            bare.or_else(|| name.strip_prefix(['）', ')']))
        }
        Ordering::Less => {
            let bare = name.strip_prefix(['（', '(']);
            bare.or_else(|| name.strip_suffix(['（', '(']))
        }
        Ordering::Equal => None,
    };
    bare.unwrap_or(name)
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
    let name = name.trim_matches(['（', '(', '）', ')']);
    let dated = name.starts_with(|c: char| c.is_ascii_digit())
        && name.contains('年')
        && name.ends_with(['前', '底', '末', '月']);
    dated
        || names_first_as_lead(name)
        || name.contains("为牵头")
        || name.contains("第一位")
        || name.contains("其余为")
        || name == "下同"
        || name.ends_with("完成") && name.chars().any(|c| c == '年' || c == '月')
        || name.starts_with("持续")
        || name.starts_with("长期")
        || !name.chars().any(char::is_alphanumeric)
        || name
            .chars()
            .all(|c| c.is_ascii_digit() || c == '年' || c == '月')
}
