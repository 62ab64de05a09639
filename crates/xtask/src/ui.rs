//! The page of the window: its packages, checks and build.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::step::{call, once, program};

fn npm() -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir("ui");
    command
}

/// Installs the packages of the page exactly as locked.
pub(crate) fn install() -> Result<()> {
    let inputs = ["ui/package.json", "ui/package-lock.json"].map(Path::new);
    once(Path::new("ui/node_modules/.duizhao-stamp"), &inputs, || {
        call(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
    })
}

/// Runs one script of ui/package.json.
pub(crate) fn script(name: &str) -> Result<()> {
    call(npm().args(["run", "--silent", name]))
}

/// Builds ui/dist, unless its sources are those of the last build.
pub(crate) fn build() -> Result<()> {
    let inputs = [
        "ui/src",
        "ui/index.html",
        "ui/package-lock.json",
        "ui/vite.config.ts",
        "ui/svelte.config.js",
    ]
    .map(Path::new);
    once(Path::new("ui/dist/.duizhao-stamp"), &inputs, || {
        script("build")
    })
}
