//! The settings that the code in the source tree is generated with.

use wikijs_codegen::Config;
use wikijs_codegen::config::{Conversion, Deprecated, Layout, Target};

/// All that can be chosen.
pub(crate) fn config() -> Config {
    let config = types(scalars(Config::new()));
    rest(config)
}

fn scalars(config: Config) -> Config {
    // docs: scalars
    config
        // A type of yours with `Decode` and `Encode`.
        .scalar("Day", "crate::Day")
        // A type of another crate: by `FromStr` and `Display`.
        .convert("Address", "::std::net::IpAddr", Conversion::Text)
        // By functions.
        .convert(
            "Stamp",
            "::std::time::SystemTime",
            Conversion::functions("crate::read_stamp", "crate::write_stamp"),
        )
        // For one field alone; by `TryFrom<i64>`, and `Into<i64>`.
        .convert("Task.weight", "crate::Kilos", Conversion::through("i64"))
    // docs: end
}

fn types(config: Config) -> Config {
    // docs: types
    config
        // An enum and a struct of yours, read and written by generated code.
        .own_enum("State", "crate::State")
        .own_input("Filter", "crate::Filter")
        // A type of yours that has `Encode` (where it is read, `Decode`) itself.
        .own_type("NewTask", "crate::NewTask")
        // An answer with another value of this enum is an error.
        .strict_enums("Priority")
        // Generated although no operation uses it; `whole_schema(true)` is all there is.
        .schema_types("Col*")
    // docs: end
}

fn rest(config: Config) -> Config {
    // docs: rest
    config
        // A module for each folder; `Flat` has none, `Operations` one for each operation.
        .layout(Layout::Folders)
        // Another name for a module, by the path that it would have.
        .module_name("tasks", "to_do")
        // Another name for a type, by the path that it would have.
        .type_name("types::Colour", "Paint")
        // Above each type whose path matches.
        .attribute("types::Task", "#[must_use]")
        // Modules and what stands outside of them.
        .visibility("pub(crate)")
        // Answers and inputs without `Serialize` and `Deserialize`; operations keep `Serialize`.
        .serde(false)
        // No `GraphQLQuery`.
        .graphql_client(false)
        // Descriptions become rustdoc; off saves a third of the text.
        .docs(true)
        // What is deprecated is told: `Allow`, `Warn`, `Deny`.
        .deprecated(Deprecated::Allow)
        // Whose verdicts count: graphql-js 15.3, or 16 with `@oneOf`.
        .target(Target::GraphqlJs16)
        // A selection that stands twice must be a fragment.
        .shared_selections(true)
        // Where generated code finds what it is written against.
        .wire("::wikijs_wire::generated")
    // docs: end
}
