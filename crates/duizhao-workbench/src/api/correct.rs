//! Corrections of matches by the units they are about: what is said, and what became of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::messages::Text;

/// A unit of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitAt {
    /// The plan.
    pub plan: String,
    /// Its place there.
    pub path: String,
}

/// A correction of matches: one step, undoable, honoured by every later run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum MatchInput {
    /// These belong together (确认, 手工对应).
    Pin {
        /// Two or more.
        units: Vec<UnitAt>,
    },
    /// These two do not (排除).
    Forbid {
        /// The one.
        a: UnitAt,
        /// The other.
        b: UnitAt,
    },
    /// A group falls into two: none of the one belongs with any of the other (拆分).
    Split {
        /// The one part.
        one: Vec<UnitAt>,
        /// The other part.
        other: Vec<UnitAt>,
    },
    /// The groups that hold these units become one (合并).
    Merge {
        /// A unit of each group.
        units: Vec<UnitAt>,
    },
    /// The group that holds these units has a name (命名); an empty one takes it back.
    Name {
        /// Units of the group; one is enough.
        units: Vec<UnitAt>,
        /// 任务事项.
        name: String,
    },
    /// What was said about these units is taken back (撤回).
    Release {
        /// Two or more.
        units: Vec<UnitAt>,
    },
}

/// A unit as a correction names it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CorrectedUnit {
    /// The plan.
    pub plan: String,
    /// Its place now; where it was when the unit is gone.
    pub path: String,
    /// Its heading when it was decided about.
    pub title: String,
    /// `ok`; `changed` where the text has changed since (待复核); `gone` where the plan no longer
    /// holds it (待复核).
    pub state: String,
}

/// A correction of matches in force.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CorrectionView {
    /// `pin`, `forbid`, `name`.
    pub action: String,
    /// What it is about; of `forbid` the one part.
    pub units: Vec<CorrectedUnit>,
    /// Of `forbid` the other part.
    pub others: Vec<CorrectedUnit>,
    /// Of `name` the name.
    pub name: Option<String>,
}

/// All corrections of matches in force.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct CorrectionsView {
    /// In the order they were made.
    pub corrections: Vec<CorrectionView>,
    /// What can be undone, as a sentence; none when nothing.
    pub undo: Option<Text>,
    /// What can be redone.
    pub redo: Option<Text>,
}
