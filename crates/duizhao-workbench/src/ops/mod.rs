//! One use case per file.

pub(crate) mod align;
pub(crate) mod batch;
pub(crate) mod carried;
pub(crate) mod compare;
pub(crate) mod correct;
pub(crate) mod decide;
pub(crate) mod decisions;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod journal;
pub(crate) mod library;
pub(crate) mod mend;
pub(crate) mod near;
pub(crate) mod origin;
pub(crate) mod pairs;
pub(crate) mod parents;
pub(crate) mod preview;
pub(crate) mod read;
pub(crate) mod rules;
pub(crate) mod safety;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod source;
pub(crate) mod verdicts;
pub(crate) mod verify;
