//! What the service is beside the wiki: deterministic, many at once, the same over a socket, in gzip, on tokio's clock.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http::Request;
use http_body_util::Full;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, advance};
use wikijs_sandbox::{Sandbox, SeedAsset, SeedGroup, SeedPage, SeedUser, Timing};

use crate::wiki::{admin, ask, send};

const LOGIN: &str = "mutation{authentication{login(username:\"ann@sandbox.test\",password:\"secret\",strategy:\"local\")\
                     {responseResult{succeeded} jwt}}}";

fn seeded() -> Sandbox {
    let page = SeedPage::new("guide/intro", "Introduction", "# Hello").tags(["guide"]);
    let user = SeedUser::new("ann@sandbox.test", "Ann", "secret").group("Editors");
    Sandbox::builder().page(page).user(user).in_process()
}

#[tokio::test(start_paused = true)]
async fn equal_seeds_give_equal_answers() {
    let answer = async |seed| {
        let sandbox = Sandbox::builder()
            .seed(seed)
            .page(SeedPage::new("a", "A", "text"))
            .in_process();
        let page = "{pages{single(id:1){id path createdAt updatedAt hash}} authentication{apiKeys{keyShort}}}";
        ask(&sandbox, sandbox.admin_token(), page).await
    };
    assert_eq!(answer(7).await, answer(7).await);
    assert_ne!(answer(7).await, answer(8).await);
}

#[tokio::test(start_paused = true)]
async fn a_wiki_begins_with_what_it_was_given() {
    let sandbox = seeded();
    let tags = admin(
        &sandbox,
        "{pages{singleByPath(path:\"guide/intro\",locale:\"en\"){tags{tag}}}}",
        "/pages/singleByPath/tags",
    )
    .await;
    assert_eq!(tags, json!([{ "tag": "guide" }]));
    let jwt = ask(&sandbox, "", LOGIN).await["data"]["authentication"]["login"]["jwt"].clone();
    let me = ask(
        &sandbox,
        jwt.as_str().expect("a token"),
        "{users{profile{name groups}}}",
    )
    .await;
    assert_eq!(
        me["data"]["users"]["profile"],
        json!({ "name": "Ann", "groups": ["Editors"] })
    );
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_filled_in_says_why() {
    let refused = Sandbox::builder()
        .page(SeedPage::new("a b", "A", "text"))
        .start()
        .await;
    let message = refused.expect_err("a refusal").to_string();
    assert!(
        message.contains("page a b") && message.contains("illegal characters"),
        "{message}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_users_token_runs_out_with_tokios_clock_and_is_renewed() {
    let sandbox = seeded();
    let jwt = ask(&sandbox, "", LOGIN).await["data"]["authentication"]["login"]["jwt"].clone();
    let jwt = jwt.as_str().expect("a token");
    let request = || crate::wiki::request(jwt, &json!({ "query": "{users{profile{id}}}" }));
    assert_eq!(
        send(sandbox.service(), request()).await.header("new-jwt"),
        None
    );
    advance(Duration::from_secs(31 * 60)).await;
    assert!(
        send(sandbox.service(), request())
            .await
            .header("new-jwt")
            .is_some()
    );
    advance(Duration::from_secs(15 * 86_400)).await;
    assert_eq!(
        send(sandbox.service(), request()).await.json()["errors"][0]["extensions"]["exception"]["code"],
        1019
    );
}

#[tokio::test(start_paused = true)]
async fn answers_take_the_time_that_was_measured() {
    let sandbox = Sandbox::builder().timing(Timing::measured()).in_process();
    let began = Instant::now();
    admin(
        &sandbox,
        "mutation{pages{rebuildTree{responseResult{succeeded}}}}",
        "/pages",
    )
    .await;
    assert_eq!(began.elapsed().as_millis(), 525);
}

#[tokio::test(start_paused = true)]
async fn gzip_goes_both_ways() {
    let sandbox = Sandbox::in_process();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let query = "{__schema{types{name description}}}";
    encoder
        .write_all(json!({ "query": query }).to_string().as_bytes())
        .expect("packed");
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("content-encoding", "gzip")
        .header("accept-encoding", "gzip, deflate")
        .body(encoder.finish().expect("packed").into())
        .expect("a request");
    let reply = send(sandbox.service(), request).await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    GzDecoder::new(reply.body.as_ref())
        .read_to_string(&mut text)
        .expect("gzip");
    assert!(text.starts_with("{\"data\":{\"__schema\":"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn production_keeps_its_schema_and_stacks_to_itself() {
    let sandbox = Sandbox::builder().production(true).in_process();
    let answer = ask(&sandbox, "", "{__schema{queryType{name}}}").await;
    assert_eq!(
        answer["errors"][0]["extensions"]["code"],
        "GRAPHQL_VALIDATION_FAILED"
    );
    let answer = ask(&sandbox, "", "{users{list{id}}}").await;
    assert_eq!(
        answer["errors"][0]["extensions"],
        json!({ "code": "INTERNAL_SERVER_ERROR" })
    );
}

#[tokio::test(start_paused = true)]
async fn requests_are_logged_by_what_they_ask_for() {
    let sandbox = Sandbox::in_process();
    ask(
        &sandbox,
        "",
        "{a:pages{list{id}} ...F} fragment F on Query{users{list{id} search(query:\"x\"){id}}}",
    )
    .await;
    let requests = sandbox.requests();
    assert_eq!(
        requests[0].operations,
        ["pages.list", "users.list", "users.search"]
    );
    assert_eq!(
        (requests[0].method.as_str(), requests[0].path.as_str()),
        ("POST", "/graphql")
    );
}

#[tokio::test]
async fn the_same_wiki_answers_over_a_socket_until_it_is_dropped() {
    let sandbox = Sandbox::start().await.expect("a port");
    let address = sandbox.address().expect("an address");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await
        .expect("sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("an answer");
    assert!(
        text.starts_with("HTTP/1.1 200 OK") && text.ends_with("{\"ok\":true}"),
        "{text}"
    );
    assert_eq!(sandbox.requests().len(), 1);
    drop(sandbox);
    tokio::task::yield_now().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_thousand_live_in_one_process() {
    let sandboxes: Vec<_> = (0..1000)
        .map(|seed| Sandbox::builder().seed(seed).in_process())
        .collect();
    let last = sandboxes.last().expect("a thousand");
    assert_eq!(
        admin(
            last,
            "{system{info{groupsTotal}}}",
            "/system/info/groupsTotal"
        )
        .await,
        4
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_over_five_mebibytes_is_refused_before_anything() {
    let body = format!(
        "{{\"query\":\"{{__typename}}\",\"variables\":{{\"x\":\"{}\"}}}}",
        "x".repeat(5 << 20)
    );
    let request = Request::post("/graphql").header("content-type", "application/json");
    let reply = send(
        Sandbox::in_process().service(),
        request.body(body.into()).expect("a request"),
    )
    .await;
    assert_eq!(reply.status, 413);
    assert_eq!(
        reply.text(),
        "{\"data\":{},\"errors\":[{\"message\":\"request entity too large\",\"path\":[]}]}"
    );
}

#[tokio::test(start_paused = true)]
async fn mistakes_in_documents_are_worded_as_graphql_js_words_them() {
    let sandbox = Sandbox::in_process();
    for (document, expected) in [
        (
            "{pages{nope}}",
            "Cannot query field \"nope\" on type \"PageQuery\".",
        ),
        (
            "{pages{singel(id:1){id}}}",
            "Cannot query field \"singel\" on type \"PageQuery\". Did you mean \"single\"?",
        ),
        (
            "{pages}",
            "Field \"pages\" of type \"PageQuery\" must have a selection of subfields. Did you mean \"pages { ... }\"?",
        ),
        (
            "{pages{tags{tag{x}}}}",
            "Field \"tag\" must not have a selection since type \"String!\" has no subfields.",
        ),
        (
            "{pages{single(idd:1){id}}}",
            "Unknown argument \"idd\" on field \"PageQuery.single\". Did you mean \"id\"?",
        ),
        (
            "{pages{list(orderBy:TITEL){id}}}",
            "Value \"TITEL\" does not exist in \"PageOrderBy\" enum. Did you mean the enum value \"TITLE\"?",
        ),
        ("query($a:Nope){__typename}", "Unknown type \"Nope\"."),
        (
            "{pages{single(id:$x){id}}}",
            "Variable \"$x\" is not defined.",
        ),
        ("{__typename @nope}", "Unknown directive \"@nope\"."),
    ] {
        let answer = ask(&sandbox, "", document).await;
        let messages: Vec<_> = answer["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| &error["message"])
            .collect();
        assert!(
            messages.iter().any(|message| *message == expected),
            "{document}: {messages:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_large_wiki_is_filled_once_and_listed() {
    let pages = (0..2000).map(|n| {
        SeedPage::new(
            format!("part{}/page{n}", n % 20),
            format!("Page {n}"),
            "text",
        )
    });
    let sandbox = pages
        .fold(Sandbox::builder(), wikijs_sandbox::Builder::page)
        .in_process();
    let list = admin(&sandbox, "{pages{list{id}}}", "/pages/list").await;
    assert_eq!(list.as_array().map(Vec::len), Some(2000));
    let tree = admin(
        &sandbox,
        "{pages{tree(mode:FOLDERS,locale:\"en\"){path}}}",
        "/pages/tree",
    )
    .await;
    assert_eq!(tree.as_array().map(Vec::len), Some(20));
}

#[tokio::test(start_paused = true)]
async fn groups_of_ones_own_come_with_a_key() {
    let group = SeedGroup::new("Team", ["read:pages"])
        .below("team")
        .not_below("team/secret")
        .at("home");
    let pages = ["home", "team/plan", "team/secret/x", "other"]
        .map(|path| SeedPage::new(path, path, "text"));
    let builder = pages.into_iter().fold(
        Sandbox::builder().group(group),
        wikijs_sandbox::Builder::page,
    );
    let sandbox = builder.in_process();
    let list = ask(
        &sandbox,
        sandbox.token_of("Team").expect("a key"),
        "{pages{list{path}}}",
    )
    .await;
    assert_eq!(
        list["data"]["pages"]["list"],
        json!([{ "path": "home" }, { "path": "team/plan" }])
    );
    assert_eq!(sandbox.pages().len(), 4);
    assert_eq!(sandbox.pages()[1].content, "text");
}

#[tokio::test(start_paused = true)]
async fn a_folder_of_files_becomes_pages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let sandbox = Sandbox::builder()
        .pages_from(folder)
        .expect("a folder")
        .in_process();
    let pages = sandbox.pages();
    assert_eq!((pages.len(), pages[0].path.as_str()), (1, "README"));
    assert!(Sandbox::builder().pages_from("no/such/folder").is_err());
}

#[tokio::test(start_paused = true)]
async fn files_and_keys_are_there_from_the_beginning() {
    let sandbox = Sandbox::builder()
        .asset(SeedAsset::new(
            "Plans/My Map.pdf",
            "application/pdf",
            "here",
        ))
        .asset(SeedAsset::new("plans/other.txt", "text/plain", "there"))
        .key("robot", "Readers")
        .in_process();
    let key = sandbox.key("robot").expect("a key");
    let request = Request::get("/plans/my_map.pdf")
        .header("authorization", format!("Bearer {key}"))
        .body(Full::default())
        .expect("a request");
    let reply = send(sandbox.service(), request).await;
    assert_eq!(
        (reply.status.as_u16(), reply.text().as_str()),
        (200, "here")
    );
    let folders = ask(&sandbox, key, "{assets{folders(parentFolderId:0){slug}}}").await;
    assert_eq!(
        folders,
        json!({ "data": { "assets": { "folders": [{ "slug": "plans" }] } } })
    );
}

#[tokio::test]
async fn a_key_of_no_group_is_told() {
    let refused = Sandbox::builder().key("robot", "Robots").start().await;
    let told = refused.expect_err("no such group").to_string();
    assert_eq!(told, "key robot: no group \"Robots\"");
}
