//! serde's and graphql_client's view of generated types.

use serde::{Deserialize, Serialize};
use serde_json::json;
use wikijs_wire::{Maybe, Null, Operation, Secret, Variables};

use crate::operations::{Create, Single};
use crate::shapes::{PageTag, Tree};

fn tree() -> serde_json::Value {
    json!({"id": 1, "tag": "a", "order": null, "key": "k", "children": [
        {"id": 2, "tag": null, "order": "TITLE", "key": null, "children": []},
    ]})
}

#[test]
fn answers_are_read_and_shown() {
    let read: Tree = serde_json::from_value(tree()).unwrap();
    assert_eq!(read.children[0].page_tag.id, 2);
    let mut shown = tree();
    shown["key"] = json!("[redacted]");
    assert_eq!(serde_json::to_value(&read).unwrap(), shown);
    assert_eq!(
        serde_json::to_string(&read.children[0]).unwrap(),
        r#"{"id":2,"tag":null,"order":"TITLE","key":null,"children":[]}"#
    );
}

/// Where serde buffers, a raw value cannot be had.
#[test]
fn answers_are_read_where_serde_buffers() {
    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum Either {
        Number(i32),
        Tree(Box<Tree>),
    }

    #[derive(Deserialize, Serialize)]
    struct Page {
        note: String,
        #[serde(flatten)]
        tag: PageTag,
    }

    let either: Either = serde_json::from_reader(tree().to_string().as_bytes()).unwrap();
    assert!(matches!(either, Either::Tree(tree) if tree.page_tag.id == 1));
    let page: Page = serde_json::from_value(json!({"note": "n", "id": 3})).unwrap();
    assert_eq!((page.note.as_str(), page.tag.id), ("n", 3));
    assert_eq!(serde_json::to_value(&page).unwrap()["id"], 3);
}

#[test]
fn what_does_not_fit_is_told_with_its_path() {
    let error =
        serde_json::from_value::<Tree>(json!({"id": 1, "children": [{"id": "x"}]})).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("children[0].id: expected an integer, found a string"),
        "{error}"
    );
}

#[test]
fn operations_are_their_variables() {
    let create = Create {
        path: "a".into(),
        tags: Maybe::Null,
        password: Maybe::Value(Secret::from("hunter2")),
    };
    assert_eq!(
        serde_json::to_string(&create).unwrap(),
        r#"{"path":"a","tags":null,"password":"hunter2"}"#
    );
    assert!(!format!("{create:?}").contains("hunter2"));
    let mut shown = Variables::shown();
    create.variables(&mut shown);
    assert_eq!(
        shown.json(),
        r#"{"path":"a","tags":null,"password":"[redacted]"}"#
    );
}

#[test]
fn setters_tell_null_from_absent() {
    let json = |single: Single| serde_json::to_string(&single).unwrap();
    assert_eq!(json(Single::new(1)), r#"{"id":1}"#);
    assert_eq!(
        json(Single::new(1).locale("en")),
        r#"{"id":1,"locale":"en"}"#
    );
    assert_eq!(
        json(Single::new(1).locale(Null)),
        r#"{"id":1,"locale":null}"#
    );
}

#[cfg(feature = "graphql-client")]
#[test]
fn graphql_client_takes_operations_as_they_are() {
    use wikijs_wire::generated::graphql_client::{GraphQLQuery, Response};

    let body = serde_json::to_value(Single::build_query(Single::new(1))).unwrap();
    assert_eq!(body["variables"], json!({"id": 1}));
    assert_eq!(body["operationName"], "Single");
    let answer = json!({"data": {"pages": {"single": tree()}}, "errors": [{"message": "no", "path": ["pages"]}]});
    let response: Response<<Single as GraphQLQuery>::ResponseData> =
        serde_json::from_value(answer).unwrap();
    assert_eq!(response.data.unwrap().into_value().unwrap().page_tag.id, 1);
}
