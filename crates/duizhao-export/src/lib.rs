//! Comparison tables to files: the only crate that knows file formats on the way out.
