//! A plan as the scorer sees it: the same facts from a reading, from gold and from the
//! command line's JSON.

use std::collections::BTreeMap;

use duizhao_core::model::{
    CiteRelation, Indicator, Mention, Origin, Plan, Sourced, Target, Unit, UnitKind,
};
use duizhao_core::text::LineRange;
use serde_json::Value;

/// First and last source line.
pub type Lines = (u32, u32);

/// The fields of a plan's metadata that are scored.
pub const META: [&str; 8] = [
    "title",
    "doc_number",
    "issuer",
    "issue_date",
    "period",
    "region",
    "province",
    "level",
];

/// A plan's facts.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// Metadata by field, empty where absent.
    pub meta: BTreeMap<&'static str, String>,
    /// Cited titles and how they stand to the plan.
    pub cites: Vec<(String, String)>,
    /// Units in order.
    pub units: Vec<UnitRow>,
    /// Rows of indicator tables.
    pub indicators: Vec<IndicatorRow>,
    /// Targets of the prose.
    pub targets: Vec<TargetRow>,
    /// Clauses a reader may or may not call a target: unit and quote.
    pub excused: Vec<(String, String)>,
    /// Lines that belong to no unit.
    pub skipped: Vec<SkippedRow>,
}

/// A unit's facts.
#[derive(Debug, Clone, Default)]
pub struct UnitRow {
    /// `3.1.2`.
    pub id: String,
    /// The unit it stands in.
    pub parent: Option<String>,
    /// `task`.
    pub kind: String,
    /// `2.`.
    pub label: String,
    /// True where the source lost the label.
    pub restored: bool,
    /// The heading.
    pub title: String,
    /// Own text.
    pub text: String,
    /// Responsibility statement.
    pub tail: String,
    /// Heading to last child.
    pub lines: Lines,
    /// Heading and own text, for a unit with children.
    pub own_lines: Option<Lines>,
    /// Leads, participants, unranked.
    pub departments: [Vec<String>; 3],
}

impl UnitRow {
    /// Who does it: who leads, who takes part, who is named without rank, parted by bars.
    pub fn who(&self) -> String {
        self.departments
            .each_ref()
            .map(|names| names.join("、"))
            .join("|")
    }
}

/// An indicator's facts.
#[derive(Debug, Clone, Default)]
pub struct IndicatorRow {
    /// Name.
    pub name: String,
    /// Base cell.
    pub baseline: String,
    /// Target cell.
    pub target: String,
    /// 约束性, 预期性 or empty.
    pub attribute: String,
    /// The row.
    pub lines: Lines,
}

/// A target's facts.
#[derive(Debug, Clone, Default)]
pub struct TargetRow {
    /// Unit id.
    pub unit: String,
    /// The clause.
    pub quote: String,
    /// The number to four places, empty for none.
    pub value: String,
    /// `>=`.
    pub comparator: String,
    /// `%`.
    pub measure: String,
    /// Its lines.
    pub lines: Lines,
    /// True where gold does not ask for it.
    pub borderline: bool,
}

/// Skipped lines.
#[derive(Debug, Clone, Default)]
pub struct SkippedRow {
    /// The lines.
    pub lines: Lines,
    /// Why they belong to no unit.
    pub why: String,
    /// The part of the line that is skipped, empty for whole lines.
    pub text: String,
}

impl Inventory {
    /// The facts of a reading.
    pub fn of(plan: &Plan) -> Self {
        let cites = plan.meta.cites.iter().map(|cite| {
            let relation = match cite.relation {
                CiteRelation::Parent => "parent",
                CiteRelation::Basis => "basis",
            };
            (cite.title.clone(), relation.to_owned())
        });
        let skipped = plan.skipped.iter().map(|skipped| SkippedRow {
            lines: lines(skipped.lines),
            why: skipped.why.as_str().to_owned(),
            text: skipped.text.clone().unwrap_or_default(),
        });
        Inventory {
            meta: meta(plan),
            cites: cites.collect(),
            units: plan
                .units
                .iter()
                .map(|unit| UnitRow::of(plan, unit))
                .collect(),
            indicators: plan.indicators.iter().map(IndicatorRow::of).collect(),
            targets: plan.targets.iter().map(TargetRow::of).collect(),
            excused: Vec::new(),
            skipped: skipped.collect(),
        }
    }

    /// The facts of a gold file or of what `duizhao inspect --json` prints.
    pub fn from_json(json: &Value) -> Self {
        let of = if json["meta"].is_object() {
            &json["meta"]
        } else {
            &json["plan"]
        };
        let meta = META.iter().map(|&field| {
            let value = match &of[field] {
                Value::Array(years) => {
                    let years: Vec<String> = years.iter().map(Value::to_string).collect();
                    format!("[{}]", years.join(", "))
                }
                other => string(other),
            };
            (field, value)
        });
        let cites = list(&of["cites"]);
        let targets: Vec<TargetRow> = list(&json["targets"])
            .iter()
            .map(TargetRow::from_json)
            .collect();
        let arguable = list(&json["non_targets"])
            .iter()
            .filter(|t| t["arguable"] == true);
        let excused = targets.iter().filter(|target| target.borderline);
        Inventory {
            meta: meta.collect(),
            cites: cites
                .iter()
                .map(|c| (string(&c["title"]), string(&c["relation"])))
                .collect(),
            units: list(&json["units"])
                .iter()
                .map(UnitRow::from_json)
                .collect(),
            indicators: list(&json["indicators"])
                .iter()
                .map(IndicatorRow::from_json)
                .collect(),
            excused: excused
                .map(|target| (target.unit.clone(), target.quote.clone()))
                .chain(arguable.map(|t| (string(&t["unit"]), string(&t["quote"]))))
                .collect(),
            targets,
            skipped: list(&json["skipped"])
                .iter()
                .map(SkippedRow::from_json)
                .collect(),
        }
    }
}

fn meta(plan: &Plan) -> BTreeMap<&'static str, String> {
    let meta = &plan.meta;
    let text = |field: &Option<Sourced<String>>| {
        field
            .as_ref()
            .map_or(String::new(), |value| value.value.clone())
    };
    let date = meta.issue_date.as_ref().map(|date| {
        format!(
            "{:04}-{:02}-{:02}",
            date.value.year, date.value.month, date.value.day
        )
    });
    let period = meta
        .period
        .map(|(first, last)| format!("[{first}, {last}]"));
    BTreeMap::from([
        ("title", text(&meta.title)),
        ("doc_number", text(&meta.doc_number)),
        ("issuer", text(&meta.issuer)),
        ("issue_date", date.unwrap_or_default()),
        ("period", period.unwrap_or_default()),
        ("region", meta.region.name.clone().unwrap_or_default()),
        ("province", meta.region.province.clone().unwrap_or_default()),
        (
            "level",
            meta.level.map_or("", |level| level.as_str()).to_owned(),
        ),
    ])
}

impl UnitRow {
    fn of(plan: &Plan, unit: &Unit) -> Self {
        let names = |mentions: &[Mention]| mentions.iter().map(|m| m.surface.clone()).collect();
        let label = unit.label.as_ref();
        let by = &unit.responsibility;
        UnitRow {
            id: unit.path.to_string(),
            parent: unit.parent.as_ref().map(ToString::to_string),
            kind: kind_word(unit.kind).to_owned(),
            label: label.map_or(String::new(), |label| label.value.clone()),
            restored: label.is_some_and(|label| label.origin == Origin::Restored),
            title: plan.title(unit).to_owned(),
            text: plan.body(unit),
            tail: plan.tail(unit).unwrap_or_default().to_owned(),
            lines: lines(unit.lines),
            own_lines: unit.own_lines.map(lines),
            departments: [
                names(&by.lead),
                names(&by.participants),
                names(&by.unranked),
            ],
        }
    }

    fn from_json(json: &Value) -> Self {
        let names = |role: &str| list(&json[role]).iter().map(string).collect();
        let label = string(&json["label"]);
        let lost = json["label_in_source"] == false && !label.is_empty();
        UnitRow {
            id: string(&json["id"]),
            parent: json["parent"].as_str().map(str::to_owned),
            kind: string(&json["kind"]),
            label,
            restored: lost || json["label_restored"] == true,
            title: string(&json["title"]),
            text: string(&json["text"]),
            tail: string(&json["tail"]),
            lines: pair(&json["lines"]).unwrap_or_default(),
            own_lines: pair(&json["own_lines"]),
            departments: [names("lead"), names("participants"), names("departments")],
        }
    }
}

impl IndicatorRow {
    fn of(indicator: &Indicator) -> Self {
        IndicatorRow {
            name: indicator.name.value.clone(),
            baseline: indicator.baseline.clone().unwrap_or_default(),
            target: indicator.target.clone(),
            attribute: indicator
                .attribute
                .map_or("", |attribute| attribute.word())
                .to_owned(),
            lines: lines(indicator.lines),
        }
    }

    fn from_json(json: &Value) -> Self {
        IndicatorRow {
            name: string(&json["name"]),
            baseline: string(&json["baseline"]),
            target: string(&json["target"]),
            attribute: string(&json["attribute"]),
            lines: pair(&json["lines"]).unwrap_or_default(),
        }
    }
}

impl TargetRow {
    fn of(target: &Target) -> Self {
        TargetRow {
            unit: target.unit.to_string(),
            quote: target.quote.clone(),
            value: number(&target.quantity.value.to_string()),
            comparator: target.comparator.sign().to_owned(),
            measure: target.quantity.unit.clone(),
            lines: lines(target.lines),
            borderline: false,
        }
    }

    fn from_json(json: &Value) -> Self {
        let comparator = match string(&json["comparator"]).as_str() {
            "at_least_once" | "≥" => ">=".to_owned(),
            "≤" => "<=".to_owned(),
            other => other.to_owned(),
        };
        TargetRow {
            unit: string(&json["unit"]),
            quote: string(&json["quote"]),
            value: number(&string(&json["value"])),
            comparator,
            measure: string(&json["unit_of_measure"]),
            lines: pair(&json["lines"]).unwrap_or_default(),
            borderline: string(&json["note"]).starts_with("borderline"),
        }
    }
}

impl SkippedRow {
    fn from_json(json: &Value) -> Self {
        SkippedRow {
            lines: pair(&json["lines"]).unwrap_or_default(),
            why: string(&json["why"]),
            text: string(&json["text"]),
        }
    }
}

/// The contract's word for a kind of unit.
pub fn kind_word(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Chapter => "chapter",
        UnitKind::Section => "section",
        UnitKind::Task => "task",
        UnitKind::Paragraph => "paragraph",
        UnitKind::Box => "box",
        UnitKind::BoxItem => "box_item",
        UnitKind::Annex => "annex",
        UnitKind::AnnexRow => "annex_row",
    }
}

fn number(text: &str) -> String {
    text.parse::<f64>()
        .map_or(String::new(), |value| format!("{value:.4}"))
}

fn lines(range: LineRange) -> Lines {
    (range.first, range.last)
}

fn list(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn string(json: &Value) -> String {
    match json {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn pair(json: &Value) -> Option<Lines> {
    let at = |index: usize| u32::try_from(json[index].as_u64()?).ok();
    Some((at(0)?, at(1)?))
}
