//! A token that ends, is revoked, or is older than the server's start, in the middle of everything: no call fails that
//! need not, and there is one renewal.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{advance, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::{
    AuthFailure, Authenticating, Authenticator, CircuitBreaker, Client, ErrorKind, Renewal,
    RenewalReason, Secret, SignIn, Token, groups, pages, token_from,
};

use super::{ADA, MINUTE, PASSWORD, client, logins, name, token_of_ada, wiki};
use crate::support::recorder::{Asked, Recorder};

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_ends() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    for minutes in [0, 10, 10, 7] {
        advance(minutes * MINUTE).await;
        assert_eq!(name(&client).await, "Ada");
        assert_eq!(logins(&sandbox), 1);
    }
    // A minute before an attempt could outlast it, it is renewed beside the call.
    advance(MINUTE).await;
    assert_eq!(name(&client).await, "Ada");
    sleep(Duration::from_secs(1)).await;
    assert_eq!(logins(&sandbox), 2);
    // After a long sleep the first call waits for one.
    for times in 3..6 {
        advance(1_000 * MINUTE).await;
        assert_eq!(name(&client).await, "Ada");
        assert_eq!(logins(&sandbox), times);
    }
}

/// A thousand calls, ten at a time in each of a hundred tasks; after some of them `trouble` comes.
async fn thousand(client: &Client, trouble: impl Fn()) {
    let done = Arc::new(AtomicUsize::new(0));
    let tasks = (0..100).map(|number| {
        let (client, done) = (client.clone(), Arc::clone(&done));
        tokio::spawn(async move {
            for call in 0..10 {
                sleep(Duration::from_millis(number * 7 + call)).await;
                match call {
                    5 => {
                        let name = format!("group {number}");
                        let made = client.send(groups::Create::new(name)).await;
                        made.unwrap_or_else(|error| panic!("{number}/{call}: {error}"));
                    }
                    _ => {
                        // As a guest it would be forbidden.
                        let read = client.users().list().await;
                        read.unwrap_or_else(|error| panic!("{number}/{call}: {error}"));
                    }
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    let tasks: Vec<_> = tasks.collect();
    while done.load(Ordering::Relaxed) < 400 {
        sleep(Duration::from_millis(1)).await;
    }
    trouble();
    join_all(tasks).await.into_iter().for_each(Result::unwrap);
    assert_eq!(done.load(Ordering::Relaxed), 1_000);
}

/// Signs in, and counts how often it was asked to, and how often the server sent another token.
struct Counted {
    signing: SignIn,
    asked: Arc<AtomicUsize>,
    replaced: Arc<AtomicUsize>,
}

impl Authenticator for Counted {
    fn token(&self, renewal: Renewal) -> Authenticating {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.signing.token(renewal)
    }

    fn replaced(&self, _: &Secret, _: &Client) {
        self.replaced.fetch_add(1, Ordering::Relaxed);
    }
}

/// What becomes of a thousand calls of a user who signed in a minute ago, with this trouble in the middle: how often the
/// client signed in, and how often the server renewed the token.
async fn in_the_middle(trouble: impl Fn(&Sandbox)) -> (usize, usize) {
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Home"))
        .admin("admin@example.org", PASSWORD)
        .in_process();
    let (asked, replaced) = (Arc::default(), Arc::default());
    let counted = Counted {
        signing: SignIn::new("admin@example.org", PASSWORD),
        asked: Arc::clone(&asked),
        replaced: Arc::clone(&replaced),
    };
    let client = client(&sandbox, |builder| builder.authenticator(counted));
    client.authenticate().await.unwrap();
    advance(MINUTE).await;
    thousand(&client, || trouble(&sandbox)).await;
    assert_eq!(logins(&sandbox), asked.load(Ordering::Relaxed));
    (logins(&sandbox), replaced.load(Ordering::Relaxed))
}

#[tokio::test(start_paused = true)]
async fn trouble_in_the_middle_of_a_thousand_calls_fails_none_and_is_one_renewal() {
    // The server renews such tokens by itself.
    assert_eq!(in_the_middle(Sandbox::restart).await, (1, 1));
    assert_eq!(
        in_the_middle(|sandbox| sandbox.advance(31 * MINUTE)).await,
        (1, 1)
    );
    let revoked = |sandbox: &Sandbox| {
        sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    };
    assert_eq!(in_the_middle(revoked).await, (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_revoked_in_the_middle_is_replaced_once() {
    let sandbox = Arc::new(
        Sandbox::builder()
            .page(SeedPage::new("home", "Home", "# Home"))
            .key("first", "Administrators")
            .key("second", "Administrators")
            .in_process(),
    );
    let asked = Arc::new(AtomicUsize::new(0));
    let (keys, count) = (Arc::clone(&sandbox), Arc::clone(&asked));
    let give = token_from(move |renewal: Renewal| {
        let (number, keys) = (count.fetch_add(1, Ordering::Relaxed), Arc::clone(&keys));
        async move {
            sleep(Duration::from_millis(3)).await;
            let (key, reason) = match number {
                0 => ("first", RenewalReason::First),
                _ => ("second", RenewalReason::Refused),
            };
            assert_eq!(renewal.reason(), reason);
            assert_eq!(renewal.last().is_some(), number > 0);
            keys.key(key).map(Token::new).ok_or("no key")
        }
    });
    let client = client(&sandbox, |builder| builder.authenticator(give));
    thousand(&client, || {
        sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    })
    .await;
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_refused_with_its_token_is_made_once_with_another() {
    let sandbox = Sandbox::builder()
        .key("first", "Editors")
        .key("second", "Editors")
        .in_process();
    let keys = ["first", "second"].map(|name| sandbox.key(name).unwrap().to_owned());
    let given = AtomicUsize::new(0);
    let give = token_from(move |_| {
        let key = keys[given.fetch_add(1, Ordering::Relaxed).min(1)].clone();
        async move { Ok::<_, AuthFailure>(key) }
    });
    let client = client(&sandbox, |builder| builder.authenticator(give).no_retry());
    client.authenticate().await.unwrap();
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    let made = client.pages().create("a", "A", "# A").await;
    assert!(made.is_ok(), "{made:?}");
    assert_eq!((sandbox.writes(), sandbox.pages().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_ended_long_ago_is_replaced_where_the_call_needs_a_user() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert_eq!(name(&client).await, "Ada");
    // By the wiki's clock alone: nobody here knows.
    sandbox.advance(Duration::from_secs(15 * 24 * 3600));
    assert_eq!(name(&client).await, "Ada");
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test(start_paused = true)]
async fn a_user_who_is_switched_off_is_told_so_and_nothing_is_tried_over_and_over() {
    let sandbox = wiki(Sandbox::builder());
    let robot = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert_eq!(name(&robot).await, "Ada");
    let admin = client(&sandbox, |builder| builder.token(sandbox.admin_token()));
    let users = admin.users().list().await.unwrap();
    let ada = users.iter().find(|user| user.email == ADA).unwrap();
    // Younger tokens are spared.
    sandbox.advance(MINUTE);
    admin.users().deactivate(ada.id).await.unwrap();
    for says in ["not sent again: "]
        .into_iter()
        .chain(["nothing was sent: "; 4])
    {
        let error = robot.pages().list().await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        assert!(error.to_string().contains(says), "{says}{error}");
        advance(10 * MINUTE).await;
    }
    assert_eq!(logins(&sandbox), 2, "the first, and one that was refused");
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_loses_no_renewal_and_causes_no_second_one() {
    let slow = Fault::new(FaultKind::Delay(Duration::from_secs(5))).on("authentication.login");
    let sandbox = wiki(Sandbox::builder().fault(slow));
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    for millis in [1, 100, 1_000] {
        let gone = timeout(Duration::from_millis(millis), client.users().profile()).await;
        assert!(gone.is_err());
    }
    // Nobody waits any more.
    sleep(Duration::from_secs(10)).await;
    assert_eq!(name(&client).await, "Ada");
    assert_eq!(logins(&sandbox), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_tokens_and_panics_or_hangs_takes_no_call_along() {
    let sandbox = wiki(Sandbox::builder());
    let key = sandbox.admin_token().to_owned();
    let asked = AtomicUsize::new(0);
    let give = token_from(move |_| {
        let (number, key) = (asked.fetch_add(1, Ordering::Relaxed), key.clone());
        async move {
            match number {
                0 => panic!("nobody is perfect"),
                1 => std::future::pending().await,
                _ => Ok::<_, AuthFailure>(key),
            }
        }
    });
    let client = client(&sandbox, |builder| {
        builder
            .authenticator(give)
            .no_retry()
            .token_timeout(Duration::from_secs(30))
    });
    for says in ["panicked", "took longer than 30s"] {
        let error = client.send(pages::List::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
        assert!(error.to_string().contains(says), "{error}");
        sleep(MINUTE).await;
    }
    assert!(client.send(pages::List::new()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn all_that_waited_are_told_why_there_is_no_token() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, "wrong"));
    let calls = (0..100).map(|_| async { client.pages().list().await });
    for outcome in join_all(calls).await {
        let error = outcome.unwrap_err();
        assert!(error.to_string().contains("1002"), "{error}");
    }
    assert_eq!(logins(&sandbox), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_given_is_replaced_by_what_the_server_sends() {
    let sandbox = wiki(Sandbox::builder());
    let jwt = token_of_ada(&sandbox).await;
    let client = client(&sandbox, |builder| builder.token(jwt));
    sandbox.advance(13 * 24 * 60 * MINUTE);
    assert_eq!(name(&client).await, "Ada");
    // The first one would be too old by now.
    sandbox.advance(13 * 24 * 60 * MINUTE);
    assert_eq!(name(&client).await, "Ada");
}

#[tokio::test(start_paused = true)]
async fn a_download_brings_a_renewed_token_in_a_cookie() {
    let sandbox = wiki(Sandbox::builder().page(SeedPage::new("home", "Home", "# Home")));
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert_eq!(name(&client).await, "Ada");
    for _ in 0..3 {
        sandbox.advance(13 * 24 * 60 * MINUTE);
        client.download("/d/en/home").await.unwrap();
    }
    assert_eq!(logins(&sandbox), 1);
}

#[tokio::test]
async fn what_another_host_says_of_tokens_counts_for_nothing() {
    let recorder = Recorder::default();
    let connector = recorder.connector(|asked: &Asked| {
        let answer = http::Response::builder();
        let answer = match asked.uri.host() {
            Some("wiki.test") if asked.method == "GET" => answer
                .status(302)
                .header("location", "https://elsewhere.test/x"),
            Some("elsewhere.test") => answer
                .header("new-jwt", "theirs")
                .header("set-cookie", "jwt=theirs; Path=/")
                .header("date", "Thu, 01 Jan 2037 00:00:00 GMT"),
            _ => answer,
        };
        answer
            .body(r#"{"data":{"pages":{"list":[]}}}"#.to_owned())
            .unwrap()
    });
    let client = Client::builder("https://wiki.test")
        .token("ours")
        .connector(connector)
        .build()
        .unwrap();
    client.download("/d/en/home").await.unwrap();
    client.pages().list().await.unwrap();
    let sent: Vec<_> = recorder
        .asked()
        .iter()
        .map(|asked| asked.header("authorization").map(str::to_owned))
        .collect();
    let ours = Some("Bearer ours".to_owned());
    assert_eq!(sent, [ours.clone(), None, ours]);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_waits_for_a_token_is_finished_though_the_client_is_shut_down_and_a_write_refused()
 {
    let slow = Fault::new(FaultKind::Delay(Duration::from_secs(5))).on("authentication.login");
    let sandbox = wiki(Sandbox::builder().fault(slow));
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    let reading = client.pages().list().into_future();
    let writing = client.pages().create("a", "A", "# A").into_future();
    let shutting = async {
        sleep(Duration::from_secs(1)).await;
        client.shutdown(MINUTE).await
    };
    let (read, made, shut) = tokio::join!(reading, writing, shutting);
    assert!(read.is_ok() && shut.is_ok(), "{read:?} {shut:?}");
    let error = made.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ShutDown, "{error}");
}

#[tokio::test(start_paused = true)]
async fn while_the_breaker_is_open_nobody_signs_in_and_that_is_what_is_told() {
    let fault = Fault::new(FaultKind::CutBefore).times(2);
    let sandbox = wiki(Sandbox::builder().fault(fault));
    let client = client(&sandbox, |builder| {
        builder
            .sign_in(ADA, PASSWORD)
            .circuit_breaker(CircuitBreaker::new().failures_in_a_row(2))
            .no_retry()
    });
    let guest = client.as_guest();
    for _ in 0..2 {
        assert!(guest.authentication().active_strategies().await.is_err());
    }
    let error = client.pages().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CircuitOpen, "{error}");
    assert!(error.retry_after().is_some());
    assert_eq!(logins(&sandbox), 0);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_refused_and_waits_for_another_token_was_not_done() {
    let sandbox = Sandbox::builder()
        .key("first", "Administrators")
        .in_process();
    let first = sandbox.key("first").unwrap().to_owned();
    let tokens = [first, sandbox.admin_token().to_owned()];
    let asked = AtomicUsize::new(0);
    let give = token_from(move |_| {
        let time = asked.fetch_add(1, Ordering::Relaxed);
        let token = tokens[time.min(1)].clone();
        async move {
            if time > 0 {
                sleep(Duration::from_secs(10)).await;
            }
            Ok::<_, AuthFailure>(token)
        }
    });
    let client = client(&sandbox, |builder| builder.authenticator(give));
    client.pages().list().await.unwrap();
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    // The first is refused, the second finds no token.
    for waits_for in ["another token", "a token"] {
        let create = client.pages().create("a", "A", "# A");
        let error = create.timeout(Duration::from_secs(3)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(!error.may_have_run(), "{error}");
        assert!(error.to_string().contains(waits_for), "{error}");
    }
    // Nor is it, once there is one.
    sleep(MINUTE).await;
    assert!(sandbox.pages().is_empty());
}
