//! The catalogue as the comparators need it: each operation's name and document, and our own Rust in two sizes.

use std::fs;

use wikijs_codegen::{
    Config, FILE, OperationInfo, Report, Sources,
    check::{self, Model},
    compile,
    document::{Operation, OperationKind, Variable, VariableUse},
    names,
};

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
    /// The document as it is sent, with list variables typed exactly as the arguments they go to: cynic does not take
    /// a stricter list everywhere.
    pub(crate) document: String,
    /// Whether it has variables.
    pub(crate) has_variables: bool,
    /// Whether it has one answer: a subscription does not.
    pub(crate) is_sent: bool,
}

/// Compiles the catalogue of a checkout.
pub(crate) fn of(workspace: &Workspace) -> Result<Operations, Error> {
    let whole = Config::default().surface(catalogue::surface());
    let types = Config::default().docs(false).graphql_client(false);
    let path = workspace.schema();
    let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let sources = catalogue::sources(workspace, &schema)?;
    let model = check::model(&sources, &whole).map_err(refused)?;
    let (whole, operations) = generated(&sources, &whole)?;
    let (types, _) = generated(&sources, &types)?;
    let pairs = operations.into_iter().zip(&model.document.operations);
    let list = pairs
        .map(|(info, operation)| one(info, operation, &model))
        .collect();
    Ok(Operations { list, whole, types })
}

fn generated(sources: &Sources, config: &Config) -> Result<(String, Vec<OperationInfo>), Error> {
    let mut generated = compile(sources, config).map_err(refused)?;
    let text = generated.files.remove(FILE).unwrap_or_default();
    Ok((text, generated.operations))
}

fn refused(report: Report) -> Error {
    Error::Catalogue {
        report: report.to_string(),
    }
}

fn one(operation: OperationInfo, checked: &Operation, model: &Model) -> One {
    One {
        document: loosened(operation.document, &checked.variables, model),
        function: names::snake_case(&operation.name),
        name: operation.name,
        path: operation.path,
        has_variables: !operation.variables.is_empty(),
        is_sent: operation.kind != OperationKind::Subscription,
    }
}

fn loosened(document: String, variables: &[Variable], model: &Model) -> String {
    let lists = variables
        .iter()
        .filter(|variable| variable.default.is_none() && is_list(variable));
    lists.fold(document, |document, variable| {
        match argument_type(variable, model) {
            Some(ty) => {
                let strict = format!("${}:{}", variable.name, variable.ty);
                document.replacen(&strict, &format!("${}:{ty}", variable.name), 1)
            }
            None => document,
        }
    })
}

fn is_list(variable: &Variable) -> bool {
    variable.ty.to_string().starts_with('[')
}

fn argument_type(variable: &Variable, model: &Model) -> Option<String> {
    let VariableUse::Argument {
        parent,
        field,
        argument,
    } = variable.uses.first()?
    else {
        return None;
    };
    let field = model.schema.field(parent, field)?;
    let argument = field
        .arguments
        .iter()
        .find(|found| &found.name == argument)?;
    Some(argument.ty.to_string())
}
