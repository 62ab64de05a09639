//! Windows of long lists: no call hands over more than [`MOST_ROWS`] rows, however many there are.
//!
//! ```text
//! 总览 of 30 plans: 2,400 lines → from 400, 200 lines, 2,400 in all
//! ```

use serde::Serialize;
use ts_rs::TS;

/// Rows of one answer at most.
pub const MOST_ROWS: u32 = 200;

/// Lines of a window of the coverage: two screens of a large window. A line holds a cell for every
/// plan, so that [`MOST_ROWS`] of them would be megabytes. `ui/src/state/matrix.svelte.ts` asks by
/// the same number.
pub const MATRIX_ROWS: u32 = 64;

/// A window of a list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Page<T> {
    /// The first row of the window, from 0.
    pub from: u32,
    /// Rows of the whole list.
    pub total: u32,
    /// At most 200 of them.
    pub rows: Vec<T>,
}

impl<T> Page<T> {
    /// The window of `all` from `from` on, not longer than `count`; only its rows are made.
    pub(crate) fn cut<I>(all: &[I], from: u32, count: u32, make: impl FnMut(&I) -> T) -> Self {
        let from = from.min(all.len() as u32);
        let rows = all[from as usize..]
            .iter()
            .take(count.min(MOST_ROWS) as usize);
        Page {
            from,
            total: all.len() as u32,
            rows: rows.map(make).collect(),
        }
    }
}

/// A window over several lists one after the other.
#[derive(Debug)]
pub(crate) struct Cutter {
    skip: usize,
    left: usize,
}

impl Cutter {
    /// The window from row `from` on.
    pub(crate) fn at(from: u32) -> Self {
        Cutter {
            skip: from as usize,
            left: MOST_ROWS as usize,
        }
    }

    /// Leaves of the next list what lies in the window.
    pub(crate) fn cut<T>(&mut self, rows: &mut Vec<T>) {
        let from = self.skip.min(rows.len());
        self.skip -= from;
        rows.drain(..from);
        rows.truncate(self.left);
        self.left -= rows.len();
    }
}

/// The start of the window that holds row `at`, in a list of windows of `rows` rows.
pub(crate) fn window_of(at: u32, rows: u32) -> u32 {
    at - at % rows
}
