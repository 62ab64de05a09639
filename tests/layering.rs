//! The layers hold: which crate may know which, read from the manifests.
//!
//! ```text
//! core ← store, export ← workbench ← cli, window      import ← workbench
//! ```

use std::collections::{BTreeMap, BTreeSet};

use duizhao_tests::texts::{repository, text_of};

/// Crate, and the crates of the workspace it may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    ("duizhao-core", &[]),
    ("duizhao-import", &["duizhao-core"]),
    ("duizhao-store", &["duizhao-core"]),
    ("duizhao-export", &["duizhao-core"]),
    (
        "duizhao-workbench",
        &[
            "duizhao-core",
            "duizhao-import",
            "duizhao-store",
            "duizhao-export",
        ],
    ),
    ("duizhao-cli", &["duizhao-workbench"]),
    ("duizhao-desktop", &["duizhao-workbench"]),
    ("xtask", &[]),
];

/// The core's whole dependency list: nothing that does I/O, knows SQL or draws.
const CORE: &[&str] = &[
    "aho-corasick",
    "jieba-rs",
    "pathfinding",
    "regex",
    "rust_decimal",
    "rustc-hash",
    "serde",
    "similar",
    "toml",
];

/// A library and the only crates that may use it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["duizhao-store"]),
    ("tauri", &["duizhao-desktop"]),
    ("tokio", &["duizhao-desktop"]),
    ("encoding_rs", &["duizhao-import"]),
    ("ts-rs", &["duizhao-workbench"]),
    ("clap", &["duizhao-cli"]),
];

/// Dependencies of every crate by section: what it needs to run, and to build.
fn manifests() -> BTreeMap<String, BTreeSet<String>> {
    let folders = std::fs::read_dir(repository("crates")).expect("crates/ is there");
    let mut paths: Vec<_> = folders
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.push(repository("src-tauri"));
    paths
        .iter()
        .filter(|path| path.join("Cargo.toml").exists())
        .map(|path| of(path))
        .collect()
}

fn of(folder: &std::path::Path) -> (String, BTreeSet<String>) {
    let manifest: toml::Table = text_of(&folder.join("Cargo.toml"))
        .parse()
        .expect("a manifest is TOML");
    let name = manifest["package"]["name"]
        .as_str()
        .expect("a package has a name")
        .to_owned();
    let mut needs = BTreeSet::new();
    for section in ["dependencies", "build-dependencies"] {
        let table = manifest.get(section).and_then(toml::Value::as_table);
        needs.extend(table.into_iter().flat_map(toml::Table::keys).cloned());
    }
    (name, needs)
}

#[test]
fn crates_know_only_the_layers_below_them() {
    for (name, needs) in manifests() {
        let allowed = ALLOWED.iter().find(|(known, _)| *known == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name}: no layer is set for it"));
        let ours = needs.iter().filter(|need| need.starts_with("duizhao-"));
        let wrong: Vec<&String> = ours
            .filter(|need| !allowed.contains(&need.as_str()))
            .collect();
        assert!(wrong.is_empty(), "{name} may not depend on {wrong:?}");
    }
}

#[test]
fn the_core_depends_on_nothing_that_does_input_or_output() {
    let needs = &manifests()["duizhao-core"];
    let extra: Vec<&String> = needs
        .iter()
        .filter(|need| !CORE.contains(&need.as_str()))
        .collect();
    assert!(extra.is_empty(), "not in the core's list: {extra:?}");
}

#[test]
fn libraries_stay_in_their_layer() {
    for (name, needs) in manifests() {
        for (library, owners) in ONLY_IN {
            let uses = needs.iter().any(|need| {
                need == library
                    || need
                        .strip_prefix(library)
                        .is_some_and(|r| r.starts_with('-'))
            });
            assert!(
                !uses || owners.contains(&name.as_str()),
                "{name} may not use {library}"
            );
        }
    }
}
