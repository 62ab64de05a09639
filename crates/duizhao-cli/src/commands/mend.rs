//! `duizhao mend`: corrections of what was read.

use duizhao_workbench::api::contract::{MendDocument, SCHEMA};
use duizhao_workbench::api::mend::{AmountInput, MendInput, MendView};
use duizhao_workbench::{Error, Workbench, now};

use crate::args::Mend;
use crate::commands::DONE;
use crate::output::Output;

/// Makes a correction, or lists those made.
pub(crate) fn run(
    workbench: &Workbench,
    plan: &str,
    change: &Mend,
    output: &Output,
) -> Result<u8, Error> {
    let result = match said(change) {
        None => workbench.mends(plan)?,
        Some((unit, input)) => workbench.mend(plan, unit, &input, &now())?,
    };
    let document = MendDocument {
        schema: SCHEMA,
        plan: plan.to_owned(),
        unit: result.unit,
        mends: result.mends,
        undo: result.undo.map(|step| step.of(output.lang).to_owned()),
    };
    let made = !matches!(change, Mend::List);
    output.print(&document, |document| {
        // Who corrects wants to see what was just said.
        let from = document.mends.len().saturating_sub(1);
        let shown = if made { from } else { 0 };
        words(&document.mends[shown..], document.unit.as_deref(), output)
    });
    Ok(DONE)
}

/// The unit and what is said of it; none for a list.
fn said(change: &Mend) -> Option<(Option<&str>, MendInput)> {
    let (unit, input) = match change {
        Mend::List => return None,
        Mend::Kind { unit, kind } => {
            let kind = kind.clone();
            (unit, MendInput::Kind { kind })
        }
        Mend::Split {
            unit,
            before,
            title,
        } => {
            let (before, title) = (before.clone(), title.clone());
            (unit, MendInput::Split { before, title })
        }
        Mend::Merge { unit } => (unit, MendInput::Merge),
        Mend::Move { unit, under } => {
            let under = under.clone();
            (unit, MendInput::Move { under })
        }
        Mend::Label { unit, label } => {
            let label = label.clone();
            (unit, MendInput::Label { label })
        }
        Mend::Title { unit, title } => {
            let title = title.clone();
            (unit, MendInput::Title { title })
        }
        Mend::Departments {
            unit,
            lead,
            with,
            named,
        } => {
            let input = MendInput::Departments {
                lead: lead.clone(),
                participants: with.clone(),
                unranked: named.clone(),
            };
            (unit, input)
        }
        Mend::Target {
            unit,
            quote,
            value,
            measure,
            sign,
            by,
            none: _,
        } => {
            let amount = value.as_ref().map(|value| AmountInput {
                comparator: sign.clone(),
                value: value.clone(),
                unit: measure.clone(),
                deadline: *by,
            });
            let quote = quote.clone();
            (unit, MendInput::Target { quote, amount })
        }
        Mend::About { field, value } => {
            let (field, value) = (field.clone(), value.clone());
            return Some((None, MendInput::About { field, value }));
        }
    };
    Some((Some(unit), input))
}

fn words(mends: &[MendView], now: Option<&str>, output: &Output) -> String {
    if mends.is_empty() {
        return output.word("没有更正。", "No corrections.").to_owned();
    }
    let lines = mends.iter().map(|mend| {
        let unit = mend.unit.as_deref().unwrap_or("—");
        let state = match mend.state.as_str() {
            "applied" => "",
            "changed" => output.word("  待复核：原文已变", "  to review: the text has changed"),
            _ => output.word("  待复核：已不适用", "  to review: no longer fits"),
        };
        format!(
            "{unit}  {}{state}",
            output.word(&mend.words_zh, &mend.words_en)
        )
    });
    let mut lines: Vec<String> = lines.collect();
    if let Some(unit) = now {
        lines.push(format!("{}{unit}", output.word("现为 ", "now ")));
    }
    lines.join("\n")
}
