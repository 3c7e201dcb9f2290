//! Writes the throwaway packages: for each way to make Rust of the catalogue a crate of types and a crate that sends
//! and decodes every operation; and a few whole programs.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{
    CompileCostError as Error, Measured,
    operations::{One, Operations},
};
use crate::Workspace;

/// One way to make Rust of the catalogue.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) title: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) types: Measured,
    pub(crate) consumer: Measured,
}

/// A whole program.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) title: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) folder: PathBuf,
}

/// What the two crates of a package hold.
pub(super) struct Texts {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) offers: &'static str,
    pub(super) dependencies: String,
    pub(super) user_dependencies: String,
    pub(super) build: Option<String>,
    pub(super) types: String,
    pub(super) consumer: String,
}

/// Writes all packages below `folder`.
pub(crate) fn write(
    workspace: &Workspace,
    folder: &Path,
    operations: &Operations,
) -> Result<Vec<Package>, Error> {
    let schema = workspace.schema();
    let derived = super::derived::Sources::write(folder, &schema, operations)?;
    let ours = our_dependencies(workspace);
    let all = [
        Texts {
            key: "ours_whole",
            title: "wikijs-codegen, whole surface",
            offers: "types, docs, methods, setters, serde, batch parts, GraphQLQuery",
            dependencies: ours.clone(),
            user_dependencies: ours.clone(),
            build: None,
            types: format!("{SHIM}\n{}", operations.whole),
            consumer: our_consumer(&operations.list, "ours_whole"),
        },
        Texts {
            key: "ours_types",
            title: "wikijs-codegen, types and decoders",
            offers: "types, setters, serde, batch parts",
            dependencies: ours.clone(),
            user_dependencies: ours,
            build: None,
            types: format!("#![allow(missing_docs)]\n{}", operations.types),
            consumer: our_consumer(&operations.list, "ours_types"),
        },
        Texts {
            key: "with_derive",
            title: "graphql_client, derive",
            offers: "types; Debug, Clone, PartialEq",
            dependencies: format!("graphql_client = \"0.16\"\n{SERDE}"),
            user_dependencies: format!("graphql_client = \"0.16\"\n{REQWEST}"),
            build: None,
            types: derived.graphql_client,
            consumer: derived.graphql_client_consumer,
        },
        Texts {
            key: "with_cynic",
            title: "cynic, structs of its querygen",
            offers: "types; Debug, Clone, PartialEq where it can",
            dependencies: format!(
                "cynic = \"3.14\"\n{SERDE}\n[build-dependencies]\ncynic-codegen = \"3.14\"\n"
            ),
            user_dependencies: format!("cynic = \"3.14\"\n{REQWEST}"),
            build: Some(derived.cynic_build),
            types: derived.cynic,
            consumer: derived.cynic_consumer,
        },
    ];
    let keys: Vec<_> = all.iter().map(|texts| texts.key).collect();
    write_workspace(workspace, folder, &keys)?;
    copy(&schema, &folder.join("wikijs.graphql"))?;
    all.iter()
        .map(|texts| write_package(folder, texts))
        .collect()
}

pub(super) const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n";
const REQWEST: &str =
    "reqwest = { version = \"0.13\", default-features = false, features = [\"json\"] }\n";

/// What the emitted surface stands on: in the SDK this is the whole runtime.
const SHIM: &str = r"//! The catalogue with its whole surface, over the SDK's client.
use wikijs_wire::generated::Operation;

/// The client.
#[derive(Debug, Clone)]
pub struct Client(pub wikijs_sdk::Client);

/// A request.
pub struct Request<O: Operation>(pub wikijs_sdk::Request<O>);

impl<O: Operation<Kind: wikijs_sdk::AnsweredOnce>> Request<O> {
    /// An operation to be sent.
    pub fn new(client: &Client, operation: O) -> Self {
        Self(client.0.send(operation))
    }

    /// The request with another operation.
    pub fn map(self, change: impl FnOnce(O) -> O) -> Self {
        Self(self.0.map(change))
    }
}
";

fn our_dependencies(workspace: &Workspace) -> String {
    let root = workspace.root().display();
    format!(
        "wikijs-wire = {{ path = \"{root}/wikijs-wire\" }}\nwikijs-sdk = {{ path = \"{root}/wikijs-sdk\" }}\n"
    )
}

fn our_consumer(operations: &[One], types: &str) -> String {
    let mut text = "//! Sends every operation.\n".to_owned();
    for one in operations.iter().filter(|one| one.is_sent) {
        let (function, path) = (&one.function, &one.path);
        let _ = write!(
            text,
            "/// Sends it.\npub async fn {function}(client: &wikijs_sdk::Client, operation: {types}::{path}) \
             -> Result<<{types}::{path} as wikijs_wire::generated::Operation>::Output, wikijs_sdk::Error> {{\n    \
             client.send(operation).await\n}}\n"
        );
    }
    text
}

pub(super) fn write_workspace(
    workspace: &Workspace,
    folder: &Path,
    keys: &[&str],
) -> Result<(), Error> {
    let members: Vec<_> = keys
        .iter()
        .flat_map(|key| [format!("\"{key}\""), format!("\"{key}_user\"")])
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    put(&folder.join("Cargo.toml"), &manifest)?;
    copy(
        &workspace.root().join("Cargo.lock"),
        &folder.join("Cargo.lock"),
    )
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let text = fs::read_to_string(from).map_err(Error::file("read", from))?;
    put(to, &text)
}

pub(super) fn write_package(folder: &Path, texts: &Texts) -> Result<Package, Error> {
    let types = folder.join(texts.key);
    let user = format!("{}_user", texts.key);
    put(
        &types.join("Cargo.toml"),
        &manifest(texts.key, &texts.dependencies),
    )?;
    put(&types.join("src/lib.rs"), &texts.types)?;
    if let Some(build) = &texts.build {
        put(&types.join("build.rs"), build)?;
    }
    let consumer = folder.join(&user);
    let dependencies = format!(
        "{} = {{ path = \"../{0}\" }}\n{}",
        texts.key, texts.user_dependencies
    );
    put(
        &consumer.join("Cargo.toml"),
        &manifest(&user, &dependencies),
    )?;
    put(&consumer.join("src/lib.rs"), &texts.consumer)?;
    Ok(Package {
        title: texts.title,
        offers: texts.offers,
        types: Measured {
            folder: types,
            name: texts.key.to_owned(),
        },
        consumer: Measured {
            folder: consumer,
            name: user,
        },
    })
}

/// Writes the whole programs below `folder`, each a workspace of its own.
pub(crate) fn write_programs(workspace: &Workspace, folder: &Path) -> Result<Vec<Program>, Error> {
    let sdk = format!(
        "wikijs-sdk = {{ path = \"{}/wikijs-sdk\" }}\n{TOKIO}",
        workspace.root().display()
    );
    let bare = |tls: &str| {
        format!(
            "graphql_client = \"0.16\"\n{SERDE}{TOKIO}reqwest = {{ version = \"0.13\", {tls} }}\n"
        )
    };
    put(&folder.join("one_page.graphql"), ONE_PAGE)?;
    let programs = [
        (
            "program_sdk",
            "wikijs-sdk",
            "all operations, the client's runtime",
            sdk,
            SDK_PROGRAM.to_owned(),
        ),
        (
            "program_derive",
            "graphql_client + reqwest",
            "one operation, reqwest as it comes",
            bare("features = [\"json\"]"),
            DERIVE_PROGRAM.to_owned(),
        ),
        (
            "program_derive_ring",
            "the same, TLS by ring",
            "one operation, no TLS roots set up",
            bare(
                "default-features = false, features = [\"json\", \"gzip\", \"rustls-no-provider\"]",
            ) + "rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }\n",
            DERIVE_PROGRAM.to_owned(),
        ),
    ];
    programs
        .into_iter()
        .map(|(key, title, offers, dependencies, main)| {
            let folder = folder.join("programs").join(key);
            let manifest = format!("{}\n[workspace]\n", manifest(key, &dependencies));
            put(&folder.join("Cargo.toml"), &manifest)?;
            put(&folder.join("src/main.rs"), &main)?;
            Ok(Program {
                title,
                offers,
                folder,
            })
        })
        .collect()
}

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

const SDK_PROGRAM: &str = r#"//! Prints the title of a page.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wiki = wikijs_sdk::Client::builder("https://wiki.example").token("a token").build()?;
    println!("{}", wiki.pages().single(1).await?.title);
    Ok(())
}
"#;

const ONE_PAGE: &str = "query OnePage($id: Int!) {\n  pages {\n    single(id: $id) {\n      id\n      path\n      title\n      content\n      tags { tag }\n    }\n  }\n}\n";

const DERIVE_PROGRAM: &str = r#"//! Prints the title of a page.
use graphql_client::{GraphQLQuery, Response};

#[derive(GraphQLQuery)]
#[graphql(schema_path = "../../wikijs.graphql", query_path = "../../one_page.graphql", response_derives = "Debug, Clone, PartialEq")]
struct OnePage;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let body = OnePage::build_query(one_page::Variables { id: 1 });
    let request = reqwest::Client::new().post("https://wiki.example/graphql").bearer_auth("a token");
    let answer: Response<one_page::ResponseData> = request.json(&body).send().await?.json().await?;
    let page = answer.data.and_then(|data| data.pages).and_then(|pages| pages.single);
    println!("{}", page.ok_or("no page")?.title);
    Ok(())
}
"#;

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{dependencies}"
    )
}

/// Writes a file, and its folder where that is missing.
pub(super) fn put(file: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Error::file("make", folder))?;
    }
    fs::write(file, text).map_err(Error::file("write", file))
}
