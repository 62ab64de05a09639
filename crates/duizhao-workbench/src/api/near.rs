//! What of the library is nearest to a plan of it (相近规划).

use serde::Serialize;
use ts_rs::TS;

/// A plan that is near.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NearPlanView {
    /// Its id.
    pub plan: String,
    /// How much of what the plan commits to finds an answer here, 0 to 1.
    pub near: f64,
    /// Commitments that are the same work here.
    pub equivalent: u32,
    /// Commitments of which a part is.
    pub partial: u32,
}

/// The plans nearest to one.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct NearView {
    /// The plan.
    pub plan: String,
    /// What it commits to, in units.
    pub commitments: u32,
    /// The nearest plans, the nearest first.
    pub plans: Vec<NearPlanView>,
}
