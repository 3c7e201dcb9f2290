//! Section 3.3: the root types exist and are object types; there is one for queries.
//!
//! Bad: `schema { query: Query }` without a type `Query`.
//! Good: `type Query { version: String }`.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{Schema, TypeKind};
use crate::source::Span;
use crate::syntax::Tree;
use crate::syntax::tree::{Definition, Name};

const RULE: &str = "root-types";

/// The rule.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let roots = [
        ("query", &schema.query),
        ("mutation", &schema.mutation),
        ("subscription", &schema.subscription),
    ];
    for (kind, name) in roots {
        found.extend(
            name.as_ref()
                .and_then(|name| check_root(tree, schema, kind, name)),
        );
    }
    if schema.query.is_none() {
        found.push(
            Diagnostic::new(RULE, Span::default(), "the schema has no type for queries")
                .help("it is called `Query`, or named by `schema { query: … }`"),
        );
    }
}

fn check_root(tree: &Tree, schema: &Schema, kind: &str, name: &str) -> Option<Diagnostic> {
    let Some(def) = schema.types.get(name) else {
        let message = format!("there is no type `{name}`, which the schema names for `{kind}`");
        let help = did_you_mean(name, schema.types.keys().map(String::as_str));
        return Some(Diagnostic::new(RULE, place(tree, name), message).help_if(help));
    };
    let message = format!("`{name}` is the type of `{kind}` and no object type");
    let object = matches!(def.kind, TypeKind::Object(_));
    (!object).then(|| {
        Diagnostic::new(RULE, def.span, message).saying(format!("defined as `{}`", def.keyword()))
    })
}

/// Where the schema names its root type so.
fn place(tree: &Tree, name: &str) -> Span {
    let definitions = tree.files.iter().flat_map(|file| &file.definitions);
    let roots = definitions.filter_map(|definition| match definition {
        Definition::Schema(node) => Some(node.roots.iter().map(|(_, name)| name)),
        _ => None,
    });
    roots
        .flatten()
        .find(|root: &&Name| root.text == name)
        .map_or_else(Span::default, |root| root.span)
}
