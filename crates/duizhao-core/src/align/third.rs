//! Third plans heard: what other plans say of two commitments.
//!
//! ```text
//! 甲 ~ 丙 in doubt,  甲 = 乙  and  乙 = 丙     乙 joins the two: they are related
//! 甲 ~ 丙 in doubt,  甲 = 乙  and  乙 ≠ 丙     乙 answers one of them only: they hardly are
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use super::judge::{ANSWERED_FROM, Verdict};
use super::links::{Node, Numbers};
use super::pair::{Candidate, PlanPair};
use super::pieces::Postings;

/// Marks a commitment that is no answer.
const NONE: u32 = u32::MAX;

/// How commitments are answered in other plans, as every two plans see it by themselves.
pub(super) struct Answers<'a> {
    numbers: &'a Numbers,
    /// By commitment, in order.
    of: Postings<Answer>,
    /// By commitment: the plans that answer it for sure.
    sure: Vec<PlanSet>,
}

/// Two commitments, the first of the plan that comes first, and what is thought of them after third
/// plans were heard.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    pub(super) one: u32,
    pub(super) other: u32,
    pub(super) verdict: Verdict,
}

/// A commitment of another plan that may belong with one.
#[derive(Clone, Copy)]
struct Answer {
    number: u32,
    verdict: Verdict,
}

impl<'a> Answers<'a> {
    pub(super) fn of(
        pairs: &BTreeMap<(usize, usize), Arc<PlanPair>>,
        numbers: &'a Numbers,
    ) -> Self {
        let mut both = Vec::new();
        let mut sure = vec![PlanSet::new(numbers.plans()); numbers.len()];
        for (&(plan_a, plan_b), found) in pairs {
            for &Candidate { a, b, verdict } in &found.candidates {
                let number = |plan, unit| numbers.number(Node { plan, unit });
                let (a, b) = (number(plan_a, a as usize), number(plan_b, b as usize));
                if verdict.related >= ANSWERED_FROM {
                    sure[a as usize].insert(plan_b);
                    sure[b as usize].insert(plan_a);
                }
                let answer = |number| Answer { number, verdict };
                both.extend([(a, answer(b)), (b, answer(a))]);
            }
        }
        Answers {
            // Plans come in order, so those before a commitment's own come before those after it.
            of: Postings::new(numbers.len(), both.iter().copied()),
            numbers,
            sure,
        }
    }

    /// What may link a commitment with those of later plans, in their order.
    pub(super) fn heard(&self, number: u32) -> Vec<Heard> {
        let own = self.of.of(number);
        let mut answer_of = vec![NONE; self.numbers.len()];
        for (at, answer) in own.iter().enumerate() {
            answer_of[answer.number as usize] = at as u32;
        }
        let joins = |third: &Answer| {
            let at = answer_of[third.number as usize];
            own.get(at as usize).map(|one| one.verdict)
        };
        let later = own.iter().filter(|answer| answer.number > number);
        let heard = later.map(|answer| Heard {
            one: number,
            other: answer.number,
            verdict: self.hear(number, answer, joins),
        });
        heard.filter(|heard| heard.verdict.may_link()).collect()
    }

    /// The verdict on a commitment and its `answer` after all third plans that answer either;
    /// `joins` says how a commitment of a third plan answers the first.
    fn hear(
        &self,
        number: u32,
        answer: &Answer,
        joins: impl Fn(&Answer) -> Option<Verdict>,
    ) -> Verdict {
        let two = [number, answer.number];
        let [one_plans, other_plans] = two.map(|number| &self.sure[number as usize]);
        let own_plans = two.map(|number| self.numbers.node(number).plan);
        let plans = one_plans.count_with(other_plans, own_plans);
        if plans == 0 {
            return answer.verdict;
        }
        let mut said = Said::default();
        let (mut related, mut equivalent) = (0.0, 0.0);
        let mut speaking = usize::MAX;
        for third in self.of.of(answer.number) {
            let Some(one) = joins(third) else { continue };
            let plan = self.numbers.node(third.number).plan;
            if !(one_plans.contains(plan) || other_plans.contains(plan)) {
                continue;
            }
            if plan != speaking {
                related += said.related;
                equivalent += said.equivalent;
                (said, speaking) = (Said::default(), plan);
            }
            said.hear(one, third.verdict);
        }
        let mean = |sum: f64| sum / plans as f64;
        let (related, equivalent) = (related + said.related, equivalent + said.equivalent);
        answer.verdict.joined(mean(related), mean(equivalent))
    }
}

/// How far one commitment of a third plan joins the two, at best.
#[derive(Default)]
struct Said {
    related: f64,
    equivalent: f64,
}

impl Said {
    fn hear(&mut self, one: Verdict, other: Verdict) {
        self.related = self
            .related
            .max(one.equivalent * other.related)
            .max(one.related * other.equivalent);
        self.equivalent = self.equivalent.max(one.equivalent * other.equivalent);
    }
}

/// Some of the plans of a corpus.
#[derive(Clone)]
struct PlanSet(Vec<u64>);

impl PlanSet {
    fn new(plans: usize) -> Self {
        PlanSet(vec![0; plans.div_ceil(u64::BITS as usize)])
    }

    fn place(plan: usize) -> (usize, u64) {
        let bits = u64::BITS as usize;
        (plan / bits, 1 << (plan % bits))
    }

    fn insert(&mut self, plan: usize) {
        let (word, bit) = PlanSet::place(plan);
        self.0[word] |= bit;
    }

    fn contains(&self, plan: usize) -> bool {
        let (word, bit) = PlanSet::place(plan);
        self.0[word] & bit != 0
    }

    /// How many plans are in this set or in `other`, less `two`.
    fn count_with(&self, other: &PlanSet, two: [usize; 2]) -> usize {
        let words = self.0.iter().zip(&other.0);
        let all: u32 = words.map(|(one, other)| (one | other).count_ones()).sum();
        let of_two = two
            .iter()
            .filter(|plan| self.contains(**plan) || other.contains(**plan));
        all as usize - of_two.count()
    }
}
