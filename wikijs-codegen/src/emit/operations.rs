//! Operations: the struct with the variables, and the traits that let it be sent and read.

use crate::document::OperationKind;
use crate::names::OperationNames;
use crate::shapes::{DataShape, OperationShape, Presence};

use super::context::{Context, literal};
use super::docs::{Docs, deprecated};
use super::lints;
use super::markdown::escape;
use super::output::{Output, marks, output};
use super::parts::{effect, facts, kind, parts};
use super::setters::{Given, fields, has_default, methods};
use super::writer::Writer;

/// Writes an operation.
pub(super) fn operation(
    context: &Context<'_>,
    shape: &OperationShape,
    names: &OperationNames,
    w: &mut Writer,
) {
    let name = names.item.name.as_str();
    let given = given(shape, names);
    w.gap();
    docs(shape).write(context, w);
    deprecated(w, shape.deprecated.as_ref());
    context.attributes(&names.item, w);
    lints::of_types(given.iter().map(|value| value.ty), w);
    declaration(context, shape, name, &given, w);
    methods(context, name, &shape.name, &given, w);
    marks(context, name, &shape.data, w);
    implementation(context, shape, name, &given, w);
    if context.config.graphql_client {
        graphql_client(context, name, w);
    }
}

/// The variables with their names.
pub(super) fn given<'a>(shape: &'a OperationShape, names: &'a OperationNames) -> Vec<Given<'a>> {
    let given = shape
        .variables
        .iter()
        .zip(&names.variables)
        .map(|(variable, ident)| Given {
            ident,
            name: &variable.name,
            ty: &variable.ty,
            presence: variable.presence,
            doc: variable.doc.as_ref(),
            default: variable.default.as_ref(),
            since: variable.since.as_ref(),
            deprecated: variable.deprecated.as_ref(),
        });
    given.collect()
}

/// The documentation of an operation: what is said of it, what it needs, how it fails.
pub(super) fn docs(shape: &OperationShape) -> Docs {
    let facts = &shape.facts;
    let rate = facts.rate_limit.map(|rate| {
        format!(
            "The server takes at most {} calls in {} seconds.",
            rate.limit, rate.seconds
        )
    });
    let mut docs = Docs::of(shape.doc.as_ref(), format!("Calls `{}`.", facts.field))
        .add_if(permissions(&facts.requires, &facts.besides))
        .add_if(codes(&facts.codes))
        .add_if(rate)
        .add_if(
            facts
                .since
                .as_ref()
                .map(|release| format!("Since {release} of the server.")),
        );
    if shape.kind == OperationKind::Mutation && matches!(shape.data, DataShape::Whole(_)) {
        docs = docs.add("Its output is all that was answered; where not all of it is known to be done, it is an error that holds the rest.");
    }
    for defect in &facts.defects {
        docs = docs.add(format!("Known defect: {}", escape(defect)));
    }
    docs
}

fn permissions(requires: &[String], besides: &[String]) -> Option<String> {
    let needs = match requires {
        [] => return None,
        [only] => format!("the permission `{only}`"),
        _ => format!("one of the permissions {}", listed(requires)),
    };
    Some(match besides {
        [] => format!("Needs {needs}."),
        [only] => format!("Needs {needs}, as well as `{only}`."),
        _ => format!("Needs {needs}, as well as one of {}.", listed(besides)),
    })
}

fn listed(permissions: &[String]) -> String {
    let quoted = permissions.iter().map(|one| format!("`{one}`"));
    quoted.collect::<Vec<_>>().join(", ")
}

fn codes(codes: &[i32]) -> Option<String> {
    let list = codes
        .iter()
        .map(i32::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    match codes {
        [] => None,
        [_] => Some(format!("Refused by the server with the code {list}.")),
        _ => Some(format!("Refused by the server with the codes {list}.")),
    }
}

fn declaration(
    context: &Context<'_>,
    shape: &OperationShape,
    name: &str,
    given: &[Given<'_>],
    w: &mut Writer,
) {
    let default = if has_default(given) { ", Default" } else { "" };
    w.line(format!("#[derive(Debug, Clone, PartialEq{default})]"));
    if given.is_empty() {
        return w.line(format!("pub struct {name};"));
    }
    w.block(format!("pub struct {name}"), |w| {
        fields(context, &shape.name, given, w)
    });
}

fn implementation(
    context: &Context<'_>,
    shape: &OperationShape,
    name: &str,
    given: &[Given<'_>],
    w: &mut Writer,
) {
    let Output {
        data,
        output,
        refusal,
        call,
    } = output(context, shape);
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Operation")), |w| {
        w.line(format!("type Kind = {};", context.w(kind(shape.kind))));
        w.line(format!("type Data = {data};"));
        w.line(format!("type Output = {output};"));
        w.line(format!("type Refusal = {refusal};"));
        w.gap();
        w.line(format!(
            "const NAME: &'static str = {};",
            literal(&shape.name)
        ));
        w.line(format!(
            "const DOCUMENT: &'static str = {};",
            literal(&shape.wire.document)
        ));
        w.line(format!(
            "const EFFECT: {0} = {0}::{1};",
            context.w("Effect"),
            effect(shape.effect)
        ));
        parts(context, shape, w);
        facts(context, shape, w);
        w.gap();
        variables(context, given, w);
        w.gap();
        let head = format!(
            "fn output(data: Self::Data, errors: &{}) -> {}<Self::Output, Self::Refusal>",
            context.w("Errors"),
            context.w("Outcome")
        );
        w.function(head, |w| w.line(call));
    });
}

fn variables(context: &Context<'_>, given: &[Given<'_>], w: &mut Writer) {
    let to = if given.is_empty() { "_" } else { "to" };
    w.function(
        format!("fn variables(&self, {to}: &mut {})", context.w("Variables")),
        |w| {
            for Given {
                ident,
                name,
                presence,
                ..
            } in given
            {
                let name = literal(name);
                match presence {
                    Presence::Defaulted => {
                        w.block(format!("if let Some(value) = &self.{ident}"), |w| {
                            w.line(format!("to.add({name}, value);"));
                        })
                    }
                    _ => w.line(format!("to.add({name}, &self.{ident});")),
                }
            }
        },
    );
}

fn graphql_client(context: &Context<'_>, name: &str, w: &mut Writer) {
    let (operation, body) = (context.w("Operation"), context.w("QueryBody"));
    w.gap();
    w.block(
        format!("impl {} for {name}", context.w("GraphQLQuery")),
        |w| {
            w.line("type Variables = Self;");
            w.line(format!("type ResponseData = <Self as {operation}>::Data;"));
            w.gap();
            w.function(
                format!("fn build_query(variables: Self) -> {body}<Self>"),
                |w| {
                    w.block(&body, |w| {
                        w.line("variables,");
                        w.line(format!("query: <Self as {operation}>::DOCUMENT,"));
                        w.line(format!("operation_name: <Self as {operation}>::NAME,"));
                    });
                },
            );
        },
    );
}
