//! The commands of the repository. Each does all the set-up it needs on a fresh machine that has
//! Rust, Node with npm, and apt (Debian 12); what is done already is skipped.
//!
//! ```text
//! cargo xtask app      set up, build, open the workbench on the five bundled plans
//! cargo xtask test     set up, build, format and lints, Rust tests, UI tests, journeys in the window
//! ```
//!
//! It does not know the product: it starts programs and reports how long they took.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "progress is what this program is for"
)]

mod app;
mod bench;
mod cargo;
mod display;
mod packages;
mod pictures;
mod step;
mod test;
mod ui;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  app [--release] [-- ARGS]   build and open the workbench on the five bundled plans;
                              without a display: screenshots of the same window
  test [--quick]              format, lints, Rust tests, UI tests, journeys in the real window;
                              --quick leaves the window out
  journeys [WORD]             only the journeys whose names hold WORD
  pictures [WORD]             pictures of import, reading reports and corrections, or of those
                              scenes whose names hold WORD
  setup                       only install what the two above need
  bench                       time and memory of `duizhao align` on the five plans, time of import,
                              score and time of every format, time of 50 plans, of a correction, of one plan against 3,200
  bench window [--dev]        start, answers, scrolling and memory of the real window
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    std::env::set_current_dir(root())?;
    let (command, rest) = args
        .split_first()
        .map_or(("help", &[] as &[String]), |(c, r)| (c.as_str(), r));
    match command {
        "app" => app::run(rest),
        "test" => test::run(rest),
        "journeys" => test::journeys_only(rest),
        "pictures" => pictures::run(rest),
        "setup" => test::set_up(),
        "bench" => bench::run(rest),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

/// Returns the top folder of the repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("crates/xtask lies two folders below the top")
        .to_path_buf()
}
