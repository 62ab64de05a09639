//! Steps with a title, progress and a duration, and their summary at the end.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The steps taken so far, for the summary.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// Runs one step: prints its title before and its duration after.
    pub(crate) fn run(&mut self, title: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n── {title}");
        let start = Instant::now();
        work().with_context(|| format!("step failed: {title}"))?;
        let took = start.elapsed();
        println!("── {title}: {}", seconds(took));
        self.done.push((title.to_owned(), took));
        Ok(())
    }

    /// Prints all steps with their durations.
    pub(crate) fn summary(&self) {
        let total: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("\n── steps");
        for (title, took) in &self.done {
            println!("{:>9}  {title}", seconds(*took));
        }
        println!("{:>9}  in all\n", seconds(total));
    }
}

fn seconds(took: Duration) -> String {
    format!("{:.1} s", took.as_secs_f64())
}

/// Prepares a program without standard input, so that nothing can wait for an answer.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null());
    command
}

/// Prints a command, runs it and fails when it fails.
pub(crate) fn call(command: &mut Command) -> Result<()> {
    println!("   $ {}", line(command));
    let status = command
        .status()
        .with_context(|| format!("could not start {}", line(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a command silently and tells whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Returns what a command printed, or nothing when it failed.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Skips work whose inputs have the same content as at the last success.
pub(crate) fn once(
    stamp: &Path,
    inputs: &[&Path],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut digest = Digest::new();
    for input in inputs {
        digest.add_path(input)?;
    }
    let wanted = digest.text();
    if std::fs::read_to_string(stamp).is_ok_and(|found| found == wanted) {
        println!("   unchanged since the last run, skipped");
        return Ok(());
    }
    work()?;
    std::fs::write(stamp, wanted).with_context(|| format!("could not write {}", stamp.display()))
}

/// FNV-1a over names and contents; it only has to notice edits.
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn add_path(&mut self, path: &Path) -> Result<()> {
        self.add(path.to_string_lossy().as_bytes());
        if !path.is_dir() {
            let bytes = std::fs::read(path)
                .with_context(|| format!("could not read {}", path.display()))?;
            self.add(&bytes);
            return Ok(());
        }
        let mut entries: Vec<_> = std::fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        entries.iter().try_for_each(|entry| self.add_path(entry))
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_skipped_until_its_input_changes() {
        let dir = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (input, stamp) = (dir.join("input"), dir.join("stamp"));
        let mut runs = 0;
        for content in ["a", "a", "b"] {
            std::fs::write(&input, content).unwrap();
            once(&stamp, &[&input], || {
                runs += 1;
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(runs, 2);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_failed_step_runs_again() {
        let dir = std::env::temp_dir().join(format!("xtask-failed-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (input, stamp) = (dir.join("input"), dir.join("stamp"));
        std::fs::write(&input, "a").unwrap();
        once(&stamp, &[&input], || bail!("no")).unwrap_err();
        assert!(!stamp.exists());
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
