//! Changes within one unit, and between a unit and the one before it.

use crate::mend::forest::{Forest, Piece};
use crate::mend::{Refusal, words};
use crate::model::{Mention, Origin, Responsibility, Sourced, Unit, UnitPath};
use crate::parse::label::{is_blank, read_label};
use crate::text::{LineRange, PlanText, Span};

/// Cuts the text of `piece` before `before`; what follows is a unit of the same kind, which
/// begins with its label where one stands there.
pub(crate) fn split(
    text: &PlanText,
    piece: &mut Piece,
    before: &str,
    title: Option<&str>,
) -> Result<Piece, Refusal> {
    let unit = &mut piece.unit;
    let place = words::find(text, &unit.body, before).ok_or_else(|| missing(before))?;
    let at = place.start;
    let rest = words::after(&unit.body, at);
    let kept = words::before(&unit.body, at);
    if unit.title.is_none() && kept.iter().all(|span| text.slice(*span).trim().is_empty()) {
        return Err(Refusal::NothingLeft);
    }
    let (own, gone) = parted(&unit.responsibility, at);
    let mut new = Unit {
        path: UnitPath(String::new()),
        parent: None,
        kind: unit.kind,
        label: None,
        title: None,
        body: rest,
        responsibility: gone,
        lines: unit.lines,
        own_lines: None,
        origin: Origin::Edited,
    };
    take_label(text, &mut new);
    if let Some(title) = title {
        set_title(text, &mut new, title)?;
    }
    unit.body = kept;
    unit.responsibility = own;
    piece.own = extent(text, unit, piece.own);
    Ok(Piece {
        parent: piece.parent,
        own: extent(text, &new, piece.own),
        unit: new,
    })
}

/// The part of a statement before `at`, and the rest.
fn parted(whole: &Responsibility, at: u32) -> (Responsibility, Responsibility) {
    let part = |after: bool| {
        let of = |names: &[Mention]| -> Vec<Mention> {
            let side = names.iter().filter(|name| (name.span.start >= at) == after);
            side.cloned().collect()
        };
        Responsibility {
            lead: of(&whole.lead),
            participants: of(&whole.participants),
            unranked: of(&whole.unranked),
            tail: whole.tail.filter(|tail| (tail.start >= at) == after),
        }
    };
    (part(false), part(true))
}

/// Takes the label off the beginning of a unit's text.
fn take_label(text: &PlanText, unit: &mut Unit) {
    let Some(first) = unit.body.first().copied() else {
        return;
    };
    let words = text.slice(first);
    let blank = words.len() - words.trim_start_matches(is_blank).len();
    let Some(label) = read_label(&words[blank..]) else {
        return;
    };
    let start = first.start as usize + blank;
    let span = Span::new(start, start + label.len);
    unit.label = Some(Sourced {
        value: text.slice(span).trim_end_matches(is_blank).to_owned(),
        span: Some(span),
        origin: Origin::Read,
    });
    unit.body = words::after(&unit.body, span.end);
}

/// Makes the unit at `at` the end of the one before it: its heading, text and statement follow
/// there word for word.
pub(crate) fn merge(text: &PlanText, forest: &mut Forest, at: usize) -> Result<(), Refusal> {
    let into = at.checked_sub(1).ok_or(Refusal::NothingBefore)?;
    let gone = forest.remove(at);
    let before = &mut forest.pieces[into];
    before.unit.origin = Origin::Edited;
    before.own = before.own.union(gone.own);
    let own = &mut before.unit;
    // A statement that no longer ends the unit is text of it.
    own.body.extend(own.responsibility.tail.take());
    own.body.extend(heading(text, &gone.unit));
    own.body.extend(&gone.unit.body);
    let (mine, theirs) = (&mut own.responsibility, gone.unit.responsibility);
    mine.tail = theirs.tail;
    add(&mut mine.lead, theirs.lead);
    add(&mut mine.participants, theirs.participants);
    add(&mut mine.unranked, theirs.unranked);
    forest.gone = Some((gone.unit.path, into));
    forest.restack_after(into);
    Ok(())
}

fn add(names: &mut Vec<Mention>, more: Vec<Mention>) {
    for name in more {
        if names.iter().all(|known| known.surface != name.surface) {
            names.push(name);
        }
    }
}

/// Label and heading of a unit with the marks that close it.
fn heading(text: &PlanText, unit: &Unit) -> Option<Span> {
    let label = unit.label.as_ref().and_then(|label| label.span);
    let title = unit.title.as_ref().and_then(|title| title.span);
    let start = label.or(title)?.start;
    let end = title.or(label)?.end;
    Some(Span {
        start: start.min(end),
        end: closed(text, end),
    })
}

/// The end of a heading with the marks that close it.
fn closed(text: &PlanText, end: u32) -> u32 {
    let after = &text.text()[end as usize..];
    let marks = after.trim_start_matches(['。', '．', '：', ':', ' ', '\u{3000}']);
    end + (after.len() - marks.len()) as u32
}

/// Sets or takes away the label. Where it stood in the source, its characters stay with the
/// unit.
pub(crate) fn set_label(text: &PlanText, unit: &mut Unit, label: &str) {
    let label = label.trim();
    let span = unit.label.as_ref().and_then(|label| label.span);
    if label.is_empty() {
        unit.label = None;
        let title = unit.title.as_mut();
        match (span, title) {
            (Some(span), Some(title)) if title.span.is_some() => {
                let end = title.span.map_or(span.end, |title| title.end);
                let whole = Span { end, ..span };
                title.span = Some(whole);
                title.value = words::joined(text, whole);
            }
            (Some(span), _) => unit.body.insert(0, span),
            (None, _) => {}
        }
        return;
    }
    unit.label = Some(Sourced {
        value: label.to_owned(),
        span,
        origin: Origin::Edited,
    });
}

/// Makes the first words of a unit its heading; what is no longer heading is text.
pub(crate) fn set_title(text: &PlanText, unit: &mut Unit, title: &str) -> Result<(), Refusal> {
    let old = unit.title.as_ref().and_then(|title| title.span);
    let mut own: Vec<Span> = old
        .map(|span| Span {
            end: closed(text, span.end),
            ..span
        })
        .into_iter()
        .collect();
    own.extend(&unit.body);
    if title.trim().is_empty() {
        unit.title = None;
        unit.body = own;
        return Ok(());
    }
    let span = words::find_at_start(text, &own, title).ok_or_else(|| missing(title))?;
    unit.title = Some(Sourced {
        value: words::joined(text, span),
        span: Some(span),
        origin: Origin::Edited,
    });
    let rest = words::after(&own, closed(text, span.end));
    let blank = |span: &Span| text.slice(*span).trim_matches(is_blank).is_empty();
    unit.body = rest.into_iter().filter(|span| !blank(span)).collect();
    Ok(())
}

/// Sets who does it: leads, participants, unranked. Each name must stand in the unit's text or
/// statement, or elsewhere in the plan.
pub(crate) fn set_departments(
    text: &PlanText,
    unit: &mut Unit,
    names: [&[String]; 3],
) -> Result<(), Refusal> {
    let mut own: Vec<Span> = unit.responsibility.tail.into_iter().collect();
    own.extend(&unit.body);
    own.extend(unit.title.as_ref().and_then(|title| title.span));
    let everywhere = [Span::new(0, text.text().len())];
    let mention = |name: &String| {
        let found = words::find(text, &own, name).or_else(|| words::find(text, &everywhere, name));
        let span = found.ok_or_else(|| missing(name))?;
        Ok(Mention {
            surface: text.slice(span).chars().filter(|c| !is_blank(*c)).collect(),
            span,
        })
    };
    let [lead, participants, unranked] = names;
    let list = |names: &[String]| names.iter().map(mention).collect::<Result<Vec<_>, _>>();
    unit.responsibility = Responsibility {
        lead: list(lead)?,
        participants: list(participants)?,
        unranked: list(unranked)?,
        tail: unit.responsibility.tail,
    };
    Ok(())
}

/// The lines of a unit's own words; `fallback` for one without any.
fn extent(text: &PlanText, unit: &Unit, fallback: LineRange) -> LineRange {
    let label = unit.label.as_ref().and_then(|label| label.span);
    let title = unit.title.as_ref().and_then(|title| title.span);
    let spans = label
        .into_iter()
        .chain(title)
        .chain(unit.body.iter().copied());
    let spans = spans.chain(unit.responsibility.tail);
    let lines = spans.map(|span| text.lines_of(span));
    lines.reduce(LineRange::union).unwrap_or(fallback)
}

fn missing(words: &str) -> Refusal {
    Refusal::NoWords {
        words: words.trim().to_owned(),
    }
}
