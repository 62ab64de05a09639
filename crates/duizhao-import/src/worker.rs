//! Files that others made are read in a process of their own, bounded in time and memory.
//!
//! ```text
//! window ──bytes──▶ duizhao --read-file ──text──▶ window        a file that makes the reader
//!                   30 s, 512 MiB                               crash, hang or swell ends it alone
//! ```
//!
//! The child is a program that hands its arguments to [`serve`] when the first is [`FLAG`]. It
//! gets the bytes through its standard input, so it opens nothing; it watches its own memory
//! and time and ends with a status that says which limit it met. The parent stops a child that
//! does not end by itself.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::{ImportError, RawDocument, SourceHint, converter};

/// The first argument of a reading process.
pub const FLAG: &str = "--read-file";

/// What a reader may take: the time of the slowest honest document many times over.
const TIME: Duration = Duration::from_secs(30);
const MEMORY: u64 = 512 * 1024 * 1024;
/// A text longer than any document may hold is no answer.
const ANSWER: u64 = 256 * 1024 * 1024;
/// How often the child looks at itself.
const TICK: Duration = Duration::from_millis(4);
/// How long the parent waits beyond the child's own limit.
const GRACE: Duration = Duration::from_secs(2);

/// Exit statuses of a child that met a limit.
const TOO_LONG: u8 = 71;
const TOO_LARGE: u8 = 72;

/// A program that reads files, and what it may take.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<String>,
    time: Duration,
    memory: u64,
}

/// What goes over before the bytes: one line.
#[derive(Serialize, Deserialize)]
struct Order {
    extension: Option<String>,
    encoding: Option<String>,
    seconds: f64,
    memory: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Read(RawDocument),
    Refused(ImportError),
}

impl Worker {
    /// A worker run by `program`, which serves where its first argument is [`FLAG`].
    pub fn new(program: PathBuf) -> Self {
        Worker {
            program,
            arguments: vec![FLAG.to_owned()],
            time: TIME,
            memory: MEMORY,
        }
    }

    /// The same worker with other limits.
    #[must_use]
    pub fn limited(self, time: Duration, memory: u64) -> Self {
        Worker {
            time,
            memory,
            ..self
        }
    }

    /// Reads `bytes` in a child process.
    pub fn read(&self, bytes: &[u8], hint: &SourceHint) -> Result<RawDocument, ImportError> {
        let mut child = self.start().map_err(ImportError::Unreadable)?;
        let answered = self.ask(&mut child, bytes, hint);
        if answered.is_none() {
            // It is stuck, or gone already.
            let _ = child.kill();
        }
        let status = child.wait().map_err(ImportError::Unreadable)?;
        let seconds = self.time.as_secs().max(1);
        match (
            status.code().and_then(|code| u8::try_from(code).ok()),
            answered,
        ) {
            (Some(TOO_LONG), _) | (_, None) => Err(ImportError::TimedOut { seconds }),
            (Some(TOO_LARGE), _) => Err(ImportError::OutOfMemory { limit: self.memory }),
            (Some(0), Some(answer)) => match serde_json::from_slice(&answer) {
                Ok(Answer::Read(document)) => Ok(document),
                Ok(Answer::Refused(error)) => Err(error),
                Err(_) => Err(ImportError::ReaderFailed),
            },
            _ => Err(ImportError::ReaderFailed),
        }
    }

    fn start(&self) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            // No console window for a moment.
            command.creation_flags(0x0800_0000);
        }
        command.spawn()
    }

    /// Sends the file and takes the answer; none where it does not come in time.
    fn ask(&self, child: &mut Child, bytes: &[u8], hint: &SourceHint) -> Option<Vec<u8>> {
        let mut stdin = child.stdin.take().expect("its input is piped");
        let stdout = child.stdout.take().expect("its output is piped");
        let (done, answer) = mpsc::channel();
        std::thread::spawn(move || {
            let mut all = Vec::new();
            let whole = stdout.take(ANSWER).read_to_end(&mut all);
            let _ = done.send(whole.map(|_| all).unwrap_or_default());
        });
        let order = Order {
            extension: hint.extension.clone(),
            encoding: hint.encoding.clone(),
            seconds: self.time.as_secs_f64(),
            memory: self.memory,
        };
        let order = serde_json::to_string(&order).expect("an order is words and numbers");
        std::thread::scope(|scope| {
            // A child that dies does not take the rest; its status says why.
            scope.spawn(move || {
                let sent = writeln!(stdin, "{order}").and_then(|()| stdin.write_all(bytes));
                drop(sent);
            });
            let answer = answer.recv_timeout(self.time + GRACE).ok();
            if answer.is_none() {
                let _ = child.kill();
            }
            answer
        })
    }
}

/// Reads one file from standard input and writes the answer: what a reading process does.
pub fn serve() -> ExitCode {
    let mut input = Vec::new();
    if std::io::stdin().lock().read_to_end(&mut input).is_err() {
        return ExitCode::FAILURE;
    }
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else {
        return ExitCode::FAILURE;
    };
    let Ok(order) = serde_json::from_slice::<Order>(&input[..end]) else {
        return ExitCode::FAILURE;
    };
    check(order.memory);
    std::thread::spawn(move || watch(order.seconds, order.memory));
    let hint = SourceHint {
        extension: order.extension,
        encoding: order.encoding,
    };
    let answer = match crate::read(&input[end + 1..], &hint) {
        Ok(document) => Answer::Read(document),
        Err(error) => Answer::Refused(error),
    };
    let mut out = std::io::stdout().lock();
    let written = serde_json::to_writer(&mut out, &answer).is_ok() && out.flush().is_ok();
    if written {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Ends the process where it takes too much.
fn check(memory: u64) {
    let used = memory_stats::memory_stats().map_or(0, |used| used.physical_mem as u64);
    if used > memory {
        end(TOO_LARGE);
    }
}

/// Ends this process and what it started.
fn end(status: u8) -> ! {
    converter::stop();
    std::process::exit(i32::from(status));
}

/// Ends the process where it takes too long or too much.
fn watch(seconds: f64, memory: u64) {
    let start = Instant::now();
    loop {
        check(memory);
        if start.elapsed().as_secs_f64() > seconds {
            end(TOO_LONG);
        }
        std::thread::sleep(TICK);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn failing(script: &str) -> ImportError {
        let worker = Worker {
            program: "/bin/sh".into(),
            arguments: vec!["-c".to_owned(), script.to_owned()],
            time: Duration::from_millis(100),
            memory: MEMORY,
        };
        let large = vec![b'x'; 1 << 20];
        worker
            .read(&large, &SourceHint::default())
            .expect_err("no such reader answers")
    }

    #[test]
    fn i30_a_reader_that_crashes_or_talks_nonsense_is_said() {
        for script in [
            "kill -SEGV $$",
            "exit 1",
            "cat >/dev/null; echo nonsense",
            "exit 0",
        ] {
            assert!(
                matches!(failing(script), ImportError::ReaderFailed),
                "{script}"
            );
        }
    }

    #[test]
    fn i30_a_reader_that_met_a_limit_is_said() {
        assert!(matches!(failing("exit 71"), ImportError::TimedOut { .. }));
        assert!(matches!(
            failing("exit 72"),
            ImportError::OutOfMemory { .. }
        ));
    }

    #[test]
    fn i30_a_reader_that_hangs_is_stopped() {
        let start = Instant::now();
        let error = failing("exec sleep 60");
        assert!(matches!(error, ImportError::TimedOut { .. }));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
