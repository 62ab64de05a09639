//! Tickets for paths: the page handles files without ever seeing or naming a path.
//!
//! A dialog or a drop gives the backend a path; the page gets a ticket and a name to show:
//!
//! ```text
//! /home/li/规划/张店区.txt  →  { token: "9f3c…", name: "张店区.txt" }
//! ```
//!
//! Only tickets given out in this session are honoured, each once; looking at a file leaves its ticket good.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;
use std::sync::Mutex;

use duizhao_workbench::api::session::PickedFile;

/// The tickets given out and not yet used.
#[derive(Default)]
pub(crate) struct Tickets {
    paths: Mutex<BTreeMap<String, PathBuf>>,
}

impl Tickets {
    /// Gives out tickets for paths, in their order.
    pub(crate) fn issue(&self, paths: Vec<PathBuf>) -> Vec<PickedFile> {
        let mut known = self
            .paths
            .lock()
            .expect("nothing panics while tickets are held");
        paths
            .into_iter()
            .map(|path| {
                let token = fresh();
                let name = path
                    .file_name()
                    .unwrap_or(path.as_os_str())
                    .to_string_lossy()
                    .into_owned();
                known.insert(token.clone(), path);
                PickedFile { token, name }
            })
            .collect()
    }

    /// Returns the path of a ticket and leaves the ticket good.
    pub(crate) fn look(&self, token: &str) -> Option<PathBuf> {
        let known = self
            .paths
            .lock()
            .expect("nothing panics while tickets are held");
        known.get(token).cloned()
    }

    /// Takes back tickets for their paths; a ticket that was never given out is not returned.
    pub(crate) fn redeem(&self, tokens: &[String]) -> Vec<PathBuf> {
        let mut known = self
            .paths
            .lock()
            .expect("nothing panics while tickets are held");
        tokens
            .iter()
            .filter_map(|token| known.remove(token))
            .collect()
    }
}

/// Draws 128 bits from the keys that the standard library seeds its hash maps with.
pub(crate) fn fresh() -> String {
    let draw = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", draw(), draw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_hides_the_path_and_works_once() {
        let tickets = Tickets::default();
        let given = tickets.issue(vec!["/a/规划.txt".into(), "/b/规划.txt".into()]);
        assert_eq!(given[1].name, "规划.txt");
        assert_ne!(given[0].token, given[1].token);
        let tokens = vec![given[1].token.clone()];
        assert_eq!(tickets.redeem(&tokens), [PathBuf::from("/b/规划.txt")]);
        assert_eq!(tickets.redeem(&tokens), [] as [PathBuf; 0]);
    }

    #[test]
    fn a_path_is_no_ticket() {
        let tickets = Tickets::default();
        tickets.issue(vec!["/etc/passwd".into()]);
        let guesses = ["/etc/passwd", "../../etc/passwd", "passwd", ""].map(String::from);
        assert_eq!(tickets.redeem(&guesses), [] as [PathBuf; 0]);
    }
}
