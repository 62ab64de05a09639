//! Verdicts, relations, severity rules and batches: what a reviewer decides is kept, follows the
//! texts, and can be taken back.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_workbench::api::batch::{BatchRequest, BatchView};
use duizhao_workbench::api::review::{ReviewItem, VerdictInput};
use duizhao_workbench::api::session::MatchDecision;
use duizhao_workbench::api::view::Selection;
use duizhao_workbench::messages::Text;
use duizhao_workbench::{Control, ImportSource, ReadOptions, Relation, Workbench};

use crate::pages::{queue, rows};

mod pages;

const NOW: &str = "2026-11-25T10:00:00Z";

const PARENT: &str = "济宁市残疾人事业发展“十四五”规划\n\n为推进工作，制定本规划。\n\n一、重点任务\n（一）社会保障。\n1. 落实补贴制度。全面落实两项补贴制度，推动跨省通办。（牵头部门：市民政局；参与部门：市残联）\n2. 发展托养服务。建立托养服务补贴制度，确保重度残疾人得到照护。（牵头部门：市残联；参与部门：市财政局）\n（二）就业创业。\n1. 开展职业培训。组织开展残疾人实用技术培训，建成培训基地。（牵头部门：市人力资源社会保障局；参与部门：市残联）\n2. 扶持自主创业。给予残疾人创业补贴，落实税费优惠政策。（牵头部门：市财政局；参与部门：市残联）\n";

fn child() -> String {
    PARENT
        .replace("济宁市", "任城区")
        .replace("市民政局", "区民政局")
        .replace("市残联", "区残联")
        .replace("市财政局", "区财政局")
        .replace("市人力", "区人力")
        .replace("为推进工作，", "根据《济宁市残疾人事业发展“十四五”规划》，")
        .replace("全面落实两项", "逐步落实两项")
        .replace("确保重度残疾人", "探索让重度残疾人")
        .replace("给予残疾人创业", "鼓励给予残疾人创业")
}

fn put(workbench: &Workbench, name: &str, text: &str) {
    let source = ImportSource::Bytes {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let options = ReadOptions::default();
    let outcomes = workbench.import(&[source], &options, NOW, &Control::none());
    assert!(outcomes.unwrap()[0].result.is_ok(), "{name}");
}

fn pair() -> (Workbench, Selection) {
    let workbench = Workbench::new(None);
    put(&workbench, "parent.txt", PARENT);
    put(&workbench, "child.txt", &child());
    let selection = Selection {
        plans: vec!["parent".to_owned(), "child".to_owned()],
        base: Some("parent".to_owned()),
    };
    (workbench, selection)
}

fn weakened(workbench: &Workbench, selection: &Selection) -> Vec<ReviewItem> {
    let items = queue(workbench, selection).into_iter();
    items
        .filter(|item| item.flag.kind == "wording_weakened")
        .collect()
}

fn judge(workbench: &Workbench, selection: &Selection, id: &str) {
    let input = VerdictInput {
        id: id.to_owned(),
        verdict: Some("must_change".to_owned()),
        note: Some("请改回".to_owned()),
        suggestion: None,
    };
    workbench.set_verdict(selection, &input, NOW).unwrap();
}

/// Verdict and staleness of each weakened clause, by its words.
fn states(workbench: &Workbench, selection: &Selection) -> Vec<(String, Option<String>, bool)> {
    let items = weakened(workbench, selection).into_iter();
    items
        .map(|item| (item.summary.zh, item.verdict, item.stale))
        .collect()
}

#[test]
fn a_new_version_of_the_parent_makes_exactly_the_changed_rows_suspect() {
    let (workbench, selection) = pair();
    let items = weakened(&workbench, &selection);
    assert_eq!(items.len(), 3, "{items:?}");
    for item in &items {
        judge(&workbench, &selection, &item.id);
    }
    let fresh = states(&workbench, &selection);
    assert!(
        fresh
            .iter()
            .all(|(_, verdict, stale)| verdict.is_some() && !stale)
    );
    // A new task before all others moves every place; one clause gets other words.
    let new = PARENT
        .replace(
            "1. 落实补贴制度。",
            "1. 加强服务监管。建立助残服务督导机制，公开监督结果。\n2. 落实补贴制度。",
        )
        .replace("2. 发展托养服务。", "3. 发展托养服务。")
        .replace("确保重度残疾人得到照护", "确保重度残疾人得到长期照护");
    put(&workbench, "parent.txt", &new);
    let after = states(&workbench, &selection);
    assert_eq!(after.len(), 3, "{after:?}");
    for (summary, verdict, stale) in &after {
        assert_eq!(verdict.as_deref(), Some("must_change"), "{summary}");
        assert_eq!(*stale, summary.contains("照护"), "{summary}");
    }
    let suspect = weakened(&workbench, &selection);
    let suspect = suspect.iter().find(|item| item.stale).unwrap();
    let detail = workbench.review_detail(&selection, &suspect.id).unwrap();
    let changed = detail.changed.unwrap();
    assert_eq!(changed.base_was.as_deref(), Some("确保重度残疾人得到照护"));
    assert_eq!(changed.plan_was, None);
    assert_eq!(detail.note, "请改回");
}

#[test]
fn verdicts_go_to_another_library_and_come_back_by_undo() {
    let (workbench, selection) = pair();
    let id = weakened(&workbench, &selection)[0].id.clone();
    judge(&workbench, &selection, &id);
    let carried = serde_json::to_string(&workbench.verdicts().unwrap()).unwrap();
    let (other, selection) = pair();
    assert_eq!(other.import_verdicts(&carried, NOW).unwrap(), 1);
    let judged = |workbench: &Workbench| {
        let states = states(workbench, &selection).into_iter();
        states.filter(|(_, verdict, _)| verdict.is_some()).count()
    };
    assert_eq!(judged(&other), 1);
    other.undo(NOW).unwrap();
    assert_eq!(judged(&other), 0);
    assert_eq!(
        other.import_verdicts("[]", NOW).unwrap_err().code(),
        "bad_verdicts"
    );
}

#[test]
fn a_forbidden_pair_is_not_compared() {
    let (workbench, selection) = pair();
    let rows = rows(&workbench, &selection);
    let row = rows.into_iter().find(|row| row.topic.contains("补贴制度"));
    let about = |workbench: &Workbench| {
        let items = queue(workbench, &selection).into_iter();
        let own = items.filter(|item| item.summary.zh.contains("补贴制度"));
        own.map(|item| item.flag.kind).collect::<Vec<_>>()
    };
    assert!(about(&workbench).contains(&"wording_weakened".to_owned()));
    let decision = MatchDecision {
        action: "forbid".to_owned(),
        row: row.unwrap().id.clone(),
        plan: "child".to_owned(),
        path: None,
    };
    workbench.decide_match(&selection, &decision, NOW).unwrap();
    let kinds = about(&workbench);
    assert!(kinds.contains(&"task_missing".to_owned()), "{kinds:?}");
    assert!(kinds.contains(&"task_added".to_owned()), "{kinds:?}");
    assert!(!kinds.contains(&"wording_weakened".to_owned()), "{kinds:?}");
    workbench.undo(NOW).unwrap();
    assert!(about(&workbench).contains(&"wording_weakened".to_owned()));
}

#[test]
fn a_relation_set_by_the_user_decides_the_severity() {
    let (workbench, selection) = pair();
    let severities = || {
        let items = weakened(&workbench, &selection).into_iter();
        items.map(|item| item.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities(), ["medium"; 3]);
    let sister = Some(Relation::Sister);
    workbench
        .set_relation("child", "parent", sister, NOW)
        .unwrap();
    assert_eq!(severities(), ["info"; 3]);
    workbench
        .set_relation("child", "parent", None, NOW)
        .unwrap();
    assert_eq!(severities(), ["medium"; 3]);
    workbench.undo(NOW).unwrap();
    assert_eq!(severities(), ["info"; 3]);
}

#[test]
fn severity_rules_of_the_library_hold_until_they_are_taken_back() {
    let (workbench, selection) = pair();
    let severities = || {
        let items = weakened(&workbench, &selection).into_iter();
        items.map(|item| item.severity).collect::<Vec<_>>()
    };
    workbench
        .set_rules("[severity]\nP9 = \"high\"", NOW)
        .unwrap();
    assert_eq!(severities(), ["high"; 3]);
    let rules = workbench.rules(None).unwrap().rules;
    let tuned: Vec<&str> = rules
        .iter()
        .filter(|rule| rule.tuned)
        .map(|rule| rule.id.as_str())
        .collect();
    assert_eq!(tuned, ["P9"]);
    let refused = workbench.set_rules("[severity]\nP99 = \"high\"", NOW);
    assert_eq!(refused.unwrap_err().code(), "bad_rules");
    workbench.undo(NOW).unwrap();
    assert_eq!(severities(), ["medium"; 3]);
}

#[test]
fn without_its_parent_a_plan_is_a_sister_and_the_parent_is_named() {
    let workbench = Workbench::new(None);
    let sister = PARENT.replace("济宁市", "嘉兴市");
    put(&workbench, "sister.txt", &sister);
    put(&workbench, "child.txt", &child());
    let selection = Selection {
        plans: vec!["sister".to_owned(), "child".to_owned()],
        base: Some("sister".to_owned()),
    };
    let matrix = pages::matrix(&workbench, &selection);
    let named = |notes: &[Text], word: &str| {
        let title = "《济宁市残疾人事业发展“十四五”规划》";
        notes
            .iter()
            .any(|note| note.zh.contains(title) && note.zh.contains(word))
    };
    assert!(named(&matrix.notes, "请导入"), "{:?}", matrix.notes);
    assert!(
        weakened(&workbench, &selection)
            .iter()
            .all(|item| item.severity == "info")
    );
    put(&workbench, "parent.txt", PARENT);
    let matrix = pages::matrix(&workbench, &selection);
    assert!(named(&matrix.notes, "parent"), "{:?}", matrix.notes);
}

#[test]
fn a_batch_has_a_row_a_plan_and_a_cell_a_task() {
    let (workbench, mut selection) = pair();
    let lacking = child().replace(
        "2. 扶持自主创业。鼓励给予残疾人创业补贴，落实税费优惠政策。（牵头部门：区财政局；参与部门：区残联）\n",
        "",
    );
    put(
        &workbench,
        "lacking.txt",
        &lacking.replace("任城区", "兖州区"),
    );
    selection.plans.push("lacking".to_owned());
    let batch = |sort: &str, from: u32, count: u32| -> BatchView {
        let request = BatchRequest {
            sort: sort.to_owned(),
            from,
            count,
        };
        workbench
            .batch(&selection, &request, &Control::none())
            .unwrap()
    };
    let all = batch("carried", 0, 500);
    assert_eq!(all.total, 2);
    assert_eq!(all.tasks.len(), 4);
    let first = &all.plans[0];
    assert_eq!(
        first.column.plan, "lacking",
        "the least carried comes first"
    );
    assert_eq!(first.counts.high, 1);
    let cells: Vec<&str> = first
        .cells
        .iter()
        .map(|cell| cell.presence.as_str())
        .collect();
    assert_eq!(cells, ["full", "full", "full", "absent"]);
    assert_eq!(first.cells[3].counts.high, 1);
    // The same findings as in the queue of the pair alone.
    let alone = Selection {
        plans: vec!["parent".to_owned(), "child".to_owned()],
        base: selection.base.clone(),
    };
    let queue = queue(&workbench, &alone);
    let medium = queue
        .iter()
        .filter(|item| item.severity == "medium")
        .count();
    assert_eq!(all.plans[1].counts.medium as usize, medium);
    let page = batch("order", 1, 1);
    assert_eq!((page.total, page.from, page.plans.len()), (2, 1, 1));
    let none = Selection {
        base: None,
        ..selection.clone()
    };
    let request = BatchRequest {
        sort: String::new(),
        from: 0,
        count: 1,
    };
    let refused = workbench.batch(&none, &request, &Control::none());
    assert_eq!(refused.unwrap_err().code(), "no_base");
}
