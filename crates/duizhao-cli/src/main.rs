//! The command line: unpacks arguments, makes one workbench call, prints what it answers.

mod args;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let output = output::Output::new(args.json, args.language());
    commands::run(&args, &output)
}
