//! A token that is over, or refused, on the way of a call: while it waits for its turn, in an answer that comes in pieces, beside
//! other errors, where something is downloaded.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::{
    AuthFailure, Authenticator, Client, ClientBuilder, ErrorKind, Rate, RateLimits, Token,
    token_from,
};

use super::{ADA, MINUTE, PASSWORD, client, garbage_at_first, logins, name, wiki};
use crate::support::recorder::{Asked, Recorder};
use crate::support::script::{Act, Script};

/// Tokens that are called `1`, `2` and so on, each good for so long.
fn numbered(span: Duration) -> impl Authenticator {
    let given = AtomicUsize::new(0);
    token_from(move |_| {
        let number = given.fetch_add(1, Ordering::Relaxed) + 1;
        let token = Token::new(number.to_string()).good_for(span);
        async move { Ok::<_, AuthFailure>(token) }
    })
}

/// A client with such tokens, of a server that answers so.
fn recorded(
    recorder: &Recorder,
    answer: impl Fn(&Asked) -> http::Response<String> + Clone + Send + Sync + 'static,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Client {
    let builder = Client::builder("https://wiki.test")
        .connector(recorder.connector(answer))
        .authenticator(numbered(MINUTE));
    settings(builder).build().unwrap()
}

/// The tokens that came in.
fn tokens(recorder: &Recorder) -> Vec<String> {
    let asked = recorder.asked();
    let of = |asked: &Asked| asked.header("authorization").unwrap().to_owned();
    asked.iter().map(of).collect()
}

fn answered(status: u16, text: &str) -> http::Response<String> {
    let answer = http::Response::builder().status(status);
    answer.body(text.to_owned()).unwrap()
}

const LIST: &str = r#"{"data":{"pages":{"list":[]}}}"#;

#[tokio::test(start_paused = true)]
async fn a_token_that_is_over_once_the_rate_lets_its_call_pass_is_replaced_before_it_is_sent() {
    let recorder = Recorder::default();
    let slow = RateLimits::new().all(Rate::window(1, 10 * MINUTE));
    let client = recorded(
        &recorder,
        |_| answered(200, LIST),
        |builder| {
            builder
                .guest_check(false)
                .total_timeout(None)
                .rate_limits(slow)
        },
    );
    for _ in 0..3 {
        client.pages().list().await.unwrap();
    }
    assert_eq!(tokens(&recorder), ["Bearer 1", "Bearer 2", "Bearer 3"]);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_place_with_a_token_that_ends_meanwhile_signs_in_though_there_is_one_place()
{
    let sandbox = wiki(Sandbox::builder().page(SeedPage::new("home", "Home", "# Home")));
    let robot = client(&sandbox, |builder| {
        builder
            .sign_in(ADA, PASSWORD)
            .requests_at_a_time(1)
            .attempt_timeout(60 * MINUTE)
            .total_timeout(None)
    });
    assert_eq!(name(&robot).await, "Ada");
    let content = robot.download("/d/en/home").await.unwrap();
    let waiting = tokio::spawn(robot.users().profile().into_future());
    sleep(31 * MINUTE).await;
    drop(content);
    let answered = timeout(MINUTE, waiting).await.unwrap().unwrap();
    assert_eq!(answered.unwrap().name, "Ada");
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test(start_paused = true)]
async fn tokens_that_last_no_turn_hold_nobody_up_for_good() {
    let script = Script::new([Act::Late(Duration::from_secs(1), LIST)]);
    let client = Client::builder("https://wiki.test")
        .connector(script.connector())
        .authenticator(numbered(Duration::from_millis(10)))
        .guest_check(false)
        .requests_at_a_time(1)
        .build()
        .unwrap();
    let begun = Instant::now();
    let calls = (0..20).map(|_| async { client.pages().list().await });
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!((script.attempts(), begun.elapsed().as_secs()), (20, 20));
}

const REFUSED: &str =
    r#"{"errors":[{"message":"Unauthorized","path":["pages","list"]}],"data":{"pages":null}}"#;

fn as_page(status: u16, text: &str) -> http::Response<String> {
    with(
        answered(status, text),
        "content-type",
        "text/html; charset=utf-8",
    )
}

fn to(status: u16, location: &'static str) -> http::Response<String> {
    with(answered(status, ""), "location", location)
}

fn with(
    mut answer: http::Response<String>,
    name: &'static str,
    value: &'static str,
) -> http::Response<String> {
    let value = http::HeaderValue::from_static(value);
    answer.headers_mut().insert(name, value);
    answer
}

/// Refuses the first token so.
fn refusing(status: u16, text: &'static str) -> impl Fn(&Asked) -> http::Response<String> + Clone {
    move |asked| match asked.header("authorization") {
        Some("Bearer 1") => as_page(status, text),
        _ => answered(200, LIST),
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_read_as_it_comes_is_asked_for_once_more_under_another_token() {
    let recorder = Recorder::default();
    // With one place, that the answer of refusal takes up no longer.
    let client = recorded(&recorder, refusing(200, REFUSED), |builder| {
        builder.guest_check(false).requests_at_a_time(1)
    });
    let pages = client.pages().list().stream().all().await;
    assert!(pages.is_ok(), "{pages:?}");
    assert_eq!(tokens(&recorder), ["Bearer 1", "Bearer 2"]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_token_is_seen_beside_what_weighs_more() {
    const AS_GUEST: &str = concat!(
        r#"{"errors":[{"message":"Too many requests, please try again in 9 seconds.","path":["pages","list"]},"#,
        r#"{"message":"You must be authenticated to access this resource.","path":["wikijsSdkWhoAmI","profile"],"#,
        r#""extensions":{"exception":{"code":1019}}}],"data":{"wikijsSdkWhoAmI":{"profile":null},"pages":null}}"#
    );
    let recorder = Recorder::default();
    let client = recorded(&recorder, refusing(200, AS_GUEST), |builder| {
        builder.no_retry()
    });
    let listed = client.pages().list().await;
    assert!(listed.is_ok(), "{listed:?}");
    assert_eq!(tokens(&recorder), ["Bearer 1", "Bearer 2"]);
}

#[tokio::test(start_paused = true)]
async fn of_several_writes_none_is_sent_again_unless_each_says_that_it_was_refused() {
    const WRITES: &str = "mutation { groups { a: create(name: \"a\") { group { id } } \
        b: create(name: \"b\") { group { id } } } }";
    const BOTH: &str = r#"{"errors":[{"message":"Unauthorized","path":["groups","a"]},{"message":"Unauthorized","path":["groups","b"]}],"data":{"groups":{"a":null,"b":null}}}"#;
    const BROKE: &str = r#"{"errors":[{"message":"deadlock detected","path":["groups","a"]},{"message":"Unauthorized","path":["groups","b"]}],"data":{"groups":{"a":null,"b":null}}}"#;
    const SILENT: &str = r#"{"errors":[{"message":"Unauthorized","path":["groups","b"]}],"data":{"groups":{"a":null,"b":null}}}"#;
    const DONE: &str = r#"{"errors":[{"message":"Unauthorized","path":["groups","b"]}],"data":{"groups":{"a":{"group":{"id":3}},"b":null}}}"#;
    for (text, times) in [(BOTH, 2), (BROKE, 1), (SILENT, 1), (DONE, 1)] {
        let recorder = Recorder::default();
        let client = recorded(&recorder, refusing(200, text), |builder| builder);
        let _ = client.raw(WRITES, ()).await;
        assert_eq!(tokens(&recorder).len(), times, "{text}");
    }
}

/// As the wiki words it where no GraphQL is asked for, cut.
const REVOKED: &str = concat!(
    "<!DOCTYPE html><html><head><title>Error | Wiki.js</title></head><body><div class=\"app-error\">",
    "<strong>Oops, something went wrong...</strong><span>API Key is invalid or was revoked.</span></div></body></html>"
);

#[tokio::test(start_paused = true)]
async fn a_download_under_a_key_that_was_revoked_is_made_under_another_one() {
    let recorder = Recorder::default();
    let client = recorded(&recorder, refusing(500, REVOKED), |builder| builder);
    client.download("/d/en/home").await.unwrap();
    assert_eq!(tokens(&recorder), ["Bearer 1", "Bearer 2"]);
}

#[tokio::test(start_paused = true)]
async fn a_download_under_a_key_that_was_revoked_is_told_as_that_and_no_outage() {
    let sandbox = Sandbox::builder().key("old", "Editors").in_process();
    let key = sandbox.key("old").unwrap();
    let robot = client(&sandbox, |builder| builder.token(key));
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    for attempts in 1..3 {
        let error = robot.download("/d/en/home").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
        assert!(error.to_string().contains("was revoked"), "{error}");
        // Not repeated, as an outage is.
        assert_eq!(sandbox.requests().len(), attempts);
    }
    // What another host says of keys counts for nothing.
    let recorder = Recorder::default();
    let answer = |asked: &Asked| match asked.uri.host() {
        Some("wiki.test") => to(302, "https://elsewhere.test/x"),
        _ => as_page(500, REVOKED),
    };
    let client = recorded(&recorder, answer, |builder| builder.no_retry());
    let error = client.download("/d/en/home").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
    assert_eq!(recorder.asked().len(), 2);
    // Any other page of failure is one of an outage.
    let recorder = Recorder::default();
    let page = "<title>Error | Wiki.js</title><span>Oops</span>";
    let client = recorded(&recorder, refusing(500, page), |builder| builder.no_retry());
    let error = client.download("/d/en/home").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
}

/// A wiki with one page, the source of which editors may read.
fn with_page() -> Arc<Sandbox> {
    Arc::new(wiki(
        Sandbox::builder().page(SeedPage::new("home", "Home", "# Home")),
    ))
}

#[tokio::test(start_paused = true)]
async fn a_download_that_is_forbidden_under_a_token_that_is_taken_for_none_says_so() {
    let sandbox = with_page();
    let stranger = client(&sandbox, |builder| builder.token("garbage"));
    let error = stranger.download("/d/en/home").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
    let text = error.to_string();
    assert!(text.contains("takes the token for none"), "{text}");
    assert!(text.starts_with("GET /d/en/home: "), "{text}");
    assert_eq!(sandbox.requests().len(), 2);
    // Not asked, unless something is forbidden.
    let editor = client(&sandbox, |builder| builder.token(sandbox.editor_token()));
    for _ in 0..3 {
        editor.download("/d/en/home").await.unwrap();
    }
    assert_eq!(sandbox.requests().len(), 5);
    let unchecked = client(&sandbox, |builder| {
        builder.token("garbage").guest_check(false)
    });
    let error = unchecked.download("/d/en/home").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
    assert_eq!(sandbox.requests().len(), 6);
}

/// As in a walk of a reader through sources that are not for readers.
#[tokio::test(start_paused = true)]
async fn many_downloads_that_are_forbidden_are_asked_about_once_a_minute() {
    let sandbox = with_page();
    let reader = client(&sandbox, |builder| builder.token(sandbox.reader_token()));
    reader.pages().list().await.unwrap();
    for (minute, sent) in [(0, 11), (1, 22)] {
        for _ in 0..10 {
            let error = reader.download("/h/en/home").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
        }
        assert_eq!(sandbox.requests().len(), sent, "{minute}");
        sleep(Duration::from_secs(61)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_download_that_was_taken_for_a_guests_is_made_under_the_next_token() {
    let sandbox = with_page();
    let give = garbage_at_first(sandbox.editor_token());
    let robot = client(&sandbox, |builder| builder.authenticator(give));
    let source = robot.download("/d/en/home").await.unwrap();
    assert!(source.text().await.unwrap().contains("# Home"));
}

#[tokio::test(start_paused = true)]
async fn a_login_page_is_no_download_of_who_has_a_token() {
    const WHO: &str = r#"{"data":{"wikijsSdkWhoAmI":{"profile":{"id":1}}}}"#;
    const GUEST: &str = concat!(
        r#"{"errors":[{"message":"You must be authenticated to access this resource.","#,
        r#""path":["wikijsSdkWhoAmI","profile"],"extensions":{"exception":{"code":1019}}}],"#,
        r#""data":{"wikijsSdkWhoAmI":{"profile":null}}}"#
    );
    let answer = |asked: &Asked| {
        let is_guest = asked.header("authorization") == Some("Bearer 1");
        match (asked.uri.path(), is_guest) {
            ("/graphql", true) => answered(200, GUEST),
            ("/graphql", false) => answered(200, WHO),
            ("/en/home", true) => to(302, "/login"),
            ("/login", _) => answered(200, "Sign in"),
            _ => answered(200, "Welcome"),
        }
    };
    let recorder = Recorder::default();
    // With one place, which the login page takes up no longer.
    let robot = recorded(&recorder, answer, |builder| builder.requests_at_a_time(1));
    let home = robot.download("/en/home").await.unwrap();
    assert_eq!(home.text().await.unwrap(), "Welcome");
    let fixed = robot.with_token("1").unwrap();
    let error = fixed.download("/en/home").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
    // Who asks for that page has it.
    let login = fixed.download("/login").await.unwrap();
    assert_eq!(login.text().await.unwrap(), "Sign in");
}
