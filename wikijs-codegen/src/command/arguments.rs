//! What the command line says, as a value.

use super::settings::{SETTINGS, Setting};
use crate::config::Config;

/// The command in short.
pub(super) const USAGE: &str = "\
usage: wikijs-codegen generate --schema PATH --out FILE [--fresh] [SETTING…] QUERIES…
       wikijs-codegen check    --schema PATH [--json] [SETTING…] QUERIES…
       wikijs-codegen explain  --schema PATH [SETTING…] QUERIES…
       wikijs-codegen help | --version";

/// A command with its files and settings.
#[derive(Debug)]
pub(super) struct Arguments {
    pub(super) verb: Verb,
    pub(super) schema: Vec<String>,
    pub(super) queries: Vec<String>,
    pub(super) dependency: Option<String>,
    pub(super) config: Config,
}

/// What the words ask for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A command.
    Command(Box<Arguments>),
    /// The help.
    Help,
    /// The version.
    Version,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Verb {
    /// Write the code, or say whether what is there is fresh.
    Generate { out: String, fresh: bool },
    /// Say what is wrong.
    Check { json: bool },
    /// Say what becomes of each operation.
    Explain,
}

/// What only one verb takes.
#[derive(Debug, Default)]
struct Own {
    out: Option<String>,
    fresh: bool,
    json: bool,
}

impl Arguments {
    /// Reads them.
    pub(super) fn parse(arguments: Vec<String>) -> Result<Asked, String> {
        let mut words = arguments.into_iter();
        let verb = words.next().unwrap_or_default();
        match verb.as_str() {
            "help" | "--help" | "-h" => return Ok(Asked::Help),
            "version" | "--version" | "-V" => return Ok(Asked::Version),
            _ => {}
        }
        let mut read = Self {
            verb: Verb::Explain,
            schema: Vec::new(),
            queries: Vec::new(),
            dependency: None,
            config: Config::new(),
        };
        let mut own = Own::default();
        while let Some(word) = words.next() {
            if ["--help", "-h"].contains(&word.as_str()) {
                return Ok(Asked::Help);
            }
            read.word(word, &mut own, &mut words)?;
        }
        read.verb = own.verb(&verb)?;
        if read.schema.is_empty() && read.dependency.is_none() {
            return Err("`--schema` names the schema: a file, or a folder".to_owned());
        }
        let asks_for_types = !read.config.schema_types.is_empty();
        if read.queries.is_empty() && !asks_for_types {
            return Err(format!(
                "`{verb}` takes QUERIES: .graphql files, or folders of them (or `--schema-types`, which needs none)"
            ));
        }
        Ok(Asked::Command(Box::new(read)))
    }

    fn word(
        &mut self,
        word: String,
        own: &mut Own,
        words: &mut impl Iterator<Item = String>,
    ) -> Result<(), String> {
        let mut value = |what: &str| words.next().ok_or_else(|| format!("`{word}` takes {what}"));
        match word.as_str() {
            "--schema" => self.schema.push(value("a path")?),
            "--dependency" => self.dependency = Some(value("a file")?),
            "--out" => own.out = Some(value("a file")?),
            "--fresh" => own.fresh = true,
            "--json" => own.json = true,
            _ if word.starts_with("--") => {
                let setting = Setting::find(&word)?;
                let given = match setting.takes {
                    "" => String::new(),
                    what => value(what)?,
                };
                self.config = setting.apply(self.config.clone(), &given)?;
            }
            _ => self.queries.push(word),
        }
        Ok(())
    }
}

impl Own {
    fn verb(self, verb: &str) -> Result<Verb, String> {
        match (verb, self) {
            ("generate", Self { out: None, .. }) => {
                Err("`--out` names the file that is written".to_owned())
            }
            (
                "generate",
                Self {
                    out: Some(out),
                    fresh,
                    json: false,
                },
            ) => Ok(Verb::Generate { out, fresh }),
            (
                "check",
                Self {
                    out: None,
                    fresh: false,
                    json,
                },
            ) => Ok(Verb::Check { json }),
            (
                "explain",
                Self {
                    out: None,
                    fresh: false,
                    json: false,
                },
            ) => Ok(Verb::Explain),
            ("generate" | "check" | "explain", _) => Err(format!(
                "`{verb}` does not take all of `--out`, `--fresh`, `--json`"
            )),
            ("", _) => Err("say what to do".to_owned()),
            _ => Err(format!("there is no command `{verb}`")),
        }
    }
}

/// The command with all settings.
pub(super) fn help() -> String {
    let mut text = format!(
        "Compiles a GraphQL schema and query files into typed Rust.\n\n{USAGE}\n\n\
         PATH is SDL, the JSON of an introspection, or a folder of SDL with directives.graphql and overlay/.\n\
         QUERIES are .graphql files, or folders of them.\n\
         --dependency FILE shares the types of a crate that publishes them: generated.types, in the OUT_DIR of its build.\n\
         --fresh writes nothing, and fails if FILE is not what would be written.\n\
         The code is laid out by rustfmt. Status 1: the files are wrong; 2: the command is.\n\nSettings:\n"
    );
    for Setting {
        name, takes, tells, ..
    } in SETTINGS
    {
        text.push_str(&format!("  {:<32} {tells}\n", format!("{name} {takes}")));
    }
    text.truncate(text.trim_end().len());
    text
}
