//! Numbers of ordered lists as the reader sees them.
//!
//! ```text
//! <ol style="list-style-type: cjk-ideographic"><li>总体要求  →  一、总体要求
//! ```

use super::{Element, attribute, name};
use crate::chinese;

/// The number of a list item with its mark; empty where none is shown, or where the text of the
/// item begins with one of its own.
pub(super) fn of(item: Element<'_>) -> String {
    let Some(list) = item.parent().filter(|list| name(*list) == "ol") else {
        return String::new();
    };
    let style = [item, list].into_iter().find_map(style_of);
    let style = style.unwrap_or_else(|| attribute(list, "type").unwrap_or("1").to_owned());
    if numbered_itself(item) {
        return String::new();
    }
    let number = number(item, list);
    match style.as_str() {
        "none" | "disc" | "circle" | "square" => String::new(),
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => {
            format!("{}、", chinese::counted(number))
        }
        "a" | "lower-alpha" | "lower-latin" => format!("{}. ", chinese::letters(number)),
        "A" | "upper-alpha" | "upper-latin" => {
            format!("{}. ", chinese::letters(number).to_uppercase())
        }
        "i" | "lower-roman" => format!("{}. ", chinese::roman(number).to_lowercase()),
        "I" | "upper-roman" => format!("{}. ", chinese::roman(number)),
        _ => format!("{number}. "),
    }
}

fn style_of(node: Element<'_>) -> Option<String> {
    let style = attribute(node, "style")?.to_lowercase();
    let rest = style.split("list-style").nth(1)?;
    let value = rest
        .trim_start_matches("-type")
        .trim_start_matches([' ', ':']);
    let word: String = value
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    (!word.is_empty()).then_some(word)
}

/// The place of an item, from the start that its list or an item before it names.
fn number(item: Element<'_>, list: Element<'_>) -> u32 {
    let said = |node, wanted: &str| attribute(node, wanted).and_then(|n| n.trim().parse().ok());
    let mut back = 0;
    for node in std::iter::once(item).chain(item.prev_siblings()) {
        if name(node) != "li" {
            continue;
        }
        if let Some(value) = said(node, "value") {
            return back + value;
        }
        back += 1;
    }
    said(list, "start")
        .unwrap_or(1_u32)
        .saturating_add(back)
        .saturating_sub(1)
}

/// True for 「1.加强」, 「（一）加强」, 「①加强」.
fn numbered_itself(item: Element<'_>) -> bool {
    let text = item.descendants().filter_map(|node| node.value().as_text());
    let begins: String = text
        .flat_map(|text| text.chars())
        .filter(|c| !c.is_whitespace())
        .take(4)
        .collect();
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut chars = begins.chars();
    match chars.next() {
        Some('（' | '(' | '①'..='⑳' | '第') => true,
        Some(first) if digit(first) => chars
            .find(|c| !digit(*c))
            .is_some_and(|c| "、.．，)）".contains(c)),
        _ => false,
    }
}
