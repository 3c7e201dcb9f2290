//! Enums: open, as a newer server may know more values than the schema.

use crate::names::EnumNames;
use crate::shapes::EnumShape;

use super::context::{Context, literal};
use super::docs::{Docs, deprecated, doc};
use super::ids::{decode_head, encode_head, from};
use super::writer::Writer;

/// Writes an enum.
pub(super) fn enumeration(
    context: &Context<'_>,
    shape: &EnumShape,
    names: &EnumNames,
    w: &mut Writer,
) {
    let name = names.item.name.as_str();
    w.gap();
    Docs::of(
        shape.doc.as_ref(),
        format!("The enum `{}` of the schema.", shape.name),
    )
    .write(context, w);
    context.attributes(&names.item, w);
    w.line("#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]");
    w.line("#[non_exhaustive]");
    w.block(format!("pub enum {name}"), |w| {
        for (value, variant) in shape.values.iter().zip(&names.variants) {
            Docs::of(value.doc.as_ref(), format!("`{}`.", value.name)).write(context, w);
            deprecated(w, value.deprecated.as_ref());
            w.line(format!("{variant},"));
        }
        doc(
            context,
            w,
            "A value that the schema does not know, as the server wrote it.",
        );
        w.line("Unknown(String),");
    });
    as_str(context, shape, names, w);
    conversions(shape, names, w);
    codec(context, name, w);
}

fn as_str(context: &Context<'_>, shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    w.gap();
    w.block(format!("impl {}", names.item.name), |w| {
        doc(context, w, "The value as GraphQL writes it.");
        w.line("#[must_use]");
        w.function("pub fn as_str(&self) -> &str", |w| {
            w.block("match self", |w| {
                for (value, variant) in shape.values.iter().zip(&names.variants) {
                    w.line(format!("Self::{variant} => {},", literal(&value.name)));
                }
                w.line("Self::Unknown(value) => value,");
            });
        });
    });
}

fn conversions(shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    let name = names.item.name.as_str();
    w.gap();
    w.block(format!("impl From<&str> for {name}"), |w| {
        w.function("fn from(value: &str) -> Self", |w| {
            w.block("match value", |w| {
                for (value, variant) in shape.values.iter().zip(&names.variants) {
                    w.line(format!("{} => Self::{variant},", literal(&value.name)));
                }
                w.line("other => Self::Unknown(other.to_owned()),");
            });
        });
    });
    from("String", name, "Self::from(value.as_str())", w);
    w.gap();
    w.block(format!("impl ::core::str::FromStr for {name}"), |w| {
        w.line("type Err = ::core::convert::Infallible;");
        w.gap();
        w.function("fn from_str(text: &str) -> Result<Self, Self::Err>", |w| {
            w.line("Ok(Self::from(text))")
        });
    });
    w.gap();
    w.block(format!("impl ::core::fmt::Display for {name}"), |w| {
        w.block(
            "fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result",
            |w| {
                w.line("f.write_str(self.as_str())");
            },
        );
    });
}

fn codec(context: &Context<'_>, name: &str, w: &mut Writer) {
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Decode")), |w| {
        w.function(decode_head(context), |w| {
            w.line("r.string().map(Self::from)")
        });
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            w.line("to.string(self.as_str());")
        });
    });
}
