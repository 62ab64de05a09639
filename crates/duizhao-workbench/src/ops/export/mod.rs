//! Papers of a comparison: what is shown, as a workbook or as one linked page (审查包).
//!
//! ```text
//! 任务对照 · 覆盖 · 指标 · 责任 · 审查     five tables, the stable row number the same in all
//! ```
//!
//! Numbers and words are those of the window; only their order on paper is decided here.

mod duties;
mod findings;
mod overview;
mod targets;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use duizhao_core::control::Control;
use duizhao_core::present::{self, Row, SentenceLine};
use duizhao_export::{Pack, Source};

use crate::api::review::ReviewDetail;
use crate::api::view::Selection;
use crate::error::Error;
use crate::messages::plan_note_text;
use crate::ops::session::{self, Session};
use crate::ops::verdicts::Verdicts;
use crate::ops::{align, read, rules};
use crate::reading::ReadOptions;
use crate::views::{parts, review};
use crate::workbench::Workbench;

/// The file formats of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook, a sheet a table.
    Xlsx,
    /// One linked page without script.
    Html,
}

impl Format {
    /// The format of a word, or of a file's extension.
    pub fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "xlsx" => Some(Format::Xlsx),
            "html" | "htm" => Some(Format::Html),
            _ => None,
        }
    }
}

/// What is to be on paper.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The base: a file, or a plan of the library.
    pub base: Option<&'a Path>,
    /// The plans.
    pub files: &'a [PathBuf],
    /// How files are read.
    pub options: &'a ReadOptions,
    /// The paper.
    pub format: Format,
}

/// A comparison with what is needed to write it down.
struct Shown<'a> {
    workbench: &'a Workbench,
    session: &'a Session,
    /// The rows that are wanted, with their sentences.
    rows: Vec<(&'a Row, Vec<SentenceLine>)>,
    /// Findings of those rows, most severe first.
    findings: Vec<ReviewDetail>,
    /// Number of each row by its id.
    numbers: BTreeMap<&'a str, u32>,
}

/// The paper of a selection; `rows` are the ids of the rows that are shown, all where none.
pub(crate) fn of_selection(
    workbench: &Workbench,
    selection: &Selection,
    rows: Option<&[String]>,
    format: Format,
    control: &Control<'_>,
) -> Result<Vec<u8>, Error> {
    let session = session::of(workbench, selection, control)?;
    let verdicts = Verdicts::of(workbench)?;
    paper(workbench, &session, rows, &verdicts, format)
}

/// The paper of files and plans of the library.
pub(crate) fn of_files(
    workbench: &Workbench,
    request: &Request<'_>,
    control: &Control<'_>,
) -> Result<Vec<u8>, Error> {
    let mut files: Vec<PathBuf> = request.base.into_iter().map(Path::to_owned).collect();
    let others = request.files.iter();
    files.extend(
        others
            .filter(|file| Some(file.as_path()) != request.base)
            .cloned(),
    );
    let set = read::set(workbench, &files, request.options)?;
    let base = request.base.map(|_| set.ids[0].clone());
    let in_force = align::decided(workbench, &set)?;
    let verdicts = if set.from_library {
        Verdicts::of(workbench)?
    } else {
        Verdicts::none()
    };
    let rules = rules::for_run(workbench, None, set.from_library)?;
    let session = session::among(workbench, set.corpus, base, in_force, rules, control)?;
    paper(workbench, &session, None, &verdicts, request.format)
}

/// Writes a paper beside its place first, so that a full disk leaves no half file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refused = |source: std::io::Error| Error::NotWritten {
        file: path.display().to_string(),
        source,
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // Half a file is worth nothing; that it could not be removed either adds nothing.
        let _ = std::fs::remove_file(&beside);
        refused(error)
    })
}

fn paper(
    workbench: &Workbench,
    session: &Session,
    rows: Option<&[String]>,
    verdicts: &Verdicts,
    format: Format,
) -> Result<Vec<u8>, Error> {
    let wanted: Option<BTreeSet<&str>> = rows.map(|ids| ids.iter().map(String::as_str).collect());
    let is_wanted = |id: &str| wanted.as_ref().is_none_or(|ids| ids.contains(id));
    let selected = session.selected(workbench);
    let segmenter = workbench.segmenter();
    let spelt = |row: &Row| present::spell_out(&selected, row, segmenter);
    let chosen = session.table.rows.iter().filter(|row| is_wanted(&row.id));
    let mut findings = review::ledger(session, verdicts);
    findings.retain(|found| wanted.is_none() || found.item.row.as_deref().is_some_and(is_wanted));
    let shown = Shown {
        workbench,
        session,
        rows: chosen.map(|row| (row, spelt(row))).collect(),
        findings,
        numbers: session
            .table
            .rows
            .iter()
            .map(|row| (row.id.as_str(), row.number))
            .collect(),
    };
    let pack = pack(&shown, format);
    match format {
        Format::Html => Ok(duizhao_export::page(&pack).into_bytes()),
        Format::Xlsx => Ok(duizhao_export::workbook(&pack)?),
    }
}

fn pack(shown: &Shown<'_>, format: Format) -> Pack {
    let mut tables = vec![
        overview::plans(shown),
        overview::coverage(shown),
        targets::table(shown),
        duties::table(shown),
        findings::table(shown),
    ];
    if format == Format::Xlsx {
        tables.insert(0, tasks::table(shown));
    }
    tables.retain(|table| !table.rows.is_empty());
    let page = format == Format::Html;
    Pack {
        title: title(shown.session),
        notes: notes(shown),
        tables,
        tasks: if page {
            tasks::sections(shown)
        } else {
            Vec::new()
        },
        sources: if page {
            sources(shown.session)
        } else {
            Vec::new()
        },
    }
}

fn title(session: &Session) -> String {
    match (&session.base, session.table.columns.as_slice()) {
        (Some(_), [_, only]) => format!("{}规划对照表", parts::name(session, &only.plan)),
        (Some(base), others) => format!(
            "{}与{}份规划对照表",
            parts::name(session, base),
            others.len() - 1
        ),
        (None, all) => format!("{}份规划对照表", all.len()),
    }
}

fn notes(shown: &Shown<'_>) -> Vec<String> {
    let columns = &shown.session.table.columns;
    let mut notes: Vec<String> = columns
        .iter()
        .map(|column| {
            let role = if column.is_base { "基准" } else { "对照" };
            let said = column.notes.iter().map(|note| plan_note_text(*note).zh);
            let said = said.collect::<Vec<_>>().join("，");
            let name = parts::name(shown.session, &column.plan);
            let said = if said.is_empty() {
                said
            } else {
                format!("（{said}）")
            };
            format!("{role}：{name}《{}》{said}", column.title)
        })
        .collect();
    let all = shown.session.table.rows.len();
    if shown.rows.len() < all {
        notes.push(format!("只列出所选的{}项，共{all}项。", shown.rows.len()));
    }
    notes.push("标记：加粗加下划线为新增或改动，删除线为基准有而本规划没有，双（点）下划线为移位；只差标点、序号、格式和地名层级的不标。".to_owned());
    notes.push("引文逐字照录；出处的行号为导入文本的行号。".to_owned());
    notes
}

fn sources(session: &Session) -> Vec<Source> {
    (0..session.table.columns.len())
        .map(|at| {
            let plan = session.plan(at);
            let text = &plan.text;
            Source {
                number: at,
                title: session.table.columns[at].title.clone(),
                file: parts::name(session, &plan.id),
                lines: (1..=text.line_count())
                    .map(|line| text.source_line(line).to_owned())
                    .collect(),
            }
        })
        .collect()
}

/// The anchor of a row of the table.
fn row_anchor(number: u32) -> String {
    format!("r{number}")
}

/// The anchor of a source line of column `at`.
fn line_anchor(at: usize, line: u32) -> String {
    format!("p{at}-{line}")
}
