//! A file and an address that a document names and nobody may open.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// Waits to be opened.
///
/// The file is a pipe: who opens it meets the one that waits to write into it, which tells
/// what a file's own times would not.
pub struct Canary {
    listener: TcpListener,
    pipe: PathBuf,
    opened: Arc<AtomicBool>,
    writer: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Default for Canary {
    fn default() -> Self {
        Self::new()
    }
}

impl Canary {
    /// Sets it out.
    ///
    /// # Panics
    ///
    /// When no pipe or socket can be made.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let pipe = folder.path().join("canary.txt");
        let made = Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|made| made.success()), "mkfifo makes pipes");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        listener.set_nonblocking(true).expect("it need not wait");
        let opened = Arc::new(AtomicBool::new(false));
        let (flag, path) = (Arc::clone(&opened), pipe.clone());
        let writer = std::thread::spawn(move || {
            let met = std::fs::File::options().write(true).open(path);
            flag.store(met.is_ok(), Ordering::SeqCst);
        });
        Canary {
            listener,
            pipe,
            opened,
            writer: Some(writer),
            _folder: folder,
        }
    }

    /// The address of the file: `file:///…`.
    pub fn file(&self) -> String {
        format!("file://{}", self.pipe.display())
    }

    /// The address of the server: `http://127.0.0.1:…/plan`.
    pub fn url(&self) -> String {
        let port = self.listener.local_addr().expect("it is bound").port();
        format!("http://127.0.0.1:{port}/plan")
    }

    /// Lets `command` reach every other server by this one only.
    pub fn guard(&self, command: &mut Command) {
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"] {
            command.env(name, self.url());
        }
        command.env_remove("no_proxy").env_remove("NO_PROXY");
    }

    /// Fails where either was opened.
    ///
    /// # Panics
    ///
    /// Then.
    #[track_caller]
    pub fn sings(&self, what: &str) {
        let called = self.listener.accept();
        let nobody = |error: &std::io::Error| error.kind() == ErrorKind::WouldBlock;
        assert!(
            called.as_ref().is_err_and(nobody),
            "{what}: {called:?} was called"
        );
        assert!(
            !self.opened.load(Ordering::SeqCst),
            "{what}: the file was opened"
        );
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        // Who opens a pipe for both ends waits for nobody, and lets the writer go.
        let both = std::fs::File::options()
            .read(true)
            .write(true)
            .open(&self.pipe);
        if let Some(writer) = self.writer.take().filter(|_| both.is_ok()) {
            let _ = writer.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "the file was opened")]
    fn a_pipe_that_is_opened_is_told() {
        let canary = Canary::new();
        let _ = std::fs::File::open(&canary.pipe);
        while !canary.opened.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        canary.sings("test");
    }

    #[test]
    #[should_panic(expected = "was called")]
    fn a_server_that_is_called_is_told() {
        let canary = Canary::new();
        let port = canary.listener.local_addr().expect("it is bound").port();
        let _ = std::net::TcpStream::connect(("127.0.0.1", port));
        canary.sings("test");
    }
}
