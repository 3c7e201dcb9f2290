//! Batches: what goes into which request, and that each part has a result of its own.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::time::Instant;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, Timing};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::types::PageOrderBy;
use wikijs_sdk::{
    Client, ErrorKind, PartState, RateLimits, ServerCode, authentication, pages, system, users,
};

use crate::support::recorder::Recorder;
use crate::support::wiki::{client, sizes, with_pages};

#[tokio::test]
async fn a_tuple_gives_a_tuple_of_results_from_one_request() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 3);
    let (page, none, list, info) = client
        .batch((
            pages::Single::new(1),
            pages::Single::new(99),
            pages::List::new(),
            system::Info::new(),
        ))
        .await
        .unwrap();
    assert_eq!(page.unwrap().title, "Page 1");
    let error = none.unwrap_err();
    assert_eq!(error.code(), Some(ServerCode::PageNotFound));
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        (error.part(), error.path().as_deref()),
        (Some(1), Some("pages.single"))
    );
    assert!(
        error
            .to_string()
            .starts_with("part 1: PagesSingle (pages.single): "),
        "{error}"
    );
    assert_eq!(list.unwrap().len(), 3);
    assert!(info.is_ok());
    assert_eq!(sizes(&sandbox), [4]);
}

#[tokio::test]
async fn a_list_is_cut_by_number() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 120);
    let batch = client.batch((1..=130).map(pages::Single::new));
    let progress = batch.progress();
    let answers = batch.await.unwrap();
    assert_eq!(sizes(&sandbox), [50, 50, 30]);
    assert_eq!((answers.len(), answers.succeeded().count()), (130, 120));
    for (index, page) in answers.succeeded().enumerate() {
        assert_eq!(page.path, format!("p/{}", index + 1));
    }
    let failed: Vec<_> = answers.failed().collect();
    assert_eq!(
        (failed[0].index, failed[0].input),
        (120, &pages::Single::new(121))
    );
    assert_eq!(
        (progress.finished(), progress.count(PartState::Failed)),
        (130, 10)
    );
    let error = answers.into_result().unwrap_err();
    assert_eq!(error.part(), Some(120));
}

#[tokio::test]
async fn nothing_is_sent_for_nothing_and_for_a_wrong_option() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    let none: [pages::Single; 0] = [];
    assert!(client.batch(none).await.unwrap().is_empty());
    let error = client
        .batch([pages::Single::new(1)])
        .header("content-type", "x")
        .await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Settings);
    let batch = || client.batch([pages::Single::new(1)]);
    for zero in [
        batch().chunk_size(0),
        batch().chunk_bytes(0),
        batch().chunk_time(Duration::ZERO),
        batch().in_flight(0),
    ] {
        assert_eq!(zero.await.unwrap_err().kind(), ErrorKind::Settings);
    }
    assert!(sizes(&sandbox).is_empty());
}

#[tokio::test]
async fn a_part_alone_is_sent_as_it_is() {
    let recorder = Recorder::default();
    let connector = recorder.answering(r#"{"data":{"pages":{"tags":[]}}}"#);
    let client = Client::builder("http://wiki.test")
        .connector(connector)
        .build()
        .unwrap();
    client
        .batch([pages::Tags::new()])
        .await
        .unwrap()
        .into_result()
        .unwrap();
    client.pages().tags().await.unwrap();
    let asked = recorder.asked();
    assert_eq!(asked[0].body, asked[1].body);
}

#[tokio::test(start_paused = true)]
async fn nothing_more_is_sent_once_the_key_is_refused() {
    let revoked = Fault::new(FaultKind::TokenRevoked).after(1);
    let (sandbox, client) = with_pages(Sandbox::builder().fault(revoked), 40);
    let answers = client
        .batch((1..=40).map(pages::Single::new))
        .chunk_size(10)
        .in_flight(1)
        .await
        .unwrap();
    assert_eq!(answers.succeeded().count(), 10);
    let requests = sandbox.requests().len();
    assert!(requests < 4, "{requests}");
    let texts: Vec<_> = answers
        .failed()
        .map(|part| part.error.to_string())
        .collect();
    assert_eq!(texts.len(), 30);
    assert!(texts[29].contains("not sent, since"), "{}", texts[29]);
    assert!(answers.failed().all(|part| part.error.is_unauthorized()));
}

#[tokio::test]
async fn requests_are_cut_below_the_size_that_the_server_takes() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    let creates = [2, 2, 2, 6, 1].into_iter().enumerate();
    let creates = creates.map(|(number, size)| {
        pages::Create::new(format!("n/{number}"), "Title", "x".repeat(size << 20))
    });
    let answers = client.batch(creates).await.unwrap();
    let kinds: Vec<_> = answers
        .failed()
        .map(|part| (part.index, part.error.kind()))
        .collect();
    assert_eq!(kinds, [(3, ErrorKind::RequestTooLarge)]);
    // What is too large is refused unread.
    assert_eq!(sizes(&sandbox), [2, 1, 0, 1]);
}

#[tokio::test]
async fn a_request_that_is_refused_whole_is_halved_until_the_culprit_stands_alone() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 2);
    let bad = PageOrderBy::Unknown("SIZE".into());
    let lists = (0..20).map(|number| match number {
        13 => pages::List::new().order_by(bad.clone()),
        _ => pages::List::new(),
    });
    let answers = client.batch(lists).await.unwrap();
    let failed: Vec<_> = answers
        .failed()
        .map(|part| (part.index, part.error.kind()))
        .collect();
    assert_eq!(failed, [(13, ErrorKind::Invalid)]);
    let alone = client.pages().list().order_by(bad).await.unwrap_err();
    let error = answers.failed().next().unwrap().error;
    assert_eq!(error.errors()[0].message, alone.errors()[0].message);
}

#[tokio::test(start_paused = true)]
async fn a_field_with_a_limit_of_the_server_is_paced() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 0);
    let logins = (0..12).map(|_| authentication::Login::new("nobody@example.org", "wrong"));
    let began = Instant::now();
    let answers = client.batch(logins).await.unwrap();
    for failed in answers.failed() {
        assert_eq!(
            failed.error.code(),
            Some(ServerCode::AuthLoginFailed),
            "{}",
            failed.error
        );
    }
    assert_eq!(sizes(&sandbox), [1; 12]);
    assert_eq!(began.elapsed().as_secs(), 120);
}

#[tokio::test(start_paused = true)]
async fn limits_of_the_server_that_are_not_to_be_kept_are_not_kept_in_batches_either() {
    let sandbox = Sandbox::in_process();
    let client = Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .rate_limits(RateLimits::new().server_limits(false))
        .no_retry()
        .build()
        .unwrap();
    let logins = (0..6).map(|_| authentication::Login::new("nobody@example.org", "wrong"));
    let began = Instant::now();
    let answers = client.batch(logins).await.unwrap();
    assert_eq!(began.elapsed(), Duration::ZERO);
    let kinds: Vec<_> = answers.failed().map(|part| part.error.kind()).collect();
    assert_eq!(kinds[..5], [ErrorKind::Refused; 5]);
    assert_eq!(kinds[5], ErrorKind::RateLimited);
}

#[tokio::test]
async fn a_request_that_is_lost_fails_its_own_parts_alone() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 40);
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).after(1).times(1));
    let batch = client
        .batch((1..=40).map(pages::Single::new))
        .chunk_size(10)
        .in_flight(1)
        .no_retry();
    let answers = batch.await.unwrap();
    let failed: Vec<_> = answers.failed().collect();
    assert_eq!(
        failed.iter().map(|part| part.index).collect::<Vec<_>>(),
        (10..20).collect::<Vec<_>>()
    );
    for part in failed {
        assert_eq!(
            (part.error.kind(), part.error.part()),
            (ErrorKind::Lost, Some(part.index))
        );
        assert_eq!(part.error.operation(), Some("PagesSingle"));
        assert!(!part.error.may_have_run());
    }
}

#[tokio::test(start_paused = true)]
async fn whether_a_lost_mutation_ran_is_told_for_each_part() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 4);
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).on("pages.delete").times(1));
    let batch = client
        .batch([1, 2, 3].map(pages::Delete::new))
        .chunk_size(2);
    let progress = batch.progress();
    let answers = batch.await.unwrap();
    assert!(answers.failed().all(|part| part.error.may_have_run()));
    use PartState::{Doubtful, Succeeded};
    assert_eq!(progress.parts(), [Doubtful, Doubtful, Succeeded]);
}

#[tokio::test(start_paused = true)]
async fn a_batch_that_is_dropped_says_what_was_done() {
    let (_sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 0);
    let creates = (0..30).map(|number| pages::Create::new(format!("n/{number}"), "Title", "Text"));
    let batch = client.batch(creates);
    let progress = batch.progress();
    let mut seen = Vec::new();
    let late = Duration::from_secs(25);
    let dropped = tokio::time::timeout(late, async {
        tokio::join!(
            batch.into_future(),
            progress.watch(|progress| seen.push(progress.finished()))
        )
    });
    assert!(dropped.await.is_err());
    assert_eq!(seen, [0, 11]);
    let counts = [
        PartState::Succeeded,
        PartState::UnderWay,
        PartState::Waiting,
    ]
    .map(|state| progress.count(state));
    assert_eq!(counts, [11, 11, 8]);
}

#[tokio::test(start_paused = true)]
async fn options_are_those_of_a_request() {
    let (sandbox, admin) = with_pages(Sandbox::builder(), 2);
    let reader = client(&sandbox, sandbox.reader_token());
    let ids = || [1, 2].map(pages::Single::new);
    assert_eq!(reader.batch(ids()).await.unwrap().succeeded().count(), 0);
    let answers = reader
        .batch(ids())
        .token(sandbox.admin_token())
        .await
        .unwrap();
    assert_eq!(answers.into_result().unwrap().len(), 2);
    sandbox.add_fault(Fault::new(FaultKind::Hang));
    let batch = admin.batch((users::List::new(), pages::List::new()));
    let (users, pages) = batch.timeout(Duration::from_secs(1)).await.unwrap();
    assert!(users.unwrap_err().is_timeout() && pages.unwrap_err().is_timeout());
}

/// What reads cost at 20 ms of round trip and with the server's measured times: the clock is tokio's, so that the
/// figures are the same on every machine.
#[tokio::test(start_paused = true)]
async fn reads_in_batches_are_many_times_faster_than_one_by_one() {
    let (sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 10);
    sandbox.add_fault(Fault::new(FaultKind::Delay(Duration::from_millis(20))));
    for (count, at_least) in [(50, 10), (1000, 15)] {
        let ids = || (0..count).map(|number| number % 10 + 1);
        let began = Instant::now();
        for id in ids() {
            client.pages().single(id).await.unwrap();
        }
        let one_by_one = began.elapsed();
        let began = Instant::now();
        client
            .pages()
            .get_many(ids())
            .await
            .unwrap()
            .into_result()
            .unwrap();
        let batched = began.elapsed();
        assert!(
            one_by_one > batched * at_least,
            "{count}: {one_by_one:?} one by one, {batched:?} in batches"
        );
        let began = Instant::now();
        let alone = stream::iter(ids()).map(|id| client.pages().single(id).into_future());
        alone
            .buffered(8)
            .for_each(|page| async move { drop(page.unwrap()) })
            .await;
        assert!(
            began.elapsed() > batched * 3 / 2,
            "eight at a time: {:?}",
            began.elapsed()
        );
    }
}
