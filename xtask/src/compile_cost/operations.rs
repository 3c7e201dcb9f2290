//! The catalogue as the comparators need it: each operation's name and document, and our own Rust in two sizes.

use std::fs;

use wikijs_codegen::{Config, FILE, OperationInfo, compile, document::OperationKind, names};

use crate::{Error, Workspace, catalogue};

/// The catalogue.
#[derive(Debug)]
pub(crate) struct Operations {
    /// Its operations.
    pub(crate) list: Vec<One>,
    /// Our Rust with all that it offers.
    pub(crate) whole: String,
    /// Our Rust without documentation, methods and `GraphQLQuery`.
    pub(crate) types: String,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct One {
    /// `PagesSingle`.
    pub(crate) name: String,
    /// `pages::Single`.
    pub(crate) path: String,
    /// `pages_single`.
    pub(crate) function: String,
    /// The document as it is sent.
    pub(crate) document: String,
    /// Whether it has variables.
    pub(crate) has_variables: bool,
    /// Whether it has one answer: a subscription does not.
    pub(crate) is_sent: bool,
}

/// Compiles the catalogue of a checkout.
pub(crate) fn of(workspace: &Workspace) -> Result<Operations, Error> {
    let whole = Config::default().surface("crate::Client", "crate::Request");
    let types = Config::default().docs(false).graphql_client(false);
    let (whole, operations) = generated(workspace, &whole)?;
    let (types, _) = generated(workspace, &types)?;
    let list = operations.into_iter().map(one).collect();
    Ok(Operations { list, whole, types })
}

fn generated(
    workspace: &Workspace,
    config: &Config,
) -> Result<(String, Vec<OperationInfo>), Error> {
    let path = workspace.schema();
    let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let sources = catalogue::sources(workspace, &schema)?;
    let mut generated = compile(&sources, config).map_err(|report| Error::Catalogue {
        report: report.to_string(),
    })?;
    let text = generated.files.remove(FILE).unwrap_or_default();
    Ok((text, generated.operations))
}

fn one(operation: OperationInfo) -> One {
    One {
        function: names::snake_case(&operation.name),
        name: operation.name,
        path: operation.path,
        document: operation.document,
        has_variables: !operation.variables.is_empty(),
        is_sent: operation.kind != OperationKind::Subscription,
    }
}
