//! Doubts of the reading in words.

use duizhao_core::model::{Issue, IssueCode, IssueSeverity};
use duizhao_core::text::LineRange;
use duizhao_import::ImportNote;

use crate::messages::Text;

/// A doubt in both languages; its detail is verbatim.
pub fn issue_text(issue: &Issue) -> Text {
    let (zh, en) = match issue.code {
        IssueCode::LabelRestored => (
            "编号在原文中缺失，已补出",
            "The label is missing in the source and was restored",
        ),
        IssueCode::LabelOutOfOrder => ("编号不连续", "The label does not follow the one before"),
        IssueCode::HeadingUnclear => (
            "标题与正文连写，未能断开",
            "The heading runs into its text and could not be told from it",
        ),
        IssueCode::DepartmentsSplit => (
            "部门名称连写，已按词表拆开",
            "Department names ran together and were split",
        ),
        IssueCode::DepartmentUnknown => ("未识别的部门名称", "Unknown department name"),
        IssueCode::TableRowUnread => ("表格中有一行未能读出", "A table row could not be read"),
        IssueCode::FiguresSplit => (
            "表格数字连写，已按大小拆开",
            "Figures of a table ran together and were split by their size",
        ),
        IssueCode::MetaMissing => (
            "文件信息缺失或受损",
            "Title, date or number is missing or damaged",
        ),
        IssueCode::NoStructure => ("没有找到章节或任务", "No chapters or tasks found"),
        IssueCode::Repeated => ("同一段文字出现两次", "A passage stands twice"),
        IssueCode::UnreadableBytes => (
            "有无法识别的字节，已用 � 标出",
            "Unreadable bytes, marked with �",
        ),
        IssueCode::ExtensionDiffers => (
            "文件扩展名与内容不符，已按内容读取",
            "Extension and content differ; read by content",
        ),
        IssueCode::RevisionsAccepted => (
            "含修订：按“接受全部修订”读取",
            "Revisions were read as accepted",
        ),
        IssueCode::EntitiesIgnored => ("文档含外部实体，已忽略", "External entities were ignored"),
        IssueCode::ExternalLinks => (
            "文档引用了外部地址，未访问",
            "External links were not opened",
        ),
        IssueCode::PartsLeftOut => (
            "含宏或嵌入对象，只读取文字",
            "Macros and embedded objects were left out",
        ),
        IssueCode::PagesWithoutText => (
            "有的页是图片，没有文字，未读取；请先做文字识别（OCR）。页码",
            "Pages that are pictures without text were not read; run text recognition (OCR) first. Pages",
        ),
        IssueCode::PagesGarbled => (
            "有的页可能是乱码，请对照原件。页码",
            "Pages may be garbled; compare them with the original. Pages",
        ),
        IssueCode::NumbersApproximate => (
            "自动编号按 1.、2. 读出，可能与所见不同；装有 LibreOffice 或另存为 DOCX 可读出原编号",
            "Automatic numbers were counted as 1., 2. and may be shown otherwise; with LibreOffice, or saved as DOCX, they are read as shown",
        ),
        IssueCode::PageLinesLeftOut => (
            "页眉、页脚和页码未计入正文（行数）",
            "Running heads, feet and page numbers were left out (lines)",
        ),
        IssueCode::BaseAmongPlans => (
            "基准也在被比较的规划之中，已略去",
            "The base was also among the plans and was left out",
        ),
        IssueCode::NoTasks => (
            "规划中没有任务，无可比较",
            "The plan has no tasks; there is nothing to compare",
        ),
        IssueCode::MostlyCopied => (
            "九成以上与基准逐字相同（照搬）",
            "More than nine tenths are copied from the base word for word",
        ),
        IssueCode::ParentMissing => (
            "上位规划不在资料库中，请导入它并以它为基准；现按同级规划比较",
            "The parent plan is not in the library: import it and take it as the base; \
             compared as a sister for now",
        ),
        IssueCode::ParentNotBase => (
            "上位规划已在资料库中，请以它为基准；现按同级规划比较",
            "The parent plan is in the library: take it as the base; compared as a sister for now",
        ),
        IssueCode::DuplicateName => (
            "有同名文件，编号已加后缀",
            "Another file has the same name; the id got a suffix",
        ),
    };
    if let Some((count, lines)) = issue.detail.split_once(UNREADABLE) {
        let listed = lines.replace(", ", "、");
        return Text::new(
            format!("有 {count} 处无法识别的字节（第 {listed} 行），已用 � 标出。"),
            format!("{count} unreadable bytes (line {lines}), marked with �."),
        );
    }
    if issue.code == IssueCode::MetaMissing {
        return Text::new(
            format!("{zh}：{}", issue.detail),
            format!("{en}: {}", field_en(&issue.detail)),
        );
    }
    if issue.detail.is_empty() {
        return Text::new(format!("{zh}。"), format!("{en}."));
    }
    Text::new(
        format!("{zh}：{}", issue.detail),
        format!("{en}: {}", issue.detail),
    )
}

/// What is missing, in English.
fn field_en(field: &str) -> &str {
    match field {
        "规划名称" => "title",
        "成文日期" => "date",
        "地区" => "place",
        "发文字号的序号" => "the serial of the document number",
        other => other,
    }
}

/// Parts the number of unreadable bytes from their lines in the detail of a doubt.
const UNREADABLE: &str = " × U+FFFD, ";

/// What the reader of files noted, as a doubt beside the plan's own.
pub fn note_text(note: &ImportNote) -> Issue {
    match note {
        ImportNote::ExtensionDiffers { format, extension } => plain(
            IssueCode::ExtensionDiffers,
            format!(".{extension} → {}", format.name()),
        ),
        ImportNote::RevisionsAccepted => plain(IssueCode::RevisionsAccepted, String::new()),
        ImportNote::EntitiesIgnored => plain(IssueCode::EntitiesIgnored, String::new()),
        ImportNote::ExternalLinks { count } => plain(IssueCode::ExternalLinks, count.to_string()),
        ImportNote::PartsLeftOut { parts } => plain(IssueCode::PartsLeftOut, parts.join(", ")),
        ImportNote::PagesWithoutText { pages } => warning(IssueCode::PagesWithoutText, pages),
        ImportNote::PagesGarbled { pages } => warning(IssueCode::PagesGarbled, pages),
        ImportNote::NumbersApproximate => Issue {
            severity: IssueSeverity::Warning,
            ..plain(IssueCode::NumbersApproximate, String::new())
        },
        ImportNote::PageLinesLeftOut { count } => {
            plain(IssueCode::PageLinesLeftOut, count.to_string())
        }
        ImportNote::UnreadableBytes { count, lines } => {
            let first = lines.first().copied().unwrap_or(1);
            let shown: Vec<String> = lines.iter().take(8).map(ToString::to_string).collect();
            let more = if lines.len() > 8 { "…" } else { "" };
            Issue {
                code: IssueCode::UnreadableBytes,
                severity: IssueSeverity::Warning,
                lines: Some(LineRange::new(first, first)),
                detail: format!("{count}{UNREADABLE}{}{more}", shown.join(", ")),
            }
        }
    }
}

fn warning(code: IssueCode, pages: &[u32]) -> Issue {
    let shown: Vec<String> = pages.iter().take(12).map(ToString::to_string).collect();
    let more = if pages.len() > 12 { "…" } else { "" };
    Issue {
        severity: IssueSeverity::Warning,
        ..plain(code, shown.join(", ") + more)
    }
}

fn plain(code: IssueCode, detail: String) -> Issue {
    Issue {
        code,
        severity: IssueSeverity::Note,
        lines: None,
        detail,
    }
}
