//! The short words of marks, as the papers write them.

use crate::model::{DeviationKind, Relation};

/// The word shown for a kind and its direction: -1 less than the base, 1 more.
///
/// Against a parent or the period before it names a deviation (弱化), between sisters only a
/// difference (较弱).
pub fn flag_word(kind: DeviationKind, relation: Relation) -> (&'static str, i8) {
    let (deviation, difference, direction) = words(kind);
    match relation {
        Relation::Parent | Relation::PreviousPeriod => (deviation, direction),
        Relation::Sister | Relation::Unrelated => (difference, direction),
    }
}

/// As a deviation, as a difference, and the direction.
fn words(kind: DeviationKind) -> (&'static str, &'static str, i8) {
    use DeviationKind as K;
    match kind {
        K::TaskMissing => ("缺漏", "未涉及", -1),
        K::TaskAdded => ("新增", "另有", 1),
        K::TaskMoved => ("移位", "移位", 0),
        K::TasksMerged => ("合并", "合写", 0),
        K::TaskSplit => ("拆分", "分写", 0),
        K::TextDropped => ("缺句", "少句", -1),
        K::TextAdded => ("增句", "多句", 1),
        K::TextMoved => ("移句", "移句", 0),
        K::WordingWeakened => ("弱化", "较弱", -1),
        K::WordingStrengthened => ("强化", "较强", 1),
        K::WordingChanged => ("改写", "改写", 0),
        K::ScopeNarrowed => ("缩围", "较窄", -1),
        K::ScopeWidened => ("扩围", "较宽", 1),
        K::ConditionAdded => ("附条件", "有条件", -1),
        K::TargetLowered => ("低于", "较低", -1),
        K::TargetRaised => ("加码", "较高", 1),
        K::TargetMissing => ("缺目标", "无目标", -1),
        K::TargetAdded => ("增目标", "有目标", 1),
        K::MeasureChanged => ("不可比", "不可比", 0),
        K::DeadlineLater => ("延后", "较晚", -1),
        K::DeadlineEarlier => ("提前", "较早", 1),
        K::IndicatorMissing => ("缺指标", "无指标", -1),
        K::IndicatorAdded => ("增指标", "有指标", 1),
        K::AttributeWeakened => ("转预期性", "预期性", -1),
        K::AttributeStrengthened => ("转约束性", "约束性", 1),
        K::LeadChanged => ("换牵头", "牵头不同", 0),
        K::LeadDropped => ("无牵头", "无牵头", -1),
        K::ParticipantDropped => ("减部门", "少部门", -1),
        K::ParticipantAdded => ("增部门", "多部门", 1),
        K::RoleChanged => ("换角色", "角色不同", 0),
        K::LayerAbsent => ("全文无", "全文无", -1),
    }
}

/// True for marks that would stand in most cells and say little.
pub(super) fn is_quiet(kind: DeviationKind) -> bool {
    use DeviationKind as K;
    matches!(
        kind,
        K::WordingChanged | K::TextAdded | K::ParticipantAdded | K::TaskAdded
    )
}
