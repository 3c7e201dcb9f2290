//! Schemas as the answer to an introspection query: with and without `data`, from old servers, and broken ones.

use proptest::prelude::*;

use wikijs_codegen::check::model;
use wikijs_codegen::schema::{Schema, TypeKind};
use wikijs_codegen::{Config, Source, SourceKind, Sources};

/// What every one of these schemas has.
const QUERY: &str = r#"{"kind":"OBJECT","name":"Query","fields":[{"name":"a","args":[],"type":{"kind":"SCALAR","name":"Int"}}]}"#;

fn read(json: &[u8]) -> Result<Schema, String> {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Schema, "schema.json", json));
    let model = model(&sources, &Config::new()).map_err(|report| report.to_string())?;
    Ok((*model.schema).clone())
}

fn with_types(types: &str) -> Result<Schema, String> {
    let json =
        format!(r#"{{"__schema":{{"queryType":{{"name":"Query"}},"types":[{QUERY}{types}]}}}}"#);
    read(json.as_bytes())
}

#[test]
fn with_and_without_data() {
    let schema = format!(r#"{{"__schema":{{"queryType":{{"name":"Query"}},"types":[{QUERY}]}}}}"#);
    for json in [
        schema.clone(),
        format!(r#" {{"extensions":{{}},"data":{schema}}}"#),
    ] {
        assert!(read(json.as_bytes()).unwrap().types.contains_key("Query"));
    }
}

#[test]
fn parts_of_types() {
    let schema = with_types(
        r#",{"kind":"ENUM","name":"E","enumValues":[{"name":"A","isDeprecated":true,"deprecationReason":"old"},{"name":"B","isDeprecated":false}]},
        {"kind":"INPUT_OBJECT","name":"I","inputFields":[{"name":"e","type":{"kind":"ENUM","name":"E"},"defaultValue":"A"},
            {"name":"l","type":{"kind":"NON_NULL","ofType":{"kind":"LIST","ofType":{"kind":"SCALAR","name":"String"}}},"defaultValue":"[\"a\", null]"}]},
        {"kind":"INTERFACE","name":"N","fields":[{"name":"id","args":null,"type":{"kind":"SCALAR","name":"ID"}}],"interfaces":null,"possibleTypes":[{"name":"T"}]},
        {"kind":"OBJECT","name":"T","interfaces":[{"kind":"INTERFACE","name":"N"}],"fields":[{"name":"id","type":{"kind":"SCALAR","name":"ID"}}]},
        {"kind":"UNION","name":"U","possibleTypes":[{"kind":"OBJECT","name":"T","ofType":null}]},
        {"kind":"SCALAR","name":"Date","description":"A date."},{"kind":"SCALAR","name":"Int"},{"kind":"OBJECT","name":"__Type","fields":[]}"#,
    )
    .unwrap();
    let TypeKind::Input(fields) = &schema.types["I"].kind else {
        panic!("no input");
    };
    assert_eq!(fields[1].ty.to_string(), "[String]!");
    assert_eq!(
        fields[1].default.as_ref().unwrap().to_string(),
        r#"["a"null]"#
    );
    let TypeKind::Enum(values) = &schema.types["E"].kind else {
        panic!("no enum");
    };
    assert_eq!(values[0].deprecated.as_deref(), Some("old"));
    assert_eq!(schema.types["Date"].description.as_deref(), Some("A date."));
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let cases = [
        ("{", "expected `,` or `}`"),
        (
            r#"{"errors":[{"message":"no"}]}"#,
            "the server answered with errors",
        ),
        (r#"{"data":null}"#, "it has no `__schema`"),
        (r#"{"__schema":{"types":{}}}"#, "`types` is no list"),
        (
            r#"{"__schema":{"types":[{"kind":"OBJECT","name":"a b"}]}}"#,
            "this is no name",
        ),
        (
            r#"{"__schema":{"types":[{"kind":"OBJECT","name":"A","fields":[{"name":"a","type":{"kind":"LIST","ofType":null}}]}]}}"#,
            "the type is cut off",
        ),
        (
            r#"{"__schema":{"types":[{"kind":"INPUT_OBJECT","name":"A","inputFields":[{"name":"a","type":{"name":"Int","kind":"SCALAR"},"defaultValue":"{"}]}]}}"#,
            "this default is no value",
        ),
        (
            r#"{"__schema":{"queryType":{"name":"Query"},"types":[]}}"#,
            "Query",
        ),
    ];
    for (json, words) in cases {
        let told = read(json.as_bytes()).unwrap_err();
        assert!(told.contains(words), "{json}\n{told}");
        assert!(told.contains("schema.json:1:"), "{told}");
    }
}

proptest! {
    #[test]
    fn damaged_introspections(places in proptest::collection::vec((any::<u32>(), any::<u8>()), 1..4)) {
        let mut json = include_bytes!("../schema/shop.json").to_vec();
        for (place, byte) in places {
            let place = place as usize % json.len();
            json[place] = byte;
        }
        _ = read(&json);
    }
}
