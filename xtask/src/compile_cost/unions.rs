//! The same comparison over a schema of many unions, where a generator's types multiply: each operation asks a union for
//! all of its members.

use std::{fmt::Write as _, fs, path::Path};

use wikijs_codegen::{Config, FILE, Source, SourceKind, Sources, compile};

use super::{
    CompileCostError,
    packages::{Package, SERDE, Texts, put, write_package, write_workspace},
};
use crate::{Error, Workspace};

/// Unions, and operations: one a union.
pub(crate) const OPERATIONS: usize = 40;
/// Members of each union.
const MEMBERS: usize = 8;
/// Object types, which the unions share.
const OBJECTS: usize = 60;

const FIELDS: [(&str, &str); 6] = [
    ("id", "ID!"),
    ("title", "String!"),
    ("note", "String"),
    ("count", "Int!"),
    ("weight", "Float"),
    ("tags", "[String!]!"),
];

/// Writes the packages below `folder`.
pub(crate) fn write(workspace: &Workspace, folder: &Path) -> Result<Vec<Package>, Error> {
    let schema = schema();
    put(&folder.join("unions.graphql"), &schema)?;
    let documents = folder.join("documents");
    fs::create_dir_all(&documents).map_err(CompileCostError::file("write", &documents))?;
    for number in 0..OPERATIONS {
        put(
            &documents.join(format!("find{number}.graphql")),
            &document(number),
        )?;
    }
    let wire = format!(
        "wikijs-wire = {{ path = {:?} }}\n",
        workspace.root().join("wikijs-wire")
    );
    let all = [
        Texts {
            key: "unions_ours",
            title: "wikijs-codegen",
            offers: "types, setters, serde, batch parts, GraphQLQuery",
            dependencies: wire.clone(),
            user_dependencies: wire,
            build: None,
            types: ours(&schema)?,
            consumer: our_consumer(),
        },
        Texts {
            key: "unions_derive",
            title: "graphql_client, derive",
            offers: "types; Debug, Clone, PartialEq",
            dependencies: format!("graphql_client = \"0.16\"\n{SERDE}"),
            user_dependencies: "graphql_client = \"0.16\"\nserde_json = \"1\"\n".to_owned(),
            build: None,
            types: derived(),
            consumer: derived_consumer(),
        },
    ];
    let keys: Vec<_> = all.iter().map(|texts| texts.key).collect();
    write_workspace(workspace, folder, &keys)?;
    let packages = all.iter().map(|texts| write_package(folder, texts));
    Ok(packages.collect::<Result<_, _>>()?)
}

fn members(union: usize) -> impl Iterator<Item = usize> {
    (0..MEMBERS).map(move |member| (union * 7 + member * 5) % OBJECTS)
}

fn schema() -> String {
    let mut text = String::new();
    let fields: Vec<_> = FIELDS
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    for object in 0..OBJECTS {
        let _ = writeln!(text, "type Object{object} {{ {} }}", fields.join(" "));
    }
    let mut query = String::new();
    for union in 0..OPERATIONS {
        let members: Vec<_> = members(union)
            .map(|member| format!("Object{member}"))
            .collect();
        let _ = writeln!(text, "union Union{union} = {}", members.join(" | "));
        let _ = write!(query, " find{union}(text: String!): [Union{union}!]!");
    }
    let _ = writeln!(text, "type Query {{{query} }}");
    text
}

fn document(union: usize) -> String {
    let fields: Vec<_> = FIELDS.iter().map(|(name, _)| *name).collect();
    let fields = fields.join(" ");
    let mut inner = String::new();
    for member in members(union) {
        let _ = write!(inner, " ... on Object{member} {{ {fields} }}");
    }
    format!(
        "query Find{union}($text: String!) {{ find{union}(text: $text) {{ __typename{inner} }} }}\n"
    )
}

fn ours(schema: &str) -> Result<String, Error> {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Schema, "unions.graphql", schema));
    for number in 0..OPERATIONS {
        let name = format!("find{number}.graphql");
        sources.add(Source::new(SourceKind::Query, name, document(number)));
    }
    let mut generated = compile(&sources, &Config::new()).map_err(|report| Error::Refused {
        report: report.to_string(),
    })?;
    let text = generated.files.remove(FILE).unwrap_or_default();
    Ok(format!("//! Unions, generated.\n{text}"))
}

fn our_consumer() -> String {
    let mut text =
        "//! Reads every answer.\nuse wikijs_wire::{Operation, operation::read_answer};\n"
            .to_owned();
    for number in 0..OPERATIONS {
        let _ = writeln!(
            text,
            "/// Reads it.\npub fn find{number}(answer: &[u8]) -> Option<<unions_ours::Find{number} as Operation>::Output> {{\n    \
             read_answer::<unions_ours::Find{number}>(answer).ok()?.value()\n}}"
        );
    }
    text
}

fn derived() -> String {
    let mut text = "//! Unions, derived.\nuse graphql_client::GraphQLQuery;\n".to_owned();
    for number in 0..OPERATIONS {
        let _ = write!(
            text,
            "\n#[derive(GraphQLQuery)]\n#[graphql(schema_path = \"../unions.graphql\", query_path = \"../documents/find{number}.graphql\", response_derives = \"Debug, Clone, PartialEq\", variables_derives = \"Debug, Clone, PartialEq\")]\npub struct Find{number};\n"
        );
    }
    text
}

fn derived_consumer() -> String {
    let mut text = "//! Reads every answer.\nuse graphql_client::Response;\n".to_owned();
    for number in 0..OPERATIONS {
        let data = format!("unions_derive::find{number}::ResponseData");
        let _ = writeln!(
            text,
            "/// Reads it.\npub fn find{number}(answer: &[u8]) -> Option<{data}> {{\n    \
             serde_json::from_slice::<Response<{data}>>(answer).ok()?.data\n}}"
        );
    }
    text
}
