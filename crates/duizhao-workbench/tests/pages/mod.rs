//! Whole lists, gathered window by window; none is longer than 200 rows.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest, MatrixRow, MatrixView};
use duizhao_workbench::api::page::{MOST_ROWS, Page};
use duizhao_workbench::api::review::{ReviewItem, ReviewLine, ReviewRequest};
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, Workbench};

/// All rows of a list.
pub(crate) fn whole<T>(mut window: impl FnMut(u32) -> Page<T>) -> Vec<T> {
    let mut rows = Vec::new();
    loop {
        let page = window(rows.len() as u32);
        assert!(page.rows.len() as u32 <= MOST_ROWS, "{}", page.rows.len());
        assert_eq!(page.from as usize, rows.len());
        if page.rows.is_empty() {
            assert_eq!(page.total as usize, rows.len());
            return rows;
        }
        rows.extend(page.rows);
    }
}

/// The first window of the matrix, every row of which is wanted.
pub(crate) fn matrix(workbench: &Workbench, selection: &Selection) -> MatrixView {
    let request = MatrixRequest::default();
    workbench
        .matrix(selection, &request, &Control::none())
        .unwrap()
}

/// The rows that a filter of the matrix leaves.
pub(crate) fn rows_of(
    workbench: &Workbench,
    selection: &Selection,
    filter: &str,
) -> Vec<MatrixRow> {
    let lines = whole(|from| {
        let request = MatrixRequest {
            filter: filter.to_owned(),
            from,
            ..MatrixRequest::default()
        };
        let view = workbench.matrix(selection, &request, &Control::none());
        view.unwrap().lines
    });
    let rows = lines.into_iter().filter_map(|line| match line {
        MatrixLine::Row { row, .. } => Some(row),
        MatrixLine::Section { .. } => None,
    });
    rows.collect()
}

/// All rows of the matrix.
pub(crate) fn rows(workbench: &Workbench, selection: &Selection) -> Vec<MatrixRow> {
    rows_of(workbench, selection, "all")
}

/// The whole queue.
pub(crate) fn queue(workbench: &Workbench, selection: &Selection) -> Vec<ReviewItem> {
    let lines = whole(|from| {
        let request = ReviewRequest {
            from,
            ..ReviewRequest::default()
        };
        workbench.review(selection, &request).unwrap().lines
    });
    let items = lines.into_iter().filter_map(|line| match line {
        ReviewLine::Item { item, .. } => Some(*item),
        ReviewLine::Severity { .. } => None,
    });
    items.collect()
}
