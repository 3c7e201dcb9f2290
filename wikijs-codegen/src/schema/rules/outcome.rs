//! Ours: the fields that `@outcome` names exist and have the types that the runtime reads.
//!
//! Bad: `type Status @outcome(ok: "done", …) { succeeded: Boolean! }`.
//! Good: `type Status @outcome(ok: "succeeded", …) { succeeded: Boolean! … }`.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::schema::{Schema, TypeDef};
use crate::source::Span;
use crate::syntax::Tree;
use crate::syntax::tree::Definition;

const RULE: &str = "outcome";

/// The rule.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    for def in schema.types.values() {
        let Some(names) = &def.notes.outcome else {
            continue;
        };
        let wanted = [
            ("ok", &names.ok, "Boolean"),
            ("code", &names.code, "Int"),
            ("slug", &names.slug, "String"),
            ("message", &names.message, "String"),
        ];
        found.extend(
            wanted
                .into_iter()
                .filter_map(|(role, name, ty)| check_field(tree, def, role, name, ty)),
        );
    }
}

fn check_field(tree: &Tree, def: &TypeDef, role: &str, name: &str, ty: &str) -> Option<Diagnostic> {
    let names = || def.fields().iter().map(|field| field.name.as_str());
    let Some(field) = def.fields().iter().find(|field| field.name == name) else {
        let message = format!(
            "`@outcome({role}: \"{name}\")` names a field that `{}` does not have",
            def.name
        );
        return Some(
            Diagnostic::new(RULE, place(tree, def), message).help_if(did_you_mean(name, names())),
        );
    };
    let message = format!(
        "`@outcome({role}:)` needs a field of type `{ty}`: `{name}` is `{}`",
        field.ty
    );
    (field.ty.nullable().to_string() != ty)
        .then(|| Diagnostic::new(RULE, place(tree, def), message).label(field.span, "defined here"))
}

/// Where `@outcome` stands at the type.
fn place(tree: &Tree, def: &TypeDef) -> Span {
    let definitions = tree.files.iter().flat_map(|file| &file.definitions);
    let mut nodes = definitions.filter_map(|definition| match definition {
        Definition::Type(node) if node.name.text == def.name => Some(node),
        _ => None,
    });
    let directive = nodes.find_map(|node| {
        node.directives
            .iter()
            .find(|directive| directive.name.text == "outcome")
    });
    directive.map_or(def.span, |directive| directive.name.span)
}
