//! `duizhao mend`: what can be typed to correct a reading.

use clap::Subcommand;
use clap::builder::{PossibleValue, PossibleValuesParser};
use duizhao_workbench::{mend_fields, mend_kinds};

/// A correction of a reading.
#[derive(Subcommand)]
pub(crate) enum Mend {
    /// 列出已作的更正 List the corrections made
    List,
    /// 改类型 Change the kind
    Kind {
        /// 条目 The unit: 3.1.2
        unit: String,
        /// 类型 The kind
        #[arg(value_parser = kinds())]
        kind: String,
    },
    /// 从这几个字起拆出一条 Begin a unit of its own at these words
    Split {
        /// 条目 The unit
        unit: String,
        /// 原文中的字 Words of its text
        #[arg(long, value_name = "WORDS")]
        before: String,
        /// 其中的标题 Which of them are its heading
        #[arg(long, value_name = "WORDS")]
        title: Option<String>,
    },
    /// 并入前一条 Merge into the unit before it
    Merge {
        /// 条目 The unit
        unit: String,
    },
    /// 移到另一条之下 Move into another unit
    Move {
        /// 条目 The unit
        unit: String,
        /// 移到哪一条 Where to
        #[arg(long, value_name = "UNIT")]
        under: String,
    },
    /// 改序号（空为无） Set the label; empty for none
    Label {
        /// 条目 The unit
        unit: String,
        /// 序号 The label
        label: String,
    },
    /// 改标题：条目开头的原文（空为无） Set the heading: the unit's first words; empty for none
    Title {
        /// 条目 The unit
        unit: String,
        /// 标题 The heading
        title: String,
    },
    /// 改责任单位（原文里的名称） Set who does it, by names of the text
    Departments {
        /// 条目 The unit
        unit: String,
        /// 牵头 Leads
        #[arg(long, value_delimiter = '、')]
        lead: Vec<String>,
        /// 参与 Participants
        #[arg(long, value_delimiter = '、')]
        with: Vec<String>,
        /// 未分主次 Without rank
        #[arg(long, value_delimiter = '、')]
        named: Vec<String>,
    },
    /// 改目标：原文中的一句，及其数值 Set a target: a clause of the text, and its amount
    Target {
        /// 条目 The unit
        unit: String,
        /// 原文中的一句 The clause
        quote: String,
        /// 不是目标 It is none
        #[arg(long, conflicts_with_all = ["value", "measure", "by", "sign"])]
        none: bool,
        /// 数值 The number
        #[arg(long, required_unless_present = "none")]
        value: Option<String>,
        /// 计量单位 The measure word
        #[arg(long, default_value = "")]
        measure: String,
        /// 比较号：> >= = <= < How it is bounded
        #[arg(long, default_value = "=")]
        sign: String,
        /// 完成年份 The year it is due
        #[arg(long, value_name = "YEAR")]
        by: Option<u16>,
    },
    /// 改规划信息：名称、字号、日期等 Set what the plan says of itself
    About {
        /// 哪一项 The field
        #[arg(value_parser = fields())]
        field: String,
        /// 值（空为无），如 2021-11-25、2021-2025、city The value; empty for none
        value: String,
    },
}

fn kinds() -> PossibleValuesParser {
    words(mend_kinds())
}

fn fields() -> PossibleValuesParser {
    words(mend_fields())
}

fn words(all: impl Iterator<Item = (&'static str, &'static str)>) -> PossibleValuesParser {
    let value = |(word, zh): (&'static str, &'static str)| PossibleValue::new(word).help(zh);
    PossibleValuesParser::new(all.map(value))
}
