//! Headings on lines of their own, labels lost or in another style, Markdown.

use std::fmt::Write as _;

use super::paragraphs::{Labelled, Level, each_labelled, labelled, numeral, paragraphs};
use super::{Named, Stage};

pub(super) const ALL: [Named; 18] = [
    ("headings-own-line", Stage::Written, |text| {
        own_line(text, "")
    }),
    ("headings-own-line-stop", Stage::Written, |text| {
        own_line(text, "。")
    }),
    ("headings-run-in", Stage::Written, run_in),
    ("chapter-labels-lost", Stage::Written, |text| {
        drop_labels(text, Level::Chapter)
    }),
    ("section-labels-cut", Stage::Written, section_labels_cut),
    ("numbering-chapters", Stage::Written, |text| {
        restyle(
            text,
            &[part("第", "章　"), part("第", "节　"), part("", "、")],
        )
    }),
    ("numbering-parts", Stage::Written, |text| {
        restyle(
            text,
            &[part("第", "部分　"), part("", "、"), part("（", "）")],
        )
    }),
    ("numbering-brackets", Stage::Written, |text| {
        restyle_tasks(text, |n| format!("（{n}）"))
    }),
    ("numbering-half-brackets", Stage::Written, |text| {
        restyle_tasks(text, |n| format!("{n})"))
    }),
    ("numbering-circles", Stage::Written, |text| {
        restyle_tasks(text, circled)
    }),
    ("numbering-comma", Stage::Written, |text| {
        restyle_tasks(text, |n| format!("{n}、"))
    }),
    ("numbering-decimals", Stage::Written, decimals),
    ("numbering-runs-on", Stage::Written, runs_on),
    ("labels-blanks-inside", Stage::Written, labels_blanks_inside),
    ("labels-doubled", Stage::Written, labels_doubled),
    ("labels-repeated", Stage::Written, labels_repeated),
    ("markdown", Stage::Written, markdown),
    ("markdown-headings", Stage::Written, markdown_headings),
];

/// Web pages that lose the numbers of lists lose those of a level, or of two; a scanned page has
/// other signs for some.
pub(super) const LABELS: [Named; 3] = [
    ("labels-scanned", Stage::Written, labels_scanned),
    ("section-labels-lost", Stage::Written, |text| {
        drop_labels(text, Level::Section)
    }),
    ("upper-labels-lost", Stage::Written, |text| {
        drop_labels(&drop_labels(text, Level::Section), Level::Chapter)
    }),
];

/// The heading sentence of a paragraph and what follows it; none where it is not short.
fn split_heading<'a>(head: &Labelled<'a>) -> Option<(&'a str, &'a str)> {
    let (title, rest) = head.rest.split_once('。')?;
    let short = title.chars().count() <= 40 && !rest.trim().is_empty();
    short.then_some((title, rest))
}

fn own_line(text: &str, mark: &str) -> String {
    each_labelled(text, |head| match split_heading(&head) {
        Some((title, rest)) => format!("{}{title}{mark}\n{rest}", head.label),
        None => format!("{}{}", head.label, head.rest),
    })
}

/// A section heading on its own line runs into the paragraph after it.
fn run_in(text: &str) -> String {
    let lines: Vec<String> = paragraphs(text)
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        out.push_str(line);
        let heading = labelled(line)
            .is_some_and(|head| head.level == Level::Section && !head.rest.contains('。'));
        let prose = lines.get(at + 1).is_some_and(|next| {
            labelled(next).is_none() && !next.starts_with('\t') && next.chars().count() > 60
        });
        out.push_str(if heading && prose { "。" } else { "\n" });
    }
    out
}

fn drop_labels(text: &str, level: Level) -> String {
    each_labelled(text, |head| {
        let kept = if head.level == level { "" } else { head.label };
        format!("{kept}{}", head.rest)
    })
}

/// 一 is read as a dash, and 1 as the letter.
fn labels_scanned(text: &str) -> String {
    each_labelled(text, |head| {
        let label = match head
            .label
            .trim_matches(['（', '）', '(', ')', '、', '.', '．'])
        {
            "一" => head.label.replace('一', "—"),
            "1" => head.label.replace('1', "l"),
            _ => head.label.to_owned(),
        };
        format!("{label}{}", head.rest)
    })
}

/// Every third section label loses its beginning: （三） becomes ）.
fn section_labels_cut(text: &str) -> String {
    each_labelled(text, |head| {
        let cut = head.level == Level::Section && head.number().is_multiple_of(3);
        format!("{}{}", if cut { "）" } else { head.label }, head.rest)
    })
}

/// What stands around a number.
struct Style {
    before: &'static str,
    after: &'static str,
}

fn part(before: &'static str, after: &'static str) -> Style {
    Style { before, after }
}

fn restyle(text: &str, styles: &[Style; 3]) -> String {
    each_labelled(text, |head| {
        let style = &styles[head.level as usize];
        format!(
            "{}{}{}{}",
            style.before,
            numeral(head.number()),
            style.after,
            head.rest.trim()
        )
    })
}

fn restyle_tasks(text: &str, label: impl Fn(usize) -> String) -> String {
    each_labelled(text, |head| match head.level {
        Level::Task => format!("{}{}", label(head.number()), head.rest),
        _ => format!("{}{}", head.label, head.rest),
    })
}

fn circled(number: usize) -> String {
    let offset = u32::try_from(number).unwrap_or(1).clamp(1, 20) - 1;
    char::from_u32('①' as u32 + offset)
        .map(String::from)
        .unwrap_or_default()
}

/// 1 / 1.1 / 1.1.1 for 一、 / （一） / 1.
fn decimals(text: &str) -> String {
    let (mut chapter, mut section) = (0, 0);
    let mut out = String::new();
    for line in paragraphs(text) {
        match labelled(&line) {
            Some(head) => {
                let number = head.number();
                let label = match head.level {
                    Level::Chapter => {
                        (chapter, section) = (number, 0);
                        format!("{chapter} ")
                    }
                    Level::Section => {
                        section = number;
                        format!("{chapter}.{section} ")
                    }
                    Level::Task if section == 0 => format!("{chapter}.{number} "),
                    Level::Task => format!("{chapter}.{section}.{number} "),
                };
                out.push_str(&label);
                out.push_str(head.rest.trim());
            }
            None => out.push_str(&line),
        }
        out.push('\n');
    }
    out
}

/// Section numbers run on through the chapters: chapter two begins with （四）.
fn runs_on(text: &str) -> String {
    let mut count = 0;
    let mut out = String::new();
    for line in paragraphs(text) {
        match labelled(&line).filter(|head| head.level == Level::Section) {
            Some(head) => {
                count += 1;
                let _ = write!(out, "（{}）{}", numeral(count), head.rest);
            }
            None => out.push_str(&line),
        }
        out.push('\n');
    }
    out
}

/// 一 、总体要求, （ 一 ）指导思想, 1 . 完善制度.
fn labels_blanks_inside(text: &str) -> String {
    each_labelled(text, |head| {
        let label: Vec<String> = head.label.chars().map(String::from).collect();
        format!("{} {}", label.join(" "), head.rest.trim())
    })
}

/// 一、一、总体要求: the label of the copy's own list before that of the text.
fn labels_doubled(text: &str) -> String {
    each_labelled(text, |head| {
        let doubled = head.level != Level::Task && head.number() % 2 == 1;
        let before = if doubled { head.label } else { "" };
        format!("{before}{}{}", head.label, head.rest)
    })
}

/// Every fourth section bears the number of the one before.
fn labels_repeated(text: &str) -> String {
    each_labelled(text, |head| {
        let number = head.number();
        if head.level == Level::Section && number > 1 && number.is_multiple_of(4) {
            format!("（{}）{}", numeral(number - 1), head.rest)
        } else {
            format!("{}{}", head.label, head.rest)
        }
    })
}

/// Every heading a Markdown heading, every goal without one a list item. Items of boxes and
/// rows of tables, which part their cells by blanks, stay.
fn markdown_headings(text: &str) -> String {
    each_labelled(text, |head| match (head.level, split_heading(&head)) {
        _ if head.rest.contains("  ") || head.rest.ends_with("性") => {
            format!("{}{}", head.label, head.rest)
        }
        (Level::Chapter, _) => format!("# {}{}\n", head.label, head.rest),
        (Level::Section, None) => format!("## {}{}\n", head.label, head.rest),
        (Level::Section, Some((title, rest))) => format!("## {}{title}\n\n{rest}\n", head.label),
        (Level::Task, Some((title, rest))) => format!("### {}{title}\n\n{rest}\n", head.label),
        (Level::Task, None) => format!("- {}{}\n", head.label, head.rest),
    })
}

fn markdown(text: &str) -> String {
    let marked = each_labelled(text, |head| match (head.level, split_heading(&head)) {
        (Level::Chapter, _) => format!("## {}{}\n", head.label, head.rest),
        (Level::Section, None) => format!("### {}{}\n", head.label, head.rest),
        (_, Some((title, rest))) => format!("**{}{title}。**{rest}\n", head.label),
        (Level::Task, None) => format!("{}{}\n", head.label, head.rest),
    });
    let lines: Vec<String> = marked.lines().map(str::to_owned).collect();
    let at = super::paragraphs::title_line(&lines);
    let titled = |(n, line): (usize, &String)| {
        if n == at && n > 0 {
            format!("# {}", line.trim())
        } else {
            line.clone()
        }
    };
    lines
        .iter()
        .enumerate()
        .map(titled)
        .collect::<Vec<_>>()
        .join("\n")
}
