//! The command line, for those who want no build script: a function of its arguments, which files and the terminal stand
//! around.

mod arguments;
mod settings;

use crate::diagnostic::Report;
use crate::edge::{Build, BuildError};
use crate::{check, explain};

use arguments::{Arguments, Asked, Verb};

/// What became of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// For the standard output.
    pub told: String,
    /// For the standard error.
    pub wrong: String,
    /// 0: all is right; 1: something is wrong with the files; 2: with the command.
    pub code: u8,
}

/// Runs the command with these arguments, its own name left out.
pub fn run(arguments: impl IntoIterator<Item = String>) -> Done {
    match Arguments::parse(arguments.into_iter().collect()) {
        Ok(Asked::Help) => told(arguments::help()),
        Ok(Asked::Version) => told(format!("wikijs-codegen {}", env!("CARGO_PKG_VERSION"))),
        Ok(Asked::Command(arguments)) => {
            done(&arguments).unwrap_or_else(|error| failed(1, error.to_string()))
        }
        Err(message) => failed(2, format!("error: {message}\n\n{}", arguments::USAGE)),
    }
}

fn told(told: String) -> Done {
    Done {
        told,
        ..Done::default()
    }
}

fn failed(code: u8, wrong: String) -> Done {
    Done {
        wrong,
        code,
        ..Done::default()
    }
}

fn done(arguments: &Arguments) -> Result<Done, BuildError> {
    let build = build(arguments);
    match &arguments.verb {
        Verb::Generate { fresh: true, .. } => build.check_fresh().map(|()| Done::default()),
        Verb::Generate { .. } => {
            let generated = build.try_run()?;
            Ok(warned(&generated.warnings))
        }
        Verb::Check { json } => {
            let report = check(&build.sources()?, &build.whole_config()?);
            Ok(checked(&report, *json))
        }
        Verb::Explain => {
            let told = explain(&build.sources()?, &build.whole_config()?);
            let told = told.map_err(BuildError::Report)?;
            Ok(self::told(told.trim_end().to_owned()))
        }
    }
}

fn build(arguments: &Arguments) -> Build {
    let build = Build::new().config(arguments.config.clone());
    let build = arguments.schema.iter().fold(build, Build::schema);
    let build = arguments.queries.iter().fold(build, Build::queries);
    let build = arguments
        .dependency
        .iter()
        .fold(build, Build::dependency_file);
    match &arguments.verb {
        Verb::Generate { out, .. } => build.out_file(out),
        Verb::Check { .. } | Verb::Explain => build,
    }
}

fn warned(warnings: &Report) -> Done {
    let wrong = match warnings.is_empty() {
        true => String::new(),
        false => warnings.to_string(),
    };
    Done {
        wrong,
        ..Done::default()
    }
}

fn checked(report: &Report, json: bool) -> Done {
    Done {
        told: if json {
            report.to_json()
        } else {
            report.to_string()
        },
        wrong: String::new(),
        code: u8::from(report.has_errors()),
    }
}
