//! A plan (规划) as read, and a set of plans.

use std::sync::Arc;

use crate::model::{Indicator, Issue, PlanId, Sourced, Target, Unit, UnitPath, UnitTree};
use crate::text::{LineRange, PlanText};

/// A calendar date (成文日期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

/// The level of the government that issued a plan (行政层级), highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdminLevel {
    /// 国家.
    National,
    /// 省.
    Province,
    /// 市.
    City,
    /// 县, 区.
    County,
    /// 乡, 镇, 街道.
    Town,
}

impl AdminLevel {
    /// Every level, from the top.
    pub const ALL: [AdminLevel; 5] = [
        AdminLevel::National,
        AdminLevel::Province,
        AdminLevel::City,
        AdminLevel::County,
        AdminLevel::Town,
    ];

    /// The level of a word of the command line.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            AdminLevel::National => "national",
            AdminLevel::Province => "province",
            AdminLevel::City => "city",
            AdminLevel::County => "county",
            AdminLevel::Town => "town",
        }
    }
}

/// The place a plan is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// As cited: 济南市市中区.
    pub name: Option<String>,
    /// 山东省.
    pub province: Option<String>,
    /// 行政区划代码, six digits.
    pub code: Option<u32>,
}

/// How a cited document stands to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CiteRelation {
    /// 上位规划.
    Parent,
    /// 编制依据.
    Basis,
}

impl CiteRelation {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            CiteRelation::Parent => "parent",
            CiteRelation::Basis => "basis",
        }
    }
}

/// A document the preamble names as the plan's ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCite {
    /// Title without 《》.
    pub title: String,
    /// 发文字号.
    pub doc_number: Option<String>,
    /// Parent or basis.
    pub relation: CiteRelation,
}

/// What a plan says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanMeta {
    /// Title of the plan.
    pub title: Option<Sourced<String>>,
    /// Title of the notice that issues it (印发通知).
    pub notice_title: Option<Sourced<String>>,
    /// 发文字号.
    pub doc_number: Option<Sourced<String>>,
    /// 发文机关.
    pub issuer: Option<Sourced<String>>,
    /// 成文日期.
    pub issue_date: Option<Sourced<Date>>,
    /// First and last year.
    pub period: Option<(u16, u16)>,
    /// The place.
    pub region: Region,
    /// The level.
    pub level: Option<AdminLevel>,
    /// Cited parents and bases.
    pub cites: Vec<PlanCite>,
}

/// Why a source line belongs to no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkipReason {
    /// 印发通知.
    Notice,
    /// 版头: issuer, number, title lines.
    Masthead,
    /// 页码.
    PageNumber,
    /// 页眉.
    RunningHead,
    /// 目录.
    Toc,
    /// 抄送, 印发.
    Imprint,
    /// Navigation and buttons of a web page.
    WebChrome,
    /// The text stands twice.
    Repeated,
}

impl SkipReason {
    /// The word of the command line's JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SkipReason::Notice => "notice",
            SkipReason::Masthead => "masthead",
            SkipReason::PageNumber => "page_number",
            SkipReason::RunningHead => "running_head",
            SkipReason::Toc => "toc",
            SkipReason::Imprint => "imprint",
            SkipReason::WebChrome => "web_chrome",
            SkipReason::Repeated => "repeated",
        }
    }
}

/// Source lines, or a part of one, that belong to no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The lines.
    pub lines: LineRange,
    /// Why.
    pub why: SkipReason,
    /// The part, where only a part of a line is skipped.
    pub text: Option<String>,
}

/// A plan, read.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// What it says of itself.
    pub meta: PlanMeta,
    /// The text and the way back to the source.
    pub text: PlanText,
    /// The units in order.
    pub units: UnitTree,
    /// Rows of indicator tables.
    pub indicators: Vec<Indicator>,
    /// Targets of the prose.
    pub targets: Vec<Target>,
    /// Lines in no unit.
    pub skipped: Vec<Skipped>,
    /// Doubts.
    pub issues: Vec<Issue>,
}

impl Plan {
    /// The unit's own text without heading and tail, its pieces joined by line ends.
    pub fn body(&self, unit: &Unit) -> String {
        let pieces: Vec<&str> = unit
            .body
            .iter()
            .map(|span| self.text.slice(*span))
            .collect();
        pieces.join("\n")
    }

    /// The unit's heading, empty where it has none.
    pub fn title<'a>(&self, unit: &'a Unit) -> &'a str {
        unit.title.as_ref().map_or("", |title| title.value.as_str())
    }

    /// The responsibility statement with its brackets.
    pub fn tail(&self, unit: &Unit) -> Option<&str> {
        unit.responsibility.tail.map(|span| self.text.slice(span))
    }

    /// The unit at `path`.
    pub fn unit(&self, path: &UnitPath) -> Option<&Unit> {
        self.units.get(path)
    }

    /// The plan's title, or its id where none was found.
    pub fn title_or_id(&self) -> &str {
        self.meta
            .title
            .as_ref()
            .map_or(self.id.as_str(), |title| title.value.as_str())
    }
}

/// Plans in canonical order: region code, period, title, id. Whatever order they come in,
/// everything computed over a corpus is the same.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    plans: Vec<Arc<Plan>>,
}

impl Corpus {
    /// Sorts the plans into canonical order.
    pub fn new<P: Into<Arc<Plan>>>(plans: impl IntoIterator<Item = P>) -> Self {
        let mut plans: Vec<Arc<Plan>> = plans.into_iter().map(Into::into).collect();
        plans.sort_by_cached_key(|plan| {
            (
                plan.meta.region.code.unwrap_or(u32::MAX),
                plan.meta.period.unwrap_or((u16::MAX, u16::MAX)),
                plan.title_or_id().to_owned(),
                plan.id.clone(),
            )
        });
        Corpus { plans }
    }

    /// The plans in canonical order.
    pub fn plans(&self) -> &[Arc<Plan>] {
        &self.plans
    }

    /// The plan with `id`.
    pub fn get(&self, id: &PlanId) -> Option<&Plan> {
        let mut plans = self.plans.iter().map(Arc::as_ref);
        plans.find(|plan| &plan.id == id)
    }

    /// The position of `id` in canonical order.
    pub fn position(&self, id: &PlanId) -> Option<usize> {
        self.plans.iter().position(|plan| &plan.id == id)
    }
}
