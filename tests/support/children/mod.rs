//! Makes county plans out of real ones, with planted deviations that are known.
//!
//! ```text
//! 济宁市…（全市, 市民政局） + seed 7  →  任城区…（全区, 区民政局）, thirty edits, and their list
//! ```
//!
//! A child is printed as a clean text and read by the real parser; nothing of the comparison
//! is used to make it. The same seed makes the same bytes.

mod draft;
mod edits;
mod ledger;
mod localise;
mod phrases;
mod phrases_other;
mod print;
mod text_edits;

pub use draft::{Draft, DraftUnit};
pub use ledger::{Ledger, Scored};
pub use localise::Place;

use duizhao_core::model::{Plan, UnitPath};

/// One edit of the child and what a comparison should say of it.
#[derive(Debug, Clone)]
pub struct Planted {
    /// What was done.
    pub what: &'static str,
    /// Kinds that find it, best first; none where nothing should be found.
    pub kinds: Vec<&'static str>,
    /// The parent's unit.
    pub base: Option<UnitPath>,
    /// The heading of the child's unit, where the parent has none.
    pub title: Option<String>,
    /// The indicator it is about.
    pub indicator: Option<String>,
    /// The words as they now stand, or stood.
    pub words: String,
}

/// A child's text and what was planted in it.
pub struct Child {
    /// The plan as a text file.
    pub text: String,
    /// What was planted.
    pub planted: Vec<Planted>,
}

/// A child that differs from `parent` by localisation only.
pub fn localised(parent: &Plan, place: &Place) -> Child {
    let draft = Draft::of(parent, place);
    Child {
        text: print::print(&draft),
        planted: Vec::new(),
    }
}

/// Who writes a child: the edits are the same, the words are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The hand of the demonstration.
    First,
    /// Another.
    Other,
}

/// A child of `parent` with planted deviations.
pub fn deviating(parent: &Plan, place: &Place, seed: u64) -> Child {
    written(parent, place, seed, Hand::First)
}

/// A child of `parent` with planted deviations, in the words of `hand`.
pub fn written(parent: &Plan, place: &Place, seed: u64, hand: Hand) -> Child {
    let mut draft = Draft::of(parent, place);
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let swaps = match hand {
        Hand::First => &text_edits::SWAPS,
        Hand::Other => &text_edits::OTHER_SWAPS,
    };
    edits::plant(&mut draft, &mut random, swaps);
    Child {
        text: print::print(&draft),
        planted: draft.planted,
    }
}

/// A child with planted deviations that says that it is made up and whose child it is.
pub fn demonstration(parent: &Plan, place: &Place, seed: u64) -> Child {
    let mut draft = Draft::of(parent, place);
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let title = parent.title_or_id().replace(['\n', ' '], "");
    draft.title = format!("{}{}\n示例（虚构）", place.above, draft.title);
    draft.preamble = format!(
        "本文是程序为演示审查而编写的示例，不是真实文件。根据《{title}》，结合实际，制定本规划。"
    );
    edits::plant(&mut draft, &mut random, &text_edits::SWAPS);
    Child {
        text: print::print(&draft),
        planted: draft.planted,
    }
}

/// A small generator of numbers: the same seed, the same numbers.
pub struct Random(pub u64);

impl Random {
    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// One of `items`.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        if items.is_empty() {
            None
        } else {
            Some(&items[self.below(items.len())])
        }
    }
}
