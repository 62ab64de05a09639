//! The table of indicators and prose targets (指标).

use serde::Serialize;
use ts_rs::TS;

use super::view::{ColumnView, UnitView};
use crate::messages::Text;

/// One plan's value of an indicator.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct IndicatorCell {
    /// The plan's own name of the indicator, where it differs from the row's.
    pub own_name: Option<String>,
    /// Baseline verbatim.
    pub baseline: Option<String>,
    /// Target verbatim; none where the plan has none.
    pub target: Option<String>,
    /// Unit of measure, where it differs from the row's.
    pub unit: Option<String>,
    /// Baseline as a number, for the chart.
    pub baseline_value: Option<f64>,
    /// Target as a number, for the chart.
    pub target_value: Option<f64>,
    /// Year of the target, where it differs from the base's.
    pub other_year: Option<u16>,
    /// Compared with the base: `higher`, `same`, `lower`, `incomparable`, `missing`, `added`; none for
    /// the base itself and where periods differ.
    pub comparison: Option<String>,
    /// The unit it stands in, when it is a target of the prose.
    pub prose: Option<UnitView>,
    /// Source lines.
    pub lines: Option<(u32, u32)>,
}

/// An indicator over the plans.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct IndicatorRow {
    /// Stable id.
    pub id: String,
    /// Name as the base has it, or the first plan that has it.
    pub name: String,
    /// Unit of measure.
    pub unit: Option<String>,
    /// One per column.
    pub cells: Vec<IndicatorCell>,
    /// Why no chart is drawn: 户数与比例不可比. None where one is.
    pub not_drawn: Option<Text>,
    /// The row of the matrix it belongs to, to open the synopsis.
    pub row: Option<String>,
}

/// Indicators of one kind.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct IndicatorGroup {
    /// `binding`, `anticipatory`, `unranked`, `added` (the base has none).
    pub kind: String,
    /// Its indicators in the base's order.
    pub rows: Vec<IndicatorRow>,
}

/// One plan's wording of a target of the prose.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ProseTargetCell {
    /// The unit it stands in.
    pub place: Option<UnitView>,
    /// The clause verbatim; empty where the plan names no value.
    pub quote: String,
    /// First character (not byte) of the value within the quote.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// As in [`IndicatorCell::comparison`].
    pub comparison: Option<String>,
    /// In our words, where there is no quote: 未写数量, 未涉及.
    pub note: Option<Text>,
    /// Source lines.
    pub lines: Option<(u32, u32)>,
}

/// A target of the prose over the plans.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ProseTargetRow {
    /// Stable id.
    pub id: String,
    /// The row of the matrix.
    pub row: String,
    /// 事项.
    pub topic: String,
    /// One per column.
    pub cells: Vec<ProseTargetCell>,
}

/// The targets view.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TargetsView {
    /// Rows of all groups and of the prose; at most 200 of them are handed over at once.
    pub total: u32,
    /// Base first.
    pub columns: Vec<ColumnView>,
    /// Period per column: baseline year and target year of its indicator table.
    pub years: Vec<Option<(u16, u16)>>,
    /// Indicators by kind.
    pub groups: Vec<IndicatorGroup>,
    /// Targets of the prose.
    pub prose: Vec<ProseTargetRow>,
    /// Said once: 济南市中区没有指标表.
    pub notes: Vec<Text>,
}
