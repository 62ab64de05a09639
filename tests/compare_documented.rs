//! The list of deviations names every kind, every rule and every severity rule.

use duizhao_core::model::DeviationKind;
use duizhao_tests::texts;

#[test]
fn every_kind_and_rule_is_documented() {
    let path = texts::repository("docs/deviations.md");
    let text = std::fs::read_to_string(path).expect("the document is there");
    for kind in DeviationKind::ALL {
        assert!(
            text.contains(&format!("`{}`", kind.as_str())),
            "{}",
            kind.as_str()
        );
    }
    for rule in texts::lexicon().severity().iter() {
        let word = match rule.severity() {
            duizhao_core::model::Severity::High => "high",
            duizhao_core::model::Severity::Medium => "medium",
            duizhao_core::model::Severity::Low => "low",
            duizhao_core::model::Severity::Info => "info",
        };
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| {} |", rule.id)));
        assert!(
            row.is_some_and(|row| row.ends_with(&format!("| {word} |"))),
            "{}",
            rule.id
        );
    }
}
