//! Words about corrections (更正): what was said, and why one does not fit.

use duizhao_core::mend::Refusal;

use super::{ErrorText, Text};
use crate::api::mend::MendInput;

/// What a correction says.
pub fn mend_words(input: &MendInput) -> Text {
    let (zh, en) = match input {
        MendInput::Kind { kind } => (
            format!("改为{}", kind_word(kind)),
            format!("is a {}", kind.replace('_', " ")),
        ),
        MendInput::Split { before, .. } => (
            format!("自“{}”起拆出一条", short(before)),
            format!("a unit of its own begins at \"{}\"", short(before)),
        ),
        MendInput::Merge => (
            "并入前一条".to_owned(),
            "merged into the one before".to_owned(),
        ),
        MendInput::Move { under } => (format!("移到 {under} 之下"), format!("moved into {under}")),
        MendInput::Label { label } if label.trim().is_empty() => {
            ("去掉序号".to_owned(), "no label".to_owned())
        }
        MendInput::Label { label } => (format!("序号改为“{label}”"), format!("label \"{label}\"")),
        MendInput::Title { title } if title.trim().is_empty() => {
            ("没有标题".to_owned(), "no heading".to_owned())
        }
        MendInput::Title { title } => (
            format!("标题为“{}”", short(title)),
            format!("heading \"{}\"", short(title)),
        ),
        MendInput::Departments { .. } => ("改责任单位".to_owned(), "departments set".to_owned()),
        MendInput::Target {
            quote,
            amount: None,
        } => (
            format!("“{}”不是目标", short(quote)),
            format!("\"{}\" is no target", short(quote)),
        ),
        MendInput::Target {
            quote,
            amount: Some(amount),
        } => {
            let value = format!("{}{}{}", amount.comparator, amount.value, amount.unit);
            (
                format!("“{}”的目标为 {value}", short(quote)),
                format!("\"{}\" commits to {value}", short(quote)),
            )
        }
        MendInput::About { field, value } => (
            format!("{}改为“{}”", field_word(field), short(value)),
            format!("{} \"{}\"", field.replace('_', " "), short(value)),
        ),
    };
    Text::new(zh, en)
}

fn short(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 20 {
        return words.to_owned();
    }
    words.chars().take(19).chain(['…']).collect()
}

fn kind_word(kind: &str) -> &str {
    match kind {
        "chapter" => "章",
        "section" => "节",
        "task" => "任务",
        "paragraph" => "段落",
        "box" => "专栏",
        "box_item" => "专栏条目",
        "annex" => "附件",
        "annex_row" => "附件行",
        other => other,
    }
}

fn field_word(field: &str) -> &str {
    match field {
        "title" => "规划名称",
        "doc_number" => "发文字号",
        "issuer" => "发文机关",
        "issue_date" => "成文日期",
        "period" => "规划期",
        "region" => "地区",
        "level" => "层级",
        other => other,
    }
}

/// Why a correction does not fit, and what to do.
pub(super) fn refusal_text(plan: &str, unit: &str, refusal: &Refusal) -> ErrorText {
    let (zh, en, remedy_zh, remedy_en) = match refusal {
        Refusal::NoUnit { path } => (
            format!("规划“{plan}”里没有条目 {path}。"),
            format!("The plan \"{plan}\" has no unit {path}."),
            "请用 duizhao inspect 查看现有条目。",
            "Look the units up with duizhao inspect.",
        ),
        Refusal::NoWords { words } => (
            format!("“{words}”不是条目 {unit} 的原文，未更正。"),
            format!("\"{words}\" are not words of unit {unit}; nothing was changed."),
            "标题须取自条目开头的原文，拆分处、目标和责任单位须是原文里的字。",
            "A heading is the first words of its unit; where to split, targets and departments must stand in the text.",
        ),
        Refusal::NoPlace => (
            format!("条目 {unit} 不能放在那里，未更正。"),
            format!("Unit {unit} cannot stand there; nothing was changed."),
            "节在章下，任务在章或节下，专栏条目在专栏下，附件行在附件下。",
            "Sections stand in chapters, tasks in chapters or sections, box items in boxes, annex rows in annexes.",
        ),
        Refusal::NothingBefore => (
            format!("条目 {unit} 之前没有条目，无法并入。"),
            format!("Nothing stands before unit {unit} to merge it into."),
            "请改用改类型或移动。",
            "Change its kind or move it instead.",
        ),
        Refusal::NothingLeft => (
            format!("从开头拆分，条目 {unit} 就空了，未更正。"),
            format!("Split at its beginning, nothing would be left of unit {unit}."),
            "请从条目中间的文字拆起，或直接改类型。",
            "Split further on, or change its kind.",
        ),
        Refusal::Value { value } => (
            format!("“{value}”不是这一项的值，未更正。"),
            format!("\"{value}\" is no value of this field; nothing was changed."),
            "日期写作 2021-11-25，期间写作 2021-2025，数值只写数字。",
            "Write dates as 2021-11-25, periods as 2021-2025, values as digits.",
        ),
    };
    ErrorText {
        message: Text::new(zh, en),
        remedy: Text::new(remedy_zh, remedy_en),
    }
}
