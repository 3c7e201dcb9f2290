//! Tokens from elsewhere: a file, the environment, a closure, an authenticator of one's own.

use std::fs;
use std::future::{IntoFuture as _, ready};
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tokio::task::yield_now;
use tokio::time::{Instant, advance, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::{
    Authenticating, Authenticator, ErrorKind, FromEnv, Renewal, Token, TokenFile, token_from,
};

use super::{client, wiki};
use crate::support::log::logged_async;

#[tokio::test(start_paused = true)]
async fn a_file_is_read_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = wiki(Sandbox::builder());
    fs::write(&path, format!("{}\n", sandbox.reader_token())).unwrap();
    let file = TokenFile::new(&path);
    let client = client(&sandbox, |builder| builder.authenticator(file));
    assert!(client.users().list().await.is_err());
    fs::write(&path, sandbox.admin_token()).unwrap();
    advance(Duration::from_secs(1)).await;
    assert!(client.users().list().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_file_can_be_looked_at_as_good_as_always() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = wiki(Sandbox::builder());
    fs::write(&path, sandbox.admin_token()).unwrap();
    let file = TokenFile::new(&path).look_every(Duration::ZERO);
    let client = client(&sandbox, |builder| builder.authenticator(file));
    // As long as it is the same, it is good.
    for _ in 0..5 {
        assert!(client.users().list().await.is_ok());
        advance(Duration::from_millis(10)).await;
    }
    fs::write(&path, format!("{}\n\n", sandbox.reader_token())).unwrap();
    assert!(client.users().list().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn while_the_file_is_away_its_last_token_is_used_until_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = Sandbox::builder().key("old", "Administrators").in_process();
    fs::write(&path, sandbox.key("old").unwrap()).unwrap();
    let client = client(&sandbox, |builder| {
        builder.authenticator(TokenFile::new(&path)).no_retry()
    });
    let lines = logged_async(async {
        assert!(client.users().list().await.is_ok());
        for emptied in [true, false] {
            match emptied {
                true => fs::write(&path, "").unwrap(),
                false => fs::remove_file(&path).unwrap(),
            }
            for _ in 0..3 {
                advance(Duration::from_secs(5)).await;
                assert!(client.users().list().await.is_ok());
            }
        }
    });
    let lines = lines.await.join("\n");
    assert_eq!(
        lines.matches("the last token of the file").count(),
        1,
        "{lines}"
    );
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    let error = client.users().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
    fs::write(&path, sandbox.admin_token()).unwrap();
    advance(Duration::from_secs(5)).await;
    assert!(client.users().list().await.is_ok());
}

/// Lets go who hangs on a pipe, whatever became of the test.
#[cfg(unix)]
struct Pipe<'p>(&'p Path);

#[cfg(unix)]
impl Drop for Pipe<'_> {
    fn drop(&mut self) {
        drop(fs::OpenOptions::new().read(true).write(true).open(self.0));
    }
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_file_that_hangs_holds_calls_up_for_some_seconds_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = Sandbox::builder().in_process();
    fs::write(&path, sandbox.admin_token()).unwrap();
    let client = client(&sandbox, |builder| {
        builder.authenticator(TokenFile::new(&path)).no_retry()
    });
    assert!(client.users().list().await.is_ok());
    // Who reads a pipe that nobody writes to hangs.
    fs::remove_file(&path).unwrap();
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    let pipe = Pipe(&path);
    advance(Duration::from_secs(2)).await;
    let time = async {
        for seconds in [6, 60] {
            for _ in 0..200 {
                yield_now().await;
            }
            advance(Duration::from_secs(seconds)).await;
        }
    };
    let listing = timeout(Duration::from_secs(60), client.users().list().into_future());
    let (listed, ()) = tokio::join!(listing, time);
    assert!(matches!(listed, Ok(Ok(_))), "{listed:?}");
    for _ in 0..3 {
        advance(Duration::from_secs(2)).await;
        let began = Instant::now();
        assert!(client.users().list().await.is_ok());
        assert_eq!(began.elapsed(), Duration::ZERO);
    }
    // It goes on, and what comes then is read.
    drop(pipe);
    fs::remove_file(&path).unwrap();
    fs::write(&path, sandbox.reader_token()).unwrap();
    let mut looks = 0;
    while client.users().list().await.is_ok() {
        looks += 1;
        assert!(looks < 10_000, "it is not looked at any more");
        advance(Duration::from_secs(1)).await;
    }
}

#[tokio::test]
async fn a_file_is_read_again_when_its_token_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = Sandbox::builder().key("old", "Administrators").in_process();
    fs::write(&path, sandbox.key("old").unwrap()).unwrap();
    let file = TokenFile::new(&path).look_every(Duration::from_secs(3600));
    let client = client(&sandbox, |builder| builder.authenticator(file));
    assert!(client.users().list().await.is_ok());
    fs::write(&path, sandbox.admin_token()).unwrap();
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    assert!(client.users().list().await.is_ok());
}

#[tokio::test]
async fn a_file_that_is_not_there_is_told_and_looked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| {
        builder.authenticator(TokenFile::new(&path)).no_retry()
    });
    let error = client.users().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoToken);
    assert!(error.to_string().contains("No such file"), "{error}");
    fs::write(&path, sandbox.admin_token()).unwrap();
    client.authenticate().await.unwrap();
    assert!(client.users().list().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_variable_that_is_not_set_is_told_by_name() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| {
        builder.authenticator(FromEnv::variable("WIKI_TOKEN_OF_NOBODY"))
    });
    let begun = Instant::now();
    for _ in 0..2 {
        let error = client.users().list().await.unwrap_err();
        // Nobody refused anything, and nothing will have changed: it is neither waited for nor asked for again.
        assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
        assert_eq!(
            (error.retry_after(), begun.elapsed()),
            (None, Duration::ZERO)
        );
        let text = error.to_string();
        assert!(text.contains("`WIKI_TOKEN_OF_NOBODY` is not set"), "{text}");
        assert!(text.contains("until `authenticate`"), "{text}");
        assert!(!text.contains("refused"), "{text}");
    }
    let client = super::client(&sandbox, |builder| {
        builder.authenticator(FromEnv::variable("CARGO_PKG_DESCRIPTION"))
    });
    let error = client.users().list().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.retry_after()),
        (ErrorKind::NoToken, None)
    );
    let says = "`CARGO_PKG_DESCRIPTION` holds no token: the token holds white space";
    assert!(error.to_string().contains(says), "{error}");
    // Cargo sets this one, and the wiki does not know it.
    let client = super::client(&sandbox, |builder| {
        builder.authenticator(FromEnv::variable("CARGO_PKG_NAME"))
    });
    let error = client.pages().list().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_closure_that_fails_is_asked_again_after_a_pause_and_its_error_is_told() {
    let sandbox = wiki(Sandbox::builder());
    let key = sandbox.admin_token().to_owned();
    let times = std::sync::atomic::AtomicUsize::new(0);
    let give = token_from(move |_| {
        let time = times.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let answer = match time {
            0 => Err(io::Error::other("the vault is sealed")),
            _ => Ok(key.clone()),
        };
        ready(answer)
    });
    let client = client(&sandbox, |builder| builder.authenticator(give).no_retry());
    let error = client.users().list().await.unwrap_err();
    assert!(error.to_string().contains("the vault is sealed"), "{error}");
    assert!(client.users().list().await.is_err());
    advance(error.retry_after().unwrap_or(Duration::from_secs(1))).await;
    assert!(client.users().list().await.is_ok());
}

/// An authenticator as users write it.
struct Mine(String);

impl Authenticator for Mine {
    fn token(&self, _: Renewal) -> Authenticating {
        Box::pin(ready(Ok(Token::new(self.0.as_str()).until_refused())))
    }
}

#[tokio::test(start_paused = true)]
async fn one_of_ones_own_and_a_token_that_is_there_will_do() {
    let sandbox = wiki(Sandbox::builder());
    let mine = Mine(sandbox.admin_token().to_owned());
    let one = client(&sandbox, |builder| builder.authenticator(mine));
    assert!(one.users().list().await.is_ok());
    let token = Token::new(sandbox.admin_token());
    let other = client(&sandbox, |builder| builder.authenticator(token));
    assert!(other.users().list().await.is_ok());
    // Refused, it is the only one.
    sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
    let error = other.users().list().await.unwrap_err();
    assert!(
        error.to_string().contains("has no other than this one"),
        "{error}"
    );
}

#[test]
fn token_and_authenticator_are_not_both_taken() {
    let builder = wikijs_sdk::Client::builder("https://wiki.test").token("a");
    let error = builder.authenticator(FromEnv::new()).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(
        error.to_string().contains("`token` and `authenticator`"),
        "{error}"
    );
    let builder = wikijs_sdk::Client::builder("https://wiki.test").token("a");
    let error = builder.sign_in("ada", "b").build().unwrap_err();
    assert!(
        error.to_string().contains("`token` and `sign_in`"),
        "{error}"
    );
}
