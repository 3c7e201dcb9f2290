//! What other processes may do under `/_sandbox/`: what they are told, and what is refused.

use http::{Method, Request};
use serde_json::json;
use wikijs_sandbox::{Sandbox, SeedGroup};

use crate::wiki::{Reply, ask, send};

fn wiki() -> Sandbox {
    Sandbox::builder()
        .control(true)
        .group(SeedGroup::new("Team", ["read:pages"]).below(""))
        .key("robot", "Team")
        .in_process()
}

async fn control(sandbox: &Sandbox, method: Method, path: &str) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(format!("/_sandbox/{path}"))
        .body("".into())
        .expect("a request");
    send(sandbox.service(), request).await
}

#[tokio::test(start_paused = true)]
async fn tokens_are_told_until_they_are_worth_nothing() {
    let sandbox = wiki();
    let told = control(&sandbox, Method::GET, "tokens").await.json();
    let expected = json!({
        "admin": sandbox.admin_token(), "editor": sandbox.editor_token(), "reader": sandbox.reader_token(),
        "groups": { "Team": sandbox.token_of("Team") }, "keys": { "robot": sandbox.key("robot") },
    });
    assert_eq!(told, expected);
    assert_eq!(sandbox.keys().collect::<Vec<_>>().len(), 1);
    assert_eq!(sandbox.group_tokens().collect::<Vec<_>>().len(), 1);

    control(&sandbox, Method::POST, "reset").await;
    let gone = control(&sandbox, Method::GET, "tokens").await;
    assert_eq!(gone.status, 410);
    control(&sandbox, Method::POST, "reset?seeded").await;
    let told = control(&sandbox, Method::GET, "tokens").await.json();
    assert_eq!(told, expected);
    let key = told["keys"]["robot"].as_str().expect("a key");
    let answer = ask(&sandbox, key, "{pages{list{id}}}").await;
    assert_eq!(answer, json!({ "data": { "pages": { "list": [] } } }));
}

#[tokio::test(start_paused = true)]
async fn what_is_misspelt_does_nothing_and_says_so() {
    let sandbox = wiki();
    let before = sandbox.state();
    for (method, path, status, said) in [
        (
            Method::POST,
            "reset?seedd",
            400,
            "reset has no parameter \"seedd\"; it knows [\"seeded\"]",
        ),
        (
            Method::POST,
            "restart?now=1",
            400,
            "restart has no parameter \"now\"; it knows []",
        ),
        (Method::GET, "restart", 405, "restart wants POST"),
        (
            Method::PUT,
            "faults",
            405,
            "faults wants POST or GET or DELETE",
        ),
        (
            Method::GET,
            "nope",
            404,
            "no such control: \"nope\"; there are clock, ",
        ),
    ] {
        let reply = control(&sandbox, method, path).await;
        assert_eq!(reply.status, status, "{path}");
        let error = reply.json()["error"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(error.starts_with(said), "{path}: {error}");
        if status == 405 {
            assert!(reply.header("allow").is_some(), "{path}");
        }
    }
    assert!(before.diff(&sandbox.state()).is_empty());
}
