//! Which attempts are repeated, when, and what is told of them; under a paused clock.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use tokio::time::{Instant, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::connector::{HttpService, Reach};
use wikijs_sdk::{
    Backoff, Client, ClientBuilder, Error, ErrorKind, Jitter, Retry, RetryBudget, pages, users,
};

use crate::support::log::logged_async;
use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};
use crate::support::script::{Act, Script};
use crate::support::wiki::with_pages;

const SECOND: Duration = Duration::from_secs(1);

/// The answer to a move.
const MOVED: &str = r#"{"data":{"pages":{"move":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"page":null}}}}"#;

/// A rate limit as the server tells it, seven seconds long.
const LIMITED: &str = r#"{"errors":[{"message":"Too many requests, please try again in 7 seconds.","path":["comments","create"]}],"data":{"comments":{"create":null}}}"#;

/// The answer to a comment.
const COMMENTED: &str = r#"{"data":{"comments":{"create":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"id":5}}}}"#;

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
async fn attempts_end_and_the_error_counts_them() {
    let script = Script::new([Act::Lost]);
    let error = client(&script).send(Title { id: 1 }).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Lost, 3));
    assert!(error.to_string().ends_with("(after 3 attempts)"), "{error}");
    assert_eq!(script.times(), [0, 1, 2].map(|second| second * SECOND));
    // Each attempt sends the same.
    let bodies = script.bodies();
    assert!(
        bodies
            .iter()
            .all(|body| *body == bodies[0] && !body.is_empty())
    );
}

#[tokio::test(start_paused = true)]
async fn without_settings_waits_grow_and_are_left_to_chance() {
    let script = Script::new([Act::Lost]);
    let client = Client::builder("https://wiki.test").connector(script.connector());
    let error = client
        .build()
        .unwrap()
        .send(Title { id: 1 })
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 3);
    let times = script.times();
    let [first, second] = [times[1] - times[0], times[2] - times[1]];
    assert!((SECOND / 4..=SECOND / 2).contains(&first), "{first:?}");
    assert!((SECOND / 2..=SECOND).contains(&second), "{second:?}");
}

#[tokio::test(start_paused = true)]
async fn equal_seeds_wait_alike() {
    let mut all = Vec::new();
    for seed in [1, 1, 2] {
        let script = Script::new([Act::Lost]);
        let client = client_of(&script, |builder| builder.retry(Retry::new().seed(seed)));
        client.send(Title { id: 1 }).await.unwrap_err();
        all.push(script.times());
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_is_waited_for() {
    let script = Script::new([
        Act::ComeBack(503, 5),
        Act::ComeBack(429, 2),
        Act::Answer(PAGE),
    ]);
    client(&script).send(Title { id: 1 }).await.unwrap();
    // A second of our own each time, so that not all come back at once.
    assert_eq!(script.times(), [0, 6, 9].map(|second| second * SECOND));
}

#[tokio::test(start_paused = true)]
async fn the_seconds_in_the_servers_own_message_are_heeded() {
    let script = Script::new([Act::Answer(LIMITED), Act::Answer(COMMENTED)]);
    let comment = client(&script).comments().create(1, "text");
    comment.await.unwrap();
    assert_eq!(script.times(), [0, 8].map(|second| second * SECOND));
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
async fn no_wait_outlasts_the_call() {
    for (limit, retry_after) in [(10, 300), (10, 10)] {
        let script = Script::new([Act::ComeBack(429, retry_after)]);
        let client = client_of(&script, |builder| {
            builder.total_timeout(Duration::from_secs(limit))
        });
        let began = Instant::now();
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!((began.elapsed(), script.attempts()), (Duration::ZERO, 1));
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(retry_after)));
        assert!(
            error.to_string().contains("would outlast the time limit"),
            "{error}"
        );
    }
    // A call's own time limit is that of all its attempts.
    let script = Script::new([Act::ComeBack(429, 20)]);
    let call = client(&script).send(Title { id: 1 }).timeout(20 * SECOND);
    assert!(
        call.await
            .unwrap_err()
            .to_string()
            .contains("would outlast")
    );
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_its_own_ends_the_attempts() {
    let script = Script::new([Act::Lost]);
    let retry = plainly().attempts(100).time_limit(4 * SECOND);
    let error = client_of(&script, |builder| builder.retry(retry))
        .send(Title { id: 1 })
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert!(error.to_string().contains("would outlast"), "{error}");
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
async fn a_deadline_in_the_second_attempt_tells_of_that_and_of_the_first() {
    for (first, reach, doubtful) in [
        (Act::ComeBack(429, 1), Reach::Unknown, true),
        (Act::NoConnection, Reach::Unknown, true),
    ] {
        let script = Script::new([first, Act::Hang]);
        let client = client_of(&script, |builder| builder.total_timeout(10 * SECOND));
        let error = client.send(moving()).await.unwrap_err();
        assert_eq!(
            (error.reach(), error.is_doubtful()),
            (reach, doubtful),
            "{error}"
        );
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    }
    // In the wait before the second attempt nothing is under way.
    let script = Script::new([Act::NoConnection]);
    let client = client_of(&script, |builder| {
        builder
            .retry(plainly().attempts(100))
            .total_timeout(10 * SECOND)
    });
    let error = client.send(moving()).await.unwrap_err();
    assert_eq!(
        (error.reach(), error.is_doubtful()),
        (Reach::NeverSent, false),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn who_stops_waiting_sends_nothing_more() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let call = client.send(Title { id: 1 }).into_future();
    assert!(timeout(SECOND / 2, call).await.is_err());
    tokio::time::sleep(10 * SECOND).await;
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn retries_of_all_clones_are_paid_from_one_budget() {
    let script = Script::new([Act::Lost]);
    let client = client(&script);
    let calls = (0..1000).map(|_| {
        let client = client.clone();
        async move { client.send(Title { id: 1 }).await.unwrap_err() }
    });
    let errors = join_all(calls).await;
    // 50 at once, and one a second.
    let extra = script.attempts() - 1000;
    assert!((50..=55).contains(&extra), "{extra}");
    let says = |error: &&Error| error.to_string().contains("the retry budget is used up");
    assert!(errors.iter().filter(says).count() >= 940);

    // Another client has a budget of its own, unless it is given the same one.
    let shared = RetryBudget::new(2, 0.1);
    for expected in [3, 1] {
        let script = Script::new([Act::Lost]);
        let client = client_of(&script, |builder| {
            builder
                .retry(Retry::new().backoff(Backoff::constant(Duration::ZERO)))
                .retry_budget(shared.clone())
        });
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!(error.attempts(), expected);
    }
    let script = Script::new([Act::Lost]);
    let unpaid = client_of(&script, |builder| builder.retry_budget(None));
    join_all((0..100).map(|_| unpaid.send(Title { id: 1 }).into_future())).await;
    assert_eq!(script.attempts(), 300);
}

#[tokio::test(start_paused = true)]
async fn retries_that_help_are_free_and_so_are_those_that_reach_nobody() {
    for trouble in [Act::NoConnection, Act::ComeBack(429, 1)] {
        let script = Script::new([trouble]);
        let client = client_of(&script, |builder| {
            builder.retry_budget(RetryBudget::new(0, 0.0))
        });
        let error = client.send(Title { id: 1 }).await.unwrap_err();
        assert_eq!(error.attempts(), 3, "{trouble:?}");
    }
    // Every second attempt is lost, and one token is there: each call takes it and brings it back.
    let script = Script::new([Act::Answer(PAGE)]);
    let zero = || Retry::new().backoff(Backoff::constant(Duration::ZERO));
    let client = client_of(&script, |builder| {
        builder.retry(zero()).retry_budget(RetryBudget::new(1, 0.0))
    });
    for _ in 0..100 {
        script.goes_on([Act::Lost, Act::Answer(PAGE)]);
        client.send(Title { id: 1 }).await.unwrap();
    }
    assert_eq!(script.attempts(), 200);
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
async fn the_wikis_own_limit_is_waited_out() {
    let sandbox = Sandbox::builder()
        .fault(
            Fault::new(FaultKind::TooManyRequests(4))
                .on("pages.list")
                .times(1),
        )
        .in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .retry(plainly())
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap();
    let began = Instant::now();
    client.pages().list().await.unwrap();
    assert_eq!(began.elapsed(), 5 * SECOND);
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
