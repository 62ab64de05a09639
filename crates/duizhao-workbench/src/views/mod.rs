//! What the window shows of an open comparison: conversions of the core's tables, one a file.

pub(crate) mod batch;
pub(crate) mod matrix;
pub(crate) mod parts;
pub(crate) mod queue;
pub(crate) mod responsibilities;
pub(crate) mod review;
pub(crate) mod synopsis;
pub(crate) mod targets;
