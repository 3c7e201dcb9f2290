//! Objects that answers are read into: the struct, its decoder and encoder, and what it says of a mutation.

use crate::names::{Ident, ObjectNames};
use crate::shapes::{Body, FieldShape, FieldSource, ObjectShape, Ty, Verdict};

use super::abstracts::abstract_object;
use super::context::{Context, literal};
use super::docs::{Docs, deprecated, since};
use super::ids::{decode_head, encode_head};
use super::lints;
use super::writer::Writer;

/// A field and its name.
type Named<'a> = (&'a FieldShape, &'a Ident);

/// Writes an object.
pub(super) fn object(
    context: &Context<'_>,
    shape: &ObjectShape,
    names: &ObjectNames,
    w: &mut Writer,
) {
    let fields = match &shape.body {
        Body::Fields(fields) => fields,
        Body::Abstract(variants) => return abstract_object(context, shape, variants, names, w),
    };
    let fields: Vec<Named<'_>> = fields.iter().zip(&names.parts).collect();
    let name = names.item.name.as_str();
    w.gap();
    Docs::of(
        shape.doc.as_ref(),
        format!("What is selected of the type `{}`.", shape.on),
    )
    .write(context, w);
    context.attributes(&names.item, w);
    lints::of_types(fields.iter().map(|(field, _)| &field.ty), w);
    w.line("#[derive(Debug, Clone, PartialEq)]");
    w.block(format!("pub struct {name}"), |w| {
        fields
            .iter()
            .for_each(|(field, ident)| declaration(context, &shape.on, field, ident, w));
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Decode")), |w| {
        w.function(decode_head(context), |w| decoder(context, &fields, w));
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Encode")), |w| {
        w.function(encode_head(context), |w| encoder(&fields, w));
    });
    if let Some(verdict) = shape.verdict {
        outcome(context, name, &fields, verdict, w);
    }
}

fn declaration(context: &Context<'_>, on: &str, field: &FieldShape, ident: &Ident, w: &mut Writer) {
    let otherwise = match &field.source {
        FieldSource::Key { name, .. } => format!("The field `{name}` of `{on}`."),
        FieldSource::Spread(fragment) => format!("What the fragment `{fragment}` selects."),
        FieldSource::SpreadIf { fragment, .. } => {
            format!("What the fragment `{fragment}` selects, if it was asked for.")
        }
    };
    Docs::of(field.doc.as_ref(), otherwise)
        .add_if(since(field.since.as_ref()))
        .write(context, w);
    deprecated(w, field.deprecated.as_ref());
    w.line(format!("pub {ident}: {},", context.ty(&field.ty)));
}

fn decoder(context: &Context<'_>, fields: &[Named<'_>], w: &mut Writer) {
    let is_key = |(field, _): &&Named<'_>| matches!(field.source, FieldSource::Key { .. });
    let (keys, spreads): (Vec<Named<'_>>, Vec<Named<'_>>) =
        fields.iter().copied().partition(|field| is_key(&field));
    if !spreads.is_empty() {
        w.line("let start = r.mark()?;");
    }
    if !keys.is_empty() || spreads.is_empty() {
        read_keys(context, &keys, w);
    }
    for (index, (field, ident)) in spreads.iter().enumerate() {
        // The first reading goes on from where the reader stands, if nothing was read yet.
        let from = if keys.is_empty() && index == 0 {
            "r"
        } else {
            "r.again(start)"
        };
        let (local, decode) = (local(ident), context.w("Decode"));
        match &field.source {
            FieldSource::SpreadIf { key, .. } => {
                let head = format!("let {local} = match {from}.has(&[{}])? {{", literal(key));
                w.wrapped(&head, "};", |w| {
                    w.line(format!("true => Some({decode}::decode(r.again(start))?),"));
                    w.line("false => None,");
                });
            }
            _ => w.line(format!("let {local} = {decode}::decode({from})?;")),
        }
    }
    w.wrapped("Ok(Self {", "})", |w| {
        for (field, ident) in &keys {
            w.line(member(context, field, ident));
        }
        for (_, ident) in &spreads {
            w.line(named(ident, local(ident)));
        }
    });
}

/// A slot for each key, which the reader fills, and the values in them.
fn read_keys(context: &Context<'_>, keys: &[Named<'_>], w: &mut Writer) {
    for (field, ident) in keys {
        w.line(format!(
            "let mut {}{} = None;",
            local(ident),
            slot(context, field)
        ));
    }
    let each =
        |text: fn(&Named<'_>) -> String| keys.iter().map(text).collect::<Vec<_>>().join(", ");
    w.line(format!(
        "r.fields(&[{}], &mut [{}])?;",
        each(|(field, _)| literal(field.source.name())),
        each(|(_, ident)| format!("&mut {}", local(ident)))
    ));
    let (some, values) = (
        each(|(_, ident)| format!("Some({})", local(ident))),
        each(|(_, ident)| local(ident)),
    );
    let head = match keys {
        [] => return,
        [_] => format!("let {some} = {values} else {{"),
        _ => format!("let ({some}) = ({values}) else {{"),
    };
    w.wrapped(&head, "};", |w| w.line("return Err(r.incomplete());"));
}

/// Whether null items are dropped from the list in a field.
fn is_compact(ty: &Ty) -> bool {
    match ty {
        Ty::Option(inner) => matches!(**inner, Ty::List { compact: true, .. }),
        _ => matches!(ty, Ty::List { compact: true, .. }),
    }
}

/// The type of a slot, where it is not that of the field.
fn slot(context: &Context<'_>, field: &FieldShape) -> String {
    let compact = context.w("Compact");
    match &field.ty {
        ty if !is_compact(ty) => String::new(),
        Ty::Option(_) => format!(": Option<Option<{compact}<_>>>"),
        _ => format!(": Option<{compact}<_>>"),
    }
}

/// A member of the struct with the value that was read for it.
fn member(context: &Context<'_>, field: &FieldShape, ident: &Ident) -> String {
    let local = local(ident);
    let value = match &field.ty {
        ty if !is_compact(ty) => local,
        Ty::Option(_) => format!("{local}.map({}::into_inner)", context.w("Compact")),
        _ => format!("{local}.into_inner()"),
    };
    named(ident, value)
}

fn named(ident: &Ident, value: String) -> String {
    if value == ident.as_str() {
        format!("{ident},")
    } else {
        format!("{ident}: {value},")
    }
}

fn encoder(fields: &[Named<'_>], w: &mut Writer) {
    w.line("to.object();");
    for (field, ident) in fields {
        match &field.source {
            FieldSource::Key { key, .. } => {
                w.line(format!("to.field({}, &self.{ident});", literal(key)))
            }
            FieldSource::Spread(_) => w.line(format!("to.spread(&self.{ident});")),
            FieldSource::SpreadIf { .. } => {
                let head = format!("if let Some({ident}) = &self.{ident}");
                w.block(head, |w| w.line(format!("to.spread({ident});")));
            }
        }
    }
    w.line("to.end();");
}

/// `Refusal` and `Verdict`, for objects that say whether a mutation was done.
fn outcome(
    context: &Context<'_>,
    name: &str,
    fields: &[Named<'_>],
    verdict: Verdict,
    w: &mut Writer,
) {
    let at = |index: usize| fields.get(index).copied();
    let (Some(ok), Some(code), Some(slug), Some(message)) = (
        at(verdict.ok),
        at(verdict.code),
        at(verdict.slug),
        at(verdict.message),
    ) else {
        return;
    };
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Refusal")), |w| {
        w.function("fn code(&self) -> i64", |w| w.line(number(code)));
        w.gap();
        w.function("fn slug(&self) -> &str", |w| w.line(text(slug)));
        w.gap();
        w.function("fn message(&self) -> &str", |w| w.line(text(message)));
    });
    w.gap();
    w.block(format!("impl {} for {name}", context.w("Verdict")), |w| {
        w.function("fn is_done(&self) -> bool", |w| w.line(truth(ok)));
    });
}

fn number((field, ident): Named<'_>) -> String {
    match field.ty {
        Ty::Option(_) => format!("self.{ident}.map_or(0, i64::from)"),
        _ => format!("i64::from(self.{ident})"),
    }
}

fn text((field, ident): Named<'_>) -> String {
    match field.ty {
        Ty::Option(_) => format!("self.{ident}.as_deref().unwrap_or_default()"),
        _ => format!("&self.{ident}"),
    }
}

fn truth((field, ident): Named<'_>) -> String {
    match field.ty {
        Ty::Option(_) => format!("self.{ident} == Some(true)"),
        _ => format!("self.{ident}"),
    }
}

/// The variable that a field is read into: the field's name, unless the decoder has one of that name itself.
fn local(ident: &Ident) -> String {
    match ident.as_str() {
        own @ ("r" | "key" | "object" | "start") => format!("{own}_"),
        other => other.to_owned(),
    }
}
