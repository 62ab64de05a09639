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
    /// Every comparator.
    pub const ALL: [Comparator; 5] = [
        Comparator::Greater,
        Comparator::AtLeast,
        Comparator::Equal,
        Comparator::AtMost,
        Comparator::Less,
    ];

    /// The comparator of a sign of the command line.
    pub fn of_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.sign() == sign)
    }

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
