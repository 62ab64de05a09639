//! Prints how long reading takes: each bundled plan imported (parsed, searchable, committed), a text of
//! 20 MiB, and twice a text against once.
//!
//! ```text
//! cargo run --release -p duizhao-workbench --example reading_time [-- FILE.txt …]
//! ```

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench, now};

/// Imports whose median counts.
const RUNS: usize = 9;
/// The largest text that import takes, but for a little.
const LARGEST: usize = 20 * 1024 * 1024 - 4096;
/// Short headings of the text that is doubled.
const HEADINGS: usize = 40_000;
/// How often all plans stand on the one line.
const LINES: usize = 10;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let files: Vec<PathBuf> = match std::env::args_os().skip(1).map(PathBuf::from).collect() {
        files if !Vec::is_empty(&files) => files,
        _ => bundled()?,
    };
    let texts: Vec<String> = files
        .iter()
        .map(std::fs::read_to_string)
        .collect::<Result<_, _>>()?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "import of one text plan, parsed, searchable, committed, {RUNS} runs (aim 8 ms, limit 25 ms):"
    )?;
    for (file, text) in files.iter().zip(&texts) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let (median, best) = import_time(text)?;
        writeln!(out, "  {name}: median {median:.1} ms, best {best:.1} ms")?;
    }
    let all = texts.join("\n");
    let large = all.repeat(LARGEST / all.len().max(1));
    writeln!(
        out,
        "import of {:.1} MiB: {:.2} s (limit 5 s)",
        large.len() as f64 / (1024.0 * 1024.0),
        imported(&large)?.as_secs_f64(),
    )?;
    let line: String = all.lines().map(str::trim).collect();
    let pairs = [
        ("headings", headings(HEADINGS), headings(HEADINGS * 2)),
        (
            "plans on one line",
            line.repeat(LINES),
            line.repeat(LINES * 2),
        ),
    ];
    for (what, half, whole) in pairs {
        let once = imported(&half)?.as_secs_f64();
        let twice = imported(&whole)?.as_secs_f64();
        writeln!(
            out,
            "{what}, {:.1} MiB: {once:.3} s, twice as many {twice:.3} s: ratio {:.2} (limit 2.5)",
            half.len() as f64 / (1024.0 * 1024.0),
            twice / once,
        )?;
    }
    Ok(())
}

/// The plans that come with the repository, run from its root.
fn bundled() -> Fallible<Vec<PathBuf>> {
    let entries = std::fs::read_dir("seeds")?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    Ok(files)
}

/// Median and best time to import a plan, in milliseconds, each time with other words at its end.
fn import_time(text: &str) -> Fallible<(f64, f64)> {
    let mut runs: Vec<Duration> = (0..RUNS)
        .map(|run| imported(&format!("{text}\n第{run}次。")))
        .collect::<Fallible<_>>()?;
    runs.sort_unstable();
    Ok((
        runs[RUNS / 2].as_secs_f64() * 1e3,
        runs[0].as_secs_f64() * 1e3,
    ))
}

/// The time to import `text` into a library that holds another plan already.
fn imported(text: &str) -> Fallible<Duration> {
    let home = tempfile::tempdir()?;
    let workbench = Workbench::open(&home.path().join("library.db"))?;
    let put = |name: &str, text: &str| {
        let source = ImportSource::Bytes {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        workbench.import(&[source], &ReadOptions::default(), &now(), &Control::none())
    };
    put(
        "first.txt",
        "一、总体要求\n（一）指导思想。坚持以人民为中心。\n",
    )?;
    let start = Instant::now();
    let outcomes = put("plan.txt", text)?;
    let took = start.elapsed();
    for outcome in outcomes {
        outcome.result?;
    }
    Ok(took)
}

/// A plan of nothing but short headings.
fn headings(count: usize) -> String {
    let tasks = (0..count).map(|at| format!("{}.加强第{at}项工作\n", at % 90 + 1));
    let head = "某市残疾人事业发展规划\n为推进工作，制定本规划。\n一、重点任务\n（一）加强保障\n";
    std::iter::once(head.to_owned()).chain(tasks).collect()
}
