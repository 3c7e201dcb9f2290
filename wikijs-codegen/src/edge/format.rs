//! Code that is kept in a source tree is laid out as the rest of it: by rustfmt.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::{env, io};

use super::error::BuildError;

/// The text as rustfmt lays it out, by the settings of the package that it is run in.
pub(super) fn formatted(text: &str) -> Result<String, BuildError> {
    let program = env::var_os("RUSTFMT").unwrap_or_else(|| OsString::from("rustfmt"));
    let refused = |what: String| BuildError::Format(program.clone(), what);
    let output = start(&program)
        .and_then(|child| fed(child, text))
        .map_err(|error| refused(error.to_string()))?;
    if !output.status.success() {
        return Err(refused(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    String::from_utf8(output.stdout).map_err(|error| refused(error.to_string()))
}

fn start(program: &OsString) -> io::Result<Child> {
    Command::new(program)
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// It reads all before it writes.
fn fed(mut child: Child, text: &str) -> io::Result<std::process::Output> {
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    child.wait_with_output()
}
