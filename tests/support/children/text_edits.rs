//! Edits of single sentences and clauses.

use super::phrases::{CONDITIONS, NARROWER, NEW_SENTENCES, SAME, STRONGER, WEAKER, WIDER};
use super::{Draft, Random, phrases_other};

/// Pairs of words: of the parent, of the child.
type Pairs = &'static [(&'static str, &'static str)];

/// One kind of replacement and what finds it.
pub(super) struct Swap {
    what: &'static str,
    kinds: &'static [&'static str],
    pairs: Pairs,
}

/// How the first hand swaps words.
pub(super) const SWAPS: [Swap; 6] = [
    Swap {
        what: "weakened",
        kinds: &["wording_weakened", "condition_added"],
        pairs: WEAKER,
    },
    Swap {
        what: "strengthened",
        kinds: &["wording_strengthened"],
        pairs: STRONGER,
    },
    Swap {
        what: "narrowed",
        kinds: &["scope_narrowed"],
        pairs: NARROWER,
    },
    Swap {
        what: "widened",
        kinds: &["scope_widened"],
        pairs: WIDER,
    },
    Swap {
        what: "condition",
        kinds: &["condition_added"],
        pairs: CONDITIONS,
    },
    Swap {
        what: "paraphrased",
        kinds: &[],
        pairs: SAME,
    },
];

/// How another hand does.
pub(super) const OTHER_SWAPS: [Swap; 6] = [
    Swap {
        what: "weakened",
        kinds: &["wording_weakened", "condition_added"],
        pairs: phrases_other::WEAKER,
    },
    Swap {
        what: "strengthened",
        kinds: &["wording_strengthened"],
        pairs: phrases_other::STRONGER,
    },
    Swap {
        what: "narrowed",
        kinds: &["scope_narrowed"],
        pairs: phrases_other::NARROWER,
    },
    Swap {
        what: "widened",
        kinds: &["scope_widened"],
        pairs: phrases_other::WIDER,
    },
    Swap {
        what: "condition",
        kinds: &["condition_added"],
        pairs: phrases_other::CONDITIONS,
    },
    Swap {
        what: "paraphrased",
        kinds: &[],
        pairs: phrases_other::SAME,
    },
];

/// Replaces words in `times` sentences.
pub(super) fn swap(draft: &mut Draft, random: &mut Random, swap: &Swap, times: usize) {
    for _ in 0..times {
        let places = places_of(draft, swap.pairs);
        let Some(&(unit, sentence, pair)) = random.pick(&places) else {
            return;
        };
        let (before, after) = swap.pairs[pair];
        let held = &mut draft.units[unit];
        held.sentences[sentence] = held.sentences[sentence].replacen(before, after, 1);
        held.touched[sentence] = true;
        let words = format!("{before}→{after}：{}", held.sentences[sentence]);
        draft.record(swap.what, swap.kinds, unit, &words);
    }
}

/// Sentences that start a clause with the words of a pair.
fn places_of(draft: &Draft, pairs: Pairs) -> Vec<(usize, usize, usize)> {
    let mut places = Vec::new();
    for (at, unit) in draft
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| editable(unit))
    {
        for (sentence, text) in unit.sentences.iter().enumerate() {
            if unit.touched[sentence] || text.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            for (pair, (before, after)) in pairs.iter().enumerate() {
                let fresh = after.is_empty() || !text.contains(after);
                if fresh && starts_clause(text, before) {
                    places.push((at, sentence, pair));
                }
            }
        }
    }
    places
}

fn editable(unit: &super::DraftUnit) -> bool {
    use duizhao_core::model::UnitKind as K;
    matches!(unit.kind, K::Task | K::BoxItem | K::AnnexRow)
        || (unit.kind == K::Section
            && unit.sentences.len() > 1
            && unit.lead.len() + unit.participants.len() > 0)
}

/// True where the first place of `words` starts a clause, or they are no verb.
fn starts_clause(text: &str, words: &str) -> bool {
    let Some(at) = text.find(words) else {
        return false;
    };
    let head = text[..at].chars().next_back();
    let verb = !words.contains("残疾") && words.chars().count() == 2;
    !verb || head.is_none_or(|c| matches!(c, '，' | '。' | '；' | ','))
}

/// Takes whole sentences out.
pub(super) fn drop_sentences(draft: &mut Draft, random: &mut Random, times: usize) {
    for _ in 0..times {
        let places = free_sentences(draft, 3);
        let Some(&(unit, sentence)) = random.pick(&places) else {
            return;
        };
        let gone = draft.units[unit].sentences.remove(sentence);
        draft.units[unit].touched.remove(sentence);
        draft.units[unit].moved = true;
        draft.record("sentence dropped", &["text_dropped"], unit, &gone);
    }
}

/// Takes one clause out of a sentence of several.
pub(super) fn drop_clauses(draft: &mut Draft, random: &mut Random, times: usize) {
    for _ in 0..times {
        let mut places = free_sentences(draft, 1);
        let clauses = |text: &str| text.matches('，').count() + 1;
        places.retain(|&(unit, at)| clauses(&draft.units[unit].sentences[at]) >= 3);
        places.retain(|&(unit, at)| {
            let text = &draft.units[unit].sentences[at];
            text.split('，')
                .nth(1)
                .is_some_and(|c| c.chars().count() >= 6 && balanced(c))
        });
        let Some(&(unit, sentence)) = random.pick(&places) else {
            return;
        };
        let text = draft.units[unit].sentences[sentence].clone();
        let clauses: Vec<&str> = text.split('，').collect();
        let kept: Vec<&str> = clauses
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != 1)
            .map(|(_, c)| *c)
            .collect();
        let gone = clauses[1].to_owned();
        draft.units[unit].sentences[sentence] = kept.join("，");
        draft.units[unit].touched[sentence] = true;
        draft.record(
            "clause dropped",
            &["text_dropped", "target_missing"],
            unit,
            &gone,
        );
    }
}

fn balanced(clause: &str) -> bool {
    clause.matches('（').count() == clause.matches('）').count()
        && clause.matches('“').count() == clause.matches('”').count()
        && clause.matches('《').count() == clause.matches('》').count()
}

/// Moves a sentence to another task.
pub(super) fn move_sentence(draft: &mut Draft, random: &mut Random) {
    let places = free_sentences(draft, 4);
    let Some(&(unit, sentence)) = random.pick(&places) else {
        return;
    };
    let others: Vec<usize> = (0..draft.units.len())
        .filter(|&at| {
            at != unit && draft.units[at].is_task() && draft.units[at].sentences.len() > 2
        })
        .collect();
    let Some(&other) = random.pick(&others) else {
        return;
    };
    let text = draft.units[unit].sentences.remove(sentence);
    draft.units[unit].touched.remove(sentence);
    draft.units[unit].moved = true;
    draft.record("sentence moved", &["text_moved"], unit, &text);
    draft.units[other].sentences.push(text);
    draft.units[other].touched.push(true);
}

/// Adds a sentence of the child's own.
pub(super) fn add_sentence(draft: &mut Draft, random: &mut Random) {
    let places: Vec<usize> = (0..draft.units.len())
        .filter(|&at| draft.units[at].is_task())
        .collect();
    let (Some(&unit), Some(&text)) = (random.pick(&places), random.pick(NEW_SENTENCES)) else {
        return;
    };
    draft.units[unit].sentences.push(text.to_owned());
    draft.units[unit].touched.push(true);
    draft.record("sentence added", &["text_added"], unit, text);
}

/// Untouched sentences of some length in units that keep `least` sentences.
fn free_sentences(draft: &Draft, least: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (at, unit) in draft.units.iter().enumerate() {
        if !editable(unit) || unit.sentences.len() < least {
            continue;
        }
        for (sentence, text) in unit.sentences.iter().enumerate() {
            let plain = !text.contains(|c: char| c.is_ascii_digit()) && text.ends_with('。');
            if plain && !unit.touched[sentence] && text.chars().count() >= 14 {
                places.push((at, sentence));
            }
        }
    }
    places
}
