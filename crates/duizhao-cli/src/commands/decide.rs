//! `duizhao decide`: corrections of matches.

use duizhao_workbench::api::contract::{CorrectionsDocument, SCHEMA};
use duizhao_workbench::api::correct::{CorrectedUnit, MatchInput, UnitAt};
use duizhao_workbench::{Error, Workbench, now};

use crate::args::Decide;
use crate::commands::DONE;
use crate::output::Output;

/// Takes a correction in, or lists those made.
pub(crate) fn run(workbench: &Workbench, change: &Decide, output: &Output) -> Result<u8, Error> {
    let view = match said(change)? {
        None => workbench.corrections()?,
        Some(input) => workbench.correct_match(among(change), &input, &now())?,
    };
    let document = CorrectionsDocument {
        schema: SCHEMA,
        corrections: view.corrections,
        undo: view.undo.map(|step| step.of(output.lang).to_owned()),
    };
    output.print(&document, |document| words(document, output));
    Ok(DONE)
}

/// What is said; none for a list.
fn said(change: &Decide) -> Result<Option<MatchInput>, Error> {
    let input = match change {
        Decide::List => return Ok(None),
        Decide::Pin { units } => MatchInput::Pin { units: all(units)? },
        Decide::Forbid { a, b } => MatchInput::Forbid {
            a: unit(a)?,
            b: unit(b)?,
        },
        Decide::Split { one, from } => MatchInput::Split {
            one: all(one)?,
            other: all(from)?,
        },
        Decide::Merge { units, .. } => MatchInput::Merge { units: all(units)? },
        Decide::Name { name, units, .. } => MatchInput::Name {
            units: all(units)?,
            name: name.clone(),
        },
        Decide::Release { units } => MatchInput::Release { units: all(units)? },
    };
    Ok(Some(input))
}

/// The plans whose groups are meant.
fn among(change: &Decide) -> &[String] {
    match change {
        Decide::Merge { among, .. } | Decide::Name { among, .. } => among,
        _ => &[],
    }
}

fn all(units: &[String]) -> Result<Vec<UnitAt>, Error> {
    units.iter().map(|word| unit(word)).collect()
}

fn unit(word: &str) -> Result<UnitAt, Error> {
    let (plan, path) = word
        .rsplit_once([':', '：'])
        .ok_or_else(|| Error::UnknownUnit {
            plan: String::new(),
            unit: word.to_owned(),
        })?;
    Ok(UnitAt {
        plan: plan.to_owned(),
        path: path.to_owned(),
    })
}

fn words(document: &CorrectionsDocument, output: &Output) -> String {
    if document.corrections.is_empty() {
        return output.word("没有判定。", "No corrections.").to_owned();
    }
    let named = |units: &[CorrectedUnit]| -> String {
        let one = |unit: &CorrectedUnit| {
            let state = match unit.state.as_str() {
                "ok" => "",
                "changed" => output.word("（待复核：原文已变）", " (to review: changed)"),
                _ => output.word("（待复核：已不存在）", " (to review: gone)"),
            };
            format!("{}:{}{state}", unit.plan, unit.path)
        };
        units.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let lines = document.corrections.iter().map(|correction| {
        let units = named(&correction.units);
        match correction.action.as_str() {
            "pin" => format!("{}  {units}", output.word("同一事项", "together")),
            "name" => {
                let name = correction.name.as_deref().unwrap_or_default();
                format!("{}「{name}」  {units}", output.word("命名", "named "))
            }
            _ => format!(
                "{}  {units} | {}",
                output.word("不是同一事项", "apart"),
                named(&correction.others)
            ),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
