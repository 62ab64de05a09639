//! Prints how long the workbench takes for what a person presses in the window, over a library.
//!
//! ```text
//! cargo run --release -p duizhao-workbench --example desk_time -- LIBRARY COUNT
//! ```

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest};
use duizhao_workbench::api::review::ReviewRequest;
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, Workbench};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [library, count] = args.as_slice() else {
        return Err("usage: desk_time LIBRARY COUNT".into());
    };
    let count: usize = count.display().to_string().parse()?;
    let mut out = std::io::stdout().lock();
    let workbench = Workbench::open(library)?;
    workbench.segmenter();
    let plans: Vec<String> = workbench
        .plans()?
        .plans
        .into_iter()
        .take(count)
        .map(|plan| plan.id)
        .collect();
    for base in [0, 1, 2, 0] {
        let selection = Selection {
            plans: plans.clone(),
            base: plans.get(base).cloned(),
        };
        let all = MatrixRequest {
            filter: "all".to_owned(),
            ..MatrixRequest::default()
        };
        let mut say = |what: &str, start: Instant, bytes: usize| {
            writeln!(
                out,
                "base {base} {what}: {:.1} ms, {} KB",
                start.elapsed().as_secs_f64() * 1e3,
                bytes / 1024
            )
        };
        let start = Instant::now();
        let shown = workbench.matrix(&selection, &all, &Control::none())?;
        say("matrix first", start, serde_json::to_string(&shown)?.len())?;
        for filter in ["gaps", "weaker"] {
            let start = Instant::now();
            let request = MatrixRequest {
                filter: filter.to_owned(),
                ..MatrixRequest::default()
            };
            let shown = workbench.matrix(&selection, &request, &Control::none())?;
            say(filter, start, serde_json::to_string(&shown)?.len())?;
        }
        let mut times = Vec::new();
        let mut sizes = Vec::new();
        for line in &shown.lines.rows {
            if let MatrixLine::Row { row, .. } = line {
                let start = Instant::now();
                let view = workbench.synopsis(&selection, &row.id)?;
                times.push(start.elapsed().as_secs_f64() * 1e3);
                sizes.push(serde_json::to_string(&view)?.len() / 1024);
            }
        }
        let order: Vec<usize> = {
            let mut o: Vec<usize> = (0..times.len()).collect();
            o.sort_by(|a, b| times[*a].total_cmp(&times[*b]));
            o
        };
        let at = |p: usize| order[(order.len() - 1) * p / 100];
        say(
            &format!(
                "synopsis {} rows: p50 {:.1} p95 {:.1} max {:.1} ms; sizes {} {} {}",
                times.len(),
                times[at(50)],
                times[at(95)],
                times[at(100)],
                sizes[at(50)],
                sizes[at(95)],
                sizes[at(100)]
            ),
            Instant::now(),
            0,
        )?;
        let start = Instant::now();
        let view = workbench.targets(&selection, 0)?;
        say("targets", start, serde_json::to_string(&view)?.len())?;
        let start = Instant::now();
        let view = workbench.responsibilities(&selection, 0)?;
        say(
            "responsibilities",
            start,
            serde_json::to_string(&view)?.len(),
        )?;
        let start = Instant::now();
        let view = workbench.review(&selection, &ReviewRequest::default())?;
        say("review", start, serde_json::to_string(&view)?.len())?;
    }
    Ok(())
}
