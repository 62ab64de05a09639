//! What is said between page and shell besides the views: picked files, settings, changes, events.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::import::ImportRow;
use super::view::Progress;
use crate::messages::Text;

/// A file the user picked or dropped; the page gets a token, never the path.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct PickedFile {
    /// Stands for the path; known to the shell only.
    pub token: String,
    /// File name, for the page.
    pub name: String,
}

/// The state after something was changed, undone or redone.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// What can be undone, as a sentence; none when nothing.
    pub undo: Option<Text>,
    /// What can be redone.
    pub redo: Option<Text>,
    /// The row of the comparison the change is about, for the page to go to.
    pub row: Option<String>,
}

/// What the reader has set; the same for all libraries.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settings {
    /// `system`, `zh`, `en`.
    pub language: String,
    /// `system`, `light`, `dark`.
    pub theme: String,
    /// Size of all text in percent, 80 to 200.
    pub text_percent: u16,
    /// Plan text in `serif` or `sans`.
    pub plan_font: String,
}

/// What to do with a match: one step, undoable.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatchDecision {
    /// `pin`, `forbid`, `match`, `absent` (the plan has nothing for it), `release` (back to the proposal).
    pub action: String,
    /// The row it is decided in.
    pub row: String,
    /// Plan of the unit.
    pub plan: String,
    /// Place of the unit; none for `absent`.
    pub path: Option<String>,
}

/// A menu of the window: its commands by their ids in the page's registry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MenuGroup {
    /// Its words.
    pub title: String,
    /// Its entries.
    pub entries: Vec<MenuEntry>,
}

/// An entry of a menu.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MenuEntry {
    /// Id in the page's command registry.
    pub id: String,
    /// Its words, with the key.
    pub title: String,
}

/// What the shell tells the page without being asked.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ShellEvent {
    /// Long work moved on.
    Progress(Progress),
    /// An import begins: its files, folders replaced by what is in them.
    ImportFiles {
        /// A row per file, waiting.
        rows: Vec<ImportRow>,
    },
    /// A file of the import began to be read, or is done.
    ImportFile {
        /// Which one, from 0.
        at: u32,
        /// How it stands now.
        row: Box<ImportRow>,
    },
    /// Files hang over the window.
    DropOver,
    /// They went away again.
    DropLeave,
    /// They were dropped.
    Dropped {
        /// What was dropped.
        files: Vec<PickedFile>,
    },
    /// A menu entry was chosen: the id of a command of the page.
    Command {
        /// Id in the page's command registry.
        id: String,
    },
}
