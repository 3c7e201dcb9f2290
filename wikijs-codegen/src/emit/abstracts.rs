//! Selections on interfaces and unions: an enum, open like those of the schema.

use crate::names::ObjectNames;
use crate::shapes::{AbstractShape, Body, FieldSource, ObjectId, ObjectShape};

use super::common::common;
use super::context::{Context, literal};
use super::docs::{Docs, doc};
use super::ids::{decode_head, encode_head};
use super::lints;
use super::writer::Writer;

/// Writes an object whose types are told apart.
pub(super) fn abstract_object(
    context: &Context<'_>,
    shape: &ObjectShape,
    variants: &AbstractShape,
    names: &ObjectNames,
    w: &mut Writer,
) {
    let name = names.item.name.as_str();
    w.gap();
    Docs::of(
        shape.doc.as_ref(),
        format!("What is selected of the type `{}`.", shape.on),
    )
    .write(context, w);
    context.attributes(&names.item, w);
    lints::of_variants(name, &names.parts, &["Other"], w);
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.line("#[non_exhaustive]");
    w.block(format!("pub enum {name}"), |w| {
        declarations(context, variants, names, w)
    });
    common(context, variants, names, w);
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Decode")), |w| {
        w.function(decode_head(context), |w| {
            decoder(context, variants, names, w)
        });
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            encoder(context, variants, names, w)
        });
    });
}

fn declarations(
    context: &Context<'_>,
    variants: &AbstractShape,
    names: &ObjectNames,
    w: &mut Writer,
) {
    for (variant, ident) in variants.variants.iter().zip(&names.parts) {
        doc(
            context,
            w,
            format!("An object of the type `{}`.", variant.on),
        );
        w.line(format!(
            "{ident}({}),",
            context.path(&context.names.object(variant.object).item)
        ));
    }
    doc(
        context,
        w,
        "An object of any other type, with what is selected of all of them.",
    );
    w.block("Other", |w| {
        doc(context, w, "The name of its type.");
        w.line("typename: String,");
        doc(context, w, "What is selected of every type.");
        w.line(format!(
            "common: {},",
            context.path(&context.names.object(variants.other).item)
        ));
    });
}

fn decoder(context: &Context<'_>, variants: &AbstractShape, names: &ObjectNames, w: &mut Writer) {
    let decode = context.w("Decode");
    w.line("let start = r.mark()?;");
    w.line("let mut typename = None;");
    w.line(format!(
        "let mut object = r.object(&[{}])?;",
        literal(&variants.tag)
    ));
    w.block("while object.next(r)?.is_some()", |w| {
        w.line(format!("typename = Some({decode}::decode(r)?);"))
    });
    w.line("let typename: String = object.need(r, typename, 0)?;");
    w.line("let r = r.again(start);");
    w.wrapped("Ok(match typename.as_str() {", "})", |w| {
        for (variant, ident) in variants.variants.iter().zip(&names.parts) {
            w.line(format!(
                "{} => Self::{ident}({decode}::decode(r)?),",
                literal(&variant.on)
            ));
        }
        w.line(format!(
            "_ => Self::Other {{ common: {decode}::decode(r)?, typename }},"
        ));
    });
}

fn encoder(context: &Context<'_>, variants: &AbstractShape, names: &ObjectNames, w: &mut Writer) {
    let tag = literal(&variants.tag);
    w.line("to.object();");
    w.block("match self", |w| {
        for (variant, ident) in variants.variants.iter().zip(&names.parts) {
            w.block(format!("Self::{ident}(object) =>"), |w| {
                if !has_tag(context, variant.object, &variants.tag) {
                    w.line(format!("to.field({tag}, &{});", literal(&variant.on)));
                }
                w.line("to.spread(object);");
            });
        }
        let is_told = has_tag(context, variants.other, &variants.tag);
        let typename = if is_told { "typename: _" } else { "typename" };
        w.block(format!("Self::Other {{ {typename}, common }} =>"), |w| {
            if !is_told {
                w.line(format!("to.field({tag}, typename);"));
            }
            w.line("to.spread(common);");
        });
    });
    w.line("to.end();");
}

/// Whether the object writes the key that tells its type itself.
fn has_tag(context: &Context<'_>, object: ObjectId, tag: &str) -> bool {
    let Some(Body::Fields(fields)) = context
        .shapes
        .objects
        .get(object.0)
        .map(|shape| &shape.body)
    else {
        return false;
    };
    fields
        .iter()
        .any(|field| matches!(&field.source, FieldSource::Key { key, .. } if key == tag))
}
