//! Saved web pages: the article without navigation, nothing rendered, nothing fetched.
//!
//! ```text
//! <nav>首页</nav><div><p>一、目标</p><script>…</script></div>  →  一、目标
//! <tr><td>指标</td><td>95</td></tr>                            →  指标⇥95
//! ```
//!
//! The article is the innermost element that holds nearly all of the page's prose; the page's
//! first heading goes before it where it stands outside.

mod labels;
mod writer;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use crate::encoding::{self, Decoded};
use crate::{ImportError, RawDocument, SourceFormat, SourceHint, sha256_hex};
use writer::Writer;

/// The share of the page's prose that its article holds.
const ARTICLE: f64 = 0.9;
/// How deep an article is looked for: each level reads the page once more.
const LEVELS: usize = 64;

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
    let decoded = decode(bytes, hint)?;
    let page = Html::parse_document(&decoded.text);
    let root = page.tree.root();
    let article = article(root);
    let mut writer = Writer::new(wraps_at_blanks(&decoded.text));
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
    is_hidden(node)
        || matches!(
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
    if matches!(name(at), "p" | "span" | "tr") || is_cell(at) && !writer::is_layout(at) {
        parent(at)
    } else {
        at
    }
}

fn is_cell(node: Element<'_>) -> bool {
    matches!(name(node), "td" | "th")
}

fn attribute<'a>(node: Element<'a>, wanted: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(wanted)
}

/// True for what the page itself hides.
fn is_hidden(node: Element<'_>) -> bool {
    let Some(element) = node.value().as_element() else {
        return false;
    };
    let style = || element.attr("style").unwrap_or_default().to_lowercase();
    let hides = |style: String| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    element.attr("hidden").is_some() || hides(style())
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

    #[test]
    fn a_page_laid_out_with_tables_is_lines_and_not_one_row() {
        let paragraph = |n| format!("<p>{n}.加强残疾人托养服务体系建设</p>");
        let paragraphs = (1..8).map(paragraph).collect::<Vec<_>>().concat();
        let page = format!(
            "<html><body><table><tr><td>首页</td></tr><tr><td><table><tr><td>{paragraphs}\
             <table><tr><td>指标<td>95</tr></table></td></tr></table></td></tr></table></body></html>"
        );
        let document = read(page.as_bytes(), &SourceHint::default()).unwrap();
        let lines: Vec<&str> = document.text.lines().collect();
        assert_eq!(lines.len(), 8, "{}", document.text);
        assert_eq!(
            (lines[0], lines[7]),
            ("1.加强残疾人托养服务体系建设", "指标\t95")
        );
    }

    #[test]
    fn cells_that_reach_down_leave_their_place_empty_below() {
        check(
            "<body><p>指标如下所示请看下表</p><table><tr><td rowspan=2>托养<td>95<td>约束性</tr>\
             <tr><td>96<td>预期性</tr><tr><td>就业<td rowspan=2>10<td>甲</tr><tr><td>康复<td>乙</tr></table>",
            "指标如下所示请看下表\n托养\t95\t约束性\n\t96\t预期性\n就业\t10\t甲\n康复\t\t乙\n",
        );
    }

    #[test]
    fn list_numbers_are_those_the_reader_sees() {
        check(
            "<body><ol style='list-style-type: cjk-ideographic'><li>总体要求<li>主要任务<ol start=3>\
             <li>加强托养服务<li value=7>加强康复<li>就业</ol></ol><ul><li>无号</ul>\
             <ol type=a><li>甲</ol><ol><li>（一）自己有号<li>1.也有</ol></body>",
            "一、总体要求\n二、主要任务\n3. 加强托养服务\n7. 加强康复\n8. 就业\n无号\na. 甲\n\
             （一）自己有号\n1.也有\n",
        );
    }

    #[test]
    fn hidden_words_are_left_out() {
        check(
            "<body><p>一、目标如下所示</p><p hidden>密一</p><div style='display: none'>密二</div>\
             <span style='VISIBILITY:hidden'>密三</span><p>二、任务</p></body>",
            "一、目标如下所示\n二、任务\n",
        );
    }
}
