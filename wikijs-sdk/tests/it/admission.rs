//! Who is let in: so many at a time, nobody after the end, no write where only reading is meant; under a paused clock.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedUser};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{
    Acquiring, Client, ClientBuilder, Error, ErrorKind, LocalGate, Secret, SignIn, Wanted,
    WriteGate, comments, pages, token_from,
};

use crate::support::loopback::PAGE;
use crate::support::operations::{Title, write};
use crate::support::script::{Act, Script};

const SECOND: Duration = Duration::from_secs(1);
const COMMENTED: &str = r#"{"data":{"comments":{"create":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"id":5}}}}"#;
const ADA: &str = "ada@example.org";
const PASSWORD: &str = "correct horse";

fn ada() -> SeedUser {
    SeedUser::new(ADA, "Ada", PASSWORD).group("Editors")
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_at_a_time_than_allowed_and_who_gives_up_leaves_the_queue() {
    let script = Script::new([Act::Late(10 * SECOND, PAGE)]);
    let client = script.client(|builder| builder.requests_at_a_time(2));
    let read = || async { client.send(Title { id: 1 }).await.map(drop) };
    let (all, given_up) = tokio::join!(
        join_all((0..4).map(|_| read())),
        timeout(SECOND, async {
            tokio::task::yield_now().await;
            read().await
        }),
    );
    assert!(given_up.is_err());
    assert!(all.iter().all(Result::is_ok), "{all:?}");
    let begins = [0, 0, 10, 10].map(Duration::from_secs);
    assert_eq!(script.times(), begins);
}

#[tokio::test(start_paused = true)]
async fn a_download_takes_up_its_place_until_it_was_read() {
    let script = Script::new([Act::Answer("content")]);
    let client = script.client(|builder| builder.requests_at_a_time(1));
    let content = client.download("a.png").await.unwrap();
    let second = client.download("b.png").timeout(SECOND).await;
    assert!(second.unwrap_err().is_timeout());
    drop(content);
    assert!(client.download("b.png").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn after_the_end_nothing_is_sent_and_writes_are_waited_for() {
    let script = Script::new([Act::Late(3 * SECOND, PAGE)]);
    let client = script.client(|builder| builder);
    let writing = tokio::spawn({
        let client = client.clone();
        async move { client.send(write()).await.map(drop) }
    });
    sleep(SECOND).await;
    let began = Instant::now();
    client.shutdown(60 * SECOND).await.unwrap();
    assert_eq!(began.elapsed(), 2 * SECOND, "as long as the write took");
    let _ = writing.await.unwrap();
    let clone = client.clone();
    for outcome in [
        clone.send(Title { id: 1 }).await.map(drop),
        clone.send(write()).await.map(drop),
        clone.download("a.png").await.map(drop),
        clone.read_only().send(Title { id: 1 }).await.map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ShutDown, "{error}");
        assert!(!error.may_have_run() && error.attempts() == 0);
    }
    assert_eq!(script.attempts(), 1);
}

/// Counts who asks for a permit.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>, LocalGate);

impl WriteGate for Asked {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        self.0.fetch_add(1, Ordering::SeqCst);
        self.1.acquire(wanted)
    }
}

#[tokio::test(start_paused = true)]
async fn no_way_leads_past_the_door() {
    let sandbox = Sandbox::builder().user(ada()).in_process();
    let gate = Asked::default();
    // An authenticator that keeps the client that it was to sign in with.
    let kept: Arc<Mutex<Option<Client>>> = Arc::default();
    let keeping = {
        let (kept, token) = (Arc::clone(&kept), sandbox.admin_token().to_owned());
        token_from(move |renewal| {
            *kept.lock().unwrap() = Some(renewal.client().clone());
            let token = token.clone();
            async move { Ok::<_, Infallible>(token) }
        })
    };
    let client = Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .authenticator(keeping)
        .write_gate(gate.clone())
        .build()
        .unwrap();
    client.authenticate().await.unwrap();
    let kept = kept.lock().unwrap().take().unwrap();
    kept.pages().list().await.unwrap();
    client.shutdown(SECOND).await.unwrap();

    let (requests, permits) = (sandbox.requests().len(), gate.0.load(Ordering::SeqCst));
    let signing = || SignIn::new(ADA, PASSWORD);
    let later = client.with_identity(signing());
    let other = client.with_token("another").unwrap();
    let anew = kept.with_identity(signing());
    let outcomes = [
        ("authenticate", client.authenticate().await),
        ("authenticate later", later.authenticate().await),
        ("a call later", later.pages().list().await.map(drop)),
        ("another token", other.pages().list().await.map(drop)),
        ("as guest", client.as_guest().pages().list().await.map(drop)),
        ("write_permit", client.write_permit().await.map(drop)),
        ("its clone", client.clone().write_permit().await.map(drop)),
        ("later", later.write_permit().await.map(drop)),
        ("a renewal's client", kept.pages().list().await.map(drop)),
        (
            "its login",
            kept.authentication().login(ADA, PASSWORD).await.map(drop),
        ),
        ("made of it", anew.authenticate().await),
        ("a batch", batch_of_one(&client).await),
        ("a stream", {
            let mut tags = client.pages().tags().stream();
            tags.next().await.unwrap().map(drop)
        }),
        ("raw", client.raw("{ a }", ()).await.map(drop)),
    ];
    for (way, outcome) in outcomes {
        let error = outcome.expect_err(way);
        assert_eq!(error.kind(), ErrorKind::ShutDown, "{way}: {error}");
    }
    assert_eq!(sandbox.requests().len(), requests);
    assert_eq!(gate.0.load(Ordering::SeqCst), permits);
}

async fn batch_of_one(client: &Client) -> Result<(), Error> {
    let answers = client.batch([pages::Single::new(1)]).await?;
    answers.into_result().map(drop)
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_permit_is_told_of_the_end_and_takes_none() {
    let script = Script::new([Act::Answer(PAGE)]);
    let gate = LocalGate::default();
    let client = script.client(|builder| builder.write_gate(gate.clone()));
    let held = client.write_permit().await.unwrap();
    let (waiting, shut) = tokio::join!(client.write_permit(), client.shutdown(SECOND));
    shut.unwrap();
    assert_eq!(waiting.unwrap_err().kind(), ErrorKind::ShutDown);
    drop(held);
    let wanted = Wanted::new(SECOND, SECOND);
    assert!(timeout(SECOND, gate.acquire(wanted)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn the_rest_of_a_batch_that_goes_at_the_servers_pace_ends_with_the_client() {
    let script = Script::new([Act::Answer(COMMENTED)]);
    let client = script.client(|builder| builder);
    let comments = (0..3).map(|_| comments::Create::new(1, "text"));
    let batch = client.batch(comments.collect::<Vec<_>>()).into_future();
    let began = Instant::now();
    let shutting = async {
        sleep(SECOND).await;
        client.shutdown(SECOND).await
    };
    let (answers, shut) = tokio::join!(batch, shutting);
    shut.unwrap();
    let answers = answers.unwrap();
    let failed: Vec<_> = answers.failed().map(|failed| failed.error.kind()).collect();
    assert_eq!(failed, [ErrorKind::ShutDown; 2]);
    let last = answers.failed().last().unwrap().error.to_string();
    assert!(
        last.ends_with("nothing was sent: the client was shut down"),
        "{last}"
    );
    assert!(!last.contains("refused"), "{last}");
    assert_eq!((script.attempts(), began.elapsed()), (1, SECOND));
}

/// A client that signs in as Ada, who must change her password; one step of it takes five seconds.
fn to_change_password(
    slow: &str,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Sandbox, Client) {
    let fault = Fault::new(FaultKind::Delay(5 * SECOND)).on(slow);
    let sandbox = Sandbox::builder()
        .user(ada().must_change_password())
        .fault(fault)
        .in_process();
    let signing = SignIn::new(ADA, PASSWORD)
        .new_password_from(|| async { Ok(Secret::from("battery staple")) });
    let builder = Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .authenticator(signing);
    (sandbox, settings(builder).build().unwrap())
}

/// Shuts a client down after a second, and says how long that took.
async fn shut_soon(client: &Client) -> Duration {
    sleep(SECOND).await;
    let began = Instant::now();
    client.shutdown(60 * SECOND).await.unwrap();
    began.elapsed()
}

#[tokio::test(start_paused = true)]
async fn a_new_password_is_waited_for_and_none_is_given_after_the_end() {
    let change = "authentication.loginChangePassword";
    // The end comes while the password is changed, and while the login before it is under way.
    for (slow, seconds, changes) in [(change, 4, 1), ("authentication.login", 0, 0)] {
        let (sandbox, client) = to_change_password(slow, ClientBuilder::no_retry);
        let read = client.users().profile().into_future();
        let (read, took) = tokio::join!(read, shut_soon(&client));
        assert_eq!(
            (read.is_ok(), took.as_secs()),
            (changes == 1, seconds),
            "{slow}: {read:?}"
        );
        let asked = sandbox.requests();
        let changed = asked
            .iter()
            .filter(|request| request.operations.iter().any(|field| field == change));
        assert_eq!(changed.count(), changes, "{slow}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_for_a_new_password_is_refused_with_the_password() {
    let (sandbox, client) = to_change_password("authentication.login", |builder| builder);
    let write = client.pages().create("a", "A", "# A").into_future();
    let (made, took) = tokio::join!(write, shut_soon(&client));
    assert!(took.is_zero(), "{took:?}");
    assert_eq!(made.unwrap_err().kind(), ErrorKind::ShutDown);
    sleep(60 * SECOND).await;
    let is_write = |field: &String| field != "authentication.login";
    let asked = sandbox.requests();
    assert!(
        !asked
            .iter()
            .any(|request| request.operations.iter().any(is_write))
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_reads_refuses_writes_before_anything_is_sent() {
    let script = Script::new([Act::Answer(PAGE)]);
    let client = script.client(|builder| builder);
    let reader = client.read_only();
    assert!(reader.send(Title { id: 1 }).await.is_ok());
    for outcome in [
        reader.send(write()).await.map(drop),
        reader.pages().delete(1).await.map(drop),
        reader
            .raw(
                "mutation { pages { flushCache { responseResult { succeeded } } } }",
                (),
            )
            .await
            .map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
        assert!(error.to_string().contains("nothing was sent"), "{error}");
    }
    let permit = reader.write_permit().await.unwrap_err();
    assert_eq!(permit.kind(), ErrorKind::ReadOnly, "{permit}");
    let outcomes = reader.batch(vec![write(), write()]).await.unwrap();
    assert!(outcomes.into_result().is_err());
    assert_eq!(script.attempts(), 1);
    let _ = client.send(write()).await;
    assert_eq!(script.attempts(), 2, "the client itself still writes");
}
