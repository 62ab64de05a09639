//! Puts plans away, takes steps back and brings them back again.

use duizhao_store::{Decision, Step};

use crate::api::session::ChangeView;
use crate::api::view::LibraryView;
use crate::error::Error;
use crate::messages::{Text, step_text};
use crate::ops::library;
use crate::ops::mend::{self, MEND};
use crate::workbench::Workbench;

/// Puts plans away as one step.
pub(crate) fn delete(
    workbench: &Workbench,
    plans: &[&str],
    at: &str,
) -> Result<LibraryView, Error> {
    workbench.with_store(|store| store.delete_plans(plans, at))?;
    library::view(workbench)
}

/// Takes the last step back.
pub(crate) fn undo(workbench: &Workbench, at: &str) -> Result<ChangeView, Error> {
    let step = workbench.with_store(|store| store.undo(at))?;
    follow(workbench, step.as_ref())?;
    change(workbench, step.as_ref())
}

/// Brings the step undone last back.
pub(crate) fn redo(workbench: &Workbench, at: &str) -> Result<ChangeView, Error> {
    let step = workbench.with_store(|store| store.redo(at))?;
    follow(workbench, step.as_ref())?;
    change(workbench, step.as_ref())
}

/// Lists and indexes the plans anew whose corrections a step took back or brought back.
fn follow(workbench: &Workbench, step: Option<&Step>) -> Result<(), Error> {
    let decisions = step.into_iter().flat_map(|step| &step.decisions);
    for decision in decisions.filter(|decision| decision.kind == MEND) {
        mend::follow(workbench, &target(decision, "plan"))?;
    }
    Ok(())
}

/// The state after a change.
pub(crate) fn change(workbench: &Workbench, step: Option<&Step>) -> Result<ChangeView, Error> {
    let (undo, redo) = steps(workbench)?;
    let row = step.and_then(|step| {
        let target: serde_json::Value =
            serde_json::from_str(&step.decisions.first()?.target).ok()?;
        Some(target.get("row")?.as_str()?.to_owned())
    });
    Ok(ChangeView { undo, redo, row })
}

/// What can be undone and redone, as sentences.
pub(crate) fn steps(workbench: &Workbench) -> Result<(Option<Text>, Option<Text>), Error> {
    let (undo, redo) = workbench.with_store(|store| Ok((store.undoable()?, store.redoable()?)))?;
    Ok((undo.as_ref().map(step_text), redo.as_ref().map(step_text)))
}

fn target(decision: &Decision, field: &str) -> String {
    let target: serde_json::Value = serde_json::from_str(&decision.target).unwrap_or_default();
    target[field].as_str().unwrap_or_default().to_owned()
}
