//! Measures how well plans are read, prints precision and recall, and holds the floors.

use duizhao_tests::inventory::Inventory;
use duizhao_tests::score::{Misses, structure};
use duizhao_tests::texts::{SEEDS, annotated, more, read, seed};
use duizhao_tests::verify::verify;

/// The scorer itself: gold read as a reading of itself is right in everything.
#[test]
fn gold_scored_against_itself_is_perfect() {
    for (_, _, gold) in annotated() {
        let score = structure(&gold, &gold);
        assert!(
            score.parts.iter().all(|(_, part)| part.f1() >= 1.0),
            "{}",
            score.report(Misses::Listed)
        );
        assert_eq!(score.meta_right(), 8);
    }
}

/// The gold itself: headings, names and quotes stand in their lines.
#[test]
fn gold_quotes_its_text_verbatim() {
    for (name, text, gold) in annotated() {
        let verified = verify(&text, &gold);
        let wrong: Vec<&String> = verified
            .faults
            .iter()
            .filter(|fault| fault.contains("not verbatim"))
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

/// Lowest F1 that a change may leave: plan, part, floor.
const FLOORS: &[(&str, &str, f64)] = &[];

/// Metadata fields of eight that are right: plan, floor.
const META_FLOORS: &[(&str, usize)] = &[];

#[test]
fn structure_reaches_its_floors() {
    let mut below = Vec::new();
    for (name, text, gold) in annotated() {
        let score = structure(&gold, &Inventory::of(&read(name, &text)));
        println!("{name}\n{}", score.report(Misses::Listed));
        for (_, part, floor) in FLOORS.iter().filter(|(plan, ..)| *plan == name) {
            let f1 = score.f1(part);
            if f1 < *floor {
                below.push(format!("{name}: {part} {f1:.3}, floor {floor:.3}"));
            }
        }
        let meta_floor = META_FLOORS.iter().find(|(plan, _)| *plan == name);
        if meta_floor.is_some_and(|(_, floor)| score.meta_right() < *floor) {
            below.push(format!("{name}: metadata {:?}", score.wrong_meta));
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

/// Plans whose reading loses or invents something today.
const UNCLEAN: &[&str] = &[
    "000_5858b48f3c980549",
    "001_032358706700e372",
    "002_d69efc627f7d24d0",
    "003_4c59c97df8a0ccea",
    "004_ce8763cea49ce9f3",
    "02-chongqing-nongye-145",
    "08-zhejiang-xianyushangye-2021-2025",
    "11-shanghai-kejifuwuye-yijian",
    "13-shanghai-beidou-3nian",
    "14-shanghai-nongjihua-145",
    "16-xiangzhou-luzhangzhi",
    "17-hubei-nongye-zhuti-cuoshi",
    "18-guoban-xiaofeifupin-2018",
    "21-mee-huanping-145",
    "23-guofa-zhiyejiaoyu-2019",
];

#[test]
fn nothing_is_lost_and_nothing_invented() {
    let seeds = SEEDS.iter().map(|stem| ((*stem).to_owned(), seed(stem)));
    let mut unclean = Vec::new();
    for (stem, text) in seeds.chain(more()) {
        let verified = verify(&text, &Inventory::of(&read(&stem, &text)));
        println!("{stem} {}", verified.line());
        if !verified.is_clean() && !UNCLEAN.contains(&stem.as_str()) {
            unclean.push(format!("{stem}\n  {}", verified.faults.join("\n  ")));
        }
    }
    assert!(unclean.is_empty(), "{}", unclean.join("\n"));
}
