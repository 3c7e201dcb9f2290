//! One process, many identities: what they share, and what they must not.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, advance};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage, SeedUser};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{
    AutoBatch, BreakerState, CircuitBreaker, Client, ClientBuilder, ErrorKind, SignIn,
};

use super::{ADA, MINUTE, PASSWORD, client, logins, name};
use crate::support::log::logged;

const TENANTS: usize = 20;

/// A wiki with so many users, and a client for each that is made of one.
fn wiki(settings: AutoBatch) -> (Sandbox, Client, Vec<Client>) {
    wiki_for(|builder| builder.auto_batch(settings))
}

fn wiki_for(
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Sandbox, Client, Vec<Client>) {
    let builder = Sandbox::builder().page(SeedPage::new("home", "Home", "# Home"));
    let users = (0..TENANTS).map(|number| {
        SeedUser::new(
            format!("user{number}@example.org"),
            format!("User {number}"),
            PASSWORD,
        )
        .group("Editors")
    });
    let sandbox = users
        .fold(builder, wikijs_sandbox::Builder::user)
        .in_process();
    let base = client(&sandbox, settings);
    let tenants = (0..TENANTS).map(|number| {
        base.with_identity(SignIn::new(format!("user{number}@example.org"), PASSWORD))
    });
    let tenants = tenants.collect();
    (sandbox, base, tenants)
}

fn merging() -> AutoBatch {
    AutoBatch::within(Duration::from_millis(5))
}

#[tokio::test(start_paused = true)]
async fn no_two_identities_share_an_answer() {
    let (sandbox, _, tenants) = wiki(merging());
    for client in &tenants {
        client.authenticate().await.unwrap();
    }
    let before = sandbox.requests().len();
    let calls = tenants.iter().enumerate().flat_map(|(number, client)| {
        (0..5).map(move |_| async move {
            assert_eq!(name(client).await, format!("User {number}"));
        })
    });
    join_all(calls).await;
    let requests = sandbox.requests();
    let sizes: Vec<_> = requests[before..]
        .iter()
        .map(|request| {
            request
                .operations
                .iter()
                .filter(|field| *field == "users.profile")
                .count()
        })
        .collect();
    assert_eq!(sizes.len(), TENANTS, "a request an identity: {sizes:?}");
    assert_eq!(logins(&sandbox), TENANTS);
}

#[tokio::test(start_paused = true)]
async fn the_renewal_of_one_does_not_touch_another() {
    let (sandbox, _, tenants) = wiki(merging());
    for client in &tenants {
        client.authenticate().await.unwrap();
    }
    tenants[3].authenticate().await.unwrap();
    assert_eq!(logins(&sandbox), TENANTS + 1);
    for (number, client) in tenants.iter().enumerate() {
        assert_eq!(name(client).await, format!("User {number}"));
    }
    assert_eq!(logins(&sandbox), TENANTS + 1);
    // A wrong password of one is nobody else's.
    let wrong = tenants[0].with_identity(SignIn::new("user1@example.org", "wrong"));
    assert!(wrong.users().profile().await.is_err());
    assert_eq!(name(&tenants[1]).await, "User 1");
}

#[tokio::test(start_paused = true)]
async fn all_that_start_together_are_signed_in_where_the_limits_are_long_enough() {
    let hour = Duration::from_secs(3600);
    for (limits, all_are) in [(None, false), (Some(hour), true)] {
        let (sandbox, _, tenants) = wiki_for(|builder| match limits {
            Some(limit) => builder.total_timeout(limit).token_timeout(limit),
            None => builder,
        });
        let began = Instant::now();
        let profiles = tenants
            .iter()
            .map(|client| client.users().profile().into_future());
        let profiles = join_all(profiles).await;
        let all = profiles.iter().all(Result::is_ok);
        assert_eq!(all, all_are, "{limits:?}");
        if all {
            // Five in a minute: three minutes for the last five of twenty.
            assert_eq!(began.elapsed().as_secs() / 60, 3);
            assert_eq!(logins(&sandbox), TENANTS);
        }
    }
}

/// As a service does whose users have their passwords looked at: they have turns at the server's limit of sign-ins, and the
/// client's own sign-in stands behind them.
#[tokio::test(start_paused = true)]
async fn who_signs_others_in_waits_for_no_sign_in_of_its_own() {
    let sandbox = super::wiki(Sandbox::builder());
    let robot = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert_eq!(name(&robot).await, "Ada");
    // It is renewed beside the calls; while some of them wait for their turn it comes so near to its end that it is waited for.
    advance(28 * MINUTE + MINUTE / 3).await;
    let began = Instant::now();
    let authentication = robot.authentication();
    let others = (0..7).map(|_| authentication.login(ADA, PASSWORD).into_future());
    let (outcomes, own) = tokio::join!(join_all(others), name(&robot));
    for outcome in outcomes {
        assert!(outcome.is_ok(), "{outcome:?}");
    }
    assert_eq!((own.as_str(), began.elapsed().as_secs()), ("Ada", 60));
    assert_eq!(name(&robot).await, "Ada");
}

#[tokio::test(start_paused = true)]
async fn breaker_and_shutting_down_are_one_for_all() {
    let sandbox = Sandbox::builder().in_process();
    let breaker = CircuitBreaker::new().failures_in_a_row(2);
    let base = client(&sandbox, |builder| {
        builder
            .token(sandbox.admin_token())
            .circuit_breaker(breaker)
            .no_retry()
    });
    let reader = base.with_token(sandbox.reader_token()).unwrap();
    let guest = base.as_guest();
    sandbox.add_fault(Fault::new(FaultKind::CutBefore).times(2));
    for _ in 0..2 {
        assert!(base.pages().list().await.is_err());
    }
    assert_eq!(reader.breaker().unwrap().state, BreakerState::Open);
    let error = guest.site().config().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CircuitOpen);
    reader.shutdown(Duration::from_secs(1)).await.unwrap();
    let error = base.pages().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ShutDown);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_reads_has_identities_that_only_read() {
    let sandbox = Sandbox::builder().in_process();
    let base = client(&sandbox, |builder| builder).read_only();
    let admin = base.with_token(sandbox.admin_token()).unwrap();
    let error = admin.pages().delete(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly);
    assert!(base.with_token("two words").is_err());
    let error = base.as_guest().authenticate().await.unwrap_err();
    assert!(error.to_string().contains("runs as guest"), "{error}");
}

#[tokio::test]
async fn an_open_line_is_told_of_once_for_all_identities_of_a_client() {
    let sandbox = Sandbox::builder().in_process();
    let builder =
        Client::builder("http://wiki.test").connector(HttpService::new(sandbox.service()));
    let base = builder.build().unwrap();
    let lines = logged(|| {
        for token in ["one", "two"] {
            let other = base.with_token(token).unwrap();
            drop(
                other
                    .with_identity(SignIn::new("ada", "secret"))
                    .read_only(),
            );
        }
    });
    let told = lines.iter().filter(|line| line.contains("plain HTTP"));
    assert_eq!(told.count(), 1, "{lines:?}");
}
