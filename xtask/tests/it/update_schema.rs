//! `update-schema` from files: what is written, what is told, and that nothing is written where it fails.

use serde_json::Value;
use xtask::{
    Error,
    update_schema::{Options, Update},
};

use crate::workspace::{Checkout, answer, fixture};

/// Runs the command on an answer and gives what it prints.
fn update(checkout: &Checkout, answer: &str, options: Options) -> Result<String, Error> {
    let from = Some(checkout.file("answer.json", answer));
    let options = Options { from, ..options };
    let update = Update::prepare(&checkout.workspace, &options, None)?;
    update.finish(&checkout.workspace, &options)?;
    Ok(update.report)
}

fn written(answer: &str) -> String {
    let checkout = Checkout::new();
    update(&checkout, answer, Options::default()).unwrap();
    checkout.schema().unwrap()
}

#[test]
fn the_schema_as_it_is_printed() {
    insta::assert_snapshot!(written(&answer()));
}

#[test]
fn the_wrapper_and_the_order_of_types_do_not_count() {
    let expected = written(&answer());
    let mut value: Value = serde_json::from_str(&answer()).unwrap();
    assert_eq!(written(&value["data"].to_string()), expected);
    value["data"]["__schema"]["types"]
        .as_array_mut()
        .unwrap()
        .reverse();
    value["data"]["__schema"]["directives"]
        .as_array_mut()
        .unwrap()
        .reverse();
    assert_eq!(written(&value.to_string()), expected);
}

#[test]
fn what_changed_and_whom_it_concerns() {
    let checkout = Checkout::new();
    let first = update(&checkout, &answer(), Options::default()).unwrap();
    assert!(
        first.ends_with(" changes, 0 of them breaking.\n"),
        "{first}"
    );
    let again = update(&checkout, &answer(), Options::default()).unwrap();
    assert_eq!(again, "The schema is up to date.\n");

    let old = checkout.schema().unwrap();
    let old = old
        .replace("  title: String!\n", "  title: String\n  gone: Int\n")
        .replace("= 10", "= 20");
    let old = old
        .replace("type Tag {\n", "type Tag {\n  size: Int\n")
        .replace("  deep: [[Int!]]\n", "");
    checkout.put(&old);
    insta::assert_snapshot!(
        update(
            &checkout,
            &answer(),
            Options {
                force: true,
                ..Options::default()
            }
        )
        .unwrap()
    );

    checkout.put(&format!("{}\n", written(&answer())));
    let layout = update(&checkout, &answer(), Options::default()).unwrap();
    assert!(layout.contains("only the order or the layout"), "{layout}");
}

#[test]
fn check_compares_and_writes_nothing() {
    let check = || Options {
        check: true,
        ..Options::default()
    };
    let checkout = Checkout::new();
    let error = update(&checkout, &answer(), check())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("run `cargo xtask update-schema --from"),
        "{error}"
    );
    assert_eq!(checkout.schema(), None);

    checkout.put("type Query { a: Int }");
    update(&checkout, &answer(), check()).unwrap_err();
    assert_eq!(checkout.schema().as_deref(), Some("type Query { a: Int }"));

    update(&checkout, &answer(), Options::default()).unwrap();
    update(&checkout, &answer(), check()).unwrap();
}

#[test]
fn what_is_no_introspection_is_refused() {
    let broken = answer().replace("\"queryType\"", "\"noQueryType\"");
    let cases = [
        ("", "it is no JSON"),
        ("<html></html>", "it is no JSON"),
        ("{}", "it has no `__schema`"),
        ("{\"data\": null}", "it has no `__schema`"),
        ("{\"data\": {\"__schema\": null}}", "it has no `__schema`"),
        ("{\"data\": {\"pages\": {}}}", "it has no `__schema`"),
        (
            "{\"__schema\": []}",
            "is not the answer to an introspection query",
        ),
        (broken.as_str(), "queryType"),
    ];
    for (answer, part) in cases {
        let checkout = Checkout::new();
        checkout.put("as it was");
        let error = update(&checkout, answer, Options::default())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(part) && error.contains("answer.json"),
            "{answer}: {error}"
        );
        assert_eq!(checkout.schema().as_deref(), Some("as it was"), "{answer}");
    }
}

#[test]
fn a_file_that_is_not_there() {
    let checkout = Checkout::new();
    let options = Options {
        from: Some(fixture("nowhere.json")),
        ..Options::default()
    };
    let error = Update::prepare(&checkout.workspace, &options, None)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("cannot read ") && error.contains("nowhere.json"),
        "{error}"
    );
}

#[test]
fn a_schema_that_breaks_the_catalogue_is_written_only_by_force() {
    let checkout = Checkout::new();
    update(&checkout, &answer(), Options::default()).unwrap();
    let before = checkout.schema();
    let renamed = answer().replace("\"name\": \"title\"", "\"name\": \"heading\"");

    let error = update(&checkout, &renamed, Options::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("--force") && error.contains("queries/fragments.graphql:3"),
        "{error}"
    );
    assert_eq!(checkout.schema(), before);

    let report = update(
        &checkout,
        &renamed,
        Options {
            force: true,
            ..Options::default()
        },
    )
    .unwrap();
    assert!(
        report.contains(
            "removed   Page.title: String!  (breaking)\n          touches pages/single\n"
        ),
        "{report}"
    );
    assert!(
        checkout
            .schema()
            .is_some_and(|schema| schema.contains("heading: String!"))
    );
}
