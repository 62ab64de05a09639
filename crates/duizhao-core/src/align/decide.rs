//! What the user has decided, as every later run honours it.

use std::collections::BTreeSet;

use crate::align::group::{Draft, ordered};
use crate::align::links::Node;
use crate::model::{MatchDecision, Strength, UnitRef};

/// The decisions, by the commitments of this corpus.
#[derive(Default)]
pub(super) struct Decided {
    pub(super) pinned: Vec<Draft>,
    pub(super) forbidden: BTreeSet<(Node, Node)>,
    /// Names of groups, by units each held when it was named.
    names: Vec<(BTreeSet<Node>, String)>,
    /// Positions of decisions that name a commitment which is not there (待复核).
    pub(super) stale: Vec<usize>,
}

impl Decided {
    /// Reads `decisions` in order; a later one overrides an earlier one it contradicts.
    pub(super) fn of(
        decisions: &[MatchDecision],
        place: impl Fn(&UnitRef) -> Option<Node>,
    ) -> Self {
        let mut out = Decided::default();
        for (at, decision) in decisions.iter().enumerate() {
            let units = decision.units();
            let nodes: Option<Vec<Node>> = units.into_iter().map(&place).collect();
            match nodes {
                Some(_) => out.take(decision, &place),
                None => out.stale.push(at),
            }
        }
        // Groups that do not touch each other are the same whichever was made first.
        out.pinned.sort_by(|x, y| x.members.cmp(&y.members));
        out
    }

    fn take(&mut self, decision: &MatchDecision, place: &impl Fn(&UnitRef) -> Option<Node>) {
        let nodes =
            |units: &[UnitRef]| -> BTreeSet<Node> { units.iter().filter_map(place).collect() };
        match decision {
            MatchDecision::Pin(units) => self.pin(nodes(units)),
            MatchDecision::Forbid(a, b) => {
                if let Some((a, b)) = place(a).zip(place(b)) {
                    self.forbid(a, b);
                }
            }
            MatchDecision::Split(one, other) => {
                for a in nodes(one) {
                    for b in nodes(other) {
                        self.forbid(a, b);
                    }
                }
            }
            MatchDecision::Name(units, name) => {
                self.names.push((nodes(units), name.clone()));
            }
        }
    }

    /// The name of every draft, where it has one: a name stays with the group that holds most
    /// of the units it was given to, so that a plan may come or go. The last one counts.
    pub(super) fn names(&self, drafts: &[Draft]) -> Vec<Option<String>> {
        let mut out = vec![None; drafts.len()];
        for (units, name) in &self.names {
            let held = |draft: &Draft| draft.members.intersection(units).count();
            let fit = drafts.iter().enumerate().filter(|(_, draft)| {
                let held = held(draft);
                held > 1 && held * 2 >= units.len()
            });
            let best = fit.min_by(|(_, x), (_, y)| {
                let more = held(y).cmp(&held(x)).then(x.strength.cmp(&y.strength));
                more.then_with(|| x.members.cmp(&y.members))
            });
            if let Some((at, _)) = best {
                out[at] = Some(name.clone()).filter(|name| !name.is_empty());
            }
        }
        out
    }

    /// Units that belong together: one group from here on.
    fn pin(&mut self, members: BTreeSet<Node>) {
        let apart = |pair: &(Node, Node)| members.contains(&pair.0) && members.contains(&pair.1);
        self.forbidden.retain(|pair| !apart(pair));
        self.pinned
            .retain(|draft| !draft.members.is_subset(&members));
        if members.len() > 1 {
            self.pinned.push(Draft {
                members,
                strength: Strength::Equivalent,
                pinned: true,
            });
        }
    }

    /// Two units that do not belong together: a group the user made loses the later one.
    fn forbid(&mut self, a: Node, b: Node) {
        if a == b {
            return;
        }
        let (first, second) = ordered(a, b);
        self.forbidden.insert((first, second));
        for draft in &mut self.pinned {
            if draft.members.contains(&first) {
                draft.members.remove(&second);
            }
        }
        self.pinned.retain(|draft| draft.members.len() > 1);
    }
}
