//! Says a deviation in one Chinese sentence, with the words that decided it.

use crate::compare::finding::Finding;
use crate::model::{DeviationKind, Relation};

/// The sentence for a finding seen from the base.
pub(crate) fn reason(finding: &Finding, relation: Relation) -> String {
    use DeviationKind as K;
    let base = base_word(relation);
    let (lost, gained) = (finding.lost.join("、"), finding.gained.join("、"));
    let name = finding
        .indicator
        .as_deref()
        .map_or(String::new(), |name| format!("“{name}”"));
    match finding.kind {
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
        K::LeadChanged if finding.lost.is_empty() => format!("本规划另明确牵头部门：{gained}"),
        K::LeadChanged if finding.gained.is_empty() => format!("{base}的牵头部门 {lost} 不再列名"),
        K::LeadChanged => format!("牵头部门改变：{lost} → {gained}"),
        K::LeadDropped => format!("{base}明确由 {lost} 牵头，本规划没有写明牵头部门"),
        K::ParticipantDropped => format!("{base}的责任部门 {lost} 在本规划中没有"),
        K::ParticipantAdded => format!("本规划增加责任部门 {gained}"),
        K::RoleChanged if finding.lost.is_empty() => format!("{gained} 由参与改为牵头"),
        K::RoleChanged => format!("{lost} 由牵头改为参与"),
        K::LayerAbsent if finding.lost.is_empty() => format!("{base}没有{gained}，本规划有"),
        K::LayerAbsent => layer_reason(finding.layer, base),
    }
}

fn layer_reason(layer: Option<&str>, base: &str) -> String {
    match layer {
        Some("responsibilities") => "全文未写责任部门".to_owned(),
        Some("indicators") => "全文没有指标表".to_owned(),
        Some("boxes") => format!("{base}有专栏项目，本规划没有专栏"),
        _ => format!("{base}有附件任务表，本规划没有"),
    }
}

/// What the base is called.
pub(crate) fn base_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "上级规划",
        Relation::PreviousPeriod => "上一期规划",
        Relation::Sister | Relation::Unrelated => "基准规划",
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
