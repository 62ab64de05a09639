//! Prints: JSON for programs, tables for people; progress and refusals to standard error.

mod table;

use std::io::Write as _;

use duizhao_workbench::{Error, Lang};
use serde::Serialize;

pub(crate) use table::{Align, Table, fit};

/// Bytes of a document that are printed at once.
const PIECE: usize = 1 << 16;

/// Where and how to print.
pub(crate) struct Output {
    json: bool,
    /// The language of words for people.
    pub(crate) lang: Lang,
}

impl Output {
    pub(crate) fn new(json: bool, lang: Lang) -> Self {
        Output { json, lang }
    }

    /// Prints `document` as JSON, or what `for_people` makes of it.
    pub(crate) fn print<T: Serialize>(&self, document: &T, for_people: impl FnOnce(&T) -> String) {
        if self.json {
            json(document);
        } else {
            line(&for_people(document));
        }
    }

    /// Prints a refusal: words to standard error, with `--json` the document as well.
    pub(crate) fn refuse(&self, error: &Error) {
        let refusal = error.to_refusal(self.lang);
        if self.json {
            json(&refusal);
        }
        say(&format!(
            "{}\n{}",
            refusal.error.message, refusal.error.remedy
        ));
    }

    /// The word in the language of the output.
    pub(crate) fn word<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// How much a deviation matters, in a word.
    pub(crate) fn severity(&self, severity: &str) -> &'static str {
        match severity {
            "high" => self.word("重", "high"),
            "medium" => self.word("中", "medium"),
            "low" => self.word("轻", "low"),
            _ => self.word("提示", "info"),
        }
    }
}

/// Prints `text` byte for byte.
pub(crate) fn verbatim(text: &str) {
    // A reader that closed the pipe (head, less) has seen what it wanted.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Says something to the person at the terminal.
pub(crate) fn say(words: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{words}");
}

fn line(text: &str) {
    verbatim(text);
    if !text.ends_with('\n') {
        verbatim("\n");
    }
}

/// Prints `document` on one line, piece by piece: a long one is never held as text.
fn json<T: Serialize>(document: &T) {
    let mut out = std::io::BufWriter::with_capacity(PIECE, std::io::stdout().lock());
    // As for `verbatim`.
    let _ = serde_json::to_writer(&mut out, document);
    let _ = writeln!(out);
}
