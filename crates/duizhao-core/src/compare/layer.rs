//! Says once what a plan lacks altogether, in the place of many single findings.
//!
//! ```text
//! no unit of the plan names a department  →  全文未写责任部门, and no 无人牵头 on each task
//! ```

use crate::compare::finding::{At, Finding};
use crate::compare::passages::Scope;
use crate::model::{DeviationKind, Plan, UnitKind};

/// A layer of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    Responsibilities,
    Indicators,
    Boxes,
    Annex,
}

impl Layer {
    const ALL: [Layer; 4] = [
        Layer::Responsibilities,
        Layer::Indicators,
        Layer::Boxes,
        Layer::Annex,
    ];

    /// The word of the command line's JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Layer::Responsibilities => "responsibilities",
            Layer::Indicators => "indicators",
            Layer::Boxes => "boxes",
            Layer::Annex => "annex",
        }
    }

    /// What a reader calls it.
    fn name(self) -> &'static str {
        match self {
            Layer::Responsibilities => "责任部门",
            Layer::Indicators => "指标表",
            Layer::Boxes => "专栏",
            Layer::Annex => "附件任务表",
        }
    }

    pub(crate) fn is_in(self, plan: &Plan) -> bool {
        let any = |kind: UnitKind| plan.units.iter().any(|unit| unit.kind == kind);
        match self {
            Layer::Responsibilities => plan
                .units
                .iter()
                .any(|unit| !unit.responsibility.is_empty()),
            Layer::Indicators => !plan.indicators.is_empty(),
            Layer::Boxes => any(UnitKind::BoxItem),
            Layer::Annex => any(UnitKind::AnnexRow),
        }
    }
}

/// The layers that `a` has and `b` lacks.
pub(crate) fn absent(a: &Plan, b: &Plan) -> Vec<Layer> {
    Layer::ALL
        .into_iter()
        .filter(|layer| layer.is_in(a) && !layer.is_in(b))
        .collect()
}

/// Replaces single findings of layers that one side lacks by one finding each, whichever side
/// it is.
pub(crate) fn fold_layers(a: &Scope<'_>, b: &Scope<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let (gone, new) = (absent(a.plan, b.plan), absent(b.plan, a.plan));
    let all: Vec<Layer> = gone.iter().chain(&new).copied().collect();
    let single = |finding: &Finding| all.iter().any(|layer| belongs(finding, *layer, a, b));
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| !single(finding))
        .collect();
    let missing = |layer: Layer| {
        let (rule, nowhere) = ("L1-layer", At::default());
        let mut finding = Finding::new(DeviationKind::LayerAbsent, rule, nowhere.clone(), nowhere);
        finding.layer = Some(layer.word());
        finding.words(vec![layer.name().to_owned()], Vec::new())
    };
    kept.extend(gone.into_iter().map(missing));
    kept.extend(new.into_iter().map(|layer| missing(layer).mirrored()));
    kept
}

/// True for a finding that only says that its layer is not there.
fn belongs(finding: &Finding, layer: Layer, a: &Scope<'_>, b: &Scope<'_>) -> bool {
    use DeviationKind as K;
    let kind_of = |scope: &Scope<'_>, at: &At| {
        at.unit
            .as_ref()
            .and_then(|path| scope.plan.unit(path))
            .map(|unit| unit.kind)
    };
    let one_sided = |kind: UnitKind| {
        matches!(
            finding.kind,
            K::TaskMissing | K::TaskAdded | K::TasksMerged | K::TaskSplit
        ) && (kind_of(a, &finding.a) == Some(kind) || kind_of(b, &finding.b) == Some(kind))
    };
    match layer {
        Layer::Responsibilities => matches!(
            finding.kind,
            K::LeadChanged
                | K::LeadDropped
                | K::ParticipantDropped
                | K::ParticipantAdded
                | K::RoleChanged
        ),
        Layer::Indicators => matches!(finding.kind, K::IndicatorMissing | K::IndicatorAdded),
        Layer::Boxes => one_sided(UnitKind::BoxItem),
        Layer::Annex => one_sided(UnitKind::AnnexRow),
    }
}
