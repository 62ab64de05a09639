//! One command per file.

mod align;
mod compare;
mod decide;
mod export;
mod import;
mod inspect;
mod library;
mod mend;
mod near;
mod rules;
mod safety;
mod search;
mod verdicts;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use duizhao_workbench::{Error, Workbench, files_in};

use crate::args::{Args, Command};
use crate::output::Output;

/// Done.
pub(crate) const DONE: u8 = 0;
/// The input was refused.
pub(crate) const REFUSED: u8 = 1;
/// Done, and `--fail-on` found something.
pub(crate) const FOUND: u8 = 3;
const CANCELLED: u8 = 130;

/// Runs the command; the answer is the exit status.
pub(crate) fn run(args: &Args, output: &Output) -> ExitCode {
    let options = args.reading();
    let workbench = Workbench::new(args.library());
    let workbench = match std::env::current_exe() {
        Ok(own) => workbench.with_reader(own),
        Err(_) => workbench,
    };
    let outcome = match &args.command {
        Command::Import { files } => import::run(&workbench, files, &options, output),
        Command::Reread { plans } => import::reread(&workbench, plans, &options, output),
        Command::Plans => library::plans(&workbench, output),
        Command::Inspect { file, text: true } => inspect::text(&workbench, file, &options),
        Command::Inspect { file, text: false } => inspect::run(&workbench, file, &options, output),
        Command::Align { files, explain } => {
            align::run(&workbench, &expanded(files), &options, *explain, output)
        }
        Command::Compare {
            base,
            files,
            relation,
            fail_on,
            summary,
            sort,
            rules,
        } => {
            let request = compare::Request {
                bases: base,
                files: &expanded(files),
                relations: relation,
                rules: rules.as_deref(),
                options: &options,
            };
            let show = compare::Show {
                summary_only: *summary,
                sort: *sort,
            };
            compare::run(&workbench, &request, *fail_on, show, output)
        }
        Command::Rules { set, reset } => rules::run(&workbench, set.as_deref(), *reset, output),
        Command::Verdicts { import } => verdicts::run(&workbench, import.as_deref(), output),
        Command::Relate {
            plan,
            base,
            relation,
        } => library::relate(&workbench, (plan, base), relation.relation(), output),
        Command::Export { base, files, out } => {
            let files = expanded(files);
            let request = export::Request {
                base: base.as_deref(),
                files: &files,
                out,
            };
            export::run(&workbench, &request, &options, output)
        }
        Command::Search { query } => search::run(&workbench, query, output),
        Command::Delete { plans } => library::delete(&workbench, plans, output),
        Command::Undo => library::undo(&workbench, output),
        Command::Redo => library::redo(&workbench, output),
        Command::Near { file, plans } => near::run(&workbench, file, *plans, &options, output),
        Command::Decide { change } => decide::run(&workbench, change, output),
        Command::Mend { plan, change } => mend::run(&workbench, plan, change, output),
        Command::Check => safety::check(&workbench, output),
        Command::Backup => safety::backup(&workbench, output),
        Command::Restore { file } => {
            safety::restore(args.library().as_deref(), file.as_deref(), output)
        }
        Command::Verify { file } => verify::run(&workbench, file, &options, output),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            output.refuse(&error);
            ExitCode::from(if matches!(error, Error::Cancelled) {
                CANCELLED
            } else {
                REFUSED
            })
        }
    }
}

/// Folders replaced by the files in them.
fn expanded(files: &[PathBuf]) -> Vec<PathBuf> {
    let of = |file: &PathBuf| {
        if file.is_dir() {
            files_in(file)
        } else {
            vec![file.clone()]
        }
    };
    files.iter().flat_map(of).collect()
}
