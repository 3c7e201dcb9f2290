//! Faults do what they say, and leave the wiki as they say.

use std::time::Duration;

use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use tower_service::Service as _;
use wikijs_sandbox::{Broken, Fault, FaultKind, FaultPlace, Sandbox};

use crate::wiki::{Reply, admin, ask, request, send};

const CREATE: &str = "mutation{pages{create(content:\"x\",description:\"\",editor:\"markdown\",isPublished:true,\
                      isPrivate:false,locale:\"en\",path:\"new\",tags:[],title:\"New\"){responseResult{succeeded}}}}";
const COUNT: &str = "{system{info{pagesTotal}}}";

fn struck_by(kind: FaultKind) -> Sandbox {
    Sandbox::builder()
        .fault(Fault::new(kind).on("pages.create").times(1))
        .in_process()
}

async fn create(sandbox: &Sandbox) -> Result<Reply, Broken> {
    let request = request(sandbox.admin_token(), &json!({ "query": CREATE }));
    let (head, body) = sandbox.service().call(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Reply {
        status: head.status,
        headers: head.headers,
        body,
    })
}

async fn pages(sandbox: &Sandbox) -> Value {
    admin(sandbox, COUNT, "/system/info/pagesTotal").await
}

#[tokio::test(start_paused = true)]
async fn a_connection_cut_before_the_work_leaves_nothing_one_cut_after_leaves_the_page() {
    for (kind, left) in [
        (FaultKind::CutBefore, 0),
        (FaultKind::CutAfter, 1),
        (FaultKind::HalfBody, 1),
    ] {
        let sandbox = struck_by(kind.clone());
        assert!(create(&sandbox).await.is_err(), "{kind:?}");
        assert_eq!(pages(&sandbox).await, left, "{kind:?}");
        assert_eq!(sandbox.faults_taken().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_come_in_place_of_the_work() {
    let sandbox = struck_by(FaultKind::Html(502));
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(
        (
            reply.status.as_u16(),
            reply.text().contains("502 Bad Gateway")
        ),
        (502, true)
    );
    let sandbox = struck_by(FaultKind::Status(429, Some(3)));
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(
        (reply.status.as_u16(), reply.header("retry-after")),
        (429, Some("3"))
    );
    assert_eq!(pages(&sandbox).await, 0);
}

#[tokio::test(start_paused = true)]
async fn broken_answers_come_after_the_work() {
    let sandbox = struck_by(FaultKind::NotJson);
    let reply = create(&sandbox).await.expect("an answer");
    assert!(serde_json::from_slice::<Value>(&reply.body).is_err());
    let sandbox = struck_by(FaultKind::WrongLength);
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(
        reply.header("content-length"),
        Some((reply.body.len() + 10).to_string().as_str())
    );
}

#[tokio::test(start_paused = true)]
async fn time_passes_on_tokios_clock() {
    let began = Instant::now();
    create(&struck_by(FaultKind::Delay(Duration::from_secs(7))))
        .await
        .expect("an answer");
    assert_eq!(began.elapsed().as_secs(), 7);
    create(&struck_by(FaultKind::SlowBody(Duration::from_secs(1))))
        .await
        .expect("an answer");
    assert_eq!(began.elapsed().as_secs(), 15);
    let hanging = struck_by(FaultKind::Hang);
    assert!(
        timeout(Duration::from_secs(3600), create(&hanging))
            .await
            .is_err()
    );
}

#[tokio::test(start_paused = true)]
async fn work_goes_on_behind_a_connection_that_broke_meanwhile() {
    let sandbox = struck_by(FaultKind::CutDuring(Duration::from_secs(2)));
    assert!(create(&sandbox).await.is_err());
    assert_eq!(pages(&sandbox).await, 0);
    sleep(Duration::from_secs(3)).await;
    assert_eq!(pages(&sandbox).await, 1);
    assert_eq!(sandbox.faults_taken()[0].place, FaultPlace::During);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_never_comes_was_worked_for_all_the_same() {
    let sandbox = struck_by(FaultKind::NoAnswer);
    let waited = timeout(Duration::from_secs(3600), create(&sandbox)).await;
    assert!(waited.is_err());
    assert_eq!(pages(&sandbox).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_proxys_quota_is_told_and_kept() {
    let limit = FaultKind::RateLimit(2, Duration::from_secs(60));
    let sandbox = Sandbox::builder().fault(Fault::new(limit)).in_process();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let reply = create(&sandbox).await.expect("an answer");
        let told = reply.header("x-ratelimit-remaining").map(String::from);
        let retry = reply.header("retry-after").map(String::from);
        seen.push((reply.status.as_u16(), told, retry));
    }
    let told = |text: &str| Some(text.to_owned());
    let expected = [
        (200, told("1"), None),
        (200, told("0"), None),
        (429, told("0"), told("60")),
    ];
    assert_eq!(seen, expected);
    assert_eq!(sandbox.faults_taken().len(), 1);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(create(&sandbox).await.expect("an answer").status, 200);
}

#[tokio::test(start_paused = true)]
async fn the_wikis_own_limiter_refuses_the_fields_that_are_named() {
    let sandbox = Sandbox::builder()
        .fault(Fault::new(FaultKind::TooManyRequests(7)).on("pages.tags"))
        .in_process();
    let answer = ask(
        &sandbox,
        sandbox.admin_token(),
        "{a:pages{tags{tag}} b:pages{list{id}}}",
    )
    .await;
    assert_eq!(answer["data"], json!({ "a": null, "b": { "list": [] } }));
    assert_eq!(
        answer["errors"][0]["message"],
        "Too many requests, please try again in 7 seconds."
    );
}

#[tokio::test(start_paused = true)]
async fn a_revoked_key_is_refused_and_a_revoked_users_token_renewed() {
    let revoked = || Fault::new(FaultKind::TokenRevoked).times(1);
    let sandbox = Sandbox::builder().fault(revoked()).in_process();
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(reply.status, 500);
    assert!(reply.text().contains("API Key is invalid or was revoked."));
    let reader = ask(&sandbox, sandbox.reader_token(), "{pages{list{id}}}").await;
    assert_eq!(reader["data"]["pages"]["list"], json!([]));

    let sandbox = Sandbox::builder()
        .fresh_installation()
        .fault(revoked())
        .in_process();
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(reply.status, 200);
    assert!(reply.header("new-jwt").is_some());
}

#[tokio::test]
async fn faults_reach_through_a_socket() {
    let cases = [
        (FaultKind::CutBefore, "", false),
        (FaultKind::CutAfter, "", false),
        (FaultKind::HalfBody, "HTTP/1.1 200 OK", false),
        (FaultKind::WrongLength, "HTTP/1.1 200 OK", true),
        (FaultKind::Html(504), "HTTP/1.1 504 Gateway Timeout", true),
        (
            FaultKind::Status(503, Some(9)),
            "HTTP/1.1 503 Service Unavailable",
            true,
        ),
    ];
    for (kind, head, whole) in cases {
        let sandbox = Sandbox::builder().fault(Fault::new(kind.clone()).times(1));
        let sandbox = sandbox.start().await.expect("a port");
        let mut stream = TcpStream::connect(sandbox.address().expect("an address"))
            .await
            .expect("a connection");
        let request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        stream.write_all(request).await.expect("sent");
        let mut answer = Vec::new();
        // It may be reset: what came until then counts.
        drop(stream.read_to_end(&mut answer).await);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with(head), "{kind:?}: {answer}");
        assert_eq!(head.is_empty(), answer.is_empty(), "{kind:?}: {answer}");
        if kind == FaultKind::WrongLength {
            assert!(
                answer.contains("content-length: 21") && answer.ends_with("{\"ok\":true}"),
                "{answer}"
            );
        }
        assert_eq!(
            whole,
            !answer.is_empty() && !answer.ends_with("{\"ok\""),
            "{kind:?}: {answer}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_api_can_go_off_in_between() {
    let sandbox = struck_by(FaultKind::ApiOff);
    let reply = create(&sandbox).await.expect("an answer");
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["data"]),
        (500, &json!({}))
    );
}

#[tokio::test(start_paused = true)]
async fn other_processes_add_faults_over_the_control_endpoint() {
    let sandbox = Sandbox::builder().control(true).in_process();
    let fault = json!({ "kind": "html", "status": 503, "on": "pages.create", "times": 1 });
    let post = http::Request::post("/_sandbox/faults")
        .body(fault.to_string().into())
        .expect("a request");
    assert_eq!(send(sandbox.service(), post).await.status, 200);
    assert_eq!(create(&sandbox).await.expect("an answer").status, 503);
    assert_eq!(create(&sandbox).await.expect("an answer").status, 200);
    let get = http::Request::get("/_sandbox/faults")
        .body("".into())
        .expect("a request");
    let told = send(sandbox.service(), get).await.json();
    let struck = &told["struck"][0];
    assert_eq!(
        struck["said"],
        "request 1, POST /graphql (pages.create): Html(503), in place of the work"
    );
    assert_eq!(struck["did"], json!({ "kind": "html", "status": 503 }));
    assert_eq!(told["left"], json!([]));
    for (fault, said) in [
        (
            r#"[{"kind": "hang", "tims": 1}]"#,
            "this fault has no \"tims\"",
        ),
        (
            r#"{"kind": "hang", "on": "pages.craete"}"#,
            "no field of the API is called \"pages.craete\", so that a fault on it never strikes. Did you mean",
        ),
    ] {
        let post = http::Request::post("/_sandbox/faults")
            .body(fault.into())
            .expect("a request");
        let refused = send(sandbox.service(), post).await;
        assert_eq!(refused.status, 400);
        let error = refused.json()["error"].to_string();
        assert!(error.replace('\\', "").contains(said), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn faults_that_have_not_struck_can_be_seen() {
    let once = Fault::new(FaultKind::Html(503)).on("pages.create").times(1);
    let sandbox = Sandbox::builder()
        .control(true)
        .fault(once.clone())
        .in_process();
    let left = sandbox.faults_left();
    assert_eq!((left.len(), left[0].struck), (1, 0));
    assert_eq!(left[0].plan, once);
    let get = http::Request::get("/_sandbox/faults")
        .body("".into())
        .expect("a request");
    let plan = json!({ "kind": "html", "status": 503, "on": "pages.create", "times": 1 });
    assert_eq!(
        send(sandbox.service(), get).await.json(),
        json!({ "struck": [], "left": [{ "fault": 0, "plan": plan, "struck": 0 }] })
    );
    assert_eq!(create(&sandbox).await.expect("an answer").status, 503);
    assert_eq!(sandbox.faults_left(), []);
}
