//! What became of the decisions about a plan when a new version of it came in.
//!
//! ```text
//! 第 2 版: 3.1.2 is unchanged  → its verdict is carried over
//!          3.1.4 says 基本建立 → its match is 待复核
//! ```

use duizhao_core::model::Plan;

use crate::error::Error;
use crate::ops::decisions::{self, MATCH, Match, folded, locate};
use crate::ops::read;
use crate::ops::verdicts::Verdicts;
use crate::workbench::Workbench;

/// Decisions about a plan that were carried over to its new version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// They stand as they did.
    pub kept: u32,
    /// Their text changed or is gone: to be reviewed (待复核).
    pub review: u32,
}

impl Carried {
    fn add(&mut self, stands: bool) {
        if stands {
            self.kept += 1;
        } else {
            self.review += 1;
        }
    }
}

/// Counts the corrections, the corrections of matches and the verdicts about the plan `slug`.
pub(crate) fn count(workbench: &Workbench, slug: &str) -> Result<Carried, Error> {
    let reading = read::stored(workbench, slug)?;
    let mut carried = Carried::default();
    for mend in &reading.mends {
        carried.add(mend.state == "applied");
    }
    let matches = workbench.with_store(|store| store.decisions(MATCH))?;
    for decision in folded(&matches) {
        if let Some(stands) = match_stands(&decision, slug, &reading.plan) {
            carried.add(stands);
        }
    }
    let texts = texts(&reading.plan);
    for words in Verdicts::of(workbench)?.words_about(slug) {
        carried.add(words.is_none_or(|words| texts.iter().any(|text| text.contains(&words))));
    }
    Ok(carried)
}

/// Whether the units of `plan` in a match say what they said; none where it is about others.
fn match_stands(decision: &Match, slug: &str, plan: &Plan) -> Option<bool> {
    let targets: Vec<&decisions::Target> = decision
        .targets()
        .filter(|target| target.plan == slug)
        .collect();
    let stands = |target: &&decisions::Target| matches!(locate(plan, target), Some((_, false)));
    (!targets.is_empty()).then(|| targets.iter().all(stands))
}

/// The words of each unit, white space aside.
fn texts(plan: &Plan) -> Vec<String> {
    let text = |unit| {
        let tail = plan.tail(unit).unwrap_or_default();
        let all = format!("{}{}{tail}", plan.title(unit), plan.body(unit));
        all.chars().filter(|c| !c.is_whitespace()).collect()
    };
    plan.units.iter().map(text).collect()
}
