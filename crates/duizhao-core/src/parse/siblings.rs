//! Siblings under one style of label are of one kind.
//!
//! ```text
//! （一）推进协同管控      a section
//! （二）对重点区域…，…。   so is this one, though its heading cannot be told from its text
//! ```
//!
//! And where most of them are sentences without a heading, a short one is a sentence too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::UnitKind;
use crate::parse::label::{Style, read_label};
use crate::parse::layout::Layout;
use crate::parse::outline::Draft;
use crate::text::Span;

/// Takes the headings off labelled sentences whose siblings have none: 「（三）下放审批权限。（住房城乡建设部负责）」.
pub(super) fn settle_headings(drafts: &mut [Draft], layout: &Layout) {
    let mut counts: BTreeMap<(usize, Style), (usize, usize)> = BTreeMap::new();
    for draft in drafts.iter() {
        if let Some(family) = family(draft) {
            let (all, bare) = counts.entry(family).or_default();
            *all += 1;
            *bare += usize::from(draft.title.is_none());
        }
    }
    let parents: BTreeSet<usize> = drafts.iter().filter_map(|draft| draft.parent).collect();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let counted = family(draft).and_then(|family| counts.get(&family));
        let bare = counted.is_some_and(|(all, bare)| *all >= LEAST_SIBLINGS && bare * 2 > *all);
        let sentence = draft
            .title
            .filter(|title| is_sentence(*title, draft, layout));
        if let Some(title) = sentence.filter(|_| bare && !parents.contains(&at)) {
            let end = draft
                .body
                .last()
                .map_or(title.end + '。'.len_utf8() as u32, |span| span.end);
            draft.body = vec![Span {
                start: title.start,
                end,
            }];
            (draft.title, draft.kind) = (None, UnitKind::Paragraph);
        }
    }
}

/// Fewer siblings tell nothing.
const LEAST_SIBLINGS: usize = 3;

/// True for a title that ends with 。 and has nothing after it but who does it.
fn is_sentence(title: Span, draft: &Draft, layout: &Layout) -> bool {
    let after = layout.text.text()[title.end as usize..].starts_with('。');
    let rest: String = draft
        .body
        .iter()
        .map(|span| layout.text.slice(*span))
        .collect();
    let rest = rest.trim_end_matches('。');
    let stated =
        rest.starts_with(['（', '(']) && rest.ends_with(['）', ')']) && !rest.contains('。');
    let labelled = matches!(draft.kind, UnitKind::Section | UnitKind::Task);
    labelled && after && draft.body.len() <= 1 && (rest.is_empty() || stated)
}

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
