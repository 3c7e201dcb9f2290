//! Compiles a GraphQL schema and query files into typed Rust at build time.
//!
//! A build script calls [`build`], or [`Build`] for more than two paths:
//!
//! ```no_run
//! // build.rs
//! wikijs_codegen::build("schema.graphql", "queries");
//! ```
//!
//! and the crate brings in what was made: `include!(concat!(env!("OUT_DIR"), "/generated.rs"));`.
//!
//! [`compile`] is the whole of it without files, a pure function from texts to text:
//!
//! ```
//! use wikijs_codegen::{Config, FILE, Source, SourceKind, Sources, compile};
//!
//! let schema = "type Query { hello(name: String!): String! }";
//! let query = "query Hello($name: String!) { hello(name: $name) }";
//! let sources = Sources {
//!     files: vec![
//!         Source::new(SourceKind::Schema, "schema.graphql", schema),
//!         Source::new(SourceKind::Query, "hello.graphql", query),
//!     ],
//! };
//! let generated = compile(&sources, &Config::default())?;
//! assert!(generated.files[FILE].contains("pub struct Hello {"));
//! assert_eq!(generated.operations[0].document, "query Hello($name:String!){hello(name:$name)}");
//! # Ok::<(), wikijs_codegen::Report>(())
//! ```
//!
//! Each stage is a room of its own and imports only from those above it:
//!
//! `source` → `syntax` → `schema`, `document` → `check` → `shapes` → `names` → `emit`; `edge` alone knows files.

pub mod dependency;

pub mod config;

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod schema;

pub mod document;

pub mod check;

pub mod shapes;

pub mod names;

pub mod emit;

pub mod edge;

pub mod command;

use std::collections::BTreeMap;

pub use config::{Config, Surface};
pub use dependency::{Dependency, SharedKind, SharedTypes};
pub use diagnostic::Report;
pub use edge::{Build, BuildError, build};
pub use emit::{Explanation, OperationInfo};
pub use source::{Source, SourceKind, Sources};

/// The name of the file that [`compile`] makes.
pub const FILE: &str = "generated.rs";

/// What [`compile`] makes of its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generated {
    /// Texts by the names of their files.
    pub files: BTreeMap<String, String>,
    /// What became of each operation.
    pub operations: Vec<OperationInfo>,
    /// The types that other crates can share.
    pub types: SharedTypes,
    /// What is worth knowing all the same.
    pub warnings: Report,
}

/// Compiles `sources`, or reports all that is wrong with them.
pub fn compile(sources: &Sources, config: &Config) -> Result<Generated, Report> {
    let model = check::model(sources, config)?;
    let shapes = shapes::shapes(&model.schema, &model.document, config);
    let names = names::names(&shapes, config).map_err(|found| Report::new(found, sources))?;
    let text = emit::emit(&shapes, &names, config);
    let operations = emit::info(&shapes, &names);
    let types = emit::shared_types(&shapes, &names);
    Ok(Generated {
        files: BTreeMap::from([(FILE.to_owned(), text)]),
        operations,
        types,
        warnings: Report::new(model.warnings, sources),
    })
}

/// Reports all that is wrong with `sources`, and warnings.
pub fn check(sources: &Sources, config: &Config) -> Report {
    compile(sources, config).map_or_else(|report| report, |generated| generated.warnings)
}

/// Tells what [`compile`] decides: documents as they are sent, variables, outputs, types with their names in Rust.
pub fn explain(sources: &Sources, config: &Config) -> Result<String, Report> {
    let model = check::model(sources, config)?;
    let shapes = shapes::shapes(&model.schema, &model.document, config);
    let names = names::names(&shapes, config).map_err(|found| Report::new(found, sources))?;
    Ok(emit::explain(&shapes, &names, config))
}

/// Tells of each operation what a person wants to know: what is sent, the tree of what is read with the names in Rust,
/// what it needs, what it costs.
pub fn explain_operations(sources: &Sources, config: &Config) -> Result<Vec<Explanation>, Report> {
    let model = check::model(sources, config)?;
    let shapes = shapes::shapes(&model.schema, &model.document, config);
    let names = names::names(&shapes, config).map_err(|found| Report::new(found, sources))?;
    Ok(emit::explanations(&shapes, &names, config))
}
