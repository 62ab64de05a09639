//! Says a deviation in one sentence, with the words that decided it.
//!
//! ```text
//! target_lowered, 15年, 12年  →  目标低于上级规划：15年 → 12年 │ the target is below the parent plan's: 15年 → 12年
//! ```

use duizhao_core::model::{Deviation, DeviationKind, Relation};

use super::Text;

/// The sentence for a deviation of a plan that stands to its base as `relation` says.
pub fn reason_text(deviation: &Deviation, relation: Relation) -> Text {
    Text::new(
        in_chinese(deviation, relation),
        in_english(deviation, relation),
    )
}

fn in_chinese(deviation: &Deviation, relation: Relation) -> String {
    use DeviationKind as K;
    let base = base_word(relation).0;
    let (lost, gained) = (deviation.lost.join("、"), deviation.gained.join("、"));
    let name = deviation
        .indicator
        .as_deref()
        .map_or(String::new(), |name| format!("“{name}”"));
    match deviation.kind {
        K::TaskMissing => format!("{base}的这项任务在本规划中没有对应内容"),
        K::TaskAdded => format!("本规划新增的任务，{base}没有"),
        K::TaskMoved => format!("任务从“{lost}”移到“{gained}”"),
        K::TasksMerged => format!("{base}的多项任务在本规划中合并为一项"),
        K::TaskSplit => format!("{base}的一项任务在本规划中拆分为多项"),
        K::TextDropped => format!("{base}的这一承诺在本规划中找不到"),
        K::TextAdded => format!("本规划新增的承诺，{base}没有"),
        K::TextMoved => "这一承诺移到了另一项任务".to_owned(),
        K::WordingWeakened => format!("同一事项承诺强度下降：{}", change(&lost, &gained)),
        K::WordingStrengthened => format!("同一事项承诺强度上升：{}", change(&lost, &gained)),
        K::WordingChanged => "表述调整，承诺强度和范围未变".to_owned(),
        K::ScopeNarrowed => format!("适用范围缩小：{}", change(&lost, &gained)),
        K::ScopeWidened => format!("适用范围扩大：{}", change(&lost, &gained)),
        K::ConditionAdded => format!("增加了前提条件：“{gained}”"),
        K::TargetLowered => format!("{name}目标低于{base}：{lost} → {gained}"),
        K::TargetRaised => format!("{name}目标高于{base}：{lost} → {gained}"),
        K::TargetMissing => format!("{name}{base}的目标 {lost} 在本规划中没有"),
        K::TargetAdded => format!("{name}本规划新增目标 {gained}"),
        K::MeasureChanged => format!("{name}口径不同或层级不同，不可比：{lost} / {gained}"),
        K::DeadlineLater => format!("{name}完成时限推后：{lost} → {gained}"),
        K::DeadlineEarlier => format!("{name}完成时限提前：{lost} → {gained}"),
        K::IndicatorMissing => format!("{base}指标{name}（{lost}）在本规划的指标表和正文中都没有"),
        K::IndicatorAdded => format!("本规划新增指标{name}（{gained}）"),
        K::AttributeWeakened | K::AttributeStrengthened => {
            format!("{name}指标属性改变：{lost} → {gained}")
        }
        K::LeadChanged if lost.is_empty() => format!("本规划另明确牵头部门：{gained}"),
        K::LeadChanged if gained.is_empty() => format!("{base}的牵头部门 {lost} 不再列名"),
        K::LeadChanged => format!("牵头部门改变：{lost} → {gained}"),
        K::LeadDropped => format!("{base}明确由 {lost} 牵头，本规划没有写明牵头部门"),
        K::ParticipantDropped => format!("{base}的责任部门 {lost} 在本规划中没有"),
        K::ParticipantAdded => format!("本规划增加责任部门 {gained}"),
        K::RoleChanged if lost.is_empty() => format!("{gained} 由参与改为牵头"),
        K::RoleChanged => format!("{lost} 由牵头改为参与"),
        K::LayerAbsent if lost.is_empty() => format!("{base}没有{gained}，本规划有"),
        K::LayerAbsent => match deviation.layer {
            Some("responsibilities") => "全文未写责任部门".to_owned(),
            Some("indicators") => "全文没有指标表".to_owned(),
            Some("boxes") => format!("{base}有专栏项目，本规划没有专栏"),
            _ => format!("{base}有附件任务表，本规划没有"),
        },
    }
}

fn change(lost: &str, gained: &str) -> String {
    match (lost.is_empty(), gained.is_empty()) {
        (false, false) => format!("“{lost}” → “{gained}”"),
        (true, false) => format!("加了“{gained}”"),
        (false, true) => format!("去掉了“{lost}”"),
        (true, true) => String::new(),
    }
}

fn in_english(deviation: &Deviation, relation: Relation) -> String {
    use DeviationKind as K;
    let base = base_word(relation).1;
    let (lost, gained) = (deviation.lost.join("、"), deviation.gained.join("、"));
    let of = deviation
        .indicator
        .as_deref()
        .map_or(String::new(), |name| format!(" of “{name}”"));
    match deviation.kind {
        K::TaskMissing => format!("Nothing in this plan corresponds to this task of {base}"),
        K::TaskAdded => format!("A task of this plan that {base} does not have"),
        K::TaskMoved => format!("The task moved from “{lost}” to “{gained}”"),
        K::TasksMerged => format!("Several tasks of {base} are one in this plan"),
        K::TaskSplit => format!("One task of {base} is several in this plan"),
        K::TextDropped => format!("This commitment of {base} is not found in this plan"),
        K::TextAdded => format!("A commitment of this plan that {base} does not have"),
        K::TextMoved => "The commitment moved to another task".to_owned(),
        K::WordingWeakened => format!("A weaker commitment: {}", changed(&lost, &gained)),
        K::WordingStrengthened => format!("A stronger commitment: {}", changed(&lost, &gained)),
        K::WordingChanged => "Reworded; neither strength nor scope changed".to_owned(),
        K::ScopeNarrowed => format!("A narrower scope: {}", changed(&lost, &gained)),
        K::ScopeWidened => format!("A wider scope: {}", changed(&lost, &gained)),
        K::ConditionAdded => format!("A condition was added: “{gained}”"),
        K::TargetLowered => format!("The target{of} is below that of {base}: {lost} → {gained}"),
        K::TargetRaised => format!("The target{of} is above that of {base}: {lost} → {gained}"),
        K::TargetMissing => format!("The target{of} of {base}, {lost}, is not in this plan"),
        K::TargetAdded => format!("This plan adds a target{of}: {gained}"),
        K::MeasureChanged => {
            format!("Another measure or level{of}, not comparable: {lost} / {gained}")
        }
        K::DeadlineLater => format!("The deadline{of} is later: {lost} → {gained}"),
        K::DeadlineEarlier => format!("The deadline{of} is earlier: {lost} → {gained}"),
        K::IndicatorMissing | K::IndicatorAdded => indicator(deviation, base, &lost, &gained),
        K::AttributeWeakened | K::AttributeStrengthened => {
            format!("The attribute{of} changed: {lost} → {gained}")
        }
        K::LayerAbsent => layer(deviation, base),
        _ => duty(deviation, base, &lost, &gained),
    }
}

fn indicator(deviation: &Deviation, base: &str, lost: &str, gained: &str) -> String {
    let name = deviation.indicator.as_deref().unwrap_or_default();
    match deviation.kind {
        DeviationKind::IndicatorMissing => format!(
            "The indicator “{name}” ({lost}) of {base} is neither in the table nor in the text of this plan"
        ),
        _ => format!("This plan adds the indicator “{name}” ({gained})"),
    }
}

fn duty(deviation: &Deviation, base: &str, lost: &str, gained: &str) -> String {
    use DeviationKind as K;
    match deviation.kind {
        K::LeadChanged if lost.is_empty() => format!("This plan names a lead: {gained}"),
        K::LeadChanged if gained.is_empty() => format!("{lost}, the lead in {base}, is not named"),
        K::LeadChanged => format!("Another lead: {lost} → {gained}"),
        K::LeadDropped => format!("{lost} leads in {base}; this plan names no lead"),
        K::ParticipantDropped => format!("{lost}, named in {base}, is not in this plan"),
        K::ParticipantAdded => format!("This plan adds {gained}"),
        K::RoleChanged if lost.is_empty() => format!("{gained} leads instead of taking part"),
        _ => format!("{lost} takes part instead of leading"),
    }
}

fn layer(deviation: &Deviation, base: &str) -> String {
    let what = match deviation.layer {
        Some("responsibilities") => "responsible departments",
        Some("indicators") => "table of indicators",
        Some("boxes") => "boxes of projects",
        _ => "annexed table of tasks",
    };
    if deviation.lost.is_empty() {
        format!("This plan has what {base} lacks: {what}")
    } else {
        format!("The whole plan has no {what}")
    }
}

fn changed(lost: &str, gained: &str) -> String {
    match (lost.is_empty(), gained.is_empty()) {
        (false, false) => format!("“{lost}” → “{gained}”"),
        (true, false) => format!("“{gained}” was added"),
        (false, true) => format!("“{lost}” was left out"),
        (true, true) => String::new(),
    }
}

/// What the base is called, in Chinese and in English.
fn base_word(relation: Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::Parent => ("上级规划", "the parent plan"),
        Relation::PreviousPeriod => ("上一期规划", "the plan of the period before"),
        Relation::Sister | Relation::Unrelated => ("基准规划", "the base"),
    }
}

#[cfg(test)]
mod tests {
    use duizhao_core::model::{Severity, Side};

    use super::*;

    #[track_caller]
    fn check(kind: DeviationKind, words: (&str, &str), expected: (&str, &str)) {
        let list = |words: &str| words.split_terminator('、').map(str::to_owned).collect();
        let deviation = Deviation {
            id: String::new(),
            kind,
            severity: Severity::High,
            rule: "",
            base: Side::default(),
            plan: Side::default(),
            indicator: None,
            lost: list(words.0),
            gained: list(words.1),
            layer: (kind == DeviationKind::LayerAbsent).then_some("indicators"),
        };
        let text = reason_text(&deviation, Relation::Parent);
        assert_eq!((text.zh.as_str(), text.en.as_str()), expected);
    }

    #[test]
    fn a_deviation_is_said_in_both_languages_with_its_words() {
        use DeviationKind as K;
        check(
            K::TargetLowered,
            ("15年", "12年"),
            (
                "目标低于上级规划：15年 → 12年",
                "The target is below that of the parent plan: 15年 → 12年",
            ),
        );
        check(
            K::WordingWeakened,
            ("", "逐步、探索"),
            (
                "同一事项承诺强度下降：加了“逐步、探索”",
                "A weaker commitment: “逐步、探索” was added",
            ),
        );
        check(
            K::LeadChanged,
            ("市民政局", ""),
            (
                "上级规划的牵头部门 市民政局 不再列名",
                "市民政局, the lead in the parent plan, is not named",
            ),
        );
        check(
            K::LayerAbsent,
            ("", "指标表"),
            (
                "上级规划没有指标表，本规划有",
                "This plan has what the parent plan lacks: table of indicators",
            ),
        );
    }
}
