//! Words about corrections (更正): what was said, and why one does not fit.

use duizhao_core::mend::{Field, Refusal};
use duizhao_core::model::{AdminLevel, UnitKind};

use super::{ErrorText, Text};
use crate::api::mend::{AmountInput, MendInput};

/// What a correction says.
pub fn mend_words(input: &MendInput) -> Text {
    let (zh, en) = match input {
        MendInput::Kind { kind } => (
            format!(
                "改为{}",
                UnitKind::of_word(kind).map_or(kind.as_str(), |kind| kind_word(kind))
            ),
            format!("kind: {}", kind.replace('_', " ")),
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
        MendInput::Departments {
            lead,
            participants,
            unranked,
        } => departments(lead, participants, unranked),
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
            let (zh, en) = amount_words(amount);
            (
                format!("“{}”的目标为 {zh}", short(quote)),
                format!("\"{}\" commits to {en}", short(quote)),
            )
        }
        MendInput::About { field, value } => about(field, value),
    };
    Text::new(zh, en)
}

fn about(field: &str, value: &str) -> (String, String) {
    let known = Field::of_word(field);
    let (name_zh, name_en) = (
        known.map_or(field, |known| field_word(known)),
        field.replace('_', " "),
    );
    if value.trim().is_empty() {
        return (format!("去掉{name_zh}"), format!("no {name_en}"));
    }
    let level = AdminLevel::of_word(value).filter(|_| known == Some(Field::Level));
    let value_zh = level.map_or(value, |level| level_word(level));
    (
        format!("{name_zh}改为“{}”", short(value_zh)),
        format!("{name_en} \"{}\"", short(value)),
    )
}

fn short(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() <= 20 {
        return words.to_owned();
    }
    words.chars().take(19).chain(['…']).collect()
}

/// The kinds a unit may have: the word of the command line, and in Chinese.
pub fn mend_kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let word = |kind: UnitKind| (kind.as_str(), kind_word(kind));
    UnitKind::ALL.into_iter().map(word)
}

/// What may be said of a plan: the word of the command line, and in Chinese.
pub fn mend_fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    let word = |field: Field| (field.as_str(), field_word(field));
    Field::ALL.into_iter().map(word)
}

fn kind_word(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Chapter => "章",
        UnitKind::Section => "节",
        UnitKind::Task => "任务",
        UnitKind::Paragraph => "段落",
        UnitKind::Box => "专栏",
        UnitKind::BoxItem => "专栏条目",
        UnitKind::Annex => "附件",
        UnitKind::AnnexRow => "附件行",
    }
}

fn field_word(field: Field) -> &'static str {
    match field {
        Field::Title => "规划名称",
        Field::DocNumber => "发文字号",
        Field::Issuer => "发文机关",
        Field::IssueDate => "成文日期",
        Field::Period => "规划期",
        Field::Region => "地区",
        Field::Level => "层级",
    }
}

fn level_word(level: AdminLevel) -> &'static str {
    match level {
        AdminLevel::National => "国家",
        AdminLevel::Province => "省",
        AdminLevel::City => "市",
        AdminLevel::County => "县",
        AdminLevel::Town => "乡镇",
    }
}

/// 牵头市残联，参与市民政局、市医保局.
fn departments(lead: &[String], participants: &[String], unranked: &[String]) -> (String, String) {
    let parts = [
        ("牵头", "led by ", lead),
        ("参与", "with ", participants),
        ("", "", unranked),
    ];
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (word_zh, word_en, names) in parts.iter().filter(|(_, _, names)| !names.is_empty()) {
        let names = short(&names.join("、"));
        zh.push(format!("{word_zh}{names}"));
        en.push(format!("{word_en}{names}"));
    }
    if zh.is_empty() {
        return ("改责任单位：无".to_owned(), "departments: none".to_owned());
    }
    (
        format!("改责任单位：{}", zh.join("，")),
        format!("departments: {}", en.join(", ")),
    )
}

/// ≥12家（2025 年）.
fn amount_words(amount: &AmountInput) -> (String, String) {
    let sign = match amount.comparator.as_str() {
        ">=" => "≥",
        "<=" => "≤",
        sign => sign,
    };
    let value = format!("{sign}{}{}", amount.value, amount.unit);
    match amount.deadline {
        Some(year) => (
            format!("{value}（{year} 年）"),
            format!("{value} by {year}"),
        ),
        None => (value.clone(), value),
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
            "日期写作 2021-11-25，期间写作 2021-2025，层级写作 province、city、county，数值只写数字。",
            "Write dates as 2021-11-25, periods as 2021-2025, levels as province, city, county, values as digits.",
        ),
    };
    ErrorText {
        message: Text::new(zh, en),
        remedy: Text::new(remedy_zh, remedy_en),
    }
}
