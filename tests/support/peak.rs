//! How much memory a command takes, as Linux counts it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// How often a running command is looked at: what it takes in its last moment is not seen.
const TICK: Duration = Duration::from_micros(300);

/// Runs `command`; what it printed, and the most memory it and its children took, each at its
/// own peak, in bytes.
///
/// # Panics
///
/// When it cannot be started.
pub fn peak(command: &mut Command) -> (Output, u64) {
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = piped.spawn().expect("the command runs");
    let root = child.id();
    let waited = std::thread::spawn(move || child.wait_with_output().expect("it ends"));
    let mut peaks: BTreeMap<u32, u64> = BTreeMap::new();
    while !waited.is_finished() {
        for process in tree(root) {
            let seen = peaks.entry(process).or_default();
            *seen = (*seen).max(high_water(process));
        }
        std::thread::sleep(TICK);
    }
    let output = waited.join().expect("it ends");
    (output, peaks.values().sum())
}

/// A process and all below it.
fn tree(root: u32) -> Vec<u32> {
    let (mut all, mut at) = (vec![root], 0);
    while at < all.len() {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", all[at]));
        let tasks = tasks.into_iter().flatten().filter_map(Result::ok);
        for task in tasks {
            let listed: PathBuf = task.path().join("children");
            let listed = std::fs::read_to_string(listed).unwrap_or_default();
            all.extend(
                listed
                    .split_whitespace()
                    .filter_map(|id| id.parse::<u32>().ok()),
            );
        }
        at += 1;
    }
    all
}

/// The most resident memory a process ever had; none once it has ended.
fn high_water(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
