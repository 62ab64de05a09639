//! Compares two plans in full, neither being the base.

use crate::compare::amount::Scale;
use crate::compare::finding::{At, Finding};
use crate::compare::folding::Reader;
use crate::compare::indicator::indicators;
use crate::compare::known::Known;
use crate::compare::layer::fold_layers;
use crate::compare::leftover::left_over;
use crate::compare::matching::{ClauseLink, Matching, match_scopes};
use crate::compare::passages::{Class, ClauseRef, Scope};
use crate::compare::rates::Which;
use crate::compare::responsibility::responsibilities;
use crate::compare::structure::{Move, Structure};
use crate::compare::target::targets;
use crate::compare::weights::Weights;
use crate::compare::wording::{title_wording, wording};
use crate::lexicon::Fact;
use crate::model::{Alignment, DeviationKind, MatchDecision, Unit, UnitKind, UnitPath};

/// Headings less alike are headings of other things; their words are not compared.
const SAME_HEADING: f64 = 0.35;

/// Everything found between two plans.
pub(crate) struct Analysis<'a> {
    pub(crate) a: Scope<'a>,
    pub(crate) b: Scope<'a>,
    pub(crate) matching: Matching,
    pub(crate) structure: Structure,
    pub(crate) weights: Weights,
    known: Known,
}

impl<'a> Analysis<'a> {
    pub(crate) fn of(
        a: Scope<'a>,
        b: Scope<'a>,
        alignment: &Alignment,
        decided: &[MatchDecision],
    ) -> Self {
        let weights = Weights::over(&a, &b);
        let known = Known::of(&a, &b, alignment, decided);
        let prior = |i: usize, j: usize| known.together(i, j);
        // Once without, once with what the first pass says of whole units: repeated
        // sentences then stay with their unit.
        let rough = match_scopes(&a, &b, &weights, &prior);
        let pairs = Structure::find(&a, &b, &rough, &weights, &known).mutual();
        let better = |i: usize, j: usize| {
            let mutual = pairs.binary_search(&(i, j)).is_ok();
            prior(i, j).map(|together| if mutual { 1.0 } else { together })
        };
        let matching = match_scopes(&a, &b, &weights, &better);
        let structure = Structure::find(&a, &b, &matching, &weights, &known);
        Analysis {
            a,
            b,
            matching,
            structure,
            weights,
            known,
        }
    }

    /// The units of the other plan that hold work of `unit`, of the first plan or the second.
    pub(crate) fn counterparts(&self, unit: usize, which: Which) -> Vec<usize> {
        let (direction, aligned): (_, Vec<usize>) = match which {
            Which::First => {
                let own = self.known.aligned.keys().filter(|(from, _)| *from == unit);
                (&self.structure.a, own.map(|(_, to)| *to).collect())
            }
            Which::Second => {
                let own = self.known.aligned.keys().filter(|(_, to)| *to == unit);
                (&self.structure.b, own.map(|(from, _)| *from).collect())
            }
        };
        let mut units: Vec<usize> = direction.to[unit].keys().copied().chain(aligned).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// All findings, in the order of the first plan.
    pub(crate) fn findings(&self, reader: &mut Reader<'_>) -> Vec<Finding> {
        let (a, b) = (&self.a, &self.b);
        let measures = reader.lexicon.comparable();
        let scale = Scale::of(measures, a.plan.meta.level, b.plan.meta.level);
        let mut findings = self.structural();
        findings.extend(self.titles(reader));
        for link in &self.matching.clauses {
            findings.extend(self.linked(link, scale, reader));
        }
        findings.extend(self.moved_text());
        let (forth, back) = (&self.structure.a.primary, &self.structure.b.primary);
        let (weights, lexicon) = (&self.weights, reader.lexicon);
        let (left_a, left_b) = (&self.matching.left_a, &self.matching.left_b);
        findings.extend(left_over(a, b, left_a, forth, weights, lexicon));
        let added = left_over(b, a, left_b, back, weights, lexicon);
        findings.extend(added.into_iter().map(Finding::mirrored));
        findings.extend(self.departments(reader));
        findings.extend(indicators(a, b, &self.weights, reader, scale));
        fold_layers(a, b, findings)
    }

    /// Missing, added, merged, split and moved units.
    fn structural(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let missing = |scope: &Scope<'_>, primary: &[Option<usize>]| -> Vec<Finding> {
            let gone = scope.units.iter().zip(primary).filter(|(unit, to)| {
                to.is_none() && matches!(unit.class, Class::Task | Class::Item)
            });
            gone.map(|(unit, _)| {
                let at = At::unit(&unit.unit.path);
                let kind = DeviationKind::TaskMissing;
                Finding::new(kind, "S1-missing", at, At::default()).fact(class_fact(unit.class))
            })
            .collect()
        };
        findings.extend(missing(&self.a, &self.structure.a.primary));
        let added = missing(&self.b, &self.structure.b.primary);
        findings.extend(added.into_iter().map(Finding::mirrored));
        for (i, j, what) in self.structure.merges(&self.a, &self.b) {
            let kind = match what {
                Move::Merged => DeviationKind::TasksMerged,
                Move::Split => DeviationKind::TaskSplit,
            };
            let at = (At::unit(self.path_a(i)), At::unit(self.path_b(j)));
            findings.push(Finding::new(kind, "S2-merged", at.0, at.1));
        }
        for (i, j) in self.structure.moves(&self.a, &self.b, &self.weights) {
            let at = (At::unit(self.path_a(i)), At::unit(self.path_b(j)));
            let section = |scope: &Scope<'_>, unit: &Unit| -> Vec<String> {
                let above = scope.plan.units.ancestors(unit).next();
                above
                    .map(|above| scope.plan.title(above).to_owned())
                    .into_iter()
                    .collect()
            };
            let words = (
                section(&self.a, self.a.units[i].unit),
                section(&self.b, self.b.units[j].unit),
            );
            let finding = Finding::new(DeviationKind::TaskMoved, "S3-moved", at.0, at.1);
            findings.push(finding.words(words.0, words.1));
        }
        findings
    }

    fn titles(&self, reader: &Reader<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let merges = self.structure.merges(&self.a, &self.b);
        for (i, j) in self.structure.mutual() {
            // The heading of a merged task names what was merged.
            if merges.iter().any(|&(x, y, _)| x == i || y == j) {
                continue;
            }
            let (x, y) = (&self.a.units[i], &self.b.units[j]);
            let silent = x.title.is_empty() || y.title.is_empty();
            let alike = self.weights.dice(&x.title_grams, &y.title_grams) >= SAME_HEADING;
            if silent || !alike || x.title_folded == y.title_folded {
                continue;
            }
            let at = (at_title(x.unit), at_title(y.unit));
            let (before, after) = (self.a.plan.title(x.unit), self.b.plan.title(y.unit));
            findings.extend(title_wording(before, after, at, reader.lexicon));
        }
        findings
    }

    fn linked(&self, link: &ClauseLink, scale: Scale<'_>, reader: &Reader<'_>) -> Vec<Finding> {
        let amounts = targets(&self.a, &self.b, link, scale);
        let words = wording(&self.a, &self.b, link, reader.lexicon);
        // Words that only carried an amount that is gone are no finding of their own.
        let gone = amounts.iter().any(|finding| {
            matches!(
                finding.kind,
                DeviationKind::TargetMissing | DeviationKind::TargetAdded
            )
        });
        let covered = |finding: &Finding| match finding.kind {
            DeviationKind::WordingChanged => !amounts.is_empty(),
            DeviationKind::WordingWeakened | DeviationKind::WordingStrengthened => gone,
            _ => false,
        };
        let words = words.into_iter().filter(|finding| !covered(finding));
        let mut findings: Vec<Finding> = words.collect();
        findings.extend(amounts);
        let class = self.a.units[self.a.passages[link.a.passage].unit].class;
        let goal = (class == Class::Goal).then_some(Fact::Goal);
        findings
            .into_iter()
            .map(|finding| finding.facts(goal))
            .collect()
    }

    /// Sentences whose clauses went to a unit that is not their unit's counterpart.
    fn moved_text(&self) -> Vec<Finding> {
        let (a, b) = (&self.a, &self.b);
        let mut seen: Vec<(usize, usize)> = Vec::new();
        let mut findings = Vec::new();
        for link in &self.matching.clauses {
            let (i, j) = (
                a.passages[link.a.passage].unit,
                b.passages[link.b.passage].unit,
            );
            let (to, from) = (self.structure.a.primary[i], self.structure.b.primary[j]);
            let at_home = to == Some(j) || from == Some(i);
            let sentence = (link.a.passage, link.b.passage);
            if at_home || to.is_none() || from.is_none() || seen.contains(&sentence) {
                continue;
            }
            seen.push(sentence);
            let at = (self.at_a(link.a), self.at_b(link.b));
            findings.push(Finding::new(
                DeviationKind::TextMoved,
                "S4-text-moved",
                at.0,
                at.1,
            ));
        }
        findings
    }

    /// Responsibilities of units that hold the same work; merged units together.
    fn departments(&self, reader: &Reader<'_>) -> Vec<Finding> {
        let merges = self.structure.merges(&self.a, &self.b);
        let mut findings = Vec::new();
        for (i, j) in self.structure.mutual() {
            let mut ours: Vec<&Unit> = vec![self.a.units[i].unit];
            let mut theirs: Vec<&Unit> = vec![self.b.units[j].unit];
            for &(x, y, what) in &merges {
                if what == Move::Merged && y == j && x != i {
                    ours.push(self.a.units[x].unit);
                }
                if what == Move::Split && x == i && y != j {
                    theirs.push(self.b.units[y].unit);
                }
            }
            let forth = self
                .known
                .aligned
                .iter()
                .filter(|((from, _), _)| *from == i);
            annexed(&mut theirs, &self.b, forth.map(|((_, to), _)| *to));
            let back = self.known.aligned.iter().filter(|((_, to), _)| *to == j);
            annexed(&mut ours, &self.a, back.map(|((from, _), _)| *from));
            findings.extend(responsibilities(
                &ours,
                &theirs,
                reader.lexicon.departments(),
            ));
        }
        findings
    }

    fn path_a(&self, unit: usize) -> &UnitPath {
        &self.a.units[unit].unit.path
    }

    fn path_b(&self, unit: usize) -> &UnitPath {
        &self.b.units[unit].unit.path
    }

    fn at_a(&self, at: ClauseRef) -> At {
        let unit = self.a.passages[at.passage].unit;
        At::clause(self.path_a(unit), self.a.clause(at).span)
    }

    fn at_b(&self, at: ClauseRef) -> At {
        let unit = self.b.passages[at.passage].unit;
        At::clause(self.path_b(unit), self.b.clause(at).span)
    }
}

/// A task without departments of its own may have them in a row of the annex.
fn annexed<'a>(units: &mut Vec<&'a Unit>, scope: &Scope<'a>, aligned: impl Iterator<Item = usize>) {
    let silent = |unit: &Unit| unit.responsibility.is_empty();
    if units.iter().any(|unit| !silent(unit)) {
        return;
    }
    let mut rows = aligned.map(|at| scope.units[at].unit);
    let named = rows.find(|unit| unit.kind == UnitKind::AnnexRow && !silent(unit));
    if let Some(row) = named {
        units.insert(0, row);
    }
}

fn class_fact(class: Class) -> Fact {
    match class {
        Class::Task => Fact::Task,
        Class::Item => Fact::Item,
        Class::Goal | Class::Container => Fact::Goal,
    }
}

fn at_title(unit: &Unit) -> At {
    let span = unit.title.as_ref().and_then(|title| title.span);
    span.map_or_else(|| At::unit(&unit.path), |span| At::clause(&unit.path, span))
}
