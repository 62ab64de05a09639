//! The short words of marks, as the papers write them.

use crate::model::DeviationKind;

/// The word shown for a kind of deviation and its direction: -1 less than the base, 1 more.
pub fn flag_word(kind: DeviationKind) -> (&'static str, i8) {
    use DeviationKind as K;
    match kind {
        K::TaskMissing => ("缺漏", -1),
        K::TaskAdded => ("新增", 1),
        K::TaskMoved => ("移位", 0),
        K::TasksMerged => ("合并", 0),
        K::TaskSplit => ("拆分", 0),
        K::TextDropped => ("缺句", -1),
        K::TextAdded => ("增句", 1),
        K::TextMoved => ("移句", 0),
        K::WordingWeakened => ("弱化", -1),
        K::WordingStrengthened => ("强化", 1),
        K::WordingChanged => ("改写", 0),
        K::ScopeNarrowed => ("缩围", -1),
        K::ScopeWidened => ("扩围", 1),
        K::ConditionAdded => ("附条件", -1),
        K::TargetLowered => ("低于", -1),
        K::TargetRaised => ("加码", 1),
        K::TargetMissing => ("缺目标", -1),
        K::TargetAdded => ("增目标", 1),
        K::MeasureChanged => ("不可比", 0),
        K::DeadlineLater => ("延后", -1),
        K::DeadlineEarlier => ("提前", 1),
        K::IndicatorMissing => ("缺指标", -1),
        K::IndicatorAdded => ("增指标", 1),
        K::AttributeWeakened => ("转预期性", -1),
        K::AttributeStrengthened => ("转约束性", 1),
        K::LeadChanged => ("换牵头", 0),
        K::LeadDropped => ("无牵头", -1),
        K::ParticipantDropped => ("减部门", -1),
        K::ParticipantAdded => ("增部门", 1),
        K::RoleChanged => ("换角色", 0),
        K::LayerAbsent => ("全文无", -1),
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
