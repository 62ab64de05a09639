//! `duizhao export --base FILE FILE… --out PATH`: the comparison as a workbook or a page.

use std::path::{Path, PathBuf};

use duizhao_workbench::api::contract::ExportDocument;
use duizhao_workbench::{Control, Error, ExportFormat, ExportRequest, ReadOptions, Workbench};

use crate::commands::DONE;
use crate::output::Output;

/// What is to be written where.
pub(crate) struct Request<'a> {
    pub(crate) base: Option<&'a Path>,
    pub(crate) files: &'a [PathBuf],
    pub(crate) out: &'a Path,
}

/// Writes the paper and says where.
pub(crate) fn run(
    workbench: &Workbench,
    request: &Request<'_>,
    options: &ReadOptions,
    output: &Output,
) -> Result<u8, Error> {
    let extension = request
        .out
        .extension()
        .unwrap_or_default()
        .to_string_lossy();
    let format = ExportFormat::of(&extension).ok_or_else(|| Error::UnknownFormat {
        format: extension.into_owned(),
    })?;
    let wanted = ExportRequest {
        base: request.base,
        files: request.files,
        options,
        format,
    };
    workbench.export_files(&wanted, request.out, &Control::none())?;
    let document = ExportDocument::new(request.out);
    output.print(&document, |document| {
        format!("{}{}", output.word("已写入 ", "Wrote "), document.path)
    });
    Ok(DONE)
}
