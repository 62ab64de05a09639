//! The edits of whole units, responsibilities and figures.

use duizhao_core::model::{UnitKind, UnitPath};

use super::phrases::{NEW_DEPARTMENTS, NEW_TASKS};
use super::text_edits::{Swap, add_sentence, drop_clauses, drop_sentences, move_sentence, swap};
use super::{Draft, DraftUnit, Planted, Random};

/// Plants about thirty edits, words swapped as in `swaps`.
pub(super) fn plant(draft: &mut Draft, random: &mut Random, swaps: &[Swap; 6]) {
    merge_tasks(draft, random);
    for _ in 0..2 {
        move_task(draft, random);
    }
    responsibilities(draft, random);
    figures(draft, random);
    prose_figures(draft, random);
    for (kind, times) in swaps.iter().zip([4, 1, 3, 1, 1, 6]) {
        swap(draft, random, kind, times);
    }
    drop_sentences(draft, random, 2);
    drop_clauses(draft, random, 2);
    move_sentence(draft, random);
    add_sentence(draft, random);
    add_task(draft, random);
    for _ in 0..2 {
        drop_unit(draft, random, UnitKind::Task);
    }
    drop_unit(draft, random, UnitKind::BoxItem);
    drop_unit(draft, random, UnitKind::AnnexRow);
}

fn untouched(unit: &DraftUnit) -> bool {
    !unit.moved && !unit.assigned && unit.touched.iter().all(|touched| !touched)
}

fn tasks(draft: &Draft, fits: impl Fn(&DraftUnit) -> bool) -> Vec<usize> {
    let all = draft.units.iter().enumerate();
    all.filter(|(_, unit)| unit.is_task() && fits(unit))
        .map(|(at, _)| at)
        .collect()
}

fn drop_unit(draft: &mut Draft, random: &mut Random, kind: UnitKind) {
    let all = draft.units.iter().enumerate();
    let places: Vec<usize> = all
        .filter(|(_, unit)| unit.kind == kind && untouched(unit) && !unit.sentences.is_empty())
        .map(|(at, _)| at)
        .collect();
    let Some(&unit) = random.pick(&places) else {
        return;
    };
    let words = draft.units[unit].title.clone();
    draft.record("task dropped", &["task_missing"], unit, &words);
    draft.units.remove(unit);
}

fn add_task(draft: &mut Draft, random: &mut Random) {
    let places = tasks(draft, |_| true);
    let (Some(&beside), Some((title, text))) = (random.pick(&places), random.pick(NEW_TASKS))
    else {
        return;
    };
    let mut new = draft.units[beside].clone();
    new.base = None;
    (*title).clone_into(&mut new.title);
    new.sentences = text.split_inclusive('。').map(str::to_owned).collect();
    new.touched = vec![true; new.sentences.len()];
    draft.units.insert(beside + 1, new);
    draft.record("task added", &["task_added"], beside + 1, title);
}

fn move_task(draft: &mut Draft, random: &mut Random) {
    let siblings = |above: &Option<UnitPath>| {
        draft
            .units
            .iter()
            .filter(|unit| unit.is_task() && &unit.above == above)
            .count()
    };
    let places = tasks(draft, |unit| untouched(unit) && siblings(&unit.above) >= 3);
    let Some(&unit) = random.pick(&places) else {
        return;
    };
    let from = draft.units[unit].above.clone();
    let others = tasks(draft, |other| {
        other.above != from && siblings(&other.above) >= 2
    });
    let Some(&beside) = random.pick(&others) else {
        return;
    };
    let to = draft.units[beside].above.clone();
    draft.units[unit].above = to;
    draft.units[unit].moved = true;
    let words = draft.units[unit].title.clone();
    draft.record("task moved", &["task_moved"], unit, &words);
    let moved = draft.units.remove(unit);
    let at = draft
        .units
        .iter()
        .rposition(|other| other.is_task() && other.above == moved.above);
    draft
        .units
        .insert(at.map_or(draft.units.len(), |at| at + 1), moved);
}

fn merge_tasks(draft: &mut Draft, random: &mut Random) {
    let next_to = |at: usize| {
        let (unit, next) = (&draft.units[at], draft.units.get(at + 1)?);
        let fits = next.is_task() && unit.is_task() && next.above == unit.above;
        let comparable = unit.sentences.len() > 1 && next.sentences.len() > 1;
        let childless = |u: &DraftUnit| draft.units.iter().all(|c| c.above != u.base);
        (fits && comparable && childless(unit) && childless(next)).then_some(at)
    };
    let places: Vec<usize> = (0..draft.units.len()).filter_map(next_to).collect();
    let Some(&first) = random.pick(&places) else {
        return;
    };
    let second = draft.units.remove(first + 1);
    for index in [Some(first), None] {
        let unit = index.map_or(second.clone(), |at| draft.units[at].clone());
        draft.planted.push(Planted {
            what: "tasks merged",
            kinds: vec!["tasks_merged"],
            base: unit.base.clone(),
            title: Some(unit.title.clone()),
            indicator: None,
            words: unit.title,
        });
    }
    let whole = &mut draft.units[first];
    whole.sentences.extend(second.sentences.iter().cloned());
    whole.touched = vec![true; whole.sentences.len()];
    for name in second.lead.iter().chain(&second.participants) {
        if !whole.lead.contains(name) && !whole.participants.contains(name) {
            whole.participants.push(name.clone());
        }
    }
    for name in &second.unranked {
        if !whole.unranked.contains(name) {
            whole.unranked.push(name.clone());
        }
    }
    (whole.moved, whole.assigned) = (true, true);
}

fn responsibilities(draft: &mut Draft, random: &mut Random) {
    let ranked = |unit: &DraftUnit| {
        unit.lead.len() == 1 && unit.participants.len() >= 2 && !unit.assigned && !unit.moved
    };
    let pick = |draft: &Draft, random: &mut Random, fits: &dyn Fn(&DraftUnit) -> bool| {
        random.pick(&tasks(draft, |unit| fits(unit))).copied()
    };
    for _ in 0..2 {
        let Some(at) = pick(draft, random, &ranked) else {
            break;
        };
        let unit = &mut draft.units[at];
        std::mem::swap(&mut unit.lead[0], &mut unit.participants[0]);
        unit.assigned = true;
        let words = format!("牵头 {}", unit.lead.join("、"));
        draft.record("lead swapped", &["lead_changed"], at, &words);
    }
    if let Some(at) = pick(draft, random, &ranked) {
        let unit = &mut draft.units[at];
        let gone = unit.lead.remove(0);
        unit.assigned = true;
        draft.record("lead dropped", &["lead_dropped"], at, &gone);
    }
    for _ in 0..2 {
        let fits = |unit: &DraftUnit| unit.participants.len() >= 3 && !unit.assigned && !unit.moved;
        let Some(at) = pick(draft, random, &fits) else {
            break;
        };
        let unit = &mut draft.units[at];
        let gone = unit
            .participants
            .remove(random.below(unit.participants.len()));
        unit.assigned = true;
        draft.record("participant dropped", &["participant_dropped"], at, &gone);
    }
    let fits = |unit: &DraftUnit| !unit.participants.is_empty() && !unit.assigned && !unit.moved;
    if let (Some(at), Some(name)) = (pick(draft, random, &fits), random.pick(NEW_DEPARTMENTS)) {
        let name = format!("{}{name}", draft.place.to);
        draft.units[at].participants.push(name.clone());
        draft.units[at].assigned = true;
        draft.record("participant added", &["participant_added"], at, &name);
    }
}

/// Rows of indicator tables: lowered, raised, attribute, dropped.
fn figures(draft: &mut Draft, random: &mut Random) {
    let Some(table) = draft.units.iter().position(|unit| unit.rows.len() > 5) else {
        return;
    };
    let rate = |draft: &Draft, at: usize| {
        let row = &draft.units[table].rows[at];
        row.unit == "%" && !row.touched && number(&row.target).is_some()
    };
    let count = draft.units[table].rows.len();
    let pick = |draft: &Draft, random: &mut Random, fits: &dyn Fn(&Draft, usize) -> bool| {
        let rows: Vec<usize> = (0..count).filter(|&at| fits(draft, at)).collect();
        random.pick(&rows).copied()
    };
    if let Some(at) = pick(draft, random, &rate) {
        change_target(
            draft,
            table,
            at,
            -7,
            ("indicator lowered", "target_lowered"),
        );
    }
    let raisable = |draft: &Draft, at: usize| {
        let low = number(&draft.units[table].rows[at].target).is_some_and(|n| n < 98);
        rate(draft, at) && low
    };
    if let Some(at) = pick(draft, random, &raisable) {
        change_target(draft, table, at, 2, ("indicator raised", "target_raised"));
    }
    let binding = |draft: &Draft, at: usize| {
        let row = &draft.units[table].rows[at];
        row.attribute == Some("约束性") && !row.touched
    };
    if let Some(at) = pick(draft, random, &binding) {
        let row = &mut draft.units[table].rows[at];
        row.attribute = Some("预期性");
        row.touched = true;
        let name = row.name.clone();
        indicator(
            draft,
            table,
            "attribute weakened",
            "attribute_weakened",
            &name,
        );
    }
    // An indicator that the prose states too is not missing without its row.
    let only_here = |draft: &Draft, at: usize| {
        let row = &draft.units[table].rows[at];
        let end: String = row
            .name
            .chars()
            .skip(row.name.chars().count().saturating_sub(4))
            .collect();
        let mut prose = draft.units.iter().flat_map(|unit| &unit.sentences);
        !row.touched && !prose.any(|text| text.contains(&end) && text.contains('%'))
    };
    if let Some(at) = pick(draft, random, &only_here) {
        let row = draft.units[table].rows.remove(at);
        indicator(
            draft,
            table,
            "indicator dropped",
            "indicator_missing",
            &row.name,
        );
    }
}

fn change_target(
    draft: &mut Draft,
    table: usize,
    at: usize,
    by: i64,
    what: (&'static str, &'static str),
) {
    let row = &mut draft.units[table].rows[at];
    let Some(value) = number(&row.target) else {
        return;
    };
    row.target = row
        .target
        .replace(&value.to_string(), &(value + by).to_string());
    row.touched = true;
    let name = row.name.clone();
    indicator(draft, table, what.0, what.1, &name);
}

fn indicator(draft: &mut Draft, table: usize, what: &'static str, kind: &'static str, name: &str) {
    draft.record(what, &[kind], table, name);
    if let Some(planted) = draft.planted.last_mut() {
        planted.indicator = Some(name.to_owned());
    }
}

fn number(cell: &str) -> Option<i64> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    if cell.contains('.') {
        None
    } else {
        digits.parse().ok()
    }
}

/// What is done, what finds it, and the words before and after.
type Figures = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// Figures of the prose: lowered, raised, dropped, due later.
fn prose_figures(draft: &mut Draft, random: &mut Random) {
    let edits: [Figures; 4] = [
        (
            "target lowered",
            "target_lowered",
            &[
                ("100%", "80%"),
                ("95%", "85%"),
                ("99%", "90%"),
                ("15年", "12年"),
                ("15%", "10%"),
                ("98%", "92%"),
                ("90%", "70%"),
            ],
        ),
        (
            "target raised",
            "target_raised",
            &[
                ("80%", "88%"),
                ("90%", "96%"),
                ("95%", "98%"),
                ("15%", "20%"),
            ],
        ),
        (
            "deadline later",
            "deadline_later",
            &[
                ("2025年", "2028年"),
                ("2020年", "2023年"),
                ("2018年", "2019年"),
            ],
        ),
        (
            "target dropped",
            "target_missing",
            &[
                ("实现全覆盖", "进一步扩大覆盖面"),
                ("动态清零", "持续减少"),
                ("全覆盖", "覆盖面扩大"),
            ],
        ),
    ];
    for (what, kind, pairs) in edits {
        let mut places = Vec::new();
        for (at, unit) in draft.units.iter().enumerate() {
            let fits = matches!(unit.kind, UnitKind::Task | UnitKind::BoxItem) && !unit.moved;
            for (sentence, text) in unit.sentences.iter().enumerate().filter(|_| fits) {
                let known = pairs.iter().enumerate();
                places.extend(
                    known
                        .filter(|(_, (before, _))| text.contains(before) && !unit.touched[sentence])
                        .map(|(pair, _)| (at, sentence, pair)),
                );
            }
        }
        let Some(&(unit, sentence, pair)) = random.pick(&places) else {
            continue;
        };
        let (before, after) = pairs[pair];
        let held = &mut draft.units[unit];
        held.sentences[sentence] = held.sentences[sentence].replacen(before, after, 1);
        held.touched[sentence] = true;
        let words = format!("{before}→{after}：{}", held.sentences[sentence]);
        draft.record(what, &[kind], unit, &words);
    }
}
