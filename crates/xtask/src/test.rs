//! `cargo xtask test`: everything a change has to pass.

use anyhow::{Result, bail};

use crate::cargo::{self, Scope};
use crate::display::{Xvfb, with_session_bus};
use crate::packages::{self, Purpose};
use crate::step::{Steps, call};
use crate::ui;

/// Runs all checks; with `--quick` those that need no window.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let scope = match args {
        [] => Scope::Workspace,
        [flag] if flag == "--quick" => Scope::WithoutWindow,
        _ => bail!("usage: cargo xtask test [--quick]"),
    };
    let mut steps = Steps::default();
    let outcome = all(&mut steps, scope);
    if outcome.is_err() {
        steps.summary();
    }
    outcome
}

/// Installs what the commands need, nothing else.
pub(crate) fn set_up() -> Result<()> {
    let mut steps = Steps::default();
    steps.run("system packages", || packages::ensure(Purpose::Drive))?;
    steps.run("UI packages", ui::install)
}

fn all(steps: &mut Steps, scope: Scope) -> Result<()> {
    if scope == Scope::Workspace {
        steps.run("system packages", || packages::ensure(Purpose::Drive))?;
    }
    steps.run("formatting", || {
        call(cargo::cargo().args(["fmt", "--all", "--check"]))
    })?;
    steps.run("UI packages", ui::install)?;
    for (title, script) in [
        ("UI lint", "lint"),
        ("UI types", "check"),
        ("UI tests", "test"),
    ] {
        steps.run(title, || ui::script(script))?;
    }
    steps.run("UI build", ui::build)?;
    steps.run("Rust build with lints", || cargo::build(scope))?;
    steps.run("Rust tests", || cargo::test(scope))?;
    steps.summary();
    if scope == Scope::Workspace {
        steps.run("journeys in the window", || journeys(&[]))?;
    }
    Ok(())
}

/// Builds the window and runs the journeys whose names hold a word.
pub(crate) fn journeys_only(words: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("system packages", || packages::ensure(Purpose::Drive))?;
    steps.run("UI packages", ui::install)?;
    steps.run("UI build", ui::build)?;
    steps.run("window build", || cargo::build_window(&[]))?;
    steps.run("journeys in the window", || journeys(words))
}

fn journeys(words: &[String]) -> Result<()> {
    let display = Xvfb::start()?;
    let mut journeys = cargo::journeys()?;
    journeys.args(words);
    let mut command = with_session_bus(&journeys);
    display.show(&mut command);
    call(&mut command)
}
