//! Reads a normalised text into a plan. Never fails: doubt becomes an issue.

use crate::lexicon::Lexicon;
use crate::model::{Plan, PlanId, PlanMeta, UnitTree};
use crate::text::{PlanText, PlanTextBuilder};

/// Reads `source` (decoded text, line ends as `\n`) as the plan `id`.
pub fn read_plan(id: PlanId, source: &str, lexicon: &Lexicon) -> Plan {
    let _ = lexicon;
    let text: PlanText = PlanTextBuilder::new(source.to_owned()).finish();
    Plan {
        id,
        meta: PlanMeta::default(),
        text,
        units: UnitTree::default(),
        indicators: Vec::new(),
        targets: Vec::new(),
        skipped: Vec::new(),
        issues: Vec::new(),
    }
}
