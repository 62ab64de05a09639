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
        IssueCode::DepartmentsSplit => (
            "部门名称连写，已按词表拆开",
            "Department names ran together and were split",
        ),
        IssueCode::DepartmentUnknown => ("未识别的部门名称", "Unknown department name"),
        IssueCode::TableRowUnread => ("表格中有一行未能读出", "A table row could not be read"),
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
    if issue.detail.is_empty() {
        return Text::new(format!("{zh}。"), format!("{en}."));
    }
    Text::new(
        format!("{zh}：{}", issue.detail),
        format!("{en}: {}", issue.detail),
    )
}

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
        ImportNote::UnreadableBytes { count, lines } => {
            let first = lines.first().copied().unwrap_or(1);
            let shown: Vec<String> = lines.iter().take(8).map(ToString::to_string).collect();
            let more = if lines.len() > 8 { "…" } else { "" };
            Issue {
                code: IssueCode::UnreadableBytes,
                severity: IssueSeverity::Warning,
                lines: Some(LineRange::new(first, first)),
                detail: format!("{count} × U+FFFD, {}{more}", shown.join(", ")),
            }
        }
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
