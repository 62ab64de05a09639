//! One WebKitWebDriver process with the environment of one user.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::home::Home;

/// A running WebKitWebDriver, ended when dropped.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts WebKitWebDriver on a free port.
    pub fn start(home: &Home) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let process = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            // The window allows a driver only when told so.
            .envs([
                ("TAURI_AUTOMATION", "true"),
                ("TAURI_WEBVIEW_AUTOMATION", "true"),
            ])
            .envs(home.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(home.path("window.log"))?)
            .spawn()
            .context("could not start WebKitWebDriver (package webkit2gtk-driver)")?;
        let driver = Driver { process, port };
        driver.wait()?;
        Ok(driver)
    }

    /// Returns its address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    fn wait(&self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("WebKitWebDriver does not answer on port {}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
