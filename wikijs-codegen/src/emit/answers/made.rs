//! How a maker of answers becomes the value, each key read by all the fragments that ask for it; and how a fragment's
//! value fills its keys.

use std::collections::BTreeMap;

use crate::names::Ident;
use crate::shapes::{AnswerKey, Body, FieldSource, ObjectId, Ty};

use super::{Made, held};
use crate::emit::context::Context;
use crate::emit::docs::doc;
use crate::emit::writer::Writer;

/// Where a value stands: the name of its key, and which of several types.
type Source<'a> = (&'a Ident, Option<usize>);

/// What is to be written at each place, and how often it is still needed.
struct Values<'a> {
    by_place: BTreeMap<&'a [usize], Source<'a>>,
    left: BTreeMap<Source<'a>, usize>,
}

/// Writes the method that makes the value.
pub(super) fn build(context: &Context<'_>, made: &Made<'_>, w: &mut Writer) {
    w.gap();
    doc(context, w, "The value. All that has to be filled is.");
    w.line("#[must_use]");
    w.line("#[inline]");
    let head = format!("pub fn build(self) -> {}", made.of);
    let bounds = bounds(context, made);
    let body = |w: &mut Writer| {
        for (_, ident, marker) in made.keys() {
            w.line(match marker {
                Some(_) => format!("let {ident} = {}::value(self.{ident});", context.w("Fill")),
                None => format!("let {ident} = self.{ident};"),
            });
        }
        let mut values = values(made);
        let path = made.of.clone();
        object(context, (made.id, path), &mut Vec::new(), &mut values, w);
    };
    if bounds.is_empty() {
        return w.block(head, body);
    }
    w.line(head);
    w.line("where");
    bounds
        .iter()
        .for_each(|bound| w.line(format!("    {bound},")));
    w.wrapped("{", "}", body);
}

fn bounds(context: &Context<'_>, made: &Made<'_>) -> Vec<String> {
    let keys = made
        .keys()
        .filter_map(|(key, _, marker)| Some((key, marker?)));
    let bounds = keys
        .map(|(key, marker)| format!("{marker}: {}<{}>", context.w("Fill"), held(context, key)));
    bounds.collect()
}

fn values<'a>(made: &'a Made<'_>) -> Values<'a> {
    let mut values = Values {
        by_place: BTreeMap::new(),
        left: BTreeMap::new(),
    };
    for (key, ident, _) in made.keys() {
        for (number, part) in key.parts.iter().enumerate() {
            let source = (ident, (key.parts.len() > 1).then_some(number));
            values.left.insert(source, part.places.len());
            let places = part.places.iter();
            values
                .by_place
                .extend(places.map(|place| (place.as_slice(), source)));
        }
    }
    values
}

/// `path { field: value, … }`, as the last line of a function.
fn object(
    context: &Context<'_>,
    (id, path): (ObjectId, String),
    at: &mut Vec<usize>,
    values: &mut Values<'_>,
    w: &mut Writer,
) {
    w.block(path, |w| fields(context, id, at, values, w));
}

fn fields(
    context: &Context<'_>,
    id: ObjectId,
    at: &mut Vec<usize>,
    values: &mut Values<'_>,
    w: &mut Writer,
) {
    let Body::Fields(all) = &context.shapes.objects[id.0].body else {
        return;
    };
    for (number, (field, ident)) in all.iter().zip(&context.names.object(id).parts).enumerate() {
        at.push(number);
        if let Some(source) = values.by_place.get(at.as_slice()).copied() {
            let value = value(source, &field.ty, values);
            w.line(match value == ident.as_str() {
                true => format!("{ident},"),
                false => format!("{ident}: {value},"),
            });
        } else if let Some(below) = field.ty.object() {
            let path = context.path(&context.names.object(below).item);
            w.wrapped(&format!("{ident}: {path} {{"), "},", |w| {
                fields(context, below, at, values, w);
            });
        }
        at.pop();
    }
}

/// The value, cloned unless it is needed for the last time.
fn value<'a>(source: Source<'a>, ty: &Ty, values: &mut Values<'a>) -> String {
    let text = match source {
        (ident, None) => ident.to_string(),
        (ident, Some(number)) => format!("{ident}.{number}"),
    };
    let left = values.left.entry(source).or_default();
    *left = left.saturating_sub(1);
    match *left == 0 || matches!(ty, Ty::Bool | Ty::Int | Ty::Float) {
        true => text,
        false => format!("{text}.clone()"),
    }
}

/// Writes the method that takes a fragment's value: its keys are filled by it, for whoever else reads them, too.
pub(super) fn moved(
    context: &Context<'_>,
    made: &Made<'_>,
    number: usize,
    ident: &Ident,
    w: &mut Writer,
) {
    let Some(taken) = taken(context, made, number) else {
        return;
    };
    let Body::Fields(fields) = &context.shapes.objects[made.id.0].body else {
        return;
    };
    let FieldSource::Spread(fragment) = &fields[number].source else {
        return;
    };
    let is_taken = |key: &AnswerKey| taken.contains_key(key.key.as_str());
    let filled = made.parameters(|key, marker| match is_taken(key) {
        true => format!("{}<{}>", context.w("Filled"), held(context, key)),
        false => marker.to_string(),
    });
    w.gap();
    doc(
        context,
        w,
        format!("All that the fragment `{fragment}` reads."),
    );
    let ty = context.ty(&fields[number].ty);
    let head = format!(
        "pub fn {ident}(self, value: impl Into<{ty}>) -> {}{filled}",
        made.name
    );
    w.function(head, |w| {
        w.line(format!("let value: {ty} = value.into();"));
        w.block(made.name.as_str(), |w| {
            for (key, own, marker) in made.keys() {
                let value = match (taken.get(key.key.as_str()), marker) {
                    (Some(path), Some(_)) => format!("{}({path})", context.w("Filled")),
                    (Some(path), None) => path.clone(),
                    (None, _) => format!("self.{own}"),
                };
                w.line(format!("{own}: {value},"));
            }
        });
    });
}

/// The keys below a fragment, with the way to each in its value; `None` where another fragment reads something else from
/// one of them.
fn taken<'a>(
    context: &Context<'_>,
    made: &'a Made<'_>,
    number: usize,
) -> Option<BTreeMap<&'a str, String>> {
    let mut taken = BTreeMap::new();
    for key in &made.shape.keys {
        let is_below = |place: &&Vec<usize>| place.first() == Some(&number);
        let mut places = key.parts.iter().flat_map(|part| &part.places);
        let Some(place) = places.find(is_below) else {
            continue;
        };
        if key.parts.len() > 1 {
            return None;
        }
        taken.insert(key.key.as_str(), way(context, made.id, place));
    }
    (!taken.is_empty()).then_some(taken)
}

/// `value.inner.id`: the fields below the first.
fn way(context: &Context<'_>, id: ObjectId, place: &[usize]) -> String {
    let (mut path, mut id) = ("value".to_owned(), id);
    for (depth, number) in place.iter().enumerate() {
        if depth > 0 {
            path.push_str(&format!(".{}", context.names.object(id).parts[*number]));
        }
        if let Body::Fields(fields) = &context.shapes.objects[id.0].body
            && let Some(below) = fields[*number].ty.object()
        {
            id = below;
        }
    }
    path
}
