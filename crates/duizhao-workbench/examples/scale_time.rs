//! Prints how long alignment takes at scale: loading the words, fifty plans grouped, again after
//! a correction, and one new plan against a library of all plans of a folder.
//!
//! ```text
//! cargo run --release -p duizhao-workbench --example scale_time -- FOLDER LIBRARY
//! ```
//!
//! The library is made where it is not there yet, which takes a while.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duizhao_workbench::api::correct::{MatchInput, UnitAt};
use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest};
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench, files_in, now};

/// How often what is quick is done; the median counts.
const RUNS: usize = 9;
/// Plans that are grouped, and plans of an ordinary selection.
const MANY: usize = 50;
const FEW: usize = 5;
/// Nearest plans that a new one is aligned with.
const NEAREST: usize = 3;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, library] = args.as_slice() else {
        return Err("usage: scale_time FOLDER LIBRARY".into());
    };
    let mut out = std::io::stdout().lock();
    let words = timed(|| {
        Workbench::new(None).segmenter();
        Ok(())
    })?;
    writeln!(out, "words loaded: {} (line 100 ms)", shown(words))?;
    if !library.exists() {
        let start = Instant::now();
        let made = Workbench::open(library)?;
        let source = ImportSource::Path(folder.clone());
        made.import(&[source], &ReadOptions::default(), &now(), &Control::none())?;
        writeln!(out, "library made: {}", shown(start.elapsed()))?;
    }
    let plans: Vec<String> = Workbench::open(library)?
        .plans()?
        .plans
        .into_iter()
        .map(|plan| plan.id)
        .collect();
    let many: Vec<PathBuf> = plans.iter().take(MANY).map(PathBuf::from).collect();
    for (selected, line) in [(MANY, "2 s"), (FEW, "–")] {
        let selected = selected.min(many.len());
        let took = grouped(library, &many[..selected])?;
        writeln!(
            out,
            "{selected} plans read and grouped: {} (line {line})",
            shown(took)
        )?;
    }
    for selected in [FEW, MANY] {
        let selected = selected.min(plans.len());
        let took = corrected(library, &plans[..selected])?;
        writeln!(
            out,
            "{selected} plans again after a correction: {} (line 200 ms)",
            shown(took)
        )?;
    }
    let files = files_in(folder).into_iter();
    let mut texts =
        files.filter(|file| file.extension().is_some_and(|extension| extension == "txt"));
    let new = texts.next_back().ok_or("the folder holds no plan")?;
    let workbench = Workbench::open(library)?;
    workbench.segmenter();
    let took = timed(|| {
        let options = ReadOptions::default();
        workbench.near(&new, &options, NEAREST, &Control::none())?;
        Ok(())
    })?;
    writeln!(
        out,
        "one plan against {}, aligned with the nearest {NEAREST}: {} (line 150 ms)",
        plans.len(),
        shown(took)
    )?;
    Ok(())
}

/// The time to read and group plans that nothing is known of yet.
fn grouped(library: &Path, plans: &[PathBuf]) -> Fallible<Duration> {
    let workbench = Workbench::open(library)?;
    workbench.segmenter();
    let start = Instant::now();
    let (options, control) = (ReadOptions::default(), Control::none());
    workbench.align(
        plans,
        &options,
        false,
        duizhao_workbench::Lang::Zh,
        &control,
    )?;
    Ok(start.elapsed())
}

/// The time to show plans again after a match was forbidden or taken back in turn.
fn corrected(library: &Path, plans: &[String]) -> Fallible<Duration> {
    let home = tempfile::tempdir()?;
    let copy = home.path().join("library.db");
    std::fs::copy(library, &copy)?;
    let workbench = Workbench::open(&copy)?;
    let selection = Selection {
        plans: plans.to_vec(),
        base: None,
    };
    let request = MatrixRequest {
        filter: "all".to_owned(),
        ..MatrixRequest::default()
    };
    let shown = workbench.matrix(&selection, &request, &Control::none())?;
    let mut rows = shown.lines.rows.iter().filter_map(|line| match line {
        MatrixLine::Row { row, .. } => Some(row),
        MatrixLine::Section { .. } => None,
    });
    let together = rows.find_map(|row| {
        let cells = shown.columns.iter().zip(&row.cells);
        let units = cells.filter_map(|(column, cell)| {
            let path = cell.units.first()?.path.clone();
            Some(UnitAt {
                plan: column.plan.clone(),
                path,
            })
        });
        let units: Vec<UnitAt> = units.take(2).collect();
        <[UnitAt; 2]>::try_from(units).ok()
    });
    let [a, b] = together.ok_or("no two tasks belong together")?;
    let mut times = 0;
    timed(|| {
        times += 1;
        let input = if times % 2 == 1 {
            MatchInput::Forbid {
                a: a.clone(),
                b: b.clone(),
            }
        } else {
            MatchInput::Release {
                units: vec![a.clone(), b.clone()],
            }
        };
        workbench.correct_match(plans, &input, &now())?;
        workbench.matrix(&selection, &request, &Control::none())?;
        Ok(())
    })
}

/// The median of [`RUNS`].
fn timed(mut run: impl FnMut() -> Fallible<()>) -> Fallible<Duration> {
    let mut took = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        run()?;
        took.push(start.elapsed());
    }
    took.sort_unstable();
    Ok(took[RUNS / 2])
}

fn shown(took: Duration) -> String {
    format!("{:.0} ms", took.as_secs_f64() * 1e3)
}
