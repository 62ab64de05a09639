//! 任务对照: a row a task, a column a plan; on the page a grid a task.

use duizhao_core::present::{Facts, NamedDepartment, SentenceLine, SentencePart};
use duizhao_export::{Cell, Head, Piece, Row, Section, Table, Task};

use super::{Shown, line_anchor, row_anchor};
use crate::cite::cite;
use crate::messages::absence_text;
use crate::views::parts;

/// Words for a cell that says nothing.
const SILENT: &str = "—（未涉及）";

/// The table of the workbook.
pub(super) fn table(shown: &Shown<'_>) -> Table {
    let columns = &shown.session.table.columns;
    let mut heads = vec![head("序号", 6), head("章节", 16), head("任务事项", 18)];
    for column in columns {
        let role = if column.is_base { "（基准）" } else { "" };
        heads.push(head(
            &format!("{}表述{role}", parts::name(shown.session, &column.plan)),
            42,
        ));
    }
    heads.extend([
        head("差异要点", 26),
        head("建议表述", 30),
        head("备注（出处）", 24),
    ]);
    heads.push(Head {
        hidden: true,
        ..head("编号", 12)
    });
    Table {
        name: "任务对照".to_owned(),
        on_page: false,
        heads,
        rows: shown.rows.iter().map(|row| self::row(shown, row)).collect(),
    }
}

fn head(title: &str, width: u16) -> Head {
    Head {
        title: title.to_owned(),
        width,
        hidden: false,
    }
}

fn row(
    shown: &Shown<'_>,
    (row, sentences): &(&duizhao_core::present::Row, Vec<SentenceLine>),
) -> Row {
    let trail: Vec<&str> = row
        .section
        .iter()
        .map(|(_, title)| title.as_str())
        .collect();
    let mut cells = vec![
        Cell::number(row.number),
        Cell::text(trail.join(" ")),
        Cell::text(&row.topic),
    ];
    for at in 0..row.cells.len() {
        cells.push(words(at, row, sentences));
    }
    let found = shown
        .findings
        .iter()
        .filter(|f| f.item.row.as_deref() == Some(&row.id));
    let (mut points, mut wording) = (Vec::new(), Vec::new());
    for finding in found {
        let name = &finding.side.name;
        points.push(format!(
            "{name}：{}，{}",
            finding.item.flag.word, finding.reason.zh
        ));
        if finding.item.verdict.as_deref() == Some("must_change") {
            wording.push(format!("{name}：{}", finding.suggestion));
        }
    }
    cells.push(Cell::text(points.join("\n")));
    cells.push(Cell::text(wording.join("\n")));
    cells.push(Cell::text(places(shown, row).join("\n")));
    cells.push(Cell::text(&row.id));
    Row { cells }
}

/// What a plan says in a row, sentence by sentence.
fn words(at: usize, row: &duizhao_core::present::Row, sentences: &[SentenceLine]) -> Cell {
    if row.cells[at].units.is_empty() {
        let why = row.cells[at].absence.as_ref().map(absence_text);
        return Cell::text(why.map_or_else(|| SILENT.to_owned(), |why| why.zh));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for part in sentences.iter().filter_map(|line| line.cells.get(at)) {
        if part.runs.is_empty() {
            continue;
        }
        if !pieces.is_empty() {
            pieces.push(Piece::plain("\n"));
        }
        pieces.extend(part.runs.iter().map(Piece::from));
    }
    Cell::of(pieces)
}

fn places(shown: &Shown<'_>, row: &duizhao_core::present::Row) -> Vec<String> {
    let cells = shown.session.table.columns.iter().zip(&row.cells);
    cells
        .filter_map(|(column, cell)| {
            let unit = cell.units.first()?;
            let name = parts::name(shown.session, &column.plan);
            let (first, last) = (unit.lines.first, unit.lines.last);
            Some(format!(
                "{name} {} 第{first}–{last}行",
                cite(unit.path.as_str())
            ))
        })
        .collect()
}

/// Every task spelt out, by chapter and section.
pub(super) fn sections(shown: &Shown<'_>) -> Vec<Section> {
    let facts = shown.session.facts(shown.workbench);
    let mut sections: Vec<Section> = Vec::new();
    for (row, sentences) in &shown.rows {
        let trail: Vec<&str> = row
            .section
            .iter()
            .map(|(_, title)| title.as_str())
            .collect();
        let title = trail.join(" › ");
        if sections.last().is_none_or(|section| section.title != title) {
            sections.push(Section {
                title,
                tasks: Vec::new(),
            });
        }
        let own = facts
            .get(row.number as usize - 1)
            .map_or(&[][..], Vec::as_slice);
        let section = sections.last_mut().expect("one was just added");
        section.tasks.push(task(shown, row, sentences, own));
    }
    sections
}

fn task(
    shown: &Shown<'_>,
    row: &duizhao_core::present::Row,
    sentences: &[SentenceLine],
    facts: &[Facts],
) -> Task {
    let columns = &shown.session.table.columns;
    let mut heads = vec![head("", 4)];
    heads.extend(columns.iter().zip(&row.cells).map(|(column, cell)| {
        let place = cell
            .units
            .first()
            .map_or_else(String::new, |unit| cite(unit.path.as_str()));
        head(
            &format!("{} {place}", parts::name(shown.session, &column.plan)),
            40,
        )
    }));
    let mut rows: Vec<Row> = sentences.iter().map(sentence).collect();
    let line = |word: &str, say: &dyn Fn(&Facts) -> String| {
        let said: Vec<String> = facts.iter().map(say).collect();
        said.iter().any(|text| !text.is_empty()).then(|| Row {
            cells: std::iter::once(Cell::text(word))
                .chain(said.into_iter().map(Cell::text))
                .collect(),
        })
    };
    rows.extend(line("牵头", &|facts| names(&facts.lead)));
    rows.extend(line("参与", &|facts| names(&facts.participants)));
    rows.extend(line("责任", &|facts| names(&facts.unranked)));
    rows.extend(line("目标", &|facts| {
        let said: Vec<&str> = facts
            .targets
            .iter()
            .map(|target| target.value.as_str())
            .collect();
        said.join("；")
    }));
    let found = shown
        .findings
        .iter()
        .filter(|f| f.item.row.as_deref() == Some(&row.id));
    Task {
        anchor: row_anchor(row.number),
        title: format!("{} {}", row.number, row.topic),
        grid: Table {
            heads,
            rows,
            ..Table::default()
        },
        findings: found
            .map(|found| super::findings::line(shown, found))
            .collect(),
    }
}

/// Departments as the plan names them; those only the base names are left out.
pub(super) fn names(departments: &[NamedDepartment]) -> String {
    let own = departments
        .iter()
        .filter(|d| d.mark != duizhao_core::present::DepartmentMark::Removed);
    own.map(|d| d.name.as_str()).collect::<Vec<_>>().join("、")
}

fn sentence(line: &SentenceLine) -> Row {
    let number = match (line.number, line.added) {
        (_, true) => "＋".to_owned(),
        (0, _) => String::new(),
        (number, _) => number.to_string(),
    };
    let cells = line
        .cells
        .iter()
        .enumerate()
        .map(|(at, part)| said(at, part));
    Row {
        cells: std::iter::once(Cell::text(number)).chain(cells).collect(),
    }
}

fn said(at: usize, part: &SentencePart) -> Cell {
    if part.runs.is_empty() {
        return Cell::text("—");
    }
    let mut pieces: Vec<Piece> = part.runs.iter().map(Piece::from).collect();
    if let Some(lines) = part.lines {
        pieces.push(Piece::plain(" "));
        pieces.push(Piece::link(
            format!("第{}行", lines.first),
            line_anchor(at, lines.first),
        ));
    }
    Cell::of(pieces)
}
