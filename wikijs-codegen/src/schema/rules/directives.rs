//! Section 5.7, and 5.4 for their arguments: a directive is known, stands where it may, once unless it is repeatable,
//! and has the arguments it needs and no others, each once, of fitting types. The same for documents and for schemas. A
//! directive of the generator's own takes no variables: it is read at build time and not sent.
//!
//! Bad: `name: String @secrte`; `type Page @secret { … }`; `id: Int @id`; `@id(type: 3)`; `@method(name: $name)`.
//! Good: `id: Int @id(type: "PageId")`.

use std::collections::BTreeMap;

use super::sites::{Place, sites};
use crate::diagnostic::{Diagnostic, Severity, did_you_mean, did_you_mean_marked, list_of_names};
use crate::schema::{DirectiveDef, InputValueDef, Literal, Schema};
use crate::schema::{VALUE, unique_entries};
use crate::source::{FileId, Span};
use crate::syntax::Tree;
use crate::syntax::tree::{Argument, Directive, Value, ValueKind};

const KNOWN: &str = "known-directive";
const PLACE: &str = "directive-place";
const ONCE: &str = "directive-once";
const ARGUMENT: &str = "known-argument";
const ARGUMENT_ONCE: &str = "argument-once";
const REQUIRED: &str = "required-argument";
/// The places in documents.
const EXECUTABLE: [Place; 8] = [
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
];
const CONSTANT: &str = "constant-argument";

/// The rule, for the files of the schema and of the overlay.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<(Place, &str, &str), Span> = BTreeMap::new();
    for site in sites(tree) {
        check_directives(schema, site.directives, site.place, found);
        let Some(owner) = site.owner else { continue };
        for directive in site.directives {
            let (name, span) = (directive.name.text.as_str(), directive.name.span);
            let once = schema
                .directives
                .get(name)
                .is_some_and(|def| !def.repeatable && !def.client);
            let first = known.insert((site.place, owner, name), span);
            found.extend(
                first
                    .filter(|_| once)
                    .map(|first| stands_twice(directive, first)),
            );
        }
    }
}

/// The rule for the directives at one place.
pub fn check_directives(
    schema: &Schema,
    directives: &[Directive],
    place: Place,
    found: &mut Vec<Diagnostic>,
) {
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    for directive in directives {
        let (name, span) = (directive.name.text.as_str(), directive.name.span);
        let Some(def) = schema.directives.get(name) else {
            found.push(unknown(schema, directive, place));
            continue;
        };
        if !def.locations.iter().any(|location| location == place) {
            found.push(misplaced(directive, def, place));
        }
        if let Some(first) = known.insert(name, span).filter(|_| !def.repeatable) {
            found.push(stands_twice(directive, first));
        }
        let before = found.len();
        check_arguments(schema, directive, def, found);
        let is_built_in = def.span.file == FileId::BUILT_IN;
        if !def.client && !is_built_in && !EXECUTABLE.contains(&place) {
            found[before..].iter_mut().for_each(let_pass);
        }
    }
}

/// graphql-js does not look at the values in a schema, and whoever has the schema from elsewhere cannot mend them.
fn let_pass(told: &mut Diagnostic) {
    if told.rule == VALUE {
        told.severity = Severity::Warning;
    }
}

fn stands_twice(directive: &Directive, first: Span) -> Diagnostic {
    let message = format!("`@{}` stands twice at one place", directive.name.text);
    Diagnostic::new(ONCE, directive.name.span, message).label(first, "first here")
}

/// Only a directive that may stand there can have been meant.
fn unknown(schema: &Schema, directive: &Directive, place: Place) -> Diagnostic {
    let name = &directive.name.text;
    let fits = |def: &&DirectiveDef| def.locations.iter().any(|location| location == place);
    let fitting = schema.directives.values().filter(fits);
    let help = did_you_mean_marked('@', name, fitting.map(|def| def.name.as_str()));
    let message = format!("there is no directive `@{name}`");
    let help = help.unwrap_or_else(|| match name.as_str() {
        "oneOf" => newer(),
        _ => "leave it out; if the server knows it, define it in the schema".to_owned(),
    });
    Diagnostic::new(KNOWN, directive.name.span, message).help(help)
}

/// What a newer server knows.
fn newer() -> String {
    "graphql-js 16 has that: `Config::target(Target::GraphqlJs16)`, `--target 16`".to_owned()
}

fn misplaced(directive: &Directive, def: &DirectiveDef, place: Place) -> Diagnostic {
    let message = format!("`@{}` cannot stand here ({place})", def.name);
    let is_newer = def.name == "deprecated"
        && def.span.file == FileId::BUILT_IN
        && matches!(place, "ARGUMENT_DEFINITION" | "INPUT_FIELD_DEFINITION");
    let help = match is_newer {
        true => newer(),
        false => format!("it may stand at {}", list_of_names(&def.locations, "and")),
    };
    Diagnostic::new(PLACE, directive.name.span, message).help(help)
}

fn check_arguments(
    schema: &Schema,
    directive: &Directive,
    def: &DirectiveDef,
    found: &mut Vec<Diagnostic>,
) {
    let literal = Literal {
        schema,
        client: def.client,
    };
    let mut given: BTreeMap<&str, Span> = BTreeMap::new();
    for argument in &directive.arguments {
        let name = &argument.name.text;
        if let Some(first) = given.insert(name, argument.name.span) {
            found.push(twice(argument, first));
        }
        unique_entries(&argument.value, found);
        match def.arguments.iter().find(|known| known.name == *name) {
            Some(_) if def.client && has_variable(&argument.value) => {
                found.push(not_constant(argument, def))
            }
            Some(known) => literal.check(&argument.value, &known.ty, found),
            None => found.push(unknown_argument(argument, def)),
        }
    }
    let required = def.arguments.iter().filter(|known| known.is_required());
    let missing = required.filter(|known| !given.contains_key(known.name.as_str()));
    found.extend(missing.map(|known| missing_argument(directive, known)));
}

fn twice(argument: &Argument, first: Span) -> Diagnostic {
    let message = format!(
        "there are two arguments with the name `{}`",
        argument.name.text
    );
    Diagnostic::new(ARGUMENT_ONCE, argument.name.span, message)
        .saying("again")
        .label(first, "first here")
}

fn missing_argument(directive: &Directive, known: &InputValueDef) -> Diagnostic {
    let message = format!(
        "`@{}` needs the argument `{}`",
        directive.name.text, known.name
    );
    Diagnostic::new(REQUIRED, directive.name.span, message)
        .help(format!("add `({}: {})`", known.name, known.ty))
}

fn unknown_argument(argument: &Argument, def: &DirectiveDef) -> Diagnostic {
    let name = &argument.name.text;
    let help = did_you_mean(name, def.arguments.iter().map(|known| known.name.as_str()));
    let message = format!("`@{}` has no argument `{name}`", def.name);
    Diagnostic::new(ARGUMENT, argument.name.span, message).help_if(help)
}

fn not_constant(argument: &Argument, def: &DirectiveDef) -> Diagnostic {
    let message = format!(
        "`@{}` takes no variable: it is read at build time and never sent",
        def.name
    );
    Diagnostic::new(CONSTANT, argument.value.span, message).help("write the value itself")
}

fn has_variable(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Variable(_) => true,
        ValueKind::List(items) => items.iter().any(has_variable),
        ValueKind::Object(entries) => entries.iter().any(|entry| has_variable(&entry.value)),
        _ => false,
    }
}
