//! `cargo xtask app`: the workbench on the five bundled plans.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::cargo::{cargo, window};
use crate::display::{self, Xvfb, with_session_bus};
use crate::packages::{self, Purpose};
use crate::step::{Steps, call, program};
use crate::ui;

/// Builds the window and opens it, or takes its picture where there is no display.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let release = args.iter().any(|word| word == "--release");
    let rest: Vec<&String> = args
        .iter()
        .skip_while(|word| *word != "--")
        .skip(1)
        .collect();
    let shown = display::present();
    let mut steps = Steps::default();
    steps.run("system packages", || {
        packages::ensure(if shown { Purpose::Show } else { Purpose::Drive })
    })?;
    steps.run("UI packages", ui::install)?;
    steps.run("UI build", ui::build)?;
    steps.run("window build", || build(release, shown))?;
    steps.summary();
    let program_path = if release {
        window()?.with_file_name("../release/duizhao-desktop")
    } else {
        window()?
    };
    if shown {
        println!("── opening {}", program_path.display());
        return call(program(&program_path).arg("--bundled").args(rest));
    }
    println!("── no display here: the same window, opened on one in memory");
    pictures(&program_path, release)
}

fn build(release: bool, shown: bool) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--locked", "-p", "duizhao-desktop"]);
    command.args(["--features", "duizhao-desktop/custom-protocol"]);
    if !shown {
        command.args(["-p", "duizhao-journeys"]);
    }
    if release {
        command.arg("--release");
    }
    call(&mut command)
}

fn pictures(window: &std::path::Path, release: bool) -> Result<()> {
    let display = Xvfb::start()?;
    let folder: PathBuf = std::path::absolute("target/screenshots")?;
    let mut shoot: Command = cargo();
    shoot.args([
        "run",
        "--quiet",
        "--locked",
        "-p",
        "duizhao-journeys",
        "--bin",
        "screenshots",
    ]);
    shoot.args([
        "-p",
        "duizhao-desktop",
        "--features",
        "duizhao-desktop/custom-protocol",
    ]);
    if release {
        shoot.arg("--release");
    }
    shoot
        .args(["--"])
        .arg(&folder)
        .env("DUIZHAO_WINDOW", window);
    let mut command = with_session_bus(&shoot);
    display.show(&mut command);
    call(&mut command)
}
