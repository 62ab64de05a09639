//! `cargo xtask pictures`: import, reading reports and corrections, as the window of the journeys
//! shows them; without a display `cargo xtask app` takes pictures of the views in the same way.

use std::path::Path;

use anyhow::Result;

use crate::cargo::{self, Profile};
use crate::display::{Xvfb, with_session_bus};
use crate::packages::{self, Purpose};
use crate::step::{Steps, call, program};
use crate::ui;

/// Builds the window of the journeys and takes pictures of the scenes whose names hold a word.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("system packages", || packages::ensure(Purpose::Drive))?;
    steps.run("UI packages", ui::install)?;
    steps.run("UI build", ui::build)?;
    steps.run("window build", || cargo::build_window(&["pictures"]))?;
    take(&cargo::window(Profile::Dev)?, "pictures", words)
}

/// Runs a program that takes pictures of `window`, on a display in memory.
pub(crate) fn take(window: &Path, with: &str, words: &[String]) -> Result<()> {
    let display = Xvfb::start()?;
    let mut shoot = program(window.with_file_name(with));
    shoot.args(words).env("DUIZHAO_WINDOW", window).env(
        "DUIZHAO_PICTURES",
        std::path::absolute("target/screenshots")?,
    );
    let mut command = with_session_bus(&shoot);
    display.show(&mut command);
    call(&mut command)
}
