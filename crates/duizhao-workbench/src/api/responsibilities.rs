//! Who leads what (责任): departments × commitments.

use serde::Serialize;
use ts_rs::TS;

use super::view::{ColumnView, DepartmentView, FlagView, UnitView};
use crate::messages::Text;

/// A department over all plans.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DepartmentHead {
    /// Canonical id.
    pub id: String,
    /// Short name without level: 残联.
    pub name: String,
    /// Verbatim names per column, joined where a plan uses several; empty where it names none.
    pub names: Vec<String>,
    /// Rows that name it in any plan.
    pub rows: u32,
}

/// What a department does in one row.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct DepartmentCell {
    /// Index into [`ResponsibilitiesView::departments`].
    pub department: u32,
    /// One per column: `lead`, `participant`, `unranked`, `none` (not named), `absent` (no such
    /// commitment), `new_lead`, `lead_to_participant`, `gone`.
    pub roles: Vec<String>,
}

/// Verbatim names of one plan in one row, for the peek strip.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ResponsibilitySide {
    /// The unit the names stand under.
    pub unit: Option<UnitView>,
    /// 牵头.
    pub lead: Vec<DepartmentView>,
    /// 参与.
    pub participants: Vec<DepartmentView>,
    /// Unranked.
    pub unranked: Vec<DepartmentView>,
    /// Marks: 换牵头, 未分牵头.
    pub flags: Vec<FlagView>,
    /// True where the plan has the commitment in part only.
    pub partial: bool,
}

/// A commitment with the departments that answer for it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ResponsibilityRow {
    /// Row id of the matrix.
    pub id: String,
    /// Place in the base.
    pub cite: Option<String>,
    /// 任务事项.
    pub topic: String,
    /// Departments named in any plan; others are left out.
    pub cells: Vec<DepartmentCell>,
    /// One per column.
    pub sides: Vec<ResponsibilitySide>,
    /// How leads differ from the base, weightiest first; empty where they do not.
    pub changes: Vec<FlagView>,
    /// True where no plan names a lead.
    pub nobody_leads: bool,
}

/// Rows of one chapter or section.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ResponsibilitySection {
    /// Place of the section.
    pub path: String,
    /// Label and heading.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ResponsibilityRow>,
}

/// The responsibilities view.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ResponsibilitiesView {
    /// Rows of all sections; at most 200 of them are handed over at once.
    pub total: u32,
    /// Base first.
    pub columns: Vec<ColumnView>,
    /// Departments, those with most rows first.
    pub departments: Vec<DepartmentHead>,
    /// Sections in the base's order.
    pub sections: Vec<ResponsibilitySection>,
    /// Said once: 嘉兴市全文未写.
    pub notes: Vec<Text>,
}
