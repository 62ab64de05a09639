//! Words for a step that can be undone: 撤销 删除规划 jining, undo removing jining.

use duizhao_store::{Decision, Step};

use super::Text;

/// What a step did.
pub fn step_text(step: &Step) -> Text {
    let count = step.decisions.len();
    let Some(first) = step.decisions.first() else {
        return Text::new("上一步", "the last step");
    };
    let plan = target(first, "plan");
    match first.kind.as_str() {
        "plan_delete" if count == 1 => {
            Text::new(format!("删除规划 {plan}"), format!("removing {plan}"))
        }
        "plan_delete" => Text::new(
            format!("删除 {count} 份规划"),
            format!("removing {count} plans"),
        ),
        "verdict" => Text::new("审查结论", "a verdict"),
        "match" => Text::new("对应关系", "a match"),
        "mend" => {
            let place = format!("{plan} {}", target(first, "path"));
            let place = place.trim_end();
            Text::new(format!("更正 {place}"), format!("a correction of {place}"))
        }
        "relation" => Text::new("规划关系", "a relation of plans"),
        "severity" => Text::new("严重程度规则", "a rule of severity"),
        _ => Text::new("上一步", "the last step"),
    }
}

fn target(decision: &Decision, field: &str) -> String {
    let target: serde_json::Value = serde_json::from_str(&decision.target).unwrap_or_default();
    target[field].as_str().unwrap_or_default().to_owned()
}
