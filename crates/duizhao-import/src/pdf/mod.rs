//! PDF with a text layer: paragraphs in reading order, tables with tabs, without running heads.
//!
//! ```text
//! 目标要求，到2025年托养服务覆盖率达          目标要求，到2025年托养服务覆盖率达到95%。
//!              — 3 —                    →   指标⇥2025年
//! 到95%。                                    托养率⇥95%
//! ```
//!
//! A page holds glyphs at places and nothing else. `hayro` says which and where (fonts, code
//! maps, forms, encryption are its work); here they become lines, cells of ruled tables, and
//! paragraphs. A page without glyphs is a scan: it is refused or noted, never guessed.

mod codes;
mod columns;
mod flow;
mod glyphs;
mod lines;
mod running;
mod table;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::{ImportError, ImportNote, RawDocument, SourceFormat, sha256_hex};
use glyphs::PageGlyphs;
use lines::Line;

/// How many pages a document may have.
pub(crate) const PAGES: usize = 2000;
/// A page with fewer letters than this has no text layer.
const LETTERS: usize = 5;
/// A page with a smaller share of readable characters is probably garbled.
const READABLE: f64 = 0.5;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => ImportError::PasswordProtected,
        _ => damaged(),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(damaged());
    }
    if count > PAGES {
        return Err(ImportError::TooManyPages {
            pages: count as u32,
        });
    }
    let pages = glyphs::pages(&pdf);
    let mut notes = Vec::new();
    let scanned = numbers(&pages, |page| page.letters() < LETTERS && page.images > 0);
    if pages.iter().all(|page| page.letters() < LETTERS) {
        return Err(ImportError::Scanned {
            pages: count as u32,
        });
    }
    if !scanned.is_empty() {
        notes.push(ImportNote::PagesWithoutText { pages: scanned });
    }
    let garbled = numbers(&pages, |page| {
        page.letters() >= LETTERS && page.readable() < READABLE
    });
    if !garbled.is_empty() {
        notes.push(ImportNote::PagesGarbled { pages: garbled });
    }
    let mut lines: Vec<Vec<Line>> = pages.into_iter().map(lines::of).collect();
    let left_out = running::remove(&mut lines);
    if left_out > 0 {
        notes.push(ImportNote::PageLinesLeftOut { count: left_out });
    }
    Ok(RawDocument {
        text: flow::text(&lines),
        format: SourceFormat::Pdf,
        encoding: "UTF-8".to_owned(),
        sha256: sha256_hex(bytes),
        notes,
    })
}

fn damaged() -> ImportError {
    ImportError::Damaged {
        format: SourceFormat::Pdf,
    }
}

fn numbers(pages: &[PageGlyphs], is: impl Fn(&PageGlyphs) -> bool) -> Vec<u32> {
    let numbered = (1_u32..).zip(pages);
    numbered
        .filter(|(_, page)| is(page))
        .map(|(number, _)| number)
        .collect()
}
