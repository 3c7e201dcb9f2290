//! Enums: open, as a newer server may know more values than the schema, unless the settings say otherwise.

use crate::names::EnumNames;
use crate::shapes::EnumShape;

use super::context::{Context, literal};
use super::docs::{Docs, deprecated, doc};
use super::ids::{decode_head, encode_head};
use super::lints;
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
    let unknown: &[&str] = if shape.strict { &[] } else { &["Unknown"] };
    lints::of_variants(name, &names.variants, unknown, w);
    let copy = if shape.strict { "Copy, " } else { "" };
    w.line(format!(
        "#[derive(Debug, Clone, {copy}PartialEq, Eq, PartialOrd, Ord, Hash)]"
    ));
    if !shape.strict {
        w.line("#[non_exhaustive]");
    }
    w.block(format!("pub enum {name}"), |w| {
        for (value, variant) in shape.values.iter().zip(&names.variants) {
            Docs::of(value.doc.as_ref(), format!("`{}`.", value.name)).write(context, w);
            deprecated(w, value.deprecated.as_ref());
            w.line(format!("{variant},"));
        }
        if !shape.strict {
            doc(
                context,
                w,
                "A value that the schema does not know, as the server wrote it.",
            );
            w.line("Unknown(String),");
        }
    });
    w.gap();
    w.block(format!("impl {name}"), |w| {
        as_str(context, shape, names, w);
        from_name(context, shape, names, w);
    });
    conversions(shape, name, w);
    codec(context, shape, name, w);
}

fn as_str(context: &Context<'_>, shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    doc(context, w, "The value as GraphQL writes it.");
    w.line("#[must_use]");
    let life = if shape.strict { "&'static " } else { "&" };
    w.function(format!("pub fn as_str(&self) -> {life}str"), |w| {
        w.block("match self", |w| arms_of_text(shape, names, w));
    });
}

/// The arms that give a value's text.
fn arms_of_text(shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    for (value, variant) in shape.values.iter().zip(&names.variants) {
        w.line(format!("Self::{variant} => {},", literal(&value.name)));
    }
    if !shape.strict {
        w.line("Self::Unknown(value) => value,");
    }
}

/// No `From<&str>`: a setter would take any text, and a misspelt value would only be told by the server.
fn from_name(context: &Context<'_>, shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    w.gap();
    let (told, output) = match shape.strict {
        true => ("The value that GraphQL writes so.", "Option<Self>"),
        false => (
            "The value that GraphQL writes so; `Unknown` for one that the schema does not have.",
            "Self",
        ),
    };
    doc(context, w, told);
    w.line("#[must_use]");
    w.function(
        format!("pub fn from_name(name: &str) -> {output}"),
        |w| match shape.strict {
            true => w.wrapped("Some(match name {", "})", |w| {
                arms_of_names(shape, names, w)
            }),
            false => w.block("match name", |w| arms_of_names(shape, names, w)),
        },
    );
}

/// The arms that give the value of a text.
fn arms_of_names(shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    for (value, variant) in shape.values.iter().zip(&names.variants) {
        w.line(format!("{} => Self::{variant},", literal(&value.name)));
    }
    w.line(match shape.strict {
        true => "_ => return None,",
        false => "other => Self::Unknown(other.to_owned()),",
    });
}

fn conversions(shape: &EnumShape, name: &str, w: &mut Writer) {
    if !shape.strict {
        w.gap();
        w.block(format!("impl ::core::str::FromStr for {name}"), |w| {
            w.line("type Err = ::core::convert::Infallible;");
            w.gap();
            w.function("fn from_str(text: &str) -> Result<Self, Self::Err>", |w| {
                w.line("Ok(Self::from_name(text))")
            });
        });
    }
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

fn codec(context: &Context<'_>, shape: &EnumShape, name: &str, w: &mut Writer) {
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Decode")), |w| {
        w.function(decode_head(context), |w| match shape.strict {
            true => {
                w.line("let value = r.string().map(Self::from_name)?;");
                refusal(shape, w);
            }
            false => w.line("r.string().map(Self::from_name)"),
        });
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            w.line("to.string(self.as_str());")
        });
    });
}

/// The error holds no part of the answer.
fn refusal(shape: &EnumShape, w: &mut Writer) {
    let message = format!("a value that the enum `{}` does not have", shape.name);
    w.line(format!(
        "value.ok_or_else(|| r.error({}))",
        literal(&message)
    ));
}

/// Reads and writes an enum of one's own: what it lacks, or has besides, does not compile.
pub(super) fn own(context: &Context<'_>, shape: &EnumShape, names: &EnumNames, w: &mut Writer) {
    let path = context.path(&names.item);
    w.gap();
    w.block(format!("impl {} for {path}", context.w("Decode")), |w| {
        w.function(decode_head(context), |w| match shape.strict {
            true => {
                w.wrapped("let value = match r.string()? {", "};", |w| {
                    for (value, variant) in shape.values.iter().zip(&names.variants) {
                        w.line(format!(
                            "{} => Some(Self::{variant}),",
                            literal(&value.name)
                        ));
                    }
                    w.line("_ => None,");
                });
                refusal(shape, w);
            }
            false => w.wrapped("Ok(match r.string()? {", "})", |w| {
                arms_of_names(shape, names, w);
            }),
        });
    });
    w.gap();
    w.block(format!("impl {} for {path}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| {
            w.wrapped("to.string(match self {", "});", |w| {
                arms_of_text(shape, names, w)
            });
        });
    });
}
