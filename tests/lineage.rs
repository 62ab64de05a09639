//! What a plan cites is linked to the plan of the library, whichever of the two came first.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use duizhao_tests::binary::Home;
use serde_json::Value;

const CHILD: &str = "\
临沂市河东区养老服务体系建设规划

为加快发展养老服务，根据《临沂市养老服务体系建设规划》（临政发〔2021〕12号），结合我区实际，制定本规划。

一、总体要求
（一）指导思想。坚持以人民为中心，健全基本养老服务体系。
二、重点任务
（一）健全服务网络。每个街道至少建成一处养老服务中心。（责任单位：区民政局）
";

const PARENT: &str = "\
临沂市人民政府关于印发临沂市养老服务体系建设规划的通知
临政发〔2021〕12号

各县、区人民政府：

现将《临沂市养老服务体系建设规划》印发给你们，请认真组织实施。

临沂市人民政府
2021年10月8日

临沂市养老服务体系建设规划

一、总体要求
（一）指导思想。坚持以人民为中心，健全基本养老服务体系。
二、重点任务
（一）健全服务网络。每个街道至少建成一处养老服务中心。（责任单位：市民政局）
";

#[track_caller]
fn cited(home: &Home) -> Value {
    let plan = home.run(&["inspect", "河东", "--json"]).json();
    let cites = plan["plan"]["cites"].as_array().unwrap();
    assert_eq!(cites.len(), 1, "{cites:?}");
    cites[0].clone()
}

#[test]
fn a_parent_that_is_imported_later_is_linked() {
    let home = Home::new();
    let child = home.write("河东.txt", CHILD);
    let parent = home.write("临沂.txt", PARENT);
    assert_eq!(home.run(&["import".as_ref(), child.as_os_str()]).status, 0);
    let before = cited(&home);
    assert_eq!(before["relation"], "parent");
    assert_eq!(before["plan"], Value::Null);
    assert_eq!(home.run(&["import".as_ref(), parent.as_os_str()]).status, 0);
    assert_eq!(cited(&home)["plan"], "临沂");
    let shown = home.run(&["inspect", "河东"]).out;
    assert!(
        shown.contains("上位规划《临沂市养老服务体系建设规划》临政发〔2021〕12号 → 临沂"),
        "{shown}"
    );
    // Put away, it is no longer there to be linked.
    assert_eq!(home.run(&["delete", "临沂"]).status, 0);
    assert_eq!(cited(&home)["plan"], Value::Null);
}

#[test]
fn a_file_by_its_path_needs_no_library_and_is_linked_to_none() {
    let home = Home::new();
    let parent = home.write("临沂.txt", PARENT);
    assert_eq!(home.run(&["import".as_ref(), parent.as_os_str()]).status, 0);
    let child = home.write("河东.txt", CHILD);
    let plan = home
        .run(&["inspect".as_ref(), child.as_os_str(), "--json".as_ref()])
        .json();
    assert_eq!(plan["plan"]["cites"][0]["plan"], Value::Null);
}
