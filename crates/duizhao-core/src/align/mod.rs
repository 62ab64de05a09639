//! Finds what belongs on one row: equivalent commitments across any number of plans.

use crate::control::{Cancelled, Control};
use crate::model::{Alignment, Corpus, MatchDecision};
use crate::text::Segmenter;

/// What can be set about an alignment.
#[derive(Debug, Clone, Default)]
pub struct AlignOptions {}

/// Aligns all commitments of `corpus` jointly. The user's `decisions` are honoured; the
/// result does not depend on the order in which plans came.
pub fn align(
    corpus: &Corpus,
    decisions: &[MatchDecision],
    options: &AlignOptions,
    segmenter: &Segmenter,
    control: &Control<'_>,
) -> Result<Alignment, Cancelled> {
    let _ = (corpus, decisions, options, segmenter);
    control.check()?;
    Ok(Alignment::default())
}
