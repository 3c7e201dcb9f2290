//! Trouble while a thousand calls are under way at once: no call fails that need not, nothing is done twice, and there is one
//! renewal.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::watch;
use tokio::time::sleep;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::connector::{Connector, Exchanging, Failure, HttpService, Reach, WireRequest};
use wikijs_sdk::{
    AuthFailure, Client, ClientBuilder, Error, Retry, RetryBudget, SignIn, groups, token_from,
};

use super::{MINUTE, PASSWORD, logins};

const CALLS: usize = 1_000;
const USER: &str = "admin@example.org";

/// A line to a wiki, which takes its time there and back, and can be cut.
#[derive(Clone)]
struct Line {
    wiki: Arc<dyn Connector>,
    up: watch::Receiver<bool>,
    asked: Arc<AtomicUsize>,
    /// Requests that had left when it was cut.
    cut: Arc<AtomicUsize>,
}

impl Connector for Line {
    fn send(&self, request: WireRequest) -> Exchanging {
        let mut line = self.clone();
        Box::pin(async move {
            if !*line.up.borrow_and_update() {
                return Err(Failure::new(Reach::NeverSent, "connection refused"));
            }
            let number = line.asked.fetch_add(1, Ordering::Relaxed) as u64;
            let [there, back] = [7, 11].map(|step| Duration::from_millis(number * step % 500));
            request.progress.sent();
            let answered = async {
                sleep(there).await;
                let answer = line.wiki.send(request).await;
                sleep(back).await;
                answer
            };
            tokio::select! {
                answer = answered => answer,
                _ = line.up.changed() => {
                    line.cut.fetch_add(1, Ordering::Relaxed);
                    Err(Failure::new(Reach::Unknown, "connection reset"))
                }
            }
        })
    }
}

/// A wiki at the end of a line.
struct Far {
    sandbox: Sandbox,
    line: Line,
    up: watch::Sender<bool>,
}

impl Far {
    fn new() -> Self {
        let sandbox = Sandbox::builder()
            .page(SeedPage::new("home", "Home", "# Home"))
            .admin(USER, PASSWORD)
            .key("first", "Administrators")
            .key("second", "Administrators")
            .in_process();
        let (up, is_up) = watch::channel(true);
        let line = Line {
            wiki: Arc::new(HttpService::new(sandbox.service())),
            up: is_up,
            asked: Arc::default(),
            cut: Arc::default(),
        };
        Self { sandbox, line, up }
    }

    fn client(&self, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let builder = Client::builder(self.sandbox.url()).connector(self.line.clone());
        settings(builder).build().unwrap()
    }

    /// A thousand calls at once, a tenth of them writes; when four in ten have been answered, `trouble` comes. Those that
    /// failed, by their number.
    async fn thousand(&self, client: &Client, trouble: impl Future<Output = ()>) -> Failed {
        let answered = AtomicUsize::new(0);
        let calls = (0..CALLS).map(|number| {
            let answered = &answered;
            async move {
                let outcome = match number % 10 {
                    5 => client
                        .send(groups::Create::new(group(number)))
                        .await
                        .map(drop),
                    // A guest may not.
                    _ => client.users().list().await.map(drop),
                };
                answered.fetch_add(1, Ordering::Relaxed);
                (number, outcome)
            }
        });
        let troubled = async {
            while answered.load(Ordering::Relaxed) < CALLS * 4 / 10 {
                sleep(Duration::from_millis(1)).await;
            }
            assert!(
                answered.load(Ordering::Relaxed) < CALLS / 2,
                "others are under way"
            );
            trouble.await;
        };
        let (outcomes, ()) = tokio::join!(join_all(calls), troubled);
        let failed = outcomes
            .into_iter()
            .filter_map(|(number, outcome)| Some((number, outcome.err()?)));
        failed.collect()
    }

    /// Holds the groups that are there against what was told of each write.
    async fn no_write_is_lost_or_done_twice(&self, failed: &Failed) {
        let admin = self.client(|builder| builder.token(self.sandbox.admin_token()));
        let mut there: HashMap<String, usize> = HashMap::new();
        for group in admin.groups().list().await.unwrap() {
            *there.entry(group.name).or_default() += 1;
        }
        for number in (5..CALLS).step_by(10) {
            let times = there.get(&group(number)).copied().unwrap_or_default();
            match failed.get(&number) {
                None => assert_eq!(times, 1, "{number}"),
                Some(_) => assert!(times <= 1, "{number}"),
            }
        }
    }
}

type Failed = HashMap<usize, Error>;

fn group(number: usize) -> String {
    format!("group {number}")
}

/// What becomes of a thousand calls under a user's token: none fails. How often the client signed in.
async fn signed_in(trouble: impl AsyncFnOnce(&Sandbox)) -> usize {
    let far = Far::new();
    let client = far.client(|builder| builder.authenticator(SignIn::new(USER, PASSWORD)));
    client.authenticate().await.unwrap();
    sleep(MINUTE).await;
    let failed = far.thousand(&client, trouble(&far.sandbox)).await;
    assert!(failed.is_empty(), "{failed:#?}");
    far.no_write_is_lost_or_done_twice(&failed).await;
    logins(&far.sandbox)
}

#[tokio::test(start_paused = true)]
async fn what_ends_a_token_that_a_thousand_calls_are_under_way_with_fails_none_of_them() {
    // The wiki renews a user's token by itself where it is older than its start, over since a short time, or revoked.
    assert_eq!(signed_in(async |wiki| wiki.restart()).await, 1);
    assert_eq!(signed_in(async |wiki| wiki.advance(31 * MINUTE)).await, 1);
    let revoke =
        async |wiki: &Sandbox| wiki.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    assert_eq!(signed_in(revoke).await, 1);
    // And takes one that is over since long for none: the client signs in, once for all of them.
    let long = 15 * 24 * 60 * MINUTE;
    assert_eq!(signed_in(async |wiki| wiki.advance(long)).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_revoked_under_a_thousand_calls_is_replaced_once_and_fails_none() {
    let far = Far::new();
    let keys = ["first", "second"].map(|name| far.sandbox.key(name).unwrap().to_owned());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let give = token_from(move |_| {
        let key = keys[count.fetch_add(1, Ordering::Relaxed).min(1)].clone();
        async move {
            sleep(Duration::from_millis(300)).await;
            Ok::<_, AuthFailure>(key)
        }
    });
    let client = far.client(|builder| builder.authenticator(give));
    let revoke = async {
        let revoked = Fault::new(FaultKind::TokenRevoked).times(1);
        far.sandbox.add_fault(revoked);
    };
    let failed = far.thousand(&client, revoke).await;
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    far.no_write_is_lost_or_done_twice(&failed).await;
    // Those that were under way with the first were sent once more, and no others.
    let sent = far.line.asked.load(Ordering::Relaxed);
    assert!(sent <= CALLS + CALLS * 6 / 10 + 1, "{sent}");
}

/// The connections break, nobody listens for ten seconds, and limits and tokens' age begin anew.
#[tokio::test(start_paused = true)]
async fn a_wiki_that_restarts_under_a_thousand_calls_fails_the_writes_that_it_may_have_done_and_no_call_else()
 {
    let far = Far::new();
    let client = far.client(|builder| {
        builder
            .sign_in(USER, PASSWORD)
            .retry(Retry::patient())
            // Each of a thousand calls may wait for its second attempt.
            .retry_budget(RetryBudget::new(1_000, 0.08))
    });
    client.authenticate().await.unwrap();
    sleep(MINUTE).await;
    let restart = async {
        far.up.send(false).unwrap();
        sleep(Duration::from_secs(10)).await;
        far.sandbox.restart();
        far.up.send(true).unwrap();
    };
    let failed = far.thousand(&client, restart).await;
    let cut = far.line.cut.load(Ordering::Relaxed);
    println!(
        "{cut} requests were cut, {} writes are in doubt",
        failed.len()
    );
    assert!(cut > CALLS / 2, "{cut}");
    for (number, error) in &failed {
        assert_eq!(number % 10, 5, "a read failed: {error}");
        assert!(error.is_doubtful(), "{number}: {error}");
    }
    assert!((1..=CALLS / 10).contains(&failed.len()), "{}", failed.len());
    far.no_write_is_lost_or_done_twice(&failed).await;
    assert_eq!(logins(&far.sandbox), 1);
}
