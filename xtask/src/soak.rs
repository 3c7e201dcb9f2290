//! `cargo xtask soak`: a client left alone for hours, on an embedded wiki in trouble; a line a minute, and whether something
//! leaks. The program is `tests/soak`, which is built without what the maintainers' commands need.

use clap::Args;

use crate::{Error, Workspace, cargo};

/// How long, how much, by which dice.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// How many hours; `0.5` is half of one.
    #[arg(long, value_name = "N", value_parser = positive)]
    pub hours: f64,
    /// Calls a second, from eight tasks.
    #[arg(long, value_name = "CALLS", default_value = "20", value_parser = positive)]
    pub rate: f64,
    /// What the dice are thrown by that say which calls there are.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is needed".to_owned()),
    }
}

/// Runs it to its end; fails if something leaks.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let arguments = arguments(options);
    cargo::run(workspace, arguments.iter().map(String::as_str))
}

/// What cargo is called with. The program takes whole seconds.
fn arguments(options: &Options) -> Vec<String> {
    let program = [
        "run",
        "--quiet",
        "-p",
        "wikijs-tests",
        "--example",
        "soak",
        "--",
    ];
    let seconds = (options.hours * 3_600.0).round();
    let numbers = [
        seconds.to_string(),
        options.rate.to_string(),
        options.seed.to_string(),
    ];
    program
        .into_iter()
        .map(str::to_owned)
        .chain(numbers)
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::{Arguments, Command};

    fn parsed(line: &str) -> Result<Options, String> {
        let words = ["xtask", "soak"].into_iter().chain(line.split_whitespace());
        match Arguments::try_parse_from(words)
            .map_err(|error| error.to_string())?
            .command
        {
            Command::Soak(options) => Ok(options),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn hours_become_seconds_and_what_is_no_time_is_refused() {
        for (line, numbers) in [
            ("--hours 8", ["28800", "20", "7"]),
            ("--hours 0.05 --rate 2.5 --seed 1", ["180", "2.5", "1"]),
        ] {
            let arguments = arguments(&parsed(line).unwrap());
            assert_eq!(arguments[arguments.len() - 3..], numbers);
        }
        for line in [
            "",
            "--hours 0",
            "--hours -1",
            "--hours x",
            "--hours 1 --rate 0",
            "--hours inf",
        ] {
            parsed(line).unwrap_err();
        }
    }
}
