//! Brings `redis-server` where it is missing: limits and gates over Redis are tested against a real one.

use std::io;
use std::process::{Command, Stdio};

use super::names_package;
use crate::Error;

/// What the tests need, and what Debian and Ubuntu call its package.
const SERVER: &str = "redis-server";

/// Packages whose tests start one.
const USERS: [&str; 2] = ["wikijs-sdk", "wikijs-tests"];

/// Whether some of the tests that these arguments name may start one.
pub(super) fn is_needed(arguments: &[String]) -> bool {
    let names = |name: &&str| arguments.iter().any(|it| it.ends_with(*name));
    !names_package(arguments) || USERS.iter().any(names)
}

/// Installs it, unless it is there.
///
/// # Errors
///
/// It is not there, and apt-get does not bring it.
pub(super) fn bring() -> Result<(), Error> {
    bring_with(&mut run)
}

/// Runs a program: whether it ended well.
fn run(program: &str, arguments: &[&str]) -> io::Result<bool> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    if program == SERVER {
        command.stdout(Stdio::null());
    }
    let status = command.env("DEBIAN_FRONTEND", "noninteractive").status()?;
    Ok(status.success())
}

fn bring_with(run: &mut impl FnMut(&str, &[&str]) -> io::Result<bool>) -> Result<(), Error> {
    if run(SERVER, &["--version"]).is_ok_and(|well| well) {
        return Ok(());
    }
    eprintln!("{SERVER} is missing, and some tests need it: installing it with apt-get");
    let install = ["install", "--yes", "--no-install-recommends", SERVER];
    let installed = run("apt-get", &install).map_err(|error| missing(&error.to_string()))?;
    if !installed {
        // Its lists may be old, or none.
        let updated = run("apt-get", &["update"]).is_ok_and(|well| well);
        if !updated || !run("apt-get", &install).is_ok_and(|well| well) {
            return Err(missing("it ended with an error, told above"));
        }
    }
    match run(SERVER, &["--version"]) {
        Ok(true) => Ok(()),
        _ => Err(missing(
            "it installed something, and there is none on the path all the same",
        )),
    }
}

fn missing(why: &str) -> Error {
    Error::Missing {
        what: SERVER,
        why: format!("apt-get does not bring it: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was run, and what came of it; `None` for a program that is not there.
    fn played(outcomes: &[Option<bool>]) -> (bool, Vec<String>) {
        let mut ran = Vec::new();
        let mut left = outcomes.iter();
        let brought = bring_with(&mut |program, arguments| {
            let words = arguments.iter().filter(|it| !it.starts_with("--no"));
            ran.push(words.fold(program.to_owned(), |line, word| line + " " + word));
            left.next()
                .unwrap()
                .ok_or_else(|| io::ErrorKind::NotFound.into())
        });
        if let Err(error) = &brought {
            let error = error.to_string();
            assert!(
                error.contains("redis-server") && error.contains("by hand"),
                "{error}"
            );
        }
        assert_eq!(left.count(), 0);
        (brought.is_ok(), ran)
    }

    #[test]
    fn it_is_installed_where_it_is_missing() {
        let (look, install, update) = (
            "redis-server --version",
            "apt-get install --yes redis-server",
            "apt-get update",
        );
        let (there, well, ill, missing) = (Some(true), Some(true), Some(false), None);
        for (outcomes, brought, ran) in [
            (&[there][..], true, &[look][..]),
            (&[missing, well, there], true, &[look, install, look]),
            (
                &[missing, ill, well, well, there],
                true,
                &[look, install, update, install, look],
            ),
            (&[missing, missing], false, &[look, install]),
            (&[missing, ill, ill], false, &[look, install, update]),
            (
                &[missing, ill, well, ill],
                false,
                &[look, install, update, install],
            ),
            (&[missing, well, missing], false, &[look, install, look]),
        ] {
            let ran: Vec<String> = ran.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(played(outcomes), (brought, ran), "{outcomes:?}");
        }
    }

    #[test]
    fn only_some_tests_need_it() {
        for (arguments, needed) in [
            (&[][..], true),
            (&["answers"], true),
            (&["-p", "wikijs-sdk"], true),
            (&["--package=wikijs-tests"], true),
            (&["-p", "wikijs-wire"], false),
            (&["-p", "wikijs-codegen", "-p", "wikijs-sdk"], true),
        ] {
            let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(is_needed(&arguments), needed, "{arguments:?}");
        }
    }
}
