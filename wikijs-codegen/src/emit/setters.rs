//! What operations and input objects have in common: a constructor that takes what is required, and a method for each
//! value that may be left out.

use crate::names::Ident;
use crate::shapes::{Presence, Ty};

use super::context::Context;
use super::docs::{Docs, default, deprecated};
use super::lints;
use super::writer::Writer;

/// More parameters than these, and clippy wants to be told that it is meant.
const MANY: usize = 7;

/// A variable or an input field with its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) ident: &'a Ident,
    /// The name in GraphQL.
    pub(super) name: &'a str,
    pub(super) ty: &'a Ty,
    pub(super) presence: Presence,
    pub(super) doc: Option<&'a String>,
    pub(super) default: Option<&'a String>,
    pub(super) since: Option<&'a String>,
    pub(super) deprecated: Option<&'a String>,
}

/// Parameters, the generics they need, and how each becomes a value.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    generics: Vec<String>,
    list: Vec<String>,
    values: Vec<String>,
}

impl Parameters {
    /// Parameters for all that is required.
    pub(super) fn required(context: &Context<'_>, given: &[Given<'_>]) -> Self {
        let mut parameters = Self::default();
        for value in given
            .iter()
            .filter(|value| value.presence == Presence::Required)
        {
            parameters.add(context, value);
        }
        parameters
    }

    fn add(&mut self, context: &Context<'_>, given: &Given<'_>) {
        let ident = given.ident;
        if let Ty::List { item, .. } = given.ty {
            let marker = format!("By{}", self.generics.len() + 1);
            self.list.push(format!(
                "{ident}: impl {}<{}, {marker}>",
                context.w("IntoList"),
                context.ty(item)
            ));
            self.values.push(format!(
                "{ident}: {}::into_list({ident})",
                context.w("IntoList")
            ));
            return self.generics.push(marker);
        }
        self.list
            .push(format!("{ident}: impl Into<{}>", context.ty(given.ty)));
        self.values.push(format!("{ident}: {ident}.into()"));
    }

    /// `<By1, By2>`, or nothing.
    pub(super) fn generics(&self) -> String {
        if self.generics.is_empty() {
            String::new()
        } else {
            format!("<{}>", self.generics.join(", "))
        }
    }

    /// The parameters as they are declared.
    pub(super) fn declared(&self) -> String {
        self.list.join(", ")
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Writes what a function of so many parameters must say to clippy.
    pub(super) fn allow(&self, w: &mut Writer) {
        if self.len() > MANY {
            w.line("#[allow(");
            w.line("    clippy::too_many_arguments,");
            w.line("    reason = \"as many as the operation requires\"");
            w.line(")]");
        }
    }
}

/// Writes the fields of the struct.
pub(super) fn fields(context: &Context<'_>, of: &str, given: &[Given<'_>], w: &mut Writer) {
    for value in given {
        docs(of, value).write(context, w);
        deprecated(w, value.deprecated);
        w.line(format!(
            "pub {}: {},",
            value.ident,
            context.given(value.ty, value.presence)
        ));
    }
}

/// Writes the constructor and the methods.
pub(super) fn methods(
    context: &Context<'_>,
    name: &str,
    of: &str,
    given: &[Given<'_>],
    w: &mut Writer,
) {
    w.gap();
    lints::of_types(given.iter().map(|value| value.ty), w);
    w.block(format!("impl {name}"), |w| {
        constructor(context, given, w);
        for value in given
            .iter()
            .filter(|value| value.presence != Presence::Required)
        {
            setter(context, of, value, w);
        }
    });
}

/// Whether nothing is required, so that there is a default.
pub(super) fn has_default(given: &[Given<'_>]) -> bool {
    given
        .iter()
        .all(|value| value.presence != Presence::Required)
}

/// The head of a method that takes what may be left out, and the call that makes the value of the field of it.
pub(super) fn setter_head(context: &Context<'_>, given: &Given<'_>) -> (String, String) {
    let (item, list) = match given.ty {
        Ty::List { item, .. } => (item.as_ref(), "List"),
        other => (other, ""),
    };
    let (of, into) = match given.presence {
        Presence::Defaulted => ("Value", "into_value"),
        Presence::Maybe | Presence::Required => ("Maybe", "into_maybe"),
    };
    let suffix = if list.is_empty() { "" } else { "_list" };
    let conversion = format!("Into{of}{list}");
    let bound = format!("impl {}<{}, By>", context.w(&conversion), context.ty(item));
    let call = format!("{}::{into}{suffix}(value)", context.w(&conversion));
    (bound, call)
}

/// The documentation of a value.
pub(super) fn docs(of: &str, value: &Given<'_>) -> Docs {
    let since = value
        .since
        .map(|release| format!("Since {release} of the server."));
    Docs::of(value.doc, format!("`{}` of `{of}`.", value.name))
        .add_if(default(value.default))
        .add_if(since)
}

fn constructor(context: &Context<'_>, given: &[Given<'_>], w: &mut Writer) {
    let parameters = Parameters::required(context, given);
    let what = if parameters.len() == 0 {
        "With nothing set."
    } else {
        "With all that is required."
    };
    super::docs::doc(context, w, what);
    parameters.allow(w);
    w.line("#[must_use]");
    let head = format!(
        "pub fn new{}({}) -> Self",
        parameters.generics(),
        parameters.declared()
    );
    w.function(head, |w| {
        if parameters.len() == 0 {
            return w.line(if given.is_empty() {
                "Self"
            } else {
                "Self::default()"
            });
        }
        let mut required = parameters.values.iter();
        w.block("Self", |w| {
            for value in given {
                match value.presence {
                    Presence::Required => required
                        .by_ref()
                        .take(1)
                        .for_each(|line| w.line(format!("{line},"))),
                    Presence::Maybe => {
                        w.line(format!("{}: {}::Absent,", value.ident, context.w("Maybe")))
                    }
                    Presence::Defaulted => w.line(format!("{}: None,", value.ident)),
                }
            }
        });
    });
}

fn setter(context: &Context<'_>, of: &str, value: &Given<'_>, w: &mut Writer) {
    let (bound, call) = setter_head(context, value);
    let ident = value.ident;
    w.gap();
    docs(of, value).write(context, w);
    deprecated(w, value.deprecated);
    w.line("#[must_use]");
    w.block(
        format!("pub fn {ident}<By>(mut self, value: {bound}) -> Self"),
        |w| {
            w.line(format!("self.{ident} = {call};"));
            w.line("self");
        },
    );
}
