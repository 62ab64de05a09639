//! One window per library: a second start brings the first window to the front and ends.
//!
//! The lock is the operating system's, on a file beside the library, so it goes with the process
//! however that ends. Beside it stands where the first window listens (loopback only) and a word
//! that proves that the caller could read the file.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::tickets::fresh;

/// How long either side waits for the other.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a window answers that has shown itself.
const SHOWN: u8 = b'+';

/// Whose library it is.
pub(crate) enum Claim {
    /// This process's, as long as the guard lives.
    Ours(Option<Guard>),
    /// Another window's, which was asked to come to the front.
    Elsewhere,
}

/// Holds the lock and hears of later starts.
pub(crate) struct Guard {
    listener: TcpListener,
    word: String,
    address: PathBuf,
    _lock: File,
}

/// Claims a library, or asks the window that has it to show itself.
///
/// A window that is just closing holds the lock a moment longer and shows nothing: then the claim
/// is tried again. Where no lock can be made, as in a read-only folder, the window opens without one.
pub(crate) fn claim(library: &Path) -> Claim {
    let Ok(lock) = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(beside(library, "window.lock"))
    else {
        return Claim::Ours(None);
    };
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Claim::Ours(listen(library, lock).ok()),
            Err(TryLockError::Error(_)) => return Claim::Ours(None),
            Err(TryLockError::WouldBlock) if call(library) || start.elapsed() > 3 * PATIENCE => {
                return Claim::Elsewhere;
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn listen(library: &Path, lock: File) -> std::io::Result<Guard> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let word = fresh();
    let address = beside(library, "window");
    std::fs::write(
        &address,
        format!("{} {word}", listener.local_addr()?.port()),
    )?;
    Ok(Guard {
        listener,
        word,
        address,
        _lock: lock,
    })
}

/// Asks the other window to show itself and tells whether it did.
fn call(library: &Path) -> bool {
    let ask = || -> Option<u8> {
        let text = std::fs::read_to_string(beside(library, "window")).ok()?;
        let (port, word) = text.split_once(' ')?;
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port.parse().ok()?)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.write_all(word.as_bytes()).ok()?;
        let mut shown = [0];
        stream.read_exact(&mut shown).ok()?;
        Some(shown[0])
    };
    ask() == Some(SHOWN)
}

impl Guard {
    /// Calls `raise` for every later start, from a thread of its own; it tells whether the window
    /// is on the screen.
    pub(crate) fn hear(self, raise: impl Fn() -> bool + Send + 'static) {
        std::thread::spawn(move || {
            for mut stream in self.listener.incoming().flatten() {
                if said(&stream, &self.word) && raise() {
                    let _ = stream.write_all(&[SHOWN]);
                }
            }
        });
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.address);
    }
}

/// Tells whether a caller said the word.
fn said(stream: &TcpStream, word: &str) -> bool {
    let mut heard = Vec::new();
    stream.set_read_timeout(Some(PATIENCE)).is_ok()
        && stream
            .take(word.len() as u64)
            .read_to_end(&mut heard)
            .is_ok()
        && heard == word.as_bytes()
}

fn beside(library: &Path, extension: &str) -> PathBuf {
    let mut name = library.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(extension);
    library.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("duizhao-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_second_claim_raises_the_first_window() {
        let library = folder("claim").join("区县.db");
        let Claim::Ours(Some(guard)) = claim(&library) else {
            panic!("the first claim is ours")
        };
        let (raised, heard) = mpsc::channel();
        guard.hear(move || raised.send(()).is_ok());
        assert!(matches!(claim(&library), Claim::Elsewhere));
        heard.recv_timeout(Duration::from_secs(10)).unwrap();
    }

    #[test]
    fn a_window_that_is_just_closing_is_waited_for() {
        let library = folder("closing").join("区县.db");
        let Claim::Ours(Some(guard)) = claim(&library) else {
            panic!("the first claim is ours")
        };
        let closing = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            drop(guard);
        });
        assert!(matches!(claim(&library), Claim::Ours(Some(_))));
        closing.join().unwrap();
    }

    #[test]
    fn a_closed_window_leaves_no_lock() {
        let library = folder("closed").join("区县.db");
        drop(claim(&library));
        assert!(matches!(claim(&library), Claim::Ours(Some(_))));
    }

    #[test]
    fn another_library_is_free() {
        let folder = folder("other");
        let _held = claim(&folder.join("甲.db"));
        assert!(matches!(claim(&folder.join("乙.db")), Claim::Ours(Some(_))));
    }

    #[test]
    fn a_stranger_on_the_port_raises_nothing() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let mut stranger = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        stranger.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        assert!(!said(&listener.accept().unwrap().0, "0123456789abcdef"));
    }
}
