//! Tree and schema to [`Document`]: every field with its type. What does not resolve is left out: the rules tell of it,
//! and a document of which they told is never handed on.

use super::uses::uses;
use super::{
    Directive, Document, Effect, Field, Fragment, Inline, Operation, OperationKind, Paged,
    Selection, SelectionSet, Spread, Variable,
};
use crate::schema::{
    Schema, TypeRef, Value, enum_argument, named_values, string_argument, type_ref,
};
use crate::source::SourceKind;
use crate::syntax::tree::{self, Definition, File, Tree};

/// Resolves all query files.
pub fn resolve(tree: &Tree, schema: &Schema) -> Document {
    let mut document = Document::default();
    let resolver = Resolver { schema };
    for file in tree.files.iter().filter(|file| file.kind.is_document()) {
        for definition in &file.definitions {
            match definition {
                Definition::Operation(node) => {
                    document.operations.extend(resolver.operation(file, node))
                }
                Definition::Fragment(node) => {
                    document.fragments.push(resolver.fragment(file, node))
                }
                _ => {}
            }
        }
    }
    uses(&mut document, schema);
    document
}

struct Resolver<'s> {
    schema: &'s Schema,
}

impl Resolver<'_> {
    fn operation(&self, file: &File, node: &tree::Operation) -> Option<Operation> {
        let root = self.schema.root(node.kind)?;
        Some(Operation {
            name: node.name.as_ref()?.text.clone(),
            kind: node.kind,
            file: file.id,
            folders: file.folders.clone(),
            stem: file.stem.clone(),
            comment: node.comment.clone(),
            variables: node.variables.iter().map(variable).collect(),
            selection: self.selection_set(root, &node.selection),
            effect: effect(node),
            method: find(&node.directives, "method")
                .and_then(|found| string_argument(found, "name")),
            paged: find(&node.directives, "paged").and_then(paged),
            span: node.head,
        })
    }

    fn fragment(&self, file: &File, node: &tree::Fragment) -> Fragment {
        Fragment {
            name: node.name.text.clone(),
            on: node.on.text.clone(),
            selection: self.selection_set(&node.on.text, &node.selection),
            file: file.id,
            is_foreign: file.kind == SourceKind::Dependency,
            comment: node.comment.clone(),
            span: node.name.span,
        }
    }

    fn selection_set(&self, on: &str, node: &tree::SelectionSet) -> SelectionSet {
        let items = node
            .items
            .iter()
            .filter_map(|item| self.selection(on, item))
            .collect();
        SelectionSet {
            on: on.to_owned(),
            items,
        }
    }

    fn selection(&self, on: &str, node: &tree::Selection) -> Option<Selection> {
        Some(match node {
            tree::Selection::Field(node) => Selection::Field(self.field(on, node)?),
            tree::Selection::Spread(node) => Selection::Spread(Spread {
                fragment: node.fragment.text.clone(),
                directives: self.sent(&node.directives),
                span: node.span,
            }),
            tree::Selection::Inline(node) => Selection::Inline(self.inline(on, node)),
        })
    }

    fn inline(&self, on: &str, node: &tree::Inline) -> Inline {
        let condition = node.on.as_ref().map(|name| name.text.clone());
        Inline {
            selection: self.selection_set(condition.as_deref().unwrap_or(on), &node.selection),
            directives: self.sent(&node.directives),
            on: condition,
            span: node.head,
        }
    }

    fn field(&self, on: &str, node: &tree::Field) -> Option<Field> {
        let def = self.schema.field(on, &node.name.text)?;
        let marked = |name| find(&node.directives, name).is_some();
        Some(Field {
            alias: node.alias.as_ref().map(|alias| alias.text.clone()),
            name: node.name.text.clone(),
            parent: on.to_owned(),
            ty: def.ty.clone(),
            arguments: named_values(&node.arguments),
            directives: self.sent(&node.directives),
            keep_null: marked("keepNull") || def.notes.keep_null,
            lift: marked("lift"),
            selection: self.below(&def.ty, node.selection.as_ref()),
            span: node
                .alias
                .as_ref()
                .map_or(node.name.span, |alias| alias.span.to(node.name.span)),
        })
    }

    fn below(&self, ty: &TypeRef, node: Option<&tree::SelectionSet>) -> Option<SelectionSet> {
        Some(self.selection_set(ty.name(), node?))
    }

    /// The directives that a server is to see.
    fn sent(&self, nodes: &[tree::Directive]) -> Vec<Directive> {
        let ours = |name: &str| {
            self.schema
                .directives
                .get(name)
                .is_some_and(|def| def.client)
        };
        nodes
            .iter()
            .filter(|node| !ours(&node.name.text))
            .map(directive)
            .collect()
    }
}

fn directive(node: &tree::Directive) -> Directive {
    Directive {
        name: node.name.text.clone(),
        arguments: named_values(&node.arguments),
        span: node.name.span,
    }
}

fn variable(node: &tree::VariableDefinition) -> Variable {
    Variable {
        name: node.name.text.clone(),
        ty: type_ref(&node.ty),
        default: node.default.as_ref().map(Value::from),
        uses: Vec::new(),
        span: node.name.span,
    }
}

fn find<'t>(directives: &'t [tree::Directive], name: &str) -> Option<&'t tree::Directive> {
    directives
        .iter()
        .find(|directive| directive.name.text == name)
}

fn effect(node: &tree::Operation) -> Option<Effect> {
    let written = find(&node.directives, "effect").and_then(|found| enum_argument(found, "is"));
    match written {
        Some("READ") => Some(Effect::Read),
        Some("REPEATABLE") => Some(Effect::Repeatable),
        Some("ONCE") => Some(Effect::Once),
        _ => (node.kind != OperationKind::Mutation).then_some(Effect::Read),
    }
}

fn paged(node: &tree::Directive) -> Option<Paged> {
    Some(Paged {
        page: string_argument(node, "page")?,
        size: string_argument(node, "size")?,
        items: string_argument(node, "items")?,
        total: string_argument(node, "total"),
    })
}
