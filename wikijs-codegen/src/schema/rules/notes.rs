//! Ours: notes of the overlay stand where they mean something. `@secret` is on a text; `@id` on a text or a whole number,
//! its name is a Rust type's, and one name stands for one kind of value; `@dropNulls` is on a list whose items may be
//! null, and so is `@keepNull` on what is sent; `@rust` names a type by its path.
//!
//! Bad: `port: Int @secret`; `id: Boolean @id(type: "PageId")`; `tags: [String!] @dropNulls`.
//! Good: `pass: String @secret`; `id: Int @id(type: "PageId")`; `tags: [String] @dropNulls`.

use std::collections::BTreeMap;

use super::sites::{Site, sites};
use crate::diagnostic::Diagnostic;
use crate::schema::{DirectiveDef, Schema, TypeRef, string_argument, type_ref};
use crate::source::Span;
use crate::syntax::Tree;
use crate::syntax::tree::{Directive, Type};

const RULE: &str = "note";

/// The rule.
pub(super) fn check(tree: &Tree, schema: &Schema, found: &mut Vec<Diagnostic>) {
    let ours = |name: &str| {
        schema
            .directives
            .get(name)
            .is_some_and(|def: &DirectiveDef| def.client)
    };
    let mut ids = Ids::new();
    for site in sites(tree) {
        for directive in site
            .directives
            .iter()
            .filter(|directive| ours(&directive.name.text))
        {
            found.extend(match (directive.name.text.as_str(), site.ty) {
                ("secret", Some(ty)) => check_secret(directive, ty, &site),
                ("dropNulls", Some(ty)) => check_items(directive, ty),
                ("keepNull", Some(ty)) if site.place != "FIELD_DEFINITION" => {
                    check_items(directive, ty)
                }
                ("id", Some(ty)) => check_id(directive, ty, &mut ids),
                ("rust", _) => check_rust(directive),
                _ => None,
            });
        }
    }
}

fn wrong(directive: &Directive, message: String) -> Option<Diagnostic> {
    Some(Diagnostic::new(RULE, directive.name.span, message))
}

fn check_secret(directive: &Directive, ty: &Type, site: &Site<'_>) -> Option<Diagnostic> {
    let name = &ty.name().text;
    if name != "String" {
        return wrong(
            directive,
            format!("`@secret` is for texts, and this is `{}`", type_ref(ty)),
        );
    }
    let both = site.directives.iter().any(|other| other.name.text == "id");
    if both {
        wrong(
            directive,
            "a value is a secret or an id, not both".to_owned(),
        )
    } else {
        None
    }
}

/// For a directive that says what becomes of null items.
fn check_items(directive: &Directive, ty: &Type) -> Option<Diagnostic> {
    let (ty, name) = (type_ref(ty), &directive.name.text);
    if has_null_items(&ty, name == "keepNull") {
        return None;
    }
    wrong(
        directive,
        format!("`@{name}` is for lists with items that may be null, and this is `{ty}`"),
    )
}

fn has_null_items(ty: &TypeRef, deeply: bool) -> bool {
    match ty.nullable() {
        TypeRef::List(item) => item.is_nullable() || (deeply && has_null_items(item, deeply)),
        _ => false,
    }
}

/// For each id the kind of value it stands for, and where that is said first.
type Ids = BTreeMap<String, (String, Span)>;

fn check_id(directive: &Directive, ty: &Type, ids: &mut Ids) -> Option<Diagnostic> {
    let id = string_argument(directive, "type")?;
    let name = &ty.name().text;
    if !["Int", "String", "ID"].contains(&name.as_str()) {
        return wrong(
            directive,
            format!(
                "`@id` is for texts and whole numbers, and this is `{}`",
                type_ref(ty)
            ),
        );
    }
    if !is_type_name(&id) {
        return wrong(
            directive,
            format!("`{id}` is no name of a Rust type: write it like `PageId`"),
        );
    }
    let (first, place) = ids
        .entry(id.clone())
        .or_insert((name.clone(), directive.name.span))
        .clone();
    if first == *name {
        return None;
    }
    let message = format!("`{id}` is `{name}` here and `{first}` elsewhere");
    wrong(directive, message).map(|diagnostic| diagnostic.label(place, "first said here"))
}

fn is_type_name(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        && name != "Self"
}

fn check_rust(directive: &Directive) -> Option<Diagnostic> {
    let path = string_argument(directive, "type")?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_:<>, ".contains(letter);
    let names = path.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let starts_well = |name: &str| !name.starts_with(|letter: char| letter.is_ascii_digit());
    if path.chars().all(plain)
        && path.chars().any(|letter| letter.is_ascii_alphabetic())
        && names.into_iter().all(starts_well)
    {
        return None;
    }
    wrong(
        directive,
        format!("`{path}` is no path of a Rust type: write it like `::my_crate::Date`"),
    )
}
