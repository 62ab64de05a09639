//! The bundled plans through the whole reading: what the manifest says of them, and one line
//! a unit as snapshots to be read beside the text.

use duizhao_import::sha256_hex;
use duizhao_tests::inventory::Inventory;
use duizhao_tests::outline::outline;
use duizhao_tests::texts::{SEEDS, read, repository, seed, text_of};

#[test]
fn outlines_of_the_bundled_plans() {
    for stem in SEEDS {
        let plan = Inventory::of(&read(stem, &seed(stem)));
        insta::assert_snapshot!(format!("outline_{stem}"), outline(&plan));
    }
}

#[test]
fn the_manifest_says_what_the_plans_say() {
    let manifest: toml::Table = text_of(&repository("seeds/manifest.toml"))
        .parse()
        .expect("the manifest is TOML");
    let plans = manifest["plan"].as_array().expect("it lists plans");
    assert_eq!(plans.len(), SEEDS.len());
    for plan in plans {
        let word = |key: &str| plan[key].as_str().expect("a string").to_owned();
        let path = repository("seeds").join(word("file"));
        let text = text_of(&path);
        assert_eq!(
            sha256_hex(text.as_bytes()),
            word("sha256"),
            "{}",
            path.display()
        );
        let read = Inventory::of(&read("seed", &text));
        assert_eq!(read.meta["region"], word("region"));
        assert_eq!(read.meta["period"], plan["period"].to_string());
        // A copy may hold blanks where the print wrapped the title.
        assert_eq!(read.meta["title"].replace(' ', ""), word("title"));
    }
}
