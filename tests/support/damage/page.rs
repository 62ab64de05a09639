//! What pages and web sites put around a text: numbers, running heads, contents, chrome.

use std::fmt::Write as _;

use super::paragraphs::{Level, labelled, paragraphs, title_line};
use super::{Named, Stage};

/// A page's source, copied whole.
pub(super) const SOURCE: Named = ("html-tags", Stage::Published, html_tags);

pub(super) const ALL: [Named; 10] = [
    ("page-numbers-dashes", Stage::Paged, |text| {
        pages(text, |page| format!("— {page} —"))
    }),
    ("page-numbers-words", Stage::Paged, |text| {
        pages(text, |page| format!("第 {page} 页 共 36 页"))
    }),
    ("page-numbers-bare", Stage::Paged, |text| {
        pages(text, |page| format!("{page}"))
    }),
    ("page-numbers-blank-lines", Stage::Paged, |text| {
        pages(text, |page| format!("\n- {page} -\n\n"))
    }),
    ("running-heads", Stage::Paged, running_heads),
    ("contents-front-dots", Stage::Written, |text| {
        contents(text, Place::Front, |at| format!("……………{at}"))
    }),
    ("contents-front-tabs", Stage::Written, |text| {
        contents(text, Place::Front, |at| format!("\t{at}"))
    }),
    ("contents-back", Stage::Written, |text| {
        contents(text, Place::Back, |at| format!("......{at}"))
    }),
    ("web-chrome", Stage::Published, web_chrome),
    ("imprint", Stage::Written, imprint),
];

/// Puts a line of furniture after every 23 lines, wherever in a sentence that is.
fn pages(text: &str, furniture: impl Fn(usize) -> String) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for (page, lines) in (1..).zip(lines.chunks(23)) {
        out.push_str(&lines.join("\n"));
        let _ = write!(out, "\n{}\n", furniture(page));
    }
    out
}

fn running_heads(text: &str) -> String {
    // A table of contents is no heading that the title stands before.
    let mut lines = paragraphs(text);
    lines.retain(|line| !line.contains("……") && !line.contains('\t'));
    let title = lines
        .get(title_line(&lines))
        .map_or("", |line| line.trim())
        .to_owned();
    pages(text, |page| format!("- {page} -\n{title}"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Front,
    Back,
}

/// A table of contents of chapters and sections before the body's title, or at the end.
fn contents(text: &str, place: Place, leader: impl Fn(usize) -> String) -> String {
    let lines = paragraphs(text);
    let mut toc = vec!["目  录".to_owned()];
    let (mut chapters, mut found) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        let Some(head) = labelled(line) else { continue };
        chapters += usize::from(head.level == Level::Chapter);
        if head.level == Level::Task || chapters == 0 {
            continue;
        }
        let title: String = head.rest.chars().take_while(|&c| c != '。').collect();
        if title.chars().count() <= 36 {
            toc.push(format!(
                "{}{}{}",
                head.label,
                title.trim(),
                leader(at / 12 + 1)
            ));
            found += 1;
        }
    }
    if found == 0 {
        return lines.join("\n");
    }
    let at = if place == Place::Front {
        title_line(&lines)
    } else {
        lines.len()
    };
    [&lines[..at], &toc, &lines[at..]].concat().join("\n")
}

fn web_chrome(text: &str) -> String {
    format!(
        "首页 > 政务公开 > 规划计划\n索引号：11370000MB2317407H/2022-00123\n发布日期：2022-03-01 09:30 \
         来源：市政府办公室 浏览次数：128\n【字体：大 中 小】 打印 关闭 分享到：\n{text}\n\
         扫一扫在手机打开当前页\n相关解读：《规划》政策解读\n图解：一图读懂规划\n上一篇：没有了\n\
         下一篇：关于公布2022年度计划的通知\n版权所有：市人民政府办公室 联系我们 网站地图\n\
         鲁ICP备05001234号 鲁公网安备 37010002000001号\n"
    )
}

/// Paragraphs as a page's source has them, headings in bold; a line's end within one stays.
fn html_tags(text: &str) -> String {
    let mut out = String::new();
    let mut close = "";
    for line in paragraphs(text) {
        let head = labelled(&line);
        let named = line.chars().take(8).any(|c| c == '：');
        let begins = head.is_some() || named || close.is_empty() || is_closed(&out);
        if begins && !line.trim().is_empty() {
            let bold = head.is_some_and(|head| head.level != Level::Task);
            out += close;
            out += if bold {
                "\n<p><strong>"
            } else {
                "\n<p style=\"text-indent: 2em\">"
            };
            close = if bold { "</strong></p>" } else { "</p>" };
        } else {
            out.push('\n');
        }
        out += &line;
    }
    out + close
}

fn is_closed(text: &str) -> bool {
    text.trim_end()
        .ends_with(['。', '：', '；', '）', ')', '\t'])
}

/// 抄送 and 印发 at the end, as on the last page of a printed document.
fn imprint(text: &str) -> String {
    format!(
        "{text}\n\n抄送：市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院，\n市各人民团体，\
         驻市有关单位。\n市人民政府办公室              2021年12月3日印发\n- 18 -\n"
    )
}
