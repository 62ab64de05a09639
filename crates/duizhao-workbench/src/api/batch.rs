//! Many plans against one base: a row a plan, a cell a task (counties × tasks).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::view::{ColumnView, FlagView};

/// Which rows are asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchRequest {
    /// `order` (of places), `carried` (least first), `copied`, `high`, `medium` (most first).
    pub sort: String,
    /// First row, from 0.
    pub from: u32,
    /// How many; at most 200.
    pub count: u32,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CountsView {
    /// High.
    pub high: u32,
    /// Medium.
    pub medium: u32,
    /// Low.
    pub low: u32,
    /// Info.
    pub info: u32,
}

/// A task of the base: a column.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchTask {
    /// The row of the matrix and the synopsis that it is.
    pub row: String,
    /// Its place in the base, as people cite it.
    pub cite: String,
    /// Its heading.
    pub topic: String,
    /// The innermost section that it stands in.
    pub section: String,
}

/// A plan's part of a task.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchCell {
    /// `full`, `partial`, `absent`.
    pub presence: String,
    /// Findings about it.
    pub counts: CountsView,
    /// The weightiest of them.
    pub flag: Option<FlagView>,
}

/// A plan.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchPlan {
    /// Name, relation, rates.
    pub column: ColumnView,
    /// All findings.
    pub counts: CountsView,
    /// One per task.
    pub cells: Vec<BatchCell>,
}

/// Many plans against one base.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct BatchView {
    /// The base.
    pub base: ColumnView,
    /// In the base's order.
    pub tasks: Vec<BatchTask>,
    /// Plans in all.
    pub total: u32,
    /// First row of `plans`, from 0.
    pub from: u32,
    /// At most 200 rows.
    pub plans: Vec<BatchPlan>,
    /// All findings of all plans.
    pub counts: CountsView,
}
