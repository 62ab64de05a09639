//! `cargo xtask bench`: whole-process time and memory of `duizhao align` on the five plans, and of
//! `duizhao compare` for one county and for all of a province; how long import and the reading of
//! every format take; fifty plans, a correction, and one plan against a large library.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::cargo::{self, Profile, cargo};
use crate::display::{Xvfb, with_session_bus};
use crate::packages::{self, Purpose};
use crate::step::{Steps, call, program, succeeds};
use crate::ui;

const PROGRAM: &str = "target/release/duizhao";
const RUNS: usize = 9;
const PARENT: &str = "seeds/002_d69efc627f7d24d0.txt";
const COUNTY: &str = "seeds/demo/rencheng-145-demo.txt";
/// Counties of 山东省.
const COUNTIES: usize = 136;

/// What others would use, timed in the same run where it lies beside the repository.
const BASELINE: &str = "../shared/bench/baseline.py";

/// What makes plans for speed, and how many a large library has.
const MADE_PLANS: &str = "../shared/bench/synth_plans.py";
const LIBRARY: usize = 3_200;

/// Builds the command line with optimisation and measures it.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if args.first().is_some_and(|word| word == "window") {
        return window(&args[1..]);
    }
    ensure!(
        args.is_empty(),
        "usage: cargo xtask bench [window [--dev] [start] [answers] [scrolling]]"
    );
    let mut steps = Steps::default();
    steps.run("release build of the command line", || {
        call(cargo().args(["build", "--locked", "--release", "-p", "duizhao-cli"]))
    })?;
    let seeds = seeds()?;
    steps.run(
        &format!("duizhao align, {} plans, {RUNS} runs", seeds.len()),
        || measure(&aligned(&seeds), RUNS),
    )?;
    let pair = [PathBuf::from(PARENT), PathBuf::from(COUNTY)];
    steps.run(
        &format!("duizhao align, a county and its parent (less this, a comparison is what follows it), {RUNS} runs"),
        || measure(&aligned(&pair), RUNS),
    )?;
    steps.run(
        &format!("duizhao compare, a county against its parent, {RUNS} runs"),
        || measure(&against_parent(&[PathBuf::from(COUNTY)]), RUNS),
    )?;
    let counties = counties()?;
    steps.run(
        &format!(
            "duizhao compare, {} counties against one parent",
            counties.len()
        ),
        || measure(&against_parent(&counties), 1),
    )?;
    steps.run(
        "import of each bundled plan, of 20 MiB, of n and 2n headings",
        || {
            let example = ["-p", "duizhao-workbench", "--example", "reading_time", "--"];
            let mut reading = cargo();
            reading.args(["run", "--locked", "--release", "--quiet"]);
            call(reading.args(example).args(&seeds))
        },
    )?;
    at_scale(&mut steps)?;
    steps.run("reading of every format: score and time", || {
        let mut formats = cargo();
        formats.env("DUIZHAO_BIN", std::path::absolute(PROGRAM)?);
        formats.args([
            "test",
            "--locked",
            "--release",
            "--quiet",
            "-p",
            "duizhao-tests",
        ]);
        call(formats.args(["--test", "formats", "--", "--nocapture"]))
    })?;
    let tools = ["jieba", "sklearn", "scipy", "rapidfuzz"].join(", ");
    if !Path::new(BASELINE).exists() {
        println!("   no baseline beside the repository ({BASELINE})");
    } else if succeeds(program("python3").args(["-c", &format!("import {tools}")])) {
        let words: Vec<String> = seeds
            .iter()
            .map(|seed| seed.display().to_string())
            .collect();
        let also = format!("duizhao align={PROGRAM} align --json {}", words.join(" "));
        steps.run("baseline in the same run", || {
            call(program("python3").args([BASELINE, "seeds", "--seeds", "seeds", "--also", &also]))
        })?;
    } else {
        println!(
            "   the baseline needs: pip install jieba scikit-learn scipy rapidfuzz collatex python-Levenshtein"
        );
    }
    Ok(())
}

/// Times what depends on how many plans there are, over made plans.
fn at_scale(steps: &mut Steps) -> Result<()> {
    if !Path::new(MADE_PLANS).exists() {
        println!("   no plans for speed beside the repository ({MADE_PLANS})");
        return Ok(());
    }
    let (folder, library) = ("target/bench-plans", "target/bench-library.db");
    if !Path::new(folder).exists() {
        steps.run("plans for speed", || {
            let count = LIBRARY.to_string();
            call(program("python3").args([MADE_PLANS, folder, "--n", &count, "--seeds", "seeds"]))
        })?;
    }
    steps.run(
        "words, 50 plans, a correction, one plan against a library",
        || {
            let example = ["-p", "duizhao-workbench", "--example", "scale_time", "--"];
            let mut timed = cargo();
            timed.args(["run", "--locked", "--release", "--quiet"]);
            call(timed.args(example).args([folder, library]))
        },
    )
}

/// Builds the window as released, or as the tests build it, and measures it on a display in memory.
fn window(words: &[String]) -> Result<()> {
    let dev = words.iter().any(|word| word == "--dev");
    let profile = if dev { Profile::Dev } else { Profile::Release };
    let mut steps = Steps::default();
    steps.run("system packages", || packages::ensure(Purpose::Drive))?;
    steps.run("UI packages", ui::install)?;
    steps.run("UI build", ui::build)?;
    steps.run("window build", || cargo::build_measured(profile))?;
    let display = Xvfb::start()?;
    let program_path = cargo::window(profile)?;
    let mut measure = program(program_path.with_file_name("window-bench"));
    measure
        .env("DUIZHAO_WINDOW", program_path)
        .args(words.iter().filter(|word| *word != "--dev"));
    let mut command = with_session_bus(&measure);
    display.show(&mut command);
    call(&mut command)
}

fn seeds() -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir("seeds")?.map(|entry| entry.map(|entry| entry.path()));
    let mut seeds: Vec<PathBuf> = entries.collect::<Result<_, _>>()?;
    seeds.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    seeds.sort();
    Ok(seeds)
}

fn aligned(seeds: &[PathBuf]) -> Vec<PathBuf> {
    let words = ["align", "--json"].map(PathBuf::from);
    words.into_iter().chain(seeds.iter().cloned()).collect()
}

fn against_parent(plans: &[PathBuf]) -> Vec<PathBuf> {
    let words = ["compare", "--json", "--base", PARENT].map(PathBuf::from);
    words.into_iter().chain(plans.iter().cloned()).collect()
}

/// As many counties as a province has, each the demonstration's with other lines left out.
fn counties() -> Result<Vec<PathBuf>> {
    let text = std::fs::read_to_string(COUNTY)?;
    let folder = Path::new("target/bench-counties");
    std::fs::create_dir_all(folder)?;
    let write = |number: usize| {
        let lines = text.lines().enumerate();
        let kept = lines.filter(|(at, _)| *at < 20 || !(at + number).is_multiple_of(41));
        let kept: Vec<&str> = kept.map(|(_, line)| line).collect();
        let path = folder.join(format!("county-{number:03}.txt"));
        std::fs::write(&path, kept.join("\n"))?;
        Ok(path)
    };
    (1..=COUNTIES).map(write).collect()
}

fn measure(args: &[PathBuf], times: usize) -> Result<()> {
    let mut runs: Vec<(Duration, u64)> = (0..times).map(|_| once(args)).collect::<Result<_>>()?;
    runs.sort();
    let peak = runs.iter().map(|(_, peak)| *peak).max().unwrap_or_default();
    println!(
        "   wall: median {:.0} ms, best {:.0} ms · peak memory: {:.1} MiB",
        runs[times / 2].0.as_secs_f64() * 1e3,
        runs[0].0.as_secs_f64() * 1e3,
        peak as f64 / 1024.0,
    );
    Ok(())
}

/// Runs the program once: wall time and the highest resident size seen, in KiB.
fn once(args: &[PathBuf]) -> Result<(Duration, u64)> {
    let start = Instant::now();
    let mut child = program(PROGRAM)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("could not start {PROGRAM}"))?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(resident_peak(child.id()).unwrap_or_default());
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let took = start.elapsed();
    if !status.success() {
        bail!("duizhao ended with {status}");
    }
    Ok((took, peak))
}

fn resident_peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
