//! The tree of the schema's files, of the directives' and of the overlay's as one [`Schema`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::duplicates::{DUPLICATE, twice, unique_arguments, without_duplicates};
use super::{DirectiveDef, ObjectDef, Schema, TypeDef, TypeKind, amend, built_in, lower, notes};
use crate::config::Target;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::{FileId, SourceKind, Span};
use crate::syntax::tree::{
    Definition, DirectiveDefinition, OperationKind, SchemaDefinition, Tree, TypeDefinition,
};

/// A definition in a file that is for others.
const MISPLACED: &str = "misplaced-definition";
/// An extension of something that is not there, or is something else.
pub(super) const EXTENSION: &str = "extension";

/// Builds the schema. What is wrong is told in `found` and left out.
pub fn build(tree: &Tree, target: Target, found: &mut Vec<Diagnostic>) -> Schema {
    let mut builder = Builder {
        schema: Schema::default(),
        found,
    };
    builder.each(tree, SourceKind::Schema, Builder::define);
    built_in::add(&mut builder.schema, target);
    builder.each(tree, SourceKind::Schema, Builder::extend);
    builder.roots(tree);
    builder.each(tree, SourceKind::Directives, Builder::define_client);
    builder.each(tree, SourceKind::Overlay, Builder::amend);
    builder.schema
}

struct Builder<'f> {
    schema: Schema,
    found: &'f mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn each(&mut self, tree: &Tree, kind: SourceKind, step: impl Fn(&mut Self, &Definition)) {
        let files = tree.files.iter().filter(|file| file.kind == kind);
        files
            .flat_map(|file| &file.definitions)
            .for_each(|definition| step(self, definition));
    }

    fn define(&mut self, definition: &Definition) {
        match definition {
            Definition::Type(node) if !node.extends => {
                define_type(&mut self.schema.types, node, self.found)
            }
            Definition::Directive(node) => self.define_directive(node),
            Definition::Type(_) | Definition::Schema(_) => {}
            Definition::Operation(_) | Definition::Fragment(_) => {
                self.misplaced(definition, "a schema holds types")
            }
        }
    }

    fn define_directive(&mut self, node: &DirectiveDefinition) {
        let mut def = lower::directive_def(node, false);
        unique_arguments(&mut def.arguments, self.found);
        match self.schema.directives.entry(def.name.clone()) {
            Entry::Vacant(entry) => _ = entry.insert(def),
            Entry::Occupied(entry) => {
                self.found.push(twice(
                    "directive",
                    &format!("@{}", def.name),
                    entry.get().span,
                    def.span,
                ));
            }
        }
    }

    fn define_client(&mut self, definition: &Definition) {
        match definition {
            Definition::Type(node) if !node.extends => {
                define_type(&mut self.schema.client_types, node, self.found)
            }
            Definition::Directive(node) => self.define_client_directive(node),
            _ => self.misplaced(
                definition,
                "this file holds directives and the types of their arguments",
            ),
        }
    }

    /// A directive of the schema that no document can carry gives way: it is not in the way of ours.
    fn define_client_directive(&mut self, node: &DirectiveDefinition) {
        let mut def = lower::directive_def(node, true);
        unique_arguments(&mut def.arguments, self.found);
        if let Some(other) = self.schema.directives.get(&def.name)
            && (other.client || can_stand_in_documents(other))
        {
            self.found.push(twice(
                "directive",
                &format!("@{}", def.name),
                other.span,
                def.span,
            ));
            return;
        }
        self.schema.directives.insert(def.name.clone(), def);
    }

    fn extend(&mut self, definition: &Definition) {
        let Definition::Type(node) = definition else {
            return;
        };
        if !node.extends {
            return;
        }
        match self.schema.types.get_mut(&node.name.text) {
            Some(def) if def.span.file != FileId::BUILT_IN => extend_type(def, node, self.found),
            _ => self.found.push(unknown_type(&self.schema, node)),
        }
    }

    fn amend(&mut self, definition: &Definition) {
        let Definition::Type(node) = definition else {
            return self.misplaced(definition, "the overlay holds extensions of types");
        };
        match self.schema.types.get_mut(&node.name.text) {
            _ if !node.extends => {
                self.misplaced(definition, "the overlay extends types and defines none")
            }
            Some(def) => amend::amend(def, node, self.found),
            None => self.found.push(unknown_type(&self.schema, node)),
        }
    }

    fn roots(&mut self, tree: &Tree) {
        let files = tree
            .files
            .iter()
            .filter(|file| file.kind == SourceKind::Schema);
        let mut named: Option<Span> = None;
        for definition in files.flat_map(|file| &file.definitions) {
            if let Definition::Schema(node) = definition {
                if !node.extends
                    && let Some(first) = named.replace(node.head)
                {
                    let message = "there are two definitions of the schema";
                    let second = Diagnostic::new(DUPLICATE, node.head, message);
                    self.found.push(second.label(first, "first here"));
                }
                self.take_roots(node);
            }
        }
        if named.is_none() {
            self.default_roots();
        }
    }

    fn take_roots(&mut self, node: &SchemaDefinition) {
        for (kind, name) in &node.roots {
            let root = self.root(*kind);
            match root {
                Some(_) => {
                    let message = format!("the type of {} is named twice", plural(*kind));
                    self.found
                        .push(Diagnostic::new(DUPLICATE, name.span, message));
                }
                None => *root = Some(name.text.clone()),
            }
        }
    }

    fn default_roots(&mut self) {
        let names = [
            (OperationKind::Query, "Query"),
            (OperationKind::Mutation, "Mutation"),
        ];
        for (kind, name) in names
            .into_iter()
            .chain([(OperationKind::Subscription, "Subscription")])
        {
            let there = self.schema.types.contains_key(name);
            let root = self.root(kind);
            if root.is_none() && there {
                *root = Some(name.to_owned());
            }
        }
    }

    fn root(&mut self, kind: OperationKind) -> &mut Option<String> {
        match kind {
            OperationKind::Query => &mut self.schema.query,
            OperationKind::Mutation => &mut self.schema.mutation,
            OperationKind::Subscription => &mut self.schema.subscription,
        }
    }

    fn misplaced(&mut self, definition: &Definition, help: &str) {
        let message = "this definition does not belong into a file of this kind";
        self.found
            .push(Diagnostic::new(MISPLACED, definition.span(), message).help(help));
    }
}

fn can_stand_in_documents(directive: &DirectiveDef) -> bool {
    let executable = |place: &String| {
        matches!(
            place.as_str(),
            "QUERY"
                | "MUTATION"
                | "SUBSCRIPTION"
                | "FIELD"
                | "FRAGMENT_DEFINITION"
                | "FRAGMENT_SPREAD"
                | "INLINE_FRAGMENT"
                | "VARIABLE_DEFINITION"
        )
    };
    directive.locations.iter().any(executable)
}

fn plural(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "queries",
        OperationKind::Mutation => "mutations",
        OperationKind::Subscription => "subscriptions",
    }
}

fn define_type(
    types: &mut BTreeMap<String, TypeDef>,
    node: &TypeDefinition,
    found: &mut Vec<Diagnostic>,
) {
    let mut def = lower::type_def(node);
    without_duplicates(&mut def, found);
    match types.entry(def.name.clone()) {
        Entry::Vacant(entry) => _ = entry.insert(def),
        Entry::Occupied(entry) => found.push(twice("type", &def.name, entry.get().span, def.span)),
    }
}

pub(super) fn unknown_type(schema: &Schema, node: &TypeDefinition) -> Diagnostic {
    let name = &node.name.text;
    let message = format!("there is no type `{name}` to extend");
    let help = did_you_mean(name, schema.types.keys().map(String::as_str));
    Diagnostic::new(EXTENSION, node.name.span, message).help_if(help)
}

/// A type is extended as what it is not.
pub(super) fn other_kind(def: &TypeDef, node: &TypeDefinition) -> Diagnostic {
    let (name, keyword) = (&def.name, def.keyword());
    let message = format!(
        "`{name}` is defined with `{keyword}` and extended with `{}`",
        node.body.keyword()
    );
    Diagnostic::new(EXTENSION, node.name.span, message).label(def.span, "defined here")
}

fn extend_type(def: &mut TypeDef, node: &TypeDefinition, found: &mut Vec<Diagnostic>) {
    if def.keyword() != node.body.keyword() {
        return found.push(other_kind(def, node));
    }
    let one_of = def.notes.one_of;
    notes::note_type(&mut def.notes, &node.directives);
    // graphql-js takes `@oneOf` from the definition alone.
    def.notes.one_of = one_of;
    match (&mut def.kind, lower::type_kind(&node.body)) {
        (TypeKind::Object(object), TypeKind::Object(more))
        | (TypeKind::Interface(object), TypeKind::Interface(more)) => {
            extend_object(object, more);
        }
        (TypeKind::Union(members), TypeKind::Union(more)) => members.extend(more),
        (TypeKind::Enum(values), TypeKind::Enum(more)) => values.extend(more),
        (TypeKind::Input(fields), TypeKind::Input(more)) => fields.extend(more),
        _ => {}
    }
    without_duplicates(def, found);
}

fn extend_object(object: &mut ObjectDef, more: ObjectDef) {
    object.fields.extend(more.fields);
    object.interfaces.extend(more.interfaces);
}
