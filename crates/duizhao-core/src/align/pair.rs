//! How alike the commitments of two plans are.
//!
//! Everything is weighed within the two plans alone: a term that most of their commitments
//! hold (残疾人, 加强) says little, one that few hold says much. A third plan therefore never
//! changes what is found between two.

use super::features::PlanFeatures;
use super::judge::Verdict;
use super::sentences::Counterparts;
use super::side::{Grid, Side, cosines};

/// What speaks for two commitments being the same work. Each is 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Cosine of heading and body.
    pub text: f64,
    /// Cosine of the headings.
    pub heading: f64,
    /// `text` beside the best that either finds in the other plan: the mean of both ratios.
    pub lead: f64,
    /// The ratio as the shorter of the two sees it.
    pub lead_short: f64,
    /// The best pair of sentences, each beside the best it finds elsewhere: the weaker side.
    pub sentence: f64,
    /// The same for clauses: a task that holds a box item names it in one clause.
    pub clause: f64,
    /// How well another commitment of either section goes with the other of the two.
    pub rival: f64,
    /// Share of the shorter's length in the longer's; [`ROW_BESIDE_TASK`] for a row beside a task.
    pub length: f64,
    /// Share of the first's sentences that the second holds, weighted.
    pub covered_a: f64,
    /// Share of the second's sentences that the first holds.
    pub covered_b: f64,
}

impl Signals {
    /// Similarity: 0 to 1, symmetric, 1 for a text with itself.
    pub fn similarity(&self) -> f64 {
        let covered = f64::midpoint(self.covered_a, self.covered_b);
        f64::midpoint(self.text, covered).clamp(0.0, 1.0)
    }

    /// `text`, less where either finds a better partner.
    pub fn leading(&self) -> f64 {
        self.text * self.lead
    }
}

/// Two commitments of two plans and what speaks for them.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The unit of the first plan, by its position among the commitments.
    pub a: usize,
    /// The unit of the second plan.
    pub b: usize,
    /// What speaks for them.
    pub signals: Signals,
}

/// Two commitments that may belong together, judged by their two plans alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The unit of the first plan, by its position among the commitments.
    pub(super) a: u32,
    /// The unit of the second plan.
    pub(super) b: u32,
    pub(super) verdict: Verdict,
}

/// What two plans share.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanPair {
    /// Pairs worth a thought, in the order of the first plan, then the second.
    pub(super) candidates: Vec<Candidate>,
    /// For each commitment of the first plan: the share that the second holds anywhere.
    pub(super) spread_a: Vec<f64>,
    /// For each commitment of the second plan: the share that the first holds anywhere.
    pub(super) spread_b: Vec<f64>,
    best_a: Vec<Nearest>,
    best_b: Vec<Nearest>,
}

/// The most similar commitment of the other plan and its similarity.
type Nearest = Option<(u32, f64)>;

impl PlanPair {
    /// The most similar commitment of the other plan and its similarity; `forward` asks for a
    /// unit of the first plan.
    pub(super) fn best(&self, unit: usize, forward: bool) -> Option<(usize, f64)> {
        let best = if forward { &self.best_a } else { &self.best_b };
        let best = best.get(unit).copied().flatten();
        best.map(|(unit, score)| (unit as usize, score))
    }
}

/// Keeps the greater similarity, the first of equals.
fn keep_nearest(kept: &mut Nearest, unit: usize, score: f64) {
    if kept.is_none_or(|(_, found)| score > found) {
        *kept = Some((unit as u32, score));
    }
}

/// Plans whose commitments, at the median, find nothing more alike than this in the other plan
/// are of different fields. Over fifteen plans of eight fields the greater median is at most 0.123 for
/// two fields, 0.142 and 0.156 for farming beside rural trade and farm machines, and at least 0.215
/// within one field.
const SAME_FIELD_FROM: f64 = 0.17;

/// Between plans of different fields only what is nearly copied is worth a thought; their own
/// closest texts reach 0.34.
const COPIED_FROM: f64 = 0.45;

/// Below this cosine nothing is worth a thought: of 1,654 candidates among the pairs of the
/// bundled plans none lies below, of the 30,936 pairs that share a term seven in ten do.
const WORTH_FROM: f64 = 0.03;

/// A commitment that stands in the other plan word for word is settled by it.
const SETTLED_FROM: f64 = 0.97;

/// Compares every commitment of `a` with every one of `b` that shares a term with it and
/// keeps what is worth a thought.
pub(super) fn compare_plans(a: &PlanFeatures, b: &PlanFeatures) -> PlanPair {
    let found = Comparison::of(a, b);
    let [spread_a, spread_b] = found.sentences.spreads();
    let mut out = PlanPair {
        candidates: Vec::new(),
        spread_a,
        spread_b,
        best_a: vec![None; a.units.len()],
        best_b: vec![None; b.units.len()],
    };
    let leading = &found.leading;
    let same_field = median(&leading.best_a).max(median(&leading.best_b)) >= SAME_FIELD_FROM;
    for Pair { a, b, signals } in found.pairs(WORTH_FROM) {
        let score = signals.similarity();
        keep_nearest(&mut out.best_a[a], b, score);
        keep_nearest(&mut out.best_b[b], a, score);
        let settled = leading.best_a[a].max(leading.best_b[b]) >= SETTLED_FROM;
        if !(same_field || signals.text >= COPIED_FROM) || (settled && signals.text < SETTLED_FROM)
        {
            continue;
        }
        let verdict = Verdict::of(&signals);
        if verdict.is_candidate() {
            let (a, b) = (a as u32, b as u32);
            out.candidates.push(Candidate { a, b, verdict });
        }
    }
    // It is kept for later runs.
    out.candidates.shrink_to_fit();
    out
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The signals of every two commitments that share a term, in the order of `a`, then `b`.
pub fn all_signals(a: &PlanFeatures, b: &PlanFeatures) -> Vec<Pair> {
    Comparison::of(a, b).pairs(0.0).collect()
}

/// Everything that is computed once for two plans.
struct Comparison<'a> {
    a: Side<'a>,
    b: Side<'a>,
    text: Grid,
    leading: Leading,
    /// The squared length of every heading.
    headings_a: Vec<f64>,
    headings_b: Vec<f64>,
    sentences: Counterparts,
    clauses: Counterparts,
}

impl<'a> Comparison<'a> {
    fn of(a: &'a PlanFeatures, b: &'a PlanFeatures) -> Self {
        let (side_a, side_b) = Side::both(a, b);
        let text = cosines(&side_a, &side_b);
        Comparison {
            leading: Leading::new(&text, a, b),
            headings_a: headings(&side_a),
            headings_b: headings(&side_b),
            sentences: Counterparts::of(&side_a, &side_b, |plan| &plan.sentences),
            clauses: Counterparts::of(&side_a, &side_b, |plan| &plan.clauses),
            a: side_a,
            b: side_b,
            text,
        }
    }

    /// The pairs whose cosine is above `from`, in the order of `a`, then `b`.
    fn pairs(&self, from: f64) -> impl Iterator<Item = Pair> {
        let units = 0..self.a.plan.units.len();
        units.flat_map(move |a| {
            let alike = self.text.row(a).iter().enumerate();
            let above = alike.filter(move |(_, alike)| **alike > from);
            above.map(move |(b, _)| Pair {
                a,
                b,
                signals: self.signals(a, b),
            })
        })
    }

    /// What speaks for two units that share a term.
    fn signals(&self, at_a: usize, at_b: usize) -> Signals {
        let (unit_a, unit_b) = (&self.a.plan.units[at_a], &self.b.plan.units[at_b]);
        let (short, long) = ordered(unit_a.letters, unit_b.letters);
        let length = if unit_a.is_row() == unit_b.is_row() {
            short / long.max(1.0)
        } else {
            ROW_BESIDE_TASK
        };
        let shares = self.sentences.shares(at_a, at_b);
        let text = self.text.at(at_a, at_b);
        let (ratio_a, ratio_b) = self.leading.ratios(text, at_a, at_b);
        let lead_short = if unit_a.letters <= unit_b.letters {
            ratio_a
        } else {
            ratio_b
        };
        Signals {
            text: text.min(1.0),
            heading: self.a.set_beside(
                &unit_a.heading,
                self.headings_a[at_a],
                &unit_b.heading,
                self.headings_b[at_b],
            ),
            lead: (ratio_a * ratio_b).sqrt(),
            lead_short,
            sentence: self.sentences.lead(at_a, at_b),
            clause: self.clauses.lead(at_a, at_b),
            rival: self.leading.rival(at_a, at_b, unit_a.kin, unit_b.kin),
            length,
            covered_a: shares[0],
            covered_b: shares[1],
        }
    }
}

/// What a row of an annex leaves unsaid is no sign of other work than the task's: the lengths of the
/// two count as nearly alike. Chosen on the pairs with 临淄, the only plan with truth and an annex.
const ROW_BESIDE_TASK: f64 = 0.8;

/// The squared length of every unit's heading.
fn headings(side: &Side<'_>) -> Vec<f64> {
    let units = side.plan.units.iter();
    units.map(|unit| side.sums(&unit.heading).1).collect()
}

/// The best two that a unit finds in a section: `(unit, leading)`.
type BestTwo = [(usize, f64); 2];

/// The best that every unit finds in the other plan.
struct Leading {
    best_a: Vec<f64>,
    best_b: Vec<f64>,
    units_a: usize,
    units_b: usize,
    /// By unit of the first plan and section of the second, row by row.
    kin_a: Vec<BestTwo>,
    /// By unit of the second plan and section of the first.
    kin_b: Vec<BestTwo>,
}

impl Leading {
    fn new(text: &Grid, a: &PlanFeatures, b: &PlanFeatures) -> Self {
        let (units_a, units_b) = (a.units.len(), b.units.len());
        let none = [(usize::MAX, 0.0); 2];
        let mut out = Leading {
            best_a: vec![0.0; units_a],
            best_b: vec![0.0; units_b],
            units_a,
            units_b,
            kin_a: vec![none; units_a * units_b],
            kin_b: vec![none; units_a * units_b],
        };
        for at_a in 0..units_a {
            for at_b in 0..units_b {
                let alike = text.at(at_a, at_b);
                out.best_a[at_a] = out.best_a[at_a].max(alike);
                out.best_b[at_b] = out.best_b[at_b].max(alike);
            }
        }
        for at_a in 0..units_a {
            for at_b in 0..units_b {
                let alike = text.at(at_a, at_b);
                if alike <= 0.0 {
                    continue;
                }
                let (ratio_a, ratio_b) = out.ratios(alike, at_a, at_b);
                let leading = alike * (ratio_a * ratio_b).sqrt();
                let section_b = at_a * units_b + b.units[at_b].kin;
                keep_two(&mut out.kin_a[section_b], at_b, leading);
                let section_a = at_b * units_a + a.units[at_a].kin;
                keep_two(&mut out.kin_b[section_a], at_a, leading);
            }
        }
        out
    }

    /// `text` beside the best of either unit.
    fn ratios(&self, text: f64, a: usize, b: usize) -> (f64, f64) {
        let beside = |best: f64| if best > 0.0 { text / best } else { 0.0 };
        (beside(self.best_a[a]), beside(self.best_b[b]))
    }

    /// How well another of one unit's section goes with the other unit, at best.
    fn rival(&self, a: usize, b: usize, section_a: usize, section_b: usize) -> f64 {
        let best = |kept: &BestTwo, own: usize| {
            let other = kept.iter().find(|(unit, _)| *unit != own);
            other.map_or(0.0, |(_, leading)| *leading)
        };
        let in_b = best(&self.kin_a[a * self.units_b + section_b], b);
        let in_a = best(&self.kin_b[b * self.units_a + section_a], a);
        in_a.max(in_b)
    }
}

fn keep_two(kept: &mut BestTwo, unit: usize, value: f64) {
    if value > kept[0].1 {
        *kept = [(unit, value), kept[0]];
    } else if value > kept[1].1 {
        kept[1] = (unit, value);
    }
}

fn ordered(a: usize, b: usize) -> (f64, f64) {
    (a.min(b) as f64, a.max(b) as f64)
}
