//! The command `wikijs-codegen`: generates, checks and explains without a build script.

use std::io::{self, Write, stderr, stdout};
use std::process::ExitCode;

use wikijs_codegen::command::{Done, run};

fn main() -> ExitCode {
    let Done { told, wrong, code } = run(std::env::args().skip(1));
    let written = say(stdout().lock(), &told).and_then(|()| say(stderr().lock(), &wrong));
    match written {
        Ok(()) => ExitCode::from(code),
        // Whoever reads has seen enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(code),
        Err(_) => ExitCode::FAILURE,
    }
}

fn say(mut to: impl Write, text: &str) -> io::Result<()> {
    match text.is_empty() {
        true => Ok(()),
        false => writeln!(to, "{text}").and_then(|()| to.flush()),
    }
}
