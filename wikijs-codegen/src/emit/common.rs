//! Methods for what every type of a selection on an interface or union has: it is reached without telling them apart.

use crate::names::{Ident, ObjectNames};
use crate::shapes::{AbstractShape, CommonShape, FieldSource, ObjectId, Reach, Ty};

use super::context::Context;
use super::docs::{Docs, deprecated, since};
use super::lints;
use super::writer::Writer;

/// Writes the methods.
pub(super) fn common(
    context: &Context<'_>,
    variants: &AbstractShape,
    names: &ObjectNames,
    w: &mut Writer,
) {
    if variants.common.is_empty() {
        return;
    }
    w.gap();
    lints::of_types(variants.common.iter().map(|common| &common.field.ty), w);
    w.block(format!("impl {}", names.item.name), |w| {
        for (shape, ident) in variants.common.iter().zip(&names.common) {
            method(context, (variants, names), shape, ident, w);
        }
    });
}

fn method(
    context: &Context<'_>,
    (variants, names): (&AbstractShape, &ObjectNames),
    shape: &CommonShape,
    ident: &Ident,
    w: &mut Writer,
) {
    let field = &shape.field;
    let otherwise = match &field.source {
        FieldSource::Key { name, .. } => format!("The field `{name}`, which all of them have."),
        FieldSource::Spread(fragment) | FieldSource::SpreadIf { fragment, .. } => {
            format!("What the fragment `{fragment}` selects, which all of them have.")
        }
    };
    w.gap();
    Docs::of(field.doc.as_ref(), otherwise)
        .add_if(since(field.since.as_ref()))
        .write(context, w);
    deprecated(w, field.deprecated.as_ref());
    w.line("#[must_use]");
    let borrowed = Borrowed::of(context, &field.ty);
    let head = format!("pub fn {ident}(&self) -> {}", borrowed.ty);
    w.function(head, |w| {
        w.block("match self", |w| {
            for (pattern, value, id, reach) in arms(variants, names, shape) {
                let (lent, place) = (&borrowed, place(context, value, id, reach));
                w.line(format!("Self::{pattern} => {},", lent.value(&place, reach)));
            }
        });
    });
}

/// The pattern of each variant, what it binds, and where the value stands in that.
fn arms<'a>(
    variants: &'a AbstractShape,
    names: &'a ObjectNames,
    shape: &'a CommonShape,
) -> impl Iterator<Item = (String, &'static str, ObjectId, Reach)> + 'a {
    let told = variants.variants.iter().zip(&names.parts);
    let told = told.map(|(variant, name)| (format!("{name}(object)"), "object", variant.object));
    let other = ("Other { common, .. }".to_owned(), "common", variants.other);
    let all = told.chain([other]).zip(&shape.reaches);
    all.map(|((pattern, value, id), reach)| (pattern, value, id, *reach))
}

fn place(context: &Context<'_>, value: &str, id: ObjectId, reach: Reach) -> String {
    match reach {
        Reach::Whole => value.to_owned(),
        Reach::Field(number) => format!("{value}.{}", context.names.object(id).parts[number]),
    }
}

/// How a value is lent.
pub(super) struct Borrowed {
    /// The type.
    pub(super) ty: String,
    how: How,
}

enum How {
    Copy,
    Reference,
    Call(&'static str),
}

impl Borrowed {
    /// As one would write it by hand.
    pub(super) fn of(context: &Context<'_>, ty: &Ty) -> Self {
        let (ty, how) = match ty {
            Ty::Bool | Ty::Int | Ty::Float => (context.ty(ty), How::Copy),
            Ty::Option(inner) => match &**inner {
                Ty::Bool | Ty::Int | Ty::Float => (context.ty(ty), How::Copy),
                Ty::String | Ty::List { .. } => {
                    let lent = Self::of(context, inner).ty;
                    (format!("Option<{lent}>"), How::Call("as_deref"))
                }
                inner => (
                    format!("Option<&{}>", context.ty(inner)),
                    How::Call("as_ref"),
                ),
            },
            Ty::String => ("&str".to_owned(), How::Reference),
            Ty::List { item, .. } => (format!("&[{}]", context.ty(item)), How::Reference),
            other => (format!("&{}", context.ty(other)), How::Reference),
        };
        Self { ty, how }
    }

    fn value(&self, place: &str, reach: Reach) -> String {
        match self.how {
            // What was matched is borrowed already.
            _ if reach == Reach::Whole => place.to_owned(),
            How::Copy => place.to_owned(),
            How::Reference => format!("&{place}"),
            How::Call(method) => format!("{place}.{method}()"),
        }
    }
}
