//! Input objects.

use crate::names::InputNames;
use crate::shapes::{InputShape, Presence};

use super::context::{Context, literal};
use super::docs::Docs;
use super::ids::encode_head;
use super::setters::{Given, fields, has_default, methods};
use super::writer::Writer;

/// Writes an input object.
pub(super) fn input(context: &Context<'_>, shape: &InputShape, names: &InputNames, w: &mut Writer) {
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
