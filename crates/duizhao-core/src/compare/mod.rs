//! Says where plans depart from a base: wording, targets, responsibilities, coverage.

use std::collections::BTreeMap;

use crate::control::{Cancelled, Control};
use crate::lexicon::Lexicon;
use crate::model::{Alignment, Comparison, Corpus, PlanId, Relation};
use crate::text::Segmenter;

/// What can be set about a comparison.
#[derive(Debug, Clone)]
pub struct CompareOptions {
    /// Relations the user has set, by plan.
    pub relations: BTreeMap<PlanId, Relation>,
    /// How many Han characters in a row count as copied (照搬).
    pub copied_run: usize,
}

impl Default for CompareOptions {
    fn default() -> Self {
        CompareOptions {
            relations: BTreeMap::new(),
            copied_run: 13,
        }
    }
}

/// Compares every plan of `corpus` with `base`.
pub fn compare(
    corpus: &Corpus,
    base: &PlanId,
    alignment: &Alignment,
    options: &CompareOptions,
    lexicon: &Lexicon,
    segmenter: &Segmenter,
    control: &Control<'_>,
) -> Result<Comparison, Cancelled> {
    let _ = (corpus, alignment, options, lexicon, segmenter);
    control.check()?;
    Ok(Comparison {
        base: base.clone(),
        plans: Vec::new(),
    })
}
