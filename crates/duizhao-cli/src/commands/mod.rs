//! One command per file.

mod inspect;
mod verify;

use std::process::ExitCode;

use duizhao_workbench::{Error, Workbench};

use crate::args::{Args, Command};
use crate::output::Output;

/// Done.
pub(crate) const DONE: u8 = 0;
const REFUSED: u8 = 1;
const CANCELLED: u8 = 130;

/// Runs the command; the answer is the exit status.
pub(crate) fn run(args: &Args, output: &Output) -> ExitCode {
    let options = args.reading();
    let workbench = Workbench::without_library();
    let outcome = match &args.command {
        Command::Inspect { file, text: true } => inspect::text(&workbench, file, &options),
        Command::Inspect { file, text: false } => inspect::run(&workbench, file, &options, output),
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
