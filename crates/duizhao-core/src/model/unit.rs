//! Units (条目): chapters, sections, tasks, boxes and annex rows, in document order.

use std::collections::BTreeMap;

use crate::model::UnitPath;
use crate::text::{LineRange, Span};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the source.
    Read,
    /// A rule inferred it; the source lost it.
    Restored,
    /// The user set it.
    Edited,
}

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its place in [`crate::text::PlanText::text`]; none when it is not in the source.
    pub span: Option<Span>,
    /// How it came to be.
    pub origin: Origin,
}

/// The kinds of unit a plan has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// 章, first level.
    Chapter,
    /// 节, second level.
    Section,
    /// 任务, third level with a heading of its own.
    Task,
    /// Numbered goals without a heading, the preamble.
    Paragraph,
    /// 专栏, or an indicator table.
    Box,
    /// An item of a 专栏.
    BoxItem,
    /// 附件 with a table of tasks.
    Annex,
    /// A row of an annex table.
    AnnexRow,
}

impl UnitKind {
    /// Every kind.
    pub const ALL: [UnitKind; 8] = [
        UnitKind::Chapter,
        UnitKind::Section,
        UnitKind::Task,
        UnitKind::Paragraph,
        UnitKind::Box,
        UnitKind::BoxItem,
        UnitKind::Annex,
        UnitKind::AnnexRow,
    ];

    /// The kind of a word of the command line.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::Chapter => "chapter",
            UnitKind::Section => "section",
            UnitKind::Task => "task",
            UnitKind::Paragraph => "paragraph",
            UnitKind::Box => "box",
            UnitKind::BoxItem => "box_item",
            UnitKind::Annex => "annex",
            UnitKind::AnnexRow => "annex_row",
        }
    }
}

/// A department as a text names it (责任单位); never holds a character the source lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name verbatim, line breaks taken out.
    pub surface: String,
    /// Its place.
    pub span: Span,
}

/// Who is responsible for a unit (责任分工), as the text ranks them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Responsibility {
    /// 牵头.
    pub lead: Vec<Mention>,
    /// 参与, 配合.
    pub participants: Vec<Mention>,
    /// Listed without rank.
    pub unranked: Vec<Mention>,
    /// The whole statement with its brackets.
    pub tail: Option<Span>,
}

impl Responsibility {
    /// True where the text names nobody.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.participants.is_empty() && self.unranked.is_empty()
    }

    /// All mentions: leads, participants, unranked.
    pub fn all(&self) -> impl Iterator<Item = &Mention> {
        self.lead
            .iter()
            .chain(&self.participants)
            .chain(&self.unranked)
    }
}

/// One unit of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its place, unique within the plan.
    pub path: UnitPath,
    /// The unit it stands in.
    pub parent: Option<UnitPath>,
    /// What it is.
    pub kind: UnitKind,
    /// The label a careful editor would print: 「（一）」.
    pub label: Option<Sourced<String>>,
    /// The heading without label and closing 。.
    pub title: Option<Sourced<String>>,
    /// The unit's own text, without heading and tail, in order.
    pub body: Vec<Span>,
    /// Who does it.
    pub responsibility: Responsibility,
    /// Source lines from the heading to the end of the last child, 1-based, inclusive.
    pub lines: LineRange,
    /// For a unit with children: heading and own text.
    pub own_lines: Option<LineRange>,
    /// [`Origin::Edited`] where the user mended the unit.
    pub origin: Origin,
}

/// The units of a plan in document order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitTree {
    units: Vec<Unit>,
    index: BTreeMap<UnitPath, usize>,
    children: BTreeMap<UnitPath, Vec<usize>>,
}

impl UnitTree {
    /// Takes units in document order.
    pub fn new(units: Vec<Unit>) -> Self {
        let mut index = BTreeMap::new();
        let mut children: BTreeMap<UnitPath, Vec<usize>> = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            index.insert(unit.path.clone(), at);
            if let Some(parent) = &unit.parent {
                children.entry(parent.clone()).or_default().push(at);
            }
        }
        UnitTree {
            units,
            index,
            children,
        }
    }

    /// All units in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Unit> {
        self.units.iter()
    }

    /// The number of units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True for a text without any unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The unit at `path`.
    pub fn get(&self, path: &UnitPath) -> Option<&Unit> {
        self.index.get(path).map(|&at| &self.units[at])
    }

    /// The position of `path` in document order.
    pub fn position(&self, path: &UnitPath) -> Option<usize> {
        self.index.get(path).copied()
    }

    /// The direct children of `path`, in order.
    pub fn children(&self, path: &UnitPath) -> impl Iterator<Item = &Unit> {
        let places = self.children.get(path).map_or(&[][..], Vec::as_slice);
        places.iter().map(|&at| &self.units[at])
    }

    /// The chain of parents of `unit`, nearest first.
    pub fn ancestors<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = &'a Unit> {
        std::iter::successors(unit.parent.as_ref().and_then(|p| self.get(p)), |above| {
            above.parent.as_ref().and_then(|p| self.get(p))
        })
    }

    /// The units that commit the government to something and can be aligned: tasks, box
    /// items, annex rows, and sections without tasks that stand after the first task
    /// (保障措施) or, in a plan without tasks, anywhere. What stands before the tasks sets the
    /// frame (指导思想, 基本原则).
    pub fn commitments(&self) -> impl Iterator<Item = &Unit> {
        let first_task = self
            .units
            .iter()
            .position(|unit| unit.kind == UnitKind::Task);
        self.units.iter().enumerate().filter_map(move |(at, unit)| {
            let commits = match unit.kind {
                UnitKind::Task | UnitKind::BoxItem | UnitKind::AnnexRow => true,
                UnitKind::Section => {
                    first_task.is_none_or(|first| at > first)
                        && self
                            .children(&unit.path)
                            .all(|child| child.kind == UnitKind::Box)
                }
                _ => false,
            };
            commits.then_some(unit)
        })
    }
}

impl<'a> IntoIterator for &'a UnitTree {
    type Item = &'a Unit;
    type IntoIter = std::slice::Iter<'a, Unit>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
