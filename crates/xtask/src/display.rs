//! A display where there is none: Xvfb with a session bus, drawing in software.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::step::program;

/// WebKitGTK on a machine without a graphics card: Mesa draws in software. Compositing and the
/// DMA-BUF renderer stay on: without them WebKitWebDriver 2.50 waits for ever for a picture.
const SOFTWARE: [(&str, &str); 3] = [
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ("GDK_BACKEND", "x11"),
    ("NO_AT_BRIDGE", "1"),
];

/// Tells whether windows can be shown here.
pub(crate) fn present() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A running Xvfb, ended when dropped.
pub(crate) struct Xvfb {
    server: Child,
    display: String,
}

impl Xvfb {
    /// Starts Xvfb on a free display number, which the server itself picks.
    pub(crate) fn start() -> Result<Self> {
        let mut server = program("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1920x1080x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Xvfb")?;
        let mut number = String::new();
        let out = server.stdout.take().context("Xvfb has no output")?;
        BufReader::new(out).read_line(&mut number)?;
        let display = format!(":{}", number.trim());
        println!("   Xvfb on display {display}");
        Ok(Xvfb { server, display })
    }

    /// Makes `command` run on this display.
    pub(crate) fn show(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .envs(SOFTWARE);
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Wraps a command in a session bus of its own.
pub(crate) fn with_session_bus(command: &Command) -> Command {
    let mut wrapped = program("dbus-run-session");
    wrapped
        .arg("--")
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    wrapped
}
