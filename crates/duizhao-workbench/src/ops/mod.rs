//! One use case per file.

pub(crate) mod inspect;
pub(crate) mod read;
pub(crate) mod verify;
