//! Single calls that many tasks make at once, merged into one request: who travels with whom, and that each gets its own
//! answer.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, Timing};
use wikijs_sdk::connector::{HttpService, Reach};
use wikijs_sdk::types::PageOrderBy;
use wikijs_sdk::{AutoBatch, Client, ErrorKind, ServerCode, pages, users};

use crate::support::wiki::{sizes, with_pages};

const WINDOW: Duration = Duration::from_millis(5);

fn merging(sandbox: &Sandbox, settings: impl Into<AutoBatch>) -> Client {
    Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .guest_check(false)
        .connector(HttpService::new(sandbox.service()))
        .auto_batch(settings)
        .build()
        .unwrap()
}

fn wiki(pages: usize) -> (Sandbox, Client) {
    let (sandbox, _) = with_pages(Sandbox::builder(), pages);
    let client = merging(&sandbox, WINDOW);
    (sandbox, client)
}

#[tokio::test(start_paused = true)]
async fn calls_made_at_the_same_time_are_one_request() {
    let (sandbox, client) = wiki(20);
    let tasks = (1..=20).map(|id| {
        let client = client.clone();
        tokio::spawn(async move { client.pages().single(id).await })
    });
    let pages = join_all(tasks.collect::<Vec<_>>()).await;
    for (index, page) in pages.into_iter().enumerate() {
        assert_eq!(page.unwrap().unwrap().path, format!("p/{}", index + 1));
    }
    assert_eq!(sizes(&sandbox), [20]);
}

#[tokio::test(start_paused = true)]
async fn each_has_its_own_error() {
    let (sandbox, client) = wiki(1);
    let bad = PageOrderBy::Unknown("SIZE".into());
    let (page, none, list, bad) = tokio::join!(
        client.pages().single(1).into_future(),
        client.pages().single(99).into_future(),
        client.users().list().into_future(),
        client.pages().list().order_by(bad).into_future(),
    );
    assert!(page.is_ok() && list.is_ok());
    let error = none.unwrap_err();
    assert_eq!(error.code(), Some(ServerCode::PageNotFound));
    assert_eq!((error.part(), error.attempts()), (None, 1));
    assert_eq!(error.path().as_deref(), Some("pages.single"));
    assert!(
        error
            .to_string()
            .starts_with("PagesSingle (pages.single): ")
    );
    assert_eq!(bad.unwrap_err().kind(), ErrorKind::Invalid);
    // Refused as a whole, and halved until the one at fault stood alone.
    assert_eq!(sizes(&sandbox), [4, 2, 2, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn the_window_says_who_travels_together() {
    let (sandbox, client) = wiki(9);
    let calls = [0, 4, 6, 9, 30].map(|millis| {
        let client = client.clone();
        async move {
            sleep(Duration::from_millis(millis)).await;
            client.pages().single(1).await
        }
    });
    join_all(calls).await;
    assert_eq!(sizes(&sandbox), [2, 2, 1]);
    let (sandbox, _) = with_pages(Sandbox::builder(), 9);
    let client = merging(&sandbox, AutoBatch::within(Duration::ZERO).chunk_size(4));
    let began = Instant::now();
    join_all((1..=9).map(|id| client.pages().single(id).into_future())).await;
    assert_eq!(
        (sizes(&sandbox), began.elapsed()),
        (vec![4, 4, 1], Duration::ZERO)
    );
}

#[tokio::test(start_paused = true)]
async fn what_does_not_agree_travels_apart() {
    let (sandbox, client) = wiki(3);
    let single = || client.pages().single(1);
    let reader = sandbox.reader_token();
    let (one, two, reads, more, timed, headed, streamed, login, write) = tokio::join!(
        single().into_future(),
        single().token(sandbox.admin_token()).into_future(),
        single().token(reader).into_future(),
        client.pages().list().token(reader).into_future(),
        single().timeout(Duration::from_secs(1)).into_future(),
        single().header("x-a", "1").into_future(),
        client.pages().list().stream().all(),
        client
            .authentication()
            .login("a@example.org", "x")
            .into_future(),
        client.pages().delete(3).into_future(),
    );
    assert!(one.is_ok() && two.is_ok() && timed.is_ok() && headed.is_ok() && write.is_ok());
    assert!(reads.unwrap_err().is_forbidden());
    assert_eq!(more.unwrap().len(), streamed.unwrap().len() - 1);
    assert!(login.is_err());
    let mut sizes = sizes(&sandbox);
    sizes.sort_unstable();
    // The two as the client itself, by whatever token of the same text; the two as reader; the rest alone.
    assert_eq!(sizes, [1, 1, 1, 1, 1, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn the_others_go_on_without_the_caller_who_led() {
    let (_, _) = wiki(0);
    let builder = Sandbox::builder().timing(Timing::measured().scaled(100.0));
    let (sandbox, _) = with_pages(builder, 2);
    let client = merging(&sandbox, WINDOW);
    for gone_after in [1, 6, 100] {
        let leader = client.pages().single(1).into_future();
        let leader = timeout(Duration::from_millis(gone_after), leader);
        let (leader, other) = tokio::join!(leader, client.pages().single(2).into_future());
        assert!(leader.is_err());
        assert_eq!(other.unwrap().path, "p/2");
    }
    // Who went away before the window closed was not sent.
    assert_eq!(sizes(&sandbox), [1, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_alone_is_sent_as_it_is_and_who_goes_away_is_not_sent() {
    let (sandbox, client) = wiki(1);
    client.pages().single(1).await.unwrap();
    let dropped = client.pages().single(1).into_future();
    assert!(timeout(Duration::from_millis(1), dropped).await.is_err());
    sleep(Duration::from_secs(1)).await;
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_says_how_far_the_merged_request_had_come() {
    let (sandbox, _) = with_pages(Sandbox::builder(), 1);
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .guest_check(false)
        .connector(HttpService::new(sandbox.service()))
        .total_timeout(Duration::from_secs(1))
        .auto_batch(Duration::from_millis(600))
        .build()
        .unwrap();
    sandbox.add_fault(Fault::new(FaultKind::Hang));
    let late = async {
        sleep(Duration::from_millis(300)).await;
        client.pages().single(1).await
    };
    let (first, late) = tokio::join!(client.pages().single(1).into_future(), late);
    for error in [first.unwrap_err(), late.unwrap_err()] {
        assert_eq!(
            (error.kind(), error.reach()),
            (ErrorKind::Timeout, Reach::Unknown),
            "{error}"
        );
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn mutations_travel_together_where_that_is_asked_for_and_run_in_order() {
    let builder = Sandbox::builder().timing(Timing::measured());
    let (sandbox, _) = with_pages(builder, 1);
    let client = merging(&sandbox, AutoBatch::within(WINDOW).with_mutations());
    let creates = (0..14).map(|number| {
        // The last two are at one place.
        let path = format!("n/{}", number.min(12));
        let create = pages::Create::new(path, "Title", "Text");
        client.send(create).into_future()
    });
    let creates = async { join_all(creates).await };
    let (created, user) = tokio::join!(creates, client.send(users::Single::new(1)).into_future());
    user.unwrap();
    let failed: Vec<_> = created
        .iter()
        .enumerate()
        .filter(|(_, made)| made.is_err())
        .collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].0, 13);
    let ids: Vec<_> = created
        .iter()
        .flatten()
        .map(|made| made.page.as_ref().unwrap().id)
        .collect();
    assert!(ids.is_sorted());
    let mut sizes = sizes(&sandbox);
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 3, 11], "cut by the time they take");
}

#[tokio::test(start_paused = true)]
async fn a_lost_request_is_lost_for_all_and_mutations_may_have_run() {
    let (sandbox, _) = with_pages(Sandbox::builder(), 3);
    let client = merging(&sandbox, AutoBatch::within(WINDOW).with_mutations());
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).on("pages.update").times(1));
    let updates = (1..=3).map(|id| client.send(pages::Update::new(id, "New", ["t"], true)));
    let updates = join_all(updates.map(IntoFuture::into_future)).await;
    for update in updates {
        let error = update.unwrap_err();
        assert!(
            error.kind() == ErrorKind::Lost && error.may_have_run(),
            "{error}"
        );
        assert_eq!(error.field(), Some("pages.update"));
    }
}
