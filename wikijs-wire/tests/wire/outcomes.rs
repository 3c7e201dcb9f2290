//! What came of an operation: lifted, judged, partial, refused, missing.

use std::fmt::Debug;

use wikijs_wire::operation::{AnswerError, interpret, read_answer};
use wikijs_wire::{Envelope, Operation, Outcome, Refusal};

use crate::operations::{Create, Overview, Single, Tags};

/// In one pass, after making sure that two passes say the same.
fn read<O: Operation<Output: Debug>>(
    body: &str,
) -> Result<Outcome<O::Output, O::Refusal>, AnswerError> {
    let Envelope { data, errors, .. } = Envelope::read(body.as_bytes()).unwrap();
    let two = interpret::<O>(data, errors).map_err(|error| error.locate(data.value().unwrap()));
    let one = read_answer::<O>(body.as_bytes());
    assert_eq!(
        format!("{:?}", one.as_ref().ok()),
        format!("{:?}", two.as_ref().ok())
    );
    if let (Err(one), Err(two)) = (&one, two) {
        assert_eq!(*one, AnswerError::Data(two));
    }
    one
}

#[track_caller]
fn answered<O: Operation<Output: Debug>>(body: &str) -> (O::Output, Vec<String>) {
    match read::<O>(body).unwrap() {
        Outcome::Answered { value, errors } => {
            (value, errors.iter().map(ToString::to_string).collect())
        }
        _ => panic!("no value"),
    }
}

#[track_caller]
fn missing<O: Operation<Output: Debug>>(body: &str) -> Vec<String> {
    match read::<O>(body).unwrap() {
        Outcome::Missing { errors } => errors.iter().map(ToString::to_string).collect(),
        _ => panic!("there is a value or a refusal"),
    }
}

#[test]
fn a_lifted_leaf() {
    let (tree, errors) = answered::<Single>(
        r#"{"data":{"pages":{"single":{"children":[],"id":1,"tag":"a","order":"NEW","key":"k"}}}}"#,
    );
    assert_eq!(tree.page_tag.order.unwrap(), "NEW".into());
    assert_eq!(tree.page_tag.key.unwrap().expose(), "k");
    assert!(errors.is_empty());
}

#[test]
fn a_leaf_that_is_null_is_missing() {
    let error = r#""errors":[{"message":"This page does not exist.","path":["pages","single"]}]"#;
    let told = ["pages.single: This page does not exist."];
    assert_eq!(
        missing::<Single>(&format!(
            r#"{{"data":{{"pages":{{"single":null}}}},{error}}}"#
        )),
        told
    );
    assert_eq!(
        missing::<Single>(&format!(r#"{{"data":{{"pages":null}},{error}}}"#)),
        told
    );
    assert_eq!(
        missing::<Single>(&format!(r#"{{"data":null,{error}}}"#)),
        told
    );
    assert_eq!(
        missing::<Single>(r#"{"data":{"pages":{"single":null}}}"#),
        [""; 0]
    );
    assert_eq!(missing::<Single>(r#"{"data":null}"#), [""; 0]);
}

#[test]
fn the_server_stopped_before_the_first_field() {
    let body = r#"{"data":{},"errors":[{"message":"GraphQL API is disabled","path":[]}]}"#;
    assert_eq!(missing::<Single>(body), ["GraphQL API is disabled"]);
    assert_eq!(missing::<Overview>(body), ["GraphQL API is disabled"]);
    assert_eq!(missing::<Create>(body), ["GraphQL API is disabled"]);
    assert!(read::<Overview>(r#"{"data":{}}"#).is_err());
}

#[test]
fn dropped_items_never_go_unexplained() {
    let body = r#"{"data":{"pages":{"single":{"id":1,"children":[null,{"id":2,"children":[]},null,{"id":3,"children":[null]}]}}},
        "errors":[{"message":"Forbidden","path":["pages","single","children",2,"content"]}]}"#;
    let (tree, errors) = answered::<Single>(body);
    assert_eq!(tree.children.len(), 2);
    let unexplained = "the server gave null for this item of the list, and no reason";
    assert_eq!(
        errors,
        [
            "pages.single.children[2].content: Forbidden".to_owned(),
            format!("pages.single.children[0]: {unexplained}"),
            format!("pages.single.children[3].children[0]: {unexplained}"),
        ]
    );
}

#[test]
fn a_lifted_list_without_its_nulls() {
    let (tags, errors) = answered::<Tags>(r#"{"data":{"pages":{"tags":[{"id":1},null]}}}"#);
    assert_eq!((tags.len(), errors.len()), (1, 1));
    assert_eq!(
        missing::<Tags>(r#"{"data":{"pages":{"tags":null}}}"#),
        [""; 0]
    );
}

const DONE: &str =
    r#""responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":"Done"}"#;
const REFUSED: &str = r#""responseResult":{"succeeded":false,"errorCode":6002,"slug":"PageDuplicateCreate","message":"Taken"}"#;

fn create(payload: &str, errors: &str) -> String {
    format!(r#"{{"data":{{"pages":{{"create":{payload}}}}},"errors":[{errors}]}}"#)
}

#[test]
fn a_mutation_that_was_done() {
    let (output, errors) =
        answered::<Create>(&create(&format!(r#"{{{DONE},"page":{{"id":7}}}}"#), ""));
    assert_eq!((output.page.unwrap().id, errors.len()), (7, 0));
}

#[test]
fn a_mutation_that_was_done_with_an_error_in_its_payload() {
    let error = r#"{"message":"Cannot return null","path":["pages","create","page","editor"]}"#;
    let (output, errors) =
        answered::<Create>(&create(&format!(r#"{{"page":null,{DONE}}}"#), error));
    assert_eq!((output.page, errors.len()), (None, 1));
}

#[test]
fn a_mutation_that_was_refused() {
    for payload in [
        format!(r#"{{{REFUSED},"page":null}}"#),
        format!(r#"{{{REFUSED},"page":"of another shape"}}"#),
    ] {
        match read::<Create>(&create(&payload, "")).unwrap() {
            Outcome::Refused { refusal, .. } => {
                assert_eq!(
                    (refusal.code(), refusal.slug(), refusal.message()),
                    (6002, "PageDuplicateCreate", "Taken")
                );
            }
            _ => panic!("not refused"),
        }
    }
}

#[test]
fn without_a_status_nothing_is_done() {
    for payload in [
        "null",
        "{}",
        r#"{"responseResult":null,"page":{"id":7}}"#,
        r#"{"page":{"id":7}}"#,
    ] {
        assert_eq!(
            missing::<Create>(&create(payload, "")),
            [""; 0],
            "{payload}"
        );
    }
}

#[test]
fn a_wrong_shape_is_told_with_its_path() {
    let body = r#"{"data":{"pages":{"single":{"id":3000000000}}}}"#;
    assert_eq!(
        read::<Single>(body).unwrap_err().to_string(),
        "the data of the answer is not of the operation's shape: \
         pages.single.id: 3000000000 does not fit a 32-bit integer (line 1, column 26)"
    );
}

/// A server should take away what is around such a null, up to where one may stand. One that does not has told why.
#[test]
fn null_where_none_belongs_is_told_by_its_error() {
    let body = |path: &str| {
        format!(
            r#"{{"data":{{"pages":{{"single":{{"id":null}}}}}},"errors":[{{"message":"boo"{path}}}]}}"#
        )
    };
    for (path, shown) in [
        (r#","path":["pages","single","id"]"#, "pages.single.id: boo"),
        (r#","path":["pages"]"#, "pages: boo"),
        ("", "boo"),
    ] {
        assert_eq!(missing::<Single>(&body(path)), [shown]);
    }
    let elsewhere = read::<Single>(&body(r#","path":["pages","list"]"#));
    let told = elsewhere.unwrap_err().to_string();
    assert!(
        told.contains("pages.single.id: expected an integer, found null"),
        "{told}"
    );
    let shape = r#"{"data":{"pages":{"single":{"id":"a"}}},"errors":[{"message":"boo"}]}"#;
    assert!(read::<Single>(shape).is_err());
}

#[test]
fn odd_answers() {
    let tag = r#"{"pages":{"tags":[{"id":1}]}}"#;
    let (tags, errors) = answered::<Tags>(&format!(
        r#" {{"x":[1],"data":{tag},"errors":null,"extensions":{{}}}} "#
    ));
    assert_eq!((tags.len(), errors.len()), (1, 0));
    let (tags, _) = answered::<Tags>(&format!(
        r#"{{"data":{{"pages":{{"tags":[null]}}}},"data":{tag}}}"#
    ));
    assert_eq!(tags.len(), 1);
    assert_eq!(
        missing::<Tags>(&format!(r#"{{"data":{tag},"data":null}}"#)),
        [""; 0]
    );
    assert_eq!(missing::<Tags>(r#"{"errors":[{"message":"no"}]}"#), ["no"]);
    for body in [
        "",
        "<html>",
        "{}",
        r#"{"data":{"pages":{"tags":[{"id":1}"#,
        r#"{"data":{}} x"#,
    ] {
        assert!(
            matches!(
                read_answer::<Tags>(body.as_bytes()),
                Err(AnswerError::Envelope(_))
            ),
            "{body}"
        );
    }
    assert!(matches!(
        read_answer::<Tags>(br#"{"data":{"pages":{tags:1}}}"#),
        Err(AnswerError::Data(_))
    ));
}
