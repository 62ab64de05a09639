//! Cargo calls that share one set of compiled dependencies.
//!
//! The dependencies of the window take minutes on two cores, so they are compiled once: every call
//! names the whole workspace with the same features, and the lints run inside that one build.
//! `cargo clippy` would check all dependencies a second time; instead Clippy's driver stands in for
//! the compiler of the workspace's own crates, which Cargo supports by `RUSTC_WORKSPACE_WRAPPER`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::step::{call, output, program, succeeds};

/// What the window of the journeys is built with.
const FEATURES: &str = "duizhao-desktop/custom-protocol,duizhao-desktop/journeys";

/// The test target of the journeys, left out of a plain `cargo test`.
const JOURNEYS: &str = "journeys";

/// Prepares a call of the Cargo that started this program.
pub(crate) fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Whether the tests include the real window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of the workspace.
    Workspace,
    /// The default members, which need no web view.
    WithoutWindow,
}

fn linted(scope: Scope, subcommand: &[&str]) -> Result<Command> {
    let mut command = cargo();
    command.args(subcommand).arg("--locked");
    if scope == Scope::Workspace {
        command.args(["--workspace", "--features", FEATURES]);
    }
    command
        .env("RUSTC_WORKSPACE_WRAPPER", clippy_driver()?)
        .env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    Ok(command)
}

fn clippy_driver() -> Result<PathBuf> {
    let found = output(program("rustup").args(["which", "clippy-driver"])).map(PathBuf::from);
    let sysroot = || {
        output(program("rustc").args(["--print", "sysroot"]))
            .map(|root| PathBuf::from(root).join("bin/clippy-driver"))
    };
    found
        .or_else(sysroot)
        .filter(|path| path.exists())
        .context("clippy-driver was not found; run: rustup component add clippy rustfmt")
}

/// Compiles everything with the lints on; a warning is an error.
pub(crate) fn build(scope: Scope) -> Result<()> {
    call(linted(scope, &["build", "--all-targets"])?.args([] as [&str; 0]))?;
    if scope == Scope::Workspace {
        call(linted(scope, &["build", "--test", JOURNEYS])?.args([] as [&str; 0]))?;
    }
    Ok(())
}

/// Compiles the window as the journeys need it, and other programs.
pub(crate) fn build_window(more: &[&str]) -> Result<()> {
    let mut command = linted(Scope::Workspace, &["build", "--bin", "duizhao-desktop"])?;
    for name in more {
        command.args(["--bin", name]);
    }
    call(&mut command)
}

/// Compiles the window and what measures it.
pub(crate) fn build_measured(profile: Profile) -> Result<()> {
    let words = ["build", "--bin", "duizhao-desktop", "--bin", "window-bench"];
    let mut command = linted(Scope::Workspace, &words)?;
    command.args(["--example", "bare"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    call(&mut command)
}

/// Runs the Rust tests, with nextest where it is installed, after [`build`].
///
/// The tests are told where the command line lies: built for them alone, it would compile most
/// dependencies again, with the few features that it needs by itself.
pub(crate) fn test(scope: Scope) -> Result<()> {
    let mut command = linted(scope, runner())?;
    command.env("DUIZHAO_BIN", built(Profile::Dev, "duizhao")?);
    call(&mut command)
}

/// Returns the call that runs the journeys in the real window.
pub(crate) fn journeys() -> Result<Command> {
    let mut command = linted(Scope::Workspace, runner())?;
    command.args(["--test", JOURNEYS]);
    command.env("DUIZHAO_WINDOW", window(Profile::Dev)?);
    Ok(command)
}

fn runner() -> &'static [&'static str] {
    if succeeds(program("cargo").args(["nextest", "--version"])) {
        &["nextest", "run"]
    } else {
        &["test"]
    }
}

/// How much the compiler optimises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Dependencies fully, own code a little: quick to build and quick enough to use.
    Dev,
    /// As released.
    Release,
}

/// Returns where the window's program lies after a build.
pub(crate) fn window(profile: Profile) -> Result<PathBuf> {
    built(profile, "duizhao-desktop")
}

fn built(profile: Profile, name: &str) -> Result<PathBuf> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = if profile == Profile::Release {
        "release"
    } else {
        "debug"
    };
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(std::path::absolute(target)?.join(folder).join(file))
}
