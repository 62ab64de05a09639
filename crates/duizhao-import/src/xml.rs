//! A part of an office document as a tree, bounded in depth and size.
//!
//! Document types and entities of a document's own are never used: a DOCTYPE is passed over
//! and noted, an unknown `&entity;` stands for nothing. So nothing outside the file is opened.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::{ImportError, SourceFormat};

/// Elements may stand this deep in each other.
const DEPTH: usize = 256;
/// A part may hold this many elements and texts.
const NODES: usize = 3_000_000;

/// An element or a piece of text.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Local name; empty for text.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
    pub(crate) text: String,
}

/// A tree, and whether a DOCTYPE was passed over.
pub(crate) struct Tree {
    pub(crate) root: Node,
    pub(crate) doctype: bool,
}

impl Node {
    /// The attribute of that local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first child element of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Child elements of that name.
    pub(crate) fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The `val` attribute of the child element of that name.
    pub(crate) fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }
}

/// Parses a part.
pub(crate) fn parse(xml: &str) -> Result<Tree, ImportError> {
    let damaged = || ImportError::Damaged {
        format: SourceFormat::Docx,
    };
    let mut reader = Reader::from_str(xml);
    let mut stack = vec![Node::default()];
    let (mut nodes, mut doctype) = (0_usize, false);
    loop {
        nodes += 1;
        if nodes > NODES || stack.len() > DEPTH {
            return Err(ImportError::UnpacksTooMuch);
        }
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => stack.push(element(&start)?),
            Event::Empty(start) => {
                let node = element(&start)?;
                stack.last_mut().ok_or_else(damaged)?.children.push(node);
            }
            Event::End(_) => {
                let node = stack.pop().ok_or_else(damaged)?;
                stack.last_mut().ok_or_else(damaged)?.children.push(node);
            }
            Event::Text(text) => add_text(&mut stack, &text.xml10_content()),
            Event::CData(text) => add_text(&mut stack, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => predefined(&reference.into_inner()).map(str::to_owned),
                };
                add_text(&mut stack, &known.unwrap_or_default());
            }
            Event::DocType(_) => doctype = true,
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if stack.len() != 1 {
        return Err(damaged());
    }
    let root = stack.pop().ok_or_else(damaged)?;
    Ok(Tree { root, doctype })
}

fn element(start: &BytesStart<'_>) -> Result<Node, ImportError> {
    let mut node = Node {
        name: start.local_name().into_inner().to_owned(),
        ..Node::default()
    };
    for attribute in start.attributes().take(512) {
        let attribute = attribute.map_err(|_| ImportError::Damaged {
            format: SourceFormat::Docx,
        })?;
        let key = attribute.key.local_name().into_inner().to_owned();
        node.attributes.push((key, unescaped(&attribute.value)));
    }
    Ok(node)
}

fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    named
        .iter()
        .fold(value.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

fn add_text(stack: &mut [Node], text: &str) {
    let Some(parent) = stack.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(last) if last.name.is_empty() => last.text.push_str(text),
        _ => parent.children.push(Node {
            text: text.to_owned(),
            ..Node::default()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i12_entities_are_never_opened() {
        let xml =
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>甲&x;乙&amp;&#65;</a>";
        let tree = parse(xml).unwrap();
        assert!(tree.doctype);
        assert_eq!(tree.root.child("a").unwrap().children[0].text, "甲乙&A");
    }

    #[test]
    fn depth_and_balance_are_checked() {
        let deep = "<a>".repeat(300);
        assert!(matches!(parse(&deep), Err(ImportError::UnpacksTooMuch)));
        assert!(matches!(
            parse("<a><b></a>"),
            Err(ImportError::Damaged { .. })
        ));
        assert!(matches!(parse("<a>"), Err(ImportError::Damaged { .. })));
    }
}
