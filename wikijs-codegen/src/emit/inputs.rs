//! Input objects.

use crate::names::{Ident, InputNames};
use crate::shapes::{InputShape, Presence};

use super::context::{Context, literal};
use super::docs::{Docs, deprecated, since};
use super::ids::encode_head;
use super::lints;
use super::setters::{Given, fields, has_default, methods};
use super::writer::Writer;

/// Writes an input object.
pub(super) fn input(context: &Context<'_>, shape: &InputShape, names: &InputNames, w: &mut Writer) {
    if shape.one_of {
        return one_of(context, shape, names, w);
    }
    let given = shape
        .fields
        .iter()
        .zip(&names.fields)
        .map(|(field, ident)| Given {
            ident,
            name: &field.name,
            ty: &field.ty,
            presence: field.presence,
            doc: field.doc.as_ref(),
            default: field.default.as_ref(),
            since: field.since.as_ref(),
            deprecated: field.deprecated.as_ref(),
        });
    let given: Vec<Given<'_>> = given.collect();
    let name = names.item.name.as_str();
    w.gap();
    Docs::of(
        shape.doc.as_ref(),
        format!("The input `{}` of the schema.", shape.name),
    )
    .write(context, w);
    let default = if has_default(&given) { ", Default" } else { "" };
    context.attributes(&names.item, w);
    lints::of_types(given.iter().map(|value| value.ty), w);
    w.line(format!("#[derive(Debug, Clone, PartialEq{default})]"));
    w.block(format!("pub struct {name}"), |w| {
        fields(context, &shape.name, &given, w)
    });
    methods(context, name, &shape.name, &given, w);
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| encoder(&given, w));
    });
}

/// An input of which exactly one field is given: an enum.
fn one_of(context: &Context<'_>, shape: &InputShape, names: &InputNames, w: &mut Writer) {
    let name = names.item.name.as_str();
    let fields = || shape.fields.iter().zip(&names.fields);
    w.gap();
    Docs::of(
        shape.doc.as_ref(),
        format!(
            "The input `{}` of the schema: one of its fields.",
            shape.name
        ),
    )
    .write(context, w);
    context.attributes(&names.item, w);
    lints::of_variants(name, &names.fields, &[], w);
    lints::of_types(shape.fields.iter().map(|field| &field.ty), w);
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.line("#[non_exhaustive]");
    w.block(format!("pub enum {name}"), |w| {
        for (field, ident) in fields() {
            let otherwise = format!("The field `{}` of `{}`.", field.name, shape.name);
            Docs::of(field.doc.as_ref(), otherwise)
                .add_if(since(field.since.as_ref()))
                .write(context, w);
            deprecated(w, field.deprecated.as_ref());
            w.line(format!("{ident}({}),", context.ty(&field.ty)));
        }
    });
    encode_one(context, shape, names, name, w);
}

fn encode_one(
    context: &Context<'_>,
    shape: &InputShape,
    names: &InputNames,
    name: &str,
    w: &mut Writer,
) {
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            w.line("to.object();");
            w.block("match self", |w| {
                for (field, ident) in shape.fields.iter().zip(&names.fields) {
                    let key = literal(&field.name);
                    w.line(format!("Self::{ident}(value) => to.field({key}, value),"));
                }
            });
            w.line("to.end();");
        });
    });
}

/// Writes an input object of one's own: what it lacks, or has besides, does not compile.
pub(super) fn own(context: &Context<'_>, shape: &InputShape, names: &InputNames, w: &mut Writer) {
    let path = context.path(&names.item);
    if shape.one_of {
        return encode_one(context, shape, names, &path, w);
    }
    let idents: Vec<_> = names.fields.iter().map(Ident::as_str).collect();
    w.gap();
    w.block(format!("impl {} for {path}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            w.line(format!("let Self {{ {} }} = self;", idents.join(", ")));
            w.line("to.object();");
            for (field, ident) in shape.fields.iter().zip(&idents) {
                let key = literal(&field.name);
                match field.presence {
                    Presence::Defaulted => w.block(format!("if let Some(value) = {ident}"), |w| {
                        w.line(format!("to.field({key}, value);"));
                    }),
                    _ => w.line(format!("to.field({key}, {ident});")),
                }
            }
            w.line("to.end();");
        });
    });
}

fn encoder(given: &[Given<'_>], w: &mut Writer) {
    w.line("to.object();");
    for Given {
        ident,
        name,
        presence,
        ..
    } in given
    {
        let name = literal(name);
        match presence {
            Presence::Defaulted => w.block(format!("if let Some(value) = &self.{ident}"), |w| {
                w.line(format!("to.field({name}, value);"));
            }),
            _ => w.line(format!("to.field({name}, &self.{ident});")),
        }
    }
    w.line("to.end();");
}
