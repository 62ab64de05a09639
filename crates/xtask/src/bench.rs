//! `cargo xtask bench`: whole-process time and memory of `duizhao align` on the five plans.

use anyhow::{Result, bail};

/// Runs the benchmark.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let _ = args;
    bail!("the command line cannot align yet")
}
