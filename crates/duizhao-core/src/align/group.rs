//! From links to groups: no chain drags strangers in.
//!
//! ```text
//! links  甲–乙 乙–丙 甲–丙 丙–丁   →   groups  {甲 乙 丙} {丙 丁}
//! ```
//!
//! A group holds only commitments that are linked with every member of every other plan, so
//! what a group says of two members was found between these two. Every link lies in a group.
//! Strongest links first, ties by place: the same groups for any order of plans.

use std::collections::BTreeSet;

use crate::align::links::{Link, Node, Numbers};
use crate::align::pieces::Postings;
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
pub(super) struct Relations<'a> {
    numbers: &'a Numbers,
    /// Whom every commitment is linked with.
    links: Postings<(u32, Strength)>,
    forbidden: BTreeSet<(Node, Node)>,
}

impl<'a> Relations<'a> {
    pub(super) fn new(
        links: &[Link],
        numbers: &'a Numbers,
        forbidden: BTreeSet<(Node, Node)>,
    ) -> Self {
        let both = links.iter().flat_map(|link| {
            let (a, b) = (numbers.number(link.a), numbers.number(link.b));
            [(a, (b, link.strength)), (b, (a, link.strength))]
        });
        Relations {
            numbers,
            links: Postings::new(numbers.len(), both),
            forbidden,
        }
    }

    fn forbids(&self, a: Node, b: Node) -> bool {
        !self.forbidden.is_empty() && self.forbidden.contains(&ordered(a, b))
    }
}

/// One commitment, and how it is linked with all others.
struct Joining<'a> {
    relations: &'a Relations<'a>,
    node: Node,
    /// By number.
    linked: Vec<Option<Strength>>,
}

impl<'a> Joining<'a> {
    fn nobody(relations: &'a Relations<'a>) -> Self {
        Joining {
            relations,
            node: Node { plan: 0, unit: 0 },
            linked: vec![None; relations.numbers.len()],
        }
    }

    /// Looks at `node` from here on.
    fn become_node(&mut self, node: Node) {
        let of = |node| self.relations.links.of(self.relations.numbers.number(node));
        for (before, _) in of(self.node) {
            self.linked[*before as usize] = None;
        }
        for (now, strength) in of(node) {
            self.linked[*now as usize] = Some(*strength);
        }
        self.node = node;
    }

    /// True where it may join `draft`: linked strongly enough with every member of another
    /// plan and kept from none.
    fn is_admitted(&self, draft: &Draft) -> bool {
        draft.members.iter().all(|member| {
            if self.relations.forbids(*member, self.node) {
                return false;
            }
            if member.plan == self.node.plan {
                return draft.strength == Strength::Equivalent;
            }
            let linked = self.linked[self.relations.numbers.number(*member) as usize];
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
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); relations.numbers.len()];
    for (at, draft) in drafts.iter().enumerate() {
        for member in &draft.members {
            places[relations.numbers.number(*member) as usize].push(at);
        }
    }
    let mut two = [Joining::nobody(relations), Joining::nobody(relations)];
    for link in ranked {
        place(link, &mut two, &mut drafts, &mut places);
    }
    without_parts(drafts, relations.numbers)
}

/// Puts a link into the first group that takes it, or into one of its own.
fn place(
    link: &Link,
    [a, b]: &mut [Joining<'_>; 2],
    drafts: &mut Vec<Draft>,
    places: &mut [Vec<usize>],
) {
    let numbers = a.relations.numbers;
    let [at_a, at_b] = [link.a, link.b].map(|node| numbers.number(node) as usize);
    let (of_a, of_b) = (&places[at_a], &places[at_b]);
    let mut both = of_a.iter().filter(|at| of_b.binary_search(at).is_ok());
    if both.any(|at| drafts[*at].strength <= link.strength) {
        return;
    }
    a.become_node(link.a);
    b.become_node(link.b);
    let takes = |at: usize, joining: &Joining<'_>| {
        drafts[at].strength == link.strength && joining.is_admitted(&drafts[at])
    };
    let beside_a = of_a
        .iter()
        .find(|at| takes(**at, b))
        .map(|at| (*at, link.b));
    let beside_b = of_b
        .iter()
        .find(|at| takes(**at, a))
        .map(|at| (*at, link.a));
    let first = beside_a
        .into_iter()
        .chain(beside_b)
        .min_by_key(|(at, _)| *at);
    if let Some((at, joining)) = first {
        drafts[at].members.insert(joining);
        let held = &mut places[numbers.number(joining) as usize];
        held.insert(held.partition_point(|other| *other < at), at);
        return;
    }
    for node in [at_a, at_b] {
        places[node].push(drafts.len());
    }
    drafts.push(Draft {
        members: BTreeSet::from([link.a, link.b]),
        strength: link.strength,
        pinned: false,
    });
}

/// Drops groups that lie within another one of the same or greater strength.
fn without_parts(drafts: Vec<Draft>, numbers: &Numbers) -> Vec<Draft> {
    let members = drafts.iter().enumerate();
    let members = members.flat_map(|(at, draft)| draft.members.iter().map(move |m| (*m, at)));
    let held = members.map(|(member, at)| (numbers.number(member), at));
    let holders = Postings::new(numbers.len(), held);
    let part = |at: usize| {
        let draft = &drafts[at];
        let first = draft.members.first();
        let first = first.map_or(&[][..], |first| holders.of(numbers.number(*first)));
        first.iter().any(|other| {
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
