//! What the window asks of the workbench, on the five bundled plans.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Write as _;
use std::path::PathBuf;

use duizhao_workbench::api::matrix::{MatrixLine, MatrixRequest, MatrixView};
use duizhao_workbench::api::page::{MATRIX_ROWS, MOST_ROWS};
use duizhao_workbench::api::review::VerdictInput;
use duizhao_workbench::api::session::MatchDecision;
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::{Control, ImportSource, ReadOptions, Workbench};

use crate::pages::{matrix, queue, rows, rows_of};

mod pages;

const NOW: &str = "2026-11-25T10:00:00Z";
const JINING: &str = "002_d69efc627f7d24d0";
const SHIZHONG: &str = "000_5858b48f3c980549";

fn seeds() -> Vec<ImportSource> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let files = duizhao_workbench::files_in(&folder).into_iter();
    files
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
        .filter(|f| f.parent().is_some_and(|parent| parent.ends_with("seeds")))
        .map(ImportSource::Path)
        .collect()
}

fn filled() -> Workbench {
    let workbench = Workbench::new(None);
    let outcomes = workbench
        .import(&seeds(), &ReadOptions::default(), NOW, &Control::none())
        .unwrap();
    assert!(
        outcomes.iter().all(|outcome| outcome.result.is_ok()),
        "{outcomes:?}"
    );
    workbench
}

fn selection(workbench: &Workbench, base: Option<&str>) -> Selection {
    let plans = workbench
        .library()
        .unwrap()
        .plans
        .into_iter()
        .map(|card| card.id)
        .collect();
    Selection {
        plans,
        base: base.map(str::to_owned),
    }
}

#[test]
fn the_library_names_its_plans_and_what_they_cite() {
    let library = filled().library().unwrap();
    let names: Vec<(&str, &str)> = library
        .plans
        .iter()
        .map(|card| (card.name.as_str(), card.mark.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("嘉兴市", "嘉"),
            ("济南市中区", "中"),
            ("淄博张店区", "张"),
            ("淄博临淄区", "临"),
            ("济宁市", "宁"),
        ]
    );
    assert!(library.lineage.iter().any(|edge| edge.relation == "parent"));
    assert!(
        library
            .lineage
            .iter()
            .all(|edge| edge.cited.as_ref() != Some(&edge.plan))
    );
}

#[test]
fn every_row_of_the_matrix_opens_and_every_view_has_its_columns() {
    let workbench = filled();
    for base in [Some(JINING), None] {
        let selection = selection(&workbench, base);
        let matrix = pages::matrix(&workbench, &selection);
        assert_eq!(matrix.columns.len(), 5);
        assert_eq!(matrix.columns[0].is_base, base.is_some());
        let rows = rows(&workbench, &selection);
        assert_eq!(rows.len(), matrix.counts.all as usize);
        assert!(rows.len() > 30);
        for row in rows {
            assert_eq!(row.cells.len(), 5);
            let synopsis = workbench.synopsis(&selection, &row.id).unwrap();
            assert_eq!((synopsis.units.len(), synopsis.facts.len()), (5, 5));
            assert!(
                synopsis
                    .sentences
                    .iter()
                    .all(|sentence| sentence.cells.len() == 5)
            );
        }
        assert_eq!(workbench.targets(&selection, 0).unwrap().columns.len(), 5);
        assert_eq!(
            workbench
                .responsibilities(&selection, 0)
                .unwrap()
                .columns
                .len(),
            5
        );
        assert!(workbench.synopsis(&selection, "nothing").is_err());
    }
}

/// Every match shows what it rests on; a row's own unit and an empty cell rest on nothing.
#[test]
fn every_match_says_what_it_rests_on() {
    let workbench = filled();
    for base in [Some(JINING), None] {
        let selection = selection(&workbench, base);
        let (mut shown, mut unsaid) = (0, 0);
        for row in rows(&workbench, &selection) {
            let matches = workbench.matches(&selection, &row.id).unwrap();
            let synopsis = workbench.synopsis(&selection, &row.id).unwrap();
            assert_eq!(
                serde_json::to_string(&matches).unwrap(),
                serde_json::to_string(&synopsis.matches).unwrap()
            );
            let own = row.cells.iter().position(|cell| !cell.units.is_empty());
            for (column, (cell, found)) in row.cells.iter().zip(&matches).enumerate() {
                if cell.units.is_empty() || Some(column) == own {
                    assert!(found.is_none(), "{} {column}", row.id);
                    continue;
                }
                shown += 1;
                let Some(found) = found else {
                    unsaid += 1;
                    continue;
                };
                assert!(!found.terms.is_empty(), "{} {column}", row.id);
                for figure in [found.score, found.heading, found.body, found.sentences] {
                    assert!((0.0..=1.0).contains(&figure), "{found:?}");
                }
            }
        }
        // What only the comparison of texts found has no such reasons.
        assert!(
            shown > 80 && unsaid * 20 < shown,
            "{base:?}: {unsaid} of {shown}"
        );
        assert!(workbench.matches(&selection, "nothing").is_err());
    }
}

/// Tasks that say no more than their headings are shown with them.
#[test]
fn a_row_of_headings_alone_shows_them() {
    let plan = |place: &str| {
        ImportSource::Bytes {
        name: format!("{place}.txt"),
        bytes: format!(
            "{place}残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、重点任务\n\n（一）强化社会保障\n\n\
             1.完善残疾人福利补贴制度\n\n2.发展残疾人托养照护服务\n\n3.扩大残疾人保险覆盖范围\n"
        )
        .into_bytes(),
    }
    };
    let workbench = Workbench::new(None);
    let plans = [plan("济宁市"), plan("济南市")];
    workbench
        .import(&plans, &ReadOptions::default(), NOW, &Control::none())
        .unwrap();
    for base in [Some("济宁市"), None] {
        let selection = selection(&workbench, base);
        let rows = rows(&workbench, &selection);
        assert_eq!(rows.len(), 3, "{base:?}");
        for row in rows {
            let synopsis = workbench.synopsis(&selection, &row.id).unwrap();
            let headings = synopsis.sentences[0].cells.iter();
            let shown: Vec<String> = headings
                .map(|cell| cell.runs.iter().map(|run| run.text.as_str()).collect())
                .collect();
            assert_eq!(shown, [row.topic.clone(), row.topic], "{base:?}");
        }
    }
}

/// A parent of 225 tasks, each with a target and a lead, and a county that sets itself less.
fn crowded() -> Workbench {
    let whom = [
        "儿童",
        "老人",
        "妇女",
        "盲人",
        "聋人",
        "智障者",
        "精神障碍者",
        "孤儿",
        "学生",
        "青年",
        "农民",
        "失业者",
        "单亲家庭",
        "退役军人",
        "流动人口",
    ];
    let what = [
        "康复", "托养", "培训", "供养", "救助", "就业", "出行", "维权", "教育", "文化", "体育",
        "住房", "辅具", "保险", "陪护",
    ];
    let text = |place: &str, rate: u32| {
        let mut text = format!("{place}残疾人事业发展“十四五”规划\n\n一、重点任务\n");
        for (number, who) in whom.iter().enumerate() {
            let _ = writeln!(text, "（{}）{who}工作。", chinese(number + 1));
            for (at, what) in what.iter().enumerate() {
                let _ = writeln!(
                    text,
                    "{}. {who}{what}服务。为{who}提供{what}服务，到2025年{who}{what}服务覆盖率达到{rate}%。（牵头部门：{what}局；参与部门：财政局）",
                    at + 1
                );
            }
        }
        text
    };
    let workbench = Workbench::new(None);
    for (place, rate) in [("市", 95), ("县", 80)] {
        let source = ImportSource::Bytes {
            name: format!("{place}.txt"),
            bytes: text(&format!("济宁{place}"), rate).into_bytes(),
        };
        let outcomes = workbench.import(&[source], &ReadOptions::default(), NOW, &Control::none());
        assert!(outcomes.unwrap()[0].result.is_ok());
    }
    workbench
}

fn chinese(number: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = if number >= 10 { "十" } else { "" };
    format!("{tens}{}", digits[number % 10])
}

/// Whatever the library: filters, counts and windows agree, and no call hands over more.
#[test]
fn no_call_hands_over_more_than_200_rows_and_the_windows_make_up_the_whole() {
    let workbench = crowded();
    for base in [Some("市"), None] {
        let selection = selection(&workbench, base);
        let counts = matrix(&workbench, &selection).counts;
        assert!(counts.all > MOST_ROWS, "more than one window: {counts:?}");
        let of = |filter| rows_of(&workbench, &selection, filter).len() as u32;
        assert_eq!(
            ["all", "gaps", "onlyGaps", "weaker", "roles"].map(of),
            [
                counts.all,
                counts.gaps,
                counts.only_gaps,
                counts.weaker,
                counts.roles
            ]
        );
        let far = rows_of(&workbench, &selection, "all").pop().unwrap().id;
        let request = MatrixRequest {
            near: Some(far.clone()),
            ..MatrixRequest::default()
        };
        let view = workbench.matrix(&selection, &request, &Control::none());
        let page = view.unwrap().lines;
        assert!(page.from >= MATRIX_ROWS && page.from.is_multiple_of(MATRIX_ROWS));
        assert!(page.rows.len() as u32 <= MATRIX_ROWS);
        let is_far =
            |line: &MatrixLine| matches!(line, MatrixLine::Row { row, .. } if row.id == far);
        assert!(page.rows.iter().any(is_far), "the window holds the row");
        let deviations = queue(&workbench, &selection);
        assert_eq!(deviations.len() > MOST_ROWS as usize, base.is_some());
        let mut targets = 0;
        while targets < workbench.targets(&selection, 0).unwrap().total {
            let view = workbench.targets(&selection, targets).unwrap();
            let indicators = view.groups.iter().map(|group| group.rows.len());
            let found = (indicators.sum::<usize>() + view.prose.len()) as u32;
            assert!((1..=MOST_ROWS).contains(&found), "{found}");
            targets += found;
        }
        let mut duties = 0;
        while duties < workbench.responsibilities(&selection, 0).unwrap().total {
            let view = workbench.responsibilities(&selection, duties).unwrap();
            let found = view.sections.iter().map(|section| section.rows.len());
            let found = found.sum::<usize>() as u32;
            assert!((1..=MOST_ROWS).contains(&found), "{found}");
            duties += found;
        }
    }
    let hits = workbench.search_view("服务", 5_000).unwrap();
    assert_eq!(hits.hits.len(), MOST_ROWS as usize);
    assert!(hits.total > MOST_ROWS);
}

/// A row is found again in its window, under every filter that leaves it.
#[test]
fn the_window_of_a_row_holds_it() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let all = rows(&workbench, &selection);
    let last = all.last().unwrap();
    let near = |filter: &str, closed: Vec<String>| {
        let request = MatrixRequest {
            filter: filter.to_owned(),
            near: Some(last.id.clone()),
            closed,
            ..MatrixRequest::default()
        };
        workbench
            .matrix(&selection, &request, &Control::none())
            .unwrap()
    };
    let view = near("all", Vec::new());
    let at = (view.at.unwrap() - view.lines.from) as usize;
    let MatrixLine::Row { row, place } = &view.lines.rows[at] else {
        panic!("{:?}", view.lines.rows[at])
    };
    assert_eq!((&row.id, *place), (&last.id, view.counts.all));
    let sections = view.lines.rows.iter().filter_map(|line| match line {
        MatrixLine::Section { section } => Some(section.path.clone()),
        MatrixLine::Row { .. } => None,
    });
    let shut = near("all", sections.collect());
    assert_eq!(shut.at, None, "its section is closed");
    assert!(shut.counts.shown < view.counts.shown);
}

/// What belongs together is known before the deviations: a new base is answered at once.
#[test]
fn rows_are_at_hand_before_their_deviations() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let ask = |at_hand: bool| {
        let request = MatrixRequest {
            filter: "all".to_owned(),
            at_hand,
            ..MatrixRequest::default()
        };
        workbench
            .matrix(&selection, &request, &Control::none())
            .unwrap()
    };
    let flags = |view: &MatrixView| -> usize {
        let rows = view.lines.rows.iter().filter_map(|line| match line {
            MatrixLine::Row { row, .. } => Some(row),
            MatrixLine::Section { .. } => None,
        });
        rows.flat_map(|row| &row.cells)
            .map(|cell| cell.flags.len())
            .sum()
    };
    let first = ask(true);
    assert!(!first.compared && first.columns[0].is_base);
    assert_eq!(flags(&first), 0);
    let whole = ask(false);
    assert!(whole.compared && flags(&whole) > 0);
    assert_eq!(first.counts.of_base, whole.counts.of_base);
    assert!(ask(true).compared, "what is computed is at hand");
}

#[test]
fn a_row_of_indicators_says_what_the_comparison_found() {
    let workbench = filled();
    let view = workbench
        .targets(&selection(&workbench, Some(JINING)), 0)
        .unwrap();
    let cell = |row: &str, plan: &str| {
        let column = view.columns.iter().position(|c| c.plan.starts_with(plan));
        let mut rows = view.groups.iter().flat_map(|group| &group.rows);
        let row = rows.find(|found| found.name == row).expect("the row");
        &row.cells[column.expect("the column")]
    };
    // It stands in the prose of the one, under another name in the other, which the comparison keeps apart.
    let stated = cell("残疾儿童少年义务教育入学率", "004");
    assert_eq!(stated.target.as_deref(), Some("99%"));
    assert_eq!(stated.comparison.as_deref(), Some("lower"));
    assert_eq!(stated.target_value, Some(99.0));
    assert!(stated.prose.is_some() && stated.lines.is_some());
    let other = cell("残疾儿童少年义务教育入学率", "003");
    assert_eq!(other.comparison.as_deref(), Some("missing"));
    assert_eq!(other.target, None);
    // Households are no share: never the same.
    let households = "困难重度残疾人家庭无障碍改造数";
    assert_eq!(
        cell(households, "004").comparison.as_deref(),
        Some("missing")
    );
    assert_eq!(
        cell(households, "003").comparison.as_deref(),
        Some("incomparable")
    );
    let added = view.groups.iter().filter(|group| group.kind == "added");
    let mut added = added.flat_map(|group| &group.rows);
    assert!(added.any(|row| row.name == "符合条件残疾人家庭无障碍改造率"));
}

#[test]
fn the_base_stands_first_in_every_target_row_and_departments_are_counted_once() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let targets = workbench.targets(&selection, 0).unwrap();
    let indicators: Vec<_> = targets
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .collect();
    let of_base = indicators
        .iter()
        .filter(|row| row.cells[0].target.is_some())
        .count();
    assert_eq!(of_base, 11, "all indicators of the base, each once");
    assert!(targets.groups.iter().any(|group| group.kind == "added"));
    assert!(!targets.prose.is_empty());
    for row in &targets.prose {
        for cell in &row.cells {
            assert!(cell.end as usize <= cell.quote.chars().count(), "{cell:?}");
        }
    }
    let view = workbench.responsibilities(&selection, 0).unwrap();
    let heads = view.departments.len();
    assert!(heads > 10);
    for row in view.sections.iter().flat_map(|section| &section.rows) {
        assert!(
            row.cells
                .iter()
                .all(|cell| (cell.department as usize) < heads)
        );
        assert!(row.cells.iter().all(|cell| cell.roles.len() == 5));
    }
}

#[test]
fn a_forbidden_match_is_gone_until_it_is_undone() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let matrix = pages::matrix(&workbench, &selection);
    let column = matrix
        .columns
        .iter()
        .position(|column| column.plan == SHIZHONG)
        .unwrap();
    let rows_before = rows(&workbench, &selection);
    let row = rows_before
        .iter()
        .find(|row| row.cells[column].presence == "full")
        .unwrap();
    let (id, path) = (row.id.clone(), row.cells[column].units[0].path.clone());
    let holds = |workbench: &Workbench| {
        let found = rows(workbench, &selection)
            .into_iter()
            .find(|row| row.id == id)
            .unwrap();
        found.cells[column]
            .units
            .iter()
            .any(|unit| unit.path == path)
    };
    assert!(holds(&workbench));
    let forbid = MatchDecision {
        action: "forbid".to_owned(),
        row: id.clone(),
        plan: SHIZHONG.to_owned(),
        path: Some(path.clone()),
    };
    let change = workbench.decide_match(&selection, &forbid, NOW).unwrap();
    assert_eq!(change.row.as_deref(), Some(id.as_str()));
    assert!(change.undo.is_some());
    assert!(!holds(&workbench));
    workbench.undo(NOW).unwrap();
    assert!(holds(&workbench));
    workbench.redo(NOW).unwrap();
    assert!(!holds(&workbench));
    let release = MatchDecision {
        action: "release".to_owned(),
        ..forbid
    };
    workbench.decide_match(&selection, &release, NOW).unwrap();
    assert!(holds(&workbench));
}

#[test]
fn a_match_made_by_hand_is_kept() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let matrix = pages::matrix(&workbench, &selection);
    let all = rows(&workbench, &selection);
    let has = |column: usize, presence: &str| {
        all.iter().any(|row| row.cells[column].presence == presence)
    };
    let column = (1..5)
        .find(|&column| has(column, "absent") && has(column, "added"))
        .unwrap();
    let empty = all
        .iter()
        .find(|row| row.cells[column].presence == "absent" && row.cells[0].presence == "full")
        .unwrap();
    let added = all
        .iter()
        .find(|row| row.cells[column].presence == "added")
        .unwrap();
    let path = added.cells[column].units[0].path.clone();
    let decision = MatchDecision {
        action: "match".to_owned(),
        row: empty.id.clone(),
        plan: matrix.columns[column].plan.clone(),
        path: Some(path.clone()),
    };
    workbench.decide_match(&selection, &decision, NOW).unwrap();
    let row = rows(&workbench, &selection)
        .into_iter()
        .find(|row| row.id == empty.id)
        .unwrap();
    assert!(
        row.cells[column].units.iter().any(|unit| unit.path == path),
        "{row:?}"
    );
    assert_ne!(row.review, "proposed");
}

/// Whatever a person puts in a cell stands there, also where the proposal was forbidden before.
#[test]
fn another_unit_by_hand_takes_the_place_of_a_forbidden_one() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let decision = |action: &str, path: &str| MatchDecision {
        action: action.to_owned(),
        row: format!("{JINING}/3.1.1"),
        plan: SHIZHONG.to_owned(),
        path: Some(path.to_owned()),
    };
    workbench
        .decide_match(&selection, &decision("forbid", "3.1.1"), NOW)
        .unwrap();
    workbench
        .decide_match(&selection, &decision("match", "3.2.1"), NOW)
        .unwrap();
    let matrix = pages::matrix(&workbench, &selection);
    let column = matrix
        .columns
        .iter()
        .position(|column| column.plan == SHIZHONG)
        .unwrap();
    let row = rows(&workbench, &selection)
        .into_iter()
        .find(|row| row.cite.as_deref() == Some("3.1.1"))
        .unwrap();
    let shown: Vec<&str> = row.cells[column]
        .units
        .iter()
        .map(|unit| unit.path.as_str())
        .collect();
    assert_eq!(shown, ["3.2.1"]);
}

#[test]
fn verdicts_and_notes_stay_with_their_deviation() {
    let workbench = filled();
    let selection = selection(&workbench, Some(JINING));
    let items = queue(&workbench, &selection);
    assert!(!items.is_empty());
    let ids: std::collections::BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids.len(), items.len(), "ids are unique");
    let id = items[0].id.clone();
    let set = |verdict: Option<&str>, note: Option<&str>| {
        let input = VerdictInput {
            id: id.clone(),
            verdict: verdict.map(str::to_owned),
            note: note.map(str::to_owned),
            suggestion: None,
        };
        workbench.set_verdict(&selection, &input, NOW).unwrap();
    };
    set(Some("must_change"), None);
    set(None, Some("请补充"));
    let detail = workbench.review_detail(&selection, &id).unwrap();
    assert_eq!(detail.item.verdict.as_deref(), Some("must_change"));
    assert_eq!(detail.note, "请补充");
    assert!(!detail.item.stale);
    workbench.undo(NOW).unwrap();
    workbench.undo(NOW).unwrap();
    assert_eq!(
        workbench
            .review_detail(&selection, &id)
            .unwrap()
            .item
            .verdict,
        None
    );
    for item in &items {
        let detail = workbench.review_detail(&selection, &item.id).unwrap();
        let said = |side: &duizhao_workbench::api::review::EvidenceSide| {
            !side.runs.is_empty()
                || side.absence.is_some()
                || side.unit.is_some()
                || side.lines.is_some()
        };
        assert!(said(&detail.base) || said(&detail.side), "{detail:?}");
    }
}

#[test]
fn the_source_shows_every_line_and_marks_lie_within_it() {
    let workbench = filled();
    for card in workbench.library().unwrap().plans {
        let mut from = 1;
        let mut seen = 0;
        loop {
            let view = workbench.source(&card.id, from, 200).unwrap();
            let further = workbench.source_lines(&card.id, from, 200).unwrap();
            assert_eq!(
                serde_json::to_value(&further).unwrap(),
                serde_json::to_value(&view.lines).unwrap(),
                "a page alone is the page that comes with the outline"
            );
            for line in &view.lines {
                seen += 1;
                assert_eq!(line.number, seen);
                let units = line.text.encode_utf16().count();
                for mark in &line.marks {
                    assert!(
                        mark.start < mark.end && mark.end as usize <= units,
                        "{line:?}"
                    );
                }
            }
            from += 200;
            if from > view.line_count {
                assert_eq!(seen, view.line_count);
                assert!(
                    view.tally.iter().all(|(what, _)| what != "nowhere"),
                    "{:?}",
                    view.tally
                );
                let counted: u32 = view.tally.iter().map(|(_, lines)| lines).sum();
                assert!(counted <= view.line_count && counted > 60, "{counted}");
                assert_eq!(view.lost, 0);
                break;
            }
        }
    }
}
