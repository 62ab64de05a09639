//! Siblings under one style of label are of one kind.
//!
//! ```text
//! （一）推进协同管控      a section
//! （二）对重点区域…，…。   so is this one, though its heading cannot be told from its text
//! ```

use std::collections::BTreeSet;

use crate::model::UnitKind;
use crate::parse::label::{Style, read_label};
use crate::parse::outline::Draft;

/// Makes sections of the labelled paragraphs of a chapter that has sections under the same style.
pub(super) fn settle_kinds(drafts: &mut [Draft]) {
    let sections: BTreeSet<(usize, Style)> = drafts
        .iter()
        .filter(|draft| draft.kind == UnitKind::Section)
        .filter_map(family)
        .collect();
    for draft in drafts.iter_mut() {
        let labelled = draft.kind == UnitKind::Paragraph;
        if labelled && family(draft).is_some_and(|family| sections.contains(&family)) {
            draft.kind = UnitKind::Section;
        }
    }
}

/// The parent and the style of label.
fn family(draft: &Draft) -> Option<(usize, Style)> {
    let label = read_label(&draft.label.as_ref()?.value).or_else(|| {
        // A label by itself has nothing after it.
        read_label(&format!("{}甲", draft.label.as_ref()?.value))
    })?;
    Some((draft.parent?, label.style))
}
