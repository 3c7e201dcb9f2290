//! Nothing of the schema is silent: every field below a namespace declares its codes, every operation its effect, every
//! type, field, argument and value has a description. Whether that is true is the matter of `facts`.

use std::collections::BTreeSet;

use wikijs_codegen::{
    Config,
    check::{Model, model},
    document::OperationKind,
    schema::{EnumValueDef, FieldDef, InputValueDef, TypeDef, TypeKind},
};

use crate::workspace::catalogue_sources;

/// Query leaves, mutation leaves and subscriptions of the vendored schema.
const LEAVES: usize = 48 + 71 + 1;

fn catalogue() -> Model {
    model(&catalogue_sources(), &Config::default()).unwrap_or_else(|report| panic!("{report}"))
}

/// The fields that do something: those below a namespace, and the subscriptions.
fn leaves(model: &Model) -> Vec<(String, &FieldDef)> {
    let schema = &model.schema;
    let roots = [&schema.query, &schema.mutation].into_iter().flatten();
    let mut found: Vec<_> = roots
        .flat_map(|root| fields(&schema.types[root]))
        .flat_map(|namespace| fields(&schema.types[namespace.ty.name()]))
        .collect();
    found.extend(
        schema
            .subscription
            .iter()
            .flat_map(|root| fields(&schema.types[root])),
    );
    found
        .into_iter()
        .map(|field| (format!("{} at {:?}", field.name, field.span), field))
        .collect()
}

fn fields(of: &TypeDef) -> &[FieldDef] {
    match &of.kind {
        TypeKind::Object(object) | TypeKind::Interface(object) => &object.fields,
        _ => &[],
    }
}

#[test]
fn every_leaf_field_declares_its_codes() {
    let model = catalogue();
    let leaves = leaves(&model);
    assert_eq!(leaves.len(), LEAVES);
    let silent: Vec<_> = leaves
        .iter()
        .filter(|(_, field)| field.notes.codes.is_none())
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "without @codes: {silent:#?}");
}

#[test]
fn the_catalogue_asks_for_every_leaf_field() {
    let model = catalogue();
    let asked: BTreeSet<_> = model
        .document
        .operations
        .iter()
        .flat_map(|operation| super::catalogue::leaf_coordinates(&model, operation))
        .collect();
    let all = all_leaf_coordinates(&model);
    let missing: Vec<_> = all.difference(&asked).collect();
    assert!(missing.is_empty(), "no operation asks for {missing:#?}");
}

/// `PageQuery.single` for every leaf.
fn all_leaf_coordinates(model: &Model) -> BTreeSet<String> {
    let schema = &model.schema;
    let mut found = BTreeSet::new();
    for root in [&schema.query, &schema.mutation].into_iter().flatten() {
        for namespace in fields(&schema.types[root]) {
            let name = namespace.ty.name();
            found.extend(
                fields(&schema.types[name])
                    .iter()
                    .map(|leaf| format!("{name}.{}", leaf.name)),
            );
        }
    }
    if let Some(root) = &schema.subscription {
        found.extend(
            fields(&schema.types[root])
                .iter()
                .map(|leaf| format!("{root}.{}", leaf.name)),
        );
    }
    found
}

#[test]
fn every_operation_declares_its_effect() {
    let model = catalogue();
    let silent: Vec<_> = model
        .document
        .operations
        .iter()
        .filter(|operation| operation.kind == OperationKind::Mutation && operation.effect.is_none())
        .map(|operation| &operation.name)
        .collect();
    assert!(silent.is_empty(), "without @effect: {silent:#?}");
}

#[test]
fn every_operation_says_what_it_does() {
    let model = catalogue();
    let silent: Vec<_> = model
        .document
        .operations
        .iter()
        .filter(|operation| {
            operation
                .comment
                .as_deref()
                .unwrap_or_default()
                .trim()
                .is_empty()
        })
        .map(|operation| &operation.name)
        .collect();
    assert!(silent.is_empty(), "without a comment above: {silent:#?}");
}

#[test]
fn everything_in_the_schema_has_a_description() {
    let model = catalogue();
    let mut silent = Vec::new();
    for ty in model
        .schema
        .types
        .values()
        .filter(|ty| !is_built_in(&ty.name))
    {
        describe(&ty.name, ty.description.as_deref(), &mut silent);
        parts(ty, &mut silent);
    }
    assert!(silent.is_empty(), "without a description: {silent:#?}");
}

fn is_built_in(name: &str) -> bool {
    name.starts_with("__") || ["Int", "Float", "String", "Boolean", "ID", "Upload"].contains(&name)
}

fn parts(ty: &TypeDef, silent: &mut Vec<String>) {
    match &ty.kind {
        TypeKind::Object(object) | TypeKind::Interface(object) => {
            for field in &object.fields {
                let at = format!("{}.{}", ty.name, field.name);
                describe(&at, field.description.as_deref(), silent);
                inputs(&at, &field.arguments, silent);
            }
        }
        TypeKind::Enum(values) => values_of(&ty.name, values, silent),
        TypeKind::Input(fields) => inputs(&ty.name, fields, silent),
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
}

fn values_of(at: &str, values: &[EnumValueDef], silent: &mut Vec<String>) {
    for value in values {
        describe(
            &format!("{at}.{}", value.name),
            value.description.as_deref(),
            silent,
        );
    }
}

fn inputs(at: &str, inputs: &[InputValueDef], silent: &mut Vec<String>) {
    for input in inputs {
        describe(
            &format!("{at}({})", input.name),
            input.description.as_deref(),
            silent,
        );
    }
}

fn describe(at: &str, description: Option<&str>, silent: &mut Vec<String>) {
    if description.unwrap_or_default().trim().is_empty() {
        silent.push(at.to_owned());
    }
}
