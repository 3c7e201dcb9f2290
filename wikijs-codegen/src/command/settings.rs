//! The settings of a build as options: one table, which the parser and the help are made of.

use crate::config::{Config, Conversion, Deprecated, Layout, Target};
use crate::diagnostic::did_you_mean;

/// An option that is a setting.
pub(super) struct Setting {
    /// `--scalar`.
    pub(super) name: &'static str,
    /// What stands behind it; empty where nothing does.
    pub(super) takes: &'static str,
    /// What it is for.
    pub(super) tells: &'static str,
    change: Change,
}

enum Change {
    /// A setting without a value.
    On(fn(Config) -> Config),
    /// With a value.
    Value(fn(Config, &str) -> Config),
    /// With a name and a value.
    Pair(fn(Config, &str, &str) -> Config),
    /// With a name, a type, and how it is converted.
    Triple(fn(Config, &str, &str, &str) -> Config),
    /// With one of some words.
    Word(fn(Config, &str) -> Option<Config>),
}

const NAMED: &str = "NAME=PATH";

const fn pair(
    name: &'static str,
    tells: &'static str,
    change: fn(Config, &str, &str) -> Config,
) -> Setting {
    let (takes, change) = (NAMED, Change::Pair(change));
    Setting {
        name,
        takes,
        tells,
        change,
    }
}

const fn value(
    name: &'static str,
    takes: &'static str,
    tells: &'static str,
    change: fn(Config, &str) -> Config,
) -> Setting {
    let change = Change::Value(change);
    Setting {
        name,
        takes,
        tells,
        change,
    }
}

const fn word(
    name: &'static str,
    takes: &'static str,
    tells: &'static str,
    change: fn(Config, &str) -> Option<Config>,
) -> Setting {
    let change = Change::Word(change);
    Setting {
        name,
        takes,
        tells,
        change,
    }
}

const fn on(name: &'static str, tells: &'static str, change: fn(Config) -> Config) -> Setting {
    let (takes, change) = ("", Change::On(change));
    Setting {
        name,
        takes,
        tells,
        change,
    }
}

/// All settings.
pub(super) const SETTINGS: &[Setting] = &[
    pair(
        "--scalar",
        "the Rust type of a scalar, or of one place: Page.createdAt",
        |config, name, path| config.scalar(name, path),
    ),
    pair(
        "--text",
        "the same for a type that is read by FromStr and written by Display",
        |config, name, path| config.convert(name, path, Conversion::Text),
    ),
    Setting {
        name: "--through",
        takes: "NAME=PATH=TYPE",
        tells: "the same for one that TryFrom makes of another type",
        change: Change::Triple(|config, name, path, base| {
            config.convert(name, path, Conversion::through(base))
        }),
    },
    Setting {
        name: "--functions",
        takes: "NAME=PATH=READ=WRITE",
        tells: "the same by functions: their paths",
        change: Change::Triple(|config, name, path, functions| {
            let (read, write) = functions.split_once('=').unwrap_or((functions, ""));
            config.convert(name, path, Conversion::functions(read, write))
        }),
    },
    pair(
        "--own-type",
        "your type for an enum or input, with Decode and Encode",
        |config, name, path| config.own_type(name, path),
    ),
    pair(
        "--own-enum",
        "your enum, checked against the schema",
        |config, name, path| config.own_enum(name, path),
    ),
    pair(
        "--own-input",
        "your struct for an input, checked against the schema",
        |config, name, path| config.own_input(name, path),
    ),
    value(
        "--strict-enums",
        "PATTERN",
        "enums that take no unknown value",
        |config, pattern| config.strict_enums(pattern),
    ),
    value(
        "--schema-types",
        "PATTERN",
        "enums, inputs, ids generated whether used or not",
        |config, pattern| config.schema_types(pattern),
    ),
    pair(
        "--type-name",
        "another name for a type: types::Page=Sheet",
        |config, path, name| config.type_name(path, name),
    ),
    word(
        "--layout",
        "folders|flat|operations",
        "what has a module: each folder, nothing, each operation",
        |config, word| {
            Some(config.layout(match word {
                "folders" => Layout::Folders,
                "flat" => Layout::Flat,
                "operations" => Layout::Operations,
                _ => return None,
            }))
        },
    ),
    pair(
        "--module-name",
        "another name for a module: goods::old=antiques",
        |config, path, name| config.module_name(path, name),
    ),
    Setting {
        name: "--attribute",
        takes: "PATTERN=ATTRIBUTE",
        tells: "an attribute above each type whose path matches",
        change: Change::Pair(|config, pattern, attribute| config.attribute(pattern, attribute)),
    },
    value(
        "--visibility",
        "WORD",
        "pub(crate) instead of pub",
        |config, word| config.visibility(word),
    ),
    value(
        "--wire",
        "PATH",
        "the module that the code takes everything from",
        |config, path| config.wire(path),
    ),
    word(
        "--target",
        "15|16",
        "the version of graphql-js whose verdicts count",
        |config, word| {
            Some(config.target(match word {
                "15" => Target::GraphqlJs15,
                "16" => Target::GraphqlJs16,
                _ => return None,
            }))
        },
    ),
    word(
        "--deprecated",
        "allow|warn|deny",
        "what is said of deprecated parts of the schema",
        |config, word| {
            Some(config.deprecated(match word {
                "allow" => Deprecated::Allow,
                "warn" => Deprecated::Warn,
                "deny" => Deprecated::Deny,
                _ => return None,
            }))
        },
    ),
    on(
        "--shared-selections",
        "what is selected twice must be a fragment",
        |config| config.shared_selections(true),
    ),
    on("--answers", "makers of answers for tests", |config| {
        config.answers(true)
    }),
    value(
        "--answers-when",
        "CONDITION",
        "the same under a #[cfg]: test",
        |config, condition| config.answers_when(condition),
    ),
    on("--no-docs", "no rustdoc", |config| config.docs(false)),
    on("--no-serde", "no serde for answers and inputs", |config| {
        config.serde(false)
    }),
    on(
        "--no-graphql-client",
        "operations are no graphql_client::GraphQLQuery",
        |config| config.graphql_client(false),
    ),
];

impl Setting {
    /// The setting of this name.
    pub(super) fn find(name: &str) -> Result<&'static Self, String> {
        let found = SETTINGS.iter().find(|setting| setting.name == name);
        found.ok_or_else(|| {
            let own = ["--schema", "--out", "--fresh", "--json", "--dependency"];
            let names = SETTINGS.iter().map(|setting| setting.name).chain(own);
            let help = did_you_mean(name, names).map(|help| format!("; {help}"));
            format!("there is no option `{name}`{}", help.unwrap_or_default())
        })
    }

    /// Applies it to the settings.
    pub(super) fn apply(&self, config: Config, given: &str) -> Result<Config, String> {
        let wrong = || format!("`{}` takes {}, not `{given}`", self.name, self.takes);
        match &self.change {
            Change::On(change) => Ok(change(config)),
            Change::Value(change) => Ok(change(config, given)),
            Change::Word(change) => change(config, given).ok_or_else(wrong),
            Change::Triple(change) => {
                let (name, rest) = given.split_once('=').ok_or_else(wrong)?;
                let (path, how) = rest.split_once('=').ok_or_else(wrong)?;
                let parts = self.takes.split('=').count();
                if given.split('=').count() != parts {
                    return Err(wrong());
                }
                Ok(change(config, name, path, how))
            }
            Change::Pair(change) => {
                let (name, path) = given.split_once('=').ok_or_else(wrong)?;
                Ok(change(config, name, path))
            }
        }
    }
}
