//! Corrections of a reading (更正): what is said, what became of it, and a unit to correct.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::messages::Text;

/// A correction, as window and command line say it; kept in the journal as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum MendInput {
    /// The unit is of another kind.
    Kind {
        /// `chapter`, `section`, `task`, `paragraph`, `box`, `box_item`, `annex`, `annex_row`.
        kind: String,
    },
    /// A unit of its own begins at these words.
    Split {
        /// The words it begins with.
        before: String,
        /// Which of them are its heading.
        title: Option<String>,
    },
    /// It goes to the end of the one before it.
    Merge,
    /// It stands in another unit.
    Move {
        /// The path of that unit.
        under: String,
    },
    /// Its label; empty for none.
    Label {
        /// As printed: 「（二）」.
        label: String,
    },
    /// Its heading: its first words; empty for none.
    Title {
        /// The words.
        title: String,
    },
    /// Who does it.
    Departments {
        /// 牵头.
        lead: Vec<String>,
        /// 参与.
        participants: Vec<String>,
        /// Without rank.
        unranked: Vec<String>,
    },
    /// Words that are a target, or none.
    Target {
        /// The clause, verbatim.
        quote: String,
        /// What it commits to; none where it is no target.
        amount: Option<AmountInput>,
    },
    /// What the plan says of itself.
    About {
        /// `title`, `doc_number`, `issuer`, `issue_date`, `period`, `region`, `level`.
        field: String,
        /// The value; empty for none.
        value: String,
    },
}

impl MendInput {
    /// The word of the action.
    pub fn action(&self) -> &'static str {
        match self {
            MendInput::Kind { .. } => "kind",
            MendInput::Split { .. } => "split",
            MendInput::Merge => "merge",
            MendInput::Move { .. } => "move",
            MendInput::Label { .. } => "label",
            MendInput::Title { .. } => "title",
            MendInput::Departments { .. } => "departments",
            MendInput::Target { .. } => "target",
            MendInput::About { .. } => "about",
        }
    }
}

/// What a target commits to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AmountInput {
    /// `>`, `>=`, `=`, `<=`, `<`.
    pub comparator: String,
    /// A decimal number.
    pub value: String,
    /// The measure word.
    pub unit: String,
    /// The year it is due.
    pub deadline: Option<u16>,
}

/// A correction that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MendView {
    /// The unit's place when it was made; none for the plan as a whole.
    pub unit: Option<String>,
    /// The word of the action.
    pub action: String,
    /// What was said, in Chinese.
    pub words_zh: String,
    /// In English.
    pub words_en: String,
    /// `applied`; `changed`: applied, but the text has changed since (待复核); `unfit`: no longer
    /// fits and waits (待复核).
    pub state: String,
}

/// What became of a correction.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct MendResult {
    /// Where the unit stands now.
    pub unit: Option<String>,
    /// What can be undone.
    pub undo: Option<Text>,
    /// What can be redone.
    pub redo: Option<Text>,
    /// All corrections of the plan, in order.
    pub mends: Vec<MendView>,
    /// What the plan says of itself: field and value, empty where it says nothing.
    pub about: Vec<(String, String)>,
}

/// A target of a unit, to be corrected.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TargetDetail {
    /// The clause, verbatim.
    pub quote: String,
    /// What it commits to.
    pub amount: AmountInput,
}

/// A unit with all that can be corrected in it.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct UnitDetail {
    /// Its place.
    pub path: String,
    /// As people cite it.
    pub cite: String,
    /// Its kind.
    pub kind: String,
    /// Label.
    pub label: String,
    /// Heading.
    pub title: String,
    /// Own text.
    pub text: String,
    /// Responsibility statement.
    pub tail: String,
    /// 牵头.
    pub lead: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// Without rank.
    pub unranked: Vec<String>,
    /// Targets of its text.
    pub targets: Vec<TargetDetail>,
    /// Source lines.
    pub lines: (u32, u32),
    /// True where the user corrected it.
    pub mended: bool,
    /// The unit before it, into which it can be merged.
    pub before: Option<String>,
}
