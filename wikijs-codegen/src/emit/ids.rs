//! Identities: a type of its own over an integer or a text.

use crate::names::Item;
use crate::shapes::{IdShape, Ty};

use super::context::Context;
use super::docs::doc;
use super::writer::Writer;

/// Writes an identity.
pub(super) fn id(context: &Context<'_>, shape: &IdShape, item: &Item, w: &mut Writer) {
    let name = item.name.as_str();
    let is_text = shape.base == Ty::String;
    let base = context.ty(&shape.base);
    w.gap();
    doc(
        context,
        w,
        format!(
            "The identity that the schema's notes call `{}`.",
            shape.name
        ),
    );
    let copy = if is_text { "" } else { "Copy, " };
    context.attributes(item, w);
    w.line(format!(
        "#[derive(Debug, Clone, {copy}PartialEq, Eq, PartialOrd, Ord, Hash)]"
    ));
    let inner = if context.config.docs {
        "/// As the server gives it."
    } else {
        ""
    };
    w.wrapped(&format!("pub struct {name}("), ");", |w| {
        if !inner.is_empty() {
            w.line(inner);
        }
        w.line(format!("pub {base},"));
    });
    conversions(name, &base, is_text, w);
    codec(context, name, w);
}

fn conversions(name: &str, base: &str, is_text: bool, w: &mut Writer) {
    from(base, name, "Self(value)", w);
    if is_text {
        from("&str", name, "Self(value.to_owned())", w);
    }
    from(name, base, "value.0", w);
    // So that a list of them can be given by reference.
    let own = if is_text { "value.clone()" } else { "*value" };
    from(&format!("&{name}"), name, own, w);
    w.gap();
    w.block(format!("impl ::core::str::FromStr for {name}"), |w| {
        let error = if is_text {
            "::core::convert::Infallible"
        } else {
            "::core::num::ParseIntError"
        };
        w.line(format!("type Err = {error};"));
        w.gap();
        w.function("fn from_str(text: &str) -> Result<Self, Self::Err>", |w| {
            w.line("text.parse().map(Self)")
        });
    });
    w.gap();
    w.block(format!("impl ::core::fmt::Display for {name}"), |w| {
        w.block(
            "fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result",
            |w| {
                w.line("::core::fmt::Display::fmt(&self.0, f)");
            },
        );
    });
}

/// `impl From<source> for target`.
pub(super) fn from(source: &str, target: &str, body: &str, w: &mut Writer) {
    w.gap();
    w.block(format!("impl From<{source}> for {target}"), |w| {
        w.function(format!("fn from(value: {source}) -> Self"), |w| {
            w.line(body)
        });
    });
}

fn codec(context: &Context<'_>, name: &str, w: &mut Writer) {
    let (decode, encode) = (context.w("Decode"), context.w("Encode"));
    w.gap();
    w.block(format!("impl {decode} for {name}"), |w| {
        w.function(decode_head(context), |w| {
            w.line(format!("{decode}::decode(r).map(Self)"))
        });
    });
    w.gap();
    w.block(format!("impl {encode} for {name}"), |w| {
        w.function(encode_head(context), |w| {
            w.line(format!("{encode}::encode(&self.0, to);"))
        });
    });
}

/// The head of a decoder.
pub(super) fn decode_head(context: &Context<'_>) -> String {
    format!(
        "fn decode(r: &mut {}<'_>) -> {}<Self>",
        context.w("Reader"),
        context.w("Decoded")
    )
}

/// The head of an encoder.
pub(super) fn encode_head(context: &Context<'_>) -> String {
    format!("fn encode(&self, to: &mut {})", context.w("Writer"))
}
