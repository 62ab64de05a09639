//! Finds what belongs on one row: equivalent commitments across any number of plans.
//!
//! ```text
//! 甲 3.1.3 加快促进残疾人托养和照护服务发展 ┐
//! 乙 3.1.3 加快发展残疾人托养和照护服务     ├ one group, equivalent
//! 丙 2.2.4 完善专业化托养服务格局           ┘
//! ```
//!
//! Every two plans are compared by themselves ([`pair`]): words and pairs of characters weighed
//! by how rare they are in the two, sentences that find their best counterpart, headings. A
//! verdict on each pair of commitments follows (`judge`), third plans (`third`) and rivals
//! (`claims`) are heard, and links become groups in which
//! everyone is linked with everyone of another plan (`group`). Order and section are no wall.
//! What the user decided comes first (`decide`); `explain` and `unmatched` say why.

mod cache;
mod claims;
mod decide;
mod explain;
mod features;
mod found;
mod group;
mod judge;
mod links;
pub mod pair;
mod pieces;
mod sentences;
mod side;
mod third;
mod unmatched;

use std::collections::BTreeMap;

use crate::control::{Cancelled, Control};
use crate::model::{Alignment, Corpus, MatchDecision, UnitRef};
use crate::text::Segmenter;

pub use cache::Cache;
pub use features::{PlanFeatures, commitments};

use decide::Decided;
use group::Relations;
use links::{Compared, Node, Numbers};

/// What can be set about an alignment.
#[derive(Debug, Clone, Default)]
pub struct AlignOptions {
    /// Says of every member why it is in its group, by single signals and shared words.
    pub explain: bool,
}

/// Aligns all commitments of `corpus` jointly. The user's `decisions` are honoured; the
/// result does not depend on the order in which plans came.
pub fn align(
    corpus: &Corpus,
    decisions: &[MatchDecision],
    options: &AlignOptions,
    segmenter: &Segmenter,
    control: &Control<'_>,
) -> Result<Alignment, Cancelled> {
    align_cached(
        corpus,
        decisions,
        options,
        segmenter,
        control,
        &mut Cache::new(),
    )
}

/// [`align`], which takes from `cache` what earlier runs computed and leaves there what this
/// one did: after a correction or a new plan only what that touches is computed.
pub fn align_cached(
    corpus: &Corpus,
    decisions: &[MatchDecision],
    options: &AlignOptions,
    segmenter: &Segmenter,
    control: &Control<'_>,
    cache: &mut Cache,
) -> Result<Alignment, Cancelled> {
    let compared = Compared::of(corpus, segmenter, control, cache)?;
    let places = places(corpus, &compared);
    let decided = Decided::of(decisions, |unit| places.get(unit).copied());
    let numbers = Numbers::of(&compared.features);
    let mut links = compared.links(&numbers);
    links.retain(|link| !decided.forbidden.contains(&group::ordered(link.a, link.b)));
    let relations = Relations::new(&links, &numbers, decided.forbidden.clone());
    let drafts = group::group(&links, &relations, decided.pinned.clone());
    let names = decided.names(&drafts);
    control.check()?;
    let unmatched = unmatched::unmatched(corpus, &compared, &drafts);
    let groups = explain::groups(corpus, &compared, drafts, names, options);
    control.check()?;
    Ok(Alignment {
        groups,
        unmatched,
        stale: decided.stale,
    })
}

/// Where each commitment of the corpus stands.
fn places(corpus: &Corpus, compared: &Compared) -> BTreeMap<UnitRef, Node> {
    let mut places = BTreeMap::new();
    for (at, (plan, features)) in corpus.plans().iter().zip(&compared.features).enumerate() {
        for (unit, features) in features.units.iter().enumerate() {
            let unit_ref = UnitRef {
                plan: plan.id.clone(),
                path: features.path.clone(),
            };
            places.insert(unit_ref, Node { plan: at, unit });
        }
    }
    places
}
