//! A display in memory of a journey's own: on a shared one another window would take the keyboard away
//! in the middle of a word.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A running Xvfb, ended when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb on a free number, which the server itself picks.
    pub(crate) fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb (package xvfb)")?;
        let out = server.stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number)?;
        let name = format!(":{}", number.trim());
        Ok(Display { server, name })
    }

    /// What programs call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
