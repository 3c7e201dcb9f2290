//! The command `wikijs-codegen`: generates, checks and explains without a build script.

use std::process::ExitCode;

use wikijs_codegen::command::{Done, run};

fn main() -> ExitCode {
    let Done { told, wrong, code } = run(std::env::args().skip(1));
    if !told.is_empty() {
        println!("{told}");
    }
    if !wrong.is_empty() {
        eprintln!("{wrong}");
    }
    ExitCode::from(code)
}
