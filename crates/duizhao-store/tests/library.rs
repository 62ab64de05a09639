//! The library as its users rely on it: whole plans, exact search, decisions that survive.
#![expect(
    clippy::unwrap_used,
    clippy::format_push_string,
    reason = "helpers of tests"
)]

use std::path::Path;

use duizhao_store::{
    Inserted, NewDecision, NewDocument, Store, StoreError, UnitRow, Version, fold,
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn unit(path: &str, text: &str) -> UnitRow {
    UnitRow {
        path: path.to_owned(),
        kind: "task".to_owned(),
        title: text.lines().next().unwrap_or_default().to_owned(),
        text: text.to_owned(),
        places: vec![(0, 1)],
    }
}

fn plan(slug: &str, texts: &[&str]) -> NewDocument {
    let text = texts.join("\n");
    let original = format!("{slug}\n{text}").into_bytes();
    NewDocument {
        slug: slug.to_owned(),
        title: format!("{slug}规划"),
        file: format!("{slug}.txt"),
        media_type: "text/plain".to_owned(),
        encoding: "UTF-8".to_owned(),
        sha256: format!("{:x}", Sha256::digest(&original)),
        original,
        text,
        notes: "[]".to_owned(),
        imported_at: "2026-11-25T10:00:00Z".to_owned(),
        units: (1..)
            .zip(texts)
            .map(|(n, text)| unit(&format!("1.{n}"), text))
            .collect(),
        ..NewDocument::default()
    }
}

fn decision(kind: &str, payload: &str) -> NewDecision {
    NewDecision {
        kind: kind.to_owned(),
        target: "{}".to_owned(),
        payload: payload.to_owned(),
    }
}

const NOW: &str = "2026-11-25T10:00:00Z";

/// Everything a user can see, to compare before and after.
fn dump(store: &Store) -> String {
    let mut out = String::new();
    for plan in store.plans().unwrap() {
        let text = store.text(&plan.slug, Version::Newest).unwrap();
        let original = store.original(&plan.slug, Version::Newest).unwrap();
        out += &format!("{plan:?} {text:?} {original:?}\n");
    }
    for decision in store.decisions("verdict").unwrap() {
        out += &format!("{} {}\n", decision.target, decision.payload);
    }
    out
}

#[test]
fn a_plan_comes_back_as_it_went_in_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("资料 库").join("规划.db");
    let mut store = Store::open(&path).unwrap();
    store
        .insert(&plan("甲", &["托养服务", "辅具适配"]))
        .unwrap();
    let before = dump(&store);
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(dump(&store), before);
    assert_eq!(
        store.text("甲", Version::Newest).unwrap().text,
        "托养服务\n辅具适配"
    );
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn the_same_bytes_are_known_and_a_changed_file_is_a_new_version() {
    let mut store = Store::in_memory().unwrap();
    store.insert(&plan("甲", &["托养服务"])).unwrap();
    let again = store.insert(&plan("甲", &["托养服务"])).unwrap();
    assert!(matches!(again, Inserted::Known { slug, .. } if slug == "甲"));
    let changed = store
        .insert(&plan("甲", &["托养服务", "新增任务"]))
        .unwrap();
    assert_eq!(
        changed,
        Inserted::NewVersion {
            slug: "甲".to_owned(),
            version: 2
        }
    );
    assert_eq!(store.plans().unwrap().len(), 1);
    assert_eq!(
        store.text("甲", Version::Number(1)).unwrap().text,
        "托养服务"
    );
    assert_eq!(
        store.search("托养").unwrap().len(),
        1,
        "old versions are not searched"
    );

    let other = NewDocument {
        title: "另一规划".to_owned(),
        ..plan("甲", &["别的内容在此"])
    };
    assert_eq!(
        store.insert(&other).unwrap(),
        Inserted::New {
            slug: "甲-2".to_owned()
        }
    );
}

#[test]
fn order_comes_from_the_plans_never_from_the_clock_or_the_import() {
    let mut store = Store::in_memory().unwrap();
    for (slug, code, at) in [
        ("丙", 3, "2099-01-01"),
        ("甲", 1, "1970-01-01"),
        ("乙", 2, "2026-01-01"),
    ] {
        let new = NewDocument {
            region_code: Some(code),
            imported_at: at.to_owned(),
            ..plan(slug, &[slug])
        };
        store.insert(&new).unwrap();
    }
    let slugs: Vec<String> = store.plans().unwrap().into_iter().map(|p| p.slug).collect();
    assert_eq!(slugs, ["甲", "乙", "丙"]);
}

#[test]
fn s20_deleting_and_undoing_leaves_everything_as_it_was() {
    let mut store = Store::in_memory().unwrap();
    let names: Vec<String> = (0..50).map(|n| format!("p{n:02}")).collect();
    for (n, name) in names.iter().enumerate() {
        store.insert(&plan(name, &[&"托养".repeat(n + 1)])).unwrap();
    }
    store
        .decide(&[decision("verdict", "{\"a\":1}")], NOW)
        .unwrap();
    let before = dump(&store);

    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    store.delete_plans(&all, NOW).unwrap();
    assert_eq!(store.plans().unwrap(), []);
    assert_eq!(store.search("托养").unwrap(), []);
    assert_eq!(store.undo(NOW).unwrap().unwrap().decisions.len(), 50);
    assert_eq!(dump(&store), before);

    store.redo(NOW).unwrap().unwrap();
    assert_eq!(store.plans().unwrap(), []);
    store.undo(NOW).unwrap();
    assert_eq!(dump(&store), before);
    assert!(matches!(
        store.delete_plans(&["p00", "nobody"], NOW),
        Err(StoreError::NoPlan { .. })
    ));
    assert_eq!(dump(&store), before, "a step is whole or absent");
}

#[test]
fn a_deleted_plan_comes_back_with_the_same_file() {
    let mut store = Store::in_memory().unwrap();
    store.insert(&plan("甲", &["托养服务"])).unwrap();
    store.delete_plans(&["甲"], NOW).unwrap();
    let back = store.insert(&plan("甲", &["托养服务"])).unwrap();
    assert_eq!(
        back,
        Inserted::New {
            slug: "甲".to_owned()
        }
    );
    assert_eq!(store.undoable().unwrap(), None);
}

#[test]
fn undo_takes_back_step_by_step_and_a_new_decision_ends_redo() {
    let mut store = Store::in_memory().unwrap();
    store
        .decide(&[decision("verdict", "1"), decision("verdict", "2")], NOW)
        .unwrap();
    store.decide(&[decision("verdict", "3")], NOW).unwrap();
    let in_force = |store: &Store| -> Vec<String> {
        store
            .decisions("verdict")
            .unwrap()
            .into_iter()
            .map(|d| d.payload)
            .collect()
    };
    store.undo(NOW).unwrap();
    assert_eq!(in_force(&store), ["1", "2"]);
    store.undo(NOW).unwrap();
    assert!(in_force(&store).is_empty());
    assert_eq!(store.undo(NOW).unwrap(), None);
    store.redo(NOW).unwrap();
    assert_eq!(in_force(&store), ["1", "2"]);
    store.redo(NOW).unwrap();
    assert_eq!(in_force(&store), ["1", "2", "3"]);
    assert_eq!(store.redo(NOW).unwrap(), None);
    store.undo(NOW).unwrap();
    store.decide(&[decision("verdict", "4")], NOW).unwrap();
    assert_eq!(store.redo(NOW).unwrap(), None);
    assert_eq!(in_force(&store), ["1", "2", "4"]);
    assert!(store.journal().unwrap().len() > 6, "nothing is ever erased");
}

/// What a plain scan over the unit texts finds.
fn scan(texts: &[&str], query: &str) -> Vec<(String, usize)> {
    let wanted = fold(query);
    if wanted.is_empty() {
        return Vec::new();
    }
    let hits = (1..)
        .zip(texts)
        .map(|(n, text)| (format!("1.{n}"), fold(text).matches(&wanted).count()));
    hits.filter(|(_, count)| *count > 0).collect()
}

fn found(store: &Store, query: &str) -> Vec<(String, usize)> {
    store
        .search(query)
        .unwrap()
        .into_iter()
        .map(|hit| (hit.path, hit.at.len()))
        .collect()
}

const TEXTS: &[&str] = &[
    "残疾人托养服务。\n发展居家托养、日间照料，5G网络覆盖率达到100%；",
    "５Ｇ网络，覆盖率１００％（Ａ类）　辅具适配率≥85%",
    "完善社会保障制度，落实“两项补贴”。责任单位：市残联、市民政局",
    "a1b2 残 z 疾 人，养",
    "𠮷野家，㐀字，残\u{200b}疾，👍👍👍",
];

#[test]
fn a12_search_finds_words_of_any_length_and_either_width() {
    let mut store = Store::in_memory().unwrap();
    store.insert(&plan("甲", TEXTS)).unwrap();
    for query in [
        "托养",
        "养",
        "5G",
        "5g",
        "５Ｇ",
        "%",
        "％",
        "、",
        "85%",
        "“两项补贴”",
        "z",
        "👍",
        "\n",
    ] {
        assert_eq!(found(&store, query), scan(TEXTS, query), "{query}");
        assert!(!found(&store, query).is_empty(), "{query}");
    }
    assert_eq!(found(&store, ""), []);
    assert_eq!(found(&store, "\" OR 养 *"), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn a12_search_equals_a_plain_scan(text in 0..TEXTS.len(), from in 0_usize..40, length in 1_usize..=8, mix in any::<bool>()) {
        thread_local!(static STORE: Store = {
            let mut store = Store::in_memory().unwrap();
            store.insert(&plan("甲", TEXTS)).unwrap();
            store
        });
        let chars: Vec<char> = TEXTS[text].chars().collect();
        let from = from % chars.len();
        let mut query: String = chars.iter().skip(from).take(length).collect();
        if mix {
            query = query.chars().rev().collect();
        }
        STORE.with(|store| {
            prop_assert_eq!(found(store, &query), scan(TEXTS, &query));
            Ok(())
        })?;
    }
}

#[test]
fn remembered_values_are_kept() {
    let mut store = Store::in_memory().unwrap();
    assert_eq!(store.remembered("window").unwrap(), None);
    store.remember("window", "一").unwrap();
    store.remember("window", "二").unwrap();
    assert_eq!(store.remembered("window").unwrap().as_deref(), Some("二"));
}

fn seeded(path: &Path) -> String {
    let mut store = Store::open(path).unwrap();
    for n in 0..20 {
        store
            .insert(&plan(
                &format!("p{n:02}"),
                &[&format!("第{n}号任务托养").repeat(40)],
            ))
            .unwrap();
    }
    store.decide(&[decision("verdict", "{}")], NOW).unwrap();
    dump(&store)
}

#[test]
fn s10_every_corruption_is_refused_found_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("library.db");
    let before = seeded(&whole);
    let bytes = std::fs::read(&whole).unwrap();
    let damaged = folder.path().join("damaged.db");
    let mut state = 12345_u64;
    let mut random = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % limit
    };
    for round in 0..200 {
        let mut copy = bytes.clone();
        match round % 4 {
            0 => copy.truncate(random(copy.len() - 1) + 1),
            1 => copy[..100].fill(0),
            2 => {
                let page = random(copy.len() / 4096);
                copy[page * 4096..(page + 1) * 4096].fill(0xA5);
            }
            _ => {
                let at = random(copy.len());
                copy[at] ^= 1 << random(8);
            }
        }
        std::fs::write(&damaged, &copy).unwrap();
        let _ = std::fs::remove_file(folder.path().join("damaged.db-wal"));
        let _ = std::fs::remove_file(folder.path().join("damaged.db-shm"));
        let Ok(store) = Store::open(&damaged) else {
            continue;
        };
        let findings = store.check();
        if matches!(&findings, Ok(list) if list.is_empty()) {
            assert_eq!(dump(&store), before, "round {round}: a silent wrong answer");
            assert_eq!(store.search("托养").unwrap().len(), 20, "round {round}");
        }
    }
}

#[test]
fn s10_a_strangers_file_an_empty_file_and_a_folder_are_no_libraries() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    std::fs::write(&path, b"").unwrap();
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::EmptyFile { .. })
    ));
    std::fs::write(&path, "一、总体要求".repeat(50)).unwrap();
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::NotALibrary { .. })
    ));
    std::fs::write(&path, b"SQLite").unwrap();
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::NotALibrary { .. })
    ));
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::NotALibrary { .. })
    ));
    assert_eq!(
        std::fs::read(&path).unwrap(),
        b"SQLite",
        "a refused file is left alone"
    );
}

#[test]
fn s11_a_library_of_a_newer_version_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    seeded(&path);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(
        Store::open(&path),
        Err(StoreError::Newer { found: 99, .. })
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn s13_two_connections_write_in_turn_and_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(Store::open(&path).unwrap());
    let writer = |name: &'static str| {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut store = Store::open(&path).unwrap();
            for n in 0..100 {
                store
                    .decide(&[decision(name, &n.to_string())], NOW)
                    .unwrap();
            }
        })
    };
    let (a, b) = (writer("a"), writer("b"));
    a.join().unwrap();
    b.join().unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.decisions("a").unwrap().len(), 100);
    assert_eq!(store.decisions("b").unwrap().len(), 100);
}

#[test]
fn s15_a_log_left_by_a_crash_is_recovered_and_a_strangers_log_is_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let copy = folder.path().join("copy.db");
    let mut store = Store::open(&path).unwrap();
    store.insert(&plan("甲", &["托养"])).unwrap();
    let before = dump(&store);
    // A crash: file and log are there as they were, nothing was closed.
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(
        folder.path().join("library.db-wal"),
        folder.path().join("copy.db-wal"),
    )
    .unwrap();
    assert_eq!(dump(&Store::open(&copy).unwrap()), before);

    drop(store);
    let other = folder.path().join("other.db");
    seeded(&other);
    let kept = Store::open(&other).unwrap();
    let expected = dump(&kept);
    drop(kept);
    std::fs::copy(&path, folder.path().join("other.db-wal")).unwrap();
    let opened = Store::open(&other).unwrap();
    assert_eq!(dump(&opened), expected);
    assert_eq!(opened.check().unwrap(), []);
}

#[test]
fn s17_backups_are_thinned_by_number_never_by_a_clock() {
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    let path = folder.path().join("library.db");
    seeded(&path);
    let store = Store::open(&path).unwrap();
    for _ in 0..5 {
        store.backup(&backups, 3).unwrap();
    }
    let numbers: Vec<u64> = Store::backups(&backups, "library")
        .unwrap()
        .into_iter()
        .map(|b| b.number)
        .collect();
    assert_eq!(numbers, [5, 4, 3]);
}

#[test]
fn s19_a_restore_keeps_what_it_replaces_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let backups = folder.path().join("backups");
    let path = folder.path().join("library.db");
    let before = seeded(&path);
    let mut store = Store::open(&path).unwrap();
    let backup = store.backup(&backups, 3).unwrap();
    assert_eq!(backup.plans, 20);
    store.delete_plans(&["p00"], NOW).unwrap();
    let after = dump(&store);
    drop(store);

    let restored = Store::restore(&path, &backup.path, "replaced").unwrap();
    assert_eq!(restored.plans, 20);
    assert_eq!(dump(&Store::open(&path).unwrap()), before);
    let kept = restored.kept.unwrap();
    Store::restore(&path, &kept, "replaced").unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), after);

    std::fs::write(&backup.path, b"broken").unwrap();
    assert!(Store::restore(&path, &backup.path, "replaced").is_err());
    assert_eq!(
        dump(&Store::open(&path).unwrap()),
        after,
        "a bad backup replaces nothing"
    );
}
