//! Indicators (指标) of tables and targets (目标) of the prose.

use crate::model::{Comparator, Quantity, Sourced, UnitPath};
use crate::text::{LineRange, Span};

/// Whether an indicator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorAttribute {
    /// 约束性.
    Binding,
    /// 预期性.
    Anticipatory,
}

impl IndicatorAttribute {
    /// The word of the field.
    pub fn word(self) -> &'static str {
        match self {
            IndicatorAttribute::Binding => "约束性",
            IndicatorAttribute::Anticipatory => "预期性",
        }
    }
}

/// A row of an indicator table (主要指标).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The name without its number and without the unit in brackets.
    pub name: Sourced<String>,
    /// `%`, `户`, `人/次`.
    pub unit: Option<String>,
    /// The cell of the base year verbatim, less a trailing %; none for a dash.
    pub baseline: Option<String>,
    /// The year of the base cell.
    pub baseline_year: Option<u16>,
    /// The target cell verbatim, less a trailing %; worded targets stay words.
    pub target: String,
    /// The target cell read as a number.
    pub target_value: Option<(Comparator, Quantity)>,
    /// The base cell read as a number.
    pub baseline_value: Option<(Comparator, Quantity)>,
    /// The year of the target cell.
    pub target_year: Option<u16>,
    /// 约束性 or 预期性.
    pub attribute: Option<IndicatorAttribute>,
    /// The row in the source.
    pub lines: LineRange,
    /// The box or annex the table stands in.
    pub table: UnitPath,
}

/// A clause of the prose that commits to a result or an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The unit it stands in.
    pub unit: UnitPath,
    /// The shortest clause that states it, verbatim.
    pub quote: String,
    /// Its place.
    pub span: Span,
    /// The amount.
    pub quantity: Quantity,
    /// How the amount is bounded.
    pub comparator: Comparator,
    /// The year it is due.
    pub deadline: Option<u16>,
    /// 每年 and the like: how often it recurs.
    pub recurrence: Option<String>,
    /// Source lines of the clause.
    pub lines: LineRange,
}
