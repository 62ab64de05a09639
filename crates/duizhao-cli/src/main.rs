//! The command line: unpacks arguments, makes one workbench call, prints what it answers.

mod args;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // The same program, started by itself or by the window to read one document.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == duizhao_workbench::READER_FLAG)
    {
        return duizhao_workbench::serve_reader();
    }
    let args = args::Args::parse();
    let output = output::Output::new(args.json, args.language());
    commands::run(&args, &output)
}
