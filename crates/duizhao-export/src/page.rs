//! One page without script: the parts are linked, every quotation leads to its line of the text.
//!
//! ```text
//! 覆盖  ●12  ──▶  任务 12, one column a plan  ──▶  原文第 213 行
//! ```
//!
//! It opens from any disk, loads nothing, and prints: heads of tables repeat, rows are not torn.

use std::fmt::Write as _;

use duizhao_core::present::Mark;

use crate::escape::escaped;
use crate::pack::{Cell, Pack, Piece, Section, Source, Table, Task, line_anchor};

/// The look of the page.
const STYLE: &str = include_str!("page.css");

/// Words up to this many signs stay on one line.
const SHORT: usize = 8;

/// Makes the page.
pub fn page(pack: &Pack) -> String {
    let mut out = String::new();
    let title = escaped(&pack.title);
    // The policy is the page's own: whatever a text holds, nothing is loaded and nothing runs.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1 id=\"top\">{title}</h1>\n"
    );
    for note in &pack.notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(note));
    }
    out.push_str("</header>\n");
    contents(pack, &mut out);
    out.push_str("<main>\n");
    for (at, part) in shown(pack).enumerate() {
        let _ = writeln!(
            out,
            "<section class=\"part\"><h2 id=\"t{at}\">{}</h2>",
            escaped(&part.name)
        );
        table(part, &mut out);
        out.push_str("</section>\n");
    }
    tasks(&pack.tasks, &mut out);
    for text in &pack.sources {
        source(text, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn shown(pack: &Pack) -> impl Iterator<Item = &Table> {
    pack.tables.iter().filter(|table| table.on_page)
}

fn contents(pack: &Pack, out: &mut String) {
    out.push_str("<nav aria-label=\"目录\"><ul>\n");
    for (at, part) in shown(pack).enumerate() {
        let _ = writeln!(
            out,
            "<li><a href=\"#t{at}\">{}</a></li>",
            escaped(&part.name)
        );
    }
    if !pack.tasks.is_empty() {
        out.push_str("<li><a href=\"#tasks\">逐项对照</a></li>\n");
    }
    for text in &pack.sources {
        let _ = writeln!(
            out,
            "<li><a href=\"#p{}\">原文：{}</a></li>",
            text.number,
            escaped(&text.title)
        );
    }
    out.push_str("</ul></nav>\n");
}

fn table(table: &Table, out: &mut String) {
    out.push_str("<table>\n<thead><tr>");
    let shown: Vec<usize> = (0..table.heads.len())
        .filter(|&at| !table.heads[at].hidden)
        .collect();
    for &at in &shown {
        let _ = write!(
            out,
            "<th scope=\"col\">{}</th>",
            escaped(&table.heads[at].title)
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in shown.iter().filter_map(|&at| row.cells.get(at)) {
            let class = if cell.number.is_some() {
                " class=\"n\""
            } else if cell.plain().chars().count() <= SHORT {
                " class=\"k\""
            } else {
                ""
            };
            let _ = write!(out, "<td{class}>{}</td>", inner(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn inner(cell: &Cell) -> String {
    cell.pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    let text = escaped(&piece.text);
    let text = match piece.mark {
        Mark::Same => text,
        Mark::Added => format!("<ins>{text}</ins>"),
        Mark::Removed => format!("<del>{text}</del>"),
        Mark::Moved => format!("<u>{text}</u>"),
    };
    match &piece.link {
        Some(anchor) => format!("<a href=\"#{}\">{text}</a>", escaped(anchor)),
        None => text,
    }
}

fn tasks(sections: &[Section], out: &mut String) {
    if sections.is_empty() {
        return;
    }
    out.push_str("<section class=\"part\"><h2 id=\"tasks\">逐项对照</h2>\n");
    for section in sections {
        let _ = writeln!(out, "<h3>{}</h3>", escaped(&section.title));
        for task in &section.tasks {
            self::task(task, out);
        }
    }
    out.push_str("</section>\n");
}

fn task(task: &Task, out: &mut String) {
    let _ = writeln!(
        out,
        "<article id=\"{}\"><h4>{} <a class=\"up\" href=\"#top\">回到目录</a></h4>",
        escaped(&task.anchor),
        escaped(&task.title)
    );
    table(&task.grid, out);
    if !task.findings.is_empty() {
        out.push_str("<ul class=\"found\">\n");
        for finding in &task.findings {
            let _ = writeln!(out, "<li>{}</li>", inner(finding));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</article>\n");
}

fn source(text: &Source, out: &mut String) {
    let _ = writeln!(
        out,
        "<section class=\"part source\"><h2 id=\"p{}\">原文：{}</h2>\n<p class=\"note\">{}</p>\n<ol>",
        text.number,
        escaped(&text.title),
        escaped(&text.file)
    );
    for (line, words) in (1..).zip(&text.lines) {
        let _ = writeln!(
            out,
            "<li id=\"{}\">{}</li>",
            line_anchor(text.number, line),
            escaped(words)
        );
    }
    out.push_str("</ol>\n</section>\n");
}
