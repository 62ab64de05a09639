//! Applies what the user mended (更正) to a reading: one small change after another, in the
//! order they were made.
//!
//! ```text
//! read    3.1.2 任务 （二）加强托养服务。…鼓励社会力量参与。（三）完善补贴。…
//! split 3.1.2 before 「（三）完善补贴」
//! mended  3.1.2 任务 （二）加强托养服务    3.1.3 任务 （三）完善补贴
//! ```
//!
//! The text is never touched. A heading, a department, a target is always words that stand in
//! the source; only labels and what is said of the plan as a whole may be typed, as
//! [`Origin::Edited`]. A change that does not fit is refused and leaves the plan as it was.

mod about;
mod forest;
mod unit;
mod words;

use crate::lexicon::Lexicon;
use crate::model::{
    Comparator, Issue, Origin, Plan, Quantity, Target, Unit, UnitKind, UnitPath, UnitTree,
};
use crate::parse::target;
use crate::text::Span;
use forest::{Forest, may_hold};

pub use about::Field;

/// One correction of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is of another kind (改类型).
    Kind(UnitKind),
    /// A unit of its own begins at these words of its text (拆分).
    Split {
        /// The words it begins with.
        before: String,
        /// How many of its first words are its heading; none for a unit without.
        title: Option<String>,
    },
    /// It is no unit of its own, but the end of the one before it (合并).
    Merge,
    /// It stands in another unit, as the last there (移动).
    Move(UnitPath),
    /// Its label (序号); empty for none.
    Label(String),
    /// The words that are its heading, from its beginning on (标题); empty for none.
    Title(String),
    /// The departments it names (责任单位).
    Departments {
        /// 牵头.
        lead: Vec<String>,
        /// 参与.
        participants: Vec<String>,
        /// Without rank.
        unranked: Vec<String>,
    },
    /// These words of its text are such a target (目标), or none.
    Target {
        /// The clause, verbatim.
        quote: String,
        /// What it commits to; none where it is no target.
        amount: Option<Amount>,
    },
}

/// What a target commits to, as the user says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// How it is bounded.
    pub comparator: Comparator,
    /// Value and measure.
    pub quantity: Quantity,
    /// The year it is due.
    pub deadline: Option<u16>,
}

/// Why a change does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such unit.
    NoUnit {
        /// As asked.
        path: UnitPath,
    },
    /// The unit does not hold these words.
    NoWords {
        /// As asked.
        words: String,
    },
    /// A unit of this kind cannot stand there.
    NoPlace,
    /// Nothing stands before it.
    NothingBefore,
    /// Nothing would be left of it.
    NothingLeft,
    /// Not a value of this field.
    Value {
        /// As given.
        value: String,
    },
}

/// A plan under repair.
pub struct Mender<'a> {
    plan: Plan,
    lexicon: &'a Lexicon,
    /// What the user said of words: no target, or this one. The words never move.
    targets: Vec<(Span, Option<Amount>)>,
}

impl<'a> Mender<'a> {
    /// Begins with a plan as it was read.
    pub fn new(plan: Plan, lexicon: &'a Lexicon) -> Self {
        Mender {
            plan,
            lexicon,
            targets: Vec::new(),
        }
    }

    /// The plan as it is by now; its targets are read anew at the end.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Applies one change to the unit at `path`; answers where the unit, or the one it went
    /// into, stands now.
    pub fn apply(&mut self, path: &UnitPath, change: &Change) -> Result<UnitPath, Refusal> {
        let mut forest = Forest::of(&self.plan.units);
        let at = self
            .plan
            .units
            .position(path)
            .ok_or_else(|| Refusal::NoUnit { path: path.clone() })?;
        let lines = forest.pieces[at].own;
        forest.pieces[at].unit.origin = Origin::Edited;
        let now = self.change(&mut forest, at, change)?;
        self.settle(forest);
        let looked_at = |issue: &Issue| {
            let from = issue.lines.map(|lines| lines.first);
            from.is_some_and(|from| lines.first <= from && from <= lines.last)
        };
        self.plan.issues.retain(|issue| !looked_at(issue));
        let unit = self.plan.units.iter().nth(now);
        Ok(unit.map_or_else(|| path.clone(), |unit| unit.path.clone()))
    }

    /// Changes the unit at `at`; answers its position afterwards.
    fn change(
        &mut self,
        forest: &mut Forest,
        at: usize,
        change: &Change,
    ) -> Result<usize, Refusal> {
        let text = &self.plan.text;
        let piece = &mut forest.pieces[at];
        match change {
            Change::Kind(kind) => {
                piece.unit.kind = *kind;
                if !forest.restack(at) {
                    return Err(Refusal::NoPlace);
                }
            }
            Change::Split { before, title } => {
                let new = unit::split(text, piece, before, title.as_deref())?;
                forest.insert(at + 1, new);
                forest.restack_after(at + 1);
            }
            Change::Merge => {
                unit::merge(text, forest, at)?;
                return Ok(at - 1);
            }
            Change::Move(under) => return self.shift(forest, at, under),
            Change::Label(label) => unit::set_label(text, &mut piece.unit, label),
            Change::Title(words) => unit::set_title(text, &mut piece.unit, words)?,
            Change::Departments {
                lead,
                participants,
                unranked,
            } => unit::set_departments(text, &mut piece.unit, [lead, participants, unranked])?,
            Change::Target { quote, amount } => {
                let missing = || Refusal::NoWords {
                    words: quote.clone(),
                };
                let span = words::find(text, &piece.unit.body, quote).ok_or_else(missing)?;
                self.targets.push((span, amount.clone()));
            }
        }
        Ok(at)
    }

    /// Sets a field of the plan's metadata; an empty value takes it away.
    pub fn set(&mut self, field: Field, value: &str) -> Result<(), Refusal> {
        about::set(&mut self.plan, field, value, self.lexicon)
    }

    /// The plan as mended.
    pub fn finish(mut self) -> Plan {
        let mut targets = target::read_targets(&self.plan, self.lexicon);
        for (span, amount) in &self.targets {
            let meets = |other: Span| other.start < span.end && span.start < other.end;
            targets.retain(|target| !meets(target.span));
            let unit = owner(&self.plan.units, *span);
            if let (Some(amount), Some(unit)) = (amount, unit) {
                let quote = words::joined(&self.plan.text, *span);
                targets.push(Target {
                    unit: unit.path.clone(),
                    recurrence: target::recurrence(&quote),
                    quote,
                    span: *span,
                    quantity: amount.quantity.clone(),
                    comparator: amount.comparator,
                    deadline: amount.deadline,
                    lines: self.plan.text.lines_of(*span),
                });
            }
        }
        let order = |target: &Target| (self.plan.units.position(&target.unit), target.span);
        targets.sort_by_key(order);
        self.plan.targets = targets;
        self.plan
    }

    fn shift(&self, forest: &mut Forest, at: usize, under: &UnitPath) -> Result<usize, Refusal> {
        let to = self
            .plan
            .units
            .position(under)
            .ok_or_else(|| Refusal::NoUnit {
                path: under.clone(),
            })?;
        let family = forest.family(at);
        let fits = may_hold(forest.pieces[to].unit.kind, forest.pieces[at].unit.kind);
        if !fits || family.contains(&to) {
            return Err(Refusal::NoPlace);
        }
        let last = forest
            .family(to)
            .into_iter()
            .rfind(|kin| !family.contains(kin));
        let last = last.unwrap_or(to);
        forest.pieces[at].parent = Some(to);
        let mut order: Vec<usize> = Vec::with_capacity(forest.pieces.len());
        for old in (0..forest.pieces.len()).filter(|old| !family.contains(old)) {
            order.push(old);
            if old == last {
                order.extend(&family);
            }
        }
        forest.reorder(&order);
        Ok(order.iter().position(|&old| old == at).unwrap_or(at))
    }

    /// Numbers the units anew and lets the tables follow.
    fn settle(&mut self, forest: Forest) {
        let (units, moved) = forest.settle();
        self.plan.units = units;
        for indicator in &mut self.plan.indicators {
            if let Some(now) = moved.get(&indicator.table) {
                indicator.table = now.clone();
            }
        }
    }
}

/// The unit in whose text `span` stands.
fn owner(units: &UnitTree, span: Span) -> Option<&Unit> {
    units
        .iter()
        .find(|unit| unit.body.iter().any(|piece| piece.contains(span)))
        .or_else(|| {
            units.iter().find(|unit| {
                let starts = |piece: &Span| piece.start <= span.start && span.start < piece.end;
                unit.body.iter().any(starts)
            })
        })
}
