//! The words on the window's command line.

use std::ffi::OsString;
use std::path::PathBuf;

const USAGE: &str = "duizhao-desktop [--library PATH] [--bundled]

  --library PATH   the library to open, made when it is not there
  --bundled        import the five bundled plans when the library is empty";

/// What the window was started with.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The library to open instead of the one last used.
    pub(crate) library: Option<PathBuf>,
    /// Whether an empty library gets the five bundled plans.
    pub(crate) bundled: bool,
}

/// Reads the options, or returns a message for the terminal.
pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let mut options = Options::default();
    let mut words = words;
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--bundled") => options.bundled = true,
            Some("--library") => {
                let path = words
                    .next()
                    .ok_or_else(|| format!("--library needs a path\n\n{USAGE}"))?;
                options.library = Some(PathBuf::from(path));
            }
            _ => return Err(format!("unknown word: {}\n\n{USAGE}", word.display())),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Result<Options, &str>) {
        let found = parse(words.iter().map(OsString::from));
        match expected {
            Ok(options) => assert_eq!(found, Ok(options)),
            Err(part) => assert!(found.unwrap_err().contains(part)),
        }
    }

    #[test]
    fn options_are_read_and_typing_errors_named() {
        check(&[], Ok(Options::default()));
        check(
            &["--bundled", "--library", "区/库.db"],
            Ok(Options {
                library: Some("区/库.db".into()),
                bundled: true,
            }),
        );
        check(&["--library"], Err("--library needs a path"));
        check(&["--libary", "x"], Err("unknown word: --libary"));
    }
}
