//! The one interface of command line and window.

use std::path::Path;

use duizhao_core::Lexicon;

use crate::api::contract::{Inspection, Verification};
use crate::error::Error;
use crate::messages::Lang;
use crate::ops;
use crate::reading::{ReadOptions, Reading};

/// The lexicons, the dictionary and, where one is open, the library.
pub struct Workbench {
    pub(crate) lexicon: Lexicon,
}

impl Workbench {
    /// A workbench without library: files go in, nothing is kept.
    pub fn without_library() -> Self {
        Workbench {
            lexicon: Lexicon::builtin(),
        }
    }

    /// Reads one file or plan of the library.
    pub fn read(&self, file: &Path, options: &ReadOptions) -> Result<Reading, Error> {
        ops::read::one(self, file, options)
    }

    /// One plan, read, as `inspect` prints it.
    pub fn inspect(
        &self,
        file: &Path,
        options: &ReadOptions,
        lang: Lang,
    ) -> Result<Inspection, Error> {
        ops::inspect::inspect(self, file, options, lang)
    }

    /// Checks that a reading of `file` loses nothing and invents nothing.
    pub fn verify(&self, file: &Path, options: &ReadOptions) -> Result<Verification, Error> {
        ops::verify::verify(self, file, options)
    }
}
