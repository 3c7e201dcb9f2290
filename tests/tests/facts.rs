//! The permissions, rate limits and codes of the overlay are those that the server was seen to have, field by field:
//! `fixtures/facts.txt` was made of recordings, not of the overlay. The sandbox reads the overlay, too, so nothing else
//! would notice a mistake in it.

use std::{collections::BTreeMap, fs, path::Path};

use wikijs_codegen::{
    Config,
    check::model,
    schema::{FieldDef, Schema, TypeKind},
};

use crate::workspace::schema_sources;

/// By `PageQuery.single`: what is known of it, as in the fixture.
type Facts = BTreeMap<String, String>;

fn recorded() -> Facts {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/facts.txt");
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(' ').unwrap())
        .map(|(field, facts)| (field.to_owned(), facts.to_owned()))
        .collect()
}

fn declared(schema: &Schema) -> Facts {
    let mut facts = Facts::new();
    for ty in schema.types.values() {
        if let TypeKind::Object(object) = &ty.kind {
            let lines = object
                .fields
                .iter()
                .map(|field| (format!("{}.{}", ty.name, field.name), line(field)));
            facts.extend(lines.filter(|(_, line)| !line.is_empty()));
        }
    }
    facts
}

/// `auth=manage:system limit=5/60 codes=1002,1003`.
fn line(field: &FieldDef) -> String {
    let notes = &field.notes;
    let (mut auth, mut codes) = (notes.auth.clone(), notes.codes.clone().unwrap_or_default());
    auth.sort();
    codes.sort_unstable();
    let codes: Vec<_> = codes.iter().map(ToString::to_string).collect();
    let limit = notes
        .rate_limit
        .map(|limit| format!("{}/{}", limit.limit, limit.seconds));
    let parts = [
        ("auth", auth.join(",")),
        ("limit", limit.unwrap_or_default()),
        ("codes", codes.join(",")),
    ];
    let said = parts.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(key, value)| format!("{key}={value}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_overlay_says_what_was_recorded() {
    let model =
        model(&schema_sources(), &Config::default()).unwrap_or_else(|report| panic!("{report}"));
    let (recorded, declared) = (recorded(), declared(&model.schema));
    let fields = recorded.keys().chain(declared.keys());
    let mut wrong: Vec<_> = fields
        .filter(|field| recorded.get(*field) != declared.get(*field))
        .map(|field| {
            let [recorded, declared] = [&recorded, &declared].map(|facts| facts.get(field));
            format!("{field}: recorded {recorded:?}, in the overlay {declared:?}")
        })
        .collect();
    wrong.dedup();
    assert!(recorded.len() > 150, "{}", recorded.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
