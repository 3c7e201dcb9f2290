//! Which attempts are repeated, when, and what is told of them; under a paused clock.

mod budget;
mod properties;
mod waits;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::{
    Backoff, Client, ClientBuilder, Error, ErrorKind, Jitter, Limiter, RateLimiter, RateLimits,
    Retry, Take, Taking, pages, users,
};

use crate::support::log::logged_async;
use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::script::{Act, Script};
use crate::support::several::DeleteBoth;
use crate::support::wiki::with_pages;

const SECOND: Duration = Duration::from_secs(1);

/// The answer to a move.
const MOVED: &str = r#"{"data":{"pages":{"move":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"page":null}}}}"#;

/// Waits of one second each.
fn plainly() -> Retry {
    Retry::new().backoff(Backoff::constant(SECOND).jitter(Jitter::None))
}

fn client_of(script: &Script, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = Client::builder("https://wiki.test").retry(plainly());
    settings(builder)
        .connector(script.connector())
        .build()
        .unwrap()
}

fn client(script: &Script) -> Client {
    client_of(script, |builder| builder)
}

fn moving() -> Move {
    Move {
        id: 1,
        to: "new".into(),
    }
}

/// All that can go wrong once.
const TROUBLES: [Act; 9] = [
    Act::NoConnection,
    Act::Lost,
    Act::CutOff(r#"{"data":{"pages""#),
    Act::Hang,
    Act::Status(502, "<html>"),
    Act::Status(503, "<html>"),
    Act::Status(504, "<html>"),
    Act::ComeBack(429, 1),
    // As a proxy that passes on a part and says nothing.
    Act::Answer(r#"{"data":{"pages":{"single":{"id":1,"ti"#),
];

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_whatever_became_of_it() {
    for trouble in TROUBLES {
        let script = Script::new([trouble, Act::Answer(PAGE)]);
        let page = client(&script).send(Title { id: 1 }).await.unwrap();
        assert_eq!((page.id, script.attempts()), (1, 2), "{trouble:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_only_if_it_was_not_done() {
    for trouble in TROUBLES {
        let script = Script::new([trouble, Act::Answer(MOVED)]);
        let outcome = client(&script).send(moving()).await;
        if matches!(trouble, Act::NoConnection | Act::ComeBack(429, _)) {
            outcome.unwrap();
            assert_eq!(script.attempts(), 2, "{trouble:?}");
            continue;
        }
        let error = outcome.unwrap_err();
        assert_eq!(script.attempts(), 1, "{trouble:?}: {error}");
        assert!(error.is_doubtful(), "{trouble:?}: {error}");
        let says = "it may have been done: look where the page is (`pages().single`)";
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_an_answer() {
    for answer in [
        Act::Status(400, r#"{"errors":[{"message":"Syntax Error"}]}"#),
        Act::Status(
            500,
            r#"{"data":{},"errors":[{"message":"API Key is invalid or was revoked.","path":[]}]}"#,
        ),
        Act::Status(401, ""),
        Act::Status(403, ""),
        Act::Status(413, ""),
        Act::Answer("<html>"),
        Act::Answer(
            r#"{"errors":[{"message":"Forbidden","path":["pages"]}],"data":{"pages":null}}"#,
        ),
    ] {
        let script = Script::new([answer]);
        let error = client(&script).send(Title { id: 1 }).await.unwrap_err();
        assert_eq!((script.attempts(), error.attempts()), (1, 1), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_in_one_part_of_many_is_no_reason_to_do_the_others_twice() {
    let script = Script::new([Act::Answer(
        r#"{"errors":[{"message":"Too many requests, please try again in 7 seconds.","path":["b1_comments","create"]}],"data":{"b0_comments":{"create":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"id":5}},"b1_comments":{"create":null}}}"#,
    )]);
    let answer = client(&script)
        .raw(
            "mutation{b0_comments:comments{create}b1_comments:comments{create}}",
            (),
        )
        .await
        .unwrap();
    assert_eq!((script.attempts(), answer.errors.len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_limit_in_one_field_of_an_operation_is_no_reason_to_do_the_others_twice() {
    let script = Script::new([Act::Answer(
        r#"{"errors":[{"message":"Too many requests, please try again in 7 seconds.","path":["two"]}],"data":{"one":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"two":null}}"#,
    )]);
    let both = DeleteBoth { id: 1, to: 2 };
    let error = client(&script).send(both).await.unwrap_err();
    assert_eq!(script.attempts(), 1, "{error:?}");
    assert!(error.is_rate_limited() && error.may_have_run(), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_has_settings_of_its_own() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let once = client.send(Title { id: 1 }).no_retry().await.unwrap_err();
    assert_eq!(once.attempts(), 1);
    let five = client.send(Title { id: 1 }).retry(plainly().attempts(5));
    assert_eq!(five.await.unwrap_err().attempts(), 5);
    let raw = client
        .raw("{a}", ())
        .retry(plainly().attempts(2))
        .await
        .unwrap_err();
    assert_eq!(raw.attempts(), 2);
    let batch = client.batch(vec![pages::Single::new(1), pages::Single::new(2)]);
    let answers = batch.no_retry().await.unwrap();
    assert!(answers.failed().all(|failed| failed.error.attempts() == 1));
    let none = client.send(Title { id: 1 }).retry(Retry::new().attempts(0));
    assert_eq!(none.await.unwrap_err().kind(), ErrorKind::Settings);
    let builder = Client::builder("https://wiki.test").retry(Retry::new().attempts(0));
    assert_eq!(builder.build().unwrap_err().kind(), ErrorKind::Settings);
}

#[tokio::test(start_paused = true)]
async fn a_user_says_what_else_is_worth_another_attempt() {
    const TIRED: &str = r#"{"errors":[{"message":"the database is tired","path":["pages","single"]}],"data":{"pages":{"single":null}}}"#;
    let tired = |error: &Error| {
        error
            .errors()
            .iter()
            .any(|error| error.message.contains("tired"))
    };
    for (retry, first, attempts) in [
        (plainly(), Act::Answer(TIRED), 1),
        (plainly().when(tired), Act::Answer(TIRED), 2),
        (
            plainly().when(|error| error.status() == Some(418)),
            Act::Status(418, ""),
            2,
        ),
        (plainly().statuses([418]), Act::Status(418, ""), 2),
        (plainly().statuses([418]), Act::Status(404, ""), 1),
        (
            plainly().unless(|error| error.status() == Some(503)),
            Act::Status(503, ""),
            1,
        ),
        (
            plainly().unless(|error| error.status() == Some(503)),
            Act::Status(502, ""),
            2,
        ),
    ] {
        let script = Script::new([first, Act::Answer(PAGE)]);
        let client = client_of(&script, |builder| builder.retry(retry));
        let _ = client.send(Title { id: 1 }).await;
        assert_eq!(script.attempts(), attempts, "{first:?}");
    }
    // What must not be done twice is not, whatever is asked for.
    let script = Script::new([Act::Lost, Act::Answer(MOVED)]);
    let client = client_of(&script, |builder| builder.retry(plainly().when(|_| true)));
    client.send(moving()).await.unwrap_err();
    assert_eq!(script.attempts(), 1);
}

/// Counted elsewhere, where nobody answers after the first time.
struct Once(AtomicBool);

impl RateLimiter for Once {
    fn take(&self, _parts: u32) -> Taking {
        let was_asked = self.0.swap(true, Ordering::SeqCst);
        Box::pin(async move {
            match was_asked {
                false => Ok(Take::Taken),
                true => Err("no connection".into()),
            }
        })
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_held_back_after_an_attempt_was_not_sent_again() {
    let script = Script::new([Act::Lost]);
    let client = client_of(&script, |builder| {
        let limiter = Limiter::shared(Once(AtomicBool::new(false)));
        builder.rate_limits(RateLimits::new().all(limiter))
    });
    let error = client.send(users::Activate::new(7)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::NoPermit, 1));
    let text = error.to_string();
    assert!(
        text.contains(": not sent again: the limit of all calls") && error.is_doubtful(),
        "{text}"
    );
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert!(
        error.to_string().contains(": nothing was sent: "),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn doubt_about_one_attempt_outlasts_the_next() {
    // The first attempt may have been carried out: that no connection came about after it says nothing.
    let script = Script::new([Act::Lost, Act::NoConnection]);
    let client = client(&script);
    let error = client.send(users::Activate::new(7)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.is_doubtful() && error.may_have_run(), "{error}");
    assert!(
        error.to_string().contains("it may have been done"),
        "{error}"
    );
    // One that never reached the server leaves none.
    script.goes_on([Act::NoConnection]);
    let error = client.send(users::Activate::new(7)).await.unwrap_err();
    assert!(!error.is_doubtful(), "{error}");
    // Of a read nobody doubts.
    script.goes_on([Act::Lost, Act::NoConnection]);
    let error = client.send(Title { id: 1 }).await.unwrap_err();
    assert!(!error.is_doubtful(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_repeated_until_its_head_is_there_and_not_after() {
    let beginning = r#"{"data":{"pages":{"tags":[{"id":1,"tag":"a","title":"A","createdAt":"","updatedAt":""},"#;
    let script = Script::new([Act::Lost, Act::CutOff(beginning)]);
    let tags: Vec<_> = client(&script).pages().tags().stream().collect().await;
    assert_eq!(script.attempts(), 2);
    let seen: Vec<_> = tags.iter().map(|tag| tag.is_ok()).collect();
    assert_eq!(seen, [true, false], "{tags:?}");
}

#[tokio::test(start_paused = true)]
async fn a_download_is_repeated_until_its_head_is_there() {
    let script = Script::new([Act::Status(502, ""), Act::NoConnection, Act::Answer("text")]);
    let content = client(&script).download("/d/en/home").await.unwrap();
    assert_eq!(
        (content.text().await.unwrap().as_str(), script.attempts()),
        ("text", 3)
    );
    let script = Script::new([Act::Status(404, "")]);
    client(&script).download("/d/en/none").await.unwrap_err();
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_batch_of_reads_is_repeated_as_a_whole() {
    let builder = Sandbox::builder().fault(Fault::script([Some(FaultKind::CutAfter), None]));
    let (sandbox, admin) = with_pages(builder, 3);
    let ids = sandbox
        .pages()
        .into_iter()
        .map(|page| i32::try_from(page.id).unwrap());
    let batch = admin.batch(ids.map(pages::Single::new).collect::<Vec<_>>());
    assert_eq!(batch.await.unwrap().into_result().unwrap().len(), 3);
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn each_further_attempt_is_logged() {
    let script = Script::new([Act::Lost, Act::Answer(PAGE)]);
    let client = client(&script);
    let lines = logged_async(async { client.send(Title { id: 1 }).await.unwrap() }).await;
    let again: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("trying again"))
        .collect();
    assert_eq!(again.len(), 1, "{lines:?}");
    assert!(
        again[0].contains("operation=PagesTitle") && again[0].contains("wait=1s"),
        "{again:?}"
    );
}
