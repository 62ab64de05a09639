//! Every sentence for people, in Chinese and in English; codes stay, words may change.

mod error_text;
mod issue_text;
mod mend_text;
mod reason_text;
mod step_text;
mod table_text;

pub use error_text::{ErrorText, error_text};
pub use issue_text::{issue_text, note_text};
pub use mend_text::{mend_fields, mend_kinds, mend_words};
pub use reason_text::reason_text;
pub use step_text::step_text;
pub use table_text::{absence_text, moved_text, plan_note_text};

use serde::Serialize;
use ts_rs::TS;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// A sentence in both languages; verbatim words of plans in it stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export, rename = "Words")]
pub struct Text {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// From both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Text {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// Words of a plan, which are the same in every language.
    pub fn verbatim(words: impl Into<String>) -> Self {
        let words = words.into();
        Text::new(words.clone(), words)
    }

    /// In one language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
