//! Identities: which plan, which place in it.

use std::fmt;

/// Names a plan: the file name without extension, or the library's id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(pub String);

/// The place of a unit within its plan, as a person cites it: `0`, `3.1.2`, `B2.1`, `A1.4`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitPath(pub String);

/// A unit of a plan, across plans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitRef {
    /// The plan.
    pub plan: PlanId,
    /// The place in it.
    pub path: UnitPath,
}

impl PlanId {
    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnitPath {
    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UnitPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
