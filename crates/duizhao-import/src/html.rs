//! Saved web pages: the article without navigation, nothing rendered, nothing fetched.
//!
//! ```text
//! <nav>首页</nav><div><p>一、目标</p><script>…</script></div>  →  一、目标
//! <tr><td>指标</td><td>95</td></tr>                            →  指标⇥95
//! ```
//!
//! The article is the innermost element that holds nearly all of the page's prose; the page's
//! first heading goes before it where it stands outside.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use crate::encoding::{self, Decoded};
use crate::{ImportError, RawDocument, SourceFormat, SourceHint, sha256_hex};

/// The share of the page's prose that its article holds.
const ARTICLE: f64 = 0.9;
/// Blanks in a row that are kept: two part a heading from its text in a flattened box.
const BLANKS: usize = 4;
/// How deep an article is looked for: each level reads the page once more.
const LEVELS: usize = 64;

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
    let decoded = decode(bytes, hint)?;
    let page = Html::parse_document(&decoded.text);
    let root = page.tree.root();
    let article = article(root);
    let mut writer = Writer {
        wraps_at_blanks: wraps_at_blanks(&decoded.text),
        ..Writer::default()
    };
    if let Some(heading) = heading_outside(root, article) {
        writer.element(heading);
        writer.end_line();
    }
    writer.element(article);
    Ok(RawDocument {
        text: writer.finish(),
        format: SourceFormat::Html,
        encoding: decoded.encoding.to_owned(),
        sha256: sha256_hex(bytes),
        notes: Vec::new(),
    })
}

/// Decodes with the user's encoding, as UTF-8 where it is that, else as the page declares.
fn decode(bytes: &[u8], hint: &SourceHint) -> Result<Decoded, ImportError> {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
        let rest = head
            .split("charset")
            .nth(1)?
            .trim_start_matches(['=', '"', '\'', ' ']);
        let label: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        encoding_rs::Encoding::for_label(label.as_bytes()).map(|found| found.name().to_owned())
    };
    let wanted = hint.encoding.clone();
    let wanted = wanted.or_else(|| std::str::from_utf8(bytes).is_err().then(declared).flatten());
    encoding::decode(bytes, wanted.as_deref())
}

/// True for producers that break lines of the source only where a blank stands; elsewhere a
/// line end between Chinese characters is layout.
fn wraps_at_blanks(page: &str) -> bool {
    let head: String = page.chars().take(2000).collect();
    head.contains("name=\"generator\" content=\"LibreOffice")
}

type Element<'a> = NodeRef<'a, Node>;

fn name(node: Element<'_>) -> &str {
    node.value()
        .as_element()
        .map_or("", |element| element.name())
}

/// Elements whose words are no part of any article.
fn is_chrome(node: Element<'_>) -> bool {
    matches!(
        name(node),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "head"
            | "nav"
            | "footer"
            | "aside"
            | "button"
            | "select"
            | "option"
            | "textarea"
            | "svg"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "input"
    )
}

/// The innermost element that holds nearly all prose of the page.
fn article(root: Element<'_>) -> Element<'_> {
    let total = prose(root);
    let mut at = root;
    for _ in 0..LEVELS {
        let best = at
            .children()
            .filter(|child| child.value().is_element() && !is_chrome(*child))
            .map(|child| (prose(child), child))
            .max_by(|a, b| a.0.cmp(&b.0));
        match best {
            Some((held, child)) if total > 0 && held as f64 >= ARTICLE * total as f64 => at = child,
            _ => break,
        }
    }
    if matches!(name(at), "p" | "span" | "td" | "tr") {
        parent(at)
    } else {
        at
    }
}

fn parent(node: Element<'_>) -> Element<'_> {
    node.parent().unwrap_or(node)
}

/// Han characters outside links, chrome and the page's own heading.
fn prose(node: Element<'_>) -> usize {
    let mut count = 0;
    walk(node, |edge| match edge {
        Edge::Open(node) if is_chrome(node) || matches!(name(node), "a" | "h1") => false,
        Edge::Open(node) => {
            if let Node::Text(text) = node.value() {
                count += text
                    .chars()
                    .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                    .count();
            }
            true
        }
        Edge::Close(_) => true,
    });
    count
}

/// The page's first heading, where it is not within the article.
fn heading_outside<'a>(root: Element<'a>, article: Element<'a>) -> Option<Element<'a>> {
    let heading = root.descendants().find(|node| name(*node) == "h1")?;
    let within = heading
        .ancestors()
        .chain([heading])
        .any(|node| node.id() == article.id());
    let around = article.ancestors().any(|node| node.id() == heading.id());
    (!within && !around).then_some(heading)
}

/// Visits `node` and what is below it without recursion; `visit` says whether to go in.
fn walk<'a>(node: Element<'a>, mut visit: impl FnMut(Edge<'a, Node>) -> bool) {
    let mut skipped = None;
    for edge in node.traverse() {
        match (&edge, skipped) {
            (Edge::Close(node), Some(id)) if node.id() == id => skipped = None,
            (_, Some(_)) => {}
            (Edge::Open(node), None) => {
                let id = node.id();
                if !visit(edge) {
                    skipped = Some(id);
                }
            }
            (Edge::Close(_), None) => {
                visit(edge);
            }
        }
    }
}

/// Writes lines.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// How many white characters stand before the next one.
    blank: usize,
    /// It holds a line end, which is layout of the source between Chinese characters.
    wrapped: bool,
    wraps_at_blanks: bool,
    cells: usize,
    preformatted: usize,
}

impl Writer {
    fn element(&mut self, node: Element<'_>) {
        walk(node, |edge| {
            match edge {
                Edge::Open(node) if is_chrome(node) => return false,
                Edge::Open(node) => self.open(node),
                Edge::Close(node) => self.close(node),
            }
            true
        });
    }

    fn open(&mut self, node: Element<'_>) {
        if let Node::Text(text) = node.value() {
            self.text(text);
            return;
        }
        match name(node) {
            "br" if self.cells == 0 => self.end_line(),
            "pre" => self.preformatted += 1,
            "td" | "th" => {
                let first = node
                    .prev_siblings()
                    .all(|n| !matches!(name(n), "td" | "th"));
                if !first {
                    self.line.push('\t');
                }
                (self.blank, self.wrapped) = (0, false);
                self.cells += 1;
            }
            other if is_block(other) && self.cells == 0 => self.end_line(),
            _ => {}
        }
    }

    fn close(&mut self, node: Element<'_>) {
        match name(node) {
            "td" | "th" => {
                self.cells = self.cells.saturating_sub(1);
                let span = node
                    .value()
                    .as_element()
                    .and_then(|e| e.attr("colspan")?.parse().ok());
                let more = span.unwrap_or(1_usize).clamp(1, 64) - 1;
                self.line.push_str(&"\t".repeat(more));
            }
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.end_line();
            }
            "tr" if self.cells == 0 => self.end_line(),
            other if is_block(other) && self.cells == 0 => self.end_line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 && self.cells == 0 => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    self.blank += 1;
                    self.wrapped |= matches!(c, '\n' | '\r');
                }
                _ => {
                    let last = self.line.chars().next_back().filter(|l| *l != '\t');
                    let latin = c.is_ascii_graphic() || last.is_some_and(|l| l.is_ascii_graphic());
                    let kept = match (self.blank, self.wrapped) {
                        (0, _) => 0,
                        (run, true) if self.wraps_at_blanks => run.min(2),
                        (_, true) => usize::from(latin),
                        (run, false) => run.min(BLANKS),
                    };
                    if last.is_some() {
                        self.line.push_str(&" ".repeat(kept));
                    }
                    (self.blank, self.wrapped) = (0, false);
                    self.line.push(c);
                }
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        (self.blank, self.wrapped) = (0, false);
        let line = line.trim_end();
        if !line.trim().is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "thead"
            | "tbody"
            | "section"
            | "article"
            | "header"
            | "main"
            | "blockquote"
            | "pre"
            | "hr"
            | "center"
            | "form"
            | "fieldset"
            | "body"
            | "caption"
            | "figure"
            | "figcaption"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        let document = read(page.as_bytes(), &SourceHint::default()).unwrap();
        assert_eq!(document.text, expected);
    }

    #[test]
    fn the_article_without_navigation_and_scripts() {
        check(
            "<html><head><title>x</title><style>p{}</style></head><body><nav><a>首页</a></nav>\
             <div class=top><a href=/>政府信息公开</a></div><h1>济宁市残疾人规划</h1>\
             <div><div><p>一、总体要求坚持以人民为中心</p><p>（一）加强\n托养服务<br>第二行</p>\
             <script>alert('甲')</script></div></div><footer>版权所有</footer></body></html>",
            "济宁市残疾人规划\n一、总体要求坚持以人民为中心\n（一）加强托养服务\n第二行\n",
        );
    }

    #[test]
    fn tables_keep_their_cells_and_spans() {
        check(
            "<html><body><p>指标如下所示请看下表</p><table><tr><th>指标<th colspan=2>2025年</tr>\
             <tr><td><p>托养</p><p>服务</p></td><td> 95 </td><td>96</td></tr></table></body></html>",
            "指标如下所示请看下表\n指标\t2025年\n托养服务\t95\t96\n",
        );
    }

    #[test]
    fn i22_nothing_but_text_comes_in() {
        check(
            "<html><head><base href=http://a/><meta http-equiv=refresh content='0;url=http://b'>\
             </head><body><iframe src=http://c>框架</iframe><p>一、目标&nbsp;&lt;script&gt;</p>\
             <img src='data:x' onerror=alert(1)></body></html>",
            "一、目标\u{a0}<script>\n",
        );
    }

    #[test]
    fn a_page_in_gbk_is_read_as_it_declares() {
        let page =
            "<html><head><meta charset=\"gb2312\"></head><body><p>一、总体要求</p></body></html>";
        let bytes = encoding_rs::GBK.encode(page).0;
        let document = read(&bytes, &SourceHint::default()).unwrap();
        assert_eq!(
            (document.text.as_str(), document.encoding.as_str()),
            ("一、总体要求\n", "GB18030")
        );
    }

    #[test]
    fn blanks_within_a_line_stay_and_line_ends_go() {
        check(
            "<html><body><p>1. 最低生活保障  将符合条件的\n纳入 2025 年\n保障</p></body></html>",
            "1. 最低生活保障  将符合条件的纳入 2025 年保障\n",
        );
        check(
            "<html><head><meta name=\"generator\" content=\"LibreOffice 7.4\"/></head><body><p>指标\n属性</p></body></html>",
            "指标 属性\n",
        );
    }

    #[test]
    fn preformatted_and_deep_pages_are_read() {
        check(
            "<html><body><pre>一、目标\n（一）托养</pre></body></html>",
            "一、目标\n（一）托养\n",
        );
        let deep = format!("<html><body>{}一、目标</body></html>", "<div>".repeat(5000));
        check(&deep, "一、目标\n");
    }
}
