//! What is near a text is found wherever it stands, whatever came first, and only in plans that
//! are there.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_store::{Near, NearQuery, NewDocument, Store, UnitRow};

const AT: &str = "2026-11-25T10:00:00Z";
const MASSAGE: &str = "发展盲人按摩\n规范盲人医疗按摩机构，培训盲人保健按摩人员。";
const DEVICES: &str = "辅具适配\n建设辅助器具服务网络，适配基本型辅助器具。";
const CARE: &str = "托养服务\n为重度残疾人提供集中照护和日间照料。";
const ROADS: &str = "农村公路\n改造县乡公路，提升路网密度。";

fn plan(slug: &str, texts: &[&str]) -> NewDocument {
    let unit = |(number, text): (usize, &&str)| UnitRow {
        path: format!("1.{number}"),
        kind: "task".to_owned(),
        title: text.lines().next().unwrap_or_default().to_owned(),
        text: (*text).to_owned(),
        places: vec![(0, 1)],
    };
    NewDocument {
        slug: slug.to_owned(),
        title: slug.to_owned(),
        file: format!("{slug}.txt"),
        sha256: format!("{slug} {}", texts.join("")),
        text: texts.join("\n"),
        notes: "[]".to_owned(),
        imported_at: AT.to_owned(),
        units: (1..).zip(texts).map(unit).collect(),
        ..NewDocument::default()
    }
}

fn filled(plans: &[NewDocument]) -> Store {
    let mut store = Store::in_memory().unwrap();
    for plan in plans {
        store.insert(plan).unwrap();
    }
    store
}

fn near(store: &Store, texts: &[&str], own: Option<&str>) -> Near {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let query = NearQuery {
        texts: &texts,
        own,
        kinds: &["task"],
        most: 3,
    };
    store.near(&query).unwrap()
}

/// Plan and place of the units near one text.
fn places(store: &Store, text: &str, own: Option<&str>) -> Vec<String> {
    let found = near(store, &[text], own);
    let units = found.units.iter().flatten();
    units
        .map(|unit| format!("{}:{}", unit.slug, unit.path))
        .collect()
}

#[test]
fn a_text_finds_the_units_that_say_the_same() {
    let store = filled(&[
        plan("甲", &[ROADS, MASSAGE]),
        plan("乙", &[DEVICES, CARE]),
        plan(
            "丙",
            &["扶持盲人按摩\n培训盲人按摩人员，规范保健按摩机构。", ROADS],
        ),
    ]);
    assert_eq!(places(&store, MASSAGE, None), ["甲:1.2", "丙:1.1"]);
    let found = near(&store, &[MASSAGE, CARE], None);
    let scores: Vec<f64> = found.units.iter().map(|units| units[0].score).collect();
    assert!(
        scores.iter().all(|score| (score - 1.0).abs() < 1e-9),
        "{scores:?}"
    );
    let plans: Vec<&str> = found.plans.iter().map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(plans, ["乙", "甲", "丙"]);
    assert!(
        found
            .plans
            .iter()
            .all(|(_, near)| (0.0..=1.0).contains(near))
    );
}

#[test]
fn a_long_text_that_took_a_sentence_over_is_found_by_either_part() {
    let store = filled(&[
        plan("甲", &[MASSAGE]),
        plan("乙", &[ROADS]),
        plan("丙", &[CARE]),
    ]);
    let both = format!("{MASSAGE}\n{ROADS}");
    let mut found = places(&store, &both, None);
    found.sort();
    assert_eq!(found, ["乙:1.1", "甲:1.1"]);
}

#[test]
fn the_order_of_import_changes_nothing() {
    let mut plans: Vec<NewDocument> = (0..40)
        .map(|at| {
            let own = format!("{MASSAGE}第{}批。", at % 7);
            plan(&format!("规划{at:02}"), &[ROADS, &own, CARE])
        })
        .collect();
    let asked = [MASSAGE, CARE, ROADS];
    let first = near(&filled(&plans), &asked, Some("规划03"));
    plans.reverse();
    assert_eq!(near(&filled(&plans), &asked, Some("规划03")), first);
    plans.rotate_left(13);
    assert_eq!(near(&filled(&plans), &asked, Some("规划03")), first);
}

#[test]
fn the_plan_itself_older_versions_and_plans_put_away_are_left_out() {
    let mut store = filled(&[
        plan("甲", &[MASSAGE]),
        plan("乙", &[MASSAGE]),
        plan("丙", &[MASSAGE]),
        plan("丁", &[MASSAGE]),
    ]);
    store.insert(&plan("乙", &[ROADS])).unwrap();
    store.delete_plans(&["丙"], AT).unwrap();
    assert_eq!(places(&store, MASSAGE, Some("甲")), ["丁:1.1"]);
    store.undo(AT).unwrap();
    assert_eq!(places(&store, MASSAGE, Some("甲")), ["丁:1.1", "丙:1.1"]);
}

#[test]
fn texts_without_words_find_nothing() {
    let store = filled(&[plan("甲", &[MASSAGE, "", "。"])]);
    for text in ["", "。，、", "残", " \n\u{feff}", "%", "\"", "* AND ("] {
        assert!(places(&store, text, None).is_empty(), "{text:?}");
    }
    assert!(
        near(&Store::in_memory().unwrap(), &[MASSAGE], None)
            .plans
            .is_empty()
    );
}
