//! The texts the tests read: the five bundled plans, further real plans, gold.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use duizhao_core::Lexicon;
use duizhao_core::model::{Plan, PlanId};
use duizhao_core::parse::read_plan;

use crate::inventory::Inventory;

/// File stems of the five bundled plans.
pub const SEEDS: [&str; 5] = [
    "000_5858b48f3c980549",
    "001_032358706700e372",
    "002_d69efc627f7d24d0",
    "003_4c59c97df8a0ccea",
    "004_ce8763cea49ce9f3",
];

/// Inventories made by hand of bundled plans: name in `tests/gold`, stem of the seed.
pub const GOLD: [(&str, &str); 3] = [
    ("jinan-shizhong-145", "000_5858b48f3c980549"),
    ("jining-145", "002_d69efc627f7d24d0"),
    ("jiaxing-145", "004_ce8763cea49ce9f3"),
];

/// Inventories made by hand of further plans, before the program read them: name in
/// `tests/gold/own`, stem of the text in `tests/fixtures/more`.
pub const OWN_GOLD: [(&str, &str); 3] = [
    ("guoban-xiaofeifupin-2018", "18-guoban-xiaofeifupin-2018"),
    (
        "shanghai-kejifuwuye-yijian",
        "11-shanghai-kejifuwuye-yijian",
    ),
    ("xiangzhou-luzhangzhi", "16-xiangzhou-luzhangzhi"),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

/// The built-in lexicons, loaded once.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// A path below the root of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A text file of the repository.
///
/// # Panics
/// Where the file is missing or not UTF-8.
#[track_caller]
pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of a bundled plan.
pub fn seed(stem: &str) -> String {
    text_of(&repository(&format!("seeds/{stem}.txt")))
}

/// Further real plans without gold: file stem and text, in order of their names.
///
/// # Panics
/// Where `tests/fixtures/more` is missing.
pub fn more() -> Vec<(String, String)> {
    let folder = repository("tests/fixtures/more");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of further plans is part of the repository")
        .map(|entry| entry.expect("its entries can be listed").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| (stem(path), text_of(path)))
        .collect()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A hand-made inventory from `tests/gold`.
pub fn gold(name: &str) -> Inventory {
    Inventory::from_json(&json_of(&format!("tests/gold/{name}.json")))
}

/// All hand-made inventories with their texts: name, text, gold.
pub fn annotated() -> Vec<(&'static str, String, Inventory)> {
    let bundled = GOLD
        .iter()
        .map(|&(name, stem)| (name, seed(stem), gold(name)));
    let own = OWN_GOLD.iter().map(|&(name, stem)| {
        let text = text_of(&repository(&format!("tests/fixtures/more/{stem}.txt")));
        (name, text, gold(&format!("own/{name}")))
    });
    bundled.chain(own).collect()
}

/// A JSON file of the repository.
///
/// # Panics
/// Where the file is missing or no JSON.
#[track_caller]
pub fn json_of(path: &str) -> serde_json::Value {
    let text = text_of(&repository(path));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Reads a decoded text as a plan.
pub fn read(id: &str, text: &str) -> Plan {
    read_plan(PlanId(id.to_owned()), text, lexicon())
}
