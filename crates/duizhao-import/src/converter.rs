//! LibreOffice, which makes a DOCX of what no reader of ours reads.
//!
//! ```text
//! 规划.odt ──soffice --convert-to docx──▶ 规划.docx      in a folder and with a profile of its own
//! ```
//!
//! It runs no macro and follows no link. It is a process of its own, so it is watched like a
//! reader is, and ends with the process that asked for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::{ImportError, SourceFormat};

/// How long a conversion may take; below the limit of a reading process.
const TIME: Duration = Duration::from_secs(25);
/// What it may take; itself it needs some 200 MiB.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// How often it is looked at.
const TICK: Duration = Duration::from_millis(10);
/// It has written its new profile and wants to be started again.
const START_AGAIN: i32 = 81;

/// The conversions that run, by process.
static RUNNING: Mutex<BTreeMap<u32, Child>> = Mutex::new(BTreeMap::new());

fn running() -> MutexGuard<'static, BTreeMap<u32, Child>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends every conversion that runs, for good: this process ends next.
pub(crate) fn stop() {
    let mut running = running();
    for child in running.values_mut() {
        let _ = child.kill();
        let _ = child.wait();
    }
    // Kept locked, so that nobody takes this end for that of a conversion.
    std::mem::forget(running);
}

/// Names the program where it stands in no usual place; a name of nothing does without it.
const PROGRAM: &str = "DUIZHAO_SOFFICE";

/// Where LibreOffice is, if it is installed.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(PROGRAM) {
        return Some(PathBuf::from(named)).filter(|program| program.is_file());
    }
    let name = format!("soffice{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(&name));
    let usual = [
        "/usr/lib/libreoffice/program/soffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    ];
    let found = on_path
        .chain(usual.iter().map(PathBuf::from))
        .find(|program| program.is_file())?;
    Some(itself(&found).unwrap_or(found))
}

/// The program that a starter starts: stopping the starter would leave it running.
fn itself(starter: &Path) -> Option<PathBuf> {
    let program = starter.canonicalize().ok()?.with_file_name("soffice.bin");
    program.is_file().then_some(program)
}

/// Makes a DOCX of a document.
pub(crate) fn convert(bytes: &[u8], format: SourceFormat) -> Result<Vec<u8>, ImportError> {
    let program = program().ok_or(ImportError::NeedsOffice { format })?;
    let folder = tempfile::tempdir().map_err(ImportError::Unreadable)?;
    let folder = folder.path();
    let name = match format {
        SourceFormat::Odt => "plan.odt",
        SourceFormat::Rtf => "plan.rtf",
        _ => "plan.doc",
    };
    let settings = folder.join("profile/user");
    std::fs::create_dir_all(&settings)
        .and_then(|()| std::fs::write(settings.join("registrymodifications.xcu"), SETTINGS))
        .and_then(|()| std::fs::write(folder.join(name), bytes))
        .map_err(ImportError::Unreadable)?;
    let mut command = Command::new(program);
    command
        .arg(format!(
            "-env:UserInstallation={}",
            address(&folder.join("profile"))
        ))
        .args(["--headless", "--norestore", "--convert-to", "docx"])
        .arg("--outdir")
        .arg(folder.join("out"))
        .arg(folder.join(name))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    while run(&mut command, start)?.code() == Some(START_AGAIN) {}
    let made = std::fs::read(folder.join("out/plan.docx"));
    made.map_err(|_| ImportError::Damaged { format })
}

/// Runs the program to its end, or to a limit.
fn run(command: &mut Command, start: Instant) -> Result<ExitStatus, ImportError> {
    let child = command.spawn().map_err(ImportError::Unreadable)?;
    let process = child.id();
    running().insert(process, child);
    let ended = watch(process, start);
    if let Some(mut child) = running().remove(&process)
        && ended.is_err()
    {
        let _ = child.kill();
        let _ = child.wait();
    }
    ended
}

fn watch(process: u32, start: Instant) -> Result<ExitStatus, ImportError> {
    loop {
        let ended = running()
            .get_mut(&process)
            .ok_or(ImportError::ReaderFailed)?
            .try_wait();
        if let Some(status) = ended.map_err(ImportError::Unreadable)? {
            return Ok(status);
        }
        if start.elapsed() > TIME {
            let seconds = TIME.as_secs();
            return Err(ImportError::TimedOut { seconds });
        }
        if resident(process) > MEMORY {
            return Err(ImportError::OutOfMemory { limit: MEMORY });
        }
        std::thread::sleep(TICK);
    }
}

/// The memory a process has now, in bytes; 0 where the system does not say (only Linux does).
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// A folder as the address LibreOffice wants.
fn address(folder: &Path) -> String {
    let path = folder
        .to_string_lossy()
        .replace('\\', "/")
        .replace(' ', "%20");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{path}")
}

/// No macros, no links followed.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;
