//! How much a deviation matters, decided by the first rule that fits.
//!
//! The rules are data: `lexicon/severity.toml`. A library may tune them:
//!
//! ```text
//! [severity]            rules of its own first, then the built-in ones with another severity
//! P3 = "medium"         上级任务没有承接: 中, not 重
//! ```

use std::collections::BTreeMap;

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
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub why: String,
}

/// All rules in order.
#[derive(Debug, Clone)]
pub struct SeverityRules {
    rules: Vec<SeverityRule>,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<SeverityRule>,
}

/// What a library changes about the rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tuning {
    /// Other severities of rules, by id.
    #[serde(default)]
    severity: BTreeMap<String, String>,
    /// Rules tried before all others.
    #[serde(default)]
    rule: Vec<SeverityRule>,
}

/// Why a tuning was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TuningError {
    /// It is no TOML of the right form.
    Form(String),
    /// A rule, relation, kind or severity that there is not.
    Unknown(String),
    /// Two rules of one id.
    Twice(String),
}

impl SeverityRules {
    pub(super) fn builtin() -> Self {
        Self::parse(include_str!("../../lexicon/severity.toml"))
            .expect("the built-in severity rules are valid TOML")
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        Ok(SeverityRules { rules: file.rule })
    }

    /// These rules as a library tunes them: rules of its own first, then these with the
    /// severities that it sets.
    pub fn tuned(&self, text: &str) -> Result<Self, TuningError> {
        let form = |error: toml::de::Error| TuningError::Form(error.to_string());
        let tuning: Tuning = toml::from_str(text).map_err(form)?;
        let mut rules = tuning.rule;
        for rule in &rules {
            if self.rules.iter().any(|known| known.id == rule.id) {
                return Err(TuningError::Twice(rule.id.clone()));
            }
            rule.check()?;
        }
        rules.extend(self.rules.iter().cloned());
        for (id, severity) in tuning.severity {
            let mut named = rules.iter_mut().filter(|rule| rule.id == id);
            let rule = named.next().ok_or(TuningError::Unknown(id))?;
            rule.severity = severity;
            rule.check()?;
        }
        Ok(SeverityRules { rules })
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

const SEVERITIES: [&str; 4] = ["high", "medium", "low", "info"];
const RELATIONS: [&str; 4] = ["parent", "previous_period", "sister", "unrelated"];

impl Fact {
    /// The word of the rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Fact::Binding => "binding",
            Fact::Indicator => "indicator",
            Fact::Slight => "slight",
            Fact::Merged => "merged",
            Fact::Task => "task",
            Fact::Item => "item",
            Fact::Collective => "collective",
            Fact::Goal => "goal",
        }
    }
}

impl SeverityRule {
    /// Relations it is for; none for any.
    pub fn relations(&self) -> &[String] {
        &self.relation
    }

    /// Kinds it is for; none for any.
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Facts that must hold.
    pub fn facts(&self) -> &[Fact] {
        &self.when
    }

    /// Names only words that there are.
    fn check(&self) -> Result<(), TuningError> {
        let kind = |word: &String| DeviationKind::ALL.iter().any(|kind| kind.as_str() == word);
        let relation = |word: &String| RELATIONS.contains(&word.as_str());
        let severity = |word: &String| SEVERITIES.contains(&word.as_str());
        let unknown = self.relation.iter().find(|word| !relation(word));
        let unknown = unknown.or_else(|| self.kinds.iter().find(|word| !kind(word)));
        let unknown = unknown.or_else(|| Some(&self.severity).filter(|word| !severity(word)));
        unknown.map_or(Ok(()), |word| Err(TuningError::Unknown(word.clone())))
    }

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
        for rule in SeverityRules::builtin().iter() {
            assert_eq!(rule.check(), Ok(()), "{}", rule.id);
        }
    }

    #[test]
    fn a_library_tunes_the_rules() {
        let rules = SeverityRules::builtin();
        let own = "[severity]\nP3 = \"medium\"\n[[rule]]\nid = \"L1\"\nkinds = [\"task_added\"]\nseverity = \"low\"\n";
        let tuned = rules.tuned(own).expect("it is well formed");
        let decide = |kind| tuned.decide(Relation::Parent, kind, &[Fact::Task]);
        assert_eq!(decide(DeviationKind::TaskMissing), Severity::Medium);
        assert_eq!(decide(DeviationKind::TaskAdded), Severity::Low);
        assert_eq!(decide(DeviationKind::LeadDropped), Severity::High);
    }

    #[test]
    fn a_tuning_with_unknown_words_is_refused() {
        let refused = |text: &str| SeverityRules::builtin().tuned(text).err();
        let unknown = |word: &str| Some(TuningError::Unknown(word.to_owned()));
        assert_eq!(refused("[severity]\nP99 = \"low\""), unknown("P99"));
        assert_eq!(refused("[severity]\nP3 = \"grave\""), unknown("grave"));
        let rule = |id: &str, kind: &str| {
            format!("[[rule]]\nid = \"{id}\"\nkinds = [\"{kind}\"]\nseverity = \"low\"")
        };
        assert_eq!(refused(&rule("L1", "task_gone")), unknown("task_gone"));
        let twice = Some(TuningError::Twice("P3".to_owned()));
        assert_eq!(refused(&rule("P3", "task_missing")), twice);
        assert!(matches!(refused("P3"), Some(TuningError::Form(_))));
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
