//! How much a deviation matters, decided by the first rule that fits.
//!
//! The rules are data: `lexicon/severity.toml`.

use serde::Deserialize;

use crate::model::{DeviationKind, Relation, Severity};

/// A fact about a deviation that a severity rule may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The indicator is 约束性.
    Binding,
    /// It is about an indicator.
    Indicator,
    /// The deciding words weigh little.
    Slight,
    /// The task was merged with others.
    Merged,
    /// A task, or a section of the safeguards.
    Task,
    /// An item of a box or a row of an annex.
    Item,
    /// It concerns 有关部门 and the like.
    Collective,
    /// It stands among the goals.
    Goal,
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
pub struct SeverityRule {
    /// Its id.
    pub id: String,
    /// Relations it is for; empty for any.
    #[serde(default)]
    relation: Vec<String>,
    /// Kinds it is for; empty for any.
    #[serde(default)]
    kinds: Vec<String>,
    /// Facts that must hold.
    #[serde(default)]
    when: Vec<Fact>,
    severity: String,
    /// Why, in Chinese.
    pub why: String,
}

/// All rules in order.
pub struct SeverityRules {
    rules: Vec<SeverityRule>,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<SeverityRule>,
}

impl SeverityRules {
    pub(super) fn builtin() -> Self {
        Self::parse(include_str!("../../lexicon/severity.toml"))
            .expect("the built-in severity rules are valid TOML")
    }

    /// Reads rules from TOML, so that a library can bring its own.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        Ok(SeverityRules { rules: file.rule })
    }

    /// The rules in the order in which they are tried.
    pub fn iter(&self) -> impl Iterator<Item = &SeverityRule> {
        self.rules.iter()
    }

    /// The severity of a deviation; info where no rule fits.
    pub fn decide(&self, relation: Relation, kind: DeviationKind, facts: &[Fact]) -> Severity {
        let fits = |rule: &&SeverityRule| {
            let of =
                |list: &[String], word: &str| list.is_empty() || list.iter().any(|w| w == word);
            of(&rule.relation, relation.as_str())
                && of(&rule.kinds, kind.as_str())
                && rule.when.iter().all(|fact| facts.contains(fact))
        };
        self.rules
            .iter()
            .find(fits)
            .map_or(Severity::Info, SeverityRule::severity)
    }
}

impl SeverityRule {
    /// The severity it gives.
    pub fn severity(&self) -> Severity {
        match self.severity.as_str() {
            "high" => Severity::High,
            "medium" => Severity::Medium,
            "low" => Severity::Low,
            _ => Severity::Info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_only_known_words() {
        let rules = SeverityRules::builtin();
        let relations = ["parent", "previous_period", "sister", "unrelated"];
        let kinds: Vec<&str> = DeviationKind::ALL
            .iter()
            .map(|kind| kind.as_str())
            .collect();
        for rule in rules.iter() {
            assert!(
                rule.relation
                    .iter()
                    .all(|w| relations.contains(&w.as_str())),
                "{}",
                rule.id
            );
            assert!(
                rule.kinds.iter().all(|w| kinds.contains(&w.as_str())),
                "{}",
                rule.id
            );
            assert!(["high", "medium", "low", "info"].contains(&rule.severity.as_str()));
        }
    }

    #[test]
    fn a_parent_is_strict_and_a_sister_is_not() {
        let rules = SeverityRules::builtin();
        let missing = DeviationKind::TaskMissing;
        assert_eq!(
            rules.decide(Relation::Parent, missing, &[Fact::Task]),
            Severity::High
        );
        assert_eq!(
            rules.decide(Relation::Sister, missing, &[Fact::Task]),
            Severity::Info
        );
        let lowered = DeviationKind::TargetLowered;
        assert_eq!(
            rules.decide(Relation::Parent, lowered, &[Fact::Binding]),
            Severity::High
        );
        assert_eq!(
            rules.decide(Relation::Parent, lowered, &[]),
            Severity::Medium
        );
    }
}
