//! Section 5.7, and 5.4 for their arguments: a directive is known, stands where it may, once unless it is repeatable,
//! and has the arguments it needs and no others, of fitting types. The same for documents and for schemas.
//!
//! Bad: `name: String @secrte`; `type Page @secret { … }`; `id: Int @id`; `@id(type: 3)`.
//! Good: `id: Int @id(type: "PageId")`.

use crate::diagnostic::{Diagnostic, did_you_mean, did_you_mean_marked, list_of_names};
use crate::schema::{DirectiveDef, Literal, Schema};
use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{
    Argument, Definition, Directive, InputValue, ObjectBody, TypeBody, TypeDefinition,
};

const KNOWN: &str = "known-directive";
const PLACE: &str = "directive-place";
const ONCE: &str = "directive-once";
const ARGUMENT: &str = "known-argument";
const REQUIRED: &str = "required-argument";

/// Where a directive stands, by the specification's name: `FIELD_DEFINITION`.
pub type Place = &'static str;

/// The rule, for the files of the schema and of the overlay.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let kinds = [SourceKind::Schema, SourceKind::Overlay];
    for file in tree.files.iter().filter(|file| kinds.contains(&file.kind)) {
        let mut check = |directives: &[Directive], place: Place| {
            check_directives(schema, directives, place, found)
        };
        file.definitions
            .iter()
            .for_each(|definition| visit(definition, &mut check));
    }
}

fn visit(definition: &Definition, check: &mut impl FnMut(&[Directive], Place)) {
    match definition {
        Definition::Schema(node) => check(&node.directives, "SCHEMA"),
        Definition::Type(node) => visit_type(node, check),
        Definition::Directive(node) => visit_inputs(&node.arguments, "ARGUMENT_DEFINITION", check),
        Definition::Operation(_) | Definition::Fragment(_) => {}
    }
}

fn visit_type(node: &TypeDefinition, check: &mut impl FnMut(&[Directive], Place)) {
    check(&node.directives, place_of(&node.body));
    match &node.body {
        TypeBody::Object(body) | TypeBody::Interface(body) => visit_fields(body, check),
        TypeBody::Enum(values) => values
            .iter()
            .for_each(|value| check(&value.directives, "ENUM_VALUE")),
        TypeBody::Input(fields) => visit_inputs(fields, "INPUT_FIELD_DEFINITION", check),
        TypeBody::Scalar | TypeBody::Union(_) => {}
    }
}

fn place_of(body: &TypeBody) -> Place {
    match body {
        TypeBody::Scalar => "SCALAR",
        TypeBody::Object(_) => "OBJECT",
        TypeBody::Interface(_) => "INTERFACE",
        TypeBody::Union(_) => "UNION",
        TypeBody::Enum(_) => "ENUM",
        TypeBody::Input(_) => "INPUT_OBJECT",
    }
}

fn visit_fields(body: &ObjectBody, check: &mut impl FnMut(&[Directive], Place)) {
    for field in &body.fields {
        check(&field.directives, "FIELD_DEFINITION");
        visit_inputs(&field.arguments, "ARGUMENT_DEFINITION", check);
    }
}

fn visit_inputs(inputs: &[InputValue], place: Place, check: &mut impl FnMut(&[Directive], Place)) {
    inputs
        .iter()
        .for_each(|input| check(&input.directives, place));
}

/// The rule for the directives at one place.
pub fn check_directives(
    schema: &Schema,
    directives: &[Directive],
    place: Place,
    found: &mut Vec<Diagnostic>,
) {
    for (number, directive) in directives.iter().enumerate() {
        let name = &directive.name.text;
        let Some(def) = schema.directives.get(name) else {
            found.push(unknown(schema, directive));
            continue;
        };
        if !def.locations.iter().any(|location| location == place) {
            found.push(misplaced(directive, def, place));
        }
        let first = directives[..number]
            .iter()
            .find(|other| other.name.text == *name);
        if let Some(first) = first.filter(|_| !def.repeatable) {
            let message = format!("`@{name}` stands twice at one place");
            found.push(
                Diagnostic::new(ONCE, directive.name.span, message)
                    .label(first.name.span, "first here"),
            );
        }
        check_arguments(schema, directive, def, found);
    }
}

fn unknown(schema: &Schema, directive: &Directive) -> Diagnostic {
    let name = &directive.name.text;
    let help = did_you_mean_marked('@', name, schema.directives.keys().map(String::as_str));
    Diagnostic::new(
        KNOWN,
        directive.name.span,
        format!("there is no directive `@{name}`"),
    )
    .help_if(help)
}

fn misplaced(directive: &Directive, def: &DirectiveDef, place: Place) -> Diagnostic {
    let message = format!("`@{}` cannot stand here ({place})", def.name);
    let help = format!("it may stand at {}", list_of_names(&def.locations, "and"));
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
    for argument in &directive.arguments {
        match def
            .arguments
            .iter()
            .find(|known| known.name == argument.name.text)
        {
            Some(known) => literal.check(&argument.value, &known.ty, found),
            None => found.push(unknown_argument(argument, def)),
        }
    }
    let given = |name: &str| {
        directive
            .arguments
            .iter()
            .any(|argument| argument.name.text == name)
    };
    let missing = def
        .arguments
        .iter()
        .filter(|known| known.is_required() && !given(&known.name));
    found.extend(missing.map(|known| {
        let message = format!("`@{}` needs the argument `{}`", def.name, known.name);
        Diagnostic::new(REQUIRED, directive.name.span, message)
            .help(format!("add `({}: {})`", known.name, known.ty))
    }));
}

fn unknown_argument(argument: &Argument, def: &DirectiveDef) -> Diagnostic {
    let name = &argument.name.text;
    let help = did_you_mean(name, def.arguments.iter().map(|known| known.name.as_str()));
    let message = format!("`@{}` has no argument `{name}`", def.name);
    Diagnostic::new(ARGUMENT, argument.name.span, message).help_if(help)
}
