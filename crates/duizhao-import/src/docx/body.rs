//! Paragraphs and tables of a document, in reading order.

use crate::docx::numbering::Numbering;
use crate::xml::Node;

/// The text and what was seen on the way.
pub(crate) struct Read {
    pub(crate) text: String,
    pub(crate) revisions: bool,
}

/// The text of the document whose parsed part is `document`.
pub(crate) fn text(document: &Node, notes: &[Node], numbering: Numbering) -> Option<Read> {
    let body = document.child("document")?.child("body")?;
    let mut walk = Walk {
        numbering,
        lines: Vec::new(),
        revisions: false,
        joined: String::new(),
    };
    walk.blocks(body);
    walk.end_joined();
    for (list, note) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let lists = notes.iter().filter_map(|root| root.child(list));
        // Those with a type are the separator lines that Word itself draws.
        let real = lists
            .flat_map(|list| list.children_named(note))
            .filter(|n| n.attribute("type").is_none());
        for note in real {
            walk.blocks(note);
        }
    }
    let mut text = walk.lines.join("\n");
    text.push('\n');
    Some(Read {
        text,
        revisions: walk.revisions,
    })
}

struct Walk {
    numbering: Numbering,
    lines: Vec<String>,
    revisions: bool,
    /// Words of paragraphs whose ends were deleted: they begin the next one.
    joined: String,
}

impl Walk {
    fn blocks(&mut self, parent: &Node) {
        for node in &parent.children {
            match node.name.as_str() {
                "p" => self.paragraph(node),
                "tbl" => self.table(node),
                "del" | "moveFrom" => self.revisions = true,
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                    self.revisions |= matches!(node.name.as_str(), "ins" | "moveTo");
                    self.blocks(node);
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(node) {
                        self.blocks(choice);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: &Node) {
        let mut line = Line::default();
        self.runs(node, &mut line);
        let properties = node.child("pPr");
        if properties.is_some_and(end_deleted) {
            self.revisions = true;
            self.joined.push_str(&line.text);
            for text_box in line.boxes {
                self.blocks(text_box);
            }
            return;
        }
        line.text.insert_str(0, &std::mem::take(&mut self.joined));
        let label = if line.text.trim().is_empty() {
            String::new()
        } else {
            self.numbering.label(properties)
        };
        let text = format!("{label}{}", line.text);
        self.lines.extend(text.split('\n').map(str::to_owned));
        for text_box in line.boxes {
            self.blocks(text_box);
        }
    }

    /// Ends a paragraph that ran on into nothing.
    fn end_joined(&mut self) {
        if !self.joined.is_empty() {
            self.lines.push(std::mem::take(&mut self.joined));
        }
    }

    fn table(&mut self, table: &Node) {
        self.end_joined();
        for row in rows(table) {
            let mut cells: Vec<String> = Vec::new();
            for cell in flattened(row, "tc") {
                let properties = cell.child("tcPr");
                let merged = properties.and_then(|p| p.child("vMerge"));
                let continued = merged.is_some_and(|m| m.attribute("val") != Some("restart"));
                let text = if continued {
                    String::new()
                } else {
                    self.cell(cell)
                };
                let span = properties.and_then(|p| p.value_of("gridSpan")?.parse::<usize>().ok());
                cells.push(text);
                cells.extend(vec![String::new(); span.unwrap_or(1).clamp(1, 64) - 1]);
            }
            self.lines.push(cells.join("\t").trim_end().to_owned());
        }
    }

    /// The text of a cell on one line.
    fn cell(&mut self, cell: &Node) -> String {
        let above = std::mem::take(&mut self.lines);
        self.blocks(cell);
        self.end_joined();
        let lines = std::mem::replace(&mut self.lines, above);
        lines
            .iter()
            .map(|line| line.trim().replace('\t', " "))
            .collect()
    }

    fn runs<'a>(&mut self, node: &'a Node, line: &mut Line<'a>) {
        for child in &node.children {
            match child.name.as_str() {
                "r" if hidden(child) => {}
                "del" | "moveFrom" => self.revisions = true,
                "ins" | "moveTo" => {
                    self.revisions = true;
                    self.runs(child, line);
                }
                "t" => line
                    .text
                    .extend(child.children.iter().map(|text| text.text.as_str())),
                "tab" if node.name == "r" => line.text.push('\t'),
                "ptab" => line.text.push('\t'),
                "br" if matches!(child.attribute("type"), None | Some("textWrapping")) => {
                    line.text.push('\n');
                }
                "cr" => line.text.push('\n'),
                "sym" => line.text.extend(symbol(child)),
                "noBreakHyphen" => line.text.push('-'),
                "txbxContent" => line.boxes.push(child),
                "AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.runs(choice, line);
                    }
                }
                // `rt`: of a word with its pronunciation above it, the word alone.
                "rt" | "rubyPr" | "pPr" | "rPr" | "instrText" | "delText" | "rPrChange"
                | "pPrChange" => {}
                _ => self.runs(child, line),
            }
        }
    }
}

/// A paragraph under way.
#[derive(Default)]
struct Line<'a> {
    text: String,
    boxes: Vec<&'a Node>,
}

/// Of two ways to draw the same thing, the first that is there.
fn chosen(node: &Node) -> Option<&Node> {
    node.child("Choice").or_else(|| node.child("Fallback"))
}

/// True where the end of a paragraph was deleted or moved away.
fn end_deleted(properties: &Node) -> bool {
    let mark = properties.child("rPr");
    mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some())
}

/// A sign of a symbol font, as far as characters have one for it; the rest is ornament.
fn symbol(node: &Node) -> Option<char> {
    let code = u32::from_str_radix(node.attribute("char")?, 16).ok()?;
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code);
    }
    Some(match (node.attribute("font")?, code & 0xff) {
        ("Wingdings", 0x6c) => '●',
        ("Wingdings", 0x6e) => '■',
        ("Wingdings", 0x6f | 0xa8) | ("Wingdings 2", 0xa3) => '□',
        ("Wingdings", 0x75) => '◆',
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => '√',
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) | ("Symbol", 0xb4) => '×',
        ("Wingdings", 0xfd) | ("Wingdings 2", 0x53) => '☒',
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => '☑',
        ("Wingdings", at @ 0x81..=0x8a) => char::from_u32(0x2460 + at - 0x81)?,
        ("Symbol", 0xb3) => '≥',
        ("Symbol", 0xa3) => '≤',
        ("Symbol", 0xb1) => '±',
        ("Symbol", 0xb0) => '°',
        ("Symbol", at @ 0x20..=0x7e) => char::from_u32(at)?,
        _ => return None,
    })
}

fn hidden(run: &Node) -> bool {
    let vanish = run
        .child("rPr")
        .and_then(|properties| properties.child("vanish"));
    vanish.is_some_and(|v| !matches!(v.attribute("val"), Some("0" | "false" | "off")))
}

/// Rows of a table; deleted ones left out.
fn rows(table: &Node) -> Vec<&Node> {
    let deleted = |row: &&Node| row.child("trPr").is_some_and(|p| p.child("del").is_some());
    flattened(table, "tr")
        .into_iter()
        .filter(|row| !deleted(row))
        .collect()
}

/// Children of that name, those within content controls too.
fn flattened<'a>(parent: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in &parent.children {
        if child.name == name {
            found.push(child);
        } else if matches!(
            child.name.as_str(),
            "sdt" | "sdtContent" | "ins" | "customXml"
        ) {
            found.extend(flattened(child, name));
        }
    }
    found
}
