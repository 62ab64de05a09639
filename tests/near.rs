//! What of a library is nearest to a plan, as the command line says it.

use std::path::PathBuf;

use duizhao_tests::binary::{Home, Run};
use duizhao_tests::texts::{SEEDS, repository};

fn seed(stem: &str) -> PathBuf {
    repository("seeds").join(format!("{stem}.txt"))
}

fn filled() -> Home {
    let home = Home::new();
    for stem in SEEDS {
        let run = home.run(&["import".as_ref(), seed(stem).as_os_str()]);
        assert_eq!(run.status, 0, "{}", run.err);
    }
    home
}

/// Plans by how near they are, and how many tasks of `about` found a counterpart.
fn said(run: &Run) -> (Vec<String>, usize) {
    assert_eq!(run.status, 0, "{}", run.err);
    let document = run.json();
    let plans = document["plans"].as_array().expect("plans").iter();
    let plans = plans.map(|plan| plan["id"].as_str().unwrap_or_default().to_owned());
    let units = document["units"].as_array().expect("units").iter();
    let found = units.filter(|unit| {
        unit["counterparts"]
            .as_array()
            .is_some_and(|c| !c.is_empty())
    });
    (plans.collect(), found.count())
}

#[test]
fn sister_plans_of_one_province_are_nearest() {
    let home = filled();
    let run = home.run(&["near", SEEDS[0], "--json"]);
    let (plans, found) = said(&run);
    assert!(!plans.contains(&SEEDS[0].to_owned()), "{plans:?}");
    let mut sisters = plans[..2].to_vec();
    sisters.sort();
    assert_eq!(sisters, [SEEDS[1], SEEDS[2]], "{plans:?}");
    let all = run.json()["units"].as_array().map_or(0, Vec::len);
    assert!(found * 10 >= all * 9, "{found} of {all}");
    for plan in run.json()["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .take(2)
    {
        assert!(plan["equivalent"].as_u64() >= Some(20), "{plan}");
    }
}

/// A file that is not in the library is asked about all the same and does not come into it.
#[test]
fn a_file_finds_its_own_copy_and_leaves_the_library_as_it_was() {
    let home = filled();
    let before = home.run(&["plans", "--json"]).out;
    let file = seed(SEEDS[4]);
    let asked = ["near".as_ref(), file.as_os_str(), "--json".as_ref()];
    let run = home.run(&asked);
    assert_eq!(said(&run).0[0], SEEDS[4]);
    let nearest = &run.json()["plans"][0];
    assert!(nearest["near"].as_f64() > Some(0.99), "{nearest}");
    let units = run.json()["units"].as_array().map(Vec::len);
    assert_eq!(nearest["equivalent"].as_u64(), units.map(|n| n as u64));
    assert_eq!(home.run(&["plans", "--json"]).out, before);
}

#[test]
fn an_empty_library_is_said_to_hold_nothing_near() {
    let home = Home::new();
    let file = seed(SEEDS[2]);
    let run = home.run(&["near".as_ref(), file.as_os_str()]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("没有与它相近的规划"), "{}", run.err);
}
