//! The overlay: extensions that repeat what the schema has, with descriptions and notes on it. They add nothing, so that
//! a schema that moved on is noticed.

use super::build::{EXTENSION, other_kind};
use super::lower::type_ref;
use super::{EnumValueDef, FieldDef, InputValueDef, TypeDef, TypeKind, TypeRef, notes};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::tree::{
    EnumValue, FieldDefinition, InputValue, Name, Type, TypeBody, TypeDefinition,
};

/// Takes an extension of the overlay over into the type it names.
pub(super) fn amend(def: &mut TypeDef, node: &TypeDefinition, found: &mut Vec<Diagnostic>) {
    notes::note_type(&mut def.notes, &node.directives);
    overwrite(&mut def.description, &node.comment);
    let mut amender = Amender {
        owner: &def.name,
        owner_span: def.span,
        found,
    };
    match (&mut def.kind, &node.body) {
        (TypeKind::Object(object), TypeBody::Object(body))
        | (TypeKind::Interface(object), TypeBody::Interface(body)) => {
            body.fields
                .iter()
                .for_each(|field| amender.field(&mut object.fields, field));
            body.interfaces
                .iter()
                .for_each(|name| amender.member("interface", &object.interfaces, name));
        }
        (TypeKind::Enum(values), TypeBody::Enum(nodes)) => {
            nodes.iter().for_each(|value| amender.value(values, value));
        }
        (TypeKind::Input(fields), TypeBody::Input(nodes)) => {
            nodes
                .iter()
                .for_each(|field| amender.input("field", fields, field));
        }
        (TypeKind::Union(members), TypeBody::Union(names)) => {
            names
                .iter()
                .for_each(|name| amender.member("member", members, name));
        }
        (TypeKind::Scalar, TypeBody::Scalar) => {}
        _ => found.push(other_kind(def, node)),
    }
}

/// The description of the overlay wins.
fn overwrite(description: &mut Option<String>, with: &Option<String>) {
    if with.is_some() {
        description.clone_from(with);
    }
}

struct Amender<'a> {
    owner: &'a str,
    owner_span: Span,
    found: &'a mut Vec<Diagnostic>,
}

impl Amender<'_> {
    fn field(&mut self, fields: &mut [FieldDef], node: &FieldDefinition) {
        let Some(def) = fields.iter_mut().find(|def| def.name == node.name.text) else {
            return self.unknown(
                "field",
                &node.name,
                fields.iter().map(|def| def.name.as_str()),
            );
        };
        self.same_type(&def.ty, def.span, &node.ty);
        overwrite(&mut def.description, &node.description);
        def.deprecated = notes::deprecation(&node.directives).or(def.deprecated.take());
        notes::note_field(&mut def.notes, &node.directives);
        let mut amender = Amender {
            owner: &def.name,
            owner_span: def.span,
            found: self.found,
        };
        node.arguments
            .iter()
            .for_each(|argument| amender.input("argument", &mut def.arguments, argument));
    }

    fn input(&mut self, what: &str, inputs: &mut [InputValueDef], node: &InputValue) {
        let Some(def) = inputs.iter_mut().find(|def| def.name == node.name.text) else {
            return self.unknown(what, &node.name, inputs.iter().map(|def| def.name.as_str()));
        };
        self.same_type(&def.ty, def.span, &node.ty);
        overwrite(&mut def.description, &node.description);
        def.deprecated = notes::deprecation(&node.directives).or(def.deprecated.take());
        notes::note_field(&mut def.notes, &node.directives);
    }

    fn value(&mut self, values: &mut [EnumValueDef], node: &EnumValue) {
        let Some(def) = values.iter_mut().find(|def| def.name == node.name.text) else {
            return self.unknown(
                "value",
                &node.name,
                values.iter().map(|def| def.name.as_str()),
            );
        };
        overwrite(&mut def.description, &node.description);
        def.deprecated = notes::deprecation(&node.directives).or(def.deprecated.take());
    }

    fn member(&mut self, what: &str, members: &[String], name: &Name) {
        if !members.contains(&name.text) {
            self.unknown(what, name, members.iter().map(String::as_str));
        }
    }

    fn same_type(&mut self, ty: &TypeRef, defined: Span, node: &Type) {
        let written = type_ref(node);
        if written == *ty {
            return;
        }
        let message = format!("the overlay says `{written}` where the schema says `{ty}`");
        let diagnostic =
            Diagnostic::new(EXTENSION, node.span(), message).label(defined, "defined here");
        self.found.push(diagnostic.help(format!("write `{ty}`")));
    }

    fn unknown<'n>(&mut self, what: &str, name: &Name, names: impl Iterator<Item = &'n str>) {
        let message = format!(
            "`{}` has no {what} `{}` in the schema",
            self.owner, name.text
        );
        let diagnostic =
            Diagnostic::new(EXTENSION, name.span, message).help_if(did_you_mean(&name.text, names));
        self.found
            .push(diagnostic.label(self.owner_span, "defined here"));
    }
}
