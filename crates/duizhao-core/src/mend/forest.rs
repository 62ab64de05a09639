//! The units of a plan while they are being mended: positions instead of paths.

use std::collections::BTreeMap;

use crate::model::{Unit, UnitKind, UnitPath, UnitTree};
use crate::parse::numbering::{Place, number};
use crate::text::LineRange;

/// A unit under repair.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) unit: Unit,
    pub(crate) parent: Option<usize>,
    /// Lines of its heading and own text.
    pub(crate) own: LineRange,
}

/// All units in document order; a parent stands before its children.
#[derive(Debug, Clone)]
pub(crate) struct Forest {
    pub(crate) pieces: Vec<Piece>,
    /// The path of a unit that went into the one at this position.
    pub(crate) gone: Option<(UnitPath, usize)>,
}

impl Forest {
    pub(crate) fn of(tree: &UnitTree) -> Self {
        let pieces = tree.iter().map(|unit| Piece {
            parent: unit.parent.as_ref().and_then(|path| tree.position(path)),
            own: unit.own_lines.unwrap_or(unit.lines),
            unit: unit.clone(),
        });
        Forest {
            pieces: pieces.collect(),
            gone: None,
        }
    }

    /// Numbers the units anew; answers them, and the new path by the old one.
    pub(crate) fn settle(mut self) -> (UnitTree, BTreeMap<UnitPath, UnitPath>) {
        let places: Vec<Place> = self.pieces.iter().map(Piece::place).collect();
        let paths = number(&places);
        let mut lines: Vec<LineRange> = self.pieces.iter().map(|piece| piece.own).collect();
        let mut has_children = vec![false; lines.len()];
        for at in (0..lines.len()).rev() {
            if let Some(parent) = self.pieces[at].parent {
                lines[parent] = lines[parent].union(lines[at]);
                has_children[parent] = true;
            }
        }
        let mut moved = BTreeMap::new();
        moved.extend(self.gone.map(|(path, into)| (path, paths[into].clone())));
        for (at, piece) in self.pieces.iter_mut().enumerate() {
            moved.insert(piece.unit.path.clone(), paths[at].clone());
            piece.unit.path = paths[at].clone();
            piece.unit.parent = piece.parent.map(|parent| paths[parent].clone());
            piece.unit.lines = lines[at];
            piece.unit.own_lines = has_children[at].then_some(piece.own);
        }
        let units = self.pieces.into_iter().map(|piece| piece.unit).collect();
        (UnitTree::new(units), moved)
    }

    /// The unit and all that stand in it.
    pub(crate) fn family(&self, at: usize) -> Vec<usize> {
        let mut family = vec![at];
        for later in at + 1..self.pieces.len() {
            let parent = self.pieces[later].parent;
            if parent.is_some_and(|parent| family.contains(&parent)) {
                family.push(later);
            }
        }
        family
    }

    /// Puts the units in `order`, a list of all positions.
    pub(crate) fn reorder(&mut self, order: &[usize]) {
        let mut now = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            now[old] = new;
        }
        let pieces = order.iter().map(|&old| {
            let mut piece = self.pieces[old].clone();
            piece.parent = piece.parent.map(|parent| now[parent]);
            piece
        });
        self.pieces = pieces.collect();
    }

    /// Takes the unit at `at` out; what stood in it has no place until it is restacked.
    pub(crate) fn remove(&mut self, at: usize) -> Piece {
        let removed = self.pieces.remove(at);
        for piece in &mut self.pieces {
            piece.parent = match piece.parent {
                Some(parent) if parent == at => None,
                Some(parent) if parent > at => Some(parent - 1),
                other => other,
            };
        }
        removed
    }

    /// Puts a unit in at `at`.
    pub(crate) fn insert(&mut self, at: usize, new: Piece) {
        for piece in &mut self.pieces {
            piece.parent = piece
                .parent
                .map(|parent| if parent >= at { parent + 1 } else { parent });
        }
        self.pieces.insert(at, new);
    }

    /// Finds a place for the unit at `at`, whose kind changed, and for those after it. False
    /// where no unit before it can hold it.
    pub(crate) fn restack(&mut self, at: usize) -> bool {
        let kind = self.pieces[at].unit.kind;
        let parent = match kind {
            UnitKind::Chapter | UnitKind::Annex => None,
            UnitKind::BoxItem | UnitKind::AnnexRow => (0..at)
                .rev()
                .find(|&above| may_hold(self.pieces[above].unit.kind, kind)),
            _ => at.checked_sub(1).and_then(|above| {
                let chain = self.chain(above).into_iter();
                chain
                    .rev()
                    .find(|&above| may_hold(self.pieces[above].unit.kind, kind))
            }),
        };
        if parent.is_none() && matches!(kind, UnitKind::BoxItem | UnitKind::AnnexRow) {
            return false;
        }
        self.pieces[at].parent = parent;
        self.restack_after(at);
        true
    }

    /// Finds a place for those units after `at` that it takes in or that lost theirs.
    pub(crate) fn restack_after(&mut self, at: usize) {
        let mut open = self.chain(at);
        for later in at + 1..self.pieces.len() {
            let kind = self.pieces[later].unit.kind;
            if matches!(kind, UnitKind::Chapter | UnitKind::Annex) {
                break;
            }
            while open
                .last()
                .is_some_and(|&top| !may_hold(self.pieces[top].unit.kind, kind))
            {
                open.pop();
            }
            let kept = self.pieces[later]
                .parent
                .filter(|parent| open.contains(parent));
            let adopted =
                open.last() == Some(&at) && !matches!(kind, UnitKind::Paragraph | UnitKind::Box);
            if adopted || kept.is_none() {
                self.pieces[later].parent = open.last().copied();
            }
            open.push(later);
        }
    }

    /// The unit at `at` with all it stands in, outermost first.
    fn chain(&self, at: usize) -> Vec<usize> {
        let above = std::iter::successors(Some(at), |at| self.pieces[*at].parent);
        let mut chain: Vec<usize> = above.collect();
        chain.reverse();
        chain
    }
}

impl Piece {
    fn place(&self) -> Place {
        Place {
            kind: self.unit.kind,
            parent: self.parent,
            labelled: self.unit.label.is_some(),
        }
    }
}

/// True where a unit of kind `child` may stand directly in one of kind `parent`.
pub(crate) fn may_hold(parent: UnitKind, child: UnitKind) -> bool {
    use UnitKind::{Annex, AnnexRow, Box, BoxItem, Chapter, Paragraph, Section, Task};
    match child {
        Chapter | Annex => false,
        Section => parent == Chapter,
        Task => matches!(parent, Chapter | Section),
        Paragraph | Box => matches!(parent, Chapter | Section | Task),
        BoxItem => parent == Box,
        AnnexRow => parent == Annex,
    }
}
