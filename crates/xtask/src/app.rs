//! `cargo xtask app`: the workbench on the five bundled plans.

use std::path::PathBuf;

use anyhow::Result;

use crate::cargo::{Profile, cargo, window};
use crate::display;
use crate::packages::{self, Purpose};
use crate::pictures;
use crate::step::{Steps, call, program};
use crate::ui;

/// Builds the window and opens it, or takes its picture where there is no display.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let release = args.iter().any(|word| word == "--release");
    let profile = if release {
        Profile::Release
    } else {
        Profile::Dev
    };
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
    steps.run("window build", || build(profile, shown))?;
    steps.summary();
    let program_path = window(profile)?;
    if shown {
        println!("── opening {}", program_path.display());
        return call(
            program(&program_path)
                .args(["--bundled", "--library"])
                .arg(library()?)
                .args(rest),
        );
    }
    println!("── no display here: the same window, opened on one in memory");
    pictures::take(&program_path, "screenshots", &[])
}

/// A library of its own, so that trying the program never touches the user's.
fn library() -> Result<PathBuf> {
    let folder = std::path::absolute("target/app")?;
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("library.db"))
}

/// Builds with the workspace's features, so that nothing the tests built is built again.
fn build(profile: Profile, shown: bool) -> Result<()> {
    let mut command = cargo();
    command.args([
        "build",
        "--locked",
        "--workspace",
        "--bin",
        "duizhao-desktop",
    ]);
    command.args(["--features", "duizhao-desktop/custom-protocol"]);
    if !shown {
        command.args(["--bin", "screenshots"]);
    }
    if profile == Profile::Release {
        command.arg("--release");
    }
    call(&mut command)
}
