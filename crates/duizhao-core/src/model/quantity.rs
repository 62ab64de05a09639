//! Exact quantities: never floating point.

use rust_decimal::Decimal;

/// How a value is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// ＞, 超过, 高于.
    Greater,
    /// ≥, 不低于, 以上, 至少.
    AtLeast,
    /// A bare figure.
    Equal,
    /// ≤, 不超过, 以内.
    AtMost,
    /// ＜, 低于.
    Less,
}

impl Comparator {
    /// The sign of the command line's JSON.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Greater => ">",
            Comparator::AtLeast => ">=",
            Comparator::Equal => "=",
            Comparator::AtMost => "<=",
            Comparator::Less => "<",
        }
    }
}

/// A number with its unit of measure (计量单位): 99 %, 1 名, 2500 户.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The exact value, Chinese multipliers (万, 亿) worked in.
    pub value: Decimal,
    /// The measure word as printed: `%`, `名`, `人次`.
    pub unit: String,
}
