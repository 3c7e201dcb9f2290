//! Every operation with every permission: what a group may not do is refused and changes nothing; what it may do is not
//! refused. The overlay says what each field asks for; a test of the whole holds it against what was recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use apollo_compiler::Schema;
use apollo_compiler::ast::{Definition, DirectiveList, Document, Type};
use apollo_compiler::schema::{ExtendedType, FieldDefinition};
use serde_json::Value;
use wikijs_sandbox::{Sandbox, SeedAsset, SeedGroup, SeedPage, SeedUser};

use crate::wiki::ask;

/// A field of a namespace.
struct Operation {
    /// `query` or `mutation`.
    kind: &'static str,
    /// `pages{delete(id:1){__typename}}`.
    asked: String,
    namespace: String,
    field: String,
    /// Any one of these permissions.
    requires: Vec<String>,
}

const READER: [&str; 3] = ["read:pages", "read:assets", "read:comments"];
const EDITOR: [&str; 12] = [
    "read:pages",
    "read:assets",
    "read:comments",
    "read:source",
    "read:history",
    "write:pages",
    "manage:pages",
    "delete:pages",
    "write:assets",
    "manage:assets",
    "write:comments",
    "manage:comments",
];

fn wiki(permissions: &[&str]) -> Sandbox {
    Sandbox::builder()
        .page(SeedPage::new("a", "A", "hidden text").tags(["one"]))
        .user(SeedUser::new("ada@example.org", "Ada", "correct horse"))
        .asset(SeedAsset::new("a.png", "image/png", "pixels"))
        .group(SeedGroup::new("Tested", permissions.iter().copied()).below(""))
        .in_process()
}

fn all_permissions(operations: &[Operation]) -> BTreeSet<String> {
    operations
        .iter()
        .flat_map(|operation| operation.requires.clone())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn no_group_does_what_it_may_not() {
    let operations = operations();
    let all = all_permissions(&operations);
    assert!(operations.len() == 119 && all.len() > 15, "{all:?}");
    let single: Vec<Vec<&str>> = all
        .iter()
        .map(|permission| vec![permission.as_str()])
        .collect();
    let groups = [Vec::new(), READER.to_vec(), EDITOR.to_vec()]
        .into_iter()
        .chain(single);
    for permissions in groups.filter(|permissions| permissions != &["manage:system"]) {
        let sandbox = wiki(&permissions);
        let token = sandbox.token_of("Tested").expect("a key");
        refused(&sandbox, token, &permissions, &operations).await;
    }
    // The guest has what the group of guests has.
    refused(&wiki(&[]), "", &READER, &operations).await;
}

// All that may not be done, in one request each.
async fn refused(sandbox: &Sandbox, token: &str, permissions: &[&str], operations: &[Operation]) {
    let before = sandbox.state();
    for kind in ["query", "mutation"] {
        let forbidden: Vec<_> = operations
            .iter()
            .filter(|operation| operation.kind == kind && !operation.allows(permissions))
            .collect();
        let fields = forbidden.iter().enumerate();
        let document: String = fields
            .map(|(at, operation)| format!("a{at}:{} ", operation.asked))
            .collect();
        let answer = ask(sandbox, token, &format!("{kind}{{{document}}}")).await;
        for (at, operation) in forbidden.iter().enumerate() {
            let told = refusals(&answer, &format!("a{at}"));
            assert_eq!(
                told,
                ["Forbidden"],
                "{} with {permissions:?}",
                operation.asked
            );
            let field = &answer["data"][format!("a{at}")][&operation.field];
            assert!(
                field.is_null(),
                "{} with {permissions:?}: {field}",
                operation.asked
            );
        }
        assert!(
            !answer.to_string().contains("hidden text"),
            "{permissions:?}"
        );
    }
    let diff = before.diff(&sandbox.state());
    assert!(diff.is_empty(), "{permissions:?}: {diff}");
}

fn refusals(answer: &Value, alias: &str) -> Vec<String> {
    let errors = answer["errors"].as_array().into_iter().flatten();
    errors
        .filter(|error| error["path"][0] == alias)
        .map(|error| error["message"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn each_permission_that_a_field_names_opens_it() {
    for operation in operations() {
        for permission in &operation.requires {
            let sandbox = wiki(&[permission]);
            let token = sandbox.token_of("Tested").expect("a key");
            let document = format!("{}{{{}}}", operation.kind, operation.asked);
            // Two that never answer, by what they are asked here.
            let asked = ask(&sandbox, token, &document);
            let answer = tokio::time::timeout(std::time::Duration::from_secs(60), asked).await;
            let told = answer
                .map(|answer| refusals(&answer, &operation.namespace))
                .unwrap_or_default();
            assert!(
                !told.contains(&"Forbidden".to_owned()),
                "{document} with {permission}"
            );
        }
    }
}

impl Operation {
    fn allows(&self, permissions: &[&str]) -> bool {
        let has = |permission: &String| permissions.contains(&permission.as_str());
        self.requires.is_empty() || self.requires.iter().any(has)
    }
}

fn operations() -> Vec<Operation> {
    let (schema, required) = (schema(), required());
    let mut all = Vec::new();
    for (root, kind) in [("Query", "query"), ("Mutation", "mutation")] {
        for (namespace, ty) in fields(&schema, root) {
            let ty = ty.ty.inner_named_type();
            for (name, field) in fields(&schema, ty) {
                let key = format!("{ty}.{name}");
                all.push(Operation {
                    kind,
                    asked: format!("{namespace}{{{}}}", asked(&schema, &name, &field)),
                    namespace: namespace.clone(),
                    field: name,
                    requires: required.get(&key).cloned().unwrap_or_default(),
                });
            }
        }
    }
    all
}

fn schema() -> Schema {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/wikijs.graphql");
    let text = fs::read_to_string(file).expect("the schema");
    Schema::parse_and_validate(text, "wikijs.graphql")
        .expect("a schema")
        .into_inner()
}

fn fields(schema: &Schema, ty: &str) -> Vec<(String, FieldDefinition)> {
    let ty = schema.get_object(ty).expect("an object");
    ty.fields
        .iter()
        .map(|(name, field)| (name.to_string(), field.as_ref().clone()))
        .collect()
}

// The field with an argument of its type wherever one is wanted.
fn asked(schema: &Schema, name: &str, field: &FieldDefinition) -> String {
    let wanted = field
        .arguments
        .iter()
        .filter(|argument| argument.is_required());
    let arguments: Vec<_> = wanted
        .map(|argument| format!("{}:{}", argument.name, value(schema, &argument.ty)))
        .collect();
    let arguments = match arguments.is_empty() {
        true => String::new(),
        false => format!("({})", arguments.join(",")),
    };
    let has_fields = schema.get_object(field.ty.inner_named_type()).is_some();
    format!(
        "{name}{arguments}{}",
        if has_fields { "{__typename}" } else { "" }
    )
}

fn value(schema: &Schema, ty: &Type) -> String {
    if ty.is_list() {
        return "[]".into();
    }
    let name = ty.inner_named_type();
    match schema.types.get(name) {
        Some(ExtendedType::Enum(values)) => {
            values.values.keys().next().expect("a value").to_string()
        }
        Some(ExtendedType::InputObject(input)) => {
            let wanted = input.fields.values().filter(|field| field.is_required());
            let fields: Vec<_> = wanted
                .map(|field| format!("{}:{}", field.name, value(schema, &field.ty)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        _ if name == "Int" || name == "Float" => "1".into(),
        _ if name == "Boolean" => "true".into(),
        _ => "\"en\"".into(),
    }
}

// What the overlay says that each field asks for.
fn required() -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/overlay");
    let files = fs::read_dir(folder)
        .expect("the overlay")
        .map(|entry| entry.expect("a file").path());
    let mut required = BTreeMap::new();
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "graphql")) {
        let text = fs::read_to_string(&file).expect("a file");
        let document = Document::parse(text, "overlay.graphql").expect("a document");
        for definition in &document.definitions {
            if let Definition::ObjectTypeExtension(ty) = definition {
                let named = |name: &str| format!("{}.{name}", ty.name);
                required.extend(
                    ty.fields
                        .iter()
                        .map(|field| (named(&field.name), asks(&field.directives))),
                );
            }
        }
    }
    required
}

fn asks(directives: &DirectiveList) -> Vec<String> {
    let auth = directives
        .get("auth")
        .and_then(|auth| auth.specified_argument_by_name("requires"));
    let items = auth.and_then(|value| value.as_list()).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.as_str().map(String::from))
        .collect()
}
