//! Responsibility statements in every style in use, and damaged ones.
//!
//! ```text
//! （牵头部门：A、B；参与部门：C）  →  （A、B牵头，C配合）, （责任单位：A、B、C），…
//! ```

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Roles;
use super::paragraphs::paragraphs;

type Named = (&'static str, fn(&str) -> String, Roles);

pub(super) const ALL: [Named; 17] = [
    (
        "tail-units",
        |t| tails(t, |l, p| format!("（责任单位：{}）", all(l, p))),
        Roles::Unranked,
    ),
    (
        "tail-departments-bare",
        |t| tails(t, |l, p| format!("（{}负责）", all(l, p))),
        Roles::Unranked,
    ),
    (
        "tail-by-duties",
        |t| tails(t, |l, p| format!("（{}按职责分工负责）", all(l, p))),
        Roles::Unranked,
    ),
    (
        "tail-lead-take-part",
        |t| tails(t, |l, p| both(l, p, "（", "牵头，", "参与）")),
        Roles::Kept,
    ),
    (
        "tail-lead-assist",
        |t| tails(t, |l, p| both(l, p, "（", "牵头，", "配合）")),
        Roles::Kept,
    ),
    (
        "tail-lead-duties",
        |t| tails(t, |l, p| both(l, p, "（", "牵头，", "按职责分工负责）")),
        Roles::Kept,
    ),
    (
        "tail-square-brackets",
        |t| tails(t, |l, p| pair(l, p, "【牵头单位：", "；配合单位：", "】")),
        Roles::Kept,
    ),
    (
        "tail-first-leads",
        |t| {
            tails(t, |l, p| {
                format!("（责任单位：{}，列第一位的为牵头单位）", all(l, p))
            })
        },
        Roles::FirstLeads,
    ),
    (
        "tail-deadline",
        |t| {
            tails(t, |l, p| {
                pair(l, p, "（2025年底前完成，牵头部门：", "；参与部门：", "）")
            })
        },
        Roles::Kept,
    ),
    (
        "tail-own-lines",
        |t| tails(t, |l, p| pair(l, p, "\n牵头部门：", "\n参与部门：", "\n")),
        Roles::Kept,
    ),
    (
        "tail-own-lines-deadline",
        |t| {
            tails(t, |l, p| {
                pair(
                    l,
                    p,
                    "\n牵头单位：",
                    "\n参与单位：",
                    "\n完成时限：2025年12月\n",
                )
            })
        },
        Roles::Kept,
    ),
    (
        "tail-no-brackets",
        |t| tails(t, |l, p| format!("责任部门:{}", all(l, p))),
        Roles::Unranked,
    ),
    (
        "tail-bracket-lost",
        |t| tails(t, |l, p| pair(l, p, "牵头部门：", "；参与部门：", "）")),
        Roles::Kept,
    ),
    (
        "tail-blanks",
        |t| {
            tails(t, |l, p| {
                pair(
                    &l.replace('、', " "),
                    &p.replace('、', " "),
                    "（牵头部门： ",
                    "；参与部门： ",
                    "）",
                )
            })
        },
        Roles::Kept,
    ),
    (
        "tail-commas",
        |t| {
            tails(t, |l, p| {
                pair(
                    &l.replace('、', "，"),
                    &p.replace('、', "，"),
                    "（牵头部门：",
                    "；参与部门：",
                    "）",
                )
            })
        },
        Roles::Kept,
    ),
    (
        "tail-separators-lost",
        |t| {
            tails(t, |l, p| {
                pair(
                    &l.replace('、', ""),
                    &p.replace('、', ""),
                    "（牵头部门：",
                    "；参与部门：",
                    "）",
                )
            })
        },
        Roles::Kept,
    ),
    (
        "tail-split-lines",
        |t| {
            tails(t, |l, p| {
                pair(
                    &l.replace('、', "、\n"),
                    &p.replace('、', "\n、"),
                    "（牵头\n部门：",
                    "；\n参与部门：",
                    "\n）",
                )
            })
        },
        Roles::Kept,
    ),
];

static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[（(]\s*牵头部门[:：](?<lead>[^（()）；;：:]*)(?:[；;]\s*参与部门[:：](?<part>[^（()）；;：:]*))?[)）]",
    )
    .expect("the pattern is fixed")
});

/// Rewrites every statement from its leads and participants, both parted by 、.
fn tails(text: &str, write: impl Fn(&str, &str) -> String) -> String {
    let name = |found: &Captures<'_>, part: &str| -> String {
        found
            .name(part)
            .map_or("", |m| m.as_str())
            .replace(char::is_whitespace, "")
    };
    // Over the whole text: a statement may stand on two lines.
    let text = paragraphs(text).join("\n");
    TAIL.replace_all(&text, |found: &Captures<'_>| {
        write(&name(found, "lead"), &name(found, "part"))
    })
    .into_owned()
}

fn all(lead: &str, part: &str) -> String {
    if part.is_empty() {
        lead.to_owned()
    } else {
        format!("{lead}、{part}")
    }
}

/// `before` leads `middle` participants `after`; without participants the middle's word
/// ends the statement.
fn both(lead: &str, part: &str, before: &str, middle: &str, after: &str) -> String {
    if part.is_empty() {
        format!("{before}{lead}{}）", middle.trim_end_matches('，'))
    } else {
        format!("{before}{lead}{middle}{part}{after}")
    }
}

/// As [`both`], where the words stand before the names.
fn pair(lead: &str, part: &str, before: &str, middle: &str, after: &str) -> String {
    if part.is_empty() {
        format!("{before}{lead}{after}")
    } else {
        format!("{before}{lead}{middle}{part}{after}")
    }
}
