//! Runs the command line as a user would.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

use crate::texts::{SEEDS, seed};

/// The command line's binary, built where it is out of date.
///
/// # Panics
///
/// When it does not build.
pub fn duizhao() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(given) = std::env::var_os("DUIZHAO_BIN") {
            return PathBuf::from(given);
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--package", "duizhao-cli"])
            .current_dir(crate::texts::repository(""))
            .status()
            .expect("cargo runs, for it runs this test");
        assert!(built.success(), "the command line does not build");
        let test = std::env::current_exe().expect("a test knows its own file");
        let profile = test
            .parent()
            .and_then(Path::parent)
            .expect("tests are in PROFILE/deps");
        profile.join(format!("duizhao{}", std::env::consts::EXE_SUFFIX))
    })
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Standard output as JSON.
    ///
    /// # Panics
    ///
    /// When it is not one JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.out);
        parsed.unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }
}

/// A user's home: a folder of its own and the command line in it.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Home {
    /// An empty home.
    ///
    /// # Panics
    ///
    /// When no folder can be made.
    pub fn new() -> Self {
        Home {
            folder: tempfile::tempdir().expect("a folder can be made"),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into the home and answers its path.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder can be made");
        }
        std::fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// Where the library of this home is by default.
    pub fn library(&self) -> PathBuf {
        self.path().join("data").join("duizhao").join("library.db")
    }

    /// Prepares a run in this home, in Chinese.
    pub fn command(&self) -> Command {
        let mut command = Command::new(duizhao());
        command
            .current_dir(self.path())
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("APPDATA", self.path().join("data"))
            .env("LANG", "zh_CN.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES");
        command
    }

    /// Prepares a run that may take so many kilobytes of addresses, in each of its processes.
    #[cfg(unix)]
    pub fn limited(&self, kilobytes: u32) -> Command {
        let mut command = Command::new("sh");
        let own = self.command();
        command.current_dir(self.path());
        for (name, value) in own.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let script = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
        command.arg("-c").arg(script).arg(duizhao());
        command
    }

    /// Runs the command line.
    ///
    /// # Panics
    ///
    /// When it cannot be started, or is killed.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Run {
        let output = self
            .command()
            .args(args)
            .output()
            .expect("the binary was built");
        finished(&output)
    }

    /// All that the library holds, to compare before and after: its rows, one a line.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    #[track_caller]
    pub fn dump(&self) -> String {
        let mut all = self.run(&["plans", "--json"]).out;
        let plans: Value = serde_json::from_str(&all).expect("the list is one document");
        for plan in plans["plans"].as_array().into_iter().flatten() {
            let id = plan["id"].as_str().unwrap_or_default();
            for show in [["inspect", id, "--json"], ["mend", id, "list"]] {
                all += &self.run(&show).out;
            }
            all += &self.run(&["inspect", id, "--text"]).out;
        }
        all
    }

    /// Every file below the home with its content, to compare before and after.
    ///
    /// # Panics
    ///
    /// When a file cannot be read.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = duizhao_workbench::files_in(self.path()).into_iter();
        files
            .map(|path| {
                let bytes = std::fs::read(&path).expect("our own files can be read");
                (path, bytes)
            })
            .collect()
    }
}

#[track_caller]
fn finished(output: &Output) -> Run {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    Run {
        status: output.status.code().expect("it was not killed"),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

/// Import refuses `bytes` in both languages, and a library with a plan is as before.
///
/// # Panics
///
/// When it does not.
#[track_caller]
pub fn refuses(name: &str, bytes: &[u8], code: &str, zh: &str, en: &str) {
    let home = Home::new();
    let plan = home.write("规划.txt", seed(SEEDS[0]));
    assert_eq!(home.run(&["import".as_ref(), plan.as_os_str()]).status, 0);
    let before = home.dump();
    let file = home.write(name, bytes);
    let path = file.to_str().expect("a name of a test is text");
    refused(&home, &["inspect", path], code, zh, en);
    let run = home.run(&["import", path, "--json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.json()["refused"][0]["code"], code);
    assert!(
        run.json()["refused"][0]["message"]
            .as_str()
            .is_some_and(|message| message.contains(name))
    );
    assert_eq!(home.dump(), before, "the library is as it was");
    assert_eq!(home.run(&["check"]).status, 0);
}

/// A refusal says the same in both languages: the file, the cause, the remedy; no trace.
///
/// # Panics
///
/// When it does not.
#[track_caller]
pub fn refused(home: &Home, args: &[&str], code: &str, zh: &str, en: &str) {
    for (lang, words) in [("zh", zh), ("en", en)] {
        let with: Vec<&str> = [args, &["--lang", lang, "--json"]].concat();
        let run = home.run(&with);
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        let error = &run.json()["error"];
        assert_eq!(error["code"], code, "{error}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(words), "{message} should say {words}");
        assert!(!error["remedy"].as_str().unwrap_or_default().is_empty());
        assert!(run.err.contains(message), "people read it too: {}", run.err);
        assert!(!run.err.contains("panicked") && !run.err.contains("RUST_BACKTRACE"));
        let han = message
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert_eq!(han, lang == "zh", "{message}");
    }
}
