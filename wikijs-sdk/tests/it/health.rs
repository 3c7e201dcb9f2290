//! What a client is told of its wiki and of itself: by whom it is, whatever state the wiki is in, and jobs held against
//! it. That no answer is a guess is tested with every permission in the tests of the whole.

use std::time::Duration;

use serde_json::{Value, json};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedGroup, SeedPage, SeedUser};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::health::{
    ApiState, Clearance, Evidence, Health, Lack, Need, Readiness, SchemaFit, Who,
};
use wikijs_sdk::{
    Client, ErrorKind, Operation, Retry, assets, authentication, comments, groups, pages, system,
    users,
};

use crate::support::loopback::{Act, Loopback, answer};
use crate::support::wiki::client;

/// A wiki with a user, and groups of few permissions with a key each.
fn wiki() -> Sandbox {
    let group = |name: &str, permissions: &[&str]| {
        SeedGroup::new(name, permissions.iter().copied()).below("")
    };
    Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Home"))
        .group(group(
            "Writers",
            &["read:pages", "write:pages", "write:assets"],
        ))
        .key("writer", "Writers")
        .user(SeedUser::new("ada@example.org", "Ada", "correct horse").group("Writers"))
        .in_process()
}

fn guest(sandbox: &Sandbox) -> Client {
    Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .build()
        .unwrap()
}

async fn ada(sandbox: &Sandbox) -> Client {
    let signed_in = guest(sandbox)
        .authentication()
        .login("ada@example.org", "correct horse")
        .await
        .unwrap();
    client(sandbox, signed_in.jwt.unwrap().expose())
}

fn json_of(health: &Health) -> Value {
    let mut json = serde_json::to_value(health).unwrap();
    if let Some(seconds) = json["reachable"].get_mut("seconds") {
        assert!(seconds.is_f64(), "{seconds}");
        *seconds = json!(0);
    }
    json
}

/// The lines, without how long it took.
fn words_of(health: &Health) -> String {
    let text = health.to_string();
    let lines = text.lines().map(|line| match line.split_once(", in ") {
        Some((before, _)) if line.starts_with("reachable") => before.to_owned(),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(start_paused = true)]
async fn each_identity_is_told_what_it_may_know() {
    let sandbox = wiki();
    let mut told = String::new();
    let key = |name: &str| sandbox.key(name).unwrap().to_owned();
    for (who, client) in [
        (
            "an administrator's key",
            client(&sandbox, sandbox.admin_token()),
        ),
        ("a key of editors", client(&sandbox, sandbox.editor_token())),
        ("a key of readers", client(&sandbox, sandbox.reader_token())),
        ("a key of writers", client(&sandbox, &key("writer"))),
        ("a writer who signed in", ada(&sandbox).await),
        ("a guest", guest(&sandbox)),
        (
            "somebody with a token of another wiki",
            client(&sandbox, "e30.e30.c2ln"),
        ),
    ] {
        let before = sandbox.requests().len();
        let health = client.health().await;
        assert_eq!(sandbox.requests().len(), before + 1, "one request");
        told += &format!("# {who}\n{}\n\n", words_of(&health));
        let is_nobody = who.starts_with("somebody");
        assert_eq!(health.is_well(), !is_nobody, "{health}");
    }
    assert_eq!(sandbox.writes(), 1, "the sign-in alone");
    insta::assert_snapshot!(told);
}

#[tokio::test(start_paused = true)]
async fn the_version_is_compared_with_the_schema_and_who_is_who() {
    let sandbox = wiki();
    let health = client(&sandbox, sandbox.admin_token()).health().await;
    let version = health.version.unwrap();
    assert_eq!(version.fit, SchemaFit::Same, "{version:?}");
    assert_eq!(version.is_at_least("2.5.296"), Some(true));
    assert!(matches!(health.who, Ok(Who::ApiKey { group: 1, .. })));

    let user = ada(&sandbox).await.health().await;
    let Ok(Who::User(account)) = user.who else {
        panic!("{:?}", user.who);
    };
    assert_eq!(account.name, "Ada");
    assert_eq!(user.version.unwrap_err().kind(), ErrorKind::Forbidden);
}

#[tokio::test(start_paused = true)]
async fn an_api_that_is_off_is_told_to_keys_and_users() {
    let sandbox = wiki();
    let key = client(&sandbox, sandbox.admin_token());
    let signed_in = guest(&sandbox)
        .authentication()
        .login("admin@sandbox.test", "sandbox-admin")
        .await
        .unwrap();
    let administrator = client(&sandbox, signed_in.jwt.unwrap().expose());
    assert_eq!(administrator.health().await.api, Ok(ApiState::On));
    administrator
        .send(authentication::SetApiState::new(false))
        .await
        .unwrap();
    assert_eq!(administrator.health().await.api, Ok(ApiState::Off));

    let health = key.health().await;
    assert!(health.reachable.is_ok() && !health.is_well(), "{health}");
    assert_eq!(health.api, Ok(ApiState::Off));
    assert_eq!(health.who.unwrap_err().kind(), ErrorKind::ApiDisabled);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_no_guest() {
    let sandbox = wiki();
    let admin = client(&sandbox, sandbox.admin_token());
    let ada = ada(&sandbox).await;
    let id = ada.users().profile().await.unwrap().id;
    admin.users().deactivate(id).await.unwrap();
    let health = ada.health().await;
    assert!(health.reachable.is_ok() && !health.is_well(), "{health}");
    for kind in [
        health.who.unwrap_err().kind(),
        health.permissions.unwrap_err().kind(),
        ada.check::<(pages::List,)>().await.unwrap_err().kind(),
    ] {
        assert_eq!(kind, ErrorKind::Unauthorized);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_of_before_a_change_is_not_gone_by() {
    let sandbox = wiki();
    let admin = client(&sandbox, sandbox.admin_token());
    let ada = ada(&sandbox).await;
    tokio::time::advance(Duration::from_secs(60)).await;
    let writers = admin.groups().list().await.unwrap();
    let writers = writers
        .iter()
        .find(|group| group.name == "Writers")
        .unwrap();
    let group = admin.groups().single(writers.id).await.unwrap().unwrap();
    let changed = groups::Update {
        id: group.id,
        name: group.name,
        redirect_on_login: "/".into(),
        permissions: ["read:pages", "manage:theme"].map(String::from).into(),
        page_rules: Vec::new(),
    };
    admin.groups().update_group(changed).await.unwrap();
    // The server renews the token with this very answer, and goes by the new one.
    let permissions = ada.health().await.permissions.unwrap();
    for (permission, held) in [
        ("read:pages", true),
        ("manage:theme", true),
        ("write:pages", false),
        ("write:assets", false),
    ] {
        assert_eq!(permissions.has(permission), Some(held), "{permission}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wiki_that_does_not_answer_is_told_part_by_part() {
    let sandbox = wiki();
    let client = client(&sandbox, sandbox.admin_token());
    for (fault, kind) in [
        (FaultKind::CutBefore, ErrorKind::Lost),
        (FaultKind::Html(502), ErrorKind::Unavailable),
        (FaultKind::Hang, ErrorKind::Timeout),
        (FaultKind::NotJson, ErrorKind::Unreadable),
    ] {
        sandbox.add_fault(Fault::new(fault).times(1));
        let before = sandbox.requests().len();
        let health = client.health().timeout(Duration::from_secs(5)).await;
        assert!(sandbox.requests().len() <= before + 1, "one attempt");
        assert!(!health.is_well());
        for found in [
            health.reachable.as_ref().unwrap_err().kind(),
            health.version.as_ref().unwrap_err().kind(),
            health.api.as_ref().unwrap_err().kind(),
            health.who.as_ref().unwrap_err().kind(),
            health.permissions.as_ref().unwrap_err().kind(),
        ] {
            assert_eq!(found, kind, "{health}");
        }
        sandbox.clear_faults();
    }
    assert!(client.health().await.is_well());
    sandbox.add_fault(Fault::new(FaultKind::CutBefore).times(1));
    assert!(client.health().retry(Retry::new()).await.is_well());
}

#[tokio::test]
async fn a_page_of_something_else_is_no_wiki() {
    let page = || answer("200 OK", &[("content-type", "text/html")], "<h1>Hello</h1>");
    let server = Loopback::plain(move |_| Act::Write(page())).await;
    let health = Client::new(server.url(), "token").unwrap().health().await;
    assert_eq!(health.reachable.unwrap_err().kind(), ErrorKind::NotAWiki);

    let wrong_option = Client::new(server.url(), "token").unwrap();
    let health = wrong_option.health().timeout(Duration::ZERO).await;
    assert_eq!(health.reachable.unwrap_err().kind(), ErrorKind::Settings);
}

#[tokio::test(start_paused = true)]
async fn a_reason_is_said_once() {
    let sandbox = wiki();
    sandbox.add_fault(Fault::new(FaultKind::CutBefore).times(1));
    let health = client(&sandbox, sandbox.admin_token()).health().await;
    let why = health.reachable.as_ref().unwrap_err().to_string();
    let shown = health.to_string();
    let mut lines = shown.lines();
    assert_eq!(lines.next(), Some(&*format!("reachable  not known: {why}")));
    let others: Vec<_> = lines.collect();
    assert_eq!(
        others,
        [
            "version    not known: see `reachable`",
            "API keys   not known: see `reachable`",
            "who        not known: see `reachable`",
            "may        not known: see `reachable`",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn health_is_json_for_machines() {
    let sandbox = wiki();
    let health = client(&sandbox, sandbox.admin_token()).health().await;
    assert_eq!(
        json_of(&health),
        json!({
            "well": true,
            "reachable": {"seconds": 0},
            "version": {"running": "2.5.314", "schema": "2.5.314", "fit": "same"},
            "api": "on",
            "who": {"is": "api_key", "id": 1, "group": 1, "acts_as": 1},
            "permissions": serde_json::to_value(health.permissions.as_ref().unwrap()).unwrap(),
        })
    );
    assert_eq!(json_of(&health)["permissions"]["lacks"], json!([]));

    sandbox.add_fault(Fault::new(FaultKind::CutBefore).times(1));
    let health = client(&sandbox, sandbox.admin_token()).health().await;
    let json = json_of(&health);
    assert_eq!(json["who"]["not_known"]["kind"], "Lost");
    assert_eq!(json["well"], false);
}

type Book = (
    pages::Create,
    pages::Update,
    pages::Delete,
    pages::SingleByPath,
    assets::CreateFolder,
    users::List,
    users::Profile,
    system::PerformUpgrade,
);

fn found(ready: &Readiness, field: &str) -> Clearance {
    let mut all = ready.iter();
    let entry = all.find(|(need, _)| need.field() == field);
    entry.unwrap().1.clone()
}

#[tokio::test(start_paused = true)]
async fn a_job_is_held_against_what_its_identity_may_do() {
    let sandbox = wiki();
    let writer = client(&sandbox, sandbox.key("writer").unwrap());
    let ready = writer.check::<Book>().await.unwrap();
    insta::assert_snapshot!(ready);
    assert!(!ready.is_certain());
    let error = ready.ensure().unwrap_err();
    assert!(error.is_forbidden(), "{error:?}");
    assert!(
        error.to_string().contains("system.performUpgrade lacks"),
        "{error}"
    );
    let unknown: Vec<_> = ready.unknown().map(Need::field).collect();
    assert!(unknown.contains(&"assets.createFolder"), "{unknown:?}");

    // What a key does not tell, the token of a user does.
    let ready = ada(&sandbox).await.check::<Book>().await.unwrap();
    assert_eq!(ready.unknown().count(), 0, "{ready}");
    let by = Evidence::Token;
    assert_eq!(
        found(&ready, "assets.createFolder"),
        Clearance::UpToPageRules { by }
    );
    let any_of = vec!["delete:pages", "manage:system"];
    let lack = Lack::Permission {
        any_of,
        by: Evidence::Server,
    };
    assert_eq!(found(&ready, "pages.delete"), Clearance::Lacks(lack));

    let admin = client(&sandbox, sandbox.admin_token());
    let ready = admin.check::<Book>().await.unwrap();
    assert!(ready.is_certain(), "{ready}");
    ready.ensure().unwrap();
    let by = Evidence::Server;
    assert_eq!(found(&ready, "pages.create"), Clearance::Allowed { by });
}

#[tokio::test(start_paused = true)]
async fn who_is_nobody_is_told_so_before_the_job() {
    let sandbox = wiki();
    let ready = guest(&sandbox)
        .check::<(users::Profile, users::ChangePassword)>()
        .await
        .unwrap();
    let lacks: Vec<_> = ready.lacking().map(|(_, lack)| lack.clone()).collect();
    assert_eq!(lacks, [Lack::SignIn, Lack::SignIn]);

    let stranger = client(&sandbox, "e30.e30.c2ln");
    let error = stranger.check::<(pages::List,)>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");

    sandbox.add_fault(Fault::new(FaultKind::Html(502)));
    let admin = client(&sandbox, sandbox.admin_token());
    let error = admin
        .check::<(pages::List,)>()
        .no_retry()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_only_reads_is_not_ready_to_write() {
    let sandbox = wiki();
    let reader = client(&sandbox, sandbox.admin_token()).read_only();
    let ready = reader
        .check::<(pages::List, comments::Create)>()
        .await
        .unwrap();
    let error = ready.ensure().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error}");
    assert!(found(&ready, "pages.list").is_allowed());
    reader
        .check::<(pages::List,)>()
        .await
        .unwrap()
        .ensure()
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_long_list_is_asked_for_once_and_told_once() {
    let sandbox = wiki();
    let admin = client(&sandbox, sandbox.admin_token());
    let facts = (0..1_000).map(|_| pages::Create::FACTS.into());
    let before = sandbox.requests().len();
    let ready = admin.check_needs(facts).await.unwrap();
    assert_eq!(ready.iter().count(), 1);
    assert_eq!(sandbox.requests().len(), before + 1);
    assert_eq!(
        serde_json::to_value(&ready).unwrap(),
        json!({"pages.create": {"clearance": "allowed", "by": "server"}})
    );
}
