//! The same operations for graphql_client's derive and for cynic. cynic's structs are written by its own querygen, in a
//! throwaway program, as a user of cynic would have them written.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    CompileCostError as Error,
    operations::{One, Operations},
    packages::put,
};

/// The texts of the comparators' crates.
#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) graphql_client: String,
    pub(crate) graphql_client_consumer: String,
    pub(crate) cynic: String,
    pub(crate) cynic_build: String,
    pub(crate) cynic_consumer: String,
}

impl Sources {
    /// Writes the documents below `folder` and makes the crates' texts of them.
    pub(crate) fn write(
        folder: &Path,
        schema: &Path,
        operations: &Operations,
    ) -> Result<Self, Error> {
        let documents = folder.join("documents");
        let sent: Vec<_> = operations.list.iter().filter(|one| one.is_sent).collect();
        for one in &sent {
            put(
                &document_of(&documents, one),
                &without_enum_defaults(&one.document),
            )?;
        }
        let cynic = querygen(folder, &documents, schema, &sent)?;
        Ok(Self {
            graphql_client: derive_types(&sent),
            graphql_client_consumer: derive_consumer(&sent),
            cynic_consumer: cynic_consumer(&sent, &cynic),
            cynic_build: cynic_build(schema),
            cynic,
        })
    }
}

/// graphql_client's derive makes code that does not compile of a default that is an enum's value.
fn without_enum_defaults(document: &str) -> String {
    let (head, body) = document.split_at(document.find('{').unwrap_or_default());
    let mut parts = head.split('=');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.chars().take_while(char::is_ascii_uppercase).count();
        if name == 0 {
            text.push('=');
        }
        text.push_str(&part[name..]);
    }
    text + body
}

fn document_of(documents: &Path, one: &One) -> PathBuf {
    documents.join(format!("{}.graphql", one.function))
}

/// The derive takes paths from the package's folder on.
fn derive_types(operations: &[&One]) -> String {
    let mut text = "//! The catalogue by graphql_client's derive.\nuse graphql_client::GraphQLQuery;\n\n/// A date.\npub type Date = String;\n".to_owned();
    for one in operations {
        let _ = write!(
            text,
            "\n#[derive(GraphQLQuery)]\n#[graphql(schema_path = \"../wikijs.graphql\", query_path = \"../documents/{}.graphql\", response_derives = \"Debug, Clone, PartialEq\", variables_derives = \"Debug, Clone, PartialEq\")]\npub struct {};\n",
            one.function, one.name
        );
    }
    text
}

fn derive_consumer(operations: &[&One]) -> String {
    let mut text = "//! Sends every operation.\nuse graphql_client::{GraphQLQuery, Response};\nuse with_derive::*;\n".to_owned();
    for one in operations {
        let (function, name) = (&one.function, &one.name);
        let _ = write!(
            text,
            "\n/// Sends it.\npub async fn send_{function}(client: &reqwest::Client, url: &str, variables: {function}::Variables) \
             -> Result<Response<{function}::ResponseData>, reqwest::Error> {{\n    \
             let body = {name}::build_query(variables);\n    client.post(url).json(&body).send().await?.json().await\n}}\n"
        );
    }
    text
}

fn cynic_build(schema: &Path) -> String {
    format!(
        "//! Registers the schema.\nfn main() {{\n    cynic_codegen::register_schema(\"wikijs\")\n        .from_sdl_file({schema:?})\n        .expect(\"a schema\")\n        .as_default()\n        .expect(\"a default\");\n}}\n"
    )
}

const QUERYGEN: &str = r#"//! Writes cynic structs for the documents named on the command line.
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let schema = fs::read_to_string(arguments.next().ok_or("schema")?)?;
    let generator = cynic_querygen::Generator::new(schema)?;
    let documents = arguments.map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let mut seen = std::collections::BTreeSet::new();
    let joined: String = documents
        .iter()
        .flat_map(|document| definitions(document))
        .filter(|definition| seen.insert(definition.clone()))
        .collect();
    println!("{}", generator.generate(joined)?);
    Ok(())
}

/// The operation and the fragments of a document, split before each `fragment`.
fn definitions(document: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut text = String::new();
    for character in document.chars() {
        text.push(character);
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            parts.push(std::mem::take(&mut text) + "\n");
        }
    }
    parts
}
"#;

/// Runs cynic's querygen over the documents.
fn querygen(
    folder: &Path,
    documents: &Path,
    schema: &Path,
    operations: &[&One],
) -> Result<String, Error> {
    let package = folder.join("programs/querygen");
    let manifest = "[package]\nname = \"querygen\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\ncynic-querygen = \"3.14\"\n\n[workspace]\n";
    put(&package.join("Cargo.toml"), manifest)?;
    put(&package.join("src/main.rs"), QUERYGEN)?;
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--"])
        .arg(schema)
        .args(operations.iter().map(|one| document_of(documents, one)))
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .map_err(|source| Error::Start {
            program: "cargo",
            source,
        })?;
    if !output.status.success() {
        let output = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Error::Build {
            folder: package,
            output,
        });
    }
    let structs = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(format!(
        "//! The catalogue by cynic.\n#![allow(non_snake_case, missing_docs)]\n\n#[cynic::schema(\"wikijs\")]\npub mod schema {{}}\n\n{structs}"
    ))
}

/// Variables that hold texts borrow them.
fn cynic_variables(one: &One, structs: &str) -> String {
    let name = format!("{}Variables", one.name);
    if !one.has_variables {
        return "()".to_owned();
    }
    let borrows = structs.contains(&format!("pub struct {name}<'a>"));
    format!("types::{name}{}", if borrows { "<'_>" } else { "" })
}

fn cynic_consumer(operations: &[&One], structs: &str) -> String {
    let mut text = "//! Sends every operation.\nuse cynic::{GraphQlResponse, MutationBuilder, QueryBuilder};\nuse with_cynic as types;\n".to_owned();
    for one in operations {
        let (function, name) = (&one.function, &one.name);
        let variables = cynic_variables(one, structs);
        let _ = write!(
            text,
            "\n/// Sends it.\npub async fn {function}(client: &reqwest::Client, url: &str, variables: {variables}) \
             -> Result<GraphQlResponse<types::{name}>, reqwest::Error> {{\n    \
             let body = types::{name}::build(variables);\n    client.post(url).json(&body).send().await?.json().await\n}}\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_enum_defaults;

    #[test]
    fn only_enum_defaults_go() {
        let document = r#"query A($m:Mode!=ALL,$l:String!="EN",$n:Int=1){a(m:$m)}"#;
        let without = r#"query A($m:Mode!,$l:String!="EN",$n:Int=1){a(m:$m)}"#;
        assert_eq!(without_enum_defaults(document), without);
    }
}
