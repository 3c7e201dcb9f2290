//! What becomes of a lease where a Redis answers, and refuses; under a paused clock.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::time::sleep;

use super::fake::{Fake, Process, Trouble};
use crate::layers::upper::write_gate::{Wanted, WriteGate};
use crate::redis::script::{ENTER, NotSent, Refused, Run, was_not_run};
use crate::redis::{OnLoss, Redis, RedisGate};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_lease_that_was_given_by_what_broke_off_is_given_back_and_nobody_says_so_for_ever() {
    let (fake, this) = (Fake::default(), Process::default());
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let gate = RedisGate::new(&Redis::of(fake.seen_by(&this)), "test").on_loss(OnLoss::Stop);
    fake.trouble(Trouble::BreaksOff);
    for _ in 0..100 {
        let refused = gate.acquire(Wanted::new(30 * SECOND, 10 * SECOND)).await;
        let why = refused.err().unwrap().to_string();
        assert!(why.contains("no right to do the rest"), "{why}");
    }
    sleep(SECOND).await;
    assert_eq!(
        fake.holder().map(|(_, left)| left),
        None,
        "it was given back"
    );
    // It refuses for longer than the lease would have lasted.
    sleep(60 * SECOND).await;
    assert_eq!(tasks(), before, "nobody goes on about it");
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_was_given_by_what_broke_off_is_given_back_also_where_the_redis_is_away_just_then()
 {
    let (fake, this) = (Fake::default(), Process::default());
    let gate = RedisGate::new(&Redis::of(fake.seen_by(&this)), "test").on_loss(OnLoss::Stop);
    fake.trouble(Trouble::BreaksOff);
    let refused = gate.acquire(Wanted::new(30 * SECOND, 10 * SECOND)).await;
    assert!(refused.is_err() && fake.holder().is_some());
    fake.trouble(Trouble::Refused);
    sleep(SECOND / 2).await;
    assert!(fake.holder().is_some(), "nobody was told");
    fake.trouble(Trouble::None);
    sleep(SECOND).await;
    assert_eq!(fake.holder(), None);
}

/// A Redis that answers each connection so, a script at a time, and breaks it behind the last answer. Its address.
async fn scripted<const N: usize>(connections: [&'static [&'static str]; N]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        for answers in connections {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut answers, mut asked) = (answers.iter(), [0; 4096]);
            loop {
                let length = stream.read(&mut asked).await.unwrap();
                let text = String::from_utf8_lossy(&asked[..length]).into_owned();
                let answer = match text.matches("EVAL").count() {
                    // What a connection says of itself.
                    0 => "+OK\r\n".repeat(text.matches('*').count()),
                    _ => answers.next().map_or_else(String::new, ToString::to_string),
                };
                if answer.is_empty() {
                    break;
                }
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    format!("redis://{address}")
}

#[tokio::test]
async fn what_broke_with_its_connection_may_have_been_run_whatever_is_said_to_who_comes_anew() {
    const ENTERED: &str = "*2\r\n:1\r\n:0\r\n";
    for refusal in [
        "-LOADING Redis is loading the dataset in memory\r\n",
        "-READONLY You can't write against a read only replica.\r\n",
    ] {
        let answers: &'static [&'static str] = Box::leak(Box::new([refusal]));
        let url = scripted([&[ENTERED], answers]).await;
        let redis = Redis::open(url, "test").unwrap();
        let run = || Run {
            script: &ENTER,
            keys: ["lease", "queue", "seen"].map(str::to_owned).into(),
            arguments: vec!["owner".to_owned(), "1000".to_owned(), "1000".to_owned()],
        };
        assert_eq!(redis.store.run(run()).await.unwrap(), [1, 0]);
        let why = redis.store.run(run()).await.unwrap_err();
        assert!(!was_not_run(&why), "{why}");
    }
}

#[test]
fn what_was_not_run_is_told_from_what_may_have_been() {
    let refused = |had_begun| Refused {
        why: String::new(),
        had_begun,
    };
    for (why, not_run) in [
        (NotSent("no way".into()).into(), true),
        (refused(false).into(), true),
        (refused(true).into(), false),
        ("no answer".into(), false),
    ] {
        assert_eq!(was_not_run(&why), not_run, "{why:?}");
    }
}
