//! Maintainers' commands; `cargo xtask help` lists them. Everything but the exit code is the library's.

use std::process::ExitCode;

use clap::Parser;
use xtask::{Arguments, Workspace, run};

fn main() -> ExitCode {
    match run(&Workspace::of_this_build(), Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
