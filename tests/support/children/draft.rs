//! A plan taken apart, ready to be edited and printed.

use duizhao_core::model::{Indicator, IndicatorAttribute, Mention, Plan, Unit, UnitKind, UnitPath};
use duizhao_core::text::sentences;

use super::{Place, Planted};

/// A plan under edit.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The child's title.
    pub title: String,
    /// The text before the first chapter.
    pub preamble: String,
    /// Units in document order.
    pub units: Vec<DraftUnit>,
    /// What was planted so far.
    pub planted: Vec<Planted>,
    /// Years of the period's last year, for columns of tables.
    pub years: (Option<u16>, Option<u16>),
    /// Where it is for.
    pub place: Place,
}

/// A unit under edit.
#[derive(Debug, Clone)]
pub struct DraftUnit {
    /// The parent's unit it was made from.
    pub base: Option<UnitPath>,
    /// The unit it stands in, by the path it was made from.
    pub above: Option<UnitPath>,
    /// What it is.
    pub kind: UnitKind,
    /// Heading without label.
    pub title: String,
    /// Sentences of its own text.
    pub sentences: Vec<String>,
    /// Which of them were edited already.
    pub touched: Vec<bool>,
    /// 牵头.
    pub lead: Vec<String>,
    /// 参与.
    pub participants: Vec<String>,
    /// Unranked.
    pub unranked: Vec<String>,
    /// Rows of an indicator table.
    pub rows: Vec<Row>,
    /// True once its place or responsibilities were edited.
    pub moved: bool,
    /// True once its responsibilities were edited.
    pub assigned: bool,
}

/// A row of an indicator table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Name.
    pub name: String,
    /// Unit of measure.
    pub unit: String,
    /// Cell of the base year.
    pub baseline: Option<String>,
    /// Cell of the target year.
    pub target: String,
    /// 约束性 or 预期性.
    pub attribute: Option<&'static str>,
    /// True once edited.
    pub touched: bool,
}

impl Draft {
    /// Takes `parent` apart and localises it.
    pub fn of(parent: &Plan, place: &Place) -> Self {
        let preamble = parent.units.iter().find(|unit| unit.path.as_str() == "0");
        let units = parent.units.iter().filter(|unit| unit.path.as_str() != "0");
        let years = parent.indicators.first().map_or((None, None), |indicator| {
            (indicator.baseline_year, indicator.target_year)
        });
        Draft {
            title: place.text(&parent.title_or_id().replace(['\n', ' '], "")),
            preamble: preamble.map_or(String::new(), |unit| place.text(&parent.body(unit))),
            units: units
                .map(|unit| DraftUnit::of(parent, unit, place))
                .collect(),
            planted: Vec::new(),
            years,
            place: place.clone(),
        }
    }

    /// The unit made from the parent's `path`.
    pub fn at(&self, path: &UnitPath) -> Option<usize> {
        self.units
            .iter()
            .position(|unit| unit.base.as_ref() == Some(path))
    }

    /// Records an edit of the unit at `index`.
    pub fn record(
        &mut self,
        what: &'static str,
        kinds: &[&'static str],
        index: usize,
        words: &str,
    ) {
        let unit = &self.units[index];
        self.planted.push(Planted {
            what,
            kinds: kinds.to_vec(),
            base: unit.base.clone(),
            title: Some(unit.title.clone()),
            indicator: None,
            words: words.to_owned(),
        });
    }
}

impl DraftUnit {
    fn of(parent: &Plan, unit: &Unit, place: &Place) -> Self {
        let rows: Vec<Row> = parent
            .indicators
            .iter()
            .filter(|indicator| indicator.table == unit.path)
            .map(Row::of)
            .collect();
        let body = if rows.is_empty() {
            place.text(&parent.body(unit))
        } else {
            String::new()
        };
        let cut: Vec<String> = sentences(&body, 0)
            .iter()
            .map(|span| body[span.range()].replace(['\n', ' '], ""))
            .collect();
        let names = |mentions: &[Mention]| -> Vec<String> {
            let mut names: Vec<String> = Vec::new();
            for mention in mentions {
                let name = place.department(&mention.surface);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        };
        let lead = names(&unit.responsibility.lead);
        let mut participants = names(&unit.responsibility.participants);
        participants.retain(|name| !lead.contains(name));
        DraftUnit {
            base: Some(unit.path.clone()),
            above: unit.parent.clone(),
            kind: unit.kind,
            title: place.text(&parent.title(unit).replace(['\n', ' '], "")),
            touched: vec![false; cut.len()],
            sentences: cut,
            lead,
            participants,
            unranked: names(&unit.responsibility.unranked),
            rows,
            moved: false,
            assigned: false,
        }
    }

    /// True for what can be dropped, moved or edited as a whole.
    pub fn is_task(&self) -> bool {
        self.kind == UnitKind::Task
    }
}

impl Row {
    fn of(indicator: &Indicator) -> Self {
        Row {
            name: indicator.name.value.replace(['\n', ' '], ""),
            unit: indicator.unit.clone().unwrap_or_default(),
            baseline: indicator.baseline.clone(),
            target: indicator.target.clone(),
            attribute: indicator.attribute.map(IndicatorAttribute::word),
            touched: false,
        }
    }
}
