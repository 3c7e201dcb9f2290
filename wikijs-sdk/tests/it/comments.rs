//! Comments, of which the server takes one in half a minute from an account.

use std::time::Duration;

use tokio::time::Instant;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::{ErrorKind, comments};

use crate::support::script::{Act, Script};
use crate::support::wiki::{client, with_pages};

const TOO_SOON: &str = r#"{"data":{"comments":{"create":{"responseResult":{"succeeded":false,"errorCode":1,"slug":"Error","message":"Your administrator has set a time limit before you can post another comment. Try again later."},"id":null}}}}"#;
const COMMENTED: &str = r#"{"data":{"comments":{"create":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"id":5}}}}"#;

#[tokio::test(start_paused = true)]
async fn one_that_comes_too_soon_after_anothers_is_waited_for_alone_and_in_a_batch() {
    for parts in [0, 1, 2] {
        let (sandbox, one) = with_pages(Sandbox::builder(), 1);
        let other = client(&sandbox, sandbox.admin_token());
        one.comments().create(1, "one").await.unwrap();
        let began = Instant::now();
        match parts {
            0 => drop(other.comments().create(1, "two").await.unwrap()),
            _ => {
                let parts = (0..parts).map(|_| comments::Create::new(1, "two"));
                let answers = other.comments().create_many(parts).await.unwrap();
                answers.into_result().unwrap();
            }
        }
        // By the server's clock half a minute may not quite be over at the second attempt.
        let seconds = began.elapsed().as_secs();
        assert!(
            (30..=62 * parts.max(1)).contains(&seconds),
            "{parts}: {seconds}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_refusal_is_a_limit_and_nothing_was_done() {
    let client = |script: &Script| {
        let builder = wikijs_sdk::Client::builder("https://wiki.test");
        builder.connector(script.connector()).build().unwrap()
    };
    let script = Script::new([Act::Answer(TOO_SOON)]);
    let once = client(&script);
    let alone = once.comments().create(1, "text").no_retry().await;
    let batched = once
        .comments()
        .create_many([comments::Create::new(1, "text")]);
    let batched = batched.no_retry().await.unwrap().into_result().map(drop);
    for error in [alone.unwrap_err(), batched.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::RateLimited, "{error}");
        assert!(error.is_rate_limited() && !error.may_have_run());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
        assert!(error.refusal().is_some());
    }
    let script = Script::new([Act::Answer(TOO_SOON), Act::Answer(COMMENTED)]);
    client(&script).comments().create(1, "text").await.unwrap();
    assert_eq!(script.attempts(), 2);
    assert!(script.times()[1] >= Duration::from_secs(30));
}
