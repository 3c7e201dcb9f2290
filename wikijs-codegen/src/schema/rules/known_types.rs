//! Section 3: every type that is named exists and is of a kind that can stand there.
//!
//! Bad: `type Page { tags: [Tags] }` without a type `Tags`; `type Page { rule: PageRuleInput }`.
//! Good: `type Page { tags: [Tag] } type Tag { id: Int }`.

use crate::diagnostic::{Diagnostic, did_you_mean_type};
use crate::schema::{Schema, TypeDef, TypeKind};
use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{Definition, InputValue, Name, ObjectBody, TypeBody};

const RULE: &str = "known-type";

/// The rule.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let kinds = [SourceKind::Schema, SourceKind::Directives];
    for file in tree.files.iter().filter(|file| kinds.contains(&file.kind)) {
        let mut rule = Rule {
            schema,
            client: file.kind == SourceKind::Directives,
            found,
        };
        file.definitions
            .iter()
            .for_each(|definition| rule.definition(definition));
    }
}

struct Rule<'a> {
    schema: &'a Schema,
    client: bool,
    found: &'a mut Vec<Diagnostic>,
}

impl Rule<'_> {
    fn definition(&mut self, definition: &Definition) {
        match definition {
            Definition::Type(node) => match &node.body {
                TypeBody::Object(body) | TypeBody::Interface(body) => self.object(body),
                TypeBody::Input(fields) => self.inputs(fields),
                TypeBody::Union(members) => members.iter().for_each(|name| self.member(name)),
                TypeBody::Scalar | TypeBody::Enum(_) => {}
            },
            Definition::Directive(node) => self.inputs(&node.arguments),
            Definition::Schema(_) | Definition::Operation(_) | Definition::Fragment(_) => {}
        }
    }

    fn object(&mut self, body: &ObjectBody) {
        for name in &body.interfaces {
            let is_interface = |def: &TypeDef| matches!(def.kind, TypeKind::Interface(_));
            self.known(name, is_interface, "an interface");
        }
        for field in &body.fields {
            let is_output = |def: &TypeDef| !matches!(def.kind, TypeKind::Input(_));
            self.known(field.ty.name(), is_output, "a type that a field can have");
            self.inputs(&field.arguments);
        }
    }

    fn inputs(&mut self, inputs: &[InputValue]) {
        for input in inputs {
            self.known(
                input.ty.name(),
                TypeDef::is_input,
                "a scalar, an enum or an input type",
            );
        }
    }

    fn member(&mut self, name: &Name) {
        self.known(
            name,
            |def| matches!(def.kind, TypeKind::Object(_)),
            "an object type",
        );
    }

    fn known(&mut self, name: &Name, fits: impl Fn(&TypeDef) -> bool, wanted: &str) {
        let names = || self.schema.types.keys().map(String::as_str);
        let diagnostic = match self.schema.argument_type(&name.text, self.client) {
            Some(def) if fits(def) => return,
            Some(def) => {
                let message = format!("`{}` is not {wanted}", name.text);
                Diagnostic::new(RULE, name.span, message)
                    .label(def.span, format!("defined as `{}` here", def.keyword()))
            }
            None => {
                let message = format!("there is no type `{}`", name.text);
                Diagnostic::new(RULE, name.span, message)
                    .help_if(did_you_mean_type(&name.text, names()))
            }
        };
        self.found.push(diagnostic);
    }
}
