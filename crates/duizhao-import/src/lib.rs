//! Bytes in, text out: the only crate that knows file formats on the way in.
