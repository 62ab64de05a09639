//! From links to groups: no chain drags strangers in.
//!
//! ```text
//! links  甲–乙 乙–丙 甲–丙 丙–丁   →   groups  {甲 乙 丙} {丙 丁}
//! ```
//!
//! A group holds only commitments that are linked with every member of every other plan, so
//! what a group says of two members was found between these two. Every link lies in a group.
//! Strongest links first, ties by place: the same groups for any order of plans.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::links::{Link, Node};
use crate::model::Strength;

/// A group under construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) members: BTreeSet<Node>,
    pub(super) strength: Strength,
    /// Made by the user.
    pub(super) pinned: bool,
}

/// Who is linked with whom, and who must never share a group.
pub(super) struct Relations {
    /// For every commitment, by plan and unit, whom it is linked with, in order.
    links: Vec<Vec<Vec<(Node, Strength)>>>,
    forbidden: BTreeSet<(Node, Node)>,
}

impl Relations {
    pub(super) fn new(links: &[Link], forbidden: BTreeSet<(Node, Node)>) -> Self {
        let mut out = Relations {
            links: Vec::new(),
            forbidden,
        };
        for link in links {
            out.of_mut(link.a).push((link.b, link.strength));
            out.of_mut(link.b).push((link.a, link.strength));
        }
        for list in out.links.iter_mut().flatten() {
            list.sort_unstable();
            list.dedup_by_key(|(node, _)| *node);
        }
        out
    }

    fn of_mut(&mut self, node: Node) -> &mut Vec<(Node, Strength)> {
        if self.links.len() <= node.plan {
            self.links.resize_with(node.plan + 1, Vec::new);
        }
        let units = &mut self.links[node.plan];
        if units.len() <= node.unit {
            units.resize_with(node.unit + 1, Vec::new);
        }
        &mut units[node.unit]
    }

    pub(super) fn forbids(&self, a: Node, b: Node) -> bool {
        !self.forbidden.is_empty() && self.forbidden.contains(&ordered(a, b))
    }

    fn between(&self, a: Node, b: Node) -> Option<Strength> {
        let list = self.links.get(a.plan)?.get(a.unit)?;
        let at = list.binary_search_by_key(&b, |(node, _)| *node).ok()?;
        Some(list[at].1)
    }

    /// True where `node` may join `draft`: linked strongly enough with every member of another
    /// plan and kept from none.
    fn admits(&self, draft: &Draft, node: Node) -> bool {
        draft.members.iter().all(|member| {
            if self.forbids(*member, node) {
                return false;
            }
            if member.plan == node.plan {
                return draft.strength == Strength::Equivalent;
            }
            let linked = self.between(node, *member);
            linked.is_some_and(|strength| strength <= draft.strength)
        })
    }
}

/// The pair with the smaller node first.
pub(super) fn ordered(a: Node, b: Node) -> (Node, Node) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Groups that hold every link, in no particular order; `pinned` comes first and may grow.
pub(super) fn group(links: &[Link], relations: &Relations, pinned: Vec<Draft>) -> Vec<Draft> {
    let mut ranked: Vec<&Link> = links.iter().collect();
    ranked.sort_by(|x, y| {
        x.strength
            .cmp(&y.strength)
            .then(y.belief.total_cmp(&x.belief))
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut drafts = pinned;
    let mut places: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for member in &draft.members {
            places.entry(*member).or_default().push(at);
        }
    }
    for link in ranked {
        place(link, relations, &mut drafts, &mut places);
    }
    without_parts(drafts)
}

/// Puts a link into the first group that takes it, or into one of its own.
fn place(
    link: &Link,
    relations: &Relations,
    drafts: &mut Vec<Draft>,
    places: &mut BTreeMap<Node, Vec<usize>>,
) {
    let empty = Vec::new();
    let of_a = places.get(&link.a).unwrap_or(&empty);
    let of_b = places.get(&link.b).unwrap_or(&empty);
    let both = of_a.iter().filter(|at| of_b.binary_search(at).is_ok());
    if both
        .into_iter()
        .any(|at| drafts[*at].strength <= link.strength)
    {
        return;
    }
    let takes = |at: usize, joining: Node| {
        drafts[at].strength == link.strength && relations.admits(&drafts[at], joining)
    };
    let beside_a = of_a
        .iter()
        .find(|at| takes(**at, link.b))
        .map(|at| (*at, link.b));
    let beside_b = of_b
        .iter()
        .find(|at| takes(**at, link.a))
        .map(|at| (*at, link.a));
    let first = beside_a
        .into_iter()
        .chain(beside_b)
        .min_by_key(|(at, _)| *at);
    if let Some((at, joining)) = first {
        drafts[at].members.insert(joining);
        let held = places.entry(joining).or_default();
        held.insert(held.partition_point(|other| *other < at), at);
        return;
    }
    let at = drafts.len();
    let members = BTreeSet::from([link.a, link.b]);
    drafts.push(Draft {
        members,
        strength: link.strength,
        pinned: false,
    });
    places.entry(link.a).or_default().push(at);
    places.entry(link.b).or_default().push(at);
}

/// Drops groups that lie within another one of the same or greater strength.
fn without_parts(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut holders: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for member in &draft.members {
            holders.entry(*member).or_default().push(at);
        }
    }
    let part = |at: usize| {
        let draft = &drafts[at];
        let first = draft.members.first().and_then(|first| holders.get(first));
        first.into_iter().flatten().any(|other| {
            let whole = &drafts[*other];
            *other != at
                && whole.strength <= draft.strength
                && draft.members.is_subset(&whole.members)
                && (whole.members.len() > draft.members.len()
                    || whole.strength < draft.strength
                    || *other < at)
        })
    };
    let kept: Vec<bool> = (0..drafts.len())
        .map(|at| drafts[at].pinned || !part(at))
        .collect();
    drafts
        .into_iter()
        .zip(kept)
        .filter_map(|(draft, kept)| kept.then_some(draft))
        .collect()
}
