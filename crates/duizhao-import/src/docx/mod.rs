//! Word documents: the text as a reader sees it, automatic numbers included.
//!
//! ```text
//! <w:numPr/> 总体要求            →  一、总体要求
//! 甲<w:del>乙</w:del><w:ins>丙   →  甲丙
//! table row                      →  cells parted by tabs, one line
//! ```
//!
//! Revisions are read as accepted, hidden text is left out, text boxes follow the paragraph
//! they hang on, footnotes and endnotes come at the end; comments, headers and footers are no
//! part of the text. Nothing that the document points to is opened.

mod body;
mod numbering;

use crate::package::Package;
use crate::{ImportError, ImportNote, RawDocument, SourceFormat, sha256_hex, xml};
use numbering::Numbering;

/// Reads a DOCX file.
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, ImportError> {
    let mut package = Package::open(bytes, SourceFormat::Docx)?;
    let mut notes = Vec::new();
    let document = package.part("word/document.xml")?;
    let tree = xml::parse(&document.ok_or(ImportError::NoBody {
        format: SourceFormat::Docx,
    })?)?;
    let mut doctype = tree.doctype;
    let mut side = |name: &str| -> Result<Option<xml::Node>, ImportError> {
        let Some(text) = package.part(name)? else {
            return Ok(None);
        };
        let tree = xml::parse(&text)?;
        doctype |= tree.doctype;
        Ok(Some(tree.root))
    };
    let numbering = Numbering::new(
        side("word/numbering.xml")?.as_ref(),
        side("word/styles.xml")?.as_ref(),
    );
    let mut end = Vec::new();
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        end.extend(side(part)?);
    }
    let relations = side("word/_rels/document.xml.rels")?;
    let read = body::text(&tree.root, &end, numbering).ok_or(ImportError::NoBody {
        format: SourceFormat::Docx,
    })?;
    if doctype {
        notes.push(ImportNote::EntitiesIgnored);
    }
    if read.revisions {
        notes.push(ImportNote::RevisionsAccepted);
    }
    notes.extend(relations.as_ref().and_then(external));
    notes.extend(left_out(&package.names()));
    Ok(RawDocument {
        text: read.text,
        format: SourceFormat::Docx,
        encoding: "UTF-8".to_owned(),
        sha256: sha256_hex(bytes),
        notes,
    })
}

/// Addresses outside the document: counted, never followed.
fn external(relations: &xml::Node) -> Option<ImportNote> {
    let list = relations.child("Relationships")?;
    let outside = |r: &&xml::Node| r.attribute("TargetMode") == Some("External");
    let count = list.children_named("Relationship").filter(outside).count() as u32;
    (count > 0).then_some(ImportNote::ExternalLinks { count })
}

/// Macros and embedded objects: named, not imported.
fn left_out(names: &[String]) -> Option<ImportNote> {
    let kept_out = |name: &&String| {
        name.ends_with("vbaProject.bin")
            || name.contains("/embeddings/")
            || name.contains("/activeX/")
    };
    let mut parts: Vec<String> = names.iter().filter(kept_out).cloned().collect();
    parts.sort();
    (!parts.is_empty()).then_some(ImportNote::PartsLeftOut { parts })
}
