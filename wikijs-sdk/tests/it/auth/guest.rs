//! A token that the wiki takes for none is an error, and not an empty list.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::time::advance;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::{AuthFailure, AutoBatch, Client, Error, ErrorKind, ServerCode, pages, token_from};

use super::{MINUTE, client, garbage_at_first, times, token_of_ada, wiki};
use crate::support::script::{Act, Script};

const WHO: &str = "users.profile";

fn with_page() -> Sandbox {
    wiki(Sandbox::builder().page(SeedPage::new("home", "Home", "# Home")))
}

fn of(sandbox: &Sandbox, token: &str) -> Client {
    client(sandbox, |builder| builder.token(token))
}

fn is_told(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
    assert_eq!(error.code(), Some(ServerCode::AuthRequired));
    assert!(
        error.to_string().contains("takes the token for none"),
        "{error}"
    );
    assert!(!error.may_have_run(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_the_wiki_does_not_know_is_told_by_the_first_query_and_costs_no_request() {
    let sandbox = with_page();
    let client = of(&sandbox, "garbage");
    for requests in 1..4 {
        is_told(&client.pages().list().await.unwrap_err());
        assert_eq!(sandbox.requests().len(), requests);
    }
    let switched_off = super::client(&sandbox, |builder| {
        builder.token("garbage").guest_check(false)
    });
    // As a guest, and nobody says so.
    let _ = switched_off.pages().list().await;
    assert_eq!(times(&sandbox, WHO), 3);
}

#[tokio::test(start_paused = true)]
async fn a_good_token_is_asked_about_once_by_whichever_client() {
    let sandbox = with_page();
    let client = of(&sandbox, sandbox.admin_token());
    for _ in 0..3 {
        assert_eq!(client.pages().list().await.unwrap().len(), 1);
        let same = client.with_token(sandbox.admin_token()).unwrap();
        assert!(same.pages().list().await.is_ok());
        let own = client.pages().list().token(sandbox.admin_token()).await;
        assert!(own.is_ok());
    }
    assert_eq!((sandbox.requests().len(), times(&sandbox, WHO)), (9, 1));
    // Another token of one call is another question.
    let own = client.pages().list().token("garbage").await;
    is_told(&own.unwrap_err());
    assert!(
        client
            .as_guest()
            .authentication()
            .active_strategies()
            .await
            .is_ok()
    );
    assert_eq!(times(&sandbox, WHO), 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_answered_is_what_it_would_have_been_without_the_question() {
    let sandbox = with_page();
    let good = sandbox.reader_token();
    let checked = |token: &str| of(&sandbox, token);
    let plain = |token: &str| client(&sandbox, |builder| builder.token(token).guest_check(false));
    let (one, other) = (checked(good), plain(good));
    assert_eq!(
        one.pages().list().await.unwrap(),
        other.pages().list().await.unwrap()
    );
    // Errors beside it are the call's own, and keep their number.
    let (one, other) = (checked(good), plain(good));
    let (one, other) = (one.pages().single(1).await, other.pages().single(1).await);
    let (one, other) = (one.unwrap_err(), other.unwrap_err());
    assert_eq!(one.to_string(), other.to_string());
    assert_eq!(one.errors().len(), other.errors().len());
}

#[tokio::test(start_paused = true)]
async fn a_sign_of_a_downgrade_is_looked_into_by_the_next_query() {
    let sandbox = with_page();
    let client = of(&sandbox, sandbox.reader_token());
    let mut expected = Vec::new();
    for asked in [true, false, false] {
        client.pages().list().await.unwrap();
        expected.push(asked);
    }
    assert!(client.users().list().await.unwrap_err().is_forbidden());
    expected.push(false);
    for asked in [true, false] {
        client.pages().list().await.unwrap();
        expected.push(asked);
    }
    let requests = sandbox.requests();
    let asked: Vec<_> = requests
        .iter()
        .map(|request| request.operations.iter().any(|field| field == WHO))
        .collect();
    assert_eq!(asked, expected);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_forbidden_under_an_unknown_token_is_looked_into_once() {
    let sandbox = with_page();
    let stranger = of(&sandbox, "garbage");
    is_told(&stranger.pages().create("a", "A", "# A").await.unwrap_err());
    assert_eq!(sandbox.requests().len(), 2);

    let reader = of(&sandbox, sandbox.reader_token());
    for _ in 0..3 {
        let error = reader.pages().create("a", "A", "# A").await.unwrap_err();
        assert!(error.is_forbidden(), "{error}");
    }
    // Asked about once with each sign: the first write is followed by a question, and each other one by none before the
    // next query.
    assert!(times(&sandbox, WHO) <= 3, "{}", times(&sandbox, WHO));
    assert_eq!(sandbox.pages().len(), 1);
}

const BY_CODE: &str = r#"{"data":{"pages":{"create":{"responseResult":{"succeeded":false,"errorCode":6010,"slug":"PageDeleteForbidden","message":"You are not authorized to delete this page."},"page":null}}}}"#;
const GUEST: &str = r#"{"errors":[{"message":"You must be authenticated to access this resource.","path":["wikijsSdkWhoAmI","profile"],"extensions":{"exception":{"code":1019}}}],"data":{"wikijsSdkWhoAmI":{"profile":null}}}"#;

#[tokio::test(start_paused = true)]
async fn a_write_that_is_refused_with_a_code_of_what_is_forbidden_is_looked_into() {
    let script = Script::new([Act::Answer(BY_CODE), Act::Answer(GUEST)]);
    let client = Client::builder("https://wiki.test")
        .token("key")
        .connector(script.connector())
        .build()
        .unwrap();
    is_told(&client.pages().create("a", "A", "# A").await.unwrap_err());
    assert_eq!(script.attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_document_of_which_a_part_was_done_is_not_sent_again_whatever_it_asked_to_be_told() {
    const DOCUMENT: &str = "mutation { pages { a: delete(id: 1) { responseResult { errorCode } } \
        b: delete(id: 2) { responseResult { errorCode } } } }";
    const IN_PART: &str = r#"{"data":{"pages":{"a":{"responseResult":{"errorCode":0}},"b":{"responseResult":{"errorCode":6010}}}}}"#;
    const WHO: &str = r#"{"data":{"wikijsSdkWhoAmI":{"profile":{"id":1}}}}"#;
    let script = Script::new([IN_PART, GUEST, WHO, IN_PART].map(Act::Answer));
    let given = AtomicUsize::new(0);
    let give = token_from(move |_| {
        let token = given.fetch_add(1, Ordering::Relaxed).to_string();
        async move { Ok::<_, AuthFailure>(token) }
    });
    let client = Client::builder("https://wiki.test")
        .authenticator(give)
        .connector(script.connector())
        .build()
        .unwrap();
    let answer = client.raw(DOCUMENT, ()).await;
    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn writes_of_which_one_was_done_are_not_said_to_have_come_to_nothing() {
    let sandbox = wiki(Sandbox::builder());
    let editor = of(&sandbox, sandbox.editor_token());
    let both = (
        pages::Create::new("a", "A", "# A"),
        pages::Create::new("a/b", "B", "# B"),
    );
    let (one, other) = editor.batch(both).await.unwrap();
    assert!(one.is_ok() && other.is_ok());
    // As guests, they may write neither; as readers neither: each is told of its own, and asked about once.
    let reader = of(&sandbox, sandbox.reader_token());
    let both = (
        pages::Create::new("c", "C", "# C"),
        pages::Create::new("d", "D", "# D"),
    );
    let (one, other) = reader.batch(both).await.unwrap();
    assert!(one.unwrap_err().is_forbidden() && other.unwrap_err().is_forbidden());
    assert_eq!(times(&sandbox, WHO), 1);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_forbidden_stays_that_whatever_becomes_of_the_question() {
    for fault in [FaultKind::CutAfter, FaultKind::CutBefore] {
        let sandbox = with_page();
        sandbox.add_fault(Fault::new(fault).on(WHO));
        let reader = client(&sandbox, |builder| {
            builder.token(sandbox.reader_token()).no_retry()
        });
        let error = reader.pages().create("a", "A", "# A").await.unwrap_err();
        assert!(error.is_forbidden(), "{error}");
        assert!(!error.may_have_run(), "{error}");
        assert_eq!((sandbox.pages().len(), times(&sandbox, WHO)), (1, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_under_a_token_that_was_taken_for_none_is_made_under_the_next_one() {
    let sandbox = with_page();
    let give = garbage_at_first(sandbox.editor_token());
    let client = client(&sandbox, |builder| builder.authenticator(give));
    let made = client.pages().create("a", "A", "# A").await;
    assert!(made.is_ok(), "{made:?}");
    assert_eq!(
        (sandbox.pages().len(), times(&sandbox, "pages.create")),
        (2, 2)
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_streamed_is_asked_about_before() {
    let sandbox = with_page();
    let stranger = of(&sandbox, "garbage");
    is_told(&stranger.pages().list().stream().all().await.unwrap_err());
    let reader = of(&sandbox, sandbox.reader_token());
    for _ in 0..3 {
        assert_eq!(reader.pages().list().stream().all().await.unwrap().len(), 1);
    }
    assert_eq!(times(&sandbox, WHO), 2);
}

#[tokio::test(start_paused = true)]
async fn batches_and_merged_calls_are_asked_about_once() {
    let sandbox = with_page();
    for (token, is_good) in [("garbage", false), (sandbox.admin_token(), true)] {
        let before = sandbox.requests().len();
        let client = client(&sandbox, |builder| {
            builder
                .token(token)
                .auto_batch(AutoBatch::within(Duration::from_millis(1)))
        });
        let calls = (0..20).map(|_| async { client.pages().list().await });
        for outcome in join_all(calls).await {
            match outcome {
                Ok(pages) => assert!(is_good && pages.len() == 1),
                Err(error) => is_told(&error),
            }
        }
        assert_eq!(sandbox.requests().len() - before, 1);

        let client = of(&sandbox, token);
        let both = client.batch((pages::List::new(), pages::Tags::new())).await;
        let is_answered = both.is_ok_and(|(one, other)| one.is_ok() && other.is_ok());
        assert_eq!(is_answered, is_good);
        assert_eq!(sandbox.requests().len() - before, 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_document_of_ones_own_is_sent_as_it_is() {
    let sandbox = with_page();
    let client = of(&sandbox, "garbage");
    assert!(client.raw("{pages{tags{id}}}", ()).await.is_ok());
    assert_eq!(times(&sandbox, WHO), 0);
    // Unless something is forbidden.
    let error = client.raw("{users{list{id}}}", ()).await.unwrap_err();
    is_told(&error);
}

#[tokio::test(start_paused = true)]
async fn a_token_whose_time_is_up_is_asked_about_again() {
    let sandbox = with_page();
    let jwt = token_of_ada(&sandbox).await;
    let client = client(&sandbox, |builder| builder.token(jwt));
    assert_eq!(client.pages().list().await.unwrap().len(), 1);
    assert_eq!(client.pages().list().await.unwrap().len(), 1);
    assert_eq!(times(&sandbox, WHO), 1);
    // Too late for the wiki to renew it.
    advance(15 * 24 * 60 * MINUTE).await;
    is_told(&client.pages().list().await.unwrap_err());
}

/// What a client does, or what becomes of its token.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A guest may do it as well.
    Lists,
    /// Neither Ada may, nor a guest.
    IsForbidden,
    /// It is over for so long that the wiki takes it for none.
    Ends,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Against a model: asked about until it is known, anew after each word that something is forbidden, and once it is over.
    #[test]
    fn a_token_that_is_taken_for_none_passes_for_no_more_than_one_call(
        steps in vec(prop_oneof![3 => Just(Step::Lists), 2 => Just(Step::IsForbidden), 1 => Just(Step::Ends)], 1..20),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            let sandbox = with_page();
            let token = token_of_ada(&sandbox).await;
            let client = client(&sandbox, |builder| builder.token(token));
            let (mut is_known, mut is_over, mut requests) = (false, false, sandbox.requests().len());
            for step in steps {
                let told = match step {
                    Step::Ends => {
                        sandbox.advance(15 * 24 * 60 * MINUTE);
                        is_over = true;
                        continue;
                    }
                    Step::Lists => client.pages().list().await.map(drop),
                    Step::IsForbidden => client.users().list().await.map(drop),
                };
                let kind = told.err().map(|error| error.kind());
                let forbidden = matches!(step, Step::IsForbidden).then_some(ErrorKind::Forbidden);
                let expected = match is_over && !is_known {
                    true => Some(ErrorKind::Unauthorized),
                    false => forbidden,
                };
                assert_eq!(kind, expected, "{step:?}, known: {is_known}, over: {is_over}");
                // The answer told the time.
                is_known = !is_over && (!is_known || forbidden.is_none());
                requests += 1;
                assert_eq!(sandbox.requests().len(), requests, "each call is one request");
            }
        });
    }
}
