//! What a wiki begins with and what is kept of it: seed files, saved states, snapshots.

use std::fs;
use std::time::Duration;

use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::time::advance;
use wikijs_sandbox::{Builder, Sandbox, SeedAsset, SeedGroup, SeedPage, SeedUser, Uploads};

use crate::wiki::{admin, ask, send};

const LOGIN: &str = "mutation{authentication{login(username:\"ann@sandbox.test\",password:\"secret\",strategy:\"local\")\
                     {responseResult{succeeded} jwt mustChangePwd mustProvideTFA continuationToken}}}";
const RETITLE: &str = "mutation{pages{update(id:1,content:\"# Changed\",tags:[\"new\"],isPublished:true,title:\"Changed\")\
                       {responseResult{succeeded message}}}}";

fn filled() -> Builder {
    Sandbox::builder()
        .page(SeedPage::new("guide/intro", "Introduction", "# Hello [x](/x)").tags(["guide"]))
        .group(SeedGroup::new("Team", ["read:pages"]).below("guide"))
        .user(SeedUser::new("ann@sandbox.test", "Ann", "secret").group("Team"))
        .asset(SeedAsset::new("plans/map.pdf", "application/pdf", "here"))
        .key("robot", "Team")
}

async fn login(sandbox: &Sandbox) -> Value {
    ask(sandbox, "", LOGIN).await["data"]["authentication"]["login"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_saved_wiki_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("wiki.json");
    let first = filled().in_process();
    let jwt = login(&first).await["jwt"].clone();
    admin(&first, RETITLE, "/pages").await;
    advance(Duration::from_secs(3600)).await;
    first.save(&file).expect("saved");
    let before = first.state();
    let tokens = (
        first.admin_token().to_owned(),
        first.key("robot").map(String::from),
    );
    drop(first);

    let second = Sandbox::builder().resume(&file).in_process();
    let diff = before.diff(&second.state());
    assert!(diff.is_empty(), "{diff}");
    assert_eq!(
        tokens,
        (
            second.admin_token().to_owned(),
            second.key("robot").map(String::from)
        )
    );
    let history = "{pages{history(id:1){total} single(id:1){title tags{tag}}}}";
    let expected = json!({ "history": { "total": 1 }, "single": { "title": "Changed", "tags": [{ "tag": "new" }] } });
    assert_eq!(admin(&second, history, "/pages").await, expected);
    let me = ask(
        &second,
        jwt.as_str().expect("a token"),
        "{users{profile{name groups}}}",
    )
    .await;
    assert_eq!(
        me["data"]["users"]["profile"],
        json!({ "name": "Ann", "groups": ["Team"] })
    );
    let request = Request::get("/plans/map.pdf")
        .header("authorization", format!("Bearer {}", second.admin_token()));
    let reply = send(
        second.service(),
        request.body(Full::default()).expect("a request"),
    )
    .await;
    assert_eq!(reply.text(), "here");
}

#[tokio::test(start_paused = true)]
async fn a_saved_wiki_is_its_owners_and_says_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("wiki.json");
    let sandbox = filled().uploads(Uploads::digested()).in_process();
    sandbox.save(&file).expect("saved");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let second = Sandbox::builder().resume(&file).in_process();
    assert_eq!(second.assets()[0].sha256, sandbox.assets()[0].sha256);
    assert_eq!(second.assets()[0].content(), None);

    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replacen("\"version\": 1", "\"version\": 9", 1)).expect("written");
    let newer = Sandbox::builder().resume(&file).start().await;
    let told = newer.expect_err("a newer version").to_string();
    assert!(
        told.ends_with(
            "this is wikijs-sandbox version 9, and the sandbox reads wikijs-sandbox version 1"
        ),
        "{told}"
    );
    fs::write(&file, "{}").expect("written");
    let other = Sandbox::builder().resume(&file).start().await;
    assert!(
        other
            .expect_err("no wiki")
            .to_string()
            .contains("no saved wiki of the sandbox")
    );
}

#[tokio::test(start_paused = true)]
async fn a_seed_file_fills_a_wiki() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("wiki.toml");
    fs::write(&file, SEED).expect("written");
    let sandbox = Sandbox::builder()
        .seed_file(&file)
        .expect("content")
        .in_process();
    assert_eq!(
        admin(&sandbox, "{site{config{title}}}", "/site/config/title").await,
        "Ours"
    );
    let login = login(&sandbox).await;
    assert_eq!(
        (&login["mustProvideTFA"], &login["jwt"]),
        (&json!(true), &json!(null))
    );
    assert!(sandbox.one_time_code("ann@sandbox.test").is_some());
    let list = ask(
        &sandbox,
        sandbox.key("robot").expect("a key"),
        "{pages{list{path locale}}}",
    )
    .await;
    assert_eq!(
        list["data"]["pages"]["list"],
        json!([{ "path": "docs/a", "locale": "fr" }])
    );
}

const SEED: &str = r#"
[site]
title = "Ours"

[[locale]]
code = "fr"
name = "French"
native_name = "Français"

[[group]]
name = "Team"
permissions = ["read:pages"]
rules = [{ match = "regex", path = "^docs", locales = ["fr"] }]

[[user]]
email = "ann@sandbox.test"
name = "Ann"
password = "secret"
groups = ["Team"]
one_time_codes = true

[[key]]
name = "robot"
group = "Team"

[[page]]
path = "docs/a"
title = "A"
locale = "fr"
content = """
# A
text"""

[[page]]
path = "docs/b"
title = "B"
content = "text"
"#;

#[tokio::test(start_paused = true)]
async fn a_snapshot_says_what_a_client_has_changed() {
    let sandbox = filled().in_process();
    let before = sandbox.state();
    assert_eq!(sandbox.writes(), 0);
    ask(&sandbox, sandbox.admin_token(), "{pages{list{id}}}").await;
    assert!(before.diff(&sandbox.state()).is_empty());
    admin(&sandbox, RETITLE, "/pages").await;
    let change = "mutation{users{resetPassword(id:3){responseResult{succeeded}}}}";
    ask(&sandbox, sandbox.admin_token(), change).await;
    let diff = before.diff(&sandbox.state());
    let shown = diff.to_string();
    assert!(
        shown.contains("pages[1].title: \"Introduction\" -> \"Changed\""),
        "{shown}"
    );
    assert!(shown.contains("+ tags[2]: {"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
    assert_eq!(sandbox.writes(), 2);
    assert_eq!(before.area("pages")[0]["path"], "guide/intro");
}

#[tokio::test(start_paused = true)]
async fn the_control_endpoint_shows_the_state_and_begins_again() {
    let sandbox = filled().control(true).in_process();
    let get = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Full::default()).expect("a request");
        send(sandbox.service(), request).await
    };
    let before = sandbox.state();
    assert_eq!(
        get("GET", "/_sandbox/state").await.json(),
        *before.as_json()
    );
    admin(&sandbox, RETITLE, "/pages").await;
    assert_eq!(get("POST", "/_sandbox/reset?seeded").await.status, 200);
    let diff = before.diff(&sandbox.state());
    assert!(diff.is_empty(), "{diff}");
    assert_eq!(
        admin(&sandbox, "{pages{list{id}}}", "/pages/list").await,
        json!([{ "id": 1 }])
    );
    assert_eq!(get("POST", "/_sandbox/reset").await.status, 200);
    assert!(sandbox.pages().is_empty());
}

#[test]
fn what_is_shown_of_a_sandbox_holds_no_secrets() {
    let builder = filled().admin("root@sandbox.test", "very-secret");
    let user = SeedUser::new("ann@sandbox.test", "Ann", "secret");
    let sandbox = builder.clone().in_process();
    let shown = format!(
        "{builder:?} {user:?} {sandbox:?} {:?} {:?}",
        sandbox.service(),
        sandbox.state()
    );
    assert!(!shown.contains("secret"), "{shown}");
    assert!(
        !shown.contains(sandbox.admin_token()) && !shown.contains("eyJ"),
        "{shown}"
    );
}
