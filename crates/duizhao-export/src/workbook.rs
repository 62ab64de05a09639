//! A workbook: a sheet a table, one row of heads, nothing merged, so that departments can sort.

use duizhao_core::present::Mark;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook,
    Worksheet,
};

use crate::ExportError;
use crate::pack::{Cell, Pack, Piece, Row, Table};

/// A cell holds this many characters in any office program.
const CELL: usize = 32_000;
/// Body size of tables in official papers (五号).
const SIZE: f64 = 10.5;
/// The font that every Chinese office has; it is named, not embedded.
const FONT: &str = "宋体";
/// More columns than this go on A3.
const WIDE: usize = 6;
/// Paper sizes as the format numbers them.
const A4: u8 = 9;
const A3: u8 = 8;

/// Makes the workbook: first the notes, then a sheet a table.
pub fn workbook(pack: &Pack) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    // The time of making is left out, so that the same comparison gives the same file.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&pack.title)
            .set_creation_datetime(&made),
    );
    let looks = Looks::new();
    for table in &pack.tables {
        sheet(book.add_worksheet(), pack, table, &looks)?;
    }
    notes(book.add_worksheet(), pack, &looks)?;
    Ok(book.save_to_buffer()?)
}

/// The formats of a workbook.
struct Looks {
    head: Format,
    body: Format,
    percent: Format,
    same: Format,
    added: Format,
    removed: Format,
    moved: Format,
    title: Format,
}

impl Looks {
    fn new() -> Self {
        let font = || Format::new().set_font_name(FONT).set_font_size(SIZE);
        let cell = || {
            font()
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::Top)
        };
        Looks {
            head: cell().set_bold().set_align(FormatAlign::Center),
            body: cell(),
            percent: cell().set_num_format("0.0%"),
            same: font(),
            added: font().set_bold().set_underline(FormatUnderline::Single),
            removed: font().set_font_strikethrough(),
            moved: font().set_underline(FormatUnderline::Double),
            title: font().set_bold().set_font_size(14),
        }
    }

    fn of(&self, mark: Mark) -> &Format {
        match mark {
            Mark::Same => &self.same,
            Mark::Added => &self.added,
            Mark::Removed => &self.removed,
            Mark::Moved => &self.moved,
        }
    }
}

fn sheet(
    sheet: &mut Worksheet,
    pack: &Pack,
    table: &Table,
    looks: &Looks,
) -> Result<(), ExportError> {
    sheet.set_name(sheet_name(&table.name))?;
    for (at, head) in (0u16..).zip(&table.heads) {
        sheet.set_column_width(at, f64::from(head.width))?;
        sheet.write_string_with_format(0, at, cut(&head.title), &looks.head)?;
        if head.hidden {
            sheet.set_column_hidden(at)?;
        }
    }
    for (at, row) in (1u32..).zip(&table.rows) {
        write_row(sheet, at, row, looks)?;
    }
    let last = (table.heads.len().max(1) - 1) as u16;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, table.rows.len().max(1) as u32, last)?;
    sheet.set_repeat_rows(0, 0)?;
    let shown = table.heads.iter().filter(|head| !head.hidden).count();
    sheet.set_landscape();
    sheet.set_paper_size(if shown > WIDE { A3 } else { A4 });
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_header(format!(
        "&C{}",
        pack.title
            .replace('&', "&&")
            .chars()
            .take(120)
            .collect::<String>()
    ));
    sheet.set_footer("&C– &P –");
    Ok(())
}

fn write_row(sheet: &mut Worksheet, at: u32, row: &Row, looks: &Looks) -> Result<(), ExportError> {
    for (column, cell) in (0u16..).zip(&row.cells) {
        match cell.number {
            Some(number) if cell.percent => {
                sheet.write_number_with_format(at, column, number, &looks.percent)?;
            }
            Some(number) => {
                sheet.write_number_with_format(at, column, number, &looks.body)?;
            }
            None => write_text(sheet, (at, column), cell, looks)?,
        }
    }
    Ok(())
}

/// Text as it is, never as a formula; marked pieces keep their marks.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
) -> Result<(), ExportError> {
    let plain = cell.plain();
    let told: Vec<&Piece> = cell.pieces.iter().filter(|p| !p.text.is_empty()).collect();
    let marked = told.iter().any(|piece| piece.mark != Mark::Same);
    if marked && plain.chars().count() <= CELL {
        let pieces: Vec<(&Format, &str)> = told
            .iter()
            .map(|piece| (looks.of(piece.mark), piece.text.as_str()))
            .collect();
        sheet.write_rich_string_with_format(row, column, &pieces, &looks.body)?;
    } else {
        sheet.write_string_with_format(row, column, cut(&plain), &looks.body)?;
    }
    Ok(())
}

/// At most what a cell holds; the page has all of it.
fn cut(text: &str) -> String {
    if text.chars().count() <= CELL {
        return text.to_owned();
    }
    let start: String = text.chars().take(CELL).collect();
    format!("{start}……（单元格放不下，全文见原文）")
}

/// What the format allows as the name of a sheet.
fn sheet_name(name: &str) -> String {
    name.chars()
        .filter(|sign| !"[]:*?/\\'".contains(*sign))
        .take(31)
        .collect()
}

fn notes(sheet: &mut Worksheet, pack: &Pack, looks: &Looks) -> Result<(), ExportError> {
    sheet.set_name("说明")?;
    sheet.set_column_width(0, 90)?;
    sheet.write_string_with_format(0, 0, cut(&pack.title), &looks.title)?;
    for (at, note) in (1u32..).zip(&pack.notes) {
        sheet.write_string_with_format(at, 0, cut(note), &looks.same)?;
    }
    sheet.set_paper_size(A4);
    Ok(())
}
