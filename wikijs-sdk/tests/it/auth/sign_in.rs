//! Signing in: what an account may ask for, and what becomes of a sign-in that goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedUser};
use wikijs_sdk::{
    AuthFailure, Authenticating, Authenticator, ErrorKind, Renewal, Secret, ServerCode, SignIn,
};

use super::{ADA, MINUTE, PASSWORD, ada, client, logins, name, times, wiki};
use crate::support::log::logged_async;

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_first_call_and_one_sign_in_serves_all() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert_eq!(logins(&sandbox), 0);
    assert_eq!(name(&client).await, "Ada");
    client.pages().create("a", "A", "# A").await.unwrap();
    assert_eq!(name(&client.clone()).await, "Ada");
    assert_eq!(logins(&sandbox), 1);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_reads_signs_in_all_the_same() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD)).read_only();
    assert_eq!(name(&client).await, "Ada");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_sent_once_and_told_to_every_call() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.sign_in(ADA, "wrong"));
    for _ in 0..5 {
        let error = client.pages().list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
        assert_eq!(error.code(), Some(ServerCode::AuthLoginFailed));
        let text = error.to_string();
        assert!(
            text.contains("nothing was sent: the sign-in was refused"),
            "{text}"
        );
        assert!(
            text.contains("Invalid email / username or password"),
            "{text}"
        );
        assert!(!error.may_have_run() && !text.contains("wrong\""), "{text}");
        tokio::time::advance(60 * MINUTE).await;
    }
    assert_eq!(logins(&sandbox), 1);
    // Told to, it tries again.
    assert!(client.authenticate().await.is_err());
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test(start_paused = true)]
async fn once_the_account_is_mended_a_word_is_enough() {
    let sandbox = Sandbox::builder().user(ada().inactive()).in_process();
    let robot = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    let error = robot.authenticate().await.unwrap_err();
    assert_eq!(error.code(), Some(ServerCode::AuthAccountBanned), "{error}");
    let admin = client(&sandbox, |builder| builder.token(sandbox.admin_token()));
    let users = admin.users().list().await.unwrap();
    let ada = users.iter().find(|user| user.email == ADA).unwrap();
    admin.users().activate(ada.id).await.unwrap();
    assert!(robot.pages().list().await.is_err());
    robot.authenticate().await.unwrap();
    assert_eq!(name(&robot).await, "Ada");
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_that_was_lost_is_tried_again_and_no_call_fails() {
    for kind in [
        FaultKind::CutBefore,
        FaultKind::CutAfter,
        FaultKind::Html(502),
        FaultKind::Status(503, Some(2)),
        FaultKind::Hang,
    ] {
        let fault = Fault::new(kind.clone()).on("authentication.login").times(1);
        let sandbox = wiki(Sandbox::builder().fault(fault));
        let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
        let made = client.pages().create("a", "A", "# A").await;
        assert!(made.is_ok(), "{kind:?}: {made:?}");
        assert_eq!(sandbox.faults_taken().len(), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wiki_that_cannot_be_asked_is_told_as_that_and_nothing_is_in_doubt() {
    let fault = Fault::new(FaultKind::CutAfter).on("authentication.login");
    let sandbox = wiki(Sandbox::builder().fault(fault));
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    let error = client.pages().create("a", "A", "# A").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
    assert!(!error.may_have_run(), "{error}");
    assert!(error.retry_after().is_some());
    let text = error.to_string();
    assert!(
        text.contains("nothing was sent: no token could be had"),
        "{text}"
    );
    assert!(text.contains("AuthenticationLogin"), "{text}");
    // Within the pause nobody asks again.
    let before = logins(&sandbox);
    assert!(
        client
            .send(wikijs_sdk::site::Config::new())
            .no_retry()
            .await
            .is_err()
    );
    assert_eq!(logins(&sandbox), before);
}

#[tokio::test(start_paused = true)]
async fn one_time_codes_are_made_of_a_secret() {
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let sandbox = Sandbox::builder()
        .user(ada().one_time_secret(secret))
        .in_process();
    let signing = SignIn::new(ADA, PASSWORD).totp_secret(secret.to_lowercase());
    let client = client(&sandbox, |builder| builder.authenticator(signing));
    assert_eq!(name(&client).await, "Ada");
    // Again, with a code of that time.
    tokio::time::advance(29 * MINUTE).await;
    assert_eq!(name(&client).await, "Ada");
    assert_eq!(logins(&sandbox), 2);
    assert_eq!(times(&sandbox, "authentication.loginTFA"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_person_is_asked_for_a_code_once_and_not_every_half_an_hour() {
    let sandbox = Arc::new(Sandbox::builder().user(ada().one_time_codes()).in_process());
    let asked = Arc::new(AtomicUsize::new(0));
    let (phone, count) = (Arc::clone(&sandbox), Arc::clone(&asked));
    let signing = SignIn::new(ADA, PASSWORD).code_from(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let code = phone.one_time_code(ADA);
        async move { Ok(code.ok_or("no phone at hand")?) }
    });
    let client = client(&sandbox, |builder| builder.authenticator(signing));
    for _ in 0..5 {
        assert_eq!(name(&client).await, "Ada");
        tokio::time::advance(60 * MINUTE).await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn a_new_password_is_given_where_the_wiki_wants_one_and_used_from_then_on() {
    let sandbox = Sandbox::builder()
        .user(ada().must_change_password())
        .in_process();
    let signing = SignIn::new(ADA, PASSWORD).new_password_from(|| async { Ok("battery staple") });
    let robot = client(&sandbox, |builder| builder.authenticator(signing));
    assert_eq!(name(&robot).await, "Ada");
    tokio::time::advance(29 * MINUTE).await;
    assert_eq!(name(&robot).await, "Ada");
    assert_eq!(logins(&sandbox), 2);
    assert_eq!(times(&sandbox, "authentication.loginChangePassword"), 1);
    let old = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    assert!(old.authenticate().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn what_an_account_asks_for_and_is_not_given_is_told() {
    let secret = "JBSWY3DPEHPK3PXP";
    let signing = || SignIn::new(ADA, PASSWORD);
    let declines =
        signing().code_from(|| async { Err::<String, _>(AuthFailure::refused("ask me no more")) });
    // The wiki refuses the last one alone: of the others nobody refused anything.
    let cases: [(SeedUser, SignIn, ErrorKind, &str); 5] = [
        (
            ada().must_change_password(),
            signing(),
            ErrorKind::NoToken,
            "new_password_from",
        ),
        (
            ada().one_time_codes(),
            signing(),
            ErrorKind::NoToken,
            "totp_secret",
        ),
        (
            ada().one_time_codes(),
            signing().totp_secret("no secret!"),
            ErrorKind::NoToken,
            "is not base32",
        ),
        (
            ada().one_time_codes(),
            declines,
            ErrorKind::NoToken,
            "ask me no more",
        ),
        (
            ada().one_time_secret("GEZDGNBVGY3TQOJQ"),
            signing().totp_secret(secret),
            ErrorKind::Unauthorized,
            "1005",
        ),
    ];
    for (user, signing, kind, says) in cases {
        let sandbox = Sandbox::builder().user(user).in_process();
        let client = client(&sandbox, |builder| builder.authenticator(signing));
        for _ in 0..3 {
            let error = client.users().profile().await.unwrap_err();
            assert_eq!((error.kind(), error.retry_after()), (kind, None), "{error}");
            let text = error.to_string();
            assert!(text.contains(says), "{text}");
            let was_refused = text.contains("the sign-in was refused");
            assert_eq!(was_refused, kind == ErrorKind::Unauthorized, "{text}");
            tokio::time::advance(60 * MINUTE).await;
        }
        assert_eq!(logins(&sandbox), 1, "{says}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_had_no_code_at_hand_is_asked_again_after_a_pause() {
    let sandbox = Arc::new(Sandbox::builder().user(ada().one_time_codes()).in_process());
    let (phone, asked) = (Arc::clone(&sandbox), AtomicUsize::new(0));
    let signing = SignIn::new(ADA, PASSWORD).code_from(move || {
        let is_first = asked.fetch_add(1, Ordering::Relaxed) == 0;
        let code = phone.one_time_code(ADA).filter(|_| !is_first);
        async move { Ok(code.ok_or("no phone at hand")?) }
    });
    let robot = client(&sandbox, |builder| {
        builder.authenticator(signing).no_retry()
    });
    let error = robot.users().profile().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
    assert!(error.to_string().contains("no phone at hand"), "{error}");
    tokio::time::advance(error.retry_after().unwrap()).await;
    assert_eq!(name(&robot).await, "Ada");
}

#[tokio::test(start_paused = true)]
async fn a_wiki_that_wants_a_second_factor_set_up_is_told_as_that() {
    let sandbox = wiki(Sandbox::builder());
    let admin = client(&sandbox, |builder| builder.token(sandbox.admin_token()));
    let change = wikijs_sdk::site::UpdateConfig::new().auth_enforce_2fa(true);
    admin.send(change).await.unwrap();
    let client = client(&sandbox, |builder| builder.sign_in(ADA, PASSWORD));
    let error = client.users().profile().await.unwrap_err();
    assert!(
        error.to_string().contains("set up a second factor"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_that_is_shown_or_logged_holds_password_or_token() {
    let sandbox = Sandbox::builder()
        .user(ada().one_time_secret("JBSWY3DPEHPK3PXP"))
        .in_process();
    let signing = SignIn::new(ADA, PASSWORD).totp_secret("JBSWY3DPEHPK3PXP");
    let mut shown = format!("{signing:?}");
    let client = client(&sandbox, |builder| builder.authenticator(signing));
    let lines = logged_async(async {
        client.users().profile().await.unwrap();
        sandbox.advance(31 * MINUTE);
        client.users().profile().await.unwrap();
    });
    for line in lines.await {
        shown.push_str(&line);
    }
    shown.push_str(&format!("{client:?}"));
    for secret in [PASSWORD, "JBSWY3DPEHPK3PXP", "eyJ"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("renewing the token"), "{shown}");
    // Of which of many wikis and users it is.
    let whose = format!("wiki=\"{}\" account=\"local/{ADA}\"", client.address());
    assert!(shown.contains(&whose), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_the_password_whose_answer_is_lost_locks_nobody_out() {
    // Carried out, or not: the old password is tried, and where it is refused the new one.
    for (lost, tries) in [(FaultKind::CutAfter, 3), (FaultKind::CutBefore, 2)] {
        let fault = Fault::new(lost).on("authentication.loginChangePassword");
        let sandbox = Sandbox::builder()
            .user(ada().must_change_password())
            .fault(fault.times(1))
            .in_process();
        let signing = SignIn::new(ADA, PASSWORD)
            .new_password_from(|| async { Ok(Secret::from("battery staple")) });
        let robot = client(&sandbox, |builder| {
            builder.authenticator(signing).no_retry()
        });
        let error = robot.users().profile().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
        let says = "may know no other than the new one";
        assert!(error.to_string().contains(says), "{error}");
        tokio::time::advance(MINUTE).await;
        assert_eq!(name(&robot).await, "Ada");
        assert_eq!(logins(&sandbox), tries);
        // It is the password from then on.
        tokio::time::advance(29 * MINUTE).await;
        assert_eq!(name(&robot).await, "Ada");
        assert_eq!(logins(&sandbox), tries + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_proxy_says_while_signing_in_passes() {
    for status in [400, 401, 403] {
        let fault = Fault::new(FaultKind::Html(status)).on("authentication.login");
        let sandbox = Sandbox::builder()
            .user(ada())
            .fault(fault.times(1))
            .in_process();
        let robot = client(&sandbox, |builder| {
            builder.sign_in(ADA, PASSWORD).no_retry()
        });
        let error = robot.users().profile().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NoToken, "{status}: {error}");
        tokio::time::advance(MINUTE).await;
        assert_eq!(name(&robot).await, "Ada");
        assert_eq!(logins(&sandbox), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_strategy_that_the_wiki_does_not_know_is_asked_for_again_after_a_pause() {
    let sandbox = wiki(Sandbox::builder());
    let signing = SignIn::new(ADA, PASSWORD).strategy("ldap");
    let robot = client(&sandbox, |builder| {
        builder.authenticator(signing).no_retry()
    });
    for tries in 1..4 {
        for _ in 0..2 {
            let error = robot.users().profile().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NoToken, "{error}");
            assert_eq!(error.code(), Some(ServerCode::AuthProviderInvalid));
            assert_eq!(logins(&sandbox), tries);
        }
        tokio::time::advance(MINUTE).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_wiki_that_refuses_to_sign_the_user_in_can_be_reached() {
    let sandbox = wiki(Sandbox::builder());
    let robot = client(&sandbox, |builder| builder.sign_in(ADA, "wrong").no_retry());
    for _ in 0..2 {
        let health = robot.health().await;
        assert!(health.reachable.is_ok() && !health.is_well(), "{health}");
        assert_eq!(health.who.unwrap_err().kind(), ErrorKind::Unauthorized);
    }
    // It is not the refusal that says so, but the wiki.
    sandbox.add_fault(Fault::new(FaultKind::CutBefore));
    let health = robot.health().await;
    assert_eq!(health.reachable.unwrap_err().kind(), ErrorKind::Lost);
    assert_eq!(health.who.unwrap_err().kind(), ErrorKind::Unauthorized);
}

/// An authenticator with a mistake in it.
struct Panics;

impl Authenticator for Panics {
    fn token(&self, _: Renewal) -> Authenticating {
        Box::pin(async { panic!("a mistake in an authenticator") })
    }
}

#[tokio::test(start_paused = true)]
async fn an_authenticator_that_panics_is_told_for_that() {
    let sandbox = wiki(Sandbox::builder());
    let client = client(&sandbox, |builder| builder.authenticator(Panics));
    let error = client.pages().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoToken);
    let text = error.to_string();
    assert!(text.contains("whoever gives tokens panicked"), "{text}");
    assert_eq!(text.matches("nothing was sent").count(), 1, "{text}");
}
