//! Documents that were not compiled.

use serde_json::json;
use wikijs_sdk::connector::Reach;
use wikijs_sdk::{Client, ErrorKind, Secret};

use crate::support::recorder::Recorder;

fn client(recorder: &Recorder, answer: &'static str) -> Client {
    Client::builder("https://wiki.test")
        .token("key")
        .connector(recorder.answering(answer))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_document_is_sent_as_it_is() {
    let recorder = Recorder::default();
    let client = client(&recorder, r#"{"data":{"a":1}}"#);
    let answer = client
        .raw("query Q($x: Int) { a(x: $x) }", json!({ "x": 3 }))
        .operation_name("Q")
        .await
        .unwrap();
    assert_eq!(answer.into_data().unwrap(), json!({ "a": 1 }));
    let body: serde_json::Value = serde_json::from_str(&recorder.only().body).unwrap();
    assert_eq!(
        body,
        json!({ "operationName": "Q", "query": "query Q($x: Int) { a(x: $x) }", "variables": { "x": 3 } })
    );
}

#[tokio::test]
async fn without_name_and_variables_neither_is_sent() {
    let recorder = Recorder::default();
    client(&recorder, r#"{"data":{}}"#)
        .raw("{ a }", ())
        .await
        .unwrap();
    assert_eq!(recorder.only().body, r#"{"query":"{ a }"}"#);
}

#[tokio::test]
async fn data_and_errors_stand_side_by_side() {
    let recorder = Recorder::default();
    let client = client(
        &recorder,
        r#"{"data":{"a":1,"b":null},"errors":[{"message":"Forbidden","path":["b"]}]}"#,
    );
    let answer = client.raw("{ a b }", ()).await.unwrap();
    assert_eq!(
        (answer.data["a"].as_i64(), answer.errors.len()),
        (Some(1), 1)
    );
    let error = answer.into_data().unwrap_err();
    assert!(error.is_forbidden());
    assert_eq!(error.partial::<serde_json::Value>().unwrap()["a"], 1);
}

#[tokio::test]
async fn data_is_read_as_a_type_of_the_callers() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Data {
        a: i32,
    }
    let recorder = Recorder::default();
    let client = client(&recorder, r#"{"data":{"a":1}}"#);
    assert_eq!(
        client
            .raw("{ a }", ())
            .await
            .unwrap()
            .parse::<Data>()
            .unwrap(),
        Data { a: 1 }
    );
    let error = client
        .raw("{ a }", ())
        .await
        .unwrap()
        .parse::<Vec<i32>>()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreadable);
}

#[tokio::test]
async fn variables_must_be_an_object() {
    let recorder = Recorder::default();
    let error = client(&recorder, "{}")
        .raw("{ a }", [1, 2])
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(recorder.asked().is_empty());
}

#[tokio::test]
async fn a_raw_mutation_that_is_lost_may_have_run_and_a_raw_query_not() {
    let recorder = Recorder::default();
    let client = client(&recorder, "<html>");
    for (document, may_have_run) in [("mutation { a }", true), ("{ a }", false)] {
        assert_eq!(
            client.raw(document, ()).await.unwrap_err().may_have_run(),
            may_have_run
        );
    }
}

#[tokio::test]
async fn a_secret_among_the_variables_is_sent_as_it_is() {
    #[derive(serde::Serialize)]
    struct Variables {
        password: Secret,
    }
    let recorder = Recorder::default();
    let password = Secret::from("s3cret");
    let request = client(&recorder, r#"{"data":{}}"#).raw("mutation { a }", Variables { password });
    assert!(!format!("{request:?}").contains("s3cret"));
    request.await.unwrap();
    let body: serde_json::Value = serde_json::from_str(&recorder.only().body).unwrap();
    assert_eq!(body["variables"], json!({ "password": "s3cret" }));
}

#[tokio::test]
async fn errors_that_are_found_later_know_their_call() {
    let recorder = Recorder::default();
    let failed = client(
        &recorder,
        r#"{"data":{"a":null},"errors":[{"message":"Something broke.","path":["a"]}]}"#,
    );
    let other = client(&recorder, r#"{"data":{"a":1}}"#);
    for (document, may_have_run) in [("mutation M { a }", true), ("query M { a }", false)] {
        let raw = |client: &Client| client.raw(document, ()).operation_name("M");
        let failed = raw(&failed).await.unwrap().into_data().unwrap_err();
        let unreadable = raw(&other).await.unwrap().parse::<bool>().unwrap_err();
        for error in [failed, unreadable] {
            assert_eq!(error.may_have_run(), may_have_run, "{error}");
            assert_eq!(error.operation(), Some("M"));
            assert_eq!(
                (error.status(), error.reach(), error.attempts()),
                (Some(200), Reach::Answered, 1)
            );
        }
    }
}

#[tokio::test]
async fn null_alone_is_no_answer() {
    let recorder = Recorder::default();
    let error = client(&recorder, r#"{"data":null}"#)
        .raw("{ a }", ())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
}

/// One of two mutations is refused a permission: the other may be done.
#[tokio::test]
async fn what_is_done_beside_an_error_is_not_forgotten() {
    const FORBIDDEN: &str = r#""errors":[{"message":"Forbidden","path":["pages","b"]}]"#;
    for (pages, may_have_run) in [
        (
            r#"{"a":{"responseResult":{"succeeded":true}},"b":null}"#,
            true,
        ),
        (r#"{"a":null,"b":null}"#, false),
    ] {
        let answer = format!(r#"{{"data":{{"pages":{pages}}},{FORBIDDEN}}}"#).leak();
        let client = client(&Recorder::default(), answer);
        let raw = client.raw("mutation { pages { a b } }", ());
        let error = raw.await.unwrap().into_data().unwrap_err();
        assert_eq!(error.may_have_run(), may_have_run, "{error:?}");
        assert!(error.is_forbidden(), "{error:?}");
    }
}
