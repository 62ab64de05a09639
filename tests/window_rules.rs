//! U02: the window stays closed. Policy, capability and command lists are read from the files that
//! the window is built from, so a later change that weakens one of them fails here.

use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &str) -> serde_json::Value {
    serde_json::from_str(&read(path)).expect("a JSON file")
}

/// The words in double quotes on the lines between two marks.
fn quoted(text: &str, from: &str, to: &str) -> BTreeSet<String> {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from}")) + from.len();
    let end = text[start..].find(to).map_or(text.len(), |at| start + at);
    text[start..end]
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The commands as build.rs lists them.
fn listed() -> BTreeSet<String> {
    quoted(&read("src-tauri/src/commands/names.rs"), "NAMES", "];")
}

#[test]
fn u02_the_policy_allows_nothing_but_the_page_itself() {
    let config = json("src-tauri/tauri.conf.json");
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    assert_eq!(
        directives,
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src ipc: http://ipc.localhost",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    );
    let security = config["app"]["security"].as_object().unwrap();
    let loosening = [
        "dangerousDisableAssetCspModification",
        "devCsp",
        "assetProtocol",
        "headers",
        "pattern",
    ];
    assert!(
        loosening.iter().all(|key| !security.contains_key(*key)),
        "{security:?}"
    );
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["build"]["frontendDist"], "../ui/dist");
    assert_eq!(security["capabilities"], serde_json::json!(["main"]));
}

#[test]
fn u02_the_page_may_call_the_listed_commands_and_nothing_of_the_platform() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/capabilities");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["main.json"]);
    let capability = json("src-tauri/capabilities/main.json");
    let allowed: BTreeSet<String> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|permission| permission.as_str().unwrap().to_owned())
        .collect();
    let expected = listed()
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    assert_eq!(allowed, expected);
    assert!(capability.get("remote").is_none());
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
}

#[test]
fn every_command_is_listed_handled_and_known_to_the_page() {
    let library = read("src-tauri/src/lib.rs");
    let start = library.find("generate_handler![").unwrap();
    let handled: BTreeSet<String> = library[start..]
        .lines()
        .skip(1)
        .take_while(|line| !line.contains(']'))
        .map(|line| {
            line.trim()
                .trim_end_matches(',')
                .rsplit("::")
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(handled, listed());
    assert_eq!(
        quoted(&read("ui/src/api/commands.ts"), "COMMANDS = {", "}"),
        listed()
    );
}

#[test]
fn u02_the_page_loads_nothing_from_elsewhere() {
    let page = read("ui/index.html");
    for forbidden in ["http:", "https:", "//", "style=", "<style", "javascript:"] {
        assert!(!page.contains(forbidden), "ui/index.html holds {forbidden}");
    }
}
