//! Prints how long the workbench takes for what a person presses in the window, over a library,
//! and how much it hands to the page.
//!
//! ```text
//! cargo run --release -p duizhao-workbench --example desk_time -- LIBRARY COUNT
//! ```

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest};
use duizhao_workbench::api::review::ReviewRequest;
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, Workbench};
use serde::Serialize;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [library, count] = args.as_slice() else {
        return Err("usage: desk_time LIBRARY COUNT".into());
    };
    let workbench = Workbench::open(Path::new(library))?;
    workbench.segmenter();
    let known = workbench.plans()?.plans.into_iter();
    let plans: Vec<String> = known.take(count.parse()?).map(|plan| plan.id).collect();
    // The last one is there already.
    for base in [0, 1, 2, 0] {
        let selection = Selection {
            plans: plans.clone(),
            base: plans.get(base).cloned(),
        };
        views(&workbench, &selection, &format!("base {base}"))?;
    }
    Ok(())
}

/// Opens every view of `selection` once.
fn views(workbench: &Workbench, selection: &Selection, base: &str) -> Fallible<()> {
    let matrix = |filter: &str| {
        let request = MatrixRequest {
            filter: filter.to_owned(),
            ..MatrixRequest::default()
        };
        workbench.matrix(selection, &request, &Control::none())
    };
    let (shown, first) = timed(|| matrix("all"))?;
    print(base, "matrix", &[first])?;
    for filter in ["gaps", "weaker"] {
        print(base, filter, &[timed(|| matrix(filter))?.1])?;
    }
    let mut rows = Vec::new();
    for line in &shown.lines.rows {
        if let MatrixLine::Row { row, .. } = line {
            rows.push(timed(|| workbench.synopsis(selection, &row.id))?.1);
        }
    }
    print(base, "synopsis", &rows)?;
    let targets = timed(|| workbench.targets(selection, 0))?.1;
    print(base, "targets", &[targets])?;
    let duties = timed(|| workbench.responsibilities(selection, 0))?.1;
    print(base, "responsibilities", &[duties])?;
    let request = ReviewRequest::default();
    let review = timed(|| workbench.review(selection, &request))?.1;
    print(base, "review", &[review])
}

/// An answer, with the milliseconds it took and its size in KB.
fn timed<T: Serialize, E: std::error::Error + 'static>(
    ask: impl FnOnce() -> Result<T, E>,
) -> Fallible<(T, (f64, usize))> {
    let start = Instant::now();
    let answer = ask()?;
    let took = start.elapsed().as_secs_f64() * 1e3;
    let size = serde_json::to_string(&answer)?.len() / 1024;
    Ok((answer, (took, size)))
}

/// The one in the middle, and the slowest.
fn print(base: &str, what: &str, times: &[(f64, usize)]) -> Fallible<()> {
    let mut sorted = times.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    if let (Some(middle), Some(most)) = (sorted.get(sorted.len() / 2), sorted.last()) {
        let mut out = std::io::stdout().lock();
        writeln!(
            out,
            "{base}, {what}: {:.1} ms, {} KB; slowest of {}: {:.1} ms",
            middle.0,
            middle.1,
            sorted.len(),
            most.0
        )?;
    }
    Ok(())
}
