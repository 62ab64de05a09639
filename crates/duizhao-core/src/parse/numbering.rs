//! Gives units their places: chapters by order, what stands in them within; boxes and annexes
//! over the whole text.
//!
//! ```text
//! 章 章·节 章·节·任务 专栏 专栏·条   →   1, 2.1, 2.1.1, B1, B1.1
//! ```

use std::collections::BTreeMap;

use crate::model::{UnitKind, UnitPath};

/// What decides the number of a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) kind: UnitKind,
    /// Position of the unit it stands in, before its own.
    pub(crate) parent: Option<usize>,
    pub(crate) labelled: bool,
}

/// The paths of units in document order, each once.
pub(crate) fn number(places: &[Place]) -> Vec<UnitPath> {
    let mut paths: Vec<UnitPath> = Vec::with_capacity(places.len());
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut preamble_is_free = true;
    for place in places {
        let parent = place.parent.map(|at| paths[at].as_str().to_owned());
        let path = match (place.kind, parent) {
            (UnitKind::Box, _) => format!("B{}", next(&mut counts, "B")),
            (UnitKind::Annex, _) => format!("A{}", next(&mut counts, "A")),
            (UnitKind::Paragraph, None) if !place.labelled && preamble_is_free => {
                preamble_is_free = false;
                "0".to_owned()
            }
            (_, Some(parent)) => format!("{parent}.{}", next(&mut counts, &parent)),
            (_, None) => next(&mut counts, "").to_string(),
        };
        paths.push(UnitPath(path));
    }
    paths
}

fn next(counts: &mut BTreeMap<String, u32>, key: &str) -> u32 {
    let count = counts.entry(key.to_owned()).or_insert(0);
    *count += 1;
    *count
}
