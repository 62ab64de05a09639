//! Deflates what is only carried: originals and texts shrink to about a third.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::StoreError;

/// More than any import allows: a larger stream was not written by us.
const LIMIT: u64 = 256 * 1024 * 1024;

/// A plan takes 8 % more room than at the default level, and half of the time.
const LEVEL: Compression = Compression::new(3);

/// `bytes` deflated.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), LEVEL);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

/// What was packed.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    match DeflateDecoder::new(packed)
        .take(LIMIT)
        .read_to_end(&mut bytes)
    {
        Ok(_) => Ok(bytes),
        Err(error) => Err(StoreError::Damaged {
            detail: error.to_string(),
        }),
    }
}

/// The text that was packed.
pub(crate) fn unpack_text(packed: &[u8]) -> Result<String, StoreError> {
    String::from_utf8(unpack(packed)?).map_err(|error| StoreError::Damaged {
        detail: error.to_string(),
    })
}
