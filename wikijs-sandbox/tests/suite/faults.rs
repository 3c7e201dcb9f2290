//! Faults do what they say, and leave the wiki as they say.

use std::time::Duration;

use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};
use tower_service::Service as _;
use wikijs_sandbox::{Broken, Fault, FaultKind, Sandbox};

use crate::wiki::{Reply, admin, request, send};

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
    assert_eq!(
        send(sandbox.service(), get).await.json()[0]["operations"],
        json!(["pages.create"])
    );
}
