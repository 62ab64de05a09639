//! Doubts and notes that stand beside a value (读入提示).

use crate::text::LineRange;

/// How much a doubt weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssueSeverity {
    /// Good to know.
    Note,
    /// Worth a look.
    Doubt,
    /// Likely wrong.
    Warning,
}

/// What a doubt is about. The word of [`IssueCode::as_str`] is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssueCode {
    /// A label the source lost was restored.
    LabelRestored,
    /// A label does not follow the one before it.
    LabelOutOfOrder,
    /// A heading runs into its text and could not be told from it.
    HeadingUnclear,
    /// Department names ran together and were split by the lexicon.
    DepartmentsSplit,
    /// A department name no rule knows.
    DepartmentUnknown,
    /// A table row could not be read.
    TableRowUnread,
    /// Figures of a table ran together and were split by their size.
    FiguresSplit,
    /// Title, date or document number is missing or damaged.
    MetaMissing,
    /// No chapter or task was found.
    NoStructure,
    /// A passage stands twice.
    Repeated,
    /// Unreadable bytes were marked with U+FFFD.
    UnreadableBytes,
    /// The file name promises another format than the content.
    ExtensionDiffers,
    /// Another file of the same name; the id got a suffix.
    DuplicateName,
    /// Revisions of an office document were read as accepted.
    RevisionsAccepted,
    /// Entities of a document's own were passed over.
    EntitiesIgnored,
    /// Addresses outside a document were not followed.
    ExternalLinks,
    /// Macros and embedded objects were left out.
    PartsLeftOut,
    /// Pages of a document have no text layer.
    PagesWithoutText,
    /// Pages of a document hold characters nobody can read.
    PagesGarbled,
    /// Numbers of lists may not be as they are shown.
    NumbersApproximate,
    /// Running heads, feet and page numbers were left out.
    PageLinesLeftOut,
    /// The base was also among the plans to compare.
    BaseAmongPlans,
    /// A plan without tasks: there is nothing to compare.
    NoTasks,
    /// A plan that is copied from its base for more than nine tenths.
    MostlyCopied,
    /// A plan's parent is not in the library.
    ParentMissing,
    /// A plan's parent is in the library, and is no base.
    ParentNotBase,
}

impl IssueCode {
    /// The stable word for scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            IssueCode::LabelRestored => "label_restored",
            IssueCode::LabelOutOfOrder => "label_out_of_order",
            IssueCode::HeadingUnclear => "heading_unclear",
            IssueCode::DepartmentsSplit => "departments_split",
            IssueCode::DepartmentUnknown => "department_unknown",
            IssueCode::TableRowUnread => "table_row_unread",
            IssueCode::FiguresSplit => "figures_split",
            IssueCode::MetaMissing => "meta_missing",
            IssueCode::NoStructure => "no_structure",
            IssueCode::Repeated => "repeated",
            IssueCode::UnreadableBytes => "unreadable_bytes",
            IssueCode::ExtensionDiffers => "extension_differs",
            IssueCode::DuplicateName => "duplicate_name",
            IssueCode::RevisionsAccepted => "revisions_accepted",
            IssueCode::EntitiesIgnored => "entities_ignored",
            IssueCode::ExternalLinks => "external_links",
            IssueCode::PartsLeftOut => "parts_left_out",
            IssueCode::PagesWithoutText => "pages_without_text",
            IssueCode::PagesGarbled => "pages_garbled",
            IssueCode::NumbersApproximate => "numbers_approximate",
            IssueCode::PageLinesLeftOut => "page_lines_left_out",
            IssueCode::BaseAmongPlans => "base_among_plans",
            IssueCode::NoTasks => "no_tasks",
            IssueCode::MostlyCopied => "mostly_copied",
            IssueCode::ParentMissing => "parent_missing",
            IssueCode::ParentNotBase => "parent_not_base",
        }
    }
}

/// One doubt with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What it is about.
    pub code: IssueCode,
    /// How much it weighs.
    pub severity: IssueSeverity,
    /// Source lines.
    pub lines: Option<LineRange>,
    /// What it concerns: a label, a name, a count. Goes into the message.
    pub detail: String,
}
