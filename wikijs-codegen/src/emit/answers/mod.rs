//! What makes answers in tests: for each object a struct that is filled key by key, and for operations the way back from
//! their output to the data that a server sends.

mod made;
mod otherwise;
mod sent;

use crate::names::{AnswerNames, Ident, ObjectNames, answer_names, answers_in};
use crate::shapes::{
    AnswerKey, AnswerPart, AnswerShape, Body, FieldSource, ObjectId, ObjectShape, Ty,
};

use super::context::Context;
use super::docs::{Docs, doc};
use super::modules;
use super::writer::Writer;
use made::{build, moved};
use otherwise::unfilled;

pub(super) use sent::operation;

/// An object, what it is made of, and how all that is called.
pub(super) struct Made<'a> {
    pub(super) id: ObjectId,
    pub(super) shape: &'a AnswerShape,
    pub(super) names: AnswerNames,
    /// The name of the maker, which is that of the type.
    pub(super) name: &'a Ident,
    /// The path of the type.
    pub(super) of: String,
}

/// Writes the module that makes the objects of this one.
pub(super) fn answers(
    context: &Context<'_>,
    objects: &[(ObjectId, &ObjectShape, &ObjectNames)],
    w: &mut Writer,
) {
    let path = answers_in(context.names, context.here);
    let inside = Context {
        here: &path,
        above: context.above + 1,
        ..*context
    };
    let mut inner = Writer::at(w.depth() + 1);
    for (id, shape, names) in objects {
        if let Some(Some(answer)) = context.answers.get(id.0) {
            let made = Made {
                id: *id,
                shape: answer,
                names: answer_names(answer, &fragments(shape, answer)),
                name: &names.item.name,
                of: inside.path(&names.item),
            };
            maker(&inside, &made, &mut inner);
        }
    }
    let inner = inner.done();
    if inner.is_empty() {
        return;
    }
    w.gap();
    doc(context, w, "What makes answers in tests, key by key.");
    condition(context, w);
    w.line("#[allow(");
    w.line("    clippy::type_complexity,");
    w.line("    reason = \"a key that is still to be filled is a type of its own\"");
    w.line(")]");
    if reads_deprecated(context) {
        w.line("#[allow(deprecated, reason = \"what is deprecated is made all the same\")]");
    }
    let name = path.last().map_or("", Ident::as_str);
    modules::module(&inside, "pub mod", name, &inner, w, |_| {});
}

/// Writes under which condition what follows is compiled.
fn condition(context: &Context<'_>, w: &mut Writer) {
    if let Some(condition) = &context.config.answers_when {
        w.line(format!("#[cfg({condition})]"));
    }
}

/// What is deprecated is made all the same.
fn reads_deprecated(context: &Context<'_>) -> bool {
    let mut objects = context.shapes.objects.iter();
    objects.any(|shape| match &shape.body {
        Body::Fields(fields) => fields.iter().any(|field| field.deprecated.is_some()),
        Body::Abstract(_) => false,
    })
}

/// The names of the fragments among the fields of an object.
fn fragments<'a>(object: &'a ObjectShape, shape: &AnswerShape) -> Vec<&'a str> {
    let Body::Fields(fields) = &object.body else {
        return Vec::new();
    };
    let names = shape
        .spreads
        .iter()
        .filter_map(|number| match &fields.get(*number)?.source {
            FieldSource::Spread(fragment) => Some(fragment.as_str()),
            FieldSource::Key { .. } | FieldSource::SpreadIf { .. } => None,
        });
    names.collect()
}

impl Made<'_> {
    /// The keys with their names, each with its parameter where it has to be filled.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&AnswerKey, &Ident, Option<&Ident>)> {
        let mut markers = self.names.markers.iter();
        let keys = self.shape.keys.iter().zip(&self.names.keys);
        keys.map(move |(key, ident)| {
            let marker = if key.is_needed() {
                markers.next()
            } else {
                None
            };
            (key, ident, marker)
        })
    }

    /// The parameters, with what `of` says of each key; nothing where there are none.
    pub(super) fn parameters(&self, of: impl Fn(&AnswerKey, &Ident) -> String) -> String {
        let all = self
            .keys()
            .filter_map(|(key, _, marker)| Some(of(key, marker?)));
        let all: Vec<String> = all.collect();
        match all.as_slice() {
            [] => String::new(),
            all => format!("<{}>", all.join(", ")),
        }
    }
}

/// The type of what stands at a key: several, where several are read from it.
pub(super) fn held(context: &Context<'_>, key: &AnswerKey) -> String {
    match key.parts.as_slice() {
        [only] => context.ty(&only.ty),
        parts => {
            let all: Vec<String> = parts.iter().map(|part| context.ty(&part.ty)).collect();
            format!("({})", all.join(", "))
        }
    }
}

fn maker(context: &Context<'_>, made: &Made<'_>, w: &mut Writer) {
    let (name, missing) = (made.name, context.w("Missing"));
    w.gap();
    doc(context, w, format!("Makes a [`{name}`]({}).", made.of));
    w.line("#[derive(Debug, Clone)]");
    w.line("#[must_use]");
    let declared = made.parameters(|_, marker| format!("{marker} = {missing}"));
    w.block(format!("pub struct {name}{declared}"), |w| {
        for (key, ident, marker) in made.keys() {
            let ty = marker.map_or_else(|| held(context, key), Ident::to_string);
            w.line(format!("{ident}: {ty},"));
        }
    });
    w.gap();
    w.block(format!("impl {}", made.of), |w| begin(context, made, w));
    let all = made.parameters(|_, marker| marker.to_string());
    w.gap();
    w.block(format!("impl{all} {name}{all}"), |w| {
        for (key, ident, marker) in made.keys() {
            method(context, made, (key, ident, marker), w);
        }
        for (number, ident) in made.shape.spreads.iter().zip(&made.names.spreads) {
            moved(context, made, *number, ident, w);
        }
        build(context, made, w);
    });
    complete(context, made, w);
}

fn begin(context: &Context<'_>, made: &Made<'_>, w: &mut Writer) {
    let name = made.name;
    doc(
        context,
        w,
        "Begins one for a test: what may be null is null, lists are empty, what is left has to be filled.",
    );
    w.function(format!("pub fn answer() -> {name}"), |w| {
        w.block(name.as_str(), |w| {
            for (key, ident, marker) in made.keys() {
                let value = match marker {
                    Some(_) => context.w("Missing"),
                    None => unfilled(context, key),
                };
                w.line(format!("{ident}: {value},"));
            }
        });
    });
}

fn tuple(values: Vec<String>) -> String {
    match values.as_slice() {
        [only] => only.clone(),
        all => format!("({})", all.join(", ")),
    }
}

/// The method that fills a key.
fn method(
    context: &Context<'_>,
    made: &Made<'_>,
    (key, ident, marker): (&AnswerKey, &Ident, Option<&Ident>),
    w: &mut Writer,
) {
    let given = given(context, key);
    let filled = made.parameters(|_, other| match Some(other) == marker {
        true => format!("{}<{}>", context.w("Filled"), held(context, key)),
        false => other.to_string(),
    });
    w.gap();
    let what = match key.parts.as_slice() {
        [_] => format!("`{}` in the answer.", key.key),
        _ => format!(
            "`{}` in the answer, of which several fragments read different things.",
            key.key
        ),
    };
    Docs::of(key.doc.as_ref(), what).write(context, w);
    let (by, arguments) = (&given.generics, given.arguments.join(", "));
    let Some(_) = marker else {
        let head = format!("pub fn {ident}{by}(mut self, {arguments}) -> Self");
        return w.function(head, |w| {
            w.line(format!("self.{ident} = {};", given.value));
            w.line("self");
        });
    };
    let head = format!(
        "pub fn {ident}{by}(self, {arguments}) -> {}{filled}",
        made.name
    );
    w.function(head, |w| {
        w.block(made.name.as_str(), |w| {
            for (_, other, _) in made.keys() {
                let value = match other == ident {
                    true => format!("{}({})", context.w("Filled"), given.value),
                    false => format!("self.{other}"),
                };
                w.line(format!("{other}: {value},"));
            }
        });
    });
}

/// What a method takes, and the value it makes of it.
struct Given {
    generics: String,
    arguments: Vec<String>,
    value: String,
}

fn given(context: &Context<'_>, key: &AnswerKey) -> Given {
    if let [only] = key.parts.as_slice() {
        return given_one(context, only);
    }
    let names: Vec<String> = (1..=key.parts.len())
        .map(|number| format!("value_{number}"))
        .collect();
    let arguments = key.parts.iter().zip(&names);
    Given {
        generics: String::new(),
        arguments: arguments
            .map(|(part, name)| format!("{name}: impl Into<{}>", context.ty(&part.ty)))
            .collect(),
        value: tuple(names.iter().map(|name| format!("{name}.into()")).collect()),
    }
}

fn given_one(context: &Context<'_>, part: &AnswerPart) -> Given {
    let (name, call, item) = match &part.ty {
        Ty::List { item, .. } => ("IntoList", "into_list", item),
        Ty::Option(inner) => match &**inner {
            Ty::List { item, .. } => ("IntoValueList", "into_value_list", item),
            _ => ("IntoValue", "into_value", inner),
        },
        ty => {
            return Given {
                generics: String::new(),
                arguments: vec![format!("value: impl Into<{}>", context.ty(ty))],
                value: "value.into()".to_owned(),
            };
        }
    };
    let conversion = context.w(name);
    Given {
        generics: "<By>".to_owned(),
        arguments: vec![format!(
            "value: impl {conversion}<{}, By>",
            context.ty(item)
        )],
        value: format!("{conversion}::{call}(value)"),
    }
}

/// What is complete converts into what it makes.
fn complete(context: &Context<'_>, made: &Made<'_>, w: &mut Writer) {
    let filled =
        made.parameters(|key, _| format!("{}<{}>", context.w("Filled"), held(context, key)));
    let maker = format!("{}{filled}", made.name);
    w.gap();
    w.block(format!("impl From<{maker}> for {}", made.of), |w| {
        w.function(format!("fn from(answer: {maker}) -> Self"), |w| {
            w.line("answer.build()")
        });
    });
}
