//! `cargo xtask check`: what the generator has to say of schema, overlay and catalogue, or of files of one's own,
//! without a build; as text, or as JSON for editors and CI.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use wikijs_codegen::config::{Deprecated, Target};
use wikijs_codegen::{Build, Config, Report};

use crate::{Error, Workspace, catalogue};

/// What `cargo xtask check` takes.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// A schema other than that of the workspace: SDL, introspection JSON, or a folder as build scripts take it.
    #[arg(long, requires = "files")]
    pub schema: Option<PathBuf>,
    /// Query files, or folders of them.
    #[arg(requires = "schema")]
    pub files: Vec<PathBuf>,
    /// Print the report as JSON on the standard output.
    #[arg(long)]
    pub json: bool,
    /// Which version of graphql-js counts.
    #[arg(long, value_enum, default_value_t, requires = "schema")]
    pub target: TargetName,
    /// What to say of deprecated parts of the schema.
    #[arg(long, value_enum, default_value_t, requires = "schema")]
    pub deprecated: DeprecatedName,
}

/// A version of graphql-js.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum TargetName {
    /// graphql-js 15.3.
    #[default]
    #[value(name = "15")]
    Js15,
    /// graphql-js 16.
    #[value(name = "16")]
    Js16,
}

/// What to say of deprecated parts of the schema.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum DeprecatedName {
    /// Nothing.
    #[default]
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// Fails with the generator's report if there is anything wrong.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let report = report(workspace, options)?;
    if options.json {
        println!("{}", report.to_json());
    }
    match (&options.schema, report.has_errors()) {
        (_, true) if options.json => Err(Error::Refused {
            report: "the files are not right; the report is on the standard output".to_owned(),
        }),
        (None, true) => Err(Error::Catalogue {
            report: report.to_string(),
        }),
        (Some(_), true) => Err(Error::Refused {
            report: report.to_string(),
        }),
        (schema, false) => {
            if !options.json {
                told(schema.is_none(), &report);
            }
            Ok(())
        }
    }
}

fn told(is_catalogue: bool, report: &Report) {
    match is_catalogue {
        true if report.is_empty() => println!("Schema, overlay and catalogue fit together."),
        _ => println!("{report}"),
    }
}

fn report(workspace: &Workspace, options: &Options) -> Result<Report, Error> {
    let Some(schema) = &options.schema else {
        let path = workspace.schema();
        let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
        return catalogue::report(workspace, &schema);
    };
    let build = Build::new().schema(schema);
    let build = options.files.iter().fold(build, Build::queries);
    Ok(wikijs_codegen::check(&build.sources()?, &config(options)))
}

fn config(options: &Options) -> Config {
    let config = Config::new().target(match options.target {
        TargetName::Js15 => Target::GraphqlJs15,
        TargetName::Js16 => Target::GraphqlJs16,
    });
    config.deprecated(match options.deprecated {
        DeprecatedName::Allow => Deprecated::Allow,
        DeprecatedName::Warn => Deprecated::Warn,
        DeprecatedName::Deny => Deprecated::Deny,
    })
}
