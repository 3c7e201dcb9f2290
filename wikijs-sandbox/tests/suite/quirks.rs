//! The server's quirks, each by its name. The sessions show them, too, among other things.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use wikijs_sandbox::{Sandbox, SeedPage};

use crate::wiki::{admin, ask};

fn wiki() -> Sandbox {
    let page =
        |path: &str, tags: &[&str]| SeedPage::new(path, path, "text").tags(tags.iter().copied());
    Sandbox::builder()
        .page(page("a", &["one", "two"]))
        .page(page("b", &["two"]))
        .page(page("c/d", &[]))
        .in_process()
}

async fn refused(sandbox: &Sandbox, document: &str) -> Value {
    let field = document.split(['{', '(']).nth(2).expect("a field");
    admin(sandbox, document, &format!("/pages/{field}/responseResult")).await
}

#[tokio::test(start_paused = true)]
async fn update_is_no_patch() {
    let sandbox = wiki();
    let update = "mutation{pages{update(id:1,content:\"new\",tags:[\"one\"]){responseResult{succeeded errorCode slug}}}}";
    assert_eq!(refused(&sandbox, update).await["succeeded"], true);
    let page = admin(
        &sandbox,
        "{pages{single(id:1){isPublished tags{tag}}}}",
        "/pages/single",
    )
    .await;
    assert_eq!(
        page,
        json!({ "isPublished": false, "tags": [{ "tag": "one" }] })
    );
}

#[tokio::test(start_paused = true)]
async fn update_without_tags_fails_after_writing() {
    let sandbox = wiki();
    let update =
        "mutation{pages{update(id:1,content:\"new\"){responseResult{succeeded errorCode slug}}}}";
    assert_eq!(
        refused(&sandbox, update).await,
        json!({ "succeeded": false, "errorCode": 1, "slug": "TypeError" })
    );
    let page = admin(
        &sandbox,
        "{pages{single(id:1){content render} history(id:1){total}}}",
        "/pages",
    )
    .await;
    assert_eq!(
        page,
        json!({ "single": { "content": "new", "render": "<p>text</p>\n" }, "history": { "total": 1 } })
    );
}

#[tokio::test(start_paused = true)]
async fn list_counts_rows_of_pages_and_tags() {
    let list = admin(&wiki(), "{pages{list(limit:1){id tags}}}", "/pages/list").await;
    assert_eq!(list, json!([{ "id": 1, "tags": ["one"] }]));
}

#[tokio::test(start_paused = true)]
async fn a_tag_filter_hides_the_other_tags() {
    let list = admin(
        &wiki(),
        "{pages{list(tags:[\"two\"]){id tags}}}",
        "/pages/list",
    )
    .await;
    assert_eq!(
        list,
        json!([{ "id": 1, "tags": ["two"] }, { "id": 2, "tags": ["two"] }])
    );
    assert_eq!(
        admin(&wiki(), "{pages{list(tags:[\"Two\"]){id}}}", "/pages/list").await,
        json!([])
    );
}

#[tokio::test(start_paused = true)]
async fn ids_of_the_tree_change_with_every_new_page() {
    let sandbox = wiki();
    let tree = "{pages{tree(mode:ALL,locale:\"en\",path:\"c/d\"){id}}}";
    let before = admin(&sandbox, tree, "/pages/tree/0/id").await;
    let create = "mutation{pages{create(content:\"x\",description:\"\",editor:\"markdown\",isPublished:true,isPrivate:false,\
                  locale:\"en\",path:\"aa\",tags:[],title:\"x\"){responseResult{succeeded}}}}";
    refused(&sandbox, create).await;
    assert_ne!(admin(&sandbox, tree, "/pages/tree/0/id").await, before);
}

#[tokio::test(start_paused = true)]
async fn restore_loses_tags() {
    let sandbox = wiki();
    let update = "mutation{pages{update(id:1,content:\"new\",tags:[\"one\"],isPublished:true){responseResult{succeeded}}}}";
    refused(&sandbox, update).await;
    refused(
        &sandbox,
        "mutation{pages{restore(pageId:1,versionId:1){responseResult{succeeded}}}}",
    )
    .await;
    let page = admin(
        &sandbox,
        "{pages{single(id:1){content tags{tag}}}}",
        "/pages/single",
    )
    .await;
    assert_eq!(page, json!({ "content": "text", "tags": [] }));
}

#[tokio::test(start_paused = true)]
async fn readers_may_list_pages_but_not_open_them() {
    let sandbox = wiki();
    let answer = ask(
        &sandbox,
        sandbox.reader_token(),
        "{pages{list{id} single(id:1){id}}}",
    )
    .await;
    assert_eq!(
        answer["data"]["pages"],
        json!({ "list": [{ "id": 1 }, { "id": 2 }, { "id": 3 }], "single": null })
    );
    assert_eq!(answer["errors"][0]["extensions"]["exception"]["code"], 6013);
}

#[tokio::test(start_paused = true)]
async fn an_error_in_a_non_null_field_empties_its_namespace_and_no_other_alias() {
    let document =
        "{a:pages{checkConflicts(id:999,checkoutDate:\"\") list{id}} b:pages{tags{tag}}}";
    let answer = ask(&wiki(), wiki().admin_token(), document).await;
    assert_eq!(
        answer["data"],
        json!({ "a": null, "b": { "tags": [{ "tag": "one" }, { "tag": "two" }] } })
    );
}

#[tokio::test(start_paused = true)]
async fn unknown_ids_count_as_done_in_some_places() {
    let sandbox = wiki();
    for (document, place) in [
        (
            "mutation{authentication{revokeApiKey(id:99){responseResult{succeeded}}}}",
            "/authentication/revokeApiKey",
        ),
        (
            "mutation{users{activate(id:99){responseResult{succeeded}}}}",
            "/users/activate",
        ),
        (
            "mutation{groups{delete(id:99){responseResult{succeeded}}}}",
            "/groups/delete",
        ),
    ] {
        assert_eq!(
            admin(&sandbox, document, place).await["responseResult"]["succeeded"],
            true,
            "{document}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_garbled_token_is_a_guest() {
    let answer = ask(&wiki(), "garbage", "{users{profile{id}} pages{list{id}}}").await;
    assert_eq!(answer["errors"][0]["extensions"]["exception"]["code"], 1019);
    assert_eq!(answer["data"]["pages"]["list"][0]["id"], 1);
}

#[tokio::test(start_paused = true)]
async fn the_longest_rule_wins_whatever_its_kind() {
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("publicity", "P", "text"))
        .in_process();
    for (rules, seen) in [
        (
            "{match:START,path:\"publicity\",deny:true} {match:REGEX,path:\"pub\",deny:false}",
            0,
        ),
        (
            "{match:START,path:\"pub\",deny:false} {match:END,path:\"y\",deny:true}",
            1,
        ),
        (
            "{match:START,path:\"pub\",deny:true} {match:REGEX,path:\"pub\",deny:false}",
            1,
        ),
        (
            "{match:START,path:\"pub\",deny:false} {match:START,path:\"pub\",deny:true}",
            0,
        ),
        ("{match:START,path:\"/publicity\",deny:false}", 0),
        ("{match:START,path:\"Pub\",deny:false}", 0),
    ] {
        let rules = rules.replace('}', ",id:\"r\",roles:[\"read:pages\"],locales:[]}");
        let update = format!(
            "mutation{{groups{{update(id:4,name:\"Readers\",redirectOnLogin:\"/\",permissions:[\"read:pages\"],\
             pageRules:[{rules}]){{responseResult{{succeeded}}}}}}}}"
        );
        admin(&sandbox, &update, "/groups/update").await;
        let list = ask(&sandbox, sandbox.reader_token(), "{pages{list{id}}}").await;
        assert_eq!(
            list["data"]["pages"]["list"].as_array().map(Vec::len),
            Some(seen),
            "{rules}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_span_that_cannot_be_read_silences_logins_until_it_is_put_right() {
    let sandbox = Sandbox::builder()
        .admin("admin@sandbox.test", "secret")
        .in_process();
    let set = |span: &str| {
        format!(
            "mutation{{site{{updateConfig(authJwtExpiration:\"{span}\"){{responseResult{{succeeded}}}}}}}}"
        )
    };
    let login = "mutation{authentication{login(username:\"admin@sandbox.test\",password:\"secret\",strategy:\"local\"){jwt}}}";
    admin(&sandbox, &set("soon"), "/site").await;
    assert!(
        timeout(Duration::from_secs(3600), ask(&sandbox, "", login))
            .await
            .is_err()
    );
    admin(&sandbox, &set("30m"), "/site").await;
    assert!(ask(&sandbox, "", login).await["data"]["authentication"]["login"]["jwt"].is_string());
}

#[tokio::test(start_paused = true)]
async fn an_update_with_a_path_and_no_locale_fails_after_writing() {
    let sandbox = wiki();
    let update = "mutation{pages{update(id:1,content:\"new\",tags:[],path:\"z\"){responseResult{succeeded errorCode}}}}";
    assert_eq!(
        refused(&sandbox, update).await,
        json!({ "succeeded": false, "errorCode": 1 })
    );
    let page = admin(
        &sandbox,
        "{pages{single(id:1){path content}}}",
        "/pages/single",
    )
    .await;
    assert_eq!(page, json!({ "path": "a", "content": "new" }));
}
