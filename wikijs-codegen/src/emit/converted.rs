//! Scalars whose Rust types know nothing of generated code: a type around each, that is read and written by conversion.

use crate::config::Conversion;
use crate::names::Item;
use crate::shapes::ConvertedShape;

use super::context::{Context, literal};
use super::docs::doc;
use super::ids::{decode_head, encode_head, from};
use super::writer::Writer;

/// Writes a converted scalar.
pub(super) fn converted(
    context: &Context<'_>,
    shape: &ConvertedShape,
    item: &Item,
    w: &mut Writer,
) {
    let (name, path) = (item.name.as_str(), shape.path.as_str());
    w.gap();
    doc(
        context,
        w,
        format!("`{}` of the schema, as `{path}`.", shape.of),
    );
    context.attributes(item, w);
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.wrapped(&format!("pub struct {name}("), ");", |w| {
        doc(context, w, "The value.");
        w.line(format!("pub {path},"));
    });
    from(path, name, "Self(value)", w);
    from(name, path, "value.0", w);
    codec(context, shape, name, w);
}

fn codec(context: &Context<'_>, shape: &ConvertedShape, name: &str, w: &mut Writer) {
    let (decode, encode) = (context.w("Decode"), context.w("Encode"));
    w.gap();
    w.block(format!("impl {decode} for {name}"), |w| {
        w.function(decode_head(context), |w| {
            if shape.is_itself() {
                return w.line(format!("Ok(Self({decode}::decode(r)?))"));
            }
            read(&decode, shape, w);
            let scalar = literal(&shape.of);
            w.line(format!(
                "read.map(Self).map_err(|error| r.refused({scalar}, &error))"
            ));
        });
    });
    w.gap();
    w.block(format!("impl {encode} for {name}"), |w| {
        w.function(encode_head(context), |w| write(&encode, shape, w));
    });
}

fn read(decode: &str, shape: &ConvertedShape, w: &mut Writer) {
    let path = &shape.path;
    match &shape.conversion {
        Conversion::Text => w.line(format!("let read = r.string()?.parse::<{path}>();")),
        Conversion::Through(base) => {
            w.line(format!("let value = <{base} as {decode}>::decode(r)?;"));
            w.line(format!(
                "let read = <{path} as ::core::convert::TryFrom<{base}>>::try_from(value);"
            ));
        }
        Conversion::Functions { read, .. } => {
            w.line(format!("let read = {read}({decode}::decode(r)?);"));
        }
    }
}

fn write(encode: &str, shape: &ConvertedShape, w: &mut Writer) {
    match &shape.conversion {
        Conversion::Text => {
            w.line("to.string(&::std::string::ToString::to_string(&self.0));");
        }
        Conversion::Through(_) if shape.is_itself() => {
            w.line(format!("{encode}::encode(&self.0, to);"));
        }
        Conversion::Through(base) => {
            w.line(format!(
                "let value: {base} = ::core::clone::Clone::clone(&self.0).into();"
            ));
            w.line(format!("{encode}::encode(&value, to);"));
        }
        Conversion::Functions { write, .. } => {
            w.line(format!("{encode}::encode(&{write}(&self.0), to);"));
        }
    }
}
